/* study.c - the demo study: real files with a planted truth.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study.h"

#include "app/demo/anatomy.h"
#include "app/demo/paint.h"
#include "app/demo/stimulus-features.h"
#include "app/demo/study-parts.h"
#include "io/replace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static const char readme[] =
    "Calcarine's demo study\n"
    "======================\n"
    "\n"
    "Written by `calcarine demo`. No person was scanned: the brain is a sphere folded by\n"
    "noise, the pictures are drawn, and what the regions prefer was planted (truth.json).\n"
    "\n"
    "surf/      both hemispheres for FreeSurfer: white, pial, inflated, sphere, flat, curv\n"
    "gifti/     the same for GIFTI\n"
    "label/     visual regions: lh/rh.rois.annot, rois.nii.gz (grid of the T1; names in "
    "rois.ctab)\n"
    "anat/      T1.nii.gz, which agrees with the surfaces in mm\n"
    "func/      bold.nii.gz, 60 frames of a block experiment (events.tsv); visual_mask.nii.gz\n"
    "stimuli/   64 pictures in six categories; stimuli.tsv says what is in them\n"
    "encoding/  study.bundle.h5  what encoding models give: r of three models, of layers, by "
    "pictures\n"
    "                         trained on; noise ceiling; weights; responses, predictions and\n"
    "                         captions of the visual vertices; BOLD of voxels; where each region\n"
    "                         looks; decoded pictures\n"
    "           lh/rh.visual_index.npy   which vertices those are: the entries that are not 0\n"
    "           voxels.h5     r and noise ceiling of the voxels of func/visual_mask.nii.gz,\n"
    "                         in the order of the file (first index fastest)\n"
    "           patterns.h5   responses region by region (64 pictures x vertices)\n"
    "representations/\n"
    "           rois.h5       RDMs of 12 regions in 4 subjects, as rsatoolbox keeps them\n"
    "           models.h5     RDMs of models: each feature, category, animacy, pixels\n"
    "           responses.h5  to the 64 pictures: visual vertices of lh, rh (visual_index.npy),\n"
    "                         voxels of func/visual_mask.nii.gz (first index fastest)\n"
    "           conditions.csv  what the 64 pictures are; concepts.csv  66 dimensions of meaning\n"
    "truth.json what was planted, and where it must be found\n";

/* The region of an element: 0, or 1 + its number. */
guint8
cal_demo_study_get_roi (const CalDemoStudy *self, gint32 element)
{
  gint32 n_left = (gint32) self->hemispheres[0]->mesh->n_vertices;

  if (element < 0)
    return 0;
  if (element < n_left)
    return self->hemispheres[0]->roi[element];
  return self->hemispheres[1]->roi[element - n_left];
}

/* The table of regions: 0 is none, then 1 + the number of each. */
CalLabels *
cal_demo_study_dup_labels (void)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  /* FreeSurfer's colour of what is not labelled: an annotation cannot hold a black one. */
  static const float nothing[4] = {25 / 255.0f, 5 / 255.0f, 25 / 255.0f, 0};

  cal_labels_builder_add (builder, 0, "Unknown", nothing);
  for (guint r = 0; r < CAL_DEMO_N_ROIS; r++) {
    const CalDemoRoi *roi = cal_demo_roi_get (r);
    float rgba[4] = {(float) roi->rgb[0] / 255, (float) roi->rgb[1] / 255,
                     (float) roi->rgb[2] / 255, 1};

    cal_labels_builder_add (builder, (gint32) r + 1, roi->name, rgba);
  }
  return cal_labels_builder_end (g_steal_pointer (&builder));
}

/* A path inside the study. */
char *
cal_demo_study_dup_path (const CalDemoStudy *self, const char *format, ...)
{
  g_autofree char *name = NULL;
  va_list args;

  va_start (args, format);
  name = g_strdup_vprintf (format, args);
  va_end (args);
  return g_build_filename (self->folder, name, NULL);
}

/* An array of n_rows x n_columns, or of n_columns if n_rows is 0; the values are copied. */
CalArray *
cal_demo_array_new (CalDtype dtype, const void *values, gsize n_rows, gsize n_columns)
{
  gsize dims[2] = {n_rows, n_columns};
  gsize n = MAX (n_rows, 1) * n_columns;
  g_autoptr (GBytes) bytes = g_bytes_new (values, n * cal_dtype_get_size (dtype));

  return cal_array_new (dtype, n_rows == 0 ? 1 : 2, n_rows == 0 ? dims + 1 : dims, bytes, NULL);
}

static gboolean
make_folders (const CalDemoStudy *self, GError **error)
{
  static const char *const folders[] = {"",     "surf",    "gifti",    "label",          "anat",
                                        "func", "stimuli", "encoding", "representations"};

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (self->folder, folders[i], NULL);

    if (g_mkdir_with_parents (path, 0777) != 0) {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
                   "%s: cannot make the folder: %s", path, g_strerror (code));
      return FALSE;
    }
  }
  return TRUE;
}

static gpointer
grow (gpointer data)
{
  guint level = GPOINTER_TO_UINT (data) >> 1;

  return cal_demo_hemisphere_new ((GPOINTER_TO_UINT (data) & 1) == 0 ? CAL_LEFT : CAL_RIGHT, level);
}

static gint32 *
own_voxels (const CalDemoStudy *self, const CalDemoGrid *grid)
{
  gsize n = cal_demo_grid_get_n (grid);
  gint32 *elements = g_new (gint32, n);

  memset (elements, 0xff, n * sizeof *elements);
  cal_demo_paint (grid, self->hemispheres[0], 0, elements);
  cal_demo_paint (grid, self->hemispheres[1], (gint32) self->hemispheres[0]->mesh->n_vertices,
                  elements);
  return elements;
}

/* Grows the two hemispheres side by side, and what lies on them. */
static void
prepare (CalDemoStudy *self, gboolean small)
{
  GThread *left;

  self->level = small ? 5 : 6;
  self->picture_size = small ? 96 : 425;
  left = g_thread_new ("left hemisphere", grow, GUINT_TO_POINTER (self->level << 1));
  self->hemispheres[1] = grow (GUINT_TO_POINTER (self->level << 1 | 1));
  self->hemispheres[0] = g_thread_join (left);
  self->anatomy = cal_demo_anatomy_grid (small ? 2 : 1);
  self->functional = cal_demo_functional_grid (small ? 4 : 3);
  self->anatomy_elements = own_voxels (self, &self->anatomy);
  self->functional_elements = own_voxels (self, &self->functional);
  cal_demo_courses_fill (self->courses);
  self->bold = cal_demo_functional_new (&self->functional, self->hemispheres,
                                        self->functional_elements, self->courses);
  self->features = cal_demo_features_new (self->stimuli);
  self->attention = cal_demo_attention_new (self->stimuli);
  self->encoding = cal_demo_encoding_new (self->hemispheres, self->features);
  self->captions = cal_demo_captions_new (self->hemispheres, self->encoding);
  self->representations = cal_demo_representations_new (self->hemispheres, self->encoding,
                                                        self->stimuli, self->features);
}

static void
cal_demo_study_clear (CalDemoStudy *self)
{
  for (guint s = 0; s < 2; s++)
    g_clear_pointer (&self->hemispheres[s], cal_demo_hemisphere_free);
  g_clear_pointer (&self->anatomy_elements, g_free);
  g_clear_pointer (&self->functional_elements, g_free);
  g_clear_pointer (&self->bold, g_free);
  g_clear_pointer (&self->features, g_free);
  g_clear_pointer (&self->attention, g_free);
  g_clear_pointer (&self->encoding, cal_demo_encoding_free);
  g_clear_pointer (&self->captions, g_free);
  g_clear_pointer (&self->representations, cal_demo_representations_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalDemoStudy, cal_demo_study_clear)

/* The parts, each written on its own. The volumes take long and are written meanwhile. */
static const struct {
  const char *what;
  gboolean (*write) (const CalDemoStudy *, GError **);
} parts[] = {
    {"Writing surfaces", cal_demo_write_surfaces},
    {"Drawing pictures", cal_demo_write_stimuli},
    {"Writing the encoding result", cal_demo_write_encoding},
    {"Writing responses", cal_demo_write_responses},
    {"Writing what encoding models give", cal_demo_write_bundle},
    {"Writing representations", cal_demo_write_representations},
    {"Writing the truth", cal_demo_write_truth},
};

static gpointer
write_volumes (gpointer study)
{
  GError *error = NULL;

  if (cal_demo_write_anatomy (study, &error))
    cal_demo_write_functional (study, &error);
  return error;
}

static gboolean
write_parts (const CalDemoStudy *study, CalJob *job, GError **error)
{
  g_autofree char *path = cal_demo_study_dup_path (study, "README.txt");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!cal_job_check (job, error))
      return FALSE;
    cal_job_report (job, 0.4 + 0.5 * i / G_N_ELEMENTS (parts), parts[i].what);
    if (!parts[i].write (study, error))
      return FALSE;
  }
  return cal_replace_contents (path, readme, sizeof readme - 1, error);
}

/**
 * cal_demo_write:
 * @folder: where the study shall lie; made if it does not exist. Files of the same names in it are
 *   replaced
 * @small: 10,242 vertices a hemisphere and coarser volumes, for tests, instead of 40,962
 * @job: (nullable): told how far it is, and may cancel between parts
 *
 * Writes the demo study: the same bytes every time. What is in it is listed in its README.txt, and
 * what was planted in its truth.json. May be called from any thread.
 *
 * Returns: FALSE with an error that names the file if one cannot be written
 */
gboolean
cal_demo_write (const char *folder, gboolean small, CalJob *job, GError **error)
{
  g_auto (CalDemoStudy) study = {.folder = folder};
  GThread *volumes;
  GError *volumes_error;
  gboolean written;

  if (!make_folders (&study, error))
    return FALSE;
  cal_job_report (job, 0, "Growing a brain");
  prepare (&study, small);
  volumes = g_thread_new ("volumes", write_volumes, &study);
  written = write_parts (&study, job, error);
  cal_job_report (job, 0.9, "Writing volumes");
  volumes_error = g_thread_join (volumes);
  cal_job_report (job, 1, NULL);
  if (volumes_error == NULL)
    return written;
  if (written)
    g_propagate_error (error, volumes_error);
  else
    g_error_free (volumes_error);
  return FALSE;
}
