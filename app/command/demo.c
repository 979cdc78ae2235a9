/* demo.c - calcarine demo: writes the demo study.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study.h"

#include "app/command/command.h"

static const CalOption options[] = {
    {"small", 's', CAL_OPTION_FLAG, .help = "fewer vertices and voxels, for trying things out"},
    {NULL},
};

static int
run (CalArguments *arguments)
{
  const char *folder = cal_arguments_get_operands (arguments)[0];
  g_autoptr (GError) error = NULL;

  if (!cal_demo_write (folder, cal_arguments_has (arguments, "small"), NULL, &error)) {
    cal_command_complain (folder, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

const CalCommand cal_command_demo = {
    .name = "demo",
    .operands = "FOLDER",
    .summary = "Write a study to try things on: brains, volumes, scores, pictures, captions.",
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
