/* SPDX-License-Identifier: MIT */
/* sum_stdin.c - what can only be read once, through the streaming hasher. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "message.h"
#include "sum.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 256 * 1024 };

/*
 * Some of the algorithms over the stream. Those that need the size have a
 * hasher of their own: when the size is unknown, or turns out wrong, they
 * fail and the others come out.
 */
struct part {
	hashlane_hasher hasher; /* 0: none */
	size_t indices[HASHLANE_ALGORITHMS_MAX];
	size_t count;
	bool sized;
};

struct stream {
	const struct algorithm_set *set;
	int32_t isa;
	int fd;
	struct watch *watch; /* is told of what is read; NULL: nobody */
	uint8_t *buffer;
	struct part parts[2];
	struct stat before;
	bool regular;
	bool ended;
	uint64_t bytes;
	int os_error;
};

/* Fill the buffer, or less at the end; false: os_error says why. */
static bool fill(struct stream *stream, size_t *filled)
{
	struct pollfd wait = { .fd = stream->fd, .events = POLLIN };

	*filled = 0;
	while (*filled < BUFFER_BYTES && !stream->ended) {
		ssize_t n = read(stream->fd, stream->buffer + *filled,
				 BUFFER_BYTES - *filled);

		if (n >= 0) {
			*filled += (size_t)n;
			stream->ended = !n;
		} else if (errno == EAGAIN) {
			poll(&wait, 1, -1);
		} else if (errno != EINTR) {
			stream->os_error = errno;
			return false;
		}
	}
	stream->bytes += *filled;
	watch_count(stream->watch, stream->ended, *filled);
	return true;
}

/* The size of what is to be read, as far as it is known. */
static bool find_size(const struct stream *stream, off_t start, uint64_t *size)
{
	if (!stream->regular)
		return false;
	*size = stream->bytes;
	if (stream->ended)
		return true;
	/* A file of /proc has size 0, whatever is in it. */
	if (start < 0 || stream->before.st_size - start < (off_t)stream->bytes)
		return false;
	*size = (uint64_t)(stream->before.st_size - start);
	return true;
}

static int32_t start_part(struct stream *stream, struct part *part,
			  uint64_t size_bytes)
{
	const struct algorithm_set *set = stream->set;
	struct hashlane_algorithm_spec specs[HASHLANE_ALGORITHMS_MAX];
	struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.isa = stream->isa,
	};

	for (size_t i = 0; i < set->count; i++) {
		bool sized = set->algorithms[i].flags &
			     HASHLANE_INFO_NEEDS_SIZE;

		if (sized != part->sized)
			continue;
		specs[part->count] = set->specs[i];
		part->indices[part->count++] = i;
	}
	if (!part->count)
		return HASHLANE_OK;
	options.spec_count = part->count;
	if (part->sized) {
		options.size_bytes = size_bytes;
		options.flags = HASHLANE_HASHER_SIZE_KNOWN;
	}
	return hashlane_hasher_create(&part->hasher, &options, NULL);
}

static void drop_part(struct part *part)
{
	if (part->hasher)
		hashlane_hasher_destroy(part->hasher);
	part->hasher = 0;
}

static int32_t update(struct stream *stream, size_t filled)
{
	for (size_t i = 0; i < 2; i++) {
		struct part *part = &stream->parts[i];
		int32_t status = HASHLANE_OK;

		if (part->hasher)
			status = hashlane_hasher_update(
				part->hasher, stream->buffer, filled);
		/* More came than the size said. */
		if (status == HASHLANE_ARGUMENT && part->sized)
			drop_part(part);
		else if (status)
			return status;
	}
	return HASHLANE_OK;
}

static int32_t take_digests(const struct stream *stream, struct item *item,
			    uint8_t *digests)
{
	const struct algorithm_set *set = stream->set;

	for (size_t p = 0; p < 2; p++) {
		const struct part *part = &stream->parts[p];

		for (size_t k = 0; part->hasher && k < part->count; k++) {
			size_t i = part->indices[k], bytes = 0;
			int32_t status = hashlane_hasher_digest(
				part->hasher, k,
				digests + set->algorithms[i].offset,
				set->algorithms[i].digest_bytes, &bytes);

			if (!status && bytes)
				item->digests_valid |= (uint64_t)1 << i;
			/* Less came than the size said. */
			else if (status &&
				 !(status == HASHLANE_ARGUMENT && part->sized))
				return status;
		}
	}
	return HASHLANE_OK;
}

/* The library's rule for files; what /proc holds has no size to compare. */
static bool has_changed(const struct stream *stream)
{
	struct stat after;

	if (!stream->regular || !stream->before.st_size)
		return false;
	return fstat(stream->fd, &after) ||
	       after.st_size != stream->before.st_size ||
	       after.st_mtim.tv_sec != stream->before.st_mtim.tv_sec ||
	       after.st_mtim.tv_nsec != stream->before.st_mtim.tv_nsec;
}

static int32_t hash_stream(struct stream *stream)
{
	off_t start = lseek(stream->fd, 0, SEEK_CUR);
	size_t filled;
	uint64_t size = 0;
	int32_t status;

	if (!fill(stream, &filled))
		return HASHLANE_IO;
	status = start_part(stream, &stream->parts[0], 0);
	if (!status && find_size(stream, start, &size))
		status = start_part(stream, &stream->parts[1], size);
	while (!status) {
		status = update(stream, filled);
		if (status || stream->ended)
			break;
		if (!fill(stream, &filled))
			status = HASHLANE_IO;
	}
	if (!status && has_changed(stream))
		status = HASHLANE_CHANGED;
	return status;
}

static void hash_into(struct stream *stream, struct item *item,
		      uint8_t *digests)
{
	if (fstat(stream->fd, &stream->before)) {
		stream->os_error = errno;
		item->status = HASHLANE_IO;
		return;
	}
	stream->regular = S_ISREG(stream->before.st_mode);
	item->status = hash_stream(stream);
	if (!item->status)
		item->status = take_digests(stream, item, digests);
	item->size_bytes = stream->bytes;
	item->digests = digests;
	drop_part(&stream->parts[0]);
	drop_part(&stream->parts[1]);
}

int hash_descriptor(struct item *item, uint8_t *digests,
		    const struct algorithm_set *set, int32_t isa, int fd,
		    struct watch *watch)
{
	struct stream stream = {
		.set = set,
		.isa = isa,
		.fd = fd,
		.watch = watch,
		.buffer = malloc(BUFFER_BYTES),
		.parts = { { .sized = false }, { .sized = true } },
	};

	item->status = HASHLANE_NO_MEMORY;
	if (stream.buffer)
		hash_into(&stream, item, digests);
	free(stream.buffer);
	return stream.os_error;
}

void sum_stream(struct sum *sum, const char *name, int fd)
{
	uint8_t *digests = malloc(sum->set.row_bytes);
	struct item item = { .name = name, .status = HASHLANE_NO_MEMORY };
	char reason[REASON_BYTES_MAX];
	int os_error = 0;

	if (digests)
		os_error = hash_descriptor(&item, digests, &sum->set, sum->isa,
					   fd, sum->cli->watch);
	item.reason = message_reason(reason, item.status, os_error);
	/* Nobody is told the digest of a part as that of the whole. */
	if (!watch_ends(sum->cli->watch))
		report_item(sum, &item);
	output_flush(&sum->cli->out);
	free(digests);
}
