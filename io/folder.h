/* folder.h - which files of a folder belong together, and which are left alone.
 *
 * It lists; it loads no data. Names are hints only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

#define CAL_TYPE_FOLDER (cal_folder_get_type ())
G_DECLARE_FINAL_TYPE (CalFolder, cal_folder, CAL, FOLDER, GObject)

CalFolder *
cal_folder_scan (const char *path, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *cal_folder_get_files (CalFolder *self);
GPtrArray *cal_folder_get_pictures (CalFolder *self);
GPtrArray *cal_folder_get_tables (CalFolder *self);
GPtrArray *cal_folder_get_findings (CalFolder *self);
GPtrArray *cal_folder_get_left_alone (CalFolder *self);

GPtrArray *cal_folder_dup_files (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
