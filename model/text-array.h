/* text-array.h - an immutable array of texts: names, captions, categories.
 *
 * The texts lie one after the other in one piece of memory, so that hundreds of thousands of them
 * cost little and can be shared between processes. Every text is valid UTF-8. Safe from any
 * thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"

G_BEGIN_DECLS

#define CAL_TYPE_TEXT_ARRAY (cal_text_array_get_type ())
G_DECLARE_FINAL_TYPE (CalTextArray, cal_text_array, CAL, TEXT_ARRAY, GObject)

typedef struct _CalTextArrayBuilder CalTextArrayBuilder;

CalTextArrayBuilder *cal_text_array_builder_new (void);
void cal_text_array_builder_add (CalTextArrayBuilder *self, const char *text, gssize length);
CalTextArray *cal_text_array_builder_end (CalTextArrayBuilder *self,
                                          guint n_dims,
                                          const gsize *dims,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_text_array_builder_free (CalTextArrayBuilder *self);

CalTextArray *cal_text_array_new (guint n_dims,
                                  const gsize *dims,
                                  GBytes *starts,
                                  GBytes *texts,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalTextArray *cal_text_array_new_from_strv (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;

guint cal_text_array_get_n_dims (CalTextArray *self);
gsize cal_text_array_get_dim (CalTextArray *self, guint axis);
gsize cal_text_array_get_n (CalTextArray *self);
const char *cal_text_array_get (CalTextArray *self, gsize index);
gsize cal_text_array_get_n_replaced (CalTextArray *self);
GBytes *cal_text_array_get_starts (CalTextArray *self);
GBytes *cal_text_array_get_texts (CalTextArray *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalTextArrayBuilder, cal_text_array_builder_free)

G_END_DECLS
