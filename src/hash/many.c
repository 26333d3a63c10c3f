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

static int32_t digest_one(struct hln_hasher *hasher,
			  const struct hln_message *message)
{
	int32_t status;

	hasher->size_bytes = message->bytes;
	hln_hasher_start(hasher);
	status = hln_hasher_update(hasher, message->data, message->bytes);
	if (!status)
		status = hln_hasher_digest(hasher, 0, message->digest);
	if (status == HASHLANE_NOT_FOUND) {
		memset(message->digest, 0, hasher->set->digest_bytes);
		status = HASHLANE_OK;
	}
	hln_hasher_drop(hasher);
	return status;
}

/* One after the other: the shape finds lanes inside a message, or none. */
static int32_t digest_in_turn(const struct hln_set *set, uint32_t cpu,
			      const struct hln_source *source, size_t count)
{
	struct hln_hasher hasher = {
		.set = set,
		.states = aligned_alloc(ALIGNMENT, set->state_bytes),
		.size_known = true,
		.cpu = cpu,
	};
	struct hln_message messages[STEP];
	int32_t status = HASHLANE_OK;

	if (!hasher.states)
		return HASHLANE_NO_MEMORY;
	while (count && !status) {
		size_t n = source->next(source->context, messages,
					count < STEP ? count : STEP);

		for (size_t i = 0; i < n && !status; i++)
			status = digest_one(&hasher, &messages[i]);
		count -= n;
	}
	free(hasher.states);
	return status;
}

int32_t hln_many_digest(const struct hln_set *set, uint32_t cpu,
			const struct hln_source *source, size_t count)
{
	const struct hln_work *work = set->slots[0].work.work;

	if (work->shape == &hln_linear_shape)
		hln_source_digest(work->md, cpu, -1, source, count);
	else if (work->shape->update_many && count > 2)
		return digest_side_by_side(set, cpu, source, count);
	else
		return digest_in_turn(set, cpu, source, count);
	return HASHLANE_OK;
}
