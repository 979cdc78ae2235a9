/* demo-study.h - one small demo study, read back through the readers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/surface.h"
#include "model/vector.h"
#include "model/volume.h"

G_BEGIN_DECLS

const char *demo_study_get_folder (void);
char *demo_study_dup_path (const char *name);
JsonObject *demo_study_get_truth (void);
CalSurface *demo_study_load_surface (const char *name);
CalVector *demo_study_load_vector (const char *name, const char *dataset);
CalVolume *demo_study_load_volume (const char *name);
void demo_study_remove (void);

G_END_DECLS
