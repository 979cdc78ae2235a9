/* selection.c - which stimuli, pair and region all views point at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/selection.h"

struct _CalSelection {
  GObject parent_instance;

  GPtrArray *ids;
  GHashTable *set;
  char *pair[2];
  char *region;
};

G_DEFINE_FINAL_TYPE (CalSelection, cal_selection, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cal_selection_finalize (GObject *object)
{
  CalSelection *self = CAL_SELECTION (object);

  g_clear_pointer (&self->set, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->pair[0], g_free);
  g_clear_pointer (&self->pair[1], g_free);
  g_clear_pointer (&self->region, g_free);
  G_OBJECT_CLASS (cal_selection_parent_class)->finalize (object);
}

static void
cal_selection_class_init (CalSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_selection_finalize;

  /**
   * CalSelection::changed:
   *
   * Stimuli, pair or region are not what they were. Once a change.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cal_selection_init (CalSelection *self)
{
  self->ids = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * cal_selection_new:
 *
 * Returns: (transfer full): with nothing selected
 */
CalSelection *
cal_selection_new (void)
{
  return g_object_new (CAL_TYPE_SELECTION, NULL);
}

static gboolean
is_same (CalSelection *self, const char *const *ids)
{
  guint n = 0;

  for (; ids != NULL && ids[n] != NULL; n++)
    if (n >= self->ids->len || !g_str_equal (ids[n], self->ids->pdata[n]))
      return FALSE;
  return n == self->ids->len;
}

/**
 * cal_selection_set_stimuli:
 * @ids: (nullable): ended by NULL; one that comes twice is kept once. NULL selects nothing
 */
void
cal_selection_set_stimuli (CalSelection *self, const char *const *ids)
{
  GPtrArray *kept = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint n = 0; ids != NULL && ids[n] != NULL; n++)
    if (!g_hash_table_contains (set, ids[n])) {
      char *id = g_strdup (ids[n]);

      g_ptr_array_add (kept, id);
      g_hash_table_add (set, id);
    }
  if (is_same (self, (const char *const *) kept->pdata)) {
    g_hash_table_unref (set);
    g_ptr_array_unref (kept);
    return;
  }
  g_hash_table_unref (self->set);
  g_ptr_array_unref (self->ids);
  self->set = set;
  self->ids = kept;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_selection_get_stimuli:
 * @n_ids: (out) (optional)
 *
 * Returns: (transfer none): the ids, in the order they were selected, ended by NULL
 */
const char *const *
cal_selection_get_stimuli (CalSelection *self, gsize *n_ids)
{
  if (n_ids != NULL)
    *n_ids = self->ids->len;
  return (const char *const *) self->ids->pdata;
}

gboolean
cal_selection_has_stimulus (CalSelection *self, const char *id)
{
  return g_hash_table_contains (self->set, id);
}

/**
 * cal_selection_set_pair:
 * @first: (nullable): the id of the one stimulus; NULL for no pair
 * @second: (nullable): of the other
 *
 * The two stimuli of the picked cell of an RDM.
 */
void
cal_selection_set_pair (CalSelection *self, const char *first, const char *second)
{
  gboolean is_pair = first != NULL && second != NULL;
  g_autofree char *new_first = g_strdup (is_pair ? first : NULL);
  g_autofree char *new_second = g_strdup (is_pair ? second : NULL);

  if (g_strcmp0 (new_first, self->pair[0]) == 0 && g_strcmp0 (new_second, self->pair[1]) == 0)
    return;
  g_free (self->pair[0]);
  g_free (self->pair[1]);
  self->pair[0] = g_steal_pointer (&new_first);
  self->pair[1] = g_steal_pointer (&new_second);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_selection_get_pair:
 * @first: (out) (transfer none)
 * @second: (out) (transfer none)
 *
 * Returns: FALSE, both NULL, if there is no pair
 */
gboolean
cal_selection_get_pair (CalSelection *self, const char **first, const char **second)
{
  *first = self->pair[0];
  *second = self->pair[1];
  return self->pair[0] != NULL;
}

/**
 * cal_selection_set_region:
 * @region: (nullable): its name, as labels and RDMs give it
 */
void
cal_selection_set_region (CalSelection *self, const char *region)
{
  g_autofree char *copy = NULL;

  if (g_strcmp0 (region, self->region) == 0)
    return;
  copy = g_strdup (region);
  g_free (self->region);
  self->region = g_steal_pointer (&copy);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_selection_get_region:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
cal_selection_get_region (CalSelection *self)
{
  return self->region;
}
