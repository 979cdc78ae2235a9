/* block-private.h - how a block lies in memory.
 *
 * First comes a page that says what this is and where the contents are told; then the arrays, each
 * at a multiple of 64 bytes; then the contents: a GVariant of the description, and of each array
 * its name, type, dimensions, place and size.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAL_BLOCK_MAGIC "CALBLOCK"
#define CAL_BLOCK_VERSION 1
#define CAL_BLOCK_BYTE_ORDER 0x01020304u
#define CAL_BLOCK_ALIGNMENT 64
#define CAL_BLOCK_CONTENTS_TYPE "(va(suattt))"

/* Texts are two arrays: the bytes, and under the name with this ending where each text begins. */
#define CAL_BLOCK_STARTS ".starts"

typedef struct {
  char magic[8];
  guint32 version;
  guint32 byte_order;
  guint64 size;
  guint64 contents_start;
  guint64 contents_size;
} CalBlockHeader;

G_END_DECLS
