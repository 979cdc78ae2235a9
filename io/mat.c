/* mat.c - variables of MATLAB 5 files, by libmatio. (7.3 files are HDF5.)
 *
 * "/RDMs[2].RDM" is a field of the third struct, "/RDMs.RDM" that of all of them, "/names" a cell
 * array of texts. Indices count from 0, and are the ones that MATLAB and scipy give an element:
 * arrays are turned from the first dimension fastest to the last.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/mat.h"

#include <string.h>

#include "io/array-vector.h"
#include "io/mat-value.h"
#include "model/error.h"

#define MAX_DATASETS 100000
#define MAX_DEPTH 16

typedef mat_t MatFile;
typedef matvar_t MatVariable;

static void
mat_file_close (MatFile *file)
{
  Mat_Close (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MatFile, mat_file_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MatVariable, Mat_VarFree)

gboolean
cal_mat_sniff (const CalSniff *sniff)
{
  static const char begin[] = "MATLAB 5.0 MAT-file";

  return !sniff->is_gzip && sniff->n_head >= 128 &&
         memcmp (sniff->head, begin, sizeof begin - 1) == 0;
}

static MatFile *
open_file (const char *path, GError **error)
{
  MatFile *file = Mat_Open (path, MAT_ACC_RDONLY);
  g_autofree char *name = g_filename_display_name (path);

  if (file == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: a MATLAB file that cannot be opened",
                 name);
  return file;
}

static const char *
name_class (const matvar_t *variable)
{
  static const char *const names[] = {
      [MAT_C_EMPTY] = "empty",   [MAT_C_CELL] = "cells", [MAT_C_STRUCT] = "struct",
      [MAT_C_OBJECT] = "object", [MAT_C_CHAR] = "text",  [MAT_C_SPARSE] = "sparse matrix",
  };
  gsize class = variable != NULL ? (gsize) variable->class_type : 0;

  return class < G_N_ELEMENTS (names) ? names[class] : "of an odd kind";
}

static void list_value (CalLoaded *loaded, const char *path, const CalMatValue *value, guint depth);

/* "[3,1]" of element @n in C order, of dimensions that are not one. */
static char *
dup_index (const matvar_t *variable, gsize n)
{
  g_autoptr (GString) text = g_string_new ("]");

  for (int d = variable->rank; d-- > 0;) {
    g_autofree char *number = NULL;

    if (variable->dims[d] == 1)
      continue;
    number =
        g_strdup_printf ("%" G_GSIZE_FORMAT "%s", n % variable->dims[d], text->len > 1 ? "," : "");
    g_string_prepend (text, number);
    n /= variable->dims[d];
  }
  g_string_prepend_c (text, '[');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Each cell, or one field of each struct, by itself: they are not alike. */
static void
list_elements (
    CalLoaded *loaded, const char *path, const CalMatValue *value, const char *field, guint depth)
{
  matvar_t *variable = value->variables->pdata[0];
  g_auto (CalMatValue) elements = {.variables = NULL};

  if (value->variables->len != 1 ||
      !(field != NULL ? cal_mat_value_get_field (value, field, &elements)
                      : cal_mat_value_get_cells (value, &elements)))
    return;
  for (guint n = 0; n < elements.variables->len; n++) {
    g_auto (CalMatValue) element = {.variables = NULL};
    g_autofree char *index = dup_index (variable, n);
    g_autofree char *element_path =
        g_strconcat (path, elements.variables->len > 1 || field == NULL ? index : "",
                     field != NULL ? "." : "", field, NULL);

    cal_mat_value_init (&element, elements.variables->pdata[n]);
    list_value (loaded, element_path, &element, depth + 1);
  }
}

static void
list_fields (CalLoaded *loaded, const char *path, const CalMatValue *value, guint depth)
{
  matvar_t *variable = value->variables->pdata[0];
  char *const *names = Mat_VarGetStructFieldnames (variable);
  guint n_fields = Mat_VarGetNumberOfFields (variable);

  /* A damaged structure counts fields that it does not name. */
  for (guint n = 0; names != NULL && n < n_fields; n++) {
    g_auto (CalMatValue) field = {.variables = NULL};
    g_autofree char *field_path = g_strconcat (path, ".", names[n], NULL);
    CalDataset dataset = {.path = field_path};

    if (cal_mat_value_get_field (value, names[n], &field) &&
        (field.variables->len == 1 || cal_mat_value_describe (&field, &dataset)))
      list_value (loaded, field_path, &field, depth + 1);
    else
      list_elements (loaded, path, value, names[n], depth);
  }
}

static void
list_value (CalLoaded *loaded, const char *path, const CalMatValue *value, guint depth)
{
  CalDataset dataset = {.path = (char *) path};

  if (depth > MAX_DEPTH || cal_loaded_get_datasets (loaded)->len >= MAX_DATASETS)
    return;
  if (cal_mat_value_describe (value, &dataset))
    cal_loaded_add_dataset (loaded, &dataset);
  else if (cal_mat_value_is (value, MAT_C_STRUCT))
    list_fields (loaded, path, value, depth);
  else if (cal_mat_value_is (value, MAT_C_CELL))
    list_elements (loaded, path, value, NULL, depth);
  else {
    dataset.type_name = (char *) name_class (value->variables->pdata[0]);
    cal_loaded_add_dataset (loaded, &dataset);
  }
}

static gboolean
list_variables (MatFile *file, CalLoaded *loaded, CalJob *job, GError **error)
{
  MatVariable *next;

  while ((next = Mat_VarReadNextInfo (file)) != NULL) {
    g_autoptr (MatVariable) variable = next;
    g_auto (CalMatValue) value = {.variables = NULL};
    g_autofree char *path = g_strconcat ("/", variable->name != NULL ? variable->name : "", NULL);

    if (!cal_job_check (job, error))
      return FALSE;
    cal_mat_value_init (&value, variable);
    list_value (loaded, path, &value, 0);
  }
  return TRUE;
}

static gboolean
add_value (const CalMatValue *value, const char *dataset, CalLoaded *loaded, GError **error)
{
  CalDataset described = {.path = NULL};
  g_autoptr (CalArray) array = NULL;

  if (!cal_mat_value_describe (value, &described)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "holds %s; expected numbers or texts, all of one shape",
                 name_class (value->variables->len > 0 ? value->variables->pdata[0] : NULL));
    return FALSE;
  }
  if (described.is_text) {
    CalTextArray *texts = cal_mat_value_make_texts (value, error);

    if (texts != NULL)
      cal_loaded_add_texts (loaded, texts);
    return texts != NULL;
  }
  array = cal_mat_value_make_array (value, error);
  return array != NULL && cal_array_vector_add (loaded, dataset, array, NULL, NULL, error);
}

static gboolean
load_dataset (MatFile *file, const char *dataset, CalLoaded *loaded, GError **error)
{
  const char *name = dataset[0] == '/' ? dataset + 1 : dataset;
  gsize length = strcspn (name, ".[");
  g_autofree char *variable_name = g_strndup (name, length);
  g_autoptr (MatVariable) variable = Mat_VarRead (file, variable_name);
  g_auto (CalMatValue) whole = {.variables = NULL}, value = {.variables = NULL};

  if (variable != NULL)
    cal_mat_value_init (&whole, variable);
  if (variable == NULL || !cal_mat_value_walk (&whole, name + length, &value)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "no \"%s\" that can be read", dataset);
    return FALSE;
  }
  return add_value (&value, dataset, loaded, error);
}

/**
 * cal_mat_load:
 * @dataset: (nullable): "/RDMs[2].RDM", see above; without it what there is is listed
 *
 * A load function of #CalFormat.
 */
gboolean
cal_mat_load (const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autoptr (MatFile) file = open_file (path, error);
  g_autofree char *display_name = g_filename_display_name (path);

  if (file == NULL)
    return FALSE;
  if (dataset == NULL)
    return list_variables (file, loaded, job, error);
  if (load_dataset (file, dataset, loaded, error))
    return TRUE;
  g_prefix_error (error, "%s:%s: ", display_name, dataset);
  return FALSE;
}
