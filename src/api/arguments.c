/* SPDX-License-Identifier: MIT */
/* arguments.c - checks that every export shares, and error detail. */
#include "arguments.h"

#include "../base/status.h"

#include <string.h>

static size_t given_size(const void *given)
{
	size_t size;

	memcpy(&size, given, sizeof(size));
	return size;
}

int32_t hln_check_struct(const void *given, size_t least, size_t known)
{
	const uint8_t *bytes = given;
	size_t size = given_size(given);

	if (size < least || size > PTRDIFF_MAX)
		return HASHLANE_ABI;
	for (size_t i = known; i < size; i++)
		if (bytes[i])
			return HASHLANE_ABI;
	return HASHLANE_OK;
}

int32_t hln_copy_struct(void *copy, const void *given, size_t least,
			size_t known)
{
	size_t size = given_size(given);
	int32_t status = hln_check_struct(given, least, known);

	if (status)
		return status;
	memset(copy, 0, known);
	memcpy(copy, given, size < known ? size : known);
	return HASHLANE_OK;
}

int32_t hln_return_struct(void *out, const void *from, size_t least,
			  size_t known)
{
	size_t size = given_size(out);
	int32_t status = hln_check_struct(out, least, known);

	if (status)
		return status;
	memcpy((uint8_t *)out + sizeof(size),
	       (const uint8_t *)from + sizeof(size),
	       (size < known ? size : known) - sizeof(size));
	return HASHLANE_OK;
}

int32_t hln_check_error(const struct hashlane_error *error)
{
	if (!error)
		return HASHLANE_OK;
	return hln_check_struct(error, sizeof(*error), sizeof(*error));
}

int32_t hln_fail(struct hashlane_error *error, int32_t status, uint64_t offset,
		 const char *text, const char *name, size_t name_bytes)
{
	size_t n, room;

	if (!error)
		return status;
	if (!text)
		text = hln_status_text(status);
	error->status = status;
	error->os_error = 0;
	error->offset = offset;
	memset(error->message, 0, sizeof(error->message));
	room = sizeof(error->message) - 1;
	n = strlen(text) < room ? strlen(text) : room;
	memcpy(error->message, text, n);
	if (!name || room - n < 4)
		return status;
	error->message[n++] = ' ';
	error->message[n++] = '\'';
	for (size_t i = 0; i < name_bytes && n < room - 1; i++) {
		/* Foreign bytes may be anything: keep the text printable. */
		bool plain = name[i] >= ' ' && name[i] <= '~';

		error->message[n++] = plain ? name[i] : '?';
	}
	error->message[n] = '\'';
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

int32_t hln_check_specs(struct hln_set *set,
			const struct hashlane_algorithm_spec *specs,
			size_t count, struct hashlane_error *error)
{
	size_t at = 0;
	int32_t status;

	if (!specs || !count)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"at least one algorithm is needed", NULL, 0);
	if (count > HASHLANE_ALGORITHMS_MAX)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"more algorithms than one pass takes", NULL,
				0);
	status = hln_set_resolve(set, specs, count, &at);
	if (status == HASHLANE_ALGORITHM)
		return hln_fail(error, status, at,
				hln_algorithm_find(specs[at].id) ?
					"algorithm parameter out of range" :
					"unknown algorithm id",
				NULL, 0);
	if (status)
		return hln_fail(error, status, at, "unknown algorithm flags",
				NULL, 0);
	return HASHLANE_OK;
}
