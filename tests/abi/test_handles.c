/* SPDX-License-Identifier: MIT */
/*
 * test_handles.c - handles that are stale, forged, shared or inherited: a
 * status always, never a crash.
 */
#define _POSIX_C_SOURCE 200809L
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };

/* Every call with a handle that is none; nothing is written. */
static void assert_dead(hashlane_hasher handle)
{
	hashlane_hasher clone = 42;
	uint8_t digest[16];
	size_t n = 99;

	mark_untouched(digest, sizeof(digest));
	assert_status(hashlane_hasher_update(handle, "abc", 3),
		      HASHLANE_HANDLE);
	assert_status(hashlane_hasher_update(handle, NULL, 3),
		      HASHLANE_HANDLE);
	assert_status(hashlane_hasher_get_digest(handle, 0, digest, 16, &n),
		      HASHLANE_HANDLE);
	assert_status(hashlane_hasher_reset(handle), HASHLANE_HANDLE);
	assert_status(hashlane_hasher_clone(&clone, handle), HASHLANE_HANDLE);
	assert_status(hashlane_hasher_destroy(handle), HASHLANE_HANDLE);
	assert_true(is_untouched(digest, sizeof(digest)));
	assert_int_equal(n, 99);
	assert_true(clone == 42);
}

static void never_valid(void **state)
{
	static const uint64_t handles[] = { 0,
					    1,
					    64,
					    UINT32_MAX,
					    (uint64_t)1 << 32,
					    UINT64_MAX,
					    UINT64_MAX - 1,
					    INT64_MAX };

	(void)state;
	for (size_t i = 0; i < sizeof(handles) / sizeof(handles[0]); i++)
		assert_dead(handles[i]);
}

static void stale(void **state)
{
	hashlane_hasher handles[200];

	(void)state;
	for (size_t i = 0; i < 200; i++)
		handles[i] = hasher_of(&md5, 1, false, 0);
	for (size_t i = 0; i < 200; i++)
		assert_status(hashlane_hasher_destroy(handles[i]),
			      HASHLANE_OK);
	for (size_t i = 0; i < 200; i++)
		assert_dead(handles[i]);
	/* Slots serve again, under other handles. */
	for (size_t round = 0; round < 20000; round++) {
		hashlane_hasher hasher = hasher_of(&md5, 1, false, 0);

		assert_true(hasher != handles[round % 200]);
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
		assert_status(hashlane_hasher_destroy(hasher),
			      HASHLANE_HANDLE);
	}
	for (size_t i = 0; i < 200; i++)
		assert_dead(handles[i]);
}

static void forged(void **state)
{
	struct random_source random = random_from_environment("test_handles");
	hashlane_hasher hasher = hasher_of(&md5, 1, false, 0);

	(void)state;
	for (unsigned bit = 0; bit < 64; bit++)
		assert_dead(hasher ^ (uint64_t)1 << bit);
	for (int i = 0; i < 20000; i++) {
		uint64_t handle = random_next(&random);

		/* Some with the same low or high half. */
		if (i % 3 == 1)
			handle = (handle & ~(uint64_t)UINT32_MAX) |
				 (uint32_t)hasher;
		if (i % 3 == 2)
			handle = (hasher & ~(uint64_t)UINT32_MAX) |
				 (uint32_t)handle;
		if (handle != hasher)
			assert_dead(handle);
	}
	assert_true(hasher_agrees(hasher, 0, &md5, NULL, 0, "not disturbed"));
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

/* A model of some hashers: which live, and what each has absorbed. */
enum { SLOTS = 24, BYTES_MAX = 4000 };

struct model {
	hashlane_hasher handle;
	bool live;
	size_t bytes;
	uint8_t data[BYTES_MAX];
};

static void model_create(struct model *slot)
{
	if (slot->live)
		assert_status(hashlane_hasher_destroy(slot->handle),
			      HASHLANE_OK);
	slot->handle = hasher_of(&md5, 1, false, 0);
	slot->live = true;
	slot->bytes = 0;
}

static void model_clone(struct model *to, const struct model *from)
{
	if (to->live || !from->live || to == from)
		return;
	assert_status(hashlane_hasher_clone(&to->handle, from->handle),
		      HASHLANE_OK);
	to->live = true;
	to->bytes = from->bytes;
	memcpy(to->data, from->data, from->bytes);
}

static void model_update(struct model *slot, struct random_source *random)
{
	size_t bytes = random_length(random, 200);

	if (slot->bytes + bytes > BYTES_MAX)
		return;
	random_fill(random, slot->data + slot->bytes, bytes);
	assert_status(hashlane_hasher_update(slot->handle,
					     slot->data + slot->bytes, bytes),
		      HASHLANE_OK);
	slot->bytes += bytes;
}

/* Random operations; what must be is known of every one. */
static void random_operations(void **state)
{
	struct random_source random = random_from_environment("test_handles");
	struct model *models = calloc(SLOTS, sizeof(*models));

	(void)state;
	assert_non_null(models);
	for (int i = 0; i < 100000; i++) {
		struct model *slot = &models[random_below(&random, SLOTS)];
		uint64_t operation = random_below(&random, 12);

		if (operation == 0) {
			model_create(slot);
		} else if (operation == 1) {
			model_clone(slot,
				    &models[random_below(&random, SLOTS)]);
		} else if (!slot->live) {
			if (operation == 2)
				assert_dead(slot->handle);
		} else if (operation == 3) {
			assert_status(hashlane_hasher_destroy(slot->handle),
				      HASHLANE_OK);
			slot->live = false;
		} else if (operation == 4) {
			assert_status(hashlane_hasher_reset(slot->handle),
				      HASHLANE_OK);
			slot->bytes = 0;
		} else if (operation == 5) {
			assert_true(hasher_agrees(slot->handle, 0, &md5,
						  slot->data, slot->bytes,
						  "random operations"));
		} else {
			model_update(slot, &random);
		}
	}
	for (size_t i = 0; i < SLOTS; i++)
		if (models[i].live)
			assert_status(
				hashlane_hasher_destroy(models[i].handle),
				HASHLANE_OK);
	free(models);
}

/* More than fit the first pieces of the handle table, all live at once. */
static void many_live_handles(void **state)
{
	enum { COUNT = 3000 };
	hashlane_hasher *handles = calloc(COUNT, sizeof(*handles));

	(void)state;
	assert_non_null(handles);
	for (size_t i = 0; i < COUNT; i++) {
		handles[i] = hasher_of(&md5, 1, false, 0);
		assert_status(
			hashlane_hasher_update(handles[i], &i, sizeof(i)),
			HASHLANE_OK);
	}
	for (size_t i = 0; i < COUNT; i++) {
		assert_true(hasher_agrees(handles[i], 0, &md5,
					  (const uint8_t *)&i, sizeof(i),
					  "one of many"));
		assert_status(hashlane_hasher_destroy(handles[i]),
			      HASHLANE_OK);
	}
	free(handles);
}

/* ---- Threads ---------------------------------------------------------- */

enum { THREADS = 4, UPDATES = 20000 };

struct sharing {
	_Atomic(hashlane_hasher) hasher;
	atomic_size_t absorbed;
	atomic_size_t busy;
	atomic_size_t wrong;
	atomic_bool stop;
};

/* A thread has no cmocka: it counts what may not be. */
static void *update_shared(void *argument)
{
	struct sharing *sharing = argument;

	for (int i = 0; i < UPDATES; i++) {
		int32_t status = hashlane_hasher_update(sharing->hasher, "x",
							1);

		if (!status)
			sharing->absorbed++;
		else if (status == HASHLANE_BUSY)
			sharing->busy++;
		else
			sharing->wrong++;
	}
	return NULL;
}

static void start(pthread_t *threads, void *(*run)(void *),
		  struct sharing *sharing)
{
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, run, sharing), 0);
}

static void join(const pthread_t *threads)
{
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
}

/* Each call is whole or BUSY: exactly the bytes that were taken count. */
static void one_hasher_many_threads(void **state)
{
	struct sharing sharing = { 0 };
	pthread_t threads[THREADS];
	uint8_t *data;

	(void)state;
	sharing.hasher = hasher_of(&md5, 1, false, 0);
	start(threads, update_shared, &sharing);
	join(threads);
	assert_int_equal(sharing.wrong, 0);
	assert_int_equal(sharing.absorbed + sharing.busy, THREADS * UPDATES);
	data = malloc(THREADS * UPDATES);
	assert_non_null(data);
	memset(data, 'x', THREADS * UPDATES);
	assert_true(hasher_agrees(sharing.hasher, 0, &md5, data,
				  sharing.absorbed, "shared"));
	free(data);
	assert_status(hashlane_hasher_destroy(sharing.hasher), HASHLANE_OK);
}

static bool may_be(int32_t status)
{
	return status == HASHLANE_OK || status == HASHLANE_BUSY ||
	       status == HASHLANE_HANDLE;
}

/* Use whatever the handle is now, which another thread replaces. */
static void *use_dying(void *argument)
{
	struct sharing *sharing = argument;
	hashlane_hasher clone;
	uint8_t digest[16];

	while (!sharing->stop) {
		hashlane_hasher hasher = sharing->hasher;
		int32_t cloned = hashlane_hasher_clone(&clone, hasher);

		if (!cloned && hashlane_hasher_destroy(clone))
			sharing->wrong++;
		if (!may_be(cloned) ||
		    !may_be(hashlane_hasher_update(hasher, digest, 16)) ||
		    !may_be(hashlane_hasher_get_digest(hasher, 0, digest, 16,
						       NULL)) ||
		    !may_be(hashlane_hasher_reset(hasher)))
			sharing->wrong++;
	}
	return NULL;
}

static void destroyed_under_use(void **state)
{
	struct sharing sharing = { 0 };
	pthread_t threads[THREADS];

	(void)state;
	sharing.hasher = hasher_of(&md5, 1, false, 0);
	start(threads, use_dying, &sharing);
	for (int i = 0; i < 5000; i++) {
		hashlane_hasher old = sharing.hasher;

		sharing.hasher = hasher_of(&md5, 1, false, 0);
		assert_status(hashlane_hasher_destroy(old), HASHLANE_OK);
	}
	sharing.stop = true;
	join(threads);
	assert_int_equal(sharing.wrong, 0);
	assert_status(hashlane_hasher_destroy(sharing.hasher), HASHLANE_OK);
}

/* ---- Fork -------------------------------------------------------------- */

/* The child's outcome: it has no cmocka either. */
static int run_child(hashlane_hasher hasher)
{
	static const uint8_t abc[16] = { 0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2,
					 0x4f, 0xb0, 0xd6, 0x96, 0x3f, 0x7d,
					 0x28, 0xe1, 0x7f, 0x72 };
	uint8_t digest[16];

	if (hashlane_hasher_update(hasher, "bc", 2))
		return 1;
	if (hashlane_hasher_get_digest(hasher, 0, digest, 16, NULL))
		return 2;
	if (memcmp(digest, abc, sizeof(abc)) != 0)
		return 3;
	if (hashlane_hash(digest, 16, NULL, &md5, "abc", 3))
		return 4;
	if (memcmp(digest, abc, sizeof(abc)) != 0)
		return 5;
	return hashlane_hasher_destroy(hasher) ? 6 : 0;
}

/* Hashers and one-shot calls work in a child; the parent's goes on. */
static void after_fork(void **state)
{
	hashlane_hasher hasher = hasher_of(&md5, 1, false, 0);
	int status = -1;
	pid_t child;

	(void)state;
	assert_status(hashlane_hasher_update(hasher, "a", 1), HASHLANE_OK);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		_exit(run_child(hasher));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(hasher_agrees(hasher, 0, &md5, (const uint8_t *)"a", 1,
				  "the parent's"));
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_valid),
		cmocka_unit_test(stale),
		cmocka_unit_test(forged),
		cmocka_unit_test(random_operations),
		cmocka_unit_test(many_live_handles),
		cmocka_unit_test(one_hasher_many_threads),
		cmocka_unit_test(destroyed_under_use),
		cmocka_unit_test(after_fork),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
