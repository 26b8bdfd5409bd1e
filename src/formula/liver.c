/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes and scores of liver function: the published tables and nothing else. */
#include "liver.h"

#include <math.h>

#include "number.h"
#include "quantity.h"

const char *
ldose_nci_class_id(LdoseNciClass nci_class)
{
    static const char *const ids[LDOSE_N_NCI_CLASSES] = {
        [LDOSE_NCI_NORMAL] = "normal",
        [LDOSE_NCI_MILD] = "mild",
        [LDOSE_NCI_MODERATE] = "moderate",
        [LDOSE_NCI_SEVERE] = "severe",
    };
    g_assert((guint)nci_class < LDOSE_N_NCI_CLASSES);
    return ids[nci_class];
}

LdoseNciClass
ldose_nci_odwg(double bilirubin_mg_dl, double bilirubin_uln_mg_dl, double ast_u_l,
               double ast_uln_u_l)
{
    g_assert(bilirubin_mg_dl >= 0 && bilirubin_uln_mg_dl > 0);
    g_assert(ast_u_l >= 0 && ast_uln_u_l > 0);

    /* From severe downwards, bilirubin before AST: the other order calls the sickest mild. */
    if (ldose_limit_compare(bilirubin_mg_dl, 3.0 * bilirubin_uln_mg_dl) > 0)
        return LDOSE_NCI_SEVERE;
    if (ldose_limit_compare(bilirubin_mg_dl, 1.5 * bilirubin_uln_mg_dl) > 0)
        return LDOSE_NCI_MODERATE;
    if (ldose_limit_compare(bilirubin_mg_dl, bilirubin_uln_mg_dl) > 0)
        return LDOSE_NCI_MILD;
    if (ldose_limit_compare(ast_u_l, ast_uln_u_l) > 0)
        return LDOSE_NCI_MILD;
    return LDOSE_NCI_NORMAL;
}

const char *
ldose_child_pugh_class_id(LdoseChildPughClass grade)
{
    static const char *const ids[LDOSE_N_CHILD_PUGH_CLASSES] = {
        [LDOSE_CHILD_PUGH_A] = "A",
        [LDOSE_CHILD_PUGH_B] = "B",
        [LDOSE_CHILD_PUGH_C] = "C",
    };
    g_assert((guint)grade < LDOSE_N_CHILD_PUGH_CLASSES);
    return ids[grade];
}

/* Points of a value that gets worse as it rises; both limits belong to the middle. */
static int
points_rising(double value, double from, double to)
{
    if (ldose_limit_compare(value, from) < 0)
        return 1;
    return ldose_limit_compare(value, to) > 0 ? 3 : 2;
}

/* Points of a value that gets worse as it falls; both limits belong to the middle. */
static int
points_falling(double value, double from, double to)
{
    if (ldose_limit_compare(value, to) > 0)
        return 1;
    return ldose_limit_compare(value, from) < 0 ? 3 : 2;
}

static int
points_of_ascites(LdoseAscites ascites)
{
    switch (ascites) {
    case LDOSE_ASCITES_NONE: return 1;
    case LDOSE_ASCITES_MILD: return 2;
    case LDOSE_ASCITES_MODERATE: return 3;
    case LDOSE_N_ASCITES:
    default: g_assert_not_reached();
    }
}

static int
points_of_encephalopathy(int grade)
{
    g_assert(grade >= 0 && grade <= LDOSE_ENCEPHALOPATHY_MAX);

    if (grade == 0)
        return 1;
    return grade <= 2 ? 2 : 3;
}

static LdoseChildPughClass
child_pugh_class(int points)
{
    if (points <= 6)
        return LDOSE_CHILD_PUGH_A;
    return points <= 9 ? LDOSE_CHILD_PUGH_B : LDOSE_CHILD_PUGH_C;
}

static LdoseChildPugh
child_pugh(int bilirubin_points, double albumin_g_l, double inr, LdoseAscites ascites,
           int encephalopathy)
{
    g_assert(albumin_g_l > 0 && inr > 0);

    int points = bilirubin_points + points_falling(albumin_g_l, 28.0, 35.0) +
                 points_rising(inr, 1.7, 2.3) + points_of_ascites(ascites) +
                 points_of_encephalopathy(encephalopathy);
    return (LdoseChildPugh){points, child_pugh_class(points)};
}

LdoseChildPugh
ldose_child_pugh(double bilirubin_mg_dl, double albumin_g_l, double inr, LdoseAscites ascites,
                 int encephalopathy)
{
    g_assert(bilirubin_mg_dl >= 0);

    return child_pugh(points_rising(bilirubin_mg_dl, 2.0, 3.0), albumin_g_l, inr, ascites,
                      encephalopathy);
}

LdoseChildPugh
ldose_child_pugh_umol_l(double bilirubin_umol_l, double albumin_g_l, double inr,
                        LdoseAscites ascites, int encephalopathy)
{
    g_assert(bilirubin_umol_l >= 0);

    return child_pugh(points_rising(bilirubin_umol_l, 34.0, 51.0), albumin_g_l, inr, ascites,
                      encephalopathy);
}

double
ldose_albi_score(double bilirubin_mg_dl, double albumin_g_l)
{
    g_assert(bilirubin_mg_dl > 0 && albumin_g_l > 0);

    return 0.66 * log10(ldose_bilirubin_umol_l_from_mg_dl(bilirubin_mg_dl)) - 0.085 * albumin_g_l;
}
