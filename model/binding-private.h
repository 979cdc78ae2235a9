/* binding-private.h - what a binding knows, for the files that find and apply it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/binding.h"

G_BEGIN_DECLS

/*
 * n_values: of one frame
 * transposed: the array is values x frames
 * cortex, hemisphere: where, unless it is a volume; UNKNOWN means both hemispheres, left first
 * index, index_is_list: vertex numbers, rather than one entry a vertex
 * mask: for the two mask rules
 * mapper: for its rule, with cortex
 */
struct _CalBinding {
  GObject parent_instance;

  CalBindingRule rule;
  char *key;
  char *sentence;
  gsize n_values;
  gboolean transposed;
  CalCortex *cortex;
  CalHemisphere hemisphere;
  CalVector *index;
  gboolean index_is_list;
  CalVolume *mask;
  CalMapper *mapper;
};

/* Calls visit with each non-zero voxel's place in the volume, in C or Fortran order. */
typedef void (*CalMaskVisit) (gsize voxel, gpointer user_data);
void
cal_binding_visit_mask (CalVolume *mask, gboolean c_order, CalMaskVisit visit, gpointer user_data);

G_END_DECLS
