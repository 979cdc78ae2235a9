/* number-entry.c - a number of any size, typed or stepped, bound to a property.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/number-entry.h"

#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "model/number.h"

struct _CalNumberEntry {
  GtkWidget parent_instance;

  GObject *object;
  char *property;
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (CalNumberEntry, cal_number_entry, GTK_TYPE_WIDGET)

static double
get_number (CalNumberEntry *self)
{
  double number;

  g_object_get (self->object, self->property, &number, NULL);
  return number;
}

static void
show_cb (CalNumberEntry *self)
{
  g_autofree char *shown = cal_number_format (get_number (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), shown);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/* The text with @found replaced, which it takes. */
static char *
replace (char *text, const char *found, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (text, found, -1);

  g_free (text);
  return g_strjoinv (by, parts);
}

/* What was typed, as C writes numbers: with a hyphen for a true minus, and with a point for what
 * the person's language writes, which is the key of the number pad too. */
static char *
dup_typed (CalNumberEntry *self)
{
  locale_t theirs = newlocale (LC_NUMERIC_MASK, "", (locale_t) 0);
  char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  typed = replace (typed, "−", "-");
  if (theirs != (locale_t) 0) {
    typed = replace (typed, nl_langinfo_l (RADIXCHAR, theirs), ".");
    freelocale (theirs);
  }
  return g_strstrip (typed);
}

/* Takes what was typed; marks it if it is no number. */
static void
activate_cb (CalNumberEntry *self)
{
  g_autofree char *typed = dup_typed (self);
  char *end;
  double number = g_ascii_strtod (typed, &end);

  if (end == typed || *end != '\0' || !isfinite (number)) {
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    return;
  }
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  g_object_set (self->object, self->property, number, NULL);
  show_cb (self);
}

static void
focus_left_cb (CalNumberEntry *self)
{
  g_autofree char *shown = cal_number_format (get_number (self));

  if (!g_str_equal (shown, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    activate_cb (self);
}

/* A step is a hundredth of the number's own size, rounded to a power of ten. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        CalNumberEntry *self)
{
  double number = get_number (self);
  double step = number != 0.0 ? pow (10.0, floor (log10 (fabs (number))) - 1.0) : 0.1;

  if (key != GDK_KEY_Up && key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  number += key == GDK_KEY_Up ? step : -step;
  g_object_set (self->object, self->property, round (number / step) * step, NULL);
  return GDK_EVENT_STOP;
}

static void
cal_number_entry_dispose (GObject *object)
{
  CalNumberEntry *self = CAL_NUMBER_ENTRY (object);

  if (self->object != NULL)
    g_signal_handlers_disconnect_by_data (self->object, self);
  g_clear_object (&self->object);
  g_clear_pointer (&self->property, g_free);
  if (self->entry != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->entry));
  self->entry = NULL;
  G_OBJECT_CLASS (cal_number_entry_parent_class)->dispose (object);
}

static void
cal_number_entry_class_init (CalNumberEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_number_entry_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cal_number_entry_init (CalNumberEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1.0f);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_widget_set_parent (GTK_WIDGET (self->entry), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
}

/**
 * cal_number_entry_new:
 * @property: a double of @object
 *
 * Returns: (transfer floating): an entry that shows the property and sets it
 */
GtkWidget *
cal_number_entry_new (GObject *object, const char *property)
{
  CalNumberEntry *self = g_object_new (CAL_TYPE_NUMBER_ENTRY, NULL);
  g_autofree char *signal = g_strdup_printf ("notify::%s", property);
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property);

  self->object = g_object_ref (object);
  self->property = g_strdup (property);
  g_signal_connect_swapped (object, signal, G_CALLBACK (show_cb), self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), g_param_spec_get_blurb (pspec));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_param_spec_get_nick (pspec), -1);
  show_cb (self);
  return GTK_WIDGET (self);
}
