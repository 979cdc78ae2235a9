/* arena.h - memory that another process can be given: filled by one, then sealed, then read by all.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What cal_arena_get_head() gives room for. */
#define CAL_ARENA_HEAD_SIZE 4096

typedef struct _CalArena CalArena;

CalArena *cal_arena_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_arena_unref (CalArena *self);
CalArena *cal_arena_ref (CalArena *self);

gpointer cal_arena_get_head (CalArena *self);
gpointer cal_arena_alloc (CalArena *self, gsize size);
gboolean cal_arena_free (CalArena *self, gconstpointer memory);
gboolean cal_arena_find (CalArena *self, gconstpointer memory, gsize size, guint64 *offset);
guint64 cal_arena_get_size (CalArena *self);
int cal_arena_seal (CalArena *self, GError **error);

GBytes *cal_arena_map (int fd, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer cal_arena_replace (GBytes *mapped, guint64 start, guint64 size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalArena, cal_arena_unref)

G_END_DECLS
