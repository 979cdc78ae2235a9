/* input.c - hands a target its bytes, as a file that lies in memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/support/folder.h"

/* One for each process: a folder with links to the file in memory, which some readers want to be
 * called so or so, and a whole surface for those that look for one beside it. */
static char *folder;
static int memory = -1;

const FuzzTarget *
fuzz_target_find (const char *name)
{
  for (const FuzzTarget *target = fuzz_targets; target->name != NULL; target++)
    if (g_str_equal (target->name, name))
      return target;
  return NULL;
}

static void
remove_folder (void)
{
  test_folder_remove (folder);
}

static void
set_up (void)
{
  if (folder != NULL)
    return;
  folder = g_dir_make_tmp ("calcarine-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  atexit (remove_folder);
  memory = memfd_create ("input", MFD_CLOEXEC);
  g_assert_cmpint (memory, >=, 0);
  fuzz_seed_surface (folder);
}

/* Gives the path of the input under that name, to be freed. */
char *
fuzz_dup_input_path (const char *name)
{
  g_autofree char *target = g_strdup_printf ("/proc/self/fd/%d", memory);
  char *path = g_build_filename (folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    g_assert_cmpint (symlink (target, path), ==, 0);
  return path;
}

static void
load (const FuzzTarget *self, const char *path)
{
  const CalFormat format = {self->name, NULL, self->load};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_parse_as (&format, path, NULL, NULL, &error);
  GPtrArray *datasets;

  fuzz_look_at_outcome (loaded != NULL, error);
  if (loaded == NULL)
    return;
  fuzz_look_at_loaded (loaded);
  datasets = cal_loaded_get_datasets (loaded);
  for (guint n = 0; n < MIN (datasets->len, 4); n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autoptr (GError) failure = NULL;
    g_autoptr (CalLoaded) part = cal_format_parse_as (&format, path, dataset->path, NULL, &failure);

    fuzz_look_at_outcome (part != NULL, failure);
    if (part != NULL)
      fuzz_look_at_loaded (part);
  }
}

/**
 * fuzz_target_run:
 *
 * Reads the bytes as the target does and looks at all that comes out. What is wrong aborts.
 */
void
fuzz_target_run (const FuzzTarget *self, const guint8 *data, gsize size)
{
  g_autofree char *path = NULL;

  set_up ();
  g_assert_cmpint (ftruncate (memory, 0), ==, 0);
  g_assert_cmpint (pwrite (memory, data, size, 0), ==, (gssize) size);
  path = fuzz_dup_input_path (self->file);
  /* The header of a pair: its voxels are the same bytes. */
  if (g_str_has_suffix (self->file, ".hdr"))
    g_free (fuzz_dup_input_path ("input.img"));
  if (self->load != NULL)
    load (self, path);
  else
    self->read (path);
}

/**
 * fuzz_target_make_seeds:
 * @folder: gets a folder of the target's name with the seeds in it
 */
void
fuzz_target_make_seeds (const FuzzTarget *self, const char *all_seeds)
{
  g_autofree char *path = g_build_filename (all_seeds, self->name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  self->make_seeds (path);
}
