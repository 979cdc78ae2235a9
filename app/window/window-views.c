/* window-views.c - which views there are besides the brain, and what of the window is shown.
 *
 * To add a view: one widget that is a CalView, one row in the table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "app/window/window-private.h"
#include "io/replace.h"
#include "render/figure/export.h"
#include "widgets/attention-area.h"
#include "widgets/caption-area.h"
#include "widgets/decoded-area.h"
#include "widgets/embedding-area.h"
#include "widgets/gallery-area.h"
#include "widgets/preferred-area.h"
#include "widgets/profile-area.h"
#include "widgets/rdm-area.h"
#include "widgets/rsa-area.h"
#include "widgets/score-area.h"
#include "widgets/similarity-area.h"
#include "widgets/time-area.h"
#include "widgets/trsa-area.h"

/* A column of a page at 300 dots an inch is about as wide. */
#define EXPORT_WIDTH_PX 2000
#define EXPORT_DPI 300.0

static GtkWidget *
new_gallery (gpointer data)
{
  CalWindow *self = data;

  return cal_gallery_area_new (cal_session_get_rdm_scene (self->session),
                               cal_session_get_pictures (self->session));
}

static GtkWidget *
new_embedding (gpointer data)
{
  CalWindow *self = data;

  return cal_embedding_area_new (cal_session_get_rdm_scene (self->session),
                                 cal_session_get_pictures (self->session));
}

static GtkWidget *
new_rdm (gpointer data)
{
  CalWindow *self = data;

  return cal_rdm_area_new (cal_session_get_rdm_scene (self->session),
                           cal_session_get_pictures (self->session));
}

static GtkWidget *
new_rsa (gpointer data)
{
  return cal_rsa_area_new (cal_session_get_rdm_scene (((CalWindow *) data)->session));
}

static GtkWidget *
new_trsa (gpointer data)
{
  return cal_trsa_area_new (cal_session_get_rdm_scene (((CalWindow *) data)->session));
}

static GtkWidget *
new_similarity (gpointer data)
{
  CalWindow *self = data;

  return cal_similarity_area_new (cal_session_get_rdm_scene (self->session),
                                  cal_session_get_pictures (self->session));
}

static GtkWidget *
new_profile (gpointer data)
{
  return cal_profile_area_new (cal_session_get_encoding_scene (((CalWindow *) data)->session));
}

static GtkWidget *
new_attention (gpointer data)
{
  CalWindow *self = data;

  return cal_attention_area_new (cal_session_get_encoding_scene (self->session),
                                 cal_session_get_pictures (self->session));
}

static GtkWidget *
new_captions (gpointer data)
{
  CalWindow *self = data;
  GtkWidget *view = cal_caption_area_new (cal_session_get_encoding_scene (self->session));

  g_signal_connect_object (view, "save", G_CALLBACK (cal_window_save_text), self,
                           G_CONNECT_SWAPPED);
  return view;
}

static GtkWidget *
new_preferred (gpointer data)
{
  CalWindow *self = data;

  return cal_preferred_area_new (cal_session_get_encoding_scene (self->session),
                                 cal_session_get_pictures (self->session));
}

static GtkWidget *
new_decoded (gpointer data)
{
  CalWindow *self = data;

  return cal_decoded_area_new (cal_session_get_encoding_scene (self->session),
                               cal_session_get_pictures (self->session));
}

static GtkWidget *
new_time (gpointer data)
{
  CalWindow *self = data;

  return cal_time_area_new (cal_session_get_encoding_scene (self->session),
                            cal_session_get_pictures (self->session));
}

static GtkWidget *
new_scores (gpointer data)
{
  CalWindow *self = data;
  GtkWidget *view = cal_score_area_new (cal_session_get_encoding_scene (self->session));

  g_signal_connect_object (view, "save", G_CALLBACK (cal_window_save_text), self,
                           G_CONNECT_SWAPPED);
  return view;
}

static const CalViewKind kinds[] = {
    {"rdm", "RDM", new_rdm},
    {"embedding", "Embedding", new_embedding},
    {"rsa", "RSA", new_rsa},
    {"trsa", "Topological RSA", new_trsa},
    {"images", "Images", new_gallery},
    {"similarity", "Concepts", new_similarity},
    {"profile", "Profile", new_profile},
    {"attention", "Attention", new_attention},
    {"captions", "Captions", new_captions},
    {"time", "Time", new_time},
    {"preferred", "Preferred images", new_preferred},
    {"decoded", "Decoded images", new_decoded},
    {"scores", "Scores", new_scores},
};

/* The size of the open study, in the words of the title bar. */
static char *
describe_study (CalSession *session)
{
  CalScene *scene = cal_session_get_scene (session);
  CalRdmScene *rdm_scene = cal_session_get_rdm_scene (session);
  CalCortex *cortex = cal_scene_get_cortex (scene);
  guint n_layers = cal_scene_get_n_layers (scene), n_rdms = cal_rdm_scene_get_n (rdm_scene);
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (rdm_scene);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (cortex != NULL)
    g_ptr_array_add (parts, g_strdup_printf ("%s · %" G_GSIZE_FORMAT " vertices",
                                             cal_cortex_get_name (cortex),
                                             cal_cortex_get_n_elements (cortex)));
  if (n_layers > 0)
    g_ptr_array_add (parts, g_strdup_printf ("%u layer%s", n_layers, n_layers == 1 ? "" : "s"));
  if (n_rdms > 0)
    g_ptr_array_add (parts, g_strdup_printf ("%u RDM%s", n_rdms, n_rdms == 1 ? "" : "s"));
  if (stimuli != NULL)
    g_ptr_array_add (parts,
                     g_strdup_printf ("%" G_GSIZE_FORMAT " images", cal_stimuli_get_n (stimuli)));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (GStrv) parts->pdata);
}

static gboolean
has_volume (CalScene *scene)
{
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++)
    if (cal_layer_get_volume (cal_scene_get_layer (scene, n)) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * cal_window_arrange:
 *
 * Shows what the study needs: no cortex pane without a cortex, no slices without a volume, neither
 * while a view is enlarged.
 */
void
cal_window_arrange (CalWindow *self)
{
  CalScene *scene = cal_session_get_scene (self->session);
  gboolean has_brain = cal_scene_get_cortex (scene) != NULL || cal_scene_get_n_layers (scene) > 0;
  gboolean is_empty = cal_session_is_empty (self->session), enlarged = FALSE;
  const char *title = cal_session_get_title (self->session);
  g_autofree char *subtitle = describe_study (self->session);

  g_object_get (self->dock, "enlarged", &enlarged, NULL);
  gtk_stack_set_visible_child_name (self->pages, is_empty ? "empty" : "study");
  gtk_widget_set_visible (GTK_WIDGET (self->cortex_pane),
                          cal_scene_get_cortex (scene) != NULL && !enlarged);
  gtk_widget_set_visible (GTK_WIDGET (self->slices_pane), has_volume (scene) && !enlarged);
  gtk_widget_set_visible (GTK_WIDGET (self->lower_paned),
                          has_volume (scene) || cal_view_dock_get_n (self->dock) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), has_brain);
  gtk_widget_set_visible (GTK_WIDGET (self->left_panel),
                          has_brain && g_settings_get_boolean (self->settings, "show-layers"));
  gtk_label_set_text (self->study_title, is_empty || title == NULL ? "Calcarine" : title);
  gtk_label_set_text (self->study_subtitle, is_empty ? "" : subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->study_subtitle), !is_empty && subtitle[0] != '\0');
  cal_window_update_cortex_title (self);
  cal_window_update_actions (self);
}

static gboolean
is_open (CalWindow *self, const char *id)
{
  for (guint n = 0; n < cal_view_dock_get_n (self->dock); n++)
    if (g_str_equal (cal_view_dock_get_kind (self->dock, n), id))
      return TRUE;
  return FALSE;
}

/* Without RDMs, the view of what a study has besides the brain: pictures, else what there is. */
static void
open_view_of_findings (CalWindow *self)
{
  CalEncodingScene *encoding = cal_session_get_encoding_scene (self->session);
  const char *id =
      cal_rdm_scene_get_stimuli (cal_session_get_rdm_scene (self->session)) != NULL ? "images"
      : cal_encoding_scene_get_captions (encoding)->len > 0                         ? "captions"
      : cal_encoding_scene_get_attentions (encoding)->len > 0                       ? "attention"
      : cal_encoding_scene_get_decodings (encoding)->len > 0                        ? "decoded"
      : cal_scene_get_n_layers (cal_session_get_scene (self->session)) == 0 &&
              cal_rdm_scene_get_n_tables (cal_session_get_rdm_scene (self->session)) > 0
          ? "similarity"
          : NULL;

  if (id != NULL)
    cal_view_dock_open (self->dock, id);
}

/**
 * cal_window_open_first_views:
 *
 * What was opened is to be seen: RDMs, stimuli and captions bring their view the first time they
 * come.
 */
void
cal_window_open_first_views (CalWindow *self)
{
  CalRdmScene *scene = cal_session_get_rdm_scene (self->session);

  if (cal_session_is_empty (self->session))
    cal_view_dock_close_all (self->dock);
  else if (cal_rdm_scene_get_n (scene) > 0 && !is_open (self, "rdm") &&
           cal_view_dock_get_n (self->dock) < 2) {
    cal_view_dock_open (self->dock, "rdm");
    if (cal_scene_get_cortex (cal_session_get_scene (self->session)) == NULL)
      cal_view_dock_open (self->dock, "embedding");
  } else if (cal_view_dock_get_n (self->dock) == 0)
    open_view_of_findings (self);
}

/**
 * cal_window_open_view:
 * @id: of a kind of view
 */
void
cal_window_open_view (CalWindow *self, const char *id)
{
  cal_view_dock_open (self->dock, id);
}

typedef struct {
  CalView *view;
  double width;
  double height;
  double scale;
} ViewDrawing;

static gboolean
draw_view (cairo_t *cairo, gpointer data, GError **error)
{
  ViewDrawing *drawing = data;

  /* The paper that the view's ink is for. */
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    cairo_set_source_rgb (cairo, 0.059, 0.059, 0.063);
  else
    cairo_set_source_rgb (cairo, 1.0, 1.0, 1.0);
  cairo_paint (cairo);
  cairo_scale (cairo, drawing->scale, drawing->scale);
  cal_view_draw (drawing->view, cairo, drawing->width, drawing->height);
  return TRUE;
}

/**
 * cal_window_export_view_to:
 * @path: its end says which format: .png, .svg, .pdf
 *
 * Writes the active view as it is on screen, in its proportions.
 */
void
cal_window_export_view_to (CalWindow *self, const char *path)
{
  CalView *view = cal_view_dock_get_active (self->dock);
  g_autofree char *title = NULL, *provenance = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  CalFigureFormat format;
  CalDrawing drawing;
  ViewDrawing what;

  if (view == NULL)
    return;
  what = (ViewDrawing){view, MAX (1, gtk_widget_get_width (GTK_WIDGET (view))),
                       MAX (1, gtk_widget_get_height (GTK_WIDGET (view))), 1.0};
  what.scale = EXPORT_WIDTH_PX / what.width;
  drawing = (CalDrawing){EXPORT_WIDTH_PX, (int) lround (what.height * what.scale), EXPORT_DPI,
                         draw_view, &what};
  title = cal_view_dup_title (view);
  provenance = g_strdup_printf ("Calcarine " CALCARINE_VERSION ": %s", title);
  if (cal_figure_find_format (path, &format, &error))
    bytes = cal_drawing_export (&drawing, format, provenance, &error);
  if (bytes != NULL && cal_replace_contents (path, g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes), &error)) {
    g_autofree char *name = g_path_get_basename (path);
    g_autofree char *text = g_strdup_printf ("Wrote %s", name);

    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
  } else {
    cal_window_toast (self, error->message);
  }
}

static void
export_chosen_cb (GtkNativeDialog *chooser, int response, CalWindow *self)
{
  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

    if (g_file_peek_path (file) != NULL)
      cal_window_export_view_to (self, g_file_peek_path (file));
  }
  g_object_unref (chooser);
}

/**
 * cal_window_export_view:
 *
 * Asks where the active view is to be written as a figure.
 */
void
cal_window_export_view (CalWindow *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      "Export the View", GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "view.svg");
  g_signal_connect_object (chooser, "response", G_CALLBACK (export_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * cal_window_set_up_views:
 *
 * Puts the dock beside the slices.
 */
void
cal_window_set_up_views (CalWindow *self)
{
  CalRdmScene *scene = cal_session_get_rdm_scene (self->session);

  self->dock = CAL_VIEW_DOCK (cal_view_dock_new (kinds, G_N_ELEMENTS (kinds), self));
  gtk_paned_set_end_child (self->lower_paned, GTK_WIDGET (self->dock));
  g_signal_connect_object (self->dock, "changed", G_CALLBACK (cal_window_arrange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dock, "notify::enlarged", G_CALLBACK (cal_window_arrange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "items-changed", G_CALLBACK (cal_window_arrange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "notify::stimuli", G_CALLBACK (cal_window_arrange), self,
                           G_CONNECT_SWAPPED);
}
