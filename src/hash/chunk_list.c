/* SPDX-License-Identifier: MIT */
/*
 * chunk_list.c - the chunk-list shape: every chunk is a message, and the digest
 * is that of the chunks' digests one after the other. ED2K (eMule, "red" and
 * "blue"), S3 multipart ETag, Dropbox content_hash.
 */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "equal_messages.h"
#include "lanes.h"

#include <string.h>

enum {
	GROUP = 16,    /* whole chunks digested side by side */
	BATCH = 32,    /* lists side by side */
	LAST_MAX = 32, /* a digest: lists are of MD4, MD5 or SHA-256 */
	PART_BYTES_MIN = 256 * 1024
};

struct list {
	const struct hln_work *work;
	uint64_t chunk_bytes;
	uint64_t in_chunk; /* bytes of the open chunk */
	uint64_t chunks;   /* closed */
	uint32_t cpu;
	struct hln_stream chunk;             /* the open one */
	struct hln_stream list;              /* the closed ones' digests */
	uint8_t first[HLN_DIGEST_BYTES_MAX]; /* of the first closed one */
	struct hln_ranges ranges;            /* the chunks */
};

static uint64_t range_bytes(const struct hln_task *task)
{
	return task->work->chunk_bytes ? task->work->chunk_bytes : task->param;
}

static void init(void *state, const struct hln_task *task)
{
	struct list *list = state;

	list->work = task->work;
	list->chunk_bytes = range_bytes(task);
	list->in_chunk = 0;
	list->chunks = 0;
	list->cpu = task->cpu;
	hln_stream_init(&list->chunk, task->work->md, task->cpu);
	hln_stream_init(&list->list, task->work->md, task->cpu);
	hln_ranges_init(&list->ranges, task->wants_ranges);
}

static void append(struct list *list, const uint8_t *digests, size_t count)
{
	size_t digest_bytes = list->work->md->digest_bytes;

	if (!list->chunks)
		memcpy(list->first, digests, digest_bytes);
	list->chunks += count;
	if (list->ranges.wanted)
		hln_ranges_add(&list->ranges, digests, count * digest_bytes);
	hln_stream_update(&list->list, digests, count * digest_bytes);
}

/* Whole chunks that lie in memory one after the other. */
static void append_group(struct list *list, const uint8_t *data, size_t count)
{
	uint8_t digests[GROUP * HLN_DIGEST_BYTES_MAX];

	hln_equal_messages_digest(list->work->md, list->cpu, -1, digests, data,
				  (size_t)list->chunk_bytes, count);
	append(list, digests, count);
}

/* The open chunk is full, and has this digest. */
static void close_chunk(struct list *list, const uint8_t *digest)
{
	append(list, digest, 1);
	hln_stream_init(&list->chunk, list->work->md, list->cpu);
	list->in_chunk = 0;
}

/* So many bytes are in the open chunk now: close it if it is full. */
static void grow_chunk(struct list *list, size_t bytes)
{
	uint8_t digest[HLN_DIGEST_BYTES_MAX];

	list->in_chunk += bytes;
	if (list->in_chunk < list->chunk_bytes)
		return;
	hln_stream_digest(&list->chunk, digest);
	close_chunk(list, digest);
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

/*
 * Update the open chunks of some lists, each up to its border; what is left of
 * an update starts at one then. Returns how many updates have bytes left.
 */
static size_t update_open(struct hln_update *updates, size_t count)
{
	struct hln_update chunks[BATCH];
	void *full[BATCH];
	uint8_t digests[BATCH][LAST_MAX], *outs[BATCH];
	struct list *owners[BATCH];
	size_t full_count = 0, left = 0;

	for (size_t i = 0; i < count; i++) {
		struct list *list = updates[i].state;
		uint64_t room = list->chunk_bytes - list->in_chunk;
		size_t take = updates[i].bytes < room ? updates[i].bytes :
							(size_t)room;

		chunks[i] = (struct hln_update){ &list->chunk, updates[i].data,
						 take };
		list->in_chunk += take;
		if (take == room) {
			owners[full_count] = list;
			full[full_count] = &list->chunk;
			outs[full_count] = digests[full_count];
			full_count++;
		}
		updates[i].data += take;
		updates[i].bytes -= take;
		if (updates[i].bytes)
			updates[left++] = updates[i];
	}
	hln_lanes_update(chunks, count);
	hln_lanes_digest_streams(full, outs, full_count);
	for (size_t i = 0; i < full_count; i++)
		close_chunk(owners[i], outs[i]);
	return left;
}

/* Whole chunks fill lanes by themselves: take those, leave the rest. */
static size_t update_whole(struct hln_update *updates, size_t count)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++) {
		const struct list *list = updates[i].state;
		size_t whole = updates[i].bytes;

		if (!list->in_chunk && whole / 2 >= list->chunk_bytes) {
			whole -= (size_t)(whole % list->chunk_bytes);
			update(updates[i].state, updates[i].data, whole);
			updates[i].data += whole;
			updates[i].bytes -= whole;
		}
		if (updates[i].bytes)
			updates[left++] = updates[i];
	}
	return left;
}

static int32_t update_many(const struct hln_update *updates, size_t count)
{
	struct hln_update rest[BATCH];

	while (count) {
		size_t n = count < BATCH ? count : BATCH, left = n;

		memcpy(rest, updates, n * sizeof(*rest));
		while ((left = update_whole(rest, left)))
			left = update_open(rest, left);
		updates += n;
		count -= n;
	}
	return HASHLANE_OK;
}

/* The open chunk counts once it has a byte, or as the empty one. */
static bool counts_open(const struct list *list, uint32_t output)
{
	return list->in_chunk ||
	       (output == HLN_LIST_TRAILING_EMPTY && list->chunks);
}

/* `last` is the open chunk's digest, or NULL where that does not count. */
static void digest_list(const struct list *list, const uint8_t *last,
			uint8_t *out)
{
	size_t digest_bytes = list->work->md->digest_bytes;
	uint64_t count = list->chunks + (last ? 1 : 0);
	struct hln_stream all;

	if (count == 1 && list->work->rules & HLN_LIST_SINGLE_PLAIN) {
		memcpy(out, last ? last : list->first, digest_bytes);
		count = 0;
	} else {
		all = list->list;
		if (last)
			hln_stream_update(&all, last, digest_bytes);
		hln_stream_digest(&all, out);
	}
	if (list->work->rules & HLN_LIST_COUNTED)
		hln_store64_be(out + digest_bytes, count);
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct list *list = state;
	bool open = counts_open(list, output);
	uint8_t last[HLN_DIGEST_BYTES_MAX];

	if (open)
		hln_stream_digest(&list->chunk, last);
	digest_list(list, open ? last : NULL, out);
	return HASHLANE_OK;
}

static void digest_many(void *const *states, uint32_t output,
			uint8_t *const *digests, size_t count)
{
	uint8_t last[BATCH][LAST_MAX], *outs[BATCH];
	void *open[BATCH];

	while (count) {
		size_t n = count < BATCH ? count : BATCH, opened = 0;

		for (size_t i = 0; i < n; i++) {
			struct list *list = states[i];

			if (!counts_open(list, output))
				continue;
			open[opened] = &list->chunk;
			outs[opened++] = last[i];
		}
		hln_lanes_digest_streams(open, outs, opened);
		for (size_t i = 0; i < n; i++)
			digest_list(states[i],
				    counts_open(states[i], output) ? last[i] :
								     NULL,
				    digests[i]);
		states += n;
		digests += n;
		count -= n;
	}
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

/* A part is one chunk: shorter ones run better side by side. */
static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	uint64_t chunk_bytes = range_bytes(task);

	(void)wish;
	return chunk_bytes < PART_BYTES_MIN ? 0 : chunk_bytes;
}

static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct list *list = state;

	(void)offset;
	init(list, task);
	/*
	 * In a stream of known size it has one chunk, which the join appends;
	 * else it may have many.
	 */
	list->ranges.wanted = !task->size_known;
}

static int32_t join(void *state, void *part)
{
	struct list *list = state;
	const struct list *next = part;

	if (next->ranges.failed)
		return HASHLANE_NO_MEMORY;
	if (next->chunks)
		append(list,
		       next->ranges.wanted ? next->ranges.data : next->first,
		       (size_t)next->chunks);
	list->chunk = next->chunk;
	list->in_chunk = next->in_chunk;
	return HASHLANE_OK;
}

static int32_t ranges(void *state, uint32_t output, const uint8_t **digests,
		      size_t *bytes)
{
	struct list *list = state;
	bool open = counts_open(list, output);
	uint8_t last[HLN_DIGEST_BYTES_MAX];

	if (open)
		hln_stream_digest(&list->chunk, last);
	return hln_ranges_read(digests, bytes, &list->ranges,
			       open ? last : NULL,
			       list->work->md->digest_bytes);
}

static void drop(void *state)
{
	struct list *list = state;

	hln_ranges_drop(&list->ranges);
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct list *list = state;
	size_t digest_bytes = list->work->md->digest_bytes;
	uint64_t chunks = bytes / list->chunk_bytes;
	uint8_t digest[HLN_DIGEST_BYTES_MAX];

	list->in_chunk = bytes % list->chunk_bytes;
	hln_stream_pack(&list->chunk, packer, list->in_chunk);
	if (!list->ranges.wanted) {
		list->chunks = chunks;
		if (chunks)
			hln_packer_bytes(packer, list->first, digest_bytes);
		hln_stream_pack(&list->list, packer, chunks * digest_bytes);
	} else if (packer->packing != HLN_PACK_READ) {
		/* A part: the whole list is made by joins. */
		hln_packer_bytes(packer, list->ranges.data,
				 list->ranges.bytes);
		if (list->ranges.failed)
			packer->status = HASHLANE_NO_MEMORY;
	} else if (hln_packer_has(packer, chunks, digest_bytes)) {
		while (list->chunks < chunks) {
			hln_packer_bytes(packer, digest, digest_bytes);
			append(list, digest, 1);
		}
		if (list->ranges.failed)
			packer->status = HASHLANE_NO_MEMORY;
	}
}

static int32_t clone(void *to, const void *from)
{
	struct list *list = to;

	memcpy(list, from, sizeof(*list));
	return hln_ranges_copy(&list->ranges) ? HASHLANE_OK :
						HASHLANE_NO_MEMORY;
}

const struct hln_shape hln_list_shape = {
	.state_bytes = HLN_STATE_BYTES(struct list),
	.init = init,
	.update = update,
	.digest = digest,
	.open_stream = open_stream,
	.advance = advance,
	.update_many = update_many,
	.digest_many = digest_many,
	.part_bytes = part_bytes,
	.border_bytes = range_bytes,
	.init_part = init_part,
	.join = join,
	.range_bytes = range_bytes,
	.ranges = ranges,
	.pack = pack,
	.clone = clone,
	.drop = drop,
};
