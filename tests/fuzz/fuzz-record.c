/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: the bytes as they are, and with every seal made to fit, as somebody who can write files
 * can make them. One that is read is shown, recomputed and added to. */
#include <string.h>

#include "fuzz-plan.h"
#include "fuzz.h"
#include "record-parts.h"

static char *
seal_again(const uint8_t *data, size_t size)
{
    const gsize open = strlen(LDOSE_SEAL_OPEN);
    char *text = g_memdup2(data, size);
    char *end = text + size, *p = text;
    gsize sealed = 0;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    while (p < end && (p = memmem(p, (gsize)(end - p), LDOSE_SEAL_OPEN, open)) != NULL) {
        gsize at = (gsize)(p - text);
        g_checksum_update(checksum, (const guchar *)text + sealed, (gssize)(at - sealed));
        sealed = at;
        p += open;
        if ((gsize)(end - p) < LDOSE_SHA256_DIGITS)
            break;
        g_autoptr(GChecksum) here = g_checksum_copy(checksum);
        memcpy(p, g_checksum_get_string(here), LDOSE_SHA256_DIGITS);
    }
    return text;
}

static void
use(const LdoseRecord *record)
{
    static const LdoseSignature signature = {"B. Sample", "2026-11-24T09:00:00Z"};
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    ldose_record_text(text, record, NULL, &ldose_wording_plain);
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(record, fuzz_library(), &ldose_wording_plain);
    g_assert_true(recheck->state == LDOSE_RECHECK_SAME || recheck->differences->len > 0);
    ldose_record_text(text, record, recheck, &ldose_wording_plain);
    g_assert_true(g_utf8_validate_len(text->str, text->len, NULL));

    g_autoptr(LdoseRecord) noted = ldose_record_add_note(record, &signature, "filed", &error);
    g_assert_true((noted == NULL) == (error != NULL));
    if (noted != NULL)
        g_assert_cmpuint(noted->entries->len, ==, record->entries->len + 1);
}

static void
try_bytes(const void *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) seal_error = NULL;
    gboolean sealed = ldose_record_check_seals("record.xml", bytes, &seal_error);
    g_autoptr(LdoseRecord) record = ldose_record_parse("record.xml", bytes, &error);
    g_assert_true((record == NULL) == (error != NULL));
    g_assert_true(sealed || record == NULL);
    if (record != NULL)
        use(record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_bytes(data, size);
    if (size == 0)
        return 0;
    g_autofree char *again = seal_again(data, size);
    if (memcmp(again, data, size) != 0)
        try_bytes(again, size);
    return 0;
}
