/* SPDX-License-Identifier: MIT */
/* audit.h - a directory against lists and databases. */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "../lists/file_index.h"
#include "../run/run_options.h"
#include "../run/selection.h"
#include "command.h"

/* One run of `hashlane audit`. */
struct audit {
	struct cli *cli;
	struct file_index index;
	const char *folder;
	struct run_options options;
	struct selection selection;
};

/* Hash, compare, report; an exit status. */
int audit_run(struct audit *audit);

#endif
