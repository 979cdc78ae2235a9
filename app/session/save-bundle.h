/* save-bundle.h - what was read as one bundle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/reading.h"

G_BEGIN_DECLS

#define CAL_BUNDLE_SUFFIX ".bundle.h5"

gboolean cal_reading_save_bundle (
    CalReading *self, const char *path, GPtrArray *remarks, CalJob *job, GError **error);

G_END_DECLS
