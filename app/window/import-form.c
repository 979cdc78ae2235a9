/* import-form.c - what is said of one dataset, as rows to fill in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/import-form.h"

struct _CalImportForm {
  GtkBox parent_instance;

  CalImport *import;
  CalImportEntry *entry;
  gboolean is_filling; /* the rows follow the entry, not the other way round */

  GtkLabel *title;
  GtkLabel *values;
  AdwComboRow *role;
  AdwEntryRow *name;
  AdwComboRow *hemisphere;
  GtkListBox *places;
  GPtrArray *buttons; /* of the places, which own them */
  AdwEntryRow *unit;
  AdwEntryRow *statistic;
  AdwComboRow *axis;
  AdwComboRow *ids;
  GtkImage *state;
  GtkLabel *sentence;
  GtkSwitch *preview;
  AdwActionRow *preview_row;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalImportForm, cal_import_form, GTK_TYPE_BOX)

/* The roles that one dataset can have, as they are offered. */
static const struct {
  CalRole role;
  const char *title;
} roles[] = {
    {CAL_ROLE_NONE, "Not used"},
    {CAL_ROLE_MAP, "Map: a number a place"},
    {CAL_ROLE_CEILING, "Noise ceiling"},
    {CAL_ROLE_REGIONS, "Regions"},
    {CAL_ROLE_INDEX, "Index: where others belong"},
    {CAL_ROLE_RESPONSES, "Measured responses"},
    {CAL_ROLE_PREDICTIONS, "Predicted responses"},
    {CAL_ROLE_WEIGHTS, "Weights"},
    {CAL_ROLE_CAPTIONS, "Captions"},
    {CAL_ROLE_ATTENTION, "Attention"},
    {CAL_ROLE_STIMULI, "Stimuli"},
    {CAL_ROLE_RDM, "RDMs"},
};

/**
 * cal_import_get_role_title:
 *
 * Returns: the role, for the person
 */
const char *
cal_import_get_role_title (CalRole role)
{
  for (gsize n = 0; n < G_N_ELEMENTS (roles); n++)
    if (roles[n].role == role)
      return roles[n].title;
  return cal_role_get_name (role);
}

/**
 * cal_import_get_state_icon:
 *
 * Returns: (nullable): the icon that tells how an entry stands
 */
const char *
cal_import_get_state_icon (CalImportState state)
{
  return state == CAL_IMPORT_FITS    ? "emblem-ok-symbolic"
         : state == CAL_IMPORT_ASKS  ? "dialog-question-symbolic"
         : state == CAL_IMPORT_UNFIT ? "dialog-warning-symbolic"
                                     : NULL;
}

static void
cal_import_form_finalize (GObject *object)
{
  g_ptr_array_unref (CAL_IMPORT_FORM (object)->buttons);
  G_OBJECT_CLASS (cal_import_form_parent_class)->finalize (object);
}

static void
cal_import_form_class_init (CalImportFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_import_form_finalize;
  /* What is said of the entry has changed. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
show_row (gpointer row, gboolean shown)
{
  gtk_widget_set_visible (GTK_WIDGET (row), shown);
}

static gboolean
is_series (CalRole role)
{
  return role == CAL_ROLE_RESPONSES || role == CAL_ROLE_PREDICTIONS || role == CAL_ROLE_WEIGHTS;
}

static gboolean
has_rows (CalRole role)
{
  return is_series (role) || role == CAL_ROLE_MAP || role == CAL_ROLE_CEILING ||
         role == CAL_ROLE_REGIONS || role == CAL_ROLE_CAPTIONS;
}

static gboolean
has_words (AdwComboRow *combo, char **words)
{
  GtkStringList *list = GTK_STRING_LIST (adw_combo_row_get_model (combo));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint w = 0; w < n; w++)
    if (g_strcmp0 (words[w], gtk_string_list_get_string (list, w)) != 0)
      return FALSE;
  return words[n] == NULL;
}

/* A row that is in use keeps its list where that is the same. */
static void
set_words (AdwComboRow *combo, GStrvBuilder *builder, guint selected)
{
  g_auto (GStrv) words = g_strv_builder_end (builder);

  if (!has_words (combo, words)) {
    g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) words);

    adw_combo_row_set_model (combo, G_LIST_MODEL (list));
  }
  adw_combo_row_set_selected (combo, selected);
}

static void place_cb (GtkCheckButton *button, CalImportForm *self);

static GtkWidget *
new_place (CalImportForm *self, CalBinding *binding, GtkCheckButton *group)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_check_button_new ();
  g_autofree char *sentence = g_markup_escape_text (cal_binding_get_sentence (binding), -1);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (cal_binding_get_key (binding)),
                          g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (place_cb), self, 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->places, row);
  g_ptr_array_add (self->buttons, button);
  return button;
}

/* Rows that are in use stay where the places are the same. */
static gboolean
has_places (CalImportForm *self, GPtrArray *bindings)
{
  guint n_bindings = bindings != NULL ? bindings->len : 0;

  for (guint n = 0; n < MIN (n_bindings, self->buttons->len); n++)
    if (g_strcmp0 (g_object_get_data (self->buttons->pdata[n], "key"),
                   cal_binding_get_key (bindings->pdata[n])) != 0)
      return FALSE;
  return n_bindings == self->buttons->len;
}

/* The places that fit, of which one is chosen. */
static void
fill_bindings (CalImportForm *self)
{
  CalBinding *chosen = cal_import_get_binding (self->entry);
  GPtrArray *bindings = self->entry->bindings;

  if (!has_places (self, bindings)) {
    GtkListBoxRow *row;

    g_ptr_array_set_size (self->buttons, 0);
    while ((row = gtk_list_box_get_row_at_index (self->places, 0)) != NULL)
      gtk_list_box_remove (self->places, GTK_WIDGET (row));
    for (guint n = 0; bindings != NULL && n < bindings->len; n++)
      new_place (self, bindings->pdata[n], n > 0 ? self->buttons->pdata[0] : NULL);
  }
  for (guint n = 0; n < self->buttons->len; n++)
    gtk_check_button_set_active (self->buttons->pdata[n], bindings->pdata[n] == chosen);
}

/* The datasets of texts, after "none". */
static void
fill_ids (CalImportForm *self)
{
  GPtrArray *entries = cal_import_get_entries (self->import);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = 0, n_words = 0;

  g_strv_builder_add (builder, "None");
  for (guint n = 0; n < entries->len; n++) {
    const CalImportEntry *entry = entries->pdata[n];

    if (!entry->is_text || entry->n_dims != 1 || entry->dataset == NULL)
      continue;
    g_strv_builder_add (builder, entry->dataset);
    n_words++;
    if (g_strcmp0 (entry->dataset, self->entry->ids) == 0)
      selected = n_words;
  }
  set_words (self->ids, builder, selected);
}

static void
show_state (CalImportForm *self)
{
  CalImportEntry *entry = self->entry;
  const char *icon = cal_import_get_state_icon (entry->state);

  show_row (self->name, entry->role != CAL_ROLE_NONE);
  show_row (self->hemisphere, has_rows (entry->role) || entry->role == CAL_ROLE_INDEX);
  show_row (self->places, self->buttons->len > 0);
  show_row (self->unit, has_rows (entry->role) && entry->is_numeric);
  show_row (self->statistic, has_rows (entry->role) && entry->is_numeric);
  show_row (self->axis, is_series (entry->role));
  show_row (self->ids, is_series (entry->role) || entry->role == CAL_ROLE_ATTENTION ||
                           entry->role == CAL_ROLE_STIMULI);
  show_row (self->preview_row, has_rows (entry->role));
  gtk_widget_set_sensitive (GTK_WIDGET (self->preview), entry->state == CAL_IMPORT_FITS);
  gtk_image_set_from_icon_name (self->state, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->state), icon != NULL);
  gtk_label_set_text (self->sentence, entry->state == CAL_IMPORT_UNUSED
                                          ? "Say what it is for, and it is checked at once."
                                          : entry->sentence);
}

static void
update_preview (CalImportForm *self)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_switch_get_active (self->preview) || self->entry->state != CAL_IMPORT_FITS ||
      !has_rows (self->entry->role))
    cal_import_end_preview (self->import);
  else if (!cal_import_preview (self->import, self->entry, &error))
    gtk_label_set_text (self->sentence, error->message);
}

static void
check (CalImportForm *self)
{
  self->is_filling = TRUE;
  cal_import_check (self->import);
  fill_bindings (self);
  show_state (self);
  self->is_filling = FALSE;
  update_preview (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_text (AdwEntryRow *row, char **text)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (row));

  g_free (*text);
  *text = typed[0] != '\0' ? g_strdup (typed) : NULL;
}

static void
text_cb (CalImportForm *self)
{
  if (self->entry == NULL || self->is_filling)
    return;
  take_text (self->unit, &self->entry->unit);
  take_text (self->statistic, &self->entry->statistic);
  take_text (self->name, &self->entry->name);
  if (self->entry->name == NULL)
    self->entry->name = g_path_get_basename (self->entry->source);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What is chosen in the row; NULL for its first word. */
static char *
dup_choice (AdwComboRow *row)
{
  GtkStringObject *object = adw_combo_row_get_selected_item (row);

  return adw_combo_row_get_selected (row) > 0 && object != NULL
             ? g_strdup (gtk_string_object_get_string (object))
             : NULL;
}

static void
place_cb (GtkCheckButton *button, CalImportForm *self)
{
  if (self->entry == NULL || self->is_filling || !gtk_check_button_get_active (button))
    return;
  g_free (self->entry->binding);
  self->entry->binding = g_strdup (g_object_get_data (G_OBJECT (button), "key"));
  check (self);
}

static void
choice_cb (CalImportForm *self)
{
  CalImportEntry *entry = self->entry;
  guint side = adw_combo_row_get_selected (self->hemisphere);

  if (entry == NULL || self->is_filling)
    return;
  entry->role = roles[MIN (adw_combo_row_get_selected (self->role), G_N_ELEMENTS (roles) - 1)].role;
  entry->hemisphere = side == 1 ? CAL_LEFT : side == 2 ? CAL_RIGHT : CAL_HEMISPHERE_UNKNOWN;
  entry->axis = (CalSeriesAxis) MIN (adw_combo_row_get_selected (self->axis), CAL_AXIS_TIME);
  g_free (entry->ids);
  entry->ids = dup_choice (self->ids);
  check (self);
}

static void
preview_cb (CalImportForm *self)
{
  if (self->entry != NULL && !self->is_filling)
    update_preview (self);
}

static AdwComboRow *
add_combo (CalImportForm *self, GtkWidget *list, const char *title, const char *const *words)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (choice_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return ADW_COMBO_ROW (row);
}

static AdwEntryRow *
add_text (CalImportForm *self, GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "changed", G_CALLBACK (text_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return ADW_ENTRY_ROW (row);
}

static GtkLabel *
add_label (CalImportForm *self, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
add_check (CalImportForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->state = GTK_IMAGE (gtk_image_new ());
  self->sentence = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->sentence, 0.0f);
  gtk_label_set_wrap (self->sentence, TRUE);
  gtk_label_set_wrap_mode (self->sentence, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self->sentence), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (self), box);
}

static void
add_preview (CalImportForm *self, GtkWidget *list)
{
  self->preview_row = ADW_ACTION_ROW (adw_action_row_new ());
  self->preview = GTK_SWITCH (gtk_switch_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->preview_row), "Preview on the brain");
  gtk_widget_set_valign (GTK_WIDGET (self->preview), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->preview_row, GTK_WIDGET (self->preview));
  adw_action_row_set_activatable_widget (self->preview_row, GTK_WIDGET (self->preview));
  g_signal_connect_object (self->preview, "notify::active", G_CALLBACK (preview_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->preview_row));
}

static void
cal_import_form_init (CalImportForm *self)
{
  static const char *const sides[] = {"Both, or not said", "Left", "Right", NULL};
  static const char *const axes[] = {"Stimuli", "Features", "Conditions", "Moments", NULL};
  static const char *const none[] = {NULL};
  const char *titles[G_N_ELEMENTS (roles) + 1] = {NULL};
  GtkWidget *list = gtk_list_box_new ();

  for (gsize n = 0; n < G_N_ELEMENTS (roles); n++)
    titles[n] = roles[n].title;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  self->title = add_label (self, "heading");
  self->values = add_label (self, "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->values), "numeric");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  self->role = add_combo (self, list, "For", titles);
  self->name = add_text (self, list, "Name");
  self->hemisphere = add_combo (self, list, "Hemisphere", sides);
  self->axis = add_combo (self, list, "Frames are", axes);
  self->ids = add_combo (self, list, "Names are in", none);
  self->unit = add_text (self, list, "Unit");
  self->statistic = add_text (self, list, "Statistic: r, t, noise ceiling…");
  add_preview (self, list);
  gtk_box_append (GTK_BOX (self), list);
  add_check (self);
  self->buttons = g_ptr_array_new ();
  self->places = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->places), "boxed-list");
  gtk_list_box_set_selection_mode (self->places, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->places), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Where it belongs", -1);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->places));
}

/**
 * cal_import_form_new:
 * @import: lives as long as the form
 *
 * CalImportForm::changed comes when something else is said.
 *
 * Returns: (transfer floating): a form that shows no entry yet
 */
GtkWidget *
cal_import_form_new (CalImport *import)
{
  CalImportForm *self = g_object_new (CAL_TYPE_IMPORT_FORM, NULL);

  self->import = import;
  return GTK_WIDGET (self);
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/**
 * cal_import_form_show:
 * @entry: of the import
 *
 * Shows what is said of an entry; what is changed from now on is said of it.
 */
void
cal_import_form_show (CalImportForm *self, CalImportEntry *entry)
{
  g_autofree char *shape = cal_import_dup_shape (entry);
  g_autofree char *first = cal_import_dup_first_values (entry);
  g_autofree char *values = g_strdup_printf ("%s\n%s", shape, first);

  self->entry = entry;
  self->is_filling = TRUE;
  gtk_label_set_text (self->title, entry->dataset != NULL ? entry->dataset : entry->name);
  gtk_label_set_text (self->values, values);
  for (guint n = 0; n < G_N_ELEMENTS (roles); n++)
    if (roles[n].role == entry->role)
      adw_combo_row_set_selected (self->role, n);
  adw_combo_row_set_selected (self->hemisphere, entry->hemisphere == CAL_LEFT    ? 1
                                                : entry->hemisphere == CAL_RIGHT ? 2
                                                                                 : 0);
  adw_combo_row_set_selected (self->axis, entry->axis);
  set_text (self->name, entry->name);
  set_text (self->unit, entry->unit);
  set_text (self->statistic, entry->statistic);
  fill_bindings (self);
  fill_ids (self);
  show_state (self);
  self->is_filling = FALSE;
  update_preview (self);
}
