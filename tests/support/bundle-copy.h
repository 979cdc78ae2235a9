/* bundle-copy.h - whatever was read is the same again out of a bundle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/reading.h"

G_BEGIN_DECLS

void bundle_copy_check (CalReading *reading);

G_END_DECLS
