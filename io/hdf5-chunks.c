/* hdf5-chunks.c - where in an HDF5 file the chunks of a dataset lie.
 *
 * libhdf5 1.10 does not tell but by counting from the first chunk every time. A trial of NSD's
 * betas needs two bytes of each of seven hundred thousand chunks, which the library takes ten
 * seconds and gigabytes to gather. So the index that old libraries and MATLAB write, a B-tree of
 * version 1, is read here; for any other nothing is found, and the library does the reading.
 * Format: HDF5 File Format Specification 3.0, III.A.1 and IV.A.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-chunks.h"

#include <string.h>
#include <unistd.h>

#include "model/memory.h"

#define MAX_CHUNKS ((guint64) 1 << 24)
#define MAX_HEADER_BYTES 65536
#define MAX_BLOCKS 64

enum {
  MESSAGE_LAYOUT = 0x0008,
  MESSAGE_CONTINUATION = 0x0010,
};

typedef struct {
  const CalHdf5Part *part;
  int fd;
  guint64 base;
  guint n_dims;
  guint64 grid[CAL_ARRAY_MAX_DIMS]; /* chunks along each dimension */
  guint64 n_chunks;
  guint64 chunk_bytes;
  guint64 *places;
  guint64 n_nodes;
  CalJob *job;
} Search;

static gboolean
read_bytes (const Search *self, guint64 at, void *out, gsize size)
{
  return at <= G_MAXINT64 - self->base - size &&
         pread (self->fd, out, size, (off_t) (self->base + at)) == (gssize) size;
}

static guint64
get_number (const guint8 *bytes, guint size)
{
  guint64 number = 0;

  for (guint n = 0; n < size; n++)
    number |= (guint64) bytes[n] << 8 * n;
  return number;
}

/* The address of the B-tree, if the message is of a chunked dataset with these chunks. */
static gboolean
read_layout (const Search *self, const guint8 *message, gsize size, guint64 *tree)
{
  const guint8 *lengths = message + 11;

  if (size < 11 + 4 * (gsize) (self->n_dims + 1) || message[0] != 3 || message[1] != 2 ||
      message[2] != self->n_dims + 1)
    return FALSE;
  for (guint d = 0; d < self->n_dims; d++)
    if (get_number (lengths + 4 * d, 4) != self->part->chunk[d])
      return FALSE;
  *tree = get_number (message + 3, 8);
  return TRUE;
}

/* Looks through the messages of a dataset's header, of version 1. */
static gboolean
find_tree (const Search *self, guint64 header, guint64 *tree)
{
  guint64 at[MAX_BLOCKS] = {header + 16}, sizes[MAX_BLOCKS];
  g_autofree guint8 *block = g_malloc (MAX_HEADER_BYTES);
  guint8 prefix[16];
  guint n_blocks = 1;

  if (!read_bytes (self, header, prefix, sizeof prefix) || prefix[0] != 1)
    return FALSE;
  sizes[0] = get_number (prefix + 8, 4);
  for (guint b = 0; b < n_blocks; b++) {
    gsize message = 0, size;

    if (sizes[b] > MAX_HEADER_BYTES || !read_bytes (self, at[b], block, sizes[b]))
      return FALSE;
    for (; message + 8 <= sizes[b]; message += 8 + size) {
      const guint8 *data = block + message + 8;
      guint64 type = get_number (block + message, 2);

      size = get_number (block + message + 2, 2);
      if (size > sizes[b] - message - 8)
        return FALSE;
      if (type == MESSAGE_LAYOUT)
        return read_layout (self, data, size, tree);
      if (type == MESSAGE_CONTINUATION && size >= 16 && n_blocks < MAX_BLOCKS) {
        at[n_blocks] = get_number (data, 8);
        sizes[n_blocks++] = get_number (data + 8, 8);
      }
    }
  }
  return FALSE;
}

/* A chunk as a leaf has it: how large it is, which filters were left out, its first element. */
static gboolean
take_chunk (Search *self, const guint8 *key, guint64 at)
{
  guint64 index = 0;

  if (get_number (key, 4) != self->chunk_bytes)
    return FALSE;
  for (guint d = 0; d < self->n_dims; d++) {
    guint64 first = get_number (key + 8 + 8 * d, 8);

    if (first % self->part->chunk[d] != 0 || first / self->part->chunk[d] >= self->grid[d])
      return FALSE;
    index = index * self->grid[d] + first / self->part->chunk[d];
  }
  self->places[index] = self->base + at;
  return TRUE;
}

/* Every node lies a level below the one that names it, so that it ends; and there are no more nodes
 * than chunks. */
static gboolean
read_node (Search *self, guint64 at, int level)
{
  gsize key_size = 8 + 8 * (gsize) (self->n_dims + 1), size;
  guint8 head[24];
  g_autofree guint8 *entries = NULL;
  guint n_entries;

  if (++self->n_nodes > self->n_chunks + 16 || !read_bytes (self, at, head, sizeof head) ||
      memcmp (head, "TREE", 4) != 0 || head[4] != 1 || (level >= 0 && head[5] != level))
    return FALSE;
  if (self->n_nodes % 1024 == 0)
    cal_job_report (self->job, 0.0, NULL);
  n_entries = (guint) get_number (head + 6, 2);
  size = n_entries * (key_size + 8);
  entries = g_malloc (MAX (size, 1));
  if (!read_bytes (self, at + sizeof head, entries, size))
    return FALSE;
  for (guint n = 0; n < n_entries; n++) {
    const guint8 *key = entries + n * (key_size + 8);
    guint64 child = get_number (key + key_size, 8);

    if (!(head[5] == 0 ? take_chunk (self, key, child) : read_node (self, child, head[5] - 1)))
      return FALSE;
  }
  return TRUE;
}

/* What the library says of the file, and where the dataset's header is. */
static gboolean
find_header (Search *self, guint64 *header)
{
  H5O_info_t info;
  hid_t file = H5Iget_file_id (self->part->object), creation = H5Fget_create_plist (file);
  size_t address_size = 0, length_size = 0;
  hsize_t base = 0;
  gboolean ok = H5Pget_sizes (creation, &address_size, &length_size) >= 0 &&
                H5Pget_userblock (creation, &base) >= 0 &&
                H5Oget_info2 (self->part->object, &info, H5O_INFO_BASIC) >= 0;

  H5Pclose (creation);
  H5Fclose (file);
  H5Eclear2 (H5E_DEFAULT);
  self->base = base;
  *header = ok ? info.addr : 0;
  return ok && address_size == 8 && length_size == 8;
}

/**
 * cal_hdf5_find_chunks:
 * @part: of a chunked dataset with no filters
 * @fd: of the file that it is in
 * @dims: of all of the dataset
 * @job: (nullable)
 *
 * Returns: (transfer full) (nullable): for each chunk, the last dimension fastest, where its
 *   elements begin in the file, or CAL_HDF5_NO_CHUNK; NULL if the index is none that is known here,
 *   or makes no sense
 */
guint64 *
cal_hdf5_find_chunks (const CalHdf5Part *part, int fd, const hsize_t *dims, CalJob *job)
{
  Search search = {.part = part,
                   .fd = fd,
                   .n_dims = (guint) part->n_dims,
                   .n_chunks = 1,
                   .chunk_bytes = 1,
                   .job = job};
  hid_t type = H5Dget_type (part->object);
  guint64 header, tree;

  search.chunk_bytes = H5Tget_size (type);
  H5Tclose (type);
  for (int d = 0; d < part->n_dims; d++) {
    search.grid[d] = (dims[d] + part->chunk[d] - 1) / part->chunk[d];
    search.n_chunks = cal_size_times (search.n_chunks, search.grid[d]);
    search.chunk_bytes = cal_size_times (search.chunk_bytes, part->chunk[d]);
  }
  if (search.n_chunks > MAX_CHUNKS || !find_header (&search, &header) ||
      !find_tree (&search, header, &tree))
    return NULL;
  search.places = g_new (guint64, search.n_chunks);
  memset (search.places, 0xff, search.n_chunks * sizeof *search.places);
  if (tree == G_MAXUINT64 || read_node (&search, tree, -1))
    return search.places;
  g_free (search.places);
  return NULL;
}
