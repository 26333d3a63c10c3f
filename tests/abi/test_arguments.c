/* SPDX-License-Identifier: MIT */
/*
 * test_arguments.c - every export with arguments that are wrong: the status
 * says so, and the outputs stay as they were. Those that hash memory are in
 * test_message_arguments.c, handles in test_handles.c.
 */
#include "../support/algorithms.h"
#include "../support/bad_arguments.h"
#include "../support/check.h"

#include <string.h>

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };
static const struct hashlane_algorithm_spec blob = { HASHLANE_HASH_GIT_BLOB, 0,
						     0 };

/* ---- Algorithms ------------------------------------------------------- */

static int32_t call_at(void *given)
{
	return hashlane_algorithm_get_at(given, 3);
}

static int32_t call_get(void *given)
{
	return hashlane_algorithm_get_info(given, HASHLANE_HASH_MD5);
}

static int32_t call_kernel(void *given)
{
	return hashlane_kernel_get_at(given, 0, HASHLANE_ISA_SCALAR);
}

static void information(void **state)
{
	const struct hashlane_algorithm_info empty = { 0 };
	const struct hashlane_kernel_info kernel = { 0 };
	struct hashlane_algorithm_info info;
	size_t count = hashlane_algorithm_get_count();

	(void)state;
	assert_status(hashlane_algorithm_get_at(NULL, 0), HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_get_info(NULL, 1), HASHLANE_ARGUMENT);
	mark_untouched(&info, sizeof(info));
	info.struct_size = sizeof(info);
	assert_status(hashlane_algorithm_get_at(&info, count),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_get_at(&info, SIZE_MAX),
		      HASHLANE_ARGUMENT);
	for (size_t i = 0; i < 5; i++)
		assert_status(hashlane_algorithm_get_info(
				      &info, wrong_specs[i].spec.id),
			      HASHLANE_ALGORITHM);
	assert_true(is_untouched((uint8_t *)&info + sizeof(size_t),
				 sizeof(info) - sizeof(size_t)));
	check_struct_sizes(call_at, &empty, sizeof(empty), HASHLANE_OK);
	check_struct_sizes(call_get, &empty, sizeof(empty), HASHLANE_OK);
	check_struct_sizes(call_kernel, &kernel, sizeof(kernel), HASHLANE_OK);
}

static int32_t parse_with_error(void *error)
{
	struct hashlane_algorithm_spec spec;

	return hashlane_algorithm_parse(&spec, "none", 4, error);
}

static void spec_text(void **state)
{
	const struct hashlane_error error = { 0 };
	struct hashlane_algorithm_spec spec;
	char text[64];
	size_t bytes = 99;

	(void)state;
	mark_untouched(&spec, sizeof(spec));
	mark_untouched(text, sizeof(text));
	assert_status(hashlane_algorithm_parse(NULL, "md5", 3, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_parse(&spec, NULL, 3, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_parse(&spec, "md5", TOO_LONG, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_parse(&spec, "md5", SIZE_MAX, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_parse(&spec, NULL, 0, NULL),
		      HASHLANE_ALGORITHM);
	assert_true(is_untouched(&spec, sizeof(spec)));
	check_struct_sizes(parse_with_error, &error, sizeof(error),
			   HASHLANE_ALGORITHM);

	assert_status(
		hashlane_algorithm_format(text, sizeof(text), &bytes, NULL),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_algorithm_format(NULL, sizeof(text), &bytes, &md5),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_algorithm_format(text, TOO_LONG, &bytes, &md5),
		      HASHLANE_ARGUMENT);
	for (size_t i = 0; i < WRONG_SPECS; i++)
		assert_status(hashlane_algorithm_format(text, sizeof(text),
							&bytes,
							&wrong_specs[i].spec),
			      wrong_specs[i].status);
	assert_true(is_untouched(text, sizeof(text)));
	assert_int_equal(bytes, 99);
}

static void digest_text(void **state)
{
	static const int32_t forms[] = { -1, 4, INT32_MAX, INT32_MIN };
	const char *hex = "d41d8cd98f00b204e9800998ecf8427e";
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	char text[HASHLANE_MAX_TEXT_BYTES];
	size_t n = 99;

	(void)state;
	mark_untouched(digest, sizeof(digest));
	mark_untouched(text, sizeof(text));
	assert_status(hashlane_digest_format(text, sizeof(text), &n, NULL, 0,
					     digest, 16),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_format(NULL, sizeof(text), &n, &md5, 0,
					     digest, 16),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_format(text, TOO_LONG, &n, &md5, 0,
					     digest, 16),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_format(text, sizeof(text), &n, &md5, 0,
					     NULL, 16),
		      HASHLANE_ARGUMENT);
	for (size_t bytes = 1; bytes <= 64; bytes++)
		if (bytes != 16)
			assert_status(
				hashlane_digest_format(text, sizeof(text), &n,
						       &md5, 0, digest, bytes),
				HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_format(text, sizeof(text), &n, &md5, 0,
					     digest, SIZE_MAX),
		      HASHLANE_ARGUMENT);
	for (size_t i = 0; i < 4; i++) {
		assert_status(hashlane_digest_format(text, sizeof(text), &n,
						     &md5, forms[i], digest,
						     16),
			      HASHLANE_ARGUMENT);
		assert_status(hashlane_digest_parse(digest, sizeof(digest), &n,
						    &md5, forms[i], hex, 32),
			      HASHLANE_ARGUMENT);
	}
	for (size_t i = 0; i < WRONG_SPECS; i++) {
		assert_status(hashlane_digest_format(text, sizeof(text), &n,
						     &wrong_specs[i].spec, 0,
						     digest, 16),
			      wrong_specs[i].status);
		assert_status(hashlane_digest_parse(digest, sizeof(digest), &n,
						    &wrong_specs[i].spec, 0,
						    hex, 32),
			      wrong_specs[i].status);
	}
	assert_status(hashlane_digest_parse(digest, sizeof(digest), &n, NULL,
					    0, hex, 32),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_parse(NULL, sizeof(digest), &n, &md5, 0,
					    hex, 32),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_digest_parse(digest, TOO_LONG, &n, &md5, 0, hex, 32),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_parse(digest, sizeof(digest), &n, &md5,
					    0, NULL, 32),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_parse(digest, sizeof(digest), &n, &md5,
					    0, hex, TOO_LONG),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_digest_parse(digest, sizeof(digest), &n, &md5,
					    0, NULL, 0),
		      HASHLANE_FORMAT);
	assert_true(is_untouched(digest, sizeof(digest)));
	assert_true(is_untouched(text, sizeof(text)));
	assert_int_equal(n, 99);
}

/* ---- Kernels ---------------------------------------------------------- */

static void instruction_sets(void **state)
{
	int32_t isa = 77;

	(void)state;
	assert_status(hashlane_isa_parse(NULL, "avx2", 4), HASHLANE_ARGUMENT);
	assert_status(hashlane_isa_parse(&isa, NULL, 4), HASHLANE_ARGUMENT);
	assert_status(hashlane_isa_parse(&isa, "avx2", TOO_LONG),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_isa_parse(&isa, NULL, 0), HASHLANE_NOT_FOUND);
	assert_status(hashlane_isa_parse(&isa, "", 0), HASHLANE_NOT_FOUND);
	assert_status(hashlane_isa_parse(&isa, "avx", 3), HASHLANE_NOT_FOUND);
	assert_status(hashlane_isa_parse(&isa, "avx22", 5),
		      HASHLANE_NOT_FOUND);
	assert_int_equal(isa, 77);
}

/* Which instruction set has this name; -1: one that goes with another. */
static int32_t isa_of(const char *name)
{
	int32_t isa;

	return hashlane_isa_parse(&isa, name, strlen(name)) ? -1 : isa;
}

static void kernels(void **state)
{
	struct hashlane_kernel_info info;
	int32_t best = 0;

	(void)state;
	assert_status(hashlane_kernel_get_at(NULL, 0, 0), HASHLANE_ARGUMENT);
	mark_untouched(&info, sizeof(info));
	info.struct_size = sizeof(info);
	assert_status(hashlane_kernel_get_at(&info, 0, -1), HASHLANE_ARGUMENT);
	assert_status(hashlane_kernel_get_at(&info, 0, 7), HASHLANE_ARGUMENT);
	assert_status(hashlane_kernel_get_at(&info, SIZE_MAX, 0),
		      HASHLANE_NOT_FOUND);
	assert_true(is_untouched((uint8_t *)&info + sizeof(size_t),
				 sizeof(info) - sizeof(size_t)));
	for (int32_t isa = 0; isa < 7; isa++) {
		int32_t usable = hashlane_isa_check(isa), status, most = 0;
		size_t count = 0;

		if (usable) {
			assert_status(hashlane_kernel_get_at(&info, 0, isa),
				      usable);
			continue;
		}
		while (!(status = hashlane_kernel_get_at(&info, count, isa))) {
			assert_true(*info.core && *info.isa);
			assert_true(info.lanes >= 1);
			assert_int_equal(info.reserved, 0);
			if (isa_of(info.isa) > most)
				most = isa_of(info.isa);
			count++;
		}
		/* Kernels of this one, and of none that comes after it. */
		if (isa)
			assert_int_equal(most, isa);
		else
			best = most;
		assert_true(most <= best);
		assert_int_equal(status, HASHLANE_NOT_FOUND);
		assert_true(count >= 10);
	}
}

static void cpu_features(void **state)
{
	char whole[512], text[512];
	size_t bytes = 99, needed;

	(void)state;
	assert_status(hashlane_cpu_get_features(NULL, 5, &bytes),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_cpu_get_features(text, TOO_LONG, &bytes),
		      HASHLANE_ARGUMENT);
	assert_int_equal(bytes, 99);
	assert_status(hashlane_cpu_get_features(whole, sizeof(whole), &bytes),
		      HASHLANE_OK);
	assert_int_equal(bytes, strlen(whole));
	for (size_t capacity = 0; capacity <= bytes; capacity++) {
		mark_untouched(text, sizeof(text));
		assert_status(hashlane_cpu_get_features(capacity ? text : NULL,
							capacity, &needed),
			      HASHLANE_BUFFER);
		assert_true(is_untouched(text, sizeof(text)));
		assert_int_equal(needed, bytes);
	}
}

/* ---- The hasher -------------------------------------------------------- */

static int32_t call_create(void *given)
{
	hashlane_hasher hasher = 0;
	int32_t status = hashlane_hasher_create(&hasher, given, NULL);

	if (!status)
		status = hashlane_hasher_destroy(hasher);
	else
		assert_true(hasher == 0);
	return status;
}

static int32_t create_with_error(void *error)
{
	hashlane_hasher hasher;

	return hashlane_hasher_create(&hasher, NULL, error);
}

static void hasher_options(void **state)
{
	const struct hashlane_error error = { 0 };
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS + 1];
	const struct hashlane_hasher_options good = {
		.struct_size = sizeof(good),
		.specs = &md5,
		.spec_count = 1,
	};
	struct hashlane_hasher_options options = good;

	(void)state;
	for (size_t i = 0; i <= HASHLANE_MAX_ALGORITHMS; i++)
		specs[i] = md5;
	check_grown_sizes(
		call_create, &good,
		offsetof(struct hashlane_hasher_options, offset_bytes),
		sizeof(good), HASHLANE_OK);
	check_struct_sizes(create_with_error, &error, sizeof(error),
			   HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_create(NULL, &good, NULL),
		      HASHLANE_ARGUMENT);
	options.specs = NULL;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	options = good;
	options.spec_count = 0;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	options.spec_count = HASHLANE_MAX_ALGORITHMS + 1;
	options.specs = specs;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	options.spec_count = SIZE_MAX;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	options.spec_count = HASHLANE_MAX_ALGORITHMS;
	assert_status(call_create(&options), HASHLANE_OK);
	for (uint32_t bit = 2; bit; bit <<= 1) {
		options = good;
		options.flags = bit;
		assert_status(call_create(&options), HASHLANE_ARGUMENT);
	}
	options = good;
	options.isa = -1;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	options.isa = 7;
	assert_status(call_create(&options), HASHLANE_ARGUMENT);
	for (int32_t isa = 0; isa < 7; isa++) {
		options.isa = isa;
		assert_status(call_create(&options), hashlane_isa_check(isa));
	}
	options = good;
	options.specs = &blob;
	assert_status(call_create(&options), HASHLANE_UNSUPPORTED);
	options.flags = HASHLANE_HASHER_SIZE_KNOWN;
	assert_status(call_create(&options), HASHLANE_OK);
	for (size_t i = 0; i < WRONG_SPECS; i++) {
		options = good;
		options.specs = &wrong_specs[i].spec;
		assert_status(call_create(&options), wrong_specs[i].status);
	}
}

static void hasher_errors_tell_why(void **state)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const struct hashlane_algorithm_spec specs[] = { md5, { 99, 0, 0 } };
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
	};
	hashlane_hasher hasher = 42;

	(void)state;
	assert_status(hashlane_hasher_create(&hasher, &options, &error),
		      HASHLANE_ALGORITHM);
	assert_true(hasher == 42);
	assert_int_equal(error.status, HASHLANE_ALGORITHM);
	assert_true(error.message[0] != 0);
	assert_int_equal(error.struct_size, sizeof(error));
}

static void hasher_calls(void **state)
{
	hashlane_hasher hasher = hasher_of(&md5, 1, true, 3), clone = 42;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t n = 99;

	(void)state;
	mark_untouched(digest, sizeof(digest));
	assert_status(hashlane_hasher_update(hasher, NULL, 1),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_update(hasher, "abc", TOO_LONG),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_update(hasher, "abc", SIZE_MAX),
		      HASHLANE_ARGUMENT);
	/* More than declared: nothing of it is absorbed. */
	assert_status(hashlane_hasher_update(hasher, "abcd", 4),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_update(hasher, NULL, 0), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, "abc", 3), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, "", 0), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, "d", 1),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_get_digest(hasher, 1, digest, 16, &n),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hasher_get_digest(hasher, SIZE_MAX, digest, 16, &n),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_get_digest(hasher, 0, NULL, 16, &n),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hasher_get_digest(hasher, 0, digest, TOO_LONG, &n),
		HASHLANE_ARGUMENT);
	assert_int_equal(n, 99);
	assert_status(hashlane_hasher_get_digest(hasher, 0, digest, 15, &n),
		      HASHLANE_BUFFER);
	assert_int_equal(n, 16);
	assert_status(hashlane_hasher_get_digest(hasher, 0, NULL, 0, &n),
		      HASHLANE_BUFFER);
	assert_true(is_untouched(digest, sizeof(digest)));
	assert_status(hashlane_hasher_clone(NULL, hasher), HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_clone(&clone, 0), HASHLANE_HANDLE);
	assert_true(clone == 42);
	assert_true(hasher_agrees(hasher, 0, &md5, (const uint8_t *)"abc", 3,
				  "after all that"));
	assert_status(hashlane_hasher_get_digest(hasher, 0, digest, 16, NULL),
		      HASHLANE_OK);
	assert_true(is_untouched(digest + 16, sizeof(digest) - 16));
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

/* A digest that depends on the size waits for it; the others do not. */
static void declared_size_not_reached(void **state)
{
	const struct hashlane_algorithm_spec specs[] = { md5, blob,
							 spec_of("aich") };
	hashlane_hasher hasher = hasher_of(specs, 3, true, 3);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];

	(void)state;
	assert_status(hashlane_hasher_update(hasher, "ab", 2), HASHLANE_OK);
	mark_untouched(digest, sizeof(digest));
	assert_status(hashlane_hasher_get_digest(hasher, 1, digest, 64, NULL),
		      HASHLANE_ARGUMENT);
	assert_true(is_untouched(digest, sizeof(digest)));
	assert_true(hasher_agrees(hasher, 0, &md5, (const uint8_t *)"ab", 2,
				  "before the size is reached"));
	assert_status(hashlane_hasher_update(hasher, "c", 1), HASHLANE_OK);
	for (size_t i = 0; i < 3; i++)
		assert_true(hasher_agrees(hasher, i, &specs[i],
					  (const uint8_t *)"abc", 3,
					  "at the size"));
	assert_status(hashlane_hasher_reset(hasher), HASHLANE_OK);
	assert_status(hashlane_hasher_get_digest(hasher, 1, digest, 64, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

/* ---- Files ------------------------------------------------------------- */

static int32_t file_with_error(void *error)
{
	return hashlane_hash_file(NULL, NULL, 0, NULL, NULL, 0, error);
}

static void one_file(void **state)
{
	const struct hashlane_error empty = { 0 };
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS + 1];
	struct hashlane_file_result result;
	uint8_t digest[64];

	(void)state;
	for (size_t i = 0; i <= HASHLANE_MAX_ALGORITHMS; i++)
		specs[i] = md5;
	mark_untouched(&result, sizeof(result));
	mark_untouched(digest, sizeof(digest));
	check_struct_sizes(file_with_error, &empty, sizeof(empty),
			   HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hash_file(&result, digest, 64, NULL, &md5, 1, NULL),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_file(&result, NULL, 64, "/dev/null", &md5,
					 1, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_file(&result, digest, TOO_LONG,
					 "/dev/null", &md5, 1, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_file(&result, digest, 64, "/dev/null",
					 NULL, 1, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_file(&result, digest, 64, "/dev/null",
					 &md5, 0, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_file(&result, digest, 64, "/dev/null",
					 specs, HASHLANE_MAX_ALGORITHMS + 1,
					 NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_file(&result, digest, 15, "/dev/null",
					 &md5, 1, NULL),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_file(&result, digest, 64, "/dev/null",
					 specs, 5, NULL),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_file(&result, NULL, 0, "/dev/null", &md5,
					 1, NULL),
		      HASHLANE_BUFFER);
	for (size_t i = 0; i < WRONG_SPECS; i++)
		assert_status(
			hashlane_hash_file(&result, digest, 64, "/dev/null",
					   &wrong_specs[i].spec, 1, NULL),
			wrong_specs[i].status);
	assert_true(is_untouched(&result, sizeof(result)));
	assert_true(is_untouched(digest, sizeof(digest)));
}

static const char *const devices[] = { "/dev/null", "/dev/null" };

static int32_t call_files(void *given)
{
	struct hashlane_file_result results[2];
	uint8_t digests[32];

	return hashlane_hash_files(results, digests, sizeof(digests), devices,
				   2, given, NULL);
}

static int32_t files_with_error(void *error)
{
	return hashlane_hash_files(NULL, NULL, 0, NULL, 0, NULL, error);
}

static void many_files(void **state)
{
	static const char *const hole[] = { "/dev/null", NULL };
	const struct hashlane_error empty = { 0 };
	const struct hashlane_files_options good = {
		.struct_size = sizeof(good),
		.specs = &md5,
		.spec_count = 1,
		.workers = 1,
	};
	struct hashlane_files_options options;
	struct hashlane_file_result results[2];
	uint8_t digests[32];

	(void)state;
	check_grown_sizes(call_files, &good,
			  offsetof(struct hashlane_files_options, ctime),
			  sizeof(good), HASHLANE_OK);
	check_struct_sizes(files_with_error, &empty, sizeof(empty),
			   HASHLANE_ARGUMENT);
	mark_untouched(results, sizeof(results));
	mark_untouched(digests, sizeof(digests));
	assert_status(hashlane_hash_files(results, digests, 32, devices, 2,
					  NULL, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(NULL, digests, 32, devices, 2, &good,
					  NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(results, NULL, 32, devices, 2, &good,
					  NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(results, digests, TOO_LONG, devices,
					  2, &good, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(results, digests, 32, NULL, 2, &good,
					  NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(results, digests, 32, hole, 2, &good,
					  NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(results, digests, 32, devices,
					  SIZE_MAX, &good, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_files(results, digests, 31, devices, 2,
					  &good, NULL),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_files(results, digests, 32, devices, 3,
					  &good, NULL),
		      HASHLANE_BUFFER);
	for (size_t i = 0; i < WRONG_SPECS; i++) {
		options = good;
		options.specs = &wrong_specs[i].spec;
		assert_status(hashlane_hash_files(results, digests, 32,
						  devices, 2, &options, NULL),
			      wrong_specs[i].status);
	}
	options = good;
	options.workers = -2;
	assert_status(hashlane_hash_files(results, digests, 32, devices, 2,
					  &options, NULL),
		      HASHLANE_ARGUMENT);
	options.workers = 1025;
	assert_status(hashlane_hash_files(results, digests, 32, devices, 2,
					  &options, NULL),
		      HASHLANE_ARGUMENT);
	options.workers = INT32_MIN;
	assert_status(hashlane_hash_files(results, digests, 32, devices, 2,
					  &options, NULL),
		      HASHLANE_ARGUMENT);
	options = good;
	options.isa = 8;
	assert_status(hashlane_hash_files(results, digests, 32, devices, 2,
					  &options, NULL),
		      HASHLANE_ARGUMENT);
	for (options.isa = 0; options.isa < 7; options.isa++)
		if (hashlane_isa_check(options.isa))
			assert_status(hashlane_hash_files(results, digests, 32,
							  devices, 2, &options,
							  NULL),
				      HASHLANE_UNSUPPORTED);
	assert_true(is_untouched(results, sizeof(results)));
	assert_true(is_untouched(digests, sizeof(digests)));
	assert_status(hashlane_hash_files(NULL, NULL, 0, NULL, 0, &good, NULL),
		      HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(information),
		cmocka_unit_test(spec_text),
		cmocka_unit_test(digest_text),
		cmocka_unit_test(instruction_sets),
		cmocka_unit_test(kernels),
		cmocka_unit_test(cpu_features),
		cmocka_unit_test(hasher_options),
		cmocka_unit_test(hasher_errors_tell_why),
		cmocka_unit_test(hasher_calls),
		cmocka_unit_test(declared_size_not_reached),
		cmocka_unit_test(one_file),
		cmocka_unit_test(many_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
