/* SPDX-License-Identifier: MIT */
/*
 * test_pool_limit.c - the pool of the process and the system: memory goes
 * back, the limit holds, pressure is told, contents are wiped when that is
 * asked for.
 */
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE
#endif
#include "../support/check.h"
#include "../support/pool_buffers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void configure(uint64_t limit_bytes, uint32_t flags,
		      hashlane_pressure_fn *pressure, void *context)
{
	const struct hashlane_memory_options options = {
		.struct_size = sizeof(options),
		.limit_bytes = limit_bytes,
		.flags = flags,
		.pressure = pressure,
		.pressure_context = context,
	};

	assert_status(hashlane_memory_configure(&options), HASHLANE_OK);
}

static int restore(void **state)
{
	(void)state;
	return hashlane_memory_configure(NULL) || hashlane_memory_trim(NULL);
}

/* ---- The system's memory ---- */

static bool resident(const uint8_t *at)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned char in = 0;

	/* What is unmapped gives an error. */
	if (mincore((void *)((uintptr_t)at & ~(page - 1)), page, &in))
		return false;
	return in & 1;
}

static void trim_gives_pages_back(void **state)
{
	enum { COUNT = 300 };
	static const size_t sizes[] = { 64, 4096, 16384, 100000 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		uint8_t *buffers[COUNT];
		struct batch batch = { sizes[i], COUNT, buffers };
		struct hashlane_memory_usage least, most, now;
		uint64_t freed = 0;
		size_t there = 0;

		assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
		least = stats_now();
		acquire_batch(&batch);
		most = stats_now();
		for (size_t k = 0; k < COUNT; k++)
			assert_true(resident(buffers[k]));
		release_batch(&batch);
		assert_status(hashlane_memory_trim(&freed), HASHLANE_OK);
		now = stats_now();
		for (size_t k = 0; k < COUNT; k++)
			there += resident(buffers[k]);
		assert_int_equal(there, 0);
		assert_int_equal(now.pool_bytes, least.pool_bytes);
		assert_true(freed > 0 &&
			    freed <= most.pool_bytes - least.pool_bytes);
		/* It grows again, in the same regions. */
		acquire_batch(&batch);
		check_batch(&batch);
		assert_int_equal(stats_now().arenas, most.arenas);
		assert_int_equal(stats_now().pool_bytes, most.pool_bytes);
		release_batch(&batch);
	}
}

/* What lies idle goes back without being asked for. */
static void the_pool_shrinks_by_itself(void **state)
{
	enum { COUNT = 2000 };
	uint8_t *buffers[COUNT];
	struct batch batch = { 16384, COUNT, buffers };
	uint64_t least;

	(void)state;
	assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
	least = stats_now().pool_bytes;
	acquire_batch(&batch);
	assert_true(stats_now().pool_bytes > least + COUNT * 16384);
	release_batch(&batch);
	assert_true(stats_now().pool_bytes < least + 6 * 1024 * 1024);
	batch.count = 20;
	batch.bytes = 500000;
	acquire_batch(&batch);
	release_batch(&batch);
	assert_true(stats_now().pool_bytes < least + 10 * 1024 * 1024);
}

/* ---- The limit ---- */

static void fill_up(uint8_t **buffers, size_t *count, size_t most,
		    size_t bytes)
{
	void *buffer;

	while (*count < most &&
	       !hashlane_buffer_acquire(&buffer, NULL, bytes)) {
		buffers[(*count)++] = buffer;
		memset(buffer, 0xee, bytes);
	}
}

static void the_limit_holds(void **state)
{
	enum { MOST = 20000, LIMIT = 4 * 1024 * 1024 };
	static const size_t sizes[] = { 64, 1024, 16384, 100000, 300000 };
	uint8_t **buffers = calloc(MOST * 4, sizeof(*buffers));

	(void)state;
	assert_non_null(buffers);
	assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
	configure(LIMIT, 0, NULL, NULL);
	for (size_t i = 0; i < 5; i++) {
		size_t first = 0, second = 0;
		void *none = buffers;

		fill_up(buffers, &first, MOST * 4, sizes[i]);
		assert_true(first * sizes[i] <= LIMIT);
		assert_true(first * sizes[i] >= LIMIT / 2);
		assert_true(stats_now().pool_bytes <= LIMIT);
		assert_int_equal(stats_now().pressure,
				 HASHLANE_PRESSURE_CRITICAL);
		assert_status(hashlane_buffer_acquire(&none, NULL, sizes[i]),
			      HASHLANE_NO_MEMORY);
		assert_ptr_equal(none, buffers);
		/* One that came back is given out again. */
		hashlane_buffer_release(buffers[--first]);
		buffers[first++] = acquire(sizes[i], NULL);
		for (size_t k = 0; k < first; k++)
			hashlane_buffer_release(buffers[k]);
		fill_up(buffers, &second, MOST * 4, sizes[i]);
		assert_int_equal(second, first);
		for (size_t k = 0; k < second; k++)
			hashlane_buffer_release(buffers[k]);
	}
	assert_status(hashlane_buffer_acquire((void **)buffers, NULL, LIMIT),
		      HASHLANE_NO_MEMORY);
	free(buffers);
}

static void a_limit_below_what_is_in_use_is_taken(void **state)
{
	enum { COUNT = 500 };
	uint8_t *buffers[COUNT];
	struct batch batch = { 16384, COUNT, buffers };
	void *more = NULL;

	(void)state;
	acquire_batch(&batch);
	configure(1024 * 1024, 0, NULL, NULL);
	assert_status(hashlane_buffer_acquire(&more, NULL, 100000),
		      HASHLANE_NO_MEMORY);
	check_batch(&batch);
	release_batch(&batch);
	assert_status(hashlane_buffer_acquire(&more, NULL, 100000),
		      HASHLANE_OK);
	hashlane_buffer_release(more);
	assert_true(stats_now().pool_bytes <= 1024 * 1024);
}

/* ---- Pressure ---- */

struct told {
	int32_t levels[64];
	size_t count;
	int32_t configured;
	bool trims;
};

static void tell(void *context, int32_t pressure)
{
	struct told *told = context;

	assert_true(told->count < 64);
	told->levels[told->count++] = pressure;
	assert_int_equal(stats_now().pressure, pressure);
	told->configured = hashlane_memory_configure(NULL);
	if (told->trims)
		assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
}

static void pressure_is_told(void **state)
{
	static const int32_t wanted[] = { 1, 2, 3, 2, 1, 0 };
	enum { LIMIT = 8 * 1024 * 1024 };

	for (int trims = 0; trims < 2; trims++) {
		struct told told = { .configured = -1, .trims = trims };
		uint8_t *buffers[80];
		size_t count = 0;

		(void)state;
		assert_status(hashlane_memory_configure(NULL), HASHLANE_OK);
		assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
		configure(LIMIT, 0, tell, &told);
		assert_int_equal(told.count, 0);
		/* Of the large ones: each has its own memory. */
		fill_up(buffers, &count, 80, 600000);
		assert_true(count >= 12);
		assert_int_equal(told.count, 3);
		assert_int_equal(told.configured, HASHLANE_BUSY);
		while (count)
			hashlane_buffer_release(buffers[--count]);
		assert_int_equal(told.count, 6);
		assert_memory_equal(told.levels, wanted, sizeof(wanted));
		configure(LIMIT, 0, NULL, NULL);
		fill_up(buffers, &count, 80, 600000);
		assert_int_equal(told.count, 6);
		/* A new limit is another pressure. */
		configure(0, 0, tell, &told);
		assert_int_equal(told.count, 7);
		assert_int_equal(told.levels[6], 0);
		while (count)
			hashlane_buffer_release(buffers[--count]);
		assert_int_equal(told.count, 7);
	}
}

/* ---- Wiping ---- */

/*
 * Bytes of the secret in a buffer that was given back; not of its first, where
 * the pool has an address, of any bytes.
 */
static size_t secret_left(size_t bytes, bool remote)
{
	static const uint8_t secret = 0xa7;
	uint8_t *buffer = acquire(bytes, NULL), *again;
	struct batch batch = { bytes, 1, &buffer };
	size_t left = 0;

	memset(buffer, secret, bytes);
	if (remote)
		on_thread(release_batch, &batch);
	else
		hashlane_buffer_release(buffer);
	/* The owner takes all it has before it looks for what came back. */
	for (int i = 0; i < 4000 && !left; i++) {
		again = acquire(bytes, NULL);
		if (again == buffer)
			for (size_t k = sizeof(void *); k < bytes; k++)
				left += again[k] == secret;
		hashlane_buffer_release(again);
		if (again == buffer)
			break;
	}
	return left;
}

static void buffers_are_wiped_when_asked_for(void **state)
{
	static const size_t sizes[] = { 64, 256, 16384, 100000 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		/* Without the option the test sees what it looks for. */
		configure(0, 0, NULL, NULL);
		assert_true(secret_left(sizes[i], false) ==
			    sizes[i] - sizeof(void *));
		configure(0, HASHLANE_MEMORY_WIPE, NULL, NULL);
		assert_int_equal(secret_left(sizes[i], false), 0);
		assert_int_equal(secret_left(sizes[i], true), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trim_gives_pages_back),
		cmocka_unit_test(the_pool_shrinks_by_itself),
		cmocka_unit_test_teardown(the_limit_holds, restore),
		cmocka_unit_test_teardown(
			a_limit_below_what_is_in_use_is_taken, restore),
		cmocka_unit_test_teardown(pressure_is_told, restore),
		cmocka_unit_test_teardown(buffers_are_wiped_when_asked_for,
					  restore),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
