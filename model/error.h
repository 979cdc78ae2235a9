/* error.h - the one error domain of Calcarine.
 *
 * A code says what the person can do about it; the message names the file, the place in it, what
 * was found and what was expected.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAL_ERROR (cal_error_quark ())

/**
 * CalError:
 * @CAL_ERROR_FORMAT: the file is not what it says it is, or is damaged
 * @CAL_ERROR_UNSUPPORTED: the file is sound, but this program does not read that kind
 * @CAL_ERROR_LIMIT: a size that the file or the memory budget cannot hold
 * @CAL_ERROR_BINDING: no rule, or more than one, binds the values to the brain
 * @CAL_ERROR_SPACE: two things that must share a space do not
 * @CAL_ERROR_ARGUMENT: the person asked for something that does not exist
 * @CAL_ERROR_GL: no usable OpenGL
 * @CAL_ERROR_OUTSIDE: a file names others that do not lie in its folder; the person may allow it
 */
typedef enum {
  CAL_ERROR_FORMAT,
  CAL_ERROR_UNSUPPORTED,
  CAL_ERROR_LIMIT,
  CAL_ERROR_BINDING,
  CAL_ERROR_SPACE,
  CAL_ERROR_ARGUMENT,
  CAL_ERROR_GL,
  CAL_ERROR_OUTSIDE,
} CalError;

GQuark cal_error_quark (void);

G_END_DECLS
