/* profile-area-private.h - what the parts of the profile view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/bar-chart.h"
#include "widgets/plot-area.h"
#include "widgets/profile-area.h"
#include "widgets/profile-contrast.h"
#include "widgets/profile.h"

G_BEGIN_DECLS

/**
 * CalProfileOf:
 * @CAL_PROFILE_OF_PLACE: of the voxel or vertex at the cursor
 * @CAL_PROFILE_OF_REGION: the mean of the selected region
 */
typedef enum {
  CAL_PROFILE_OF_PLACE,
  CAL_PROFILE_OF_REGION,
} CalProfileOf;

struct _CalProfileArea {
  GtkWidget parent_instance;

  CalEncodingScene *encoding;
  CalLatestJob *jobs;
  CalLatestJob *contrasts;
  CalPlotArea *plot;
  GtkWidget *canvas;

  CalSeries *series;
  char *column;
  CalProfileOf of;
  gboolean is_by_value;
  CalProfileBars *bars;
  char *where;
  GArray *rows;
  CalProfile *profile;
  double *values;
  double *errors;
  gsize *counts;
  guint *order;
  guint first;
  gint hovered;
  char *note;

  GtkWidget *controls;
  GtkDropDown *series_choice, *column_choice, *of_choice;
  GtkWidget *sort, *contrast_button;
  GtkDropDown *preferred, *other, *measure;
  GtkSpinButton *level;
  gboolean is_showing;
};

void cal_profile_area_show (CalProfileArea *self);
void cal_profile_area_read (CalProfileArea *self);
void cal_profile_area_sort (CalProfileArea *self);

void cal_profile_area_fill_chart (
    CalProfileArea *self, double width, double height, const char *title, CalBarChart *chart);
void cal_profile_area_init_input (CalProfileArea *self);

void cal_profile_area_init_controls (CalProfileArea *self);
void cal_profile_area_show_controls (CalProfileArea *self);
void cal_profile_area_stop_controls (CalProfileArea *self);

G_END_DECLS
