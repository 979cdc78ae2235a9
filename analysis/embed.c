/* embed.c - from an RDM or patterns to points that can be looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/embed.h"

#include <math.h>

#include "analysis/mds-classical.h"
#include "analysis/pca.h"
#include "analysis/procrustes.h"
#include "analysis/smacof.h"

/* Turns points so that those that were in the previous embedding stay near their places. */
static void
follow (double *points, const CalEmbeddingDesc *desc, CalEmbedding *previous)
{
  guint n_dims = desc->n_dims;
  g_autofree double *from = NULL;
  g_autofree double *to = NULL;
  gsize n_shared = 0;
  CalProcrustes fit;

  if (previous == NULL || cal_embedding_get_desc (previous)->n_dims != n_dims)
    return;
  from = g_new (double, desc->n_points *n_dims);
  to = g_new (double, desc->n_points *n_dims);
  for (gsize i = 0; i < desc->n_points; i++) {
    g_autofree char *id = cal_table_dup_row_id (desc->conditions, i);
    gsize before;

    if (!cal_embedding_find_condition (previous, id, &before))
      continue;
    for (guint c = 0; c < n_dims; c++) {
      from[n_shared * n_dims + c] = points[i * n_dims + c];
      to[n_shared * n_dims + c] = cal_embedding_get_points (previous)[before * n_dims + c];
    }
    n_shared++;
  }
  if (n_shared > n_dims &&
      cal_procrustes_fit (&fit, from, to, n_shared, n_dims, CAL_PROCRUSTES_REFLECT)) {
    /* Sizes are those of the dissimilarities, and stay comparable. */
    cal_procrustes_apply (&fit, points, desc->n_points);
  }
}

/* Takes the points. */
static CalEmbedding *
finish (CalEmbeddingDesc *desc, double *points, CalEmbedding *previous, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  follow (points, desc, previous);
  bytes = g_bytes_new_take (points, desc->n_points * desc->n_dims * sizeof *points);
  desc->points = bytes;
  return cal_embedding_new (desc, error);
}

static void
describe_rdm (CalEmbeddingDesc *desc, CalRdm *rdm, const CalEmbedOptions *options)
{
  *desc = (CalEmbeddingDesc){
      .name = cal_rdm_get_desc (rdm)->name,
      .n_points = cal_rdm_get_desc (rdm)->n_conditions,
      .n_dims = options->n_dims,
      .method = cal_embed_method_get_name (options->method),
      .stress = (double) NAN,
      .explained = (double) NAN,
      .negative_mass = (double) NAN,
      .conditions = cal_rdm_get_desc (rdm)->conditions,
  };
}

static CalEmbedding *
embed_classically (CalRdm *rdm,
                   const CalEmbedOptions *options,
                   CalEmbedding *previous,
                   CalJob *job,
                   GError **error)
{
  CalEmbeddingDesc desc;
  CalMdsFit fit;
  g_autofree double *points = NULL;
  g_autofree char *summary = NULL;

  describe_rdm (&desc, rdm, options);
  points = g_new (double, desc.n_points *desc.n_dims);
  if (!cal_mds_classical (rdm, options->is_squared, options->n_dims, points, &fit, job, error))
    return NULL;
  desc.explained = fit.explained;
  desc.negative_mass = fit.negative_mass;
  if (isnan (fit.negative_mass))
    summary = g_strdup_printf ("%u largest eigenvalues of %" G_GSIZE_FORMAT
                               ", to %.1g of the first; the others were not computed",
                               desc.n_dims, desc.n_points, fit.residual);
  else
    summary = g_strdup_printf (
        "%u dimensions hold %.1f %% of the positive eigenvalues; negative ones are %.1f %% of all",
        desc.n_dims, 100.0 * fit.explained, 100.0 * fit.negative_mass);
  desc.summary = summary;
  return finish (&desc, g_steal_pointer (&points), previous, error);
}

typedef struct {
  CalEmbeddingDesc desc;
  CalEmbedding *previous;
  CalJob *job;
} Frame;

/* Hands on a configuration on the way, turned like the last one shown, so that it moves evenly. */
static void
offer (const double *points, gpointer data)
{
  Frame *frame = data;
  CalEmbeddingDesc desc = frame->desc;
  g_autoptr (CalEmbedding) partial =
      finish (&desc, g_memdup2 (points, desc.n_points * desc.n_dims * sizeof *points),
              frame->previous, NULL);

  if (partial != NULL)
    cal_job_offer (frame->job, G_OBJECT (partial));
}

static char *
summarise (const CalSmacofFit *fit, const CalEmbedOptions *options)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "stress %.4f (raw %.6g), best of %u starts (seed %u), %u iterations",
                   fit->stress, fit->raw_stress, options->n_starts, options->seed,
                   fit->n_iterations);
  if (!fit->converged)
    g_string_append (text, ", not at rest yet");
  if (fit->n_missing > 0)
    g_string_append_printf (text, ", %" G_GSIZE_FORMAT " pairs without a dissimilarity",
                            fit->n_missing);
  return g_string_free (text, FALSE);
}

static CalEmbedding *
embed_by_smacof (CalRdm *rdm,
                 const CalEmbedOptions *options,
                 CalEmbedding *previous,
                 CalJob *job,
                 GError **error)
{
  Frame frame = {.previous = previous, .job = job};
  CalSmacofOptions smacof = {
      .is_metric = options->method == CAL_EMBED_METRIC,
      .is_squared = options->is_squared,
      .n_dims = options->n_dims,
      .n_starts = options->n_starts,
      .seed = options->seed,
      .max_iterations = options->max_iterations,
      .tolerance = options->tolerance,
      .show = job != NULL ? offer : NULL,
      .data = &frame,
  };
  CalSmacofFit fit;
  CalEmbeddingDesc desc;
  g_autofree double *points = NULL;
  g_autofree char *summary = NULL;

  describe_rdm (&frame.desc, rdm, options);
  desc = frame.desc;
  points = g_new (double, desc.n_points *desc.n_dims);
  if (!cal_smacof (rdm, &smacof, points, &fit, job, error))
    return NULL;
  desc.stress = fit.stress;
  desc.summary = summary = summarise (&fit, options);
  return finish (&desc, g_steal_pointer (&points), previous, error);
}

const char *
cal_embed_method_get_name (CalEmbedMethod method)
{
  switch (method) {
  case CAL_EMBED_METRIC:
    return "metric SMACOF";
  case CAL_EMBED_NON_METRIC:
    return "non-metric SMACOF";
  case CAL_EMBED_CLASSICAL:
  default:
    return "classical MDS";
  }
}

/**
 * cal_embed_rdm:
 * @rdm: what to embed
 * @options: how
 * @previous: (nullable): points of the same names are kept near their places in it: the result is
 *   turned, mirrored and moved as a whole, not scaled
 * @job: (nullable): told how far it is, offered configurations on the way, may cancel
 *
 * From any thread.
 *
 * Returns: (transfer full): the embedding, or NULL with @error set
 */
CalEmbedding *
cal_embed_rdm (CalRdm *rdm,
               const CalEmbedOptions *options,
               CalEmbedding *previous,
               CalJob *job,
               GError **error)
{
  return options->method == CAL_EMBED_CLASSICAL
             ? embed_classically (rdm, options, previous, job, error)
             : embed_by_smacof (rdm, options, previous, job, error);
}

/**
 * cal_embed_patterns:
 * @patterns: conditions x values
 * @name: of what they are
 * @conditions: (nullable): a row a pattern
 * @previous: (nullable): as of cal_embed_rdm()
 *
 * Returns: (transfer full): the first principal components, or NULL with @error set; see cal_pca()
 */
CalEmbedding *
cal_embed_patterns (CalArray *patterns,
                    const char *name,
                    CalTable *conditions,
                    guint n_dims,
                    CalEmbedding *previous,
                    CalJob *job,
                    GError **error)
{
  CalPcaFit fit;
  CalEmbeddingDesc desc = {
      .name = name,
      .n_points = cal_array_get_dim (patterns, 0),
      .n_dims = n_dims,
      .method = "PCA",
      .stress = (double) NAN,
      .negative_mass = (double) NAN,
      .conditions = conditions,
  };
  g_autofree double *points = g_new (double, desc.n_points *n_dims);
  g_autofree char *summary = NULL;

  if (!cal_pca (patterns, n_dims, points, &fit, job, error)) {
    g_prefix_error (error, "%s: ", name);
    return NULL;
  }
  desc.explained = fit.explained;
  desc.summary = summary =
      g_strdup_printf ("%u components hold %.1f %% of the variance of %" G_GSIZE_FORMAT
                       " values; %" G_GSIZE_FORMAT " with missing numbers are left out",
                       n_dims, 100.0 * fit.explained, fit.n_used, fit.n_dropped);
  return finish (&desc, g_steal_pointer (&points), previous, error);
}
