/* SPDX-License-Identifier: MIT */
/*
 * check_text.c - hex, UTF-8 and UTF-16 of one instruction set against the
 * scalar forms, and their calling convention. (The scalar forms are held
 * against other implementations in tests/unit.)
 */
#include "../../src/lane/utf8.h"
#include "kernel_check.h"

#include <string.h>

enum { LENGTH_MAX = 1000 };

static struct guarded text, copy;
static uint8_t wanted[2 * LENGTH_MAX + HLN_UTF8_BLOCK_BYTES];

/* The kernel under test, behind the type that checked_call knows. */
static const struct hln_isa *tested;
static uint8_t *result;
static size_t answer;

static void call_hex(void *state, const uint8_t *const *in, size_t bytes)
{
	(void)state;
	tested->hex((char *)result, in[0], bytes);
}

static void call_copy(void *state, const uint8_t *const *in, size_t bytes)
{
	(void)state;
	answer = tested->utf8_copy((char *)result, (const char *)in[0], bytes);
}

static void call_check(void *state, const uint8_t *const *in, size_t bytes)
{
	(void)state;
	answer = tested->utf8_check((const char *)in[0], bytes);
}

static void call_narrow(void *state, const uint8_t *const *in, size_t units)
{
	(void)state;
	answer = tested->utf16_narrow(
		(char *)result, (const uint16_t *)(const void *)in[0], units);
}

/* Call it, with `written` bytes at the end of guarded memory. */
static void call(hln_blocks_fn *kernel, const char *name, const uint8_t *in,
		 size_t count, size_t written)
{
	const char *broken;

	result = copy.end - written;
	broken = checked_call(kernel, NULL, &in, count);
	if (*broken)
		fail("%s/%s: %s", name, tested->name, broken);
}

/* Characters of 1 to 4 bytes, of which some are damaged. */
static void random_text(uint8_t *p, size_t bytes)
{
	uint64_t kind = random_word() % 5, wrong = random_word() % 3;
	size_t at = 0;

	while (at < bytes) {
		uint32_t character = (uint32_t)random_word() &
				     (kind ? 0x1fffffU >> 3 * kind : 0x7f);
		char form[4];
		size_t n = hln_utf8_put(form, character);

		if (n > bytes - at)
			n = bytes - at;
		memcpy(p + at, form, n);
		at += n;
	}
	if (bytes && !wrong)
		p[random_word() % bytes] ^= (uint8_t)(1 << random_word() % 8);
}

static void check_hex(size_t bytes)
{
	uint8_t *in = text.end - bytes;

	random_bytes(in, bytes);
	hln_isa_scalar.hex((char *)wanted, in, bytes);
	call(call_hex, "hex", in, bytes, 2 * bytes);
	if (memcmp(result, wanted, 2 * bytes) != 0)
		fail("hex/%s: differs for %zu bytes", tested->name, bytes);
}

static void check_utf8(size_t bytes)
{
	uint8_t *in = text.end - bytes;
	size_t right;

	random_text(in, bytes);
	right = hln_isa_scalar.utf8_copy((char *)wanted, (const char *)in,
					 bytes);
	call(call_copy, "utf8_copy", in, bytes, hln_utf8_room(bytes));
	if (answer != right || memcmp(result, wanted, bytes + 1) != 0)
		fail("utf8_copy/%s: differs for %zu bytes", tested->name,
		     bytes);
	right = hln_isa_scalar.utf8_check((const char *)in, bytes);
	call(call_check, "utf8_check", in, bytes, 0);
	if (answer != right)
		fail("utf8_check/%s: differs for %zu bytes", tested->name,
		     bytes);
}

static void check_utf16(size_t units)
{
	uint8_t *in = text.end - 2 * units;
	const uint16_t *wide = (const uint16_t *)(const void *)in;
	size_t right;

	for (size_t i = 0; i < units; i++) {
		uint16_t unit = (uint16_t)(1 + random_word() % 127);

		if (random_word() % LENGTH_MAX == 0)
			unit = (uint16_t)random_word();
		memcpy(in + 2 * i, &unit, sizeof(unit));
	}
	right = hln_isa_scalar.utf16_narrow((char *)wanted, wide, units);
	call(call_narrow, "utf16_narrow", in, units, units);
	if (answer > right || (right == units && answer != units) ||
	    memcmp(result, wanted, answer) != 0)
		fail("utf16_narrow/%s: differs for %zu units", tested->name,
		     units);
}

void check_text(const struct hln_isa *isa)
{
	if (!text.start) {
		text = guarded_make();
		copy = guarded_make();
	}
	tested = isa;
	for (size_t n = 0; n <= LENGTH_MAX; n += n < 300 ? 1 : 7)
		for (int round = 0; round < 20; round++) {
			if (isa->hex)
				check_hex(n);
			if (isa->utf8_copy)
				check_utf8(n);
			if (isa->utf16_narrow)
				check_utf16(n);
		}
}
