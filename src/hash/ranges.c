/* SPDX-License-Identifier: MIT */
/* ranges.c - digests of consecutive ranges of a stream, as they close. */
#include "../../include/hashlane.h"
#include "ranges.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_AT_FIRST = 256 };

void hln_ranges_init(struct hln_ranges *ranges, bool wanted)
{
	*ranges = (struct hln_ranges){ .wanted = wanted };
}

void hln_ranges_drop(struct hln_ranges *ranges)
{
	free(ranges->data);
	ranges->data = NULL;
	ranges->bytes = 0;
	ranges->room = 0;
}

bool hln_ranges_copy(struct hln_ranges *ranges)
{
	uint8_t *data;

	if (!ranges->data)
		return true;
	data = malloc(ranges->room);
	if (!data)
		return false;
	memcpy(data, ranges->data, ranges->bytes);
	ranges->data = data;
	return true;
}

static void fail(struct hln_ranges *ranges)
{
	hln_ranges_drop(ranges);
	ranges->failed = true;
}

/* Room for so many bytes more. */
static bool reserve(struct hln_ranges *ranges, size_t bytes)
{
	size_t room = ranges->room ? ranges->room : ROOM_AT_FIRST;
	uint8_t *data;

	if (ranges->failed)
		return false;
	if (bytes <= ranges->room - ranges->bytes)
		return true;
	if (bytes > PTRDIFF_MAX / 2 - ranges->bytes) {
		fail(ranges);
		return false;
	}
	while (room - ranges->bytes < bytes)
		room *= 2;
	data = realloc(ranges->data, room);
	if (!data) {
		fail(ranges);
		return false;
	}
	ranges->data = data;
	ranges->room = room;
	return true;
}

void hln_ranges_add(struct hln_ranges *ranges, const uint8_t *digests,
		    size_t bytes)
{
	if (!ranges->wanted || !bytes || !reserve(ranges, bytes))
		return;
	memcpy(ranges->data + ranges->bytes, digests, bytes);
	ranges->bytes += bytes;
}

void hln_ranges_add_from(struct hln_ranges *ranges,
			 const struct hln_ranges *from, size_t at,
			 size_t bytes)
{
	if (from->failed)
		fail(ranges);
	else
		hln_ranges_add(ranges, from->data + at, bytes);
}

int32_t hln_ranges_read(const uint8_t **digests, size_t *bytes,
			struct hln_ranges *ranges, const uint8_t *last,
			size_t last_bytes)
{
	if (!last)
		last_bytes = 0;
	if (!reserve(ranges, last_bytes))
		return HASHLANE_NO_MEMORY;
	if (last_bytes)
		memcpy(ranges->data + ranges->bytes, last, last_bytes);
	*digests = ranges->data;
	*bytes = ranges->bytes + last_bytes;
	return HASHLANE_OK;
}
