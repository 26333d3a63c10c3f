/* SPDX-License-Identifier: MIT */
/* bad_arguments.h - specs and struct sizes that every export must refuse. */
#ifndef BAD_ARGUMENTS_H
#define BAD_ARGUMENTS_H

#include "../../include/hashlane.h"

#include <stddef.h>
#include <stdint.h>

/* More bytes than an object can have. */
#define TOO_LONG ((size_t)PTRDIFF_MAX + 1)

enum { WRONG_SPECS = 11 };

/* Specs that are wrong, and the status that each gives. */
struct wrong_spec {
	struct hashlane_algorithm_spec spec;
	int32_t status;
};

extern const struct wrong_spec wrong_specs[WRONG_SPECS];

/*
 * Every struct_size that is wrong for a struct of `bytes` bytes, by `call`
 * on a copy of `template`: HASHLANE_ABI, and nothing written. Then a longer
 * one whose excess is zero, which gives `well`.
 */
void check_struct_sizes(int32_t (*call)(void *given), const void *template,
			size_t bytes, int32_t well);
/* The same of a struct that had `least` bytes in its first version. */
void check_grown_sizes(int32_t (*call)(void *given), const void *template,
		       size_t least, size_t bytes, int32_t well);

#endif
