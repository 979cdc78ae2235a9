/* rsa-noise-ceiling.c - how well the best of all models could do, given how subjects differ.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rsa-noise-ceiling.h"

#include <math.h>

typedef struct {
  CalRdmMethod method;
  const CalRdmPairs *pairs;
  guint n_rdms;
  const guint *subjects;
  double *normal; /* n_rdms x n_kept, made to be pooled */
  double *total;  /* their sum */
  CalComparand *rdms;
  double *pooled;
} Set;

static guint
get_subject (const Set *set, guint rdm)
{
  return set->subjects != NULL ? set->subjects[rdm] : rdm;
}

static void
add (double *total, const double *values, double factor, gsize n)
{
  for (gsize i = 0; i < n; i++)
    total[i] += factor * values[i];
}

/* The mean similarity of one subject's RDMs, or all if subject is none, and those pooled. */
static double
compare_with_pooled (const Set *set, gboolean whole, guint subject)
{
  g_auto (CalComparand) pooled = {0};
  double sum = 0.0;
  guint n = 0;

  cal_comparand_init (&pooled, set->method, set->pooled, set->pairs);
  for (guint r = 0; r < set->n_rdms; r++)
    if (whole || get_subject (set, r) == subject) {
      sum += cal_comparand_compare (&pooled, &set->rdms[r]);
      n++;
    }
  return sum / n;
}

/* Similarity does not change when the pooled RDM is scaled: sums do for means. */
static double
leave_one_out (const Set *set, guint subject)
{
  gsize n = set->pairs->n_kept;
  guint n_others = 0;

  for (gsize i = 0; i < n; i++)
    set->pooled[i] = set->total[i];
  for (guint r = 0; r < set->n_rdms; r++)
    if (get_subject (set, r) == subject)
      add (set->pooled, set->normal + r * n, -1.0, n);
    else
      n_others++;
  return n_others > 0 ? compare_with_pooled (set, FALSE, subject) : NAN;
}

static gboolean
is_first_of_subject (const Set *set, guint rdm)
{
  for (guint r = 0; r < rdm; r++)
    if (get_subject (set, r) == get_subject (set, rdm))
      return FALSE;
  return TRUE;
}

static CalNoiseCeiling
compute (const Set *set)
{
  CalNoiseCeiling ceiling = {0.0, NAN};
  gsize n = set->pairs->n_kept;
  guint n_subjects = 0;

  for (guint r = 0; r < set->n_rdms; r++)
    if (is_first_of_subject (set, r)) {
      ceiling.lower += leave_one_out (set, get_subject (set, r));
      n_subjects++;
    }
  ceiling.lower /= n_subjects;
  for (gsize i = 0; i < n; i++)
    set->pooled[i] = set->total[i];
  if (n_subjects > 1)
    ceiling.upper = compare_with_pooled (set, TRUE, 0);
  return ceiling;
}

/**
 * cal_noise_ceiling_compute:
 * @rdms: each the values of the kept pairs, none NaN
 * @subjects: (nullable): whose each RDM is: a subject is left out with all its sessions; NULL if
 *   each RDM is a subject of its own
 * @pairs: which pairs the values are
 *
 * RDMs are pooled as the method asks (CalRdmComparator.pooling), as rsatoolbox's
 * boot_noise_ceiling does, so that the upper bound is the most that any RDM could reach. Where
 * pooling is not exact (Kendall's τ, whitened methods) it is an approximation, which a model may
 * exceed.
 */
CalNoiseCeiling
cal_noise_ceiling_compute (CalRdmMethod method,
                           const double *const *rdms,
                           const guint *subjects,
                           guint n_rdms,
                           const CalRdmPairs *pairs)
{
  gsize n = pairs->n_kept;
  g_autofree double *normal = g_new (double, n *n_rdms);
  g_autofree double *total = g_new0 (double, n);
  g_autofree double *pooled = g_new (double, n);
  g_autofree CalComparand *comparands = g_new (CalComparand, n_rdms);
  Set set = {method, pairs, n_rdms, subjects, normal, total, comparands, pooled};
  CalNoiseCeiling ceiling = {NAN, NAN};

  if (n_rdms < 2 || n == 0)
    return ceiling;
  for (guint r = 0; r < n_rdms; r++) {
    cal_rdm_normalise (cal_rdm_comparator_get (method)->pooling, rdms[r], n, normal + r * n);
    add (total, normal + r * n, 1.0, n);
    cal_comparand_init (&comparands[r], method, rdms[r], pairs);
  }
  ceiling = compute (&set);
  for (guint r = 0; r < n_rdms; r++)
    cal_comparand_clear (&comparands[r]);
  return ceiling;
}
