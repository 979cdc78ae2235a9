/* folder.c - which files of a folder can be opened, and which are left alone.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/folder.h"

#include <string.h>

#include "io/format.h"
#include "io/layouts/layout.h"
#include "io/picture.h"
#include "model/error.h"

#define MAX_DEPTH 8
#define MAX_ENTRIES 100000
/* More files of one kind in one folder are named together. */
#define MAX_NAMED 3

struct _CalFolder {
  GObject parent_instance;

  GPtrArray *files;
  GPtrArray *pictures;
  GPtrArray *tables;
  GPtrArray *findings;
  GPtrArray *left_alone;
};

G_DEFINE_FINAL_TYPE (CalFolder, cal_folder, G_TYPE_OBJECT)

static void
cal_folder_finalize (GObject *object)
{
  CalFolder *self = CAL_FOLDER (object);

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->left_alone, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_folder_parent_class)->finalize (object);
}

static void
cal_folder_class_init (CalFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_folder_finalize;
}

static void
cal_folder_init (CalFolder *self)
{
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) cal_findings_free);
  self->left_alone = g_ptr_array_new_with_free_func (g_free);
}

/* The walk: what has been seen, and the files of the folder at hand that no format knows. */
typedef struct {
  CalFolder *folder;
  const char *root;
  CalJob *job;
  guint n_entries;
  GHashTable *used; /* paths that layouts have made parts of */
} Walk;

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static const char *
relative_to (const char *root, const char *path)
{
  const char *relative = path + strlen (root);

  while (*relative == G_DIR_SEPARATOR)
    relative++;
  return *relative != '\0' ? relative : path;
}

G_GNUC_PRINTF (3, 4)
static void
leave_alone (Walk *walk, const char *path, const char *why, ...)
{
  g_autofree char *display_name = g_filename_display_name (relative_to (walk->root, path));
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, why);
  reason = g_strdup_vprintf (why, args);
  va_end (args);
  g_ptr_array_add (walk->folder->left_alone, g_strdup_printf ("%s - %s", display_name, reason));
}

/* The image of a header is read with it, and a sidecar with what it lies beside. */
static gboolean
belongs_to_another (const char *path)
{
  static const struct {
    const char *suffix, *owner;
  } pairs[] = {{".img", ".hdr"}, {".img.gz", ".hdr.gz"}, {".calcarine.json", ""}};

  for (gsize n = 0; n < G_N_ELEMENTS (pairs); n++)
    if (g_str_has_suffix (path, pairs[n].suffix)) {
      g_autofree char *stem = g_strndup (path, strlen (path) - strlen (pairs[n].suffix));
      g_autofree char *owner = g_strconcat (stem, pairs[n].owner, NULL);

      if (g_file_test (owner, G_FILE_TEST_IS_REGULAR))
        return TRUE;
    }
  return FALSE;
}

static const char *
suffix_of (const char *path)
{
  const char *base = strrchr (path, G_DIR_SEPARATOR);
  const char *dot = strrchr (base != NULL ? base : path, '.');

  return dot != NULL ? dot : "";
}

/* One line for each file, or one for all that end alike where there are many. */
static void
report (Walk *walk, const char *path, GPtrArray *files, const char *why)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint n = 0; n < files->len; n++) {
    const char *suffix = suffix_of (files->pdata[n]);

    g_hash_table_insert (
        counts, (gpointer) suffix,
        GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, suffix)) + 1));
  }
  for (guint n = 0; n < files->len; n++) {
    const char *suffix = suffix_of (files->pdata[n]);
    guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, suffix));

    if (count <= MAX_NAMED)
      leave_alone (walk, files->pdata[n], "%s", why);
    else if (g_hash_table_add (told, (gpointer) suffix))
      leave_alone (walk, path, "%u files %s %s", count,
                   suffix[0] != '\0' ? suffix : "without a suffix", why);
  }
}

static gboolean
is_table (const char *path)
{
  const char *suffix = suffix_of (path);

  return g_ascii_strcasecmp (suffix, ".csv") == 0 || g_ascii_strcasecmp (suffix, ".tsv") == 0;
}

static gboolean
sort_file (Walk *walk, const char *path, GPtrArray *unknown, GPtrArray *shy, GError **error)
{
  g_autoptr (GError) failure = NULL;
  const CalFormat *format;

  if (!cal_job_check (walk->job, error))
    return FALSE;
  if (belongs_to_another (path))
    return TRUE;
  format = cal_format_find (path, &failure);
  if (format != NULL && !format->is_shy)
    g_ptr_array_add (walk->folder->files, g_strdup (path));
  else if (format != NULL && is_table (path))
    g_ptr_array_add (walk->folder->tables, g_strdup (path));
  else if (format != NULL)
    g_ptr_array_add (shy, g_strdup (path));
  else if (cal_picture_is (path))
    g_ptr_array_add (walk->folder->pictures, g_strdup (path));
  else if (g_error_matches (failure, CAL_ERROR, CAL_ERROR_UNSUPPORTED))
    g_ptr_array_add (unknown, g_strdup (path));
  else
    leave_alone (walk, path, "%s", failure->message);
  return TRUE;
}

static gboolean walk_folder (Walk *walk, const char *path, guint depth, GError **error);

/* Whether a layout of a folder above has made parts of a file in here, or further down. */
static gboolean
is_partly_used (Walk *walk, const char *path)
{
  g_autofree char *prefix = g_strconcat (path, G_DIR_SEPARATOR_S, NULL);

  for (guint n = 0; n < walk->folder->findings->len; n++) {
    GPtrArray *used = ((CalFindings *) walk->folder->findings->pdata[n])->used;

    for (guint u = 0; u < used->len; u++)
      if (g_str_has_prefix (used->pdata[u], prefix))
        return TRUE;
  }
  return FALSE;
}

/* What a known system wrote here; its files are not looked at one by one. */
static gboolean
find_layout (Walk *walk, const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  CalFindings *findings = NULL;

  if (is_partly_used (walk, path))
    return TRUE;
  findings = cal_layouts_find_in_folder (path, walk->job, &failure);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (failure != NULL)
    leave_alone (walk, path, "%s", failure->message);
  if (findings != NULL) {
    g_ptr_array_add (walk->folder->findings, findings);
    for (guint n = 0; n < findings->used->len; n++)
      g_hash_table_add (walk->used, findings->used->pdata[n]);
  }
  return TRUE;
}

/* Whether a layout has made parts of a file, or of all that is in a folder. */
static gboolean
is_used (Walk *walk, const char *path)
{
  return g_hash_table_contains (walk->used, path);
}

static gboolean
walk_entries (
    Walk *walk, GPtrArray *entries, guint depth, GPtrArray *unknown, GPtrArray *shy, GError **error)
{
  for (guint n = 0; n < entries->len; n++) {
    const char *entry = entries->pdata[n];
    gboolean is_folder = g_file_test (entry, G_FILE_TEST_IS_DIR);

    if (is_used (walk, entry))
      continue;
    if (is_folder && g_file_test (entry, G_FILE_TEST_IS_SYMLINK))
      leave_alone (walk, entry, "a link to a folder");
    else if (is_folder && depth + 1 >= MAX_DEPTH)
      leave_alone (walk, entry, "more than %d folders deep", MAX_DEPTH);
    else if (is_folder) {
      if (!walk_folder (walk, entry, depth + 1, error))
        return FALSE;
    } else if (!g_file_test (entry, G_FILE_TEST_IS_REGULAR))
      leave_alone (walk, entry, "not a regular file");
    else if (!sort_file (walk, entry, unknown, shy, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk_folder (Walk *walk, const char *path, guint depth, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDir) directory = g_dir_open (path, 0, &failure);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) shy = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (directory == NULL && depth > 0) {
    leave_alone (walk, path, "%s", failure->message);
    return TRUE;
  }
  if (directory == NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  while ((name = g_dir_read_name (directory)) != NULL) {
    if (name[0] == '.')
      continue;
    if (++walk->n_entries > MAX_ENTRIES) {
      g_autofree char *display_name = g_filename_display_name (walk->root);

      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                   "%s: more than %d files and folders; open a folder further down", display_name,
                   MAX_ENTRIES);
      return FALSE;
    }
    g_ptr_array_add (entries, g_build_filename (path, name, NULL));
  }
  g_ptr_array_sort (entries, compare_paths);
  if (!find_layout (walk, path, error) || !walk_entries (walk, entries, depth, unknown, shy, error))
    return FALSE;
  report (walk, path, unknown, "of no known format");
  report (walk, path, shy, "read when named");
  return TRUE;
}

/**
 * cal_folder_scan:
 * @path: a folder
 * @job: (nullable): to cancel
 *
 * Looks at the first bytes of every file, hidden ones apart, in the folder and below it; links to
 * folders are not followed. From any thread.
 *
 * Returns: (transfer full): what is there; NULL with G_FILE_ERROR if the folder cannot be read, or
 *   CAL_ERROR_LIMIT if it holds too much
 */
CalFolder *
cal_folder_scan (const char *path, CalJob *job, GError **error)
{
  g_autoptr (CalFolder) self = g_object_new (CAL_TYPE_FOLDER, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  Walk walk = {self, path, job, 0, used};

  if (!walk_folder (&walk, path, 0, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cal_folder_get_files:
 *
 * Returns: (transfer none) (element-type filename): what can be opened, sorted by path
 */
GPtrArray *
cal_folder_get_files (CalFolder *self)
{
  return self->files;
}

/**
 * cal_folder_get_pictures:
 *
 * Returns: (transfer none) (element-type filename): PNG and JPEG files, sorted by path: perhaps
 * what was shown in the scanner
 */
GPtrArray *
cal_folder_get_pictures (CalFolder *self)
{
  return self->pictures;
}

/**
 * cal_folder_get_tables:
 *
 * Returns: (transfer none) (element-type filename): delimited text, sorted by path, which is worth
 *   reading where it tells of something else
 */
GPtrArray *
cal_folder_get_tables (CalFolder *self)
{
  return self->tables;
}

/**
 * cal_folder_get_findings:
 *
 * Returns: (transfer none) (element-type CalFindings): what layouts found in it and in folders
 *   below; the files they use are in none of the other lists
 */
GPtrArray *
cal_folder_get_findings (CalFolder *self)
{
  return self->findings;
}

/**
 * cal_folder_get_left_alone:
 *
 * Returns: (transfer none) (element-type utf8): "FILE - why", for the person
 */
GPtrArray *
cal_folder_get_left_alone (CalFolder *self)
{
  return self->left_alone;
}
