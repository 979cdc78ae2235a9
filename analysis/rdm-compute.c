/* rdm-compute.c - RDMs from patterns.
 *
 * Channels are worked on in parts that fit in the memory allowed, so that patterns may be larger
 * than that: each part adds to all distances. The measures that normalise patterns read them twice.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-compute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "analysis/rdm-noise.h"
#include "analysis/rdm-rows.h"
#include "model/error.h"

/* Parts are this many channels or a multiple, if all do not fit. */
#define PART_STEP 64
#define PAGE_BYTES ((gsize) 2 << 20)
/* Conditions whose distances are computed once more in double precision. */
#define N_CHECKED 48

/* One computation. */
typedef struct {
  CalRdmRows *rows;
  const CalRdmNoise *noise;
  CalRdmStrips *strips;
  CalRdmReport *report;
  CalJob *job;
  gsize part;
  gboolean has_sums;
  void *left;
  void *right; /* NULL for measures with one side */
  double *sums;
  gsize n_used;
} Computation;

void
cal_rdm_report_clear (CalRdmReport *self)
{
  g_clear_pointer (&self->undefined, g_array_unref);
  g_clear_pointer (&self->is_dropped, g_free);
}

/* Memory for many rows, in large pages, which are there sooner. */
static void *
allocate (gsize n, gsize size)
{
  gsize n_bytes;
  void *memory = NULL;

  if (!g_size_checked_mul (&n_bytes, n, size) ||
      posix_memalign (&memory, PAGE_BYTES, MAX (n_bytes, 1)) != 0)
    return NULL;
  madvise (memory, n_bytes, MADV_HUGEPAGE);
  return memory;
}

/* How many channels are worked on at once. */
static gboolean
choose_part (Computation *self, GError **error)
{
  const CalRdmRows *rows = self->rows;
  const CalRdmParameters *parameters = rows->parameters;
  gsize n = rows->n_conditions, p = rows->patterns->n_channels;
  gsize n_sides =
      parameters->measure == CAL_RDM_CROSSNOBIS || parameters->measure == CAL_RDM_POISSON ? 2 : 1;
  gsize size = parameters->precision == CAL_PRECISION_SINGLE ? sizeof (float) : sizeof (double);
  gsize column = n_sides * size * n;

  self->has_sums = parameters->measure == CAL_RDM_CROSSNOBIS ||
                   parameters->normalisation == CAL_NOISE_MULTIVARIATE;
  if (self->has_sums)
    column += n * rows->n_folds * sizeof (double);
  if (!rows->patterns->is_concurrent)
    column += rows->patterns->n_rows * sizeof (double);
  self->part = MIN (parameters->memory_bytes / column, p);
  if (self->part < p)
    self->part = self->part / PART_STEP * PART_STEP;
  if (self->part == 0 || (self->part < p && parameters->normalisation == CAL_NOISE_MULTIVARIATE)) {
    g_set_error (
        error, CAL_ERROR, CAL_ERROR_LIMIT,
        "%" G_GSIZE_FORMAT " conditions x %" G_GSIZE_FORMAT
        " channels need %.0f MiB of memory; %.0f MiB are allowed",
        n, p,
        (double) column *
            (double) (parameters->normalisation == CAL_NOISE_MULTIVARIATE ? p : PART_STEP) / 0x1p20,
        (double) parameters->memory_bytes / 0x1p20);
    return FALSE;
  }
  self->left = allocate (self->part, n * size);
  if (n_sides == 2)
    self->right = allocate (self->part, n * size);
  if (self->has_sums)
    self->sums = allocate (self->part, n * rows->n_folds * sizeof (double));
  if (self->left == NULL || (n_sides == 2 && self->right == NULL) ||
      (self->has_sums && self->sums == NULL)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " conditions x %" G_GSIZE_FORMAT
                 " channels do not fit in memory",
                 n, self->part);
    return FALSE;
  }
  return TRUE;
}

/* Rows of one part, and what they add to the distances. */
static gboolean
add_part (Computation *self, const double fractions[2], GError **error)
{
  CalRdmRows *rows = self->rows;
  gsize n_folds = rows->n_folds;
  gboolean sound = TRUE;

  rows->sums = NULL;
  if (self->has_sums) {
    cal_rdm_rows_sum (rows, self->sums);
    if (!cal_rdm_noise_whiten (self->noise, rows, self->sums, &self->report->shrinkage, error))
      return FALSE;
    rows->sums = self->sums;
  }
  for (gsize fold = 0; sound && fold < n_folds; fold++) {
    double step = (fractions[1] - fractions[0]) / (double) n_folds;
    double begin = fractions[0] + step * (double) fold;

    sound = cal_job_check (self->job, error) &&
            cal_rdm_rows_make (rows, fold, self->left, self->right, error) &&
            cal_rdm_strips_add (self->strips, self->left, self->right, rows->n_kept, self->job,
                                (const double[2]){begin, begin + step}, error);
  }
  rows->sums = NULL;
  self->n_used += rows->n_kept;
  return sound;
}

static gboolean
add_all (Computation *self, GError **error)
{
  CalRdmRows *rows = self->rows;
  gsize p = rows->patterns->n_channels;
  gsize n_parts = (p + self->part - 1) / self->part;
  double begin = 0.0;

  if (n_parts > 1 && cal_rdm_rows_is_normalised (rows)) {
    for (gsize first = 0; first < p; first += self->part) {
      if (!cal_job_check (self->job, error) ||
          !cal_rdm_rows_choose (rows, first, MIN (self->part, p - first), error))
        return FALSE;
      cal_rdm_rows_measure (rows);
      cal_job_report (self->job, 0.25 * (double) first / (double) p, "Measuring patterns");
      self->report->n_parts++;
    }
    begin = 0.25;
  }
  cal_job_report (self->job, begin, "Computing distances");
  for (gsize first = 0; first < p; first += self->part) {
    gsize n = MIN (self->part, p - first);
    double from = begin + (1.0 - begin) * (double) first / (double) p;
    double to = begin + (1.0 - begin) * (double) (first + n) / (double) p;

    if (!cal_rdm_rows_choose (rows, first, n, error) ||
        !add_part (self, (const double[2]){from, to}, error))
      return FALSE;
    self->report->n_parts++;
  }
  return TRUE;
}

static double
get_scale (const Computation *self)
{
  const CalRdmRows *rows = self->rows;

  switch (rows->parameters->measure) {
  case CAL_RDM_CORRELATION:
  case CAL_RDM_COSINE:
    return 0.5;
  case CAL_RDM_EUCLIDEAN_ROOT:
    return 1.0;
  case CAL_RDM_EUCLIDEAN:
  case CAL_RDM_MAHALANOBIS:
  case CAL_RDM_CROSSNOBIS:
  case CAL_RDM_POISSON:
  default:
    return 1.0 / ((double) self->n_used * (double) rows->n_folds);
  }
}

static gboolean
run (Computation *self, GError **error)
{
  CalRdmRows *rows = self->rows;
  gboolean is_normalised = cal_rdm_rows_is_normalised (rows);

  if (!choose_part (self, error) || !add_all (self, error))
    return FALSE;
  if (self->n_used == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "each of the %" G_GSIZE_FORMAT
                 " channels has a value that is not a finite number, or noise that does not vary",
                 rows->patterns->n_channels);
    return FALSE;
  }
  cal_rdm_strips_finish (self->strips, get_scale (self),
                         rows->parameters->measure == CAL_RDM_EUCLIDEAN_ROOT,
                         is_normalised ? rows->is_constant : NULL);
  for (guint32 c = 0; is_normalised && c < rows->n_conditions; c++)
    if (rows->is_constant[c])
      g_array_append_val (self->report->undefined, c);
  self->report->n_channels = self->n_used;
  self->report->n_dropped = rows->patterns->n_channels - self->n_used;
  self->report->is_dropped = g_steal_pointer (&rows->is_dropped);
  return TRUE;
}

static gboolean
compute (const CalPatterns *patterns,
         const CalRdmDesign *design,
         const CalRdmParameters *parameters,
         const CalRdmNoise *noise,
         const guint8 *is_dropped,
         CalRdmStrips *strips,
         CalRdmReport *report,
         CalJob *job,
         GError **error)
{
  g_auto (CalRdmRows) rows = {NULL};
  Computation self = {
      .rows = &rows, .noise = noise, .strips = strips, .report = report, .job = job};
  gboolean sound;

  if (!cal_rdm_rows_init (&rows, patterns, design, parameters, error))
    return FALSE;
  if (is_dropped != NULL)
    memcpy (rows.is_dropped, is_dropped, patterns->n_channels);
  cal_rdm_noise_prepare_rows (noise, &rows);
  sound = run (&self, error);
  free (self.left);
  free (self.right);
  free (self.sums);
  return sound;
}

/**
 * cal_rdm_compute_strips:
 * @residuals: (nullable): what the noise is estimated from, as many channels; NULL takes the
 *   patterns less the mean of their condition
 * @strips: of n_conditions rows and the parameters' precision, all 0; those of other processes are
 *   left out
 * @report: (out caller-allocates): cleared with cal_rdm_report_clear()
 * @job: (nullable)
 *
 * Channels where a row that is used is not a finite number are dropped. Distances of patterns that
 * the measure is not defined for are NaN.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the parameters do not fit the data, CAL_ERROR_LIMIT if
 *   they need more memory than is allowed, G_IO_ERROR_CANCELLED if it was stopped
 */
gboolean
cal_rdm_compute_strips (const CalPatterns *patterns,
                        const CalPatterns *residuals,
                        const CalRdmDesign *design,
                        const CalRdmParameters *parameters,
                        CalRdmStrips *strips,
                        CalRdmReport *report,
                        CalJob *job,
                        GError **error)
{
  g_auto (CalRdmNoise) noise = {NULL};

  *report = (CalRdmReport){.undefined = g_array_new (FALSE, FALSE, sizeof (guint32))};
  if (!cal_rdm_noise_init (&noise, patterns, residuals, design, parameters, error))
    return FALSE;
  report->n_residuals = noise.n_rows;
  report->degrees_of_freedom = noise.degrees_of_freedom;
  return compute (patterns, design, parameters, &noise, NULL, strips, report, job, error);
}

/**
 * cal_rdm_compute:
 *
 * As cal_rdm_compute_strips(), all strips; in single precision the error is measured.
 *
 * Returns: (transfer full): n (n - 1) / 2 distances, float64 or float32, of the pairs i < j row by
 *   row; NULL with @error set
 */
CalArray *
cal_rdm_compute (const CalPatterns *patterns,
                 const CalPatterns *residuals,
                 const CalRdmDesign *design,
                 const CalRdmParameters *parameters,
                 CalRdmReport *report,
                 CalJob *job,
                 GError **error)
{
  gboolean is_single = parameters->precision == CAL_PRECISION_SINGLE;
  gsize n = design->n_conditions, n_pairs;
  g_auto (CalRdmStrips) strips = {0};
  g_autoptr (GBytes) bytes = NULL;

  *report = (CalRdmReport){.undefined = NULL};
  if (n < 2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " conditions; a distance needs at least 2", n);
    return NULL;
  }
  if (!cal_rdm_strips_init (&strips, n, is_single, 0, 1, error) ||
      !cal_rdm_compute_strips (patterns, residuals, design, parameters, &strips, report, job,
                               error) ||
      (is_single && !cal_rdm_check_single (patterns, residuals, design, parameters, strips.whole,
                                           report, job, error)))
    return NULL;
  cal_rdm_count_pairs (n, &n_pairs);
  bytes = g_bytes_new_take (g_steal_pointer (&strips.whole),
                            n_pairs * (is_single ? sizeof (float) : sizeof (double)));
  g_clear_pointer (&strips.strips, g_free);
  return cal_array_new (is_single ? CAL_DTYPE_FLOAT32 : CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes,
                        error);
}

static void
compare (const double *exact,
         const float *dissimilarities,
         gsize n,
         gsize n_checked,
         gsize step,
         CalRdmReport *report)
{
  for (gsize i = 0, k = 0; i < n_checked; i++)
    for (gsize j = i + 1; j < n_checked; j++, k++) {
      double found = dissimilarities[cal_rdm_pair_index (n, i * step, j * step)];
      double difference = fabs (found - exact[k]);

      if (isnan (exact[k]) && isnan (found))
        continue;
      report->n_checked++;
      report->largest_error = fmax (report->largest_error, difference);
      if (exact[k] != 0.0)
        report->largest_relative_error =
            fmax (report->largest_relative_error, difference / fabs (exact[k]));
    }
}

/**
 * cal_rdm_check_single:
 * @dissimilarities: (nullable): n (n - 1) / 2, computed in single precision from the same; NULL in
 *   a process that reads along, but does not have them
 * @report: of that computation; gets the errors
 *
 * Computes the distances of some conditions, evenly spread, once more in double precision.
 *
 * Returns: FALSE with @error set, as cal_rdm_compute_strips()
 */
gboolean
cal_rdm_check_single (const CalPatterns *patterns,
                      const CalPatterns *residuals,
                      const CalRdmDesign *design,
                      const CalRdmParameters *parameters,
                      const float *dissimilarities,
                      CalRdmReport *report,
                      CalJob *job,
                      GError **error)
{
  gsize n = design->n_conditions, step = (n + N_CHECKED - 1) / N_CHECKED;
  gsize n_checked = (n + step - 1) / step;
  g_autofree guint32 *conditions = g_new (guint32, patterns->n_rows);
  g_autofree const char **names = design->names != NULL ? g_new (const char *, n_checked) : NULL;
  g_auto (CalRdmStrips) strips = {0};
  g_auto (CalRdmReport) ignored = {0};
  g_auto (CalRdmNoise) noise = {NULL};
  CalRdmParameters exact = *parameters;
  CalRdmDesign part = *design;

  for (gsize r = 0; r < patterns->n_rows; r++) {
    gsize condition = design->conditions != NULL ? design->conditions[r] : r;

    conditions[r] =
        condition < n && condition % step == 0 ? (guint32) (condition / step) : CAL_RDM_LEFT_OUT;
  }
  for (gsize c = 0; names != NULL && c < n_checked; c++)
    names[c] = design->names[c * step];
  part.n_conditions = n_checked;
  part.conditions = conditions;
  part.names = names;
  exact.precision = CAL_PRECISION_DOUBLE;
  ignored.undefined = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!cal_rdm_strips_init (&strips, n_checked, FALSE, 0, 1, error) ||
      !cal_rdm_noise_init (&noise, patterns, residuals, design, parameters, error) ||
      !compute (patterns, &part, &exact, &noise, report->is_dropped, &strips, &ignored, job, error))
    return FALSE;
  if (dissimilarities != NULL)
    compare (strips.whole, dissimilarities, n, n_checked, step, report);
  return TRUE;
}
