/* embedding.c - conditions as points in two or three dimensions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/embedding.h"

#include <math.h>

#include "model/error.h"

struct _CalEmbedding {
  GObject parent_instance;

  CalEmbeddingDesc desc;
  GPtrArray *ids;
  GHashTable *point_by_id; /* borrows its keys from ids */
};

G_DEFINE_FINAL_TYPE (CalEmbedding, cal_embedding, G_TYPE_OBJECT)

static void
cal_embedding_finalize (GObject *object)
{
  CalEmbeddingDesc *desc = &CAL_EMBEDDING (object)->desc;

  g_clear_pointer ((char **) &desc->name, g_free);
  g_clear_pointer (&desc->points, g_bytes_unref);
  g_clear_pointer ((char **) &desc->method, g_free);
  g_clear_pointer ((char **) &desc->summary, g_free);
  g_clear_object (&desc->conditions);
  g_clear_pointer (&CAL_EMBEDDING (object)->point_by_id, g_hash_table_unref);
  g_clear_pointer (&CAL_EMBEDDING (object)->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_embedding_parent_class)->finalize (object);
}

static void
cal_embedding_class_init (CalEmbeddingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_embedding_finalize;
}

static void
cal_embedding_init (CalEmbedding *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->point_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
check (const CalEmbeddingDesc *desc, GError **error)
{
  gsize size = g_bytes_get_size (desc->points), wanted;
  const double *points = g_bytes_get_data (desc->points, NULL);

  if (desc->n_dims < 2 || desc->n_dims > CAL_EMBEDDING_MAX_DIMS ||
      !g_size_checked_mul (&wanted, desc->n_points, desc->n_dims * sizeof *points) ||
      size != wanted)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "embedding \"%s\": %" G_GSIZE_FORMAT " bytes for %" G_GSIZE_FORMAT
                 " points in %u dimensions; expected 2 or 3",
                 desc->name, size, desc->n_points, desc->n_dims);
  else if (desc->conditions != NULL && cal_table_get_n_rows (desc->conditions) != desc->n_points)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "embedding \"%s\": %" G_GSIZE_FORMAT " points, %" G_GSIZE_FORMAT
                 " rows that name them",
                 desc->name, desc->n_points, cal_table_get_n_rows (desc->conditions));
  else {
    for (gsize c = 0; c < desc->n_points * desc->n_dims; c++)
      if (!isfinite (points[c])) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                     "embedding \"%s\": point %" G_GSIZE_FORMAT " lies nowhere", desc->name,
                     c / desc->n_dims);
        return FALSE;
      }
    return TRUE;
  }
  return FALSE;
}

/**
 * cal_embedding_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the embedding, or NULL with CAL_ERROR_FORMAT if the sizes do not agree
 *   or a coordinate is not finite
 */
CalEmbedding *
cal_embedding_new (const CalEmbeddingDesc *desc, GError **error)
{
  CalEmbedding *self;

  if (!check (desc, error))
    return NULL;
  self = g_object_new (CAL_TYPE_EMBEDDING, NULL);
  self->desc = *desc;
  self->desc.name = g_strdup (desc->name);
  self->desc.method = g_strdup (desc->method);
  self->desc.summary = g_strdup (desc->summary);
  g_bytes_ref (self->desc.points);
  if (desc->conditions != NULL)
    g_object_ref (desc->conditions);
  for (gsize i = 0; i < desc->n_points; i++) {
    char *id = cal_table_dup_row_id (desc->conditions, i);

    g_ptr_array_add (self->ids, id);
    if (!g_hash_table_contains (self->point_by_id, id))
      g_hash_table_insert (self->point_by_id, id, GSIZE_TO_POINTER (i));
  }
  return self;
}

const CalEmbeddingDesc *
cal_embedding_get_desc (CalEmbedding *self)
{
  return &self->desc;
}

/**
 * cal_embedding_get_points:
 *
 * Returns: (transfer none): n_points x n_dims coordinates
 */
const double *
cal_embedding_get_points (CalEmbedding *self)
{
  return g_bytes_get_data (self->desc.points, NULL);
}

/**
 * cal_embedding_get_condition:
 *
 * Returns: (transfer none): the name that links this point between views, as
 *   cal_table_dup_row_id() has it
 */
const char *
cal_embedding_get_condition (CalEmbedding *self, gsize point)
{
  g_return_val_if_fail (point < self->ids->len, "");

  return self->ids->pdata[point];
}

/**
 * cal_embedding_find_condition:
 * @point: (out): the first of that name
 *
 * Returns: whether there is one
 */
gboolean
cal_embedding_find_condition (CalEmbedding *self, const char *id, gsize *point)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->point_by_id, id, NULL, &found))
    return FALSE;
  *point = GPOINTER_TO_SIZE (found);
  return TRUE;
}
