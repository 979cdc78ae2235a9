/* command.h - the commands there are, and how they tell what went wrong.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/command/option.h"

G_BEGIN_DECLS

/* Exit statuses, besides 0. */
#define CAL_EXIT_FAILED 1
#define CAL_EXIT_USAGE 2

extern const CalCommand cal_command_captions;
extern const CalCommand cal_command_ceiling;
extern const CalCommand cal_command_cka;
extern const CalCommand cal_command_compare;
extern const CalCommand cal_command_contrast;
extern const CalCommand cal_command_convert;
extern const CalCommand cal_command_demo;
extern const CalCommand cal_command_figure;
extern const CalCommand cal_command_hierarchy;
extern const CalCommand cal_command_identify;
extern const CalCommand cal_command_info;
extern const CalCommand cal_command_leaderboard;
extern const CalCommand cal_command_pair;
extern const CalCommand cal_command_probe;
extern const CalCommand cal_command_rdm;
extern const CalCommand cal_command_region_stats;
extern const CalCommand cal_command_rsa;
extern const CalCommand cal_command_score;
extern const CalCommand cal_command_searchlight;

int cal_command_run (const CalCommand *command, char **words);
void cal_command_restart_with_better_kernels (char **argv);
void cal_command_complain (const char *path, const GError *error);

G_END_DECLS
