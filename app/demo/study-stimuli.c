/* study-stimuli.c - the demo's pictures and the table of what is in them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/stimulus-features.h"
#include "app/demo/study-parts.h"
#include "io/replace.h"
#include "model/error.h"

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
write_picture (const CalDemoStudy *study, guint index, GError **error)
{
  CalDemoStimulus stimulus;
  cairo_surface_t *picture = cal_demo_picture_new (index, study->picture_size, &stimulus);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (picture, append, png);
  g_autofree char *file = cal_demo_stimulus_dup_file (index, stimulus.category);
  g_autofree char *path = cal_demo_study_dup_path (study, "stimuli/%s", file);

  cairo_surface_destroy (picture);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: cannot draw the picture: %s", path,
                 cairo_status_to_string (status));
    return FALSE;
  }
  return cal_replace_contents (path, png->data, png->len, error);
}

/* Writes stimuli/. */
gboolean
cal_demo_write_stimuli (const CalDemoStudy *study, GError **error)
{
  g_autoptr (GString) table = g_string_new ("index\tfile\tcategory\tdescription\n");
  g_autofree char *path = cal_demo_study_dup_path (study, "stimuli/stimuli.tsv");

  for (guint i = 0; i < CAL_DEMO_N_STIMULI; i++) {
    const char *category = cal_demo_category_get_name (study->stimuli[i].category);
    g_autofree char *file = cal_demo_stimulus_dup_file (i, study->stimuli[i].category);

    if (!write_picture (study, i, error))
      return FALSE;
    g_string_append_printf (table, "%u\t%s\t%s\t%s\n", i, file, category, study->stimuli[i].noun);
  }
  return cal_replace_contents (path, table->str, table->len, error);
}
