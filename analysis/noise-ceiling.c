/* noise-ceiling.c - how much of the variance a model could explain at most, from repeats.
 *
 * Allen et al. 2022 (Nat. Neurosci. 25:116), "Noise ceiling estimation": responses are z-scored
 * within each session; the noise is what differs between repeats of a stimulus; what is left of
 * the variance of 1 is the signal.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/noise-ceiling.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/score.h"
#include "model/error.h"

/* Trials in an order that brings those of one group together; trials of the same group stay as they
 * came. */
typedef struct {
  guint32 group;
  guint32 trial;
} Member;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const Member *x = a, *y = b;

  if (x->group != y->group)
    return x->group < y->group ? -1 : 1;
  return (x->trial > y->trial) - (x->trial < y->trial);
}

static Member *
sort_members (const guint32 *groups, gsize n)
{
  Member *members = g_new (Member, n);

  for (gsize i = 0; i < n; i++)
    members[i] = (Member){groups[i], (guint32) i};
  qsort (members, n, sizeof *members, compare_members);
  return members;
}

static gsize
find_group_end (const Member *members, gsize first, gsize n)
{
  gsize end = first + 1;

  while (end < n && members[end].group == members[first].group)
    end++;
  return end;
}

/* The mean of a group and, with n - 1, its variance. */
static double
get_variance (const double *values, const Member *members, gsize n, double *mean)
{
  double sum = 0.0, squares = 0.0;

  /* From the first value on, so that equal ones have a variance of 0, to the last digit. */
  for (gsize i = 0; i < n; i++)
    sum += values[members[i].trial] - values[members[0].trial];
  *mean = values[members[0].trial] + sum / (double) n;
  for (gsize i = 0; i < n; i++) {
    double difference = values[members[i].trial] - *mean;

    squares += difference * difference;
  }
  return squares / (double) (n - 1);
}

typedef struct {
  const CalRepeats *repeats;
  Member *by_stimulus;
  Member *by_session; /* NULL: no z-scores */
  double *results;
} Work;

/* Responses z-scored in each session, if there are sessions. */
static double *
dup_normal (const double *responses, const Work *work)
{
  gsize n = work->repeats->n_trials;
  double *normal = g_memdup2 (responses, n * sizeof *responses), mean;

  for (gsize first = 0, end; work->by_session != NULL && first < n; first = end) {
    double sd;

    end = find_group_end (work->by_session, first, n);
    sd = sqrt (get_variance (responses, work->by_session + first, end - first, &mean));
    for (gsize i = first; i < end; i++) {
      guint32 trial = work->by_session[i].trial;

      normal[trial] = sd > 0.0 ? (responses[trial] - mean) / sd : NAN;
    }
  }
  return normal;
}

static double
measure_place (const double *responses, const Work *work)
{
  gsize n = work->repeats->n_trials, n_stimuli = 0;
  g_autofree double *normal = dup_normal (responses, work);
  double noise = 0.0, mean;

  for (gsize first = 0, end; first < n; first = end) {
    end = find_group_end (work->by_stimulus, first, n);
    if (end - first < work->repeats->min_repeats)
      continue;
    noise += get_variance (normal, work->by_stimulus + first, end - first, &mean);
    n_stimuli++;
  }
  return cal_ncsnr_from_noise_sd (sqrt (noise / (double) n_stimuli));
}

static void
work_init (Work *work, const CalRepeats *repeats, double *results)
{
  work->repeats = repeats;
  work->by_stimulus = sort_members (repeats->stimuli, repeats->n_trials);
  work->by_session =
      repeats->sessions != NULL ? sort_members (repeats->sessions, repeats->n_trials) : NULL;
  work->results = results;
}

static void
work_clear (Work *work)
{
  g_free (work->by_stimulus);
  g_free (work->by_session);
}

static void
compute_place (gsize place, const double *const *columns, gpointer data)
{
  Work *work = data;

  work->results[place] = measure_place (columns[0], work);
}

/* The mean of every other repeat of each stimulus, as many in both halves. */
static void
correlate_halves (gsize place, const double *const *columns, gpointer data)
{
  Work *work = data;
  gsize n = work->repeats->n_trials, n_stimuli = 0;
  g_autofree double *normal = dup_normal (columns[0], work);
  g_autofree double *odd = g_new0 (double, n);
  g_autofree double *even = g_new0 (double, n);
  double *halves[2] = {odd, even};

  for (gsize first = 0, end; first < n; first = end) {
    gsize n_used;

    end = find_group_end (work->by_stimulus, first, n);
    n_used = (end - first) / 2 * 2;
    if (end - first < work->repeats->min_repeats)
      continue;
    for (gsize i = 0; i < n_used; i++)
      halves[i % 2][n_stimuli] +=
          normal[work->by_stimulus[first + i].trial] / ((double) n_used / 2.0);
    n_stimuli++;
  }
  work->results[place] = cal_pearson (odd, even, n_stimuli);
}

/* One value for each place, if stimuli are repeated often enough to have one. */
static gboolean
run_work (const CalPatterns *responses,
          const CalRepeats *repeats,
          CalPlaceFunc func,
          double *results,
          CalJob *job,
          GError **error)
{
  Work work;
  gsize most = 0;
  gboolean is_good = FALSE;

  work_init (&work, repeats, results);
  for (gsize first = 0, end; first < repeats->n_trials; first = end) {
    end = find_group_end (work.by_stimulus, first, repeats->n_trials);
    most = MAX (most, end - first);
  }
  if (responses->n_rows != repeats->n_trials)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "responses to %" G_GSIZE_FORMAT " trials; expected %" G_GSIZE_FORMAT
                 " as there are stimuli",
                 responses->n_rows, repeats->n_trials);
  else if (repeats->min_repeats < 2 || most < repeats->min_repeats)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "no stimulus was shown more than %" G_GSIZE_FORMAT
                 " times; expected %u at least, and no fewer than 2",
                 most, repeats->min_repeats);
  else
    is_good = cal_place_columns_run (&responses, 1, func, &work, "Estimating the noise ceiling",
                                     job, error);
  work_clear (&work);
  return is_good;
}

/**
 * cal_ncsnr_from_noise_sd:
 * @noise_sd: standard deviation of the noise, where that of the data is 1
 *
 * Returns: that of the signal over that of the noise, sqrt (max (0, 1 - sd²)) / sd; NaN if
 *   @noise_sd is not above 0
 */
double
cal_ncsnr_from_noise_sd (double noise_sd)
{
  return noise_sd > 0.0 ? sqrt (fmax (0.0, 1.0 - noise_sd * noise_sd)) / noise_sd : NAN;
}

/**
 * cal_ncsnr_of:
 * @responses: of one place, one a trial
 *
 * The noise's variance is the mean, over stimuli with enough repeats, of the variance over repeats,
 * with n - 1. Sessions are z-scored with n - 1 too.
 *
 * Returns: noise-ceiling signal-to-noise ratio; NaN if a trial is NaN, a session does not vary, or
 *   no stimulus was repeated often enough
 */
double
cal_ncsnr_of (const double *responses, const CalRepeats *repeats)
{
  Work work;
  double ncsnr;

  work_init (&work, repeats, NULL);
  ncsnr = measure_place (responses, &work);
  work_clear (&work);
  return ncsnr;
}

/**
 * cal_ncsnr_compute:
 * @responses: trials x places
 * @ncsnr: (out caller-allocates): of each place, as cal_ncsnr_of()
 * @job: (nullable)
 *
 * Returns: FALSE with @error set: CAL_ERROR_ARGUMENT if no stimulus is repeated often enough or the
 *   trials differ in number, or as cal_place_columns_run()
 */
gboolean
cal_ncsnr_compute (const CalPatterns *responses,
                   const CalRepeats *repeats,
                   double *ncsnr,
                   CalJob *job,
                   GError **error)
{
  return run_work (responses, repeats, compute_place, ncsnr, job, error);
}

/**
 * cal_ncsnr_to_percent:
 * @ncsnr: NaN stays NaN
 * @n_averaged: how many repeats are averaged, k; where that differs between stimuli, the harmonic
 *   mean: of A stimuli shown three times, B twice and C once (A + B + C) / (A / 3 + B / 2 + C)
 *
 * Returns: the share of the variance of such a mean that is signal, 100 ncsnr² / (ncsnr² + 1 / k):
 *   the noise ceiling in percent
 */
double
cal_ncsnr_to_percent (double ncsnr, double n_averaged)
{
  return 100.0 * ncsnr * ncsnr / (ncsnr * ncsnr + 1.0 / n_averaged);
}

/**
 * cal_split_half_compute:
 * @responses: trials x places
 * @r: (out caller-allocates): of each place Pearson's correlation, over stimuli with enough
 *   repeats, of the mean of the odd repeats and that of the even ones, in the order of the trials.
 *   Of an odd number of repeats the last is left out. NaN as cal_ncsnr_of()
 * @job: (nullable)
 *
 * cal_split_half_ceiling() makes a ceiling of it.
 *
 * Returns: FALSE with @error set, as cal_ncsnr_compute()
 */
gboolean
cal_split_half_compute (
    const CalPatterns *responses, const CalRepeats *repeats, double *r, CalJob *job, GError **error)
{
  return run_work (responses, repeats, correlate_halves, r, job, error);
}
