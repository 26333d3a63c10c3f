/* SPDX-License-Identifier: MIT */
/* run_options.c - values of options that several subcommands have. */
#include "run_options.h"

#include "../terminal/message.h"

#include "../../include/hashlane.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>

#include <stdlib.h>
#include <string.h>

enum { WORKERS_MAX = 1024, MEMORY_MIN = 4 << 20 };

bool parse_workers(int32_t *workers, const char *text)
{
	char *end;
	long n;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || *end || n > WORKERS_MAX)
		return false;
	*workers = (int32_t)n;
	return true;
}

bool parse_memory(uint64_t *bytes, const char *text)
{
	return !hashlane_size_parse(bytes, text, strlen(text)) &&
	       *bytes >= MEMORY_MIN;
}

int take_reading(struct reading *reading, struct cli *cli,
		 const struct command *command, int got)
{
	static const char *const uses[] = {
		[HASHLANE_CTIME_AUTO] = "auto",
		[HASHLANE_CTIME_STRICT] = "strict",
		[HASHLANE_CTIME_IGNORE] = "ignore",
	};

	if (got == OPTION_SEQUENTIAL) {
		reading->flags |= HASHLANE_JOB_SEQUENTIAL;
		return STATUS_OK;
	}
	if (got == OPTION_DROP_CACHE) {
		reading->flags |= HASHLANE_JOB_DROP_CACHE;
		return STATUS_OK;
	}
	if (got != OPTION_CTIME)
		return -1;
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		if (!strcmp(optarg, uses[i])) {
			reading->ctime = (int32_t)i;
			return STATUS_OK;
		}
	return message_usage(cli, command, optarg,
			     "not auto, strict or ignore");
}

uint32_t reading_flags(const struct reading *reading, int32_t workers)
{
	return workers == 1 ? reading->flags | HASHLANE_JOB_SEQUENTIAL :
			      reading->flags;
}
