/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of help: one a task, as texts to be translated. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    const char *id;    /* what a place of the app asks for */
    const char *title; /* to be translated */
    const char *const
        *steps; /* what to do, in order; NULL-terminated, to be translated; NULL: none */
    const char *const *notes; /* what to know; NULL-terminated, to be translated; NULL: none */
    const char *(*last_note)(void); /* a text that stands elsewhere too; NULL: none */
} LdoseHelpPage;

guint ldose_help_n_pages(void);

/* @number: below ldose_help_n_pages() */
const LdoseHelpPage *ldose_help_page(guint number);

/* The number of a page by its id; the first page where there is none. */
guint ldose_help_find(const char *id);

/* Whether every word of @search stands in the page as it is shown, in any case. "" matches all. */
gboolean ldose_help_matches(const LdoseHelpPage *page, const char *search);

G_END_DECLS
