/* session-file.h - the study as a .calcarine file: JSON, relative paths, content hashes.
 *
 * The data stay where they are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/session.h"

G_BEGIN_DECLS

/**
 * CalSavedSession:
 * @path: of the file
 * @sources: what was open, as absolute paths
 * @binds: answers to questions
 * @root: the whole file
 * @remarks: what is not as it was: files that are gone or changed
 */
typedef struct {
  char *path;
  GStrv sources;
  GStrv binds;
  JsonNode *root;
  GPtrArray *remarks;
} CalSavedSession;

gboolean cal_saved_session_is_path (const char *path);
CalSavedSession *cal_saved_session_load (const char *path,
                                         gboolean allow_outside,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalSavedSession *cal_saved_session_parse (const char *path,
                                          const char *text,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_saved_session_free (CalSavedSession *self);
void cal_saved_session_apply (CalSavedSession *self, CalSession *session);

JsonNode *cal_session_to_json (CalSession *session,
                               const char *folder,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_session_save (CalSession *session, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalSavedSession, cal_saved_session_free)

G_END_DECLS
