/* SPDX-License-Identifier: MIT */
/*
 * test_pace.c - jobs are paused, have priorities and rates. Reads are counted
 * in the functions that jobs read by.
 */
#include "../support/check.h"
#include "../support/engine_jobs.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 60, INPUTS = 40, BLOCK_MAX = 1024 * 1024 };

static const int32_t workers[] = { -1, 1, 2, 4 };
enum { WORKERS = sizeof(workers) / sizeof(workers[0]) };

/* ---- What is read ---- */

/* Bytes that a function makes up. */
struct source {
	size_t left;
	size_t most;              /* bytes of a read; 0: any number */
	_Atomic(uint64_t) *reads; /* counted there */
	/* Not NULL: reads at which that job is paused, from within. */
	const hashlane_job *paused;
	uint64_t pause_at;
	_Atomic(uint64_t)
		*at_pause; /* set to the reads when it has returned */
	const struct source *others; /* NULL, or their reads are looked at.. */
	uint64_t most_between;       /* ..and grow by no more between reads */
	uint64_t seen;
};

static int32_t read_source(void *context, void *buffer, size_t room,
			   size_t *got)
{
	struct source *source = context;
	uint64_t count = atomic_fetch_add(source->reads, 1) + 1;

	if (source->others) {
		uint64_t now = atomic_load(source->others->reads);

		if (source->seen && now - source->seen > source->most_between)
			source->most_between = now - source->seen;
		source->seen = now;
	}
	if (source->paused && count == source->pause_at) {
		assert_status(hashlane_job_pause(*source->paused),
			      HASHLANE_OK);
		atomic_store(source->at_pause, atomic_load(source->reads));
	}
	if (source->most && room > source->most)
		room = source->most;
	*got = room < source->left ? room : source->left;
	memset(buffer, 'x', *got);
	source->left -= *got;
	return HASHLANE_OK;
}

static struct hashlane_input read_input(struct source *source)
{
	return (struct hashlane_input){
		.kind = HASHLANE_INPUT_READ,
		.read = read_source,
		.read_context = source,
	};
}

/* The digests of all rows, which are well, are those of so many 'x'. */
static void check_rows(hashlane_job job, size_t count, size_t bytes)
{
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5,
	};
	uint8_t *data = malloc(bytes);
	const struct hashlane_results *block;

	assert_non_null(data);
	memset(data, 'x', bytes);
	block = only_block_of(job, (uint32_t)count);
	for (uint32_t i = 0; i < count; i++)
		check_digest(block, i, 0, &md5, data, bytes);
	hashlane_results_destroy(block);
	free(data);
}

/* ---- Pausing ---- */

/*
 * Paused at its n-th read, from within it: each other worker begins at most one
 * more. Then it stands still, and is resumed. `read_bytes`: of each read, or 0.
 */
static void pause_at(int32_t count, uint64_t n, size_t bytes,
		     size_t read_bytes)
{
	struct source sources[INPUTS];
	struct hashlane_input inputs[INPUTS];
	struct hashlane_job_options options = md5_options(NULL, 0, 0);
	hashlane_engine engine = engine_of(count, 0);
	_Atomic(uint64_t) reads = 0, at_pause = 0;
	uint64_t most, others = count < 2 ? 0 : (uint64_t)count - 1;
	hashlane_job job;

	alarm(WATCHDOG_SECONDS);
	for (size_t i = 0; i < INPUTS; i++) {
		sources[i] = (struct source){ .left = bytes,
					      .most = read_bytes,
					      .reads = &reads };
		inputs[i] = read_input(&sources[i]);
	}
	options.flags = HASHLANE_JOB_OPEN;
	job = job_of(engine, &options);
	for (size_t i = 0; i < INPUTS; i++) {
		sources[i].paused = &job;
		sources[i].pause_at = n;
		sources[i].at_pause = &at_pause;
	}
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), INPUTS,
				       0),
		      HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	while (!atomic_load(&at_pause))
		(void)hashlane_job_wait(job, 1);
	most = atomic_load(&at_pause) + others;
	assert_status(hashlane_job_wait(job, 25), HASHLANE_TIMEOUT);
	assert_true(atomic_load(&reads) <= most);
	assert_status(hashlane_job_pause(job), HASHLANE_OK);
	assert_status(hashlane_job_resume(job), HASHLANE_OK);
	check_rows(job, INPUTS, bytes);
	assert_status(hashlane_job_pause(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, 0), HASHLANE_OK);
	assert_status(hashlane_job_resume(job), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	check_idle_memory(engine);
	end_engine(engine);
}

static void test_paused_job_stands_still(void **state)
{
	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		static const uint64_t places[] = { 1, 7, INPUTS, INPUTS + 33 };

		for (size_t i = 0; i < 4; i++) {
			pause_at(workers[w], places[i], 700000, 0);
			/* Many reads make a block, and it stops between. */
			pause_at(workers[w], places[i], 3000, 10);
		}
	}
}

static void test_paused_jobs_end(void **state)
{
	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		/* A thread may still read when the engine is destroyed. */
		static _Atomic(uint64_t) reads[WORKERS];
		static struct source all[WORKERS][3];
		struct source *sources = all[w];
		struct hashlane_input input = read_input(&sources[0]);
		struct hashlane_job_options options = md5_options(&input, 1,
								  0);
		hashlane_job cancelled, destroyed, left;

		for (size_t i = 0; i < 3; i++)
			sources[i] = (struct source){ .left = SIZE_MAX,
						      .reads = &reads[w] };
		alarm(WATCHDOG_SECONDS);
		cancelled = job_of(engine, &options);
		while (!atomic_load(&reads[w]))
			(void)hashlane_job_wait(cancelled, 1);
		assert_status(hashlane_job_pause(cancelled), HASHLANE_OK);
		input = read_input(&sources[1]);
		destroyed = job_of(engine, &options);
		assert_status(hashlane_job_pause(destroyed), HASHLANE_OK);
		input = read_input(&sources[2]);
		left = job_of(engine, &options);
		assert_status(hashlane_job_pause(left), HASHLANE_OK);
		assert_status(hashlane_job_cancel(cancelled), HASHLANE_OK);
		assert_status(hashlane_job_wait(cancelled, -1),
			      HASHLANE_CANCELLED);
		assert_status(hashlane_job_destroy(cancelled), HASHLANE_OK);
		assert_status(hashlane_job_destroy(destroyed), HASHLANE_OK);
		assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
		assert_status(hashlane_job_destroy(left), HASHLANE_OK);
	}
}

static void test_paused_streams_fill(void **state)
{
	static uint8_t bytes[BLOCK_MAX];
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5,
	};

	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		struct hashlane_input stream = {
			.kind = HASHLANE_INPUT_STREAM,
		};
		struct hashlane_job_options options = md5_options(&stream, 1,
								  0);
		const struct hashlane_results *block;
		size_t taken = 0, more = 0;
		unsigned refused = 0;
		hashlane_job job = job_of(engine, &options);

		alarm(WATCHDOG_SECONDS);
		assert_status(hashlane_job_pause(job), HASHLANE_OK);
		/* A worker may be about to take what it had seen before. */
		while (refused < 2 && taken < sizeof(bytes)) {
			int32_t status =
				hashlane_job_feed(&more, job, 0, bytes + taken,
						  sizeof(bytes) - taken, 0, 5);

			if (status)
				assert_status(status, HASHLANE_TIMEOUT);
			refused += status == HASHLANE_TIMEOUT;
			taken += status ? 0 : more;
		}
		assert_true(taken && taken < sizeof(bytes));
		assert_status(hashlane_job_resume(job), HASHLANE_OK);
		assert_status(hashlane_job_feed(&more, job, 0, bytes + taken,
						sizeof(bytes) - taken,
						HASHLANE_FEED_LAST, -1),
			      HASHLANE_OK);
		assert_int_equal(taken + more, sizeof(bytes));
		block = only_block_of(job, 1);
		check_digest(block, 0, 0, &md5, bytes, sizeof(bytes));
		hashlane_results_destroy(block);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

/* ---- Priority ---- */

/* One worker reads all of the higher one, once it has begun with it. */
static void compare(int32_t count, int32_t lower, int32_t higher)
{
	hashlane_engine engine = engine_of(count, 0);
	_Atomic(uint64_t) low_reads = 0, high_reads = 0;
	struct source low = { .left = SIZE_MAX, .reads = &low_reads };
	struct source high = {
		.left = 20 * BLOCK_MAX,
		.reads = &high_reads,
		.others = &low,
	};
	struct hashlane_input low_input = read_input(&low);
	struct hashlane_input high_input = read_input(&high);
	struct hashlane_job_options options = md5_options(&low_input, 1, 0);
	hashlane_job low_job, high_job;

	alarm(WATCHDOG_SECONDS);
	options.priority = lower;
	low_job = job_of(engine, &options);
	while (!atomic_load(&low_reads))
		(void)hashlane_job_wait(low_job, 1);
	options = md5_options(&high_input, 1, 0);
	options.priority = higher;
	high_job = job_of(engine, &options);
	/* A thread that waits for one works for the other, too. */
	while (hashlane_job_wait(high_job, 0) == HASHLANE_TIMEOUT)
		(void)hashlane_job_wait(low_job, 1);
	assert_int_equal(high.left, 0);
	assert_true(atomic_load(&high_reads) > 20);
	assert_int_equal(high.most_between, 0);
	assert_status(hashlane_job_destroy(high_job), HASHLANE_OK);
	/* And the lower goes on. */
	low_reads = 0;
	while (!atomic_load(&low_reads))
		(void)hashlane_job_wait(low_job, 1);
	assert_status(hashlane_job_destroy(low_job), HASHLANE_OK);
	end_engine(engine);
}

static void test_higher_priority_first(void **state)
{
	(void)state;
	for (size_t w = 0; w < 2; w++) {
		compare(workers[w], HASHLANE_PRIORITY_LOWEST,
			HASHLANE_PRIORITY_LOWEST + 1);
		compare(workers[w], HASHLANE_PRIORITY_LOWEST,
			HASHLANE_PRIORITY_NORMAL);
		compare(workers[w], HASHLANE_PRIORITY_NORMAL,
			HASHLANE_PRIORITY_HIGHEST);
	}
}

/* ---- Rates ---- */

static void test_rate_is_kept(void **state)
{
	enum { RATE = 24 * 1024 * 1024, BYTES = 300000 };
	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		uint64_t threads = workers[w] < 1 ? 1 : (uint64_t)workers[w];
		_Atomic(uint64_t) reads = 0;
		struct source sources[INPUTS];
		struct hashlane_input inputs[INPUTS];
		struct hashlane_job_options options;
		uint64_t begin;
		hashlane_job job;

		alarm(WATCHDOG_SECONDS);
		for (size_t i = 0; i < INPUTS; i++) {
			sources[i] = (struct source){ .left = BYTES,
						      .reads = &reads };
			inputs[i] = read_input(&sources[i]);
		}
		options = md5_options(inputs, INPUTS, 0);
		options.bytes_per_second_max = RATE;
		begin = now_ms();
		job = job_of(engine, &options);
		check_rows(job, INPUTS, BYTES);
		assert_true((now_ms() - begin + 51) * RATE / 1000 +
				    threads * BLOCK_MAX >=
			    (uint64_t)INPUTS * BYTES);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

/* A job that may read for a century ends at once without its rate. */
static void test_rate_changes(void **state)
{
	enum { BYTES = 3000000 };
	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		_Atomic(uint64_t) reads = 0, others = 0;
		struct source slow = { .left = BYTES, .reads = &reads };
		struct source fast = { .left = BYTES, .reads = &others };
		struct hashlane_input input = read_input(&slow);
		struct hashlane_job_options options = md5_options(&input, 1,
								  0);
		uint64_t threads = workers[w] < 1 ? 1 : (uint64_t)workers[w];
		hashlane_job job, other;

		alarm(WATCHDOG_SECONDS);
		options.bytes_per_second_max = 1;
		job = job_of(engine, &options);
		/* Meanwhile the workers are free. */
		input = read_input(&fast);
		options = md5_options(&input, 1, 0);
		other = job_of(engine, &options);
		check_rows(other, 1, BYTES);
		assert_status(hashlane_job_wait(job, 20), HASHLANE_TIMEOUT);
		assert_true(atomic_load(&reads) <= threads);
		assert_status(hashlane_job_set_rate(job, 0), HASHLANE_OK);
		check_rows(job, 1, BYTES);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		assert_status(hashlane_job_destroy(other), HASHLANE_OK);
		/* And a cancel does not wait. */
		slow.left = BYTES;
		input = read_input(&slow);
		options.bytes_per_second_max = 1;
		job = job_of(engine, &options);
		(void)hashlane_job_wait(job, 5);
		assert_status(hashlane_job_cancel(job), HASHLANE_OK);
		assert_status(hashlane_job_wait(job, -1), HASHLANE_CANCELLED);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

/* What was read ahead of a rate counts when it is set again. */
static void test_rate_is_set_again(void **state)
{
	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		_Atomic(uint64_t) reads = 0;
		struct source source = { .left = SIZE_MAX, .reads = &reads };
		struct hashlane_input input = read_input(&source);
		struct hashlane_job_options options = md5_options(&input, 1,
								  0);
		uint64_t first;
		hashlane_job job;

		alarm(WATCHDOG_SECONDS);
		options.bytes_per_second_max = 1;
		job = job_of(engine, &options);
		while (!atomic_load(&reads))
			(void)hashlane_job_wait(job, 1);
		/* The block that is ahead of the rate has been read. */
		assert_status(hashlane_job_wait(job, 50), HASHLANE_TIMEOUT);
		first = atomic_load(&reads);
		for (int i = 0; i < 10; i++) {
			assert_status(hashlane_job_set_rate(job, 1),
				      HASHLANE_OK);
			assert_status(hashlane_job_wait(job, 10),
				      HASHLANE_TIMEOUT);
		}
		/* One may have been under way all the time. */
		assert_in_range(atomic_load(&reads), first, first + 1);
		end_job(engine, job);
		end_engine(engine);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paused_job_stands_still),
		cmocka_unit_test(test_paused_jobs_end),
		cmocka_unit_test(test_paused_streams_fill),
		cmocka_unit_test(test_higher_priority_first),
		cmocka_unit_test(test_rate_is_kept),
		cmocka_unit_test(test_rate_changes),
		cmocka_unit_test(test_rate_is_set_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
