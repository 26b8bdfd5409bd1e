/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "word-choice.h"

#include <string.h>

#include "gui-text.h"

#define MAX_WORDS 8

struct _LdoseWordChoice {
    GtkWidget parent;
    LdoseSession *session;
    gulong handler;
    LdoseColumn column;
    int condition; /* LdoseCondition, or -1 */
    guint n_words;
    GtkWidget *button[MAX_WORDS];
    gboolean setting;
};

G_DEFINE_FINAL_TYPE(LdoseWordChoice, ldose_word_choice, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_COLUMN, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* Short words where the vocabulary's own would not stand side by side. */
static const char *
short_label(LdoseColumn column, guint word)
{
    static const char *const dialysis[] = {N_("None"), N_("Haemo"), N_("Peritoneal"),
                                           N_("Continuous")};
    static const char *const sex[] = {N_("Female"), N_("Male")};
    static const char *const yes_no[] = {N_("No"), N_("Yes")};
    static const char *const ascites[] = {N_("None"), N_("Mild"), N_("Moderate")};
    const LdoseVocabulary *words = ldose_column_info(column)->words;
    if (words == &ldose_dialysis_kinds)
        return _(dialysis[word]);
    if (words == &ldose_sexes)
        return _(sex[word]);
    if (words == &ldose_yes_no)
        return _(yes_no[word]);
    if (words == &ldose_ascites_grades)
        return _(ascites[word]);
    return words->words[word].id;
}

static int
stated_word(LdoseWordChoice *self)
{
    if (self->condition < 0)
        return ldose_vocabulary_find(ldose_column_info(self->column)->words,
                                     ldose_session_text(self->session, self->column), -1);
    const char *id = ldose_vocabulary_id(&ldose_conditions, self->condition);
    if (ldose_session_has_word(self->session, LDOSE_COLUMN_CONDITIONS, id))
        return 1;
    return ldose_session_has_word(self->session, LDOSE_COLUMN_CONDITIONS_ABSENT, id) ? 0 : -1;
}

static void
state_word(LdoseWordChoice *self, int word)
{
    if (self->condition < 0) {
        ldose_session_set(
            self->session, self->column,
            word >= 0 ? ldose_vocabulary_id(ldose_column_info(self->column)->words, word) : "");
        return;
    }
    const char *id = ldose_vocabulary_id(&ldose_conditions, self->condition);
    ldose_session_set_word(self->session, LDOSE_COLUMN_CONDITIONS_ABSENT, id, FALSE);
    ldose_session_set_word(self->session, LDOSE_COLUMN_CONDITIONS, id, word == 1);
    ldose_session_set_word(self->session, LDOSE_COLUMN_CONDITIONS_ABSENT, id, word == 0);
}

static void
refresh(LdoseWordChoice *self)
{
    int stated = stated_word(self);
    self->setting = TRUE;
    for (guint i = 0; i < self->n_words; i++)
        gtk_toggle_button_set_active(GTK_TOGGLE_BUTTON(self->button[i]), (int)i == stated);
    self->setting = FALSE;
}

static void
on_toggled(LdoseWordChoice *self, GtkToggleButton *button)
{
    if (self->setting || self->session == NULL)
        return;
    int word = -1;
    for (guint i = 0; i < self->n_words; i++) {
        if (self->button[i] == GTK_WIDGET(button) && gtk_toggle_button_get_active(button))
            word = (int)i;
    }
    state_word(self, word);
    refresh(self);
}

static void
on_text_changed(LdoseWordChoice *self, int column)
{
    gboolean mine = self->condition < 0 ? column == (int)self->column
                                        : column == LDOSE_COLUMN_CONDITIONS ||
                                              column == LDOSE_COLUMN_CONDITIONS_ABSENT;
    if (mine || column < 0)
        refresh(self);
}

void
ldose_word_choice_set_session(LdoseWordChoice *self, LdoseSession *session)
{
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    g_set_object(&self->session, session);
    if (session == NULL)
        return;
    self->handler =
        g_signal_connect_swapped(session, "text-changed", G_CALLBACK(on_text_changed), self);
    refresh(self);
}

/* @full: the whole word, for assistive technology and as a tooltip */
static void
add_button(LdoseWordChoice *self, const char *subject, const char *label, const char *full)
{
    GtkWidget *button = gtk_toggle_button_new_with_label(label);
    g_autofree char *name = g_strdup_printf("%s: %s", subject, full);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    if (!g_str_equal(label, full))
        gtk_widget_set_tooltip_text(button, full);
    gtk_widget_set_parent(button, GTK_WIDGET(self));
    g_signal_connect_swapped(button, "toggled", G_CALLBACK(on_toggled), self);
    self->button[self->n_words++] = button;
}

static void
set_column(LdoseWordChoice *self, LdoseColumn column)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    g_return_if_fail(info->words != NULL && info->words->n_words <= MAX_WORDS);
    self->column = column;
    for (guint i = 0; i < info->words->n_words; i++)
        add_button(self, _(info->label), short_label(column, i), _(info->words->words[i].label));
}

GtkWidget *
ldose_word_choice_button(LdoseWordChoice *self, guint word)
{
    g_return_val_if_fail(word < self->n_words, NULL);
    return self->button[word];
}

static void
ldose_word_choice_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    const char *name = g_value_get_string(value);
    int column = name != NULL ? ldose_column_find(name, strlen(name)) : -1;
    if (id != PROP_COLUMN)
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    else if (column >= 0)
        set_column(LDOSE_WORD_CHOICE(object), (LdoseColumn)column);
}

/* An access key goes to the word that is chosen, else to the first. */
static gboolean
ldose_word_choice_grab_focus(GtkWidget *widget)
{
    LdoseWordChoice *self = LDOSE_WORD_CHOICE(widget);
    int stated = self->session != NULL ? stated_word(self) : -1;
    return gtk_widget_grab_focus(self->button[MAX(stated, 0)]);
}

static gboolean
ldose_word_choice_mnemonic_activate(GtkWidget *widget, gboolean cycling)
{
    (void)cycling;
    return ldose_word_choice_grab_focus(widget);
}

static void
ldose_word_choice_dispose(GObject *object)
{
    LdoseWordChoice *self = LDOSE_WORD_CHOICE(object);
    ldose_word_choice_set_session(self, NULL);
    for (guint i = 0; i < self->n_words; i++)
        g_clear_pointer(&self->button[i], gtk_widget_unparent);
    self->n_words = 0;
    G_OBJECT_CLASS(ldose_word_choice_parent_class)->dispose(object);
}

static void
ldose_word_choice_class_init(LdoseWordChoiceClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_word_choice_dispose;
    G_OBJECT_CLASS(klass)->set_property = ldose_word_choice_set_property;
    widget_class->grab_focus = ldose_word_choice_grab_focus;
    widget_class->mnemonic_activate = ldose_word_choice_mnemonic_activate;
    properties[PROP_COLUMN] =
        g_param_spec_string("column", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
    g_object_class_install_properties(G_OBJECT_CLASS(klass), N_PROPS, properties);
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
    gtk_widget_class_set_css_name(widget_class, "wordchoice");
}

static void
ldose_word_choice_init(LdoseWordChoice *self)
{
    self->condition = -1;
    gtk_widget_add_css_class(GTK_WIDGET(self), "linked");
    /* Beside a label of two lines the buttons keep their height. */
    gtk_widget_set_valign(GTK_WIDGET(self), GTK_ALIGN_START);
}

GtkWidget *
ldose_word_choice_new_for_condition(LdoseCondition condition)
{
    LdoseWordChoice *self = g_object_new(LDOSE_TYPE_WORD_CHOICE, NULL);
    const char *subject = _(ldose_vocabulary_label(&ldose_conditions, (int)condition));
    self->condition = (int)condition;
    self->column = LDOSE_COLUMN_CONDITIONS;
    add_button(self, subject, _("No"), _("no"));
    add_button(self, subject, _("Yes"), _("yes"));
    return GTK_WIDGET(self);
}
