/* feature-sets.c - what commands know of each stimulus: a row of features.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/feature-sets.h"

#include <math.h>

#include "app/command/json-out.h"
#include "app/session/pattern-source.h"
#include "io/content-hash.h"
#include "io/path.h"
#include "model/error.h"
#include "model/memory.h"

static gboolean
check_values (const CalFeatures *self, GError **error)
{
  for (gsize v = 0; v < self->n_stimuli * self->n_features; v++)
    if (!isfinite (self->values[v])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: no value for stimulus %" G_GSIZE_FORMAT " in feature %" G_GSIZE_FORMAT
                   " (counted from 1); expected one for all",
                   self->source, v / self->n_features + 1, v % self->n_features + 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
init_one (CalFeatures *self, const char *source, gboolean is_transposed, GError **error)
{
  g_autoptr (CalPatternSource) patterns_source =
      cal_pattern_source_open (source, is_transposed, NULL, NULL, error);
  CalPatterns patterns;

  if (patterns_source == NULL)
    return FALSE;
  cal_pattern_source_choose (patterns_source, NULL, &patterns);
  *self = (CalFeatures){source, NULL, patterns.n_rows, patterns.n_channels};
  self->values = cal_memory_allocate (cal_size_times (patterns.n_rows, patterns.n_channels),
                                      sizeof (double), error);
  return self->values != NULL &&
         patterns.read (patterns.data, 0, patterns.n_rows, 0, patterns.n_channels, self->values,
                        error) &&
         check_values (self, error);
}

static void
clear_one (gpointer data)
{
  g_free (((CalFeatures *) data)->values);
}

/**
 * cal_features_load:
 * @sources: NULL-terminated: files, or datasets in files
 * @is_transposed: whether they have a column for each stimulus
 *
 * Returns: (transfer full): a #CalFeatures for each source; NULL if one cannot be read, has a place
 *   without a value, or another number of stimuli than the first
 */
GArray *
cal_features_load (const char *const *sources, gboolean is_transposed, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (CalFeatures));

  g_array_set_clear_func (all, clear_one);
  g_array_set_size (all, g_strv_length ((GStrv) sources));
  for (guint n = 0; n < all->len; n++) {
    CalFeatures *features = &g_array_index (all, CalFeatures, n);
    const CalFeatures *first = &g_array_index (all, CalFeatures, 0);

    if (!init_one (features, sources[n], is_transposed, error))
      return NULL;
    if (features->n_stimuli != first->n_stimuli) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: %" G_GSIZE_FORMAT " stimuli; %s has %" G_GSIZE_FORMAT, features->source,
                   features->n_stimuli, first->source, first->n_stimuli);
      return NULL;
    }
  }
  return g_steal_pointer (&all);
}

/**
 * cal_features_describe:
 *
 * Returns: (transfer full): for a report: where they come from, and a hash of what is in there
 */
JsonObject *
cal_features_describe (const CalFeatures *features)
{
  JsonObject *object = json_object_new ();
  const char *dataset;
  g_autofree char *path = cal_path_split_source (features->source, &dataset);
  g_autofree char *hash = cal_content_hash_file (path, NULL);

  json_object_set_string_member (object, "path", features->source);
  cal_json_set_text (object, "content", hash);
  json_object_set_int_member (object, "n_features", (gint64) features->n_features);
  return object;
}
