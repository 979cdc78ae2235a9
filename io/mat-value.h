/* mat-value.h - what a path into a MATLAB variable reaches, and the array it makes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <matio.h>

#include "io/loaded.h"

G_BEGIN_DECLS

/**
 * CalMatValue:
 * @variables: (element-type matvar_t): one, or one for each element of the struct arrays and cell
 *   arrays on the way; owned by the file's variable
 * @dims: @n_dims lengths of those arrays; the last varies fastest
 */
typedef struct {
  GPtrArray *variables;
  guint n_dims;
  gsize dims[CAL_ARRAY_MAX_DIMS];
} CalMatValue;

void cal_mat_value_init (CalMatValue *self, matvar_t *variable);
void cal_mat_value_clear (CalMatValue *self);
gboolean cal_mat_value_is (const CalMatValue *self, enum matio_classes class);
gboolean cal_mat_value_get_field (const CalMatValue *self, const char *name, CalMatValue *field);
gboolean cal_mat_value_get_cells (const CalMatValue *self, CalMatValue *cells);
gboolean cal_mat_value_walk (const CalMatValue *self, const char *path, CalMatValue *reached);

gboolean cal_mat_value_describe (const CalMatValue *self, CalDataset *dataset);
CalArray *cal_mat_value_make_array (const CalMatValue *self, GError **error);
CalTextArray *cal_mat_value_make_texts (const CalMatValue *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalMatValue, cal_mat_value_clear)

G_END_DECLS
