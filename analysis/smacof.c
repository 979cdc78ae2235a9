/* smacof.c - multidimensional scaling by majorisation.
 *
 * The Guttman transform X <- V+ B(X) X lowers the stress at every step (de Leeuw 1977, in Recent
 * Developments in Statistics, 133); for the non-metric kind a monotone regression goes before each
 * step.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/smacof.h"

#include <math.h>
#include <string.h>

#include "analysis/mds-classical.h"
#include "analysis/parallel.h"
#include "analysis/smacof-pass.h"
#include "analysis/smacof-targets.h"
#include "model/error.h"

/* Work is cut by the number of points alone, so that sums do not depend on the machine. */
#define N_PIECES 16
#define MIN_POINTS_TO_CUT 250
#define SHOW_EVERY_US 40000

typedef struct {
  const CalSmacofOptions *options;
  CalSmacofTargets targets;
  gsize n;
  guint n_pieces;
  CalSmacofPass passes[N_PIECES];
  double *coordinates; /* n_dims x n */
  double *pulls;       /* n_pieces x n_dims x n */
  double *distances;   /* of the non-metric kind */
  gint64 shown;
} Smacof;

static void
smacof_clear (Smacof *self)
{
  cal_smacof_targets_clear (&self->targets);
  g_free (self->coordinates);
  g_free (self->pulls);
  g_free (self->distances);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Smacof, smacof_clear)

static void
smacof_init (Smacof *self, const CalSmacofOptions *options, gsize n_pairs)
{
  gsize n = self->n, size = n * options->n_dims;

  self->options = options;
  self->n_pieces = n < MIN_POINTS_TO_CUT ? 1 : N_PIECES;
  self->coordinates = g_new (double, size);
  self->pulls = g_new (double, size * self->n_pieces);
  self->distances = options->is_metric ? NULL : g_new (double, n_pairs);
  for (guint piece = 0; piece < self->n_pieces; piece++) {
    double share = (double) (piece + 1) / self->n_pieces;

    /* rows get shorter: each piece gets as many pairs */
    self->passes[piece] = (CalSmacofPass){
        .n = n,
        .n_dims = options->n_dims,
        .first = piece == 0 ? 0 : self->passes[piece - 1].end,
        .end = piece + 1 == self->n_pieces ? n : (gsize) ((double) n * (1.0 - sqrt (1.0 - share))),
        .targets = self->targets.values,
        .coordinates = self->coordinates,
        .pull = self->pulls + piece * size,
    };
  }
}

static void
measure_piece (gsize piece, gpointer data)
{
  Smacof *self = data;

  cal_smacof_measure (&self->passes[piece], self->distances);
}

static void
pass_piece (gsize piece, gpointer data)
{
  Smacof *self = data;

  cal_smacof_pass (&self->passes[piece]);
}

/* The stress of the points as they are; their next places are left in the first of the pulls. */
static void
step (Smacof *self, double *stress, double *squares)
{
  gsize size = self->n * self->options->n_dims;

  if (self->distances != NULL) {
    cal_parallel_run (self->n_pieces, measure_piece, self);
    cal_smacof_targets_follow (&self->targets, self->distances);
  }
  cal_parallel_run (self->n_pieces, pass_piece, self);
  *stress = self->passes[0].stress;
  *squares = self->passes[0].squares;
  for (guint piece = 1; piece < self->n_pieces; piece++) {
    *stress += self->passes[piece].stress;
    *squares += self->passes[piece].squares;
    for (gsize e = 0; e < size; e++)
      self->pulls[e] += self->pulls[piece * size + e];
  }
  cal_smacof_targets_solve (&self->targets, self->pulls, self->options->n_dims);
}

static void
copy_points (const Smacof *self, double *points)
{
  guint n_dims = self->options->n_dims;

  for (gsize i = 0; i < self->n; i++)
    for (guint c = 0; c < n_dims; c++)
      points[i * n_dims + c] = self->coordinates[c * self->n + i];
}

static void
show (Smacof *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree double *points = NULL;

  if (self->options->show == NULL || now - self->shown < SHOW_EVERY_US)
    return;
  self->shown = now;
  points = g_new (double, self->n * self->options->n_dims);
  copy_points (self, points);
  self->options->show (points, self->options->data);
}

/* Normal numbers, of the size that the targets have. */
static void
scatter (Smacof *self, guint start)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (self->options->seed + start);
  gsize n_pairs = self->n * (self->n - 1) / 2, n_counted = 0;
  double squares = 0.0, spread;

  for (gsize p = 0; p < n_pairs; p++)
    if (!isnan (self->targets.values[p])) {
      squares += self->targets.values[p] * self->targets.values[p];
      n_counted++;
    }
  spread = squares > 0.0 && self->distances == NULL
               ? sqrt (squares / (double) n_counted / 2.0 / self->options->n_dims)
               : 1.0;
  for (gsize e = 0; e < self->n * self->options->n_dims; e += 2) {
    double radius = sqrt (-2.0 * log (1.0 - g_rand_double (random)));
    double angle = 2.0 * G_PI * g_rand_double (random);

    self->coordinates[e] = spread * radius * cos (angle);
    if (e + 1 < self->n * self->options->n_dims)
      self->coordinates[e + 1] = spread * radius * sin (angle);
  }
}

/* Whether points fill all dimensions: what is flat stays flat. */
static gboolean
is_spread (const double *points, gsize n, guint n_dims)
{
  for (guint c = 0; c < n_dims; c++) {
    gsize i = 0;

    while (i < n && points[i * n_dims + c] == points[c])
      i++;
    if (i == n)
      return FALSE;
  }
  return TRUE;
}

static gboolean
begin (Smacof *self, CalRdm *rdm, guint start, CalJob *job, GError **error)
{
  guint n_dims = self->options->n_dims;
  const double *points = start == 0 ? self->options->start : NULL;
  g_autofree double *classical = NULL;

  if (points == NULL && start == 0 && self->targets.n_missing == 0 && self->n > n_dims) {
    CalMdsFit fit;

    points = classical = g_new (double, self->n *n_dims);
    if (!cal_mds_classical (rdm, self->options->is_squared, n_dims, classical, &fit, job, error))
      return FALSE;
  }
  if (points == NULL || !is_spread (points, self->n, n_dims))
    scatter (self, start);
  else
    for (gsize i = 0; i < self->n; i++)
      for (guint c = 0; c < n_dims; c++)
        self->coordinates[c * self->n + i] = points[i * n_dims + c];
  return TRUE;
}

static gboolean
run_start (Smacof *self, CalRdm *rdm, guint start, CalSmacofFit *fit, CalJob *job, GError **error)
{
  const CalSmacofOptions *options = self->options;
  double last = (double) INFINITY, squares;

  if (!begin (self, rdm, start, job, error))
    return FALSE;
  fit->best_start = start;
  fit->converged = FALSE;
  for (fit->n_iterations = 0;; fit->n_iterations++) {
    double done = (double) fit->n_iterations / (options->max_iterations + 1.0);

    if (!cal_job_check (job, error))
      return FALSE;
    cal_job_report (job, (start + done) / options->n_starts, "Placing conditions");
    if (start == 0)
      show (self);
    step (self, &fit->raw_stress, &squares);
    fit->converged = isfinite (last) && last - fit->raw_stress <= options->tolerance * last;
    if (fit->converged || fit->n_iterations == options->max_iterations)
      break;
    last = fit->raw_stress;
    memcpy (self->coordinates, self->pulls, self->n * options->n_dims * sizeof *self->coordinates);
  }
  fit->stress = squares > 0.0 ? sqrt (fit->raw_stress / squares) : 0.0;
  return TRUE;
}

/**
 * cal_smacof:
 * @rdm: NaN dissimilarities have weight 0, all others 1
 * @options: see #CalSmacofOptions; n_starts at least 1
 * @points: (out caller-allocates): n_conditions x n_dims; the configuration of least stress
 * @fit: (out): how well it went
 * @job: (nullable): told how far it is, may cancel
 *
 * The same numbers on any number of cores. From any thread.
 *
 * Returns: FALSE with @error set: the dissimilarities cannot be distances, or cancelled
 */
gboolean
cal_smacof (CalRdm *rdm,
            const CalSmacofOptions *options,
            double *points,
            CalSmacofFit *fit,
            CalJob *job,
            GError **error)
{
  g_auto (Smacof) smacof = {.n = cal_rdm_get_desc (rdm)->n_conditions};

  g_return_val_if_fail (options->n_dims == 2 || options->n_dims == 3, FALSE);
  g_return_val_if_fail (options->n_starts >= 1, FALSE);

  if (!cal_smacof_targets_init (&smacof.targets, rdm, options->is_metric, options->is_squared,
                                error)) {
    g_prefix_error (error, "RDM \"%s\": ", cal_rdm_get_desc (rdm)->name);
    return FALSE;
  }
  smacof_init (&smacof, options, cal_rdm_get_n_pairs (rdm));
  for (guint start = 0; start < options->n_starts; start++) {
    CalSmacofFit this_fit = {0};

    if (!run_start (&smacof, rdm, start, &this_fit, job, error))
      return FALSE;
    if (start == 0 || this_fit.stress < fit->stress) {
      *fit = this_fit;
      copy_points (&smacof, points);
    }
  }
  fit->n_missing = smacof.targets.n_missing;
  return TRUE;
}
