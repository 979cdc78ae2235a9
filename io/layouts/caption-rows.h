/* caption-rows.h - captions on their way from tables and lists to parts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

typedef struct _CalCaptionRows CalCaptionRows;

CalCaptionRows *cal_caption_rows_new (void);
void cal_caption_rows_free (CalCaptionRows *self);
void cal_caption_rows_add (CalCaptionRows *self, gsize row, const char *text, double score);
void cal_caption_rows_set_id (CalCaptionRows *self, gsize row, const char *id);
gsize cal_caption_rows_get_n (CalCaptionRows *self);
const char *cal_caption_rows_get_id (CalCaptionRows *self, gsize row);
double cal_caption_rows_measure_words (CalCaptionRows *self);
CalPart *cal_caption_rows_add_part (CalCaptionRows *self,
                                    CalFindings *findings,
                                    const char *name,
                                    const char *source,
                                    gsize first,
                                    gsize n,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalCaptionRows, cal_caption_rows_free)

G_END_DECLS
