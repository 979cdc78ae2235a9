/* rdm-pairs.c - which pairs of conditions several RDMs have values for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-pairs.h"

#include <math.h>
#include <string.h>

#include "model/error.h"
#include "model/rdm.h"

G_DEFINE_ENUM_TYPE (CalMissingRule,
                    cal_missing_rule,
                    G_DEFINE_ENUM_VALUE (CAL_MISSING_SAME, "same"),
                    G_DEFINE_ENUM_VALUE (CAL_MISSING_DROP, "drop"))

/* Tells how two RDMs disagree about what is missing; FALSE if they do. */
static gboolean
check_same (const double *a,
            const double *b,
            gsize n_pairs,
            const char *a_name,
            const char *b_name,
            GError **error)
{
  gsize only_a = 0, only_b = 0;

  for (gsize p = 0; p < n_pairs; p++) {
    only_a += isnan (a[p]) && !isnan (b[p]);
    only_b += isnan (b[p]) && !isnan (a[p]);
  }
  if (only_a == 0 && only_b == 0)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s lacks %" G_GSIZE_FORMAT " pairs that %s has, and %s lacks %" G_GSIZE_FORMAT
               " that %s has, of %" G_GSIZE_FORMAT "; expected the same pairs to be missing in all",
               a_name, only_a, b_name, b_name, only_b, a_name, n_pairs);
  return FALSE;
}

/* Keeps what every RDM has; the bytes are only made when something is missing. */
static void
drop_missing (CalRdmPairs *self, const double *rdm)
{
  for (gsize p = 0; p < self->n_pairs; p++) {
    if (!isnan (rdm[p]) || (self->kept != NULL && self->kept[p] == 0))
      continue;
    if (self->kept == NULL) {
      self->kept = g_malloc (self->n_pairs);
      memset (self->kept, 1, self->n_pairs);
    }
    self->kept[p] = 0;
    self->n_kept--;
  }
}

/**
 * cal_rdm_pairs_init:
 * @self: (out caller-allocates): cleared by cal_rdm_pairs_clear()
 * @rdms: condensed, of @n_conditions each; NaN where a pair is missing
 * @names: what they are called in an error
 *
 * Returns: FALSE, with CAL_ERROR_ARGUMENT that counts the pairs, if the RDMs break the rule
 */
gboolean
cal_rdm_pairs_init (CalRdmPairs *self,
                    gsize n_conditions,
                    const double *const *rdms,
                    const char *const *names,
                    guint n_rdms,
                    CalMissingRule rule,
                    GError **error)
{
  gsize n_pairs = n_conditions > 0 ? n_conditions * (n_conditions - 1) / 2 : 0;

  *self = (CalRdmPairs){n_conditions, n_pairs, n_pairs, NULL, NULL};
  for (guint r = 0; r < n_rdms; r++) {
    if (rule == CAL_MISSING_SAME && r > 0 &&
        !check_same (rdms[0], rdms[r], n_pairs, names[0], names[r], error)) {
      cal_rdm_pairs_clear (self);
      return FALSE;
    }
    if (rule == CAL_MISSING_DROP || r == 0)
      drop_missing (self, rdms[r]);
  }
  return TRUE;
}

/**
 * cal_rdm_pairs_init_sample:
 * @self: (out caller-allocates): cleared by cal_rdm_pairs_clear()
 * @whole: the pairs of all conditions
 * @conditions: those of a sample, which may hold one several times
 *
 * A condition and its own copy make no pair: their distance is 0 by construction, and counting it
 * would favour every model.
 */
void
cal_rdm_pairs_init_sample (CalRdmPairs *self,
                           const CalRdmPairs *whole,
                           const guint32 *conditions,
                           gsize n_conditions)
{
  gsize n_pairs = n_conditions > 0 ? n_conditions * (n_conditions - 1) / 2 : 0, p = 0;

  *self = (CalRdmPairs){n_conditions, n_pairs, 0, g_malloc0 (n_pairs), g_new (gsize, n_pairs)};
  for (gsize i = 0; i < n_conditions; i++)
    for (gsize j = i + 1; j < n_conditions; j++, p++) {
      gsize place;

      if (conditions[i] == conditions[j])
        continue;
      place = cal_rdm_pair_index (whole->n_conditions, conditions[i], conditions[j]);
      if (whole->kept != NULL && whole->kept[place] == 0)
        continue;
      self->kept[p] = 1;
      self->places[self->n_kept++] = place;
    }
}

void
cal_rdm_pairs_clear (CalRdmPairs *self)
{
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->places, g_free);
}

/**
 * cal_rdm_pairs_gather:
 * @rdm: condensed; of all conditions, if @self is a sample of them
 * @values: (out caller-allocates): n_kept of them
 */
void
cal_rdm_pairs_gather (const CalRdmPairs *self, const double *rdm, double *values)
{
  gsize n = 0;

  if (self->places != NULL)
    for (gsize p = 0; p < self->n_kept; p++)
      values[p] = rdm[self->places[p]];
  else if (self->kept == NULL)
    memcpy (values, rdm, self->n_pairs * sizeof *values);
  else
    for (gsize p = 0; p < self->n_pairs; p++)
      if (self->kept[p] != 0)
        values[n++] = rdm[p];
}
