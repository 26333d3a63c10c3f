/* SPDX-License-Identifier: MIT */
/* replace_file.h - a file written anew: the old one stays until all is there. */
#ifndef CLI_REPLACE_FILE_H
#define CLI_REPLACE_FILE_H

#include "command.h"

#include <sys/types.h>

struct replacement {
	struct cli *cli;
	char *path;      /* where a link leads */
	char *temporary; /* in the same folder; NULL: it has no name yet */
	bool kept;       /* no regular file: written to, not replaced */
	struct output *output;
};

/*
 * Begin; what is to be in the file goes to `output`, which is made ready for
 * it and closed at the end. False: it was told.
 */
bool replace_begin(struct replacement *replacement, struct cli *cli,
		   const char *path, struct output *output);

/* The new file takes the old one's place. False: it was told. */
bool replace_commit(struct replacement *replacement);

/* Leave the old file as it is. */
void replace_abandon(struct replacement *replacement);

#endif
