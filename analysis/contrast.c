/* contrast.c - whether places respond more to one set of stimuli than to another.
 *
 * t is that of the Natural Scenes Dataset's example on category selectivity,
 * (m1 - m0) / sqrt (se1² + se0²), with no pooled variance: Welch 1947 (Biometrika 34:28), whose
 * degrees of freedom are used for p. The area under the curve is Mann and Whitney's U / (n1 n0).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/contrast.h"

#include <math.h>

#include "analysis/fdr.h"
#include "analysis/random.h"
#include "analysis/rank.h"
#include "analysis/score.h"
#include "analysis/student.h"
#include "model/error.h"
#include "model/memory.h"

static void
get_moments (const double *responses, const guint32 *rows, gsize n, double *mean, double *variance)
{
  double sum = 0.0, squares = 0.0;

  /* From the first response on, so that equal ones have a variance of 0, to the last digit. */
  for (gsize i = 0; i < n; i++)
    sum += responses[rows[i]] - responses[rows[0]];
  *mean = responses[rows[0]] + sum / (double) n;
  for (gsize i = 0; i < n; i++) {
    double difference = responses[rows[i]] - *mean;

    squares += difference * difference;
  }
  *variance = squares / (double) (n - 1);
}

/* All but the area under the curve, which needs ranks. */
static CalContrast
compare_moments (const double *responses, const CalContrastSets *sets)
{
  CalContrast contrast = {.auc = NAN};
  double variances[2], errors[2], squared_error;

  get_moments (responses, sets->preferred, sets->n_preferred, &contrast.means[0], &variances[0]);
  get_moments (responses, sets->others, sets->n_others, &contrast.means[1], &variances[1]);
  errors[0] = variances[0] / (double) sets->n_preferred;
  errors[1] = variances[1] / (double) sets->n_others;
  squared_error = errors[0] + errors[1];
  if (!(squared_error > 0.0) || !isfinite (squared_error)) {
    contrast.t = contrast.degrees_of_freedom = contrast.p = contrast.d_prime = NAN;
    return contrast;
  }
  contrast.t = (contrast.means[0] - contrast.means[1]) / sqrt (squared_error);
  contrast.degrees_of_freedom = squared_error * squared_error /
                                (errors[0] * errors[0] / (double) (sets->n_preferred - 1) +
                                 errors[1] * errors[1] / (double) (sets->n_others - 1));
  contrast.p = cal_student_two_sided (contrast.t, contrast.degrees_of_freedom);
  contrast.d_prime =
      (contrast.means[0] - contrast.means[1]) / sqrt ((variances[0] + variances[1]) / 2.0);
  return contrast;
}

/* Mann and Whitney's U of the preferred set over the number of pairs; ties count a half. */
static double
get_area (const double *responses, const CalContrastSets *sets)
{
  gsize n_1 = sets->n_preferred, n = n_1 + sets->n_others;
  g_autofree double *values = g_new (double, n);
  g_autofree double *ranks = g_new (double, n);
  g_auto (CalRanking) ranking = {0};
  double sum = 0.0;

  for (gsize i = 0; i < n; i++) {
    values[i] = responses[i < n_1 ? sets->preferred[i] : sets->others[i - n_1]];
    if (isnan (values[i]))
      return NAN;
  }
  cal_ranking_init (&ranking, values, n);
  cal_ranking_get_mid_ranks (&ranking, ranks);
  for (gsize i = 0; i < n_1; i++)
    sum += ranks[i];
  return (sum - (double) n_1 * (double) (n_1 + 1) / 2.0) / ((double) n_1 * (double) sets->n_others);
}

/**
 * cal_contrast_check_sets:
 * @n_rows: of the responses
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if a set has fewer than two samples, a row is beyond the
 *   last, or one stands twice
 */
gboolean
cal_contrast_check_sets (const CalContrastSets *sets, gsize n_rows, GError **error)
{
  g_autofree guint8 *is_taken = g_new0 (guint8, MAX (n_rows, 1));
  const guint32 *rows[2] = {sets->preferred, sets->others};
  gsize n[2] = {sets->n_preferred, sets->n_others};

  for (int s = 0; s < 2; s++) {
    if (n[s] < 2) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%" G_GSIZE_FORMAT " samples in the %s set; expected two at least", n[s],
                   s == 0 ? "preferred" : "other");
      return FALSE;
    }
    for (gsize i = 0; i < n[s]; i++)
      if (rows[s][i] >= n_rows || is_taken[rows[s][i]]++ != 0) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                     "sample %u %s; expected each of %" G_GSIZE_FORMAT " in one set at most",
                     rows[s][i], rows[s][i] >= n_rows ? "does not exist" : "stands twice", n_rows);
        return FALSE;
      }
  }
  return TRUE;
}

/**
 * cal_contrast_of:
 * @responses: of one place to all stimuli; those of neither set may be NaN
 * @sets: as cal_contrast_check_sets() allows
 *
 * Standard deviations are with n - 1. d' is (m1 - m0) / sqrt ((s1² + s0²) / 2).
 *
 * Returns: the contrast; NaN where a response of a set is, and t, p and d' where nothing varies
 */
CalContrast
cal_contrast_of (const double *responses, const CalContrastSets *sets)
{
  CalContrast contrast = compare_moments (responses, sets);

  contrast.auc = get_area (responses, sets);
  return contrast;
}

typedef struct {
  const CalContrastSets *sets;
  CalContrast *contrasts;
} Work;

static void
compute_place (gsize place, const double *const *columns, gpointer data)
{
  Work *work = data;

  work->contrasts[place] = cal_contrast_of (columns[0], work->sets);
}

/**
 * cal_contrast_compute:
 * @responses: stimuli x places
 * @contrasts: (out caller-allocates): of each place, as cal_contrast_of()
 * @job: (nullable)
 *
 * Returns: FALSE with @error set, as cal_contrast_check_sets() and cal_place_columns_run()
 */
gboolean
cal_contrast_compute (const CalPatterns *responses,
                      const CalContrastSets *sets,
                      CalContrast *contrasts,
                      CalJob *job,
                      GError **error)
{
  Work work = {sets, contrasts};

  return cal_contrast_check_sets (sets, responses->n_rows, error) &&
         cal_place_columns_run (&responses, 1, compute_place, &work, "Contrasting stimuli", job,
                                error);
}

/**
 * cal_contrast_get_q:
 * @q: (out caller-allocates): of each place the rate of false discoveries at which it counts as
 * one, as cal_fdr_adjust(); NaN where p is
 */
void
cal_contrast_get_q (const CalContrast *contrasts, gsize n_places, double *q)
{
  for (gsize i = 0; i < n_places; i++)
    q[i] = contrasts[i].p;
  cal_fdr_adjust (q, n_places, q);
}

/**
 * cal_contrast_find_threshold:
 * @q: of the same places
 * @level: rate of false discoveries, 0.05 say
 *
 * Returns: the smallest |t| that is found at @level, to threshold a map by; NaN if none is. Where
 *   degrees of freedom differ between places, some beyond it may not be found: q says which
 */
double
cal_contrast_find_threshold (const CalContrast *contrasts,
                             const double *q,
                             gsize n_places,
                             double level)
{
  double threshold = NAN;

  for (gsize i = 0; i < n_places; i++)
    if (q[i] <= level)
      threshold = fmin (threshold, fabs (contrasts[i].t));
  return threshold;
}

/* The sets of one check: halves of the real ones, or labels by chance. */
typedef struct {
  CalContrastSets sets;
  guint32 *rows;
} OwnSets;

typedef struct {
  gsize n_places;
  OwnSets halves[2];
  OwnSets *shuffles;
  guint n_shuffles;
  const CalContrastSets *sets;
  double *t[2]; /* of both halves */
  double *p;    /* 1 + n_shuffles rows of places: as labelled, then by chance */
} Check;

static void
check_place (gsize place, const double *const *columns, gpointer data)
{
  Check *check = data;

  for (int h = 0; h < 2; h++)
    check->t[h][place] = check->halves[h].rows != NULL
                             ? compare_moments (columns[0], &check->halves[h].sets).t
                             : (double) NAN;
  check->p[place] = compare_moments (columns[0], check->sets).p;
  for (guint s = 0; s < check->n_shuffles; s++)
    check->p[(s + 1) * check->n_places + place] =
        compare_moments (columns[0], &check->shuffles[s].sets).p;
}

/* Every other sample of each set, in the order they stand. */
static OwnSets
take_half (const CalContrastSets *sets, gsize first)
{
  gsize n_1 = (sets->n_preferred + 1 - first) / 2, n_0 = (sets->n_others + 1 - first) / 2;
  OwnSets half = {0};

  if (n_1 < 2 || n_0 < 2)
    return half;
  half.rows = g_new (guint32, n_1 + n_0);
  for (gsize i = 0; i < n_1; i++)
    half.rows[i] = sets->preferred[2 * i + first];
  for (gsize i = 0; i < n_0; i++)
    half.rows[n_1 + i] = sets->others[2 * i + first];
  half.sets = (CalContrastSets){half.rows, n_1, half.rows + n_1, n_0};
  return half;
}

static OwnSets
shuffle_labels (const CalContrastSets *sets, guint64 seed, guint shuffle)
{
  gsize n_1 = sets->n_preferred, n = n_1 + sets->n_others;
  CalRandom random = cal_random_seed (seed, shuffle);
  OwnSets shuffled = {.rows = g_new (guint32, n)};

  cal_random_shuffle (&random, shuffled.rows, n);
  for (gsize i = 0; i < n; i++) {
    guint32 from = shuffled.rows[i];

    shuffled.rows[i] = from < n_1 ? sets->preferred[from] : sets->others[from - n_1];
  }
  shuffled.sets = (CalContrastSets){shuffled.rows, n_1, shuffled.rows + n_1, sets->n_others};
  return shuffled;
}

static gsize
count_found (const double *p, gsize n, double level)
{
  g_autofree double *q = g_new (double, n);
  gsize n_found = 0;

  cal_fdr_adjust (p, n, q);
  for (gsize i = 0; i < n; i++)
    n_found += q[i] <= level ? 1 : 0;
  return n_found;
}

static void
conclude (const Check *check, double level, CalContrastCheck *result)
{
  g_autofree double *first = g_new (double, check->n_places);
  g_autofree double *second = g_new (double, check->n_places);

  for (gsize i = 0; i < check->n_places; i++)
    if (!isnan (check->t[0][i]) && !isnan (check->t[1][i])) {
      first[result->n_split] = check->t[0][i];
      second[result->n_split++] = check->t[1][i];
    }
  result->split_r = cal_pearson (first, second, result->n_split);
  result->n_found = count_found (check->p, check->n_places, level);
  for (guint s = 0; s < check->n_shuffles; s++) {
    gsize n_found = count_found (check->p + (s + 1) * check->n_places, check->n_places, level);

    result->mean_by_chance += (double) n_found / check->n_shuffles;
    result->most_by_chance = MAX (result->most_by_chance, n_found);
  }
}

static gboolean
check_init (
    Check *check, const CalContrastSets *sets, gsize n_places, guint n_shuffles, GError **error)
{
  gsize n_values = cal_size_times (n_places, (gsize) n_shuffles + 1);

  *check = (Check){.n_places = n_places, .sets = sets, .n_shuffles = n_shuffles};
  check->p = g_try_malloc_n (MAX (n_values, 1), sizeof *check->p);
  if (check->p == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "no memory for %u shuffles of %" G_GSIZE_FORMAT " places", n_shuffles, n_places);
    return FALSE;
  }
  for (int h = 0; h < 2; h++) {
    check->t[h] = g_new (double, n_places);
    check->halves[h] = take_half (sets, (gsize) h);
  }
  check->shuffles = g_new0 (OwnSets, n_shuffles);
  return TRUE;
}

static void
check_clear (Check *check)
{
  for (int h = 0; h < 2; h++) {
    g_free (check->t[h]);
    g_free (check->halves[h].rows);
  }
  for (guint s = 0; check->shuffles != NULL && s < check->n_shuffles; s++)
    g_free (check->shuffles[s].rows);
  g_free (check->shuffles);
  g_free (check->p);
}

/**
 * cal_contrast_run_checks:
 * @level: rate of false discoveries
 * @n_shuffles: 0: only the halves are compared
 * @seed: makes the same shuffles again
 * @check: (out caller-allocates): both checks
 * @job: (nullable)
 *
 * Two checks of the same example: t of the odd samples of each set against t of the even ones, as
 * they stand in @sets (by session, if they are ordered so); and how many places are found where
 * the labels of all samples of both sets are shuffled. A half with fewer than two samples of a set
 * has no t, and the correlation is NaN.
 *
 * Returns: FALSE with @error set, as cal_contrast_compute()
 */
gboolean
cal_contrast_run_checks (const CalPatterns *responses,
                         const CalContrastSets *sets,
                         double level,
                         guint n_shuffles,
                         guint64 seed,
                         CalContrastCheck *check,
                         CalJob *job,
                         GError **error)
{
  Check work = {0};
  gboolean is_good;

  *check = (CalContrastCheck){.n_shuffles = n_shuffles};
  if (!cal_contrast_check_sets (sets, responses->n_rows, error) ||
      !check_init (&work, sets, responses->n_channels, n_shuffles, error))
    return FALSE;
  for (guint s = 0; s < n_shuffles; s++)
    work.shuffles[s] = shuffle_labels (sets, seed, s);
  is_good = cal_place_columns_run (&responses, 1, check_place, &work, "Checking the contrast", job,
                                   error);
  if (is_good)
    conclude (&work, level, check);
  check_clear (&work);
  return is_good;
}
