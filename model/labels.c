/* labels.c - an immutable table from integer key to name and colour.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/labels.h"

#include <math.h>

#include "model/text.h"

struct _CalLabels {
  GObject parent_instance;

  GArray *labels;
  GHashTable *index_by_key;
};

struct _CalLabelsBuilder {
  GArray *labels;
};

G_DEFINE_FINAL_TYPE (CalLabels, cal_labels, G_TYPE_OBJECT)

static void
clear_label (gpointer label)
{
  g_free (((CalLabel *) label)->name);
}

static void
cal_labels_finalize (GObject *object)
{
  CalLabels *self = CAL_LABELS (object);

  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->index_by_key, g_hash_table_unref);
  G_OBJECT_CLASS (cal_labels_parent_class)->finalize (object);
}

static void
cal_labels_class_init (CalLabelsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_labels_finalize;
}

static void
cal_labels_init (CalLabels *self)
{
}

/**
 * cal_labels_builder_new:
 *
 * Returns: (transfer full): an empty table to fill; end it with cal_labels_builder_end()
 */
CalLabelsBuilder *
cal_labels_builder_new (void)
{
  CalLabelsBuilder *self = g_new0 (CalLabelsBuilder, 1);

  self->labels = g_array_new (FALSE, FALSE, sizeof (CalLabel));
  g_array_set_clear_func (self->labels, clear_label);
  return self;
}

void
cal_labels_builder_free (CalLabelsBuilder *self)
{
  if (self->labels != NULL)
    g_array_unref (self->labels);
  g_free (self);
}

/**
 * cal_labels_builder_add:
 * @key: if it comes twice, the first one holds
 * @name: copied, as it can be shown
 * @rgba: 0 to 1
 */
void
cal_labels_builder_add (CalLabelsBuilder *self, gint32 key, const char *name, const float rgba[4])
{
  CalLabel label = {.key = key, .name = cal_text_dup_shown (name, -1)};

  for (int c = 0; c < 4; c++)
    label.rgba[c] = rgba[c];
  g_array_append_val (self->labels, label);
}

/**
 * cal_labels_builder_end:
 * @self: (transfer full): is freed
 *
 * Returns: (transfer full): the table, in the order of adding
 */
CalLabels *
cal_labels_builder_end (CalLabelsBuilder *self)
{
  CalLabels *labels = g_object_new (CAL_TYPE_LABELS, NULL);

  labels->labels = g_steal_pointer (&self->labels);
  labels->index_by_key = g_hash_table_new (NULL, NULL);
  for (guint n = 0; n < labels->labels->len; n++) {
    gpointer key = GINT_TO_POINTER (g_array_index (labels->labels, CalLabel, n).key);

    if (!g_hash_table_contains (labels->index_by_key, key))
      g_hash_table_insert (labels->index_by_key, key, GUINT_TO_POINTER (n));
  }
  cal_labels_builder_free (self);
  return labels;
}

guint
cal_labels_get_n (CalLabels *self)
{
  return self->labels->len;
}

/**
 * cal_labels_get_nth:
 *
 * Returns: (transfer none): the label, in the table's order
 */
const CalLabel *
cal_labels_get_nth (CalLabels *self, guint n)
{
  g_return_val_if_fail (n < self->labels->len, NULL);

  return &g_array_index (self->labels, CalLabel, n);
}

/**
 * cal_labels_find:
 *
 * Returns: (transfer none) (nullable): the label of @key
 */
const CalLabel *
cal_labels_find (CalLabels *self, gint32 key)
{
  gpointer n;

  if (!g_hash_table_lookup_extended (self->index_by_key, GINT_TO_POINTER (key), NULL, &n))
    return NULL;
  return &g_array_index (self->labels, CalLabel, GPOINTER_TO_UINT (n));
}

/**
 * cal_label_is_background:
 * @label: (nullable)
 *
 * Returns: whether the label means "nothing named here": absent, invisible, or FreeSurfer's and
 *   Connectome Workbench's customary names
 */
gboolean
cal_label_is_background (const CalLabel *label)
{
  static const char *const names[] = {"???",         "unknown",
                                      "medial_wall", "background",
                                      "none",        "Background+FreeSurfer_Defined_Medial_Wall"};

  if (label == NULL || label->rgba[3] <= 0.0f)
    return TRUE;
  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    if (g_ascii_strcasecmp (label->name, names[n]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * cal_labels_pick_colour:
 * @nth: from 0
 * @rgba: (out caller-allocates): a colour for a label that has none
 *
 * Hues step by the golden angle, so neighbours differ; three lightness levels keep them apart for
 * people who see fewer hues.
 */
void
cal_labels_pick_colour (guint nth, float rgba[4])
{
  double hue = fmod (nth * 137.50776405, 360.0) / 60.0;
  double value = 0.95 - 0.18 * (nth % 3), chroma = value * 0.62;
  double second = chroma * (1.0 - fabs (fmod (hue, 2.0) - 1.0));
  const double wheel[6][3] = {{chroma, second, 0}, {second, chroma, 0}, {0, chroma, second},
                              {0, second, chroma}, {second, 0, chroma}, {chroma, 0, second}};

  for (int c = 0; c < 3; c++)
    rgba[c] = (float) (wheel[(int) hue][c] + value - chroma);
  rgba[3] = 1.0f;
}
