/* import-window.h - the import assistant: what the datasets of a file are for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "app/session/import.h"

G_BEGIN_DECLS

#define CAL_TYPE_IMPORT_WINDOW (cal_import_window_get_type ())
G_DECLARE_FINAL_TYPE (CalImportWindow, cal_import_window, CAL, IMPORT_WINDOW, GtkWindow)

CalImportWindow *cal_import_window_new (GtkWindow *parent, CalImport *import);

G_END_DECLS
