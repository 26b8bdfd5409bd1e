/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests with real widgets: a window over the shipped documents, and ways to use it as a person
 * would. */
#pragma once

#include <gtk/gtk.h>

#include "main-window.h"
#include "value-entry.h"
#include "word-choice.h"

/* Starts GTK and g_test; leaves with 77 where there is no display. */
void gui_fixture_init(int *argc, char ***argv);

/* A window on screen. Close it with gui_fixture_close(). */
LdoseMainWindow *gui_fixture_window(void);
void gui_fixture_close(LdoseMainWindow *window);

/* Waits until a frame was drawn. */
void gui_fixture_frame(GtkWidget *widget);

/* Runs the main loop for a while. */
void gui_fixture_wait(guint milliseconds);

/* Types into the entry of a column, with or without leaving it. */
void gui_fixture_begin(LdosePatientForm *form, LdoseColumn column, const char *text);
void gui_fixture_type(LdosePatientForm *form, LdoseColumn column, const char *text);

/* Chooses the unit of a quantity: 0 mg/dL, 1 µmol/L. */
void gui_fixture_unit(LdosePatientForm *form, LdoseColumn column, guint unit);

/* "name=value; name=value; …" through the session, as one case. */
void gui_fixture_case(LdoseMainWindow *window, const char *text);

/* Reads a CSV file of the source tree. (transfer full) (element-type GStrv): the header, then each row
 * with as many fields. @path: from the root of the source tree */
GPtrArray *gui_fixture_table(const char *path);

/* The field of a row by its column's name; "" where there is no such column. */
const char *gui_fixture_cell(const GPtrArray *table, guint row, const char *column);

/* Puts a value into the control of its column as a person would: types, presses, chooses. What has no
 * control in the form, the answers to decisions, is set. */
void gui_fixture_enter(LdoseMainWindow *window, LdoseColumn column, const char *text);

/* The first visible widget below @root with this widget name, or with this accessible text. */
GtkWidget *gui_fixture_named(GtkWidget *root, const char *name);
GtkWidget *gui_fixture_button(GtkWidget *root, const char *beginning);
GtkWidget *gui_fixture_label(GtkWidget *root, const char *part);

/* The text of a label by its widget name; NULL: it is not on screen. */
const char *gui_fixture_text(GtkWidget *root, const char *name);

/* A button's deed. */
void gui_fixture_click(GtkWidget *button);

/* The window as it is drawn, into a PNG. */
void gui_fixture_png(GtkWidget *window, const char *path);
