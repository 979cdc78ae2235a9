/* prefault.h - memory made ready by a second thread, just ahead of the one that fills it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CalPrefault CalPrefault;

CalPrefault *
cal_prefault_begin (void *memory, gsize size, gboolean is_shared) G_GNUC_WARN_UNUSED_RESULT;
void cal_prefault_advance (CalPrefault *self, gsize filled);
void cal_prefault_end (CalPrefault *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalPrefault, cal_prefault_end)

G_END_DECLS
