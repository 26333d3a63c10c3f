/* SPDX-License-Identifier: MIT */
/* check.h - cmocka with what it wants included before, and checks of bytes. */
#ifndef CHECK_H
#define CHECK_H

#include "../../include/hashlane.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* cmocka 1.1 defines its own otherwise. */
#include <cmocka.h>

/*
 * Fail unless the status is the one wanted; both are named. No call may
 * change errno, so that is checked with each.
 */
#define assert_status(call, wanted)                                  \
	check_status((errno = CHECK_ERRNO, (call)), (wanted), #call, \
		     __FILE__, __LINE__)

enum { CHECK_ERRNO = 4242 };

void check_status(int32_t status, int32_t wanted, const char *call,
		  const char *file, int line);

/* Are the bytes those? If not, print both as hex behind `what`. */
bool same_bytes(const char *what, const uint8_t *given, size_t given_bytes,
		const uint8_t *wanted, size_t wanted_bytes);

/* Outputs that a failing call must leave alone. */
void mark_untouched(void *out, size_t bytes);
bool is_untouched(const void *out, size_t bytes);

/*
 * The instruction set in HASHLANE_TEST_ISA, by name, or HASHLANE_ISA_AUTO: so
 * the same tests run under each.
 */
int32_t test_isa(void);

/* A spec from its text; the test fails if there is none. */
struct hashlane_algorithm_spec spec_of(const char *text);

#endif
