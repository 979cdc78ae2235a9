/* cache.c - what was slow to read, kept on disk for the next time.
 *
 * One file for each path and dataset, in the person's cache folder: the block that the reader
 * process answered, and the stamps of all files that it looked at. If the stamps still hold the
 * block does; if only the time of the file is another, its content is compared by hash. Whatever is
 * wrong with a file of the cache, it is as if it were not there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <isa-l/crc64.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/content-hash.h"
#include "io/replace.h"

/* A block of another version of the readers is none. Raise it when a reader reads differently. */
#define VERSION 1

#define MOST_BYTES ((guint64) 2 << 30)
/* What is read faster than that is not kept, nor what takes too much room. */
#define SLOW_S 0.1
#define LARGEST_BLOCK ((gsize) 256 << 20)
/* Larger files are not hashed whole. */
#define LARGEST_FILE ((gint64) 64 << 20)

/* Hash of the content; path and stamp of every file that was asked for, the file itself first. */
#define HEAD_TYPE "(sa(ays))"
#define MOST_HEAD (1 << 20)

typedef struct {
  char magic[8];
  guint64 version;
  guint64 head_size;
  guint64 block_size;
  guint64 checksum; /* of head and block */
} Header;

static const char magic[8] = "CALCACHE";

typedef struct {
  char *path;
  char *dataset;
  char *stamp;
  GPtrArray *files;
  CalBlock *block;
} Keeping;

static GMutex lock; /* guards what follows */
static GThreadPool *keepers;

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "calcarine", "blocks", NULL);
}

static char *
dup_cache_path (const char *path, const char *dataset)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *key = g_strconcat (path, "\n", absolute, "\n", dataset, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_build_filename (folder, hash, NULL);
}

/**
 * cal_cache_dup_stamp:
 *
 * Returns: (transfer full): what changes when the file does: its size, time, and place on the disk
 */
char *
cal_cache_dup_stamp (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return g_strdup ("none");
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ".%09ld:%" G_GUINT64_FORMAT
                          ":%" G_GUINT64_FORMAT,
                          (gint64) status.st_size, (gint64) status.st_mtim.tv_sec,
                          status.st_mtim.tv_nsec, (guint64) status.st_ino, (guint64) status.st_dev);
}

static gboolean
read_exactly (int fd, void *out, gsize size)
{
  gsize done = 0;

  while (done < size) {
    gssize n = read (fd, (guint8 *) out + done, size - done);

    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }
  return TRUE;
}

static guint64
sum (guint64 before, const void *data, gsize size)
{
  return size > 0 ? crc64_ecma_refl (before, data, size) : before;
}

/* Whether the files are what they were. The file itself may have another time. */
static gboolean
check_files (GVariant *head)
{
  g_autoptr (GVariantIter) files = NULL;
  const char *hash, *path, *kept;
  gboolean is_first = TRUE;

  g_variant_get (head, "(&sa(ays))", &hash, &files);
  while (g_variant_iter_next (files, "(^&ay&s)", &path, &kept)) {
    g_autofree char *stamp = cal_cache_dup_stamp (path);
    g_autofree char *now = NULL;
    gsize size_length = strcspn (kept, ":") + 1;

    if (!g_str_equal (stamp, kept)) {
      if (!is_first || strncmp (stamp, kept, size_length) != 0)
        return FALSE;
      now = cal_content_hash_file (path, NULL);
      if (g_strcmp0 (now, hash) != 0)
        return FALSE;
    }
    is_first = FALSE;
  }
  return !is_first;
}

/* Files of the cache are read, not mapped: another program could cut them short. */
static GBytes *
read_block (int fd, const Header *header, guint64 checksum)
{
  g_autoptr (GBytes) bytes = NULL;
  void *data = NULL;

  if (posix_memalign (&data, 4096, header->block_size) != 0)
    return NULL;
  bytes = g_bytes_new_with_free_func (data, header->block_size, free, data);
  if (!read_exactly (fd, data, header->block_size) ||
      sum (checksum, data, header->block_size) != header->checksum)
    return NULL;
  return g_steal_pointer (&bytes);
}

static GBytes *
read_cached (int fd)
{
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) head = NULL;
  guint64 checksum;
  Header header;

  if (!read_exactly (fd, &header, sizeof header) ||
      memcmp (header.magic, magic, sizeof magic) != 0 || header.version != VERSION ||
      header.head_size > MOST_HEAD || header.block_size == 0 || header.block_size > LARGEST_BLOCK)
    return NULL;
  data = g_malloc (header.head_size + 1);
  if (!read_exactly (fd, data, header.head_size))
    return NULL;
  checksum = sum (0, data, header.head_size);
  bytes = g_bytes_new_take (g_steal_pointer (&data), header.head_size);
  head = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (HEAD_TYPE), bytes, FALSE));
  if (!g_variant_is_normal_form (head) || !check_files (head))
    return NULL;
  return read_block (fd, &header, checksum);
}

/**
 * cal_cache_find:
 * @dataset: (nullable)
 *
 * From any thread.
 *
 * Returns: (transfer full) (nullable): what reading the file gave, if that is kept and still holds
 */
CalBlock *
cal_cache_find (const char *path, const char *dataset)
{
  g_autofree char *cache_path = dup_cache_path (path, dataset);
  int fd = g_open (cache_path, O_RDONLY | O_CLOEXEC, 0);
  g_autoptr (GBytes) bytes = NULL;

  if (fd < 0)
    return NULL;
  bytes = read_cached (fd);
  /* Those that were used last are thrown away last. */
  if (bytes != NULL)
    futimens (fd, NULL);
  close (fd);
  return bytes != NULL ? cal_block_new (bytes, NULL) : NULL;
}

typedef struct {
  char *path;
  guint64 size;
  gint64 time;
} Kept;

static void
clear_kept (gpointer data)
{
  g_free (((Kept *) data)->path);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const Kept *) a)->time, other = ((const Kept *) b)->time;

  return (one > other) - (one < other);
}

/* Deletes those that were used longest ago until there is room. */
static void
make_room (guint64 most_bytes)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Kept));
  guint64 total = 0;
  const char *name;

  g_array_set_clear_func (all, clear_kept);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    Kept one = {g_build_filename (folder, name, NULL)};
    struct stat status;

    if (stat (one.path, &status) == 0) {
      one.size = (guint64) status.st_size;
      one.time = (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    }
    total += one.size;
    g_array_append_val (all, one);
  }
  g_array_sort (all, compare_times);
  for (guint n = 0; n < all->len && total > most_bytes; n++) {
    const Kept *one = &g_array_index (all, Kept, n);

    g_unlink (one->path);
    total -= one->size;
  }
}

static void
keeping_free (Keeping *self)
{
  g_free (self->path);
  g_free (self->dataset);
  g_free (self->stamp);
  g_ptr_array_unref (self->files);
  g_object_unref (self->block);
  g_free (self);
}

static GVariant *
make_head (const Keeping *self, const char *hash)
{
  g_auto (GVariantBuilder) files = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ays)"));

  g_variant_builder_add (&files, "(^ays)", self->path, self->stamp);
  for (guint n = 0; n < self->files->len; n++) {
    const char *path = self->files->pdata[n];
    g_autofree char *stamp = cal_cache_dup_stamp (path);

    if (!g_str_equal (path, self->path))
      g_variant_builder_add (&files, "(^ays)", path, stamp);
  }
  return g_variant_new ("(s@a(ays))", hash, g_variant_builder_end (&files));
}

static void
write_cached (const Keeping *self, const char *hash)
{
  g_autofree char *cache_path = dup_cache_path (self->path, self->dataset);
  g_autofree char *folder = g_path_get_dirname (cache_path);
  g_autoptr (GVariant) head = g_variant_ref_sink (make_head (self, hash));
  g_autoptr (GBytes) head_bytes = g_variant_get_data_as_bytes (head);
  GBytes *block = cal_block_get_bytes (self->block);
  Header header = {.version = VERSION};
  g_autoptr (CalReplace) replace = NULL;
  gsize block_size;
  const void *head_data = g_bytes_get_data (head_bytes, NULL);
  const void *block_data = g_bytes_get_data (block, &block_size);

  memcpy (header.magic, magic, sizeof magic);
  header.head_size = g_bytes_get_size (head_bytes);
  header.block_size = block_size;
  header.checksum = sum (sum (0, head_data, header.head_size), block_data, block_size);
  if (header.head_size > MOST_HEAD || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  replace = cal_replace_begin (cache_path, NULL);
  if (replace != NULL && cal_replace_write (replace, &header, sizeof header, NULL) &&
      cal_replace_write (replace, head_data, header.head_size, NULL) &&
      cal_replace_write (replace, block_data, block_size, NULL))
    cal_replace_commit (replace, NULL);
}

/* On a thread of its own. A file that has changed since it was read is left out. */
static void
keep (gpointer data, gpointer user_data)
{
  Keeping *self = data;
  g_autofree char *hash = cal_content_hash_file (self->path, NULL);
  g_autofree char *stamp = cal_cache_dup_stamp (self->path);

  if (hash != NULL && g_str_equal (stamp, self->stamp)) {
    write_cached (self, hash);
    make_room (MOST_BYTES);
  }
  keeping_free (self);
}

/**
 * cal_cache_keep:
 * @dataset: (nullable)
 * @stamp: of the file before it was read
 * @files: all that were asked for when it was read
 * @block: what reading it gave
 * @seconds: that it took
 *
 * Keeps the block, if that is worth it, on another thread.
 */
void
cal_cache_keep (const char *path,
                const char *dataset,
                const char *stamp,
                GPtrArray *files,
                CalBlock *block,
                double seconds)
{
  Keeping *keeping;

  if (seconds < SLOW_S || g_bytes_get_size (cal_block_get_bytes (block)) > LARGEST_BLOCK ||
      g_ascii_strtoll (stamp, NULL, 10) > LARGEST_FILE)
    return;
  keeping = g_new (Keeping, 1);
  *keeping = (Keeping){g_strdup (path), g_strdup (dataset), g_strdup (stamp),
                       g_ptr_array_ref (files), g_object_ref (block)};
  g_mutex_lock (&lock);
  if (keepers == NULL)
    keepers = g_thread_pool_new (keep, NULL, 1, FALSE, NULL);
  g_thread_pool_push (keepers, keeping, NULL);
  g_mutex_unlock (&lock);
}

/**
 * cal_cache_flush:
 *
 * Waits until all that is being kept is on disk.
 */
void
cal_cache_flush (void)
{
  g_mutex_lock (&lock);
  if (keepers != NULL)
    g_thread_pool_free (keepers, FALSE, TRUE);
  keepers = NULL;
  g_mutex_unlock (&lock);
}

/**
 * cal_cache_clear:
 *
 * Deletes all that is kept.
 */
void
cal_cache_clear (void)
{
  make_room (0);
}
