/* SPDX-License-Identifier: MIT */
/*
 * streams.c - unfinished messages share the lanes of one kernel: their
 * states are gathered into it, run together as far as the one with the
 * fewest blocks left goes, and put back. A lane that ends takes the next
 * stream, the longest first; when none is left the kernel narrows with the
 * lanes that still run.
 */
#include "streams.h"

#include "../lane/cpu.h"

#include <string.h>

enum {
	WINDOW = 128,        /* streams sorted at once */
	FAR_BYTES = 1 << 20, /* a run of more is not in any L2 cache */
	FAR_LANES = 17,      /* the least that gain by asking ahead */
	FAR_BLOCKS = 4,      /* between two times of asking */
	FAR_AHEAD = 512      /* bytes */
};

struct lane {
	struct hln_stream *stream; /* NULL: the lane is idle */
	uint8_t *digest;           /* of one that is finished, else NULL */
	uint8_t *scratch;          /* two blocks; none to update */
	size_t blocks;             /* left at in[] */
	const uint8_t *body;       /* then these */
	size_t body_blocks;
	const uint8_t *rest; /* then this, for the stream's partial */
	size_t rest_bytes;
	size_t bytes; /* all of the feed */
};

struct run {
	const struct hln_md *md;
	uint32_t cpu;
	const struct hln_kernel *kernel;
	size_t active;
	/* What waits: feeds by their order, or streams with a digest each. */
	const struct hln_feed *feeds;
	void *const *streams;
	uint8_t *const *digests;
	size_t count, at;
	uint8_t order[WINDOW];
	const uint8_t *in[HLN_LANES_MAX];
	struct lane lanes[HLN_LANES_MAX];
	_Alignas(64) uint8_t state[HLN_KERNEL_STATE_BYTES_MAX];
};

/* Between a stream's one lane and lane l of the kernel. */
static void load_state(struct run *run, size_t l,
		       const struct hln_stream *stream)
{
	const uint8_t *from = (const uint8_t *)stream->state;
	size_t words = run->md->state_words, lanes = run->kernel->lanes;

	if (run->md->word_bytes == 4)
		for (size_t w = 0; w < words; w++)
			memcpy(run->state + 4 * (w * lanes + l), from + 4 * w,
			       4);
	else
		for (size_t w = 0; w < words; w++)
			memcpy(run->state + 8 * (w * lanes + l), from + 8 * w,
			       8);
}

static void save_state(const struct run *run, size_t l,
		       struct hln_stream *stream)
{
	uint8_t *to = (uint8_t *)stream->state;
	size_t words = run->md->state_words, lanes = run->kernel->lanes;

	if (run->md->word_bytes == 4)
		for (size_t w = 0; w < words; w++)
			memcpy(to + 4 * w, run->state + 4 * (w * lanes + l),
			       4);
	else
		for (size_t w = 0; w < words; w++)
			memcpy(to + 8 * w, run->state + 8 * (w * lanes + l),
			       8);
}

/* BLAKE2 marks its last block: a full one is held back. */
static size_t held_bytes(const struct hln_md *md)
{
	return md->padding == HLN_PAD_BLAKE2;
}

/* The padded last blocks of a stream, which stays as it is. */
static void enter_digest(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];
	const struct hln_stream *stream = lane->stream;

	memcpy(lane->scratch, stream->partial,
	       hln_md_tail_bytes(run->md, stream->bytes));
	lane->body_blocks = 0;
	lane->blocks = hln_md_pad(run->md, run->state, run->kernel->lanes, l,
				  lane->scratch, stream->bytes);
	run->in[l] = lane->scratch;
}

/* A feed that fills a block at least: the partial one, then those in data. */
static void enter_feed(struct run *run, size_t l, const struct hln_feed *feed)
{
	struct lane *lane = &run->lanes[l];
	struct hln_stream *stream = lane->stream;
	size_t block = run->md->block_bytes;
	size_t used = hln_md_tail_bytes(run->md, stream->bytes);
	size_t room = used ? block - used : 0, left = feed->bytes - room;

	lane->bytes = feed->bytes;
	lane->body = feed->data + room;
	lane->body_blocks = (size_t)hln_md_blocks(run->md,
						  left - held_bytes(run->md));
	lane->rest = lane->body + lane->body_blocks * block;
	lane->rest_bytes = left - lane->body_blocks * block;
	if (used) {
		memcpy(stream->partial + used, feed->data, room);
		run->in[l] = stream->partial;
		lane->blocks = 1;
	} else {
		run->in[l] = lane->body;
		lane->blocks = lane->body_blocks;
		lane->body_blocks = 0;
	}
}

/* Give lane l the next stream, or leave it idle. */
static void enter_stream(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];
	size_t i;

	if (run->at == run->count) {
		lane->stream = NULL;
		run->active--;
		return;
	}
	i = run->at++;
	if (run->feeds) {
		i = run->order[i];
		lane->stream = run->feeds[i].state;
		lane->digest = NULL;
		load_state(run, l, lane->stream);
		enter_feed(run, l, &run->feeds[i]);
	} else {
		lane->stream = run->streams[i];
		lane->digest = run->digests[i];
		load_state(run, l, lane->stream);
		enter_digest(run, l);
	}
}

/* The blocks of lane l are done. */
static void next_phase(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];
	struct hln_stream *stream = lane->stream;

	if (lane->body_blocks) {
		run->in[l] = lane->body;
		lane->blocks = lane->body_blocks;
		lane->body_blocks = 0;
		return;
	}
	if (lane->digest) {
		hln_md_output(run->md, run->state, run->kernel->lanes, l,
			      lane->digest);
	} else {
		save_state(run, l, stream);
		stream->bytes += lane->bytes;
		memcpy(stream->partial, lane->rest, lane->rest_bytes);
	}
	enter_stream(run, l);
}

/*
 * Move the lanes that still run to a kernel that suits their number; every
 * word moves towards the front, so in this order none is lost.
 */
static void narrow(struct run *run)
{
	const struct hln_kernel *kernel =
		hln_kernel_for(run->md->core, run->cpu, run->active, NULL);
	size_t word = run->md->word_bytes, from = run->kernel->lanes;
	size_t to = kernel->lanes, n = 0;

	if (to >= from || to < run->active)
		return;
	for (size_t w = 0; w < run->md->state_words; w++, n = 0)
		for (size_t l = 0; l < from; l++)
			if (run->lanes[l].stream)
				memmove(run->state + (w * to + n++) * word,
					run->state + (w * from + l) * word,
					word);
	for (size_t l = 0; l < from; l++) {
		uint8_t *scratch = run->lanes[n].scratch;

		if (!run->lanes[l].stream)
			continue;
		run->in[n] = run->in[l];
		/* Scratches stay where their bytes are. */
		if (n != l) {
			run->lanes[n] = run->lanes[l];
			run->lanes[l].scratch = scratch;
			run->lanes[l].stream = NULL;
		}
		n++;
	}
	run->kernel = kernel;
}

/* No two kernels whose lanes differ lie within a class; asking is slow. */
static size_t lanes_class(size_t lanes)
{
	return lanes <= 4 ? lanes : (lanes + 7) / 8 * 8;
}

/* As many blocks as every lane has; idle lanes follow a running one. */
static size_t prepare(struct run *run)
{
	size_t least = SIZE_MAX, lanes = run->kernel->lanes;
	const uint8_t *running = NULL;

	for (size_t l = 0; l < lanes; l++) {
		const struct lane *lane = &run->lanes[l];

		if (lane->stream && lane->blocks < least) {
			least = lane->blocks;
			running = run->in[l];
		}
	}
	/* The lane with the fewest blocks has at least that many. */
	if (run->active < lanes)
		for (size_t l = 0; l < lanes; l++)
			if (!run->lanes[l].stream)
				run->in[l] = running;
	return least;
}

/* As lanes.c does: no cache holds the run, and it has too many streams. */
static void run_far(struct run *run, size_t blocks)
{
	size_t block = run->md->block_bytes, lanes = run->kernel->lanes;
	const uint8_t *in[HLN_LANES_MAX];

	memcpy(in, run->in, lanes * sizeof(*in));
	for (size_t n = 0; n < blocks; n += FAR_BLOCKS) {
		size_t step = blocks - n < FAR_BLOCKS ? blocks - n :
							FAR_BLOCKS;

		/* An address behind the data is no access. */
		for (size_t l = 0; l < lanes; l++)
			for (size_t i = 0; i < step * block; i += 64)
				__builtin_prefetch(in[l] + FAR_AHEAD + i, 0,
						   2);
		run->kernel->blocks(run->state, in, step);
		for (size_t l = 0; l < lanes; l++)
			in[l] += step * block;
	}
}

static void run_blocks(struct run *run, size_t blocks)
{
	if (run->active >= FAR_LANES &&
	    blocks * run->md->block_bytes * run->active > FAR_BYTES)
		run_far(run, blocks);
	else
		run->kernel->blocks(run->state, run->in, blocks);
}

/* What waits is set; run it all by a kernel of several lanes. */
static void run_lanes(struct run *run, const struct hln_kernel *kernel)
{
	size_t block = run->md->block_bytes;

	run->kernel = kernel;
	run->active = kernel->lanes;
	run->at = 0;
	for (size_t l = 0; l < kernel->lanes; l++)
		enter_stream(run, l);
	while (run->active) {
		size_t before = run->active, blocks = prepare(run);

		run_blocks(run, blocks);
		for (size_t l = 0; l < run->kernel->lanes; l++) {
			struct lane *lane = &run->lanes[l];

			if (!lane->stream)
				continue;
			run->in[l] += blocks * block;
			lane->blocks -= blocks;
			if (!lane->blocks)
				next_phase(run, l);
		}
		if (run->active &&
		    lanes_class(run->active) < lanes_class(before))
			narrow(run);
	}
}

/* Feed i, of those in keys, to its place in the order, longest first. */
static void insert(uint8_t *order, size_t count, const size_t *keys, size_t i)
{
	size_t low = 0, high = count;

	/* Most often all are of one length. */
	if (count && keys[order[count - 1]] >= keys[i])
		low = count;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (keys[order[middle]] >= keys[i])
			low = middle + 1;
		else
			high = middle;
	}
	memmove(order + low + 1, order + low, count - low);
	order[low] = (uint8_t)i;
}

/* Does the feed end before a block does that may be run? */
static bool stays_partial(const struct hln_md *md, const struct hln_feed *feed)
{
	const struct hln_stream *stream = feed->state;

	return hln_md_tail_bytes(md, stream->bytes) + feed->bytes <
	       md->block_bytes + held_bytes(md);
}

static void update_window(const struct hln_feed *feeds, size_t count)
{
	const struct hln_stream *first = feeds->state;
	const struct hln_kernel *kernel;
	size_t keys[WINDOW];
	struct run run;

	run.md = first->md;
	run.cpu = first->cpu;
	run.feeds = feeds;
	run.count = 0;
	for (size_t i = 0; i < count; i++) {
		if (stays_partial(run.md, &feeds[i])) {
			hln_stream_update(feeds[i].state, feeds[i].data,
					  feeds[i].bytes);
			continue;
		}
		keys[i] = feeds[i].bytes;
		insert(run.order, run.count++, keys, i);
	}
	kernel = hln_kernel_for(run.md->core, run.cpu, run.count, NULL);
	if (kernel->lanes > 1) {
		for (size_t l = 0; l < kernel->lanes; l++)
			run.lanes[l].scratch = NULL;
		run_lanes(&run, kernel);
		return;
	}
	for (size_t i = 0; i < run.count; i++) {
		const struct hln_feed *feed = &feeds[run.order[i]];

		hln_stream_update(feed->state, feed->data, feed->bytes);
	}
}

void hln_streams_update(const struct hln_feed *feeds, size_t count)
{
	while (count > 1) {
		size_t n = count < WINDOW ? count : WINDOW;

		update_window(feeds, n);
		feeds += n;
		count -= n;
	}
	if (count)
		hln_stream_update(feeds->state, feeds->data, feeds->bytes);
}

void hln_streams_digest(void *const *streams, uint8_t *const *digests,
			size_t count)
{
	_Alignas(64) uint8_t scratch[HLN_KERNEL_SCRATCH_BYTES_MAX];
	const struct hln_stream *first;
	const struct hln_kernel *kernel;
	struct run run;

	if (!count)
		return;
	first = streams[0];
	run.md = first->md;
	run.cpu = first->cpu;
	kernel = hln_kernel_for(run.md->core, run.cpu, count, NULL);
	if (kernel->lanes == 1) {
		for (size_t i = 0; i < count; i++)
			hln_stream_digest(streams[i], digests[i]);
		return;
	}
	run.feeds = NULL;
	run.streams = streams;
	run.digests = digests;
	run.count = count;
	for (size_t l = 0; l < kernel->lanes; l++)
		run.lanes[l].scratch = scratch + 2 * l * run.md->block_bytes;
	run_lanes(&run, kernel);
}
