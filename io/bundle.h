/* bundle.h - what the groups of a bundle are called (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/part.h"

G_BEGIN_DECLS

#define CAL_BUNDLE_MARK "calcarine_bundle"
#define CAL_BUNDLE_VERSION 1
#define CAL_BUNDLE_SPACES "spaces"

const char *cal_bundle_get_group (CalRole role);
CalRole cal_bundle_find_role (const char *group);

G_END_DECLS
