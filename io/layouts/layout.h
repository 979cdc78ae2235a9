/* layout.h - the one table of layouts: how known systems arrange what they write.
 *
 * To add a layout: one file with a recipe, one row in layout.c, one test with a tiny fixture. A
 * recipe works on what the reader process gives (cal_format_load()); it opens no file itself.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/part.h"
#include "io/loaded.h"

G_BEGIN_DECLS

/**
 * CalFindings:
 * @layout: (nullable): name of the layout that was found
 * @parts: #CalPart
 * @used: paths of files that the parts were made of, and that nobody reads again
 * @remarks: sentences: what was taken on trust, what was left alone
 */
typedef struct {
  const char *layout;
  GPtrArray *parts;
  GPtrArray *used;
  GPtrArray *remarks;
} CalFindings;

/**
 * CalLayout:
 * @name: "Algonauts 2023 subject"
 * @find_in_folder: (nullable): looks at the names of files and folders under @folder and, if they
 *   are of this layout, adds parts
 * @find_in_file: (nullable): looks at what a file holds (a container's datasets, objects, names)
 *
 * Both give FALSE with no error where it is another layout, FALSE with an error where it is this
 * one, broken. Called from worker threads.
 */
typedef struct {
  const char *name;
  gboolean (*find_in_folder) (const char *folder,
                              CalFindings *findings,
                              CalJob *job,
                              GError **error);
  gboolean (*find_in_file) (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
} CalLayout;

CalFindings *cal_findings_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cal_findings_free (CalFindings *self);
CalPart *cal_findings_add (CalFindings *self, CalRole role, const char *name, const char *source);
void cal_findings_use (CalFindings *self, const char *path);
void cal_findings_remark (CalFindings *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

CalFindings *cal_layouts_find_in_folder (const char *folder,
                                         CalJob *job,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalFindings *
cal_layouts_find_in_file (CalLoaded *loaded, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalFindings, cal_findings_free)

G_END_DECLS
