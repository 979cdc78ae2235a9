/* test-allocation.c - each allocation of the small readers and of the writers fails in turn.
 *
 * In a process of its own for each. GLib ends a program that is out of memory, which is allowed, as
 * is a clear error: a memory error or another result is not. A writer leaves the old file whole or
 * the new one, and the old one if it says that it failed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/freesurfer-annot.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-surface.h"
#include "io/gifti.h"
#include "io/hdf5-write.h"
#include "io/mgh.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "io/replace.h"
#include "io/sanitized.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/folder.h"

#define MOST_ALLOCATIONS 20000
#define SAID_FAILED 3
#define OTHER_RESULT 4

/* What everyone's malloc() comes down to. */
#if CAL_SANITIZED
#define BELOW(name) __interceptor_##name
#else
#define BELOW(name) __libc_##name
#endif
void *BELOW (malloc) (size_t size);
void *BELOW (calloc) (size_t n, size_t size);
void *BELOW (realloc) (void *memory, size_t size);

/* The allocation that is to fail counts down to 1; 0 lets all be. */
static int to_fail;

static gboolean
is_to_fail (void)
{
  if (to_fail == 0 || --to_fail > 0)
    return FALSE;
  errno = ENOMEM;
  return TRUE;
}

void *
malloc (size_t size)
{
  return is_to_fail () ? NULL : BELOW (malloc) (size);
}

void *
calloc (size_t n, size_t size)
{
  return is_to_fail () ? NULL : BELOW (calloc) (n, size);
}

void *
realloc (void *memory, size_t size)
{
  return is_to_fail () ? NULL : BELOW (realloc) (memory, size);
}

/* What is tried: returns an exit status. */
typedef int (*Attempt) (gconstpointer data);

/* Does it in a process in which allocation @n fails. Returns its exit status, or -1 if GLib ended
 * it for want of memory; @is_last if there were fewer allocations. */
static int
attempt (Attempt func, gconstpointer data, int n, gboolean may_crash, gboolean *is_last)
{
  int said = memfd_create ("said", 0), status;
  char text[4096] = "";
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    dup2 (said, STDOUT_FILENO);
    dup2 (said, STDERR_FILENO);
    to_fail = n;
    status = func (data);
    /* Not reached: 100 says so beside the status. */
    _exit (to_fail > 0 ? status + 100 : status);
  }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (pread (said, text, sizeof text - 1, 0), >=, 0);
  close (said);
  if (WIFSIGNALED (status)) {
    if (!may_crash && strstr (text, "failed to allocate") == NULL &&
        strstr (text, "out of memory") == NULL)
      g_error ("allocation %d failed: signal %d, %s", n, WTERMSIG (status), text);
    return -1;
  }
  *is_last = WEXITSTATUS (status) >= 100;
  status = WEXITSTATUS (status) % 100;
  /* The address sanitizer makes an exit of a crash. */
  if (may_crash && status != 0 && status != SAID_FAILED && status != OTHER_RESULT)
    return -1;
  if (status != 0 && status != SAID_FAILED)
    g_error ("allocation %d failed: %s: %s", n,
             status == OTHER_RESULT ? "another result" : "a memory error", text);
  return status;
}

typedef struct {
  const FuzzTarget *target;
  const char *path;
  double sum;
} Reading;

static double sum_read;

/* The sum of all that was read is as it was, or there is an error. */
static int
read_again (gconstpointer data)
{
  const Reading *reading = data;
  const CalFormat format = {.name = reading->target->name, .load = reading->target->load};
  GError *error = NULL;
  CalLoaded *loaded = cal_format_parse_as (&format, reading->path, NULL, NULL, &error);

  if (loaded == NULL)
    return error != NULL && error->message[0] != '\0' ? SAID_FAILED : OTHER_RESULT;
  if (error != NULL)
    return OTHER_RESULT;
  if (to_fail > 0)
    to_fail = G_MAXINT; /* looking is ours */
  fuzz_take_sum ();
  fuzz_look_at_loaded (loaded);
  sum_read = fuzz_take_sum ();
  g_object_unref (loaded);
  return memcmp (&sum_read, &reading->sum, sizeof sum_read) == 0 ? 0 : OTHER_RESULT;
}

static void
test_reader (gconstpointer data)
{
  Reading reading = {.target = data};
  g_autofree char *folder_path = NULL, *path = NULL;
  g_autoptr (GDir) dir = NULL;
  TestFolder folder;
  /* GLib's regular expressions take it that PCRE2 always has memory. The reader process holds it.
   */
  gboolean may_crash = g_str_has_prefix (reading.target->name, "np");
  gboolean is_last = FALSE;
  guint n_ended = 0, n_said = 0;
  int n;

  test_folder_set_up (&folder, NULL);
  fuzz_target_make_seeds (reading.target, folder.folder);
  folder_path = g_build_filename (folder.folder, reading.target->name, NULL);
  dir = g_dir_open (folder_path, 0, NULL);
  path = g_build_filename (folder_path, g_dir_read_name (dir), NULL);
  reading.path = path;
  /* Without a failure: what is allocated once and kept is there then, and the sum is known. */
  for (n = 0; n < 2; n++) {
    read_again (&reading);
    reading.sum = sum_read;
  }
  for (n = 1; !is_last && n < MOST_ALLOCATIONS; n++) {
    int status = attempt (read_again, &reading, n, may_crash, &is_last);

    n_ended += status < 0;
    n_said += status == SAID_FAILED;
  }
  g_assert_true (is_last);
  g_test_message ("%d allocations: %u ended by GLib, %u told as an error", n - 2, n_ended, n_said);
  test_folder_tear_down (&folder, NULL);
}

/**
 * Writing:
 * @seeds: the target whose seed is read and written
 * @seed: its name
 * @name: what is written
 */
typedef struct {
  const char *seeds;
  const char *seed;
  const char *name;
  gboolean (*write) (gpointer object, const char *path, GError **error);
} WriterCase;

typedef struct {
  const WriterCase *writer;
  gpointer object;
  const char *path;
} Writing;

static gboolean
write_hdf5 (gpointer object, const char *path, GError **error)
{
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);

  return writer != NULL &&
         cal_hdf5_writer_add (writer, "/r", cal_vector_get_desc (object)->values, error) &&
         cal_hdf5_writer_commit (writer, error);
}

static gboolean
write_npy (gpointer object, const char *path, GError **error)
{
  return cal_npy_write (path, cal_vector_get_desc (object)->values, error);
}

static int
write_again (gconstpointer data)
{
  const Writing *writing = data;
  GError *error = NULL;

  if (writing->writer->write (writing->object, writing->path, &error))
    return error == NULL ? 0 : OTHER_RESULT;
  return error != NULL && error->message[0] != '\0' ? SAID_FAILED : OTHER_RESULT;
}

static gboolean
holds (const char *path, const char *contents, gsize length)
{
  g_autofree char *found = NULL;
  gsize n_found;

  return g_file_get_contents (path, &found, &n_found, NULL) && n_found == length &&
         memcmp (found, contents, length) == 0;
}

static void
test_writer (gconstpointer data)
{
  static const char old[] = "what was there";
  const WriterCase *writer = data;
  const FuzzTarget *target = fuzz_target_find (writer->seeds);
  const CalFormat format = {.name = target->name, .load = target->load};
  g_autofree char *seed = NULL, *path = NULL, *whole = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  Writing writing = {writer};
  TestFolder folder;
  gboolean is_last = FALSE;
  gsize length;

  test_folder_set_up (&folder, NULL);
  fuzz_target_make_seeds (target, folder.folder);
  seed = g_build_filename (folder.folder, writer->seeds, writer->seed, NULL);
  loaded = cal_format_parse_as (&format, seed, NULL, NULL, &error);
  g_assert_no_error (error);
  writing.object = cal_loaded_get_objects (loaded)->pdata[0];
  path = g_build_filename (folder.folder, writer->name, NULL);
  writing.path = path;
  g_assert_cmpint (write_again (&writing), ==, 0);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (int n = 1; !is_last && n < MOST_ALLOCATIONS; n++) {
    int status;

    unlink (path); /* in place it would keep its old end */
    g_assert_true (g_file_set_contents_full (path, old, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    /* libhdf5 takes it that it always has memory; the old file must be there all the same. */
    status = attempt (write_again, &writing, n, writer->write == write_hdf5, &is_last);
    if (status == 0)
      g_assert_true (holds (path, whole, length));
    else if (status == SAID_FAILED)
      g_assert_true (holds (path, old, sizeof old - 1));
    else
      g_assert_true (holds (path, old, sizeof old - 1) || holds (path, whole, length));
  }
  g_assert_true (is_last);
  test_folder_tear_down (&folder, NULL);
}

int
main (int argc, char **argv)
{
  static const char *const readers[] = {"annot", "ascii", "cifti", "gifti", "label",   "mgh",
                                        "morph", "nifti", "npy",   "npz",   "surface", "table"};
#define WRITER(func) ((gboolean (*) (gpointer, const char *, GError **)) (gpointer) (func))
  static WriterCase writers[9];

  g_test_init (&argc, &argv, NULL);
  writers[0] = (WriterCase){"nifti", "float32-1.nii", "w.nii", WRITER (cal_nifti_write)};
  writers[1] = (WriterCase){"nifti", "float32-1.nii", "w.nii.gz", WRITER (cal_nifti_write)};
  writers[2] = (WriterCase){"mgh", "float32.mgh", "w.mgz", WRITER (cal_mgh_write)};
  writers[3] = (WriterCase){"surface", "lh.white", "lh.w", WRITER (cal_freesurfer_surface_write)};
  writers[4] = (WriterCase){"surface", "lh.white", "lh.w.gii", WRITER (cal_gifti_write_surface)};
  writers[5] = (WriterCase){"morph", "lh.curv", "lh.w.curv", WRITER (cal_freesurfer_morph_write)};
  writers[6] =
      (WriterCase){"annot", "lh.seed.annot", "w.annot", WRITER (cal_freesurfer_annot_write)};
  writers[7] = (WriterCase){"npy", "float32", "w.npy", write_npy};
  writers[8] = (WriterCase){"npy", "float32", "w.h5", write_hdf5};
  for (gsize n = 0; n < G_N_ELEMENTS (readers); n++) {
    g_autofree char *name = g_strconcat ("/allocation/read/", readers[n], NULL);

    g_test_add_data_func (name, fuzz_target_find (readers[n]), test_reader);
  }
  for (gsize n = 0; n < G_N_ELEMENTS (writers); n++) {
    g_autofree char *name = g_strconcat ("/allocation/write/", writers[n].name, NULL);

    g_test_add_data_func (name, &writers[n], test_writer);
  }
  return g_test_run ();
}
