/* SPDX-License-Identifier: MIT */
/* check_expect.h - a file and the digest that it should have. */
#ifndef CLI_CHECK_EXPECT_H
#define CLI_CHECK_EXPECT_H

#include "check_command.h"

/*
 * Is it meant as a digest, as `hashlane check FILE DIGEST` takes it: a digest of
 * hexadecimal digits or of an algorithm given, or any text behind a name or tag
 * of an algorithm and a colon, or any 32 or more hexadecimal digits?
 */
bool check_expect_is_digest(const struct algorithm_set *given,
			    const char *text);

/* Check a file by check->expected; STATUS_OK or STATUS_USAGE. */
int check_expect(struct check *check, const char *path);

#endif
