/* columns.h - the columns of a table while it is read.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/table.h"

G_BEGIN_DECLS

typedef struct _CalColumns CalColumns;

CalColumns *cal_columns_new (void);
void cal_columns_take_numbers (CalColumns *self, const char *name, CalArray *numbers);
void cal_columns_take_texts (CalColumns *self, const char *name, CalTextArray *texts);
guint cal_columns_get_n (CalColumns *self);
CalTable *cal_columns_end (CalColumns *self, const char *name, gsize n_rows, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cal_columns_free (CalColumns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalColumns, cal_columns_free)

G_END_DECLS
