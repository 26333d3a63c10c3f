/* SPDX-License-Identifier: MIT */
/*
 * test_lookups.c - what a job asks before it reads: random answers, in both
 * ways of asking, with files, walks and cancels.
 */
#define _GNU_SOURCE
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 120, /* under sanitizers, too */
	FOLDERS = 12,
	FILES = 400,
	LONGEST = 9000,
	SPECS = 3,
	ROW_MAX = SPECS * HASHLANE_MAX_DIGEST_BYTES,
	RUNS = 20,
	HANDED_MAX = 64
};

/* What is to come of one file. */
struct wanted {
	char path[64];
	uint8_t *data;
	size_t bytes;
	struct stat st;
	uint64_t known; /* which digests are; 0: it is hashed */
	uint8_t digests[ROW_MAX];
	bool asked, seen;
};

static struct temp_tree tree;
static struct random_source source;
static struct wanted files[FILES];
static struct hashlane_algorithm_spec specs[SPECS];
static size_t offsets[SPECS + 1], row_bytes;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void make_file(struct wanted *file, size_t i)
{
	char *path;

	memset(file, 0, sizeof(*file));
	snprintf(file->path, sizeof(file->path), "%zu/file%zu", i % FOLDERS,
		 i);
	file->bytes = random_length(&source, LONGEST);
	file->data = malloc(file->bytes + 1);
	random_fill(&source, file->data, file->bytes);
	path = temp_tree_write(&tree, file->path, file->data, file->bytes);
	assert_int_equal(lstat(path, &file->st), 0);
	snprintf(file->path, sizeof(file->path), "%s", path);
	free(path);
}

static int enter(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	specs[0] = spec_of("md5");
	specs[1] = spec_of("ed2k");
	specs[2] = spec_of("sha3-512");
	assert_status(hashlane_algorithms_get_layout(&row_bytes, offsets,
						     SPECS + 1, specs, SPECS),
		      HASHLANE_OK);
	temp_tree_make(&tree);
	for (int i = 0; i < FOLDERS; i++) {
		char name[16], *path;

		snprintf(name, sizeof(name), "%d", i);
		path = temp_tree_path(&tree, name);
		assert_int_equal(mkdir(path, 0755), 0);
		free(path);
	}
	for (size_t i = 0; i < FILES; i++)
		make_file(&files[i], i);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++)
		free(files[i].data);
	temp_tree_remove(&tree);
	alarm(0);
	return 0;
}

/* Digests that are nobody's: they can only come from the answer. */
static void decide(unsigned percent)
{
	for (size_t i = 0; i < FILES; i++) {
		struct wanted *file = &files[i];

		file->asked = file->seen = false;
		file->known = 0;
		if (random_below(&source, 100) < percent)
			file->known = 1 + random_below(&source, 7);
		random_fill(&source, file->digests, sizeof(file->digests));
	}
}

static struct wanted *find(const char *path, size_t bytes)
{
	for (size_t i = 0; i < FILES; i++)
		if (strlen(files[i].path) == bytes &&
		    !memcmp(files[i].path, path, bytes))
			return &files[i];
	fail_msg("%.*s is none of the files", (int)bytes, path);
	return NULL;
}

static int64_t nanoseconds(const struct timespec *time)
{
	return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

/* Of a walk the cookie is that of its folder. */
static uint64_t cookie_of(const struct wanted *file, bool walks)
{
	return walks ? 7777 : 1000 + (uint64_t)(file - files);
}

static void answer_all(const struct hashlane_lookup *lookup, uint64_t *valid,
		       uint8_t *digests, bool walks)
{
	assert_true(lookup->struct_size >= sizeof(*lookup));
	assert_true(lookup->count &&
		    lookup->count <= HASHLANE_MAX_LOOKUP_FILES);
	assert_int_equal(lookup->row_bytes, row_bytes);
	assert_int_equal(lookup->file_bytes, sizeof(*lookup->files));
	for (size_t i = 0; i < lookup->count; i++) {
		const struct hashlane_lookup_file *asked = &lookup->files[i];
		struct wanted *file = find(asked->path, asked->path_bytes);

		assert_false(file->asked);
		assert_true(asked->cookie == cookie_of(file, walks));
		assert_true(asked->size_bytes == file->bytes);
		assert_true(asked->device == file->st.st_dev);
		assert_true(asked->inode == file->st.st_ino);
		assert_true(asked->links == 1);
		assert_true(asked->mtime_ns == nanoseconds(&file->st.st_mtim));
		assert_true(asked->ctime_ns == nanoseconds(&file->st.st_ctim));
		file->asked = true;
		assert_true(!valid[i]);
		valid[i] = file->known;
		memcpy(digests + i * row_bytes, file->digests, row_bytes);
	}
}

struct asking {
	bool walks;
	hashlane_job job;
	uint64_t seed;
	int32_t end;
};

static void ask(void *context, const struct hashlane_lookup *lookup,
		uint64_t *valid, uint8_t *digests)
{
	const struct asking *asking = context;

	pthread_mutex_lock(&lock);
	answer_all(lookup, valid, digests, asking->walks);
	pthread_mutex_unlock(&lock);
}

static void answer_one(struct asking *asking,
		       const struct hashlane_lookup *lookup)
{
	uint64_t *valid = calloc(lookup->count, sizeof(*valid));
	uint8_t *digests = calloc(lookup->count, row_bytes);
	int32_t status;

	pthread_mutex_lock(&lock);
	answer_all(lookup, valid, digests, asking->walks);
	pthread_mutex_unlock(&lock);
	status = hashlane_job_answer(asking->job, lookup->id, valid,
				     lookup->count, digests,
				     lookup->count * row_bytes);
	assert_true(!status || status == HASHLANE_CANCELLED);
	free(valid);
	free(digests);
}

/* Answers in any order, until no more is asked. */
static void *answer_by_calls(void *context)
{
	struct asking *asking = context;
	const struct hashlane_lookup *handed[HANDED_MAX];
	struct random_source random = { asking->seed };
	size_t count = 0;
	int32_t status = HASHLANE_OK;

	while (!status || status == HASHLANE_TIMEOUT) {
		const struct hashlane_lookup *lookup;

		status = hashlane_job_get_lookup(
			&lookup, asking->job,
			count ? (int64_t)random_below(&random, 2) : -1);
		if (!status)
			handed[count++] = lookup;
		while (count && (status || count == HANDED_MAX ||
				 random_below(&random, 2))) {
			size_t k = random_below(&random, count);

			answer_one(asking, handed[k]);
			handed[k] = handed[--count];
		}
	}
	asking->end = status;
	return NULL;
}

static void check_row(const struct hashlane_results *results, uint32_t i,
		      bool walks)
{
	const struct hashlane_row row = row_of(results, i);
	struct wanted *file = find(row.path, row.path_bytes);
	bool known = file->known != 0;

	assert_false(file->seen);
	file->seen = true;
	assert_true(file->asked);
	assert_status(row.status, HASHLANE_OK);
	assert_true(row.cookie == cookie_of(file, walks));
	assert_int_equal((row.flags & HASHLANE_ROW_KNOWN) != 0, known);
	assert_true(row.size_bytes == file->bytes);
	assert_true(row.device == file->st.st_dev);
	assert_true(row.inode == file->st.st_ino);
	assert_true(row.links == 1);
	assert_true(row.mtime_ns == nanoseconds(&file->st.st_mtim));
	assert_true(row.ctime_ns == nanoseconds(&file->st.st_ctim));
	if (known)
		assert_true(row.digests_valid == file->known);
	for (size_t k = 0; k < SPECS; k++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
		size_t bytes = offsets[k + 1] - offsets[k], got;
		const uint8_t *digest;

		if (!(row.digests_valid >> k & 1))
			continue;
		if (known)
			memcpy(wanted, file->digests + offsets[k], bytes);
		else
			bytes = oracle_digest(wanted, &specs[k], file->data,
					      file->bytes);
		assert_status(hashlane_results_get_digest(&digest, &got,
							  results, i, k),
			      HASHLANE_OK);
		assert_true(
			same_bytes(file->path, digest, got, wanted, bytes));
	}
}

/* Rows until the end; returns how many. From `most` on it is cancelled. */
static size_t take_rows(hashlane_job job, bool walks, size_t most)
{
	const struct hashlane_results *results;
	size_t rows = 0;
	int32_t status;

	while (!(status = hashlane_job_next(&results, job, -1)) ||
	       status == HASHLANE_BUSY) {
		uint32_t count;

		/* The other thread is about to take a lookup. */
		if (status)
			continue;
		count = hashlane_results_get_count(results);
		for (uint32_t i = 0; i < count; i++)
			if (row_of(results, i).status != HASHLANE_CANCELLED) {
				check_row(results, i, walks);
				rows++;
			}
		hashlane_results_destroy(results);
		if (rows >= most)
			(void)hashlane_job_cancel(job);
	}
	/* It may have been done before. */
	assert_true(status == HASHLANE_END ||
		    (status == HASHLANE_CANCELLED && most < FILES));
	return rows;
}

/* One job of all files, or of a walk, in one of the two ways. */
static void run(unsigned percent, size_t most)
{
	bool walks = random_below(&source, 2),
	     calls = random_below(&source, 2);
	int32_t workers = (int32_t)random_below(&source, 5) - 1;
	hashlane_engine engine = engine_of(workers, 0);
	struct hashlane_input inputs[FILES] = { { 0 } };
	const struct hashlane_walk_options walk = { .struct_size =
							    sizeof(walk) };
	struct asking asking = { .walks = walks,
				 .seed = random_next(&source) };
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = SPECS,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = walks ? 1 : FILES,
		.walk = walks ? &walk : NULL,
		.flags = HASHLANE_JOB_IDENTITY |
			 (calls ? HASHLANE_JOB_LOOKUP : 0) |
			 (random_below(&source, 2) ? HASHLANE_JOB_STREAM : 0),
		.lookup = calls ? NULL : ask,
		.lookup_context = &asking,
	};
	size_t rows;
	pthread_t thread;

	decide(percent);
	for (size_t i = 0; i < FILES; i++) {
		inputs[i] = path_input(walks ? tree.folder : files[i].path);
		inputs[i].cookie = cookie_of(&files[i], walks);
	}
	asking.job = job_of(engine, &options);
	if (calls)
		assert_int_equal(pthread_create(&thread, NULL, answer_by_calls,
						&asking),
				 0);
	rows = take_rows(asking.job, walks, most);
	if (calls)
		assert_int_equal(pthread_join(thread, NULL), 0);
	if (calls)
		assert_true(
			asking.end == HASHLANE_END ||
			(asking.end == HASHLANE_CANCELLED && most < FILES));
	if (most > FILES)
		assert_int_equal(rows, FILES);
	assert_status(hashlane_job_destroy(asking.job), HASHLANE_OK);
	check_idle_memory(engine);
	end_engine(engine);
}

static void random_answers(void **state)
{
	(void)state;
	for (int i = 0; i < RUNS; i++)
		run((unsigned)random_below(&source, 4) * 33 + 1, SIZE_MAX);
}

/* Whatever was answered, a cancel ends all of it. */
static void cancels(void **state)
{
	(void)state;
	for (int i = 0; i < RUNS; i++)
		run(50, random_below(&source, FILES / 2));
}

/* A lookup that nobody answers ends with its job. */
static void unanswered(void **state)
{
	(void)state;
	for (int i = 0; i < RUNS; i++) {
		hashlane_engine engine =
			engine_of((int32_t)random_below(&source, 3), 0);
		struct hashlane_input input = path_input(files[i].path);
		struct hashlane_job_options options =
			md5_options(&input, 1, HASHLANE_JOB_LOOKUP);
		const struct hashlane_lookup *lookup;
		hashlane_job job = job_of(engine, &options);
		bool taken = random_below(&source, 2);

		if (taken)
			assert_status(
				hashlane_job_get_lookup(&lookup, job, -1),
				HASHLANE_OK);
		if (random_below(&source, 2))
			assert_status(hashlane_job_cancel(job), HASHLANE_OK);
		else
			assert_true(
				hashlane_job_wait(job, taken ? 1 : -1) ==
				(taken ? HASHLANE_TIMEOUT : HASHLANE_BUSY));
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		check_idle_memory(engine);
		end_engine(engine);
	}
}

/* Of a file that is known nothing is read: it is gone when it is answered. */
static void take_away(void *context, const struct hashlane_lookup *lookup,
		      uint64_t *valid, uint8_t *digests)
{
	atomic_size_t *count = context;

	for (size_t i = 0; i < lookup->count; i++) {
		assert_int_equal(unlink(lookup->files[i].path), 0);
		valid[i] = 1;
	}
	memset(digests, 7, lookup->count * lookup->row_bytes);
	atomic_fetch_add(count, lookup->count);
}

static void known_files_are_not_read(void **state)
{
	struct hashlane_engine_usage usage = { .struct_size = sizeof(usage) };
	hashlane_engine engine = engine_of(2, 0);
	struct hashlane_input inputs[FILES];
	struct hashlane_job_options options = md5_options(inputs, FILES, 0);
	const struct hashlane_results *results;
	atomic_size_t count = 0;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < FILES; i++)
		inputs[i] = path_input(files[i].path);
	options.lookup = take_away;
	options.lookup_context = &count;
	job = job_of(engine, &options);
	results = only_block_of(job, FILES);
	assert_int_equal(count, FILES);
	for (uint32_t i = 0; i < FILES; i++)
		assert_true(row_of(results, i).flags & HASHLANE_ROW_KNOWN);
	hashlane_results_destroy(results);
	end_job(engine, job);
	assert_status(hashlane_engine_get_usage(&usage, engine), HASHLANE_OK);
	assert_true(!usage.reads && !usage.bytes);
	assert_true(usage.files == FILES);
	end_engine(engine);
}

/* A queue that is full of other events has a place for a question. */
static void a_full_queue_asks(void **state)
{
	enum { ROOM = 16 };
	hashlane_engine engine = engine_of(2, 0);
	const struct hashlane_listener_options listens = {
		.struct_size = sizeof(listens),
		.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_LOOKUP,
		.queue_events = ROOM,
	};
	struct hashlane_input full[2 * ROOM], input;
	struct hashlane_job_options options = md5_options(full, 2 * ROOM, 0);
	const struct hashlane_results *results;
	const struct hashlane_event *events;
	size_t event_bytes, count, asked = 0;
	hashlane_listener listener;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < 2 * ROOM; i++)
		full[i] = memory_input("abc", 3);
	assert_status(
		hashlane_listener_create(&listener, engine, &listens, NULL),
		HASHLANE_OK);
	job = job_of(engine, &options);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	end_job(engine, job);
	input = path_input(files[0].path);
	options = md5_options(&input, 1, HASHLANE_JOB_LOOKUP);
	job = job_of(engine, &options);
	/* It asks; the event may come behind the question. */
	assert_status(hashlane_job_next(&results, job, -1), HASHLANE_BUSY);
	while (!hashlane_listener_poll(&events, &event_bytes, &count, listener,
				       ROOM, asked ? 0 : -1))
		for (size_t i = 0; i < count; i++)
			asked += HASHLANE_EVENT_AT(events, event_bytes, i)
					 ->kind == HASHLANE_EVENT_LOOKUP;
	assert_int_equal(asked, 1);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	end_job(engine, job);
	end_engine(engine);
}

/* A caller that feeds a stream learns that it has to answer first. */
static void a_fed_stream_waits_for_answers(void **state)
{
	enum { PATHS = 20000, BYTES = 1024 * 1024 };
	struct hashlane_input *inputs = calloc(PATHS + 1, sizeof(*inputs));
	uint8_t *data = calloc(1, BYTES);
	hashlane_engine engine = engine_of(2, 0);
	struct hashlane_job_options options = md5_options(inputs, PATHS + 1,
							  HASHLANE_JOB_LOOKUP);
	int32_t status = HASHLANE_OK;
	size_t at = 0, taken;
	hashlane_job job;

	(void)state;
	assert_true(inputs && data);
	for (size_t i = 0; i < PATHS; i++)
		inputs[i] = path_input(files[0].path);
	inputs[PATHS].kind = HASHLANE_INPUT_STREAM;
	job = job_of(engine, &options);
	for (; !status && at < BYTES; at += taken) {
		taken = 0;
		status = hashlane_job_feed(&taken, job, PATHS, data + at,
					   BYTES - at, 0, 60000);
	}
	/* Not TIMEOUT: it would wait for ever. */
	assert_status(status, HASHLANE_BUSY);
	end_job(engine, job);
	end_engine(engine);
	free(inputs);
	free(data);
}

/* The same to a caller that polls for all that happens. */
static void events_of_lookups(void **state)
{
	hashlane_engine engine = engine_of(2, 0);
	const struct hashlane_listener_options listens = {
		.struct_size = sizeof(listens),
		.events = HASHLANE_EVENT_LOOKUP | HASHLANE_EVENT_DONE,
	};
	struct hashlane_input inputs[FILES];
	struct hashlane_job_options options = md5_options(inputs, FILES,
							  HASHLANE_JOB_LOOKUP);
	const struct hashlane_event *events;
	size_t count, asked = 0;
	hashlane_listener listener;
	bool done = false;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < FILES; i++)
		inputs[i] = path_input(files[i].path);
	assert_status(
		hashlane_listener_create(&listener, engine, &listens, NULL),
		HASHLANE_OK);
	job = job_of(engine, &options);
	while (!done) {
		const struct hashlane_lookup *lookup;

		assert_int_equal(hashlane_listener_poll(&events, NULL, &count,
							listener, 1, -1),
				 HASHLANE_OK);
		done = events->kind == HASHLANE_EVENT_DONE;
		while (!hashlane_job_get_lookup(&lookup, job, 0)) {
			uint64_t id = lookup->id;

			asked += lookup->count;
			assert_status(
				hashlane_job_answer(job, id, NULL, 0, NULL, 0),
				HASHLANE_OK);
			assert_status(
				hashlane_job_answer(job, id, NULL, 0, NULL, 0),
				HASHLANE_ARGUMENT);
		}
	}
	assert_int_equal(asked, FILES);
	assert_int_equal(drain_job(job), FILES);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* The row of one input by itself. */
static struct hashlane_row row_by_itself(hashlane_engine engine,
					 const struct hashlane_input *input,
					 int32_t ctime)
{
	struct hashlane_job_options options =
		md5_options(input, 1, HASHLANE_JOB_IDENTITY);
	const struct hashlane_results *results;
	struct hashlane_row row;
	hashlane_job job;

	options.ctime = ctime;
	job = job_of(engine, &options);
	results = only_block_of(job, 1);
	row = row_of(results, 0);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	return row;
}

/* What is written to a settled file shows, whatever its author does. */
static void settled_files(void **state)
{
	hashlane_engine engine = engine_of(-1, 0);
	const struct hashlane_input memory = memory_input("abc", 3),
				    made_up = path_input("/proc/self/status");
	size_t settled = 0;

	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		const struct hashlane_input input = path_input(files[i].path);
		struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
					     { .tv_sec = 12345 } };
		struct hashlane_row row;
		struct stat st;
		char *path;

		assert_int_equal(utimensat(-1, files[i].path, times, 0), 0);
		row = row_by_itself(engine, &input,
				    i % 2 ? HASHLANE_CTIME_IGNORE :
					    HASHLANE_CTIME_STRICT);
		assert_status(row.status, HASHLANE_OK);
		if (!(row.flags & HASHLANE_ROW_SETTLED))
			continue;
		settled++;
		path = temp_tree_write(&tree,
				       files[i].path + strlen(tree.folder) + 1,
				       files[i].data, files[i].bytes);
		free(path);
		assert_int_equal(utimensat(-1, files[i].path, times, 0), 0);
		assert_int_equal(lstat(files[i].path, &st), 0);
		assert_true(nanoseconds(&st.st_mtim) == row.mtime_ns);
		assert_true(nanoseconds(&st.st_ctim) != row.ctime_ns);
	}
	/* The library waits where the status time counts. */
	assert_true(settled >= FILES / 2);
	assert_false(row_by_itself(engine, &memory, 0).flags);
	assert_false(row_by_itself(engine, &made_up, 0).flags);
	end_engine(engine);
}

/*
 * Of some files the right digests are expected, of some others: files hashed,
 * known and met by other names, in any order.
 */
static void expected_digests(void **state)
{
	(void)state;
	for (int run_number = 0; run_number < RUNS; run_number++) {
		hashlane_engine engine =
			engine_of((int32_t)random_below(&source, 4) - 1, 0);
		struct hashlane_input inputs[2 * FILES];
		static uint8_t rows[2 * FILES][ROW_MAX];
		bool wrong[2 * FILES], links = random_below(&source, 2);
		struct hashlane_job_options options = {
			.struct_size = sizeof(options),
			.specs = specs,
			.spec_count = SPECS,
			.inputs = inputs,
			.input_bytes = sizeof(struct hashlane_input),
			.input_count = 2 * FILES,
			.flags = links ? HASHLANE_JOB_LINKS_ONCE : 0,
		};
		const struct hashlane_results *results;
		hashlane_job job;
		size_t failures = 0;

		for (size_t i = 0; i < 2 * FILES; i++) {
			const struct wanted *file = &files[i % FILES];
			size_t k = random_below(&source, SPECS);

			inputs[i] = path_input(file->path);
			if (i % 3 == 2)
				inputs[i] = memory_input(file->data,
							 file->bytes);
			inputs[i].cookie = i;
			inputs[i].size_bytes = random_below(&source, 2) *
					       random_below(&source, 10000);
			for (size_t n = 0; n < SPECS; n++)
				(void)oracle_digest(rows[i] + offsets[n],
						    &specs[n], file->data,
						    file->bytes);
			inputs[i].expected = rows[i];
			inputs[i].expected_mask = random_below(&source, 8);
			wrong[i] = inputs[i].expected_mask >> k & 1 &&
				   random_below(&source, 2);
			/* What is not in the mask may be anything. */
			rows[i][offsets[k] +
				random_below(&source,
					     offsets[k + 1] - offsets[k])] ^=
				wrong[i] ||
				!(inputs[i].expected_mask >> k & 1);
			failures += wrong[i];
		}
		job = job_of(engine, &options);
		/* They were copied. */
		memset(rows, 0, sizeof(rows));
		results = only_block_of(job, 2 * FILES);
		assert_int_equal(hashlane_results_get_failures(results),
				 failures);
		for (uint32_t i = 0; i < 2 * FILES; i++) {
			const struct wanted *file = &files[i % FILES];

			assert_int_equal(row_of(results, i).status,
					 wrong[i] ? HASHLANE_MISMATCH :
						    HASHLANE_OK);
			assert_true(row_of(results, i).cookie == i);
			assert_true(row_of(results, i).size_bytes ==
				    file->bytes);
			for (size_t n = 0; n < SPECS; n++) {
				uint8_t right[HASHLANE_MAX_DIGEST_BYTES];
				const uint8_t *digest;
				size_t got, bytes;

				bytes = oracle_digest(right, &specs[n],
						      file->data, file->bytes);
				assert_status(
					hashlane_results_get_digest(
						&digest, &got, results, i, n),
					HASHLANE_OK);
				assert_true(same_bytes(file->path, digest, got,
						       right, bytes));
			}
		}
		hashlane_results_destroy(results);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

/* A size that is known counts before the file is read. */
static void expected_sizes(void **state)
{
	hashlane_engine engine = engine_of(-1, 0);
	struct hashlane_input inputs[FILES];
	struct hashlane_job_options options = md5_options(inputs, FILES,
							  HASHLANE_JOB_OPEN);
	struct hashlane_progress progress;
	uint64_t expected = 0, bytes = 0;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		inputs[i] = path_input(files[i].path);
		inputs[i].size_bytes = 1 + random_below(&source, 5000);
		expected += inputs[i].size_bytes;
		bytes += files[i].bytes;
	}
	job = job_of(engine, &options);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_true(progress.bytes_total == expected);
	assert_status(hashlane_job_add(job, inputs,
				       sizeof(struct hashlane_input), FILES,
				       -1),
		      HASHLANE_OK);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_true(progress.bytes_total == 2 * expected);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_int_equal(drain_job(job), 2 * FILES);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_true(progress.bytes_total == 2 * bytes);
	assert_true(progress.bytes_done == 2 * bytes);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

static void take_system(void *context, const struct hashlane_lookup *lookup,
			uint64_t *valid, uint8_t *digests)
{
	(void)valid;
	(void)digests;
	assert_int_equal(lookup->count, 1);
	*(struct hashlane_lookup_file *)context = lookup->files[0];
}

static struct hashlane_lookup_file ask_about(const char *path)
{
	struct hashlane_lookup_file file = { 0 };
	hashlane_engine engine = engine_of(-1, 0);
	const struct hashlane_input input = path_input(path);
	struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_job job;

	options.lookup = take_system;
	options.lookup_context = &file;
	job = job_of(engine, &options);
	assert_int_equal(drain_job(job), 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	return file;
}

/* Its own id, or the number of its device. */
static void file_systems(void **state)
{
	const struct hashlane_lookup_file file = ask_about(files[0].path),
					  made_up = ask_about("/proc/version");
	struct statfs fs;
	uint64_t device;

	(void)state;
	assert_int_equal(statfs(files[0].path, &fs), 0);
	memcpy(&device, file.file_system, sizeof(device));
	if (file.flags & HASHLANE_LOOKUP_STABLE)
		assert_memory_equal(file.file_system, &fs.f_fsid, 8);
	else
		assert_true(device == file.device);
	/* Sizes and times that say nothing are not asked about. */
	assert_true(!made_up.inode);
}

static bool run_script(const char *script)
{
	pid_t child = fork();
	int status = -1;

	assert_true(child >= 0);
	if (!child) {
		execl("/bin/sh", "sh", "-c", script, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return !status;
}

/* A file system has the same id after another mount, as its files do. */
static void remounted(void **state)
{
	static const char make[] =
		"cd \"$TREE\" && truncate -s 2M image && mkdir mount && "
		"mke2fs -q -F image >/dev/null 2>&1 && "
		"mount -o loop image mount 2>/dev/null && echo abc >mount/file";
	static const char again[] = "cd \"$TREE\" && umount mount && "
				    "mount -o loop image mount";
	struct hashlane_lookup_file before = { 0 }, after = { 0 };
	char *file = temp_tree_path(&tree, "mount/file");

	(void)state;
	assert_int_equal(setenv("TREE", tree.folder, 1), 0);
	if (!run_script(make)) {
		print_message("NOT RUN: no file system can be mounted\n");
		free(file);
		return;
	}
	assert_int_equal(hashlane_lookup_read(&before, sizeof(before), file),
			 HASHLANE_OK);
	assert_true(run_script(again));
	assert_int_equal(hashlane_lookup_read(&after, sizeof(after), file),
			 HASHLANE_OK);
	assert_true(run_script("umount \"$TREE/mount\""));
	assert_true(before.flags & HASHLANE_LOOKUP_STABLE);
	assert_memory_equal(before.file_system, after.file_system, 16);
	assert_true(before.inode == after.inode);
	assert_true(before.ctime_ns == after.ctime_ns);
	after = ask_about(files[0].path);
	assert_memory_not_equal(before.file_system, after.file_system, 16);
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(random_answers, enter, leave),
		cmocka_unit_test_setup_teardown(cancels, enter, leave),
		cmocka_unit_test_setup_teardown(unanswered, enter, leave),
		cmocka_unit_test_setup_teardown(known_files_are_not_read,
						enter, leave),
		cmocka_unit_test_setup_teardown(events_of_lookups, enter,
						leave),
		cmocka_unit_test_setup_teardown(a_fed_stream_waits_for_answers,
						enter, leave),
		cmocka_unit_test_setup_teardown(a_full_queue_asks, enter,
						leave),
		cmocka_unit_test_setup_teardown(settled_files, enter, leave),
		cmocka_unit_test_setup_teardown(expected_digests, enter,
						leave),
		cmocka_unit_test_setup_teardown(expected_sizes, enter, leave),
		cmocka_unit_test_setup_teardown(file_systems, enter, leave),
		cmocka_unit_test_setup_teardown(remounted, enter, leave),
	};

	source = random_from_environment("test_lookups");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
