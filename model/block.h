/* block.h - named typed arrays and a small description in one piece of memory.
 *
 * What one process gives another, and what the cache keeps: it can lie in a memory file or on disk,
 * is mapped and not copied, and says nothing that is believed without a check. Immutable, safe from
 * any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/arena.h"
#include "model/array.h"
#include "model/text-array.h"

G_BEGIN_DECLS

#define CAL_TYPE_BLOCK (cal_block_get_type ())
G_DECLARE_FINAL_TYPE (CalBlock, cal_block, CAL, BLOCK, GObject)

CalBlock *cal_block_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *cal_block_get_bytes (CalBlock *self);
GVariant *cal_block_get_description (CalBlock *self);
CalArray *cal_block_find_array (CalBlock *self, const char *name);
GBytes *cal_block_find_bytes (CalBlock *self, const char *name);
CalTextArray *cal_block_dup_texts (CalBlock *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

typedef struct _CalBlockBuilder CalBlockBuilder;

CalBlockBuilder *cal_block_builder_new (void);
void cal_block_builder_free (CalBlockBuilder *self);
void cal_block_builder_add_array (CalBlockBuilder *self, const char *name, CalArray *array);
void cal_block_builder_add_bytes (CalBlockBuilder *self, const char *name, GBytes *bytes);
void cal_block_builder_add_texts (CalBlockBuilder *self, const char *name, CalTextArray *texts);
gboolean cal_block_builder_write (CalBlockBuilder *self,
                                  GVariant *description,
                                  CalArena *arena,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalBlockBuilder, cal_block_builder_free)

G_END_DECLS
