/* reading.h - everything that opening some paths gives, made off the main thread.
 *
 * Files are read, surfaces put together, vectors bound; nothing is shown yet and no session is
 * touched: the session adopts a finished reading on the main thread. Immutable once made.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/default-display.h"
#include "io/layouts/part.h"
#include "model/binding.h"
#include "model/job.h"
#include "model/rdm.h"
#include "model/stimuli.h"

G_BEGIN_DECLS

/**
 * CalReadItem:
 * @source: the path, and the dataset after a colon
 * @data: a #CalVolume or a #CalMap
 * @cortex: (nullable): the brain a map was bound to
 * @summary: of its first frame
 * @rank: what it most likely is
 * @named: whether the person opened this very file, not a folder that it lies in
 */
typedef struct {
  char *source;
  GObject *data;
  CalCortex *cortex;
  CalSummary summary;
  CalDataRank rank;
  gboolean named;
} CalReadItem;

/**
 * CalQuestion:
 * @source: of the vector
 * @vector: values that several rules fit
 * @bindings: the rules
 * @part: (nullable): what the vector numbers the rows of: responses, captions
 */
typedef struct {
  char *source;
  CalVector *vector;
  GPtrArray *bindings;
  CalPart *part;
} CalQuestion;

/**
 * CalReadRequest:
 * @paths: files, folders, or a file and a dataset in it: "scores.h5:/r"
 * @binds: (nullable): answers to questions: "NAME=KEY" for the vector called NAME, or "KEY"
 * @cortices: (nullable): brains that are already open
 * @volumes: (nullable): volumes that are already open, as masks
 * @index_files: (nullable): CalVector that said before which vertices others speak of
 */
typedef struct {
  GStrv paths;
  GStrv binds;
  GPtrArray *cortices;
  GPtrArray *volumes;
  GPtrArray *index_files;
} CalReadRequest;

#define CAL_TYPE_READING (cal_reading_get_type ())
G_DECLARE_FINAL_TYPE (CalReading, cal_reading, CAL, READING, GObject)

CalReadRequest *cal_read_request_new (const char *const *paths, const char *const *binds);
void cal_read_request_free (CalReadRequest *self);
GObject *cal_reading_run (CalJob *job, gpointer request, GError **error);

char *cal_questions_dup_text (GPtrArray *questions) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_reading_is_empty (CalReading *self);
GPtrArray *cal_reading_get_cortices (CalReading *self);
GPtrArray *cal_reading_get_items (CalReading *self);
GPtrArray *cal_reading_get_rdms (CalReading *self);
GPtrArray *cal_reading_get_stimuli (CalReading *self);
GPtrArray *cal_reading_get_tables (CalReading *self);
GPtrArray *cal_reading_get_findings (CalReading *self);
GPtrArray *cal_reading_get_index_files (CalReading *self);
GPtrArray *cal_reading_get_questions (CalReading *self);
GPtrArray *cal_reading_get_containers (CalReading *self);
GPtrArray *cal_reading_get_remarks (CalReading *self);
GPtrArray *cal_reading_get_failures (CalReading *self);
GPtrArray *cal_reading_get_failed (CalReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalReadRequest, cal_read_request_free)

G_END_DECLS
