/* said.h - what a container says of one of its datasets, in attributes or datasets beside it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalSaid:
 * @loaded: the container
 * @dataset: of which something is said
 * @job: (nullable)
 */
typedef struct {
  CalLoaded *loaded;
  const char *dataset;
  CalJob *job;
} CalSaid;

gboolean cal_said_read_numbers (
    const CalSaid *self, const char *name, double *numbers, gsize max_n, gsize *n, GError **error);
gboolean cal_said_read_counts (
    const CalSaid *self, const char *name, gsize *counts, gsize max_n, gsize *n, GError **error);
gboolean cal_said_read_texts (const CalSaid *self,
                              const char *const *names,
                              CalTextArray **texts,
                              GError **error);

G_END_DECLS
