/* reader-message.h - what calcarine-reader and its callers say to each other.
 *
 * One request a process, then any number of progress replies and one other reply. A message is a
 * length of eight bytes and a serialised GVariant. Numbers travel in a memory file beside it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the reader finds its end of the socket, and the memory file. */
#define CAL_READER_SOCKET_FD 3
#define CAL_READER_MEMORY_FD 4

/* What to do ("list" or "read"), path, dataset, start, count, most bytes to make. */
#define CAL_READER_REQUEST_TYPE "(saysatatt)"
/* "progress" with a fraction, "error" with a CalError and a message, or "done" with the result. */
#define CAL_READER_REPLY_TYPE "(sv)"

gboolean cal_reader_message_send (int fd, GVariant *message);
GVariant *cal_reader_message_receive (int fd, const char *type);

G_END_DECLS
