/* SPDX-License-Identifier: MIT */
/*
 * test_hex.c - bytes as hex by every kernel this CPU has: every length and
 * alignment, between guard pages and in place, against OpenSSL.
 */
#include "../../src/lane/cpu.h"
#include "../../src/lane/hex.h"
#include "../support/check.h"
#include "../support/guard_pages.h"
#include "../support/random_source.h"

#include <openssl/crypto.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { BYTES_MAX = 400 };

/* OpenSSL's: upper case. */
static void wanted_hex(char *out, const uint8_t *in, size_t bytes)
{
	size_t n;

	assert_int_equal(OPENSSL_buf2hexstr_ex(out, 2 * BYTES_MAX + 1, &n, in,
					       bytes, '\0'),
			 1);
	for (size_t i = 0; i < 2 * bytes; i++)
		out[i] = (char)tolower((unsigned char)out[i]);
}

static void check_length(hln_hex_fn *hex, const char *name, size_t bytes,
			 size_t shift, const struct guarded_memory *memory)
{
	const uint8_t *in = memory[0].end - shift - bytes;
	const char *end = (const char *)memory[1].end - shift % 7;
	char *out = (char *)memory[1].end - shift % 7 - 2 * bytes;
	char wanted[2 * BYTES_MAX + 1];

	wanted_hex(wanted, in, bytes);
	memset(memory[1].start, '#',
	       (size_t)(memory[1].end - memory[1].start));
	hex(out, in, bytes);
	if (memcmp(out, wanted, 2 * bytes) != 0 || out[-1] != '#' ||
	    (shift % 7 && *end != '#')) {
		printf("%s: %zu bytes, shifted by %zu\n", name, bytes, shift);
		fail();
	}
	/* The bytes as the last half of what becomes of them. */
	memcpy(out + bytes, in, bytes);
	hex(out, (const uint8_t *)out + bytes, bytes);
	if (memcmp(out, wanted, 2 * bytes) != 0) {
		printf("%s: %zu bytes in place\n", name, bytes);
		fail();
	}
}

static void check_kernel(hln_hex_fn *hex, const char *name)
{
	struct random_source random = random_from_environment("hex");
	struct guarded_memory memory[2] = {
		guarded_memory_make(BYTES_MAX + 64),
		guarded_memory_make(2 * BYTES_MAX + 64),
	};

	for (size_t bytes = 1; bytes <= BYTES_MAX;
	     bytes += bytes < 200 ? 1 : 13)
		for (size_t shift = 0; shift < 64; shift++) {
			random_fill(&random, memory[0].end - shift - bytes,
				    bytes);
			check_length(hex, name, bytes, shift, memory);
		}
	/* Nothing is nothing. */
	hex((char *)memory[1].end, memory[0].end, 0);
	/* Each byte at each place of a vector. */
	for (size_t i = 0; i < 256 + 64; i++) {
		memset(memory[0].end - 64, 0, 64);
		for (size_t k = 0; k < 64; k++)
			memory[0].end[-1 - (int)k] = (uint8_t)(i + k);
		check_length(hex, name, 64, 0, memory);
	}
	guarded_memory_free(&memory[0]);
	guarded_memory_free(&memory[1]);
}

static void every_kernel(void **state)
{
	uint32_t cpu;

	(void)state;
	assert_status(hln_cpu_limit(&cpu, test_isa()), HASHLANE_OK);
	for (size_t i = 0; hln_isas[i]; i++) {
		if (!hln_isas[i]->hex)
			continue;
		if (hln_isas[i]->needs & ~cpu)
			printf("NOT RUN: %s: not on this CPU, or not "
			       "allowed\n",
			       hln_isas[i]->name);
		else
			check_kernel(hln_isas[i]->hex, hln_isas[i]->name);
	}
	check_kernel(hln_hex, "the one chosen");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kernel),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
