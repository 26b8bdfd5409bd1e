/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: form on the left, plan on the right; second check and rule browser in its place. */
#pragma once

#include <gtk/gtk.h>

#include "draft.h"
#include "patient-form.h"
#include "rule-browser.h"
#include "second-check.h"
#include "session.h"
#include "site.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_MAIN_WINDOW (ldose_main_window_get_type())
G_DECLARE_FINAL_TYPE(LdoseMainWindow, ldose_main_window, LDOSE, MAIN_WINDOW, GtkApplicationWindow)

/* @application: (nullable): for tests
 * @library, @wording: outlive the window */
GtkWidget *ldose_main_window_new(GtkApplication *application, LdoseLibrary *library,
                                 const LdoseWording *wording);

/* What is in use at the site, now and after each change. Without it nothing is, and nothing can be
 * taken into use. */
void ldose_main_window_set_site(LdoseMainWindow *self, LdoseSite *site);

LdoseSession *ldose_main_window_session(LdoseMainWindow *self);
LdosePatientForm *ldose_main_window_form(LdoseMainWindow *self);
LdoseSecondCheck *ldose_main_window_second_check(LdoseMainWindow *self);
LdoseRuleBrowser *ldose_main_window_rules(LdoseMainWindow *self);

/* "work", "check" or "rules"; of work "plan", "why" or "compare". */
void ldose_main_window_show_view(LdoseMainWindow *self, const char *view);
void ldose_main_window_show_page(LdoseMainWindow *self, const char *page);

/* Takes the keyboard to the page that is shown, if it is not there yet. */
void ldose_main_window_focus_page(LdoseMainWindow *self);
const char *ldose_main_window_view(LdoseMainWindow *self);
const char *ldose_main_window_page(LdoseMainWindow *self);

/* Tells something above everything else: a sentence and what belongs to it. Nothing where @lines is
 * empty. */
void ldose_main_window_show_notice(LdoseMainWindow *self, const char *text, const GPtrArray *lines);

/* Tells which documents cannot be used. */
void ldose_main_window_show_faults(LdoseMainWindow *self, const GPtrArray *faults);

/* A new, empty case, without asking. */
void ldose_main_window_clear(LdoseMainWindow *self);

/* Units and country as the preferences say. */
void ldose_main_window_apply_display(LdoseMainWindow *self);

/* The file that the case was read from or saved to; NULL: none. */
const char *ldose_main_window_path(LdoseMainWindow *self);
void ldose_main_window_set_path(LdoseMainWindow *self, const char *path);

/* From now on a draft of the case is kept against a crash, where one was left in that one's
 * place. */
void ldose_main_window_keep_draft(LdoseMainWindow *self);

/* NULL: none is kept. */
LdoseDraft *ldose_main_window_draft(LdoseMainWindow *self);

/* What the draft held is saved, or given up. */
void ldose_main_window_drop_draft(LdoseMainWindow *self);

/* Lets the window close although the case is not saved. */
void ldose_main_window_close_unsaved(LdoseMainWindow *self);

G_END_DECLS
