/* SPDX-License-Identifier: MIT */
/* many.c - one algorithm over many messages in memory. */
#include "hasher_batch.h"
#include "many.h"

#include <stdlib.h>
#include <string.h>

enum {
	ALIGNMENT = 64,
	BATCH = 32, /* messages side by side */
	STEP = 64   /* or one after the other */
};

struct batch {
	struct hln_hasher members[BATCH];
	struct hln_message messages[BATCH];
	/* What the hashers' own functions take. */
	struct hln_hasher *hashers[BATCH];
	const struct hln_hasher *done[BATCH];
	const uint8_t *data[BATCH];
	size_t bytes[BATCH];
	uint8_t *digests[BATCH];
	int32_t statuses[BATCH];
};

static struct batch *create_batch(const struct hln_set *set, uint32_t cpu,
				  size_t room)
{
	size_t head = (sizeof(struct batch) + ALIGNMENT - 1) / ALIGNMENT *
		      ALIGNMENT;
	struct batch *batch = aligned_alloc(ALIGNMENT,
					    head + room * set->state_bytes);

	for (size_t i = 0; batch && i < room; i++) {
		batch->members[i] = (struct hln_hasher){
			.set = set,
			.states = (uint8_t *)batch + head +
				  i * set->state_bytes,
			.size_known = true,
			.cpu = cpu,
		};
		batch->hashers[i] = &batch->members[i];
		batch->done[i] = &batch->members[i];
	}
	return batch;
}

/* HASHLANE_OK or HASHLANE_NO_MEMORY. */
static int32_t digest_batch(struct batch *batch, size_t count)
{
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < count; i++) {
		batch->data[i] = batch->messages[i].data;
		batch->bytes[i] = batch->messages[i].bytes;
		batch->digests[i] = batch->messages[i].digest;
		batch->members[i].size_bytes = batch->bytes[i];
		hln_hasher_start(&batch->members[i]);
	}
	hln_hasher_batch_update(batch->hashers, batch->data, batch->bytes,
				count);
	hln_hasher_batch_digest(batch->done, 0, batch->digests,
				batch->statuses, count);
	for (size_t i = 0; i < count; i++) {
		if (batch->statuses[i] == HASHLANE_NOT_FOUND)
			memset(batch->digests[i], 0,
			       batch->members[i].set->digest_bytes);
		else if (batch->statuses[i])
			status = batch->statuses[i];
		hln_hasher_drop(&batch->members[i]);
	}
	return status;
}

/* Side by side: messages share lanes, and a long one fills them. */
static int32_t digest_side_by_side(const struct hln_set *set, uint32_t cpu,
				   const struct hln_message_source *source,
				   size_t count)
{
	size_t room = count < BATCH ? count : BATCH;
	struct batch *batch = create_batch(set, cpu, room);
	int32_t status = HASHLANE_OK;

	if (!batch)
		return HASHLANE_NO_MEMORY;
	while (count && !status) {
		size_t n = source->next(source->context, batch->messages,
					count < room ? count : room);

		status = digest_batch(batch, n);
		count -= n;
	}
	free(batch);
	return status;
}

/*
 * By the work itself: of a set with one there is nothing that a hasher would
 * add but 5 to 10 ns a message.
 */
static int32_t digest_one(const struct hln_set *set, struct hln_task *task,
			  void *state, const struct hln_message *message)
{
	const struct hln_shape *shape = task->work->shape;
	int32_t status = HASHLANE_OK;

	task->size_bytes = message->bytes;
	shape->init(state, task);
	if (message->bytes)
		status = shape->update(state, message->data, message->bytes);
	if (!status)
		status = shape->digest(state,
				       set->slots[0].output.algorithm->output,
				       message->digest);
	if (status == HASHLANE_NOT_FOUND) {
		memset(message->digest, 0, set->digest_bytes);
		status = HASHLANE_OK;
	}
	if (shape->drop)
		shape->drop(state);
	return status;
}

/* The shape has a loop of its own: a state costs several times a checksum. */
static void digest_whole(const struct hln_set *set, uint32_t cpu,
			 const struct hln_message_source *source, size_t count)
{
	const struct hln_task task = {
		.work = set->slots[0].work.work,
		.param = set->slots[0].work.param,
		.cpu = cpu,
	};
	struct hln_message messages[STEP];

	while (count) {
		size_t n = source->next(source->context, messages,
					count < STEP ? count : STEP);

		task.work->shape->whole(&task,
					set->slots[0].output.algorithm->output,
					messages, n);
		count -= n;
	}
}

/* One after the other: the shape finds lanes inside a message, or none. */
static int32_t digest_in_turn(const struct hln_set *set, uint32_t cpu,
			      const struct hln_message_source *source,
			      size_t count)
{
	struct hln_task task = {
		.work = set->slots[0].work.work,
		.param = set->slots[0].work.param,
		.size_known = true,
		.cpu = cpu,
	};
	void *state = aligned_alloc(ALIGNMENT, set->state_bytes);
	struct hln_message messages[STEP];
	int32_t status = HASHLANE_OK;

	if (!state)
		return HASHLANE_NO_MEMORY;
	while (count && !status) {
		size_t n = source->next(source->context, messages,
					count < STEP ? count : STEP);

		for (size_t i = 0; i < n && !status; i++)
			status = digest_one(set, &task, state, &messages[i]);
		count -= n;
	}
	free(state);
	return status;
}

int32_t hln_many_digest(const struct hln_set *set, uint32_t cpu,
			const struct hln_message_source *source, size_t count)
{
	const struct hln_work *work = set->slots[0].work.work;

	if (work->shape == &hln_linear_shape)
		hln_lanes_digest_source(work->md, cpu, -1, source, count);
	else if (work->shape->whole)
		digest_whole(set, cpu, source, count);
	else if (work->shape->update_many && count > 2)
		return digest_side_by_side(set, cpu, source, count);
	else
		return digest_in_turn(set, cpu, source, count);
	return HASHLANE_OK;
}
