/* pickle.c - files of Python's pickles: .pkl, and PyTorch's .pt.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/pickle.h"

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#include "io/contents.h"
#include "io/pickle-value.h"
#include "io/zip-size.h"
#include "model/error.h"

#define MAX_SIZE ((goffset) 2 * 1024 * 1024 * 1024)
typedef zip_t Zip;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Zip, zip_discard)

/**
 * cal_pickle_sniff:
 *
 * Protocols from 2 on say so; those before have no signature, and go by name.
 */
gboolean
cal_pickle_sniff (const CalSniff *sniff)
{
  g_autofree char *lower = g_ascii_strdown (sniff->path, -1);

  if (sniff->n_head < 2)
    return FALSE;
  return (sniff->head[0] == 0x80 && sniff->head[1] >= 2 && sniff->head[1] <= 5) ||
         (strchr ("(]}c", sniff->head[0]) != NULL && sniff->head[0] != '\0' &&
          (g_str_has_suffix (lower, ".pkl") || g_str_has_suffix (lower, ".pickle")));
}

/**
 * cal_pickle_add:
 * @pickle: its bytes
 * @dataset: (nullable): "/parcels[3]"
 *
 * For formats that have a pickle in them: arrays of Python objects.
 *
 * Returns: FALSE with @error set, with no file name in it
 */
gboolean
cal_pickle_add (GBytes *pickle, const char *dataset, CalLoaded *loaded, GError **error)
{
  g_autoptr (CalPickle) machine = cal_pickle_new (pickle, NULL, NULL, error);

  return machine != NULL &&
         cal_pickle_add_value (cal_pickle_get_root (machine), dataset, loaded, error);
}

static gboolean
check_size (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0 || status.st_size <= MAX_SIZE)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
               "%s: a pickle of %" G_GINT64_FORMAT " bytes; expected at most %" G_GINT64_FORMAT,
               path, (gint64) status.st_size, (gint64) MAX_SIZE);
  return FALSE;
}

/**
 * cal_pickle_load:
 * @dataset: (nullable): a path into what the pickle holds: "/lh/r", "/parcels[3]"
 *
 * A load function of #CalFormat. Nothing of the pickle is run.
 */
gboolean
cal_pickle_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  g_autoptr (GBytes) bytes = check_size (path, error) ? cal_contents_read (path, error) : NULL;

  if (bytes == NULL)
    return FALSE;
  if (cal_pickle_add (bytes, dataset, loaded, error))
    return TRUE;
  g_prefix_error (error, "%s: ", display_name);
  return FALSE;
}

/**
 * cal_torch_sniff:
 *
 * A zip archive whose first member is STEM/data.pkl.
 */
gboolean
cal_torch_sniff (const CalSniff *sniff)
{
  const guint8 *head = sniff->head;
  gsize length;

  if (sniff->is_gzip || sniff->n_head < 40 || memcmp (head, "PK\003\004", 4) != 0)
    return FALSE;
  length = head[26] | (gsize) head[27] << 8;
  return length >= 9 && 30 + length <= sniff->n_head &&
         memcmp (head + 30 + length - 9, "/data.pkl", 9) == 0;
}

/* The members of an archive below one folder. */
typedef struct {
  const char *path;
  Zip *zip;
  char *stem;
  CalJob *job;
} Archive;

static GBytes *
read_member (Archive *self, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (self->stem, name, NULL);
  g_autofree guint8 *bytes = NULL;
  zip_stat_t status;
  zip_file_t *member;
  gboolean sound;

  if (zip_stat (self->zip, path, 0, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0) {
    cal_pickle_fail (error, "whose archive has no %s", name);
    return NULL;
  }
  if (!cal_zip_check_size (self->path, &status, error)) {
    g_prefix_error (error, "%s: ", name);
    return NULL;
  }
  if (status.size > (zip_uint64_t) MAX_SIZE ||
      (bytes = g_try_malloc (MAX (status.size, 1))) == NULL) {
    cal_pickle_fail (error, "with %" G_GUINT64_FORMAT " bytes in %s that do not fit in memory",
                     (guint64) status.size, name);
    return NULL;
  }
  member = zip_fopen_index (self->zip, status.index, 0);
  sound = member != NULL && zip_fread (member, bytes, status.size) == (zip_int64_t) status.size &&
          cal_job_check (self->job, NULL);
  if (member != NULL)
    zip_fclose (member);
  if (!sound) {
    cal_pickle_fail (error, "whose %s is damaged", name);
    return NULL;
  }
  return g_bytes_new_take (g_steal_pointer (&bytes), status.size);
}

static GBytes *
get_storage (const char *key, gpointer user_data, GError **error)
{
  g_autofree char *name = g_strconcat ("/data/", key, NULL);

  return read_member (user_data, name, error);
}

static gboolean
load_archive (Archive *self, const char *dataset, CalLoaded *loaded, GError **error)
{
  g_autoptr (GBytes) pickle = NULL;
  g_autoptr (CalPickle) machine = NULL;
  const char *first = zip_get_name (self->zip, 0, 0);

  if (first == NULL || !g_str_has_suffix (first, "/data.pkl"))
    return cal_pickle_fail (error, "whose archive has no data.pkl");
  self->stem = g_strndup (first, strlen (first) - strlen ("/data.pkl"));
  pickle = read_member (self, "/data.pkl", error);
  machine = pickle != NULL ? cal_pickle_new (pickle, get_storage, self, error) : NULL;
  return machine != NULL &&
         cal_pickle_add_value (cal_pickle_get_root (machine), dataset, loaded, error);
}

/**
 * cal_torch_load:
 * @dataset: (nullable): as cal_pickle_load()
 *
 * A load function of #CalFormat: tensors, and dictionaries and lists of them.
 */
gboolean
cal_torch_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  int code = 0;
  g_autoptr (Zip) zip = zip_open (path, ZIP_RDONLY, &code);
  Archive archive = {path, zip, NULL, job};
  gboolean sound;

  if (zip == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: a zip archive that is damaged",
                 display_name);
    return FALSE;
  }
  sound = load_archive (&archive, dataset, loaded, error);
  g_free (archive.stem);
  if (!sound)
    g_prefix_error (error, "%s: ", display_name);
  return sound;
}
