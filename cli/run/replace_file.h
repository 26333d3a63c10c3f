/* SPDX-License-Identifier: MIT */
/* replace_file.h - a file written anew: the old one stays until all is there. */
#ifndef CLI_REPLACE_FILE_H
#define CLI_REPLACE_FILE_H

#include "cli.h"
#include "../cache/identity.h"

#include <sys/types.h>

struct replacement {
	struct cli *cli;
	char *path;      /* where a link leads */
	char *temporary; /* in the same folder; NULL: it has no name yet */
	bool kept;       /* written to in place, not replaced */
	struct output *output;
	/* For the caller: what the old file has to be still; NULL: anything */
	const struct identity *expected;
	bool changed; /* it was not, and was left as it is */
};

/*
 * The descriptor of this process that a path leads to, such as /dev/stdout,
 * /dev/fd/N and links to these, or whose file it is, if that is standard
 * output or standard error. -1: it is none.
 */
int own_descriptor(const char *path);

/*
 * Begin. A regular file is replaced as a whole. All else (a terminal, a pipe,
 * a device, a descriptor of this process) is written in place: others may
 * write to it as well. What is to be in the file goes to `output`, which is made ready for
 * it and closed at the end. False: it was told.
 */
bool replace_begin(struct replacement *replacement, struct cli *cli,
		   const char *path, struct output *output);

/*
 * The new file takes the old one's place. False: the old file stays, which was
 * told, or a signal ends the run. True: the run is committed (signals_commit).
 */
bool replace_commit(struct replacement *replacement);

/* Leave the old file as it is. */
void replace_abandon(struct replacement *replacement);

#endif
