/* npy-header.h - the header of NumPy's .npy format, versions 1 to 3, and what its elements are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "io/npy-type.h"

G_BEGIN_DECLS

/**
 * CalNpyHeader:
 * @type: of an element
 * @fields: (nullable): a #CalNpyField each of the elements, if they are records
 * @fortran_order: the first dimension varies fastest
 * @data_offset: where the elements begin
 * @data_size: bytes of all elements; only if the type's size is known
 */
typedef struct {
  CalNpyType type;
  GArray *fields;
  gboolean fortran_order;
  guint n_dims;
  gsize shape[CAL_ARRAY_MAX_DIMS];
  gsize data_offset;
  gsize data_size;
} CalNpyHeader;

/* Shorter than any .npy file. */
#define CAL_NPY_MIN_SIZE 12
#define CAL_NPY_MAX_HEADER (1024 * 1024)

gboolean cal_npy_is_magic (const guint8 *head, gsize n_head);
gsize cal_npy_header_measure (const guint8 head[CAL_NPY_MIN_SIZE]);
gboolean cal_npy_header_parse (
    const guint8 *head, gsize n_head, const char *name, CalNpyHeader *header, GError **error);
gboolean cal_npy_header_can_read (const CalNpyHeader *self);
CalArray *cal_npy_header_make_array (const CalNpyHeader *self, GBytes *elements, GError **error);
gboolean cal_npy_header_add (const CalNpyHeader *self,
                             GBytes *elements,
                             const char *dataset,
                             CalLoaded *loaded,
                             GError **error);
void cal_npy_header_clear (CalNpyHeader *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalNpyHeader, cal_npy_header_clear)

G_END_DECLS
