/* figure-export.h - the open study as a figure in a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/session.h"
#include "render/figure/figure.h"

G_BEGIN_DECLS

void cal_session_init_figure (CalSession *session, CalFigure *figure);
gboolean cal_session_export_figure (CalSession *session,
                                    const CalFigure *figure,
                                    const char *path,
                                    GError **error);
char *cal_session_dup_provenance (CalSession *session,
                                  const CalFigure *figure) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
