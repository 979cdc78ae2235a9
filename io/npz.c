/* npz.c - NumPy's .npz files: a zip archive of .npy files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npz.h"

#include <string.h>
#include <zip.h>

#include "io/array-vector.h"
#include "io/npy-header.h"
#include "io/zip-size.h"
#include "model/error.h"

#define READ_BYTES (16 * 1024 * 1024)

typedef zip_t Zip;
typedef zip_file_t ZipMember;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Zip, zip_discard)

static void
member_close (ZipMember *member)
{
  zip_fclose (member);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZipMember, member_close)

/**
 * cal_npz_sniff:
 *
 * A zip archive whose first member is called something.npy.
 */
gboolean
cal_npz_sniff (const CalSniff *sniff)
{
  const guint8 *head = sniff->head;
  gsize length;

  if (sniff->is_gzip || sniff->n_head < 34 || memcmp (head, "PK\003\004", 4) != 0)
    return FALSE;
  length = head[26] | (gsize) head[27] << 8;
  return length > 4 && 30 + length <= sniff->n_head &&
         memcmp (head + 30 + length - 4, ".npy", 4) == 0;
}

static Zip *
open_zip (const char *path, GError **error)
{
  int code = 0;
  Zip *zip = zip_open (path, ZIP_RDONLY, &code);

  if (zip == NULL) {
    zip_error_t reason;
    g_autofree char *name = g_filename_display_name (path);

    zip_error_init_with_code (&reason, code);
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", name, zip_error_strerror (&reason));
    zip_error_fini (&reason);
  }
  return zip;
}

/* Reads exactly @size bytes, looking up to be cancelled. */
static gboolean
read_exactly (
    ZipMember *member, guint8 *out, gsize size, const char *name, CalJob *job, GError **error)
{
  gsize done = 0;

  while (done < size) {
    zip_int64_t n;

    if (!cal_job_check (job, error))
      return FALSE;
    n = zip_fread (member, out + done, MIN (size - done, READ_BYTES));
    if (n <= 0) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: ends after %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes, or is damaged",
                   name, done, size);
      return FALSE;
    }
    done += (gsize) n;
    cal_job_report (job, (double) done / (double) size, NULL);
  }
  return TRUE;
}

/* Opens a member and reads its header, with the member left at the first element. */
static ZipMember *
open_member (Zip *zip,
             const char *archive,
             const zip_stat_t *status,
             const char *name,
             CalNpyHeader *header,
             CalJob *job,
             GError **error)
{
  g_autoptr (ZipMember) member = zip_fopen_index (zip, status->index, 0);
  g_autofree guint8 *head = g_malloc (CAL_NPY_MIN_SIZE);
  gsize length;

  if (member == NULL || status->size < CAL_NPY_MIN_SIZE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", name,
                 member == NULL ? zip_strerror (zip) : "too short for an array");
    return NULL;
  }
  if (!cal_zip_check_size (archive, status, error)) {
    g_prefix_error (error, "%s: ", name);
    return NULL;
  }
  if (!read_exactly (member, head, CAL_NPY_MIN_SIZE, name, job, error))
    return NULL;
  length = cal_npy_header_measure (head);
  if (length <= status->size) {
    head = g_realloc (head, length);
    if (!read_exactly (member, head + CAL_NPY_MIN_SIZE, length - CAL_NPY_MIN_SIZE, name, job,
                       error))
      return NULL;
  } else
    length = CAL_NPY_MIN_SIZE;
  return cal_npy_header_parse (head, length, name, header, error) ? g_steal_pointer (&member)
                                                                  : NULL;
}

/* "arr_0" of "arr_0.npy"; NULL if the member is no array. */
static char *
dup_array_name (const zip_stat_t *status)
{
  g_autofree char *name = NULL;

  if ((status->valid & ZIP_STAT_NAME) == 0 || (status->valid & ZIP_STAT_SIZE) == 0 ||
      !g_str_has_suffix (status->name, ".npy"))
    return NULL;
  name = g_strndup (status->name, strlen (status->name) - 4);
  return g_utf8_make_valid (name, -1);
}

static void
list_array (CalLoaded *loaded, char *name, const CalNpyHeader *header)
{
  CalDataset dataset = {.path = name,
                        .n_dims = header->n_dims,
                        .dtype = header->type.dtype,
                        .is_numeric = header->type.kind == CAL_NPY_NUMBERS,
                        .is_text = header->type.kind == CAL_NPY_TEXTS,
                        .type_name = header->type.name};

  memcpy (dataset.shape, header->shape, sizeof dataset.shape);
  cal_loaded_add_dataset (loaded, &dataset);
}

static gboolean
list_members (Zip *zip, CalLoaded *loaded, CalJob *job, GError **error)
{
  zip_int64_t n_members = zip_get_num_entries (zip, 0);

  for (zip_int64_t n = 0; n < n_members; n++) {
    g_auto (CalNpyHeader) header = {.fields = NULL};
    g_autofree char *name = NULL;
    g_autoptr (GError) failure = NULL;
    g_autoptr (ZipMember) member = NULL;
    zip_stat_t status;

    if (!cal_job_check (job, error))
      return FALSE;
    if (zip_stat_index (zip, (zip_uint64_t) n, 0, &status) != 0 ||
        (name = dup_array_name (&status)) == NULL)
      continue;
    member =
        open_member (zip, cal_loaded_get_path (loaded), &status, name, &header, NULL, &failure);
    if (member == NULL)
      cal_loaded_warn (loaded, "%s", failure->message);
    else
      list_array (loaded, name, &header);
  }
  return TRUE;
}

static GBytes *
read_member (Zip *zip,
             const char *archive,
             const zip_stat_t *status,
             const char *name,
             CalNpyHeader *header,
             CalJob *job,
             GError **error)
{
  g_autoptr (ZipMember) member = open_member (zip, archive, status, name, header, job, error);
  g_autofree guint8 *elements = NULL;

  if (member == NULL)
    return NULL;
  if (!cal_npy_header_can_read (header)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: holds %s; expected numbers, texts, or records in a row", name,
                 header->type.name);
    return NULL;
  }
  if (status->size - header->data_offset < header->data_size) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GSIZE_FORMAT " bytes of elements; its shape needs %" G_GSIZE_FORMAT,
                 name, (gsize) status->size - header->data_offset, header->data_size);
    return NULL;
  }
  elements = g_try_malloc (MAX (header->data_size, 1));
  if (elements == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" G_GSIZE_FORMAT " bytes do not fit in memory", name, header->data_size);
    return NULL;
  }
  if (!read_exactly (member, elements, header->data_size, name, job, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&elements), header->data_size);
}

/**
 * cal_npz_load:
 * @dataset: (nullable): the name of an array; without it they are listed
 *
 * A load function of #CalFormat.
 */
gboolean
cal_npz_load (const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autoptr (Zip) zip = open_zip (path, error);
  g_autofree char *display_name = g_filename_display_name (path), *name = NULL, *member_name = NULL;
  g_auto (CalNpyHeader) header = {.fields = NULL};
  g_autoptr (GBytes) elements = NULL;
  zip_stat_t status;

  if (zip == NULL)
    return FALSE;
  if (dataset == NULL)
    return list_members (zip, loaded, job, error);
  member_name = g_strconcat (dataset, ".npy", NULL);
  name = g_strdup_printf ("%s:%s", display_name, dataset);
  if (zip_stat (zip, member_name, 0, &status) != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: no array \"%s\"", display_name,
                 dataset);
    return FALSE;
  }
  elements = read_member (zip, path, &status, name, &header, job, error);
  return elements != NULL && cal_npy_header_add (&header, elements, dataset, loaded, error);
}
