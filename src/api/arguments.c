/* SPDX-License-Identifier: MIT */
/* arguments.c - checks that every export shares, and error detail. */
#include "arguments.h"

#include "../base/status.h"

#include <stdlib.h>
#include <string.h>

/* The struct_size of a struct is read once, here. */
static int32_t check_size(size_t *size, const void *given, size_t least,
			  size_t known)
{
	const uint8_t *bytes = given;

	memcpy(size, given, sizeof(*size));
	if (*size < least || *size > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	for (size_t i = known; i < *size; i++)
		if (bytes[i])
			return HASHLANE_ABI;
	return HASHLANE_OK;
}

int32_t hln_check_struct(const void *given, size_t least, size_t known)
{
	size_t size;

	return check_size(&size, given, least, known);
}

int32_t hln_copy_struct(void *copy, const void *given, size_t least,
			size_t known)
{
	size_t size;
	int32_t status = check_size(&size, given, least, known);

	if (status)
		return status;
	memset(copy, 0, known);
	memcpy(copy, given, size < known ? size : known);
	return HASHLANE_OK;
}

int32_t hln_return_struct(void *out, const void *from, size_t least,
			  size_t known)
{
	size_t size;
	int32_t status = check_size(&size, out, least, known);

	if (status)
		return status;
	memcpy((uint8_t *)out + sizeof(size),
	       (const uint8_t *)from + sizeof(size),
	       (size < known ? size : known) - sizeof(size));
	return HASHLANE_OK;
}

/* Is what the elements have beyond the known bytes all zero? */
static bool is_excess_zero(const uint8_t *at, size_t bytes, size_t count,
			   size_t known)
{
	for (size_t i = 0; i < count; i++, at += bytes)
		for (size_t j = known; j < bytes; j++)
			if (at[j])
				return false;
	return true;
}

int32_t hln_copy_array(void **copy, const void *given, size_t given_bytes,
		       size_t count, size_t least, size_t known)
{
	const uint8_t *from = given;
	uint8_t *to;

	*copy = NULL;
	if (!count)
		return HASHLANE_OK;
	if (!given)
		return HASHLANE_ARGUMENT;
	if (given_bytes < least || given_bytes > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	if (count > PTRDIFF_MAX / HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ARGUMENT;
	if (given_bytes == known)
		return HASHLANE_OK;
	if (!is_excess_zero(from, given_bytes, count, known))
		return HASHLANE_ABI;
	to = calloc(count, known);
	if (!to)
		return HASHLANE_NO_MEMORY;
	*copy = to;
	for (; count--; from += given_bytes, to += known)
		memcpy(to, from, given_bytes < known ? given_bytes : known);
	return HASHLANE_OK;
}

void hln_return_element(void *out, size_t bytes, const void *from,
			size_t known)
{
	size_t both = bytes < known ? bytes : known;

	memcpy(out, from, both);
	memset((uint8_t *)out + both, 0, bytes - both);
}

int32_t hln_check_error(const struct hashlane_error *error)
{
	if (!error)
		return HASHLANE_OK;
	return hln_check_struct(error, sizeof(*error), sizeof(*error));
}

/*
 * The length of a character of UTF-8 that may stand in a message as it is; 0:
 * it is none, or a control, or one that turns the direction of writing.
 */
static size_t plain_bytes(const unsigned char *text, size_t bytes)
{
	unsigned first = text[0];
	size_t n = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	uint32_t x = n == 1 ? first : first & (0x7fu >> n);

	if (n > bytes || (first >= 0x80 && first < 0xc2) || first > 0xf4)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		x = x << 6 | (text[i] & 0x3f);
	}
	if ((n == 3 && x < 0x800) || (n == 4 && x < 0x10000) || x > 0x10ffff ||
	    (x >= 0xd800 && x < 0xe000))
		return 0;
	if (x < 0x20 || (x >= 0x7f && x < 0xa0) || x == 0x061c ||
	    x == 0x200e || x == 0x200f || (x >= 0x2028 && x <= 0x202e) ||
	    (x >= 0x2066 && x <= 0x2069))
		return 0;
	return n;
}

/* "\\ooo" of a byte. */
static void escape_byte(char out[4], unsigned char byte)
{
	out[0] = '\\';
	out[1] = (char)('0' + (byte >> 6));
	out[2] = (char)('0' + (byte >> 3 & 7));
	out[3] = (char)('0' + (byte & 7));
}

/* Put a name in quotes behind a space, cut to fit. */
static void quote(char *to, size_t room, const char *name, size_t name_bytes)
{
	size_t n = 0;

	to[n++] = ' ';
	to[n++] = '\'';
	/* Foreign bytes may be anything: keep the text printable. */
	for (size_t i = 0, step; i < name_bytes; i += step) {
		const char *from = name + i;
		char escape[4];
		size_t plain = plain_bytes((const unsigned char *)from,
					   name_bytes - i);
		size_t bytes = plain ? plain : sizeof(escape);

		step = plain ? plain : 1;
		escape_byte(escape, (unsigned char)*from);
		if (bytes > room - 1 - n)
			break;
		memcpy(to + n, plain ? from : escape, bytes);
		n += bytes;
	}
	to[n] = '\'';
}

int32_t hln_fail(struct hashlane_error *error, int32_t status, uint64_t offset,
		 const char *text, const char *name, size_t name_bytes)
{
	struct hashlane_error made = { .status = status, .offset = offset };
	size_t n, room = sizeof(made.message) - 1;

	if (!error)
		return status;
	if (!text)
		text = hln_status_text(status);
	n = strlen(text) < room ? strlen(text) : room;
	memcpy(made.message, text, n);
	if (name && room - n >= 4)
		quote(made.message + n, room - n, name, name_bytes);
	/* Only now: the name may lie in the error. */
	made.struct_size = error->struct_size;
	*error = made;
	return status;
}

int32_t hln_return_text(char *text, size_t capacity, size_t *text_bytes,
			const char *from, size_t bytes)
{
	if (text_bytes)
		*text_bytes = bytes;
	if (capacity <= bytes)
		return HASHLANE_BUFFER;
	memcpy(text, from, bytes);
	text[bytes] = 0;
	return HASHLANE_OK;
}

int32_t hln_return_specs(struct hashlane_algorithm_spec *specs,
			 size_t capacity, size_t *spec_count,
			 const struct hashlane_algorithm_spec *from,
			 size_t count)
{
	if (capacity > PTRDIFF_MAX / sizeof(*specs) || (capacity && !specs))
		return HASHLANE_ARGUMENT;
	if (spec_count)
		*spec_count = count;
	if (capacity < count)
		return HASHLANE_BUFFER;
	if (count)
		memcpy(specs, from, count * sizeof(*specs));
	return HASHLANE_OK;
}

int32_t hln_check_specs(struct hln_set *set,
			const struct hashlane_algorithm_spec *specs,
			size_t count, struct hashlane_error *error)
{
	size_t at = 0;
	int32_t status;

	if (!specs || !count)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"at least one algorithm is needed", NULL, 0);
	if (count > HASHLANE_MAX_ALGORITHMS)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"more algorithms than one pass takes", NULL,
				0);
	status = hln_hasher_set_resolve(set, specs, count, &at);
	if (status == HASHLANE_ALGORITHM)
		return hln_fail(error, status, at,
				hln_registry_find(specs[at].id) ?
					"algorithm parameter out of range" :
					"unknown algorithm id",
				NULL, 0);
	if (status)
		return hln_fail(error, status, at, "unknown algorithm flags",
				NULL, 0);
	return HASHLANE_OK;
}
