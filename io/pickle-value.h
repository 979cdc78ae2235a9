/* pickle-value.h - a value of a pickle, and the machine that makes them.
 *
 * A pickle may hold a list that holds itself: values belong to the machine and live as long.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "io/npy-type.h"

G_BEGIN_DECLS

typedef enum {
  CAL_PICKLE_NONE,
  CAL_PICKLE_NUMBER,
  CAL_PICKLE_TEXT,
  CAL_PICKLE_BYTES,
  CAL_PICKLE_LIST,    /* lists, tuples and sets; object arrays with their shape */
  CAL_PICKLE_DICT,    /* items are by turns key and value */
  CAL_PICKLE_ARRAY,   /* of NumPy or PyTorch: numbers or texts */
  CAL_PICKLE_DTYPE,   /* of NumPy */
  CAL_PICKLE_STORAGE, /* of PyTorch: bytes and their dtype */
  CAL_PICKLE_GLOBAL,  /* a name on the list of those allowed */
  CAL_PICKLE_MARK,
} CalPickleKind;

/* What a global is to us: there is nothing else that a pickle may name. */
typedef enum {
  CAL_PICKLE_RECONSTRUCT,
  CAL_PICKLE_NDARRAY,
  CAL_PICKLE_MAKE_DTYPE,
  CAL_PICKLE_SCALAR,
  CAL_PICKLE_FROM_BUFFER,
  CAL_PICKLE_MAKE_LIST,
  CAL_PICKLE_MAKE_DICT,
  CAL_PICKLE_MAKE_BYTES,
  CAL_PICKLE_ENCODE,
  CAL_PICKLE_TENSOR,
  CAL_PICKLE_PARAMETER,
  CAL_PICKLE_STORAGE_TYPE,
  CAL_PICKLE_TYPE,
} CalPickleGlobal;

/**
 * CalPickleValue:
 * @number: of a number
 * @text: of a text, or how a number is written
 * @bytes: of bytes and storages
 * @items: (element-type CalPickleValue): of lists and dicts
 * @type: of a dtype, an array or a storage
 * @n_dims: of an array; of a list that is an object array
 * @array: of an array of numbers
 * @texts: of an array of texts
 */
typedef struct {
  CalPickleKind kind;
  CalPickleGlobal global;
  double number;
  char *text;
  GBytes *bytes;
  GPtrArray *items;
  CalNpyType type;
  gboolean has_shape;
  guint n_dims;
  gsize dims[CAL_ARRAY_MAX_DIMS];
  CalArray *array;
  CalTextArray *texts;
} CalPickleValue;

/* Gives the bytes of a PyTorch storage. */
typedef GBytes *(*CalPickleGetStorage) (const char *key, gpointer user_data, GError **error);

typedef struct _CalPickle CalPickle;

CalPickle *cal_pickle_new (GBytes *pickle,
                           CalPickleGetStorage get_storage,
                           gpointer user_data,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalPickleValue *cal_pickle_get_root (CalPickle *self);
void cal_pickle_free (CalPickle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalPickle, cal_pickle_free)

CalPickleValue *cal_pickle_make (CalPickle *self, CalPickleKind kind);
GBytes *cal_pickle_get_storage (CalPickle *self, const char *key, GError **error);
gboolean cal_pickle_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

gboolean cal_pickle_find_global (const char *module, const char *name, CalPickleValue *value);
CalPickleValue *cal_pickle_reduce (CalPickle *self,
                                   const CalPickleValue *callable,
                                   const CalPickleValue *arguments,
                                   GError **error);
gboolean cal_pickle_build (CalPickle *self,
                           CalPickleValue *value,
                           const CalPickleValue *state,
                           GError **error);
CalPickleValue *
cal_pickle_load_persistent (CalPickle *self, const CalPickleValue *id, GError **error);

gboolean
cal_pickle_add_value (CalPickleValue *root, const char *dataset, CalLoaded *loaded, GError **error);

G_END_DECLS
