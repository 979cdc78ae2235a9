/* fuzz.h - what is fuzzed: each reader fed with bytes, and seeds for it made by our writers.
 *
 * The same targets run in three ways: under libFuzzer (fuzz.c), and in the tests on their seeds and
 * on files that once broke them (replay.c). An input is a file in memory; no disk is touched.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

/**
 * FuzzTarget:
 * @name: of its folder of seeds
 * @file: what the input is called, as some readers look at the name
 * @load: (nullable): a reader of a format
 * @read: (nullable): anything else, instead of @load; gets the path of the input
 * @make_seeds: writes sound files into a folder
 */
typedef struct {
  const char *name;
  const char *file;
  gboolean (*load) (
      const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
  void (*read) (const char *path);
  void (*make_seeds) (const char *folder);
} FuzzTarget;

extern const FuzzTarget fuzz_targets[];

const FuzzTarget *fuzz_target_find (const char *name);
void fuzz_target_run (const FuzzTarget *self, const guint8 *data, gsize size);
void fuzz_target_make_seeds (const FuzzTarget *self, const char *folder);

/* The input under another name, for a target that reads it twice. */
char *fuzz_dup_input_path (const char *name);

/* Everything that came out of a file is looked at (look.c). */
void fuzz_look_at_loaded (CalLoaded *loaded);
double fuzz_take_sum (void);
void fuzz_look_at_labels (CalLabels *labels);
void fuzz_look_at_text (const char *text);
void fuzz_look_at_outcome (gboolean succeeded, const GError *error);

/* Readers that are no format (readers.c). */
void fuzz_read_block (const char *path);
void fuzz_read_contents (const char *path);
void fuzz_read_hdf5 (const char *path);
void fuzz_read_journal (const char *path);
void fuzz_read_labels (const char *path);
void fuzz_read_message (const char *path);
void fuzz_read_picture (const char *path);
void fuzz_read_session (const char *path);
void fuzz_read_sidecar (const char *path);

/* Sound files (seeds-*.c). */
void fuzz_seed_analyze (const char *folder);
void fuzz_seed_annot (const char *folder);
void fuzz_seed_ascii (const char *folder);
void fuzz_seed_block (const char *folder);
void fuzz_seed_cifti (const char *folder);
void fuzz_seed_gifti (const char *folder);
void fuzz_seed_hdf5 (const char *folder);
void fuzz_seed_json (const char *folder);
void fuzz_seed_journal (const char *folder);
void fuzz_seed_label (const char *folder);
void fuzz_seed_labels (const char *folder);
void fuzz_seed_mat (const char *folder);
void fuzz_seed_message (const char *folder);
void fuzz_seed_mgh (const char *folder);
void fuzz_seed_morph (const char *folder);
void fuzz_seed_nifti (const char *folder);
void fuzz_seed_npy (const char *folder);
void fuzz_seed_npz (const char *folder);
void fuzz_seed_patch (const char *folder);
void fuzz_seed_pickle (const char *folder);
void fuzz_seed_picture (const char *folder);
void fuzz_seed_session (const char *folder);
void fuzz_seed_sidecar (const char *folder);
void fuzz_seed_surface (const char *folder);
void fuzz_seed_svg (const char *folder);
void fuzz_seed_table (const char *folder);
void fuzz_seed_torch (const char *folder);

G_END_DECLS
