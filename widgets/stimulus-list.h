/* stimulus-list.h - the stimuli that a filter leaves, as a list that makes its items when asked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "model/stimuli.h"
#include "render/scene/pictures.h"

G_BEGIN_DECLS

#define CAL_TYPE_STIMULUS (cal_stimulus_get_type ())
G_DECLARE_FINAL_TYPE (CalStimulus, cal_stimulus, CAL, STIMULUS, GObject)

const char *cal_stimulus_get_id (CalStimulus *self);
const char *cal_stimulus_get_picture (CalStimulus *self);

#define CAL_TYPE_STIMULUS_LIST (cal_stimulus_list_get_type ())
G_DECLARE_FINAL_TYPE (CalStimulusList, cal_stimulus_list, CAL, STIMULUS_LIST, GObject)

CalStimulusList *cal_stimulus_list_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_stimulus_list_set_stimuli (CalStimulusList *self, CalStimuli *stimuli);
void cal_stimulus_list_set_filter (CalStimulusList *self, const char *text, const char *category);
void cal_stimulus_list_sort (CalStimulusList *self, const char *column);
GStrv cal_stimulus_list_dup_columns (CalStimulusList *self) G_GNUC_WARN_UNUSED_RESULT;
GStrv cal_stimulus_list_dup_categories (CalStimulusList *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_stimulus_list_find (CalStimulusList *self, const char *id, guint *position);

void cal_stimulus_list_draw (
    CalStimulusList *self, CalPictures *pictures, cairo_t *cairo, double width, double height);

G_END_DECLS
