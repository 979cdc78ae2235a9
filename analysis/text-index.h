/* text-index.h - which of many texts have some words, told as fast as a person types.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/text-array.h"

G_BEGIN_DECLS

#define CAL_TYPE_TEXT_INDEX (cal_text_index_get_type ())
G_DECLARE_FINAL_TYPE (CalTextIndex, cal_text_index, CAL, TEXT_INDEX, GObject)

CalTextIndex *
cal_text_index_new (CalTextArray *texts, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

GArray *cal_text_index_search (CalTextIndex *self,
                               const char *query,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
