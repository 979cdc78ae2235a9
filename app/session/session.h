/* session.h - the open study: what is loaded and shown, what was said of it, undo.
 *
 * Main thread only; the reading of files runs in jobs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "app/session/history.h"
#include "app/session/links.h"
#include "app/session/reading.h"
#include "render/scene/encoding-scene.h"
#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_SESSION (cal_session_get_type ())
G_DECLARE_FINAL_TYPE (CalSession, cal_session, CAL, SESSION, GObject)

CalSession *cal_session_new (void) G_GNUC_WARN_UNUSED_RESULT;

CalScene *cal_session_get_scene (CalSession *self);
CalRdmScene *cal_session_get_rdm_scene (CalSession *self);
CalEncodingScene *cal_session_get_encoding_scene (CalSession *self);
CalPictures *cal_session_get_pictures (CalSession *self);
CalLinks *cal_session_get_links (CalSession *self);
CalHistory *cal_session_get_history (CalSession *self);
gboolean cal_session_is_empty (CalSession *self);
const char *cal_session_get_title (CalSession *self);
const char *const *cal_session_get_sources (CalSession *self);
const char *const *cal_session_get_binds (CalSession *self);
GPtrArray *cal_session_get_cortices (CalSession *self);
GPtrArray *cal_session_get_questions (CalSession *self);
GPtrArray *cal_session_get_containers (CalSession *self);
GPtrArray *cal_session_get_remarks (CalSession *self);
GPtrArray *cal_session_get_failures (CalSession *self);
gboolean cal_session_has_failed (CalSession *self, const char *source);

void cal_session_set_allow_outside (CalSession *self, gboolean allow_outside);
gboolean cal_session_open (CalSession *self,
                           const char *const *paths,
                           const char *const *binds,
                           CalJob *job,
                           GError **error);
CalJob *cal_session_open_job (CalSession *self,
                              const char *const *paths,
                              const char *const *binds) G_GNUC_WARN_UNUSED_RESULT;
void cal_session_adopt (CalSession *self,
                        const char *const *paths,
                        const char *const *binds,
                        CalReading *reading);
void cal_session_adopt_preview (CalSession *self, GObject *partial);
void cal_session_drop_preview (CalSession *self);
gboolean
cal_session_answer (CalSession *self, CalQuestion *question, CalBinding *binding, GError **error);
void cal_session_close (CalSession *self);

JsonNode *cal_session_get_views (CalSession *self);
void cal_session_set_views (CalSession *self, JsonNode *views);

G_END_DECLS
