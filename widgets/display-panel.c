/* display-panel.c - how the selected layer is shown: a row a property.
 *
 * Which rows there are, and what they are called, comes from the display's GParamSpecs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/display-panel.h"

#include "widgets/accessible.h"
#include "widgets/number-entry.h"

struct _CalDisplayPanel {
  GtkWidget parent_instance;

  CalScene *scene;
  CalLayer *layer;
  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (CalDisplayPanel, cal_display_panel, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LAYER,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* What a row is for, besides its property. */
typedef enum {
  ROW_ALWAYS,
  ROW_VALUES,          /* not for regions */
  ROW_LABELS,          /* only for regions */
  ROW_VOLUME,          /* only for volumes, where there is a cortex */
  ROW_SERIES,          /* only with several frames */
  ROW_WITH_THRESHOLD,  /* only when there is one */
  ROW_WITH_OPACITY_BY, /* only when another layer scales the opacity */
  ROW_ONE_MAP,         /* only when one map gives the colour */
  ROW_TWO_MAPS,        /* only when two do */
  ROW_SECOND_MAP,      /* when two or three do */
  ROW_THIRD_MAP,       /* only when three do */
} RowNeed;

static const struct {
  const char *property;
  RowNeed need;
} row_table[] = {
    {"opacity", ROW_ALWAYS},
    {"colour-mode", ROW_VALUES},
    {"second-by", ROW_SECOND_MAP},
    {"third-by", ROW_THIRD_MAP},
    {"square-map", ROW_TWO_MAPS},
    {"colormap", ROW_ONE_MAP},
    {"window-low", ROW_VALUES},
    {"window-high", ROW_VALUES},
    {"threshold-mode", ROW_VALUES},
    {"threshold", ROW_WITH_THRESHOLD},
    {"threshold-by", ROW_WITH_THRESHOLD},
    {"below-threshold", ROW_WITH_THRESHOLD},
    {"opacity-by", ROW_ALWAYS},
    {"opacity-by-low", ROW_WITH_OPACITY_BY},
    {"opacity-by-high", ROW_WITH_OPACITY_BY},
    {"interpolation", ROW_VALUES},
    {"frame", ROW_SERIES},
    {"label-style", ROW_LABELS},
    {"label-names", ROW_LABELS},
    {"on-cortex", ROW_VOLUME},
};

static gboolean
is_needed (CalDisplayPanel *self, RowNeed need)
{
  CalLayer *layer = self->layer;
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  gboolean has_labels = cal_layer_get_labels (layer) != NULL;

  switch (need) {
  case ROW_VALUES:
    return !has_labels;
  case ROW_LABELS:
    return has_labels;
  case ROW_VOLUME:
    return cal_layer_get_volume (layer) != NULL && cal_scene_get_cortex (self->scene) != NULL;
  case ROW_SERIES:
    return cal_layer_get_n_frames (layer) > 1;
  case ROW_WITH_THRESHOLD:
    return !has_labels && state->threshold_mode != CAL_THRESHOLD_NONE;
  case ROW_WITH_OPACITY_BY:
    return state->opacity_by != NULL;
  case ROW_ONE_MAP:
    return !has_labels && state->colour_mode == CAL_COLOUR_ONE_MAP;
  case ROW_TWO_MAPS:
    return !has_labels && state->colour_mode == CAL_COLOUR_TWO_MAPS;
  case ROW_SECOND_MAP:
    return !has_labels && state->colour_mode != CAL_COLOUR_ONE_MAP;
  case ROW_THIRD_MAP:
    return !has_labels && state->colour_mode == CAL_COLOUR_RGB;
  case ROW_ALWAYS:
  default:
    return TRUE;
  }
}

static GtkWidget *
new_slider (CalDisplay *display, GParamSpec *pspec)
{
  GParamSpecDouble *range = G_PARAM_SPEC_DOUBLE (pspec);
  GtkWidget *slider =
      gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, range->minimum, range->maximum, 0.01);

  gtk_widget_set_size_request (slider, 132, -1);
  g_object_bind_property (display, pspec->name, gtk_range_get_adjustment (GTK_RANGE (slider)),
                          "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return slider;
}

/* A choice among words: the words, and what each one sets. */
typedef struct {
  CalDisplay *display;
  GParamSpec *pspec;
  GStrv values;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->display);
  g_strfreev (choice->values);
  g_free (choice);
}

static void
chosen_cb (GtkDropDown *drop_down, GParamSpec *changed, Choice *choice)
{
  guint n = gtk_drop_down_get_selected (drop_down);

  if (n >= g_strv_length (choice->values))
    return;
  if (G_IS_PARAM_SPEC_ENUM (choice->pspec)) {
    const GEnumValue *value =
        g_enum_get_value_by_nick (G_PARAM_SPEC_ENUM (choice->pspec)->enum_class, choice->values[n]);

    g_object_set (choice->display, choice->pspec->name, value->value, NULL);
  } else
    g_object_set (choice->display, choice->pspec->name, choice->values[n], NULL);
}

static char *
dup_current (CalDisplay *display, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, pspec->value_type);
  g_object_get_property (G_OBJECT (display), pspec->name, &value);
  if (G_IS_PARAM_SPEC_ENUM (pspec))
    return g_strdup (
        g_enum_get_value (G_PARAM_SPEC_ENUM (pspec)->enum_class, g_value_get_enum (&value))
            ->value_nick);
  return g_strdup (g_value_get_string (&value) != NULL ? g_value_get_string (&value) : "");
}

static void
show_choice_cb (GtkDropDown *drop_down)
{
  Choice *choice = g_object_get_data (G_OBJECT (drop_down), "choice");
  g_autofree char *current = dup_current (choice->display, choice->pspec);

  for (guint n = 0; choice->values[n] != NULL; n++)
    if (g_str_equal (choice->values[n], current) && gtk_drop_down_get_selected (drop_down) != n)
      gtk_drop_down_set_selected (drop_down, n);
}

/* @values is taken. */
static GtkWidget *
new_drop_down (CalDisplay *display, GParamSpec *pspec, GStrv values, const char *const *words)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (words);
  g_autofree char *signal = g_strdup_printf ("notify::%s", pspec->name);
  Choice *choice = g_new0 (Choice, 1);

  choice->display = g_object_ref (display);
  choice->pspec = pspec;
  choice->values = values;
  g_object_set_data (G_OBJECT (drop_down), "choice", choice);
  show_choice_cb (GTK_DROP_DOWN (drop_down));
  g_signal_connect_data (drop_down, "notify::selected", G_CALLBACK (chosen_cb), choice, choice_free,
                         0);
  g_signal_connect_object (display, signal, G_CALLBACK (show_choice_cb), drop_down,
                           G_CONNECT_SWAPPED);
  return drop_down;
}

static GtkWidget *
new_enum_choice (CalDisplay *display, GParamSpec *pspec)
{
  GEnumClass *class = G_PARAM_SPEC_ENUM (pspec)->enum_class;
  GStrv values = g_new0 (char *, class->n_values + 1);

  for (guint n = 0; n < class->n_values; n++)
    values[n] = g_strdup (class->values[n].value_nick);
  return new_drop_down (display, pspec, values, (const char *const *) values);
}

/* The other layers that have values, by name; the empty id is none. */
static GtkWidget *
new_layer_choice (CalDisplayPanel *self, GParamSpec *pspec)
{
  GPtrArray *ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (ids, g_strdup (""));
  g_ptr_array_add (names, (gpointer) "none");
  for (guint n = 0; n < cal_scene_get_n_layers (self->scene); n++) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n);

    if (layer == self->layer || cal_layer_get_labels (layer) != NULL)
      continue;
    g_ptr_array_add (ids, g_strdup (cal_layer_get_id (layer)));
    g_ptr_array_add (names, (gpointer) cal_layer_get_name (layer));
  }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  return new_drop_down (cal_layer_get_display (self->layer), pspec,
                        (GStrv) g_ptr_array_free (ids, FALSE), (const char *const *) names->pdata);
}

static GtkWidget *
new_frame_spin (CalDisplayPanel *self, GParamSpec *pspec)
{
  double last = (double) cal_layer_get_n_frames (self->layer) - 1.0;
  GtkWidget *spin = gtk_spin_button_new_with_range (0.0, last, 1.0);

  g_object_bind_property (cal_layer_get_display (self->layer), pspec->name,
                          gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return spin;
}

static GtkWidget *
new_control (CalDisplayPanel *self, GParamSpec *pspec)
{
  CalDisplay *display = cal_layer_get_display (self->layer);
  GtkWidget *control;

  if (g_str_equal (pspec->name, "colormap"))
    return new_drop_down (display, pspec, g_strdupv ((GStrv) (gpointer) cal_colormap_list ()),
                          cal_colormap_list ());
  if (G_IS_PARAM_SPEC_STRING (pspec))
    return new_layer_choice (self, pspec);
  if (G_IS_PARAM_SPEC_ENUM (pspec))
    return new_enum_choice (display, pspec);
  if (G_IS_PARAM_SPEC_UINT (pspec))
    return new_frame_spin (self, pspec);
  if (G_IS_PARAM_SPEC_BOOLEAN (pspec)) {
    control = gtk_switch_new ();
    g_object_bind_property (display, pspec->name, control, "active",
                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
    return control;
  }
  if (G_PARAM_SPEC_DOUBLE (pspec)->maximum < G_MAXDOUBLE)
    return new_slider (display, pspec);
  return cal_number_entry_new (G_OBJECT (display), pspec->name);
}

static void
add_row (CalDisplayPanel *self, GParamSpec *pspec)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (g_param_spec_get_nick (pspec));
  GtkWidget *control = new_control (self, pspec);

  gtk_widget_add_css_class (row, "setting-row");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (row, g_param_spec_get_blurb (pspec));
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  cal_accessible_set_name (control, g_param_spec_get_nick (pspec));
  gtk_widget_set_name (control, pspec->name);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), control);
  gtk_box_append (self->rows, row);
}

static void
fill (CalDisplayPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
  for (gsize n = 0; self->layer != NULL && n < G_N_ELEMENTS (row_table); n++)
    if (is_needed (self, row_table[n].need))
      add_row (self, g_object_class_find_property (
                         G_OBJECT_GET_CLASS (cal_layer_get_display (self->layer)),
                         row_table[n].property));
}

static gboolean
refill_cb (gpointer data)
{
  if (CAL_DISPLAY_PANEL (data)->rows != NULL)
    fill (CAL_DISPLAY_PANEL (data));
  return G_SOURCE_REMOVE;
}

/* Which rows are needed depends on these; the row that was just used must not vanish under the
 * pointer's own event. */
static void
structure_changed_cb (CalDisplayPanel *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, refill_cb, g_object_ref (self), g_object_unref);
}

static void
cal_display_panel_dispose (GObject *object)
{
  CalDisplayPanel *self = CAL_DISPLAY_PANEL (object);

  if (self->scene != NULL)
    cal_display_panel_set_layer (self, NULL);
  g_clear_object (&self->scene);
  if (self->rows != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->rows));
  self->rows = NULL;
  G_OBJECT_CLASS (cal_display_panel_parent_class)->dispose (object);
}

static void
cal_display_panel_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_LAYER:
    cal_display_panel_set_layer (CAL_DISPLAY_PANEL (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_display_panel_class_init (CalDisplayPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = cal_display_panel_set_property;
  G_OBJECT_CLASS (klass)->dispose = cal_display_panel_dispose;
  props[PROP_LAYER] =
      g_param_spec_object ("layer", NULL, NULL, CAL_TYPE_LAYER,
                           G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cal_display_panel_init (CalDisplayPanel *self)
{
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_parent (GTK_WIDGET (self->rows), GTK_WIDGET (self));
}

/**
 * cal_display_panel_new:
 * @scene: where other layers are, to scale or threshold by
 *
 * Returns: (transfer floating): a panel of no layer
 */
GtkWidget *
cal_display_panel_new (CalScene *scene)
{
  CalDisplayPanel *self = g_object_new (CAL_TYPE_DISPLAY_PANEL, NULL);

  self->scene = g_object_ref (scene);
  g_signal_connect_object (scene, "notify::cortex", G_CALLBACK (structure_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * cal_display_panel_set_layer:
 * @layer: (nullable): whose display the rows show and change
 */
void
cal_display_panel_set_layer (CalDisplayPanel *self, CalLayer *layer)
{
  static const char *const structural[] = {"notify::threshold-mode", "notify::opacity-by",
                                           "notify::colour-mode"};

  g_return_if_fail (CAL_IS_DISPLAY_PANEL (self));

  if (self->layer == layer)
    return;
  if (self->layer != NULL) {
    g_signal_handlers_disconnect_by_data (cal_layer_get_display (self->layer), self);
    g_signal_handlers_disconnect_by_data (self->layer, self);
  }
  g_set_object (&self->layer, layer);
  for (gsize n = 0; layer != NULL && n < G_N_ELEMENTS (structural); n++)
    g_signal_connect_swapped (cal_layer_get_display (layer), structural[n],
                              G_CALLBACK (structure_changed_cb), self);
  if (layer != NULL)
    g_signal_connect_swapped (layer, "notify::data", G_CALLBACK (structure_changed_cb), self);
  fill (self);
}
