/* SPDX-License-Identifier: MIT */
/* update.h - one run of `hashlane update`. */
#ifndef CLI_UPDATE_H
#define CLI_UPDATE_H

#include "../lists/file_index.h"
#include "../lists/list_compare.h"
#include "../run/selection.h"
#include "sum.h"

/* How the names of the list are written. */
enum style { FROM_ROOT, FROM_DOT, PLAIN };

/* What becomes of the lines of a file. */
enum fate { KEPT, CHANGED, REPLACED, REMOVED };

/* What this run found about a file of the list. */
struct outcome {
	enum fate fate;
	bool accepted;  /* --accept */
	bool rotten;    /* the content changed, size and time did not */
	bool dated;     /* the content changed, and size or time did */
	bool elsewhere; /* the cache knows it on a device that is not there */
	bool here;      /* or on one that is */
	bool device_known;
	uint64_t device; /* of its directory, when the run began */
	/* The range of its new lines in the file `again`. */
	uint64_t start, end;
};

/* Files that fit a guess, see update_guess.c. */
struct guess_proof {
	const struct indexed_file *smallest, *largest; /* NULL: none */
	const struct list_digest *smallest_digest, *largest_digest;
	uint64_t smallest_bytes, largest_bytes;
};

/* Devices of files that were found, as the cache numbers them. */
enum { UPDATE_DEVICES_MAX = 64 };

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
	char *here; /* absolute path of what names are relative to */
	enum style style;
	struct selection selection;
	bool no_memory, prune, accept_changes, only_new;
	bool ends_within; /* a new name has a newline */
	struct identity old;
	int lock;         /* the list, open and locked; negative: not yet */
	const char *loss; /* why the list must not be replaced */
	char reason[96];
	bool refused;           /* the new list is not read as it should be */
	struct list_tally news; /* what new lines say */
	struct guess_proof proofs[FILE_INDEX_GUESSES_MAX];
	uint64_t devices[UPDATE_DEVICES_MAX];
	size_t device_count;
	uint64_t kept, hashed, gone, changed, found, added, removed, left_out;
};

/*
 * Hash the files that the list does not know by size and time. New lines go to
 * the output of `out`, lines that replace old ones to that of `again`, and the
 * outcomes say what becomes of each file's lines.
 */
void update_hash(struct update *update);

#endif
