/* SPDX-License-Identifier: MIT */
/* check_command.h - one run of `hashlane check`. */
#ifndef CLI_CHECK_COMMAND_H
#define CLI_CHECK_COMMAND_H

#include "../lists/list_source.h"
#include "../run/algorithm_set.h"
#include "../run/run_options.h"
#include "../run/run_state.h"
#include "command.h"

/* A list of the run. */
struct check_list {
	const char *path;
	struct list_source source;
	bool has_entry;     /* a verdict of one was reported */
	uint64_t malformed; /* lines in front of its first entry */
	uint64_t untold;    /* malformed lines without a message */
};

struct check {
	struct cli *cli;
	struct run_options options;
	struct algorithm_set given;    /* -a */
	struct algorithm_set required; /* --require */
	struct hashlane_check_options rules;
	struct hashlane_walk_options walk; /* --include and so on */
	uint32_t list_flags;               /* HASHLANE_LIST_* */
	const char *expected;              /* --expect; NULL: none */
	bool embedded_crc;
	bool like_md5sum; /* messages as md5sum, and its way of reading */
	bool status_only;
	bool warn;
	bool strict; /* with like_md5sum: malformed lines are a failure */
	char line_end;
	/* Not NULL: called when a list is finished, before the next one. */
	void (*after_list)(struct check *check, const char *list, int opened);

	/* The state of the run. */
	hashlane_engine engine;
	hashlane_check check;
	struct check_list *lists; /* in the order of adding */
	uint32_t list_count;      /* of which this many are added */
	uint32_t told;            /* and of so many the notes are written */
	bool broken;              /* it ended before its last verdict */
	/* Files by their verdict, as reported, and malformed lines. */
	uint64_t counts[HASHLANE_MAX_VERDICTS];
	uint64_t guesses[HASHLANE_MAX_ALGORITHMS]; /* files, as `guessed` */
	struct algorithm_set guessed; /* algorithms that were not given */
	uint64_t weak;                /* files verified by a checksum only */
	struct hashlane_check_info info; /* at the end */
};

/*
 * Check files by lists. STATUS_OK, or a status that says what could not be
 * done; what was found is in the counts and in `info`.
 */
int check_run(struct check *check, char *const *lists, int list_count);

/* Should the run stop, since the output failed or a signal came? */
static inline bool check_stopped(const struct check *check)
{
	return check->cli->out.os_error || run_state_signal(check->cli->run);
}

#endif
