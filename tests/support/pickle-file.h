/* pickle-file.h - pickles of protocol 3, as Python and NumPy write them.
 *
 * Append values one after the other: a dictionary or list is begun, filled and ended.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"

G_BEGIN_DECLS

GByteArray *pickle_new (void);
void pickle_begin_dict (GByteArray *self);
void pickle_end_dict (GByteArray *self);
void pickle_begin_list (GByteArray *self);
void pickle_end_list (GByteArray *self);
void pickle_add_text (GByteArray *self, const char *text);
void pickle_add_int (GByteArray *self, gint32 number);
void pickle_add_floats (
    GByteArray *self, guint n_dims, const gsize *dims, const float *values, gsize n_values);
void pickle_add_ints (GByteArray *self, const gint64 *values, gsize n_values);
void pickle_add_call_of_system (GByteArray *self);
void pickle_save (GByteArray *self, const char *path);
void pickle_begin_npy (GByteArray *self, guint n_dims, const gsize *dims);
void pickle_save_npy (GByteArray *self, guint n_dims, const gsize *dims, const char *path);

G_END_DECLS
