/* SPDX-License-Identifier: MIT */
/*
 * test_pool.c - the pool of the process: objects do not overlap, counts are
 * those of a reference kept here, what other threads free and what a thread
 * that ended left behind serves again, a forked child has a pool.
 */
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE
#endif
#include "../support/check.h"
#include "../support/pool_buffers.h"
#include "../support/random_source.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	SLAB_BYTES = 65536,
	LIVE_MAX = 3000,
	STEPS = 200000,
	THREADS = 4,
	SHARED = 512
};

static const size_t class_bytes[HASHLANE_MAX_MEMORY_CLASSES] = { 64,   256,
								 1024, 2048,
								 4096, 16384 };

static uint64_t buffers_now(void)
{
	struct hashlane_memory_objects leaks = { .struct_size =
							 sizeof(leaks) };

	if (hashlane_memory_get_objects(&leaks))
		abort();
	return leaks.buffers;
}

static int class_of(size_t capacity)
{
	for (int i = 0; i < HASHLANE_MAX_MEMORY_CLASSES; i++)
		if (capacity == class_bytes[i])
			return i;
	return -1;
}

static void capacities_are_the_classes(void **state)
{
	(void)state;
	for (size_t bytes = 1, least = 0; bytes <= 16384; bytes++) {
		size_t capacity;
		uint8_t *buffer = acquire(bytes, &capacity);

		while (class_bytes[least] < bytes)
			least++;
		assert_int_equal(capacity, class_bytes[least]);
		assert_int_equal((uintptr_t)buffer % 64, 0);
		hashlane_buffer_release(buffer);
	}
	for (size_t bytes = 16385; bytes < 5000000; bytes = bytes * 9 / 8) {
		size_t capacity;
		uint8_t *buffer = acquire(bytes, &capacity);

		assert_true(capacity >= bytes && capacity < bytes + 70000);
		assert_int_equal((uintptr_t)buffer % 64, 0);
		memset(buffer, 1, capacity);
		hashlane_buffer_release(buffer);
	}
}

/* ---- A reference ---- */

struct held {
	uint8_t *buffer;
	size_t capacity;
	uint8_t mark;
};

/* The ends hold the mark: nothing overlaps. */
static void mark(struct held *held, uint8_t value)
{
	held->mark = value;
	memset(held->buffer, value, 16);
	memset(held->buffer + held->capacity - 16, value, 16);
}

static bool marked(const struct held *held)
{
	for (size_t i = 0; i < 16; i++)
		if (held->buffer[i] != held->mark ||
		    held->buffer[held->capacity - 1 - i] != held->mark)
			return false;
	return true;
}

struct reference {
	uint64_t live[HASHLANE_MAX_MEMORY_CLASSES],
		taken[HASHLANE_MAX_MEMORY_CLASSES];
	uint64_t large_live, used_bytes;
};

static void count(struct reference *reference, size_t capacity, bool taken)
{
	int i = class_of(capacity);
	uint64_t one = taken ? 1 : (uint64_t)-1;

	if (i < 0) {
		reference->large_live += one;
		return;
	}
	reference->live[i] += one;
	reference->taken[i] += taken;
	reference->used_bytes += one * capacity;
}

static void check_reference(const struct reference *reference,
			    const struct hashlane_memory_usage *before)
{
	struct hashlane_memory_usage now = stats_now();
	uint64_t slabs = 0;

	for (int i = 0; i < HASHLANE_MAX_MEMORY_CLASSES; i++) {
		const struct hashlane_memory_class *row = &now.classes[i];
		const struct hashlane_memory_class *old = &before->classes[i];

		assert_int_equal(row->object_bytes, class_bytes[i]);
		assert_int_equal(row->live - old->live, reference->live[i]);
		assert_int_equal(row->hits + row->misses - old->hits -
					 old->misses,
				 reference->taken[i]);
		slabs += row->slabs;
	}
	assert_int_equal(now.large_live - before->large_live,
			 reference->large_live);
	assert_int_equal(now.used_bytes - now.large_bytes -
				 (before->used_bytes - before->large_bytes),
			 reference->used_bytes);
	assert_true(now.pool_bytes >= slabs * SLAB_BYTES + now.large_bytes);
	assert_true(now.peak_bytes >= now.pool_bytes);
	assert_true(now.pool_bytes <= now.limit_bytes);
	assert_true(now.arenas * 32 >= slabs);
}

static void counts_are_those_of_a_reference(void **state)
{
	struct random_source random = random_from_environment("test_pool");
	const struct hashlane_memory_usage before = stats_now();
	struct held *held = calloc(LIVE_MAX, sizeof(*held));
	struct reference reference = { 0 };
	uint64_t buffers = buffers_now();
	size_t live = 0;

	(void)state;
	assert_non_null(held);
	for (int step = 0; step < STEPS; step++) {
		/* Up and down in long waves. */
		size_t aim = step / 20000 % 2 ? 10 : LIVE_MAX;
		bool more = live < LIVE_MAX &&
			    (!live || random_below(&random, 100) <
					      (live < aim ? 65 : 35));

		if (more) {
			struct held *one = &held[live++];

			one->buffer =
				acquire(random_length(&random, 40000) + 1,
					&one->capacity);
			mark(one, (uint8_t)random_next(&random));
			count(&reference, one->capacity, true);
		} else {
			size_t at = (size_t)random_below(&random, live);

			if (!marked(&held[at]))
				fail_msg("step %d: overwritten", step);
			hashlane_buffer_release(held[at].buffer);
			count(&reference, held[at].capacity, false);
			held[at] = held[--live];
		}
		if (random_below(&random, 20000) == 0)
			assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
		if (step % 1000 == 0)
			check_reference(&reference, &before);
	}
	assert_int_equal(buffers_now() - buffers, live);
	while (live) {
		count(&reference, held[--live].capacity, false);
		hashlane_buffer_release(held[live].buffer);
	}
	check_reference(&reference, &before);
	assert_int_equal(buffers_now(), buffers);
	free(held);
}

/* Of a new thread the first take is slow, the next one is not. */
static void *take_twice(void *argument)
{
	struct hashlane_memory_usage *stats = argument;

	for (int i = 0; i < 2; i++) {
		hashlane_buffer_release(acquire(1000, NULL));
		stats[i] = stats_now();
	}
	return NULL;
}

static void hits_and_misses_are_told_apart(void **state)
{
	struct hashlane_memory_usage stats[2], before = stats_now();

	(void)state;
	on_thread(take_twice, stats);
	assert_int_equal(stats[0].threads, before.threads + 1);
	assert_int_equal(stats[0].classes[2].misses,
			 before.classes[2].misses + 1);
	assert_int_equal(stats[0].classes[2].hits, before.classes[2].hits);
	assert_int_equal(stats[1].classes[2].misses,
			 stats[0].classes[2].misses);
	assert_int_equal(stats[1].classes[2].hits,
			 stats[0].classes[2].hits + 1);
	assert_int_equal(stats[1].hits, before.hits + 1);
	assert_int_equal(stats[1].misses, before.misses + 1);
}

/* ---- Other threads ---- */

/* What another thread frees, the owner uses again. */
static void remote_frees_come_back(void **state)
{
	for (int i = 0; i < HASHLANE_MAX_MEMORY_CLASSES; i++) {
		uint8_t *buffers[2000];
		struct batch batch = { class_bytes[i], 2000, buffers };
		struct hashlane_memory_usage first, last;

		(void)state;
		acquire_batch(&batch);
		first = stats_now();
		for (int round = 0; round < 10; round++) {
			check_batch(&batch);
			on_thread(release_batch, &batch);
			acquire_batch(&batch);
		}
		last = stats_now();
		assert_int_equal(last.classes[i].remote_frees -
					 first.classes[i].remote_frees,
				 20000);
		assert_int_equal(last.remote_frees - first.remote_frees,
				 20000);
		assert_int_equal(last.classes[i].live, first.classes[i].live);
		/* The slab at hand may have been another. */
		assert_true(last.classes[i].slabs <=
			    first.classes[i].slabs + 1);
		release_batch(&batch);
	}
}

/* The slabs of threads that ended serve this thread and new ones. */
static void slabs_of_a_dead_thread_are_adopted(void **state)
{
	uint8_t *left[1000], *mine[1000];
	struct batch first = { 1024, 1000, left };
	struct batch second = { 1024, 1000, mine };
	uint32_t threads = stats_now().threads;
	uint64_t slabs;

	(void)state;
	assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
	for (int round = 0; round < 3; round++) {
		on_thread(acquire_batch, &first);
		assert_int_equal(stats_now().threads, threads);
		slabs = stats_now().classes[2].slabs;
		/* All but every tenth: no slab becomes empty. */
		for (size_t i = 0; i < 1000; i++)
			if (i % 10)
				hashlane_buffer_release(left[i]);
		second.count = 900;
		if (round == 1)
			on_thread(acquire_batch, &second);
		else
			acquire_batch(&second);
		assert_true(stats_now().classes[2].slabs <= slabs + 1);
		check_batch(&second);
		on_thread(release_batch, &second);
		for (size_t i = 0; i < 1000; i += 10) {
			assert_int_equal(left[i][500], (uint8_t)i);
			hashlane_buffer_release(left[i]);
		}
	}
	/* And what is unused goes back, though nobody owns it. */
	on_thread(acquire_batch, &first);
	release_batch(&first);
	assert_status(hashlane_memory_trim(NULL), HASHLANE_OK);
	assert_true(stats_now().classes[2].slabs <= 1);
}

static pthread_key_t late_key;

static void late(void *buffer)
{
	/* Freed behind the library's own hook, or before it. */
	hashlane_buffer_release(buffer);
	hashlane_buffer_release(acquire(100, NULL));
	hashlane_buffer_release(acquire(100000, NULL));
}

static void *use_late(void *argument)
{
	(void)argument;
	if (pthread_setspecific(late_key, acquire(100, NULL)))
		abort();
	return NULL;
}

static void a_thread_may_free_while_it_ends(void **state)
{
	uint64_t buffers;

	(void)state;
	/* Made after the library's: called after it, where the order is. */
	hashlane_buffer_release(acquire(1, NULL));
	assert_int_equal(pthread_key_create(&late_key, late), 0);
	buffers = buffers_now();
	for (int i = 0; i < 100; i++)
		on_thread(use_late, NULL);
	assert_int_equal(buffers_now(), buffers);
	assert_int_equal(pthread_key_delete(late_key), 0);
}

/* ---- All at once ---- */

static _Atomic(uint8_t *) shared[SHARED];
static _Atomic(bool) stop;

/* The first byte tells the size, the others repeat it. */
static void swap_shared(struct random_source *random)
{
	size_t bytes = (size_t)2 << random_below(random, 15);
	size_t at = (size_t)random_below(random, SHARED);
	uint8_t *mine = acquire(bytes, NULL), *other;

	memset(mine, __builtin_ctzl(bytes), bytes);
	other = atomic_exchange(&shared[at], mine);
	if (!other)
		return;
	bytes = (size_t)1 << other[0];
	if (other[bytes / 2] != other[0] || other[bytes - 1] != other[0])
		abort();
	hashlane_buffer_release(other);
}

static void *swap_many(void *argument)
{
	struct random_source random = { *(const uint64_t *)argument };

	for (int i = 0; i < 30000; i++) {
		swap_shared(&random);
		if (i % 5000 == 0 && hashlane_memory_trim(NULL))
			abort();
		if (i % 1000 == 0)
			(void)stats_now();
	}
	return NULL;
}

static void threads_exchange_buffers(void **state)
{
	struct random_source random = random_from_environment("exchange");
	const struct hashlane_memory_usage before = stats_now();
	struct hashlane_memory_usage after;
	pthread_t threads[THREADS];
	uint64_t seeds[THREADS];

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < THREADS; i++) {
			seeds[i] = random_next(&random);
			assert_int_equal(pthread_create(&threads[i], NULL,
							swap_many, &seeds[i]),
					 0);
		}
		for (int i = 0; i < THREADS; i++)
			pthread_join(threads[i], NULL);
	}
	for (int i = 0; i < SHARED; i++)
		hashlane_buffer_release(atomic_exchange(&shared[i], NULL));
	after = stats_now();
	assert_int_equal(after.used_bytes, before.used_bytes);
	assert_int_equal(after.large_live, before.large_live);
	assert_int_equal(after.threads, before.threads);
	for (int i = 0; i < HASHLANE_MAX_MEMORY_CLASSES; i++)
		assert_int_equal(after.classes[i].live,
				 before.classes[i].live);
}

static void *churn(void *argument)
{
	struct random_source random = { 7 };

	(void)argument;
	while (!atomic_load(&stop))
		swap_shared(&random);
	return NULL;
}

/* In the child of a fork; anything wrong ends it with another status. */
static void child(void)
{
	struct random_source random = { 9 };

	alarm(60);
	for (int i = 0; i < 2000; i++)
		swap_shared(&random);
	if (hashlane_memory_trim(NULL) || hashlane_memory_configure(NULL))
		_exit(1);
	for (int i = 0; i < SHARED; i++)
		hashlane_buffer_release(atomic_exchange(&shared[i], NULL));
	_exit(0);
}

static void a_forked_child_has_a_pool(void **state)
{
	pthread_t threads[THREADS];

	(void)state;
	atomic_store(&stop, false);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, churn, NULL), 0);
	for (int i = 0; i < 50; i++) {
		int status = -1;
		pid_t pid = fork();

		if (!pid)
			child();
		assert_true(pid > 0);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < SHARED; i++)
		hashlane_buffer_release(atomic_exchange(&shared[i], NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(capacities_are_the_classes),
		cmocka_unit_test(counts_are_those_of_a_reference),
		cmocka_unit_test(hits_and_misses_are_told_apart),
		cmocka_unit_test(remote_frees_come_back),
		cmocka_unit_test(slabs_of_a_dead_thread_are_adopted),
		cmocka_unit_test(a_thread_may_free_while_it_ends),
		cmocka_unit_test(threads_exchange_buffers),
		cmocka_unit_test(a_forked_child_has_a_pool),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
