/* gifti-write.c - GIFTI surfaces, values and labels, compressed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <libdeflate.h>
#include <math.h>
#include <string.h>

#include "io/gifti.h"
#include "io/replace.h"
#include "model/error.h"

static const char *
get_byte_order (void)
{
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? "LittleEndian" : "BigEndian";
}

static void
append_escaped (GString *xml, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (xml, escaped);
}

static void
append_metadata (GString *xml, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (xml, "<MD><Name>%s</Name><Value>", name);
  append_escaped (xml, value);
  g_string_append (xml, "</Value></MD>\n");
}

static void
append_number (GString *xml, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (xml, g_ascii_dtostr (text, sizeof text, number));
}

static void
append_head (GString *xml, guint n_arrays)
{
  g_string_append_printf (xml,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<!DOCTYPE GIFTI SYSTEM \"http://gifti.projects.nitrc.org/gifti.dtd\">\n"
                          "<GIFTI Version=\"1.0\" NumberOfDataArrays=\"%u\">\n",
                          n_arrays);
}

static void
append_array_start (GString *xml, const char *intent, const char *type, gsize n, gsize n_columns)
{
  g_string_append_printf (xml,
                          "<DataArray Intent=\"NIFTI_INTENT_%s\" DataType=\"NIFTI_TYPE_%s\" "
                          "ArrayIndexingOrder=\"RowMajorOrder\" Dimensionality=\"%d\" "
                          "Dim0=\"%" G_GSIZE_FORMAT "\" ",
                          intent, type, n_columns > 1 ? 2 : 1, n);
  if (n_columns > 1)
    g_string_append_printf (xml, "Dim1=\"%" G_GSIZE_FORMAT "\" ", n_columns);
  g_string_append_printf (xml,
                          "Encoding=\"GZipBase64Binary\" Endian=\"%s\" ExternalFileName=\"\" "
                          "ExternalFileOffset=\"\">\n",
                          get_byte_order ());
}

/* Compressed by zlib, in base 64. */
static gboolean
append_data (GString *xml, const void *elements, gsize n_bytes, GError **error)
{
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor (6);
  g_autofree guint8 *packed = NULL;
  g_autofree char *text = NULL;
  gsize bound;

  if (compressor == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory to compress the data");
    return FALSE;
  }
  bound = libdeflate_zlib_compress_bound (compressor, n_bytes);
  packed = g_malloc (bound);
  text = g_base64_encode (packed,
                          libdeflate_zlib_compress (compressor, elements, n_bytes, packed, bound));
  libdeflate_free_compressor (compressor);
  g_string_append (xml, "<Data>");
  g_string_append (xml, text);
  g_string_append (xml, "</Data>\n</DataArray>\n");
  return TRUE;
}

static const char *
get_structure (CalHemisphere hemisphere)
{
  return hemisphere == CAL_LEFT ? "CortexLeft" : hemisphere == CAL_RIGHT ? "CortexRight" : NULL;
}

static void
append_surface_metadata (GString *xml, const CalSurfaceDesc *desc)
{
  static const char *const geometry[] = {"Anatomical",    "Anatomical", "Anatomical", "Inflated",
                                         "Very_Inflated", "Spherical",  "Flat",       NULL};
  static const char *const layer[] = {"GrayWhite", "MidThickness", "Pial", NULL,
                                      NULL,        NULL,           NULL,   NULL};

  g_string_append (xml, "<MetaData>\n");
  append_metadata (xml, "AnatomicalStructurePrimary", get_structure (desc->hemisphere));
  append_metadata (xml, "AnatomicalStructureSecondary", layer[desc->kind]);
  append_metadata (xml, "GeometricType", geometry[desc->kind]);
  g_string_append (xml, "</MetaData>\n");
}

/* Nothing is claimed of a surface that needs no map: its space may or may not be the scanner's. */
static void
append_transform (GString *xml, const CalAffine *surface_to_world)
{
  CalAffine identity = cal_affine_identity ();
  gboolean is_identity = TRUE;

  for (int n = 0; n < 12; n++)
    is_identity &= surface_to_world->m[n / 4][n % 4] == identity.m[n / 4][n % 4];
  g_string_append_printf (xml,
                          "<CoordinateSystemTransformMatrix>\n"
                          "<DataSpace>NIFTI_XFORM_UNKNOWN</DataSpace>\n"
                          "<TransformedSpace>NIFTI_XFORM_%s</TransformedSpace>\n<MatrixData>",
                          is_identity ? "UNKNOWN" : "SCANNER_ANAT");
  for (int n = 0; n < 12; n++) {
    append_number (xml, surface_to_world->m[n / 4][n % 4]);
    g_string_append_c (xml, ' ');
  }
  g_string_append (xml, "0 0 0 1</MatrixData>\n</CoordinateSystemTransformMatrix>\n");
}

/**
 * cal_gifti_write_surface:
 * @path: by custom *.surf.gii
 *
 * Returns: FALSE with an error if the file cannot be written
 */
gboolean
cal_gifti_write_surface (CalSurface *surface, const char *path, GError **error)
{
  g_autoptr (GString) xml = g_string_new (NULL);
  const CalSurfaceDesc *desc = cal_surface_get_desc (surface);
  gsize n_vertices = cal_surface_get_n_vertices (surface);
  gsize n_faces = cal_surface_get_n_faces (surface);

  append_head (xml, 2);
  append_array_start (xml, "POINTSET", "FLOAT32", n_vertices, 3);
  append_surface_metadata (xml, desc);
  append_transform (xml, &desc->surface_to_world);
  if (!append_data (xml, cal_surface_get_vertices (surface), 12 * n_vertices, error))
    return FALSE;
  append_array_start (xml, "TRIANGLE", "INT32", n_faces, 3);
  if (!append_data (xml, cal_surface_get_faces (surface), 12 * n_faces, error))
    return FALSE;
  g_string_append (xml, "</GIFTI>\n");
  return cal_replace_contents (path, xml->str, xml->len, error);
}

static void
append_labels (GString *xml, CalLabels *labels)
{
  static const char *const components[] = {"Red", "Green", "Blue", "Alpha"};

  g_string_append (xml, "<LabelTable>\n");
  for (guint n = 0; n < cal_labels_get_n (labels); n++) {
    const CalLabel *label = cal_labels_get_nth (labels, n);

    g_string_append_printf (xml, "<Label Key=\"%d\"", label->key);
    for (int c = 0; c < 4; c++) {
      g_string_append_printf (xml, " %s=\"", components[c]);
      append_number (xml, (double) label->rgba[c]);
      g_string_append_c (xml, '"');
    }
    g_string_append_c (xml, '>');
    append_escaped (xml, label->name);
    g_string_append (xml, "</Label>\n");
  }
  g_string_append (xml, "</LabelTable>\n");
}

static const char *
get_intent (const CalVectorDesc *desc, const char *path)
{
  static const char *const intents[][2] = {{"r", "CORREL"}, {"t", "TTEST"},  {"F", "FTEST"},
                                           {"z", "ZSCORE"}, {"χ²", "CHISQ"}, {"p", "PVAL"}};

  if (desc->labels != NULL)
    return "LABEL";
  for (gsize n = 0; desc->statistic != NULL && n < G_N_ELEMENTS (intents); n++)
    if (g_str_equal (desc->statistic, intents[n][0]))
      return intents[n][1];
  return g_str_has_suffix (path, ".shape.gii") ? "SHAPE" : "NONE";
}

/* Values of vertices that the vector does not name are NaN, keys -1: no data. */
static gpointer
dup_frame (CalVector *vector, gsize frame, gsize n_vertices, gboolean is_keys)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  const guint32 *vertices = desc->vertices != NULL ? g_bytes_get_data (desc->vertices, NULL) : NULL;
  gsize n_values = cal_vector_get_n_values (vector);
  gint32 *words = g_new (gint32, n_vertices);
  float nothing = NAN;

  for (gsize v = 0; v < n_vertices; v++)
    if (is_keys)
      words[v] = -1;
    else
      memcpy (words + v, &nothing, sizeof nothing);
  for (gsize n = 0; n < n_values; n++) {
    double value = cal_array_get_value (desc->values, frame * n_values + n);
    gsize vertex = vertices != NULL ? vertices[n] : n;
    float single = (float) value;

    if (vertex >= n_vertices)
      continue;
    if (!is_keys)
      memcpy (words + vertex, &single, sizeof single);
    else if (value >= G_MININT32 && value <= G_MAXINT32)
      words[vertex] = (gint32) value;
  }
  return words;
}

/**
 * cal_gifti_write_vector:
 * @vector: one value a vertex, in any number of frames; keys if it has labels
 * @path: by custom *.func.gii, *.shape.gii or *.label.gii
 *
 * Values are stored in single precision, keys as int32: the only types that all readers of GIFTI
 * take.
 *
 * Returns: FALSE with CAL_ERROR_BINDING if the vector names its vertices but not of how many, or
 *   the file cannot be written
 */
gboolean
cal_gifti_write_vector (CalVector *vector, const char *path, GError **error)
{
  g_autoptr (GString) xml = g_string_new (NULL);
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  gsize n_frames = cal_vector_get_n_frames (vector);
  gsize n = desc->vertices != NULL ? desc->n_vertices : cal_vector_get_n_values (vector);
  gboolean is_keys = desc->labels != NULL;

  if (n == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: has values for some vertices, but does not say of how many", desc->source);
    return FALSE;
  }
  append_head (xml, (guint) n_frames);
  g_string_append (xml, "<MetaData>\n");
  append_metadata (xml, "AnatomicalStructurePrimary", get_structure (desc->hemisphere));
  g_string_append (xml, "</MetaData>\n");
  if (is_keys)
    append_labels (xml, desc->labels);
  for (gsize f = 0; f < n_frames; f++) {
    g_autofree gpointer words = dup_frame (vector, f, n, is_keys);

    append_array_start (xml, get_intent (desc, path), is_keys ? "INT32" : "FLOAT32", n, 1);
    g_string_append (xml, "<MetaData>\n");
    append_metadata (xml, "Name", desc->frame_names != NULL ? desc->frame_names[f] : NULL);
    g_string_append (xml, "</MetaData>\n");
    if (!append_data (xml, words, 4 * n, error))
      return FALSE;
  }
  g_string_append (xml, "</GIFTI>\n");
  return cal_replace_contents (path, xml->str, xml->len, error);
}
