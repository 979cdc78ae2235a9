/* test-score.c - scores, noise ceilings and shares of them against numpy's and scipy's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/score.h"

#include <math.h>

#include "analysis/algonauts-score.h"
#include "analysis/noise-ceiling.h"
#include "analysis/series-patterns.h"
#include "model/error.h"
#include "tests/analysis/reference/score.h"
#include "tests/analysis/rsa-data.h"

#define N_SAMPLES 50
#define N_PLACES 13
#define N_STIMULI 20
#define N_TRIALS (3 * N_STIMULI)
#define N_SESSIONS 4

typedef struct {
  double measured[N_SAMPLES * N_PLACES];
  double predicted[N_SAMPLES * N_PLACES];
  double responses[N_TRIALS * N_PLACES];
  guint32 stimuli[N_TRIALS];
  guint32 sessions[N_TRIALS];
  guint32 state;
} Data;

/* As score.py makes them. */
static void
make_data (Data *data)
{
  double signal[N_STIMULI * N_PLACES];

  data->state = 3;
  rsa_data_fill (&data->state, data->measured, N_SAMPLES * N_PLACES, NULL, 1.0);
  for (gsize i = 0; i < N_SAMPLES * N_PLACES; i++)
    data->predicted[i] = 0.5 * data->measured[i] + rsa_data_uniform (&data->state) + 0.25;
  for (gsize s = 0; s < N_SAMPLES; s++) {
    data->measured[s * N_PLACES + 3] = 0.1;
    data->predicted[s * N_PLACES + 4] = 0.1;
  }
  data->measured[7 * N_PLACES + 5] = (double) NAN;
  rsa_data_fill (&data->state, signal, N_STIMULI * N_PLACES, NULL, 1.0);
  for (guint t = 0; t < N_TRIALS; t++) {
    data->stimuli[t] = t * 7 % N_TRIALS / 3;
    data->sessions[t] = t * N_SESSIONS / N_TRIALS;
    for (guint p = 0; p < N_PLACES; p++)
      data->responses[t * N_PLACES + p] = p / 4.0 * signal[data->stimuli[t] * N_PLACES + p] +
                                          rsa_data_uniform (&data->state) + data->sessions[t];
  }
}

static void
assert_close (double value, double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, expected, 1e-12 * fmax (1.0, fabs (expected)));
}

static CalArray *
make_array (const double *values, gsize n_rows, gsize n_columns)
{
  gsize dims[] = {n_rows, n_columns};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_rows * n_columns * sizeof *values);

  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
}

static void
test_scores (void)
{
  Data data;
  CalPatterns patterns[2], short_patterns;
  CalScore scores[N_PLACES];
  g_autoptr (CalArray) measured = NULL;
  g_autoptr (CalArray) predicted = NULL;
  g_autoptr (GError) error = NULL;

  make_data (&data);
  measured = make_array (data.measured, N_SAMPLES, N_PLACES);
  predicted = make_array (data.predicted, N_SAMPLES, N_PLACES);
  g_assert_true (cal_patterns_init_array (&patterns[0], measured, NULL));
  g_assert_true (cal_patterns_init_array (&patterns[1], predicted, NULL));
  g_assert_true (cal_score_compute (&patterns[0], &patterns[1], scores, NULL, &error));
  g_assert_no_error (error);
  for (guint p = 0; p < N_PLACES; p++) {
    assert_close (scores[p].r, r_values[p]);
    assert_close (scores[p].explained_variance, explained_values[p]);
    assert_close (scores[p].r2, r2_values[p]);
  }
  short_patterns = patterns[1];
  short_patterns.n_rows--;
  g_assert_false (cal_score_compute (&patterns[0], &short_patterns, scores, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  short_patterns = patterns[1];
  short_patterns.n_channels--;
  g_assert_false (cal_score_compute (&patterns[0], &short_patterns, scores, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

/* A prediction that is off by 2: the variance is explained, the squares are not. */
static void
test_bias (void)
{
  const double measured[] = {1.0, 2.0, 4.0, 5.0}, predicted[] = {3.0, 4.0, 6.0, 7.0};
  CalScore score = cal_score_of (measured, predicted, 4);

  g_assert_cmpfloat_with_epsilon (score.r, 1.0, 1e-15);
  g_assert_cmpfloat (score.explained_variance, ==, 1.0);
  g_assert_cmpfloat_with_epsilon (score.r2, 1.0 - 16.0 / 10.0, 1e-15);
  g_assert_true (isnan (cal_score_of (measured, predicted, 1).r));
  g_assert_true (isnan (cal_score_of (measured, predicted, 0).r2));
}

typedef struct {
  gsize n_rows;
  gsize n_seen[40000];
} Wide;

static gboolean
read_wide (gpointer data,
           gsize first_row,
           gsize n_rows,
           gsize first_channel,
           gsize n_channels,
           double *values,
           GError **error)
{
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_channels; c++)
      values[r * n_channels + c] = (double) ((first_row + r) * 40000 + first_channel + c);
  return TRUE;
}

static void
see_place (gsize place, const double *const *columns, gpointer data)
{
  Wide *wide = data;

  wide->n_seen[place]++;
  for (gsize r = 0; r < wide->n_rows; r++)
    if (columns[0][r] != (double) (r * 40000 + place))
      wide->n_seen[place] = 100;
}

/* More places than one block holds: each is handed over once, with its own values. */
static void
test_blocks (void)
{
  g_autofree Wide *wide = g_new0 (Wide, 1);
  CalPatterns patterns = {301, 39999, read_wide, NULL, FALSE};
  const CalPatterns *all = &patterns;

  wide->n_rows = 301;
  g_assert_true (cal_place_columns_run (&all, 1, see_place, wide, NULL, NULL, NULL));
  for (gsize p = 0; p < 40000; p++)
    g_assert_cmpuint (wide->n_seen[p], ==, p < 39999 ? 1 : 0);
}

/* A series of two frames at four places: rows are frames, and what has no data has no score. */
static void
test_series (void)
{
  const float values[8] = {1, 2, 3, 4, 10, NAN, 3, 40}, others[8] = {5, 5, 5, 5, 6, 6, 6, 4};
  gsize dims[2] = {2, 4};
  const float *both[2] = {values, others};
  g_autoptr (GPtrArray) series = g_ptr_array_new_with_free_func (g_object_unref);
  CalPatterns patterns[2];
  CalScore scores[4];
  double block[2];

  for (int s = 0; s < 2; s++) {
    g_autoptr (GBytes) bytes = g_bytes_new (both[s], sizeof values);
    g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
    CalMapDesc desc = {.name = "m", .n_vertices = {3, 1}, .values = array};
    g_autoptr (CalMap) map = cal_map_new (&desc, NULL);

    g_ptr_array_add (series, cal_series_new_from_data (G_OBJECT (map), CAL_SERIES_MEASURED,
                                                       CAL_AXIS_STIMULI, NULL));
    cal_patterns_init_series (&patterns[s], series->pdata[s]);
    g_assert_cmpuint (patterns[s].n_rows, ==, 2);
    g_assert_cmpuint (patterns[s].n_channels, ==, 4);
  }
  g_assert_true (patterns[0].read (patterns[0].data, 1, 1, 2, 2, block, NULL));
  g_assert_cmpfloat (block[0], ==, 3.0);
  g_assert_cmpfloat (block[1], ==, 40.0);
  g_assert_true (cal_score_compute (&patterns[0], &patterns[1], scores, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (scores[0].r, 1.0, 1e-15);
  g_assert_true (isnan (scores[1].r) && isnan (scores[2].r));
  g_assert_cmpfloat_with_epsilon (scores[3].r, -1.0, 1e-15);
}

static void
test_split_half (void)
{
  g_assert_cmpfloat_with_epsilon (cal_spearman_brown (0.5, 2.0), 2.0 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (cal_spearman_brown (0.3, 4.0), 1.2 / 1.9, 1e-15);
  g_assert_cmpfloat_with_epsilon (cal_spearman_brown (-0.2, 2.0), -0.5, 1e-15);
  g_assert_true (isnan (cal_spearman_brown (-1.0, 2.0)));
  g_assert_cmpfloat_with_epsilon (cal_split_half_ceiling (0.5), sqrt (2.0 / 3.0), 1e-15);
  g_assert_true (isnan (cal_split_half_ceiling (0.0)));
  g_assert_true (isnan (cal_split_half_ceiling (-0.2)));
  g_assert_true (isnan (cal_split_half_ceiling ((double) NAN)));
}

static void
test_noise_ceiling (void)
{
  Data data;
  CalPatterns patterns;
  CalRepeats repeats = {N_TRIALS, data.stimuli, data.sessions, 3};
  double ncsnr[N_PLACES], halves[N_PLACES];
  g_autoptr (CalArray) responses = NULL;
  g_autoptr (GError) error = NULL;

  make_data (&data);
  responses = make_array (data.responses, N_TRIALS, N_PLACES);
  g_assert_true (cal_patterns_init_array (&patterns, responses, NULL));
  g_assert_true (cal_ncsnr_compute (&patterns, &repeats, ncsnr, NULL, &error));
  g_assert_no_error (error);
  for (guint p = 0; p < N_PLACES; p++) {
    assert_close (ncsnr[p], ncsnr_values[p]);
    assert_close (cal_ncsnr_to_percent (ncsnr[p], 3.0), ceiling_values[p]);
    assert_close (cal_ncsnr_to_percent (ncsnr[p], 23.0 / (5.0 / 3.0 + 7.0 / 2.0 + 11.0)),
                  mixed_values[p]);
  }
  g_assert_true (cal_split_half_compute (&patterns, &repeats, halves, NULL, &error));
  g_assert_no_error (error);
  for (guint p = 0; p < N_PLACES; p++) {
    assert_close (halves[p], half_values[p]);
    assert_close (cal_split_half_ceiling (halves[p]), half_ceilings[p]);
  }
  g_assert_true (isnan (cal_ncsnr_from_noise_sd (0.0)));
  g_assert_cmpfloat (cal_ncsnr_from_noise_sd (1.5), ==, 0.0);
  repeats.min_repeats = 4;
  g_assert_false (cal_ncsnr_compute (&patterns, &repeats, ncsnr, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

static void
test_gap_in_repeats (void)
{
  const guint32 stimuli[] = {9, 4, 9, 4};
  double responses[] = {1.0, 2.0, 1.5, 2.25};
  CalRepeats repeats = {4, stimuli, NULL, 2};

  /* variances 1/8 and 1/32: the noise's is 5/64 */
  g_assert_cmpfloat_with_epsilon (cal_ncsnr_of (responses, &repeats), sqrt (59.0 / 5.0), 1e-14);
  responses[3] = (double) NAN;
  g_assert_true (isnan (cal_ncsnr_of (responses, &repeats)));
  for (int i = 0; i < 4; i++)
    responses[i] = 0.1;
  g_assert_true (isnan (cal_ncsnr_of (responses, &repeats)));
}

static void
test_algonauts (void)
{
  const gsize sizes[] = {301, 402};
  Data data;
  double r[703], ceilings[703];
  CalAlgonautsPart parts[2] = {{r, ceilings, 301}, {r + 301, ceilings + 301, 402}};
  CalAlgonautsScore score;

  make_data (&data);
  for (gsize p = 0, first = 0; p < 2; first += sizes[p++]) {
    for (gsize i = 0; i < sizes[p]; i++)
      r[first + i] = 1.4 * rsa_data_uniform (&data.state) - 0.2;
    rsa_data_fill (&data.state, ceilings + first, sizes[p], NULL, 1.0);
    for (gsize i = 0; i < sizes[p]; i += 50)
      ceilings[first + i] = 0.0;
  }
  for (gsize p = 0; p < 2; p++)
    assert_close (cal_algonauts_score (&parts[p], 1, CAL_CEILING_PROPORTION).median,
                  algonauts_values[p]);
  score = cal_algonauts_score (parts, 2, CAL_CEILING_PROPORTION);
  assert_close (score.median, algonauts_values[2]);
  g_assert_cmpuint (score.counts.n, ==, 703);
  g_assert_cmpuint (score.counts.n_zero_ceiling, ==, 7 + 9);
  g_assert_cmpuint (score.counts.n_nan, ==, 0);
  for (gsize i = 0; i < 703; i++)
    ceilings[i] *= 100.0;
  assert_close (cal_algonauts_score (parts, 2, CAL_CEILING_PERCENT).median, algonauts_values[2]);
  r[5] = (double) NAN;
  g_assert_cmpuint (cal_algonauts_score (parts, 2, CAL_CEILING_PROPORTION).counts.n_nan, ==, 1);
  g_assert_true (isnan (cal_algonauts_score (parts, 0, CAL_CEILING_PROPORTION).median));
}

static void
test_share (void)
{
  const double scores[] = {0.5, -0.5, 0.9, 0.2, (double) NAN, 0.1};
  const double ceilings[] = {0.5, 0.5, 0.3, 0.0, 0.5, -0.1};
  const double by_r[] = {50.0, 0.0, 100.0, (double) NAN, (double) NAN, (double) NAN};
  const double by_variance[] = {1.0, -1.0, 3.0, 0.2 / 1e-14, (double) NAN, (double) NAN};
  CalCeilingShare of_r = {CAL_SCORE_KIND_R, CAL_CEILING_PROPORTION, (double) NAN, TRUE};
  CalCeilingShare of_variance = {CAL_SCORE_KIND_VARIANCE, CAL_CEILING_PERCENT, 1e-14, FALSE};
  double percent[6];
  CalCeilingCounts counts;
  g_autofree char *formula = NULL;
  g_autofree char *sentence = NULL;

  cal_ceiling_share_compute (&of_r, scores, ceilings, 6, percent, &counts);
  for (gsize i = 0; i < 6; i++)
    assert_close (percent[i], by_r[i]);
  g_assert_cmpuint (counts.n_above, ==, 1);
  g_assert_cmpuint (counts.n_negative, ==, 1);
  g_assert_cmpuint (counts.n_zero_ceiling, ==, 1);
  g_assert_cmpuint (counts.n_nan, ==, 3);
  sentence = cal_ceiling_counts_dup_sentence (&counts);
  g_assert_cmpstr (sentence, ==,
                   "1 of 6 above 100 %, 1 negative, 1 with a ceiling of 0, 3 without data");
  cal_ceiling_share_compute (&of_variance, scores, ceilings, 6, percent, &counts);
  for (gsize i = 0; i < 6; i++)
    assert_close (percent[i], i == 3 ? by_variance[i] * 100.0 : 100.0 * by_variance[i] * 100.0);
  formula = cal_ceiling_share_dup_formula (&of_variance);
  g_assert_cmpstr (formula, ==,
                   "100 score / ceiling; ceiling in percent of the variance, 1e-14 where it is 0; "
                   "not clipped");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/places", test_scores);
  g_test_add_func ("/score/bias", test_bias);
  g_test_add_func ("/score/blocks", test_blocks);
  g_test_add_func ("/score/series", test_series);
  g_test_add_func ("/score/split-half", test_split_half);
  g_test_add_func ("/score/noise-ceiling", test_noise_ceiling);
  g_test_add_func ("/score/gap-in-repeats", test_gap_in_repeats);
  g_test_add_func ("/score/algonauts", test_algonauts);
  g_test_add_func ("/score/share", test_share);
  return g_test_run ();
}
