/* SPDX-License-Identifier: MIT */
/* sum.h - one run of `hashlane sum`. */
#ifndef CLI_SUM_H
#define CLI_SUM_H

#include "../lists/list_output.h"
#include "../run/algorithm_set.h"
#include "../run/run_options.h"
#include "../run/run_state.h"
#include "command.h"

/* What --format selects beside HASHLANE_FORMAT_*; AUTO is GNU or BSD. */
enum { FORMAT_TEMPLATE = -1 };

struct cache;
struct file_hasher;
struct identity;
struct line_template;
struct stat;

/* The options. */
struct sum {
	struct cli *cli;
	struct algorithm_set set;
	int32_t format;             /* HASHLANE_FORMAT_* or FORMAT_TEMPLATE */
	struct list_output writer;  /* of the formats of the library */
	const char *template_text;  /* with FORMAT_TEMPLATE: the option's */
	struct line_template *line; /* made of it */
	char line_end;              /* '\n' or NUL */
	bool recursive;
	bool nul_names; /* in the list of names */
	bool part_hashes;
	bool mtime;        /* the times of files are written */
	bool binary_mark;  /* with gnu: "*" before names, as md5sum -b */
	bool like_md5sum;  /* as md5sum: its messages, and it reads devices */
	bool written;      /* digests of a file were written */
	bool begun;        /* the header of the format is written */
	bool goes_on;      /* the list has a header already */
	bool absolute;     /* names are written as absolute paths */
	char *folder;      /* the current folder, if names are rewritten */
	char *relative_to; /* names are relative to this folder; or NULL */
	/* Which files of a directory are hashed. */
	struct hashlane_walk_options walk;
	const char *names_from;      /* NULL: no list */
	const char *output;          /* NULL: standard output */
	const char *own_name;        /* the last part of the output's path */
	const struct stat *own_list; /* the file that the output is; or NULL */
	bool own_written;            /* it is written to and not replaced */
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
	/* The identity of the file from stat; NULL: unknown. */
	const struct identity *identity;
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

/* Hash all files and write the results; an exit status. */
int sum_run(struct sum *sum, char *const *paths, int path_count);

/* Should the run stop, since the output failed or a signal came? */
static inline bool sum_stopped(const struct sum *sum)
{
	return sum->cli->out.os_error || run_state_signal(sum->cli->run);
}

#endif
