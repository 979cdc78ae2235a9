/* provenance.c - what a report was made from and how, so that it can be made again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/provenance.h"

#include "app/command/json-out.h"
#include "io/content-hash.h"
#include "io/path.h"

static void
describe_texts (JsonObject *object, CalArguments *arguments, const CalOption *option)
{
  const char *const *texts = cal_arguments_get_texts (arguments, option->name);
  JsonArray *array = json_array_new ();

  for (guint n = 0; texts[n] != NULL; n++)
    json_array_add_string_element (array, texts[n]);
  json_object_set_array_member (object, option->name, array);
}

static void
describe_parameter (JsonObject *object, CalArguments *arguments, const CalOption *option)
{
  const char *text = cal_arguments_get_text (arguments, option->name);

  if (text == NULL)
    json_object_set_null_member (object, option->name);
  else if (option->type == CAL_OPTION_WHOLE)
    json_object_set_int_member (object, option->name,
                                (gint64) cal_arguments_get_number (arguments, option->name));
  else if (option->type == CAL_OPTION_NUMBER)
    cal_json_set_number (object, option->name, cal_arguments_get_number (arguments, option->name));
  else
    cal_json_set_text (object, option->name, text);
}

/**
 * cal_provenance_describe:
 * @tables: of the options, ended by NULL
 *
 * Returns: (transfer full): every option that is no flag, as it was given or as it is when not
 * given
 */
JsonObject *
cal_provenance_describe (CalArguments *arguments, const CalOption *const *tables)
{
  JsonObject *object = json_object_new ();

  for (; *tables != NULL; tables++)
    for (const CalOption *option = *tables; option->name != NULL; option++)
      if (option->type == CAL_OPTION_TEXTS)
        describe_texts (object, arguments, option);
      else if (option->type != CAL_OPTION_FLAG)
        describe_parameter (object, arguments, option);
  return object;
}

/**
 * cal_provenance_new:
 * @command: its name
 * @tables: of its options, ended by NULL
 *
 * Returns: (transfer full): a report of the command, this version, its options and no sources yet
 */
JsonObject *
cal_provenance_new (const char *command, CalArguments *arguments, const CalOption *const *tables)
{
  JsonObject *self = json_object_new ();

  json_object_set_string_member (self, "command", command);
  json_object_set_string_member (self, "version", CALCARINE_VERSION);
  json_object_set_array_member (self, "sources", json_array_new ());
  json_object_set_object_member (self, "parameters", cal_provenance_describe (arguments, tables));
  return self;
}

/**
 * cal_provenance_add_source:
 * @self: a report with an array of "sources"
 * @role: "patterns", "conditions", ...
 * @source: a path, or a dataset in it
 *
 * Adds the source, with the hash of the file's content if it is a file.
 */
void
cal_provenance_add_source (JsonObject *self, const char *role, const char *source)
{
  JsonObject *entry = json_object_new ();
  const char *dataset;
  g_autofree char *path = cal_path_split_source (source, &dataset);
  g_autofree char *hash = cal_content_hash_file (path, NULL);

  json_object_set_string_member (entry, "role", role);
  json_object_set_string_member (entry, "path", source);
  if (hash != NULL)
    json_object_set_string_member (entry, "content", hash);
  json_array_add_object_element (json_object_get_array_member (self, "sources"), entry);
}
