/* hdf5-private.h - what the files that call libhdf5 in the reader share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

/* Newer libraries then have the names of 1.10. */
#define H5_USE_110_API
#include <hdf5.h>

#include "io/hdf5-file.h"
#include "model/text-array.h"

G_BEGIN_DECLS

/**
 * CalHdf5Type:
 * @kind: what Calcarine can make of the elements
 * @dtype: only of numbers
 * @memory_type: what to read them as; negative if they are neither numbers nor texts
 * @name: "float32", "text", "compound"
 */
typedef struct {
  CalHdf5Kind kind;
  CalDtype dtype;
  hid_t memory_type;
  char *name;
} CalHdf5Type;

/**
 * CalHdf5Part:
 * @object: a dataset; an attribute if @is_attribute
 * @count: how many elements from @start on, in each dimension
 * @chunk: of a chunked dataset, else 1 in each dimension
 * @n_elements: the product of @count
 * @n_bytes: of all elements as they are read
 */
typedef struct {
  hid_t object;
  gboolean is_attribute;
  hid_t space;
  CalHdf5Type type;
  int n_dims;
  hsize_t start[CAL_ARRAY_MAX_DIMS];
  hsize_t count[CAL_ARRAY_MAX_DIMS];
  hsize_t chunk[CAL_ARRAY_MAX_DIMS];
  gsize n_elements;
  gsize n_bytes;
} CalHdf5Part;

gboolean cal_hdf5_fail (int code, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean cal_hdf5_fail_to_open (const char *name, GError **error);
gboolean cal_hdf5_check_external (hid_t object, const char *name, GError **error);
hid_t cal_hdf5_open_file (const char *path, GError **error);
hid_t cal_hdf5_link_access (hid_t property_class);

void cal_hdf5_type_describe (CalHdf5Type *self, hid_t type);
void cal_hdf5_type_describe_member (CalHdf5Type *self, hid_t compound, unsigned member);
void cal_hdf5_type_clear (CalHdf5Type *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalHdf5Type, cal_hdf5_type_clear)

gboolean cal_hdf5_part_open (CalHdf5Part *self,
                             hid_t file,
                             const char *name,
                             GVariant *start,
                             GVariant *count,
                             guint64 max_bytes,
                             GError **error);
gboolean cal_hdf5_part_read (
    CalHdf5Part *self, void *out, CalHdf5Progress progress, gpointer user_data, GError **error);
void cal_hdf5_part_clear (CalHdf5Part *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalHdf5Part, cal_hdf5_part_clear)

CalArray *cal_hdf5_stack_read (hid_t file,
                               const char *pattern,
                               GVariant *start,
                               GVariant *count,
                               CalHdf5Progress progress,
                               gpointer user_data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

CalTextArray *cal_hdf5_part_read_texts (CalHdf5Part *self,
                                        guint64 max_bytes,
                                        CalHdf5Progress progress,
                                        gpointer user_data,
                                        GError **error);

G_END_DECLS
