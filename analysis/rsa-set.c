/* rsa-set.c - models and data whose RDMs are of the same conditions, in one order.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rsa-set.h"

#include "model/error.h"

struct _CalRsaSet {
  GObject parent_instance;

  guint n_models;
  guint n_data;
  CalRdm **rdms;   /* models, then data */
  double **values; /* of each, condensed, in the order of the first of the data */
  guint *subjects; /* of each of the data */
  guint n_subjects;
  guint n_by_position;
  CalRdmPairs pairs;
};

G_DEFINE_FINAL_TYPE (CalRsaSet, cal_rsa_set, G_TYPE_OBJECT)

static void
cal_rsa_set_finalize (GObject *object)
{
  CalRsaSet *self = CAL_RSA_SET (object);

  for (guint r = 0; r < self->n_models + self->n_data; r++) {
    g_object_unref (self->rdms[r]);
    g_free (self->values[r]);
  }
  g_free (self->rdms);
  g_free (self->values);
  g_free (self->subjects);
  cal_rdm_pairs_clear (&self->pairs);
  G_OBJECT_CLASS (cal_rsa_set_parent_class)->finalize (object);
}

static void
cal_rsa_set_class_init (CalRsaSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rsa_set_finalize;
}

static void
cal_rsa_set_init (CalRsaSet *self)
{
}

/* Whether the conditions are named at all: those that are not are called by their number. */
static gboolean
has_names (CalTable *conditions)
{
  if (conditions == NULL)
    return FALSE;
  for (guint n = 0; n < cal_table_get_n_columns (conditions); n++)
    if (cal_table_get_column (conditions, n)->texts != NULL)
      return TRUE;
  return cal_table_find_column (conditions, "id") != NULL;
}

/* Whether each condition has a name of its own. */
static gboolean
has_own_names (CalRdm *rdm)
{
  gsize first;

  if (!has_names (cal_rdm_get_desc (rdm)->conditions))
    return FALSE;
  for (gsize i = 0; i < cal_rdm_get_desc (rdm)->n_conditions; i++)
    if (!cal_rdm_find_condition (rdm, cal_rdm_get_condition (rdm, i), &first) || first != i)
      return FALSE;
  return TRUE;
}

/* Where each condition of the first RDM lies in another; NULL with @error set if it does not. */
static gsize *
match_by_name (CalRdm *first, CalRdm *rdm, GError **error)
{
  gsize n = cal_rdm_get_desc (first)->n_conditions;
  g_autofree gsize *places = g_new (gsize, n);

  for (gsize i = 0; i < n; i++) {
    const char *id = cal_rdm_get_condition (first, i);

    if (!cal_rdm_find_condition (rdm, id, &places[i])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s has no condition \"%s\", which %s has; expected the same conditions",
                   cal_rdm_get_desc (rdm)->name, id, cal_rdm_get_desc (first)->name);
      return NULL;
    }
  }
  return g_steal_pointer (&places);
}

static gsize *
match_by_position (CalRdm *first, CalRdm *rdm, GError **error)
{
  gsize n = cal_rdm_get_desc (first)->n_conditions;
  gsize *places;

  if (cal_rdm_get_desc (rdm)->n_conditions != n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s has %" G_GSIZE_FORMAT " conditions, %s has %" G_GSIZE_FORMAT
                 ", and no names tell which are the same",
                 cal_rdm_get_desc (rdm)->name, cal_rdm_get_desc (rdm)->n_conditions,
                 cal_rdm_get_desc (first)->name, n);
    return NULL;
  }
  places = g_new (gsize, n);
  for (gsize i = 0; i < n; i++)
    places[i] = i;
  return places;
}

static double *
dup_values (CalRdm *rdm, const gsize *places, gsize n)
{
  double *values = g_new (double, n *(n - 1) / 2);
  gsize p = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      values[p++] = cal_rdm_get (rdm, places[i], places[j]);
  return values;
}

static gboolean
read_values (CalRsaSet *self, GError **error)
{
  CalRdm *first = self->rdms[self->n_models];
  gboolean first_has_names = has_own_names (first);
  gsize n = cal_rdm_get_desc (first)->n_conditions;

  for (guint r = 0; r < self->n_models + self->n_data; r++) {
    gboolean by_name = first_has_names && has_own_names (self->rdms[r]);
    g_autofree gsize *places = by_name ? match_by_name (first, self->rdms[r], error)
                                       : match_by_position (first, self->rdms[r], error);

    if (places == NULL)
      return FALSE;
    self->n_by_position += by_name ? 0 : 1;
    self->values[r] = dup_values (self->rdms[r], places, n);
  }
  return TRUE;
}

/* RDMs of one subject follow each other, or name it; others are each a subject. */
static void
find_subjects (CalRsaSet *self, guint rdms_per_subject)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint d = 0; d < self->n_data; d++) {
    const char *subject = cal_rdm_get_desc (self->rdms[self->n_models + d])->subject;
    gpointer found;

    if (rdms_per_subject > 0) {
      self->subjects[d] = d / rdms_per_subject;
      self->n_subjects = self->subjects[d] + 1;
    } else if (subject != NULL && g_hash_table_lookup_extended (known, subject, NULL, &found)) {
      self->subjects[d] = GPOINTER_TO_UINT (found);
    } else {
      if (subject != NULL)
        g_hash_table_insert (known, (gpointer) subject, GUINT_TO_POINTER (self->n_subjects));
      self->subjects[d] = self->n_subjects++;
    }
  }
}

/**
 * cal_rsa_set_new:
 * @data: at least one
 * @rdms_per_subject: so many of @data, one after the other, are of one subject; 0 goes by the
 *   subject that each names, and takes those that name none for a subject each
 * @rule: what to do with pairs that some RDM lacks
 *
 * Conditions are matched by their names, if each has one of its own, and then those of the first of
 * @data count: others may have more. Where an RDM names none, or names twice, the order of its
 * conditions is taken to be that of the first, which cal_rsa_set_get_n_by_position() tells.
 *
 * Returns: (transfer full): the set, or NULL with CAL_ERROR_ARGUMENT
 */
CalRsaSet *
cal_rsa_set_new (CalRdm *const *models,
                 guint n_models,
                 CalRdm *const *data,
                 guint n_data,
                 guint rdms_per_subject,
                 CalMissingRule rule,
                 GError **error)
{
  g_autoptr (CalRsaSet) self = g_object_new (CAL_TYPE_RSA_SET, NULL);
  guint n = n_models + n_data;
  g_autofree const char **names = g_new (const char *, n);

  g_return_val_if_fail (n_data > 0, NULL);
  self->n_models = n_models;
  self->n_data = n_data;
  self->rdms = g_new (CalRdm *, n);
  self->values = g_new0 (double *, n);
  self->subjects = g_new (guint, n_data);
  for (guint r = 0; r < n; r++) {
    self->rdms[r] = g_object_ref (r < n_models ? models[r] : data[r - n_models]);
    names[r] = cal_rdm_get_desc (self->rdms[r])->name;
  }
  find_subjects (self, rdms_per_subject);
  if (!read_values (self, error) ||
      !cal_rdm_pairs_init (&self->pairs, cal_rdm_get_desc (data[0])->n_conditions,
                           (const double *const *) self->values, names, n, rule, error))
    return NULL;
  if (self->pairs.n_kept < 3) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " pairs of conditions have a value in all RDMs; expected 3",
                 self->pairs.n_kept);
    return NULL;
  }
  return g_steal_pointer (&self);
}

guint
cal_rsa_set_get_n_models (CalRsaSet *self)
{
  return self->n_models;
}

guint
cal_rsa_set_get_n_data (CalRsaSet *self)
{
  return self->n_data;
}

guint
cal_rsa_set_get_n_subjects (CalRsaSet *self)
{
  return self->n_subjects;
}

CalRdm *
cal_rsa_set_get_model (CalRsaSet *self, guint model)
{
  return self->rdms[model];
}

CalRdm *
cal_rsa_set_get_datum (CalRsaSet *self, guint datum)
{
  return self->rdms[self->n_models + datum];
}

/**
 * cal_rsa_set_get_subjects:
 *
 * Returns: (transfer none): whose each RDM of the data is, from 0
 */
const guint *
cal_rsa_set_get_subjects (CalRsaSet *self)
{
  return self->subjects;
}

/**
 * cal_rsa_set_get_model_values:
 *
 * Returns: (transfer none): of each model the condensed RDM, conditions in the set's order
 */
const double *const *
cal_rsa_set_get_model_values (CalRsaSet *self)
{
  return (const double *const *) self->values;
}

/**
 * cal_rsa_set_get_data_values:
 *
 * Returns: (transfer none): of each of the data the condensed RDM
 */
const double *const *
cal_rsa_set_get_data_values (CalRsaSet *self)
{
  return (const double *const *) self->values + self->n_models;
}

/**
 * cal_rsa_set_get_pairs:
 *
 * Returns: (transfer none): the pairs that all RDMs have
 */
const CalRdmPairs *
cal_rsa_set_get_pairs (CalRsaSet *self)
{
  return &self->pairs;
}

/**
 * cal_rsa_set_get_n_by_position:
 *
 * Returns: how many RDMs have conditions that no name tells from each other
 */
guint
cal_rsa_set_get_n_by_position (CalRsaSet *self)
{
  return self->n_by_position;
}
