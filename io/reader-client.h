/* reader-client.h - have a file read by calcarine-reader, in a process that may die.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/block.h"
#include "model/job.h"

G_BEGIN_DECLS

typedef enum {
  CAL_OUTCOME_OPENED,
  CAL_OUTCOME_ERROR,
  CAL_OUTCOME_CRASHED,
  CAL_OUTCOME_HUNG,
  CAL_OUTCOME_OVER_LIMIT,
} CalOutcome;

#define CAL_N_OUTCOMES (CAL_OUTCOME_OVER_LIMIT + 1)

/**
 * CalReaderReport:
 * @outcome: how it went
 * @seconds: from request to answer
 * @processor_s: seconds that the process computed
 * @peak_bytes: of its memory
 */
typedef struct {
  CalOutcome outcome;
  double seconds;
  double processor_s;
  guint64 peak_bytes;
} CalReaderReport;

/**
 * CalReaderRequest:
 * @what: "load", "labels", "picture" or "thumbnail"; cal_reader_hold() wants "stored"
 * @dataset: (nullable): of a container
 * @max_side_px: of a thumbnail
 * @files: (nullable) (element-type filename): gets the path of every file that was asked for
 */
typedef struct {
  const char *what;
  const char *path;
  const char *dataset;
  guint max_side_px;
  GPtrArray *files;
} CalReaderRequest;

const char *cal_outcome_get_name (CalOutcome outcome);

CalBlock *cal_reader_ask (const CalReaderRequest *request,
                          CalJob *job,
                          CalReaderReport *report,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _CalReaderHeld CalReaderHeld;

CalReaderHeld *cal_reader_hold (const CalReaderRequest *request,
                                int window,
                                GVariant **stored,
                                CalJob *job,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_reader_held_is_alive (CalReaderHeld *self);
GVariant *cal_reader_held_ask (CalReaderHeld *self, GVariant *question, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cal_reader_held_free (CalReaderHeld *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalReaderHeld, cal_reader_held_free)

G_END_DECLS
