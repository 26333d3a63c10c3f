/* SPDX-License-Identifier: MIT */
/*
 * linear.c - the linear shape: one message, from the first byte to the last;
 * and git-blob, which is the same behind a header.
 */
#include "../../include/hashlane.h"
#include "lanes.h"

#include <string.h>

static void init(void *state, const struct hln_task *task)
{
	hln_stream_init(state, task->work->md, task->cpu);
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	hln_stream_update(state, data, bytes);
	return HASHLANE_OK;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	(void)output;
	hln_stream_digest(state, out);
	return HASHLANE_OK;
}

static struct hln_stream *open_stream(void *state, uint64_t *room)
{
	*room = UINT64_MAX;
	return state;
}

static void advance(void *state, size_t bytes)
{
	struct hln_stream *stream = state;

	stream->bytes += bytes;
}

static int32_t update_many(const struct hln_update *updates, size_t count)
{
	hln_lanes_update(updates, count);
	return HASHLANE_OK;
}

static void digest_many(void *const *states, uint32_t output,
			uint8_t *const *digests, size_t count)
{
	(void)output;
	hln_lanes_digest_streams(states, digests, count);
}

/* A blob's header is in the fresh one. */
static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct hln_stream *stream = state;

	if (packer->packing == HLN_PACK_READ)
		bytes += stream->bytes;
	else
		bytes = stream->bytes;
	hln_stream_pack(stream, packer, bytes);
}

const struct hln_shape hln_linear_shape = {
	.state_bytes = HLN_STATE_BYTES(struct hln_stream),
	.init = init,
	.update = update,
	.digest = digest,
	.open_stream = open_stream,
	.advance = advance,
	.update_many = update_many,
	.digest_many = digest_many,
	.pack = pack,
};

/* "blob <size>\0": git's gitformat-objects. */
static void init_git_blob(void *state, const struct hln_task *task)
{
	static const char kind[] = "blob ";
	uint8_t header[32];
	uint8_t *end = header + sizeof(header), *p = end;
	uint64_t size = task->size_bytes;

	*--p = 0;
	do {
		*--p = (uint8_t)('0' + size % 10);
		size /= 10;
	} while (size);
	p -= sizeof(kind) - 1;
	memcpy(p, kind, sizeof(kind) - 1);
	init(state, task);
	hln_stream_update(state, p, (size_t)(end - p));
}

const struct hln_shape hln_git_blob_shape = {
	.state_bytes = HLN_STATE_BYTES(struct hln_stream),
	.uses_size = true,
	.init = init_git_blob,
	.update = update,
	.digest = digest,
	.update_many = update_many,
	.digest_many = digest_many,
	.pack = pack,
};
