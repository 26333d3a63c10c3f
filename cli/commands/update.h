/* SPDX-License-Identifier: MIT */
/* update.h - one run of `hashlane update`. */
#ifndef CLI_UPDATE_H
#define CLI_UPDATE_H

#include "../lists/file_index.h"
#include "sum.h"

/* How the names of the list are written. */
enum style { FROM_ROOT, FROM_DOT, PLAIN };

/* What becomes of the lines of a file. */
enum fate { KEPT, CHANGED, REPLACED, REMOVED };

/* What this run found about a file of the list. */
struct outcome {
	enum fate fate;
	bool accepted; /* --accept */
	bool rotten;   /* the content changed, size and time did not */
	bool dated;    /* the content changed, and size or time did */
	/* The range of its new lines in the file `again`. */
	uint64_t start, end;
};

struct update {
	struct sum sum; /* what the formats need, and the options */
	/* Outputs of new lines, and of lines that replace old ones. */
	struct cli out, again;
	struct file_index index;
	struct outcome *outcomes; /* by file of the index */
	struct algorithm_set given;
	const char *list, *folder;
	const char *base; /* as it was given, or NULL */
	const char **accepted;
	size_t accepted_count;
	char *here;  /* absolute path of what names are relative to */
	char *below; /* absolute path of DIR, as the list spells it */
	enum style style;
	bool no_memory, prune, accept_changes;
	bool ends_within; /* a new name has a newline */
	struct identity old;
	int lock;         /* the list, open and locked; negative: not yet */
	const char *loss; /* why the list must not be replaced */
	char reason[96];
	uint64_t proven; /* bit i: a file has a digest of algorithm i */
	uint64_t kept, hashed, gone, changed, found, added;
};

/*
 * Hash the files that the list does not know by size and time. New lines go to
 * the output of `out`, lines that replace old ones to that of `again`, and the
 * outcomes say what becomes of each file's lines.
 */
void update_hash(struct update *update);

/* Report files that have changed or are gone, and set `loss`. */
void update_settle(struct update *update);

#endif
