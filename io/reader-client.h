/* reader-client.h - have a request answered by calcarine-reader, a process that may die.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalReaderRequest:
 * @what: "list" or "read"
 * @dataset: (nullable)
 * @n_dims: of @start and @count; the dimensions beyond are read whole
 * @start: @n_dims numbers
 * @count: @n_dims numbers
 */
typedef struct {
  const char *what;
  const char *path;
  const char *dataset;
  guint n_dims;
  const guint64 *start;
  const guint64 *count;
} CalReaderRequest;

GVariant *cal_reader_ask (const CalReaderRequest *request,
                          const char *type,
                          GBytes **values,
                          CalJob *job,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
