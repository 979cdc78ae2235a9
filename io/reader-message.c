/* reader-message.c - what calcarine-reader and its callers say to each other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/reader-message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "io/stretch.h"

/* Before the content: as long as a GVariant must be aligned. */
#define HEAD_SIZE 8

static const char *
type_of (CalReaderKind kind)
{
  switch (kind) {
  case CAL_READER_REQUEST:
    return "(sayayubtaay)";
  case CAL_READER_PROGRESS:
    return "(ds)";
  case CAL_READER_FAILED:
    return "(sis)";
  case CAL_READER_DONE:
    return CAL_STRETCH_ROWS_TYPE;
  case CAL_READER_ENDED:
    return "(itd)";
  case CAL_READER_STORED:
    return "(uatatbdd)";
  case CAL_READER_ASK:
    return "(atatuau)";
  case CAL_READER_ANSWER:
    return "(t)";
  case CAL_READER_READY:
  case CAL_READER_JOB:
  case CAL_READER_OPEN:
  case CAL_READER_OPENED:
  case CAL_READER_PART:
  default:
    return NULL;
  }
}

/**
 * cal_reader_message_send_bytes:
 * @fd: goes along; -1 for none
 * @flags: MSG_DONTWAIT, or 0 to wait until there is room
 *
 * Calls nothing that a signal handler may not.
 *
 * Returns: FALSE if nobody hears it, or it is too long
 */
gboolean
cal_reader_message_send_bytes (
    int socket, CalReaderKind kind, const void *bytes, gsize size, int fd, int flags)
{
  guint64 head = kind;
  union {
    struct cmsghdr align;
    char room[CMSG_SPACE (sizeof (int))];
  } control = {.room = {0}};
  struct iovec pieces[2] = {{&head, sizeof head}, {(void *) bytes, size}};
  struct msghdr packet = {.msg_iov = pieces, .msg_iovlen = size > 0 ? 2 : 1};
  gssize sent;

  G_STATIC_ASSERT (sizeof head == HEAD_SIZE);
  if (size > CAL_READER_MAX_MESSAGE)
    return FALSE;
  if (fd >= 0) {
    packet.msg_control = control.room;
    packet.msg_controllen = sizeof control.room;
    control.align.cmsg_level = SOL_SOCKET;
    control.align.cmsg_type = SCM_RIGHTS;
    control.align.cmsg_len = CMSG_LEN (sizeof fd);
    memcpy (CMSG_DATA (&control.align), &fd, sizeof fd);
  }
  do
    sent = sendmsg (socket, &packet, MSG_NOSIGNAL | flags);
  while (sent < 0 && errno == EINTR);
  return sent == (gssize) (HEAD_SIZE + size);
}

/**
 * cal_reader_message_send:
 * @content: (nullable) (transfer floating): of the kind's type
 * @fd: goes along; -1 for none
 *
 * Returns: FALSE if nobody hears it, or it is too long
 */
gboolean
cal_reader_message_send (int socket, CalReaderKind kind, GVariant *content, int fd)
{
  g_autoptr (GVariant) kept = content != NULL ? g_variant_ref_sink (content) : NULL;

  if (kept == NULL)
    return cal_reader_message_send_bytes (socket, kind, NULL, 0, fd, 0);
  return cal_reader_message_send_bytes (socket, kind, g_variant_get_data (kept),
                                        g_variant_get_size (kept), fd, 0);
}

/* The one descriptor that came along, or -1; others are closed. */
static int
take_fd (struct msghdr *packet)
{
  int found = -1;

  for (struct cmsghdr *c = CMSG_FIRSTHDR (packet); c != NULL; c = CMSG_NXTHDR (packet, c)) {
    gsize n = (c->cmsg_len - CMSG_LEN (0)) / sizeof (int);

    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
      continue;
    for (gsize i = 0; i < n; i++) {
      int fd;

      memcpy (&fd, CMSG_DATA (c) + i * sizeof fd, sizeof fd);
      if (found < 0)
        found = fd;
      else
        close (fd);
    }
  }
  return found;
}

/**
 * cal_reader_message_receive:
 * @message: (out caller-allocates): clear it with cal_reader_message_clear(), whatever is returned
 * @flags: MSG_DONTWAIT, or 0 to wait
 *
 * Returns: what came; nothing in it is believed
 */
CalReaderReceived
cal_reader_message_receive (int socket, CalReaderMessage *message, int flags)
{
  union {
    struct cmsghdr align;
    char room[CMSG_SPACE (4 * sizeof (int))];
  } control;
  g_autofree guint8 *buffer = g_malloc (HEAD_SIZE + CAL_READER_MAX_MESSAGE);
  struct iovec piece = {buffer, HEAD_SIZE + CAL_READER_MAX_MESSAGE};
  struct msghdr packet = {.msg_iov = &piece,
                          .msg_iovlen = 1,
                          .msg_control = control.room,
                          .msg_controllen = sizeof control.room};
  const char *type;
  guint64 head;
  gssize n;

  *message = (CalReaderMessage){.fd = -1};
  /* A peer that closes with something unread says so before what it had sent; that is said once,
   * and what it had sent comes after. */
  do
    n = recvmsg (socket, &packet, flags | MSG_CMSG_CLOEXEC);
  while (n < 0 && (errno == EINTR || errno == ECONNRESET));
  if (n < 0)
    return errno == EAGAIN || errno == EWOULDBLOCK ? CAL_READER_WOULD_BLOCK : CAL_READER_CLOSED;
  if (n == 0)
    return CAL_READER_CLOSED;
  message->fd = take_fd (&packet);
  if (n < HEAD_SIZE || (packet.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0)
    return CAL_READER_NONSENSE;
  memcpy (&head, buffer, sizeof head);
  if (head < CAL_READER_READY || head > CAL_READER_ANSWER)
    return CAL_READER_NONSENSE;
  message->kind = (CalReaderKind) head;
  message->bytes = g_bytes_new (buffer + HEAD_SIZE, (gsize) n - HEAD_SIZE);
  type = type_of (message->kind);
  if (type != NULL) {
    message->content = g_variant_ref_sink (
        g_variant_new_from_bytes (G_VARIANT_TYPE (type), message->bytes, FALSE));
    if (!g_variant_is_normal_form (message->content))
      return CAL_READER_NONSENSE;
  }
  return CAL_READER_RECEIVED;
}

void
cal_reader_message_clear (CalReaderMessage *self)
{
  g_clear_pointer (&self->content, g_variant_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}
