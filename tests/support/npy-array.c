/* npy-array.c - what a .npy file holds, read in this process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/npy-array.h"

#include "io/npy.h"
#include "model/error.h"
#include "model/vector.h"

CalArray *
npy_array_read (const char *path, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_loaded_new (path, "npy");
  GObject *object;

  if (!cal_npy_load (path, NULL, loaded, NULL, error))
    return NULL;
  object = cal_loaded_get_objects (loaded)->pdata[0];
  if (CAL_IS_VECTOR (object))
    return g_object_ref (cal_vector_get_desc (CAL_VECTOR (object))->values);
  if (CAL_IS_ARRAY (object))
    return g_object_ref (CAL_ARRAY (object));
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: holds no numbers", path);
  return NULL;
}
