/* captions.c - what a method says in words, of places of the brain, of stimuli or of regions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/captions.h"

#include <math.h>
#include <string.h>

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

struct _CalCaptions {
  GObject parent_instance;

  CalCaptionsDesc desc;
  GHashTable *row_by_id; /* borrows its keys from desc.ids */
};

G_DEFINE_FINAL_TYPE (CalCaptions, cal_captions, G_TYPE_OBJECT)

static void
cal_captions_finalize (GObject *object)
{
  CalCaptionsDesc *desc = &CAL_CAPTIONS (object)->desc;

  g_clear_pointer ((char **) &desc->name, g_free);
  g_clear_pointer ((char **) &desc->source, g_free);
  g_clear_pointer ((char **) &desc->score_name, g_free);
  g_clear_object (&desc->texts);
  g_clear_object (&desc->scores);
  g_clear_object (&desc->ids);
  g_clear_object (&desc->places);
  g_clear_pointer (&CAL_CAPTIONS (object)->row_by_id, g_hash_table_unref);
  G_OBJECT_CLASS (cal_captions_parent_class)->finalize (object);
}

static void
cal_captions_class_init (CalCaptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_captions_finalize;
}

static void
cal_captions_init (CalCaptions *self)
{
  self->row_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
check (const CalCaptionsDesc *desc, GError **error)
{
  guint n_dims = cal_text_array_get_n_dims (desc->texts);
  gsize n_texts = cal_text_array_get_n (desc->texts);
  gsize n_rows = n_dims > 0 ? cal_text_array_get_dim (desc->texts, 0) : 0;
  gsize n_named = desc->of == CAL_CAPTIONS_OF_PLACES
                      ? (desc->places != NULL ? cal_places_get_n_rows (desc->places) : 0)
                      : (desc->ids != NULL ? cal_text_array_get_n (desc->ids) : 0);

  if (n_dims < 1 || n_dims > 2 || n_rows == 0)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: texts of %u dimensions; expected rows, or rows x resamples", desc->name,
                 n_dims);
  else if (n_named != n_rows)
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: %" N " captions; expected one for each of %" N " %s", desc->name, n_rows,
                 n_named,
                 desc->of == CAL_CAPTIONS_OF_PLACES    ? "places"
                 : desc->of == CAL_CAPTIONS_OF_STIMULI ? "stimuli"
                                                       : "regions");
  else if (desc->scores != NULL && cal_array_get_n_elements (desc->scores) != n_texts)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " scores for %" N " captions; expected as many", desc->name,
                 cal_array_get_n_elements (desc->scores), n_texts);
  else
    return TRUE;
  return FALSE;
}

/**
 * cal_captions_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the captions; NULL with CAL_ERROR_FORMAT or CAL_ERROR_BINDING if the
 *   lengths do not agree
 */
CalCaptions *
cal_captions_new (const CalCaptionsDesc *desc, GError **error)
{
  CalCaptions *self;

  if (!check (desc, error))
    return NULL;
  self = g_object_new (CAL_TYPE_CAPTIONS, NULL);
  self->desc = *desc;
  self->desc.name = g_strdup (desc->name);
  self->desc.source = g_strdup (desc->source);
  self->desc.score_name = g_strdup (desc->score_name);
  g_object_ref (desc->texts);
  if (desc->scores != NULL)
    g_object_ref (desc->scores);
  if (desc->ids != NULL)
    g_object_ref (desc->ids);
  if (desc->places != NULL)
    g_object_ref (desc->places);
  for (gsize r = 0; desc->ids != NULL && r < cal_text_array_get_n (desc->ids); r++) {
    const char *id = cal_text_array_get (desc->ids, r);

    if (!g_hash_table_contains (self->row_by_id, id))
      g_hash_table_insert (self->row_by_id, (gpointer) id, GSIZE_TO_POINTER (r));
  }
  return self;
}

const CalCaptionsDesc *
cal_captions_get_desc (CalCaptions *self)
{
  return &self->desc;
}

gsize
cal_captions_get_n_rows (CalCaptions *self)
{
  return cal_text_array_get_dim (self->desc.texts, 0);
}

gsize
cal_captions_get_n_resamples (CalCaptions *self)
{
  return cal_text_array_get_n_dims (self->desc.texts) == 2
             ? cal_text_array_get_dim (self->desc.texts, 1)
             : 1;
}

/**
 * cal_captions_get_text:
 *
 * Returns: (transfer none): "" where there is none
 */
const char *
cal_captions_get_text (CalCaptions *self, gsize row, gsize resample)
{
  return cal_text_array_get (self->desc.texts,
                             row * cal_captions_get_n_resamples (self) + resample);
}

/**
 * cal_captions_get_score:
 *
 * Returns: NaN where there is none
 */
double
cal_captions_get_score (CalCaptions *self, gsize row, gsize resample)
{
  return self->desc.scores != NULL
             ? cal_array_get_value (self->desc.scores,
                                    row * cal_captions_get_n_resamples (self) + resample)
             : NAN;
}

/**
 * cal_captions_find_best:
 * @resample: (out): the row's caption with the highest score; the first one where none has a score
 *
 * Returns: FALSE if all of the row's captions are ""
 */
gboolean
cal_captions_find_best (CalCaptions *self, gsize row, gsize *resample)
{
  gboolean found = FALSE;
  double best = NAN;

  for (gsize c = 0; c < cal_captions_get_n_resamples (self); c++) {
    double score = cal_captions_get_score (self, row, c);

    if (cal_captions_get_text (self, row, c)[0] == '\0' ||
        (found && !(score > best) && !(isnan (best) && !isnan (score))))
      continue;
    *resample = c;
    best = score;
    found = TRUE;
  }
  return found;
}

/**
 * cal_captions_dup_row_name:
 *
 * Returns: (transfer full): what the row is called: its place, or the stimulus's or region's id
 */
char *
cal_captions_dup_row_name (CalCaptions *self, gsize row)
{
  return self->desc.of == CAL_CAPTIONS_OF_PLACES
             ? cal_places_dup_name (self->desc.places, row)
             : g_strdup (cal_text_array_get (self->desc.ids, row));
}

/**
 * cal_captions_find:
 * @id: of a stimulus or region; a picture's may end in a suffix that the captions leave away
 * @row: (out)
 *
 * Returns: whether there is such a row
 */
gboolean
cal_captions_find (CalCaptions *self, const char *id, gsize *row)
{
  const char *dot = strrchr (id, '.');
  g_autofree char *stem = dot != NULL ? g_strndup (id, (gsize) (dot - id)) : NULL;
  gpointer value;

  if (!g_hash_table_lookup_extended (self->row_by_id, id, NULL, &value) &&
      (stem == NULL || !g_hash_table_lookup_extended (self->row_by_id, stem, NULL, &value)))
    return FALSE;
  *row = GPOINTER_TO_SIZE (value);
  return TRUE;
}

static CalTextArray *
join_texts (CalTextArray *left, CalTextArray *right, gsize n_resamples, GError **error)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  CalTextArray *parts[2] = {left, right};
  gsize n_left = cal_text_array_get_n (left), n_right = cal_text_array_get_n (right);
  gsize dims[2] = {(n_left + n_right) / n_resamples, n_resamples};

  for (guint p = 0; p < 2; p++)
    for (gsize n = 0; n < cal_text_array_get_n (parts[p]); n++)
      cal_text_array_builder_add (builder, cal_text_array_get (parts[p], n), -1);
  return cal_text_array_builder_end (g_steal_pointer (&builder), 2, dims, error);
}

static CalArray *
join_scores (CalCaptions *left, CalCaptions *right, GError **error)
{
  CalCaptions *parts[2] = {left, right};
  gsize n_left = cal_text_array_get_n (left->desc.texts);
  gsize n = n_left + cal_text_array_get_n (right->desc.texts);
  double *scores = g_new (double, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (scores, cal_size_times (n, sizeof *scores));

  for (gsize i = 0; i < n; i++)
    scores[i] = cal_captions_get_score (parts[i >= n_left], 0, i >= n_left ? i - n_left : i);
  return cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
}

/**
 * cal_captions_join:
 * @left: captions of places
 * @right: captions of other places of the same brain, by the same method
 *
 * Returns: (transfer full): all of them; NULL with CAL_ERROR_BINDING if they are no two halves
 */
CalCaptions *
cal_captions_join (CalCaptions *left, CalCaptions *right, GError **error)
{
  gsize n_resamples = cal_captions_get_n_resamples (left);
  g_autoptr (CalPlaces) places = NULL;
  g_autoptr (CalTextArray) texts = NULL;
  g_autoptr (CalArray) scores = NULL;
  CalCaptionsDesc desc = left->desc;

  if (cal_captions_get_n_resamples (right) != n_resamples || desc.places == NULL ||
      right->desc.places == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: %" N " captions a place on the left, %" N " on the right", desc.name,
                 n_resamples, cal_captions_get_n_resamples (right));
    return NULL;
  }
  places = cal_places_join (desc.places, right->desc.places, error);
  if (places == NULL ||
      (texts = join_texts (desc.texts, right->desc.texts, n_resamples, error)) == NULL)
    return NULL;
  if ((desc.scores != NULL || right->desc.scores != NULL) &&
      (scores = join_scores (left, right, error)) == NULL)
    return NULL;
  desc.texts = texts;
  desc.scores = scores;
  desc.places = places;
  return cal_captions_new (&desc, error);
}
