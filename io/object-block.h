/* object-block.h - one object of a file, as named arrays of a block and a dictionary.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/block.h"

G_BEGIN_DECLS

GVariant *cal_object_to_block (GObject *object, const char *prefix, CalBlockBuilder *builder);
GObject *cal_object_from_block (GVariant *dictionary,
                                const char *prefix,
                                CalBlock *block,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
