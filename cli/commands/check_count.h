/* SPDX-License-Identifier: MIT */
/* check_count.h - how much a check has to do. */
#ifndef CLI_CHECK_COUNT_H
#define CLI_CHECK_COUNT_H

#include "../run/count_total.h"
#include "check_command.h"

struct lists {
	const struct check *check;
	char *const *paths;
	int count;
};

/* A count_total_fn; the context is a struct lists. */
bool check_count(struct count_total *count, const void *context);

#endif
