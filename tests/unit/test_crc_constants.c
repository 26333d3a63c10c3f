/* SPDX-License-Identifier: MIT */
/*
 * test_crc_constants.c - the stored constants of the CRCs, worked out again
 * from the polynomials bit by bit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/lane/crc_constants.h"
#include "../../src/lane/solo_kernels.h"

/* Reflected polynomials, as every catalogue of CRCs has them. */
#define CRC32_POLYNOMIAL     UINT64_C(0xedb88320)
#define CRC32C_POLYNOMIAL    UINT64_C(0x82f63b78)
#define CRC64NVME_POLYNOMIAL UINT64_C(0x9a6c9329ac4bc9b5)

/* x times `word` modulo the polynomial: one zero bit through a register. */
static uint64_t times_x(uint64_t word, uint64_t polynomial)
{
	return word >> 1 ^ (word & 1 ? polynomial : 0);
}

static uint64_t power_of_x(unsigned n, uint64_t polynomial)
{
	uint64_t word = UINT64_C(1) << 63;

	while (n--)
		word = times_x(word, polynomial);
	return word;
}

/* Coefficients x^64 to x^1 of x^128 / G, by long division. */
static uint64_t quotient(uint64_t polynomial)
{
	uint64_t rest = UINT64_C(1) << 63, result = 0;

	/* After n steps rest is x^n mod G; x^n / G gained a coefficient. */
	for (int n = 0; n < 128; n++) {
		if (n >= 63 && n < 127)
			result = result >> 1 | (rest & 1) << 63;
		rest = times_x(rest, polynomial);
	}
	return result;
}

static void check(const struct crc_constants *c, uint64_t polynomial)
{
	for (unsigned i = 0; i < 6; i++) {
		unsigned bits = 128U << i;

		assert_int_equal(c->by[i][0],
				 power_of_x(bits + 63, polynomial));
		assert_int_equal(c->by[i][1],
				 power_of_x(bits - 1, polynomial));
	}
	assert_int_equal(c->quotient, quotient(polynomial));
	assert_int_equal(c->polynomial, polynomial << 1 | 1);
	assert_int_equal(c->lowest, polynomial >> 63 ? UINT64_MAX : 0);
}

static void test_folding(void **state)
{
	(void)state;
	check(&crc32_constants, CRC32_POLYNOMIAL);
	check(&crc32c_constants, CRC32C_POLYNOMIAL);
	check(&crc64nvme_constants, CRC64NVME_POLYNOMIAL);
}

/* Every entry of every table: one byte not zero among sixteen. */
static void check_tables(hln_crc_fn *advance, uint64_t polynomial)
{
	for (unsigned at = 0; at < 16; at++) {
		for (unsigned byte = 0; byte < 256; byte++) {
			uint8_t data[16] = { 0 };
			uint64_t crc = byte;

			data[at] = (uint8_t)byte;
			for (unsigned bits = 8 * (16 - at); bits--;)
				crc = times_x(crc, polynomial);
			assert_int_equal(advance(0, data, 16), crc);
		}
	}
}

static void test_tables(void **state)
{
	(void)state;
	check_tables(hln_crc32_scalar, CRC32_POLYNOMIAL);
	check_tables(hln_crc32c_scalar, CRC32C_POLYNOMIAL);
	check_tables(hln_crc64nvme_scalar, CRC64NVME_POLYNOMIAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
