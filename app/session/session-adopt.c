/* session-adopt.c - what was read becomes part of the study.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/default-display.h"
#include "app/session/first-look.h"
#include "app/session/layer-series.h"
#include "app/session/middle.h"
#include "app/session/representations.h"
#include "app/session/session-private.h"
#include "io/loaded.h"
#include "io/sidecar.h"

static CalLayer *
add_layer (CalSession *self, const CalReadItem *item, guint position)
{
  CalLayer *layer = cal_scene_add_item (self->scene, item, position);

  if (item->cortex != NULL)
    g_hash_table_insert (self->bound_to, g_object_ref (layer), g_object_ref (item->cortex));
  return layer;
}

/* A layer of data that were in no reading's list. */
static CalLayer *
add_data (CalSession *self, const char *source, GObject *data, CalCortex *cortex)
{
  CalReadItem item = {(char *) source,  data, cortex, cal_data_summarise (data),
                      CAL_RANK_ANATOMY, TRUE};

  item.rank = cal_data_rank (data, &item.summary);
  return add_layer (self, &item, cal_scene_find_top (self->scene));
}

static gboolean
has_kind (CalCortex *cortex, CalSurfaceKind kind)
{
  return cal_cortex_get_surface (cortex, CAL_LEFT, kind) != NULL ||
         cal_cortex_get_surface (cortex, CAL_RIGHT, kind) != NULL;
}

/* Half way from pial to flat is no shape to begin with: without an inflated surface the anatomical
 * one is shown. */
static void
show_shape_that_is_there (CalScene *scene, CalCortex *cortex)
{
  if (has_kind (cortex, CAL_SURFACE_INFLATED) || has_kind (cortex, CAL_SURFACE_VERY_INFLATED))
    return;
  if (has_kind (cortex, CAL_SURFACE_PIAL) || has_kind (cortex, CAL_SURFACE_MIDTHICKNESS))
    g_object_set (scene, "unfolding", 0.0, NULL);
  else if (has_kind (cortex, CAL_SURFACE_WHITE))
    g_object_set (scene, "unfolding", 1.0, NULL);
}

static void
show_cortex_of_most_maps (CalSession *self)
{
  CalCortex *best = cal_scene_get_cortex (self->scene);
  guint most = 0;

  if (best != NULL)
    return;
  for (guint c = 0; c < self->cortices->len; c++) {
    GHashTableIter iter;
    gpointer cortex;
    guint n_maps = 1;

    g_hash_table_iter_init (&iter, self->bound_to);
    while (g_hash_table_iter_next (&iter, NULL, &cortex))
      n_maps += cortex == self->cortices->pdata[c];
    if (n_maps > most) {
      most = n_maps;
      best = self->cortices->pdata[c];
    }
  }
  cal_scene_set_cortex (self->scene, best);
  if (best != NULL)
    show_shape_that_is_there (self->scene, best);
}

/* A new study begins with the cursor in the middle of what is there. */
static void
centre_cursor (CalSession *self)
{
  double middle_mm[3];

  if (cal_scene_find_middle (self->scene, middle_mm))
    cal_scene_move_to_mm (self->scene, middle_mm);
}

static void
append_texts (GPtrArray *to, GPtrArray *from)
{
  for (guint n = 0; n < from->len; n++)
    g_ptr_array_add (to, g_strdup (from->pdata[n]));
}

static void
append_objects (GPtrArray *to, GPtrArray *from)
{
  for (guint n = 0; n < from->len; n++)
    g_ptr_array_add (to, g_object_ref (from->pdata[n]));
}

/* The layer that showed the first frame, if this is the rest of it. */
static CalLayer *
take_preview (CalSession *self, const CalReadItem *item)
{
  if (self->preview == NULL || !CAL_IS_VOLUME (item->data) ||
      !g_str_equal (cal_layer_get_source (self->preview), item->source))
    return NULL;
  return g_steal_pointer (&self->preview);
}

/**
 * cal_session_drop_preview:
 *
 * Takes away what stood for a series whose reading ended without it.
 */
void
cal_session_drop_preview (CalSession *self)
{
  if (self->preview != NULL)
    cal_scene_remove (self->scene, self->preview);
  g_clear_object (&self->preview);
}

/* What was opened, and the answers it was opened with. What gave nothing is no part of the study.
 */
static void
remember_sources (CalSession *self, const char *const *paths, const char *const *binds)
{
  for (; *paths != NULL; paths++) {
    if (self->title == NULL)
      self->title = g_filename_display_basename (*paths);
    g_ptr_array_add (self->sources, g_canonicalize_filename (*paths, NULL));
  }
  for (; binds != NULL && *binds != NULL; binds++)
    g_ptr_array_add (self->binds, g_strdup (*binds));
}

/* Layers of many frames are series of the views, too. */
static void
add_layer_series (CalSession *self, GHashTable *known)
{
  for (guint n = 0; n < cal_scene_get_n_layers (self->scene); n++) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n);
    g_autoptr (CalSeries) series =
        g_hash_table_contains (known, layer) ? NULL : cal_layer_series_new (layer, self->rdm_scene);

    if (series != NULL)
      cal_encoding_scene_add (self->encoding_scene, G_OBJECT (series));
  }
}

/* A reading gives those back that it was given, and has the last word. */
static void
take_index_files (CalSession *self, GPtrArray *index_files)
{
  g_ptr_array_set_size (self->index_files, 0);
  for (guint n = 0; n < index_files->len; n++)
    g_ptr_array_add (self->index_files, g_object_ref (index_files->pdata[n]));
}

/**
 * cal_session_adopt:
 * @paths: what was opened
 * @binds: (nullable): answers that it was opened with
 * @reading: what it gave
 *
 * Makes the reading part of the session: layers with their first look, brains, what was said. A
 * reading that gave nothing only says why; the study stays as it is.
 */
void
cal_session_adopt (CalSession *self,
                   const char *const *paths,
                   const char *const *binds,
                   CalReading *reading)
{
  gboolean was_empty = cal_scene_get_n_layers (self->scene) == 0 && self->cortices->len == 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  guint base;

  g_return_if_fail (CAL_IS_SESSION (self));

  for (guint n = 0; n < cal_scene_get_n_layers (self->scene); n++)
    if (cal_scene_get_layer (self->scene, n) != self->preview)
      g_hash_table_add (known, cal_scene_get_layer (self->scene, n));
  take_index_files (self, cal_reading_get_index_files (reading));
  append_texts (self->remarks, cal_reading_get_remarks (reading));
  append_texts (self->failures, cal_reading_get_failures (reading));
  append_texts (self->failed, cal_reading_get_failed (reading));
  if (cal_reading_is_empty (reading)) {
    cal_session_drop_preview (self);
    cal_session_emit_adopted (self);
    return;
  }
  remember_sources (self, paths, binds);
  g_ptr_array_extend (items, cal_reading_get_items (reading), NULL, NULL);
  g_ptr_array_sort (items, cal_read_items_compare);
  append_objects (self->cortices, cal_reading_get_cortices (reading));
  /* Among several, the first look is chosen anew. */
  if (items->len > 1)
    cal_session_drop_preview (self);
  base = cal_scene_find_top (self->scene);
  /* Each goes below the one before: the best of them lies on top. */
  for (guint n = 0; n < items->len; n++) {
    const CalReadItem *item = items->pdata[n];
    g_autoptr (CalLayer) previewed = take_preview (self, item);

    if (previewed != NULL)
      cal_layer_set_data (previewed, item->data);
    else
      add_layer (self, item, base + (cal_scene_has_backdrop (self->scene) && base == 0));
  }
  cal_session_drop_preview (self);
  append_objects (self->containers, cal_reading_get_containers (reading));
  cal_representations_adopt (self->rdm_scene, reading, self->remarks);
  for (guint n = 0; n < cal_reading_get_findings (reading)->len; n++)
    cal_encoding_scene_add (self->encoding_scene, cal_reading_get_findings (reading)->pdata[n]);
  add_layer_series (self, known);
  for (guint n = 0; n < cal_reading_get_questions (reading)->len; n++)
    g_ptr_array_add (self->questions, cal_reading_get_questions (reading)->pdata[n]);
  if (cal_reading_get_questions (reading)->len > 0)
    g_ptr_array_add (self->readings, g_object_ref (reading));
  show_cortex_of_most_maps (self);
  if (was_empty)
    centre_cursor (self);
  cal_history_clear (self->history);
  cal_session_emit_adopted (self);
}

/**
 * cal_session_adopt_preview:
 * @partial: what a job offered: a CalLoaded with the first frame of a series
 *
 * Shows it until the rest has been read.
 */
void
cal_session_adopt_preview (CalSession *self, GObject *partial)
{
  GPtrArray *objects;
  gboolean was_empty = cal_scene_get_n_layers (self->scene) == 0;

  g_return_if_fail (CAL_IS_SESSION (self));

  if (!CAL_IS_LOADED (partial))
    return;
  objects = cal_loaded_get_objects (CAL_LOADED (partial));
  if (objects->len != 1 || !CAL_IS_VOLUME (objects->pdata[0]))
    return;
  cal_session_drop_preview (self);
  self->preview = g_object_ref (
      add_data (self, cal_loaded_get_path (CAL_LOADED (partial)), objects->pdata[0], NULL));
  if (was_empty)
    centre_cursor (self);
  cal_history_clear (self->history);
}

/* Rows that were bound are those of responses, weights or captions. */
static gboolean
place_part (CalSession *self, CalPart *part, GObject *rows, GError **error)
{
  g_autoptr (CalPlaces) places = cal_places_new (rows, part->n_rows, error);
  g_autoptr (GObject) finding = places != NULL ? cal_part_place (part, places, error) : NULL;

  if (finding != NULL)
    cal_encoding_scene_add (self->encoding_scene, finding);
  return finding != NULL;
}

/**
 * cal_session_answer:
 * @question: one of the session's
 * @binding: one of the question's
 *
 * Binds the vector by that rule, shows it, and keeps the answer in the sidecar beside the data.
 *
 * Returns: FALSE with @error set if it cannot be bound, or the answer not be kept
 */
gboolean
cal_session_answer (CalSession *self, CalQuestion *question, CalBinding *binding, GError **error)
{
  g_autoptr (GObject) data = cal_binding_apply (binding, question->vector, error);

  if (data == NULL || (question->part != NULL && !place_part (self, question->part, data, error)))
    return FALSE;
  if (question->part == NULL)
    add_data (self, question->source, data, cal_binding_get_cortex (binding));
  g_ptr_array_add (self->binds,
                   g_strdup_printf ("%s=%s", cal_vector_get_desc (question->vector)->name,
                                    cal_binding_get_key (binding)));
  g_ptr_array_remove (self->questions, question);
  show_cortex_of_most_maps (self);
  cal_history_clear (self->history);
  cal_session_emit_adopted (self);
  return cal_sidecar_keep_binding (question->source, cal_binding_get_key (binding), error);
}
