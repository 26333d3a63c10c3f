/* SPDX-License-Identifier: MIT */
/* file_rules.c - the patterns of files, as options give them. */
#define _GNU_SOURCE
#include "file_rules.h"

#include "../terminal/message.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { SECOND_NS = 1000000000 };

int file_rules_add(struct cli *cli, const char *const **globs, size_t *count,
		   const char *glob)
{
	const char **more = realloc((void *)(uintptr_t)*globs,
				    (*count + 1) * sizeof(*more));

	if (!more) {
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	more[(*count)++] = glob;
	*globs = more;
	return STATUS_OK;
}

void file_rules_free(struct hashlane_walk_options *rules)
{
	free((void *)(uintptr_t)rules->include);
	free((void *)(uintptr_t)rules->exclude);
	rules->include = rules->exclude = NULL;
	rules->include_count = rules->exclude_count = 0;
}

bool file_rules_parse_time(int64_t *ns, const char *text)
{
	static const char *const forms[] = {
		"%Y-%m-%d",
		"%Y-%m-%d %H:%M",
		"%Y-%m-%d %H:%M:%S",
		"%Y-%m-%dT%H:%M:%S",
		"@%s",
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct tm at = { .tm_isdst = -1 };
		const char *end = strptime(text, forms[i], &at);
		time_t seconds;

		if (!end || *end)
			continue;
		errno = 0;
		seconds = mktime(&at);
		if ((seconds == (time_t)-1 && errno) ||
		    llabs((long long)seconds) > INT64_MAX / SECOND_NS)
			return false;
		*ns = (int64_t)seconds * SECOND_NS;
		return true;
	}
	return false;
}
