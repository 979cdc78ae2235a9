/* test-reader.c - whatever becomes of the process that reads a file, the program gets an error.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/format-load.h"
#include "io/format.h"
#include "io/sanitized.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/small-files.h"

static char *folder;

static char *
write_deed (const char *deed)
{
  char *path = g_build_filename (folder, deed, NULL);

  g_assert_true (g_file_set_contents (path, deed, -1, NULL));
  return path;
}

typedef struct {
  const char *deed;
  CalOutcome outcome;
  int code;
  const char *what; /* that the message says */
} Case;

/* The address sanitizer makes an exit of a crash. */
#define CRASH (CAL_SANITIZED ? "gave up" : "signal 11")

/* Each becomes one error that names the file. */
static void
test_deed (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *path = write_deed (one->deed);
  g_autoptr (GError) error = NULL;
  CalReaderReport report;

  if (CAL_SANITIZED && one->outcome == CAL_OUTCOME_OVER_LIMIT) {
    g_test_skip ("the address sanitizer needs more address space than is allowed");
    return;
  }
  g_assert_null (cal_format_load_reported (path, NULL, NULL, &report, &error));
  g_assert_error (error, CAL_ERROR, one->code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, one->what));
  g_assert_cmpint (report.outcome, ==, one->outcome);
}

/* The message names the file that was not given, and the error is the system's. */
static void
test_steal (void)
{
  g_autofree char *path = write_deed ("steal");
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_format_load_reported (path, NULL, NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_assert_nonnull (strstr (error->message, "/etc/passwd"));
}

static gpointer
load_hanging (gpointer path)
{
  g_assert_null (cal_format_load (path, NULL, NULL, NULL));
  return NULL;
}

/* One file that hangs does not hold others up, nor does one that crashes take them along. */
static void
test_others_go_on (void)
{
  g_autofree char *hang = write_deed ("hang"), *crash = write_deed ("crash");
  GThread *thread = g_thread_new ("hang", load_hanging, hang);
  guint n_errors = 0;

  for (int n = 0; n < 20; n++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_format_load (crash, NULL, NULL, &error));
    n_errors += strstr (error->message, CRASH) != NULL;
  }
  g_assert_cmpuint (n_errors, ==, 20);
  g_thread_join (thread);
}

static gboolean
stop_job (gpointer job)
{
  cal_job_cancel (job);
  return G_SOURCE_REMOVE;
}

static GObject *
read_in_job (CalJob *job, gpointer path, GError **error)
{
  return (GObject *) cal_format_load (path, NULL, job, error);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* One that sleeps for ever, which nothing else would end. */
static void
test_cancel (void)
{
  g_autofree char *path = write_deed ("sleep");
  g_autoptr (CalJob) job = cal_job_new ("Reading", read_in_job, path, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cal_job_run_async (job, keep_result, &result);
  g_timeout_add (50, stop_job, job);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (cal_job_run_finish (job, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The reader that is installed, not the hostile one. */
static void
test_real (void)
{
  g_autofree char *path = g_build_filename (folder, "values.npy", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;
  CalReaderReport report;
  g_autofree char *program = g_strdup (g_getenv ("CALCARINE_READER"));

  g_unsetenv ("CALCARINE_READER");
  small_files_write_npy (path, (const float[]){1.0f, 2.0f, 3.0f}, 3);
  loaded = cal_format_load_reported (path, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.outcome, ==, CAL_OUTCOME_OPENED);
  g_assert_cmpuint (report.peak_bytes, >, 0);
  g_assert_cmpstr (cal_loaded_get_path (loaded), ==, path);
  g_assert_null (cal_format_load (missing, NULL, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (cal_format_load (folder, NULL, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
  g_setenv ("CALCARINE_READER", "/nonexistent", TRUE);
  g_assert_null (cal_format_load (path, NULL, NULL, NULL));
  g_setenv ("CALCARINE_READER", program, TRUE);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
      {"crash", CAL_OUTCOME_CRASHED, CAL_ERROR_FORMAT, CRASH},
      {"hang", CAL_OUTCOME_HUNG, CAL_ERROR_FORMAT, "did not come on"},
      {"toil", CAL_OUTCOME_ERROR, CAL_ERROR_UNSUPPORTED, "toiled"},
      {"eat", CAL_OUTCOME_OVER_LIMIT, CAL_ERROR_LIMIT, "full"},
      {"lie", CAL_OUTCOME_ERROR, CAL_ERROR_FORMAT, "not sealed"},
      {"fib", CAL_OUTCOME_ERROR, CAL_ERROR_FORMAT, "damaged"},
      {"exceed", CAL_OUTCOME_ERROR, CAL_ERROR_FORMAT, "the file ends before"},
      {"stray", CAL_OUTCOME_ERROR, CAL_ERROR_FORMAT, "such a stretch"},
      {"devour", CAL_OUTCOME_ERROR, CAL_ERROR_LIMIT, "no memory"},
      {"babble", CAL_OUTCOME_ERROR, CAL_ERROR_FORMAT, "nonsense"},
      {"beg", CAL_OUTCOME_CRASHED, CAL_ERROR_FORMAT, "gave up"},
      {"leave", CAL_OUTCOME_CRASHED, CAL_ERROR_FORMAT, "gave up"},
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_setenv ("CALCARINE_READER", argv[1], TRUE);
  folder = g_dir_make_tmp ("calcarine-reader-XXXXXX", NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *name = g_strconcat ("/reader/", cases[n].deed, NULL);

    g_test_add_data_func (name, &cases[n], test_deed);
  }
  g_test_add_func ("/reader/steal", test_steal);
  g_test_add_func ("/reader/others-go-on", test_others_go_on);
  g_test_add_func ("/reader/cancel", test_cancel);
  g_test_add_func ("/reader/real", test_real);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
