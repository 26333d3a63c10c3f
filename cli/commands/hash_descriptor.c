/* SPDX-License-Identifier: MIT */
/* hash_descriptor.c - hash what an open descriptor gives. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "hash_descriptor.h"

#include "../run/run_state.h"
#include "../terminal/screen.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 128 * 1024 };

/* A job of one input, in an engine of its own. */
struct stream {
	const struct algorithm_set *set;
	int fd;
	struct run_state *run; /* where bytes are counted; NULL: nowhere */
	off_t start;           /* of a regular file; -1: it is none */
	hashlane_engine engine;
	hashlane_job job;
	uint8_t *buffer;
	int os_error;
};

/* Read a block; -1: os_error says why. */
static ssize_t read_some(struct stream *stream)
{
	struct pollfd wait = { .fd = stream->fd, .events = POLLIN };

	for (;;) {
		ssize_t n = read(stream->fd, stream->buffer, BUFFER_BYTES);

		if (n >= 0)
			return n;
		if (errno == EAGAIN) {
			poll(&wait, 1, -1);
		} else if (errno != EINTR) {
			stream->os_error = errno;
			return -1;
		}
	}
}

/* Give all input to the job; errors are reported in its row. */
static void push_all(struct stream *stream)
{
	ssize_t n = 1;
	size_t taken;
	int32_t status = HASHLANE_OK;

	while (!status && n > 0) {
		n = read_some(stream);
		if (n < 0) {
			(void)hashlane_job_feed_fail(stream->job, 0,
						     HASHLANE_IO);
			return;
		}
		run_state_count(stream->run, !n, (uint64_t)n);
		status = hashlane_job_feed(&taken, stream->job, 0,
					   stream->buffer, (size_t)n,
					   n ? 0 : HASHLANE_FEED_LAST, -1);
	}
}

/* The only row of the job. */
static void take_row(struct stream *stream, struct item *item,
		     uint8_t *digests)
{
	const struct algorithm_set *set = stream->set;
	const struct hashlane_results *results;
	struct hashlane_row row = { .struct_size = sizeof(row) };

	item->status = hashlane_job_next(&results, stream->job, -1);
	if (item->status)
		return;
	item->status = hashlane_results_get_row(&row, results, 0);
	for (size_t k = 0; k < set->count && !item->status; k++) {
		const uint8_t *digest;
		size_t bytes;

		if (!hashlane_results_get_digest(&digest, &bytes, results, 0,
						 k))
			memcpy(digests + set->algorithms[k].offset, digest,
			       bytes);
	}
	hashlane_results_destroy(results);
	if (!item->status)
		item->status = row.status;
	item->size_bytes = row.size_bytes;
	item->digests_valid = row.digests_valid;
	item->digests = digests;
	if (row.os_error)
		stream->os_error = row.os_error;
}

/*
 * The library reads a regular file from the descriptor's position on, and
 * notices changes. Afterwards the position is set as if this process had read.
 */
static void hash_file(struct stream *stream, struct item *item,
		      uint8_t *digests)
{
	if (item->again)
		run_state_repeat_job(stream->run, stream->job);
	else
		run_state_add_job(stream->run, stream->job);
	take_row(stream, item, digests);
	if (item->again)
		run_state_repeat_job(stream->run, 0);
	else
		run_state_end_job(stream->run, stream->job);
	(void)lseek(stream->fd, stream->start + (off_t)item->size_bytes,
		    SEEK_SET);
}

static void hash_pushed(struct stream *stream, struct item *item,
			uint8_t *digests)
{
	/* Input that is hashed again is not counted. */
	if (item->again)
		stream->run = NULL;
	push_all(stream);
	take_row(stream, item, digests);
}

/*
 * The position in a regular file; -1: it is none, or the position is beyond
 * its end.
 */
static off_t find_start(int fd)
{
	struct stat st;
	off_t start = lseek(fd, 0, SEEK_CUR);

	return !fstat(fd, &st) && S_ISREG(st.st_mode) && start <= st.st_size ?
		       start :
		       -1;
}

static int32_t begin(struct stream *stream, int32_t isa)
{
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = stream->start < 0 ? 1 : -1,
		.isa = isa,
	};
	const struct hashlane_input input = {
		.kind = stream->start < 0 ? HASHLANE_INPUT_STREAM :
					    HASHLANE_INPUT_DESCRIPTOR,
		.descriptor = stream->fd,
		.offset = stream->start < 0 ? 0 : (uint64_t)stream->start,
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = stream->set->specs,
		.spec_count = stream->set->count,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
	};
	int32_t status;

	stream->buffer = malloc(BUFFER_BYTES);
	if (!stream->buffer)
		return HASHLANE_NO_MEMORY;
	status = hashlane_engine_create(&stream->engine, &engine, NULL);
	return status ? status :
			hashlane_job_create(&stream->job, stream->engine,
					    &options, NULL);
}

int hash_descriptor(struct item *item, uint8_t *digests,
		    const struct algorithm_set *set, int32_t isa, int fd,
		    const struct cli *cli)
{
	struct stream stream = {
		.set = set,
		.fd = fd,
		.run = cli->run,
		.start = find_start(fd),
	};

	screen_types(cli->screen, fd);
	item->status = begin(&stream, isa);
	if (!item->status && stream.start >= 0)
		hash_file(&stream, item, digests);
	else if (!item->status)
		hash_pushed(&stream, item, digests);
	screen_typed(cli->screen);
	(void)hashlane_job_destroy(stream.job);
	(void)hashlane_engine_destroy(stream.engine);
	free(stream.buffer);
	return stream.os_error;
}
