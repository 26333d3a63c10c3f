/* SPDX-License-Identifier: MIT */
/* hasher.c - several algorithms over one stream, each work run once. */
#include "hasher.h"

#include "interleave.h"

#include <string.h>

/* A part of a stream: long beside what a join costs. */
enum { PART_BYTES_WISH = 4 * 1024 * 1024 };

static size_t find_work(struct hln_set *set, const struct hln_work *work,
			uint64_t param)
{
	size_t i = 0;

	while (i < set->work_count && (set->slots[i].work.work != work ||
				       set->slots[i].work.param != param))
		i++;
	if (i == set->work_count) {
		set->slots[i].work.work = work;
		set->slots[i].work.param = param;
		set->slots[i].work.state_offset = set->state_bytes;
		set->state_bytes += work->shape->state_bytes;
		set->work_count++;
		hln_interleave_offer(set, i);
	}
	return i;
}

int32_t hln_hasher_set_resolve(struct hln_set *set,
			       const struct hashlane_algorithm_spec *specs,
			       size_t count, size_t *at)
{
	set->output_count = count;
	set->work_count = 0;
	set->state_bytes = 0;
	set->digest_bytes = 0;
	set->needs_size = false;
	set->wants_ranges = false;
	set->serial_cores = 0;
	for (size_t i = 0; i < count; i++) {
		struct hln_output *output = &set->slots[i].output;
		uint64_t param;
		int32_t status = hln_registry_resolve(&output->algorithm,
						      &param, &specs[i]);

		*at = i;
		if (status)
			return status;
		output->work = (uint32_t)find_work(
			set, output->algorithm->work, param);
		output->digest_offset = (uint32_t)set->digest_bytes;
		set->digest_bytes += output->algorithm->digest_bytes;
		if (output->algorithm->flags & HASHLANE_INFO_NEEDS_SIZE)
			set->needs_size = true;
	}
	return HASHLANE_OK;
}

void hln_hasher_set_specs(const struct hln_set *set,
			  struct hashlane_algorithm_spec *specs)
{
	for (size_t i = 0; i < set->output_count; i++) {
		const struct hln_output *output = &set->slots[i].output;

		specs[i] = (struct hashlane_algorithm_spec){
			.id = output->algorithm->id,
			.param = set->slots[output->work].work.param,
		};
	}
}

static void *state_of(const struct hln_hasher *hasher, size_t work)
{
	return hasher->states + hasher->set->slots[work].work.state_offset;
}

static struct hln_task task_of(const struct hln_hasher *hasher, size_t work)
{
	return (struct hln_task){
		.work = hasher->set->slots[work].work.work,
		.param = hasher->set->slots[work].work.param,
		.size_bytes = hasher->size_bytes,
		.size_known = hasher->size_known,
		.wants_ranges = hasher->set->wants_ranges,
		.cpu = hasher->cpu,
	};
}

static void start_hasher(struct hln_hasher *hasher, uint64_t offset)
{
	hasher->offset = offset;
	hasher->bytes = 0;
	hasher->failure = HASHLANE_OK;
	hasher->interleaved = hln_interleave_kernel(hasher->set, hasher->cpu);
}

void hln_hasher_start(struct hln_hasher *hasher)
{
	start_hasher(hasher, 0);
	for (size_t i = 0; i < hasher->set->work_count; i++) {
		const struct hln_task task = task_of(hasher, i);

		task.work->shape->init(state_of(hasher, i), &task);
	}
}

/* The wish if every work agrees, else 0 and the first other answer. */
static uint64_t agreed_bytes(const struct hln_hasher *hasher, uint64_t wish,
			     uint64_t *other)
{
	for (size_t i = 0; i < hasher->set->work_count; i++) {
		const struct hln_task task = task_of(hasher, i);
		uint64_t answer = 0;

		if (task.work->shape->part_bytes)
			answer = task.work->shape->part_bytes(&task, wish);
		if (answer == wish)
			continue;
		*other = answer;
		return 0;
	}
	return wish;
}

uint64_t hln_hasher_part_bytes(const struct hln_set *set, uint64_t size_bytes,
			       uint32_t cpu)
{
	const struct hln_hasher hasher = {
		.set = set,
		.size_bytes = size_bytes,
		.size_known = true,
		.cpu = cpu,
	};
	uint64_t wish = PART_BYTES_WISH, other = 0;

	if (agreed_bytes(&hasher, wish, &other))
		return wish;
	wish = other;
	return wish ? agreed_bytes(&hasher, wish, &other) : 0;
}

void hln_hasher_start_part(struct hln_hasher *hasher, uint64_t offset)
{
	start_hasher(hasher, offset);
	for (size_t i = 0; i < hasher->set->work_count; i++) {
		const struct hln_task task = task_of(hasher, i);

		task.work->shape->init_part(state_of(hasher, i), &task,
					    offset);
	}
}

void hln_hasher_restart(struct hln_hasher *hasher)
{
	if (hasher->offset)
		hln_hasher_start_part(hasher, hasher->offset);
	else
		hln_hasher_start(hasher);
}

/* The least common multiple; 0: it is too large. */
static uint64_t common_multiple(uint64_t a, uint64_t b)
{
	uint64_t divisor = a, rest = b;

	while (rest) {
		uint64_t next = divisor % rest;

		divisor = rest;
		rest = next;
	}
	if (!a || !b)
		return 0;
	a /= divisor;
	return a > UINT64_MAX / b ? 0 : a * b;
}

uint64_t hln_hasher_border_bytes(const struct hln_set *set, size_t *at)
{
	const struct hln_hasher hasher = { .set = set };
	uint64_t all = 1;

	for (size_t i = 0; i < set->output_count && all; i++) {
		const struct hln_task task =
			task_of(&hasher, set->slots[i].output.work);
		uint64_t (*border_bytes)(const struct hln_task *task) =
			task.work->shape->border_bytes;

		*at = i;
		all = border_bytes ?
			      common_multiple(all, border_bytes(&task)) :
			      0;
	}
	return all;
}

int32_t hln_hasher_join(struct hln_hasher *hasher, struct hln_hasher *part)
{
	const struct hln_set *set = hasher->set;

	if (!hasher->failure)
		hasher->failure = part->failure;
	for (size_t i = 0; i < set->work_count && !hasher->failure; i++)
		hasher->failure = set->slots[i].work.work->shape->join(
			state_of(hasher, i), state_of(part, i));
	hasher->bytes += part->bytes;
	hln_hasher_drop(part);
	return hasher->failure;
}

/* A piece to every work; the interleaved ones take it together. */
static int32_t update_works(struct hln_hasher *hasher, const uint8_t *data,
			    size_t bytes)
{
	const struct hln_set *set = hasher->set;
	uint32_t interleaved = hasher->interleaved ?
				       hasher->interleaved->cores :
				       0;

	for (size_t i = 0; i < set->work_count; i++) {
		int32_t status;

		if (set->slots[i].work.serial_core & interleaved)
			continue;
		status = set->slots[i].work.work->shape->update(
			state_of(hasher, i), data, bytes);
		if (status)
			return status;
	}
	return interleaved ? hln_interleave_update(hasher, data, bytes) :
			     HASHLANE_OK;
}

int32_t hln_hasher_update(struct hln_hasher *hasher, const uint8_t *data,
			  size_t bytes)
{
	const struct hln_set *set = hasher->set;

	if (hasher->failure)
		return hasher->failure;
	if (bytes > UINT64_MAX - hasher->offset - hasher->bytes ||
	    (hasher->size_known && bytes > hasher->size_bytes - hasher->bytes))
		return HASHLANE_ARGUMENT;
	while (bytes) {
		/* One work alone wants all it can get for its lanes. */
		size_t piece = set->work_count == 1 ||
					       bytes < HLN_PIECE_BYTES ?
				       bytes :
				       HLN_PIECE_BYTES;

		hasher->failure = update_works(hasher, data, piece);
		if (hasher->failure)
			return hasher->failure;
		hasher->bytes += piece;
		data += piece;
		bytes -= piece;
	}
	return HASHLANE_OK;
}

int32_t hln_hasher_digest(const struct hln_hasher *hasher, size_t i,
			  uint8_t *digest)
{
	const struct hln_output *output = &hasher->set->slots[i].output;
	const struct hln_shape *shape = output->algorithm->work->shape;

	if (hasher->failure)
		return hasher->failure;
	if (shape->uses_size && hasher->size_known &&
	    hasher->bytes != hasher->size_bytes)
		return HASHLANE_ARGUMENT;
	return shape->digest(state_of(hasher, output->work),
			     output->algorithm->output, digest);
}

int32_t hln_hasher_ranges(struct hln_hasher *hasher, size_t i,
			  const uint8_t **digests, size_t *bytes)
{
	const struct hln_output *output = &hasher->set->slots[i].output;
	const struct hln_shape *shape = output->algorithm->work->shape;

	if (!shape->ranges)
		return HASHLANE_NOT_FOUND;
	return shape->ranges(state_of(hasher, output->work),
			     output->algorithm->output, digests, bytes);
}

uint64_t hln_hasher_range_bytes(const struct hln_set *set, size_t i)
{
	const struct hln_set_work *work =
		&set->slots[set->slots[i].output.work].work;
	const struct hln_task task = {
		.work = work->work,
		.param = work->param,
	};

	if (!task.work->shape->range_bytes)
		return 0;
	return task.work->shape->range_bytes(&task);
}

int32_t hln_hasher_copy(struct hln_hasher *to, const struct hln_hasher *from)
{
	to->offset = from->offset;
	to->bytes = from->bytes;
	to->failure = from->failure;
	to->interleaved = from->interleaved;
	for (size_t i = 0; i < from->set->work_count; i++) {
		const struct hln_shape *shape =
			from->set->slots[i].work.work->shape;
		int32_t status = HASHLANE_OK;

		if (shape->clone)
			status = shape->clone(state_of(to, i),
					      state_of(from, i));
		else
			memcpy(state_of(to, i), state_of(from, i),
			       shape->state_bytes);
		if (status) {
			while (i--) {
				shape = from->set->slots[i].work.work->shape;
				if (shape->drop)
					shape->drop(state_of(to, i));
			}
			return status;
		}
	}
	return HASHLANE_OK;
}

void hln_hasher_drop(struct hln_hasher *hasher)
{
	for (size_t i = 0; i < hasher->set->work_count; i++) {
		const struct hln_shape *shape =
			hasher->set->slots[i].work.work->shape;

		if (shape->drop)
			shape->drop(state_of(hasher, i));
	}
}
