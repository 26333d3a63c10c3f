/* SPDX-License-Identifier: MIT */
/*
 * without.h - what the stand-ins of without.c and without_lists.c share. They
 * change nothing but where HASHLANE_TEST_WITHOUT is "PLACE VALUE".
 */
#ifndef WITHOUT_H
#define WITHOUT_H

#include <stdbool.h>
#include <stdint.h>

/* Is this the place? Then *value is what it is about. */
bool without_wanted(const char *place, long *value);

/* The flags, without those bits if this is the place. */
uint32_t without_bits(const char *place, uint32_t flags);

/*
 * One of `count` choices from `first` on. If this is the place and the choice
 * is its value, it becomes the next of them.
 */
int32_t without_choice(const char *place, int32_t given, int32_t first,
		       int32_t count);

#endif
