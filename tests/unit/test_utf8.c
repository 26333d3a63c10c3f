/* SPDX-License-Identifier: MIT */
/*
 * test_utf8.c - UTF-8 and UTF-16 by every kernel this CPU has: all forms of
 * characters, right and wrong, at every place of a vector and across its
 * borders, between guard pages, against iconv.
 */
#include "../../src/lane/cpu.h"
#include "../../src/lane/utf8.h"
#include "../support/check.h"
#include "../support/guard_pages.h"
#include "../support/random_source.h"
#include "../support/unicode_oracle.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 4096, KERNELS_MAX = 8, OFFSETS = 65 };

/* The kernels that HASHLANE_TEST_ISA lets run. */
static const struct hln_isa *isas[KERNELS_MAX];
static size_t isa_count;
static struct guarded_memory text_memory, copy_memory;

static int setup(void **state)
{
	uint32_t cpu;

	(void)state;
	assert_status(hln_cpu_limit(&cpu, test_isa()), HASHLANE_OK);
	for (size_t i = 0; hln_isas[i]; i++) {
		if (!hln_isas[i]->utf8_copy)
			continue;
		if (hln_isas[i]->needs & ~cpu) {
			printf("NOT RUN: %s: not on this CPU, or not "
			       "allowed\n",
			       hln_isas[i]->name);
			continue;
		}
		assert_true(isa_count < KERNELS_MAX);
		isas[isa_count++] = hln_isas[i];
	}
	assert_true(isa_count > 0);
	text_memory = guarded_memory_make(TEXT_MAX);
	copy_memory = guarded_memory_make(2 * TEXT_MAX);
	unicode_oracle_make();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unicode_oracle_free();
	guarded_memory_free(&text_memory);
	guarded_memory_free(&copy_memory);
	return 0;
}

static void report(const char *isa, const char *what, const uint8_t *text,
		   size_t bytes)
{
	printf("%s: %s; %zu bytes:", isa, what, bytes);
	for (size_t i = 0; i < bytes && i < 600; i++)
		printf(" %02x", text[i]);
	printf("\n");
	fail();
}

/* Every kernel on one text, of which `valid` bytes are. */
static void check_text(const uint8_t *text, size_t bytes, size_t valid)
{
	bool right = valid == bytes;
	bool plain = right && !memchr(text, 0, bytes);
	size_t room = hln_utf8_room(bytes);
	uint8_t *copy = copy_memory.end - room;

	if (hln_utf8_valid((const char *)text, bytes) != valid)
		report("scalar", "another valid beginning", text, bytes);
	for (size_t i = 0; i < isa_count; i++) {
		memset(copy, 0xa5, room);
		if (isas[i]->utf8_copy((char *)copy, (const char *)text,
				       bytes) != plain)
			report(isas[i]->name, "copy errs", text, bytes);
		if (copy[bytes] || memcmp(copy, text, bytes) != 0)
			report(isas[i]->name, "no true copy", text, bytes);
		if (isas[i]->utf8_check((const char *)text, bytes) != right)
			report(isas[i]->name, "check errs", text, bytes);
	}
}

/* Some bytes with `before` of ASCII before and `after` behind them. */
static void check_among_ascii(const uint8_t *bytes, size_t count,
			      size_t before, size_t after)
{
	size_t length = before + count + after;
	uint8_t *text = text_memory.end - length;
	size_t valid;

	memset(text, 'a', length);
	memcpy(text + before, bytes, count);
	/* What stands before them changes nothing, what is behind may. */
	valid = before + oracle_utf8_valid(text + before, count + after);
	check_text(text, length, valid);
}

static void all_of_one_and_two_bytes(void **state)
{
	(void)state;
	for (uint32_t both = 0; both < 0x10000; both++) {
		uint8_t form[2] = { (uint8_t)(both >> 8), (uint8_t)both };

		for (size_t before = 0; before < OFFSETS; before++) {
			/* At the end of the text and within it. */
			size_t after = (before + both) % 3 * 33;

			check_among_ascii(form, 2, before, after);
			if (!form[1])
				check_among_ascii(form, 1, before, after);
		}
	}
}

/* With leads below 0x80 they are the ones above. */
static void all_of_three_bytes(void **state)
{
	size_t before = 0;

	(void)state;
	for (uint32_t all = 0x800000; all < 0x1000000; all++) {
		uint8_t form[3] = { (uint8_t)(all >> 16), (uint8_t)(all >> 8),
				    (uint8_t)all };

		/* 67 is a prime: each place comes with each form's kind. */
		before = before == 66 ? 0 : before + 1;
		check_among_ascii(form, 3, before, all >> 4 & 3);
	}
}

static void borders_of_four_bytes(void **state)
{
	static const uint8_t third[] = { 0x00, 0x41, 0x7f, 0x80, 0x8f,
					 0xbf, 0xc0, 0xe1, 0xf0, 0xff };

	(void)state;
	for (uint32_t first = 0xe0; first <= 0xff; first++)
		for (uint32_t second = 0; second <= 0xff; second++)
			for (size_t i = 0; i < 100; i++) {
				uint8_t form[4] = { (uint8_t)first,
						    (uint8_t)second,
						    third[i / 10],
						    third[i % 10] };

				check_among_ascii(form, 4,
						  (second + i) % OFFSETS,
						  (first + i) % 4);
			}
}

/* Each form iconv has, whole and cut at every place, at every offset. */
static void every_character(void **state)
{
	size_t before = 0;

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		uint8_t form[4];
		size_t n = oracle_utf8_form(form, c);

		before = before == 66 ? 0 : before + 1;
		for (size_t cut = 1; cut <= n; cut++)
			if (cut == n || c % 64 == 63)
				check_among_ascii(form, cut, before, c & 1);
	}
}

static void characters_of_each_length_at_every_offset(void **state)
{
	static const uint32_t characters[] = {
		0,       1,       0x7f,    0x80,    0x7ff,    0x800,
		0xfff,   0x1000,  0xcfff,  0xd7ff,  0xe000,   0xffff,
		0x10000, 0x3ffff, 0x40000, 0xfffff, 0x100000, 0x10ffff,
	};
	const size_t count = sizeof(characters) / sizeof(characters[0]);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t before = 0; before < 330; before++) {
			uint8_t form[4];
			size_t n = oracle_utf8_form(form, characters[i]);

			for (size_t cut = 1; cut <= n; cut++)
				for (size_t after = 0; after < 3; after++)
					check_among_ascii(form, cut, before,
							  150 * after);
		}
}

static void a_nul_at_every_place(void **state)
{
	(void)state;
	for (size_t bytes = 1; bytes <= 300; bytes++)
		for (size_t at = 0; at < bytes; at++)
			check_among_ascii((const uint8_t *)"", 1, at,
					  bytes - 1 - at);
}

static size_t random_text(uint8_t *text, size_t most,
			  struct random_source *random)
{
	static const uint32_t limits[] = { 0x80,    0x800,    0x10000,
					   0x10000, 0x110000, 0x110000 };
	uint32_t limit = limits[random_below(random, 6)];
	unsigned ascii = (unsigned)random_below(random, 101);
	size_t bytes = random_length(random, most), at = 0;

	while (at < bytes) {
		uint32_t c = 1 + (uint32_t)random_below(random, limit - 1);
		uint8_t form[4];
		size_t n;

		if (random_below(random, 100) < ascii)
			c = 1 + c % 127;
		n = oracle_utf8_form(form, c);
		if (n > bytes - at)
			break;
		memcpy(text + at, form, n);
		at += n;
	}
	return at;
}

/* Bytes replaced, lost and put in, and now and then a NUL. */
static size_t damage(uint8_t *text, size_t bytes, struct random_source *random)
{
	for (uint64_t n = random_below(random, 3); n && bytes; n--) {
		size_t at = (size_t)random_below(random, bytes);

		switch (random_below(random, 4)) {
		case 0:
			text[at] = (uint8_t)random_next(random);
			break;
		case 1:
			text[at] ^= (uint8_t)(1 << random_below(random, 8));
			break;
		case 2:
			memmove(text + at, text + at + 1, bytes - at - 1);
			bytes--;
			break;
		default:
			text[at] = 0;
			break;
		}
	}
	return bytes;
}

static void random_texts(void **state)
{
	struct random_source random = random_from_environment("utf8");
	uint8_t text[TEXT_MAX];

	(void)state;
	for (int i = 0; i < 60000; i++) {
		size_t bytes = random_text(text, i % 8 ? 200 : TEXT_MAX,
					   &random);
		size_t valid;

		bytes = damage(text, bytes, &random);
		valid = oracle_utf8_valid(text, bytes);
		if (oracle_utf8_read(text, bytes) != valid)
			report("iconv", "disagrees with itself", text, bytes);
		/* Against the guard pages on either side. */
		memcpy(text_memory.start, text, bytes);
		check_text(text_memory.start, bytes, valid);
		memcpy(text_memory.end - bytes, text, bytes);
		check_text(text_memory.end - bytes, bytes, valid);
	}
}

/* A text of `units` letters, but for one unit. */
static void check_narrow(const struct hln_isa *isa, size_t units, size_t at,
			 uint16_t unit)
{
	uint16_t *text = (uint16_t *)(void *)text_memory.end - units;
	char *copy = (char *)copy_memory.end - units;
	bool plain = unit && unit < 0x80;
	size_t n;

	for (size_t i = 0; i < units; i++)
		text[i] = (uint16_t)('a' + i % 26);
	if (at < units)
		text[at] = unit;
	n = isa->utf16_narrow(copy, text, units);
	if (plain || at >= units)
		assert_int_equal(n, units);
	else
		assert_in_range(n, 0, at);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(copy[i], text[i]);
}

static void every_unit_of_utf16(void **state)
{
	(void)state;
	for (size_t i = 0; i < isa_count; i++) {
		if (!isas[i]->utf16_narrow)
			continue;
		for (size_t units = 0; units <= 140; units++)
			for (size_t at = 0; at <= units; at++) {
				check_narrow(isas[i], units, at, 0);
				check_narrow(isas[i], units, at, 0x80);
				check_narrow(isas[i], units, at, 0x8061);
			}
		for (uint32_t unit = 0; unit < 0x10000; unit++)
			check_narrow(isas[i], 20 + unit % 23, unit % 20,
				     (uint16_t)unit);
	}
}

static size_t random_utf16(uint16_t *text, size_t most,
			   struct random_source *random)
{
	size_t units = random_length(random, most);
	unsigned kind = (unsigned)random_below(random, 4);

	for (size_t i = 0; i < units; i++) {
		uint16_t any = (uint16_t)(1 + random_below(random, 0xffff));

		text[i] = (uint16_t)(1 + any % 127);
		if (kind == 1)
			text[i] = (uint16_t)(1 + any % 0x7ff);
		if (kind == 2 && (any < 0xd800 || any > 0xdfff))
			text[i] = any;
		/* Pairs, of which some are torn below. */
		if (kind && i + 1 < units && any % 16 == 0) {
			text[i++] = (uint16_t)(0xd800 | (any >> 4 & 0x3ff));
			text[i] = (uint16_t)(0xdc00 |
					     random_below(random, 0x400));
		}
	}
	if (units && random_below(random, 3) == 0)
		text[random_below(random, units)] =
			(uint16_t)(0xd800 + random_below(random, 0x800));
	return units;
}

static void random_utf16_texts(void **state)
{
	struct random_source random = random_from_environment("utf16");
	static uint16_t text[1000];
	static uint8_t wanted[4000];

	(void)state;
	for (int i = 0; i < 40000; i++) {
		struct hashlane_error error = { .struct_size = sizeof(error) };
		size_t units = random_utf16(text, 1000, &random), wanted_bytes;
		size_t right = oracle_utf16(wanted, sizeof(wanted),
					    &wanted_bytes, text, units);
		uint16_t *place = (uint16_t *)(void *)text_memory.end - units;
		char *string = NULL;
		size_t bytes = 0;

		memcpy(place, text, 2 * units);
		if (right < units) {
			assert_status(
				hashlane_string_from_utf16(
					&string, &bytes, place, units, &error),
				HASHLANE_UTF8);
			assert_int_equal(error.offset, right);
			assert_null(string);
			continue;
		}
		assert_status(hashlane_string_from_utf16(&string, &bytes,
							 place, units, &error),
			      HASHLANE_OK);
		assert_int_equal(bytes, wanted_bytes);
		assert_memory_equal(string, wanted, bytes);
		assert_int_equal(string[bytes], 0);
		hashlane_string_destroy(string);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_one_and_two_bytes),
		cmocka_unit_test(all_of_three_bytes),
		cmocka_unit_test(borders_of_four_bytes),
		cmocka_unit_test(every_character),
		cmocka_unit_test(characters_of_each_length_at_every_offset),
		cmocka_unit_test(a_nul_at_every_place),
		cmocka_unit_test(random_texts),
		cmocka_unit_test(every_unit_of_utf16),
		cmocka_unit_test(random_utf16_texts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
