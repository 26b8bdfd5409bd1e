/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How things are shown: never a patient's data, never a parameter of a rule. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_APPLICATION_ID "io.github.lymphodose.Lymphodose"

/* NULL where the schema is not installed; everything then has its default. (transfer none)
 * (nullable) */
GSettings *ldose_display_settings(void);

/* "US", or "" for none. (transfer full) */
char *ldose_display_country(void);

/* 0 mg/dL, 1 µmol/L, -1: ask each time. @key: "creatinine-unit" or "bilirubin-unit" */
int ldose_display_unit(const char *key);

/* Text size and light or dark, for all windows. */
void ldose_display_apply(GtkWidget *window);

G_END_DECLS
