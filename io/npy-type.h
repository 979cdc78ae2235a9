/* npy-type.h - what one element of a NumPy array is, and columns of such elements.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/text-array.h"

G_BEGIN_DECLS

typedef enum {
  CAL_NPY_OTHER,
  CAL_NPY_NUMBERS,
  CAL_NPY_TEXTS,
  CAL_NPY_RECORDS,
  CAL_NPY_OBJECTS,
} CalNpyKind;

/**
 * CalNpyType:
 * @dtype: only of numbers
 * @swap: numbers, or the characters of texts, are stored in the other byte order
 * @is_wide: texts are of four bytes a character, else of one
 * @size: bytes of an element; 0 if that is not known
 * @name: what it is, for the person: "float32", "text", "records", "Python objects"
 */
typedef struct {
  CalNpyKind kind;
  CalDtype dtype;
  gboolean swap;
  gboolean is_wide;
  gsize size;
  char *name;
} CalNpyType;

/**
 * CalNpyField:
 * @offset: of the field in its record
 * @type: of the field; of one of its elements if it is an array itself
 * @n_elements: 1 unless it is an array itself
 */
typedef struct {
  char *name;
  gsize offset;
  CalNpyType type;
  gsize n_elements;
} CalNpyField;

void cal_npy_type_parse (CalNpyType *self, const char *descr);
GArray *cal_npy_fields_parse (const char *descr, gsize *record_size);
void cal_npy_type_clear (CalNpyType *self);

CalArray *cal_npy_type_make_array (const CalNpyType *self,
                                   guint n_dims,
                                   const gsize *dims,
                                   GBytes *elements,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalTextArray *cal_npy_type_make_texts (const CalNpyType *self,
                                       guint n_dims,
                                       const gsize *dims,
                                       GBytes *elements,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalNpyType, cal_npy_type_clear)

G_END_DECLS
