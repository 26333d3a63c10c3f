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

/* Hexadecimal digits from this number on are meant as a digest. */
enum { DIGITS_SURE = 32 };

/* The bytes of the tag before a colon; 0: there is none. */
static size_t tag_bytes(struct hashlane_algorithm_spec *spec, const char *text)
{
	size_t bytes = strcspn(text, ":");

	*spec = (struct hashlane_algorithm_spec){ 0 };
	return text[bytes] && !hashlane_algorithm_parse(spec, text, bytes,
							NULL) ?
		       bytes :
		       0;
}

/* The number of hexadecimal digits; 0: it has others. */
static size_t count_digits(const char *text)
{
	size_t digits = strspn(text, "0123456789abcdefABCDEF");

	return text[digits] ? 0 : digits;
}

/*
 * The line of a list, with a name that stands for any. An OCI digest and an
 * SWHID begin with a word and a colon of their own: with -a, a text stays whole
 * unless its word is one of the algorithms given. To be freed; NULL: no memory.
 */
static char *make_line(const struct algorithm_set *given, const char *text)
{
	struct hashlane_algorithm_spec spec;
	size_t bytes = tag_bytes(&spec, text);
	char *line = NULL;
	int made;

	if (given->count && algorithm_set_find(given, &spec) == given->count)
		bytes = 0;
	made = bytes ? asprintf(&line, "%.*s (x) = %s", (int)bytes, text,
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
	/* Only one line would be read. */
	if (line[strcspn(line, "\n\r")]) {
		snprintf(reason, REASON_BYTES_MAX, "has more than one line");
		return false;
	}
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
	struct hashlane_algorithm_spec spec;
	bool is = line && read_line(&list, &entry, given, line, reason);

	if (is)
		(void)hashlane_list_close(list);
	free(line);
	return is || tag_bytes(&spec, text) ||
	       count_digits(text) >= DIGITS_SURE;
}

/* Why a text without a tag is no digest. */
static void explain(char reason[REASON_BYTES_MAX],
		    const struct algorithm_set *given, const char *text)
{
	size_t digits = count_digits(text);

	if (given->count == 1)
		snprintf(reason, REASON_BYTES_MAX, "is no digest of %s",
			 given->algorithms[0].name);
	else if (given->count)
		snprintf(reason, REASON_BYTES_MAX,
			 "is no digest of an algorithm given");
	else if (digits)
		snprintf(reason, REASON_BYTES_MAX,
			 "%zu digits are no digest of a known algorithm",
			 digits);
	else
		snprintf(reason, REASON_BYTES_MAX,
			 "is no digest of a known algorithm");
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
		if (!*reason ||
		    (!strstr(line, " (x) = ") &&
		     !check->expected[strcspn(check->expected, "\n\r")]))
			explain(reason, &check->given, check->expected);
		free(line);
		return message_usage(check->cli, check->expected, reason);
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
