/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timestamp.h"

#include "error.h"
#include "signature.h"

char *
ldose_timestamp(const char *given, GError **error)
{
    if (given == NULL) {
        g_autoptr(GDateTime) now = g_date_time_new_now_utc();
        return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
    }
    if (ldose_timestamp_is_valid(given))
        return g_strdup(given);
    ldose_set_error(error, LDOSE_ERROR_INPUT,
                    N_("--at: \"%s\" is no time; expected one in UTC as 2026-11-24T08:30:00Z"),
                    given);
    return NULL;
}
