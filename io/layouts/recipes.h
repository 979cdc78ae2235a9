/* recipes.h - the recipes of the table in layout.c, one file each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

gboolean cal_bdata_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean
cal_bundle_find_parts (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean
cal_algonauts_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_attention_maps_find_in_file (CalLoaded *loaded,
                                          CalFindings *findings,
                                          CalJob *job,
                                          GError **error);
gboolean cal_attention_maps_find_in_folder (const char *folder,
                                            CalFindings *findings,
                                            CalJob *job,
                                            GError **error);
gboolean cal_attention_shares_find_in_folder (const char *folder,
                                              CalFindings *findings,
                                              CalJob *job,
                                              GError **error);

gboolean cal_encoder_results_find_in_file (CalLoaded *loaded,
                                           CalFindings *findings,
                                           CalJob *job,
                                           GError **error);
gboolean cal_encoder_results_find_in_folder (const char *folder,
                                             CalFindings *findings,
                                             CalJob *job,
                                             GError **error);
gboolean
cal_nsd_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean
cal_nsd_find_in_folder (const char *folder, CalFindings *findings, CalJob *job, GError **error);

gboolean cal_whole_brain_find_in_file (CalLoaded *loaded,
                                       CalFindings *findings,
                                       CalJob *job,
                                       GError **error);

gboolean
cal_braincorl_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_sidecar_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);

gboolean
cal_braindive_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_braindive_find_in_folder (const char *folder,
                                       CalFindings *findings,
                                       CalJob *job,
                                       GError **error);

gboolean
cal_brainscuba_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);
gboolean
cal_captions_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_captions_find_in_folder (const char *folder,
                                      CalFindings *findings,
                                      CalJob *job,
                                      GError **error);

gboolean cal_decoded_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);

gboolean
cal_matlab_volumes_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_milan_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);

gboolean
cal_pycortex_dataset_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);
gboolean cal_pycortex_overlays_find_in_file (CalLoaded *loaded,
                                             CalFindings *findings,
                                             CalJob *job,
                                             GError **error);
gboolean cal_pycortex_overlays_find_in_folder (const char *folder,
                                               CalFindings *findings,
                                               CalJob *job,
                                               GError **error);

gboolean
cal_brain_score_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);

gboolean
cal_concept_tables_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);

gboolean
cal_flat_images_find (const char *folder, CalFindings *findings, CalJob *job, GError **error);

gboolean cal_things_fmri_find_in_file (CalLoaded *loaded,
                                       CalFindings *findings,
                                       CalJob *job,
                                       GError **error);
gboolean cal_things_fmri_find_in_folder (const char *folder,
                                         CalFindings *findings,
                                         CalJob *job,
                                         GError **error);

gboolean
cal_voxelwise_mapper_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error);

G_END_DECLS
