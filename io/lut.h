/* lut.h - tables of region names and colours beside atlas volumes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/volume.h"

G_BEGIN_DECLS

CalLabels *cal_lut_parse (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalLabels *cal_lut_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalLabels *cal_lut_find (const char *volume_path, char **table_path) G_GNUC_WARN_UNUSED_RESULT;
CalVolume *
cal_lut_attach (CalLabels *labels, CalVolume *volume, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
