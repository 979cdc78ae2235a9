/* layout-files.h - small folders as encoding models write them, and what opening them gives.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/reading.h"
#include "tests/support/folder.h"

G_BEGIN_DECLS

#define TOY_SPHERE_VERTICES 1002

char *layout_files_dup_path (TestFolder *folder, const char *name);
void layout_files_put_sphere (TestFolder *folder, const char *name);
void layout_files_put_npy (TestFolder *folder,
                           const char *name,
                           CalDtype dtype,
                           guint n_dims,
                           const gsize *dims,
                           gconstpointer values);
void
layout_files_put_floats (TestFolder *folder, const char *name, const float *values, gsize n_values);
void layout_files_put_picture (TestFolder *folder, const char *name);
void layout_files_put_text (TestFolder *folder, const char *name, const char *text);
void layout_files_put_volume (TestFolder *folder,
                              const char *name,
                              const gsize dims[3],
                              const float *values);

gsize layout_files_get_vertex (CalHemisphere hemisphere, gsize n);
void
layout_files_put_index (TestFolder *folder, const char *where, CalHemisphere hemisphere, gsize n);

CalReading *layout_files_open (TestFolder *folder, const char *first, ...) G_GNUC_NULL_TERMINATED;
CalReadItem *layout_files_get_item (CalReading *reading, const char *name);
gpointer layout_files_get_finding (CalReading *reading, GType type, const char *name);
CalStimuli *layout_files_get_stimuli (CalReading *reading, const char *name);
gboolean layout_files_says (GPtrArray *sentences, const char *words);

G_END_DECLS
