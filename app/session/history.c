/* history.c - undo and redo of how things are looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/history.h"

/* Changes of the same property closer than this are one step. */
#define ONE_STEP_US (600 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  GObject *object;
  GParamSpec *pspec;
  GValue before;
  GValue after;
  guint step;
} Change;

struct _CalHistory {
  GObject parent_instance;

  CalScene *scene;
  GPtrArray *watched;  /* displays and the scene */
  GHashTable *current; /* object -> (property name -> GValue as last seen) */
  GArray *changes;     /* Change, oldest first; beyond n_done they can be redone */
  guint n_done;
  guint n_steps;
  gint64 last_change_us;
  gboolean replaying;
};

G_DEFINE_FINAL_TYPE (CalHistory, cal_history, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_change (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->object);
  g_value_unset (&change->before);
  g_value_unset (&change->after);
}

static void
free_value (gpointer data)
{
  g_value_unset (data);
  g_free (data);
}

static gboolean
is_recorded (GParamSpec *pspec)
{
  return (pspec->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE && !G_IS_PARAM_SPEC_OBJECT (pspec);
}

static void
remember (GHashTable *values, GObject *object, GParamSpec *pspec)
{
  GValue *value = g_new0 (GValue, 1);

  g_value_init (value, pspec->value_type);
  g_object_get_property (object, pspec->name, value);
  g_hash_table_replace (values, (gpointer) pspec->name, value);
}

static void
forget_redo (CalHistory *self)
{
  if (self->n_done < self->changes->len)
    g_array_set_size (self->changes, self->n_done);
}

/* Whether the new change goes on with the step of the last one. */
static gboolean
belongs_to_last_step (CalHistory *self, GObject *object, gint64 now_us)
{
  const Change *last;

  if (self->n_done == 0 || now_us - self->last_change_us > ONE_STEP_US)
    return FALSE;
  last = &g_array_index (self->changes, Change, self->n_done - 1);
  return last->object == object;
}

static Change *
find_in_last_step (CalHistory *self, GObject *object, GParamSpec *pspec)
{
  guint step = g_array_index (self->changes, Change, self->n_done - 1).step;

  for (guint n = self->n_done; n > 0; n--) {
    Change *change = &g_array_index (self->changes, Change, n - 1);

    if (change->step != step)
      break;
    if (change->object == object && change->pspec == pspec)
      return change;
  }
  return NULL;
}

/* A slider that came back to where it was is no step. */
static void
drop_if_nothing (CalHistory *self, Change *change)
{
  if (g_param_values_cmp (change->pspec, &change->before, &change->after) != 0)
    return;
  g_array_remove_index (self->changes,
                        (guint) (change - (Change *) (gpointer) self->changes->data));
  self->n_done = self->changes->len;
  cal_history_break (self);
}

static void
notify_cb (GObject *object, GParamSpec *pspec, CalHistory *self)
{
  GHashTable *values = g_hash_table_lookup (self->current, object);
  gint64 now_us = g_get_monotonic_time ();
  GValue *before;
  Change *same = NULL;

  if (values == NULL || !is_recorded (pspec))
    return;
  before = g_hash_table_lookup (values, pspec->name);
  if (!self->replaying) {
    gboolean same_step = belongs_to_last_step (self, object, now_us);

    forget_redo (self);
    if (same_step)
      same = find_in_last_step (self, object, pspec);
    if (same == NULL) {
      Change change = {.object = g_object_ref (object), .pspec = pspec};

      if (!same_step)
        self->n_steps++;
      change.step = self->n_steps;
      g_value_init (&change.before, pspec->value_type);
      g_value_copy (before, &change.before);
      g_value_init (&change.after, pspec->value_type);
      g_array_append_val (self->changes, change);
      self->n_done = self->changes->len;
      same = &g_array_index (self->changes, Change, self->n_done - 1);
    }
    g_object_get_property (object, pspec->name, &same->after);
    self->last_change_us = now_us;
    drop_if_nothing (self, same);
  }
  remember (values, object, pspec);
  if (!self->replaying)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
watch (CalHistory *self, GObject *object)
{
  g_autofree GParamSpec **pspecs = NULL;
  GHashTable *values;
  guint n_pspecs;

  if (g_hash_table_contains (self->current, object))
    return;
  values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_value);
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_pspecs);
  for (guint n = 0; n < n_pspecs; n++)
    if (is_recorded (pspecs[n]))
      remember (values, object, pspecs[n]);
  g_hash_table_insert (self->current, object, values);
  g_ptr_array_add (self->watched, g_object_ref (object));
  g_signal_connect (object, "notify", G_CALLBACK (notify_cb), self);
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, CalHistory *self)
{
  for (guint n = position; n < position + added; n++)
    watch (self, G_OBJECT (cal_layer_get_display (cal_scene_get_layer (self->scene, n))));
}

static void
cal_history_dispose (GObject *object)
{
  CalHistory *self = CAL_HISTORY (object);

  for (guint n = 0; n < self->watched->len; n++)
    g_signal_handlers_disconnect_by_data (self->watched->pdata[n], self);
  g_array_set_size (self->changes, 0);
  self->n_done = 0;
  g_hash_table_remove_all (self->current);
  g_ptr_array_set_size (self->watched, 0);
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (cal_history_parent_class)->dispose (object);
}

static void
cal_history_finalize (GObject *object)
{
  CalHistory *self = CAL_HISTORY (object);

  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->current, g_hash_table_unref);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_history_parent_class)->finalize (object);
}

static void
cal_history_class_init (CalHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_history_dispose;
  G_OBJECT_CLASS (klass)->finalize = cal_history_finalize;

  /**
   * CalHistory::changed:
   *
   * What can be undone or redone is not what it was.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cal_history_init (CalHistory *self)
{
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->current = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
}

/**
 * cal_history_new:
 *
 * Returns: (transfer full): the history of what happens from now on
 */
CalHistory *
cal_history_new (CalScene *scene)
{
  CalHistory *self = g_object_new (CAL_TYPE_HISTORY, NULL);

  self->scene = g_object_ref (scene);
  watch (self, G_OBJECT (scene));
  items_changed_cb (G_LIST_MODEL (scene), 0, 0, cal_scene_get_n_layers (scene), self);
  g_signal_connect (scene, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

/**
 * cal_history_watch:
 * @object: what else the person changes: all its properties that are no objects are recorded
 */
void
cal_history_watch (CalHistory *self, GObject *object)
{
  watch (self, object);
}

gboolean
cal_history_can_undo (CalHistory *self)
{
  return self->n_done > 0;
}

gboolean
cal_history_can_redo (CalHistory *self)
{
  return self->n_done < self->changes->len;
}

static void
replay (CalHistory *self, guint n, gboolean forward)
{
  const Change *change = &g_array_index (self->changes, Change, n);

  self->replaying = TRUE;
  g_object_set_property (change->object, change->pspec->name,
                         forward ? &change->after : &change->before);
  self->replaying = FALSE;
}

/**
 * cal_history_undo:
 *
 * Takes the last step back; nothing happens if there is none.
 */
void
cal_history_undo (CalHistory *self)
{
  guint step;

  g_return_if_fail (CAL_IS_HISTORY (self));

  if (!cal_history_can_undo (self))
    return;
  step = g_array_index (self->changes, Change, self->n_done - 1).step;
  while (self->n_done > 0 && g_array_index (self->changes, Change, self->n_done - 1).step == step)
    replay (self, --self->n_done, FALSE);
  self->last_change_us = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_history_redo:
 *
 * Does the step again that was taken back last.
 */
void
cal_history_redo (CalHistory *self)
{
  guint step;

  g_return_if_fail (CAL_IS_HISTORY (self));

  if (!cal_history_can_redo (self))
    return;
  step = g_array_index (self->changes, Change, self->n_done).step;
  while (self->n_done < self->changes->len &&
         g_array_index (self->changes, Change, self->n_done).step == step)
    replay (self, self->n_done++, TRUE);
  self->last_change_us = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cal_history_break:
 *
 * The next change begins a new step, however soon it comes.
 */
void
cal_history_break (CalHistory *self)
{
  self->last_change_us = 0;
}

/**
 * cal_history_clear:
 *
 * Forgets every step: after opening, what was set up is not the person's doing.
 */
void
cal_history_clear (CalHistory *self)
{
  g_return_if_fail (CAL_IS_HISTORY (self));

  g_array_set_size (self->changes, 0);
  self->n_done = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
