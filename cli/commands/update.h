/* SPDX-License-Identifier: MIT */
/* update.h - the parts of `hashlane update`: a list, and what is new. */
#ifndef CLI_UPDATE_H
#define CLI_UPDATE_H

#include "../run/file_index.h"
#include "sum.h"

/* How the names of the list are written. */
enum style { FROM_ROOT, FROM_DOT, PLAIN };

/* What becomes of the lines of a file; all that is not said here stays. */
enum fate { KEPT, CHANGED, REPLACED, REMOVED };

/* What is known of one file of the list, beside what the list says. */
struct outcome {
	enum fate fate;
	bool accepted; /* --accept */
	bool rotten;   /* changed, and neither size nor time tell */
	bool told;     /* changed, and its size or its time tell */
	/* Where its new lines are in the file of new lines. */
	uint64_t start, end;
};

struct update {
	struct sum sum; /* what reports need, and the options */
	/* The run, with new lines, and those for old ones, as its output. */
	struct cli out, again;
	struct file_index index;
	struct outcome *outcomes; /* by file of known */
	struct algorithm_set given;
	const char *list, *folder;
	const char *base; /* as it was given, or NULL */
	const char **accepted;
	size_t accepted_count;
	char *here;  /* what names are relative to, from the root */
	char *below; /* DIR from the root, as the list has it */
	enum style style;
	bool no_memory, prune, accept_changes;
	bool ends_within; /* a new name holds the end of a line */
	struct identity old;
	int lock;         /* the list, open and locked; negative: not yet */
	const char *loss; /* why the list has to stay as it is */
	char reason[96];
	uint64_t proven; /* bit i: a file has a digest of algorithm i */
	uint64_t kept, hashed, gone, changed, found, added;
};

/*
 * Hash what the list does not know by size and time: new lines go to the
 * output of `out`, those for old ones to that of `again`, and outcomes say
 * what becomes of the rest.
 */
void update_hash(struct update *update);

/* Name what has changed or is gone, and find what forbids to write. */
void update_settle(struct update *update);

#endif
