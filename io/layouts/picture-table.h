/* picture-table.h - which rows of a table, or which captions, tell of which pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

/**
 * CalPictureNames:
 * @ids: a stem a picture
 * @by_stem: stem -> 1 + its place
 * @by_number: the number that a stem ends in, without zeros before it -> 1 + its place; 0 where
 *   several end so
 */
typedef struct {
  CalTextArray *ids;
  GHashTable *by_stem;
  GHashTable *by_number;
} CalPictureNames;

CalPictureNames *cal_picture_names_new (CalTextArray *ids);
void cal_picture_names_free (CalPictureNames *self);
gboolean cal_picture_names_find (CalPictureNames *self, const char *name, gsize *picture);

/**
 * CalNameList:
 * @n: how many names
 * @text: the first of them
 */
typedef struct {
  gsize n;
  GString *text;
} CalNameList;

void cal_name_list_add (CalNameList *self, const char *name);
void
cal_name_list_end (CalNameList *self, CalFindings *findings, const char *what, const char *finding);

CalTable *cal_picture_names_arrange (CalPictureNames *self,
                                     CalTable *table,
                                     CalFindings *findings,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_picture_names_compare (CalPictureNames *self,
                                const char *what,
                                CalTextArray *names,
                                CalFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalPictureNames, cal_picture_names_free)

G_END_DECLS
