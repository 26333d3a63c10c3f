/* SPDX-License-Identifier: MIT */
/* sum.h - the parts of `hashlane sum`: what was asked, batches, reports. */
#ifndef CLI_SUM_H
#define CLI_SUM_H

#include "algorithm_set.h"
#include "command.h"

enum sum_format { FORMAT_AUTO, FORMAT_GNU, FORMAT_BSD, FORMAT_JSON };

struct batch;

/* What the command line asks for. */
struct sum {
	struct cli *cli;
	struct algorithm_set set;
	enum sum_format format;
	char line_end; /* '\n' or NUL */
	bool recursive;
	bool nul_names; /* in the list of names */
	bool part_hashes;
	const char *names_from; /* NULL: no list */
	int32_t workers;
	uint64_t memory_bytes; /* of the engine; 0: its default */
	int32_t isa;
	struct batch *batch;
};

/* What became of one name. */
struct item {
	const char *name;
	int32_t status;
	const char *reason; /* where status is not HASHLANE_OK */
	uint64_t size_bytes;
	uint64_t digests_valid; /* bit i: digest i exists */
	const uint8_t *digests; /* a row, as hashlane_hash_file lays it out */
	/* Where its parts are; NULL: nowhere. */
	const struct hashlane_results *results;
	uint32_t row;
};

/* Write an item's lines, and its failures to standard error. */
void report_item(struct sum *sum, const struct item *item);

/* Hash standard input and report it. */
void sum_stdin(struct sum *sum);

/*
 * Names on their way to the library, so many at a time that memory stays
 * bounded and results stream.
 */
struct batch *batch_create(const struct sum *sum);
void batch_destroy(struct batch *batch);

/* Add a file or, with -r, a directory. */
void batch_add(struct sum *sum, const char *name);

/* Hash and report all that was added. */
void batch_run(struct sum *sum);

/* Nobody takes the output any more: stop. */
static inline bool sum_stopped(const struct sum *sum)
{
	return sum->cli->out.os_error != 0;
}

#endif
