/* SPDX-License-Identifier: MIT */
/*
 * test_saved.c - streams that were kept as bytes in their midst and went on
 * from there, under another instruction set, have the oracle's digests; bytes
 * that are damaged, of other streams or forged are refused or harmless.
 */
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

	assert_status(hln_set_resolve(&stream->set, specs, count, &at),
		      HASHLANE_OK);
	memset(&stream->hasher, 0, sizeof(stream->hasher));
	stream->hasher.set = &stream->set;
	stream->hasher.states = aligned_alloc(64, stream->set.state_bytes);
	assert_non_null(stream->hasher.states);
	memset(stream->hasher.states, 0, stream->set.state_bytes);
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

static size_t choose_set(struct hashlane_algorithm_spec *specs,
			 struct random_source *random)
{
	struct hashlane_algorithm_spec all[HASHLANE_ALGORITHMS_MAX];
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
		uint8_t digest[HASHLANE_DIGEST_BYTES_MAX];
		uint8_t wanted[HASHLANE_DIGEST_BYTES_MAX];
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
	room = hln_saved_bytes(&first.set);
	assert_true(room > 0);
	saved = malloc(room);
	assert_non_null(saved);
	assert_status(hln_hasher_update(&first.hasher, data, at), HASHLANE_OK);
	hln_saved_write(saved, &first.hasher);
	stream_end(&first);
	stream_start(&second, specs, count, bytes, !scalar);
	assert_true(hln_saved_read(&second.hasher, saved, room));
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
	struct hashlane_algorithm_spec all[HASHLANE_ALGORITHMS_MAX];
	struct random_source random = random_from_environment("saved");
	size_t count = algorithms_all(all), bytes = 131073;
	uint8_t *data = make_data(&random);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof(places) / sizeof(*places); k++) {
			struct stream first, second;
			uint8_t *saved;

			stream_start(&first, &all[i], 1, bytes, false);
			saved = malloc(hln_saved_bytes(&first.set));
			assert_non_null(saved);
			assert_status(hln_hasher_update(&first.hasher, data,
							places[k]),
				      HASHLANE_OK);
			hln_saved_write(saved, &first.hasher);
			stream_start(&second, &all[i], 1, bytes, true);
			assert_true(
				hln_saved_read(&second.hasher, saved,
					       hln_saved_bytes(&first.set)));
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
	room = hln_saved_bytes(&stream.set);
	saved = malloc(room);
	assert_non_null(saved);
	assert_status(hln_hasher_update(&stream.hasher, whole, 70000),
		      HASHLANE_OK);
	hln_saved_write(saved, &stream.hasher);
	stream_start(&fresh, specs, 2, 100000, false);
	for (int i = 0; i < 5000; i++) {
		size_t at = random_below(&random, room);
		uint8_t bit = (uint8_t)(1 << random_below(&random, 8));

		saved[at] ^= bit;
		assert_false(hln_saved_read(&fresh.hasher, saved, room));
		saved[at] ^= bit;
	}
	assert_false(hln_saved_read(&fresh.hasher, saved, room - 1));
	assert_false(hln_saved_read(&fresh.hasher, saved, 0));
	assert_int_equal(fresh.hasher.bytes, 0);
	/* Of another size, or of other algorithms. */
	stream_start(&other, specs, 2, 100001, false);
	assert_false(hln_saved_read(&other.hasher, saved, room));
	stream_end(&other);
	stream_start(&other, specs, 1, 100000, false);
	assert_false(hln_saved_read(&other.hasher, saved, room));
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

/* States with wrong bytes and a right sum: a wrong digest, and no more. */
static void test_forged_states_are_harmless(void **state)
{
	struct random_source random = random_from_environment("saved");
	struct hashlane_algorithm_spec all[HASHLANE_ALGORITHMS_MAX];
	size_t count = algorithms_all(all), taken = 0;
	uint8_t *data = make_data(&random);

	(void)state;
	for (int i = 0; i < 4000; i++) {
		const struct hashlane_algorithm_spec *spec =
			&all[random_below(&random, count)];
		size_t bytes = random_length(&random, 100000);
		size_t at = random_below(&random, bytes + 1), room;
		uint8_t digest[HASHLANE_DIGEST_BYTES_MAX];
		struct stream stream, forged;
		uint8_t *saved;

		stream_start(&stream, spec, 1, bytes, false);
		(void)hln_hasher_update(&stream.hasher, data, at);
		/* Counters stand in front. */
		for (uint64_t k = random_below(&random, 4) + 1; k; k--)
			stream.hasher.states[random_length(
				&random, stream.set.state_bytes - 1)] ^=
				(uint8_t)(1 << random_below(&random, 8));
		room = hln_saved_bytes(&stream.set);
		saved = malloc(room);
		assert_non_null(saved);
		hln_saved_write(saved, &stream.hasher);
		stream_start(&forged, spec, 1, bytes, false);
		if (hln_saved_read(&forged.hasher, saved, room)) {
			(void)hln_hasher_update(&forged.hasher, data + at,
						bytes - at);
			(void)hln_hasher_digest(&forged.hasher, 0, digest);
			taken++;
		}
		stream_end(&forged);
		/* Its own pointers may be wrong now: nothing to drop. */
		free(stream.hasher.states);
		free(saved);
	}
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
