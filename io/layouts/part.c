/* part.c - one thing that a folder or a container holds, and what it is for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/part.h"

static const char *const role_names[] = {
    "none",     "map",       "ceiling", "regions", "mask",     "index", "responses", "predictions",
    "weights",  "captions",  "attention", "stimuli", "decoded", "features", "rdm",   "table",
    "surface",
};

G_STATIC_ASSERT (G_N_ELEMENTS (role_names) == CAL_N_ROLES);

/**
 * cal_part_new:
 * @source: path, and dataset in it after a colon
 *
 * Returns: (transfer full): to be filled in
 */
CalPart *
cal_part_new (CalRole role, const char *name, const char *source)
{
  CalPart *self = g_new0 (CalPart, 1);

  self->role = role;
  self->name = g_strdup (name);
  self->source = g_strdup (source);
  self->hemisphere = CAL_HEMISPHERE_UNKNOWN;
  return self;
}

void
cal_part_free (CalPart *self)
{
  g_free (self->name);
  g_free (self->source);
  g_clear_object (&self->object);
  g_free (self->bind_to);
  g_free (self->bind_key);
  if (self->frames.free_data != NULL)
    self->frames.free_data (self->frames.data);
  g_clear_object (&self->frame_ids);
  g_clear_object (&self->scores);
  g_free (self->score_name);
  g_clear_object (&self->ids);
  g_clear_object (&self->labels);
  g_free (self->unit);
  g_free (self->statistic);
  g_free (self);
}

/**
 * cal_role_get_name:
 *
 * Returns: as sidecars and bundles write it
 */
const char *
cal_role_get_name (CalRole role)
{
  return role_names[role];
}

/**
 * cal_role_from_name:
 *
 * Returns: CAL_ROLE_NONE for a name that is not known
 */
CalRole
cal_role_from_name (const char *name)
{
  for (guint n = 0; n < CAL_N_ROLES; n++)
    if (g_strcmp0 (role_names[n], name) == 0)
      return (CalRole) n;
  return CAL_ROLE_NONE;
}
