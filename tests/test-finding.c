/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary of findings (R25, R41). */
#include "finding.h"

#include <string.h>

/* rules.md 3: only these need acknowledgement, and stand in this order. */
static const char *const ACKNOWLEDGE[] = {
    "contraindicated-elsewhere",
    "clearance-disagrees",
    "outside-gate",
    "outside-population",
    "jurisdiction-mixed",
    "creatinine-old",
    "creatinine-unreliable",
    "weight-fluid",
    "rule-hole",
    "both-organs",
    "unverified",
    "over-limit",
};

static void
test_acknowledge(void)
{
    guint n = 0;
    LdoseSeverity last = LDOSE_SEVERITY_STOP;
    for (int code = 0; code < LDOSE_N_FINDINGS; code++) {
        const LdoseFindingKind *kind = ldose_finding_kind((LdoseFindingCode)code);
        g_assert_cmpint((int)kind->severity, >=, (int)last); /* most severe first */
        last = kind->severity;
        if (kind->severity == LDOSE_SEVERITY_ACKNOWLEDGE) {
            g_assert_cmpuint(n, <, G_N_ELEMENTS(ACKNOWLEDGE));
            g_assert_cmpstr(kind->id, ==, ACKNOWLEDGE[n++]);
            g_assert_cmpint((int)strlen(kind->action), >, 0); /* R25: what to do */
        }
    }
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(ACKNOWLEDGE));
}

static void
test_ids(void)
{
    for (int code = 0; code < LDOSE_N_FINDINGS; code++) {
        const LdoseFindingKind *kind = ldose_finding_kind((LdoseFindingCode)code);
        LdoseFindingCode found = LDOSE_N_FINDINGS;
        g_assert_true(ldose_finding_from_id(kind->id, &found));
        g_assert_cmpint((int)found, ==, code);
        g_assert_cmpint((int)strlen(kind->title), >, 0);
        g_assert_nonnull(kind->action);
        for (const char *c = kind->id; *c != '\0'; c++)
            g_assert_true(g_ascii_islower(*c) || *c == '-');
    }
}

static void
test_unknown_ids(void)
{
    static const char *const ids[] = {"",
                                      "outside",
                                      "outside-gates",
                                      "Outside-gate",
                                      "outside_gate",
                                      "quiet-with-clearance",
                                      "bsa-under-10-kg"};
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        LdoseFindingCode code = LDOSE_N_FINDINGS;
        g_assert_false(ldose_finding_from_id(ids[i], &code));
        g_assert_cmpint((int)code, ==, LDOSE_N_FINDINGS); /* untouched */
    }
}

/* R41: these are not words of this program. R23: full drug names, no short forms. */
static void
test_words(void)
{
    static const char *const banned[] = {"ready", "safe", "recommended", "optimal", "validated",
                                         "ld",    "flu",  "cy",          "scr",     "cc"};
    for (int code = 0; code < LDOSE_N_FINDINGS; code++) {
        const LdoseFindingKind *kind = ldose_finding_kind((LdoseFindingCode)code);
        g_autofree char *joined = g_strdup_printf("%s %s", kind->title, kind->action);
        g_autofree char *text = g_ascii_strdown(joined, -1);
        g_auto(GStrv) words = g_strsplit_set(text, " .,:;()-'/", -1);
        for (guint i = 0; i < G_N_ELEMENTS(banned); i++) {
            if (g_strv_contains((const char *const *)words, banned[i]))
                g_error("%s: \"%s\" holds \"%s\"", kind->id, joined, banned[i]);
        }
        g_assert_null(strstr(joined, "µg"));
    }
}

static void
test_out_of_range(void)
{
    if (g_test_subprocess()) {
        ldose_finding_kind(LDOSE_N_FINDINGS);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/finding/R25-acknowledge-in-order", test_acknowledge);
    g_test_add_func("/finding/ids", test_ids);
    g_test_add_func("/finding/unknown-ids", test_unknown_ids);
    g_test_add_func("/finding/R41-words", test_words);
    g_test_add_func("/finding/programmer-error/out-of-range", test_out_of_range);
    return g_test_run();
}
