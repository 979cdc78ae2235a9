/* window-private.h - what the files of the window share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/journal.h"
#include "app/window/window.h"
#include "widgets/cortex-area.h"
#include "widgets/inspector.h"
#include "widgets/layer-panel.h"
#include "widgets/slice-area.h"
#include "widgets/view-dock.h"

struct _CalWindow {
  AdwApplicationWindow parent_instance;

  CalSession *session;
  CalJournal *journal;
  GSettings *settings;
  char *session_path;
  CalJob *job;
  guint n_failures_told;
  guint play_id;
  guint memory_id;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkLabel *study_title;
  GtkLabel *study_subtitle;
  GtkSearchEntry *search;
  AdwSplitButton *open_button;
  GtkMenuButton *menu_button;
  GtkScrolledWindow *left_panel;
  GtkBox *left_box;
  GtkScrolledWindow *right_panel;
  GtkBox *cortex_pane;
  GtkLabel *cortex_title;
  GtkScale *unfold_scale;
  GtkAdjustment *unfold_adjustment;
  GtkBox *slices_pane;
  GtkPaned *lower_paned;
  GtkLabel *convention;
  GtkLabel *status_pointer;
  GtkBox *status_jobs;
  GtkLabel *job_label;
  GtkProgressBar *job_bar;
  GtkButton *job_cancel;
  GtkLabel *status_memory;

  CalLayerPanel *layer_panel;
  CalInspector *inspector;
  CalCortexArea *cortex_area;
  CalSliceArea *slice_area;
  CalViewDock *dock;
};

void cal_window_install_actions (CalWindowClass *klass);
void cal_window_bind_actions (CalWindow *self);
void cal_window_update_actions (CalWindow *self);

void cal_window_install_frame_actions (CalWindowClass *klass);
void cal_window_follow_selection (CalWindow *self);
void cal_window_ask_frame (CalWindow *self, CalSeries *series, gsize frame);

void cal_window_install_import_actions (CalWindowClass *klass);
void cal_window_import (CalWindow *self, const char *path);
void cal_window_offer_import (CalWindow *self, const char *const *paths, CalReading *reading);

void cal_window_install_open_actions (CalWindowClass *klass);
void cal_window_accept_drops (CalWindow *self);
void cal_window_keep_views (CalWindow *self);
void cal_window_update_recent (CalWindow *self);
void cal_window_restore (CalWindow *self, CalAppendLog *left, CalSavedSession *saved);

void cal_window_set_up_journal (CalWindow *self);

void cal_window_set_up_status (CalWindow *self);
void cal_window_show_job (CalWindow *self, CalJob *job);

void cal_window_set_up_views (CalWindow *self);
void cal_window_arrange (CalWindow *self);
void cal_window_update_cortex_title (CalWindow *self);
void cal_window_open_first_views (CalWindow *self);
void cal_window_ask_rdms (CalWindow *self);
void cal_window_compute_rdms (CalWindow *self, GHashTable *texts);
void cal_window_export_view (CalWindow *self);
void cal_window_export_view_to (CalWindow *self, const char *path);
void cal_window_open_view (CalWindow *self, const char *id);

void cal_window_set_up_search (CalWindow *self);

void cal_window_save_text (CalWindow *self, const char *name, const char *text);
void cal_window_save_text_to (CalWindow *self, const char *path, const char *text);

void cal_window_show_palette (CalWindow *self);
void cal_window_show_shortcuts (CalWindow *self);
void cal_window_show_preferences (CalWindow *self);
void cal_window_ask_bindings (CalWindow *self);
void cal_window_show_datasets (CalWindow *self);
void cal_window_show_messages (CalWindow *self);
void cal_window_export_figure (CalWindow *self);
void cal_window_copy_figure_command (CalWindow *self);
