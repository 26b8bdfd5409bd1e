/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule documents of all kinds, and lists of adopted ones. A document that loads is used: made-up
 * patients get their plans under it. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz-plan.h"
#include "fuzz.h"
#include "guidance-check.h"

/* The shipped documents beside the one under test. */
static void
plan(const LdoseRegimen *regimen, const LdoseGuidance *guidance, const LdoseFormulary *formulary)
{
    LdoseLibrary *library = fuzz_library();
    LdoseRuleSet rules;
    ldose_rule_set_init(
        &rules, regimen != NULL ? regimen : ldose_library_regimen(library, "us-yescarta", NULL),
        guidance != NULL ? guidance : ldose_library_guidance(library, "us-label", NULL),
        formulary != NULL ? formulary : ldose_library_formulary(library, "as-published", NULL),
        ldose_library_guidance(library, LDOSE_GENERAL_FINDINGS, NULL),
        ldose_library_guidances(library, NULL));
    fuzz_plan_patients(&rules);
    ldose_rule_set_clear(&rules);
}

static void
try_guidance(const char *path, GError **error)
{
    g_autoptr(GError) unsound_error = NULL;
    g_autoptr(LdoseGuidance) unsound = ldose_guidance_load(path, TRUE, &unsound_error);
    g_autoptr(LdoseGuidance) sound = ldose_guidance_load(path, FALSE, error);
    g_assert_true(unsound != NULL || sound == NULL);
    if (unsound != NULL) {
        g_autoptr(GPtrArray) findings = ldose_guidance_check(unsound, (LdoseDate){2026, 11, 24});
        gboolean faulty = FALSE;
        for (guint i = 0; i < findings->len; i++) {
            const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
            faulty = faulty || ldose_check_kind(finding->code)->severity == LDOSE_CHECK_ERROR;
        }
        g_assert_cmpint(faulty, ==, sound == NULL);
    }
    if (sound != NULL && sound->kind != LDOSE_GUIDANCE_GENERAL)
        plan(NULL, sound, NULL);
}

static void
try_document(const char *path, LdoseDocumentKind kind, GError **error)
{
    if (kind == LDOSE_DOCUMENT_GUIDANCE) {
        try_guidance(path, error);
    } else if (kind == LDOSE_DOCUMENT_REGIMENS) {
        g_autoptr(LdoseRegimen) regimen = ldose_regimen_load(path, error);
        if (regimen != NULL)
            plan(regimen, NULL, NULL);
    } else {
        g_autoptr(LdoseFormulary) formulary = ldose_formulary_load(path, error);
        if (formulary != NULL)
            plan(NULL, NULL, formulary);
    }
}

/* A list that is read is written, and reads as the same. */
static void
try_adoptions(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_parse("adopted.xml", bytes, &error);
    g_assert_true((list == NULL) == (error != NULL));
    if (list == NULL)
        return;
    g_autoptr(GBytes) written = ldose_adoption_list_serialize(list);
    g_autoptr(LdoseAdoptionList) again = ldose_adoption_list_parse("again.xml", written, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(ldose_adoption_list_length(again), ==, ldose_adoption_list_length(list));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    LdoseDocumentKind kind = LDOSE_N_DOCUMENT_KINDS;
    char path[64];
    int descriptor = memfd_create("document", MFD_CLOEXEC);
    g_assert_cmpint(descriptor, >=, 0);
    g_assert_cmpint(write(descriptor, data, size), ==, (gssize)size);
    g_snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);

    if (ldose_document_find_kind(path, &kind, &error))
        try_document(path, kind, &error);
    else
        g_assert_nonnull(error);
    close(descriptor);
    try_adoptions(data, size);
    return 0;
}
