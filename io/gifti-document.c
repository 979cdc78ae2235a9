/* gifti-document.c - the XML of a GIFTI file, parsed by GMarkup.
 *
 * The base 64 text, nearly all of the file, does not go through the parser, which would copy it:
 * the parser is fed up to a Data element, the text is taken where it lies, and the parser goes on
 * behind it. GMarkup knows no entities but the five of XML, so nothing expands.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/gifti-document.h"

#include <string.h>

#include "io/contents.h"
#include "io/label-element.h"
#include "model/error.h"
#include "model/text.h"

/**
 * Parser:
 * @text: what stood in the element that is now open
 * @body: (nullable): the text of a Data element, where it lies in the file
 * @n_skipped_lines: lines that the parser was not fed
 */
typedef struct {
  CalGiftiDocument *document;
  const char *path;
  CalJob *job;
  GString *text;
  const char *body;
  gsize body_length;
  gint n_skipped_lines;
  CalGiftiArray *array;
  CalLabelsBuilder *labels;
  guint n_labels;
  char *metadata_name;
  char *transformed_space;
  CalLabel label;
} Parser;

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);
  Parser *parser = data;

  g_string_truncate (parser->text, 0);
  parser->body = NULL;
  if (stack->next == NULL && !g_str_equal (element, "GIFTI")) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "element “%s”; expected “GIFTI”", element);
    return;
  }
  if (g_str_equal (element, "DataArray")) {
    if (parser->array != NULL) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a DataArray within a DataArray");
      return;
    }
    parser->array = cal_gifti_array_new (names, values, error);
  } else if (g_str_equal (element, "LabelTable") && parser->labels == NULL) {
    parser->labels = cal_labels_builder_new ();
  } else if (g_str_equal (element, "Label"))
    cal_label_element_read (names, values, parser->n_labels++, &parser->label, error);
}

static void
on_text (
    GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  g_string_append_len (((Parser *) data)->text, text, (gssize) length);
}

/* World spaces; a matrix to the scanner's own is worth more than one to a template. */
static int
rank_space (const char *space)
{
  static const char *const spaces[] = {"NIFTI_XFORM_TALAIRACH", "NIFTI_XFORM_MNI_152",
                                       "NIFTI_XFORM_ALIGNED_ANAT", "NIFTI_XFORM_SCANNER_ANAT"};
  g_autofree char *name = g_strstrip (g_strdup (space != NULL ? space : ""));

  for (int n = 0; n < (int) G_N_ELEMENTS (spaces); n++)
    if (g_str_equal (name, spaces[n]))
      return n + 1;
  return 0;
}

static gboolean
end_matrix (Parser *parser, GError **error)
{
  int rank = rank_space (parser->transformed_space);
  const char *p = parser->text->str;
  CalAffine affine;

  for (int n = 0; n < 16; n++) {
    char *end;
    double value = g_ascii_strtod (p, &end);

    if (end == p) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "MatrixData: %d numbers; expected 16", n);
      return FALSE;
    }
    if (n < 12)
      affine.m[n / 4][n % 4] = value;
    p = end;
  }
  if (parser->array == NULL || rank <= parser->array->to_world_rank)
    return TRUE;
  if (!cal_affine_is_finite (&affine) || cal_affine_determinant (&affine) == 0.0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "MatrixData: not an invertible map");
    return FALSE;
  }
  parser->array->to_world = affine;
  parser->array->to_world_rank = rank;
  return TRUE;
}

static gboolean
end_data (Parser *parser, GError **error)
{
  if (parser->array == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "Data outside a DataArray");
    return FALSE;
  }
  if (parser->job != NULL && !cal_job_check (parser->job, error))
    return FALSE;
  if (parser->body != NULL)
    return cal_gifti_array_decode (parser->array, parser->body, parser->body_length, parser->path,
                                   error);
  return cal_gifti_array_decode (parser->array, parser->text->str, parser->text->len, parser->path,
                                 error);
}

static gboolean
end_array (Parser *parser, GError **error)
{
  if (parser->array->bytes == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a DataArray without Data");
    return FALSE;
  }
  g_ptr_array_add (parser->document->arrays, g_steal_pointer (&parser->array));
  return TRUE;
}

static void
end_metadata (Parser *parser)
{
  GHashTable *table = parser->array != NULL ? parser->array->metadata : parser->document->metadata;

  if (parser->metadata_name != NULL)
    g_hash_table_insert (table, g_steal_pointer (&parser->metadata_name),
                         g_strstrip (g_strdup (parser->text->str)));
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Parser *parser = data;

  if (g_str_equal (element, "Data"))
    end_data (parser, error);
  else if (g_str_equal (element, "DataArray"))
    end_array (parser, error);
  else if (g_str_equal (element, "MatrixData"))
    end_matrix (parser, error);
  else if (g_str_equal (element, "TransformedSpace")) {
    g_free (parser->transformed_space);
    parser->transformed_space = g_strdup (parser->text->str);
  } else if (g_str_equal (element, "Name")) {
    g_free (parser->metadata_name);
    parser->metadata_name = g_strstrip (g_strdup (parser->text->str));
  } else if (g_str_equal (element, "Value"))
    end_metadata (parser);
  else if (g_str_equal (element, "Label") && parser->labels != NULL)
    cal_labels_builder_add (parser->labels, parser->label.key, g_strstrip (parser->text->str),
                            parser->label.rgba);
  g_string_truncate (parser->text, 0);
  parser->body = NULL;
}

static gint
count_lines (const char *text, gsize length)
{
  const char *end = text + length;
  gint n = 0;

  while ((text = memchr (text, '\n', (gsize) (end - text))) != NULL) {
    text++;
    n++;
  }
  return n;
}

/* The text of the Data element that the parser has just opened, unless it is unusual. */
static const char *
take_body (Parser *parser, const char *start, const char *end)
{
  const char *stop = memchr (start, '<', (gsize) (end - start));

  if (stop == NULL || end - stop < 7 || strncmp (stop, "</Data>", 7) != 0 ||
      memchr (start, '&', (gsize) (stop - start)) != NULL)
    return start;
  parser->body = start;
  parser->body_length = (gsize) (stop - start);
  parser->n_skipped_lines += count_lines (start, parser->body_length);
  return stop;
}

static gboolean
feed (Parser *parser, GMarkupParseContext *context, const char *text, gsize length, GError **error)
{
  static const char opening[] = "<Data>";
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *found = memmem (p, (gsize) (end - p), opening, sizeof opening - 1);
    const char *stop = found != NULL ? found + sizeof opening - 1 : end;

    /* GMarkup calls on after such an error, and has two then. */
    if (!cal_text_check (p, (gsize) (stop - p), error) ||
        !g_markup_parse_context_parse (context, p, stop - p, error))
      return FALSE;
    p = stop;
    /* In a comment or a CDATA section the same letters open nothing. */
    if (found != NULL && parser->array != NULL &&
        g_strcmp0 (g_markup_parse_context_get_element (context), "Data") == 0)
      p = take_body (parser, p, end);
  }
  return g_markup_parse_context_end_parse (context, error);
}

/* GMarkup's own messages begin with a line number that does not know of the skipped text. */
static void
locate (GError **error, const char *path, GMarkupParseContext *context, gint n_skipped_lines)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *message = (*error)->message;
  gint line;

  if ((*error)->domain == G_IO_ERROR)
    return;
  g_markup_parse_context_get_position (context, &line, NULL);
  if ((*error)->domain == G_MARKUP_ERROR) {
    const char *colon =
        g_str_has_prefix (message, "Error on line ") ? strstr (message, ": ") : NULL;

    message = colon != NULL ? colon + 2 : message;
  }
  {
    g_autoptr (GError) inner = g_steal_pointer (error);
    GQuark domain = inner->domain == G_FILE_ERROR ? G_FILE_ERROR : CAL_ERROR;
    int code = inner->domain == CAL_ERROR || inner->domain == G_FILE_ERROR ? inner->code
                                                                           : CAL_ERROR_FORMAT;

    *error = g_error_new (domain, code, "%s: line %d: %s", name, line + n_skipped_lines,
                          inner->domain == G_MARKUP_ERROR ? message : inner->message);
  }
}

/**
 * cal_gifti_document_read:
 * @path: a GIFTI file, gzipped or not
 * @job: (nullable): to be asked before each array whether to go on
 *
 * Returns: (transfer full): the parsed file; or NULL with an error that names file and line
 */
CalGiftiDocument *
cal_gifti_document_read (const char *path, CalJob *job, GError **error)
{
  static const GMarkupParser functions = {on_start, on_end, on_text, NULL, NULL};
  g_autoptr (CalGiftiDocument) document = g_new0 (CalGiftiDocument, 1);
  g_autoptr (GBytes) contents = cal_contents_read (path, error);
  g_autoptr (GMarkupParseContext) context = NULL;
  Parser parser = {.document = document, .path = path, .job = job};
  const char *text;
  gsize length;
  gboolean ok;

  document->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_gifti_array_free);
  document->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (contents == NULL)
    return NULL;
  text = g_bytes_get_data (contents, &length);
  parser.text = g_string_new (NULL);
  context = g_markup_parse_context_new (&functions, G_MARKUP_TREAT_CDATA_AS_TEXT, &parser, NULL);
  ok = feed (&parser, context, text, length, error);
  if (!ok && error != NULL)
    locate (error, path, context, parser.n_skipped_lines);
  if (ok && parser.labels != NULL)
    document->labels = cal_labels_builder_end (g_steal_pointer (&parser.labels));
  g_clear_pointer (&parser.labels, cal_labels_builder_free);
  g_clear_pointer (&parser.array, cal_gifti_array_free);
  g_free (parser.metadata_name);
  g_free (parser.transformed_space);
  g_string_free (parser.text, TRUE);
  return ok ? g_steal_pointer (&document) : NULL;
}

void
cal_gifti_document_free (CalGiftiDocument *self)
{
  g_clear_pointer (&self->arrays, g_ptr_array_unref);
  g_clear_pointer (&self->metadata, g_hash_table_unref);
  g_clear_object (&self->labels);
  g_free (self);
}
