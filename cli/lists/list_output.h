/* SPDX-License-Identifier: MIT */
/* list_output.h - a list that is written to an output by the library. */
#ifndef CLI_LIST_OUTPUT_H
#define CLI_LIST_OUTPUT_H

#include "../run/algorithm_set.h"

struct item;

/* Start as { 0 }; end with list_output_close. */
struct list_output {
	struct cli *cli; /* where the lines go */
	hashlane_list_writer writer;
	int32_t format;
	uint32_t flags;
	struct algorithm_set set;        /* of the list */
	const struct algorithm_set *all; /* of the items */
	/* Which of the items' algorithms each one is; count: none of them. */
	size_t from[HASHLANE_MAX_ALGORITHMS];
	bool same; /* the rows of digests are those of the items */
};

struct list_output_options {
	struct cli *cli;
	int32_t format; /* HASHLANE_FORMAT_* */
	uint32_t flags; /* HASHLANE_WRITE_* */
	const struct algorithm_set *set;
	const struct algorithm_set *all; /* lives as long as the output */
};

/*
 * Begin a list, and write what stands before its first entry. False: the
 * format cannot hold the algorithms, and `error` says why.
 */
bool list_output_open(struct list_output *list,
		      const struct list_output_options *options,
		      struct hashlane_error *error);

/*
 * Write the lines of an item. NULL, or why they cannot be written: the text
 * lives as long as `error`.
 */
const char *list_output_write(struct list_output *list,
			      const struct item *item,
			      struct hashlane_error *error);

void list_output_close(struct list_output *list);

#endif
