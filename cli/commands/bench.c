/* SPDX-License-Identifier: MIT */
/* bench.c - measuring this machine. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "bench.h"

#include "../run/run_state.h"
#include "../run/walk_files.h"
#include "../terminal/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	ONE_BYTES = 1 << 20,
	MANY = 64,
	MANY_BYTES = ONE_BYTES / MANY,
	TRIES = 5,
	TRY_NS = 12000000,
	READ_BYTES = 128 * 1024
};

static int64_t now_ns(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static double per_ns(uint64_t count, int64_t ns)
{
	return ns > 0 ? (double)count / (double)ns : 0;
}

/*
 * Pseudo-random data, so that no algorithm has an easier case than with files.
 */
static void fill(uint8_t *data, size_t bytes)
{
	uint64_t x = 88172645463325252u;

	for (size_t i = 0; i < bytes; i++) {
		/* Marsaglia's xorshift64. */
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		data[i] = (uint8_t)x;
	}
}

/* Hash all data once, as one message or as many. */
struct work {
	const struct hashlane_algorithm_spec *spec;
	int32_t isa;
	const uint8_t *data;
	const void *parts[MANY];
	size_t part_bytes[MANY];
	uint8_t digests[MANY * HASHLANE_MAX_DIGEST_BYTES];
};

static int32_t hash_one(struct work *work)
{
	static const size_t whole = ONE_BYTES;
	const void *data = work->data;

	return hashlane_hash_many(work->digests, sizeof(work->digests), NULL,
				  work->spec, &data, &whole, 1, work->isa);
}

static int32_t hash_many(struct work *work)
{
	return hashlane_hash_many(work->digests, sizeof(work->digests), NULL,
				  work->spec, work->parts, work->part_bytes,
				  MANY, work->isa);
}

/* The best of several tries, each of enough rounds to be measurable. */
static int32_t measure(double *best, struct work *work,
		       int32_t (*hash)(struct work *))
{
	int32_t status = hash(work);

	*best = 0;
	for (int i = 0; i < TRIES && !status; i++) {
		int64_t start = now_ns(), ns;
		uint64_t bytes = 0;
		double speed;

		do {
			status = hash(work);
			bytes += ONE_BYTES;
			ns = now_ns() - start;
		} while (!status && ns < TRY_NS);
		speed = per_ns(bytes, ns);
		*best = speed > *best ? speed : *best;
	}
	return status;
}

int32_t bench_algorithm(struct bench_speed *speed,
			const struct hashlane_algorithm_spec *spec,
			int32_t isa)
{
	uint8_t *data = malloc(ONE_BYTES);
	struct work *work = calloc(1, sizeof(*work));
	int32_t status = data && work ? HASHLANE_OK : HASHLANE_NO_MEMORY;

	if (!status) {
		fill(data, ONE_BYTES);
		work->spec = spec;
		work->isa = isa;
		work->data = data;
		for (size_t i = 0; i < MANY; i++) {
			work->parts[i] = data + i * MANY_BYTES;
			work->part_bytes[i] = MANY_BYTES;
		}
		status = measure(&speed->one, work, hash_one);
	}
	if (!status)
		status = measure(&speed->many, work, hash_many);
	free(work);
	free(data);
	return status;
}

struct folder {
	struct cli *cli;
	uint8_t *buffer;
	uint64_t files, bytes;
};

/* Read a file to its end; false: errno says why not. */
static bool read_file(struct folder *folder, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t n = -1;

	if (fd < 0)
		return false;
	do {
		n = read(fd, folder->buffer, READ_BYTES);
		folder->bytes += n > 0 ? (uint64_t)n : 0;
	} while (n > 0 && !run_state_signal(folder->cli->run));
	close(fd);
	return n >= 0;
}

static bool take_entry(void *context, const struct hashlane_walk_entry *entry)
{
	struct folder *folder = context;

	/* Failures are reported when the file is hashed. */
	if (!entry->status)
		folder->files += read_file(folder, entry->path);
	return !run_state_signal(folder->cli->run);
}

static const struct hashlane_walk_options walk = {
	.struct_size = sizeof(walk),
};

static int32_t read_folder(struct bench_folder *out, struct folder *folder,
			   const char *path)
{
	int64_t start = 0, ns;

	folder->buffer = malloc(READ_BYTES);
	if (!folder->buffer)
		return HASHLANE_NO_MEMORY;
	/* Read twice: the second time from memory if the files fit. */
	for (int i = 0; i < 2; i++) {
		folder->files = folder->bytes = 0;
		start = now_ns();
		walk_files(path, NULL, take_entry, folder);
	}
	ns = now_ns() - start;
	out->read = per_ns(folder->bytes, ns);
	out->files_read = per_ns(folder->files, ns) * 1e9;
	free(folder->buffer);
	folder->buffer = NULL;
	return HASHLANE_OK;
}

static void take_row(struct folder *folder,
		     const struct hashlane_results *results, uint32_t i)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	char reason[REASON_BYTES_MAX], path[4096];

	(void)hashlane_results_get_row(&row, results, i);
	if (!row.status) {
		folder->files++;
		folder->bytes += row.size_bytes;
		return;
	}
	snprintf(path, sizeof(path), "%.*s", (int)row.path_bytes, row.path);
	message_failure(folder->cli, path,
			message_reason(reason, row.status, row.os_error));
}

static int32_t hash_folder(struct folder *folder, hashlane_job job)
{
	const struct hashlane_results *results;
	int32_t status;

	run_state_add_job(folder->cli->run, job);
	while (!(status = hashlane_job_next(&results, job, -1))) {
		for (uint32_t i = 0,
			      rows = hashlane_results_get_count(results);
		     i < rows; i++)
			take_row(folder, results, i);
		hashlane_results_destroy(results);
	}
	run_state_end_job(folder->cli->run, job);
	(void)hashlane_job_destroy(job);
	return status == HASHLANE_END ? HASHLANE_OK : status;
}

int32_t bench_folder(struct bench_folder *out, struct cli *cli,
		     const struct algorithm_set *set, const char *path,
		     int32_t workers, int32_t isa)
{
	struct folder folder = { .cli = cli };
	const struct hashlane_engine_options engine_options = {
		.struct_size = sizeof(engine_options),
		.workers = workers,
		.isa = isa,
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = set->specs,
		.spec_count = set->count,
		.paths = path,
		.paths_bytes = strlen(path) + 1,
		.walk = &walk,
		.flags = HASHLANE_JOB_STREAM,
	};
	hashlane_engine engine;
	hashlane_job job;
	int64_t start, ns;
	int32_t status = read_folder(out, &folder, path);

	if (!status)
		status = hashlane_engine_create(&engine, &engine_options,
						NULL);
	if (status)
		return status;
	folder.files = folder.bytes = 0;
	start = now_ns();
	status = hashlane_job_create(&job, engine, &options, NULL);
	if (!status)
		status = hash_folder(&folder, job);
	ns = now_ns() - start;
	(void)hashlane_engine_destroy(engine);
	out->files = folder.files;
	out->bytes = folder.bytes;
	out->hashed = per_ns(folder.bytes, ns);
	out->files_hashed = per_ns(folder.files, ns) * 1e9;
	return status;
}
