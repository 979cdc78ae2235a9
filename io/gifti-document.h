/* gifti-document.h - the XML of a GIFTI file, parsed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/gifti-array.h"
#include "model/job.h"
#include "model/labels.h"

G_BEGIN_DECLS

/**
 * CalGiftiDocument:
 * @arrays: of #CalGiftiArray, their numbers decoded
 * @metadata: of the file, string to string
 * @labels: (nullable): of the file
 */
typedef struct {
  GPtrArray *arrays;
  GHashTable *metadata;
  CalLabels *labels;
} CalGiftiDocument;

CalGiftiDocument *
cal_gifti_document_read (const char *path, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_gifti_document_free (CalGiftiDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGiftiDocument, cal_gifti_document_free)

G_END_DECLS
