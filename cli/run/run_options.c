/* SPDX-License-Identifier: MIT */
/* run_options.c - the options that most subcommands have, as values. */
#include "run_options.h"

#include "../../include/hashlane.h"
#include "../terminal/message.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORKERS_MAX = 1024, MEMORY_MIN = 4 << 20 };

static bool parse_workers(int32_t *workers, const char *text)
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

int run_options_take_jobs(struct run_options *options, struct cli *cli,
			  const char *value)
{
	if (parse_workers(&options->workers, value))
		return STATUS_OK;
	return message_usage(cli, value,
			     "is not a number of threads (0 to 1024)");
}

int run_options_take_memory(struct run_options *options, struct cli *cli,
			    const char *value)
{
	if (!hashlane_size_parse(&options->memory_bytes, value,
				 strlen(value)) &&
	    options->memory_bytes >= MEMORY_MIN)
		return STATUS_OK;
	return message_usage(cli, value, "is not a size of at least 4MiB");
}

int run_options_take_ctime(struct run_options *options, struct cli *cli,
			   const char *value)
{
	static const char *const uses[] = {
		[HASHLANE_CTIME_AUTO] = "auto",
		[HASHLANE_CTIME_STRICT] = "strict",
		[HASHLANE_CTIME_IGNORE] = "ignore",
	};

	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		if (!strcmp(value, uses[i])) {
			options->ctime = (int32_t)i;
			return STATUS_OK;
		}
	return message_usage(cli, value, "is not auto, strict or ignore");
}

int run_options_choose_isa(struct run_options *options, struct cli *cli)
{
	const char *text = getenv("HASHLANE_ISA");
	char message[256];

	options->isa = HASHLANE_ISA_AUTO;
	if (!text || !*text)
		return STATUS_OK;
	if (hashlane_isa_parse(&options->isa, text, strlen(text)))
		snprintf(message, sizeof(message),
			 "HASHLANE_ISA: unknown instruction set '%.192s'",
			 text);
	else if (hashlane_isa_check(options->isa))
		snprintf(message, sizeof(message),
			 "HASHLANE_ISA: this machine has no %s",
			 hashlane_isa_get_name(options->isa));
	else
		return STATUS_OK;
	message_text(cli, message);
	return STATUS_USAGE;
}

uint32_t run_options_job_flags(const struct run_options *options)
{
	return options->workers == 1 ?
		       options->reading | HASHLANE_JOB_SEQUENTIAL :
		       options->reading;
}
