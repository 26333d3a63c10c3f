/* SPDX-License-Identifier: MIT */
/* streaming.c - the exports of the streaming hasher. */
#include "streaming.h"

#include "../lane/cpu.h"
#include "handle.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

static size_t round_up(size_t bytes)
{
	return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* By malloc, which is several times as fast for this as aligned_alloc. */
struct hln_streaming *hln_streaming_allocate(const struct hln_set *set)
{
	size_t set_bytes = hln_hasher_set_bytes(set);
	size_t offset =
		round_up(offsetof(struct hln_streaming, set) + set_bytes);
	void *memory = malloc(ALIGNMENT + offset + set->state_bytes);
	uint8_t *at = (uint8_t *)memory + ALIGNMENT -
		      (uintptr_t)memory % ALIGNMENT;
	struct hln_streaming *streaming = (struct hln_streaming *)(void *)at;

	if (!memory)
		return NULL;
	streaming->memory = memory;
	memcpy(&streaming->set, set, set_bytes);
	streaming->hasher.set = &streaming->set;
	streaming->hasher.states = at + offset;
	return streaming;
}

void hln_streaming_free(struct hln_streaming *streaming)
{
	hln_hasher_drop(&streaming->hasher);
	free(streaming->memory);
}

int32_t hln_streaming_publish(hashlane_hasher *out,
			      struct hln_streaming *streaming)
{
	int32_t status = hln_handle_create(out, HLN_KIND_HASHER, streaming);

	if (status)
		hln_streaming_free(streaming);
	return status;
}

static int32_t check_options(struct hashlane_hasher_options *known,
			     const struct hashlane_hasher_options *options,
			     struct hashlane_error *error)
{
	int32_t status = hln_copy_struct(
		known, options,
		offsetof(struct hashlane_hasher_options, offset_bytes),
		sizeof(*known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)HASHLANE_HASHER_SIZE_KNOWN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown hasher flags", NULL, 0);
	if (known->offset_bytes && known->flags & HASHLANE_HASHER_SIZE_KNOWN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"a range at an offset has no known size", NULL,
				0);
	return HASHLANE_OK;
}

static const char *first_to_need_size(const struct hln_set *set)
{
	size_t i = 0;

	while (!(set->slots[i].output.algorithm->flags &
		 HASHLANE_INFO_NEEDS_SIZE))
		i++;
	return set->slots[i].output.algorithm->name;
}

int32_t hln_streaming_check_offset(const struct hln_set *set, uint64_t offset,
				   struct hashlane_error *error)
{
	uint64_t border;
	size_t at = 0;

	if (!offset)
		return HASHLANE_OK;
	border = hln_hasher_border_bytes(set, &at);
	if (!border) {
		const char *name = set->slots[at].output.algorithm->name;

		return hln_fail(error, HASHLANE_UNSUPPORTED, at,
				"ranges cannot be combined because of", name,
				strlen(name));
	}
	if (offset % border)
		return hln_fail(error, HASHLANE_ARGUMENT, border,
				"the offset is within a chunk", NULL, 0);
	return HASHLANE_OK;
}

static int32_t create(hashlane_hasher *out,
		      const struct hashlane_hasher_options *options,
		      struct hashlane_error *error)
{
	bool size_known = options->flags & HASHLANE_HASHER_SIZE_KNOWN;
	struct hln_streaming *streaming;
	struct hln_set set;
	uint32_t cpu;
	int32_t status = hln_check_specs(&set, options->specs,
					 options->spec_count, error);

	if (status)
		return status;
	status = hln_cpu_limit(&cpu, options->isa);
	if (status)
		return hln_fail(error, status, 0,
				status == HASHLANE_ARGUMENT ?
					"unknown instruction set" :
					"the processor has no such "
					"instruction set",
				NULL, 0);
	if (set.needs_size && !size_known) {
		const char *name = first_to_need_size(&set);

		return hln_fail(error, HASHLANE_UNSUPPORTED, 0,
				"the size must be given beforehand for", name,
				strlen(name));
	}
	status = hln_streaming_check_offset(&set, options->offset_bytes,
					    error);
	if (status)
		return status;
	streaming = hln_streaming_allocate(&set);
	if (!streaming)
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	streaming->isa = options->isa;
	streaming->hasher.cpu = cpu;
	streaming->hasher.size_known = size_known;
	streaming->hasher.size_bytes = options->size_bytes;
	streaming->hasher.offset = options->offset_bytes;
	hln_hasher_restart(&streaming->hasher);
	status = hln_streaming_publish(out, streaming);
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

int32_t hln_streaming_lock(struct hln_streaming **streaming,
			   hashlane_hasher hasher)
{
	void *object;
	int32_t status = hln_handle_lock(&object, hasher, HLN_KIND_HASHER);

	if (status)
		return status;
	if (hln_handle_is_ended(hasher)) {
		hln_handle_retire(hasher);
		hln_streaming_free(object);
		return HASHLANE_HANDLE;
	}
	*streaming = object;
	return HASHLANE_OK;
}

void hln_streaming_unlock(hashlane_hasher hasher)
{
	struct hln_streaming *gone;

	hln_handle_unlock(hasher);
	/* It was destroyed during the call. */
	if (hln_handle_is_ended(hasher))
		(void)hln_streaming_lock(&gone, hasher);
}

int32_t hashlane_hasher_update(hashlane_hasher hasher, const void *data,
			       size_t data_bytes)
{
	struct hln_streaming *streaming;
	int before = errno;
	int32_t status = hln_streaming_lock(&streaming, hasher);

	if (status)
		return status;
	if (hln_bad_bytes(data, data_bytes))
		status = HASHLANE_ARGUMENT;
	else
		status = hln_hasher_update(&streaming->hasher, data,
					   data_bytes);
	hln_streaming_unlock(hasher);
	errno = before;
	return status;
}

static int32_t digest(const struct hln_streaming *streaming, size_t index,
		      uint8_t *out, size_t capacity, size_t *digest_bytes)
{
	uint8_t full[HASHLANE_MAX_DIGEST_BYTES];
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
	if (streaming->hasher.offset)
		return HASHLANE_UNSUPPORTED;
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

int32_t hashlane_hasher_get_digest(hashlane_hasher hasher, size_t index,
				   uint8_t *out, size_t capacity,
				   size_t *digest_bytes)
{
	struct hln_streaming *streaming;
	int before = errno;
	int32_t status = hln_streaming_lock(&streaming, hasher);

	if (status)
		return status;
	status = digest(streaming, index, out, capacity, digest_bytes);
	hln_streaming_unlock(hasher);
	errno = before;
	return status;
}

int32_t hashlane_hasher_reset(hashlane_hasher hasher)
{
	struct hln_streaming *streaming;
	int32_t status = hln_streaming_lock(&streaming, hasher);

	if (status)
		return status;
	hln_hasher_drop(&streaming->hasher);
	hln_hasher_restart(&streaming->hasher);
	hln_streaming_unlock(hasher);
	return HASHLANE_OK;
}

static int32_t clone(hashlane_hasher *out, const struct hln_streaming *from)
{
	struct hln_streaming *copy = hln_streaming_allocate(&from->set);
	int32_t status;

	if (!copy)
		return HASHLANE_NO_MEMORY;
	copy->isa = from->isa;
	copy->hasher.cpu = from->hasher.cpu;
	copy->hasher.size_known = from->hasher.size_known;
	copy->hasher.size_bytes = from->hasher.size_bytes;
	status = hln_hasher_copy(&copy->hasher, &from->hasher);
	if (status) {
		free(copy->memory);
		return status;
	}
	return hln_streaming_publish(out, copy);
}

int32_t hashlane_hasher_clone(hashlane_hasher *out, hashlane_hasher hasher)
{
	struct hln_streaming *streaming;
	int before = errno;
	int32_t status = hln_streaming_lock(&streaming, hasher);

	if (status)
		return status;
	status = out ? clone(out, streaming) : HASHLANE_ARGUMENT;
	hln_streaming_unlock(hasher);
	errno = before;
	return status;
}

int32_t hashlane_hasher_destroy(hashlane_hasher hasher)
{
	int before = errno;
	void *object;
	int32_t status = hln_handle_end(&object, hasher, HLN_KIND_HASHER);

	if (status)
		return status;
	/* Else the call that has it frees it. */
	if (object)
		hln_streaming_free(object);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_hasher_get_info(struct hashlane_hasher_info *out,
				 hashlane_hasher hasher)
{
	struct hashlane_hasher_info info = { .flags = 0 };
	struct hln_streaming *streaming;
	int32_t status = hln_streaming_lock(&streaming, hasher);

	if (status)
		return status;
	info.spec_count = streaming->set.output_count;
	info.row_bytes = streaming->set.digest_bytes;
	info.bytes = streaming->hasher.bytes;
	info.offset_bytes = streaming->hasher.offset;
	info.isa = streaming->isa;
	if (streaming->hasher.size_known) {
		info.size_bytes = streaming->hasher.size_bytes;
		info.flags = HASHLANE_HASHER_SIZE_KNOWN;
	}
	hln_streaming_unlock(hasher);
	return out ? hln_return_struct(out, &info, sizeof(info),
				       sizeof(info)) :
		     HASHLANE_ARGUMENT;
}

int32_t hashlane_hasher_get_specs(hashlane_hasher hasher,
				  struct hashlane_algorithm_spec *specs,
				  size_t capacity, size_t *spec_count)
{
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	struct hln_streaming *streaming;
	int32_t status = hln_streaming_lock(&streaming, hasher);
	size_t count;

	if (status)
		return status;
	count = streaming->set.output_count;
	hln_hasher_set_specs(&streaming->set, all);
	hln_streaming_unlock(hasher);
	return hln_return_specs(specs, capacity, spec_count, all, count);
}
