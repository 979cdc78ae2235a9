/* loaded.h - what one file turned out to hold.
 *
 * A reader fills it in a job; afterwards it does not change. Objects are CalVolume, CalSurface,
 * CalVector, CalArray (numbers of no or of more than two dimensions), CalTextArray and CalTable. A
 * container (HDF5, .npz) also lists its datasets, which are read when asked for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"
#include "model/table.h"
#include "model/vector.h"
#include "model/volume.h"

G_BEGIN_DECLS

/**
 * CalDataset:
 * @path: in the container: "/subj01/lh/r"
 * @shape: n_dims lengths
 * @dtype: of the machine; only if @is_numeric
 * @is_numeric: whether Calcarine can read it as numbers
 * @is_text: whether it can read it as texts
 * @is_attribute: said of a dataset or a group, "/r@unit": not worth to be read without being asked
 * @type_name: what it is, for the person: "float32", "text", "compound", ...
 */
typedef struct {
  char *path;
  guint n_dims;
  gsize shape[CAL_ARRAY_MAX_DIMS];
  CalDtype dtype;
  gboolean is_numeric;
  gboolean is_text;
  gboolean is_attribute;
  char *type_name;
} CalDataset;

#define CAL_TYPE_LOADED (cal_loaded_get_type ())
G_DECLARE_FINAL_TYPE (CalLoaded, cal_loaded, CAL, LOADED, GObject)

CalLoaded *cal_loaded_new (const char *path, const char *kind) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_loaded_get_path (CalLoaded *self);
const char *cal_loaded_get_kind (CalLoaded *self);
GPtrArray *cal_loaded_get_objects (CalLoaded *self);
GPtrArray *cal_loaded_get_datasets (CalLoaded *self);
GPtrArray *cal_loaded_get_warnings (CalLoaded *self);
GPtrArray *cal_loaded_get_details (CalLoaded *self);

void cal_loaded_add (CalLoaded *self, gpointer object);
void cal_loaded_add_texts (CalLoaded *self, CalTextArray *texts);
void cal_loaded_add_dataset (CalLoaded *self, const CalDataset *dataset);
void cal_loaded_warn (CalLoaded *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void cal_loaded_warn_of_replaced (CalLoaded *self);
void cal_loaded_add_detail (CalLoaded *self, const char *key, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
