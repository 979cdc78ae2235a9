/* gifti-array.h - one DataArray of a GIFTI file: what its attributes say, and its numbers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"
#include "model/array.h"

G_BEGIN_DECLS

typedef enum {
  CAL_GIFTI_ASCII,
  CAL_GIFTI_BASE64,
  CAL_GIFTI_GZIP_BASE64,
  CAL_GIFTI_EXTERNAL,
} CalGiftiEncoding;

/**
 * CalGiftiArray:
 * @intent: without its "NIFTI_INTENT_"
 * @n_dims: at least 1
 * @is_column_major: the first dimension varies fastest in the file
 * @metadata: string to string
 * @to_world: identity unless a transform leads to a world space
 * @to_world_rank: how good that space is; 0 means that none was found
 * @bytes: (nullable): the elements in the machine's byte order, last dimension fastest
 */
typedef struct {
  char *intent;
  CalDtype dtype;
  guint n_dims;
  gsize dims[6];
  gsize n_elements;
  gsize n_bytes;
  CalGiftiEncoding encoding;
  gboolean is_column_major;
  gboolean is_swapped;
  char *external_name;
  guint64 external_offset;
  GHashTable *metadata;
  CalAffine to_world;
  int to_world_rank;
  GBytes *bytes;
} CalGiftiArray;

CalGiftiArray *cal_gifti_array_new (const char **names,
                                    const char **values,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_gifti_array_free (CalGiftiArray *self);
gboolean cal_gifti_array_decode (
    CalGiftiArray *self, const char *text, gsize length, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGiftiArray, cal_gifti_array_free)

G_END_DECLS
