/* delimited.h - tables in text files: comma, tab, semicolon or space between the cells.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_delimited_sniff (const CalSniff *sniff);
gboolean cal_delimited_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
G_END_DECLS
