/* caption-rows.c - captions on their way from tables and lists to parts.
 *
 * Rows may have any number of captions; where others have more there is none.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/caption-rows.h"

#include <math.h>

#include "model/memory.h"

typedef struct {
  char *text;
  double score;
} Caption;

typedef struct {
  char *id;
  GArray *captions; /* Caption */
} Row;

struct _CalCaptionRows {
  GArray *rows; /* Row */
  gboolean has_ids;
  gboolean has_scores;
};

static void
caption_clear (gpointer caption)
{
  g_free (((Caption *) caption)->text);
}

static void
row_clear (gpointer row)
{
  g_free (((Row *) row)->id);
  g_array_unref (((Row *) row)->captions);
}

CalCaptionRows *
cal_caption_rows_new (void)
{
  CalCaptionRows *self = g_new0 (CalCaptionRows, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  return self;
}

void
cal_caption_rows_free (CalCaptionRows *self)
{
  g_array_unref (self->rows);
  g_free (self);
}

/* The row, made if need be, with those before it. */
static Row *
get_row (CalCaptionRows *self, gsize row)
{
  while (self->rows->len <= row) {
    Row empty = {NULL, g_array_new (FALSE, FALSE, sizeof (Caption))};

    g_array_set_clear_func (empty.captions, caption_clear);
    g_array_append_val (self->rows, empty);
  }
  return &g_array_index (self->rows, Row, row);
}

/**
 * cal_caption_rows_add:
 * @row: rows are numbered from 0
 * @score: NaN if there is none
 */
void
cal_caption_rows_add (CalCaptionRows *self, gsize row, const char *text, double score)
{
  Caption caption = {g_strdup (text), score};

  self->has_scores |= !isnan (score);
  g_array_append_val (get_row (self, row)->captions, caption);
}

void
cal_caption_rows_set_id (CalCaptionRows *self, gsize row, const char *id)
{
  Row *found = get_row (self, row);

  g_free (found->id);
  found->id = g_strdup (id);
  self->has_ids = TRUE;
}

gsize
cal_caption_rows_get_n (CalCaptionRows *self)
{
  return self->rows->len;
}

const char *
cal_caption_rows_get_id (CalCaptionRows *self, gsize row)
{
  const char *id = g_array_index (self->rows, Row, row).id;

  return id != NULL ? id : "";
}

static gsize
count_words (const char *text)
{
  gsize n = 0;

  for (const char *at = text; *at != '\0'; at++)
    n += !g_ascii_isspace (*at) && (at == text || g_ascii_isspace (at[-1]));
  return n;
}

/**
 * cal_caption_rows_measure_words:
 *
 * Returns: words in a caption, on average; 0 if there is none
 */
double
cal_caption_rows_measure_words (CalCaptionRows *self)
{
  gsize n_words = 0, n_captions = 0;

  for (guint r = 0; r < self->rows->len; r++) {
    GArray *captions = g_array_index (self->rows, Row, r).captions;

    for (guint c = 0; c < captions->len; c++) {
      gsize n = count_words (g_array_index (captions, Caption, c).text);

      n_words += n;
      n_captions += n > 0;
    }
  }
  return n_captions > 0 ? (double) n_words / (double) n_captions : 0.0;
}

/* Texts and scores of some rows, as many in each as the one with the most has. */
static gboolean
fill (CalCaptionRows *self, CalPart *part, gsize first, gsize n, GError **error)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  g_autofree double *scores = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize dims[2] = {n, 1}, at = 0;

  for (gsize r = first; r < first + n; r++)
    dims[1] = MAX (dims[1], g_array_index (self->rows, Row, r).captions->len);
  scores = cal_memory_allocate (cal_size_times (n, dims[1]), sizeof *scores, error);
  if (scores == NULL)
    return FALSE;
  for (gsize r = first; r < first + n; r++) {
    GArray *captions = g_array_index (self->rows, Row, r).captions;

    for (gsize c = 0; c < dims[1]; c++, at++) {
      const Caption *caption = c < captions->len ? &g_array_index (captions, Caption, c) : NULL;

      cal_text_array_builder_add (builder, caption != NULL ? caption->text : "", -1);
      scores[at] = caption != NULL ? caption->score : NAN;
    }
  }
  part->object =
      (GObject *) cal_text_array_builder_end (g_steal_pointer (&builder), 2, dims, error);
  if (part->object == NULL)
    return FALSE;
  if (self->has_scores) {
    bytes = g_bytes_new (scores, cal_size_times (at, sizeof *scores));
    part->scores = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
  }
  return !self->has_scores || part->scores != NULL;
}

/**
 * cal_caption_rows_add_part:
 * @first: of @n rows
 *
 * Returns: (transfer none): captions of those rows, with their ids if there are any; NULL with
 *   @error set
 */
CalPart *
cal_caption_rows_add_part (CalCaptionRows *self,
                           CalFindings *findings,
                           const char *name,
                           const char *source,
                           gsize first,
                           gsize n,
                           GError **error)
{
  CalPart *part = cal_findings_add (findings, CAL_ROLE_CAPTIONS, name, source);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  part->n_rows = n;
  if (!fill (self, part, first, n, error))
    return NULL;
  if (self->has_ids) {
    for (gsize r = first; r < first + n; r++)
      g_strv_builder_add (builder, cal_caption_rows_get_id (self, r));
    ids = g_strv_builder_end (builder);
    part->ids = cal_text_array_new_from_strv ((const char *const *) ids);
  }
  return part;
}
