/* commands.c - the one table of what the window can do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/commands.h"

static const CalCommand commands[] = {
    {"win.open", "Open files", "Study", "<Control>o"},
    {"win.open-folder", "Open a folder", "Study", "<Control><Shift>o"},
    {"win.save-session", "Save the session", "Study", "<Control>s"},
    {"win.save-session-as", "Save the session as…", "Study", "<Control><Shift>s"},
    {"win.figure", "Export a figure", "Study", "<Control>e"},
    {"win.copy-command", "Copy the command that makes this figure", "Study", "<Control><Shift>e"},
    {"win.data", "Datasets in the open files", "Study", "<Control>d"},
    {"win.import('')", "Import a file: say what its datasets are for", "Study",
     "<Control><Shift>i"},
    {"win.messages", "What was recognised and left alone", "Study", "<Control>m"},
    {"win.close-study", "Close the study", "Study", "<Control><Shift>w"},
    {"window.close", "Close the window", "Study", "<Control>w"},

    {"win.palette", "Command palette", "Help", "<Control><Shift>p"},
    {"win.search", "Find a place or region", "Help", "<Control>k <Control>f"},
    {"win.shortcuts", "Keyboard shortcuts", "Help", "F1 question"},
    {"win.preferences", "Preferences", "Help", "<Control>comma"},
    {"app.about", "About Calcarine", "Help", NULL},

    {"win.undo", "Undo a change of display", "Edit", "<Control>z"},
    {"win.redo", "Redo", "Edit", "<Control><Shift>z <Control>y"},
    {"win.copy-inspector", "Copy what the inspector says", "Edit", "<Control><Shift>c"},

    {"win.view('lateral')", "Lateral", "Cortex", "<Control>1"},
    {"win.view('medial')", "Medial", "Cortex", "<Control>2"},
    {"win.view('dorsal')", "Dorsal", "Cortex", "<Control>3"},
    {"win.view('ventral')", "Ventral", "Cortex", "<Control>4"},
    {"win.view('anterior')", "Anterior", "Cortex", "<Control>5"},
    {"win.view('posterior')", "Posterior", "Cortex", "<Control>6"},
    {"win.montage('grid')", "Four panels", "Cortex", "<Control>7"},
    {"win.montage('row')", "Four panels in a row", "Cortex", "<Control>8"},
    {"win.reset-views", "Reset the views", "Cortex", "r"},
    {"win.unfold(0.0)", "Pial surface", "Cortex", "p"},
    {"win.unfold(1.0)", "White surface", "Cortex", "w"},
    {"win.unfold(2.0)", "Inflated surface", "Cortex", "i"},
    {"win.unfold(3.0)", "Sphere", "Cortex", "s"},
    {"win.unfold(4.0)", "Flatmap", "Cortex", "u"},
    {"win.show-curvature", "Curvature", "Cortex", "c"},

    {"win.slice-mode('three-planes')", "Three planes", "Slices", "<Control>9"},
    {"win.slice-mode('mosaic')", "Mosaic", "Slices", "<Control>0"},
    {"win.plane('sagittal')", "Sagittal plane alone", "Slices", "x"},
    {"win.plane('coronal')", "Coronal plane alone", "Slices", "y"},
    {"win.plane('axial')", "Axial plane alone", "Slices", "z"},
    {"win.radiological", "Radiological convention", "Slices", "<Control>r"},
    {"win.show-letters", "Orientation letters", "Slices", "o"},
    {"win.show-crosshair", "Crosshair", "Slices", "f"},
    {"win.show-outlines", "Surface outlines", "Slices", "l"},
    {"win.interpolate", "Interpolate the selected layer", "Slices", "n"},

    {"win.open-view('rdm')", "RDM", "Views", "<Alt>1"},
    {"win.open-view('embedding')", "Embedding", "Views", "<Alt>2"},
    {"win.open-view('rsa')", "RSA", "Views", "<Alt>3"},
    {"win.open-view('trsa')", "Topological RSA", "Views", "<Alt>4"},
    {"win.open-view('images')", "Images", "Views", "<Alt>5"},
    {"win.open-view('similarity')", "Similarity of concepts", "Views", "<Alt>6"},
    {"win.open-view('profile')", "Profile of a place: features, categories", "Views", "<Alt>0"},
    {"win.open-view('attention')", "Attention", "Views", "<Alt>7"},
    {"win.open-view('preferred')", "Images that a place or region prefers", "Views", "<Alt>i"},
    {"win.open-view('decoded')", "Images that were seen, beside what was decoded", "Views",
     "<Alt>d"},
    {"win.open-view('scores')", "Scores of models", "Views", "<Alt>9"},
    {"win.open-view('time')", "Courses in time of a place", "Views", "<Alt>t"},
    {"win.open-view('captions')", "Captions", "Views", "<Alt>8"},
    {"win.enlarge-view", "Enlarge the view, or give the room back", "Views", "<Alt>Return"},
    {"win.compute-rdms", "Compute RDMs from patterns", "Views", "<Alt>c"},
    {"win.show-pair", "Show on the brain what separates the picked pair", "Views", "<Alt>p"},
    {"win.show-response", "Show on the brain the response to the selected stimulus", "Views",
     "<Alt>r"},
    {"win.export-view", "Export the view as a figure", "Views", "<Alt>e"},
    {"win.close-view", "Close the view", "Views", "<Alt>Delete"},

    {"win.show-colour-bar", "Colour bar", "Layers", "b"},
    {"win.toggle-layer", "Show or hide the selected layer", "Layers", "h"},
    {"win.next-layer", "Select the layer below", "Layers", "<Control>Down"},
    {"win.previous-layer", "Select the layer above", "Layers", "<Control>Up"},
    {"win.lower-layer", "Move the layer down", "Layers", "<Alt>Down"},
    {"win.raise-layer", "Move the layer up", "Layers", "<Alt>Up"},
    {"win.remove-layer", "Remove the layer", "Layers", "<Control>Delete"},
    {"win.reset-display", "Reset the layer's display", "Layers", "Escape"},
    {"win.play", "Play frames", "Layers", "space"},
    {"win.next-frame", "Next frame", "Layers", "period"},
    {"win.previous-frame", "Previous frame", "Layers", "comma"},

    {"win.show-layers", "Layers panel", "Window", "F9"},
    {"win.show-inspector", "Inspector", "Window", "<Shift>F9"},
    {"win.fullscreen", "Full screen", "Window", "F11"},
};

static const CalGesture gestures[] = {
    {"Click or drag", "Set the cursor", "Slices"},
    {"Wheel", "Next slice", "Slices"},
    {"Page Up, Page Down", "Next slice", "Slices"},
    {"Arrow keys", "Move the cursor by a voxel", "Slices"},
    {"Ctrl + wheel, plus, minus", "Zoom", "Slices"},
    {"Home", "Show everything", "Slices"},
    {"Middle or Shift + drag", "Pan", "Slices"},
    {"Right drag", "Window of the selected layer", "Slices"},
    {"Click", "Pick a vertex", "Cortex"},
    {"Drag", "Rotate (pan on the flatmap)", "Cortex"},
    {"Middle or Shift + drag", "Pan", "Cortex"},
    {"Wheel", "Zoom", "Cortex"},
    {"Arrow keys", "Rotate; with Shift pan", "Cortex"},
    {"Plus, minus", "Zoom", "Cortex"},
    {"Home", "Turn back", "Cortex"},
    {"Click a cell", "RDM: pick the pair", "Views"},
    {"Click a name, a group, a branch", "RDM: select the conditions", "Views"},
    {"Drag over cells or names", "RDM: select the conditions", "Views"},
    {"Arrow keys, Return", "RDM: go to a cell, pick it", "Views"},
    {"Wheel, plus, minus", "RDM: zoom", "Views"},
    {"Middle or Shift + drag", "RDM: pan", "Views"},
    {"Drag on a colour bar", "Set the threshold", "Layers"},
    {"Drag a layer", "Change the drawing order", "Layers"},
};

/**
 * cal_commands_list:
 * @n_commands: (out)
 *
 * Returns: (transfer none): the table
 */
const CalCommand *
cal_commands_list (gsize *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

/**
 * cal_gestures_list:
 * @n_gestures: (out)
 *
 * Returns: (transfer none): the table
 */
const CalGesture *
cal_gestures_list (gsize *n_gestures)
{
  *n_gestures = G_N_ELEMENTS (gestures);
  return gestures;
}
