/* freesurfer-geometry.h - where a FreeSurfer surface lies in the scanner: the footer's volume.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/binary.h"
#include "model/affine.h"

G_BEGIN_DECLS

gboolean cal_freesurfer_geometry_read (CalBinary *file,
                                       CalAffine *surface_to_world,
                                       gboolean *is_known,
                                       GError **error);
gboolean cal_freesurfer_geometry_append (GByteArray *bytes,
                                         const char *path,
                                         const CalAffine *surface_to_world,
                                         GError **error);

G_END_DECLS
