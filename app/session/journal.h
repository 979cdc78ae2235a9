/* journal.h - keeps the open study on the disk while it changes, so that a crash loses nothing.
 *
 * Main thread only; it writes in a worker.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/session-file.h"
#include "io/append-log.h"

G_BEGIN_DECLS

#define CAL_TYPE_JOURNAL (cal_journal_get_type ())
G_DECLARE_FINAL_TYPE (CalJournal, cal_journal, CAL, JOURNAL, GObject)

CalJournal *cal_journal_new (CalSession *session) G_GNUC_WARN_UNUSED_RESULT;
void cal_journal_continue (CalJournal *self, CalAppendLog *log);
void cal_journal_discard (CalJournal *self);

CalAppendLog *cal_journal_take_left (void) G_GNUC_WARN_UNUSED_RESULT;
CalSavedSession *cal_journal_parse (CalAppendLog *left, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
