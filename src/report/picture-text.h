/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a picture: its title and labels, the text that stands for it where it cannot be
 * seen, and the table with the same content. */
#pragma once

#include <glib.h>

#include "picture.h"
#include "wording.h"

G_BEGIN_DECLS

/* "Fludarabine: dose against clearance". (transfer full) */
char *ldose_picture_title(const LdosePicture *picture, const LdoseWording *wording);

/* "Clearance, mL/min". (transfer full) */
char *ldose_picture_axis_label(const LdosePicture *picture, const LdoseWording *wording);

/* Why there are no steps; NULL where there are. (transfer full) (nullable) */
char *ldose_picture_state_text(const LdosePicture *picture, const LdoseWording *wording);

/* A few words inside the picture: "80 %", "no statement", "do not give". (transfer full) */
char *ldose_picture_step_label(const LdosePictureStep *step, const LdoseWording *wording);

/* The same as a sentence would have it, with the dose where it is known. (transfer full) */
char *ldose_picture_step_text(const LdosePicture *picture, const LdosePictureStep *step,
                              const LdoseWording *wording);

/* "from 50 to below 80 mL/min". (transfer full) */
char *ldose_picture_step_interval(const LdosePicture *picture, const LdosePictureStep *step,
                                  const LdoseWording *wording);

/* What the engine gives at a value: for pointing at it, and for moving along it by keyboard.
 * (transfer full) */
char *
ldose_picture_value_text(const LdosePicture *picture, double value, const LdoseWording *wording);

/* The patient: value, dose, or why there is none. (transfer full) */
char *ldose_picture_patient_text(const LdosePicture *picture, const LdoseWording *wording);

/* The whole picture in words. (transfer full) */
char *ldose_picture_text(const LdosePicture *picture, const LdoseWording *wording);

/* The name of an estimator in a picture: "Cockcroft–Gault with actual weight". (transfer full) */
char *ldose_picture_estimate_name(const LdosePicture *picture, const LdosePictureEstimate *estimate,
                                  const LdoseWording *wording);

/* A row of the table of a picture. */
typedef struct {
    char *where, *what, *dose; /* @dose: "" where there is none */
    gboolean mine;             /* the patient stands here */
} LdosePictureRow;

/* (transfer full) (element-type LdosePictureRow) */
GPtrArray *ldose_picture_rows(const LdosePicture *picture, const LdoseWording *wording);

G_END_DECLS
