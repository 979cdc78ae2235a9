/* compare.c - calcarine compare: whether two files say the same.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "analysis/picture-similarity.h"
#include "app/command/command.h"
#include "app/command/difference.h"
#include "app/command/json-out.h"
#include "io/format.h"
#include "io/picture.h"
#include "model/number.h"

#define STATUS_DIFFERENT 1
#define STATUS_ERROR 2

static const CalOption options[] = {
    {"tolerance", 't', CAL_OPTION_NUMBER, "T", 0.0, G_MAXDOUBLE, "0",
     .help = "largest distance that is still the same: of pictures a share of full scale, of "
             "values in their unit, of surfaces in mm"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object for each thing compared"},
    {NULL},
};

/* Pictures of one size. */
typedef struct {
  double r;
  double ssim;
} Likeness;

static void
print_difference (const CalDifference *difference,
                  const char *what,
                  const Likeness *likeness,
                  gboolean as_json)
{
  gboolean same = cal_difference_is_none (difference);
  g_autofree char *largest = cal_number_format (difference->largest);
  g_autofree char *mean = cal_number_format (difference->mean);

  if (as_json) {
    g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), json_object_new ());
    JsonObject *object = json_node_get_object (root);
    g_autofree char *line = NULL;

    json_object_unref (object);
    json_object_set_string_member (object, "what", what);
    json_object_set_boolean_member (object, "same", same);
    json_object_set_int_member (object, "n", (gint64) difference->n);
    json_object_set_int_member (object, "n_differing", (gint64) difference->n_differing);
    json_object_set_double_member (object, "max_difference", difference->largest);
    json_object_set_double_member (object, "mean_difference", difference->mean);
    json_object_set_int_member (object, "max_at", (gint64) difference->largest_at);
    if (difference->reason != NULL)
      json_object_set_string_member (object, "reason", difference->reason);
    else
      json_object_set_null_member (object, "reason");
    if (likeness != NULL) {
      cal_json_set_number (object, "pixel_correlation", likeness->r);
      cal_json_set_number (object, "ssim", likeness->ssim);
    }
    line = json_to_string (root, FALSE);
    fprintf (stdout, "%s\n", line);
    return;
  }
  fprintf (stdout, "%s: %s", what, same ? "same" : "different");
  if (difference->reason != NULL)
    fprintf (stdout, "; %s", difference->reason);
  if (difference->n > 0)
    fprintf (stdout,
             "; %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
             " differ, by %s at most (at %" G_GSIZE_FORMAT "), by %s on average",
             difference->n_differing, difference->n, largest, difference->largest_at, mean);
  if (likeness != NULL)
    fprintf (stdout, "; r of pixels %.4f, SSIM %.4f", likeness->r, likeness->ssim);
  fputc ('\n', stdout);
}

static GBytes *
load_picture (const char *path, gsize *width_px, gsize *height_px)
{
  g_autoptr (GError) error = NULL;
  GBytes *picture = cal_picture_read (path, width_px, height_px, &error);

  if (picture == NULL)
    cal_command_complain (path, error);
  return picture;
}

static int
compare_pictures (const char *const *paths, double tolerance, gboolean as_json)
{
  gsize width[2], height[2];
  g_autoptr (GBytes) a = load_picture (paths[0], &width[0], &height[0]);
  g_autoptr (GBytes) b = load_picture (paths[1], &width[1], &height[1]);
  CalDifference difference = {0};
  Likeness likeness;
  gboolean is_one_size;
  int status;

  if (a == NULL || b == NULL)
    return STATUS_ERROR;
  is_one_size = width[0] == width[1] && height[0] == height[1];
  if (!is_one_size) {
    difference.reason = g_strdup_printf ("%" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT
                                         " and %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " pixels",
                                         width[0], height[0], width[1], height[1]);
  } else {
    const guint8 *pixels[] = {g_bytes_get_data (a, NULL), g_bytes_get_data (b, NULL)};

    cal_difference_of_pixels (&difference, pixels[0], pixels[1], width[0] * height[0], tolerance);
    likeness.r = cal_picture_correlate (pixels[0], pixels[1], width[0], height[0], 4);
    likeness.ssim = cal_picture_get_ssim (pixels[0], pixels[1], width[0], height[0], 4);
  }
  print_difference (&difference, "picture", is_one_size ? &likeness : NULL, as_json);
  status = cal_difference_is_none (&difference) ? 0 : STATUS_DIFFERENT;
  cal_difference_clear (&difference);
  return status;
}

static const char *
name_object (GObject *object)
{
  return CAL_IS_VOLUME (object)       ? "volume"
         : CAL_IS_SURFACE (object)    ? "surface"
         : CAL_IS_VECTOR (object)     ? "vector"
         : CAL_IS_TABLE (object)      ? "table"
         : CAL_IS_TEXT_ARRAY (object) ? "texts"
                                      : "array";
}

static CalLoaded *
load_data (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load_source (path, NULL, &error);

  if (loaded == NULL) {
    cal_command_complain (path, error);
    return NULL;
  }
  if (cal_loaded_get_objects (loaded)->len == 0) {
    g_printerr ("calcarine: %s: holds datasets; name one of them: %s:DATASET\n", path, path);
    return NULL;
  }
  return g_steal_pointer (&loaded);
}

static int
compare_data (const char *const *paths, double tolerance, gboolean as_json)
{
  g_autoptr (CalLoaded) loaded_a = load_data (paths[0]);
  g_autoptr (CalLoaded) loaded_b = load_data (paths[1]);
  GPtrArray *a, *b;
  int status = 0;

  if (loaded_a == NULL || loaded_b == NULL)
    return STATUS_ERROR;
  a = cal_loaded_get_objects (loaded_a);
  b = cal_loaded_get_objects (loaded_b);
  if (a->len != b->len) {
    CalDifference difference = {.reason =
                                    g_strdup_printf ("%u objects and %u objects", a->len, b->len)};

    print_difference (&difference, "file", NULL, as_json);
    cal_difference_clear (&difference);
    return STATUS_DIFFERENT;
  }
  for (guint n = 0; n < a->len; n++) {
    CalDifference difference = {0};

    cal_difference_of_objects (&difference, a->pdata[n], b->pdata[n], tolerance);
    print_difference (&difference, name_object (a->pdata[n]), NULL, as_json);
    if (!cal_difference_is_none (&difference))
      status = STATUS_DIFFERENT;
    cal_difference_clear (&difference);
  }
  return status;
}

static int
run (CalArguments *arguments)
{
  const char *const *paths = cal_arguments_get_operands (arguments);
  double tolerance = cal_arguments_get_number (arguments, "tolerance");
  gboolean as_json = cal_arguments_has (arguments, "json");
  gboolean is_png[2] = {cal_picture_is (paths[0]), cal_picture_is (paths[1])};

  return is_png[0] && is_png[1] ? compare_pictures (paths, tolerance, as_json)
                                : compare_data (paths, tolerance, as_json);
}

static char *
dup_details (void)
{
  return g_strdup ("Exit status: 0 if the two are the same within the tolerance, 1 if they differ, "
                   "2 if they\ncannot be compared.");
}

const CalCommand cal_command_compare = {
    .name = "compare",
    .operands = "A B",
    .summary = "Tell whether two pictures, volumes, surfaces or maps are the same.",
    .dup_details = dup_details,
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 2,
    .max_operands = 2,
    .run = run,
};
