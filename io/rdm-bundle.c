/* rdm-bundle.c - RDMs of a bundle: the group /rdms of one HDF5 file (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-bundle.h"

#include <string.h>

#include "io/rdm-rsatoolbox.h"
#include "model/error.h"

#define MARK "calcarine_bundle"
#define VERSION 1
#define RDMS "/rdms/"

/**
 * cal_rdm_bundle_is:
 *
 * Returns: whether the file says that it is a bundle
 */
gboolean
cal_rdm_bundle_is (CalRdmContainer *self)
{
  return cal_rdm_dataset_has_attribute (self, "", MARK);
}

/* /rdms/NAME, and no deeper. */
static gboolean
is_group (const char *group)
{
  return g_str_has_prefix (group, RDMS) && strchr (group + strlen (RDMS), '/') == NULL;
}

static gboolean
read_group (CalRdmContainer *self, const CalDataset *dataset, const char *group, GError **error)
{
  double is_model =
      cal_rdm_dataset_is_of_models (cal_loaded_get_path (self->container)) ? 1.0 : 0.0;
  g_autofree char *measure = NULL, *made_by = NULL, *roi = NULL, *subject = NULL;
  CalRdmDesc known = {.name = group + strlen (RDMS)};

  if (!cal_rdm_dataset_read_text_attribute (self, group, "measure", &measure, error) ||
      !cal_rdm_dataset_read_text_attribute (self, group, "made_by", &made_by, error) ||
      !cal_rdm_dataset_read_text_attribute (self, group, "roi", &roi, error) ||
      !cal_rdm_dataset_read_text_attribute (self, group, "subject", &subject, error) ||
      !cal_rdm_dataset_read_number_attribute (self, group, "is_model", &is_model, error))
    return FALSE;
  if (is_model != 0.0 && is_model != 1.0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s@is_model: %g; expected 0 or 1", group,
                 is_model);
    return FALSE;
  }
  known.measure = measure;
  known.made_by = made_by;
  known.roi = roi;
  known.subject = subject;
  known.is_model = is_model > 0.0;
  return cal_rdm_rsatoolbox_read (self, dataset, &known, error);
}

/**
 * cal_rdm_bundle_read:
 *
 * Reads the RDMs of all groups below /rdms. What else lies in the bundle is not looked at.
 *
 * Returns: FALSE with @error set, with no file name in it, if the bundle is of another version, or
 *   what should be RDMs is not
 */
gboolean
cal_rdm_bundle_read (CalRdmContainer *self, GError **error)
{
  GPtrArray *datasets = cal_loaded_get_datasets (self->container);
  double version = 0.0;

  if (!cal_rdm_dataset_read_number_attribute (self, "", MARK, &version, error))
    return FALSE;
  if (version != VERSION) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "/@" MARK ": a bundle of version %g; expected %d", version, VERSION);
    return FALSE;
  }
  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    g_autofree char *group =
        cal_rdm_rsatoolbox_is (dataset) ? cal_rdm_rsatoolbox_dup_group (dataset) : NULL;

    if (group != NULL && is_group (group) && !read_group (self, dataset, group, error))
      return FALSE;
  }
  return TRUE;
}
