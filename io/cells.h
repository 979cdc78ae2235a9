/* cells.h - columns of cells that are numbers or texts, which is known when all have been seen.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/table.h"

G_BEGIN_DECLS

typedef struct _CalCells CalCells;

gboolean cal_cell_parse_number (const char *text, double *number);

CalCells *cal_cells_new (void);
guint cal_cells_add_column (CalCells *self, const char *name);
void cal_cells_add (CalCells *self, guint column, const char *text, gssize length);
void cal_cells_add_text (CalCells *self, guint column, const char *text);
void cal_cells_add_number (CalCells *self, guint column, double number);
gsize cal_cells_count (CalCells *self, guint column);
guint cal_cells_get_n_columns (CalCells *self);
CalTable *cal_cells_end (CalCells *self, const char *name, gsize *n_replaced, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cal_cells_free (CalCells *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalCells, cal_cells_free)

G_END_DECLS
