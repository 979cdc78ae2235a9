/* npy-part.h - a part of the elements of a .npy file, without reading the rest.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <stdio.h>

#include "io/array-vector.h"
#include "io/npy-header.h"
#include "model/job.h"

G_BEGIN_DECLS

GBytes *cal_npy_part_read (FILE *file,
                           const char *name,
                           const CalPart *part,
                           CalNpyHeader *header,
                           CalJob *job,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
