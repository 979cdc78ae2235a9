/* nsd-labels.c - what the regions of the Natural Scenes Dataset are called.
 *
 * NAME.mgz.ctab says it, in a subject's folder of nsddata/freesurfer: "1 V1v". Where that is not at
 * hand the names are those that NSD's manual gives for a file of that name.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/nsd.h"
#include "io/lut.h"

#define MAX_REGIONS 26

static const struct {
  const char *atlas;
  const char *names[MAX_REGIONS]; /* from 1 on */
} known[] = {
    {"prf-visualrois", {"V1v", "V1d", "V2v", "V2d", "V3v", "V3d", "hV4"}},
    {"prf-eccrois", {"ecc0pt5", "ecc1", "ecc2", "ecc4", "ecc4+"}},
    {"floc-bodies", {"EBA", "FBA-1", "FBA-2", "mTL-bodies"}},
    {"floc-faces", {"OFA", "FFA-1", "FFA-2", "mTL-faces", "aTL-faces"}},
    {"floc-places", {"OPA", "PPA", "RSC"}},
    {"floc-words", {"OWFA", "VWFA-1", "VWFA-2", "mfs-words", "mTL-words"}},
    {"streams",
     {"early", "midventral", "midlateral", "midparietal", "ventral", "lateral", "parietal"}},
    {"nsdgeneral", {"nsdgeneral"}},
    {"Kastner2015", {"V1v",  "V1d",  "V2v",  "V2d",  "V3v",  "V3d",  "hV4", "VO1", "VO2",
                     "PHC1", "PHC2", "MST",  "hMT",  "LO2",  "LO1",  "V3b", "V3a", "IPS0",
                     "IPS1", "IPS2", "IPS3", "IPS4", "IPS5", "SPL1", "FEF"}},
};

/* Atlases whose names only a table tells. */
static const char *const numbered[] = {"corticalsulc", "visualsulc", "HCP_MMP1"};

/**
 * cal_nsd_labels_know:
 * @atlas: "floc-faces"
 *
 * Returns: whether NSD has regions of that name
 */
gboolean
cal_nsd_labels_know (const char *atlas)
{
  for (gsize n = 0; n < G_N_ELEMENTS (known); n++)
    if (g_str_equal (known[n].atlas, atlas))
      return TRUE;
  for (gsize n = 0; n < G_N_ELEMENTS (numbered); n++)
    if (g_str_equal (numbered[n], atlas))
      return TRUE;
  return FALSE;
}

static char *
find_table (const char *folder, const char *atlas)
{
  g_autofree char *file = g_strconcat (atlas, ".mgz.ctab", NULL);
  g_autofree char *subject = g_strdup_printf ("subj%02d", cal_nsd_find_subject (folder));
  const char *const owners[] = {subject, "fsaverage"};

  for (gsize n = 0; n < G_N_ELEMENTS (owners); n++) {
    g_autofree char *relative =
        g_build_filename ("nsddata", "freesurfer", owners[n], "label", file, NULL);
    char *found = cal_nsd_find_above (folder, relative);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static CalLabels *
make_known (const char *atlas)
{
  for (gsize n = 0; n < G_N_ELEMENTS (known); n++)
    if (g_str_equal (known[n].atlas, atlas)) {
      g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();

      cal_labels_builder_add (builder, 0, "Unknown", (float[4]){0.0f, 0.0f, 0.0f, 0.0f});
      for (guint r = 0; r < MAX_REGIONS && known[n].names[r] != NULL; r++) {
        float rgba[4];

        cal_labels_pick_colour (r + 1, rgba);
        cal_labels_builder_add (builder, (gint32) r + 1, known[n].names[r], rgba);
      }
      return cal_labels_builder_end (g_steal_pointer (&builder));
    }
  return NULL;
}

/**
 * cal_nsd_labels_read:
 * @folder: that the regions lie in
 * @atlas: what the file is called, without lh. or rh.
 * @findings: gets a remark about where the names come from, if not from a table
 *
 * Returns: (transfer full) (nullable): names of the regions; NULL if nothing tells them
 */
CalLabels *
cal_nsd_labels_read (const char *folder, const char *atlas, CalFindings *findings)
{
  g_autofree char *table = find_table (folder, atlas);
  g_autoptr (GError) error = NULL;
  CalLabels *labels = table != NULL ? cal_lut_read (table, &error) : NULL;

  if (labels != NULL)
    return labels;
  if (error != NULL)
    cal_findings_remark (findings, "%s", error->message);
  labels = make_known (atlas);
  cal_findings_remark (findings,
                       labels != NULL
                           ? "%s: named as NSD's manual does, for no %s.mgz.ctab was found"
                           : "%s: regions are numbered, not named, for no %s.mgz.ctab was found",
                       atlas, atlas);
  return labels;
}
