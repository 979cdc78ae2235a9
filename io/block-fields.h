/* block-fields.h - the numbers, texts and arrays of one object, by name, in a block.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"
#include "model/block.h"
#include "model/labels.h"

G_BEGIN_DECLS

/**
 * CalFieldWriter:
 * @prefix: of the names of this object's arrays, which no other object's have
 */
typedef struct {
  CalBlockBuilder *builder;
  const char *prefix;
  GVariantDict dictionary;
} CalFieldWriter;

void cal_field_put_text (CalFieldWriter *self, const char *name, const char *text);
void cal_field_put_path (CalFieldWriter *self, const char *name, const char *path);
void cal_field_put_uint (CalFieldWriter *self, const char *name, guint64 value);
void cal_field_put_double (CalFieldWriter *self, const char *name, double value);
void cal_field_put_affine (CalFieldWriter *self, const char *name, const CalAffine *affine);
void cal_field_put_bytes (CalFieldWriter *self, const char *name, GBytes *bytes);
void cal_field_put_array (CalFieldWriter *self, const char *name, CalArray *array);
void cal_field_put_texts (CalFieldWriter *self, const char *name, CalTextArray *texts);
void cal_field_put_labels (CalFieldWriter *self, const char *name, CalLabels *labels);

/**
 * CalFieldReader:
 * @ok: FALSE once something that must be there was not, or made no sense
 */
typedef struct {
  CalBlock *block;
  const char *prefix;
  GVariant *dictionary;
  gboolean ok;
} CalFieldReader;

const char *cal_field_get_text (CalFieldReader *self, const char *name);
const char *cal_field_get_path (CalFieldReader *self, const char *name);
guint64 cal_field_get_uint (CalFieldReader *self, const char *name, guint64 largest);
double cal_field_get_double (CalFieldReader *self, const char *name);
CalAffine cal_field_get_affine (CalFieldReader *self, const char *name);
GBytes *cal_field_find_bytes (CalFieldReader *self, const char *name);
GBytes *cal_field_get_bytes (CalFieldReader *self, const char *name);
CalArray *cal_field_find_array (CalFieldReader *self, const char *name);
CalTextArray *cal_field_dup_texts (CalFieldReader *self, const char *name);
CalLabels *cal_field_dup_labels (CalFieldReader *self, const char *name);

G_END_DECLS
