/* option-rows.h - the rows of a dialog, made of a table of parameters.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "app/session/option.h"

G_BEGIN_DECLS

/**
 * CalOptionRow:
 * @option: of the table
 * @control: what it is set with
 */
typedef struct {
  const CalOption *option;
  GtkWidget *control;
} CalOptionRow;

void
cal_option_rows_add (GArray *rows, GtkListBox *list, const CalOption *option, const char *initial);
char *cal_option_row_dup_text (const CalOptionRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
