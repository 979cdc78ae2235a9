/* pickle.h - what Python's pickles hold, read by an interpreter that builds data and calls nothing.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_pickle_sniff (const CalSniff *sniff);
gboolean cal_pickle_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_torch_sniff (const CalSniff *sniff);
gboolean cal_torch_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

gboolean cal_pickle_add (GBytes *pickle, const char *dataset, CalLoaded *loaded, GError **error);

G_END_DECLS
