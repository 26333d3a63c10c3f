/* SPDX-License-Identifier: MIT */
/* check_row.c - the rows of verdicts about one file. */
#include "check_row.h"

#include <string.h>

static void get(struct hashlane_verdict_row *out,
		const struct hashlane_verdicts *verdicts, uint32_t row)
{
	*out = (struct hashlane_verdict_row){ .struct_size = sizeof(*out) };
	(void)hashlane_verdicts_get_row(out, verdicts, row);
}

void check_row_get(struct hashlane_verdict_row *out,
		   const struct check_row *rows, uint32_t i)
{
	get(out, rows->verdicts, rows->first + i);
}

const struct hashlane_verdict_digest *
check_row_digest(const struct hashlane_verdict_row *row, size_t i)
{
	return (const struct hashlane_verdict_digest
			*)(const void *)((const char *)row->digests +
					 i * row->digest_bytes);
}

const struct hashlane_verdict_range *
check_row_range(const struct hashlane_verdict_row *row, size_t i)
{
	return (const struct hashlane_verdict_range
			*)(const void *)((const char *)row->ranges +
					 i * row->range_bytes);
}

/*
 * Which of two rows of a file is the file's? The order is that of check_row.h;
 * among equal ones, the row that knows which bytes are bad, or has a detail.
 */
static int weight(const struct hashlane_verdict_row *row)
{
	static const int32_t order[] = {
		HASHLANE_VERDICT_OK,      HASHLANE_VERDICT_MOVED,
		HASHLANE_VERDICT_UNKNOWN, HASHLANE_VERDICT_MISSING,
		HASHLANE_VERDICT_REFUSED, HASHLANE_VERDICT_UNREADABLE,
		HASHLANE_VERDICT_CHANGED, HASHLANE_VERDICT_FAILED,
	};
	enum { COUNT = sizeof(order) / sizeof(order[0]), STEP = 4 };
	int place = 0;

	while (place < COUNT && order[place] != row->verdict)
		place++;
	return place * STEP + 2 * (row->range_count > 0) + (*row->detail != 0);
}

void check_row_read(struct check_row *rows,
		    const struct hashlane_verdicts *verdicts, uint32_t first)
{
	uint32_t all = hashlane_verdicts_get_count(verdicts);
	struct hashlane_verdict_row row;

	rows->verdicts = verdicts;
	rows->first = first;
	rows->count = 1;
	get(&rows->row, verdicts, first);
	for (; first + rows->count < all; rows->count++) {
		get(&row, verdicts, first + rows->count);
		if (!(row.flags & HASHLANE_CHECKED_SAME_FILE))
			return;
		if (weight(&row) > weight(&rows->row))
			rows->row = row;
	}
}

const char *check_row_name(const struct check *check,
			   const struct hashlane_verdict_row *row)
{
	const char *base = check->rules.base;
	size_t bytes = base ? strlen(base) : 0;

	if (!row->reading || !*row->path)
		return row->name;
	if (!bytes || strncmp(row->path, base, bytes) != 0)
		return row->path;
	return row->path + bytes + strspn(row->path + bytes, "/");
}

const char *check_row_detail(char room[REASON_BYTES_MAX],
			     const struct hashlane_verdict_row *row)
{
	if (*row->detail || row->verdict != HASHLANE_VERDICT_UNREADABLE)
		return row->detail;
	return message_reason(room, row->status, row->os_error);
}

const char *check_row_colour(const struct hashlane_verdict_row *row)
{
	if (row->verdict != HASHLANE_VERDICT_OK)
		return NULL;
	if (strstr(row->detail, "ed2k red"))
		return "red";
	return strstr(row->detail, "ed2k blue") ? "blue" : NULL;
}
