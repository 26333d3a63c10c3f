/* SPDX-License-Identifier: MIT */
/* sum.h - the parts of `hashlane sum`: what was asked, batches, reports. */
#ifndef CLI_SUM_H
#define CLI_SUM_H

#include "../run/run_options.h"
#include "../run/algorithm_set.h"
#include "command.h"
#include "../lists/list.h"
#include "../run/run_state.h"

enum sum_format {
	FORMAT_AUTO,
	FORMAT_GNU,
	FORMAT_BSD,
	FORMAT_SFV,
	FORMAT_HASHDEEP,
	FORMAT_ED2K,
	FORMAT_MAGNET,
	FORMAT_JSON,
	FORMAT_CSV
};

struct cache;
struct file_hasher;
struct stat;

/* What the command line asks for. */
struct sum {
	struct cli *cli;
	struct algorithm_set set;
	enum sum_format format;
	char line_end; /* '\n' or NUL */
	bool recursive;
	bool nul_names; /* in the list of names */
	bool part_hashes;
	bool mtime;        /* with json and csv: of the files as well */
	bool binary_mark;  /* with gnu: "*" before names, as md5sum -b */
	bool like_md5sum;  /* its words for failures, and it reads devices */
	bool written;      /* a file's digests were */
	bool begun;        /* what stands before the first item is written */
	bool absolute;     /* names are written so */
	char *folder;      /* the current one, where names are rewritten */
	char *relative_to; /* NULL, or the folder from which names are seen */
	/* Which files of a directory. */
	struct hashlane_walk_options walk;
	const char *names_from;      /* NULL: no list */
	const char *output;          /* NULL: standard output */
	const char *own_name;        /* the last part of it */
	const struct stat *own_list; /* what is there now; NULL: nothing */
	/* The same of standard error's file. */
	const char *error_name;
	const struct stat *error_file;
	struct run_options options;
	bool cached;            /* ask and keep the user's cache */
	bool refresh;           /* the cache is written only */
	const char *checkpoint; /* NULL: none */
	struct cache *caches[2];
	struct file_hasher *hasher;
};

/* What became of one name. */
struct item {
	const char *name;
	int32_t status;
	const char *reason; /* where status is not HASHLANE_OK */
	uint64_t size_bytes;
	bool again;        /* hashed once more, for a guess: no progress */
	bool size_unknown; /* a list is copied that does not tell it */
	int64_t mtime_ns;  /* 0: not known, or not asked for */
	uint64_t digests_valid; /* bit i: digest i exists */
	const uint8_t *digests; /* a row, as hashlane_hash_file lays it out */
	/* Where its parts are; NULL: nowhere. */
	const struct hashlane_results *results;
	uint32_t row;
};

/* The format in which a list is to be written again. */
enum sum_format format_of_dialect(enum list_dialect dialect);

/* Is there no such digest of an empty file? That is no failure. */
bool item_lacks(const struct item *item, const struct algorithm *algorithm);

/* Write an item's lines, and its failures to standard error. */
void report_item(struct sum *sum, const struct item *item);

/*
 * Write what a list says of a file, with those digests that it has. False,
 * and it is told why: the format cannot hold it.
 */
bool report_listed(struct sum *sum, const struct item *item);

/* Is a file that was met one that the run itself writes? */
bool sum_writes(const struct sum *sum, const char *path);

/* Hash and report all, to where it is to go. STATUS_OK, or what went wrong. */
int sum_run(struct sum *sum, char *const *paths, int path_count);

/* The reason of a failed item, in `room` where it has to be made. */
const char *sum_reason(char *room, const struct sum *sum,
		       const struct item *item, int os_error);

/* Nobody takes the output any more, or a signal came: stop. */
static inline bool sum_stopped(const struct sum *sum)
{
	return sum->cli->out.os_error || run_state_signal(sum->cli->run);
}

#endif
