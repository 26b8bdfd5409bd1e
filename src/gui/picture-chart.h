/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture that can be pointed at and moved along by keyboard, with its text for assistive
 * technology. Left and right move by a hundredth of the axis, with Shift by a tenth; Home and End go
 * to its ends; Escape leaves it. */
#pragma once

#include <gtk/gtk.h>

#include "picture.h"
#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_PICTURE_CHART (ldose_picture_chart_get_type())
G_DECLARE_FINAL_TYPE(LdosePictureChart, ldose_picture_chart, LDOSE, PICTURE_CHART, GtkWidget)

/* @wording: outlives the chart
 * @value: (transfer none): a label that says what is pointed at */
GtkWidget *ldose_picture_chart_new(const LdoseWording *wording, GtkLabel *value);

/* @picture: (transfer full) (nullable): NULL empties the chart at once */
void ldose_picture_chart_set(LdosePictureChart *self, LdosePicture *picture);

/* Result: (nullable) (transfer none). */
const LdosePicture *ldose_picture_chart_get(LdosePictureChart *self);

G_END_DECLS
