/* object-block.c - one object of a file, as named arrays of a block and a dictionary.
 *
 * To add a type: a function each way, and a row in the table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/object-block.h"

#include "io/block-fields.h"
#include "model/error.h"
#include "model/surface.h"
#include "model/table.h"
#include "model/vector.h"
#include "model/volume.h"

static void
put_volume (CalFieldWriter *writer, gpointer volume)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);

  cal_field_put_text (writer, "name", desc->name);
  for (int a = 0; a < 3; a++)
    cal_field_put_uint (writer, (const char *const[]){"ni", "nj", "nk"}[a], desc->dims[a]);
  cal_field_put_uint (writer, "frames", desc->n_frames);
  for (int d = 0; d < 4; d++)
    cal_field_put_uint (writer, (const char *const[]){"d4", "d5", "d6", "d7"}[d],
                        desc->frame_dims[d]);
  cal_field_put_double (writer, "frame-step", desc->frame_step);
  cal_field_put_uint (writer, "frames-in-file", desc->frames_in_file);
  cal_field_put_uint (writer, "dtype", desc->dtype);
  cal_field_put_bytes (writer, "voxels", desc->voxels);
  cal_field_put_double (writer, "slope", desc->slope);
  cal_field_put_double (writer, "intercept", desc->intercept);
  cal_field_put_bytes (writer, "inside", desc->inside);
  cal_field_put_affine (writer, "voxel-to-world", &desc->voxel_to_world);
  cal_field_put_text (writer, "affine-source", desc->affine_source);
  cal_field_put_text (writer, "unit", desc->unit);
  cal_field_put_text (writer, "statistic", desc->statistic);
  cal_field_put_labels (writer, "labels", desc->labels);
  cal_field_put_text (writer, "binding", desc->binding);
}

static gpointer
get_volume (CalFieldReader *reader, GError **error)
{
  g_autoptr (CalLabels) labels = cal_field_dup_labels (reader, "labels");
  CalVolumeDesc desc = {
      .name = cal_field_get_text (reader, "name"),
      .n_frames = cal_field_get_uint (reader, "frames", G_MAXSIZE),
      .frame_step = cal_field_get_double (reader, "frame-step"),
      .frames_in_file = cal_field_get_uint (reader, "frames-in-file", G_MAXSIZE),
      .dtype = (CalDtype) cal_field_get_uint (reader, "dtype", CAL_DTYPE_BOOL),
      .voxels = cal_field_get_bytes (reader, "voxels"),
      .slope = cal_field_get_double (reader, "slope"),
      .intercept = cal_field_get_double (reader, "intercept"),
      .inside = cal_field_find_bytes (reader, "inside"),
      .voxel_to_world = cal_field_get_affine (reader, "voxel-to-world"),
      .affine_source = cal_field_get_text (reader, "affine-source"),
      .unit = cal_field_get_text (reader, "unit"),
      .statistic = cal_field_get_text (reader, "statistic"),
      .labels = labels,
      .binding = cal_field_get_text (reader, "binding"),
  };

  for (int a = 0; a < 3; a++)
    desc.dims[a] =
        cal_field_get_uint (reader, (const char *const[]){"ni", "nj", "nk"}[a], G_MAXSIZE);
  for (int d = 0; d < 4; d++)
    desc.frame_dims[d] =
        cal_field_get_uint (reader, (const char *const[]){"d4", "d5", "d6", "d7"}[d], G_MAXSIZE);
  return reader->ok ? cal_volume_new (&desc, error) : NULL;
}

static void
put_surface (CalFieldWriter *writer, gpointer surface)
{
  const CalSurfaceDesc *desc = cal_surface_get_desc (surface);

  cal_field_put_text (writer, "name", desc->name);
  cal_field_put_uint (writer, "hemisphere", desc->hemisphere);
  cal_field_put_uint (writer, "kind", desc->kind);
  cal_field_put_bytes (writer, "vertices", desc->vertices);
  cal_field_put_bytes (writer, "faces", desc->faces);
  cal_field_put_affine (writer, "surface-to-world", &desc->surface_to_world);
}

static gpointer
get_surface (CalFieldReader *reader, GError **error)
{
  CalSurfaceDesc desc = {
      .name = cal_field_get_text (reader, "name"),
      .hemisphere =
          (CalHemisphere) cal_field_get_uint (reader, "hemisphere", CAL_HEMISPHERE_UNKNOWN),
      .kind = (CalSurfaceKind) cal_field_get_uint (reader, "kind", CAL_SURFACE_UNKNOWN),
      .vertices = cal_field_get_bytes (reader, "vertices"),
      .faces = cal_field_get_bytes (reader, "faces"),
      .surface_to_world = cal_field_get_affine (reader, "surface-to-world"),
  };

  return reader->ok ? cal_surface_new (&desc, error) : NULL;
}

static void
put_vector (CalFieldWriter *writer, gpointer vector)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  g_autoptr (CalTextArray) names =
      desc->frame_names != NULL ? cal_text_array_new_from_strv (desc->frame_names) : NULL;

  cal_field_put_text (writer, "name", desc->name);
  cal_field_put_path (writer, "source", desc->source);
  cal_field_put_array (writer, "values", desc->values);
  cal_field_put_uint (writer, "hemisphere", desc->hemisphere);
  cal_field_put_bytes (writer, "vertices", desc->vertices);
  cal_field_put_uint (writer, "n-vertices", desc->n_vertices);
  cal_field_put_texts (writer, "frame-names", names);
  cal_field_put_double (writer, "frame-step", desc->frame_step);
  cal_field_put_labels (writer, "labels", desc->labels);
  cal_field_put_text (writer, "unit", desc->unit);
  cal_field_put_text (writer, "statistic", desc->statistic);
  cal_field_put_uint (writer, "per-vertex", desc->per_vertex);
}

/* What readers promise of the vertices that values belong to. */
static gboolean
check_vertices (const CalVectorDesc *desc)
{
  gsize size = 0;
  const guint32 *vertices =
      desc->vertices != NULL ? g_bytes_get_data (desc->vertices, &size) : NULL;

  for (gsize n = 0; desc->n_vertices > 0 && n < size / sizeof *vertices; n++)
    if (vertices[n] >= desc->n_vertices)
      return FALSE;
  return size % sizeof *vertices == 0;
}

static GStrv
dup_strv (CalTextArray *texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize n = 0; n < cal_text_array_get_n (texts); n++)
    g_strv_builder_add (builder, cal_text_array_get (texts, n));
  return g_strv_builder_end (builder);
}

static gpointer
get_vector (CalFieldReader *reader, GError **error)
{
  g_autoptr (CalLabels) labels = cal_field_dup_labels (reader, "labels");
  g_autoptr (CalTextArray) texts = cal_field_dup_texts (reader, "frame-names");
  g_auto (GStrv) names = texts != NULL ? dup_strv (texts) : NULL;
  CalVectorDesc desc = {
      .name = cal_field_get_text (reader, "name"),
      .source = cal_field_get_path (reader, "source"),
      .values = cal_field_find_array (reader, "values"),
      .hemisphere =
          (CalHemisphere) cal_field_get_uint (reader, "hemisphere", CAL_HEMISPHERE_UNKNOWN),
      .vertices = cal_field_find_bytes (reader, "vertices"),
      .n_vertices = cal_field_get_uint (reader, "n-vertices", G_MAXSIZE),
      .frame_names = (const char *const *) names,
      .frame_step = cal_field_get_double (reader, "frame-step"),
      .labels = labels,
      .unit = cal_field_get_text (reader, "unit"),
      .statistic = cal_field_get_text (reader, "statistic"),
      .per_vertex = cal_field_get_uint (reader, "per-vertex", 1) != 0,
  };

  reader->ok = reader->ok && desc.values != NULL && check_vertices (&desc);
  return reader->ok ? cal_vector_new (&desc, error) : NULL;
}

static void
put_array (CalFieldWriter *writer, gpointer array)
{
  cal_field_put_array (writer, "values", array);
}

static gpointer
get_array (CalFieldReader *reader, GError **error)
{
  CalArray *array = cal_field_find_array (reader, "values");

  return array != NULL ? g_object_ref (array) : NULL;
}

static void
put_labels (CalFieldWriter *writer, gpointer labels)
{
  cal_field_put_labels (writer, "labels", labels);
}

static gpointer
get_labels (CalFieldReader *reader, GError **error)
{
  return cal_field_dup_labels (reader, "labels");
}

static void
put_texts (CalFieldWriter *writer, gpointer texts)
{
  cal_field_put_texts (writer, "texts", texts);
}

static gpointer
get_texts (CalFieldReader *reader, GError **error)
{
  return cal_field_dup_texts (reader, "texts");
}

static void
put_table (CalFieldWriter *writer, gpointer table)
{
  cal_field_put_text (writer, "name", cal_table_get_name (table));
  cal_field_put_uint (writer, "rows", cal_table_get_n_rows (table));
  cal_field_put_uint (writer, "columns", cal_table_get_n_columns (table));
  for (guint n = 0; n < cal_table_get_n_columns (table); n++) {
    const CalColumn *column = cal_table_get_column (table, n);
    g_autofree char *name = g_strdup_printf ("name%u", n), *unit = g_strdup_printf ("unit%u", n);
    g_autofree char *numbers = g_strdup_printf ("numbers%u", n);
    g_autofree char *texts = g_strdup_printf ("texts%u", n);

    cal_field_put_text (writer, name, column->name);
    cal_field_put_text (writer, unit, column->unit);
    cal_field_put_array (writer, numbers, column->numbers);
    cal_field_put_texts (writer, texts, column->texts);
  }
}

static void
clear_column (gpointer data)
{
  g_clear_object (&((CalColumn *) data)->texts);
}

static gpointer
get_table (CalFieldReader *reader, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (CalColumn));
  const char *name = cal_field_get_text (reader, "name");
  gsize n_rows = cal_field_get_uint (reader, "rows", G_MAXSIZE);
  guint64 n_columns = cal_field_get_uint (reader, "columns", G_MAXUINT);

  g_array_set_clear_func (columns, clear_column);
  for (guint n = 0; reader->ok && n < n_columns; n++) {
    g_autofree char *name_field = g_strdup_printf ("name%u", n);
    g_autofree char *unit_field = g_strdup_printf ("unit%u", n);
    g_autofree char *numbers = g_strdup_printf ("numbers%u", n);
    g_autofree char *texts = g_strdup_printf ("texts%u", n);
    CalColumn column = {
        cal_field_get_text (reader, name_field), cal_field_get_text (reader, unit_field),
        cal_field_find_array (reader, numbers), cal_field_dup_texts (reader, texts)};

    reader->ok &= column.name != NULL;
    g_array_append_val (columns, column);
  }
  if (!reader->ok || name == NULL)
    return NULL;
  return cal_table_new (name, n_rows, (const CalColumn *) (gpointer) columns->data, columns->len,
                        error);
}

static const struct {
  const char *name;
  GType (*get_type) (void);
  void (*put) (CalFieldWriter *writer, gpointer object);
  gpointer (*get) (CalFieldReader *reader, GError **error);
} types[] = {
    {"array", cal_array_get_type, put_array, get_array},
    {"labels", cal_labels_get_type, put_labels, get_labels},
    {"surface", cal_surface_get_type, put_surface, get_surface},
    {"table", cal_table_get_type, put_table, get_table},
    {"texts", cal_text_array_get_type, put_texts, get_texts},
    {"vector", cal_vector_get_type, put_vector, get_vector},
    {"volume", cal_volume_get_type, put_volume, get_volume},
};

/**
 * cal_object_to_block:
 * @object: of a type that a #CalLoaded may hold, or #CalLabels
 * @prefix: of the names of its arrays
 * @builder: gets its arrays
 *
 * Returns: (transfer floating): everything else, of type a{sv}
 */
GVariant *
cal_object_to_block (GObject *object, const char *prefix, CalBlockBuilder *builder)
{
  CalFieldWriter writer = {builder, prefix};

  g_variant_dict_init (&writer.dictionary, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (types); n++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (object, types[n].get_type ())) {
      cal_field_put_text (&writer, "type", types[n].name);
      types[n].put (&writer, object);
    }
  return g_variant_dict_end (&writer.dictionary);
}

/**
 * cal_object_from_block:
 * @dictionary: what cal_object_to_block() returned, or something of any type
 *
 * Nothing that it says is believed.
 *
 * Returns: (transfer full): the object, whose arrays lie in @block's memory; NULL with @error set
 */
GObject *
cal_object_from_block (GVariant *dictionary, const char *prefix, CalBlock *block, GError **error)
{
  CalFieldReader reader = {block, prefix, dictionary, TRUE};
  g_autoptr (GError) failure = NULL;
  const char *type = NULL;
  gpointer object = NULL;

  if (g_variant_is_of_type (dictionary, G_VARIANT_TYPE_VARDICT))
    type = cal_field_get_text (&reader, "type");

  for (gsize n = 0; object == NULL && n < G_N_ELEMENTS (types); n++)
    if (g_strcmp0 (type, types[n].name) == 0)
      object = types[n].get (&reader, &failure);
  if (object == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a block of data is damaged: %s %s%s%s",
                 type != NULL ? type : "object", prefix, failure != NULL ? ": " : "",
                 failure != NULL ? failure->message : "");
  return object;
}
