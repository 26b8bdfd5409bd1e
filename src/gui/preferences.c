/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preferences.h"

#include "display-settings.h"

struct _LdosePreferences {
    GtkWindow parent;
    GtkWidget *country, *creatinine, *bilirubin, *text_size, *style, *exposure, *unavailable;
};

G_DEFINE_FINAL_TYPE(LdosePreferences, ldose_preferences, GTK_TYPE_WINDOW)

/* The values of each list, in the order of its rows. */
static const char *const countries[] = {"any", "US", "EU", "UK", "CH", "CN", "IN", "ES", NULL};
static const char *const units[] = {"ask", "mg-dl", "umol-l", NULL};
static const char *const sizes[] = {"100", "125", "150", "200", NULL};
static const char *const styles[] = {"system", "light", "dark", NULL};

typedef enum { LIST_COUNTRIES, LIST_UNITS, LIST_SIZES, LIST_STYLES } List;

static const char *const *
words_of(gpointer list)
{
    switch ((List)GPOINTER_TO_INT(list)) {
    case LIST_COUNTRIES: return countries;
    case LIST_UNITS: return units;
    case LIST_SIZES: return sizes;
    case LIST_STYLES:
    default: return styles;
    }
}

static gboolean
to_row(GValue *value, GVariant *variant, gpointer list)
{
    const char *const *words = words_of(list);
    const char *word = g_variant_get_string(variant, NULL);
    for (guint i = 0; words[i] != NULL; i++) {
        if (g_str_equal(words[i], word)) {
            g_value_set_uint(value, i);
            return TRUE;
        }
    }
    return FALSE;
}

static GVariant *
to_word(const GValue *value, const GVariantType *type, gpointer list)
{
    const char *const *words = words_of(list);
    (void)type;
    return g_variant_new_string(words[g_value_get_uint(value)]);
}

static void
bind(GtkWidget *list, const char *key, List values)
{
    GSettings *settings = ldose_display_settings();
    gtk_widget_set_sensitive(list, settings != NULL);
    if (settings != NULL)
        g_settings_bind_with_mapping(settings, key, list, "selected", G_SETTINGS_BIND_DEFAULT,
                                     to_row, to_word, GINT_TO_POINTER(values), NULL);
}

static void
ldose_preferences_dispose(GObject *object)
{
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_PREFERENCES);
    G_OBJECT_CLASS(ldose_preferences_parent_class)->dispose(object);
}

static void
ldose_preferences_class_init(LdosePreferencesClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_preferences_dispose;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/preferences.ui");
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, country);
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, creatinine);
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, bilirubin);
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, text_size);
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, style);
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, exposure);
    gtk_widget_class_bind_template_child(widget_class, LdosePreferences, unavailable);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ldose_preferences_init(LdosePreferences *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    bind(self->country, "country", LIST_COUNTRIES);
    bind(self->creatinine, "creatinine-unit", LIST_UNITS);
    bind(self->bilirubin, "bilirubin-unit", LIST_UNITS);
    bind(self->text_size, "text-size", LIST_SIZES);
    bind(self->style, "style", LIST_STYLES);
    gtk_widget_set_sensitive(self->exposure, ldose_display_settings() != NULL);
    if (ldose_display_settings() != NULL)
        g_settings_bind(ldose_display_settings(), "show-exposure", self->exposure, "active",
                        G_SETTINGS_BIND_DEFAULT);
    gtk_widget_set_visible(self->unavailable, ldose_display_settings() == NULL);
}

GtkWidget *
ldose_preferences_new(GtkWindow *parent)
{
    return g_object_new(LDOSE_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
