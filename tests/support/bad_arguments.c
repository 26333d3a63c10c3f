/* SPDX-License-Identifier: MIT */
/* bad_arguments.c - specs and struct sizes that every export must refuse. */
#include "bad_arguments.h"

#include "check.h"

#include <string.h>

const struct wrong_spec wrong_specs[WRONG_SPECS] = {
	{ { 0, 0, 0 }, HASHLANE_ALGORITHM },
	{ { -1, 0, 0 }, HASHLANE_ALGORITHM },
	{ { 37, 0, 0 }, HASHLANE_ALGORITHM },
	{ { INT32_MAX, 0, 0 }, HASHLANE_ALGORITHM },
	{ { INT32_MIN, 0, 0 }, HASHLANE_ALGORITHM },
	{ { HASHLANE_HASH_MD5, 1, 0 }, HASHLANE_ARGUMENT },
	{ { HASHLANE_HASH_MD5, 0x80000000, 0 }, HASHLANE_ARGUMENT },
	{ { HASHLANE_HASH_MD5, 0, 1 }, HASHLANE_ALGORITHM },
	{ { HASHLANE_HASH_S3_ETAG, 0, 1 }, HASHLANE_ALGORITHM },
	{ { HASHLANE_HASH_S3_ETAG, 0, 1023 }, HASHLANE_ALGORITHM },
	{ { HASHLANE_HASH_S3_ETAG, 0, UINT64_MAX }, HASHLANE_ALGORITHM },
};

/* Room for a struct and for what a newer caller's would have behind it. */
enum { EXCESS = 40, STRUCT_MAX = 512 };

union room {
	uint8_t bytes[STRUCT_MAX];
	size_t struct_size;
	uint64_t align;
};

void check_struct_sizes(int32_t (*call)(void *given), const void *template,
			size_t bytes, int32_t well)
{
	check_grown_sizes(call, template, bytes, bytes, well);
}

void check_grown_sizes(int32_t (*call)(void *given), const void *template,
		       size_t least, size_t bytes, int32_t well)
{
	const size_t wrong[] = { 0,         1,        sizeof(size_t),
				 least - 1, SIZE_MAX, TOO_LONG };
	union room room, before;

	assert_true(bytes + EXCESS <= STRUCT_MAX);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		memset(&room, 0, sizeof(room));
		memcpy(&room, template, bytes);
		room.struct_size = wrong[i];
		before = room;
		assert_status(call(&room), HASHLANE_ABI);
		assert_memory_equal(&room, &before, sizeof(room));
	}
	for (size_t at = bytes; at < bytes + EXCESS; at += EXCESS - 1) {
		memset(&room, 0, sizeof(room));
		memcpy(&room, template, bytes);
		room.struct_size = bytes + EXCESS;
		room.bytes[at] = 1;
		before = room;
		assert_status(call(&room), HASHLANE_ABI);
		assert_memory_equal(&room, &before, sizeof(room));
	}
	memset(&room, 0, sizeof(room));
	memcpy(&room, template, bytes);
	room.struct_size = bytes + EXCESS;
	/* What lies behind the struct is not looked at. */
	room.bytes[bytes + EXCESS] = 1;
	assert_status(call(&room), well);
	assert_int_equal(room.struct_size, bytes + EXCESS);
}
