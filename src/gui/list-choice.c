/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-choice.h"

#include <string.h>

#include "drop-down.h"
#include "entry-fault.h"
#include "gui-text.h"

struct _LdoseListChoice {
    GtkWidget parent;
    GtkWidget *list;
    LdoseSession *session;
    gulong handler;
    LdoseColumn column;
    GtkStringList *rows; /* what a person reads */
    GPtrArray *ids;      /* what the case writes, a row each; "" in the first */
    gboolean setting;
};

G_DEFINE_FINAL_TYPE(LdoseListChoice, ldose_list_choice, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_COLUMN, N_PROPS };
static GParamSpec *properties[N_PROPS];

static gboolean
is_product(LdoseColumn column)
{
    return column == LDOSE_COLUMN_FLUDARABINE_PRODUCT ||
           column == LDOSE_COLUMN_CYCLOPHOSPHAMIDE_PRODUCT;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void
add_row(LdoseListChoice *self, const char *id, const char *text)
{
    g_ptr_array_add(self->ids, g_strdup(id));
    gtk_string_list_append(self->rows, text);
}

static void
add_formulas(LdoseListChoice *self, const LdoseWording *wording)
{
    for (int number = 0; number < LDOSE_N_FORMULAS; number++) {
        const LdoseFormula *formula = ldose_formula_get((LdoseFormulaId)number);
        LdoseCase c = {0};
        LdoseFaults faults = {.n = 0};
        if (ldose_case_set(&c, self->column, formula->id, strlen(formula->id), LDOSE_DECIMAL_POINT,
                           &faults))
            add_row(self, formula->id, ldose_phrase_formula(wording, formula->number));
    }
}

static void
add_words(LdoseListChoice *self, const LdoseWording *wording)
{
    const LdoseVocabulary *words = ldose_column_info(self->column)->words;
    for (guint i = 0; i < words->n_words; i++)
        add_row(self, words->words[i].id, ldose_wording_text(wording, words->words[i].label));
}

static void
add_products(LdoseListChoice *self, const LdoseWording *wording)
{
    const LdoseFormulary *formulary = ldose_session_formulary(self->session);
    LdoseDrug drug = self->column == LDOSE_COLUMN_FLUDARABINE_PRODUCT ? LDOSE_FLUDARABINE
                                                                      : LDOSE_CYCLOPHOSPHAMIDE;
    for (guint i = 0; formulary != NULL && i < formulary->drug[drug].products->len; i++) {
        const LdoseProduct *product =
            &g_array_index(formulary->drug[drug].products, LdoseProduct, i);
        add_row(self, product->id, ldose_wording_rule_text(wording, product->name));
    }
}

/* The row of an id; -1: it is in no row. */
static int
find_row(LdoseListChoice *self, const char *id)
{
    for (guint i = 0; i < self->ids->len; i++) {
        if (g_str_equal(g_ptr_array_index(self->ids, i), id))
            return (int)i;
    }
    return -1;
}

/* An id that is not in the list came from a file, or from another site policy: it is shown as it
 * stands. */
static void
add_stranger(LdoseListChoice *self, const LdoseWording *wording)
{
    const char *id = ldose_session_text(self->session, self->column);
    if (find_row(self, id) >= 0)
        return;
    g_autofree char *text = is_product(self->column)
                                ? ldose_tell(wording, N_("%1$s (not in this site policy)"), id)
                                : g_strdup(id);
    add_row(self, id, text);
}

static void
fill(LdoseListChoice *self)
{
    const LdoseWording *wording = ldose_session_wording(self->session);
    g_ptr_array_set_size(self->ids, 0);
    gtk_string_list_splice(self->rows, 0, g_list_model_get_n_items(G_LIST_MODEL(self->rows)), NULL);
    add_row(self, "",
            is_product(self->column)                   ? _("None: no volume is computed")
            : self->column == LDOSE_COLUMN_BSA_FORMULA ? _("As the site policy says")
                                                       : _("As guidance and site policy say"));
    if (is_product(self->column))
        add_products(self, wording);
    else if (ldose_column_info(self->column)->kind == LDOSE_COLUMN_KIND_FORMULA)
        add_formulas(self, wording);
    else
        add_words(self, wording);
    add_stranger(self, wording);
}

/* ---- the session ----------------------------------------------------------------------------- */

/* The list is never filled anew while it tells of a choice of its own: changing the rows there
 * would make it tell for ever.
 *
 * @anew: other rows may be in the list now */
static void
refresh(LdoseListChoice *self, gboolean anew)
{
    const char *id = ldose_session_text(self->session, self->column);
    self->setting = TRUE;
    if (anew || find_row(self, id) < 0)
        fill(self);
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->list), (guint)find_row(self, id));
    self->setting = FALSE;
}

static void
on_text_changed(LdoseListChoice *self, int column)
{
    gboolean other_products = is_product(self->column) && column == LDOSE_COLUMN_FORMULARY;
    if (column < 0 || column == (int)self->column || other_products)
        refresh(self, column < 0 || other_products);
}

static void
on_selected(LdoseListChoice *self)
{
    guint row = gtk_drop_down_get_selected(GTK_DROP_DOWN(self->list));
    if (self->setting || self->session == NULL || row >= self->ids->len)
        return;
    ldose_session_set(self->session, self->column, g_ptr_array_index(self->ids, row));
}

void
ldose_list_choice_set_session(LdoseListChoice *self, LdoseSession *session)
{
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    g_set_object(&self->session, session);
    if (session == NULL)
        return;
    self->handler =
        g_signal_connect_swapped(session, "text-changed", G_CALLBACK(on_text_changed), self);
    refresh(self, TRUE);
}

LdoseColumn
ldose_list_choice_column(LdoseListChoice *self)
{
    return self->column;
}

GtkDropDown *
ldose_list_choice_get_list(LdoseListChoice *self)
{
    return GTK_DROP_DOWN(self->list);
}

/* ---- the widget ------------------------------------------------------------------------------ */

static void
ldose_list_choice_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    LdoseListChoice *self = LDOSE_LIST_CHOICE(object);
    const char *name = g_value_get_string(value);
    int column = name != NULL ? ldose_column_find(name, strlen(name)) : -1;
    if (id != PROP_COLUMN) {
        G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
        return;
    }
    g_return_if_fail(column >= 0);
    self->column = (LdoseColumn)column;
    ldose_drop_down_set_name(GTK_DROP_DOWN(self->list), _(ldose_column_info(self->column)->label));
}

static gboolean
ldose_list_choice_grab_focus(GtkWidget *widget)
{
    return gtk_widget_grab_focus(LDOSE_LIST_CHOICE(widget)->list);
}

static gboolean
ldose_list_choice_mnemonic_activate(GtkWidget *widget, gboolean cycling)
{
    (void)cycling;
    return gtk_widget_grab_focus(LDOSE_LIST_CHOICE(widget)->list);
}

static void
ldose_list_choice_dispose(GObject *object)
{
    LdoseListChoice *self = LDOSE_LIST_CHOICE(object);
    ldose_list_choice_set_session(self, NULL);
    g_clear_pointer(&self->list, gtk_widget_unparent);
    g_clear_pointer(&self->ids, g_ptr_array_unref);
    G_OBJECT_CLASS(ldose_list_choice_parent_class)->dispose(object);
}

static void
ldose_list_choice_class_init(LdoseListChoiceClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_list_choice_dispose;
    G_OBJECT_CLASS(klass)->set_property = ldose_list_choice_set_property;
    widget_class->grab_focus = ldose_list_choice_grab_focus;
    widget_class->mnemonic_activate = ldose_list_choice_mnemonic_activate;
    properties[PROP_COLUMN] =
        g_param_spec_string("column", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
    g_object_class_install_properties(G_OBJECT_CLASS(klass), N_PROPS, properties);
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "listchoice");
}

static void
ldose_list_choice_init(LdoseListChoice *self)
{
    self->ids = g_ptr_array_new_with_free_func(g_free);
    self->rows = gtk_string_list_new(NULL);
    self->list = gtk_drop_down_new(G_LIST_MODEL(self->rows), NULL);
    ldose_drop_down_shorten(GTK_DROP_DOWN(self->list));
    gtk_widget_set_parent(self->list, GTK_WIDGET(self));
    g_signal_connect_swapped(self->list, "notify::selected", G_CALLBACK(on_selected), self);
}
