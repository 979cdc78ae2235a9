/* binding.h - which place on the brain each value of a vector belongs to, and by which rule.
 *
 * Nothing is guessed: cal_binding_find() lists every rule that fits the length; one match may be
 * used, several must be asked about. Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cortex.h"
#include "model/mapper.h"
#include "model/vector.h"
#include "model/volume.h"

G_BEGIN_DECLS

/**
 * CalBindingRule:
 * @CAL_BIND_SURFACES: as many values as the loaded hemisphere (or both, left first) has vertices
 * @CAL_BIND_FILE_VERTICES: the file names the vertex of each value (.label, CIFTI)
 * @CAL_BIND_INDEX_FILE: the non-zero entries of an index file (Algonauts' all-vertices), in order
 * @CAL_BIND_MASK_C: the non-zero voxels of a mask, k fastest (numpy's order of an x, y, z array)
 * @CAL_BIND_MASK_FORTRAN: the non-zero voxels of a mask, i fastest (the NIfTI file's order)
 * @CAL_BIND_MAPPER: a value a voxel of a mapper, which weighs them into values of vertices
 * @CAL_BIND_TEMPLATE: as many values as a template that is not loaded has; it cannot be drawn yet
 */
typedef enum {
  CAL_BIND_SURFACES,
  CAL_BIND_FILE_VERTICES,
  CAL_BIND_INDEX_FILE,
  CAL_BIND_MASK_C,
  CAL_BIND_MASK_FORTRAN,
  CAL_BIND_MAPPER,
  CAL_BIND_TEMPLATE,
} CalBindingRule;

/**
 * CalBindingContext:
 * @cortices: CalCortex
 * @masks: CalVolume of one frame; the voxels that are neither 0 nor NaN are the mask
 * @index_files: CalVector of one value a template vertex (or a list of vertex numbers)
 * @mappers: CalMapper
 *
 * What is at hand to bind to.
 */
typedef struct {
  GPtrArray *cortices;
  GPtrArray *masks;
  GPtrArray *index_files;
  GPtrArray *mappers;
} CalBindingContext;

#define CAL_TYPE_BINDING (cal_binding_get_type ())
G_DECLARE_FINAL_TYPE (CalBinding, cal_binding, CAL, BINDING, GObject)

GPtrArray *cal_binding_find (CalVector *vector,
                             const CalBindingContext *context,
                             GString *tried) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_binding_fits_length (gsize n_values, const CalBindingContext *context);

CalBindingRule cal_binding_get_rule (CalBinding *self);
CalCortex *cal_binding_get_cortex (CalBinding *self);
GObject *cal_binding_get_target (CalBinding *self);
const char *cal_binding_get_key (CalBinding *self);
const char *cal_binding_get_sentence (CalBinding *self);
gboolean cal_binding_is_transposed (CalBinding *self);
GObject *
cal_binding_apply (CalBinding *self, CalVector *vector, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalMap *cal_binding_join (CalMap *left, CalMap *right, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
