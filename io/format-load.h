/* format-load.h - opening a file, with a report of how it went.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "io/reader-client.h"

G_BEGIN_DECLS

CalLoaded *cal_format_load_reported (const char *path,
                                     const char *dataset,
                                     CalJob *job,
                                     CalReaderReport *report,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
