/* number-entry.h - a number of any size, typed or stepped, bound to a property.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CAL_TYPE_NUMBER_ENTRY (cal_number_entry_get_type ())
G_DECLARE_FINAL_TYPE (CalNumberEntry, cal_number_entry, CAL, NUMBER_ENTRY, GtkWidget)

GtkWidget *cal_number_entry_new (GObject *object, const char *property);

G_END_DECLS
