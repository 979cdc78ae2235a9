/* trsa-grid.c - how reliable RDMs are, and how well they tell regions apart, for every l and u.
 *
 * Selection is that of Lin and Kriegeskorte 2023: subjects are left out in turn, and each RDM of
 * the one left out is given the region whose mean over the others' transformed RDMs is nearest, by
 * Euclidean distance.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/trsa-grid.h"

#include <math.h>

#include "analysis/parallel.h"
#include "analysis/rsa-noise-ceiling.h"
#include "model/error.h"

struct _CalTrsaGrid {
  GObject parent_instance;

  CalTrsaGridFigures figures;
};

G_DEFINE_FINAL_TYPE (CalTrsaGrid, cal_trsa_grid, G_TYPE_OBJECT)

static void
cal_trsa_grid_finalize (GObject *object)
{
  CalTrsaGrid *self = CAL_TRSA_GRID (object);

  g_free (self->figures.reliability);
  g_free (self->figures.selection);
  G_OBJECT_CLASS (cal_trsa_grid_parent_class)->finalize (object);
}

static void
cal_trsa_grid_class_init (CalTrsaGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_trsa_grid_finalize;
}

static void
cal_trsa_grid_init (CalTrsaGrid *self)
{
}

/* What all cells share; pairs are those that every RDM has. */
typedef struct {
  CalTrsaGridFigures *figures;
  const CalTrsaGridOptions *options;
  CalTrsaScaled scaled;
  CalRdmPairs pairs;
  guint n;
  const guint *subjects;
  guint *regions;
  guint n_regions;
  guint row;
} Grid;

/* The region of each RDM, from 0; RDMs that name none are all of one. */
static void
find_regions (Grid *grid, CalRsaSet *set)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  grid->regions = g_new (guint, grid->n);
  for (guint d = 0; d < grid->n; d++) {
    const char *roi = cal_rdm_get_desc (cal_rsa_set_get_datum (set, d))->roi;
    gpointer found;

    if (roi == NULL)
      roi = "";
    if (!g_hash_table_lookup_extended (known, roi, NULL, &found)) {
      found = GUINT_TO_POINTER (g_hash_table_size (known));
      g_hash_table_insert (known, (gpointer) roi, found);
    }
    grid->regions[d] = GPOINTER_TO_UINT (found);
  }
  grid->n_regions = g_hash_table_size (known);
}

/* The mean over regions of the lower noise ceiling; regions of one subject say nothing. */
static double
get_reliability (const Grid *grid, double *const *rdms)
{
  g_autofree const double **own = g_new (const double *, grid->n);
  g_autofree guint *subjects = g_new (guint, grid->n);
  double sum = 0.0;
  guint n_counted = 0;

  for (guint region = 0; region < grid->n_regions; region++) {
    guint n = 0;
    CalNoiseCeiling ceiling;

    for (guint d = 0; d < grid->n; d++)
      if (grid->regions[d] == region) {
        own[n] = rdms[d];
        subjects[n++] = grid->subjects[d];
      }
    ceiling = cal_noise_ceiling_compute (grid->options->method, own, subjects, n, &grid->pairs);
    if (isnan (ceiling.lower))
      continue;
    sum += ceiling.lower;
    n_counted++;
  }
  return n_counted > 0 ? sum / n_counted : NAN;
}

/* How far an RDM is from the mean of a region's RDMs of other subjects; infinite if none has it. */
static double
get_distance (const Grid *grid, double *const *rdms, guint datum, guint region, double *mean)
{
  gsize n_pairs = grid->pairs.n_kept;
  double squared = 0.0;
  guint n = 0;

  for (gsize p = 0; p < n_pairs; p++)
    mean[p] = 0.0;
  for (guint d = 0; d < grid->n; d++) {
    if (grid->regions[d] != region || grid->subjects[d] == grid->subjects[datum])
      continue;
    n++;
    for (gsize p = 0; p < n_pairs; p++)
      mean[p] += rdms[d][p];
  }
  if (n == 0)
    return INFINITY;
  for (gsize p = 0; p < n_pairs; p++) {
    double difference = rdms[datum][p] - mean[p] / n;

    squared += difference * difference;
  }
  return squared;
}

static double
get_selection (const Grid *grid, double *const *rdms)
{
  g_autofree double *mean = g_new (double, grid->pairs.n_kept);
  guint n_right = 0;

  for (guint d = 0; d < grid->n; d++) {
    double nearest = INFINITY;
    guint chosen = G_MAXUINT;

    for (guint region = 0; region < grid->n_regions; region++) {
      double distance = get_distance (grid, rdms, d, region, mean);

      if (distance < nearest) {
        nearest = distance;
        chosen = region;
      }
    }
    n_right += chosen == grid->regions[d];
  }
  return (double) n_right / grid->n;
}

static double
get_share (const Grid *grid, guint place)
{
  return place == grid->figures->n - 1 ? 1.0 : place * grid->figures->step;
}

/* One u of the row's l. At l = u = 0 or 1 nearly nothing is left of an RDM. */
static void
compute_cell (gsize piece, gpointer data)
{
  const Grid *grid = data;
  guint column = grid->row + (guint) piece;
  gsize cell = (gsize) grid->row * grid->figures->n + column;
  CalTrsaOptions options = {.scale = grid->options->scale,
                            .lower = get_share (grid, grid->row),
                            .upper = get_share (grid, column)};
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_free);

  if (options.lower >= 1.0 || options.upper <= 0.0)
    return;
  for (guint d = 0; d < grid->n; d++) {
    double *rdm = g_new (double, grid->pairs.n_kept);

    cal_trsa_scaled_transform (&grid->scaled, d, &options, rdm);
    g_ptr_array_add (rdms, rdm);
  }
  grid->figures->reliability[cell] = get_reliability (grid, (double *const *) rdms->pdata);
  if (grid->n_regions > 1)
    grid->figures->selection[cell] = get_selection (grid, (double *const *) rdms->pdata);
}

/* Takes the pairs that every RDM has, of which quantiles are then taken too. */
static void
scale_data (Grid *grid, CalRsaSet *set)
{
  g_autoptr (GPtrArray) data = g_ptr_array_new_with_free_func (g_free);

  for (guint d = 0; d < grid->n; d++) {
    double *rdm = g_new (double, grid->pairs.n_kept);

    cal_rdm_pairs_gather (&grid->pairs, cal_rsa_set_get_data_values (set)[d], rdm);
    g_ptr_array_add (data, rdm);
  }
  cal_trsa_scaled_init (&grid->scaled, grid->options->scale, (const double *const *) data->pdata,
                        grid->n, grid->pairs.n_kept);
}

/**
 * cal_trsa_grid_compute:
 * @set: its data, whose descriptions name their regions and subjects; models don't matter
 * @job: (nullable): hears how far it is
 *
 * Returns: (transfer full): the grid, or NULL with CAL_ERROR_ARGUMENT or G_IO_ERROR_CANCELLED
 */
CalTrsaGrid *
cal_trsa_grid_compute (CalRsaSet *set,
                       const CalTrsaGridOptions *options,
                       CalJob *job,
                       GError **error)
{
  g_autoptr (CalTrsaGrid) self = g_object_new (CAL_TYPE_TRSA_GRID, NULL);
  CalTrsaGridFigures *figures = &self->figures;
  Grid grid = {.figures = figures,
               .options = options,
               .pairs = *cal_rsa_set_get_pairs (set),
               .n = cal_rsa_set_get_n_data (set),
               .subjects = cal_rsa_set_get_subjects (set)};
  gboolean goes_on = TRUE;

  if (!(options->step >= 0.01 && options->step <= 0.5) ||
      fabs (1.0 / options->step - round (1.0 / options->step)) > 1e-9) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "a step of %g; expected 0.01 to 0.5, a whole number of which is 1", options->step);
    return NULL;
  }
  figures->step = options->step;
  figures->n = (guint) lround (1.0 / options->step) + 1;
  figures->reliability = g_new (double, (gsize) figures->n * figures->n);
  figures->selection = g_new (double, (gsize) figures->n * figures->n);
  for (guint cell = 0; cell < figures->n * figures->n; cell++)
    figures->reliability[cell] = figures->selection[cell] = NAN;
  find_regions (&grid, set);
  figures->n_regions = grid.n_regions;
  scale_data (&grid, set);
  for (; goes_on && grid.row < figures->n; grid.row++) {
    goes_on = cal_job_check (job, error);
    cal_job_report (job, (double) grid.row / figures->n, "Transforming RDMs");
    if (goes_on)
      cal_parallel_run (figures->n - grid.row, compute_cell, &grid);
  }
  cal_trsa_scaled_clear (&grid.scaled);
  g_free (grid.regions);
  return goes_on ? g_steal_pointer (&self) : NULL;
}

typedef struct {
  CalRsaSet *set;
  CalTrsaGridOptions options;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->set);
  g_free (input);
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;

  return (GObject *) cal_trsa_grid_compute (input->set, &input->options, job, error);
}

/**
 * cal_trsa_grid_job:
 *
 * Returns: (transfer full): a job, not begun, whose result is a CalTrsaGrid
 */
CalJob *
cal_trsa_grid_job (CalRsaSet *set, const CalTrsaGridOptions *options)
{
  Input *input = g_new (Input, 1);

  *input = (Input){g_object_ref (set), *options};
  return cal_job_new ("Trying every l and u", run, input, input_free);
}

/**
 * cal_trsa_grid_get_figures:
 *
 * Returns: (transfer none): lives as long as @self
 */
const CalTrsaGridFigures *
cal_trsa_grid_get_figures (CalTrsaGrid *self)
{
  return &self->figures;
}
