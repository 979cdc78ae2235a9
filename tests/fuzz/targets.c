/* targets.c - the table of what is fuzzed.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/cifti.h"
#include "io/delimited.h"
#include "io/freesurfer-annot.h"
#include "io/freesurfer-label.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-patch.h"
#include "io/freesurfer-surface.h"
#include "io/gifti.h"
#include "io/json-table.h"
#include "io/mat.h"
#include "io/mgh.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "io/npz.h"
#include "io/pickle.h"
#include "io/svg.h"
#include "tests/fuzz/fuzz.h"

const FuzzTarget fuzz_targets[] = {
    {"analyze", "input.hdr", cal_nifti_load, NULL, fuzz_seed_analyze},
    {"annot", "lh.input.annot", cal_freesurfer_annot_load, NULL, fuzz_seed_annot},
    {"ascii", "lh.input.asc", cal_freesurfer_ascii_load, NULL, fuzz_seed_ascii},
    {"block", "input", NULL, fuzz_read_block, fuzz_seed_block},
    {"cifti", "input.dscalar.nii", cal_cifti_load, NULL, fuzz_seed_cifti},
    {"gifti", "lh.input.gii", cal_gifti_load, NULL, fuzz_seed_gifti},
    {"hdf5", "input.h5", NULL, fuzz_read_hdf5, fuzz_seed_hdf5},
    {"json", "input.json", cal_json_table_load, NULL, fuzz_seed_json},
    {"journal", "input.journal", NULL, fuzz_read_journal, fuzz_seed_journal},
    {"label", "lh.input.label", cal_freesurfer_label_load, NULL, fuzz_seed_label},
    {"lut", "input.txt", NULL, fuzz_read_labels, fuzz_seed_labels},
    {"mat", "input.mat", cal_mat_load, NULL, fuzz_seed_mat},
    {"message", "input", NULL, fuzz_read_message, fuzz_seed_message},
    {"mgh", "input.mgh", cal_mgh_load, NULL, fuzz_seed_mgh},
    {"morph", "lh.input.curv", cal_freesurfer_morph_load, NULL, fuzz_seed_morph},
    {"nifti", "input.nii", cal_nifti_load, NULL, fuzz_seed_nifti},
    {"npy", "input.npy", cal_npy_load, NULL, fuzz_seed_npy},
    {"npz", "input.npz", cal_npz_load, NULL, fuzz_seed_npz},
    {"patch", "lh.input.patch", cal_freesurfer_patch_load, NULL, fuzz_seed_patch},
    {"picture", "input.png", NULL, fuzz_read_picture, fuzz_seed_picture},
    {"pickle", "input.pkl", cal_pickle_load, NULL, fuzz_seed_pickle},
    {"session", "input.calcarine", NULL, fuzz_read_session, fuzz_seed_session},
    {"sidecar", "input.calcarine.json", NULL, fuzz_read_sidecar, fuzz_seed_sidecar},
    {"surface", "lh.input", cal_freesurfer_surface_load, NULL, fuzz_seed_surface},
    {"svg", "input.svg", cal_svg_load, NULL, fuzz_seed_svg},
    {"table", "input.tsv", cal_delimited_load, NULL, fuzz_seed_table},
    {"torch", "input.pt", cal_torch_load, NULL, fuzz_seed_torch},
    {NULL},
};
