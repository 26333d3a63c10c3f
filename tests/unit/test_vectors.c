/* SPDX-License-Identifier: MIT */
/* test_vectors.c - every row of tests/vectors, by every way to a digest. */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/random_source.h"
#include "../support/vectors.h"

#include <string.h>

/* Rows up to this long are also streamed byte by byte. */
enum { BYTEWISE_MAX = 4200, ROWS_LEAST = 3 };

/* Is the binary digest what the row says? */
static bool row_has(const struct vector *vector, const char *how,
		    const uint8_t *digest, size_t bytes)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	assert_status(
		hashlane_digest_format(text, sizeof(text), NULL, &vector->spec,
				       HASHLANE_TEXT_CANONICAL, digest, bytes),
		HASHLANE_OK);
	if (!strcmp(text, vector->digest))
		return true;
	print_error("%s: %s\n  given  %s\n  wanted %s\n", vector->row, how,
		    text, vector->digest);
	return false;
}

static bool run_one_shot(const struct vector *vector, void *context)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes = 99;

	(void)context;
	assert_status(hashlane_hash(digest, sizeof(digest), &bytes,
				    &vector->spec, vector->data,
				    vector->data_bytes),
		      HASHLANE_OK);
	return row_has(vector, "one-shot", digest, bytes);
}

static void one_shot(void **state)
{
	(void)state;
	assert_true(vectors_each(TEST_VECTORS_DIR, run_one_shot, NULL) > 500);
}

/* Stream the row in pieces of a size that `piece` gives. */
static bool stream(const struct vector *vector, const char *how,
		   struct random_source *random, bool size_known)
{
	hashlane_hasher hasher = hasher_of(&vector->spec, 1, size_known,
					   vector->data_bytes);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t at = 0, bytes = 99;

	while (at < vector->data_bytes) {
		size_t left = vector->data_bytes - at;
		size_t piece = random ? random_length(random, left) : 1;

		assert_status(hashlane_hasher_update(hasher, vector->data + at,
						     piece),
			      HASHLANE_OK);
		at += piece;
	}
	assert_status(hashlane_hasher_get_digest(hasher, 0, digest,
						 sizeof(digest), &bytes),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	return row_has(vector, how, digest, bytes);
}

static bool needs_size(const struct vector *vector)
{
	return algorithm_info(vector->spec.id).flags &
	       HASHLANE_INFO_NEEDS_SIZE;
}

static bool run_bytewise(const struct vector *vector, void *context)
{
	(void)context;
	if (vector->data_bytes > BYTEWISE_MAX)
		return true;
	if (!stream(vector, "byte by byte, size known", NULL, true))
		return false;
	return needs_size(vector) ||
	       stream(vector, "byte by byte", NULL, false);
}

static void streamed_bytewise(void **state)
{
	(void)state;
	vectors_each(TEST_VECTORS_DIR, run_bytewise, NULL);
}

static bool run_random_pieces(const struct vector *vector, void *context)
{
	struct random_source *random = context;
	bool size_known = needs_size(vector) || random_below(random, 2);

	return stream(vector, "random pieces", random, size_known);
}

static void streamed_in_random_pieces(void **state)
{
	struct random_source random = random_from_environment("test_vectors");

	(void)state;
	vectors_each(TEST_VECTORS_DIR, run_random_pieces, &random);
}

/* Digest text becomes bytes, and in every form the same text again. */
static bool run_text(const struct vector *vector, void *context)
{
	const struct hashlane_algorithm_spec *spec = &vector->spec;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	uint8_t again[HASHLANE_MAX_DIGEST_BYTES];
	char text[HASHLANE_MAX_TEXT_BYTES];
	size_t bytes = 0, n = 0;

	(void)context;
	if (!*vector->digest)
		return true;
	assert_status(hashlane_digest_parse(digest, sizeof(digest), &bytes,
					    spec, HASHLANE_TEXT_CANONICAL,
					    vector->digest,
					    strlen(vector->digest)),
		      HASHLANE_OK);
	assert_int_equal(bytes, algorithm_info(spec->id).digest_bytes);
	for (int32_t form = HASHLANE_TEXT_CANONICAL;
	     form <= HASHLANE_TEXT_BASE64; form++) {
		assert_status(hashlane_digest_format(text, sizeof(text), &n,
						     spec, form, digest,
						     bytes),
			      HASHLANE_OK);
		assert_int_equal(n, strlen(text));
		assert_status(hashlane_digest_parse(again, sizeof(again), &n,
						    spec, form, text,
						    strlen(text)),
			      HASHLANE_OK);
		if (!same_bytes(vector->row, again, n, digest, bytes))
			return false;
	}
	return row_has(vector, "text both ways", digest, bytes);
}

static void text_both_ways(void **state)
{
	(void)state;
	vectors_each(TEST_VECTORS_DIR, run_text, NULL);
}

/* Each row as one of many messages, so that lanes are used. */
static bool run_many(const struct vector *vector, void *context)
{
	enum { COPIES = 5 };
	uint8_t digests[COPIES * HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes = algorithm_info(vector->spec.id).digest_bytes;
	const void *data[COPIES];
	size_t lengths[COPIES];

	(void)context;
	if (vector->data_bytes > 1 << 20)
		return true;
	for (size_t i = 0; i < COPIES; i++) {
		data[i] = vector->data;
		/* Uneven, the whole row in the middle and at the end. */
		lengths[i] = i % 2 ? vector->data_bytes / (i + 1) :
				     vector->data_bytes;
	}
	assert_status(hashlane_hash_many(digests, sizeof(digests), NULL,
					 &vector->spec, data, lengths, COPIES,
					 test_isa()),
		      HASHLANE_OK);
	for (size_t i = 0; i < COPIES; i += 2) {
		bool exists = *vector->digest;

		if (!row_has(vector, "many", digests + i * digest_bytes,
			     exists ? digest_bytes : 0))
			return false;
	}
	return true;
}

static void as_many_messages(void **state)
{
	(void)state;
	vectors_each(TEST_VECTORS_DIR, run_many, NULL);
}

static bool count_row(const struct vector *vector, void *context)
{
	((size_t *)context)[vector->spec.id]++;
	return true;
}

static void every_algorithm_has_rows(void **state)
{
	size_t counts[HASHLANE_MAX_ALGORITHMS + 1] = { 0 };
	size_t count = hashlane_algorithm_get_count();

	(void)state;
	assert_true(count <= HASHLANE_MAX_ALGORITHMS);
	vectors_each(TEST_VECTORS_DIR, count_row, counts);
	for (size_t id = 1; id <= count; id++)
		if (counts[id] < ROWS_LEAST)
			fail_msg("%s has %zu rows",
				 hashlane_algorithm_get_name((int32_t)id),
				 counts[id]);
}

/* The message says which algorithm lacks the size, also behind others. */
static void no_size(void **state)
{
	(void)state;
	for (size_t i = 0; i < hashlane_algorithm_get_count(); i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};
		struct hashlane_algorithm_spec specs[2] = {
			{ .id = HASHLANE_HASH_MD5 },
		};
		const struct hashlane_hasher_options options = {
			.struct_size = sizeof(options),
			.specs = specs,
			.spec_count = 2,
		};
		struct hashlane_error error = {
			.struct_size = sizeof(error),
		};
		hashlane_hasher hasher;

		assert_int_equal(hashlane_algorithm_get_at(&info, i),
				 HASHLANE_OK);
		if (!(info.flags & HASHLANE_INFO_NEEDS_SIZE))
			continue;
		specs[1].id = info.id;
		assert_int_equal(
			hashlane_hasher_create(&hasher, &options, &error),
			HASHLANE_UNSUPPORTED);
		assert_non_null(strstr(error.message, info.name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_algorithm_has_rows),
		cmocka_unit_test(one_shot),
		cmocka_unit_test(streamed_bytewise),
		cmocka_unit_test(streamed_in_random_pieces),
		cmocka_unit_test(text_both_ways),
		cmocka_unit_test(as_many_messages),
		cmocka_unit_test(no_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
