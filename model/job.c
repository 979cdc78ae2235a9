/* job.c - work off the main thread: how far it is, what it does, and how to stop it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/job.h"

struct _CalJob {
  GObject parent_instance;

  char *title;
  CalJobFunc func;
  gpointer input;
  GDestroyNotify free_input;
  GCancellable *cancellable;
  GMainContext *context; /* where signals are emitted; NULL in a plain run */
  CalJobReportFunc report;
  CalJobOfferFunc offer;
  gpointer relay_data;

  GMutex lock; /* guards what follows */
  double fraction;
  char *message;
  gboolean notify_pending;
};

G_DEFINE_FINAL_TYPE (CalJob, cal_job, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FRACTION,
  N_PROPS,
};

enum {
  SIGNAL_OFFERED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
cal_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_FRACTION:
    g_value_set_double (value, cal_job_get_fraction (CAL_JOB (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_job_finalize (GObject *object)
{
  CalJob *self = CAL_JOB (object);

  if (self->free_input != NULL)
    self->free_input (self->input);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->message, g_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cal_job_parent_class)->finalize (object);
}

static void
cal_job_class_init (CalJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cal_job_get_property;
  object_class->finalize = cal_job_finalize;

  /**
   * CalJob:fraction:
   *
   * How much is done, 0 to 1. Its notification also tells that the message may be new.
   */
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0.0, 1.0, 0.0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * CalJob::offered:
   * @partial: a first part of the result, good to show
   */
  signals[SIGNAL_OFFERED] = g_signal_new ("offered", CAL_TYPE_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
cal_job_init (CalJob *self)
{
  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();
}

/**
 * cal_job_new:
 * @title: what the person reads: "Reading bold.nii.gz"
 * @func: the work
 * @input: (transfer full): what it works on
 * @free_input: (nullable): frees @input
 *
 * Returns: (transfer full): a job, not begun
 */
CalJob *
cal_job_new (const char *title, CalJobFunc func, gpointer input, GDestroyNotify free_input)
{
  CalJob *self = g_object_new (CAL_TYPE_JOB, NULL);

  self->title = g_strdup (title);
  self->func = func;
  self->input = input;
  self->free_input = free_input;
  return self;
}

/**
 * cal_job_new_relay:
 * @report: hears every cal_job_report(), on the worker's thread
 * @offer: (nullable): hears every cal_job_offer(), likewise
 *
 * Returns: (transfer full): a job that is never run, to be handed to what takes one: whoever works
 *   for another process tells it in this way how far it is
 */
CalJob *
cal_job_new_relay (CalJobReportFunc report, CalJobOfferFunc offer, gpointer user_data)
{
  CalJob *self = g_object_new (CAL_TYPE_JOB, NULL);

  self->report = report;
  self->offer = offer;
  self->relay_data = user_data;
  return self;
}

/**
 * cal_job_run:
 *
 * Does the work on this thread.
 *
 * Returns: (transfer full): the result, or NULL with @error set
 */
GObject *
cal_job_run (CalJob *self, GError **error)
{
  g_return_val_if_fail (CAL_IS_JOB (self), NULL);

  return self->func (self, self->input, error);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GObject *result = cal_job_run (CAL_JOB (source), &error);

  if (result != NULL)
    g_task_return_pointer (task, result, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cal_job_run_async:
 *
 * Does the work on another thread; @callback comes in this thread's main context.
 */
void
cal_job_run_async (CalJob *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CAL_IS_JOB (self));

  task = g_task_new (self, self->cancellable, callback, user_data);
  g_task_set_source_tag (task, cal_job_run_async);
  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref_thread_default ();
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * cal_job_run_finish:
 *
 * Returns: (transfer full): the result, or NULL with @error set: G_IO_ERROR_CANCELLED if cancelled
 */
GObject *
cal_job_run_finish (CalJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cal_job_cancel:
 *
 * Asks the work to stop; from any thread.
 */
void
cal_job_cancel (CalJob *self)
{
  g_cancellable_cancel (self->cancellable);
}

const char *
cal_job_get_title (CalJob *self)
{
  return self->title;
}

double
cal_job_get_fraction (CalJob *self)
{
  double fraction;

  g_mutex_lock (&self->lock);
  fraction = self->fraction;
  g_mutex_unlock (&self->lock);
  return fraction;
}

/**
 * cal_job_dup_message:
 *
 * Returns: (transfer full) (nullable): what the work is at
 */
char *
cal_job_dup_message (CalJob *self)
{
  char *message;

  g_mutex_lock (&self->lock);
  message = g_strdup (self->message);
  g_mutex_unlock (&self->lock);
  return message;
}

static gboolean
notify_cb (gpointer data)
{
  CalJob *self = data;

  g_mutex_lock (&self->lock);
  self->notify_pending = FALSE;
  g_mutex_unlock (&self->lock);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
  return G_SOURCE_REMOVE;
}

/**
 * cal_job_report:
 * @self: (nullable): a job, from its worker; NULL does nothing, for callers with no job
 * @fraction: 0 to 1
 * @message: (nullable): what the work is at; NULL keeps the last one
 *
 * Cheap enough to call a thousand times: notifications that no one has seen yet become one.
 */
void
cal_job_report (CalJob *self, double fraction, const char *message)
{
  gboolean notify;

  if (self == NULL)
    return;
  if (self->report != NULL) {
    self->report (fraction, message, self->relay_data);
    return;
  }
  g_mutex_lock (&self->lock);
  self->fraction = CLAMP (fraction, 0.0, 1.0);
  if (message != NULL) {
    g_free (self->message);
    self->message = g_strdup (message);
  }
  notify = self->context != NULL && !self->notify_pending;
  self->notify_pending |= notify;
  g_mutex_unlock (&self->lock);
  if (notify) {
    g_autoptr (GSource) source = g_idle_source_new ();

    g_source_set_callback (source, notify_cb, g_object_ref (self), g_object_unref);
    g_source_attach (source, self->context);
  }
}

typedef struct {
  CalJob *job;
  GObject *partial;
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_object_unref (offer->job);
  g_object_unref (offer->partial);
  g_free (offer);
}

static gboolean
offer_cb (gpointer data)
{
  Offer *offer = data;

  if (!g_cancellable_is_cancelled (offer->job->cancellable))
    g_signal_emit (offer->job, signals[SIGNAL_OFFERED], 0, offer->partial);
  return G_SOURCE_REMOVE;
}

/**
 * cal_job_wants_offers:
 * @self: (nullable): a job, from its worker
 *
 * Returns: whether anybody waits for a first part, so that making one is worth the while
 */
gboolean
cal_job_wants_offers (CalJob *self)
{
  return self != NULL && (self->context != NULL || self->offer != NULL);
}

/**
 * cal_job_offer:
 * @self: (nullable): a job, from its worker
 * @partial: a first part of the result: the first frame of a series, say
 *
 * In a plain run nobody waits, and nothing happens.
 */
void
cal_job_offer (CalJob *self, GObject *partial)
{
  g_autoptr (GSource) source = NULL;
  Offer *offer;

  if (!cal_job_wants_offers (self))
    return;
  if (self->offer != NULL) {
    self->offer (partial, self->relay_data);
    return;
  }
  offer = g_new (Offer, 1);
  offer->job = g_object_ref (self);
  offer->partial = g_object_ref (partial);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, offer_cb, offer, offer_free);
  g_source_attach (source, self->context);
}

/**
 * cal_job_check:
 * @self: (nullable): a job, from its worker
 *
 * Returns: FALSE, with @error set to G_IO_ERROR_CANCELLED, when the work should stop
 */
gboolean
cal_job_check (CalJob *self, GError **error)
{
  return self == NULL || !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
