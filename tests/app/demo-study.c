/* demo-study.c - one small demo study, read back through the readers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/app/demo-study.h"

#include "app/demo/study.h"
#include "io/format.h"
#include "tests/support/folder.h"

static char *folder;
static JsonParser *truth;

/* The study, written on first use. */
const char *
demo_study_get_folder (void)
{
  if (folder == NULL) {
    g_autoptr (GError) error = NULL;

    folder = g_dir_make_tmp ("calcarine-demo-XXXXXX", &error);
    g_assert_no_error (error);
    cal_demo_write (folder, TRUE, NULL, &error);
    g_assert_no_error (error);
  }
  return folder;
}

char *
demo_study_dup_path (const char *name)
{
  return g_build_filename (demo_study_get_folder (), name, NULL);
}

JsonObject *
demo_study_get_truth (void)
{
  if (truth == NULL) {
    g_autofree char *path = demo_study_dup_path ("truth.json");
    g_autoptr (GError) error = NULL;

    truth = json_parser_new ();
    json_parser_load_from_file (truth, path, &error);
    g_assert_no_error (error);
  }
  return json_node_get_object (json_parser_get_root (truth));
}

static gpointer
load (const char *name, const char *dataset, GType type)
{
  g_autofree char *path = demo_study_dup_path (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, dataset, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_loaded_get_objects (loaded)->len, ==, 1);
  g_assert_cmpuint (cal_loaded_get_warnings (loaded)->len, ==, 0);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (cal_loaded_get_objects (loaded)->pdata[0], type));
  return g_object_ref (cal_loaded_get_objects (loaded)->pdata[0]);
}

CalSurface *
demo_study_load_surface (const char *name)
{
  return load (name, NULL, CAL_TYPE_SURFACE);
}

CalVector *
demo_study_load_vector (const char *name, const char *dataset)
{
  return load (name, dataset, CAL_TYPE_VECTOR);
}

CalVolume *
demo_study_load_volume (const char *name)
{
  return load (name, NULL, CAL_TYPE_VOLUME);
}

void
demo_study_remove (void)
{
  if (folder != NULL)
    test_folder_remove (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_object (&truth);
}
