/* labels.h - an immutable table from integer key to name and colour.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalLabel:
 * @key: the value in the data
 * @name: UTF-8
 * @rgba: 0 to 1, not premultiplied
 */
typedef struct {
  gint32 key;
  char *name;
  float rgba[4];
} CalLabel;

#define CAL_TYPE_LABELS (cal_labels_get_type ())
G_DECLARE_FINAL_TYPE (CalLabels, cal_labels, CAL, LABELS, GObject)

typedef struct _CalLabelsBuilder CalLabelsBuilder;

CalLabelsBuilder *cal_labels_builder_new (void);
void
cal_labels_builder_add (CalLabelsBuilder *self, gint32 key, const char *name, const float rgba[4]);
CalLabels *cal_labels_builder_end (CalLabelsBuilder *self) G_GNUC_WARN_UNUSED_RESULT;
void cal_labels_builder_free (CalLabelsBuilder *self);

guint cal_labels_get_n (CalLabels *self);
const CalLabel *cal_labels_get_nth (CalLabels *self, guint n);
const CalLabel *cal_labels_find (CalLabels *self, gint32 key);
gboolean cal_label_is_background (const CalLabel *label);

void cal_labels_pick_colour (guint nth, float rgba[4]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalLabelsBuilder, cal_labels_builder_free)

G_END_DECLS
