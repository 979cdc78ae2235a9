/* readers.c - targets that are no format of the table: what they read, and how.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/session/session-file.h"
#include "io/append-log.h"
#include "io/contents.h"
#include "io/hdf5.h"
#include "io/loaded-block.h"
#include "io/lut.h"
#include "io/picture.h"
#include "io/reader-message.h"
#include "io/sidecar.h"
#include "tests/fuzz/fuzz.h"

/* As many as a socket takes before anybody reads. */
#define MOST_MESSAGE (64 * 1024)

/* As it lists its datasets, and each of the first ones. */
void
fuzz_read_hdf5 (const char *path)
{
  g_autoptr (CalLoaded) listed = cal_loaded_new (path, "HDF5");
  g_autoptr (GError) error = NULL;
  gboolean is_listed = cal_hdf5_load (path, NULL, listed, NULL, &error);
  GPtrArray *datasets = cal_loaded_get_datasets (listed);

  fuzz_look_at_outcome (is_listed, error);
  fuzz_look_at_loaded (listed);
  for (guint n = 0; n < MIN (datasets->len, 8); n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "HDF5");
    g_autoptr (GError) failure = NULL;
    gboolean is_read = cal_hdf5_load (path, dataset->path, loaded, NULL, &failure);

    fuzz_look_at_outcome (is_read, failure);
    fuzz_look_at_loaded (loaded);
  }
}

static void
read_labels (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLabels) labels = cal_lut_parse (path, &error);

  fuzz_look_at_outcome (labels != NULL, error);
  fuzz_look_at_labels (labels);
}

/* What a table is called decides how it is read. */
void
fuzz_read_labels (const char *path)
{
  g_autofree char *csv = fuzz_dup_input_path ("input.csv");
  g_autofree char *json = fuzz_dup_input_path ("input.json");

  read_labels (path);
  read_labels (csv);
  read_labels (json);
}

/* One packet. */
void
fuzz_read_message (const char *path)
{
  g_autoptr (GBytes) bytes = cal_contents_read (path, NULL);
  g_auto (CalReaderMessage) message = {.fd = -1};
  CalReaderReceived received;
  int sockets[2];

  if (bytes == NULL || g_bytes_get_size (bytes) > MOST_MESSAGE)
    return;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), ==, 0);
  g_assert_cmpint (
      send (sockets[0], g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), MSG_NOSIGNAL), ==,
      (gssize) g_bytes_get_size (bytes));
  close (sockets[0]);
  received = cal_reader_message_receive (sockets[1], &message, 0);
  close (sockets[1]);
  if (received == CAL_READER_RECEIVED && message.content != NULL)
    g_free (g_variant_print (message.content, TRUE));
}

/* What the reader process leaves in shared memory: it may have been taken over. */
void
fuzz_read_block (const char *path)
{
  g_autoptr (GBytes) bytes = cal_contents_read (path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalBlock) block = bytes != NULL ? cal_block_new (bytes, &error) : NULL;
  g_autoptr (CalLoaded) loaded = NULL;

  if (bytes == NULL)
    return;
  if (block != NULL)
    loaded = cal_loaded_new_from_block (block, &error);
  fuzz_look_at_outcome (loaded != NULL, error);
  if (loaded != NULL)
    fuzz_look_at_loaded (loaded);
}

void
fuzz_read_picture (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pixels = NULL;
  gsize width_px = 0, height_px = 0;

  pixels = cal_picture_parse (path, &width_px, &height_px, &error);
  fuzz_look_at_outcome (pixels != NULL, error);
  if (pixels != NULL)
    g_assert_cmpuint (g_bytes_get_size (pixels), ==, 4 * width_px * height_px);
}

/* On a study with nothing open. */
static void
look_at_saved (CalSavedSession *saved)
{
  static CalSession *session;

  for (guint n = 0; n < saved->remarks->len; n++)
    fuzz_look_at_text (saved->remarks->pdata[n]);
  if (session == NULL)
    session = cal_session_new ();
  cal_saved_session_apply (saved, session);
  for (guint n = 0; n < cal_session_get_remarks (session)->len; n++)
    fuzz_look_at_text (cal_session_get_remarks (session)->pdata[n]);
  g_ptr_array_set_size (cal_session_get_remarks (session), 0);
}

/* The file may name others: only what it says of itself is looked at. */
void
fuzz_read_session (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalSavedSession) saved = cal_saved_session_load (path, FALSE, &error);

  fuzz_look_at_outcome (saved != NULL, error);
  if (saved != NULL)
    look_at_saved (saved);
}

/* The bytes as a journal; and as a state in one, as no search finds the right checksum. */
void
fuzz_read_journal (const char *path)
{
  g_autoptr (GBytes) bytes = cal_contents_read (path, NULL);
  g_autofree char *text = NULL, *line = NULL, *found = NULL, *state = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalSavedSession) saved = NULL;
  gsize size, end = 0;
  const char *data;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  found = cal_append_log_find_last (data, size, &end);
  g_assert_true (end <= size && (found != NULL) == (end > 0));
  text = found != NULL ? g_strdup (found) : g_strndup (data, size);
  g_strdelimit (text, "\n", ' ');
  line = cal_append_log_make_line (text);
  state = cal_append_log_find_last (line, strlen (line), &end);
  if (*text == '\0')
    return;
  g_assert_cmpstr (state, ==, text);
  saved = cal_saved_session_parse ("/input.journal", state, &error);
  fuzz_look_at_outcome (saved != NULL, error);
  if (saved != NULL)
    look_at_saved (saved);
}

void
fuzz_read_sidecar (const char *path)
{
  g_autofree char *source = g_strndup (path, strlen (path) - strlen (".calcarine.json"));
  static const char *const members[] = {"binding", "unit", "statistic", "role", "bind_to", "ids"};
  g_autoptr (GPtrArray) parts = cal_sidecar_list_parts (source);

  for (gsize n = 0; n < G_N_ELEMENTS (members); n++) {
    g_autofree char *said = cal_sidecar_dup (source, members[n]);

    fuzz_look_at_text (said);
  }
  for (guint n = 0; n < parts->len; n++)
    fuzz_look_at_text (parts->pdata[n]);
}
