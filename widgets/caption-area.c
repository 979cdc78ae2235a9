/* caption-area.c - what methods say in words: at the cursor, found by words, counted, clustered.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/number.h"
#include "widgets/accessible.h"
#include "widgets/caption-area-private.h"
#include "widgets/label-drawing.h"

static void cal_caption_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalCaptionArea,
                               cal_caption_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_caption_area_view_init))

static const struct {
  const char *name;
  const char *title;
} pages[CAL_CAPTION_N_PAGES] = {
    [CAL_CAPTION_PAGE_HERE] = {"here", "Here"},
    [CAL_CAPTION_PAGE_TABLE] = {"table", "Table"},
    [CAL_CAPTION_PAGE_WORDS] = {"words", "Words"},
    [CAL_CAPTION_PAGE_CLUSTERS] = {"clusters", "Clusters"},
};

/**
 * cal_caption_label_new:
 *
 * Returns: (transfer floating): a label that can be selected and copied, and takes no focus
 */
GtkWidget *
cal_caption_label_new (const char *style, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, style);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  if (wraps) {
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  }
  return label;
}

/**
 * cal_caption_area_get_places:
 *
 * Returns: (transfer none) (nullable): of the captions that are searched; NULL if they are not of
 *   places
 */
CalPlaces *
cal_caption_area_get_places (CalCaptionArea *self)
{
  return self->captions != NULL ? cal_captions_get_desc (self->captions)->places : NULL;
}

/**
 * cal_caption_area_get_regions:
 *
 * Of captions that have places.
 *
 * Returns: (transfer none) (element-type CalRegionRows): the regions that are open and their rows
 */
GPtrArray *
cal_caption_area_get_regions (CalCaptionArea *self)
{
  if (self->regions == NULL)
    self->regions =
        cal_encoding_scene_dup_region_rows (self->scene, cal_caption_area_get_places (self));
  return self->regions;
}

/**
 * cal_caption_area_find_rows:
 *
 * Returns: (transfer full) (nullable): rows in the region; NULL if it has none
 */
GArray *
cal_caption_area_find_rows (CalCaptionArea *self, const char *region)
{
  GPtrArray *regions = cal_caption_area_get_regions (self);

  for (guint n = 0; n < regions->len; n++)
    if (g_strcmp0 (((CalRegionRows *) regions->pdata[n])->name, region) == 0)
      return g_array_ref (((CalRegionRows *) regions->pdata[n])->rows);
  return NULL;
}

/**
 * cal_caption_area_get_noun:
 *
 * Returns: what the rows of the captions are
 */
const char *
cal_caption_area_get_noun (CalCaptionArea *self)
{
  const CalCaptionsDesc *desc = cal_captions_get_desc (self->captions);

  return desc->of == CAL_CAPTIONS_OF_STIMULI      ? "stimuli"
         : desc->of == CAL_CAPTIONS_OF_REGIONS    ? "regions"
         : cal_places_is_on_cortex (desc->places) ? "vertices"
                                                  : "voxels";
}

CalCaptionPage
cal_caption_area_get_page (CalCaptionArea *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (guint p = 0; p < CAL_CAPTION_N_PAGES; p++)
    if (g_strcmp0 (pages[p].name, name) == 0)
      return (CalCaptionPage) p;
  return CAL_CAPTION_PAGE_HERE;
}

static void
fraction_cb (CalCaptionArea *self, GParamSpec *pspec, CalJob *job)
{
  if (self->index != NULL && job == cal_caption_index_get_job (self->index))
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), cal_job_get_fraction (job));
}

static void
ready_cb (CalCaptionArea *self)
{
  gtk_widget_set_visible (self->progress, FALSE);
  cal_caption_area_search (self);
}

static void
set_captions (CalCaptionArea *self, CalCaptions *captions)
{
  if (captions == self->captions)
    return;
  if (self->index != NULL) {
    g_signal_handlers_disconnect_by_data (self->index, self);
    if (cal_caption_index_get_job (self->index) != NULL)
      g_signal_handlers_disconnect_by_data (cal_caption_index_get_job (self->index), self);
  }
  g_clear_object (&self->index);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_set_object (&self->captions, captions);
  cal_caption_list_set_captions (self->list, captions);
  if (captions == NULL)
    return;
  /* Nothing is at the cursor, if they are not of places: all of them are seen instead. */
  if (cal_captions_get_desc (captions)->places == NULL &&
      cal_caption_area_get_page (self) == CAL_CAPTION_PAGE_HERE)
    cal_caption_area_set_page (self, CAL_CAPTION_PAGE_TABLE);
  self->index = g_object_ref (cal_caption_index_of (captions));
  g_signal_connect_object (self->index, "notify::ready", G_CALLBACK (ready_cb), self,
                           G_CONNECT_SWAPPED);
  if (cal_caption_index_get_job (self->index) != NULL)
    g_signal_connect_object (cal_caption_index_get_job (self->index), "notify::fraction",
                             G_CALLBACK (fraction_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->progress, cal_caption_index_get_job (self->index) != NULL);
  cal_caption_area_search (self);
  cal_caption_area_show_words (self);
  cal_caption_area_show_clusters (self);
}

/* A place may lie in several regions: the words of the topmost one are counted. */
static void
follow_cursor (CalCaptionArea *self)
{
  g_autoptr (GPtrArray) names = cal_encoding_scene_dup_regions_at_cursor (self->scene);
  const char *region = names->len > 0 ? names->pdata[0] : NULL;

  if (region == NULL || g_strcmp0 (region, self->region) == 0)
    return;
  g_free (self->region);
  self->region = g_strdup (region);
  cal_caption_area_show_words (self);
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->in_region)))
    cal_caption_area_show_table (self);
}

static void
follow_selection (CalCaptionArea *self)
{
  const char *region = cal_selection_get_region (cal_encoding_scene_get_selection (self->scene));

  if (region != NULL && g_strcmp0 (region, self->region) != 0) {
    g_free (self->region);
    self->region = g_strdup (region);
    cal_caption_area_show_words (self);
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->in_region)))
      cal_caption_area_show_table (self);
  }
  if (cal_caption_area_get_page (self) == CAL_CAPTION_PAGE_HERE)
    cal_caption_area_show_here (self);
}

static gboolean
update (gpointer data)
{
  CalCaptionArea *self = data;

  self->update_id = 0;
  follow_cursor (self);
  if (cal_caption_area_get_page (self) == CAL_CAPTION_PAGE_HERE)
    cal_caption_area_show_here (self);
  return G_SOURCE_REMOVE;
}

/* Many changes in one frame are one update. */
static void
moved_cb (CalCaptionArea *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update, self, NULL);
}

/* Regions were opened or closed; what is painted here comes and goes with every search. */
static void
layers_cb (CalCaptionArea *self)
{
  CalScene *brain = cal_encoding_scene_get_scene (self->scene);
  g_autoptr (GString) layers = g_string_new (NULL);

  for (guint n = 0; n < cal_scene_get_n_layers (brain); n++) {
    CalLayer *layer = cal_scene_get_layer (brain, n);

    if (cal_layer_get_labels (layer) != NULL &&
        !g_str_has_prefix (cal_layer_get_id (layer), CAL_PAINTED_PREFIX))
      g_string_append_printf (layers, "%p ", (gpointer) layer);
  }
  if (g_strcmp0 (layers->str, self->region_layers) == 0)
    return;
  g_free (self->region_layers);
  self->region_layers = g_strdup (layers->str);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  cal_caption_area_show_words (self);
}

static void
method_cb (CalCaptionArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene);
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->methods));

  if (!self->is_filling && chosen < all->len)
    set_captions (self, all->pdata[chosen]);
}

/* Something was opened or closed: captions of places are shown first. */
static void
scene_cb (CalCaptionArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_captions (self->scene);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = G_MAXUINT;

  for (guint n = 0; n < all->len; n++) {
    gtk_string_list_append (names, cal_captions_get_desc (all->pdata[n])->name);
    if (all->pdata[n] == self->captions)
      chosen = n;
  }
  for (guint n = 0; chosen == G_MAXUINT && n < all->len; n++)
    if (cal_captions_get_desc (all->pdata[n])->of == CAL_CAPTIONS_OF_PLACES)
      chosen = n;
  if (chosen == G_MAXUINT && all->len > 0)
    chosen = 0;
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->methods), G_LIST_MODEL (names));
  if (chosen != G_MAXUINT)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->methods), chosen);
  self->is_filling = FALSE;
  gtk_widget_set_visible (self->methods, all->len > 1);
  gtk_widget_set_visible (self->controls, all->len > 0);
  gtk_widget_set_visible (self->box, all->len > 0);
  gtk_widget_set_visible (self->empty, all->len == 0);
  set_captions (self, chosen != G_MAXUINT ? all->pdata[chosen] : NULL);
  cal_caption_area_show_here (self);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
page_cb (CalCaptionArea *self)
{
  if (cal_caption_area_get_page (self) == CAL_CAPTION_PAGE_HERE)
    cal_caption_area_show_here (self);
  if (self->list_is_due)
    cal_caption_area_show_table (self);
  if (self->words_are_due)
    cal_caption_area_show_words (self);
}

static char *
cal_caption_area_dup_title (CalView *view)
{
  CalCaptionArea *self = CAL_CAPTION_AREA (view);
  gboolean has_query = cal_caption_area_has_query (self);
  g_autofree char *n = NULL;

  if (self->captions == NULL)
    return g_strdup ("Captions");
  n = cal_number_format_count (has_query ? self->hits.n_rows
                                         : cal_captions_get_n_rows (self->captions));
  return g_strdup_printf ("%s · %s%s%s%s %s", cal_captions_get_desc (self->captions)->name,
                          has_query ? "“" : "", has_query ? cal_caption_area_get_query (self) : "",
                          has_query ? "” · " : "", n, cal_caption_area_get_noun (self));
}

static void
cal_caption_area_draw (CalView *view, cairo_t *cr, double width, double height)
{
  CalCaptionArea *self = CAL_CAPTION_AREA (view);

  if (cal_caption_area_get_page (self) == CAL_CAPTION_PAGE_WORDS) {
    cal_plot_area_draw_note (CAL_PLOT_AREA (self->plot), cr, width, &height);
    cal_caption_area_draw_words (self, cr, width, height);
  } else
    cal_widget_draw_labels (GTK_WIDGET (self), cr, width, height);
}

static GtkWidget *
cal_caption_area_get_controls (CalView *view)
{
  return CAL_CAPTION_AREA (view)->controls;
}

static JsonNode *
cal_caption_area_dup_state (CalView *view)
{
  CalCaptionArea *self = CAL_CAPTION_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "page");
  json_builder_add_string_value (builder, pages[cal_caption_area_get_page (self)].name);
  json_builder_set_member_name (builder, "search");
  json_builder_add_string_value (builder, cal_caption_area_get_query (self));
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static void
cal_caption_area_set_state (CalView *view, JsonNode *state)
{
  CalCaptionArea *self = CAL_CAPTION_AREA (view);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (state) ? json_node_get_object (state) : NULL;
  const char *page;

  if (object == NULL)
    return;
  page = json_object_get_string_member_with_default (object, "page", "");
  for (guint p = 0; p < CAL_CAPTION_N_PAGES; p++)
    if (g_strcmp0 (page, pages[p].name) == 0)
      cal_caption_area_set_page (self, (CalCaptionPage) p);
  cal_caption_area_set_query (self,
                              json_object_get_string_member_with_default (object, "search", ""));
}

static void
cal_caption_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_caption_area_dup_title;
  iface->draw = cal_caption_area_draw;
  iface->get_controls = cal_caption_area_get_controls;
  iface->dup_state = cal_caption_area_dup_state;
  iface->set_state = cal_caption_area_set_state;
}

static void
cal_caption_area_dispose (GObject *object)
{
  CalCaptionArea *self = CAL_CAPTION_AREA (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  cal_caption_area_stop_words (self);
  cal_caption_area_stop_clusters (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->empty, gtk_widget_unparent);
  g_clear_object (&self->controls);
  g_clear_object (&self->selected);
  g_clear_object (&self->list);
  g_clear_object (&self->index);
  g_clear_object (&self->captions);
  g_clear_object (&self->scene);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->region_layers, g_free);
  cal_caption_hits_clear (&self->hits);
  G_OBJECT_CLASS (cal_caption_area_parent_class)->dispose (object);
}

static void
cal_caption_area_class_init (CalCaptionAreaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_caption_area_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "captionarea");

  /**
   * CalCaptionArea::save:
   * @name: what the file may be called
   * @text: what is to be written
   */
  g_signal_new ("save", CAL_TYPE_CAPTION_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
cal_caption_area_init (CalCaptionArea *self)
{
}

static GtkWidget *
new_empty_page (void)
{
  GtkWidget *label = gtk_label_new (
      "Captions\n\nWhat a method says in words of each voxel, vertex, region or stimulus: "
      "read at the cursor, searched, counted and clustered on the brain.\n\n"
      "Open a study that has them: a folder of BrainSCUBA sentences, or a bundle.");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 52);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_set_margin_start (label, 16);
  gtk_widget_set_margin_end (label, 16);
  return label;
}

static void
build (CalCaptionArea *self)
{
  GtkWidget *(*const make[CAL_CAPTION_N_PAGES]) (CalCaptionArea *) = {
      [CAL_CAPTION_PAGE_HERE] = cal_caption_area_build_here,
      [CAL_CAPTION_PAGE_TABLE] = cal_caption_area_build_table,
      [CAL_CAPTION_PAGE_WORDS] = cal_caption_area_build_words,
      [CAL_CAPTION_PAGE_CLUSTERS] = cal_caption_area_build_clusters,
  };
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->empty = new_empty_page ();
  cal_caption_area_build_search (self);
  self->stack = GTK_STACK (gtk_stack_new ());
  for (guint p = 0; p < CAL_CAPTION_N_PAGES; p++)
    gtk_stack_add_titled (self->stack, make[p](self), pages[p].name, pages[p].title);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->methods = gtk_drop_down_new (NULL, NULL);
  cal_accessible_set_name (self->methods, "Captions of which method");
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_widget_add_css_class (switcher, "view-pages");
  gtk_box_append (GTK_BOX (self->controls), self->methods);
  gtk_box_append (GTK_BOX (self->controls), switcher);
  g_signal_connect_object (self->methods, "notify::selected", G_CALLBACK (method_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (page_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Whether something can be clicked that has captions of its own. */
static gboolean
has_clickable (CalCaptionArea *self)
{
  switch (cal_captions_get_desc (self->captions)->of) {
  case CAL_CAPTIONS_OF_STIMULI:
    return cal_encoding_scene_get_stimuli (self->scene) != NULL;
  case CAL_CAPTIONS_OF_REGIONS:
    return cal_scene_get_n_layers (cal_encoding_scene_get_scene (self->scene)) > 0;
  case CAL_CAPTIONS_OF_PLACES:
  default:
    return TRUE;
  }
}

/**
 * cal_caption_area_new:
 * @scene: whose captions, cursor and selection
 *
 * CalCaptionArea::save tells what the person wants to be written.
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
cal_caption_area_new (CalEncodingScene *scene)
{
  CalCaptionArea *self = g_object_new (CAL_TYPE_CAPTION_AREA, NULL);
  CalScene *brain = cal_encoding_scene_get_scene (scene);

  self->scene = g_object_ref (scene);
  build (self);
  g_signal_connect_object (scene, "changed", G_CALLBACK (scene_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_scene_get_cursor (brain), "moved", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (brain, "items-changed", G_CALLBACK (layers_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_encoding_scene_get_selection (scene), "changed",
                           G_CALLBACK (follow_selection), self, G_CONNECT_SWAPPED);
  layers_cb (self);
  scene_cb (self);
  follow_cursor (self);
  if (self->captions != NULL && !has_clickable (self))
    cal_caption_area_set_page (self, CAL_CAPTION_PAGE_TABLE);
  return GTK_WIDGET (self);
}

void
cal_caption_area_set_page (CalCaptionArea *self, CalCaptionPage page)
{
  gtk_stack_set_visible_child_name (self->stack, pages[page].name);
}

/**
 * cal_caption_area_set_query:
 *
 * As if it was typed.
 */
void
cal_caption_area_set_query (CalCaptionArea *self, const char *query)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), query);
}

static void
add_text (GtkWidget *widget, GString *text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_text (child, text);
}

/**
 * cal_caption_area_dup_text:
 *
 * Returns: (transfer full): what the page "Here" says, a line each
 */
char *
cal_caption_area_dup_text (CalCaptionArea *self)
{
  GString *text = g_string_new (NULL);

  add_text (GTK_WIDGET (self->here), text);
  return g_string_free (text, FALSE);
}

/**
 * cal_caption_area_get_count:
 *
 * Returns: (transfer none): how many places match, in words
 */
const char *
cal_caption_area_get_count (CalCaptionArea *self)
{
  return gtk_label_get_text (GTK_LABEL (self->count));
}

/**
 * cal_caption_area_get_list:
 *
 * Returns: (transfer none) (element-type CalCaption): what the table shows
 */
GListModel *
cal_caption_area_get_list (CalCaptionArea *self)
{
  return G_LIST_MODEL (self->list);
}
