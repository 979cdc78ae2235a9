/* import-form.h - what is said of one dataset, as rows to fill in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

#include "app/session/import.h"

G_BEGIN_DECLS

#define CAL_TYPE_IMPORT_FORM (cal_import_form_get_type ())
G_DECLARE_FINAL_TYPE (CalImportForm, cal_import_form, CAL, IMPORT_FORM, GtkBox)

GtkWidget *cal_import_form_new (CalImport *import);
void cal_import_form_show (CalImportForm *self, CalImportEntry *entry);

const char *cal_import_get_role_title (CalRole role);
const char *cal_import_get_state_icon (CalImportState state);

G_END_DECLS
