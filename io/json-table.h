/* json-table.h - tables, lists and dictionaries in JSON files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_json_table_sniff (const CalSniff *sniff);
gboolean cal_json_table_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
