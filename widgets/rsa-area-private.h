/* rsa-area-private.h - what the parts of the RSA view share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "widgets/plot-area.h"
#include "widgets/rsa-area.h"
#include "widgets/rsa-board.h"

G_BEGIN_DECLS

struct _CalRsaArea {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalLatestJob *jobs;
  CalPlotArea *plot;
  GtkWidget *canvas;
  CalRsaOptions options;
  CalRsaBoard *board;
  char *seen;
  char *rule;
  gboolean is_due;
  guint region;
  gint picked;

  GtkWidget *controls;
  GtkDropDown *method, *bootstrap;
  GtkWidget *models, *resamples;
  gboolean is_showing;
};

void cal_rsa_area_compute (CalRsaArea *self);

void cal_rsa_area_init_controls (CalRsaArea *self);
void cal_rsa_area_show_options (CalRsaArea *self);
void cal_rsa_area_show_models (CalRsaArea *self);
void cal_rsa_area_stop_controls (CalRsaArea *self);

G_END_DECLS
