/* SPDX-License-Identifier: MIT */
/* streaming.c - the exports of the streaming hasher. */
#include "../lane/cpu.h"
#include "arguments.h"
#include "handle.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

/* What a handle names; the states lie behind it. */
struct streaming {
	void *memory; /* where it is */
	struct hln_hasher hasher;
	struct hln_set set; /* no more of it than is used */
};

static size_t round_up(size_t bytes)
{
	return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* By malloc, which is several times as fast for this as aligned_alloc. */
static struct streaming *allocate(const struct hln_set *set)
{
	size_t set_bytes = hln_set_bytes(set);
	size_t offset = round_up(offsetof(struct streaming, set) + set_bytes);
	void *memory = malloc(ALIGNMENT + offset + set->state_bytes);
	uint8_t *at = (uint8_t *)memory + ALIGNMENT -
		      (uintptr_t)memory % ALIGNMENT;
	struct streaming *streaming = (struct streaming *)(void *)at;

	if (!memory)
		return NULL;
	streaming->memory = memory;
	memcpy(&streaming->set, set, set_bytes);
	streaming->hasher.set = &streaming->set;
	streaming->hasher.states = at + offset;
	return streaming;
}

/* Make the handle, or undo the object. */
static int32_t publish(hashlane_hasher *out, struct streaming *streaming)
{
	int32_t status = hln_handle_create(out, HLN_KIND_HASHER, streaming);

	if (status) {
		hln_hasher_drop(&streaming->hasher);
		free(streaming->memory);
	}
	return status;
}

static int32_t check_options(struct hashlane_hasher_options *known,
			     const struct hashlane_hasher_options *options,
			     struct hashlane_error *error)
{
	int32_t status = hln_copy_struct(known, options, sizeof(*known),
					 sizeof(*known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)HASHLANE_HASHER_SIZE_KNOWN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown hasher flags", NULL, 0);
	return HASHLANE_OK;
}

static int32_t create(hashlane_hasher *out,
		      const struct hashlane_hasher_options *options,
		      struct hashlane_error *error)
{
	bool size_known = options->flags & HASHLANE_HASHER_SIZE_KNOWN;
	struct streaming *streaming;
	struct hln_set set;
	uint32_t cpu;
	int32_t status = hln_check_specs(&set, options->specs,
					 options->spec_count, error);

	if (status)
		return status;
	status = hln_cpu_limit(&cpu, options->isa);
	if (status)
		return hln_fail(error, status, 0,
				"instruction set not available", NULL, 0);
	if (set.needs_size && !size_known)
		return hln_fail(error, HASHLANE_UNSUPPORTED, 0,
				"an algorithm needs the size beforehand", NULL,
				0);
	streaming = allocate(&set);
	if (!streaming)
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	streaming->hasher.cpu = cpu;
	streaming->hasher.size_known = size_known;
	streaming->hasher.size_bytes = options->size_bytes;
	hln_hasher_start(&streaming->hasher);
	status = publish(out, streaming);
	return status ? hln_fail(error, status, 0, NULL, NULL, 0) : status;
}

int32_t hashlane_hasher_create(hashlane_hasher *out,
			       const struct hashlane_hasher_options *options,
			       struct hashlane_error *error)
{
	struct hashlane_hasher_options known;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = check_options(&known, options, error);
	if (!status)
		status = create(out, &known, error);
	errno = before;
	return status;
}

/* The hasher behind a handle, for one call. */
static int32_t lock(struct streaming **streaming, hashlane_hasher hasher)
{
	void *object;
	int32_t status = hln_handle_lock(&object, hasher, HLN_KIND_HASHER);

	if (!status)
		*streaming = object;
	return status;
}

int32_t hashlane_hasher_update(hashlane_hasher hasher, const void *data,
			       size_t data_bytes)
{
	struct streaming *streaming;
	int before = errno;
	int32_t status = lock(&streaming, hasher);

	if (status)
		return status;
	if (hln_bad_bytes(data, data_bytes))
		status = HASHLANE_ARGUMENT;
	else
		status = hln_hasher_update(&streaming->hasher, data,
					   data_bytes);
	hln_handle_unlock(hasher);
	errno = before;
	return status;
}

static int32_t digest(const struct streaming *streaming, size_t index,
		      uint8_t *out, size_t capacity, size_t *digest_bytes)
{
	uint8_t full[HASHLANE_DIGEST_BYTES_MAX];
	size_t bytes;
	int32_t status;

	if (index >= streaming->set.output_count ||
	    hln_bad_bytes(out, capacity))
		return HASHLANE_ARGUMENT;
	bytes = streaming->set.slots[index].output.algorithm->digest_bytes;
	if (capacity < bytes) {
		if (digest_bytes)
			*digest_bytes = bytes;
		return HASHLANE_BUFFER;
	}
	status = hln_hasher_digest(&streaming->hasher, index, full);
	if (status == HASHLANE_NOT_FOUND)
		bytes = 0;
	else if (status)
		return status;
	if (bytes)
		memcpy(out, full, bytes);
	if (digest_bytes)
		*digest_bytes = bytes;
	return HASHLANE_OK;
}

int32_t hashlane_hasher_digest(hashlane_hasher hasher, size_t index,
			       uint8_t *out, size_t capacity,
			       size_t *digest_bytes)
{
	struct streaming *streaming;
	int before = errno;
	int32_t status = lock(&streaming, hasher);

	if (status)
		return status;
	status = digest(streaming, index, out, capacity, digest_bytes);
	hln_handle_unlock(hasher);
	errno = before;
	return status;
}

int32_t hashlane_hasher_reset(hashlane_hasher hasher)
{
	struct streaming *streaming;
	int32_t status = lock(&streaming, hasher);

	if (status)
		return status;
	hln_hasher_drop(&streaming->hasher);
	hln_hasher_start(&streaming->hasher);
	hln_handle_unlock(hasher);
	return HASHLANE_OK;
}

static int32_t clone(hashlane_hasher *out, const struct streaming *from)
{
	struct streaming *copy = allocate(&from->set);
	int32_t status;

	if (!copy)
		return HASHLANE_NO_MEMORY;
	copy->hasher.cpu = from->hasher.cpu;
	copy->hasher.size_known = from->hasher.size_known;
	copy->hasher.size_bytes = from->hasher.size_bytes;
	status = hln_hasher_copy(&copy->hasher, &from->hasher);
	if (status) {
		free(copy->memory);
		return status;
	}
	return publish(out, copy);
}

int32_t hashlane_hasher_clone(hashlane_hasher *out, hashlane_hasher hasher)
{
	struct streaming *streaming;
	int before = errno;
	int32_t status = lock(&streaming, hasher);

	if (status)
		return status;
	status = out ? clone(out, streaming) : HASHLANE_ARGUMENT;
	hln_handle_unlock(hasher);
	errno = before;
	return status;
}

int32_t hashlane_hasher_destroy(hashlane_hasher hasher)
{
	struct streaming *streaming;
	int before = errno;
	int32_t status = lock(&streaming, hasher);

	if (status)
		return status;
	hln_handle_retire(hasher);
	hln_hasher_drop(&streaming->hasher);
	free(streaming->memory);
	errno = before;
	return HASHLANE_OK;
}
