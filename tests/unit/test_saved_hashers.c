/* SPDX-License-Identifier: MIT */
/*
 * test_saved_hashers.c - hashers that were saved and restored at any place, as
 * often as one likes, have the oracle's digests; what is saved does not depend
 * on the machine, and damaged bytes are refused.
 */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum { DATA_BYTES = 20000000, SPECS_MAX = 6, SMALL_BYTES = 3000 };

/* Exactly the saved bytes, on the heap: overreads show. */
static uint8_t *save(hashlane_hasher hasher, size_t *bytes)
{
	uint8_t *saved, mark[1];

	mark_untouched(mark, sizeof(mark));
	assert_status(hashlane_hasher_save(hasher, NULL, 0, bytes),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hasher_save(hasher, mark, 1, bytes),
		      HASHLANE_BUFFER);
	assert_true(is_untouched(mark, sizeof(mark)));
	saved = malloc(*bytes);
	assert_non_null(saved);
	assert_status(hashlane_hasher_save(hasher, saved, *bytes, bytes),
		      HASHLANE_OK);
	return saved;
}

/* The hasher is saved and destroyed, and another one goes on. */
static hashlane_hasher pass_on(hashlane_hasher hasher, int32_t isa)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	hashlane_hasher next;
	size_t bytes;
	uint8_t *saved = save(hasher, &bytes);

	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	assert_status(
		hashlane_hasher_restore(&next, saved, bytes, isa, &error),
		HASHLANE_OK);
	free(saved);
	return next;
}

static size_t choose_specs(struct hashlane_algorithm_spec *specs,
			   struct random_source *random, bool *needs_size)
{
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t known = algorithms_all(all);
	size_t count = 1 + random_below(random, SPECS_MAX);

	*needs_size = false;
	for (size_t i = 0; i < count; i++) {
		specs[i] = all[random_below(random, known)];
		if (algorithm_info(specs[i].id).flags &
		    HASHLANE_INFO_NEEDS_SIZE)
			*needs_size = true;
	}
	return count;
}

static void check_splits(struct random_source *random, const uint8_t *data)
{
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	bool size_known;
	size_t count = choose_specs(specs, random, &size_known);
	size_t bytes = random_length(random, DATA_BYTES), at = 0;
	hashlane_hasher hasher;

	size_known = size_known || random_below(random, 2);
	hasher = hasher_of(specs, count, size_known, bytes);
	while (at < bytes) {
		size_t piece = 1 + random_length(random, bytes - at - 1);

		if (random_below(random, 3))
			hasher = pass_on(hasher, random_below(random, 2) ?
							 test_isa() :
							 HASHLANE_ISA_SCALAR);
		assert_status(hashlane_hasher_update(hasher, data + at, piece),
			      HASHLANE_OK);
		at += piece;
	}
	hasher = pass_on(hasher, test_isa());
	for (size_t i = 0; i < count; i++)
		assert_true(hasher_agrees(hasher, i, &specs[i], data, bytes,
					  "saved and restored"));
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

static uint8_t *make_data(struct random_source *random)
{
	uint8_t *data = malloc(DATA_BYTES);

	assert_non_null(data);
	random_fill(random, data, DATA_BYTES);
	return data;
}

static void test_any_splits(void **state)
{
	struct random_source random = random_from_environment("splits");
	uint8_t *data = make_data(&random);

	(void)state;
	for (int i = 0; i < 150; i++)
		check_splits(&random, data);
	free(data);
}

/* Every algorithm, every length of what was before: small ones. */
static void test_every_length(void **state)
{
	struct random_source random = random_from_environment("lengths");
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(all);
	uint8_t *data = make_data(&random);

	(void)state;
	for (size_t at = 0; at <= SMALL_BYTES; at += at < 300 ? 1 : 41) {
		hashlane_hasher hasher = hasher_of(all, count, true,
						   SMALL_BYTES);

		assert_status(hashlane_hasher_update(hasher, data, at),
			      HASHLANE_OK);
		hasher = pass_on(hasher, test_isa());
		assert_status(hashlane_hasher_update(hasher, data + at,
						     SMALL_BYTES - at),
			      HASHLANE_OK);
		for (size_t i = 0; i < count; i++)
			assert_true(hasher_agrees(hasher, i, &all[i], data,
						  SMALL_BYTES, "restored"));
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	}
	free(data);
}

/* No instruction set leaves its mark on what is saved. */
static void test_the_same_bytes_everywhere(void **state)
{
	struct random_source random = random_from_environment("same");
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(all);
	uint8_t *data = make_data(&random);

	(void)state;
	for (int i = 0; i < 30; i++) {
		size_t at = random_length(&random, DATA_BYTES), bytes, others;
		struct hashlane_hasher_options options = {
			.struct_size = sizeof(options),
			.specs = all,
			.spec_count = count,
			.flags = HASHLANE_HASHER_SIZE_KNOWN,
			.size_bytes = DATA_BYTES,
			.isa = HASHLANE_ISA_SCALAR,
		};
		hashlane_hasher wide = hasher_of(all, count, true, DATA_BYTES);
		hashlane_hasher narrow;
		uint8_t *saved, *other;

		assert_status(hashlane_hasher_create(&narrow, &options, NULL),
			      HASHLANE_OK);
		assert_status(hashlane_hasher_update(wide, data, at),
			      HASHLANE_OK);
		assert_status(hashlane_hasher_update(narrow, data, at),
			      HASHLANE_OK);
		saved = save(wide, &bytes);
		other = save(narrow, &others);
		assert_true(same_bytes("scalar", other, others, saved, bytes));
		free(saved);
		free(other);
		hashlane_hasher_destroy(wide);
		hashlane_hasher_destroy(narrow);
	}
	free(data);
}

static void put(uint8_t **at, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		*(*at)++ = (uint8_t)(value >> 8 * i);
}

/*
 * The format as src/hash/saved.h has it, written by hand: the register of a
 * CRC is the complement of its digest, and MD5 holds its short beginning as
 * it is. A library that writes something else has another version.
 */
static void test_the_format(void **state)
{
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_CRC32 }, { .id = HASHLANE_HASH_MD5 }
	};
	const struct hashlane_algorithm_spec xxh64 = {
		.id = HASHLANE_HASH_XXH64
	};
	const uint8_t *abc = (const uint8_t *)"abc";
	uint8_t wanted[256], *at = wanted, crc[HASHLANE_MAX_DIGEST_BYTES];
	hashlane_hasher hasher = hasher_of(specs, 2, true, 1000);
	size_t bytes;
	uint8_t *saved;

	(void)state;
	assert_status(hashlane_hasher_update(hasher, abc, 3), HASHLANE_OK);
	saved = save(hasher, &bytes);
	memcpy(at, "HLNSAVED", 8);
	at += 8;
	put(&at, 1, 4);    /* version */
	put(&at, 1, 4);    /* the size is known */
	put(&at, 1000, 8); /* and is this */
	put(&at, 0, 8);    /* from the start */
	put(&at, 3, 8);    /* so far */
	put(&at, 2, 4);    /* algorithms */
	put(&at, 0, 4);
	for (int i = 0; i < 2; i++) {
		put(&at, (uint64_t)specs[i].id, 4);
		put(&at, 0, 4);
		put(&at, 0, 8);
	}
	oracle_digest(crc, &specs[0], abc, 3);
	for (int i = 3; i >= 0; i--)
		put(&at, (uint8_t)~crc[i], 1);
	put(&at, 0, 4);
	memcpy(at, "abc", 3);
	at += 3;
	at += oracle_digest(at, &xxh64, wanted, (size_t)(at - wanted));
	assert_true(same_bytes("saved", saved, bytes, wanted,
			       (size_t)(at - wanted)));
	free(saved);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

static void check_refused(const uint8_t *saved, size_t bytes, int32_t wanted)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	hashlane_hasher out = 4242;

	assert_status(hashlane_hasher_restore(&out, saved, bytes,
					      HASHLANE_ISA_AUTO, &error),
		      wanted);
	assert_int_equal(out, 4242);
	assert_int_equal(error.status, wanted);
	assert_true(error.message[0]);
}

/* Every byte, and every length. */
static void test_damage(void **state)
{
	struct random_source random = random_from_environment("damage");
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(all), bytes;
	uint8_t *data = make_data(&random), *saved;
	hashlane_hasher hasher = hasher_of(all, count, true, DATA_BYTES);

	(void)state;
	assert_status(hashlane_hasher_update(hasher, data, 1234567),
		      HASHLANE_OK);
	saved = save(hasher, &bytes);
	for (size_t i = 0; i < bytes; i++) {
		uint8_t before = saved[i];

		saved[i] ^= (uint8_t)(1 + random_below(&random, 255));
		check_refused(saved, bytes, HASHLANE_FORMAT);
		saved[i] = before;
	}
	for (size_t i = 0; i < bytes; i += 1 + random_below(&random, 20)) {
		uint8_t *cut = malloc(i ? i : 1);

		assert_non_null(cut);
		memcpy(cut, saved, i);
		check_refused(cut, i, HASHLANE_FORMAT);
		free(cut);
	}
	check_refused(NULL, 0, HASHLANE_FORMAT);
	free(saved);
	free(data);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

/* The sum of bytes that were changed on purpose. */
static void set_sum(uint8_t *saved, size_t bytes)
{
	const struct hashlane_algorithm_spec xxh64 = {
		.id = HASHLANE_HASH_XXH64
	};

	oracle_digest(saved + bytes - 8, &xxh64, saved, bytes - 8);
}

/* A later format and an algorithm of the future are known for what they are. */
static void test_what_is_not_known_yet(void **state)
{
	const struct hashlane_algorithm_spec md5 = { .id = HASHLANE_HASH_MD5 };
	hashlane_hasher hasher = hasher_of(&md5, 1, false, 0);
	size_t bytes;
	uint8_t *saved = save(hasher, &bytes);

	(void)state;
	saved[8] = 2;
	set_sum(saved, bytes);
	check_refused(saved, bytes, HASHLANE_UNSUPPORTED);
	saved[8] = 1;
	saved[49] = 1; /* id 261 */
	set_sum(saved, bytes);
	check_refused(saved, bytes, HASHLANE_UNSUPPORTED);
	saved[49] = 0;
	saved[12] = 2; /* a flag that there is not */
	set_sum(saved, bytes);
	check_refused(saved, bytes, HASHLANE_FORMAT);
	saved[12] = 0;
	set_sum(saved, bytes);
	free(saved);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

/* Forged bytes with a right sum lead to wrong digests, and nowhere else. */
static void test_forged(void **state)
{
	struct random_source random = random_from_environment("forged");
	uint8_t *data = make_data(&random);
	size_t restored = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct hashlane_algorithm_spec specs[SPECS_MAX];
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		bool known;
		size_t count = choose_specs(specs, &random, &known), bytes;
		hashlane_hasher hasher =
			hasher_of(specs, count,
				  known || random_below(&random, 2), 200000);
		hashlane_hasher other;
		uint8_t *saved;

		assert_status(
			hashlane_hasher_update(hasher, data,
					       random_length(&random, 100000)),
			HASHLANE_OK);
		saved = save(hasher, &bytes);
		for (uint64_t k = 1 + random_below(&random, 3); k; k--)
			saved[random_below(&random, bytes)] ^=
				(uint8_t)(1 << random_below(&random, 8));
		set_sum(saved, bytes);
		if (!hashlane_hasher_restore(&other, saved, bytes,
					     HASHLANE_ISA_AUTO, NULL)) {
			(void)hashlane_hasher_update(other, data, 100000);
			for (size_t k = 0; k < count; k++)
				(void)hashlane_hasher_get_digest(
					other, k, digest, sizeof(digest),
					NULL);
			(void)hashlane_range_combine(NULL, 0, NULL, saved,
						     bytes, saved, bytes,
						     NULL);
			assert_status(hashlane_hasher_destroy(other),
				      HASHLANE_OK);
			restored++;
		}
		free(saved);
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	}
	assert_true(restored > 100);
	free(data);
}

static void test_info(void **state)
{
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_MD5 },
		{ .id = HASHLANE_HASH_S3_ETAG },
		{ .id = HASHLANE_HASH_S3_ETAG, .param = 4096 },
	};
	struct hashlane_algorithm_spec found[3];
	struct hashlane_hasher_info info = { .struct_size = sizeof(info) };
	hashlane_hasher hasher = hasher_of(specs, 3, true, 99);
	size_t count = 0;

	(void)state;
	assert_status(hashlane_hasher_update(hasher, "abc", 3), HASHLANE_OK);
	hasher = pass_on(hasher, HASHLANE_ISA_SCALAR);
	assert_status(hashlane_hasher_get_info(&info, hasher), HASHLANE_OK);
	assert_int_equal(info.spec_count, 3);
	assert_int_equal(info.row_bytes, 16 + 24 + 24);
	assert_int_equal(info.bytes, 3);
	assert_int_equal(info.offset_bytes, 0);
	assert_int_equal(info.size_bytes, 99);
	assert_int_equal(info.flags, HASHLANE_HASHER_SIZE_KNOWN);
	assert_int_equal(info.isa, HASHLANE_ISA_SCALAR);
	assert_status(hashlane_hasher_get_specs(hasher, NULL, 0, &count),
		      HASHLANE_BUFFER);
	assert_int_equal(count, 3);
	assert_status(hashlane_hasher_get_specs(hasher, found, 3, &count),
		      HASHLANE_OK);
	assert_int_equal(found[0].id, HASHLANE_HASH_MD5);
	assert_int_equal(found[1].param, 8 << 20);
	assert_int_equal(found[2].param, 4096);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_splits),
		cmocka_unit_test(test_every_length),
		cmocka_unit_test(test_the_same_bytes_everywhere),
		cmocka_unit_test(test_the_format),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_what_is_not_known_yet),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_info),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
