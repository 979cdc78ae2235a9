/* bundle.c - what the groups of a bundle are called.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/bundle.h"

static const char *const groups[CAL_N_ROLES] = {
    [CAL_ROLE_MAP] = "maps",
    [CAL_ROLE_CEILING] = "ceilings",
    [CAL_ROLE_REGIONS] = "regions",
    [CAL_ROLE_RESPONSES] = "responses",
    [CAL_ROLE_PREDICTIONS] = "predictions",
    [CAL_ROLE_WEIGHTS] = "weights",
    [CAL_ROLE_CAPTIONS] = "captions",
    [CAL_ROLE_ATTENTION] = "attention",
    [CAL_ROLE_STIMULI] = "stimuli",
    [CAL_ROLE_DECODED] = "decoded",
    [CAL_ROLE_FEATURES] = "features",
    [CAL_ROLE_RDM] = "rdms",
    [CAL_ROLE_TABLE] = "tables",
    [CAL_ROLE_SURFACE] = "surfaces",
};

/**
 * cal_bundle_get_group:
 *
 * Returns: (nullable): the group that parts of this role lie in; NULL where bundles keep none
 */
const char *
cal_bundle_get_group (CalRole role)
{
  return groups[role];
}

/**
 * cal_bundle_find_role:
 *
 * Returns: CAL_ROLE_NONE for a group that is not known
 */
CalRole
cal_bundle_find_role (const char *group)
{
  for (guint n = 0; n < CAL_N_ROLES; n++)
    if (g_strcmp0 (groups[n], group) == 0)
      return (CalRole) n;
  return CAL_ROLE_NONE;
}
