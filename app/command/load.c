/* load.c - the one thing that a file or a dataset in it holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/load.h"

#include <string.h>

#include "io/format.h"
#include "model/error.h"

/**
 * cal_load_one:
 * @source: FILE or FILE:DATASET
 *
 * Returns: (transfer full): what it holds; NULL with @error set if that is nothing or more than one
 *   thing
 */
GObject *
cal_load_one (const char *source, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load_source (source, NULL, error);
  GPtrArray *objects;

  if (loaded == NULL)
    return NULL;
  objects = cal_loaded_get_objects (loaded);
  if (objects->len == 1)
    return g_object_ref (objects->pdata[0]);
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
               objects->len == 0 ? "%s: holds datasets (%u things); name one: FILE:DATASET"
                                 : "%s: holds %u things; expected one",
               source, objects->len == 0 ? cal_loaded_get_datasets (loaded)->len : objects->len);
  return NULL;
}

/**
 * cal_load_as:
 * @type: of what it must hold
 * @expected: what that is called
 *
 * Returns: (transfer full): as cal_load_one(); NULL with @error set too if it is of another type
 */
gpointer
cal_load_as (GType type, const char *source, const char *expected, GError **error)
{
  g_autoptr (GObject) object = cal_load_one (source, error);

  if (object == NULL || g_type_is_a (G_OBJECT_TYPE (object), type))
    return g_steal_pointer (&object);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: %s; expected %s", source,
               G_OBJECT_TYPE_NAME (object) + strlen ("Cal"), expected);
  return NULL;
}
