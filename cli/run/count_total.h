/* SPDX-License-Identifier: MIT */
/* count_total.h - count how much there is to do, while it is done. */
#ifndef CLI_COUNT_TOTAL_H
#define CLI_COUNT_TOTAL_H

#include "../../include/hashlane.h"
#include "cli.h"

#include <stdbool.h>

struct count_total;

/*
 * Count the files of these paths, and with `walk` those below directories, on
 * a thread of its own, once the run takes longer than a second and is drawn,
 * and set what the run state expects. The arguments have to live until
 * count_total_stop. NULL: there is nothing to count, or no thread for it.
 */
struct count_total *
count_total_start(const struct cli *cli, char *const *paths, int path_count,
		  const struct hashlane_walk_options *walk);

/* Calls count_total_add for each file; false: the total cannot be known. */
typedef bool count_total_fn(struct count_total *count, const void *context);

/* The same, counted by a function. */
struct count_total *count_total_start_by(const struct cli *cli,
					 count_total_fn *function,
					 const void *context);

/* One file more, of so many bytes; false: the run ended meanwhile. */
bool count_total_add(struct count_total *count, uint64_t bytes);

/* NULL is fine. */
void count_total_stop(struct count_total *count);

#endif
