/* bundle-write.h - a study into one HDF5 file of our own (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/decoding.h"
#include "model/job.h"

G_BEGIN_DECLS

typedef struct _CalBundleWriter CalBundleWriter;

CalBundleWriter *cal_bundle_writer_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cal_bundle_writer_add (CalBundleWriter *self, gpointer object, CalJob *job, GError **error);
gboolean cal_bundle_writer_add_features (CalBundleWriter *self,
                                         const char *name,
                                         CalTextArray *ids,
                                         CalTextArray *names,
                                         CalArray *values,
                                         GError **error);
gboolean cal_bundle_writer_add_brick (CalBundleWriter *self,
                                      CalDecoding *decoding,
                                      CalArray *pictures,
                                      GError **error);
gboolean cal_bundle_writer_commit (CalBundleWriter *self, GError **error);
void cal_bundle_writer_free (CalBundleWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalBundleWriter, cal_bundle_writer_free)

G_END_DECLS
