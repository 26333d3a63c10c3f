/* SPDX-License-Identifier: MIT */
/*
 * replace_file.h - write a new file, and put it in the place of the old one at
 * the end.
 */
#ifndef CLI_REPLACE_FILE_H
#define CLI_REPLACE_FILE_H

#include "../cache/identity.h"
#include "cli.h"

#include <sys/types.h>

struct replacement {
	struct cli *cli;
	char *path;      /* of the file, links resolved */
	char *temporary; /* in the same folder; NULL: no name yet */
	bool kept;       /* written to in place, not replaced */
	struct output *output;
	/* Set by the caller: the old file must still be this one; or NULL */
	const struct identity *expected;
	bool changed; /* the old file was another one, and was kept */
};

/*
 * The descriptor of this process that a path leads to, such as /dev/stdout,
 * /dev/fd/N and links to these, or whose file it is, if that is standard
 * output or standard error. -1: it is none.
 */
int own_descriptor(const char *path);

/*
 * Begin to write; `output` is opened for the content and closed at the end. A
 * regular file is replaced as a whole. A terminal, a pipe, a device or a
 * descriptor of this process is written in place, since other processes may
 * write to it as well. False: this failed and was reported.
 */
bool replace_begin(struct replacement *replacement, struct cli *cli,
		   const char *path, struct output *output);

/*
 * Put the new file in the place of the old one. False: the old file stays,
 * which was reported, or a signal ends the run. True: the run is committed
 * (signals_commit).
 */
bool replace_commit(struct replacement *replacement);

/* Keep the old file, and remove the new one. */
void replace_abandon(struct replacement *replacement);

#endif
