/* SPDX-License-Identifier: MIT */
/* check_row.h - the rows of verdicts about one file. */
#ifndef CLI_CHECK_ROW_H
#define CLI_CHECK_ROW_H

#include "../terminal/message.h"
#include "check_command.h"

/*
 * Rows about one file follow each other, and are reported as one, by the worst
 * verdict: FAILED, CHANGED, UNREADABLE, REFUSED, MISSING, UNKNOWN, MOVED, OK.
 * If several rows have it, one that knows which bytes are bad is reported, or
 * else one with a detail, or else the first.
 */
struct check_row {
	const struct hashlane_verdicts *verdicts;
	uint32_t first, count;
	struct hashlane_verdict_row row; /* the one that is reported */
};

/* Read the rows from number `first` on. */
void check_row_read(struct check_row *rows,
		    const struct hashlane_verdicts *verdicts, uint32_t first);

/* Get one of these rows, and an element of a row. */
void check_row_get(struct hashlane_verdict_row *out,
		   const struct check_row *rows, uint32_t i);
const struct hashlane_verdict_digest *
check_row_digest(const struct hashlane_verdict_row *row, size_t i);
const struct hashlane_verdict_range *
check_row_range(const struct hashlane_verdict_row *row, size_t i);

/*
 * The name by which the file was found: that of the list, or the path without
 * the folder of --base if the name was read in another way.
 */
const char *check_row_name(const struct check *check,
			   const struct hashlane_verdict_row *row);

/* What follows the verdict; "": nothing. `room` may hold the text. */
const char *check_row_detail(char room[REASON_BYTES_MAX],
			     const struct hashlane_verdict_row *row);

/* "red" or "blue" if a digest of ED2K fits by one of its two forms; NULL. */
const char *check_row_colour(const struct hashlane_verdict_row *row);

#endif
