/* pictures.h - the pictures that views show, read in the background and kept within a budget.
 *
 * A view asks for a picture while it draws; if it is not there yet it draws an empty frame, and
 * draws again when CalPictures::loaded comes. How a picture is read is handed in: this room opens
 * no files. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalPictureLoad:
 * @source: a path, or a part of a dataset: "stimuli.h5:/imgBrick[7]"
 * @max_side_px: neither side of the picture is to be longer
 *
 * Called in a thread of its own.
 *
 * Returns: (transfer full): height x width x 4 uint8: red, green, blue, opacity (not
 * premultiplied), row by row from the top; NULL with @error set
 */
typedef CalArray *(*CalPictureLoad) (const char *source,
                                     guint max_side_px,
                                     CalJob *job,
                                     GError **error);

#define CAL_TYPE_PICTURES (cal_pictures_get_type ())
G_DECLARE_FINAL_TYPE (CalPictures, cal_pictures, CAL, PICTURES, GObject)

CalPictures *cal_pictures_new (CalPictureLoad load, gsize budget_bytes) G_GNUC_WARN_UNUSED_RESULT;

CalArray *cal_pictures_get (CalPictures *self, const char *source, guint max_side_px);
const char *cal_pictures_get_failure (CalPictures *self, const char *source);
void cal_pictures_forget (CalPictures *self, const char *source);
gsize cal_pictures_get_bytes (CalPictures *self);

G_END_DECLS
