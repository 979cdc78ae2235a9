/* label-element.c - the Label element that GIFTI and CIFTI share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/label-element.h"

static gboolean
read_component (const char *text, float *component)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (end == text || !(value >= 0.0 && value <= 1.0))
    return FALSE;
  *component = (float) value;
  return TRUE;
}

/**
 * cal_label_element_read:
 * @names: of the attributes
 * @values: of the attributes
 * @nth: how many labels the table has so far
 * @label: (out caller-allocates): gets key and colour. A label without a colour, or with one beyond
 *   0 to 1, gets one of ours
 *
 * Returns: FALSE with an error if there is no key (or Index, as old files call it)
 */
gboolean
cal_label_element_read (
    const char **names, const char **values, guint nth, CalLabel *label, GError **error)
{
  static const char *const components[] = {"Red", "Green", "Blue", "Alpha"};
  const char *key = NULL;
  guint n_components = 0;
  gint64 number;

  for (gsize n = 0; names[n] != NULL; n++) {
    if (g_str_equal (names[n], "Key") || (key == NULL && g_str_equal (names[n], "Index")))
      key = values[n];
    for (gsize c = 0; c < G_N_ELEMENTS (components); c++)
      if (g_str_equal (names[n], components[c]))
        n_components += read_component (values[n], &label->rgba[c]);
  }
  if (n_components != G_N_ELEMENTS (components))
    cal_labels_pick_colour (nth, label->rgba);
  if (!g_ascii_string_to_signed (key != NULL ? key : "", 10, G_MININT32, G_MAXINT32, &number,
                                 error)) {
    g_prefix_error (error, "key of a label: ");
    return FALSE;
  }
  label->key = (gint32) number;
  return TRUE;
}
