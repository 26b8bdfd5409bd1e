/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-chart.h"

#include <math.h>

#include "picture-draw.h"
#include "picture-text.h"

#define LEAST_WIDTH   360
#define NATURAL_WIDTH 640
#define SMALL_STEP    0.01
#define LARGE_STEP    0.1

struct _LdosePictureChart {
    GtkWidget parent;
    const LdoseWording *wording;
    GtkLabel *value; /* not owned: it may go first */
    LdosePicture *picture;
    double at; /* what is pointed at, of the axis; negative: nothing */
};

G_DEFINE_FINAL_TYPE(LdosePictureChart, ldose_picture_chart, GTK_TYPE_WIDGET)

/* ---- drawing --------------------------------------------------------------------------------- */

/* @share: of the ink in the mixture with the ground */
static LdoseInk
mix(const GdkRGBA *ink, const GdkRGBA *ground, double share)
{
    return (LdoseInk){
        share * (double)ink->red + (1 - share) * (double)ground->red,
        share * (double)ink->green + (1 - share) * (double)ground->green,
        share * (double)ink->blue + (1 - share) * (double)ground->blue,
    };
}

/* The height of the text, in the units that are drawn in. */
static double
font_size_of(PangoContext *context)
{
    const PangoFontDescription *font = pango_context_get_font_description(context);
    double size = pango_units_to_double(pango_font_description_get_size(font));
    double resolution = pango_cairo_context_get_resolution(context);
    if (pango_font_description_get_size_is_absolute(font))
        return size;
    return size * (resolution > 0 ? resolution : 96) / 72;
}

/* Ink and ground of the theme: light, dark and high contrast as it has them. */
static LdosePictureStyle
style_of(LdosePictureChart *self)
{
    GtkWidget *widget = GTK_WIDGET(self);
    GtkStyleContext *style = gtk_widget_get_style_context(widget);
    GdkRGBA ink, ground = {1, 1, 1, 1};
    gtk_style_context_get_color(style, &ink);
    gtk_style_context_lookup_color(style, "theme_base_color", &ground);
    return (LdosePictureStyle){
        .ink = mix(&ink, &ground, 1),
        .quiet = mix(&ink, &ground, 0.45),
        .ground = mix(&ink, &ground, 0),
        .font_size = 0.92 * font_size_of(gtk_widget_get_pango_context(widget)),
        .right_to_left = gtk_widget_get_direction(widget) == GTK_TEXT_DIR_RTL,
        .context = gtk_widget_get_pango_context(widget),
    };
}

static void
draw_pointer(LdosePictureChart *self, cairo_t *cr, const LdosePictureStyle *style)
{
    double left, right;
    double height = gtk_widget_get_height(GTK_WIDGET(self));
    if (self->at < 0 ||
        !ldose_picture_plot_range(self->picture, gtk_widget_get_width(GTK_WIDGET(self)), height,
                                  style, &left, &right))
        return;
    double share = (self->at - self->picture->low) / (self->picture->high - self->picture->low);
    double x = left + share * (right - left);
    cairo_set_source_rgb(cr, style->ink.red, style->ink.green, style->ink.blue);
    cairo_set_line_width(cr, 1);
    cairo_move_to(cr, x, style->font_size * 3.2);
    cairo_line_to(cr, x, height - style->font_size * 2.2);
    cairo_stroke(cr);
}

static void
ldose_picture_chart_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
    LdosePictureChart *self = LDOSE_PICTURE_CHART(widget);
    int width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);
    if (self->picture == NULL)
        return;
    LdosePictureStyle style = style_of(self);
    cairo_t *cr =
        gtk_snapshot_append_cairo(snapshot, &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
    ldose_picture_draw(self->picture, cr, width, height, &style, self->wording);
    draw_pointer(self, cr, &style);
    cairo_destroy(cr);
}

static void
ldose_picture_chart_measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *least,
                            int *natural, int *least_baseline, int *natural_baseline)
{
    LdosePictureChart *self = LDOSE_PICTURE_CHART(widget);
    *least_baseline = *natural_baseline = -1;
    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
        *least = LEAST_WIDTH;
        *natural = NATURAL_WIDTH;
        return;
    }
    LdosePictureStyle style = style_of(self);
    *least = *natural = self->picture != NULL
                            ? (int)ceil(ldose_picture_height(self->picture, for_size, &style))
                            : 0;
}

static GtkSizeRequestMode
ldose_picture_chart_mode(GtkWidget *widget)
{
    (void)widget;
    return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- pointing -------------------------------------------------------------------------------- */

static void
point_at(LdosePictureChart *self, double at)
{
    g_autofree char *text = NULL;
    self->at = at;
    if (self->picture != NULL && at >= 0)
        text = ldose_picture_value_text(self->picture, at, self->wording);
    gtk_label_set_text(self->value, text != NULL ? text : "");
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                   text != NULL ? text : "", -1);
    gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
on_motion(LdosePictureChart *self, double x, double y)
{
    double left, right;
    GtkWidget *widget = GTK_WIDGET(self);
    (void)y;
    if (self->picture == NULL)
        return;
    LdosePictureStyle style = style_of(self);
    if (!ldose_picture_plot_range(self->picture, gtk_widget_get_width(widget),
                                  gtk_widget_get_height(widget), &style, &left, &right))
        return;
    double share = CLAMP((x - left) / (right - left), 0, 1);
    point_at(self, self->picture->low + share * (self->picture->high - self->picture->low));
}

static void
on_leave(LdosePictureChart *self)
{
    point_at(self, -1);
}

static gboolean
on_key(LdosePictureChart *self, guint key, guint code, GdkModifierType state)
{
    const LdosePicture *picture = self->picture;
    (void)code;
    if (picture == NULL || !ldose_picture_is_drawn(picture))
        return FALSE;
    double step =
        (picture->high - picture->low) * ((state & GDK_SHIFT_MASK) != 0 ? LARGE_STEP : SMALL_STEP);
    double from = self->at >= 0 ? self->at : picture->has_value ? picture->value : picture->low;
    if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
        point_at(self, MIN(from + step, picture->high));
    else if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
        point_at(self, MAX(from - step, picture->low));
    else if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
        point_at(self, picture->low);
    else if (key == GDK_KEY_End || key == GDK_KEY_KP_End)
        point_at(self, picture->high);
    else if (key == GDK_KEY_Escape && self->at >= 0)
        point_at(self, -1);
    else
        return FALSE;
    return TRUE;
}

/* ---- the object ------------------------------------------------------------------------------ */

void
ldose_picture_chart_set(LdosePictureChart *self, LdosePicture *picture)
{
    g_autofree char *title = NULL, *text = NULL;
    ldose_picture_free(self->picture);
    self->picture = picture;
    if (picture != NULL) {
        title = ldose_picture_title(picture, self->wording);
        text = ldose_picture_text(picture, self->wording);
    }
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   title != NULL ? title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                   text != NULL ? text : "", -1);
    point_at(self, -1);
    gtk_widget_set_focusable(GTK_WIDGET(self), picture != NULL && ldose_picture_is_drawn(picture));
    gtk_widget_queue_resize(GTK_WIDGET(self));
}

const LdosePicture *
ldose_picture_chart_get(LdosePictureChart *self)
{
    return self->picture;
}

static void
ldose_picture_chart_finalize(GObject *object)
{
    LdosePictureChart *self = LDOSE_PICTURE_CHART(object);
    ldose_picture_free(self->picture);
    g_object_unref(self->value);
    G_OBJECT_CLASS(ldose_picture_chart_parent_class)->finalize(object);
}

static void
ldose_picture_chart_class_init(LdosePictureChartClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->finalize = ldose_picture_chart_finalize;
    widget_class->snapshot = ldose_picture_chart_snapshot;
    widget_class->measure = ldose_picture_chart_measure;
    widget_class->get_request_mode = ldose_picture_chart_mode;
    gtk_widget_class_set_css_name(widget_class, "picture");
    gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ldose_picture_chart_init(LdosePictureChart *self)
{
    GtkEventController *motion = gtk_event_controller_motion_new();
    GtkEventController *keys = gtk_event_controller_key_new();
    self->at = -1;
    gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
    gtk_widget_set_hexpand(GTK_WIDGET(self), TRUE);
    g_signal_connect_swapped(motion, "motion", G_CALLBACK(on_motion), self);
    g_signal_connect_swapped(motion, "leave", G_CALLBACK(on_leave), self);
    g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(on_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    gtk_widget_add_controller(GTK_WIDGET(self), keys);
}

GtkWidget *
ldose_picture_chart_new(const LdoseWording *wording, GtkLabel *value)
{
    LdosePictureChart *self = g_object_new(LDOSE_TYPE_PICTURE_CHART, NULL);
    self->wording = wording;
    self->value = g_object_ref_sink(value);
    ldose_picture_chart_set(self, NULL);
    return GTK_WIDGET(self);
}
