/* program.h - shader programs by name, from the resources.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

#include "model/affine.h"

G_BEGIN_DECLS

typedef struct _CalGlProgram CalGlProgram;

CalGlProgram *cal_gl_program_new (const char *name,
                                  const char *defines,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_gl_program_free (CalGlProgram *self);

void cal_gl_program_use (CalGlProgram *self);
int cal_gl_program_get_location (CalGlProgram *self, const char *uniform);
void cal_gl_program_set_int (CalGlProgram *self, const char *uniform, int value);
void cal_gl_program_set_float (CalGlProgram *self, const char *uniform, double value);
void cal_gl_program_set_vec2 (CalGlProgram *self, const char *uniform, double x, double y);
void cal_gl_program_set_vec3 (CalGlProgram *self, const char *uniform, const float v[3]);
void cal_gl_program_set_vec4 (CalGlProgram *self, const char *uniform, const float v[4]);
void cal_gl_program_set_affine (CalGlProgram *self, const char *uniform, const CalAffine *affine);
void cal_gl_program_set_matrix (CalGlProgram *self, const char *uniform, const float columns[16]);
void cal_gl_program_set_texture (
    CalGlProgram *self, const char *uniform, guint unit, guint target, guint texture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGlProgram, cal_gl_program_free)

G_END_DECLS
