/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today.h"

LdoseDate
ldose_today(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    LdoseDate date = {0, 0, 0};
    g_date_time_get_ymd(now, &date.year, &date.month, &date.day);
    return date;
}
