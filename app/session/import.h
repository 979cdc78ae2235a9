/* import.h - a person says what the datasets of a file are for, and is told at once whether it
 * fits.
 *
 * What was said is kept in the sidecar beside the file (io/layouts/sidecar.c), so that it is never
 * asked again. Nothing is picked where several places fit: that is said, and not saved. Main thread
 * only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/session.h"
#include "io/loaded.h"

G_BEGIN_DECLS

/**
 * CalImportState:
 * @CAL_IMPORT_UNUSED: no role was said
 * @CAL_IMPORT_FITS: it can be saved
 * @CAL_IMPORT_ASKS: it fits several places, and nobody has said which
 * @CAL_IMPORT_UNFIT: it cannot be what was said
 */
typedef enum {
  CAL_IMPORT_UNUSED,
  CAL_IMPORT_FITS,
  CAL_IMPORT_ASKS,
  CAL_IMPORT_UNFIT,
} CalImportState;

/**
 * CalImportEntry:
 * @source: path, and dataset in it after a colon
 * @dataset: (nullable): in the file; NULL for a file that is no container
 * @n_dims: how many dimensions
 * @shape: their lengths
 * @is_numeric: whether it holds numbers
 * @is_text: whether it holds texts
 * @type_name: for the person
 * @role: what it is for; to be set, as what follows
 * @name: what the person calls it
 * @hemisphere: of its rows
 * @binding: (nullable): key of the rule that was chosen among @bindings
 * @unit: (nullable)
 * @statistic: (nullable)
 * @axis: of series
 * @ids: (nullable): the dataset that names the frames, stimuli or queries
 * @state: what cal_import_check() found, as what follows
 * @sentence: for the person: the lengths, and what they fit
 * @rows_first: the first dimension numbers the rows
 * @bindings: (element-type CalBinding): the rules that fit
 *
 * One dataset.
 */
typedef struct {
  char *source;
  char *dataset;
  guint n_dims;
  gsize shape[CAL_ARRAY_MAX_DIMS];
  gboolean is_numeric;
  gboolean is_text;
  char *type_name;

  CalRole role;
  char *name;
  CalHemisphere hemisphere;
  char *binding;
  char *unit;
  char *statistic;
  CalSeriesAxis axis;
  char *ids;

  CalImportState state;
  char *sentence;
  gboolean rows_first;
  GPtrArray *bindings;
} CalImportEntry;

typedef struct _CalImport CalImport;

CalImport *cal_import_new (CalSession *session, const char *path, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cal_import_free (CalImport *self);

const char *cal_import_get_path (CalImport *self);
GPtrArray *cal_import_get_entries (CalImport *self);
CalImportEntry *cal_import_find (CalImport *self, const char *dataset);

void cal_import_check (CalImport *self);
CalBinding *cal_import_get_binding (const CalImportEntry *entry);
char *cal_import_dup_shape (const CalImportEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
char *cal_import_dup_first_values (const CalImportEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_import_is_ready (CalImport *self, char **why_not);
gboolean cal_import_preview (CalImport *self, const CalImportEntry *entry, GError **error);
void cal_import_end_preview (CalImport *self);
gboolean cal_import_save (CalImport *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalImport, cal_import_free)

G_END_DECLS
