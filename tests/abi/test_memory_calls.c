/* SPDX-License-Identifier: MIT */
/*
 * test_memory_calls.c - the memory section's exports with every bad argument,
 * and what the leak report counts.
 */
#include "../support/bad_arguments.h"
#include "../support/check.h"

#include <string.h>

static void acquire_refuses_bad_sizes(void **state)
{
	static const size_t wrong[] = { 0, TOO_LONG, TOO_LONG + 1, SIZE_MAX };
	static const size_t too_much[] = { PTRDIFF_MAX, PTRDIFF_MAX - 1,
					   PTRDIFF_MAX - 65536,
					   PTRDIFF_MAX - 131072,
					   PTRDIFF_MAX / 2 };
	void *out;
	size_t capacity;

	(void)state;
	mark_untouched(&out, sizeof(out));
	mark_untouched(&capacity, sizeof(capacity));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_status(
			hashlane_buffer_acquire(&out, &capacity, wrong[i]),
			HASHLANE_ARGUMENT);
	for (size_t i = 0; i < sizeof(too_much) / sizeof(too_much[0]); i++)
		assert_status(
			hashlane_buffer_acquire(&out, &capacity, too_much[i]),
			HASHLANE_NO_MEMORY);
	assert_status(hashlane_buffer_acquire(NULL, &capacity, 1),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_buffer_acquire(NULL, NULL, 100000),
		      HASHLANE_ARGUMENT);
	assert_true(is_untouched(&out, sizeof(out)));
	assert_true(is_untouched(&capacity, sizeof(capacity)));
	errno = CHECK_ERRNO;
	hashlane_buffer_release(NULL);
	assert_int_equal(errno, CHECK_ERRNO);
}

static int32_t configure(void *given)
{
	return hashlane_memory_configure(given);
}

static int32_t stats(void *given)
{
	return hashlane_memory_get_usage(given);
}

static int32_t leaks(void *given)
{
	return hashlane_memory_get_objects(given);
}

static void struct_sizes_are_checked(void **state)
{
	static const struct hashlane_memory_options options;
	static const struct hashlane_memory_usage no_stats;
	static const struct hashlane_memory_objects no_leaks;

	(void)state;
	check_struct_sizes(configure, &options, sizeof(options), HASHLANE_OK);
	check_struct_sizes(stats, &no_stats, sizeof(no_stats), HASHLANE_OK);
	check_struct_sizes(leaks, &no_leaks, sizeof(no_leaks), HASHLANE_OK);
	assert_status(hashlane_memory_get_usage(NULL), HASHLANE_ARGUMENT);
	assert_status(hashlane_memory_get_objects(NULL), HASHLANE_ARGUMENT);
	assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
}

static uint64_t limit_now(void)
{
	struct hashlane_memory_usage out = { .struct_size = sizeof(out) };

	assert_status(hashlane_memory_get_usage(&out), HASHLANE_OK);
	return out.limit_bytes;
}

static void options_are_checked(void **state)
{
	static const struct hashlane_memory_options wrong[] = {
		{ sizeof(wrong[0]), 1, 0, 0, NULL, NULL },
		{ sizeof(wrong[0]), 1024 * 1024 - 1, 0, 0, NULL, NULL },
		{ sizeof(wrong[0]), 0, 2, 0, NULL, NULL },
		{ sizeof(wrong[0]), 0, UINT32_MAX, 0, NULL, NULL },
		{ sizeof(wrong[0]), 0, 0, 1, NULL, NULL },
		{ sizeof(wrong[0]), 0, 0, UINT32_MAX, NULL, NULL },
	};
	static const struct hashlane_memory_options right = {
		sizeof(right), 1024 * 1024, HASHLANE_MEMORY_WIPE, 0, NULL, NULL
	};
	static const struct hashlane_memory_options largest = {
		sizeof(largest), UINT64_MAX, 0, 0, NULL, NULL
	};

	(void)state;
	assert_int_equal(limit_now(), 256 * 1024 * 1024);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_status(hashlane_memory_configure(&wrong[i]),
			      HASHLANE_ARGUMENT);
	assert_int_equal(limit_now(), 256 * 1024 * 1024);
	assert_status(hashlane_memory_configure(&right), HASHLANE_OK);
	assert_int_equal(limit_now(), 1024 * 1024);
	assert_status(hashlane_memory_configure(&largest), HASHLANE_OK);
	assert_int_equal(limit_now(), SIZE_MAX);
	assert_status(hashlane_memory_configure(NULL), HASHLANE_OK);
	assert_int_equal(limit_now(), 256 * 1024 * 1024);
}

static struct hashlane_memory_objects leaks_now(void)
{
	struct hashlane_memory_objects out = { .struct_size = sizeof(out) };

	assert_status(hashlane_memory_get_objects(&out), HASHLANE_OK);
	return out;
}

static void leaks_are_counted_by_kind(void **state)
{
	const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };
	struct hashlane_hasher_options options;
	const struct hashlane_memory_objects none = leaks_now();
	struct hashlane_memory_objects now;
	hashlane_hasher hashers[3];
	hashlane_engine engine;
	void *buffers[5];

	(void)state;
	memset(&options, 0, sizeof(options));
	options.struct_size = sizeof(options);
	options.specs = &md5;
	options.spec_count = 1;
	for (int i = 0; i < 3; i++)
		assert_status(
			hashlane_hasher_create(&hashers[i], &options, NULL),
			HASHLANE_OK);
	for (size_t i = 0; i < 5; i++)
		assert_status(hashlane_buffer_acquire(&buffers[i], NULL,
						      i * 10000 + 1),
			      HASHLANE_OK);
	assert_status(hashlane_engine_create(&engine, NULL, NULL),
		      HASHLANE_OK);
	now = leaks_now();
	assert_int_equal(now.hashers, none.hashers + 3);
	assert_int_equal(now.buffers, none.buffers + 5);
	assert_int_equal(now.engines, none.engines + 1);
	assert_int_equal(now.strings, none.strings);
	assert_int_equal(now.jobs, none.jobs);
	assert_int_equal(now.listeners, none.listeners);
	assert_int_equal(now.results, none.results);
	for (int i = 0; i < 3; i++)
		assert_status(hashlane_hasher_destroy(hashers[i]),
			      HASHLANE_OK);
	for (int i = 0; i < 5; i++)
		hashlane_buffer_release(buffers[i]);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	now = leaks_now();
	assert_memory_equal(&now, &none, sizeof(now));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(acquire_refuses_bad_sizes),
		cmocka_unit_test(struct_sizes_are_checked),
		cmocka_unit_test(options_are_checked),
		cmocka_unit_test(leaks_are_counted_by_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
