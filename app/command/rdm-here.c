/* rdm-here.c - an RDM computed by this process alone.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/rdm-backend.h"

static guint
get_n_processes (void)
{
  return 1;
}

static guint
get_process (void)
{
  return 0;
}

const CalRdmBackend cal_rdm_backend = {NULL, cal_rdm_compute, get_n_processes, get_process, NULL};
