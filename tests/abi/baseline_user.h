/* SPDX-License-Identifier: MIT */
/* baseline_user.h - every function of the baseline, for baseline_user.c. */
#ifndef BASELINE_USER_H
#define BASELINE_USER_H

#include <stddef.h>

struct named_function {
	const char *name;
	void (*address)(void);
};

extern const struct named_function all_functions[];
extern const size_t function_count;

#endif
