/* listing.h - what recipes see of a folder: names, and what they match.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/decoding.h"
#include "model/job.h"

G_BEGIN_DECLS

GPtrArray *cal_listing_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_listing_has (GPtrArray *self, const char *name);
GStrv cal_listing_match (const char *name, const char *pattern) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_listing_says (const char *text, const char *pattern);
char *cal_listing_dup_ancestor (const char *folder, guint n_up) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *cal_listing_find_pictures (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
CalTextArray *cal_listing_make_stems (GPtrArray *paths) G_GNUC_WARN_UNUSED_RESULT;
CalStimuli *cal_listing_make_stimuli (const char *name,
                                      GPtrArray *paths,
                                      CalTable *table,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
