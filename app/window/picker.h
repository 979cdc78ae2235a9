/* picker.h - a line to type in, over a list that follows it: the palette, and finding places.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CAL_TYPE_PICKER_ITEM (cal_picker_item_get_type ())
G_DECLARE_FINAL_TYPE (CalPickerItem, cal_picker_item, CAL, PICKER_ITEM, GObject)

CalPickerItem *cal_picker_item_new (const char *title,
                                    const char *detail,
                                    const char *action,
                                    GVariant *target) G_GNUC_WARN_UNUSED_RESULT;

#define CAL_TYPE_PICKER (cal_picker_get_type ())
G_DECLARE_FINAL_TYPE (CalPicker, cal_picker, CAL, PICKER, GtkWindow)

CalPicker *cal_picker_new (GtkWindow *parent, const char *title, GListModel *items);

G_END_DECLS
