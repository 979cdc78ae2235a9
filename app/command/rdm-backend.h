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
} CalRdmBackend;

/* Of the program that this is part of. */
extern const CalRdmBackend cal_rdm_backend;

G_END_DECLS
