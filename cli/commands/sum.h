/* SPDX-License-Identifier: MIT */
/* sum.h - one run of `hashlane sum`, and the report of a file. */
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

/* The options. */
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
	bool like_md5sum;  /* as md5sum: its messages, and it reads devices */
	bool written;      /* digests of a file were written */
	bool begun;        /* the header of the format is written */
	bool absolute;     /* names are written as absolute paths */
	char *folder;      /* the current folder, if names are rewritten */
	char *relative_to; /* names are relative to this folder; or NULL */
	/* Which files of a directory are hashed. */
	struct hashlane_walk_options walk;
	const char *names_from;      /* NULL: no list */
	const char *output;          /* NULL: standard output */
	const char *own_name;        /* the last part of the output's path */
	const struct stat *own_list; /* the file that the output is; or NULL */
	/* The same for the file of standard error. */
	const char *error_name;
	const struct stat *error_file;
	struct run_options options;
	bool cached;            /* use the cache of the user */
	bool refresh;           /* only write to the caches */
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
	bool again;        /* hashed again to check a guess: not counted */
	bool size_unknown; /* copied from a list without sizes */
	int64_t mtime_ns;  /* 0: not known, or not asked for */
	uint64_t digests_valid; /* bit i: digest i exists */
	const uint8_t *digests; /* a row, as hashlane_hash_file lays it out */
	/* The block with its parts; NULL: there are none. */
	const struct hashlane_results *results;
	uint32_t row;
};

/* The format that writes a list's dialect. */
enum sum_format format_of_dialect(enum list_dialect dialect);

/* Write an item's lines, and its failures to standard error. */
void report_item(struct sum *sum, const struct item *item);

/*
 * Write an entry of a list again, with the digests that it has. False: the
 * format cannot hold it, which is reported.
 */
bool report_listed(struct sum *sum, const struct item *item);

/* Is this file one that the run itself writes? */
bool sum_writes(const struct sum *sum, const char *path);

/* Hash all files and write the results; an exit status. */
int sum_run(struct sum *sum, char *const *paths, int path_count);

/* The reason of a failed item; `room` may hold the text. */
const char *sum_reason(char *room, const struct sum *sum,
		       const struct item *item, int os_error);

/* Should the run stop, since the output failed or a signal came? */
static inline bool sum_stopped(const struct sum *sum)
{
	return sum->cli->out.os_error || run_state_signal(sum->cli->run);
}

#endif
