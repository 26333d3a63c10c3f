/* SPDX-License-Identifier: MIT */
/* list_source.c - a list as an input of the library. */
#include "list_source.h"

#include "../terminal/message.h"

#include <string.h>
#include <unistd.h>

bool list_source_open(struct list_source *source, const char *path,
		      const struct algorithm_set *given, uint32_t flags)
{
	bool standard = !strcmp(path, "-");

	*source = (struct list_source){
		.input = { .kind = standard ? HASHLANE_INPUT_DESCRIPTOR :
					      HASHLANE_INPUT_PATH,
			   .descriptor = STDIN_FILENO,
			   .data = standard ? NULL : path,
			   .data_bytes = standard ? 0 : strlen(path) },
		.options = { .struct_size = sizeof(source->options),
			     .flags = flags,
			     .specs = given && given->count ? given->specs :
							      NULL,
			     .spec_count = given ? given->count : 0 },
		.json = json_list_create(),
	};
	if (!standard)
		source->input.descriptor = 0;
	source->options.parse = json_list_parse;
	source->options.parse_context = source->json;
	return source->json;
}

void list_source_close(struct list_source *source)
{
	json_list_destroy(source->json);
	source->json = NULL;
}

const char *list_source_reason(const struct hashlane_error *error)
{
	return error->os_error ? message_errno(error->os_error) :
				 hashlane_status_get_text(error->status);
}
