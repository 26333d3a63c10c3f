/* SPDX-License-Identifier: MIT */
/* list_checker.h - checks of many lists at once, row by row. */
#ifndef LIST_CHECKER_H
#define LIST_CHECKER_H

#include "list_maker.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The index of no file. */
#define LIST_NO_FILE ((size_t)-1)

/* What is wanted of a check. */
struct list_wish {
	size_t bad;      /* the file that is not as the lists say, or
			  * LIST_NO_FILE */
	int32_t verdict; /* of its entries; -1: any but OK */
};

/*
 * Check lists, all in one run, against the files below a folder: each entry of
 * a good file must be OK by its exact name, each of the bad file have the
 * verdict wanted, and each list must have rows of its files alone. Returns how
 * many lists are not so; the first of them is printed.
 */
size_t check_made_lists(hashlane_engine engine, const char *folder,
			const struct made_list *lists, size_t count,
			const struct list_wish *wish);

/* How often each verdict was given to the entries of a text. */
struct verdict_counts {
	uint64_t of[HASHLANE_MAX_VERDICTS];
	bool verified;
};

/*
 * Check one list in memory. `row` may be NULL; it gets each row, whose pointers
 * live as long as its call.
 */
struct verdict_counts
check_text(hashlane_engine engine, const char *folder, const char *text,
	   size_t bytes, const struct hashlane_list_options *options,
	   void (*row)(void *context, const struct hashlane_verdict_row *row),
	   void *context);

#endif
