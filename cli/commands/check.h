/* SPDX-License-Identifier: MIT */
/* check.h - one run of `hashlane check`, and its verdicts. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "../lists/list.h"
#include "../run/algorithm_set.h"
#include "../run/run_options.h"
#include "../run/run_state.h"
#include "command.h"

/* What became of a file. */
enum verdict {
	VERDICT_OK,
	VERDICT_FAILED,     /* the content differs from the list */
	VERDICT_MISSING,    /* no such file */
	VERDICT_CHANGED,    /* it changed while it was read */
	VERDICT_UNREADABLE, /* the reason says why */
	VERDICT_REFUSED,    /* its name leaves the root */
	VERDICT_MOVED,      /* missing, but found elsewhere */
	VERDICT_EXTRA,      /* in no list */
	VERDICTS
};

struct queue;
struct extra;

struct check {
	struct cli *cli;
	struct list_options list_options;
	struct algorithm_set given;
	const char *base;  /* NULL: the current folder */
	bool base_is_list; /* it is the folder of the list */
	char *folder;      /* the current folder, if there is a root */
	char *root;        /* its real path; NULL: none */
	bool apart;        /* it seems that no two lines are about one file */
	const char *extra_root;
	struct run_options options;
	bool ignore_missing;
	bool like_md5sum; /* messages and reading as md5sum */
	bool status_only;
	bool warn;
	bool strict;
	bool embedded_crc;
	char line_end;
	/* Not NULL: called when a list is finished. */
	void (*after_list)(struct check *check, const char *list, int opened);
	struct queue *queue;
	struct extra *extra;
	uint64_t counts[VERDICTS];
	uint64_t malformed;
	uint64_t missing; /* also files that are not reported */
	uint64_t entries;
	bool guessed;
};

/* Check files by lists; STATUS_OK, or a status that says what failed. */
int check_run(struct check *check, char *const *lists, int list_count,
	      bool extra);

/* Should the run stop, since the output failed or a signal came? */
static inline bool check_stopped(const struct check *check)
{
	return check->cli->out.os_error || run_state_signal(check->cli->run);
}

#endif
