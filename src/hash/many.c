/* SPDX-License-Identifier: MIT */
/* many.c - one algorithm over many messages in memory. */
#include "hashers.h"
#include "many.h"

#include <stdlib.h>
#include <string.h>

enum {
	ALIGNMENT = 64,
	COMPANY = 32, /* messages side by side */
	STEP = 64     /* or one after the other */
};

struct company {
	struct hln_hasher members[COMPANY];
	struct hln_message messages[COMPANY];
	/* What the hashers' own functions take. */
	struct hln_hasher *hashers[COMPANY];
	const struct hln_hasher *done[COMPANY];
	const uint8_t *data[COMPANY];
	size_t bytes[COMPANY];
	uint8_t *digests[COMPANY];
	int32_t statuses[COMPANY];
};

static struct company *make_company(const struct hln_set *set, uint32_t cpu,
				    size_t room)
{
	size_t head = (sizeof(struct company) + ALIGNMENT - 1) / ALIGNMENT *
		      ALIGNMENT;
	struct company *company =
		aligned_alloc(ALIGNMENT, head + room * set->state_bytes);

	for (size_t i = 0; company && i < room; i++) {
		company->members[i] = (struct hln_hasher){
			.set = set,
			.states = (uint8_t *)company + head +
				  i * set->state_bytes,
			.size_known = true,
			.cpu = cpu,
		};
		company->hashers[i] = &company->members[i];
		company->done[i] = &company->members[i];
	}
	return company;
}

/* HASHLANE_OK or HASHLANE_NO_MEMORY. */
static int32_t digest_company(struct company *company, size_t count)
{
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < count; i++) {
		company->data[i] = company->messages[i].data;
		company->bytes[i] = company->messages[i].bytes;
		company->digests[i] = company->messages[i].digest;
		company->members[i].size_bytes = company->bytes[i];
		hln_hasher_start(&company->members[i]);
	}
	hln_hashers_update(company->hashers, company->data, company->bytes,
			   count);
	hln_hashers_digest(company->done, 0, company->digests,
			   company->statuses, count);
	for (size_t i = 0; i < count; i++) {
		if (company->statuses[i] == HASHLANE_NOT_FOUND)
			memset(company->digests[i], 0,
			       company->members[i].set->digest_bytes);
		else if (company->statuses[i])
			status = company->statuses[i];
		hln_hasher_drop(&company->members[i]);
	}
	return status;
}

/* Side by side: messages share lanes, and a long one fills them. */
static int32_t digest_side_by_side(const struct hln_set *set, uint32_t cpu,
				   const struct hln_source *source,
				   size_t count)
{
	size_t room = count < COMPANY ? count : COMPANY;
	struct company *company = make_company(set, cpu, room);
	int32_t status = HASHLANE_OK;

	if (!company)
		return HASHLANE_NO_MEMORY;
	while (count && !status) {
		size_t n = source->next(source->context, company->messages,
					count < room ? count : room);

		status = digest_company(company, n);
		count -= n;
	}
	free(company);
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
			 const struct hln_source *source, size_t count)
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
			      const struct hln_source *source, size_t count)
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
			const struct hln_source *source, size_t count)
{
	const struct hln_work *work = set->slots[0].work.work;

	if (work->shape == &hln_linear_shape)
		hln_source_digest(work->md, cpu, -1, source, count);
	else if (work->shape->whole)
		digest_whole(set, cpu, source, count);
	else if (work->shape->update_many && count > 2)
		return digest_side_by_side(set, cpu, source, count);
	else
		return digest_in_turn(set, cpu, source, count);
	return HASHLANE_OK;
}
