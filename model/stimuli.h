/* stimuli.h - what was shown: an id a stimulus, what is known of it, and where its picture lies.
 *
 * Views meet in the ids: "stim01", "nsd_00001". Pictures are read when a view wants them.
 * Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/table.h"

G_BEGIN_DECLS

#define CAL_TYPE_STIMULI (cal_stimuli_get_type ())
G_DECLARE_FINAL_TYPE (CalStimuli, cal_stimuli, CAL, STIMULI, GObject)

CalStimuli *cal_stimuli_new (const char *name,
                             CalTextArray *ids,
                             CalTextArray *pictures,
                             CalTable *table,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalStimuli *cal_stimuli_new_with_table (CalStimuli *self,
                                        CalTable *table,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_stimuli_get_name (CalStimuli *self);
gsize cal_stimuli_get_n (CalStimuli *self);
const char *cal_stimuli_get_id (CalStimuli *self, gsize n);
const char *cal_stimuli_get_picture (CalStimuli *self, gsize n);
CalTable *cal_stimuli_get_table (CalStimuli *self);
gboolean cal_stimuli_find (CalStimuli *self, const char *id, gsize *n);

G_END_DECLS
