/* SPDX-License-Identifier: MIT */
/*
 * list_source.h - a list as an input of the library: a file or standard input,
 * and what is needed to read the JSON in it.
 */
#ifndef CLI_LIST_SOURCE_H
#define CLI_LIST_SOURCE_H

#include "../run/algorithm_set.h"
#include "json_list.h"

struct list_source {
	struct hashlane_input input;
	struct hashlane_list_options options;
	struct json_list *json;
};

/*
 * Describe the list at a path, "-" for standard input. `given`: the algorithms
 * of -a. The path and `given` live as long as the source. False: no memory.
 */
bool list_source_open(struct list_source *source, const char *path,
		      const struct algorithm_set *given, uint32_t flags);
void list_source_close(struct list_source *source);

/* Why a list could not be opened, as the messages of the command spell it. */
const char *list_source_reason(const struct hashlane_error *error);

#endif
