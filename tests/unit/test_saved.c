/* SPDX-License-Identifier: MIT */
/*
 * test_saved.c - streams that were kept as bytes in their midst and went on
 * from there, under another instruction set, have the oracle's digests; bytes
 * that are damaged, of other streams or forged are refused or harmless.
 */
#include "../../src/base/bytes.h"
#include "../../src/hash/saved.h"
#include "../../src/lane/cpu.h"
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum { STREAM_MAX = 30000000, SET_MAX = 6 };

/* A stream of the library's inside, with states of its own. */
struct stream {
	struct hln_set set;
	struct hln_hasher hasher;
};

static void stream_start(struct stream *stream,
			 const struct hashlane_algorithm_spec *specs,
			 size_t count, uint64_t size, bool scalar)
{
	size_t at;

	assert_status(hln_hasher_set_resolve(&stream->set, specs, count, &at),
		      HASHLANE_OK);
	memset(&stream->hasher, 0, sizeof(stream->hasher));
	stream->hasher.set = &stream->set;
	stream->hasher.states = aligned_alloc(64, stream->set.state_bytes);
	assert_non_null(stream->hasher.states);
	/* A state that was never written is noticed. */
	memset(stream->hasher.states, 0x5a, stream->set.state_bytes);
	assert_status(hln_cpu_limit(&stream->hasher.cpu,
				    scalar ? HASHLANE_ISA_SCALAR :
					     HASHLANE_ISA_AUTO),
		      HASHLANE_OK);
	stream->hasher.size_known = true;
	stream->hasher.size_bytes = size;
	hln_hasher_start(&stream->hasher);
}

static void stream_end(struct stream *stream)
{
	hln_hasher_drop(&stream->hasher);
	free(stream->hasher.states);
}

/* What is kept of a stream: exactly its bytes, to be freed. */
static uint8_t *stream_save(const struct stream *stream, size_t *bytes)
{
	uint8_t *saved;

	assert_status(hln_saved_write(NULL, 0, bytes, &stream->hasher),
		      HASHLANE_BUFFER);
	assert_true(!stream->hasher.size_known ||
		    *bytes <= hln_saved_bytes_max(&stream->set));
	saved = malloc(*bytes);
	assert_non_null(saved);
	assert_status(
		hln_saved_write(saved, *bytes - 1, bytes, &stream->hasher),
		HASHLANE_BUFFER);
	assert_status(hln_saved_write(saved, *bytes, bytes, &stream->hasher),
		      HASHLANE_OK);
	return saved;
}

/* Does a stream go on from there? */
static bool stream_read(struct stream *stream, const uint8_t *bytes,
			size_t count)
{
	struct hln_saved saved;

	return !hln_saved_open(&saved, bytes, count) &&
	       !hln_saved_read(&stream->hasher, &saved);
}

static bool spec_has_borders(const struct stream *stream)
{
	size_t at;

	return hln_hasher_border_bytes(&stream->set, &at);
}

static size_t choose_set(struct hashlane_algorithm_spec *specs,
			 struct random_source *random)
{
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t known = algorithms_all(all);
	size_t count = 1 + random_below(random, SET_MAX);

	for (size_t i = 0; i < count; i++)
		specs[i] = all[random_below(random, known)];
	return count;
}

static void check_digests(struct stream *stream,
			  const struct hashlane_algorithm_spec *specs,
			  size_t count, const uint8_t *data, size_t bytes,
			  size_t at)
{
	for (size_t i = 0; i < count; i++) {
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
		size_t n = oracle_digest(wanted, &specs[i], data, bytes);
		int32_t status = hln_hasher_digest(&stream->hasher, i, digest);

		assert_status(status, n ? HASHLANE_OK : HASHLANE_NOT_FOUND);
		if (n && memcmp(digest, wanted, n) != 0)
			fail_msg("%s of %zu bytes, kept at %zu",
				 algorithm_text(&specs[i]), bytes, at);
	}
}

/* Some bytes, keep, go on elsewhere; twice, as often as not. */
static void check_stream(struct random_source *random, const uint8_t *data)
{
	struct hashlane_algorithm_spec specs[SET_MAX];
	size_t count = choose_set(specs, random);
	size_t bytes = random_length(random, STREAM_MAX);
	size_t at = random_below(random, bytes + 1);
	bool scalar = random_below(random, 2);
	struct stream first, second;
	size_t room;
	uint8_t *saved;

	stream_start(&first, specs, count, bytes, scalar);
	assert_status(hln_hasher_update(&first.hasher, data, at), HASHLANE_OK);
	saved = stream_save(&first, &room);
	stream_end(&first);
	stream_start(&second, specs, count, bytes, !scalar);
	assert_true(stream_read(&second, saved, room));
	assert_int_equal(second.hasher.bytes, at);
	assert_status(hln_hasher_update(&second.hasher, data + at, bytes - at),
		      HASHLANE_OK);
	check_digests(&second, specs, count, data, bytes, at);
	stream_end(&second);
	free(saved);
}

static uint8_t *make_data(struct random_source *random)
{
	uint8_t *data = malloc(STREAM_MAX);

	assert_non_null(data);
	random_fill(random, data, STREAM_MAX);
	return data;
}

static void test_goes_on(void **state)
{
	struct random_source random = random_from_environment("saved");
	uint8_t *data = make_data(&random);

	(void)state;
	for (int i = 0; i < 150; i++)
		check_stream(&random, data);
	free(data);
}

/* Each algorithm at each place around its first borders. */
static void test_borders(void **state)
{
	static const size_t places[] = { 0,    1,    63,    64,    65,
					 128,  255,  256,   1023,  1024,
					 1025, 4096, 65536, 131072 };
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	struct random_source random = random_from_environment("saved");
	size_t count = algorithms_all(all), bytes = 131073;
	uint8_t *data = make_data(&random);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof(places) / sizeof(*places); k++) {
			struct stream first, second;
			uint8_t *saved;
			size_t room;

			stream_start(&first, &all[i], 1, bytes, false);
			assert_status(hln_hasher_update(&first.hasher, data,
							places[k]),
				      HASHLANE_OK);
			saved = stream_save(&first, &room);
			stream_start(&second, &all[i], 1, bytes, true);
			assert_true(stream_read(&second, saved, room));
			assert_status(hln_hasher_update(&second.hasher,
							data + places[k],
							bytes - places[k]),
				      HASHLANE_OK);
			check_digests(&second, &all[i], 1, data, bytes,
				      places[k]);
			stream_end(&first);
			stream_end(&second);
			free(saved);
		}
	free(data);
}

static void test_damage_is_refused(void **state)
{
	struct random_source random = random_from_environment("saved");
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_MD5 }, { .id = HASHLANE_HASH_TTH }
	};
	struct stream stream, fresh, other;
	uint8_t *saved, *whole = make_data(&random);
	size_t room;

	(void)state;
	stream_start(&stream, specs, 2, 100000, false);
	assert_status(hln_hasher_update(&stream.hasher, whole, 70000),
		      HASHLANE_OK);
	saved = stream_save(&stream, &room);
	stream_start(&fresh, specs, 2, 100000, false);
	for (int i = 0; i < 5000; i++) {
		size_t at = random_below(&random, room);
		uint8_t bit = (uint8_t)(1 << random_below(&random, 8));

		saved[at] ^= bit;
		assert_false(stream_read(&fresh, saved, room));
		saved[at] ^= bit;
	}
	assert_false(stream_read(&fresh, saved, room - 1));
	assert_false(stream_read(&fresh, saved, 0));
	assert_int_equal(fresh.hasher.bytes, 0);
	/* Of another size, or of other algorithms. */
	stream_start(&other, specs, 2, 100001, false);
	assert_false(stream_read(&other, saved, room));
	stream_end(&other);
	stream_start(&other, specs, 1, 100000, false);
	assert_false(stream_read(&other, saved, room));
	stream_end(&other);
	/* Refused ones left it as it was. */
	assert_status(hln_hasher_update(&fresh.hasher, whole, 100000),
		      HASHLANE_OK);
	check_digests(&fresh, specs, 2, whole, 100000, 0);
	stream_end(&fresh);
	stream_end(&stream);
	free(saved);
	free(whole);
}

/* The sum of bytes that were forged, as the library writes it. */
static void forge_sum(uint8_t *saved, size_t bytes)
{
	const struct hashlane_algorithm_spec xxh64 = {
		.id = HASHLANE_HASH_XXH64
	};

	assert_int_equal(
		oracle_digest(saved + bytes - 8, &xxh64, saved, bytes - 8), 8);
}

/*
 * Wrong bytes under a right sum: a wrong digest, and no more. In a block of
 * exactly their size, so that a sanitizer sees what is read beyond.
 */
static void forge_one(struct random_source *random, const uint8_t *data,
		      const struct hashlane_algorithm_spec *spec,
		      size_t *taken)
{
	size_t bytes = random_length(random, 100000), room, forged;
	size_t at = random_below(random, bytes + 1);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	struct stream stream, other;
	uint8_t *saved, *copy;

	stream_start(&stream, spec, 1, bytes, false);
	stream.hasher.size_known = random_below(random, 2);
	hln_hasher_start(&stream.hasher);
	assert_status(hln_hasher_update(&stream.hasher, data, at),
		      HASHLANE_OK);
	saved = stream_save(&stream, &room);
	forged = random_below(random, 4) ? room : random_below(random, room);
	copy = malloc(forged);
	assert_non_null(copy);
	memcpy(copy, saved, forged);
	/* Counters stand in front of the states, and of each of them. */
	for (uint64_t k = random_below(random, 4) + 1; k && forged > 64; k--)
		copy[random_below(random, 2) ?
			     24 + random_below(random, 16) :
			     64 + random_length(random, forged - 65)] ^=
			(uint8_t)(1 << random_below(random, 8));
	if (forged > 8)
		forge_sum(copy, forged);
	stream_start(&other, spec, 1, bytes, false);
	other.hasher.size_known = stream.hasher.size_known;
	other.hasher.offset = forged > 64 ? hln_load64_le(copy + 24) : 0;
	if (other.hasher.offset && !spec_has_borders(&other))
		other.hasher.offset = 0;
	hln_hasher_restart(&other.hasher);
	if (stream_read(&other, copy, forged)) {
		(void)hln_hasher_update(&other.hasher, data + at, bytes - at);
		if (!other.hasher.offset)
			(void)hln_hasher_digest(&other.hasher, 0, digest);
		(*taken)++;
	}
	stream_end(&other);
	stream_end(&stream);
	free(saved);
	free(copy);
}

static void test_forged_states_are_harmless(void **state)
{
	struct random_source random = random_from_environment("saved");
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(all), taken = 0;
	uint8_t *data = make_data(&random);

	(void)state;
	for (int i = 0; i < 8000; i++)
		forge_one(&random, data, &all[random_below(&random, count)],
			  &taken);
	assert_true(taken > 100);
	free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_borders),
		cmocka_unit_test(test_damage_is_refused),
		cmocka_unit_test(test_forged_states_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
