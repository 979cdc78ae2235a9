/* session.c - the open study: what is loaded and shown, what was said of it, undo.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/session.h"

#include "app/session/default-display.h"
#include "app/session/first-look.h"
#include "app/session/middle.h"
#include "app/session/representations.h"
#include "app/session/session-file.h"
#include "io/loaded.h"
#include "io/sidecar.h"
#include "io/thumbnail.h"
#include "model/error.h"

/* Thumbnails of some thousand stimuli. */
#define PICTURES_BUDGET_BYTES ((gsize) 128 * 1024 * 1024)

struct _CalSession {
  GObject parent_instance;

  gboolean allow_outside;
  CalScene *scene;
  CalRdmScene *rdm_scene;
  CalPictures *pictures;
  CalLinks *links;
  CalHistory *history;
  char *title;
  GPtrArray *sources;
  GPtrArray *binds;
  GPtrArray *cortices;
  GPtrArray *readings; /* they own the questions */
  GPtrArray *questions;
  GPtrArray *containers;
  GPtrArray *remarks;
  GPtrArray *failures;
  GPtrArray *failed;
  GHashTable *bound_to; /* CalLayer -> the CalCortex it was bound to */
  CalLayer *preview;
  JsonNode *views;
};

G_DEFINE_FINAL_TYPE (CalSession, cal_session, G_TYPE_OBJECT)

enum {
  SIGNAL_ADOPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cal_session_finalize (GObject *object)
{
  CalSession *self = CAL_SESSION (object);

  g_clear_object (&self->links);
  g_clear_object (&self->history);
  g_clear_object (&self->scene);
  g_clear_object (&self->rdm_scene);
  g_clear_object (&self->pictures);
  g_clear_object (&self->preview);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->binds, g_ptr_array_unref);
  g_clear_pointer (&self->cortices, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_pointer (&self->containers, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_clear_pointer (&self->failures, g_ptr_array_unref);
  g_clear_pointer (&self->failed, g_ptr_array_unref);
  g_clear_pointer (&self->bound_to, g_hash_table_unref);
  g_clear_pointer (&self->views, json_node_unref);
  G_OBJECT_CLASS (cal_session_parent_class)->finalize (object);
}

static void
cal_session_class_init (CalSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_session_finalize;

  /**
   * CalSession::adopted:
   *
   * A reading has become part of the session: layers, remarks, failures, questions may be new.
   */
  signals[SIGNAL_ADOPTED] = g_signal_new ("adopted", CAL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static GPtrArray *
new_texts (void)
{
  GPtrArray *texts = g_ptr_array_new_null_terminated (1, g_free, TRUE);

  return texts;
}

static void
cal_session_init (CalSession *self)
{
  self->scene = cal_scene_new ();
  self->rdm_scene = cal_rdm_scene_new ();
  self->pictures = cal_pictures_new (cal_thumbnail_load, PICTURES_BUDGET_BYTES);
  self->links = cal_links_new (self->scene, self->rdm_scene);
  self->history = cal_history_new (self->scene);
  cal_history_watch (self->history, G_OBJECT (self->rdm_scene));
  self->sources = new_texts ();
  self->binds = new_texts ();
  self->cortices = g_ptr_array_new_with_free_func (g_object_unref);
  self->readings = g_ptr_array_new_with_free_func (g_object_unref);
  self->questions = g_ptr_array_new ();
  self->containers = g_ptr_array_new_with_free_func (g_object_unref);
  self->remarks = new_texts ();
  self->failures = new_texts ();
  self->failed = new_texts ();
  self->bound_to = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

/**
 * cal_session_new:
 *
 * Returns: (transfer full): an empty study
 */
CalSession *
cal_session_new (void)
{
  return g_object_new (CAL_TYPE_SESSION, NULL);
}

CalScene *
cal_session_get_scene (CalSession *self)
{
  return self->scene;
}

/**
 * cal_session_get_rdm_scene:
 *
 * Returns: (transfer none): the RDMs, stimuli and tables that are open, and how they are looked at
 */
CalRdmScene *
cal_session_get_rdm_scene (CalSession *self)
{
  return self->rdm_scene;
}

/**
 * cal_session_get_pictures:
 *
 * Returns: (transfer none): where views get the pictures of stimuli from
 */
CalPictures *
cal_session_get_pictures (CalSession *self)
{
  return self->pictures;
}

/**
 * cal_session_get_links:
 *
 * Returns: (transfer none): what joins the brain and the RDMs
 */
CalLinks *
cal_session_get_links (CalSession *self)
{
  return self->links;
}

/**
 * cal_session_is_empty:
 *
 * Returns: whether there is nothing to look at
 */
gboolean
cal_session_is_empty (CalSession *self)
{
  return cal_scene_get_n_layers (self->scene) == 0 && self->cortices->len == 0 &&
         cal_rdm_scene_get_n (self->rdm_scene) == 0 &&
         cal_rdm_scene_get_n_tables (self->rdm_scene) == 0 &&
         cal_rdm_scene_get_stimuli (self->rdm_scene) == NULL;
}

CalHistory *
cal_session_get_history (CalSession *self)
{
  return self->history;
}

/**
 * cal_session_get_title:
 *
 * Returns: (transfer none) (nullable): the name of what was opened first
 */
const char *
cal_session_get_title (CalSession *self)
{
  return self->title;
}

/**
 * cal_session_get_sources:
 *
 * Returns: (transfer none): the paths that were opened, in order
 */
const char *const *
cal_session_get_sources (CalSession *self)
{
  return (const char *const *) self->sources->pdata;
}

/**
 * cal_session_get_binds:
 *
 * Returns: (transfer none): the answers that were given to questions, as "NAME=KEY"
 */
const char *const *
cal_session_get_binds (CalSession *self)
{
  return (const char *const *) self->binds->pdata;
}

/**
 * cal_session_get_cortices:
 *
 * Returns: (transfer none): every brain that is open; the scene shows one of them
 */
GPtrArray *
cal_session_get_cortices (CalSession *self)
{
  return self->cortices;
}

/**
 * cal_session_get_questions:
 *
 * Returns: (transfer none): #CalQuestion that nobody has answered
 */
GPtrArray *
cal_session_get_questions (CalSession *self)
{
  return self->questions;
}

GPtrArray *
cal_session_get_containers (CalSession *self)
{
  return self->containers;
}

GPtrArray *
cal_session_get_remarks (CalSession *self)
{
  return self->remarks;
}

GPtrArray *
cal_session_get_failures (CalSession *self)
{
  return self->failures;
}

/**
 * cal_session_has_failed:
 * @source: a path, or a path and a dataset, as it was opened
 *
 * Returns: whether a failure is about it
 */
gboolean
cal_session_has_failed (CalSession *self, const char *source)
{
  return g_ptr_array_find_with_equal_func (self->failed, source, g_str_equal, NULL);
}

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
  guint base;

  g_return_if_fail (CAL_IS_SESSION (self));

  append_texts (self->remarks, cal_reading_get_remarks (reading));
  append_texts (self->failures, cal_reading_get_failures (reading));
  append_texts (self->failed, cal_reading_get_failed (reading));
  if (cal_reading_is_empty (reading)) {
    cal_session_drop_preview (self);
    g_signal_emit (self, signals[SIGNAL_ADOPTED], 0);
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
  for (guint n = 0; n < cal_reading_get_questions (reading)->len; n++)
    g_ptr_array_add (self->questions, cal_reading_get_questions (reading)->pdata[n]);
  if (cal_reading_get_questions (reading)->len > 0)
    g_ptr_array_add (self->readings, g_object_ref (reading));
  show_cortex_of_most_maps (self);
  if (was_empty)
    centre_cursor (self);
  cal_history_clear (self->history);
  g_signal_emit (self, signals[SIGNAL_ADOPTED], 0);
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

static CalReadRequest *
new_request (CalSession *self, const char *const *paths, const char *const *binds)
{
  CalReadRequest *request = cal_read_request_new (paths, binds);

  append_objects (request->cortices, self->cortices);
  for (guint n = 0; n < cal_scene_get_n_layers (self->scene); n++) {
    CalVolume *volume = cal_layer_get_volume (cal_scene_get_layer (self->scene, n));

    if (volume != NULL)
      g_ptr_array_add (request->volumes, g_object_ref (volume));
  }
  return request;
}

/**
 * cal_session_open_job:
 *
 * Returns: (transfer full): the job that reads @paths; run it, adopt what it offers and its result
 */
CalJob *
cal_session_open_job (CalSession *self, const char *const *paths, const char *const *binds)
{
  g_autofree char *name = g_filename_display_basename (paths[0]);
  g_autofree char *title = g_strdup_printf ("Reading %s", name);

  return cal_job_new (title, cal_reading_run, new_request (self, paths, binds),
                      (GDestroyNotify) cal_read_request_free);
}

static void
list_questions (GPtrArray *questions, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < questions->len; n++) {
    const CalQuestion *question = questions->pdata[n];
    const char *name = cal_vector_get_desc (question->vector)->name;

    g_string_append_printf (text, "%s%s fits more than one place; say which:", n > 0 ? "\n" : "",
                            question->source);
    for (guint b = 0; b < question->bindings->len; b++)
      g_string_append_printf (text, "\n  --bind '%s=%s'  %s", name,
                              cal_binding_get_key (question->bindings->pdata[b]),
                              cal_binding_get_sentence (question->bindings->pdata[b]));
  }
  g_set_error_literal (error, CAL_ERROR, CAL_ERROR_BINDING, text->str);
}

/* Nothing came of the reading: says why. */
static void
complain (const char *const *paths, CalReading *reading, GError **error)
{
  GPtrArray *failures = cal_reading_get_failures (reading);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint n = 0; n < failures->len; n++)
    g_string_append_printf (text, "%s%s", n > 0 ? "\n" : "", (const char *) failures->pdata[n]);
  if (text->len == 0) {
    g_autofree char *all = g_strjoinv (", ", (GStrv) paths);
    g_autofree char *names = g_filename_display_name (all);

    g_string_printf (text, "%s: there is nothing in it that can be shown", names);
  }
  g_set_error_literal (error, CAL_ERROR, CAL_ERROR_FORMAT, text->str);
}

static gboolean
open_paths (CalSession *self,
            const char *const *paths,
            const char *const *binds,
            CalJob *job,
            GError **error)
{
  g_autoptr (CalReadRequest) request = new_request (self, paths, binds);
  g_autoptr (GObject) reading = cal_reading_run (job, request, error);

  if (reading == NULL)
    return FALSE;
  if (cal_reading_is_empty (CAL_READING (reading))) {
    complain (paths, CAL_READING (reading), error);
    return FALSE;
  }
  cal_session_adopt (self, paths, binds, CAL_READING (reading));
  if (self->questions->len > 0) {
    list_questions (self->questions, error);
    return FALSE;
  }
  if (cal_session_is_empty (self)) {
    complain (paths, CAL_READING (reading), error);
    return FALSE;
  }
  return TRUE;
}

/* A session file names its own paths and answers; it does not name another session file. */
static gboolean
open_saved (CalSession *self, const char *path, CalJob *job, GError **error)
{
  g_autoptr (CalSavedSession) saved = cal_saved_session_load (path, self->allow_outside, error);

  if (saved == NULL)
    return FALSE;
  if (!open_paths (self, (const char *const *) saved->sources, (const char *const *) saved->binds,
                   job, error)) {
    for (guint n = 0; error != NULL && n < saved->remarks->len; n++)
      g_prefix_error (error, "%s\n", (const char *) saved->remarks->pdata[n]);
    return FALSE;
  }
  cal_saved_session_apply (saved, self);
  return TRUE;
}

/**
 * cal_session_set_allow_outside:
 *
 * Whether session files that others wrote may name data outside their folder.
 */
void
cal_session_set_allow_outside (CalSession *self, gboolean allow_outside)
{
  self->allow_outside = allow_outside;
}

/**
 * cal_session_open:
 * @paths: files and folders; or one session file, whose own answers then hold
 * @binds: (nullable): answers to questions, "NAME=KEY" or "KEY"
 * @job: (nullable)
 *
 * Opens on this thread, for those who have no loop.
 *
 * Returns: FALSE with @error set if nothing could be shown, or with CAL_ERROR_BINDING if a vector
 *   fits several places and @binds does not say which
 */
gboolean
cal_session_open (CalSession *self,
                  const char *const *paths,
                  const char *const *binds,
                  CalJob *job,
                  GError **error)
{
  if (cal_saved_session_is_path (paths[0]))
    return open_saved (self, paths[0], job, error);
  return open_paths (self, paths, binds, job, error);
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

  if (data == NULL)
    return FALSE;
  add_data (self, question->source, data, cal_binding_get_cortex (binding));
  g_ptr_array_add (self->binds,
                   g_strdup_printf ("%s=%s", cal_vector_get_desc (question->vector)->name,
                                    cal_binding_get_key (binding)));
  g_ptr_array_remove (self->questions, question);
  show_cortex_of_most_maps (self);
  cal_history_clear (self->history);
  g_signal_emit (self, signals[SIGNAL_ADOPTED], 0);
  return cal_sidecar_keep_binding (question->source, cal_binding_get_key (binding), error);
}

/**
 * cal_session_close:
 *
 * Forgets everything that is open.
 */
void
cal_session_close (CalSession *self)
{
  g_return_if_fail (CAL_IS_SESSION (self));

  cal_session_drop_preview (self);
  cal_scene_clear (self->scene);
  cal_rdm_scene_clear (self->rdm_scene);
  g_hash_table_remove_all (self->bound_to);
  g_ptr_array_set_size (self->sources, 0);
  g_ptr_array_set_size (self->binds, 0);
  g_ptr_array_set_size (self->cortices, 0);
  g_ptr_array_set_size (self->questions, 0);
  g_ptr_array_set_size (self->readings, 0);
  g_ptr_array_set_size (self->containers, 0);
  g_ptr_array_set_size (self->remarks, 0);
  g_ptr_array_set_size (self->failures, 0);
  g_ptr_array_set_size (self->failed, 0);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->views, json_node_unref);
  cal_history_clear (self->history);
  g_signal_emit (self, signals[SIGNAL_ADOPTED], 0);
}

/**
 * cal_session_get_views:
 *
 * Returns: (transfer none) (nullable): how views were left, as their owner wrote it
 */
JsonNode *
cal_session_get_views (CalSession *self)
{
  return self->views;
}

/**
 * cal_session_set_views:
 * @views: (transfer none) (nullable): cameras, zooms, which panes; kept in the session file
 */
void
cal_session_set_views (CalSession *self, JsonNode *views)
{
  g_clear_pointer (&self->views, json_node_unref);
  self->views = views != NULL ? json_node_copy (views) : NULL;
}
