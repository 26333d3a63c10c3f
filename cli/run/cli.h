/* SPDX-License-Identifier: MIT */
/* cli.h - one run of the program, which every part of the command is given. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "../terminal/output.h"

#include <stdbool.h>
#include <stdint.h>

enum { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

struct run_state;
struct screen;
struct signals;

struct cli {
	const char *program; /* the name in its messages */
	const char *command; /* the subcommand that runs; NULL: none yet */
	struct output out;
	struct output err;
	/* From signals_start to signals_stop; NULL before and after. */
	struct run_state *run;
	struct screen *screen;
	struct signals *signals;
	bool failed; /* a file failed: the exit status is STATUS_FAILED */
};

#endif
