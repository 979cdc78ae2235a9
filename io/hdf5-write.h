/* hdf5-write.h - datasets and attributes into a new HDF5 file, the same bytes every time.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/text-array.h"

G_BEGIN_DECLS

typedef struct _CalHdf5Writer CalHdf5Writer;

CalHdf5Writer *cal_hdf5_writer_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cal_hdf5_writer_add (CalHdf5Writer *self, const char *dataset, CalArray *array, GError **error);
gboolean cal_hdf5_writer_create (CalHdf5Writer *self,
                                 const char *dataset,
                                 CalDtype dtype,
                                 guint n_dims,
                                 const gsize *dims,
                                 GError **error);
gboolean cal_hdf5_writer_put (CalHdf5Writer *self,
                              const char *dataset,
                              guint n_dims,
                              const gsize *start,
                              const gsize *count,
                              const float *values,
                              GError **error);
gboolean cal_hdf5_writer_add_texts (CalHdf5Writer *self,
                                    const char *dataset,
                                    CalTextArray *texts,
                                    GError **error);
gboolean cal_hdf5_writer_add_empty (CalHdf5Writer *self, const char *dataset, GError **error);
gboolean cal_hdf5_writer_add_group (CalHdf5Writer *self, const char *group, GError **error);
gboolean cal_hdf5_writer_set_texts (CalHdf5Writer *self,
                                    const char *object,
                                    const char *attribute,
                                    const char *const *texts,
                                    GError **error);
gboolean cal_hdf5_writer_set_numbers (CalHdf5Writer *self,
                                      const char *object,
                                      const char *attribute,
                                      const double *numbers,
                                      gsize n_numbers,
                                      GError **error);
gboolean cal_hdf5_writer_set_integer (
    CalHdf5Writer *self, const char *object, const char *attribute, int integer, GError **error);
gboolean cal_hdf5_writer_commit (CalHdf5Writer *self, GError **error);
void cal_hdf5_writer_free (CalHdf5Writer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalHdf5Writer, cal_hdf5_writer_free)

G_END_DECLS
