/* SPDX-License-Identifier: MIT */
/* selection.c - which files below a directory a run is about. */
#include "selection.h"

#include "../terminal/message.h"
#include "file_rules.h"

#include <string.h>

void selection_init(struct selection *selection)
{
	*selection = (struct selection){
		.walk = { .struct_size = sizeof(selection->walk) },
	};
}

void selection_free(struct selection *selection)
{
	file_rules_free(&selection->walk);
}

int selection_take(struct selection *selection, struct cli *cli,
		   enum selection_option option, const char *value)
{
	size_t bytes = strlen(value);
	bool taken = true, is_size = false;

	switch (option) {
	case SELECTION_INCLUDE:
		return file_rules_add(cli, &selection->walk.include,
				      &selection->walk.include_count, value);
	case SELECTION_EXCLUDE:
		return file_rules_add(cli, &selection->walk.exclude,
				      &selection->walk.exclude_count, value);
	case SELECTION_MIN_SIZE:
		is_size = true;
		taken = !hashlane_size_parse(&selection->min_bytes, value,
					     bytes);
		break;
	case SELECTION_MAX_SIZE:
		is_size = true;
		taken = !hashlane_size_parse(&selection->max_bytes, value,
					     bytes) &&
			selection->max_bytes;
		break;
	case SELECTION_NEWER:
		taken = file_rules_parse_time(&selection->min_mtime_ns, value);
		break;
	default:
		taken = file_rules_parse_time(&selection->max_mtime_ns, value);
	}
	if (taken)
		return STATUS_OK;
	return message_usage(cli, value,
			     is_size ? "is not a size" :
				       "is not a time (YYYY-MM-DD HH:MM:SS, "
				       "or @SECONDS)");
}

int selection_check(const struct selection *selection, struct cli *cli)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	int32_t takes;

	if (hashlane_walk_match(&takes, &selection->walk, "x", &error) !=
	    HASHLANE_ARGUMENT)
		return STATUS_OK;
	return message_usage(cli, "GLOB", error.message);
}

bool selection_is_used(const struct selection *selection)
{
	return selection->walk.include_count ||
	       selection->walk.exclude_count || selection->min_bytes ||
	       selection->max_bytes || selection->min_mtime_ns ||
	       selection->max_mtime_ns;
}

bool selection_has(const struct selection *selection, uint64_t size_bytes,
		   int64_t mtime_ns)
{
	return size_bytes >= selection->min_bytes &&
	       (!selection->max_bytes || size_bytes <= selection->max_bytes) &&
	       (!selection->min_mtime_ns ||
		mtime_ns >= selection->min_mtime_ns) &&
	       (!selection->max_mtime_ns ||
		mtime_ns <= selection->max_mtime_ns);
}

bool selection_has_path(const struct selection *selection, const char *path)
{
	int32_t takes = 1;

	if (!selection->walk.include_count && !selection->walk.exclude_count)
		return true;
	/* Without memory, the file is looked at. */
	(void)hashlane_walk_match(&takes, &selection->walk, path, NULL);
	return takes;
}
