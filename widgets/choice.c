/* choice.c - a drop-down among the controls of a view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/choice.h"

#include "widgets/accessible.h"

/**
 * cal_choice_new:
 * @box: where it comes last
 * @names: (nullable): of what is chosen from; NULL if a model is set later
 * @what: its accessible name, and its tooltip
 *
 * Returns: (transfer none): it shows no name of its own: its place and its words say what it is
 */
GtkDropDown *
cal_choice_new (GtkBox *box, const char *const *names, const char *what)
{
  GtkWidget *choice =
      names != NULL ? gtk_drop_down_new_from_strings (names) : gtk_drop_down_new (NULL, NULL);

  cal_accessible_set_name (choice, what);
  gtk_widget_set_tooltip_text (choice, what);
  gtk_box_append (box, choice);
  return GTK_DROP_DOWN (choice);
}
