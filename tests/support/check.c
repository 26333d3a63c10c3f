/* SPDX-License-Identifier: MIT */
/* check.c - checks that every test shares. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void check_status(int32_t status, int32_t wanted, const char *call,
		  const char *file, int line)
{
	if (errno != CHECK_ERRNO) {
		print_error("%s:%d: %s\n  changed errno to %d\n", file, line,
			    call, errno);
		_fail(file, line);
	}
	if (status == wanted)
		return;
	print_error("%s:%d: %s\n  gave %s, not %s\n", file, line, call,
		    hashlane_status_get_name(status),
		    hashlane_status_get_name(wanted));
	_fail(file, line);
}

static void print_hex(const char *name, const uint8_t *data, size_t bytes)
{
	char text[2 * HASHLANE_MAX_DIGEST_BYTES + 1] = "";

	for (size_t i = 0; i < bytes && i < HASHLANE_MAX_DIGEST_BYTES; i++)
		snprintf(text + 2 * i, 3, "%02x", data[i]);
	print_error("  %s: %s (%zu bytes)\n", name, text, bytes);
}

bool same_bytes(const char *what, const uint8_t *given, size_t given_bytes,
		const uint8_t *wanted, size_t wanted_bytes)
{
	if (given_bytes == wanted_bytes &&
	    (!given_bytes || !memcmp(given, wanted, given_bytes)))
		return true;
	print_error("%s\n", what);
	print_hex("given ", given, given_bytes);
	print_hex("wanted", wanted, wanted_bytes);
	return false;
}

enum { UNTOUCHED = 0xa5 };

void mark_untouched(void *out, size_t bytes)
{
	memset(out, UNTOUCHED, bytes);
}

bool is_untouched(const void *out, size_t bytes)
{
	const uint8_t *at = out;

	for (size_t i = 0; i < bytes; i++)
		if (at[i] != UNTOUCHED)
			return false;
	return true;
}

int32_t test_isa(void)
{
	const char *name = getenv("HASHLANE_TEST_ISA");
	int32_t isa = HASHLANE_ISA_AUTO;

	if (name)
		assert_status(hashlane_isa_parse(&isa, name, strlen(name)),
			      HASHLANE_OK);
	return isa;
}

struct hashlane_algorithm_spec spec_of(const char *text)
{
	struct hashlane_algorithm_spec spec = { 0 };

	if (hashlane_algorithm_parse(&spec, text, strlen(text), NULL))
		fail_msg("no algorithm %s", text);
	return spec;
}
