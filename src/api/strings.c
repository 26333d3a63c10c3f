/* SPDX-License-Identifier: MIT */
/* strings.c - the exports that bring text over from other languages. */
#include "../lane/utf8.h"
#include "../mem/pool.h"
#include "arguments.h"

#include <string.h>

/* What callers have is looked at here, what is odd elsewhere: 1 ns. */
static inline bool bad_error(const struct hashlane_error *error)
{
	return error && error->struct_size != sizeof(*error) &&
	       hln_check_error(error);
}

/* Memory for so many bytes and a NUL; as much as the kernels may write to. */
static inline char *take(size_t bytes)
{
	if (bytes > PTRDIFF_MAX - HLN_UTF8_BLOCK_BYTES)
		return NULL;
	return hln_pool_take(hln_utf8_room(bytes), HLN_OWNED_STRING);
}

static inline void give(char *string)
{
	hln_pool_give(string, HLN_OWNED_STRING);
}

/* What is wrong with text, of which the first `at` bytes or units are not. */
static int32_t refuse(struct hashlane_error *error, bool null, size_t at)
{
	return null ? hln_fail(error, HASHLANE_FORMAT, at,
			       "a NUL within the text", NULL, 0) :
		      hln_fail(error, HASHLANE_UTF8, at, NULL, NULL, 0);
}

/* Find what is wrong with a copy, and give it back. */
static __attribute__((noinline)) int32_t
refuse_copy(struct hashlane_error *error, char *string, size_t bytes)
{
	size_t valid = hln_utf8_valid(string, bytes);
	const char *null = memchr(string, 0, valid);

	if (null)
		valid = (size_t)(null - string);
	give(string);
	return refuse(error, null != NULL, valid);
}

int32_t hashlane_string_copy(char **out, const char *text, size_t text_bytes,
			     struct hashlane_error *error)
{
	char *string;

	if (bad_error(error))
		return HASHLANE_ABI;
	if (!out || hln_bad_bytes(text, text_bytes))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	string = take(text_bytes);
	if (!string)
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	if (!hln_utf8_copy(string, text ? text : "", text_bytes))
		return refuse_copy(error, string, text_bytes);
	*out = string;
	return HASHLANE_OK;
}

/*
 * Bytes of UTF-16 as UTF-8, and *wrong: the first unit that is NUL or a lone
 * surrogate, or `units`.
 */
static size_t measure(const uint16_t *text, size_t units, size_t *wrong)
{
	size_t bytes = 0, i = 0;

	while (i < units) {
		uint32_t character;
		size_t step = hln_utf8_step16(&character, text + i, units - i);

		if (!step || !character)
			break;
		bytes += hln_utf8_bytes(character);
		i += step;
	}
	*wrong = i;
	return bytes;
}

/* False when it is not, any more, what was measured. */
static bool encode(char *out, size_t bytes, const uint16_t *text, size_t units)
{
	size_t at = 0, i = 0;

	while (i < units) {
		uint32_t character;
		size_t step = hln_utf8_step16(&character, text + i, units - i);

		if (!step || !character ||
		    hln_utf8_bytes(character) > bytes - at)
			return false;
		at += hln_utf8_put(out + at, character);
		i += step;
	}
	out[at] = 0;
	return at == bytes;
}

/*
 * The rest of a text, of which the first `at` units are ASCII and at *string;
 * that is another string when the first was too short.
 */
static int32_t finish_utf16(char **string, size_t *bytes, size_t at,
			    const uint16_t *text, size_t units,
			    struct hashlane_error *error)
{
	size_t wrong;
	size_t rest = measure(text + at, units - at, &wrong);

	if (at + wrong < units)
		return refuse(error, !text[at + wrong], at + wrong);
	if (hln_utf8_room(at + rest) > hln_utf8_room(units)) {
		char *wider = take(at + rest);

		if (!wider)
			return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL,
					NULL, 0);
		memcpy(wider, *string, at);
		give(*string);
		*string = wider;
	}
	if (!encode(*string + at, rest, text + at, units - at))
		return refuse(error, false, at);
	*bytes = at + rest;
	return HASHLANE_OK;
}

int32_t hashlane_string_from_utf16(char **out, size_t *out_bytes,
				   const uint16_t *text, size_t text_units,
				   struct hashlane_error *error)
{
	char *string;
	size_t at = 0, bytes = text_units;

	if (bad_error(error))
		return HASHLANE_ABI;
	if (!out || text_units > PTRDIFF_MAX / 2 || (text_units && !text) ||
	    (uintptr_t)text % sizeof(*text))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	string = take(text_units);
	if (!string)
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	if (text_units)
		at = hln_utf8_narrow(string, text, text_units);
	string[at] = 0;
	if (at < text_units) {
		int32_t status = finish_utf16(&string, &bytes, at, text,
					      text_units, error);

		if (status) {
			give(string);
			return status;
		}
	}
	*out = string;
	if (out_bytes)
		*out_bytes = bytes;
	return HASHLANE_OK;
}

int32_t hashlane_string_check(size_t *valid_bytes, const char *text,
			      size_t text_bytes)
{
	if (hln_bad_bytes(text, text_bytes))
		return HASHLANE_ARGUMENT;
	if (!text)
		text = "";
	if (hln_utf8_check(text, text_bytes)) {
		if (valid_bytes)
			*valid_bytes = text_bytes;
		return HASHLANE_OK;
	}
	if (valid_bytes)
		*valid_bytes = hln_utf8_valid(text, text_bytes);
	return HASHLANE_UTF8;
}

void hashlane_string_destroy(char *string)
{
	if (string)
		give(string);
}
