/* SPDX-License-Identifier: MIT */
/*
 * json_list.h - entries of lists in JSON: an object a line, as hashlane and
 * rclone lsjson write it.
 */
#ifndef CLI_JSON_LIST_H
#define CLI_JSON_LIST_H

#include "../../include/hashlane.h"

/* The memory of the entry that was read last, for one list. */
struct json_list;

/* NULL: no memory. */
struct json_list *json_list_create(void);
void json_list_destroy(struct json_list *json);

/* A hashlane_list_parse_fn; the context is a struct json_list. */
int32_t json_list_parse(void *context, struct hashlane_list_entry *entry,
			const char *line, size_t bytes);

/* Why no line can be added to the list as read so far; NULL: one can. */
const char *json_list_get_unwritable(const struct json_list *json);

#endif
