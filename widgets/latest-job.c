/* latest-job.c - a place for one running job: a newer one takes it, an older result is not shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/latest-job.h"

struct _CalLatestJob {
  GObject parent_instance;

  CalJob *running;
  CalJob *waiting;
};

G_DEFINE_FINAL_TYPE (CalLatestJob, cal_latest_job, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_RUNNING,
  N_PROPS,
};

enum {
  SIGNAL_OFFERED,
  SIGNAL_DONE,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void begin (CalLatestJob *self, CalJob *job);

static void
offered_cb (CalLatestJob *self, GObject *partial, CalJob *job)
{
  if (job == self->running)
    g_signal_emit (self, signals[SIGNAL_OFFERED], 0, partial);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CalLatestJob) self = data;
  CalJob *job = CAL_JOB (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) object = cal_job_run_finish (job, result, &error);
  g_autoptr (CalJob) next = NULL;

  g_signal_handlers_disconnect_by_data (job, self);
  if (job != self->running)
    return;
  g_clear_object (&self->running);
  next = g_steal_pointer (&self->waiting);
  if (next != NULL)
    begin (self, next);
  if (object != NULL)
    g_signal_emit (self, signals[SIGNAL_DONE], 0, object);
  else if (next == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  if (self->running == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

static void
begin (CalLatestJob *self, CalJob *job)
{
  g_set_object (&self->running, job);
  g_signal_connect_swapped (job, "offered", G_CALLBACK (offered_cb), self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
  cal_job_run_async (job, finished_cb, g_object_ref (self));
}

static void
cal_latest_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_RUNNING:
    g_value_set_object (value, CAL_LATEST_JOB (object)->running);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_latest_job_class_init (CalLatestJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cal_latest_job_get_property;

  /**
   * CalLatestJob:running:
   *
   * The job that runs, or NULL.
   */
  props[PROP_RUNNING] = g_param_spec_object ("running", NULL, NULL, CAL_TYPE_JOB,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * CalLatestJob::offered:
   * @partial: a first part of the result of the running job
   */
  signals[SIGNAL_OFFERED] = g_signal_new ("offered", CAL_TYPE_LATEST_JOB, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  /**
   * CalLatestJob::done:
   * @result: of a job that was not cancelled
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", CAL_TYPE_LATEST_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  /**
   * CalLatestJob::failed:
   * @error: why the newest job has no result
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", CAL_TYPE_LATEST_JOB, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cal_latest_job_init (CalLatestJob *self)
{
}

/**
 * cal_latest_job_new:
 *
 * It lives until its last job has ended. Who drops it calls cal_latest_job_cancel() first and
 * disconnects.
 *
 * Returns: (transfer full): with nothing running
 */
CalLatestJob *
cal_latest_job_new (void)
{
  return g_object_new (CAL_TYPE_LATEST_JOB, NULL);
}

/**
 * cal_latest_job_start:
 * @job: (transfer full): not begun
 */
void
cal_latest_job_start (CalLatestJob *self, CalJob *job, CalLatestHaste haste)
{
  g_autoptr (CalJob) owned = job;

  if (self->running != NULL && haste == CAL_LATEST_FOLLOW) {
    g_set_object (&self->waiting, job);
    return;
  }
  g_clear_object (&self->waiting);
  if (self->running != NULL)
    cal_job_cancel (self->running);
  begin (self, job);
}

/**
 * cal_latest_job_cancel:
 *
 * Nothing that was started is of use any more; neither result nor failure is told.
 */
void
cal_latest_job_cancel (CalLatestJob *self)
{
  g_clear_object (&self->waiting);
  if (self->running == NULL)
    return;
  cal_job_cancel (self->running);
  g_clear_object (&self->running);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
}

/**
 * cal_latest_job_get_running:
 *
 * Returns: (transfer none) (nullable): the job that runs
 */
CalJob *
cal_latest_job_get_running (CalLatestJob *self)
{
  return self->running;
}
