/* trsa.c - the geo-topological transform of RDMs: topological RSA.
 *
 * Lin and Kriegeskorte 2023, arXiv:2309.11028: with thresholds q_l and q_u, quantiles of the
 * off-diagonal dissimilarities, g(d) = clip ((d - q_l) / (q_u - q_l), 0, 1). It is computed in this
 * closed form, from values that are not changed meanwhile. rsatoolbox (0.3) rescales in place and
 * then compares the rescaled values with q_u once more, so that it is right only where q_u >= 1 and
 * q_l > 0; tests/analysis/test-trsa.c shows by how much.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/trsa.h"

#include <math.h>
#include <string.h>

#include "analysis/rank.h"
#include "model/error.h"

/* Sums of tenths are not exact: 0.1 + 0.3 is above 0.4. */
#define ROUNDING 1e-9

G_DEFINE_ENUM_TYPE (CalTrsaScale,
                    cal_trsa_scale,
                    G_DEFINE_ENUM_VALUE (CAL_TRSA_BY_RANK, "rank"),
                    G_DEFINE_ENUM_VALUE (CAL_TRSA_BY_DISTANCE, "distance"))

/* Copies what is no NaN; returns how many. */
static gsize
copy_present (const double *values, gsize n, double *present)
{
  gsize n_present = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      present[n_present++] = values[i];
  return n_present;
}

static void
sort (double *values, gsize n)
{
  g_autofree double *copy = g_memdup2 (values, n * sizeof *values);
  g_auto (CalRanking) ranking = {0};

  cal_ranking_init (&ranking, copy, n);
  for (gsize i = 0; i < n; i++)
    values[i] = copy[ranking.order[i]];
}

/* Mid-ranks less the lowest over their range: 0 to 1; all 0 if there is but one value. */
static void
scale_ranks (const double *rdm, gsize n, double *values)
{
  g_autofree double *present = g_new (double, n);
  g_autofree double *ranks = g_new (double, n);
  g_auto (CalRanking) ranking = {0};
  gsize n_present = copy_present (rdm, n, present), k = 0;
  double lowest = INFINITY, highest = -INFINITY;

  cal_ranking_init (&ranking, present, n_present);
  cal_ranking_get_mid_ranks (&ranking, ranks);
  for (gsize i = 0; i < n_present; i++) {
    lowest = fmin (lowest, ranks[i]);
    highest = fmax (highest, ranks[i]);
  }
  for (gsize i = 0; i < n; i++)
    values[i] = isnan (rdm[i])     ? NAN
                : highest > lowest ? (ranks[k++] - lowest) / (highest - lowest)
                                   : 0.0;
}

/**
 * cal_trsa_scaled_init:
 * @self: (out caller-allocates): cleared by cal_trsa_scaled_clear()
 * @rdms: condensed, of @n_pairs each; NaN where a pair is missing
 *
 * By rank, each RDM's mid-ranks are scaled to 0 to 1, and it has quantiles of its own. By distance,
 * values stay as they are, and the quantiles are those of all together.
 */
void
cal_trsa_scaled_init (
    CalTrsaScaled *self, CalTrsaScale scale, const double *const *rdms, guint n_rdms, gsize n_pairs)
{
  gsize n = n_rdms * n_pairs, n_pooled = 0;

  *self = (CalTrsaScaled){
      scale, n_rdms, n_pairs, g_new (double, n), g_new (double, n), g_new0 (gsize, n_rdms)};
  for (guint r = 0; r < n_rdms; r++) {
    double *values = self->values + r * n_pairs;

    if (scale == CAL_TRSA_BY_RANK) {
      scale_ranks (rdms[r], n_pairs, values);
      self->n_sorted[r] = copy_present (values, n_pairs, self->sorted + r * n_pairs);
      sort (self->sorted + r * n_pairs, self->n_sorted[r]);
    } else {
      memcpy (values, rdms[r], n_pairs * sizeof *values);
      n_pooled += copy_present (values, n_pairs, self->sorted + n_pooled);
    }
  }
  if (scale == CAL_TRSA_BY_DISTANCE && n_rdms > 0) {
    sort (self->sorted, n_pooled);
    self->n_sorted[0] = n_pooled;
  }
}

void
cal_trsa_scaled_clear (CalTrsaScaled *self)
{
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->sorted, g_free);
  g_clear_pointer (&self->n_sorted, g_free);
}

static const double *
get_sorted (const CalTrsaScaled *self, guint rdm, gsize *n)
{
  guint which = self->scale == CAL_TRSA_BY_RANK ? rdm : 0;

  *n = self->n_sorted[which];
  return self->sorted + which * self->n_pairs;
}

/**
 * cal_trsa_scaled_get_thresholds:
 * @lower: l, 0 to 1
 * @upper: u, 0 to 1
 * @low: (out): q_l, on the scale of the values
 * @high: (out): q_u
 */
void
cal_trsa_scaled_get_thresholds (
    const CalTrsaScaled *self, guint rdm, double lower, double upper, double *low, double *high)
{
  gsize n;
  const double *sorted = get_sorted (self, rdm, &n);

  *low = cal_quantile_of_sorted (sorted, n, lower);
  *high = cal_quantile_of_sorted (sorted, n, upper);
}

/**
 * cal_trsa_map:
 * @low: q_l
 * @high: q_u, not less
 *
 * Returns: clip ((d - q_l) / (q_u - q_l), 0, 1); where both thresholds are one, a step: 1 above it,
 *   0 at it and below. NaN stays NaN
 */
double
cal_trsa_map (double dissimilarity, double low, double high)
{
  if (isnan (dissimilarity))
    return NAN;
  if (dissimilarity > high)
    return 1.0;
  return dissimilarity <= low ? 0.0 : (dissimilarity - low) / (high - low);
}

/**
 * cal_trsa_scaled_transform:
 * @transformed: (out caller-allocates): n_pairs
 */
void
cal_trsa_scaled_transform (const CalTrsaScaled *self,
                           guint rdm,
                           const CalTrsaOptions *options,
                           double *transformed)
{
  const double *values = self->values + rdm * self->n_pairs;
  double low, high;

  if (options->curve == CAL_TRSA_SIGMOID) {
    cal_trsa_scaled_get_thresholds (self, rdm, 0.0, 1.0, &low, &high);
    for (gsize p = 0; p < self->n_pairs; p++) {
      double share = high > low ? (values[p] - low) / (high - low) : values[p] - low;

      transformed[p] = 1.0 / (1.0 + exp (-options->alpha * (share - options->beta)));
    }
    return;
  }
  cal_trsa_scaled_get_thresholds (self, rdm, options->lower, options->upper, &low, &high);
  for (gsize p = 0; p < self->n_pairs; p++)
    transformed[p] = cal_trsa_map (values[p], low, high);
}

/**
 * cal_trsa_get_family:
 *
 * Returns: what kind of transform l and u make; l = 0 and u = 1 is the plain RDM, scaled to 0 to 1
 */
CalTrsaFamily
cal_trsa_get_family (double lower, double upper)
{
  double middle = (lower + upper) / 2.0;

  if (middle <= 0.2 + ROUNDING)
    return CAL_TRSA_LOCAL;
  if (middle >= 0.8 - ROUNDING)
    return CAL_TRSA_GLOBAL;
  if (upper - lower >= 0.8 - ROUNDING)
    return CAL_TRSA_GEOMETRY;
  if (lower >= 0.4 - ROUNDING && upper <= 0.6 + ROUNDING)
    return CAL_TRSA_TOPOLOGY;
  return CAL_TRSA_INTERMEDIATE;
}

const char *
cal_trsa_family_get_name (CalTrsaFamily family)
{
  static const char *const names[] = {
      [CAL_TRSA_LOCAL] = "local",
      [CAL_TRSA_GLOBAL] = "global",
      [CAL_TRSA_GEOMETRY] = "geometry-sensitive",
      [CAL_TRSA_TOPOLOGY] = "topology-sensitive",
      [CAL_TRSA_INTERMEDIATE] = "intermediate",
  };

  return names[family];
}

/**
 * cal_trsa_options_describe:
 *
 * Returns: (transfer full): the sentence that a figure and a file carry: the two ways to take
 *   quantiles give other RDMs
 */
char *
cal_trsa_options_describe (const CalTrsaOptions *options)
{
  const char *scale = options->scale == CAL_TRSA_BY_RANK
                          ? "ranks of each RDM (Lin and Kriegeskorte)"
                          : "dissimilarities of all RDMs together (rsatoolbox)";

  if (options->curve == CAL_TRSA_SIGMOID)
    return g_strdup_printf ("sigmoid transform, α = %g, β = %g, of %s", options->alpha,
                            options->beta, scale);
  return g_strdup_printf (
      "geo-topological transform, l = %g, u = %g, quantiles of %s; %s", options->lower,
      options->upper, scale,
      cal_trsa_family_get_name (cal_trsa_get_family (options->lower, options->upper)));
}

static gboolean
check (CalRdm *const *rdms, guint n_rdms, const CalTrsaOptions *options, GError **error)
{
  if (!(options->lower >= 0.0 && options->lower <= options->upper && options->upper <= 1.0)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "l = %g, u = %g; expected 0 ≤ l ≤ u ≤ 1",
                 options->lower, options->upper);
    return FALSE;
  }
  for (guint r = 1; r < n_rdms; r++)
    if (cal_rdm_get_n_pairs (rdms[r]) != cal_rdm_get_n_pairs (rdms[0])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s has %" G_GSIZE_FORMAT " pairs, %s has %" G_GSIZE_FORMAT
                   "; expected RDMs of as many conditions",
                   cal_rdm_get_desc (rdms[r])->name, cal_rdm_get_n_pairs (rdms[r]),
                   cal_rdm_get_desc (rdms[0])->name, cal_rdm_get_n_pairs (rdms[0]));
      return FALSE;
    }
  return TRUE;
}

static CalRdm *
make_transformed (CalRdm *rdm,
                  const CalTrsaScaled *scaled,
                  guint r,
                  const CalTrsaOptions *options,
                  GError **error)
{
  CalRdmDesc desc = *cal_rdm_get_desc (rdm);
  gsize n = scaled->n_pairs;
  double *values = g_new (double, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autofree char *sentence = cal_trsa_options_describe (options);
  g_autofree char *made_by =
      desc.made_by != NULL ? g_strdup_printf ("%s; %s", desc.made_by, sentence) : NULL;

  cal_trsa_scaled_transform (scaled, r, options, values);
  bytes = g_bytes_new_take (values, n * sizeof *values);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
  if (array == NULL)
    return NULL;
  desc.dissimilarities = array;
  desc.made_by = made_by != NULL ? made_by : sentence;
  return cal_rdm_new (&desc, error);
}

/**
 * cal_trsa_transform:
 * @rdms: of as many conditions each; by distance they share their thresholds
 *
 * Returns: (transfer full) (element-type CalRdm): of each a new RDM, whose made_by tells how it
 * came about; NULL with CAL_ERROR_ARGUMENT
 */
GPtrArray *
cal_trsa_transform (CalRdm *const *rdms,
                    guint n_rdms,
                    const CalTrsaOptions *options,
                    GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) transformed = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (CalTrsaScaled) scaled = {0};
  gsize n_pairs = n_rdms > 0 ? cal_rdm_get_n_pairs (rdms[0]) : 0;

  if (!check (rdms, n_rdms, options, error))
    return NULL;
  for (guint r = 0; r < n_rdms; r++) {
    double *rdm = g_new (double, n_pairs);

    for (gsize p = 0; p < n_pairs; p++)
      rdm[p] = cal_rdm_get_pair (rdms[r], p);
    g_ptr_array_add (values, rdm);
  }
  cal_trsa_scaled_init (&scaled, options->scale, (const double *const *) values->pdata, n_rdms,
                        n_pairs);
  for (guint r = 0; r < n_rdms; r++) {
    CalRdm *rdm = make_transformed (rdms[r], &scaled, r, options, error);

    if (rdm == NULL)
      return NULL;
    g_ptr_array_add (transformed, rdm);
  }
  return g_steal_pointer (&transformed);
}
