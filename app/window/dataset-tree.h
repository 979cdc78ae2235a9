/* dataset-tree.h - the datasets of containers as a tree to browse.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "io/loaded.h"

G_BEGIN_DECLS

#define CAL_TYPE_DATASET_NODE (cal_dataset_node_get_type ())
G_DECLARE_FINAL_TYPE (CalDatasetNode, cal_dataset_node, CAL, DATASET_NODE, GObject)

const char *cal_dataset_node_get_source (CalDatasetNode *self);
const char *cal_dataset_node_get_path (CalDatasetNode *self);

GtkWidget *cal_dataset_tree_new (GPtrArray *containers);
CalDatasetNode *cal_dataset_tree_get_node (GtkListView *tree,
                                           guint position) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
