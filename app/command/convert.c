/* convert.c - calcarine convert: writes a file in another format, or a study as a bundle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/command/command.h"
#include "app/command/load.h"
#include "app/session/save-bundle.h"
#include "io/freesurfer-annot.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-surface.h"
#include "io/gifti.h"
#include "io/mgh.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "model/error.h"

typedef gboolean (*WriteVolume) (CalVolume *volume, const char *path, GError **error);
typedef gboolean (*WriteSurface) (CalSurface *surface, const char *path, GError **error);
typedef gboolean (*WriteVector) (CalVector *vector, const char *path, GError **error);

/* A format that is written: the ends of names it goes by, and what it holds. */
typedef struct {
  const char *name;
  const char *suffixes;
  WriteVolume write_volume;
  WriteSurface write_surface;
  WriteVector write_vector;
} Writer;

static gboolean
write_npy (CalVector *vector, const char *path, GError **error)
{
  return cal_npy_write (path, cal_vector_get_desc (vector)->values, error);
}

static const Writer writers[] = {
    {"nifti", ".nii .nii.gz", .write_volume = cal_nifti_write},
    {"mgh", ".mgh .mgz", .write_volume = cal_mgh_write},
    {"gifti", ".gii", .write_surface = cal_gifti_write_surface,
     .write_vector = cal_gifti_write_vector},
    {"annot", ".annot", .write_vector = cal_freesurfer_annot_write},
    {"morph", ".curv .sulc .thickness .area .volume", .write_vector = cal_freesurfer_morph_write},
    {"npy", ".npy", .write_vector = write_npy},
    {"surface", ".white .pial .inflated .sphere .midthickness .orig .smoothwm",
     .write_surface = cal_freesurfer_surface_write},
    {"bundle", CAL_BUNDLE_SUFFIX},
};

static const char *const formats[] = {"nifti", "mgh",     "gifti",  "annot", "morph",
                                      "npy",   "surface", "bundle", NULL};

static const CalOption options[] = {
    {"to", 0, CAL_OPTION_CHOICE, "FORMAT", .choices = formats,
     .help = "the format, if the name of OUT does not say it"},
    {"bind", 'b', CAL_OPTION_TEXTS, "NAME=KEY",
     .help = "for a bundle: how the vector NAME is bound to the brain, where several rules fit"},
    {"quiet", 'q', CAL_OPTION_FLAG, .help = "do not tell what was left alone or taken for granted"},
    {NULL},
};

static const Writer *
find_writer (const char *path, CalArguments *arguments, GError **error)
{
  if (cal_arguments_has (arguments, "to"))
    return &writers[cal_arguments_get_choice (arguments, "to")];
  for (gsize n = 0; n < G_N_ELEMENTS (writers); n++) {
    g_auto (GStrv) suffixes = g_strsplit (writers[n].suffixes, " ", -1);

    for (guint s = 0; suffixes[s] != NULL; s++)
      if (g_str_has_suffix (path, suffixes[s]))
        return &writers[n];
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: the name does not say which format; expected --to FORMAT", path);
  return NULL;
}

static gboolean
write_object (const Writer *writer, GObject *object, const char *path, GError **error)
{
  if (CAL_IS_VOLUME (object) && writer->write_volume != NULL)
    return writer->write_volume (CAL_VOLUME (object), path, error);
  if (CAL_IS_SURFACE (object) && writer->write_surface != NULL)
    return writer->write_surface (CAL_SURFACE (object), path, error);
  if (CAL_IS_VECTOR (object) && writer->write_vector != NULL)
    return writer->write_vector (CAL_VECTOR (object), path, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: %s does not hold a %s", path,
               writer->name,
               CAL_IS_VOLUME (object)       ? "volume"
               : CAL_IS_SURFACE (object)    ? "surface"
               : CAL_IS_VECTOR (object)     ? "vector of values"
               : CAL_IS_TABLE (object)      ? "table"
               : CAL_IS_TEXT_ARRAY (object) ? "row of texts"
                                            : "array of so many dimensions");
  return FALSE;
}

static void
print (GPtrArray *sentences)
{
  for (guint n = 0; n < sentences->len; n++)
    g_printerr ("calcarine: %s\n", (const char *) sentences->pdata[n]);
}

/* Everything that the paths hold, bound as for the window, into one file. */
static gboolean
convert_to_bundle (const char *const *from, const char *to, CalArguments *arguments, GError **error)
{
  CalReadRequest *request =
      cal_read_request_new (from, cal_arguments_get_texts (arguments, "bind"));
  g_autoptr (GObject) reading = cal_reading_run (NULL, request, error);
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  gboolean saved;

  cal_read_request_free (request);
  if (reading == NULL)
    return FALSE;
  print (cal_reading_get_failures (CAL_READING (reading)));
  for (const char *const *path = from; *path != NULL; path++)
    if (g_ptr_array_find_with_equal_func (cal_reading_get_failed (CAL_READING (reading)), *path,
                                          g_str_equal, NULL)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: cannot be read or bound", *path);
      return FALSE;
    }
  saved = cal_reading_save_bundle (CAL_READING (reading), to, remarks, NULL, error);
  if (!cal_arguments_has (arguments, "quiet")) {
    print (cal_reading_get_remarks (CAL_READING (reading)));
    print (remarks);
  }
  return saved;
}

static gboolean
convert (const char *const *paths, CalArguments *arguments, GError **error)
{
  guint n = g_strv_length ((GStrv) (gpointer) paths);
  const char *to = paths[n - 1];
  const Writer *writer = find_writer (to, arguments, error);
  g_autofree const char **from = g_memdup2 (paths, (n + 1) * sizeof *paths);
  g_autoptr (GObject) object = NULL;

  if (writer == NULL)
    return FALSE;
  from[n - 1] = NULL;
  if (g_str_equal (writer->name, "bundle"))
    return convert_to_bundle (from, to, arguments, error);
  if (n > 2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: one file is written from one; only a bundle (%s) holds several", to,
                 CAL_BUNDLE_SUFFIX);
    return FALSE;
  }
  object = cal_load_one (from[0], error);
  return object != NULL && write_object (writer, object, to, error);
}

static int
run (CalArguments *arguments)
{
  g_autoptr (GError) error = NULL;

  if (!convert (cal_arguments_get_operands (arguments), arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

static char *
dup_details (void)
{
  GString *text = g_string_new ("Formats:\n");

  for (gsize n = 0; n < G_N_ELEMENTS (writers); n++)
    g_string_append_printf (text, "  %-9s %s named %s\n", writers[n].name,
                            g_str_equal (writers[n].name, "bundle") ? "whole studies,"
                            : writers[n].write_volume != NULL       ? "volumes,"
                            : writers[n].write_vector == NULL       ? "surfaces,"
                            : writers[n].write_surface == NULL      ? "values,"
                                                                    : "surfaces and values,",
                            writers[n].suffixes);
  g_string_append (
      text, "\nNothing is resampled or rounded: a format that cannot hold the values is "
            "refused. A bundle (docs/bundle.md) takes all that files and folders hold: maps, "
            "series, captions, attention, pictures by their paths, tables, RDMs.");
  return g_string_free (text, FALSE);
}

const CalCommand cal_command_convert = {
    .name = "convert",
    .operands = "IN... OUT",
    .summary = "Write a file in another format, or files and folders as one bundle.",
    .dup_details = dup_details,
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 2,
    .max_operands = G_MAXUINT,
    .run = run,
};
