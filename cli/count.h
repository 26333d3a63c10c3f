/* SPDX-License-Identifier: MIT */
/* count.h - how much there is to do, found out while it is done. */
#ifndef CLI_COUNT_H
#define CLI_COUNT_H

#include "../include/hashlane.h"
#include "watch.h"

struct count;

/*
 * Count the files of these paths, and with `walk` those below directories, on
 * a thread of its own, once the run takes longer than a moment and is drawn;
 * the watch is told. What is given has to live until count_stop. NULL: there
 * is nothing to count, or no thread for it.
 */
struct count *count_start(struct watch *watch, char *const *paths,
			  int path_count,
			  const struct hashlane_walk_options *walk);

/* NULL is fine. */
void count_stop(struct count *count);

#endif
