/* journal.c - keeps the open study on the disk while it changes, so that a crash loses nothing.
 *
 * One log for each study, in the person's state folder, of whole states.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/journal.h"

#include <unistd.h>

#define SUFFIX ".journal"
#define MAX_BYTES (4 << 20)
/* States that follow each other faster are not written. */
#define INTERVAL_MS 2000

struct _CalJournal {
  GObject parent_instance;

  CalSession *session;
  CalAppendLog *log; /* NULL while nothing has changed that would have to be kept */
  guint timer_id;
  gboolean is_writing;
  gboolean has_failed;
};

enum { SIGNAL_KEEP, SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalJournal, cal_journal, G_TYPE_OBJECT)

typedef struct {
  CalAppendLog *log;
  char *state;
} Entry;

static void
entry_free (Entry *self)
{
  cal_append_log_unref (self->log);
  g_free (self->state);
  g_free (self);
}

static void
write_entry (GTask *task, gpointer journal, gpointer data, GCancellable *cancellable)
{
  Entry *entry = data;
  GError *error = NULL;

  if (cal_append_log_add (entry->log, entry->state, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  CalJournal *self = CAL_JOURNAL (object);
  g_autoptr (GError) error = NULL;

  self->is_writing = FALSE;
  /* Nobody listens any more once it was disposed of. */
  if (g_task_propagate_boolean (G_TASK (result), &error) || self->has_failed ||
      self->session == NULL)
    return;
  self->has_failed = TRUE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "calcarine", NULL);
}

static CalAppendLog *
new_log (void)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *name =
      g_strdup_printf ("%d-%" G_GINT64_FORMAT SUFFIX, (int) getpid (), g_get_real_time ());
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return cal_append_log_new (path, MAX_BYTES);
}

static gboolean
write_cb (gpointer data)
{
  CalJournal *self = data;
  g_autoptr (GTask) task = NULL;
  g_autoptr (JsonNode) state = NULL;
  Entry *entry;

  /* A slow disk gets the next state when it is done with the last. */
  if (self->is_writing)
    return G_SOURCE_CONTINUE;
  self->timer_id = 0;
  if (cal_session_is_empty (self->session))
    return G_SOURCE_REMOVE;
  g_signal_emit (self, signals[SIGNAL_KEEP], 0);
  if (self->log == NULL)
    self->log = new_log ();
  state = cal_session_to_json (self->session, NULL, NULL);
  entry = g_new0 (Entry, 1);
  entry->log = cal_append_log_ref (self->log);
  entry->state = json_to_string (state, FALSE);
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (task, entry, (GDestroyNotify) entry_free);
  self->is_writing = TRUE;
  g_task_run_in_thread (task, write_entry);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (CalJournal *self)
{
  if (self->timer_id == 0)
    self->timer_id = g_timeout_add (INTERVAL_MS, write_cb, self);
}

static void
cal_journal_dispose (GObject *object)
{
  CalJournal *self = CAL_JOURNAL (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->log, cal_append_log_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cal_journal_parent_class)->dispose (object);
}

static void
cal_journal_class_init (CalJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_journal_dispose;

  /**
   * CalJournal::keep:
   *
   * The state of the session is about to be written; it should be told how the views stand.
   */
  signals[SIGNAL_KEEP] = g_signal_new ("keep", CAL_TYPE_JOURNAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  /**
   * CalJournal::failed:
   * @message: why
   *
   * A state could not be written; said once.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", CAL_TYPE_JOURNAL, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cal_journal_init (CalJournal *self)
{
}

/**
 * cal_journal_new:
 *
 * Returns: (transfer full): a journal that follows the session from now on. Only
 *   cal_journal_discard() deletes what it wrote.
 */
CalJournal *
cal_journal_new (CalSession *session)
{
  CalJournal *self = g_object_new (CAL_TYPE_JOURNAL, NULL);
  CalScene *scene = cal_session_get_scene (session);

  self->session = g_object_ref (session);
  g_signal_connect_object (scene, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_scene_get_cursor (scene), "moved", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_session_get_rdm_scene (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "adopted", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * cal_journal_continue:
 * @log: what cal_journal_take_left() gave, once its study is open again
 *
 * Adds to that log, so that the study is in one at every moment.
 */
void
cal_journal_continue (CalJournal *self, CalAppendLog *log)
{
  g_return_if_fail (CAL_IS_JOURNAL (self));

  if (self->log != NULL)
    cal_append_log_remove (self->log);
  g_clear_pointer (&self->log, cal_append_log_unref);
  self->log = cal_append_log_ref (log);
}

/**
 * cal_journal_discard:
 *
 * The study is saved or was closed: nothing of it needs to be restored. What changes from now on
 * is written again.
 */
void
cal_journal_discard (CalJournal *self)
{
  g_return_if_fail (CAL_IS_JOURNAL (self));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->log != NULL)
    cal_append_log_remove (self->log);
  g_clear_pointer (&self->log, cal_append_log_unref);
}

/**
 * cal_journal_take_left:
 *
 * Returns: (transfer full) (nullable): the latest journal of a process that has ended without
 *   discarding it. It is kept from others while it is held, and on the disk until it is removed.
 */
CalAppendLog *
cal_journal_take_left (void)
{
  g_autofree char *folder = dup_folder ();

  return cal_append_log_take_left (folder, SUFFIX, MAX_BYTES);
}

/**
 * cal_journal_parse:
 * @left: what cal_journal_take_left() gave
 *
 * Returns: (transfer full): the study as it was last, or NULL with @error set
 */
CalSavedSession *
cal_journal_parse (CalAppendLog *left, GError **error)
{
  return cal_saved_session_parse (cal_append_log_get_path (left), cal_append_log_get_last (left),
                                  error);
}
