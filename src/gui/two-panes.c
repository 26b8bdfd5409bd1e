/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "two-panes.h"

/* Below this width there is one column. */
#define ONE_COLUMN_BELOW 800

/* What each part keeps of the height, in one column. */
#define LEAST_HEIGHT 180
#define START_SHARE  0.42

struct _LdoseTwoPanes {
    GtkWidget parent;
    GtkWidget *start, *end, *line;
    int start_width;
};

G_DEFINE_FINAL_TYPE(LdoseTwoPanes, ldose_two_panes, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_START, PROP_END, PROP_START_WIDTH, N_PROPS };
static GParamSpec *properties[N_PROPS];

static int
least_width(GtkWidget *widget)
{
    int least = 0;
    gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    return least;
}

static void
ldose_two_panes_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
    LdoseTwoPanes *self = LDOSE_TWO_PANES(widget);
    (void)for_size;
    *minimum_baseline = *natural_baseline = -1;
    if (orientation == GTK_ORIENTATION_VERTICAL) {
        *minimum = *natural = 2 * LEAST_HEIGHT;
        return;
    }
    int start = least_width(self->start), end = least_width(self->end);
    *minimum = MAX(start, end);
    *natural = MAX(*minimum, self->start_width + end);
}

static void
allocate(GtkWidget *widget, int x, int y, int width, int height)
{
    gtk_widget_size_allocate(widget, &(GtkAllocation){x, y, width, height}, -1);
}

static void
ldose_two_panes_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
    LdoseTwoPanes *self = LDOSE_TWO_PANES(widget);
    int start_width = MAX(self->start_width, least_width(self->start));
    gboolean apart = width >= ONE_COLUMN_BELOW && width > start_width + least_width(self->end);
    gboolean mirrored = gtk_widget_get_direction(widget) == GTK_TEXT_DIR_RTL;
    (void)baseline;
    if (apart) {
        int rest = width - start_width - 1;
        gtk_widget_measure(self->line, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
        allocate(self->start, mirrored ? rest + 1 : 0, 0, start_width, height);
        allocate(self->line, mirrored ? rest : start_width, 0, 1, height);
        allocate(self->end, mirrored ? 0 : start_width + 1, 0, rest, height);
        return;
    }
    int upper =
        CLAMP((int)(height * START_SHARE), LEAST_HEIGHT, MAX(height - LEAST_HEIGHT, LEAST_HEIGHT));
    gtk_widget_measure(self->line, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
    allocate(self->start, 0, 0, width, upper);
    allocate(self->line, 0, upper, width, 1);
    allocate(self->end, 0, upper + 1, width, MAX(height - upper - 1, 0));
}

static void
take(LdoseTwoPanes *self, GtkWidget **child, GtkWidget *widget)
{
    g_clear_pointer(child, gtk_widget_unparent);
    *child = widget;
    if (widget != NULL)
        gtk_widget_insert_before(widget, GTK_WIDGET(self),
                                 child == &self->start ? self->line : NULL);
}

static void
ldose_two_panes_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    LdoseTwoPanes *self = LDOSE_TWO_PANES(object);
    switch (id) {
    case PROP_START: take(self, &self->start, g_value_get_object(value)); break;
    case PROP_END: take(self, &self->end, g_value_get_object(value)); break;
    case PROP_START_WIDTH: self->start_width = g_value_get_int(value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    }
}

static void
ldose_two_panes_dispose(GObject *object)
{
    LdoseTwoPanes *self = LDOSE_TWO_PANES(object);
    g_clear_pointer(&self->start, gtk_widget_unparent);
    g_clear_pointer(&self->line, gtk_widget_unparent);
    g_clear_pointer(&self->end, gtk_widget_unparent);
    G_OBJECT_CLASS(ldose_two_panes_parent_class)->dispose(object);
}

static void
ldose_two_panes_class_init(LdoseTwoPanesClass *klass)
{
    const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_two_panes_dispose;
    G_OBJECT_CLASS(klass)->set_property = ldose_two_panes_set_property;
    widget_class->measure = ldose_two_panes_measure;
    widget_class->size_allocate = ldose_two_panes_size_allocate;
    properties[PROP_START] = g_param_spec_object("start", NULL, NULL, GTK_TYPE_WIDGET, flags);
    properties[PROP_END] = g_param_spec_object("end", NULL, NULL, GTK_TYPE_WIDGET, flags);
    properties[PROP_START_WIDTH] = g_param_spec_int("start-width", NULL, NULL, 0, 2000, 396, flags);
    g_object_class_install_properties(G_OBJECT_CLASS(klass), N_PROPS, properties);
}

static void
ldose_two_panes_init(LdoseTwoPanes *self)
{
    self->start_width = 396;
    self->line = gtk_separator_new(GTK_ORIENTATION_VERTICAL);
    gtk_widget_set_parent(self->line, GTK_WIDGET(self));
}
