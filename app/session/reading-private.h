/* reading-private.h - what the files of a reading share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/assembly.h"
#include "app/session/reading.h"
#include "io/layouts/layout.h"
#include "io/loaded.h"

G_BEGIN_DECLS

struct _CalReading {
  GObject parent_instance;

  GPtrArray *cortices;
  GPtrArray *items;
  GPtrArray *rdms;
  GPtrArray *stimuli;
  GPtrArray *tables;
  GPtrArray *findings;
  GPtrArray *layouts; /* CalFindings: they own the parts of questions */
  GPtrArray *index_files;
  GPtrArray *questions;
  GPtrArray *containers;
  GPtrArray *remarks;
  GPtrArray *failures;
  GPtrArray *failed;
};

/**
 * CalLooseVector:
 *
 * A vector on its way to the brain.
 */
typedef struct {
  char *source;
  CalVector *vector;
} CalLooseVector;

/**
 * CalReadWork:
 * @loose: #CalLooseVector
 * @volumes: of this reading: masks
 * @pictures: paths
 * @tables: paths of tables that are read if they tell of something
 * @findings: #CalFindings of layouts
 * @targets: source -> what parts are bound to: a CalVolume or a CalVector of vertices
 * @mappers: of this reading
 *
 * What goes on while paths are read.
 */
typedef struct {
  CalReading *reading;
  const CalReadRequest *request;
  CalJob *job;
  CalAssembly *assembly;
  GPtrArray *loose;
  GPtrArray *volumes;
  GPtrArray *pictures;
  GPtrArray *tables;
  GPtrArray *findings;
  GHashTable *targets;
  GPtrArray *mappers;
} CalReadWork;

void cal_reading_remark (CalReading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void cal_reading_fail (CalReading *self, const char *source, const char *text);
void cal_reading_add_table (CalReading *self, const char *source, CalTable *table);
void cal_reading_add_item (CalReading *self, const char *source, gpointer data, CalCortex *cortex);
gboolean cal_read_request_names (const CalReadRequest *self, const char *source);

void cal_read_work_take_findings (CalReadWork *work, const char *where, CalFindings *findings);
void cal_read_work_bind_parts (CalReadWork *work, const CalBindingContext *context);
CalBinding *cal_read_work_find_answer (CalReadWork *work,
                                       const char *source,
                                       CalVector *vector,
                                       GPtrArray *bindings);
gboolean cal_read_work_read_paths (CalReadWork *self, GError **error);
void cal_read_work_take_curvature (CalReadWork *self);
gboolean
cal_read_work_read_datasets (CalReadWork *self, const CalBindingContext *context, GError **error);
void cal_read_work_bind (CalReadWork *self, CalBindingContext *context);
gboolean cal_read_work_find_stimuli (CalReadWork *self, GError **error);
gboolean cal_read_work_read_tables (CalReadWork *self, GError **error);

G_END_DECLS
