/* session.c - the open study: what is loaded and shown, what was said of it, undo.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/painting.h"
#include "app/session/session-private.h"

#include "io/thumbnail.h"

/* Thumbnails of some thousand stimuli. */
#define PICTURES_BUDGET_BYTES ((gsize) 128 * 1024 * 1024)

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
  g_clear_object (&self->encoding_scene);
  g_clear_object (&self->pictures);
  g_clear_object (&self->preview);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->binds, g_ptr_array_unref);
  g_clear_pointer (&self->cortices, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_pointer (&self->containers, g_ptr_array_unref);
  g_clear_pointer (&self->index_files, g_ptr_array_unref);
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

void
cal_session_emit_adopted (CalSession *self)
{
  g_signal_emit (self, signals[SIGNAL_ADOPTED], 0);
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
  self->encoding_scene = cal_encoding_scene_new (self->scene, self->rdm_scene);
  cal_painting_follow (self->encoding_scene);
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
  self->index_files = g_ptr_array_new_with_free_func (g_object_unref);
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
CalEncodingScene *
cal_session_get_encoding_scene (CalSession *self)
{
  return self->encoding_scene;
}

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
         cal_rdm_scene_get_stimuli (self->rdm_scene) == NULL &&
         cal_encoding_scene_is_empty (self->encoding_scene);
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
  cal_encoding_scene_clear (self->encoding_scene);
  g_hash_table_remove_all (self->bound_to);
  g_ptr_array_set_size (self->sources, 0);
  g_ptr_array_set_size (self->binds, 0);
  g_ptr_array_set_size (self->cortices, 0);
  g_ptr_array_set_size (self->questions, 0);
  g_ptr_array_set_size (self->readings, 0);
  g_ptr_array_set_size (self->containers, 0);
  g_ptr_array_set_size (self->index_files, 0);
  g_ptr_array_set_size (self->remarks, 0);
  g_ptr_array_set_size (self->failures, 0);
  g_ptr_array_set_size (self->failed, 0);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->views, json_node_unref);
  cal_history_clear (self->history);
  cal_session_emit_adopted (self);
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
