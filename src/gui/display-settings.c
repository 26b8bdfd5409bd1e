/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-settings.h"

GSettings *
ldose_display_settings(void)
{
    static GSettings *settings;
    static gboolean looked;
    if (looked)
        return settings;
    looked = TRUE;
    GSettingsSchemaSource *source = g_settings_schema_source_get_default();
    g_autoptr(GSettingsSchema) schema =
        source != NULL ? g_settings_schema_source_lookup(source, LDOSE_APPLICATION_ID, TRUE) : NULL;
    settings = schema != NULL ? g_settings_new_full(schema, NULL, NULL) : NULL;
    return settings;
}

/* The text of a key; @otherwise without a schema. (transfer full) */
static char *
text_of(const char *key, const char *otherwise)
{
    GSettings *settings = ldose_display_settings();
    return settings != NULL ? g_settings_get_string(settings, key) : g_strdup(otherwise);
}

char *
ldose_display_country(void)
{
    char *country = text_of("country", "any");
    if (g_str_equal(country, "any"))
        country[0] = '\0';
    return country;
}

int
ldose_display_unit(const char *key)
{
    g_autofree char *unit = text_of(key, "ask");
    return g_str_equal(unit, "mg-dl") ? 0 : g_str_equal(unit, "umol-l") ? 1 : -1;
}

void
ldose_display_apply(GtkWidget *window)
{
    static const char *const sizes[] = {"125", "150", "200"};
    g_autofree char *size = text_of("text-size", "100");
    g_autofree char *style = text_of("style", "system");
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *css_class = g_strdup_printf("text-%s", sizes[i]);
        if (g_str_equal(size, sizes[i]))
            gtk_widget_add_css_class(window, css_class);
        else
            gtk_widget_remove_css_class(window, css_class);
    }
    if (!g_str_equal(style, "system"))
        g_object_set(gtk_settings_get_default(), "gtk-application-prefer-dark-theme",
                     g_str_equal(style, "dark"), NULL);
    else
        gtk_settings_reset_property(gtk_settings_get_default(),
                                    "gtk-application-prefer-dark-theme");
}
