/* bundle-write-private.h - what the files that write bundles share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/bundle-write.h"
#include "io/bundle.h"
#include "io/hdf5-write.h"
#include "model/places.h"

G_BEGIN_DECLS

/**
 * CalBundleWriter:
 * @path: of the bundle
 * @writer: of the file
 * @taken: the groups that are there
 * @spaces: what says a space -> its name
 */
struct _CalBundleWriter {
  char *path;
  CalHdf5Writer *writer;
  GHashTable *taken;
  GHashTable *spaces;
};

char *cal_bundle_writer_add_group (CalBundleWriter *self,
                                   CalRole role,
                                   const char *name,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_bundle_writer_set_text (CalBundleWriter *self,
                                     const char *group,
                                     const char *attribute,
                                     const char *text,
                                     GError **error);
gboolean cal_bundle_writer_add_numbers (
    CalBundleWriter *self, const char *group, const char *name, CalArray *numbers, GError **error);
gboolean cal_bundle_writer_add_texts (CalBundleWriter *self,
                                      const char *group,
                                      const char *name,
                                      CalTextArray *texts,
                                      GError **error);
gboolean cal_bundle_writer_set_space (CalBundleWriter *self,
                                      const char *group,
                                      CalPlaces *places,
                                      GError **error);
gboolean cal_bundle_writer_set_step (CalBundleWriter *self,
                                     const char *group,
                                     double step_s,
                                     GError **error);

gboolean cal_bundle_write_data (CalBundleWriter *self, GObject *data, GError **error);
gboolean
cal_bundle_write_series (CalBundleWriter *self, gpointer series, CalJob *job, GError **error);
gboolean cal_bundle_write_captions (CalBundleWriter *self, gpointer captions, GError **error);
gboolean
cal_bundle_write_attention (CalBundleWriter *self, gpointer attention, CalJob *job, GError **error);
gboolean cal_bundle_write_stimuli (CalBundleWriter *self, gpointer stimuli, GError **error);
gboolean cal_bundle_write_decoding (CalBundleWriter *self, gpointer decoding, GError **error);
gboolean cal_bundle_write_table (CalBundleWriter *self, gpointer table, GError **error);

G_END_DECLS
