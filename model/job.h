/* job.h - work off the main thread: how far it is, what it does, and how to stop it.
 *
 * The worker calls cal_job_report(), cal_job_offer() and cal_job_check(); everything else belongs
 * to the main thread. The command line runs the same work with cal_job_run(), with no main loop.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CAL_TYPE_JOB (cal_job_get_type ())
G_DECLARE_FINAL_TYPE (CalJob, cal_job, CAL, JOB, GObject)

/**
 * CalJobFunc:
 * @job: the job
 * @input: what was handed to the job
 * @error: why there is no result
 *
 * Returns: (transfer full) (nullable): an object
 */
typedef GObject *(*CalJobFunc) (CalJob *job, gpointer input, GError **error);

/**
 * CalJobReportFunc:
 * @message: (nullable)
 */
typedef void (*CalJobReportFunc) (double fraction, const char *message, gpointer user_data);
typedef void (*CalJobOfferFunc) (GObject *partial, gpointer user_data);

CalJob *cal_job_new (const char *title, CalJobFunc func, gpointer input, GDestroyNotify free_input)
    G_GNUC_WARN_UNUSED_RESULT;

CalJob *cal_job_new_relay (CalJobReportFunc report,
                           CalJobOfferFunc offer,
                           gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

GObject *cal_job_run (CalJob *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_job_run_async (CalJob *self, GAsyncReadyCallback callback, gpointer user_data);
GObject *
cal_job_run_finish (CalJob *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_job_cancel (CalJob *self);

const char *cal_job_get_title (CalJob *self);
double cal_job_get_fraction (CalJob *self);
char *cal_job_dup_message (CalJob *self);

void cal_job_report (CalJob *self, double fraction, const char *message);
gboolean cal_job_wants_offers (CalJob *self);
void cal_job_offer (CalJob *self, GObject *partial);
gboolean cal_job_check (CalJob *self, GError **error);

G_END_DECLS
