/* SPDX-License-Identifier: MIT */
/*
 * check_expect.c - a file and the digest that it should have. They are read as
 * a list of one line, so that the digest has the forms that digests of lists
 * have.
 */
#define _GNU_SOURCE
#include "check_expect.h"

#include "../terminal/message.h"
#include "check_run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The bytes of the tag before a colon; 0: there is none. */
static size_t tag_bytes(const char *text)
{
	size_t bytes = strcspn(text, ":");
	struct hashlane_algorithm_spec spec = { 0 };

	return text[bytes] && !hashlane_algorithm_parse(&spec, text, bytes,
							NULL) ?
		       bytes :
		       0;
}

/*
 * The line of a list, with a name that stands for any. An OCI digest and an
 * SWHID begin with a word and a colon of their own: with -a they stay whole. To
 * be freed; NULL: no memory.
 */
static char *make_line(const struct algorithm_set *given, const char *text)
{
	size_t bytes = given->count ? 0 : tag_bytes(text);
	char *line = NULL;
	int made = bytes ? asprintf(&line, "%.*s (x) = %s", (int)bytes, text,
				    text + bytes + 1) :
			   asprintf(&line, "%s  x", text);

	return made < 0 ? NULL : line;
}

/*
 * Read the line; the entry lives as long as the list. False: it is no digest;
 * `reason` says why, if there is a reason.
 */
static bool read_line(hashlane_list *list, struct hashlane_list_entry *entry,
		      const struct algorithm_set *given, const char *line,
		      char reason[REASON_BYTES_MAX])
{
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = line,
		.data_bytes = strlen(line),
	};
	const struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.format = strstr(line, " (x) = ") ? HASHLANE_FORMAT_BSD :
						    HASHLANE_FORMAT_GNU,
		.specs = given->count ? given->specs : NULL,
		.spec_count = given->count,
	};

	*reason = 0;
	*entry = (struct hashlane_list_entry){ .struct_size = sizeof(*entry) };
	if (hashlane_list_open(list, &input, sizeof(input), &options, NULL))
		return false;
	if (hashlane_list_next(entry, *list) || entry->status ||
	    !entry->claim_count) {
		if (entry->reason)
			snprintf(reason, REASON_BYTES_MAX, "%s",
				 entry->reason);
		(void)hashlane_list_close(*list);
		return false;
	}
	return true;
}

bool check_expect_is_digest(const struct algorithm_set *given,
			    const char *text)
{
	char *line = make_line(given, text);
	struct hashlane_list_entry entry;
	char reason[REASON_BYTES_MAX];
	hashlane_list list;
	bool is = line && read_line(&list, &entry, given, line, reason);

	if (is)
		(void)hashlane_list_close(list);
	free(line);
	return is;
}

int check_expect(struct check *check, const char *path)
{
	char *line = make_line(&check->given, check->expected);
	struct hashlane_list_entry entry;
	char reason[REASON_BYTES_MAX];
	hashlane_list list;
	int32_t status;

	if (!line) {
		message_text(check->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	if (!read_line(&list, &entry, &check->given, line, reason)) {
		free(line);
		return message_usage(check->cli, check->expected,
				     *reason ? reason : "is no digest");
	}
	entry.name = path;
	entry.name_bytes = strlen(path);
	entry.line = 0;
	status = hashlane_check_add_entries(check->check, &entry,
					    sizeof(entry), 1, NULL);
	if (status)
		message_failure(check->cli, path,
				hashlane_status_get_text(status));
	(void)hashlane_list_close(list);
	free(line);
	return status ? STATUS_FAILED : STATUS_OK;
}
