/* caption-index.c - what is computed once of captions: where their words are, how far they agree.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/caption-index.h"

#include <math.h>

#include "analysis/caption-agreement.h"
#include "analysis/text-index.h"

/* So often the job tells how far it is. */
#define STRIDE 1024

struct _CalCaptionIndex {
  GObject parent_instance;

  gsize n_rows;
  gsize n_resamples;
  CalTextIndex *texts; /* NULL until it is built */
  float *agreement;    /* of each row */
  CalJob *job;
  char *failure;
};

G_DEFINE_FINAL_TYPE (CalCaptionIndex, cal_caption_index, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_READY,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
cal_caption_index_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_READY:
    g_value_set_boolean (value, cal_caption_index_is_ready (CAL_CAPTION_INDEX (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_caption_index_finalize (GObject *object)
{
  CalCaptionIndex *self = CAL_CAPTION_INDEX (object);

  g_clear_object (&self->texts);
  g_clear_object (&self->job);
  g_clear_pointer (&self->agreement, g_free);
  g_clear_pointer (&self->failure, g_free);
  G_OBJECT_CLASS (cal_caption_index_parent_class)->finalize (object);
}

static void
cal_caption_index_class_init (CalCaptionIndexClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cal_caption_index_get_property;
  object_class->finalize = cal_caption_index_finalize;

  /**
   * CalCaptionIndex:ready:
   *
   * Whether it is built; also notified when that failed.
   */
  props[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cal_caption_index_init (CalCaptionIndex *self)
{
}

void
cal_caption_hits_clear (CalCaptionHits *self)
{
  g_clear_pointer (&self->captions, g_array_unref);
  g_clear_pointer (&self->n_hits, g_free);
  self->n_rows = 0;
}

/**
 * cal_caption_hits_to_shares:
 * @captions: that were searched
 *
 * Returns: (transfer full): of each row the share of its captions that match, 0 to 1
 */
CalArray *
cal_caption_hits_to_shares (const CalCaptionHits *self, CalCaptions *captions)
{
  gsize n_rows = cal_captions_get_n_rows (captions);
  float n_resamples = (float) cal_captions_get_n_resamples (captions);
  float *shares = g_new (float, n_rows);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize r = 0; r < n_rows; r++)
    shares[r] = (float) self->n_hits[r] / n_resamples;
  bytes = g_bytes_new_take (shares, n_rows * sizeof *shares);
  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_rows, bytes, NULL);
}

static gboolean
compute_agreement (CalCaptionIndex *self, CalCaptions *captions, CalJob *job, GError **error)
{
  g_autofree const char **texts = g_new (const char *, self->n_resamples);

  cal_job_report (job, 0.0, "Comparing captions of each place");
  self->agreement = g_new (float, self->n_rows);
  for (gsize r = 0; r < self->n_rows; r++) {
    if (r % STRIDE == 0) {
      cal_job_report (job, (double) r / (double) self->n_rows, NULL);
      if (!cal_job_check (job, error))
        return FALSE;
    }
    for (gsize c = 0; c < self->n_resamples; c++)
      texts[c] = cal_captions_get_text (captions, r, c);
    self->agreement[r] = (float) cal_caption_agreement (texts, self->n_resamples);
  }
  return TRUE;
}

static GObject *
build (CalJob *job, gpointer input, GError **error)
{
  CalCaptions *captions = input;
  g_autoptr (CalCaptionIndex) self = g_object_new (CAL_TYPE_CAPTION_INDEX, NULL);

  self->n_rows = cal_captions_get_n_rows (captions);
  self->n_resamples = cal_captions_get_n_resamples (captions);
  cal_job_report (job, 0.0, "Indexing the words of captions");
  self->texts = cal_text_index_new (cal_captions_get_desc (captions)->texts, job, error);
  if (self->texts == NULL || !compute_agreement (self, captions, job, error))
    return NULL;
  return (GObject *) g_steal_pointer (&self);
}

/**
 * cal_caption_index_build:
 *
 * For those who can wait.
 *
 * Returns: (transfer full): the index, ready; NULL with CAL_ERROR_LIMIT if memory is short
 */
CalCaptionIndex *
cal_caption_index_build (CalCaptions *captions, GError **error)
{
  g_autoptr (CalJob) job = cal_job_new ("Indexing captions", build, captions, NULL);

  return (CalCaptionIndex *) cal_job_run (job, error);
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CalCaptionIndex) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = cal_job_run_finish (CAL_JOB (source), result, &error);

  if (object != NULL) {
    self->texts = g_steal_pointer (&CAL_CAPTION_INDEX (object)->texts);
    self->agreement = g_steal_pointer (&CAL_CAPTION_INDEX (object)->agreement);
  } else
    self->failure = g_strdup (error->message);
  g_clear_object (&self->job);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
}

/**
 * cal_caption_index_of:
 *
 * Begins to build the index, if this is the first time that it is asked for;
 * "notify::ready" tells when it is done.
 *
 * Returns: (transfer none): the index; it lives as long as @captions
 */
CalCaptionIndex *
cal_caption_index_of (CalCaptions *captions)
{
  static const char key[] = "calcarine-caption-index";
  CalCaptionIndex *self = g_object_get_data (G_OBJECT (captions), key);

  if (self != NULL)
    return self;
  self = g_object_new (CAL_TYPE_CAPTION_INDEX, NULL);
  self->n_rows = cal_captions_get_n_rows (captions);
  self->n_resamples = cal_captions_get_n_resamples (captions);
  g_object_set_data_full (G_OBJECT (captions), key, self, g_object_unref);
  self->job = cal_job_new ("Indexing captions", build, g_object_ref (captions), g_object_unref);
  cal_job_run_async (self->job, built_cb, g_object_ref (self));
  return self;
}

/**
 * cal_caption_index_get_job:
 *
 * Returns: (transfer none) (nullable): what builds it; NULL when that is over
 */
CalJob *
cal_caption_index_get_job (CalCaptionIndex *self)
{
  return self->job;
}

gboolean
cal_caption_index_is_ready (CalCaptionIndex *self)
{
  return self->texts != NULL;
}

/**
 * cal_caption_index_get_failure:
 *
 * Returns: (nullable): why there will be no index
 */
const char *
cal_caption_index_get_failure (CalCaptionIndex *self)
{
  return self->failure;
}

/**
 * cal_caption_index_search:
 * @query: as cal_text_index_search() takes it
 * @hits: (out caller-allocates): nothing, until the index is ready
 */
void
cal_caption_index_search (CalCaptionIndex *self, const char *query, CalCaptionHits *hits)
{
  *hits = (CalCaptionHits){.n_hits = g_new0 (guint16, MAX (self->n_rows, 1))};
  if (self->texts != NULL)
    hits->captions = cal_text_index_search (self->texts, query, NULL);
  if (hits->captions == NULL)
    hits->captions = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint n = 0; n < hits->captions->len; n++) {
    guint16 *n_hits = &hits->n_hits[g_array_index (hits->captions, guint32, n) / self->n_resamples];

    hits->n_rows += *n_hits == 0;
    *n_hits = (guint16) MIN (*n_hits + 1, G_MAXUINT16);
  }
}

/**
 * cal_caption_index_get_agreement:
 *
 * Returns: cal_caption_agreement() of the row's captions; NaN until the index is ready
 */
double
cal_caption_index_get_agreement (CalCaptionIndex *self, gsize row)
{
  return self->agreement != NULL ? (double) self->agreement[row] : (double) NAN;
}
