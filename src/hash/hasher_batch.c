/* SPDX-License-Identifier: MIT */
/* hasher_batch.c - many hashers of one set side by side, work by work. */
#include "hasher_batch.h"

#include "../lane/cpu.h"
#include "interleave.h"

enum {
	BATCH = 32,             /* hashers side by side */
	STEP_BYTES = 512 << 10, /* of all, while they are in the L2 cache */
	STEP_MIN = 4096         /* of one */
};

/* Hashers that have bytes left, and where they are in them. */
struct batch {
	struct hln_meter *meter; /* NULL: it is not measured */
	size_t count;
	struct hln_hasher *hashers[BATCH];
	const uint8_t *data[BATCH];
	size_t left[BATCH];
};

/* Those that can take their bytes; the others keep their failure. */
static void gather(struct batch *batch, struct hln_hasher *const *hashers,
		   const uint8_t *const *data, const size_t *bytes,
		   size_t count)
{
	batch->count = 0;
	for (size_t i = 0; i < count; i++) {
		struct hln_hasher *hasher = hashers[i];

		if (hasher->failure)
			continue;
		if (bytes[i] > UINT64_MAX - hasher->bytes ||
		    (hasher->size_known &&
		     bytes[i] > hasher->size_bytes - hasher->bytes)) {
			hasher->failure = HASHLANE_ARGUMENT;
			continue;
		}
		if (!bytes[i])
			continue;
		batch->hashers[batch->count] = hasher;
		batch->data[batch->count] = data[i];
		batch->left[batch->count++] = bytes[i];
	}
}

static void update_one(struct hln_hasher *hasher, const uint8_t *data,
		       size_t bytes)
{
	int32_t status = hln_hasher_update(hasher, data, bytes);

	if (status)
		hasher->failure = status;
}

/*
 * Which cores are to run interleaved, one hasher after the other, and not in
 * lanes. A interleaved kernel takes about 1.1 times what its slowest core takes
 * alone (1.05 to 1.2 on Zen 4): two streams gain by it, three of four cores,
 * more only where there are no lanes.
 */
static uint32_t interleaved_cores(const struct hln_hasher *hasher,
				  size_t count)
{
	uint32_t cores = hasher->interleaved ? hasher->interleaved->cores : 0;
	uint64_t slowest = 0, in_lanes = 0;

	for (uint32_t core = 0; cores >> core; core++) {
		const struct hln_kernel *many, *one;

		if (!(cores >> core & 1))
			continue;
		one = hln_kernel_single((enum hln_core)core, hasher->cpu);
		many = hln_kernel_for((enum hln_core)core, hasher->cpu, count,
				      NULL);
		slowest = one->cost > slowest ? one->cost : slowest;
		in_lanes += (count + many->lanes - 1) / many->lanes *
			    (uint64_t)many->cost;
	}
	return slowest * count * 11 / 10 < in_lanes ? cores : 0;
}

/* The bytes of a step to one work of all. */
static void update_work(struct batch *batch, size_t work,
			struct hln_update *updates)
{
	const struct hln_set_work *set_work =
		&batch->hashers[0]->set->slots[work].work;
	const struct hln_shape *shape = set_work->work->shape;
	int32_t status;

	for (size_t i = 0; i < batch->count; i++)
		updates[i].state = batch->hashers[i]->states +
				   set_work->state_offset;
	if (shape->update_many) {
		status = shape->update_many(updates, batch->count);
		for (size_t i = 0; status && i < batch->count; i++)
			batch->hashers[i]->failure = status;
		return;
	}
	for (size_t i = 0; i < batch->count; i++) {
		status = shape->update(updates[i].state, updates[i].data,
				       updates[i].bytes);
		if (status)
			batch->hashers[i]->failure = status;
	}
}

static uint64_t clock_of(const struct batch *batch)
{
	return batch->meter ? batch->meter->clock_ns() : 0;
}

/* The time since then is shared by these works. */
static void note_time(const struct batch *batch, uint64_t works,
		      uint64_t start)
{
	uint64_t ns, count = 0;

	if (!batch->meter)
		return;
	ns = batch->meter->clock_ns() - start;
	for (uint64_t left = works; left; left &= left - 1)
		count++;
	/* No shift by 64, which has no result. */
	for (size_t work = 0; works; work++, works >>= 1)
		if (works & 1)
			batch->meter->ns[work] += ns / count;
}

/* Those of the cores that are run together. */
static void update_interleaved(struct batch *batch, uint32_t cores,
			       const struct hln_update *updates)
{
	const struct hln_set *set = batch->hashers[0]->set;
	uint64_t works = 0, start = clock_of(batch);

	for (size_t work = 0; work < set->work_count; work++)
		if (set->slots[work].work.serial_core & cores)
			works |= (uint64_t)1 << work;
	for (size_t i = 0; i < batch->count; i++) {
		int32_t status = hln_interleave_update(
			batch->hashers[i], updates[i].data, updates[i].bytes);

		if (status)
			batch->hashers[i]->failure = status;
	}
	note_time(batch, works, start);
}

static void update_works(struct batch *batch, struct hln_update *updates)
{
	const struct hln_set *set = batch->hashers[0]->set;
	uint32_t interleaved = interleaved_cores(batch->hashers[0],
						 batch->count);

	for (size_t work = 0; work < set->work_count; work++) {
		uint64_t start = clock_of(batch);

		if (set->slots[work].work.serial_core & interleaved)
			continue;
		update_work(batch, work, updates);
		note_time(batch, (uint64_t)1 << work, start);
	}
	if (interleaved)
		update_interleaved(batch, interleaved, updates);
}

/* How many bytes of each a step takes. */
static size_t step_bytes(const struct batch *batch)
{
	size_t step = STEP_BYTES / batch->count, least = SIZE_MAX;

	/* One work alone wants all it can get for its lanes. */
	if (batch->hashers[0]->set->work_count == 1)
		return SIZE_MAX;
	/* Few that are left behind by short ones may run interleaved. */
	for (size_t i = 0; i < batch->count; i++)
		if (batch->left[i] < least)
			least = batch->left[i];
	step = step < least ? step : least;
	return step > STEP_MIN ? step : STEP_MIN;
}

static void update_step(struct batch *batch)
{
	size_t step = step_bytes(batch), count = 0;
	struct hln_update updates[BATCH];

	for (size_t i = 0; i < batch->count; i++) {
		updates[i].data = batch->data[i];
		updates[i].bytes = batch->left[i] < step ? batch->left[i] :
							   step;
	}
	update_works(batch, updates);
	for (size_t i = 0; i < batch->count; i++) {
		struct hln_hasher *hasher = batch->hashers[i];

		hasher->bytes += updates[i].bytes;
		if (batch->left[i] == updates[i].bytes || hasher->failure)
			continue;
		batch->hashers[count] = hasher;
		batch->data[count] = batch->data[i] + updates[i].bytes;
		batch->left[count++] = batch->left[i] - updates[i].bytes;
	}
	batch->count = count;
}

static void update(struct hln_meter *meter, struct hln_hasher *const *hashers,
		   const uint8_t *const *data, const size_t *bytes,
		   size_t count)
{
	struct batch batch;

	batch.meter = meter;
	while (count) {
		size_t n = count < BATCH ? count : BATCH;

		gather(&batch, hashers, data, bytes, n);
		while (batch.count > (meter ? 0 : 1))
			update_step(&batch);
		if (batch.count)
			update_one(batch.hashers[0], batch.data[0],
				   batch.left[0]);
		hashers += n;
		data += n;
		bytes += n;
		count -= n;
	}
}

void hln_hasher_batch_update(struct hln_hasher *const *hashers,
			     const uint8_t *const *data, const size_t *bytes,
			     size_t count)
{
	update(NULL, hashers, data, bytes, count);
}

void hln_hasher_batch_measure(struct hln_meter *meter,
			      struct hln_hasher *const *hashers,
			      const uint8_t *const *data, const size_t *bytes,
			      size_t count)
{
	update(meter, hashers, data, bytes, count);
}

/* HASHLANE_OK, or why hln_hasher_digest gives none. */
static int32_t refusal(const struct hln_hasher *hasher, size_t i)
{
	const struct hln_output *output = &hasher->set->slots[i].output;

	if (hasher->failure)
		return hasher->failure;
	if (output->algorithm->work->shape->uses_size && hasher->size_known &&
	    hasher->bytes != hasher->size_bytes)
		return HASHLANE_ARGUMENT;
	return HASHLANE_OK;
}

void hln_hasher_batch_digest(const struct hln_hasher *const *hashers, size_t i,
			     uint8_t *const *digests, int32_t *statuses,
			     size_t count)
{
	const struct hln_output *output;
	const struct hln_shape *shape;
	uint8_t *outs[BATCH];
	void *states[BATCH];
	size_t n = 0;

	if (!count)
		return;
	output = &hashers[0]->set->slots[i].output;
	shape = output->algorithm->work->shape;
	for (size_t h = 0; h < count; h++) {
		if (!shape->digest_many) {
			statuses[h] = hln_hasher_digest(hashers[h], i,
							digests[h]);
			continue;
		}
		statuses[h] = refusal(hashers[h], i);
		if (!statuses[h]) {
			states[n] = hashers[h]->states +
				    hashers[h]
					    ->set->slots[output->work]
					    .work.state_offset;
			outs[n++] = digests[h];
		}
		if (n == BATCH || h + 1 == count) {
			shape->digest_many(states, output->algorithm->output,
					   outs, n);
			n = 0;
		}
	}
}
