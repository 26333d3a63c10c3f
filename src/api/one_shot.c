/* SPDX-License-Identifier: MIT */
/* one_shot.c - the export that hashes one buffer with one algorithm. */
#include "arguments.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../lane/cpu.h"

/* States larger than this are rare and come from the heap. */
enum { STACK_STATE_BYTES = 4096, ALIGNMENT = 64 };

/* Run a set of one algorithm over the data. */
static int32_t run(struct hln_hasher *hasher, const void *data, size_t bytes,
		   uint8_t *digest)
{
	int32_t status;

	hln_hasher_start(hasher);
	status = hln_hasher_update(hasher, data, bytes);
	if (!status)
		status = hln_hasher_digest(hasher, 0, digest);
	hln_hasher_drop(hasher);
	return status;
}

static int32_t run_set(const struct hln_set *set, const void *data,
		       size_t bytes, uint8_t *digest)
{
	struct hln_hasher hasher = {
		.set = set,
		.size_bytes = bytes,
		.size_known = true,
		.cpu = hln_cpu_features(),
	};
	_Alignas(ALIGNMENT) uint8_t states[STACK_STATE_BYTES];
	int32_t status;
	int before = errno;

	hasher.states = states;
	if (set->state_bytes > sizeof(states))
		hasher.states = aligned_alloc(ALIGNMENT, set->state_bytes);
	if (!hasher.states) {
		errno = before;
		return HASHLANE_NO_MEMORY;
	}
	status = run(&hasher, data, bytes, digest);
	if (hasher.states != states)
		free(hasher.states);
	errno = before;
	return status;
}

int32_t hashlane_hash(uint8_t *digest, size_t capacity, size_t *digest_bytes,
		      const struct hashlane_algorithm_spec *spec,
		      const void *data, size_t data_bytes)
{
	uint8_t full[HASHLANE_MAX_DIGEST_BYTES];
	struct hln_set set;
	size_t bytes;
	int32_t status;

	if (!spec || hln_bad_bytes(digest, capacity) ||
	    hln_bad_bytes(data, data_bytes))
		return HASHLANE_ARGUMENT;
	status = hln_check_specs(&set, spec, 1, NULL);
	if (status)
		return status;
	bytes = set.digest_bytes;
	if (capacity < bytes) {
		if (digest_bytes)
			*digest_bytes = bytes;
		return HASHLANE_BUFFER;
	}
	status = run_set(&set, data, data_bytes, full);
	if (status == HASHLANE_NOT_FOUND)
		bytes = 0;
	else if (status)
		return status;
	if (bytes)
		memcpy(digest, full, bytes);
	if (digest_bytes)
		*digest_bytes = bytes;
	return HASHLANE_OK;
}
