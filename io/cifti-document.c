/* cifti-document.c - the XML of a CIFTI-2 file: what each row and column of its matrix is.
 *
 * Brain models and parcels become one thing: a list of places, each a vertex or a voxel, with the
 * index that they belong to. Names of elements are those of the CIFTI-2 specification (2014).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/cifti-document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "io/label-element.h"
#include "model/error.h"
#include "model/text.h"

/**
 * Parser:
 * @axes: those that the open MatrixIndicesMap applies to; it is parsed into the first
 * @hemisphere: of the vertices that come next
 * @is_other: they belong to no cortex
 * @offset: first index of the open brain model, or index of the open parcel
 * @count: how many indices the open brain model has; 0 in a parcel, whose places share one
 */
typedef struct {
  CalCiftiDocument *document;
  GString *text;
  CalCiftiAxis *axis;
  gboolean applies[2];
  CalLabelsBuilder *labels;
  guint n_labels;
  CalLabel label;
  CalHemisphere hemisphere;
  gboolean is_other;
  gsize offset;
  gsize count;
  gsize n_surface_vertices;
  int meter_exponent;
} Parser;

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (CAL_ERROR, CAL_ERROR_FORMAT, format, arguments));
  va_end (arguments);
  return FALSE;
}

static const char *
get_attribute (const char **names, const char **values, const char *name)
{
  for (gsize n = 0; names[n] != NULL; n++)
    if (g_str_equal (names[n], name))
      return values[n];
  return "";
}

static gboolean
get_size (const char **names, const char **values, const char *name, gsize *size, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (get_attribute (names, values, name), 10, 0, G_MAXINT32, &number,
                                   error)) {
    g_prefix_error (error, "%s: ", name);
    return FALSE;
  }
  *size = (gsize) number;
  return TRUE;
}

static CalCiftiAxisKind
get_kind (const char *type)
{
  static const struct {
    const char *name;
    CalCiftiAxisKind kind;
  } kinds[] = {
      {"CIFTI_INDEX_TYPE_BRAIN_MODELS", CAL_CIFTI_BRAIN_MODELS},
      {"CIFTI_INDEX_TYPE_PARCELS", CAL_CIFTI_PARCELS},
      {"CIFTI_INDEX_TYPE_SCALARS", CAL_CIFTI_SCALARS},
      {"CIFTI_INDEX_TYPE_SERIES", CAL_CIFTI_SERIES},
      {"CIFTI_INDEX_TYPE_LABELS", CAL_CIFTI_LABELS},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (kinds); n++)
    if (g_str_equal (type, kinds[n].name))
      return kinds[n].kind;
  return CAL_CIFTI_NO_AXIS;
}

static gboolean
start_root (const char **names, const char **values, const char *element, GError **error)
{
  const char *version = get_attribute (names, values, "Version");

  if (!g_str_equal (element, "CIFTI"))
    return fail (error, "element “%s”; expected “CIFTI”", element);
  if (*version == '2')
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
               "CIFTI of version “%s”; only CIFTI-2 is read (Connectome Workbench converts: "
               "wb_command -file-convert -cifti-version-convert)",
               version);
  return FALSE;
}

/* "0", "1", or "0,1" where both axes are alike. */
static gboolean
start_map (Parser *parser, const char **names, const char **values, GError **error)
{
  const char *type = get_attribute (names, values, "IndicesMapToDataType");
  g_auto (GStrv) dims =
      g_strsplit (get_attribute (names, values, "AppliesToMatrixDimension"), ",", 0);
  g_autofree char *unit = NULL;

  parser->axis = NULL;
  parser->applies[0] = parser->applies[1] = FALSE;
  for (gsize n = 0; dims[n] != NULL; n++) {
    gsize d = g_str_equal (g_strstrip (dims[n]), "0") ? 0 : g_str_equal (dims[n], "1") ? 1 : 2;

    if (d > 1) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "a matrix of more than two dimensions");
      return FALSE;
    }
    if (parser->document->axes[d].kind != CAL_CIFTI_NO_AXIS)
      return fail (error, "two maps for dimension %" G_GSIZE_FORMAT " of the matrix", d);
    parser->applies[d] = TRUE;
    if (parser->axis == NULL)
      parser->axis = &parser->document->axes[d];
  }
  if (parser->axis == NULL || get_kind (type) == CAL_CIFTI_NO_AXIS)
    return fail (error, "a map of type “%s” for dimension “%s”", type,
                 get_attribute (names, values, "AppliesToMatrixDimension"));
  parser->axis->kind = get_kind (type);
  if (parser->axis->kind != CAL_CIFTI_SERIES)
    return TRUE;
  unit = g_ascii_strdown (get_attribute (names, values, "SeriesUnit"), -1);
  parser->axis->is_seconds = g_str_equal (unit, "second");
  parser->axis->step =
      g_ascii_strtod (get_attribute (names, values, "SeriesStep"), NULL) *
      pow (10.0, g_ascii_strtod (get_attribute (names, values, "SeriesExponent"), NULL));
  return get_size (names, values, "NumberOfSeriesPoints", &parser->axis->length, error);
}

static void
set_structure (Parser *parser, const char **names, const char **values)
{
  const char *structure = get_attribute (names, values, "BrainStructure");

  parser->is_other = FALSE;
  parser->hemisphere = CAL_LEFT;
  if (g_str_equal (structure, "CIFTI_STRUCTURE_CORTEX_RIGHT"))
    parser->hemisphere = CAL_RIGHT;
  else
    parser->is_other = !g_str_equal (structure, "CIFTI_STRUCTURE_CORTEX_LEFT");
}

static gboolean
set_surface (Parser *parser, const char **names, const char **values, GError **error)
{
  gsize n, *known;

  set_structure (parser, names, values);
  if (!get_size (names, values, "SurfaceNumberOfVertices", &n, error))
    return FALSE;
  parser->n_surface_vertices = n;
  if (parser->is_other)
    return TRUE;
  known = &parser->axis->n_vertices[parser->hemisphere];
  if (*known != 0 && *known != n)
    return fail (error, "the same cortex with %" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT " vertices",
                 *known, n);
  *known = n;
  return TRUE;
}

static gboolean
start_model (Parser *parser, const char **names, const char **values, GError **error)
{
  const char *type = get_attribute (names, values, "ModelType");

  if (!get_size (names, values, "IndexOffset", &parser->offset, error) ||
      !get_size (names, values, "IndexCount", &parser->count, error))
    return FALSE;
  if (parser->offset != parser->axis->length)
    return fail (error,
                 "a brain model begins at index %" G_GSIZE_FORMAT "; expected %" G_GSIZE_FORMAT,
                 parser->offset, parser->axis->length);
  parser->axis->length += parser->count;
  if (g_str_equal (type, "CIFTI_MODEL_TYPE_SURFACE"))
    return set_surface (parser, names, values, error);
  if (!g_str_equal (type, "CIFTI_MODEL_TYPE_VOXELS"))
    return fail (error, "a brain model of type “%s”", type);
  return TRUE;
}

static gboolean
start_volume (Parser *parser, const char **names, const char **values, GError **error)
{
  const char *text = get_attribute (names, values, "VolumeDimensions");
  g_auto (GStrv) dims = g_strsplit (text, ",", 0);

  if (g_strv_length (dims) != 3)
    return fail (error, "VolumeDimensions “%s” are not three", text);
  for (int a = 0; a < 3; a++) {
    guint64 dim;

    if (!g_ascii_string_to_unsigned (g_strstrip (dims[a]), 10, 1, 65535, &dim, error)) {
      g_prefix_error (error, "VolumeDimensions: ");
      return FALSE;
    }
    parser->axis->dims[a] = (gsize) dim;
  }
  return TRUE;
}

static gboolean
start_in_map (
    Parser *parser, const char *element, const char **names, const char **values, GError **error)
{
  if (g_str_equal (element, "BrainModel"))
    return start_model (parser, names, values, error);
  if (g_str_equal (element, "Surface"))
    return set_surface (parser, names, values, error);
  if (g_str_equal (element, "Volume"))
    return start_volume (parser, names, values, error);
  if (g_str_equal (element, "TransformationMatrixVoxelIndicesIJKtoXYZ")) {
    parser->meter_exponent = atoi (get_attribute (names, values, "MeterExponent"));
  } else if (g_str_equal (element, "Parcel")) {
    parser->offset = parser->axis->length++;
    parser->count = 0;
    g_ptr_array_add (parser->axis->names, g_strdup (get_attribute (names, values, "Name")));
  } else if (g_str_equal (element, "Vertices")) {
    set_structure (parser, names, values);
    if (!parser->is_other)
      parser->n_surface_vertices = parser->axis->n_vertices[parser->hemisphere];
  } else if (g_str_equal (element, "NamedMap")) {
    parser->axis->length++;
  } else if (g_str_equal (element, "LabelTable")) {
    g_clear_pointer (&parser->labels, cal_labels_builder_free);
    parser->labels = cal_labels_builder_new ();
    parser->n_labels = 0;
  } else if (g_str_equal (element, "Label"))
    return cal_label_element_read (names, values, parser->n_labels++, &parser->label, error);
  return TRUE;
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Parser *parser = data;

  g_string_truncate (parser->text, 0);
  if (g_markup_parse_context_get_element_stack (context)->next == NULL)
    start_root (names, values, element, error);
  else if (g_str_equal (element, "MatrixIndicesMap"))
    start_map (parser, names, values, error);
  else if (parser->axis != NULL)
    start_in_map (parser, element, names, values, error);
}

static void
on_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  g_string_append_len (((Parser *) data)->text, text, (gssize) length);
}

/* The next whole number of the text; FALSE at its end. A number that is none is set to G_MAXUINT64.
 */
static gboolean
next_number (const char **text, guint64 *number)
{
  char *end;

  while (g_ascii_isspace (**text))
    ++*text;
  if (**text == '\0')
    return FALSE;
  *number = g_ascii_isdigit (**text) ? g_ascii_strtoull (*text, &end, 10) : G_MAXUINT64;
  if (*number != G_MAXUINT64 && (*end == '\0' || g_ascii_isspace (*end))) {
    *text = end;
    return TRUE;
  }
  *number = G_MAXUINT64;
  *text += strlen (*text);
  return TRUE;
}

static gboolean
check_count (Parser *parser, gsize n, GError **error)
{
  if (parser->axis->kind == CAL_CIFTI_PARCELS || n == parser->count)
    return TRUE;
  return fail (error, "a brain model of %" G_GSIZE_FORMAT " indices lists %" G_GSIZE_FORMAT,
               parser->count, n);
}

static gboolean
end_vertices (Parser *parser, GError **error)
{
  gboolean is_parcel = parser->axis->kind == CAL_CIFTI_PARCELS;
  const char *text = parser->text->str;
  guint64 vertex;
  gsize n = 0;

  for (; next_number (&text, &vertex); n++) {
    CalCiftiPlace place = {.index = parser->offset + (is_parcel ? 0 : n),
                           .hemisphere = parser->hemisphere,
                           .vertex = (guint32) vertex};

    if (parser->is_other)
      continue;
    if (vertex >= parser->n_surface_vertices)
      return fail (error,
                   "vertex number %" G_GSIZE_FORMAT " of the list is not below %" G_GSIZE_FORMAT,
                   n + 1, parser->n_surface_vertices);
    g_array_append_val (parser->axis->places, place);
  }
  parser->axis->n_other += parser->is_other ? n : 0;
  return check_count (parser, n, error);
}

static gboolean
end_voxels (Parser *parser, GError **error)
{
  gboolean is_parcel = parser->axis->kind == CAL_CIFTI_PARCELS;
  const char *text = parser->text->str;
  guint64 number;
  gsize n = 0;

  for (; next_number (&text, &number); n++) {
    CalCiftiPlace place = {.index = parser->offset + (is_parcel ? 0 : n),
                           .hemisphere = CAL_HEMISPHERE_UNKNOWN};

    for (int a = 0; a < 3; a++) {
      if (a > 0 && !next_number (&text, &number))
        return fail (error, "voxel %" G_GSIZE_FORMAT " of the list is cut short", n + 1);
      if (number >= parser->axis->dims[a])
        return fail (error, "voxel %" G_GSIZE_FORMAT " of the list is outside the volume", n + 1);
      place.voxel[a] = (guint32) number;
    }
    g_array_append_val (parser->axis->places, place);
  }
  return check_count (parser, n, error);
}

/* To millimetres, whatever power of ten of a metre the file uses. */
static gboolean
end_matrix (Parser *parser, GError **error)
{
  double to_mm = pow (10.0, parser->meter_exponent + 3);
  const char *text = parser->text->str;
  CalAffine *affine = &parser->axis->voxel_to_world;

  for (int n = 0; n < 12; n++) {
    char *end;

    affine->m[n / 4][n % 4] = g_ascii_strtod (text, &end) * to_mm;
    if (end == text)
      return fail (error, "the voxels' matrix has %d numbers; expected 16", n);
    text = end;
  }
  if (!cal_affine_is_finite (affine) || cal_affine_determinant (affine) == 0.0)
    return fail (error, "the voxels' matrix is no invertible map");
  return TRUE;
}

/* Maps without a table of their own keep the lists in step. */
static void
end_named_map (Parser *parser)
{
  CalCiftiAxis *axis = parser->axis;

  while (axis->names->len < axis->length)
    g_ptr_array_add (axis->names, g_strdup (""));
  if (parser->labels == NULL)
    parser->labels = cal_labels_builder_new ();
  g_ptr_array_add (axis->labels, cal_labels_builder_end (g_steal_pointer (&parser->labels)));
}

static void
end_map (Parser *parser)
{
  CalCiftiDocument *document = parser->document;

  /* A matrix of places by places: only its kind matters, for the message. */
  if (parser->applies[0] && parser->applies[1]) {
    document->axes[1].kind = document->axes[0].kind;
    document->axes[1].length = document->axes[0].length;
  }
  parser->axis = NULL;
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Parser *parser = data;

  if (parser->axis == NULL)
    return;
  if (g_str_equal (element, "MatrixIndicesMap"))
    end_map (parser);
  else if (g_str_equal (element, "VertexIndices") || g_str_equal (element, "Vertices"))
    end_vertices (parser, error);
  else if (g_str_equal (element, "VoxelIndicesIJK"))
    end_voxels (parser, error);
  else if (g_str_equal (element, "TransformationMatrixVoxelIndicesIJKtoXYZ"))
    end_matrix (parser, error);
  else if (g_str_equal (element, "NamedMap"))
    end_named_map (parser);
  else if (g_str_equal (element, "MapName") && parser->axis->names->len < parser->axis->length)
    g_ptr_array_add (parser->axis->names, g_strstrip (g_strdup (parser->text->str)));
  else if (g_str_equal (element, "Label") && parser->labels != NULL)
    cal_labels_builder_add (parser->labels, parser->label.key, g_strstrip (parser->text->str),
                            parser->label.rgba);
  g_string_truncate (parser->text, 0);
}

/**
 * cal_cifti_document_parse:
 * @xml: of the NIfTI extension
 *
 * Returns: (transfer full): both axes of the matrix; or NULL with CAL_ERROR_FORMAT if the XML is
 *   damaged or contradicts itself, CAL_ERROR_UNSUPPORTED for CIFTI-1 or a third dimension
 */
CalCiftiDocument *
cal_cifti_document_parse (const char *xml, gsize length, GError **error)
{
  static const GMarkupParser functions = {on_start, on_end, on_text, NULL, NULL};
  g_autoptr (CalCiftiDocument) document = g_new0 (CalCiftiDocument, 1);
  g_autoptr (GMarkupParseContext) context = NULL;
  Parser parser = {.document = document};
  g_autoptr (GError) inner = NULL;

  for (int d = 0; d < 2; d++) {
    CalCiftiAxis *axis = &document->axes[d];

    axis->names = g_ptr_array_new_with_free_func (g_free);
    axis->labels = g_ptr_array_new_with_free_func (g_object_unref);
    axis->places = g_array_new (FALSE, FALSE, sizeof (CalCiftiPlace));
    axis->voxel_to_world = cal_affine_identity ();
  }
  parser.text = g_string_new (NULL);
  context = g_markup_parse_context_new (&functions, G_MARKUP_TREAT_CDATA_AS_TEXT, &parser, NULL);
  /* The extension is padded with NUL. */
  length = strnlen (xml, length);
  if (cal_text_check (xml, length, &inner) &&
      g_markup_parse_context_parse (context, xml, (gssize) length, &inner))
    g_markup_parse_context_end_parse (context, &inner);
  g_clear_pointer (&parser.labels, cal_labels_builder_free);
  g_string_free (parser.text, TRUE);
  if (inner == NULL)
    return g_steal_pointer (&document);
  if (inner->domain == CAL_ERROR)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    fail (error, "%s", inner->message);
  return NULL;
}

void
cal_cifti_document_free (CalCiftiDocument *self)
{
  for (int d = 0; d < 2; d++) {
    g_clear_pointer (&self->axes[d].names, g_ptr_array_unref);
    g_clear_pointer (&self->axes[d].labels, g_ptr_array_unref);
    g_clear_pointer (&self->axes[d].places, g_array_unref);
  }
  g_free (self);
}
