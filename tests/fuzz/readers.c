/* readers.c - targets that are no format of the table: what they read, and how.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/session/session-file.h"
#include "io/contents.h"
#include "io/hdf5-file.h"
#include "io/lut.h"
#include "io/picture.h"
#include "io/reader-message.h"
#include "io/sidecar.h"
#include "tests/fuzz/fuzz.h"

#define MOST_BYTES (64 * 1024 * 1024)
/* As many as a socket takes before anybody reads. */
#define MOST_MESSAGE (64 * 1024)

static void
ignore_progress (double fraction, gpointer user_data)
{
}

static void
read_hdf5_dataset (const char *path, const char *dataset)
{
  GVariant *none = g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, NULL, 0, sizeof (guint64));
  g_autoptr (GVariant) whole = g_variant_ref_sink (none);
  g_autoptr (GVariant) result = NULL;
  g_autoptr (GError) error = NULL;
  int memory = memfd_create ("values", MFD_CLOEXEC);

  result = cal_hdf5_file_read (path, dataset, whole, whole, MOST_BYTES, memory, ignore_progress,
                               NULL, &error);
  if (result != NULL)
    g_variant_ref_sink (result);
  fuzz_look_at_outcome (result != NULL, error);
  close (memory);
}

/* Without the process around it, which would only hide what breaks. */
void
fuzz_read_hdf5 (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) list = cal_hdf5_file_list (path, ignore_progress, NULL, &error);
  g_autoptr (GVariant) datasets = NULL;

  fuzz_look_at_outcome (list != NULL, error);
  if (list == NULL)
    return;
  g_variant_ref_sink (list);
  datasets = g_variant_get_child_value (list, 0);
  for (gsize n = 0; n < MIN (g_variant_n_children (datasets), 8); n++) {
    g_autoptr (GVariant) dataset = g_variant_get_child_value (datasets, n);
    const char *name;

    g_variant_get_child (dataset, 0, "&s", &name);
    read_hdf5_dataset (path, name);
  }
}

static void
read_labels (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLabels) labels = cal_lut_read (path, &error);

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

static void
read_message (GBytes *bytes, const char *type)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GVariant) message = NULL;
  int sockets[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets), ==, 0);
  g_assert_cmpint (send (sockets[0], data, size, MSG_NOSIGNAL), ==, (gssize) size);
  close (sockets[0]);
  message = cal_reader_message_receive (sockets[1], type);
  close (sockets[1]);
  if (message != NULL) {
    g_free (g_variant_print (message, TRUE));
  }
}

void
fuzz_read_message (const char *path)
{
  g_autoptr (GBytes) bytes = cal_contents_read (path, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) > MOST_MESSAGE)
    return;
  read_message (bytes, CAL_READER_REQUEST_TYPE);
  read_message (bytes, CAL_READER_REPLY_TYPE);
}

void
fuzz_read_picture (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pixels = NULL;
  gsize width_px = 0, height_px = 0;

  pixels = cal_picture_read (path, &width_px, &height_px, &error);
  fuzz_look_at_outcome (pixels != NULL, error);
  if (pixels != NULL)
    g_assert_cmpuint (g_bytes_get_size (pixels), ==, 4 * width_px * height_px);
}

/* The file may name others: only what it says of itself is looked at, on a study with one volume.
 */
void
fuzz_read_session (const char *path)
{
  static CalSession *session;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalSavedSession) saved = cal_saved_session_load (path, &error);

  fuzz_look_at_outcome (saved != NULL, error);
  if (saved == NULL)
    return;
  for (guint n = 0; n < saved->remarks->len; n++)
    fuzz_look_at_text (saved->remarks->pdata[n]);
  if (session == NULL)
    session = cal_session_new ();
  cal_saved_session_apply (saved, session);
  for (guint n = 0; n < cal_session_get_remarks (session)->len; n++)
    fuzz_look_at_text (cal_session_get_remarks (session)->pdata[n]);
  g_ptr_array_set_size (cal_session_get_remarks (session), 0);
}

void
fuzz_read_sidecar (const char *path)
{
  g_autofree char *source = g_strndup (path, strlen (path) - strlen (".calcarine.json"));
  static const char *const members[] = {"binding", "unit", "statistic"};

  for (gsize n = 0; n < G_N_ELEMENTS (members); n++) {
    g_autofree char *said = cal_sidecar_dup (source, members[n]);

    fuzz_look_at_text (said);
  }
}
