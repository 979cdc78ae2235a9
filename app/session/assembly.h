/* assembly.h - from loose surfaces to brains: which hemispheres and shapes belong together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cortex.h"
#include "model/vector.h"

G_BEGIN_DECLS

typedef struct _CalAssembly CalAssembly;

CalAssembly *cal_assembly_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cal_assembly_free (CalAssembly *self);

void cal_assembly_add_surface (CalAssembly *self, const char *path, CalSurface *surface);
gboolean cal_assembly_add_curvature (CalAssembly *self, const char *path, CalVector *vector);
gboolean cal_assembly_add_gyral_curvature (CalAssembly *self, const char *path, CalVector *vector);
GPtrArray *cal_assembly_end (CalAssembly *self, GPtrArray *remarks) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_name_is_curvature (const char *name);
char *cal_name_strip_hemisphere (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalAssembly, cal_assembly_free)

G_END_DECLS
