/* parallel.h - the same work on many pieces, on all cores.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalPieceFunc:
 * @piece: from 0
 * @data: shared by all pieces
 *
 * Works on one piece; several may run at once, in any order.
 */
typedef void (*CalPieceFunc) (gsize piece, gpointer data);

void cal_parallel_run (gsize n_pieces, CalPieceFunc func, gpointer data);

G_END_DECLS
