/* SPDX-License-Identifier: MIT */
/*
 * lanes.c - the lane manager: messages of uneven length share the lanes of
 * one kernel. Longest first; every call runs as many blocks as the lane with
 * the fewest left has; a lane that ends takes the next message; when none is
 * left the kernel narrows with the lanes that still run.
 */
#include "../lane/cpu.h"
#include "message_digest.h"

#include <stdbool.h>
#include <string.h>

enum {
	WINDOW = 64, /* messages sorted at once */
	KEYS = 512,
	FAR_BYTES = 1 << 20, /* a run of more is not in any L2 cache */
	FAR_LANES = 17,      /* the least that gain */
	FAR_BLOCKS = 4,      /* between two times of asking */
	FAR_AHEAD = 512      /* bytes */
};

/* What a lane runs now. */
enum phase {
	PHASE_IDLE,
	PHASE_HEAD, /* the first byte and what fills its block, in scratch */
	PHASE_BODY, /* whole blocks, where they lie */
	PHASE_TAIL  /* the rest and the padding, in scratch */
};

struct lane {
	struct hln_message message;
	size_t blocks; /* left of the phase */
	size_t at;     /* bytes of the message's data that are behind */
	uint8_t *scratch;
	uint64_t padded;     /* the scratch has the padding of so many bytes */
	uint8_t tail_blocks; /* in that many blocks */
	uint8_t phase;       /* enum phase */
};

/* No message is that long. */
#define NOT_PADDED UINT64_MAX

struct run {
	const struct hln_md *md;
	uint32_t cpu;
	int prefix;
	const struct hln_source *source;
	size_t count; /* not yet in the window */
	size_t window_count, window_at;
	const struct hln_kernel *kernel;
	size_t active;
	const uint8_t *in[HLN_LANES_MAX];
	struct lane lanes[HLN_LANES_MAX];
	struct hln_message window[WINDOW];
	uint16_t order[WINDOW];
	_Alignas(64) uint8_t state[HLN_KERNEL_STATE_BYTES_MAX];
	_Alignas(64) uint8_t scratch[HLN_KERNEL_SCRATCH_BYTES_MAX];
};

/* Grows with the message's blocks, in steps of an eighth. */
static size_t sort_key(const struct hln_md *md, size_t bytes)
{
	uint64_t blocks = hln_md_blocks(md, bytes) + 8;
	unsigned shift = 0;

	while (blocks >> shift >= 16)
		shift++;
	return shift * 8 + (size_t)(blocks >> shift) - 8;
}

/*
 * The order of the window by its keys, largest first, by counting. Not inline:
 * its table need not lie on the stack below a source.
 */
__attribute__((noinline)) static void
sort_window(struct run *run, const uint16_t *keys, size_t least, size_t most)
{
	uint16_t starts[KEYS] = { 0 };
	uint16_t sum = 0;

	for (size_t i = 0; i < run->window_count; i++)
		starts[keys[i]]++;
	for (size_t key = most + 1; key-- > least;) {
		uint16_t here = starts[key];

		starts[key] = sum;
		sum = (uint16_t)(sum + here);
	}
	for (size_t i = 0; i < run->window_count; i++)
		run->order[starts[keys[i]]++] = (uint16_t)i;
}

/* Take the next messages, longest first. */
static void load_window(struct run *run)
{
	size_t n = run->source->next(run->source->context, run->window,
				     run->count < WINDOW ? run->count :
							   WINDOW);
	uint16_t keys[WINDOW];
	size_t least = KEYS, most = 0;

	run->window_count = n;
	run->window_at = 0;
	run->count -= n;
	for (size_t i = 0; i < n; i++) {
		size_t key = sort_key(run->md, run->window[i].bytes);

		keys[i] = (uint16_t)key;
		run->order[i] = (uint16_t)i;
		least = key < least ? key : least;
		most = key > most ? key : most;
	}
	if (least < most)
		sort_window(run, keys, least, most);
}

static const struct hln_message *next_message(struct run *run)
{
	if (run->window_at == run->window_count && run->count)
		load_window(run);
	if (run->window_at == run->window_count)
		return NULL;
	return &run->window[run->order[run->window_at++]];
}

static uint64_t total_bytes(const struct run *run,
			    const struct hln_message *message)
{
	return (uint64_t)message->bytes + (run->prefix >= 0);
}

/*
 * Pad what is left, behind `used` bytes that are in the scratch already. The
 * padding of the message before fits one of the same length; BLAKE2's is in
 * the state.
 */
static void enter_tail(struct run *run, size_t l, size_t used)
{
	struct lane *lane = &run->lanes[l];
	const struct hln_message *message = &lane->message;
	uint64_t total = total_bytes(run, message);

	if (message->bytes > lane->at)
		memcpy(lane->scratch + used, message->data + lane->at,
		       message->bytes - lane->at);
	if (lane->padded != total || run->md->padding == HLN_PAD_BLAKE2) {
		lane->padded = total;
		lane->tail_blocks = (uint8_t)hln_md_pad(run->md, run->state,
							run->kernel->lanes, l,
							lane->scratch, total);
	}
	lane->phase = PHASE_TAIL;
	lane->blocks = lane->tail_blocks;
	run->in[l] = lane->scratch;
}

static void enter_body(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];
	size_t tail = hln_md_tail_bytes(run->md,
					total_bytes(run, &lane->message));
	size_t body = lane->message.bytes - lane->at - tail;

	if (!body) {
		enter_tail(run, l, 0);
		return;
	}
	lane->phase = PHASE_BODY;
	lane->blocks = (size_t)hln_md_blocks(run->md, body);
	run->in[l] = lane->message.data + lane->at;
	lane->at += body;
}

/* Give lane l the next message, or leave it idle. */
static void enter_message(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];
	const struct hln_message *message = next_message(run);
	uint64_t total;

	if (!message) {
		lane->phase = PHASE_IDLE;
		run->active--;
		return;
	}
	lane->message = *message;
	hln_md_state_init(run->md, run->state, run->kernel->lanes, l);
	lane->at = 0;
	if (run->prefix < 0) {
		enter_body(run, l);
		return;
	}
	lane->scratch[0] = (uint8_t)run->prefix;
	total = total_bytes(run, message);
	if (total <= hln_md_tail_bytes(run->md, total)) {
		enter_tail(run, l, 1);
		return;
	}
	lane->at = run->md->block_bytes - 1U;
	memcpy(lane->scratch + 1, message->data, lane->at);
	lane->padded = NOT_PADDED;
	lane->phase = PHASE_HEAD;
	lane->blocks = 1;
	run->in[l] = lane->scratch;
}

static void next_phase(struct run *run, size_t l)
{
	struct lane *lane = &run->lanes[l];

	switch (lane->phase) {
	case PHASE_HEAD:
		enter_body(run, l);
		break;
	case PHASE_BODY:
		enter_tail(run, l, 0);
		break;
	default:
		hln_md_output(run->md, run->state, run->kernel->lanes, l,
			      lane->message.digest);
		enter_message(run, l);
		break;
	}
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

	if (kernel == run->kernel || to >= from || to < run->active)
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
		run->in[n] = run->in[l];
		/* Scratches stay with their lanes. */
		if (n != l) {
			run->lanes[n] = run->lanes[l];
			run->lanes[l] = idle;
		}
		n++;
	}
	run->kernel = kernel;
}

/* As many blocks as every lane has; idle lanes follow a running one. */
static size_t prepare(struct run *run)
{
	size_t least = SIZE_MAX, lanes = run->kernel->lanes;
	const uint8_t *running = NULL;

	for (size_t l = 0; l < lanes; l++) {
		const struct lane *lane = &run->lanes[l];

		if (lane->phase != PHASE_IDLE && lane->blocks < least) {
			least = lane->blocks;
			running = run->in[l];
		}
	}
	/* The lane with the fewest blocks has at least that many. */
	if (run->active < lanes)
		for (size_t l = 0; l < lanes; l++)
			if (run->lanes[l].phase == PHASE_IDLE)
				run->in[l] = running;
	return least;
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

static void run_lanes(struct run *run)
{
	size_t block = run->md->block_bytes;

	run->active = run->kernel->lanes;
	for (size_t l = 0; l < run->kernel->lanes; l++) {
		run->lanes[l].scratch = run->scratch + 2 * block * l;
		run->lanes[l].padded = NOT_PADDED;
		enter_message(run, l);
	}
	while (run->active) {
		size_t before = run->active, blocks = prepare(run);

		run_blocks(run, blocks);
		for (size_t l = 0; l < run->kernel->lanes; l++) {
			struct lane *lane = &run->lanes[l];

			if (lane->phase == PHASE_IDLE)
				continue;
			run->in[l] += blocks * block;
			lane->blocks -= blocks;
			if (!lane->blocks)
				next_phase(run, l);
		}
		if (run->active && run->active < before)
			narrow(run);
	}
}

/* By a kernel of one lane. */
static void run_single(const struct hln_md *md,
		       const struct hln_kernel *kernel, int prefix,
		       const struct hln_source *source, size_t count)
{
	struct hln_message messages[16];

	while (count) {
		size_t n = source->next(source->context, messages,
					count < 16 ? count : 16);

		for (size_t i = 0; i < n; i++)
			hln_message_digest(md, kernel, prefix, &messages[i]);
		count -= n;
	}
}

void hln_source_digest(const struct hln_md *md, uint32_t cpu, int prefix,
		       const struct hln_source *source, size_t count)
{
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
	run.count = count;
	run.window_at = 0;
	run.window_count = 0;
	run.kernel = kernel;
	run_lanes(&run);
}

static size_t next_of_array(void *context, struct hln_message *messages,
			    size_t room)
{
	const struct hln_message **at = context;

	memcpy(messages, *at, room * sizeof(*messages));
	*at += room;
	return room;
}

void hln_messages_digest(const struct hln_md *md, uint32_t cpu, int prefix,
			 const struct hln_message *messages, size_t count)
{
	const struct hln_source source = { next_of_array, &messages };

	hln_source_digest(md, cpu, prefix, &source, count);
}
