/* concepts.c - objects by what they score on many dimensions: a SPoSE-like model as a table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/concepts.h"

#include <math.h>

#include "analysis/triplet-similarity.h"

/* Fewer columns of numbers are what is known of a stimulus, not dimensions of a model. */
#define MIN_DIMS 8

struct _CalConcepts {
  GObject parent_instance;

  CalTable *table;
  gsize n;
  GPtrArray *dims;
  double *values;
  GPtrArray *ids;
  GHashTable *index_by_id;
};

G_DEFINE_FINAL_TYPE (CalConcepts, cal_concepts, G_TYPE_OBJECT)

struct _CalNearness {
  GObject parent_instance;

  gsize concept;
  double *similarities;
  guint32 *order;
};

G_DEFINE_FINAL_TYPE (CalNearness, cal_nearness, G_TYPE_OBJECT)

static void
cal_concepts_finalize (GObject *object)
{
  CalConcepts *self = CAL_CONCEPTS (object);

  g_clear_object (&self->table);
  g_clear_pointer (&self->index_by_id, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->dims, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_free);
  G_OBJECT_CLASS (cal_concepts_parent_class)->finalize (object);
}

static void
cal_concepts_class_init (CalConceptsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_concepts_finalize;
}

static void
cal_concepts_init (CalConcepts *self)
{
  self->dims = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->index_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
cal_nearness_finalize (GObject *object)
{
  CalNearness *self = CAL_NEARNESS (object);

  g_clear_pointer (&self->similarities, g_free);
  g_clear_pointer (&self->order, g_free);
  G_OBJECT_CLASS (cal_nearness_parent_class)->finalize (object);
}

static void
cal_nearness_class_init (CalNearnessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_nearness_finalize;
}

static void
cal_nearness_init (CalNearness *self)
{
}

/* A row's number is no dimension. */
static gboolean
is_dimension (const CalColumn *column)
{
  static const char *const numbers[] = {"id", "index", "number", "row", NULL};

  return column->numbers != NULL && !g_strv_contains (numbers, column->name);
}

/**
 * cal_concepts_new:
 * @table: (nullable): a row an object; its columns of numbers are the dimensions
 *
 * Returns: (transfer full) (nullable): the model; NULL if the table has too few dimensions or rows
 */
CalConcepts *
cal_concepts_new (CalTable *table)
{
  g_autoptr (CalConcepts) self = g_object_new (CAL_TYPE_CONCEPTS, NULL);
  guint n_dims;

  for (guint c = 0; table != NULL && c < cal_table_get_n_columns (table); c++)
    if (is_dimension (cal_table_get_column (table, c)))
      g_ptr_array_add (self->dims, (gpointer) cal_table_get_column (table, c)->name);
  if (self->dims->len < MIN_DIMS || cal_table_get_n_rows (table) < 3)
    return NULL;
  n_dims = self->dims->len;
  g_ptr_array_add (self->dims, NULL);
  self->table = g_object_ref (table);
  self->n = cal_table_get_n_rows (table);
  self->values = g_new (double, self->n *n_dims);
  for (guint c = 0, d = 0; c < cal_table_get_n_columns (table); c++) {
    const CalColumn *column = cal_table_get_column (table, c);

    if (!is_dimension (column))
      continue;
    for (gsize row = 0; row < self->n; row++)
      self->values[row * n_dims + d] = cal_column_get_number (column, row);
    d++;
  }
  for (gsize row = 0; row < self->n; row++) {
    g_ptr_array_add (self->ids, cal_table_dup_row_id (table, row));
    g_hash_table_insert (self->index_by_id, self->ids->pdata[row], GSIZE_TO_POINTER (row));
  }
  return g_steal_pointer (&self);
}

CalTable *
cal_concepts_get_table (CalConcepts *self)
{
  return self->table;
}

gsize
cal_concepts_get_n (CalConcepts *self)
{
  return self->n;
}

guint
cal_concepts_get_n_dims (CalConcepts *self)
{
  return self->dims->len - 1;
}

/**
 * cal_concepts_get_dims:
 *
 * Returns: (transfer none): the names of the dimensions, ended by NULL
 */
const char *const *
cal_concepts_get_dims (CalConcepts *self)
{
  return (const char *const *) self->dims->pdata;
}

/**
 * cal_concepts_get_id:
 *
 * Returns: (transfer none): the name that links the object between views
 */
const char *
cal_concepts_get_id (CalConcepts *self, gsize concept)
{
  return self->ids->pdata[concept];
}

/**
 * cal_concepts_find:
 * @id: (nullable)
 * @concept: (out)
 */
gboolean
cal_concepts_find (CalConcepts *self, const char *id, gsize *concept)
{
  gpointer found;

  if (id == NULL || !g_hash_table_lookup_extended (self->index_by_id, id, NULL, &found))
    return FALSE;
  *concept = GPOINTER_TO_SIZE (found);
  return TRUE;
}

/**
 * cal_concepts_get_values:
 *
 * Returns: (transfer none): what it scores, a number a dimension
 */
const double *
cal_concepts_get_values (CalConcepts *self, gsize concept)
{
  return self->values + concept * cal_concepts_get_n_dims (self);
}

typedef struct {
  const double *values;
  gsize stride;
} Sorting;

static int
compare_falling (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;
  double x = sorting->values[first * sorting->stride],
         y = sorting->values[second * sorting->stride];

  if (isnan (x) != isnan (y))
    return isnan (x) ? 1 : -1;
  if (x > y || x < y)
    return x > y ? -1 : 1;
  return first < second ? -1 : first > second;
}

static guint32 *
dup_falling (const double *values, gsize stride, gsize n)
{
  guint32 *order = g_new (guint32, n);
  Sorting sorting = {values, stride};

  for (gsize k = 0; k < n; k++)
    order[k] = (guint32) k;
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_falling, &sorting);
  return order;
}

/**
 * cal_concepts_dup_top:
 * @n: no more than there are
 *
 * Returns: (transfer full): the objects that score most on a dimension, the highest first
 */
guint32 *
cal_concepts_dup_top (CalConcepts *self, guint dim, guint n)
{
  guint32 *order = dup_falling (self->values + dim, cal_concepts_get_n_dims (self), self->n);

  return g_renew (guint32, order, MAX (n, 1));
}

typedef struct {
  CalConcepts *concepts;
  gsize concept;
} Input;

static void
input_free (gpointer data)
{
  g_object_unref (((Input *) data)->concepts);
  g_free (data);
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;
  CalConcepts *concepts = input->concepts;
  g_autoptr (CalNearness) self = g_object_new (CAL_TYPE_NEARNESS, NULL);

  self->concept = input->concept;
  self->similarities = g_new (double, concepts->n);
  if (!cal_triplet_similarity_to (concepts->values, concepts->n, cal_concepts_get_n_dims (concepts),
                                  input->concept, self->similarities, job, error))
    return NULL;
  self->order = dup_falling (self->similarities, 1, concepts->n);
  return (GObject *) g_steal_pointer (&self);
}

/**
 * cal_nearness_job_new:
 * @concept: that the others are compared with
 *
 * Returns: (transfer full): a job whose result is a #CalNearness
 */
CalJob *
cal_nearness_job_new (CalConcepts *concepts, gsize concept)
{
  Input *input = g_new (Input, 1);

  input->concepts = g_object_ref (concepts);
  input->concept = concept;
  return cal_job_new ("Comparing concepts", run, input, input_free);
}

gsize
cal_nearness_get_concept (CalNearness *self)
{
  return self->concept;
}

/**
 * cal_nearness_get:
 *
 * Returns: the chance that the two are kept together, a third being the odd one, 0 to 1; NaN for
 *   the concept itself
 */
double
cal_nearness_get (CalNearness *self, gsize other)
{
  return self->similarities[other];
}

/**
 * cal_nearness_get_nearest:
 * @nth: from 0, below the number of concepts less one
 */
guint32
cal_nearness_get_nearest (CalNearness *self, guint nth)
{
  return self->order[nth];
}
