/* reader-message.h - what calcarine-reader and its callers say to each other.
 *
 * A message is one packet of a socket: its kind, a serialised GVariant of that kind's type, and
 * maybe a file descriptor. Values travel in shared memory, a block (model/block.h), of which the
 * packet carries the descriptor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the reader finds its end of the socket on which it is given work. */
#define CAL_READER_SOCKET_FD 3

/* More is cut from a text, and refused of a message. */
#define CAL_READER_MAX_MESSAGE 60000
#define CAL_READER_MAX_PATH 4096

/**
 * CalReaderKind:
 * @CAL_READER_READY: the reader is up: nothing
 * @CAL_READER_JOB: to the reader: nothing, and a socket on which all else about one file goes
 * @CAL_READER_REQUEST: to the process that was forked for it: what, path, dataset, largest side
 *   of a picture, whether a first part is wanted, bytes that the values may take, other files that
 *   may be read; with memory for answers if the process is to keep the file open
 * @CAL_READER_OPEN: from it: a path, followed by NUL; not a GVariant, for it is sent while a system
 *   call is trapped
 * @CAL_READER_OPENED: the answer: a #CalReaderOpened, and the file unless it is refused
 * @CAL_READER_PROGRESS: from it: fraction, text (may be empty)
 * @CAL_READER_PART: from it: nothing, and a block
 * @CAL_READER_DONE: from it: which values its parent is to read itself (io/stretch.h), and a block
 * @CAL_READER_FAILED: from it: domain, code, text
 * @CAL_READER_ENDED: from the reader: wait status, peak memory in bytes, processor seconds
 * @CAL_READER_STORED: from a process that keeps its file open: type of an element, lengths, lengths
 *   of a chunk, whether it is packed, slope, intercept
 * @CAL_READER_ASK: to it: start and count of a box; or, if there are any, the axis and the numbers
 *   of lines; or of neither any, and the axis: where all lines along it lie
 * @CAL_READER_ANSWER: from it: how many bytes it put into the memory that came with the request
 */
typedef enum {
  CAL_READER_READY = 1,
  CAL_READER_JOB,
  CAL_READER_REQUEST,
  CAL_READER_OPEN,
  CAL_READER_OPENED,
  CAL_READER_PROGRESS,
  CAL_READER_PART,
  CAL_READER_DONE,
  CAL_READER_FAILED,
  CAL_READER_ENDED,
  CAL_READER_STORED,
  CAL_READER_ASK,
  CAL_READER_ANSWER,
} CalReaderKind;

/* Why a file is not opened: errno; 0 if it is. */
typedef gint32 CalReaderOpened;

/**
 * CalReaderMessage:
 * @content: (nullable): of the kind's type; NULL for those that have none
 * @bytes: what came, for those whose content is no GVariant
 * @fd: -1 if none came
 */
typedef struct {
  CalReaderKind kind;
  GVariant *content;
  GBytes *bytes;
  int fd;
} CalReaderMessage;

typedef enum {
  CAL_READER_RECEIVED,
  CAL_READER_WOULD_BLOCK,
  CAL_READER_CLOSED,
  CAL_READER_NONSENSE,
} CalReaderReceived;

gboolean cal_reader_message_send (int socket, CalReaderKind kind, GVariant *content, int fd);
gboolean cal_reader_message_send_bytes (
    int socket, CalReaderKind kind, const void *bytes, gsize size, int fd, int flags);
CalReaderReceived cal_reader_message_receive (int socket, CalReaderMessage *message, int flags);
void cal_reader_message_clear (CalReaderMessage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalReaderMessage, cal_reader_message_clear)

G_END_DECLS
