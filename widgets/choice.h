/* choice.h - a drop-down among the controls of a view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkDropDown *cal_choice_new (GtkBox *box, const char *const *names, const char *what);

G_END_DECLS
