/* rdm-backend.h - what differs between one process and many: who computes, who reads, who writes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-compute.h"
#include "app/session/pattern-source.h"

G_BEGIN_DECLS

/**
 * CalRdmBackend:
 * @read_block: (nullable): how HDF5 datasets are read
 * @compute: as cal_rdm_compute(); gives NULL without an error where another process has the result
 * @get_n_processes: how many work on it
 * @get_process: which of them this is, from 0
 * @gather: (nullable): puts together the columns of a matrix, of which process p has filled those
 *   from firsts[p] to firsts[p + 1]; the first process has them all then. All must call it, also
 *   those that failed; gives FALSE to all if one did
 */
typedef struct {
  CalBlockRead read_block;
  CalArray *(*compute) (const CalPatterns *patterns,
                        const CalPatterns *residuals,
                        const CalRdmDesign *design,
                        const CalRdmParameters *parameters,
                        CalRdmReport *report,
                        CalJob *job,
                        GError **error);
  guint (*get_n_processes) (void);
  guint (*get_process) (void);
  gboolean (*gather) (gboolean succeeded, double *values, gsize n_rows, const gsize *firsts);
} CalRdmBackend;

/* Of the program that this is part of. */
extern const CalRdmBackend cal_rdm_backend;

G_END_DECLS
