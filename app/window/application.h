/* application.h - the program as the desktop sees it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CAL_TYPE_APPLICATION (cal_application_get_type ())
G_DECLARE_FINAL_TYPE (CalApplication, cal_application, CAL, APPLICATION, AdwApplication)

CalApplication *cal_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
