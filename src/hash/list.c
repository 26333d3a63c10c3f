/* SPDX-License-Identifier: MIT */
/*
 * list.c - the chunk-list shape: every chunk is a message, and the digest is
 * that of the chunks' digests one after the other. ED2K (eMule, "red" and
 * "blue"), S3 multipart ETag, Dropbox content_hash.
 */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "shape.h"

#include <string.h>

enum { GROUP = 16 }; /* whole chunks digested side by side */

struct list {
	const struct hln_work *work;
	uint64_t chunk_bytes;
	uint64_t in_chunk; /* bytes of the open chunk */
	uint64_t chunks;   /* closed */
	uint32_t cpu;
	struct hln_stream chunk;             /* the open one */
	struct hln_stream list;              /* the closed ones' digests */
	uint8_t first[HLN_DIGEST_BYTES_MAX]; /* of the first closed one */
};

static void init(void *state, const struct hln_task *task)
{
	struct list *list = state;

	list->work = task->work;
	list->chunk_bytes = task->work->chunk_bytes ? task->work->chunk_bytes :
						      task->param;
	list->in_chunk = 0;
	list->chunks = 0;
	list->cpu = task->cpu;
	hln_stream_init(&list->chunk, task->work->md, task->cpu);
	hln_stream_init(&list->list, task->work->md, task->cpu);
}

static void append(struct list *list, const uint8_t *digests, size_t count)
{
	size_t digest_bytes = list->work->md->digest_bytes;

	if (!list->chunks)
		memcpy(list->first, digests, digest_bytes);
	list->chunks += count;
	hln_stream_update(&list->list, digests, count * digest_bytes);
}

/* Whole chunks that lie in memory one after the other. */
static void append_group(struct list *list, const uint8_t *data, size_t count)
{
	uint8_t digests[GROUP * HLN_DIGEST_BYTES_MAX];

	hln_rows_digest(list->work->md, list->cpu, -1, digests, data,
			(size_t)list->chunk_bytes, count);
	append(list, digests, count);
}

/* So many bytes are in the open chunk now: close it if it is full. */
static void grow_chunk(struct list *list, size_t bytes)
{
	uint8_t digest[HLN_DIGEST_BYTES_MAX];

	list->in_chunk += bytes;
	if (list->in_chunk < list->chunk_bytes)
		return;
	hln_stream_digest(&list->chunk, digest);
	append(list, digest, 1);
	hln_stream_init(&list->chunk, list->work->md, list->cpu);
	list->in_chunk = 0;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct list *list = state;

	while (bytes) {
		uint64_t room = list->chunk_bytes - list->in_chunk;
		uint64_t whole = bytes / list->chunk_bytes;
		size_t take = bytes < room ? bytes : (size_t)room;

		if (!list->in_chunk && whole > 1) {
			size_t count = whole < GROUP ? (size_t)whole : GROUP;

			append_group(list, data, count);
			data += count * (size_t)list->chunk_bytes;
			bytes -= count * (size_t)list->chunk_bytes;
			continue;
		}
		hln_stream_update(&list->chunk, data, take);
		grow_chunk(list, take);
		data += take;
		bytes -= take;
	}
	return HASHLANE_OK;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct list *list = state;
	size_t digest_bytes = list->work->md->digest_bytes;
	/* The open chunk counts once it has a byte, or as the empty one. */
	bool open = list->in_chunk ||
		    (output == HLN_LIST_TRAILING_EMPTY && list->chunks);
	uint64_t count = list->chunks + open;
	uint8_t last[HLN_DIGEST_BYTES_MAX];
	struct hln_stream all;

	if (open)
		hln_stream_digest(&list->chunk, last);
	if (count == 1 && list->work->rules & HLN_LIST_SINGLE_PLAIN) {
		memcpy(out, open ? last : list->first, digest_bytes);
		count = 0;
	} else {
		all = list->list;
		if (open)
			hln_stream_update(&all, last, digest_bytes);
		hln_stream_digest(&all, out);
	}
	if (list->work->rules & HLN_LIST_COUNTED)
		hln_store64_be(out + digest_bytes, count);
	return HASHLANE_OK;
}

static struct hln_stream *open_stream(void *state, uint64_t *room)
{
	struct list *list = state;

	*room = list->chunk_bytes - list->in_chunk;
	return &list->chunk;
}

static void advance(void *state, size_t bytes)
{
	struct list *list = state;

	list->chunk.bytes += bytes;
	grow_chunk(list, bytes);
}

const struct hln_shape hln_list_shape = {
	.state_bytes = HLN_STATE_BYTES(struct list),
	.init = init,
	.update = update,
	.digest = digest,
	.open_stream = open_stream,
	.advance = advance,
};
