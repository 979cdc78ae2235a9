/* rdm-noise.c - the noise that the patterns of an RDM are normalised by.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-noise.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

/* Rows that are read at once. */
#define READ_BYTES ((gsize) 32 << 20)

static gboolean
check (const CalPatterns *patterns,
       const CalPatterns *residuals,
       const CalRdmParameters *parameters,
       GError **error)
{
  const CalPatterns *source = residuals != NULL ? residuals : patterns;
  gboolean has_noise = parameters->normalisation != CAL_NOISE_NONE;
  gsize n_bytes;

  if (parameters->measure == CAL_RDM_MAHALANOBIS && !has_noise)
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "mahalanobis without noise is the squared Euclidean distance; ask for "
                         "univariate or multivariate noise, or for euclidean");
  else if (parameters->measure == CAL_RDM_POISSON && has_noise)
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "poisson is defined for counts or rates, not for patterns normalised by "
                         "their noise");
  else if (has_noise && source->n_channels != patterns->n_channels)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "residuals of %" G_GSIZE_FORMAT " channels, patterns of %" G_GSIZE_FORMAT,
                 source->n_channels, patterns->n_channels);
  else if (has_noise && (!g_size_checked_mul (&n_bytes, source->n_rows, source->n_channels) ||
                         !g_size_checked_mul (&n_bytes, n_bytes, sizeof (double)) ||
                         n_bytes > parameters->memory_bytes))
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "residuals of %" G_GSIZE_FORMAT " rows x %" G_GSIZE_FORMAT
                 " channels need more than the %.0f MiB of memory that are allowed",
                 source->n_rows, source->n_channels, (double) parameters->memory_bytes / 0x1p20);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_all (CalRdmNoise *self, const CalPatterns *source, GError **error)
{
  gsize p = self->n_channels, n_at_once = MAX (READ_BYTES / sizeof (double) / p, 1);

  for (gsize r = 0; r < source->n_rows; r += n_at_once)
    if (!source->read (source->data, r, MIN (n_at_once, source->n_rows - r), 0, p,
                       self->residuals + r * p, error))
      return FALSE;
  return TRUE;
}

/* Subtracts from each row the mean of its group; rows that are left out go. Returns the number of
 * groups. */
static gsize
subtract_means (CalRdmNoise *self, const guint32 *groups, gsize n_groups)
{
  gsize p = self->n_channels, n_kept = 0, n_used = 0;
  g_autofree double *sums = g_new0 (double, n_groups *p);
  g_autofree gsize *counts = g_new0 (gsize, n_groups);

  for (gsize r = 0; r < self->n_rows; r++) {
    gsize group = groups != NULL ? groups[r] : 0;

    if (group >= n_groups)
      continue;
    n_used += counts[group]++ == 0;
    for (gsize c = 0; c < p; c++)
      sums[group * p + c] += self->residuals[r * p + c];
  }
  for (gsize r = 0; r < self->n_rows; r++) {
    gsize group = groups != NULL ? groups[r] : 0;

    if (group >= n_groups)
      continue;
    for (gsize c = 0; c < p; c++)
      self->residuals[n_kept * p + c] =
          self->residuals[r * p + c] - sums[group * p + c] / (double) counts[group];
    n_kept++;
  }
  self->n_rows = n_kept;
  return n_used;
}

static void
find_deviations (CalRdmNoise *self)
{
  for (gsize r = 0; r < self->n_rows; r++)
    for (gsize c = 0; c < self->n_channels; c++) {
      double value = self->residuals[r * self->n_channels + c];

      self->deviations[c] += value * value;
    }
  for (gsize c = 0; c < self->n_channels; c++)
    self->deviations[c] = sqrt (self->deviations[c] / self->degrees_of_freedom);
}

/**
 * cal_rdm_noise_init:
 * @residuals: (nullable): NULL takes the patterns less the mean of their condition
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the noise cannot be estimated, CAL_ERROR_LIMIT if the
 *   residuals need more memory than is allowed
 */
gboolean
cal_rdm_noise_init (CalRdmNoise *self,
                    const CalPatterns *patterns,
                    const CalPatterns *residuals,
                    const CalRdmDesign *design,
                    const CalRdmParameters *parameters,
                    GError **error)
{
  const CalPatterns *source = residuals != NULL ? residuals : patterns;
  gsize n_groups;

  *self = (CalRdmNoise){.parameters = parameters, .n_channels = patterns->n_channels};
  if (!check (patterns, residuals, parameters, error))
    return FALSE;
  if (parameters->normalisation == CAL_NOISE_NONE)
    return TRUE;
  if (residuals == NULL && design->conditions == NULL) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "noise needs residuals, or conditions that were repeated");
    return FALSE;
  }
  self->n_rows = source->n_rows;
  self->residuals = g_try_malloc_n (MAX (source->n_rows, 1), self->n_channels * sizeof (double));
  self->deviations = g_new0 (double, self->n_channels);
  if (self->residuals == NULL) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_LIMIT, "residuals do not fit in memory");
    return FALSE;
  }
  if (!read_all (self, source, error))
    return FALSE;
  n_groups = residuals != NULL ? subtract_means (self, NULL, 1)
                               : subtract_means (self, design->conditions, design->n_conditions);
  self->degrees_of_freedom = parameters->degrees_of_freedom > 0.0
                                 ? parameters->degrees_of_freedom
                                 : (double) self->n_rows - (double) n_groups;
  if (self->degrees_of_freedom <= 0.0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "the noise cannot be estimated from %" G_GSIZE_FORMAT " rows less %" G_GSIZE_FORMAT
                 " means: no condition is repeated",
                 self->n_rows, n_groups);
    return FALSE;
  }
  find_deviations (self);
  return TRUE;
}

void
cal_rdm_noise_clear (CalRdmNoise *self)
{
  g_clear_pointer (&self->residuals, g_free);
  g_clear_pointer (&self->deviations, g_free);
}

/**
 * cal_rdm_noise_prepare_rows:
 *
 * Drops the channels whose noise cannot be divided by, and has the rows divided by the noise if it
 * is univariate.
 */
void
cal_rdm_noise_prepare_rows (const CalRdmNoise *self, CalRdmRows *rows)
{
  if (self->parameters->normalisation == CAL_NOISE_NONE)
    return;
  for (gsize c = 0; c < self->n_channels; c++)
    if (!(self->deviations[c] > 0.0) || !isfinite (self->deviations[c]))
      rows->is_dropped[c] = 1;
  if (self->parameters->normalisation == CAL_NOISE_UNIVARIATE)
    rows->deviations = self->deviations;
}

/**
 * cal_rdm_noise_whiten:
 * @rows: all channels are chosen
 * @sums: of those that are kept; changed in place, if the noise is multivariate
 * @shrinkage: (out): of the covariance
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the covariance cannot be inverted
 */
gboolean
cal_rdm_noise_whiten (const CalRdmNoise *self,
                      const CalRdmRows *rows,
                      double *sums,
                      double *shrinkage,
                      GError **error)
{
  gsize p = self->n_channels, n = rows->n_kept;
  g_autofree double *kept = NULL;
  g_auto (CalWhitening) whitening = {0};
  double *covariance;

  if (self->parameters->normalisation != CAL_NOISE_MULTIVARIATE || n == 0)
    return TRUE;
  if (n < p) {
    kept = g_new (double, self->n_rows *n);
    for (gsize r = 0; r < self->n_rows; r++)
      for (gsize k = 0; k < n; k++)
        kept[r * n + k] = self->residuals[r * p + rows->kept[k]];
  }
  covariance = cal_noise_estimate_covariance (kept != NULL ? kept : self->residuals, self->n_rows,
                                              n, self->degrees_of_freedom,
                                              self->parameters->covariance, shrinkage, error);
  /* Only the correlation looks at single channels; all others at products of patterns. */
  if (covariance == NULL ||
      !cal_whitening_init (&whitening, covariance, n,
                           self->parameters->measure == CAL_RDM_CORRELATION, error))
    return FALSE;
  cal_whitening_apply (&whitening, sums, rows->n_conditions * rows->n_folds);
  return TRUE;
}
