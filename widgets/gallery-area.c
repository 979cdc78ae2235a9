/* gallery-area.c - the stimuli as pictures: find, filter, select.
 *
 * Only the pictures on screen exist: tens of thousands of stimuli cost a number each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/gallery-area.h"

#include "widgets/accessible.h"
#include "widgets/picture-cell.h"
#include "widgets/stimulus-list.h"

struct _CalGalleryArea {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalPictures *pictures;
  CalStimulusList *list;
  GtkMultiSelection *selected;
  gboolean is_following; /* the selection is being taken from the study, not given to it */

  GtkStack *stack;
  GtkGridView *grid;
  GtkBox *controls;
  GtkDropDown *filter;
  GtkDropDown *order;
  GtkSearchEntry *search;
};

static void cal_gallery_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalGalleryArea,
                               cal_gallery_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_gallery_area_view_init))

static char *
cal_gallery_area_dup_title (CalView *view)
{
  CalGalleryArea *self = CAL_GALLERY_AREA (view);
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gsize n_selected;

  if (stimuli == NULL)
    return g_strdup ("");
  cal_selection_get_stimuli (cal_rdm_scene_get_selection (self->scene), &n_selected);
  if (n_selected > 0)
    return g_strdup_printf ("%s · %u images · %" G_GSIZE_FORMAT " selected",
                            cal_stimuli_get_name (stimuli), n, n_selected);
  return g_strdup_printf ("%s · %u images", cal_stimuli_get_name (stimuli), n);
}

static GtkWidget *
cal_gallery_area_get_controls (CalView *view)
{
  return GTK_WIDGET (CAL_GALLERY_AREA (view)->controls);
}

static void
cal_gallery_area_draw (CalView *view, cairo_t *cairo, double width, double height)
{
  CalGalleryArea *self = CAL_GALLERY_AREA (view);

  cal_stimulus_list_draw (self->list, self->pictures, cairo, width, height);
}

static void
cal_gallery_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = cal_gallery_area_dup_title;
  iface->get_controls = cal_gallery_area_get_controls;
  iface->draw = cal_gallery_area_draw;
}

static void
setup_cell (CalGalleryArea *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, cal_picture_cell_new (self->pictures));
}

static void
bind_cell (CalGalleryArea *self, GtkListItem *item)
{
  CalStimulus *stimulus = gtk_list_item_get_item (item);

  cal_picture_cell_show (CAL_PICTURE_CELL (gtk_list_item_get_child (item)),
                         cal_stimulus_get_id (stimulus), cal_stimulus_get_picture (stimulus));
}

static void
unbind_cell (CalGalleryArea *self, GtkListItem *item)
{
  cal_picture_cell_show (CAL_PICTURE_CELL (gtk_list_item_get_child (item)), "", NULL);
}

/* What was picked here goes everywhere. */
static void
selected_cb (CalGalleryArea *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (self->is_following)
    return;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint n = 0; n < gtk_bitset_get_size (chosen); n++) {
    g_autoptr (CalStimulus) stimulus =
        g_list_model_get_item (G_LIST_MODEL (self->selected), gtk_bitset_get_nth (chosen, n));

    g_ptr_array_add (ids, g_strdup (cal_stimulus_get_id (stimulus)));
  }
  g_ptr_array_add (ids, NULL);
  self->is_following = TRUE;
  cal_selection_set_stimuli (cal_rdm_scene_get_selection (self->scene),
                             (const char *const *) ids->pdata);
  self->is_following = FALSE;
  cal_view_title_changed (CAL_VIEW (self));
}

/* What was picked elsewhere is picked here; the first of it comes into sight. */
static void
follow_selection (CalGalleryArea *self)
{
  const char *const *ids =
      cal_selection_get_stimuli (cal_rdm_scene_get_selection (self->scene), NULL);
  g_autoptr (GtkBitset) chosen = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = NULL;
  guint first = G_MAXUINT;

  if (self->is_following)
    return;
  for (; *ids != NULL; ids++) {
    guint position;

    if (cal_stimulus_list_find (self->list, *ids, &position)) {
      gtk_bitset_add (chosen, position);
      first = MIN (first, position);
    }
  }
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->selected)));
  self->is_following = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selected), chosen, all);
  self->is_following = FALSE;
  if (first != G_MAXUINT)
    gtk_widget_activate_action (GTK_WIDGET (self->grid), "list.scroll-to-item", "u", first);
  cal_view_title_changed (CAL_VIEW (self));
}

static void
apply_filter (CalGalleryArea *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->filter);

  self->is_following = TRUE;
  cal_stimulus_list_set_filter (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                gtk_drop_down_get_selected (self->filter) > 0 && chosen != NULL
                                    ? gtk_string_object_get_string (chosen)
                                    : NULL);
  self->is_following = FALSE;
  follow_selection (self);
}

static void
apply_order (CalGalleryArea *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->order);

  if (self->is_following)
    return;
  self->is_following = TRUE;
  cal_stimulus_list_sort (self->list, gtk_drop_down_get_selected (self->order) > 0 && chosen != NULL
                                          ? gtk_string_object_get_string (chosen)
                                          : NULL);
  self->is_following = FALSE;
  follow_selection (self);
}

static void
update_stimuli (CalGalleryArea *self)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);
  g_autoptr (GtkStringList) orders = gtk_string_list_new ((const char *[]){"In order", NULL});
  g_auto (GStrv) columns = NULL;
  g_autoptr (GtkStringList) categories = gtk_string_list_new (NULL);
  g_auto (GStrv) names = NULL;

  self->is_following = TRUE;
  cal_stimulus_list_set_stimuli (self->list, stimuli);
  self->is_following = FALSE;
  gtk_string_list_append (categories, "All");
  names = cal_stimulus_list_dup_categories (self->list);
  for (char **name = names; *name != NULL; name++)
    gtk_string_list_append (categories, *name);
  columns = cal_stimulus_list_dup_columns (self->list);
  for (char **column = columns; *column != NULL; column++)
    gtk_string_list_append (orders, *column);
  self->is_following = TRUE;
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (orders));
  self->is_following = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->order), columns[0] != NULL);
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (categories));
  gtk_widget_set_visible (GTK_WIDGET (self->filter), names[0] != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->controls), stimuli != NULL);
  gtk_stack_set_visible_child_name (self->stack, stimuli != NULL ? "pictures" : "empty");
  follow_selection (self);
}

static GtkWidget *
new_empty_page (void)
{
  GtkWidget *label =
      gtk_label_new ("Pictures of the stimuli\n\nOpen a folder of PNG or JPEG files; "
                     "a table beside it tells their categories.");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_set_margin_start (label, 16);
  gtk_widget_set_margin_end (label, 16);
  return label;
}

static void
build_controls (CalGalleryArea *self)
{
  self->controls = GTK_BOX (g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4)));
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", "Name", "width-chars", 8, "max-width-chars", 12,
                NULL);
  cal_accessible_set_name (GTK_WIDGET (self->filter), "Category of the images");
  cal_accessible_set_name (GTK_WIDGET (self->search), "Name of the images");
  gtk_box_append (self->controls, GTK_WIDGET (self->filter));
  self->order = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  cal_accessible_set_name (GTK_WIDGET (self->order), "Order of the images");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->order), "By what the images are sorted");
  gtk_box_append (self->controls, GTK_WIDGET (self->order));
  gtk_box_append (self->controls, GTK_WIDGET (self->search));
  g_signal_connect_object (self->order, "notify::selected", G_CALLBACK (apply_order), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (apply_filter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (apply_filter), self,
                           G_CONNECT_SWAPPED);
}

static void
build_grid (CalGalleryArea *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cell), self, G_CONNECT_SWAPPED);
  self->list = cal_stimulus_list_new ();
  self->selected = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  self->grid = GTK_GRID_VIEW (
      gtk_grid_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selected)), factory));
  gtk_grid_view_set_enable_rubberband (self->grid, TRUE);
  gtk_grid_view_set_min_columns (self->grid, 2);
  gtk_grid_view_set_max_columns (self->grid, 24);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "gallery");
  cal_accessible_set_name (GTK_WIDGET (self->grid), "Images");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, new_empty_page (), "empty");
  gtk_stack_add_named (self->stack, scrolled, "pictures");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  g_signal_connect_object (self->selected, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
cal_gallery_area_dispose (GObject *object)
{
  CalGalleryArea *self = CAL_GALLERY_AREA (object);

  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->controls);
  g_clear_object (&self->selected);
  g_clear_object (&self->list);
  g_clear_object (&self->scene);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (cal_gallery_area_parent_class)->dispose (object);
}

static void
cal_gallery_area_class_init (CalGalleryAreaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_gallery_area_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "gallery-area");
}

static void
cal_gallery_area_init (CalGalleryArea *self)
{
}

/**
 * cal_gallery_area_new:
 * @scene: whose stimuli and selection
 * @pictures: where the pictures come from
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
cal_gallery_area_new (CalRdmScene *scene, CalPictures *pictures)
{
  CalGalleryArea *self = g_object_new (CAL_TYPE_GALLERY_AREA, NULL);

  self->scene = g_object_ref (scene);
  self->pictures = g_object_ref (pictures);
  build_controls (self);
  build_grid (self);
  g_signal_connect_object (scene, "notify::stimuli", G_CALLBACK (update_stimuli), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_rdm_scene_get_selection (scene), "changed",
                           G_CALLBACK (follow_selection), self, G_CONNECT_SWAPPED);
  update_stimuli (self);
  return GTK_WIDGET (self);
}
