/* rdm-order.c - in which order the conditions of an RDM are shown, and which belong together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-order.h"

#include <math.h>

struct _CalRdmOrder {
  GObject parent_instance;

  char *title;
  GPtrArray *ids;
  GArray *groups;
  CalClusterTree *tree;
};

G_DEFINE_FINAL_TYPE (CalRdmOrder, cal_rdm_order, G_TYPE_OBJECT)

static void
clear_group (gpointer data)
{
  g_free ((char *) ((CalRdmGroup *) data)->name);
}

static void
cal_rdm_order_finalize (GObject *object)
{
  CalRdmOrder *self = CAL_RDM_ORDER (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_object (&self->tree);
  G_OBJECT_CLASS (cal_rdm_order_parent_class)->finalize (object);
}

static void
cal_rdm_order_class_init (CalRdmOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_rdm_order_finalize;
}

static void
cal_rdm_order_init (CalRdmOrder *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_array_new (FALSE, FALSE, sizeof (CalRdmGroup));
  g_array_set_clear_func (self->groups, clear_group);
}

/**
 * cal_rdm_order_new:
 * @title: "category", "Ward clusters"
 * @conditions: of @rdm, one a row: each of them once
 * @groups: (nullable): @n_groups runs of rows that belong together; their names are copied
 *
 * Returns: (transfer full): the order
 */
CalRdmOrder *
cal_rdm_order_new (const char *title,
                   CalRdm *rdm,
                   const guint32 *conditions,
                   const CalRdmGroup *groups,
                   guint n_groups)
{
  CalRdmOrder *self = g_object_new (CAL_TYPE_RDM_ORDER, NULL);

  self->title = g_strdup (title);
  for (gsize row = 0; row < cal_rdm_get_desc (rdm)->n_conditions; row++)
    g_ptr_array_add (self->ids, g_strdup (cal_rdm_get_condition (rdm, conditions[row])));
  for (guint n = 0; n < n_groups; n++) {
    CalRdmGroup group = {g_strdup (groups[n].name), groups[n].start, groups[n].n};

    g_array_append_val (self->groups, group);
  }
  return self;
}

/**
 * cal_rdm_order_new_as_in_file:
 *
 * Returns: (transfer full): the conditions as the file has them, in no groups
 */
CalRdmOrder *
cal_rdm_order_new_as_in_file (CalRdm *rdm)
{
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;
  g_autofree guint32 *conditions = g_new (guint32, n);

  for (gsize row = 0; row < n; row++)
    conditions[row] = (guint32) row;
  return cal_rdm_order_new ("as in the file", rdm, conditions, NULL, 0);
}

typedef struct {
  const CalColumn *column;
  const CalLevels *levels;
} Sorting;

/* Numbers by size, missing ones last; texts by where they first come. Equals stay as they were. */
static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (sorting->column->numbers != NULL) {
    double x = cal_column_get_number (sorting->column, first);
    double y = cal_column_get_number (sorting->column, second);

    if (isnan (x) != isnan (y))
      return isnan (x) ? 1 : -1;
    if (x < y || x > y)
      return x < y ? -1 : 1;
  } else if (sorting->levels->codes[first] != sorting->levels->codes[second]) {
    return sorting->levels->codes[first] < sorting->levels->codes[second] ? -1 : 1;
  }
  return first < second ? -1 : first > second;
}

/**
 * cal_rdm_order_new_by_column:
 * @column: of the conditions of @rdm
 *
 * Equal values form a group, unless all differ.
 *
 * Returns: (transfer full): numbers by size, missing ones last; texts in the order in which they
 *   first come
 */
CalRdmOrder *
cal_rdm_order_new_by_column (CalRdm *rdm, const CalColumn *column)
{
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;
  g_autofree guint32 *conditions = g_new (guint32, n);
  g_autoptr (CalLevels) levels = cal_column_find_levels (column);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (CalRdmGroup));
  Sorting sorting = {column, levels};

  for (gsize row = 0; row < n; row++)
    conditions[row] = (guint32) row;
  g_qsort_with_data (conditions, (gint) n, sizeof *conditions, compare_rows, &sorting);
  for (gsize row = 0; levels->n < n && row < n;) {
    guint32 code = levels->codes[conditions[row]];
    CalRdmGroup group = {levels->names[code], row, levels->counts[code]};

    g_array_append_val (groups, group);
    row += group.n;
  }
  return cal_rdm_order_new (column->name, rdm, conditions, (const CalRdmGroup *) groups->data,
                            groups->len);
}

/**
 * cal_rdm_order_new_by_tree:
 * @rdm: whose conditions the leaves are
 *
 * Returns: (transfer full): the leaves as they are drawn, in no groups; it keeps the tree
 */
CalRdmOrder *
cal_rdm_order_new_by_tree (CalRdm *rdm, CalClusterTree *tree)
{
  const CalClusterTreeDesc *desc = cal_cluster_tree_get_desc (tree);
  g_autofree char *title =
      g_strdup_printf ("%s of %s, %s", desc->linkage, desc->name, desc->leaf_order);
  CalRdmOrder *self = cal_rdm_order_new (title, rdm, cal_cluster_tree_get_order (tree), NULL, 0);

  self->tree = g_object_ref (tree);
  return self;
}

const char *
cal_rdm_order_get_title (CalRdmOrder *self)
{
  return self->title;
}

gsize
cal_rdm_order_get_n (CalRdmOrder *self)
{
  return self->ids->len;
}

const char *
cal_rdm_order_get_id (CalRdmOrder *self, gsize row)
{
  return self->ids->pdata[row];
}

guint
cal_rdm_order_get_n_groups (CalRdmOrder *self)
{
  return self->groups->len;
}

const CalRdmGroup *
cal_rdm_order_get_group (CalRdmOrder *self, guint n)
{
  return &g_array_index (self->groups, CalRdmGroup, n);
}

/**
 * cal_rdm_order_find_group:
 *
 * Returns: whether the row belongs to a group
 */
gboolean
cal_rdm_order_find_group (CalRdmOrder *self, gsize row, guint *group)
{
  for (guint n = 0; n < self->groups->len; n++) {
    const CalRdmGroup *candidate = &g_array_index (self->groups, CalRdmGroup, n);

    if (row >= candidate->start && row - candidate->start < candidate->n) {
      *group = n;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * cal_rdm_order_get_tree:
 *
 * Returns: (transfer none) (nullable): the tree that the rows are the leaves of
 */
CalClusterTree *
cal_rdm_order_get_tree (CalRdmOrder *self)
{
  return self->tree;
}

/**
 * cal_rdm_order_dup_conditions:
 * @rdm: of the same conditions, whatever their order in its file
 *
 * Returns: (transfer full) (nullable): the condition of @rdm that each row shows; NULL if @rdm has
 *   other conditions
 */
guint32 *
cal_rdm_order_dup_conditions (CalRdmOrder *self, CalRdm *rdm)
{
  g_autofree guint32 *conditions = NULL;

  if (cal_rdm_get_desc (rdm)->n_conditions != self->ids->len)
    return NULL;
  conditions = g_new (guint32, self->ids->len);
  for (guint row = 0; row < self->ids->len; row++) {
    gsize condition;

    if (!cal_rdm_find_condition (rdm, self->ids->pdata[row], &condition))
      return NULL;
    conditions[row] = (guint32) condition;
  }
  return g_steal_pointer (&conditions);
}
