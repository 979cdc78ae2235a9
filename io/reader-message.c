/* reader-message.c - what calcarine-reader and its callers say to each other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader-message.h"

#include <errno.h>
#include <sys/socket.h>

#define MAX_MESSAGE (64 * 1024 * 1024)

/**
 * cal_reader_message_send:
 * @fd: a stream socket
 * @message: (transfer floating)
 *
 * Returns: FALSE if nobody hears it
 */
gboolean
cal_reader_message_send (int fd, GVariant *message)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (message);
  gsize size = g_variant_get_size (kept), done = 0;
  guint64 length = size; /* of eight bytes: a GVariant must lie aligned */
  g_autofree guint8 *bytes = NULL;

  if (size > MAX_MESSAGE)
    return FALSE;
  bytes = g_malloc (sizeof length + size);
  *(guint64 *) (gpointer) bytes = length;
  g_variant_store (kept, bytes + sizeof length);
  size += sizeof length;
  while (done < size) {
    gssize n = send (fd, bytes + done, size - done, MSG_NOSIGNAL);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }
  return TRUE;
}

static gboolean
receive_all (int fd, void *out, gsize size)
{
  gsize done = 0;

  while (done < size) {
    gssize n = recv (fd, (guint8 *) out + done, size - done, 0);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }
  return TRUE;
}

/**
 * cal_reader_message_receive:
 * @type: of the message
 *
 * Blocks, for as long as the socket's own time limit lets it.
 *
 * Returns: (transfer full) (nullable): the message; NULL at the end, or if it is none of that type
 */
GVariant *
cal_reader_message_receive (int fd, const char *type)
{
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GVariant) message = NULL;
  g_autoptr (GBytes) owned = NULL;
  guint64 length;

  if (!receive_all (fd, &length, sizeof length) || length > MAX_MESSAGE)
    return NULL;
  bytes = g_malloc (MAX (length, 1));
  if (!receive_all (fd, bytes, length))
    return NULL;
  owned = g_bytes_new_take (g_steal_pointer (&bytes), length);
  message = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), owned, FALSE));
  return g_variant_is_normal_form (message) ? g_steal_pointer (&message) : NULL;
}
