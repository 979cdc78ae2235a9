/* bundle-private.h - what the files that read bundles share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"
#include "io/rdm-dataset.h"
#include "model/places.h"

G_BEGIN_DECLS

/**
 * CalBundleFile:
 * @file: the datasets, read one at a time
 * @findings: gets the parts
 * @spaces: name -> CalPlaces, as they are asked for
 */
typedef struct {
  CalRdmContainer file;
  CalFindings *findings;
  GHashTable *spaces;
} CalBundleFile;

/**
 * CalBundleItem:
 * @role: of the group it lies in
 * @group: "/maps/r"
 * @name: what the person calls it
 * @source: path of the file and @group
 */
typedef struct {
  CalRole role;
  const char *group;
  char *name;
  char *source;
} CalBundleItem;

const CalDataset *cal_bundle_find (CalBundleFile *self, const char *group, const char *name);
CalArray *cal_bundle_read_numbers (CalBundleFile *self,
                                   const char *group,
                                   const char *name,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalTextArray *cal_bundle_read_texts (CalBundleFile *self,
                                     const char *group,
                                     const char *name,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_bundle_misses (gconstpointer object, const char *name, GError **error);
CalTable *cal_bundle_read_columns (CalBundleFile *self,
                                   const CalBundleItem *item,
                                   gsize n_rows) G_GNUC_WARN_UNUSED_RESULT;
char *cal_bundle_dup_text (CalBundleFile *self,
                           const char *group,
                           const char *attribute) G_GNUC_WARN_UNUSED_RESULT;
double cal_bundle_get_number (CalBundleFile *self, const char *group, const char *attribute);
CalPlaces *cal_bundle_read_space (CalBundleFile *self,
                                  const CalBundleItem *item,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

GObject *cal_bundle_read_map (CalBundleFile *self,
                              const CalBundleItem *item,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_series (CalBundleFile *self,
                                 const CalBundleItem *item,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_captions (CalBundleFile *self,
                                   const CalBundleItem *item,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_attention (CalBundleFile *self,
                                    const CalBundleItem *item,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_stimuli (CalBundleFile *self,
                                  const CalBundleItem *item,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_decoding (CalBundleFile *self,
                                   const CalBundleItem *item,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_features (CalBundleFile *self,
                                   const CalBundleItem *item,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GObject *cal_bundle_read_table (CalBundleFile *self,
                                const CalBundleItem *item,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
