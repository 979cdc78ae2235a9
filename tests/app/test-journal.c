/* test-journal.c - what is open outlives the process: killed, cut off, damaged, still running.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/journal.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "tests/support/folder.h"
#include "tests/support/small-files.h"

#define MAX_BYTES 4096

static char *program;

typedef struct {
  char *folder;
  char *path;
} Fixture;

static char *
dup_journals (void)
{
  return g_build_filename (g_get_user_state_dir (), "calcarine", NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *journals = dup_journals ();

  f->folder = g_dir_make_tmp ("calcarine-journal-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "1.log", NULL);
  g_mkdir_with_parents (journals, 0700);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  test_folder_remove (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static void
add (CalAppendLog *log, const char *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_append_log_add (log, state, &error));
  g_assert_no_error (error);
}

/* Leaves a log with these states, as a process does that ends. */
static void
leave (Fixture *f, const char *const *states)
{
  g_autoptr (CalAppendLog) log = cal_append_log_new (f->path, MAX_BYTES);

  for (; *states != NULL; states++)
    add (log, *states);
}

static void
assert_left (Fixture *f, const char *state)
{
  g_autoptr (CalAppendLog) left = cal_append_log_take_left (f->folder, ".log", MAX_BYTES);

  g_assert_cmpstr (left != NULL ? cal_append_log_get_last (left) : NULL, ==, state);
}

static const char *const two[] = {"{\"n\":1}", "{\"n\":2}", NULL};

/* While its writer lives nobody gets it; then the last state is there. */
static void
test_left (Fixture *f, gconstpointer data)
{
  g_autoptr (CalAppendLog) log = cal_append_log_new (f->path, MAX_BYTES);

  assert_left (f, NULL);
  add (log, two[0]);
  assert_left (f, NULL);
  add (log, two[1]);
  g_clear_pointer (&log, cal_append_log_unref);
  assert_left (f, two[1]);
  log = cal_append_log_take_left (f->folder, ".log", MAX_BYTES);
  assert_left (f, NULL);
  add (log, two[0]);
  g_clear_pointer (&log, cal_append_log_unref);
  assert_left (f, two[0]);
  log = cal_append_log_take_left (f->folder, ".log", MAX_BYTES);
  cal_append_log_remove (log);
  add (log, two[1]);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

/* Cut off anywhere, it says what was whole before; what is added then can be read. */
static void
test_truncated (Fixture *f, gconstpointer data)
{
  g_autofree char *whole = NULL, *first = cal_append_log_make_line (two[0]);
  gsize size;

  leave (f, two);
  g_assert_true (g_file_get_contents (f->path, &whole, &size, NULL));
  for (gsize n = 0; n < size; n++) {
    g_autoptr (CalAppendLog) log = NULL;

    g_assert_true (g_file_set_contents (f->path, whole, (gssize) n, NULL));
    assert_left (f, n >= strlen (first) ? two[0] : NULL);
    log = cal_append_log_take_left (f->folder, ".log", MAX_BYTES);
    if (log == NULL)
      continue;
    add (log, "{}");
    g_clear_pointer (&log, cal_append_log_unref);
    assert_left (f, "{}");
  }
}

/* No flipped bit is taken for something that was said. */
static void
test_bit_flips (Fixture *f, gconstpointer data)
{
  g_autofree char *whole = NULL, *first = cal_append_log_make_line (two[0]);
  gsize size, end;

  leave (f, two);
  g_assert_true (g_file_get_contents (f->path, &whole, &size, NULL));
  for (gsize bit = 0; bit < 8 * size; bit++) {
    g_autofree char *state = NULL;

    whole[bit / 8] ^= (char) (1 << bit % 8);
    state = cal_append_log_find_last (whole, size, &end);
    whole[bit / 8] ^= (char) (1 << bit % 8);
    if (bit / 8 < strlen (first) - 1) {
      g_assert_cmpstr (state, ==, two[1]);
      g_assert_cmpuint (end, ==, size);
    } else if (bit / 8 == strlen (first) - 1)
      /* Two lines that became one. */
      g_assert_null (state);
    else {
      g_assert_cmpstr (state, ==, two[0]);
      g_assert_cmpuint (end, ==, strlen (first));
    }
  }
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char zeros[70000] = {0};
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *line = cal_append_log_make_line (deep);
  g_autoptr (CalAppendLog) left = NULL;
  g_autoptr (CalSavedSession) saved = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->path, zeros, sizeof zeros, NULL));
  assert_left (f, NULL);
  g_assert_true (g_file_set_contents (f->path, "\n\n\n{}\n", -1, NULL));
  assert_left (f, NULL);
  g_assert_true (g_file_set_contents (f->path, line, -1, NULL));
  left = cal_append_log_take_left (f->folder, ".log", MAX_BYTES);
  g_assert_nonnull (left);
  saved = cal_journal_parse (left, &error);
  g_assert_null (saved);
  g_assert_nonnull (strstr (error->message, "nested"));
}

/* A long log is replaced by its last state, still locked; a full folder is an error. */
static void
test_compaction (Fixture *f, gconstpointer data)
{
  g_autoptr (CalAppendLog) log = cal_append_log_new (f->path, MAX_BYTES);
  g_autofree char *state = NULL;
  guint n_smaller = 0;
  goffset before = 0;

  for (int n = 0; n < 100; n++) {
    GStatBuf status;

    g_free (state);
    state = g_strdup_printf ("{\"n\":%d}", n);
    add (log, state);
    g_assert_cmpint (g_stat (f->path, &status), ==, 0);
    g_assert_cmpint (status.st_size, <=, MAX_BYTES);
    n_smaller += status.st_size < before;
    before = status.st_size;
    assert_left (f, NULL);
  }
  g_assert_cmpuint (n_smaller, >=, 2);
  g_clear_pointer (&log, cal_append_log_unref);
  assert_left (f, state);
}

static void
test_unwritable (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->path, "2.log", NULL);
  g_autoptr (CalAppendLog) log = cal_append_log_new (path, MAX_BYTES);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->path, "", 0, NULL));
  g_assert_false (cal_append_log_add (log, "{}", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

/* On a full disk what was there before stays, and there is more when there is room again. */
static void
test_full (Fixture *f, gconstpointer data)
{
  g_autoptr (CalAppendLog) log = cal_append_log_new (f->path, MAX_BYTES);
  g_autofree char *line = cal_append_log_make_line (two[0]);
  struct rlimit limit, small;
  g_autoptr (GError) error = NULL;

  add (log, two[0]);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = strlen (line) + 20;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (cal_append_log_add (log, two[1], &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_nonnull (strstr (error->message, f->path));
  g_clear_pointer (&log, cal_append_log_unref);
  assert_left (f, two[0]);
  log = cal_append_log_take_left (f->folder, ".log", MAX_BYTES);
  add (log, two[1]);
  g_clear_pointer (&log, cal_append_log_unref);
  assert_left (f, two[1]);
}

static char *
write_volume (const char *folder)
{
  static const gsize dims[3] = {3, 2, 2};
  char *path = g_build_filename (folder, "zstat.nii", NULL);
  float voxels[12];

  for (int n = 0; n < 12; n++)
    voxels[n] = (float) n;
  small_files_write_volume (path, dims, voxels);
  return path;
}

static CalSession *
open_session (const char *const *paths, const char *const *binds)
{
  g_autoptr (GError) error = NULL;
  CalSession *session = cal_session_new ();

  cal_session_open (session, paths, binds, NULL, &error);
  g_assert_no_error (error);
  return session;
}

static GObject *
get_display (CalSession *session)
{
  return G_OBJECT (
      cal_layer_get_display (cal_scene_get_layer (cal_session_get_scene (session), 0)));
}

/* What the child does: opens, changes, and goes on until it is killed. */
static int
run_child (const char *path)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CalSession) session = open_session ((const char *const[]){path, NULL}, NULL);
  g_autoptr (CalJournal) journal = cal_journal_new (session);

  g_object_set (get_display (session), "opacity", 0.375, "threshold", 2.5, NULL);
  g_main_loop_run (loop);
  return 1;
}

/* All that is in journals, whole or not. */
static char *
read_journals (void)
{
  g_autofree char *folder = dup_journals ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GString *all = g_string_new (NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;

    if (g_str_has_suffix (name, ".journal") && g_file_get_contents (path, &text, NULL, NULL))
      g_string_append (all, text);
  }
  return g_string_free (all, FALSE);
}

static gboolean
is_written (void)
{
  g_autofree char *all = read_journals ();

  return strstr (all, "0.375") != NULL && g_str_has_suffix (all, "\n");
}

static void
test_killed (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_volume (f->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", path, NULL);
  g_autoptr (CalAppendLog) left = NULL;
  g_autoptr (CalSavedSession) saved = NULL;
  g_autoptr (CalSession) session = NULL;
  double opacity, threshold;

  g_assert_no_error (error);
  while (!is_written () && g_subprocess_get_identifier (child) != NULL)
    g_usleep (20000);
  left = cal_journal_take_left ();
  g_assert_null (left);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);

  left = cal_journal_take_left ();
  g_assert_nonnull (left);
  saved = cal_journal_parse (left, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->sources[0], ==, path);
  session = open_session ((const char *const *) saved->sources, (const char *const *) saved->binds);
  g_object_get (get_display (session), "opacity", &opacity, NULL);
  g_assert_cmpfloat (opacity, !=, 0.375);
  cal_saved_session_apply (saved, session);
  g_object_get (get_display (session), "opacity", &opacity, "threshold", &threshold, NULL);
  g_assert_cmpfloat (opacity, ==, 0.375);
  g_assert_cmpfloat (threshold, ==, 2.5);
  cal_append_log_remove (left);
}

/* What was saved or closed is not offered; what changes then is kept again. */
static void
test_discard (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_volume (f->folder), *discarded = NULL;
  g_autoptr (CalSession) session = open_session ((const char *const[]){path, NULL}, NULL);
  g_autoptr (CalJournal) journal = cal_journal_new (session);

  g_object_set (get_display (session), "opacity", 0.375, NULL);
  while (!is_written ())
    g_main_context_iteration (NULL, FALSE);
  cal_journal_discard (journal);
  discarded = read_journals ();
  g_assert_cmpstr (discarded, ==, "");
  g_object_set (get_display (session), "threshold", 1.5, NULL);
  while (!is_written ())
    g_main_context_iteration (NULL, FALSE);
  cal_journal_discard (journal);
}

static void
count_cb (CalJournal *journal, const char *message, guint *n_messages)
{
  g_assert_nonnull (strstr (message, "cannot be written"));
  ++*n_messages;
}

static void
wait_for (guint seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (10000);
  }
}

/* That nothing can be kept is said, but not every two seconds. */
static void
test_failure (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_volume (f->folder), *journals = dup_journals ();
  g_autoptr (CalSession) session = open_session ((const char *const[]){path, NULL}, NULL);
  g_autoptr (CalJournal) journal = cal_journal_new (session);
  guint n_messages = 0;

  g_assert_cmpint (g_rmdir (journals), ==, 0);
  g_assert_true (g_file_set_contents (journals, "", 0, NULL));
  g_signal_connect (journal, "failed", G_CALLBACK (count_cb), &n_messages);
  g_object_set (get_display (session), "opacity", 0.375, NULL);
  while (n_messages == 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_set (get_display (session), "opacity", 0.5, NULL);
  wait_for (3);
  g_assert_cmpuint (n_messages, ==, 1);
  g_assert_cmpint (g_unlink (journals), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = NULL;
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);
  program = argv[0];
  state = g_dir_make_tmp ("calcarine-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/journal/left", Fixture, NULL, set_up, test_left, tear_down);
  g_test_add ("/journal/truncated", Fixture, NULL, set_up, test_truncated, tear_down);
  g_test_add ("/journal/bit-flips", Fixture, NULL, set_up, test_bit_flips, tear_down);
  g_test_add ("/journal/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/journal/compaction", Fixture, NULL, set_up, test_compaction, tear_down);
  g_test_add ("/journal/unwritable", Fixture, NULL, set_up, test_unwritable, tear_down);
  g_test_add ("/journal/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/journal/killed", Fixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/journal/discard", Fixture, NULL, set_up, test_discard, tear_down);
  g_test_add ("/journal/failure", Fixture, NULL, set_up, test_failure, tear_down);
  status = g_test_run ();
  test_folder_remove (state);
  return status;
}
