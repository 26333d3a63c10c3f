/* SPDX-License-Identifier: MIT */
/* run_options.h - values of options that several subcommands have. */
#ifndef CLI_RUN_OPTIONS_H
#define CLI_RUN_OPTIONS_H

#include "../commands/command.h"

#include <stdbool.h>
#include <stdint.h>

/* A number of threads, 0 to 1024. */
bool parse_workers(int32_t *workers, const char *text);

/* A size from 4 MiB on, in units as of an algorithm's parameter: "8MiB". */
bool parse_memory(uint64_t *bytes, const char *text);

/* How files are read: --sequential, --drop-cache, --ctime. */
struct reading {
	uint32_t flags; /* HASHLANE_JOB_* */
	int32_t ctime;  /* HASHLANE_CTIME_* */
};

/* Of the options above, beside a subcommand's own. */
enum { OPTION_SEQUENTIAL = 0x400, OPTION_DROP_CACHE, OPTION_CTIME };

/* STATUS_OK or STATUS_USAGE; -1: the option is none of these. */
int take_reading(struct reading *reading, struct cli *cli,
		 const struct command *command, int got);
/* The flags of a job with so many threads: one reads one file at a time. */
uint32_t reading_flags(const struct reading *reading, int32_t workers);

#endif
