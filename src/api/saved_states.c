/* SPDX-License-Identifier: MIT */
/* saved_states.c - the exports that save hashers, and combine ranges. */
#include "../hash/saved.h"
#include "../lane/cpu.h"
#include "handle.h"
#include "streaming.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * Write the state of a hasher. What it is made of was read before: the output
 * may overlap that.
 */
static int32_t save(const struct hln_hasher *hasher, uint8_t *out,
		    size_t capacity, size_t *saved_bytes)
{
	int32_t status = hasher->failure;
	size_t bytes = 0;

	if (!status)
		status = hln_saved_write(out, capacity, &bytes, hasher);
	if (saved_bytes && (!status || status == HASHLANE_BUFFER))
		*saved_bytes = bytes;
	return status;
}

int32_t hashlane_hasher_save(hashlane_hasher hasher, uint8_t *saved,
			     size_t capacity, size_t *saved_bytes)
{
	struct hln_streaming *streaming;
	int before = errno;
	int32_t status = hln_streaming_lock(&streaming, hasher);

	if (status)
		return status;
	status = hln_bad_bytes(saved, capacity) ?
			 HASHLANE_ARGUMENT :
			 save(&streaming->hasher, saved, capacity,
			      saved_bytes);
	hln_streaming_unlock(hasher);
	errno = before;
	return status;
}

/* What is wrong with saved bytes; place: see hashlane_range_combine. */
static int32_t fail_saved(struct hashlane_error *error, int32_t status,
			  uint64_t place)
{
	const char *text = NULL;

	if (status == HASHLANE_FORMAT)
		text = "no saved state, or a damaged one";
	else if (status == HASHLANE_UNSUPPORTED)
		text = "a saved state of a later version";
	return hln_fail(error, status, place, text, NULL, 0);
}

/* A set and cpu for saved bytes; place: see hashlane_range_combine. */
static int32_t open_saved(struct hln_saved *saved, struct hln_set *set,
			  const void *bytes, size_t count, uint64_t place,
			  struct hashlane_error *error)
{
	size_t at;
	int32_t status;

	if (hln_bad_bytes(bytes, count)) {
		(void)hln_fail(error, HASHLANE_ARGUMENT, place, NULL, NULL, 0);
		return HASHLANE_ARGUMENT;
	}
	status = hln_saved_open(saved, bytes, count);
	if (!status)
		status = hln_hasher_set_resolve(set, saved->specs,
						saved->spec_count, &at);
	/* No hasher writes what none can be made for. */
	if (!status && ((set->needs_size && !saved->size_known) ||
			hln_streaming_check_offset(set, saved->offset, NULL)))
		status = HASHLANE_FORMAT;
	if (status)
		(void)fail_saved(error, status, place);
	return status;
}

/* A hasher that goes on from saved bytes. */
static int32_t revive(struct hln_streaming **out,
		      const struct hln_saved *saved, const struct hln_set *set,
		      uint32_t cpu)
{
	struct hln_streaming *streaming = hln_streaming_allocate(set);
	int32_t status;

	if (!streaming)
		return HASHLANE_NO_MEMORY;
	streaming->isa = HASHLANE_ISA_AUTO;
	streaming->hasher.cpu = cpu;
	streaming->hasher.size_known = saved->size_known;
	streaming->hasher.size_bytes = saved->size_bytes;
	streaming->hasher.offset = saved->offset;
	hln_hasher_restart(&streaming->hasher);
	status = hln_saved_read(&streaming->hasher, saved);
	if (status)
		hln_streaming_free(streaming);
	else
		*out = streaming;
	return status;
}

static int32_t restore(hashlane_hasher *out, const void *bytes, size_t count,
		       int32_t isa, struct hashlane_error *error)
{
	struct hln_streaming *streaming;
	struct hln_saved saved;
	struct hln_set set;
	uint32_t cpu;
	int32_t status = hln_cpu_limit(&cpu, isa);

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = open_saved(&saved, &set, bytes, count, 0, error);
	if (status)
		return status;
	status = revive(&streaming, &saved, &set, cpu);
	if (status)
		return fail_saved(error, status, 0);
	streaming->isa = isa;
	status = hln_streaming_publish(out, streaming);
	return status ? hln_fail(error, status, 0, NULL, NULL, 0) : status;
}

int32_t hashlane_hasher_restore(hashlane_hasher *out, const void *saved,
				size_t saved_bytes, int32_t isa,
				struct hashlane_error *error)
{
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = restore(out, saved, saved_bytes, isa, error);
	errno = before;
	return status;
}

int32_t hashlane_range_get_border(uint64_t *border_bytes,
				  const struct hashlane_algorithm_spec *specs,
				  size_t spec_count,
				  struct hashlane_error *error)
{
	struct hln_set set;
	uint64_t border;
	size_t at = 0;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!border_bytes)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, specs, spec_count, error);
	if (status)
		return status;
	border = hln_hasher_border_bytes(&set, &at);
	/* Of no border but the first multiple, no offset is one. */
	if (!border)
		return hln_streaming_check_offset(&set, 1, error);
	*border_bytes = border;
	return HASHLANE_OK;
}

/* The state of a range, by a hasher that is nobody else's. */
static int32_t digest_range(const struct hln_set *set, uint64_t offset,
			    const void *data, size_t data_bytes,
			    uint8_t *state, size_t capacity,
			    size_t *state_bytes)
{
	struct hln_streaming *streaming = hln_streaming_allocate(set);
	int32_t status;

	if (!streaming)
		return HASHLANE_NO_MEMORY;
	streaming->hasher.cpu = hln_cpu_features();
	streaming->hasher.size_known = false;
	streaming->hasher.offset = offset;
	hln_hasher_restart(&streaming->hasher);
	status = hln_hasher_update(&streaming->hasher, data, data_bytes);
	if (!status)
		status = save(&streaming->hasher, state, capacity,
			      state_bytes);
	hln_streaming_free(streaming);
	return status;
}

int32_t hashlane_range_digest(uint8_t *state, size_t capacity,
			      size_t *state_bytes,
			      const struct hashlane_algorithm_spec *specs,
			      size_t spec_count, uint64_t offset_bytes,
			      const void *data, size_t data_bytes,
			      struct hashlane_error *error)
{
	struct hln_set set;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (hln_bad_bytes(state, capacity) || hln_bad_bytes(data, data_bytes))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, specs, spec_count, error);
	if (status)
		return status;
	if (set.needs_size)
		return hln_fail(error, HASHLANE_UNSUPPORTED, 0,
				"an algorithm needs the size beforehand", NULL,
				0);
	status = hln_streaming_check_offset(&set, offset_bytes, error);
	if (status)
		return status;
	status = digest_range(&set, offset_bytes, data, data_bytes, state,
			      capacity, state_bytes);
	errno = before;
	return status ? hln_fail(error, status, 0, NULL, NULL, 0) : status;
}

/* Do the bytes of one follow those of the other, of the same algorithms? */
static const char *why_not_neighbours(const struct hln_saved *left,
				      const struct hln_saved *right)
{
	if (left->spec_count != right->spec_count ||
	    memcmp(left->specs, right->specs,
		   left->spec_count * sizeof(*left->specs)) != 0)
		return "the states are of other algorithms";
	if (left->size_known || right->size_known)
		return "a state of a declared size is no range";
	if (right->offset < left->offset ||
	    right->offset - left->offset != left->bytes)
		return "the right range does not start where the left one ends";
	return NULL;
}

/* Append the right one, which is not of use any more, to the left one. */
static int32_t combine(const struct hln_saved *left,
		       const struct hln_saved *right,
		       const struct hln_set *set, uint8_t *state,
		       size_t capacity, size_t *state_bytes)
{
	struct hln_streaming *first, *second;
	int32_t status = revive(&first, left, set, hln_cpu_features());

	if (status)
		return status;
	status = revive(&second, right, set, hln_cpu_features());
	if (status) {
		hln_streaming_free(first);
		return status;
	}
	/* An empty one is nothing, and the other is all. */
	if (!left->bytes) {
		status = save(&second->hasher, state, capacity, state_bytes);
	} else {
		if (right->bytes)
			status = hln_hasher_join(&first->hasher,
						 &second->hasher);
		if (!status)
			status = save(&first->hasher, state, capacity,
				      state_bytes);
	}
	hln_streaming_free(second);
	hln_streaming_free(first);
	return status;
}

int32_t hashlane_range_combine(uint8_t *state, size_t capacity,
			       size_t *state_bytes, const void *left,
			       size_t left_bytes, const void *right,
			       size_t right_bytes,
			       struct hashlane_error *error)
{
	struct hln_saved first, second;
	struct hln_set set;
	const char *why;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (hln_bad_bytes(state, capacity))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = open_saved(&first, &set, left, left_bytes, 0, error);
	if (!status)
		status = open_saved(&second, &set, right, right_bytes, 1,
				    error);
	if (status)
		return status;
	why = why_not_neighbours(&first, &second);
	if (why)
		return hln_fail(error, HASHLANE_ARGUMENT, 1, why, NULL, 0);
	status = combine(&first, &second, &set, state, capacity, state_bytes);
	errno = before;
	return status ? fail_saved(error, status, 0) : status;
}
