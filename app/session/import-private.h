/* import-private.h - what the files of the import share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/import.h"

G_BEGIN_DECLS

/**
 * CalImport:
 * @session: whose brains and masks the datasets may belong to
 * @path: of the file
 * @entries: #CalImportEntry
 * @indices: (element-type CalVector): of entries that are indices; the name of each is its dataset
 */
struct _CalImport {
  CalSession *session;
  char *path;
  GPtrArray *entries;
  GPtrArray *indices;
};

CalVector *cal_import_number_rows (const CalImportEntry *entry,
                                   gsize n_rows,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
