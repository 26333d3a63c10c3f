/* SPDX-License-Identifier: MIT */
/* many.c - one algorithm over many messages in memory. */
#include "many.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, STEP = 64 };

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
	const struct hln_work *work = set->works[0].work;

	if (work->shape != &hln_linear_shape)
		return digest_in_turn(set, cpu, source, count);
	hln_source_digest(work->md, cpu, -1, source, count);
	return HASHLANE_OK;
}
