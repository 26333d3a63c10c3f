/* SPDX-License-Identifier: MIT */
/* vector_rows.h - rows of tests/vectors, with nothing but libc. */
#ifndef VECTOR_ROWS_H
#define VECTOR_ROWS_H

#include <hashlane.h>

#include <stdbool.h>

struct row {
	struct hashlane_algorithm_spec spec;
	uint8_t *data; /* freed by the caller */
	size_t bytes;
	char want[2 * HASHLANE_MAX_TEXT_BYTES]; /* "-": there is none */
};

extern unsigned passed, failed;

/* Read one line. False: it has no row; one that is unreadable has failed. */
bool read_row(struct row *row, char *line);

/* Count a digest as passed or failed; 0 bytes: there is none. */
void check(const struct row *row, const char *how, const uint8_t *digest,
	   size_t bytes);

/* Count something else. */
void check_that(const struct row *row, const char *how, bool well);

#endif
