/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes and scores of liver function.
 *
 * None of them was made for dosing cytotoxic drugs, and no source that was read keys a dose of
 * fludarabine or cyclophosphamide to Child–Pugh or ALBI. A class follows from comparing values with
 * limits, always by ldose_limit_compare(), so that a limit reached in decimals counts as reached. A
 * number that is NaN or outside the range stated for it is a programmer error and aborts. What
 * S81, organ S53 and other labels stand for: docs/sources.md. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    LDOSE_NCI_NORMAL,
    LDOSE_NCI_MILD,
    LDOSE_NCI_MODERATE,
    LDOSE_NCI_SEVERE,
    LDOSE_N_NCI_CLASSES
} LdoseNciClass;

/* "normal", "mild", "moderate", "severe". */
const char *ldose_nci_class_id(LdoseNciClass nci_class);

/* Class of the NCI Organ Dysfunction Working Group, from total bilirubin and AST over their upper
 * limits of normal (ULN):
 *
 *   severe    bilirubin above 3 × ULN, any AST
 *   moderate  bilirubin above 1.5 to 3 × ULN, any AST
 *   mild      bilirubin above 1 to 1.5 × ULN, any AST; or bilirubin to ULN and AST above ULN
 *   normal    bilirubin to ULN and AST to ULN
 *
 * @bilirubin_mg_dl, @bilirubin_uln_mg_dl: total bilirubin (0 or more) and its upper limit (above
 *   0), in mg/dL; only their ratio counts
 * @ast_u_l, @ast_uln_u_l: AST (0 or more) and its upper limit (above 0), U/L
 *
 * Result: the class.
 * Notes: each limit belongs to the milder class, as printed ("≤ ULN", "to 1.5 ×", "to 3 ×").
 * Bilirubin is judged from severe downwards: a published implementation asks for AST first and
 * calls bilirubin 3.75 × ULN mild (N1). Not for Gilbert's syndrome, where bilirubin says
 * nothing about the liver; that is the caller's to know. That AST does not matter in "moderate"
 * and "severe" was not seen in a source, only in "mild" (M15); an upper end of "severe" at 10 ×
 * ULN is unconfirmed and not used.
 * Rounding: none.
 * References: organ 5.1 (organ S53); Ramalingam 2010, J Clin Oncol 28:4507, as cited in M15.
 * The primary document was not opened.
 * Tested against: every edge of the table above. */
LdoseNciClass ldose_nci_odwg(double bilirubin_mg_dl, double bilirubin_uln_mg_dl, double ast_u_l,
                             double ast_uln_u_l);

typedef enum {
    LDOSE_ASCITES_NONE,
    LDOSE_ASCITES_MILD,     /* or controlled by diuretics */
    LDOSE_ASCITES_MODERATE, /* or more, despite diuretics */
    LDOSE_N_ASCITES
} LdoseAscites;

/* The highest grade of hepatic encephalopathy; 0 is none. */
#define LDOSE_ENCEPHALOPATHY_MAX 4

typedef enum {
    LDOSE_CHILD_PUGH_A, /* 5–6 points */
    LDOSE_CHILD_PUGH_B, /* 7–9 */
    LDOSE_CHILD_PUGH_C, /* 10–15 */
    LDOSE_N_CHILD_PUGH_CLASSES
} LdoseChildPughClass;

typedef struct {
    int points; /* 5 to 15 */
    LdoseChildPughClass grade;
} LdoseChildPugh;

/* "A", "B", "C". */
const char *ldose_child_pugh_class_id(LdoseChildPughClass grade);

/* Child–Pugh points and class:
 *
 *   points                    1        2              3
 *   bilirubin, mg/dL          < 2      2 to 3         > 3
 *   bilirubin, µmol/L         < 34     34 to 51       > 51
 *   albumin, g/L              > 35     28 to 35       < 28
 *   INR                       < 1.7    1.7 to 2.3     > 2.3
 *   ascites                   none     mild           moderate or more
 *   encephalopathy, grade     none     1 to 2         3 to 4
 *
 * @bilirubin_mg_dl: total bilirubin, mg/dL, 0 or more
 * @albumin_g_l: serum albumin, g/L, above 0
 * @inr: international normalised ratio, above 0
 * @ascites: none, mild, or moderate and more
 * @encephalopathy: grade, 0 to LDOSE_ENCEPHALOPATHY_MAX
 *
 * Result: points, and class A for 5–6, B for 7–9, C for 10–15.
 * Notes: every limit belongs to the middle column. Only for cirrhosis. This is the variant with
 * albumin 28–35 g/L; Harrison's has 30–35 (one point more from 28 to below 30), one paper an INR
 * of 1.16–1.56, and cholestatic disease bilirubin of 68 and 171 µmol/L: none of these is used.
 * The two columns of bilirubin are rounded apart (34 µmol/L is 1.99 mg/dL), so a value goes to
 * the function of the unit in which it was measured.
 * Rounding: none.
 * References: MSD Manual table and CCJM table (S81, S81b; organ 5.2, organ S54, S55, S57).
 * Tested against: every edge of the table; patient P10 -> 9 B; H14–H18. */
LdoseChildPugh ldose_child_pugh(double bilirubin_mg_dl, double albumin_g_l, double inr,
                                LdoseAscites ascites, int encephalopathy);

/* As ldose_child_pugh(), for a bilirubin that was measured in µmol/L.
 *
 * @bilirubin_umol_l: total bilirubin, µmol/L, 0 or more */
LdoseChildPugh ldose_child_pugh_umol_l(double bilirubin_umol_l, double albumin_g_l, double inr,
                                       LdoseAscites ascites, int encephalopathy);

/* The albumin–bilirubin score: 0.66 × log10(bilirubin in µmol/L) − 0.085 × albumin in g/L.
 *
 * @bilirubin_mg_dl: total bilirubin, mg/dL, above 0
 * @albumin_g_l: serum albumin, g/L, above 0
 *
 * Result: the score, without unit; lower is better.
 * Notes: made for hepatocellular carcinoma. Grades: 1 to −2.60, 2 to −1.39, 3 above. An
 * implementation has −0.0852; −0.085 is recalled as the original (B4, to be checked against the
 * paper).
 * Rounding: none.
 * References: Johnson et al. J Clin Oncol 2015;33:550, doi:10.1200/JCO.2014.57.9151.
 * Tested against: oracle. */
double ldose_albi_score(double bilirubin_mg_dl, double albumin_g_l);

G_END_DECLS
