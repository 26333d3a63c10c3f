/* SPDX-License-Identifier: MIT */
/*
 * lanes.c - the lane scheduler: messages of different length share the lanes
 * of one kernel.
 *
 * A lane has one item at a time. An item is a whole message, or the next bytes
 * of a stream, or the end of a stream whose digest is wanted: a whole message
 * is a stream that starts fresh. An item passes through these phases, of which
 * any may be missing:
 *
 *     start   the initial state, or the stream's, enters the lane
 *     HEAD    one block: bytes from before the data, filled up from the data
 *     BODY    whole blocks, read where the data lies
 *     TAIL    the rest and the padding: one or two blocks in the lane's scratch
 *     end     the digest leaves the lane, or the state and the rest go back to
 *             the stream
 *
 * A kernel advances all its lanes by the same number of blocks. So each call
 * runs as many blocks as the lane with the fewest has left in its phase; then
 * that lane goes on to its next phase or takes the next item. The longest items
 * come first, so that lanes end at about the same time:
 *
 *     lane 0   A A A A A A A A|         A has 8 blocks, B 5, C 4, D 3, E 2
 *     lane 1   B B B B B|E E|-          |: the lane's item ends
 *     lane 2   C C C C|D D D|-          -: idle, nothing is left to take
 *     call     1       2 3   4
 *
 * Once nothing is left to take, the items that still run move to a narrower
 * kernel.
 */
#include "lanes.h"

#include "../lane/cpu.h"

#include <string.h>

enum {
	WINDOW = 64, /* items sorted at once */
	KEYS = 512,
	FAR_BYTES = 1 << 20, /* a run of more is not in any L2 cache */
	FAR_LANES = 17,      /* the least that gain by prefetching */
	FAR_BLOCKS = 4,      /* between two times of prefetching */
	FAR_AHEAD = 512      /* bytes */
};

enum phase { PHASE_IDLE, PHASE_HEAD, PHASE_BODY, PHASE_TAIL };

struct lane {
	struct hln_stream *stream; /* NULL: a whole message */
	uint8_t *digest;           /* NULL: the stream goes on later */
	const uint8_t *data;       /* what is in no block yet */
	size_t left;               /* bytes at data */
	size_t body;               /* how many of them are whole blocks */
	uint64_t total;      /* bytes of the message, up to the item's end */
	uint8_t *scratch;    /* two blocks, if digests are wanted */
	uint64_t padded;     /* the scratch has the padding of so many bytes */
	uint8_t tail_blocks; /* in that many blocks */
	uint8_t phase;       /* enum phase */
};

/* No message is that long. */
#define NOT_PADDED UINT64_MAX

struct run {
	const struct hln_md *md;
	uint32_t cpu;
	int prefix; /* of whole messages; negative: none */
	const struct hln_kernel *kernel;
	size_t active; /* lanes that are not idle */
	/* Where items come from: one of these three. */
	const struct hln_message_source *source;
	const struct hln_update *updates;
	void *const *streams; /* with a digest each */
	uint8_t *const *digests;
	size_t count; /* of the source's messages, not yet in the window */
	/* The window: items that were sorted and not yet taken. */
	size_t window_count, window_at;
	/*
	 * What is left of each lane's phase: where it lies, and how many
	 * blocks; SIZE_MAX: the lane is idle.
	 */
	const uint8_t *in[HLN_LANES_MAX];
	size_t blocks[HLN_LANES_MAX];
	struct lane lanes[HLN_LANES_MAX];
	struct hln_message window[WINDOW]; /* if there is a source */
	uint16_t order[WINDOW];
	_Alignas(64) uint8_t state[HLN_KERNEL_STATE_BYTES_MAX];
};

/* ---- The order of items ---- */

/* Grows with the blocks, in steps of an eighth. */
static size_t sort_key(const struct hln_md *md, size_t bytes)
{
	uint64_t blocks = hln_md_blocks(md, bytes) + 8;
	/* So that 8 to 15 are left of them. */
	unsigned shift = 60 - (unsigned)__builtin_clzll(blocks);

	return shift * 8 + (size_t)(blocks >> shift) - 8;
}

static size_t item_bytes(const struct run *run, size_t i)
{
	return run->updates ? run->updates[i].bytes : run->window[i].bytes;
}

/*
 * Order the window by the keys of its items, largest first, by counting. Not
 * inline: its tables need not lie on the stack below a source.
 */
__attribute__((noinline)) static void sort_window(struct run *run)
{
	uint16_t starts[KEYS] = { 0 }, keys[WINDOW];
	size_t least = KEYS, most = 0;
	uint16_t sum = 0;

	for (size_t i = 0; i < run->window_count; i++) {
		size_t key = sort_key(run->md, item_bytes(run, i));

		keys[i] = (uint16_t)key;
		starts[key]++;
		least = key < least ? key : least;
		most = key > most ? key : most;
	}
	for (size_t key = most + 1; key-- > least;) {
		uint16_t here = starts[key];

		starts[key] = sum;
		sum = (uint16_t)(sum + here);
	}
	for (size_t i = 0; i < run->window_count; i++)
		run->order[starts[keys[i]]++] = (uint16_t)i;
}

/* The window has been filled with `count` items: put the longest first. */
static void order_window(struct run *run, size_t count)
{
	size_t differs = 0;

	run->window_count = count;
	run->window_at = 0;
	for (size_t i = 0; i < count; i++) {
		run->order[i] = (uint16_t)i;
		differs |= item_bytes(run, i) ^ item_bytes(run, 0);
	}
	if (differs)
		sort_window(run);
}

/* Take the next messages of the source. */
static void load_window(struct run *run)
{
	size_t n = run->source->next(run->source->context, run->window,
				     run->count < WINDOW ? run->count :
							   WINDOW);

	run->count -= n;
	order_window(run, n);
}

/* ---- An item in its lane ---- */

/* Copy the words of a state; the steps are in bytes. */
static inline void copy_words(const struct hln_md *md, uint8_t *to,
			      size_t to_step, const uint8_t *from,
			      size_t from_step)
{
	size_t words = md->state_words;

	if (md->word_bytes == 4)
		for (; words; words--, to += to_step, from += from_step)
			memcpy(to, from, 4);
	else
		for (; words; words--, to += to_step, from += from_step)
			memcpy(to, from, 8);
}

/* Copy the state of a stream, which has one lane, to lane l of the kernel. */
static inline void load_state(struct run *run, size_t l,
			      const struct hln_stream *stream)
{
	size_t word = run->md->word_bytes;

	copy_words(run->md, run->state + l * word, run->kernel->lanes * word,
		   (const uint8_t *)stream->state, word);
}

static inline void save_state(const struct run *run, size_t l,
			      struct hln_stream *stream)
{
	size_t word = run->md->word_bytes;

	copy_words(run->md, (uint8_t *)stream->state, word,
		   run->state + l * word, run->kernel->lanes * word);
}

/* Fill up a block that has `used` bytes already; there are as many at least. */
static inline void enter_head(struct run *run, size_t l, uint8_t *block,
			      size_t used)
{
	struct lane *lane = &run->lanes[l];
	size_t room = run->md->block_bytes - used;

	memcpy(block + used, lane->data, room);
	lane->data += room;
	lane->left -= room;
	lane->phase = PHASE_HEAD;
	run->blocks[l] = 1;
	run->in[l] = block;
}

/* Run the whole blocks; there is one at least. */
static inline void enter_body(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];

	lane->phase = PHASE_BODY;
	run->blocks[l] = (size_t)hln_md_blocks(run->md, lane->body);
	run->in[l] = lane->data;
	lane->data += lane->body;
	lane->left -= lane->body;
}

/*
 * Pad what is left, behind `used` bytes that are in the scratch already. The
 * padding of the item before fits one of the same length; BLAKE2's is in the
 * state.
 */
static void enter_tail(struct run *run, size_t l, size_t used)
{
	struct lane *lane = &run->lanes[l];

	if (lane->left)
		memcpy(lane->scratch + used, lane->data, lane->left);
	if (lane->padded != lane->total ||
	    run->md->padding == HLN_PAD_BLAKE2) {
		lane->padded = lane->total;
		lane->tail_blocks = (uint8_t)hln_md_pad(
			run->md, run->state, run->kernel->lanes, l,
			lane->scratch, lane->total);
	}
	lane->phase = PHASE_TAIL;
	run->blocks[l] = lane->tail_blocks;
	run->in[l] = lane->scratch;
}

static void start_message(struct run *run, size_t l,
			  const struct hln_message *message)
{
	struct lane *lane = &run->lanes[l];
	size_t used = run->prefix >= 0, tail;

	lane->stream = NULL;
	lane->digest = message->digest;
	lane->data = message->data;
	lane->left = message->bytes;
	lane->total = (uint64_t)message->bytes + used;
	hln_md_state_init(run->md, run->state, run->kernel->lanes, l);
	if (used)
		lane->scratch[0] = (uint8_t)run->prefix;
	tail = hln_md_tail_bytes(run->md, lane->total);
	if (lane->total == tail) {
		enter_tail(run, l, used);
	} else if (used) {
		enter_head(run, l, lane->scratch, used);
		lane->padded = NOT_PADDED;
		lane->body = lane->left - tail;
	} else {
		lane->body = lane->left - tail;
		enter_body(run, l);
	}
}

/* An update that fills a block at least. */
static void start_update(struct run *run, size_t l,
			 const struct hln_update *update)
{
	struct hln_stream *stream = update->state;
	struct lane *lane = &run->lanes[l];
	size_t used = hln_md_tail_bytes(run->md, stream->bytes);

	lane->stream = stream;
	lane->digest = NULL;
	lane->data = update->data;
	lane->left = update->bytes;
	lane->total = stream->bytes + update->bytes;
	load_state(run, l, stream);
	if (used)
		enter_head(run, l, stream->partial, used);
	lane->body = lane->left - hln_md_tail_bytes(run->md, lane->total);
	if (!used)
		enter_body(run, l);
}

/* The end of a stream, which stays as it is. */
static void start_digest(struct run *run, size_t l,
			 const struct hln_stream *stream, uint8_t *digest)
{
	struct lane *lane = &run->lanes[l];
	size_t used = hln_md_tail_bytes(run->md, stream->bytes);

	lane->stream = NULL;
	lane->digest = digest;
	lane->left = 0;
	lane->total = stream->bytes;
	load_state(run, l, stream);
	memcpy(lane->scratch, stream->partial, used);
	enter_tail(run, l, used);
}

/* Give lane l the next item, or leave it idle. */
static void start_item(struct run *run, size_t l)
{
	size_t i;

	if (run->window_at == run->window_count && run->count)
		load_window(run);
	if (run->window_at == run->window_count) {
		run->lanes[l].phase = PHASE_IDLE;
		run->blocks[l] = SIZE_MAX;
		run->active--;
		return;
	}
	i = run->order[run->window_at++];
	if (run->source)
		start_message(run, l, &run->window[i]);
	else if (run->updates)
		start_update(run, l, &run->updates[i]);
	else
		start_digest(run, l, run->streams[i], run->digests[i]);
}

static void end_item(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];

	if (lane->digest) {
		hln_md_output(run->md, run->state, run->kernel->lanes, l,
			      lane->digest);
		return;
	}
	save_state(run, l, lane->stream);
	lane->stream->bytes = lane->total;
	memcpy(lane->stream->partial, lane->data, lane->left);
}

/* The blocks of lane l are done. */
static void next_phase(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];

	if (lane->phase == PHASE_HEAD && lane->body) {
		enter_body(run, l);
	} else if (lane->phase != PHASE_TAIL && lane->digest) {
		enter_tail(run, l, 0);
	} else {
		end_item(run, l);
		start_item(run, l);
	}
}

/* ---- All lanes ---- */

/* No two kernels whose lanes differ lie within a class; asking is slow. */
static size_t lanes_class(size_t lanes)
{
	return lanes <= 4 ? lanes : (lanes + 7) / 8 * 8;
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
			if (run->lanes[l].phase != PHASE_IDLE)
				memmove(run->state + (w * to + n++) * word,
					run->state + (w * from + l) * word,
					word);
	for (size_t l = 0; l < from; l++) {
		struct lane idle = run->lanes[n];

		if (run->lanes[l].phase == PHASE_IDLE)
			continue;
		/* The scratch, which the item may read, stays with it. */
		if (n != l) {
			run->in[n] = run->in[l];
			run->blocks[n] = run->blocks[l];
			run->lanes[n] = run->lanes[l];
			run->blocks[l] = SIZE_MAX;
			run->lanes[l] = idle;
		}
		n++;
	}
	run->kernel = kernel;
}

/*
 * As many blocks as every lane has. Idle lanes follow the lane that has the
 * fewest, and so read nothing that is not there.
 */
static size_t prepare(struct run *run)
{
	size_t first = 0, lanes = run->kernel->lanes;

	for (size_t l = 1; l < lanes; l++)
		if (run->blocks[l] < run->blocks[first])
			first = l;
	if (run->active < lanes)
		for (size_t l = 0; l < lanes; l++)
			if (run->blocks[l] == SIZE_MAX)
				run->in[l] = run->in[first];
	return run->blocks[first];
}

/*
 * A run that no cache holds, of more streams than the hardware prefetches.
 * From memory 64 lanes go up a third (MD5 5.5 -> 7.5 GB/s, MD4 6.4 -> 8.6);
 * with 16 lanes, or with data that is in the cache, it would cost 5 %.
 */
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

/* Run all items; the source and, if digests are wanted, scratch are set. */
static void run_lanes(struct run *run, const struct hln_kernel *kernel,
		      uint8_t *scratch)
{
	size_t block = run->md->block_bytes;

	run->kernel = kernel;
	run->active = kernel->lanes;
	for (size_t l = 0; l < kernel->lanes; l++) {
		run->lanes[l].scratch = scratch ? scratch + 2 * block * l :
						  NULL;
		run->lanes[l].padded = NOT_PADDED;
		run->lanes[l].tail_blocks = 0;
		start_item(run, l);
	}
	while (run->active) {
		size_t before = run->active, blocks = prepare(run);

		run_blocks(run, blocks);
		for (size_t l = 0; l < run->kernel->lanes; l++) {
			if (run->blocks[l] == SIZE_MAX)
				continue;
			run->in[l] += blocks * block;
			run->blocks[l] -= blocks;
			if (!run->blocks[l])
				next_phase(run, l);
		}
		if (run->active &&
		    lanes_class(run->active) < lanes_class(before))
			narrow(run);
	}
}

/* ---- Whole messages ---- */

/* By a kernel of one lane. */
static void run_single(const struct hln_md *md,
		       const struct hln_kernel *kernel, int prefix,
		       const struct hln_message_source *source, size_t count)
{
	struct hln_message messages[16];

	while (count) {
		size_t n = source->next(source->context, messages,
					count < 16 ? count : 16);

		for (size_t i = 0; i < n; i++)
			hln_md_digest(md, kernel, prefix, &messages[i]);
		count -= n;
	}
}

void hln_lanes_digest_source(const struct hln_md *md, uint32_t cpu, int prefix,
			     const struct hln_message_source *source,
			     size_t count)
{
	_Alignas(64) uint8_t scratch[HLN_KERNEL_SCRATCH_BYTES_MAX];
	const struct hln_kernel *kernel = hln_kernel_for(md->core, cpu, count,
							 NULL);
	struct run run;

	if (kernel->lanes == 1) {
		run_single(md, kernel, prefix, source, count);
		return;
	}
	run.md = md;
	run.cpu = cpu;
	run.prefix = prefix;
	run.source = source;
	run.updates = NULL;
	run.count = count;
	run.window_at = run.window_count = 0;
	run_lanes(&run, kernel, scratch);
}

static size_t next_of_array(void *context, struct hln_message *messages,
			    size_t room)
{
	const struct hln_message **at = context;

	memcpy(messages, *at, room * sizeof(*messages));
	*at += room;
	return room;
}

void hln_lanes_digest_messages(const struct hln_md *md, uint32_t cpu,
			       int prefix, const struct hln_message *messages,
			       size_t count)
{
	const struct hln_message_source source = { next_of_array, &messages };

	hln_lanes_digest_source(md, cpu, prefix, &source, count);
}

/* ---- Streams ---- */

/* Does the update end before a block does that may be run? */
static bool stays_partial(const struct hln_md *md,
			  const struct hln_update *update)
{
	const struct hln_stream *stream = update->state;

	return hln_md_tail_bytes(md, stream->bytes) + update->bytes <
	       md->block_bytes + hln_md_held_bytes(md);
}

static void update_one(const struct hln_update *update)
{
	hln_stream_update(update->state, update->data, update->bytes);
}

/* At most WINDOW updates. */
static void update_window(const struct hln_update *updates, size_t count)
{
	const struct hln_stream *first = updates->state;
	struct hln_update taken[WINDOW];
	const struct hln_kernel *kernel;
	struct run run;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (stays_partial(first->md, &updates[i]))
			update_one(&updates[i]);
		else
			taken[n++] = updates[i];
	kernel = hln_kernel_for(first->md->core, first->cpu, n, NULL);
	if (kernel->lanes == 1) {
		for (size_t i = 0; i < n; i++)
			update_one(&taken[i]);
		return;
	}
	run.md = first->md;
	run.cpu = first->cpu;
	run.source = NULL;
	run.updates = taken;
	run.count = 0;
	order_window(&run, n);
	run_lanes(&run, kernel, NULL);
}

void hln_lanes_update(const struct hln_update *updates, size_t count)
{
	while (count > 1) {
		size_t n = count < WINDOW ? count : WINDOW;

		update_window(updates, n);
		updates += n;
		count -= n;
	}
	if (count)
		update_one(updates);
}

/* At most WINDOW streams. */
static void digest_window(void *const *streams, uint8_t *const *digests,
			  size_t count)
{
	_Alignas(64) uint8_t scratch[HLN_KERNEL_SCRATCH_BYTES_MAX];
	const struct hln_stream *first = streams[0];
	const struct hln_kernel *kernel =
		hln_kernel_for(first->md->core, first->cpu, count, NULL);
	struct run run;

	if (kernel->lanes == 1) {
		for (size_t i = 0; i < count; i++)
			hln_stream_digest(streams[i], digests[i]);
		return;
	}
	run.md = first->md;
	run.cpu = first->cpu;
	run.source = NULL;
	run.updates = NULL;
	run.streams = streams;
	run.digests = digests;
	run.count = 0;
	run.window_at = 0;
	run.window_count = count;
	for (size_t i = 0; i < count; i++)
		run.order[i] = (uint16_t)i;
	run_lanes(&run, kernel, scratch);
}

void hln_lanes_digest_streams(void *const *streams, uint8_t *const *digests,
			      size_t count)
{
	while (count) {
		size_t n = count < WINDOW ? count : WINDOW;

		digest_window(streams, digests, n);
		streams += n;
		digests += n;
		count -= n;
	}
}
