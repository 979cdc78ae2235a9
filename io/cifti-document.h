/* cifti-document.h - the XML of a CIFTI-2 file: what each row and column of its matrix is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"
#include "model/labels.h"
#include "model/surface.h"

G_BEGIN_DECLS

typedef enum {
  CAL_CIFTI_NO_AXIS,
  CAL_CIFTI_BRAIN_MODELS,
  CAL_CIFTI_PARCELS,
  CAL_CIFTI_SCALARS,
  CAL_CIFTI_SERIES,
  CAL_CIFTI_LABELS,
} CalCiftiAxisKind;

/**
 * CalCiftiPlace:
 * @index: along the axis
 * @hemisphere: of a cortical vertex; unknown for a voxel
 * @vertex: of a cortical vertex
 * @voxel: i, j, k of a voxel
 */
typedef struct {
  gsize index;
  CalHemisphere hemisphere;
  guint32 vertex;
  guint32 voxel[3];
} CalCiftiPlace;

/**
 * CalCiftiAxis:
 * @length: how many indices
 * @names: of maps or parcels
 * @labels: of #CalLabels, one a map
 * @places: of #CalCiftiPlace; a parcel has many
 * @n_other: indices of structures that are neither cortex nor voxels
 * @n_vertices: of left and right cortex, 0 if the file has none
 * @dims: of the voxels' grid, 0 if the file has none
 * @step: from point to point of a series
 * @is_seconds: whether the step is in seconds
 */
typedef struct {
  CalCiftiAxisKind kind;
  gsize length;
  GPtrArray *names;
  GPtrArray *labels;
  GArray *places;
  gsize n_other;
  gsize n_vertices[2];
  gsize dims[3];
  CalAffine voxel_to_world;
  double step;
  gboolean is_seconds;
} CalCiftiAxis;

/**
 * CalCiftiDocument:
 * @axes: along a row, and along a column
 */
typedef struct {
  CalCiftiAxis axes[2];
} CalCiftiDocument;

CalCiftiDocument *
cal_cifti_document_parse (const char *xml, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_cifti_document_free (CalCiftiDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalCiftiDocument, cal_cifti_document_free)

G_END_DECLS
