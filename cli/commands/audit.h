/* SPDX-License-Identifier: MIT */
/* audit.h - a directory against what is known of it. */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "../run/run_options.h"
#include "command.h"
#include "../run/file_index.h"

/* What is asked for. */
struct audit {
	struct cli *cli;
	struct file_index index;
	const char *folder;
	struct run_options options;
};

/* Hash, compare, report; an exit status. */
int audit_run(struct audit *audit);

#endif
