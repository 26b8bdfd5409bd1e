/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose-gtk: the desktop app. */
#include "application.h"
#include "data-library.h"

int
main(int argc, char **argv)
{
    ldose_data_wording();
    g_autoptr(LdoseApplication) application = ldose_application_new();
    return g_application_run(G_APPLICATION(application), argc, argv);
}
