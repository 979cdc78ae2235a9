/* option.c - a parameter, declared once: the command line parses and explains it, a dialog has a
 * row for it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/option.h"

/**
 * cal_option_find_value:
 * @type: an enumeration
 * @nick: one of its words
 *
 * Returns: the value of that word; 0 if there is none
 */
int
cal_option_find_value (GType type, const char *nick)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (type);
  const GEnumValue *value = g_enum_get_value_by_nick (class, nick);

  return value != NULL ? value->value : 0;
}
