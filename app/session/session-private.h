/* session-private.h - what the files of the session share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

struct _CalSession {
  GObject parent_instance;

  gboolean allow_outside;
  CalScene *scene;
  CalRdmScene *rdm_scene;
  CalEncodingScene *encoding_scene;
  CalPictures *pictures;
  CalLinks *links;
  CalHistory *history;
  char *title;
  GPtrArray *sources;
  GPtrArray *binds;
  GPtrArray *cortices;
  GPtrArray *readings; /* they own the questions */
  GPtrArray *questions;
  GPtrArray *containers;
  GPtrArray *index_files; /* CalVector: which vertices what is opened later may speak of */
  GPtrArray *remarks;
  GPtrArray *failures;
  GPtrArray *failed;
  GHashTable *bound_to; /* CalLayer -> the CalCortex it was bound to */
  CalLayer *preview;
  JsonNode *views;
};

void cal_session_emit_adopted (CalSession *self);

G_END_DECLS
