/* resources.h - the templates and styles of the widgets.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

void cal_widgets_ensure_resources (void);
