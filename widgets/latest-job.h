/* latest-job.h - a place for one running job: a newer one takes it, an older result is not shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalLatestHaste:
 * @CAL_LATEST_CANCEL: what runs is of no use any more
 * @CAL_LATEST_FOLLOW: what runs is finished and shown first, so that something is seen while the
 *   person goes on dragging; of those that wait only the newest is begun
 */
typedef enum {
  CAL_LATEST_CANCEL,
  CAL_LATEST_FOLLOW,
} CalLatestHaste;

#define CAL_TYPE_LATEST_JOB (cal_latest_job_get_type ())
G_DECLARE_FINAL_TYPE (CalLatestJob, cal_latest_job, CAL, LATEST_JOB, GObject)

CalLatestJob *cal_latest_job_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_latest_job_start (CalLatestJob *self, CalJob *job, CalLatestHaste haste);
void cal_latest_job_cancel (CalLatestJob *self);
CalJob *cal_latest_job_get_running (CalLatestJob *self);

G_END_DECLS
