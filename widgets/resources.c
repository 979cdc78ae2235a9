/* resources.c - the templates and styles of the widgets.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/resources.h"

#include <gio/gio.h>

#include "calcarine-widgets-resources.h"

/**
 * cal_widgets_ensure_resources:
 *
 * Every class with a template calls it before it names its template: a static library's resources
 * are dropped by the linker when nothing names them.
 */
void
cal_widgets_ensure_resources (void)
{
  static gsize done;

  if (g_once_init_enter (&done)) {
    g_resources_register (calcarine_widgets_get_resource ());
    g_once_init_leave (&done, 1);
  }
}
