/* stimuli.c - what was shown: an id a stimulus, what is known of it, and where its picture lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/stimuli.h"

#include <string.h>

#include "model/error.h"
#include "model/text.h"

struct _CalStimuli {
  GObject parent_instance;

  char *name;
  CalTextArray *ids;
  CalTextArray *pictures;
  CalTable *table;
  GHashTable *index_by_id;
  GHashTable *index_by_stem;
};

G_DEFINE_FINAL_TYPE (CalStimuli, cal_stimuli, G_TYPE_OBJECT)

/* More than one stimulus has this stem: it names none of them. */
#define AMBIGUOUS G_MAXSIZE

static void
cal_stimuli_finalize (GObject *object)
{
  CalStimuli *self = CAL_STIMULI (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->index_by_id, g_hash_table_unref);
  g_clear_pointer (&self->index_by_stem, g_hash_table_unref);
  g_clear_object (&self->ids);
  g_clear_object (&self->pictures);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (cal_stimuli_parent_class)->finalize (object);
}

static void
cal_stimuli_class_init (CalStimuliClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_stimuli_finalize;
}

static void
cal_stimuli_init (CalStimuli *self)
{
  self->index_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->index_by_stem = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* "images/stim01.png" is called "stim01" by tables that leave folder and extension away. */
static char *
dup_stem (const char *id)
{
  const char *slash = strrchr (id, '/');
  const char *base = slash != NULL ? slash + 1 : id;
  const char *dot = strrchr (base, '.');
  gsize length = dot != NULL && dot > base ? (gsize) (dot - base) : strlen (base);

  return g_strndup (base, length);
}

static void
index_ids (CalStimuli *self)
{
  for (gsize n = 0; n < cal_text_array_get_n (self->ids); n++) {
    const char *id = cal_text_array_get (self->ids, n);
    char *stem = dup_stem (id);

    if (!g_hash_table_contains (self->index_by_id, id))
      g_hash_table_insert (self->index_by_id, (gpointer) id, GSIZE_TO_POINTER (n));
    if (g_hash_table_contains (self->index_by_stem, stem))
      g_hash_table_insert (self->index_by_stem, stem, GSIZE_TO_POINTER (AMBIGUOUS));
    else
      g_hash_table_insert (self->index_by_stem, stem, GSIZE_TO_POINTER (n));
  }
}

/**
 * cal_stimuli_new:
 * @name: what the person calls them: the folder's name
 * @ids: one a stimulus
 * @pictures: (nullable): one a stimulus: a path, or a part of a dataset
 * ("stimuli.h5:/imgBrick[7]");
 *   "" where there is none
 * @table: (nullable): a row a stimulus: categories, sizes, ...
 *
 * Returns: (transfer full): the stimuli, or NULL with CAL_ERROR_FORMAT if the lengths differ
 */
CalStimuli *
cal_stimuli_new (
    const char *name, CalTextArray *ids, CalTextArray *pictures, CalTable *table, GError **error)
{
  g_autoptr (CalStimuli) self = NULL;
  gsize n = cal_text_array_get_n (ids);

  if ((pictures != NULL && cal_text_array_get_n (pictures) != n) ||
      (table != NULL && cal_table_get_n_rows (table) != n)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%" G_GSIZE_FORMAT " stimuli, %" G_GSIZE_FORMAT " pictures, %" G_GSIZE_FORMAT
                 " rows of their table",
                 n, pictures != NULL ? cal_text_array_get_n (pictures) : n,
                 table != NULL ? cal_table_get_n_rows (table) : n);
    return NULL;
  }
  self = g_object_new (CAL_TYPE_STIMULI, NULL);
  self->name = cal_text_dup_shown (name, -1);
  self->ids = g_object_ref (ids);
  self->pictures = pictures != NULL ? g_object_ref (pictures) : NULL;
  self->table = table != NULL ? g_object_ref (table) : NULL;
  index_ids (self);
  return g_steal_pointer (&self);
}

/**
 * cal_stimuli_new_with_table:
 * @table: a row a stimulus
 *
 * Returns: (transfer full): the same stimuli, told of by @table; NULL as cal_stimuli_new()
 */
CalStimuli *
cal_stimuli_new_with_table (CalStimuli *self, CalTable *table, GError **error)
{
  return cal_stimuli_new (self->name, self->ids, self->pictures, table, error);
}

const char *
cal_stimuli_get_name (CalStimuli *self)
{
  return self->name;
}

gsize
cal_stimuli_get_n (CalStimuli *self)
{
  return cal_text_array_get_n (self->ids);
}

const char *
cal_stimuli_get_id (CalStimuli *self, gsize n)
{
  return cal_text_array_get (self->ids, n);
}

/**
 * cal_stimuli_get_picture:
 *
 * Returns: (transfer none) (nullable): where the picture lies
 */
const char *
cal_stimuli_get_picture (CalStimuli *self, gsize n)
{
  const char *picture = self->pictures != NULL ? cal_text_array_get (self->pictures, n) : "";

  return picture[0] != '\0' ? picture : NULL;
}

/**
 * cal_stimuli_get_table:
 *
 * Returns: (transfer none) (nullable): a row a stimulus
 */
CalTable *
cal_stimuli_get_table (CalStimuli *self)
{
  return self->table;
}

/**
 * cal_stimuli_find:
 * @id: the whole id, or its file name without folder and extension if only one has that
 * @n: (out) (optional): which
 *
 * Returns: whether there is one
 */
gboolean
cal_stimuli_find (CalStimuli *self, const char *id, gsize *n)
{
  g_autofree char *stem = NULL;
  gpointer found;

  if (!g_hash_table_lookup_extended (self->index_by_id, id, NULL, &found)) {
    stem = dup_stem (id);
    if (!g_hash_table_lookup_extended (self->index_by_stem, stem, NULL, &found) ||
        GPOINTER_TO_SIZE (found) == AMBIGUOUS)
      return FALSE;
  }
  if (n != NULL)
    *n = GPOINTER_TO_SIZE (found);
  return TRUE;
}
