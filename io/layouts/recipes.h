/* recipes.h - the recipes of the table in layout.c, one file each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

G_END_DECLS
