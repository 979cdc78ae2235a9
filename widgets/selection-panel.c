/* selection-panel.c - what is known of the stimuli that are picked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/selection-panel.h"

#include "model/number.h"
#include "widgets/picture-cell.h"

/* As many pictures as stand in two rows; the rest are counted. */
#define MOST_PICTURES 6

struct _CalSelectionPanel {
  GtkWidget parent_instance;

  CalRdmScene *scene;
  CalPictures *pictures;
  GtkWidget *column;
  GtkLabel *title;
  GtkFlowBox *cells;
  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (CalSelectionPanel, cal_selection_panel, GTK_TYPE_WIDGET)

static void
remove_children (GtkWidget *parent, void (*remove) (GtkWidget *parent, GtkWidget *child))
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    remove (parent, child);
}

static void
remove_cell (GtkWidget *parent, GtkWidget *child)
{
  gtk_flow_box_remove (GTK_FLOW_BOX (parent), child);
}

static void
remove_row (GtkWidget *parent, GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (parent), child);
}

static GtkWidget *
new_value (const char *text, gboolean is_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), is_name ? 0.0f : 1.0f);
  gtk_label_set_selectable (GTK_LABEL (label), !is_name);
  gtk_widget_set_hexpand (label, is_name);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, is_name ? "row-name" : "row-value");
  return label;
}

static void
add_row (CalSelectionPanel *self, const char *name, const char *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (row, "inspector-row");
  gtk_box_append (GTK_BOX (row), new_value (name, TRUE));
  gtk_box_append (GTK_BOX (row), new_value (value, FALSE));
  gtk_box_append (self->rows, row);
}

static void
add_picture (CalSelectionPanel *self, const char *id)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);
  GtkWidget *cell;
  gsize n;

  if (stimuli == NULL || !cal_stimuli_find (stimuli, id, &n) ||
      cal_stimuli_get_picture (stimuli, n) == NULL)
    return;
  cell = cal_picture_cell_new (self->pictures);
  cal_picture_cell_show (CAL_PICTURE_CELL (cell), id, cal_stimuli_get_picture (stimuli, n));
  gtk_flow_box_insert (self->cells, cell, -1);
}

/* What the tables say of one stimulus: that of the stimuli, and that of the RDM's conditions. */
static void
add_table_rows (CalSelectionPanel *self, CalTable *table, gsize row)
{
  for (guint n = 0; n < cal_table_get_n_columns (table); n++) {
    const CalColumn *column = cal_table_get_column (table, n);
    g_autofree char *text = cal_column_dup_text (column, row);

    add_row (self, column->name, text);
  }
}

static void
show_one (CalSelectionPanel *self, const char *id)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (self->scene);
  CalRdm *rdm = cal_rdm_scene_get_current (self->scene);
  gsize n;

  gtk_label_set_text (self->title, id);
  if (stimuli != NULL && cal_stimuli_get_table (stimuli) != NULL &&
      cal_stimuli_find (stimuli, id, &n))
    add_table_rows (self, cal_stimuli_get_table (stimuli), n);
  else if (rdm != NULL && cal_rdm_get_desc (rdm)->conditions != NULL &&
           cal_rdm_find_condition (rdm, id, &n))
    add_table_rows (self, cal_rdm_get_desc (rdm)->conditions, n);
}

/* The pair in each RDM that has both: what one region tells apart, another may not. */
static void
show_pair (CalSelectionPanel *self, const char *first, const char *second)
{
  g_autofree char *title = g_strdup_printf ("%s and %s", first, second);

  gtk_label_set_text (self->title, title);
  for (guint n = 0; n < cal_rdm_scene_get_n (self->scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (self->scene, n);
    g_autofree char *value = NULL;
    gsize i, j;

    if (!cal_rdm_find_condition (rdm, first, &i) || !cal_rdm_find_condition (rdm, second, &j) ||
        i == j)
      continue;
    value = cal_number_format (cal_rdm_get (rdm, i, j));
    add_row (self, cal_rdm_get_desc (rdm)->name, value);
  }
}

static void
update (CalSelectionPanel *self)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  const char *first, *second;
  gsize n_ids;
  const char *const *ids = cal_selection_get_stimuli (selection, &n_ids);

  gtk_widget_set_visible (GTK_WIDGET (self), cal_rdm_scene_get_n (self->scene) > 0 ||
                                                 cal_rdm_scene_get_stimuli (self->scene) != NULL);
  remove_children (GTK_WIDGET (self->cells), remove_cell);
  remove_children (GTK_WIDGET (self->rows), remove_row);
  if (cal_selection_get_pair (selection, &first, &second) && n_ids <= 2) {
    add_picture (self, first);
    add_picture (self, second);
    show_pair (self, first, second);
  } else if (n_ids == 0) {
    gtk_label_set_text (self->title, "Click an image, a point or a cell");
  } else {
    g_autofree char *title = g_strdup_printf ("%" G_GSIZE_FORMAT " stimuli", n_ids);

    gtk_label_set_text (self->title, title);
    for (gsize n = 0; n < MIN (n_ids, MOST_PICTURES); n++)
      add_picture (self, ids[n]);
    if (n_ids == 1)
      show_one (self, ids[0]);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->cells),
                          gtk_widget_get_first_child (GTK_WIDGET (self->cells)) != NULL);
}

static void
cal_selection_panel_dispose (GObject *object)
{
  CalSelectionPanel *self = CAL_SELECTION_PANEL (object);

  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->scene);
  g_clear_object (&self->pictures);
  G_OBJECT_CLASS (cal_selection_panel_parent_class)->dispose (object);
}

static void
cal_selection_panel_class_init (CalSelectionPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_selection_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "selection-panel");
}

static void
cal_selection_panel_init (CalSelectionPanel *self)
{
  GtkWidget *section = gtk_label_new ("SELECTED");

  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "inspector");
  gtk_widget_add_css_class (section, "section-title");
  gtk_label_set_xalign (GTK_LABEL (section), 0.0f);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0.0f);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->title), 8);
  self->cells = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->cells), GTK_ALIGN_START);
  gtk_flow_box_set_selection_mode (self->cells, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->cells, 3);
  gtk_flow_box_set_min_children_per_line (self->cells, 2);
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (self->column), section);
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->cells));
  gtk_box_append (GTK_BOX (self->column), GTK_WIDGET (self->rows));
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

/**
 * cal_selection_panel_new:
 * @scene: whose selection
 * @pictures: where the pictures come from
 *
 * Returns: (transfer floating): pictures, names and values of what is picked; hidden while there
 * are neither stimuli nor RDMs
 */
GtkWidget *
cal_selection_panel_new (CalRdmScene *scene, CalPictures *pictures)
{
  CalSelectionPanel *self = g_object_new (CAL_TYPE_SELECTION_PANEL, NULL);

  self->scene = g_object_ref (scene);
  self->pictures = g_object_ref (pictures);
  g_signal_connect_object (scene, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cal_rdm_scene_get_selection (scene), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
