/* SPDX-License-Identifier: MIT */
/*
 * test_jobs.c - jobs of every kind on one engine: each input comes out once,
 * with the digests an independent library has of it, whatever the workers, the
 * budget, the order, and whoever cancels what when.
 */
#define _GNU_SOURCE
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	FILES = 120,
	NAMES = 8,
	SPECS = 5,
	THREADS = 4,
	ROUNDS = 8,
	EVENTS = 31,
	WATCHDOG_SECONDS = 500
};

static const char *const names[NAMES] = {
	"md5",  "sha1", "sha256", "crc32",
	"ed2k", "tth",  "blake3", "s3-etag:part=300007",
};

/* A file, its bytes and its digests by other means. */
struct sample {
	char *path;
	uint8_t *data;
	size_t bytes;
	uint8_t digests[NAMES][HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes[NAMES];
};

static struct temp_tree tree;
static struct sample samples[FILES];
static struct hashlane_algorithm_spec specs[NAMES];

static void make_sample(struct sample *sample, size_t i, size_t bytes,
			struct random_source *random)
{
	char name[32];

	sample->bytes = bytes;
	sample->data = malloc(bytes + 1);
	assert_non_null(sample->data);
	random_fill(random, sample->data, bytes);
	snprintf(name, sizeof(name), "file-%zu", i);
	sample->path = temp_tree_write(&tree, name, sample->data, bytes);
	for (size_t k = 0; k < NAMES; k++)
		sample->digest_bytes[k] = oracle_digest(
			sample->digests[k], &specs[k], sample->data, bytes);
}

/* Another name of the sample before. */
static void make_link(struct sample *sample, size_t i)
{
	char name[32];

	*sample = samples[i - 1];
	snprintf(name, sizeof(name), "file-%zu", i);
	sample->path = temp_tree_path(&tree, name);
	assert_int_equal(link(samples[i - 1].path, sample->path), 0);
	sample->data = malloc(sample->bytes + 1);
	assert_non_null(sample->data);
	memcpy(sample->data, samples[i - 1].data, sample->bytes);
}

static int make_samples(void **state)
{
	struct random_source random = random_from_environment("jobs");

	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	for (size_t k = 0; k < NAMES; k++)
		specs[k] = spec_of(names[k]);
	for (size_t i = 0; i < FILES; i++) {
		size_t bytes = random_length(&random, 400000);

		/* Hashed in parts, where the algorithms allow it. */
		if (i == 3)
			bytes = 21000000;
		if (i == 4)
			bytes = 2 * 9728000;
		if (i % 10 == 9)
			make_link(&samples[i], i);
		else
			make_sample(&samples[i], i, bytes, &random);
	}
	return 0;
}

static int remove_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		free(samples[i].path);
		free(samples[i].data);
	}
	temp_tree_remove(&tree);
	return 0;
}

/* ---- One job, checked ---- */

/* What a job's callback has seen. */
struct watch {
	atomic_int inside;
	atomic_size_t files;
	atomic_bool done;
	_Atomic(hashlane_job) job;
	size_t cancel_at; /* this file's event cancels; 0: none does */
};

static void on_events(void *context, const struct hashlane_event *events,
		      size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct watch *watch = context;

	if (atomic_fetch_add(&watch->inside, 1))
		abort(); /* two callbacks at once */
	if (atomic_load(&watch->done))
		abort(); /* something after the last event */
	for (size_t i = 0; i < count; i++) {
		hashlane_job job = atomic_load(&watch->job);

		if (events[i].kind == HASHLANE_EVENT_DONE)
			atomic_store(&watch->done, true);
		if (events[i].kind != HASHLANE_EVENT_FILE || !job)
			continue;
		if (hashlane_job_wait(job, -1) == HASHLANE_TIMEOUT)
			abort();
		if (atomic_fetch_add(&watch->files, 1) + 1 == watch->cancel_at)
			hashlane_job_cancel(job);
	}
	atomic_fetch_sub(&watch->inside, 1);
}

struct run {
	hashlane_engine engine;
	struct random_source random;
	size_t count; /* of inputs */
	struct hashlane_input inputs[FILES];
	size_t which[FILES]; /* sample of each */
	bool seen[FILES];
	size_t spec_count;
	size_t chosen[SPECS]; /* of names */
	struct hashlane_algorithm_spec specs[SPECS];
	struct hashlane_job_options options;
	struct watch watch;
	bool cancelled;
};

static void choose_inputs(struct run *run)
{
	run->count = (size_t)random_below(&run->random, FILES);
	memset(run->inputs, 0, sizeof(run->inputs));
	for (size_t i = 0; i < run->count; i++) {
		struct hashlane_input *input = &run->inputs[i];
		const struct sample *sample;

		run->which[i] = (size_t)random_below(&run->random, FILES);
		sample = &samples[run->which[i]];
		if (random_below(&run->random, 8)) {
			input->kind = HASHLANE_INPUT_PATH;
			input->data = sample->path;
			input->data_bytes = strlen(sample->path);
		} else {
			input->kind = HASHLANE_INPUT_MEMORY;
			input->data = sample->data;
			input->data_bytes = sample->bytes;
		}
	}
}

static void choose_options(struct run *run)
{
	struct hashlane_job_options *options = &run->options;
	struct random_source *random = &run->random;

	run->spec_count = 1 + (size_t)random_below(random, SPECS);
	for (size_t i = 0; i < run->spec_count; i++) {
		run->chosen[i] = (size_t)random_below(random, NAMES);
		run->specs[i] = specs[run->chosen[i]];
	}
	memset(options, 0, sizeof(*options));
	options->struct_size = sizeof(*options);
	options->specs = run->specs;
	options->spec_count = run->spec_count;
	options->order = (int32_t)random_below(random, 3);
	options->flags = (uint32_t)random_below(random, 128) &
			 ~(uint32_t)HASHLANE_JOB_PARTS;
	if (random_below(random, 4))
		options->flags &= ~(uint32_t)HASHLANE_JOB_SEQUENTIAL;
	if (!(options->flags & HASHLANE_JOB_OPEN)) {
		options->inputs = run->inputs;
		options->input_bytes = sizeof(struct hashlane_input);
		options->input_count = run->count;
	}
	memset(&run->watch, 0, sizeof(run->watch));
	if (random_below(random, 2)) {
		options->event = on_events;
		options->event_context = &run->watch;
		options->events = EVENTS;
		if (!random_below(random, 3))
			run->watch.cancel_at = 1 + (size_t)random_below(random,
									40);
	}
}

static void check_result(struct run *run,
			 const struct hashlane_results *results, uint32_t i)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	const struct sample *sample;

	assert_status(hashlane_results_get_row(&row, results, i), HASHLANE_OK);
	assert_true(row.index < run->count);
	assert_false(run->seen[row.index]);
	run->seen[row.index] = true;
	sample = &samples[run->which[row.index]];
	if (run->inputs[row.index].kind == HASHLANE_INPUT_PATH)
		assert_memory_equal(row.path, sample->path, row.path_bytes);
	if (row.status == HASHLANE_CANCELLED) {
		assert_true(run->cancelled || run->watch.cancel_at);
		assert_int_equal(row.digests_valid, 0);
		return;
	}
	assert_int_equal(row.status, HASHLANE_OK);
	assert_int_equal(row.size_bytes, sample->bytes);
	for (size_t k = 0; k < run->spec_count; k++) {
		const uint8_t *digest = NULL;
		size_t bytes = 0, name = run->chosen[k];

		assert_status(hashlane_results_get_digest(&digest, &bytes,
							  results, i, k),
			      HASHLANE_OK);
		if (!same_bytes(names[name], digest, bytes,
				sample->digests[name],
				sample->digest_bytes[name]))
			fail_msg("%s of %zu bytes, flags %#x", names[name],
				 sample->bytes, (unsigned)run->options.flags);
	}
}

/* Add some inputs to an open job; all: close it. */
static void feed(struct run *run, hashlane_job job, size_t *fed)
{
	size_t n = 1 + (size_t)random_below(&run->random, 40);
	int32_t status;

	if (n > run->count - *fed)
		n = run->count - *fed;
	status = hashlane_job_add(job, run->inputs + *fed,
				  sizeof(struct hashlane_input), n, -1);
	if (status == HASHLANE_CANCELLED)
		run->cancelled = true;
	else if (status != HASHLANE_BUSY)
		assert_int_equal(status, HASHLANE_OK);
	if (status == HASHLANE_OK)
		*fed += n;
	if (*fed == run->count || run->cancelled)
		assert_status(hashlane_job_close(job), HASHLANE_OK);
}

/* Take all results; returns how many rows came. */
static size_t take_all(struct run *run, hashlane_job job)
{
	bool open = run->options.flags & HASHLANE_JOB_OPEN;
	size_t fed = open ? 0 : run->count, rows = 0;
	int64_t descriptor;

	/* Then no block waits for more rows. */
	if (!random_below(&run->random, 2))
		(void)hashlane_job_get_descriptor(&descriptor, job);

	if (open && !run->count)
		assert_status(hashlane_job_close(job), HASHLANE_OK);
	for (;;) {
		const struct hashlane_results *results;
		bool more = fed < run->count && !run->cancelled;
		int32_t status;

		if (more)
			feed(run, job, &fed);
		if (!random_below(&run->random, 300)) {
			run->cancelled = true;
			assert_status(hashlane_job_cancel(job), HASHLANE_OK);
		}
		status = hashlane_job_next(&results, job, more ? 0 : -1);
		if (status == HASHLANE_TIMEOUT)
			continue;
		/* A job that was done already is not cancelled any more. */
		if (status == HASHLANE_CANCELLED) {
			assert_true(run->cancelled || run->watch.cancel_at);
			run->cancelled = true;
			return rows;
		}
		if (status) {
			assert_int_equal(status, HASHLANE_END);
			run->cancelled = false;
			return rows;
		}
		assert_int_equal(hashlane_results_get_first_row(results),
				 rows);
		rows += hashlane_results_get_count(results);
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++)
			check_result(run, results, i);
		hashlane_results_destroy(results);
	}
}

static void run_once(struct run *run)
{
	hashlane_job job;
	size_t rows;

	choose_inputs(run);
	choose_options(run);
	memset(run->seen, 0, sizeof(run->seen));
	run->cancelled = false;
	assert_status(
		hashlane_job_create(&job, run->engine, &run->options, NULL),
		HASHLANE_OK);
	atomic_store(&run->watch.job, job);
	rows = take_all(run, job);
	if (!run->cancelled)
		assert_int_equal(rows, run->count);
	end_job(run->engine, job);
	assert_status(hashlane_job_cancel(job), HASHLANE_HANDLE);
	if (run->options.event)
		assert_true(atomic_load(&run->watch.done));
}

static void *run_rounds(void *argument)
{
	for (int i = 0; i < ROUNDS; i++)
		run_once(argument);
	return NULL;
}

static hashlane_engine make_engine(int32_t workers, uint64_t budget)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.isa = test_isa(),
		.budget_bytes = budget,
	};
	hashlane_engine engine;

	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_OK);
	return engine;
}

static struct hashlane_engine_memory memory_of(hashlane_engine engine)
{
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};

	assert_status(hashlane_engine_get_memory(&memory, engine),
		      HASHLANE_OK);
	return memory;
}

static void jobs_of_every_kind_at_once(void **state)
{
	static const int32_t workers[] = { 0, 1, 2, 17, -1 };
	struct random_source random = random_from_environment("jobs at once");

	(void)state;
	for (size_t i = 0; i < sizeof(workers) / sizeof(workers[0]); i++) {
		struct run *runs = calloc(THREADS, sizeof(*runs));
		hashlane_engine engine = make_engine(workers[i],
						     i % 2 ? 4 << 20 : 0);
		struct hashlane_engine_memory memory;
		pthread_t threads[THREADS];

		assert_non_null(runs);
		for (int t = 0; t < THREADS; t++) {
			runs[t].engine = engine;
			runs[t].random.state = random_next(&random);
			assert_int_equal(pthread_create(&threads[t], NULL,
							run_rounds, &runs[t]),
					 0);
		}
		for (int t = 0; t < THREADS; t++)
			pthread_join(threads[t], NULL);
		memory = memory_of(engine);
		assert_int_equal(memory.used_bytes, 0);
		assert_int_equal(memory.held_bytes, 0);
		assert_true(memory.peak_bytes <= memory.budget_bytes);
		assert_int_equal(memory.pressure, HASHLANE_PRESSURE_NORMAL);
		end_engine(engine);
		assert_status(hashlane_engine_destroy(engine),
			      HASHLANE_HANDLE);
		free(runs);
	}
}

/* ---- Particular promises ---- */

/* A job of some inputs under MD5. */
static hashlane_job submit_inputs(hashlane_engine engine,
				  const struct hashlane_input *inputs,
				  size_t count, uint32_t flags)
{
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 1,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = count,
		.flags = flags,
	};
	hashlane_job job;

	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	return job;
}

static const struct hashlane_results *only_block(hashlane_job job,
						 uint32_t rows)
{
	const struct hashlane_results *results, *none;

	assert_status(hashlane_job_next(&results, job, -1), HASHLANE_OK);
	assert_int_equal(hashlane_results_get_count(results), rows);
	assert_status(hashlane_job_next(&none, job, -1), HASHLANE_END);
	return results;
}

static void check_status_of(const struct hashlane_results *results, uint32_t i,
			    int32_t status)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	const uint8_t *digest;
	size_t bytes;

	assert_status(hashlane_results_get_row(&row, results, i), HASHLANE_OK);
	if (row.status != status)
		fail_msg("row %u has status %d, not %d", (unsigned)i,
			 (int)row.status, (int)status);
	assert_status(
		hashlane_results_get_digest(&digest, &bytes, results, i, 0),
		status ? HASHLANE_NOT_FOUND : HASHLANE_OK);
}

static void odd_inputs_fail_alone(void **state)
{
	static const char missing[] = "/nonexistent/file", nul[] = "a\0b";
	hashlane_engine engine = make_engine(2, 0);
	char *fifo = temp_tree_path(&tree, "fifo");
	struct sample *big = &samples[3];
	int file = open(big->path, O_RDONLY), end, pipes[2];
	struct hashlane_input inputs[] = {
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = missing,
		  .data_bytes = strlen(missing) },
		{ .kind = HASHLANE_INPUT_PATH, .data = nul, .data_bytes = 3 },
		{ .kind = HASHLANE_INPUT_PATH, .data = "" },
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = tree.folder,
		  .data_bytes = strlen(tree.folder) },
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = fifo,
		  .data_bytes = strlen(fifo) },
		{ .kind = HASHLANE_INPUT_DESCRIPTOR, .descriptor = 9999 },
		{ .kind = HASHLANE_INPUT_DESCRIPTOR,
		  .data = "pipe",
		  .data_bytes = 4 },
		{ .kind = HASHLANE_INPUT_DESCRIPTOR,
		  .descriptor = file,
		  .offset = 1000,
		  .length = 5000000 },
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = big->path,
		  .data_bytes = strlen(big->path),
		  .offset = 70 },
		{ .kind = HASHLANE_INPUT_PATH,
		  .data = big->path,
		  .data_bytes = strlen(big->path),
		  .offset = big->bytes - 10,
		  .length = 11 },
		{ .kind = HASHLANE_INPUT_MEMORY },
	};
	static const int32_t wanted[] = {
		HASHLANE_NOT_FOUND,   HASHLANE_ARGUMENT,    HASHLANE_NOT_FOUND,
		HASHLANE_NOT_REGULAR, HASHLANE_NOT_REGULAR, HASHLANE_IO,
		HASHLANE_NOT_REGULAR, HASHLANE_OK,          HASHLANE_OK,
		HASHLANE_CHANGED,     HASHLANE_OK,
	};
	enum { COUNT = sizeof(inputs) / sizeof(inputs[0]) };
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	const struct hashlane_results *results;
	const uint8_t *given;
	size_t bytes;
	hashlane_job job;
	char text[4];

	(void)state;
	assert_int_equal(mkfifo(fifo, 0600), 0);
	end = open(fifo, O_RDWR);
	assert_int_equal(write(end, "abc", 3), 3);
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(write(pipes[1], "abc", 3), 3);
	inputs[6].descriptor = pipes[0];
	job = submit_inputs(engine, inputs, COUNT, 0);
	results = only_block(job, COUNT);
	for (uint32_t i = 0; i < COUNT; i++)
		check_status_of(results, i, wanted[i]);
	bytes = oracle_digest(digest, &specs[0], big->data + 1000, 5000000);
	assert_status(
		hashlane_results_get_digest(&given, &bytes, results, 7, 0),
		HASHLANE_OK);
	assert_memory_equal(given, digest, bytes);
	bytes = oracle_digest(digest, &specs[0], big->data + 70,
			      big->bytes - 70);
	assert_status(
		hashlane_results_get_digest(&given, &bytes, results, 8, 0),
		HASHLANE_OK);
	assert_memory_equal(given, digest, bytes);
	/* Nobody's data was taken. */
	assert_int_equal(read(end, text, sizeof(text)), 3);
	assert_int_equal(read(pipes[0], text, sizeof(text)), 3);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	close(end);
	close(file);
	close(pipes[0]);
	close(pipes[1]);
	free(fifo);
}

static bool is_readable(int descriptor, int wait_ms)
{
	struct pollfd one = { descriptor, POLLIN, 0 };

	return poll(&one, 1, wait_ms) == 1;
}

static void descriptor_tells_of_results(void **state)
{
	hashlane_engine engine = make_engine(1, 0),
			callers = make_engine(-1, 0);
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = samples[0].path,
		.data_bytes = strlen(samples[0].path),
	};
	hashlane_job job = submit_inputs(
		engine, NULL, 0, HASHLANE_JOB_OPEN | HASHLANE_JOB_STREAM);
	hashlane_job unattended = submit_inputs(callers, &input, 1, 0);
	const struct hashlane_results *results;
	int64_t descriptor;

	(void)state;
	assert_status(hashlane_job_get_descriptor(&descriptor, unattended),
		      HASHLANE_UNSUPPORTED);
	assert_status(hashlane_job_get_descriptor(&descriptor, job),
		      HASHLANE_OK);
	assert_false(is_readable(descriptor, 20));
	assert_status(hashlane_job_wait(job, 0), HASHLANE_TIMEOUT);
	for (int i = 0; i < 3; i++) {
		assert_status(
			hashlane_job_add(job, &input, sizeof(input), 1, -1),
			HASHLANE_OK);
		assert_true(is_readable(descriptor, -1));
		assert_status(hashlane_job_next(&results, job, -1),
			      HASHLANE_OK);
		hashlane_results_destroy(results);
		assert_false(is_readable(descriptor, 20));
	}
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_true(is_readable(descriptor, -1));
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_true(is_readable(descriptor, 0));
	assert_status(hashlane_job_destroy(unattended), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(callers);
	end_engine(engine);
}

/* Rows come out although more inputs may follow, which nobody knows yet. */
static void an_open_job_withholds_nothing(void **state)
{
	static const uint32_t flags[] = { 0, HASHLANE_JOB_STREAM };
	static const int32_t worker_counts[] = { -1, 1, 3 };
	struct hashlane_input inputs[5];

	(void)state;
	for (size_t i = 0; i < 5; i++)
		inputs[i] = memory_input("abc", i % 3);
	for (size_t way = 0; way < 6; way++) {
		hashlane_engine engine = engine_of(worker_counts[way / 2], 0);
		struct hashlane_job_options options = md5_options(
			NULL, 0, HASHLANE_JOB_OPEN | flags[way % 2]);
		const struct hashlane_results *results;
		hashlane_job job;

		options.order = HASHLANE_ORDER_INPUT;
		job = job_of(engine, &options);
		for (size_t count = 1; count <= 5; count++) {
			alarm(WATCHDOG_SECONDS);
			assert_status(
				hashlane_job_add(job, inputs,
						 sizeof(struct hashlane_input),
						 count, -1),
				HASHLANE_OK);
			for (size_t rows = 0; rows < count;) {
				assert_status(
					hashlane_job_next(&results, job, -1),
					HASHLANE_OK);
				rows += hashlane_results_get_count(results);
				hashlane_results_destroy(results);
			}
			assert_status(hashlane_job_next(&results, job, 0),
				      HASHLANE_TIMEOUT);
		}
		assert_status(hashlane_job_close(job), HASHLANE_OK);
		assert_status(hashlane_job_next(&results, job, -1),
			      HASHLANE_END);
		alarm(0);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

static const struct hashlane_algorithm_spec md5 = { .id = HASHLANE_HASH_MD5 };

/* The rows of `count` inputs, the first of them number `first`. */
static void take_rows(hashlane_job job, uint64_t first, uint64_t count)
{
	uint64_t end = first + count;

	while (first < end) {
		const struct hashlane_results *results;

		assert_status(hashlane_job_next(&results, job, -1),
			      HASHLANE_OK);
		assert_int_equal(hashlane_results_get_first_row(results),
				 first);
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++, first++) {
			struct hashlane_row row = row_of(results, i);

			assert_int_equal(row.index, first);
			check_digest(results, i, 0, &md5,
				     (const uint8_t *)"abc", first % 4);
		}
		hashlane_results_destroy(results);
	}
	assert_int_equal(first, end);
}

/* Who reads a stream in order does not wait for a long file behind. */
static void rows_come_before_a_long_file(void **state)
{
	static const int32_t worker_counts[] = { -1, 1, 3 };
	enum { BEFORE = 70, BEHIND = 30, LONG_BYTES_LOG2 = 40 };
	struct hashlane_input inputs[BEFORE + 1 + BEHIND];
	char path[] = "/tmp/hashlane-long-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(ftruncate(fd, (off_t)1 << LONG_BYTES_LOG2), 0);
	for (size_t i = 0; i < BEFORE + 1 + BEHIND; i++)
		inputs[i] = i == BEFORE ? descriptor_input(fd, "long") :
					  memory_input("abc", i % 4);
	for (size_t way = 0; way < 6; way++) {
		hashlane_engine engine = engine_of(worker_counts[way / 2], 0);
		struct hashlane_job_options options =
			md5_options(inputs, BEFORE + 1 + BEHIND,
				    HASHLANE_JOB_STREAM | HASHLANE_JOB_HEX);
		const struct hashlane_results *results;
		uint64_t rows = BEFORE;
		int64_t descriptor;
		int32_t status;
		hashlane_job job;

		options.order = HASHLANE_ORDER_INPUT;
		job = job_of(engine, &options);
		if (way % 2)
			(void)hashlane_job_get_descriptor(&descriptor, job);
		alarm(WATCHDOG_SECONDS);
		take_rows(job, 0, BEFORE);
		assert_status(hashlane_job_next(&results, job, 20),
			      HASHLANE_TIMEOUT);
		assert_status(hashlane_job_cancel(job), HASHLANE_OK);
		while (!(status = hashlane_job_next(&results, job, -1))) {
			assert_int_equal(
				hashlane_results_get_first_row(results), rows);
			for (uint32_t i = 0;
			     i < hashlane_results_get_count(results); i++) {
				struct hashlane_row row = row_of(results, i);

				assert_int_equal(row.index, rows++);
				if (row.index == BEFORE || row.status)
					check_failure(results, i,
						      HASHLANE_CANCELLED);
				else
					check_digest(results, i, 0, &md5,
						     (const uint8_t *)"abc",
						     row.index % 4);
			}
			hashlane_results_destroy(results);
		}
		assert_status(status, HASHLANE_CANCELLED);
		assert_true(rows > BEFORE);
		alarm(0);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		check_idle_memory(engine);
		end_engine(engine);
	}
	close(fd);
}

static void results_outlive_the_engine(void **state)
{
	hashlane_engine engine = make_engine(2, 0);
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = "abc",
		.data_bytes = 3,
	};
	hashlane_job job = submit_inputs(engine, &input, 1, 0);
	const struct hashlane_results *results;
	struct hashlane_progress progress;

	(void)state;
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_int_equal(progress.state, HASHLANE_STATE_DONE);
	assert_int_equal(progress.files_done, 1);
	assert_int_equal(progress.bytes_done, 3);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	results = only_block(job, 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	check_status_of(results, 0, HASHLANE_OK);
	hashlane_results_destroy(results);
}

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNDER_TSAN
#endif
#elif defined(__SANITIZE_THREAD__)
#define UNDER_TSAN
#endif

/* A child has none of the parent's, and may make its own. */
static void forked_child(void **state)
{
#ifdef UNDER_TSAN
	(void)state;
	printf("NOT RUN: ThreadSanitizer takes no threads in a child\n");
	skip();
#else
	hashlane_engine engine = make_engine(2, 0), own;
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = samples[3].path,
		.data_bytes = strlen(samples[3].path),
	};
	hashlane_job job = submit_inputs(engine, &input, 1, 0), other;
	const struct hashlane_results *results;
	int outcome;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (!child) {
		alarm(WATCHDOG_SECONDS);
		if (hashlane_job_wait(job, -1) != HASHLANE_FORKED ||
		    hashlane_job_destroy(job) != HASHLANE_FORKED ||
		    hashlane_engine_destroy(engine) != HASHLANE_FORKED)
			_exit(1);
		own = make_engine(2, 0);
		other = submit_inputs(own, &input, 1, 0);
		results = only_block(other, 1);
		check_status_of(results, 0, HASHLANE_OK);
		hashlane_results_destroy(results);
		hashlane_job_destroy(other);
		_exit(hashlane_engine_destroy(own) ? 2 : 0);
	}
	assert_int_equal(waitpid(child, &outcome, 0), child);
	assert_true(WIFEXITED(outcome));
	assert_int_equal(WEXITSTATUS(outcome), 0);
	results = only_block(job, 1);
	check_status_of(results, 0, HASHLANE_OK);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(jobs_of_every_kind_at_once),
		cmocka_unit_test(odd_inputs_fail_alone),
		cmocka_unit_test(descriptor_tells_of_results),
		cmocka_unit_test(an_open_job_withholds_nothing),
		cmocka_unit_test(rows_come_before_a_long_file),
		cmocka_unit_test(results_outlive_the_engine),
		cmocka_unit_test(forked_child),
	};

	/* A check that fails in a thread must not pass for another's. */
	setenv("CMOCKA_TEST_ABORT", "1", 1);
	return cmocka_run_group_tests(tests, make_samples, remove_samples);
}
