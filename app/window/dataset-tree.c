/* dataset-tree.c - the datasets of containers as a tree to browse.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/dataset-tree.h"

/* A file, a group in it, or a dataset: only a dataset has a source, if it can be opened. */
struct _CalDatasetNode {
  GObject parent_instance;

  char *name;
  char *detail;
  char *source;
  char *path;
  GListStore *children;
};

G_DEFINE_FINAL_TYPE (CalDatasetNode, cal_dataset_node, G_TYPE_OBJECT)

static void
cal_dataset_node_finalize (GObject *object)
{
  CalDatasetNode *self = CAL_DATASET_NODE (object);

  g_free (self->name);
  g_free (self->detail);
  g_free (self->source);
  g_free (self->path);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (cal_dataset_node_parent_class)->finalize (object);
}

static void
cal_dataset_node_class_init (CalDatasetNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_dataset_node_finalize;
}

static void
cal_dataset_node_init (CalDatasetNode *self)
{
}

/**
 * cal_dataset_node_get_source:
 *
 * Returns: (transfer none) (nullable): what to open: "scores.h5:/r"; NULL for files, groups, and
 *   datasets that cannot be put on the brain
 */
const char *
cal_dataset_node_get_source (CalDatasetNode *self)
{
  return self->source;
}

/**
 * cal_dataset_node_get_path:
 *
 * Returns: (transfer none): of the file that it is, or lies in
 */
const char *
cal_dataset_node_get_path (CalDatasetNode *self)
{
  return self->path;
}

/* The child of that name, which is made if there is none. */
static CalDatasetNode *
get_child (GListStore *children, const char *path, const char *name)
{
  guint n_children = g_list_model_get_n_items (G_LIST_MODEL (children));
  g_autoptr (CalDatasetNode) made = NULL;

  for (guint n = 0; n < n_children; n++) {
    g_autoptr (CalDatasetNode) child = g_list_model_get_item (G_LIST_MODEL (children), n);

    if (g_str_equal (child->name, name))
      return child;
  }
  made = g_object_new (CAL_TYPE_DATASET_NODE, NULL);
  made->name = g_strdup (name);
  made->path = g_strdup (path);
  g_list_store_append (children, made);
  return made;
}

static GListStore *
get_children (CalDatasetNode *node)
{
  if (node->children == NULL)
    node->children = g_list_store_new (CAL_TYPE_DATASET_NODE);
  return node->children;
}

static char *
describe (const CalDataset *dataset)
{
  GString *text = g_string_new (dataset->type_name);

  for (guint d = 0; d < dataset->n_dims; d++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, d == 0 ? " · " : " × ", dataset->shape[d]);
  return g_string_free (text, FALSE);
}

static void
add_dataset (CalDatasetNode *file, const char *path, const CalDataset *dataset)
{
  g_auto (GStrv) parts = g_strsplit (dataset->path, "/", -1);
  CalDatasetNode *node = file;

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      node = get_child (get_children (node), path, *part);
  node->detail = describe (dataset);
  if (dataset->is_numeric && dataset->n_dims >= 1 && dataset->n_dims <= 2)
    node->source = g_strdup_printf ("%s:%s", path, dataset->path);
}

static GListStore *
build (GPtrArray *containers)
{
  GListStore *files = g_list_store_new (CAL_TYPE_DATASET_NODE);

  for (guint c = 0; c < containers->len; c++) {
    const char *path = cal_loaded_get_path (containers->pdata[c]);
    GPtrArray *datasets = cal_loaded_get_datasets (containers->pdata[c]);
    g_autofree char *name = g_filename_display_basename (path);
    CalDatasetNode *file = get_child (files, path, name);

    if (file->detail == NULL)
      file->detail = g_strdup_printf ("%u datasets", datasets->len);
    for (guint n = 0; n < datasets->len; n++)
      add_dataset (file, path, datasets->pdata[n]);
  }
  return files;
}

static GListModel *
list_children (gpointer item, gpointer data)
{
  CalDatasetNode *node = item;

  return node->children != NULL ? g_object_ref (G_LIST_MODEL (node->children)) : NULL;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new (),
            *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL), *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (detail, "secondary");
  gtk_widget_add_css_class (detail, "numeric");
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), detail);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr (CalDatasetNode) node = gtk_tree_list_row_get_item (row);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));

  gtk_tree_expander_set_list_row (expander, row);
  gtk_label_set_text (GTK_LABEL (name), node->name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)),
                      node->detail != NULL ? node->detail : "");
  gtk_widget_set_sensitive (name, node->source != NULL || node->children != NULL);
}

/**
 * cal_dataset_tree_new:
 * @containers: CalLoaded with datasets
 *
 * Returns: (transfer floating): a list view: files, groups, datasets with their shapes
 */
GtkWidget *
cal_dataset_tree_new (GPtrArray *containers)
{
  GListStore *files = build (containers);
  GtkTreeListModel *model = gtk_tree_list_model_new (
      G_LIST_MODEL (files), FALSE, containers->len <= 4, list_children, NULL, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (model))),
                            factory);
}

/**
 * cal_dataset_tree_get_node:
 * @tree: made by cal_dataset_tree_new()
 *
 * Returns: (transfer full) (nullable): the node of that row
 */
CalDatasetNode *
cal_dataset_tree_get_node (GtkListView *tree, guint position)
{
  g_autoptr (GtkTreeListRow) row =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (tree)), position);

  return row != NULL ? CAL_DATASET_NODE (gtk_tree_list_row_get_item (row)) : NULL;
}
