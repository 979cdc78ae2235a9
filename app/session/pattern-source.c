/* pattern-source.c - patterns in files: arrays, tables, HDF5 datasets, series of volumes; and the
 * channels of a region.
 *
 * HDF5 datasets of two dimensions are read block by block when they are needed, everything else is
 * kept in memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/pattern-source.h"

#include <math.h>
#include <string.h>

#include "io/hdf5.h"
#include "io/path.h"
#include "model/error.h"

struct _CalPatternSource {
  char *name;
  gsize n_rows;
  gsize n_channels;
  CalTable *table;
  CalVolume *volume;

  /* In memory: where elements lie, and what they mean. */
  GBytes *bytes;
  CalDtype dtype;
  gsize row_stride;
  gsize channel_stride;
  double slope;
  double intercept;

  /* In a file. */
  char *path;
  char *dataset;
  gboolean is_transposed;
  CalBlockRead read_block;

  /* (nullable): of the region that was chosen. */
  guint32 *channels;
};

static gboolean
refuse (GError **error, int code, const char *source, const char *found)
{
  g_autofree char *name = g_filename_display_name (source);

  g_set_error (error, CAL_ERROR, code, "%s: %s", name, found);
  return FALSE;
}

static gboolean
read_memory (gpointer data,
             gsize first_row,
             gsize n_rows,
             gsize first_channel,
             gsize n_channels,
             double *values,
             GError **error)
{
  const CalPatternSource *self = data;
  const guint8 *elements = g_bytes_get_data (self->bytes, NULL);
  gboolean is_plain = self->channel_stride == 1 && self->channels == NULL;

  for (gsize r = 0; r < n_rows; r++) {
    gsize start = (first_row + r) * self->row_stride;
    double *row = values + r * n_channels;

    if (is_plain && self->dtype == CAL_DTYPE_FLOAT64)
      memcpy (row, elements + (start + first_channel) * sizeof *row, n_channels * sizeof *row);
    else if (is_plain && self->dtype == CAL_DTYPE_FLOAT32)
      for (gsize c = 0; c < n_channels; c++)
        row[c] = ((const float *) (gconstpointer) elements)[start + first_channel + c];
    else
      for (gsize c = 0; c < n_channels; c++) {
        gsize channel =
            self->channels != NULL ? self->channels[first_channel + c] : first_channel + c;

        row[c] = cal_dtype_read (self->dtype, elements, start + channel * self->channel_stride);
      }
    if (self->slope != 1.0 || self->intercept != 0.0)
      for (gsize c = 0; c < n_channels; c++)
        row[c] = self->slope * row[c] + self->intercept;
  }
  return TRUE;
}

static gboolean
read_file (gpointer data,
           gsize first_row,
           gsize n_rows,
           gsize first_channel,
           gsize n_channels,
           double *values,
           GError **error)
{
  const CalPatternSource *self = data;
  gsize first = self->channels != NULL ? self->channels[first_channel] : first_channel;
  gsize end = self->channels != NULL ? self->channels[first_channel + n_channels - 1] + 1
                                     : first_channel + n_channels;
  gsize n_read = end - first;
  guint64 start[2] = {first_row, first}, count[2] = {n_rows, n_read};
  g_autofree double *block = NULL;

  if (!self->is_transposed && n_read == n_channels)
    return self->read_block (self->path, self->dataset, start, count, values, error);
  block = g_try_malloc_n (n_rows, n_read * sizeof *block);
  if (block == NULL)
    return refuse (error, CAL_ERROR_LIMIT, self->name, "a block of it does not fit in memory");
  if (self->is_transposed) {
    start[0] = first;
    start[1] = first_row;
    count[0] = n_read;
    count[1] = n_rows;
  }
  if (!self->read_block (self->path, self->dataset, start, count, block, error))
    return FALSE;
  for (gsize r = 0; r < n_rows; r++)
    for (gsize c = 0; c < n_channels; c++) {
      gsize channel = self->channels != NULL ? self->channels[first_channel + c] - first : c;

      values[r * n_channels + c] =
          block[self->is_transposed ? channel * n_rows + r : r * n_read + channel];
    }
  return TRUE;
}

/* Asks the reader process for a block. */
static gboolean
read_block (const char *path,
            const char *dataset,
            const guint64 start[2],
            const guint64 count[2],
            double *values,
            GError **error)
{
  g_autoptr (CalArray) block = cal_hdf5_ask (path, dataset, start, count, error);
  const void *elements;

  if (block == NULL)
    return FALSE;
  if (cal_array_get_n_elements (block) != count[0] * count[1])
    return refuse (error, CAL_ERROR_FORMAT, path, "the dataset changed while it was read");
  elements = g_bytes_get_data (cal_array_get_bytes (block), NULL);
  for (gsize k = 0; k < count[0] * count[1]; k++)
    values[k] = cal_dtype_read (cal_array_get_dtype (block), elements, k);
  return TRUE;
}

static void
take_elements (CalPatternSource *self, GBytes *bytes, CalDtype dtype, gboolean is_transposed)
{
  self->bytes = g_bytes_ref (bytes);
  self->dtype = dtype;
  self->row_stride = self->n_channels;
  self->channel_stride = 1;
  if (is_transposed) {
    gsize n_channels = self->n_rows;

    self->n_rows = self->n_channels;
    self->row_stride = 1;
    self->channel_stride = self->n_channels;
    self->n_channels = n_channels;
  }
}

/* The first dimension is observations, the others are channels. */
static gboolean
take_array (CalPatternSource *self, CalArray *array, gboolean is_transposed, GError **error)
{
  if (cal_array_get_n_dims (array) < 2 || cal_array_get_n_elements (array) == 0) {
    g_autofree char *shape = cal_array_dup_shape (array);
    g_autofree char *found =
        g_strdup_printf ("an array of shape %s; expected observations x channels", shape);

    return refuse (error, CAL_ERROR_ARGUMENT, self->name, found);
  }
  self->n_rows = cal_array_get_dim (array, 0);
  self->n_channels = cal_array_get_n_elements (array) / self->n_rows;
  take_elements (self, cal_array_get_bytes (array), cal_array_get_dtype (array), is_transposed);
  return TRUE;
}

static gboolean
take_volume (CalPatternSource *self, CalVolume *volume, GError **error)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);

  self->n_rows = desc->n_frames;
  self->n_channels = cal_volume_get_n_voxels (volume);
  self->volume = g_object_ref (volume);
  take_elements (self, desc->voxels, desc->dtype, FALSE);
  self->slope = desc->slope;
  self->intercept = desc->intercept;
  return TRUE;
}

/* Columns of numbers are channels. */
static gboolean
take_table (CalPatternSource *self, CalTable *table, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  self->table = g_object_ref (table);
  self->n_rows = cal_table_get_n_rows (table);
  for (guint n = 0; n < cal_table_get_n_columns (table); n++)
    self->n_channels += cal_table_get_column (table, n)->numbers != NULL;
  if (self->n_channels == 0 || self->n_rows == 0)
    return refuse (error, CAL_ERROR_ARGUMENT, self->name, "a table with no columns of numbers");
  for (gsize r = 0; r < self->n_rows; r++)
    for (guint n = 0; n < cal_table_get_n_columns (table); n++) {
      const CalColumn *column = cal_table_get_column (table, n);
      double value = column->numbers != NULL ? cal_column_get_number (column, r) : 0.0;

      if (column->numbers != NULL)
        g_array_append_val (values, value);
    }
  size = values->len * sizeof (double);
  bytes = g_bytes_new_take (g_array_free (g_steal_pointer (&values), FALSE), size);
  take_elements (self, bytes, CAL_DTYPE_FLOAT64, FALSE);
  return TRUE;
}

/* A dataset of numbers with two dimensions is left in its file. */
static gboolean
find_dataset (CalPatternSource *self,
              const char *path,
              const char *dataset,
              gboolean is_transposed,
              CalJob *job)
{
  const CalFormat *format = cal_format_find (path, NULL);
  g_autoptr (CalLoaded) listed = NULL;

  if (format == NULL || format->load != cal_hdf5_load || dataset == NULL)
    return FALSE;
  listed = cal_format_load (path, NULL, job, NULL);
  for (guint n = 0; listed != NULL && n < cal_loaded_get_datasets (listed)->len; n++) {
    const CalDataset *found = cal_loaded_get_datasets (listed)->pdata[n];

    if (!found->is_numeric || found->n_dims != 2 ||
        g_strcmp0 (found->path + (found->path[0] == '/'), dataset + (dataset[0] == '/')) != 0)
      continue;
    self->n_rows = found->shape[is_transposed ? 1 : 0];
    self->n_channels = found->shape[is_transposed ? 0 : 1];
    self->path = g_strdup (path);
    self->dataset = g_strdup (found->path);
    self->is_transposed = is_transposed;
    return TRUE;
  }
  return FALSE;
}

static gboolean
load (CalPatternSource *self, gboolean is_transposed, CalJob *job, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load_source (self->name, job, error);
  GPtrArray *objects;

  if (loaded == NULL)
    return FALSE;
  objects = cal_loaded_get_objects (loaded);
  if (objects->len == 0)
    return refuse (error, CAL_ERROR_ARGUMENT, self->name,
                   "holds datasets; name the one with the patterns: FILE:DATASET");
  if (CAL_IS_VOLUME (objects->pdata[0]))
    return take_volume (self, objects->pdata[0], error);
  if (CAL_IS_VECTOR (objects->pdata[0]))
    return take_array (self, cal_vector_get_desc (objects->pdata[0])->values, is_transposed, error);
  if (CAL_IS_ARRAY (objects->pdata[0]))
    return take_array (self, objects->pdata[0], is_transposed, error);
  if (CAL_IS_TABLE (objects->pdata[0]))
    return take_table (self, objects->pdata[0], error);
  return refuse (error, CAL_ERROR_ARGUMENT, self->name,
                 "holds no patterns; expected an array, a table or a series of volumes");
}

/**
 * cal_pattern_source_open:
 * @source: a file, or "file.h5:/dataset"
 * @is_transposed: its rows are channels
 * @read_block: (nullable): how blocks of HDF5 datasets are read; NULL asks the reader process
 * @job: (nullable)
 *
 * Returns: (transfer full): what it holds, or NULL with @error set
 */
CalPatternSource *
cal_pattern_source_open (const char *source,
                         gboolean is_transposed,
                         CalBlockRead block_read,
                         CalJob *job,
                         GError **error)
{
  g_autoptr (CalPatternSource) self = g_new0 (CalPatternSource, 1);
  const char *dataset;
  g_autofree char *path = cal_path_split_source (source, &dataset);

  self->name = g_strdup (source);
  self->slope = 1.0;
  self->read_block = block_read != NULL ? block_read : read_block;
  if (!find_dataset (self, path, dataset, is_transposed, job) &&
      !load (self, is_transposed, job, error))
    return NULL;
  if (self->n_rows >= G_MAXUINT32 || self->n_channels >= G_MAXUINT32 / 2) {
    refuse (error, CAL_ERROR_LIMIT, source, "too many observations or channels");
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
cal_pattern_source_free (CalPatternSource *self)
{
  g_clear_object (&self->table);
  g_clear_object (&self->volume);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self->path);
  g_free (self->dataset);
  g_free (self->channels);
  g_free (self);
}

/**
 * cal_pattern_source_get_table:
 *
 * Returns: (transfer none) (nullable): the table that the patterns are columns of
 */
CalTable *
cal_pattern_source_get_table (CalPatternSource *self)
{
  return self->table;
}

/**
 * cal_pattern_source_get_n_channels:
 *
 * Returns: how many there are, whichever region is chosen
 */
gsize
cal_pattern_source_get_n_channels (CalPatternSource *self)
{
  return self->n_channels;
}

/**
 * cal_pattern_source_choose:
 * @region: (nullable): NULL or one with no channels is all
 * @patterns: (out caller-allocates): the region's, as long as @self is there and no other is chosen
 */
void
cal_pattern_source_choose (CalPatternSource *self,
                           const CalChannelSet *region,
                           CalPatterns *patterns)
{
  gboolean has_region = region != NULL && region->channels != NULL;

  g_clear_pointer (&self->channels, g_free);
  if (has_region)
    self->channels = g_memdup2 (region->channels, region->n_channels * sizeof *region->channels);
  *patterns = (CalPatterns){
      .n_rows = self->n_rows,
      .n_channels = has_region ? region->n_channels : self->n_channels,
      .read = self->bytes != NULL ? read_memory : read_file,
      .data = self,
      .is_concurrent = self->bytes != NULL,
  };
}

static void
region_free (gpointer data)
{
  CalChannelSet *region = data;

  g_free (region->name);
  g_free (region->channels);
  g_free (region);
}

/* The value of each channel in the region file. */
static double *
read_roi (
    CalPatternSource *self, CalLoaded *loaded, const char *roi, CalLabels **labels, GError **error)
{
  GPtrArray *objects = cal_loaded_get_objects (loaded);
  GObject *object = objects->len > 0 ? objects->pdata[0] : NULL;
  double *values = g_new (double, self->n_channels);
  g_autofree char *found = NULL;

  if (CAL_IS_VOLUME (object) && self->volume != NULL) {
    const CalVolumeDesc *mask = cal_volume_get_desc (CAL_VOLUME (object));
    const CalVolumeDesc *desc = cal_volume_get_desc (self->volume);
    gboolean is_same = memcmp (mask->dims, desc->dims, sizeof mask->dims) == 0;

    for (int row = 0; row < 3; row++)
      for (int column = 0; column < 4; column++)
        is_same = is_same && fabs (mask->voxel_to_world.m[row][column] -
                                   desc->voxel_to_world.m[row][column]) < 1e-3;
    if (is_same) {
      for (gsize c = 0; c < self->n_channels; c++)
        values[c] =
            mask->slope * cal_dtype_read (mask->dtype, g_bytes_get_data (mask->voxels, NULL), c) +
            mask->intercept;
      *labels = mask->labels;
      return values;
    }
    refuse (error, CAL_ERROR_SPACE, roi, "lies on another grid than the patterns");
  } else if (CAL_IS_VECTOR (object) &&
             cal_vector_get_n_values (CAL_VECTOR (object)) == self->n_channels) {
    const CalVectorDesc *desc = cal_vector_get_desc (CAL_VECTOR (object));

    for (gsize c = 0; c < self->n_channels; c++)
      values[c] = cal_array_get_value (desc->values, c);
    *labels = desc->labels;
    return values;
  } else {
    found = g_strdup_printf (
        "no region for %" G_GSIZE_FORMAT " channels; expected %s", self->n_channels,
        self->volume != NULL ? "a volume on the grid of the patterns" : "a value a channel");
    refuse (error, CAL_ERROR_ARGUMENT, roi, found);
  }
  g_free (values);
  return NULL;
}

/* A region for each value that is not 0. */
static GPtrArray *
split_regions (const double *values, gsize n, CalLabels *labels, const char *stem)
{
  GPtrArray *regions = g_ptr_array_new_with_free_func (region_free);
  g_autoptr (GHashTable) lists = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gsize c = 0; c < n; c++) {
    gint32 key = (gint32) values[c];
    guint32 channel = (guint32) c;
    GArray *list;

    if (key == 0)
      continue;
    list = g_hash_table_lookup (lists, GINT_TO_POINTER (key));
    if (list == NULL) {
      list = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (lists, GINT_TO_POINTER (key), list);
      g_array_append_val (keys, key);
    }
    g_array_append_val (list, channel);
  }
  for (guint k = 0; k < keys->len; k++) {
    gint32 key = g_array_index (keys, gint32, k);
    GArray *list = g_hash_table_lookup (lists, GINT_TO_POINTER (key));
    const CalLabel *label = labels != NULL ? cal_labels_find (labels, key) : NULL;
    CalChannelSet *region = g_new0 (CalChannelSet, 1);

    region->name = label != NULL    ? g_strdup (label->name)
                   : keys->len == 1 ? g_strdup (stem)
                                    : g_strdup_printf ("%s %d", stem, key);
    region->n_channels = list->len;
    region->channels = (guint32 *) (gpointer) g_array_free (list, FALSE);
    g_ptr_array_add (regions, region);
  }
  return regions;
}

/**
 * cal_pattern_source_find_regions:
 * @roi: (nullable): a mask, or a file of labels, on the grid of the patterns or of a value a
 *   channel; NULL is all channels
 *
 * Returns: (transfer full) (element-type CalChannelSet): one for each value that is not 0, in the
 * order in which they first come; NULL with @error set
 */
GPtrArray *
cal_pattern_source_find_regions (CalPatternSource *self, const char *roi, GError **error)
{
  g_autoptr (GPtrArray) regions = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autofree double *values = NULL;
  g_autofree char *stem = NULL;
  CalLabels *labels = NULL;

  if (roi == NULL) {
    regions = g_ptr_array_new_with_free_func (region_free);
    g_ptr_array_add (regions, g_new0 (CalChannelSet, 1));
    return g_steal_pointer (&regions);
  }
  loaded = cal_format_load_source (roi, NULL, error);
  if (loaded == NULL)
    return NULL;
  values = read_roi (self, loaded, roi, &labels, error);
  if (values == NULL)
    return NULL;
  for (gsize c = 0; c < self->n_channels; c++)
    if (!(fabs (values[c]) < G_MAXINT32) || values[c] != floor (values[c])) {
      refuse (error, CAL_ERROR_ARGUMENT, roi,
              "has values that are not whole numbers; expected a mask or labels");
      return NULL;
    }
  stem = cal_path_dup_stem (roi);
  regions = split_regions (values, self->n_channels, labels, stem);
  if (regions->len == 0) {
    refuse (error, CAL_ERROR_ARGUMENT, roi, "is 0 everywhere");
    return NULL;
  }
  return g_steal_pointer (&regions);
}
