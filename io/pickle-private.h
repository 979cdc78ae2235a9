/* pickle-private.h - the machine that a pickle is a program for, as its opcodes see it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/pickle-value.h"

G_BEGIN_DECLS

struct _CalPickle {
  GPtrArray *values; /* owns all that was made */
  GPtrArray *stack;
  GHashTable *memo;
  CalPickleValue *root;
  GBytes *bytes;
  const guint8 *data;
  gsize size;
  gsize at;
  CalPickleGetStorage get_storage;
  gpointer user_data;
};

void cal_pickle_push (CalPickle *self, CalPickleValue *value);
gboolean cal_pickle_push_new (CalPickle *self, CalPickleKind kind);
CalPickleValue *cal_pickle_pop (CalPickle *self);
GPtrArray *cal_pickle_pop_to_mark (CalPickle *self);
const guint8 *cal_pickle_take (CalPickle *self, guint64 n);
gboolean cal_pickle_take_size (CalPickle *self, guint width, guint64 *value);
char *cal_pickle_take_line (CalPickle *self);

gboolean cal_pickle_run_scalar (CalPickle *self, guint8 opcode, gboolean *known);
gboolean cal_pickle_run_compound (CalPickle *self, guint8 opcode, gboolean *known, GError **error);

G_END_DECLS
