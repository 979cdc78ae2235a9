/* rdm-rows.c - patterns made ready to be multiplied: averaged, cleaned, centred, normalised.
 *
 * Each row is finished while it is in the processor's cache. Whether a channel has to be dropped is
 * known only after all rows were seen: if one has, they are made once more without it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-rows.h"

#include <math.h>
#include <string.h>

#include "analysis/parallel.h"
#include "model/error.h"

/* Conditions that one piece of work makes. */
#define PIECE 8
/* Conditions whose mean is the origin of distances. */
#define N_ORIGIN 32
/* Bytes read at once where only one thread may read. */
#define READ_BYTES ((gsize) 32 << 20)

/* One pass over all conditions. */
typedef struct {
  CalRdmRows *rows;
  gsize fold;
  void *left;  /* (nullable) */
  void *right; /* (nullable) */
  const double *origin;
  double *sums; /* (nullable) */
  gboolean measures;
  int found_bad;      /* atomic */
  int found_negative; /* atomic: 1 + the condition */
} Pass;

static gboolean fail (GError **error, int code, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError **error, int code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, CAL_ERROR, code, message);
  return FALSE;
}

/**
 * cal_rdm_rows_dup_name:
 *
 * Returns: (transfer full): what a message calls a condition
 */
char *
cal_rdm_rows_dup_name (const CalRdmRows *self, gsize condition)
{
  return self->names != NULL ? g_strdup (self->names[condition])
                             : g_strdup_printf ("%" G_GSIZE_FORMAT, condition + 1);
}

/* Lists the rows of each condition of each fold. */
static gboolean
sort_rows (CalRdmRows *self, const CalRdmDesign *design, GError **error)
{
  gsize n_cells = self->n_conditions * self->n_folds, n_rows = self->patterns->n_rows;
  gboolean has_folds = self->n_folds > 1;

  self->cell_starts = g_new0 (gsize, n_cells + 2);
  self->cell_rows = g_new (guint32, MAX (n_rows, 1));
  for (int pass = 0; pass < 2; pass++) {
    for (gsize r = 0; r < n_rows; r++) {
      gsize condition = design->conditions != NULL ? design->conditions[r] : r;
      gsize cell = condition + (has_folds ? design->folds[r] * self->n_conditions : 0);

      if (condition == CAL_RDM_LEFT_OUT && design->conditions != NULL)
        continue;
      if (condition >= self->n_conditions || (has_folds && design->folds[r] >= self->n_folds))
        return fail (error, CAL_ERROR_ARGUMENT,
                     "row %" G_GSIZE_FORMAT " has a condition or a fold that there is not", r + 1);
      if (pass == 0)
        self->cell_starts[cell + 2]++;
      else
        self->cell_rows[self->cell_starts[cell + 1]++] = (guint32) r;
    }
    for (gsize cell = 0; pass == 0 && cell < n_cells; cell++)
      self->cell_starts[cell + 2] += self->cell_starts[cell + 1];
  }
  for (gsize cell = 0; cell < n_cells; cell++)
    if (self->cell_starts[cell + 1] == self->cell_starts[cell]) {
      g_autofree char *name = cal_rdm_rows_dup_name (self, cell % self->n_conditions);

      return has_folds ? fail (error, CAL_ERROR_ARGUMENT,
                               "condition \"%s\" has no row in fold %" G_GSIZE_FORMAT
                               "; crossnobis needs every condition in every fold",
                               name, cell / self->n_conditions + 1)
                       : fail (error, CAL_ERROR_ARGUMENT, "condition \"%s\" has no row", name);
    }
  return TRUE;
}

/**
 * cal_rdm_rows_init:
 * @patterns: not copied
 * @design: its names are not copied
 * @parameters: not copied
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the design does not fit the patterns
 */
gboolean
cal_rdm_rows_init (CalRdmRows *self,
                   const CalPatterns *patterns,
                   const CalRdmDesign *design,
                   const CalRdmParameters *parameters,
                   GError **error)
{
  gsize n = design->n_conditions;

  *self = (CalRdmRows){.patterns = patterns,
                       .parameters = parameters,
                       .n_conditions = n,
                       .n_folds = 1,
                       .names = design->names};
  if (n < 2)
    return fail (error, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " conditions; a distance needs at least 2", n);
  if (patterns->n_channels == 0 || patterns->n_rows >= CAL_RDM_LEFT_OUT ||
      patterns->n_channels > G_MAXINT / 2 || n > patterns->n_rows)
    return fail (error, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " conditions in patterns of %" G_GSIZE_FORMAT
                 " rows x %" G_GSIZE_FORMAT " channels",
                 n, patterns->n_rows, patterns->n_channels);
  if (design->conditions == NULL && n != patterns->n_rows)
    return fail (error, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " conditions, but patterns of %" G_GSIZE_FORMAT " rows", n,
                 patterns->n_rows);
  if (parameters->measure == CAL_RDM_CROSSNOBIS) {
    if (design->folds == NULL || design->n_folds < 2)
      return fail (error, CAL_ERROR_ARGUMENT,
                   "crossnobis needs folds, runs say, and at least 2 of them");
    self->n_folds = design->n_folds;
  }
  self->is_dropped = g_new0 (guint8, patterns->n_channels);
  self->mean = g_new0 (double, n);
  self->square = g_new0 (double, n);
  self->is_constant = g_new0 (guint8, n);
  self->first_value = g_new0 (double, n);
  return sort_rows (self, design, error);
}

void
cal_rdm_rows_clear (CalRdmRows *self)
{
  g_clear_pointer (&self->cell_starts, g_free);
  g_clear_pointer (&self->cell_rows, g_free);
  g_clear_pointer (&self->is_dropped, g_free);
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->mean, g_free);
  g_clear_pointer (&self->square, g_free);
  g_clear_pointer (&self->is_constant, g_free);
  g_clear_pointer (&self->first_value, g_free);
}

/**
 * cal_rdm_rows_is_normalised:
 *
 * Returns: whether rows are made of length 1, which needs cal_rdm_rows_measure() before
 *   cal_rdm_rows_make() if they come in several parts
 */
gboolean
cal_rdm_rows_is_normalised (const CalRdmRows *self)
{
  return self->parameters->measure == CAL_RDM_CORRELATION ||
         self->parameters->measure == CAL_RDM_COSINE;
}

static void
list_kept (CalRdmRows *self)
{
  self->n_kept = 0;
  for (gsize c = 0; c < self->n_channels; c++)
    if (!self->is_dropped[self->first + c])
      self->kept[self->n_kept++] = (guint32) c;
}

/* The sum of (value - @mean) to the power of 1 or 2. Several sums at once, as one would wait for
 * each addition. */
static double
sum_powers (const double *values, gsize n, double mean, int power)
{
  double sums[4] = {0.0}, rest = 0.0;
  gsize k = 0;

  if (power == 1)
    for (; k + 4 <= n; k += 4)
      for (int lane = 0; lane < 4; lane++)
        sums[lane] += values[k + lane] - mean;
  else
    for (; k + 4 <= n; k += 4)
      for (int lane = 0; lane < 4; lane++)
        sums[lane] += (values[k + lane] - mean) * (values[k + lane] - mean);
  for (; k < n; k++)
    rest += power == 1 ? values[k] - mean : (values[k] - mean) * (values[k] - mean);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
}

/* The sum of a cell's rows over the channels that are kept. */
static void
sum_cell (Pass *pass, gsize cell, double *row, double *sum)
{
  const CalRdmRows *self = pass->rows;
  const CalPatterns *patterns = self->patterns;
  gsize start = self->cell_starts[cell], end = self->cell_starts[cell + 1];

  if (self->sums != NULL) {
    memcpy (sum, self->sums + cell * self->n_kept, self->n_kept * sizeof *sum);
    return;
  }
  for (gsize r = start; r < end; r++) {
    double *into = r == start ? sum : row;
    gsize index = self->cell_rows[r];

    if (self->block != NULL)
      memcpy (into, self->block + index * self->n_channels, self->n_channels * sizeof *into);
    else
      patterns->read (patterns->data, index, 1, self->first, self->n_channels, into, NULL);
    for (gsize c = 0; r > start && c < self->n_channels; c++)
      sum[c] += row[c];
  }
  /* A sum tells of all channels at once, but not of which. */
  for (gsize c = isfinite (sum_powers (sum, self->n_channels, 0.0, 1)) ? self->n_channels : 0;
       c < self->n_channels; c++)
    if (!isfinite (sum[c]) && !self->is_dropped[self->first + c]) {
      /* Other pieces may write the same 1 at the same time. */
      __atomic_store_n (&self->is_dropped[self->first + c], 1, __ATOMIC_RELAXED);
      g_atomic_int_set (&pass->found_bad, 1);
    }
  if (self->n_kept < self->n_channels)
    for (gsize k = 0; k < self->n_kept; k++)
      sum[k] = sum[self->kept[k]];
  if (self->deviations != NULL)
    for (gsize k = 0; k < self->n_kept; k++)
      sum[k] /= self->deviations[self->first + self->kept[k]];
}

/* What is multiplied for one condition, before it is centred: @right is the same as @left but of
 * the measures with two sides. */
static void
average (Pass *pass, gsize condition, double *row, double *left, double *right)
{
  const CalRdmRows *self = pass->rows;
  const CalRdmParameters *parameters = self->parameters;
  gsize n = self->n_kept, n_train = 0, n_test = 0;

  if (parameters->measure != CAL_RDM_CROSSNOBIS) {
    sum_cell (pass, condition, row, left);
    n_test = self->cell_starts[condition + 1] - self->cell_starts[condition];
    for (gsize k = 0; n_test > 1 && k < n; k++)
      left[k] /= (double) n_test;
    if (parameters->measure == CAL_RDM_POISSON)
      for (gsize k = 0; k < n; k++) {
        left[k] = (left[k] + parameters->prior_rate * parameters->prior_weight) /
                  (1.0 + parameters->prior_weight);
        if (left[k] <= 0.0)
          g_atomic_int_set (&pass->found_negative, (int) condition + 1);
        right[k] = log (left[k]);
      }
    return;
  }
  memset (left, 0, n * sizeof *left);
  for (gsize fold = 0; fold < self->n_folds; fold++) {
    gsize cell = fold * self->n_conditions + condition;
    gsize count = self->cell_starts[cell + 1] - self->cell_starts[cell];

    sum_cell (pass, cell, row, right);
    if (fold != pass->fold) {
      n_train += count;
      for (gsize k = 0; k < n; k++)
        left[k] += right[k];
    }
  }
  sum_cell (pass, pass->fold * self->n_conditions + condition, row, right);
  n_test = self->cell_starts[pass->fold * self->n_conditions + condition + 1] -
           self->cell_starts[pass->fold * self->n_conditions + condition];
  for (gsize k = 0; k < n; k++) {
    left[k] /= (double) n_train;
    right[k] /= (double) n_test;
  }
}

/* Adds channels to what is known of a condition: by the pairwise formula of Chan, Golub and
 * LeVeque, which loses nothing where the mean is large. */
static void
measure_row (CalRdmRows *self, gsize condition, const double *values)
{
  gboolean centres = self->parameters->measure == CAL_RDM_CORRELATION;
  double n = (double) self->n_kept, before = (double) self->n_measured;
  double mean = 0.0, square, delta, first;
  gsize n_same = 0;

  if (self->n_kept == 0)
    return;
  first = before > 0.0 ? self->first_value[condition] : centres ? values[0] : 0.0;
  while (n_same < self->n_kept && values[n_same] == first)
    n_same++;
  if (centres)
    mean = sum_powers (values, self->n_kept, 0.0, 1) / n;
  square = sum_powers (values, self->n_kept, mean, 2);
  if (before == 0.0) {
    self->mean[condition] = mean;
    self->square[condition] = square;
    self->is_constant[condition] = n_same == self->n_kept;
    self->first_value[condition] = first;
    return;
  }
  delta = mean - self->mean[condition];
  self->mean[condition] += delta * n / (before + n);
  self->square[condition] += square + delta * delta * before * n / (before + n);
  self->is_constant[condition] &= n_same == self->n_kept;
}

static void
put_row (
    const CalRdmRows *self, gsize condition, const double *values, const double *origin, void *out)
{
  gboolean is_normalised = cal_rdm_rows_is_normalised (self);
  double mean = is_normalised ? self->mean[condition] : 0.0;
  double factor = is_normalised ? 1.0 / sqrt (self->square[condition]) : 1.0;
  gsize first = condition * self->n_kept;

  if (is_normalised && self->is_constant[condition])
    factor = 0.0;
  if (self->parameters->precision == CAL_PRECISION_SINGLE)
    for (gsize k = 0; k < self->n_kept; k++)
      ((float *) out)[first + k] =
          (float) (is_normalised ? (values[k] - mean) * factor : values[k] - origin[self->kept[k]]);
  else
    for (gsize k = 0; k < self->n_kept; k++)
      ((double *) out)[first + k] =
          is_normalised ? (values[k] - mean) * factor : values[k] - origin[self->kept[k]];
}

static void
make_piece (gsize piece, gpointer data)
{
  Pass *pass = data;
  CalRdmRows *self = pass->rows;
  gsize n = MAX (self->n_channels, 1), end = MIN ((piece + 1) * PIECE, self->n_conditions);
  g_autofree double *row = g_new (double, 3 * n);
  double *left = row + n, *right = row + 2 * n;

  for (gsize condition = piece * PIECE; condition < end; condition++) {
    average (pass, condition, row, left, right);
    if (pass->measures)
      measure_row (self, condition, left);
    if (pass->left != NULL)
      put_row (self, condition, left, pass->origin, pass->left);
    if (pass->right != NULL)
      put_row (self, condition, right, pass->origin + self->n_channels, pass->right);
  }
}

static void
sum_piece (gsize cell, gpointer data)
{
  Pass *pass = data;
  CalRdmRows *self = pass->rows;
  g_autofree double *row = g_new (double, 2 * MAX (self->n_channels, 1));
  double *sum = row + self->n_channels;

  sum_cell (pass, cell, row, sum);
  memcpy (pass->sums + cell * self->n_kept, sum, self->n_kept * sizeof *sum);
}

static void
run_pass (Pass *pass, gsize n_pieces, CalPieceFunc func)
{
  do {
    list_kept (pass->rows);
    pass->found_bad = 0;
    cal_parallel_run (n_pieces, func, pass);
  } while (pass->found_bad);
}

/**
 * cal_rdm_rows_choose:
 * @first: of the channels that are worked on from now on
 * @n_channels: at least 1
 *
 * Reads them, if only one thread may.
 *
 * Returns: FALSE with @error set if they cannot be read
 */
gboolean
cal_rdm_rows_choose (CalRdmRows *self, gsize first, gsize n_channels, GError **error)
{
  const CalPatterns *patterns = self->patterns;
  gsize n_at_once = MAX (READ_BYTES / sizeof (double) / n_channels, 1);

  self->first = first;
  self->n_channels = n_channels;
  g_free (self->kept);
  self->kept = g_new (guint32, n_channels);
  list_kept (self);
  g_clear_pointer (&self->block, g_free);
  if (patterns->is_concurrent)
    return TRUE;
  self->block = g_try_malloc_n (patterns->n_rows, n_channels * sizeof (double));
  if (self->block == NULL)
    return fail (error, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " rows of %" G_GSIZE_FORMAT " channels do not fit in memory",
                 patterns->n_rows, n_channels);
  for (gsize r = 0; r < patterns->n_rows; r += n_at_once)
    if (!patterns->read (patterns->data, r, MIN (n_at_once, patterns->n_rows - r), first,
                         n_channels, self->block + r * n_channels, error))
      return FALSE;
  return TRUE;
}

/**
 * cal_rdm_rows_measure:
 *
 * Adds the chosen channels to the mean and the length of each row, and finds those to be dropped.
 */
void
cal_rdm_rows_measure (CalRdmRows *self)
{
  gsize n = self->n_conditions;
  g_autofree double *mean = g_memdup2 (self->mean, n * sizeof *mean);
  g_autofree double *square = g_memdup2 (self->square, n * sizeof *square);
  g_autofree guint8 *is_constant = g_memdup2 (self->is_constant, n);
  Pass pass = {.rows = self, .measures = TRUE};

  do {
    memcpy (self->mean, mean, n * sizeof *mean);
    memcpy (self->square, square, n * sizeof *square);
    memcpy (self->is_constant, is_constant, n);
    list_kept (self);
    pass.found_bad = 0;
    cal_parallel_run ((n + PIECE - 1) / PIECE, make_piece, &pass);
  } while (pass.found_bad);
  self->n_measured += self->n_kept;
}

/**
 * cal_rdm_rows_sum:
 * @sums: (out caller-allocates): for each condition of each fold, of the channels that are kept
 *
 * Finds which channels are to be dropped and sums up the rows of each condition of each fold. Set
 * as the member @sums they are what rows are made from.
 */
void
cal_rdm_rows_sum (CalRdmRows *self, double *sums)
{
  Pass pass = {.rows = self, .sums = sums};

  run_pass (&pass, self->n_conditions * self->n_folds, sum_piece);
}

/* Squared distances do not depend on the origin; near the patterns, no digits are lost. */
static void
find_origin (Pass *pass, double *origin)
{
  CalRdmRows *self = pass->rows;
  gsize n = self->n_channels, step = MAX (self->n_conditions / N_ORIGIN, 1), count = 0;
  g_autofree double *row = g_new (double, 3 * n);

  memset (origin, 0, 2 * n * sizeof *origin);
  memset (row, 0, 3 * n * sizeof *row);
  for (gsize condition = 0; condition < self->n_conditions; condition += step, count++) {
    average (pass, condition, row, row + n, row + 2 * n);
    for (gsize k = 0; k < self->n_kept; k++) {
      origin[self->kept[k]] += row[n + k];
      origin[n + self->kept[k]] += row[2 * n + k];
    }
  }
  for (gsize k = 0; k < 2 * n; k++)
    origin[k] /= (double) count;
}

/**
 * cal_rdm_rows_make:
 * @fold: the one left out by crossnobis
 * @left: (out caller-allocates): n_conditions x n_kept, of the parameters' precision
 * @right: (nullable) (out caller-allocates): as many, for crossnobis and poisson
 *
 * Makes the rows whose products give the distances. Room is needed for all channels that were
 * chosen; those that turn out to be no numbers are left out.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if poisson meets a rate that is not positive
 */
gboolean
cal_rdm_rows_make (CalRdmRows *self, gsize fold, void *left, void *right, GError **error)
{
  g_autofree double *origin = g_new (double, 2 * self->n_channels);
  Pass pass = {.rows = self,
               .fold = fold,
               .left = left,
               .right = right,
               .origin = origin,
               .measures = cal_rdm_rows_is_normalised (self) && self->n_measured == 0};

  if (!cal_rdm_rows_is_normalised (self))
    find_origin (&pass, origin);
  run_pass (&pass, (self->n_conditions + PIECE - 1) / PIECE, make_piece);
  if (pass.found_negative > 0) {
    g_autofree char *name = cal_rdm_rows_dup_name (self, (gsize) pass.found_negative - 1);

    return fail (error, CAL_ERROR_ARGUMENT,
                 "condition \"%s\" has a negative value; poisson expects counts or rates", name);
  }
  return TRUE;
}
