/* rdm.c - a representational dissimilarity matrix: how far apart each pair of conditions is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/rdm.h"

#include <math.h>

#include "model/error.h"
#include "model/text.h"

struct _CalRdm {
  GObject parent_instance;

  CalRdmDesc desc;
  gsize n_pairs;
  GPtrArray *ids;
  GHashTable *index_by_id;
};

G_DEFINE_FINAL_TYPE (CalRdm, cal_rdm, G_TYPE_OBJECT)

static void
cal_rdm_finalize (GObject *object)
{
  CalRdm *self = CAL_RDM (object);

  g_free ((char *) self->desc.name);
  g_free ((char *) self->desc.source);
  g_free ((char *) self->desc.measure);
  g_free ((char *) self->desc.roi);
  g_free ((char *) self->desc.subject);
  g_free ((char *) self->desc.made_by);
  g_clear_object (&self->desc.dissimilarities);
  g_clear_object (&self->desc.conditions);
  g_clear_pointer (&self->index_by_id, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_rdm_parent_class)->finalize (object);
}

static void
cal_rdm_class_init (CalRdmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rdm_finalize;
}

static void
cal_rdm_init (CalRdm *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->index_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * cal_rdm_count_pairs:
 * @n_pairs: (out): n (n - 1) / 2
 *
 * Returns: FALSE if that is too many to count
 */
gboolean
cal_rdm_count_pairs (gsize n_conditions, gsize *n_pairs)
{
  if (n_conditions < 2) {
    *n_pairs = 0;
    return TRUE;
  }
  return n_conditions % 2 == 0 ? g_size_checked_mul (n_pairs, n_conditions / 2, n_conditions - 1)
                               : g_size_checked_mul (n_pairs, n_conditions, (n_conditions - 1) / 2);
}

/**
 * cal_rdm_pair_index:
 * @i: not @j; both below @n_conditions
 *
 * Returns: where the pair lies in the upper triangle kept row by row
 */
gsize
cal_rdm_pair_index (gsize n_conditions, gsize i, gsize j)
{
  gsize low = MIN (i, j), high = MAX (i, j);

  return low * (2 * n_conditions - low - 1) / 2 + high - low - 1;
}

static void
name_conditions (CalRdm *self)
{
  for (gsize i = 0; i < self->desc.n_conditions; i++) {
    char *id = cal_table_dup_row_id (self->desc.conditions, i);

    g_ptr_array_add (self->ids, id);
    if (!g_hash_table_contains (self->index_by_id, id))
      g_hash_table_insert (self->index_by_id, id, GSIZE_TO_POINTER (i));
  }
}

static gboolean
check (const CalRdmDesc *desc, gsize *n_pairs, GError **error)
{
  CalDtype dtype = cal_array_get_dtype (desc->dissimilarities);
  gsize n_found = cal_array_get_n_elements (desc->dissimilarities);

  if (desc->n_conditions < 2 || !cal_rdm_count_pairs (desc->n_conditions, n_pairs) ||
      n_found != *n_pairs) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%" G_GSIZE_FORMAT " dissimilarities do not fit %" G_GSIZE_FORMAT " conditions",
                 n_found, desc->n_conditions);
    return FALSE;
  }
  if (dtype != CAL_DTYPE_FLOAT32 && dtype != CAL_DTYPE_FLOAT64) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "dissimilarities of type %s; expected float32 or float64",
                 cal_dtype_get_name (dtype));
    return FALSE;
  }
  if (desc->conditions != NULL && cal_table_get_n_rows (desc->conditions) != desc->n_conditions) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%" G_GSIZE_FORMAT " conditions are described; the matrix has %" G_GSIZE_FORMAT,
                 cal_table_get_n_rows (desc->conditions), desc->n_conditions);
    return FALSE;
  }
  return TRUE;
}

static char *
dup_valid (const char *text)
{
  return cal_text_dup_shown (text, -1);
}

/**
 * cal_rdm_new:
 * @desc: copied; its data are shared
 *
 * Returns: (transfer full): the RDM, or NULL with CAL_ERROR_FORMAT or CAL_ERROR_ARGUMENT
 */
CalRdm *
cal_rdm_new (const CalRdmDesc *desc, GError **error)
{
  g_autoptr (CalRdm) self = NULL;
  gsize n_pairs = 0;

  if (!check (desc, &n_pairs, error))
    return NULL;
  self = g_object_new (CAL_TYPE_RDM, NULL);
  self->desc = *desc;
  self->desc.name = cal_text_dup_shown (desc->name, -1);
  self->desc.source = dup_valid (desc->source);
  self->desc.measure = dup_valid (desc->measure);
  self->desc.roi = dup_valid (desc->roi);
  self->desc.subject = dup_valid (desc->subject);
  self->desc.made_by = dup_valid (desc->made_by);
  g_object_ref (self->desc.dissimilarities);
  if (self->desc.conditions != NULL)
    g_object_ref (self->desc.conditions);
  self->n_pairs = n_pairs;
  name_conditions (self);
  return g_steal_pointer (&self);
}

/**
 * cal_rdm_get_desc:
 *
 * Returns: (transfer none): what it was made from
 */
const CalRdmDesc *
cal_rdm_get_desc (CalRdm *self)
{
  return &self->desc;
}

gsize
cal_rdm_get_n_pairs (CalRdm *self)
{
  return self->n_pairs;
}

/**
 * cal_rdm_get_pair:
 * @pair: as cal_rdm_pair_index() counts them
 */
double
cal_rdm_get_pair (CalRdm *self, gsize pair)
{
  return cal_array_get_value (self->desc.dissimilarities, pair);
}

/**
 * cal_rdm_get:
 *
 * Returns: the dissimilarity of @i and @j; NaN on the diagonal, which says nothing
 */
double
cal_rdm_get (CalRdm *self, gsize i, gsize j)
{
  g_return_val_if_fail (i < self->desc.n_conditions && j < self->desc.n_conditions, (double) NAN);

  if (i == j)
    return (double) NAN;
  return cal_rdm_get_pair (self, cal_rdm_pair_index (self->desc.n_conditions, i, j));
}

/**
 * cal_rdm_get_condition:
 *
 * Returns: (transfer none): the name that links this condition between views; its number, counted
 *   from 1, if the file names none
 */
const char *
cal_rdm_get_condition (CalRdm *self, gsize i)
{
  g_return_val_if_fail (i < self->ids->len, "");

  return self->ids->pdata[i];
}

/**
 * cal_rdm_find_condition:
 * @i: (out) (optional): the first condition of that name
 *
 * Returns: whether there is one
 */
gboolean
cal_rdm_find_condition (CalRdm *self, const char *id, gsize *i)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->index_by_id, id, NULL, &found))
    return FALSE;
  if (i != NULL)
    *i = GPOINTER_TO_SIZE (found);
  return TRUE;
}
