/* option-rows.h - a dialog whose rows are made of a table of parameters.
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

/**
 * CalOptionDialog:
 * @window: to be presented; the rest lives as long as it does
 * @accept: the button that does what the dialog asks about
 * @rows: (element-type CalOptionRow)
 */
typedef struct {
  GtkWindow *window;
  GtkListBox *list;
  GtkButton *accept;
  GArray *rows;
} CalOptionDialog;

CalOptionDialog *
cal_option_dialog_new (GtkWindow *parent, const char *title, const char *accept_label);
void cal_option_dialog_add (CalOptionDialog *self, const CalOption *option, const char *initial);
char *cal_option_row_dup_text (const CalOptionRow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
