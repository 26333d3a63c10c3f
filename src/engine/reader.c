/* SPDX-License-Identifier: MIT */
/* reader.c - one file hashed on the caller's thread. */
#include "reader.h"

#include "../os/thread.h"
#include "entry.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	BUFFER_BYTES = 256 * 1024, /* half of a small L2 cache */
	ALIGNMENT = 64,
	OPEN_WAIT_NS = 10000000, /* for another thread's descriptor */
	OPEN_TRIES = 200
};

static void open_entry(struct hln_entry *entry)
{
	for (int i = 0; !hln_entry_open(entry); i++) {
		if (i == OPEN_TRIES) {
			hln_entry_fail(entry, HASHLANE_IO, EMFILE, 0);
			return;
		}
		hln_thread_sleep(OPEN_WAIT_NS);
	}
}

/* All blocks; failures are in entry->status. */
static void hash_blocks(struct hln_entry *entry, struct hln_hasher *hasher,
			uint8_t *buffer, int64_t now_ns)
{
	bool ended;
	size_t n = hln_entry_read_first(entry, buffer, BUFFER_BYTES, &ended,
					now_ns);

	if (entry->status)
		return;
	if (!ended)
		hln_file_sequential(entry->descriptor);
	hasher->size_known = entry->size_known;
	hasher->size_bytes = entry->size_bytes;
	hln_hasher_start(hasher);
	for (;;) {
		int32_t status = hln_hasher_update(hasher, buffer, n);

		if (status) /* more than the size it had: it grew */
			hln_entry_fail(entry,
				       status == HASHLANE_ARGUMENT ?
					       HASHLANE_CHANGED :
					       status,
				       0, hasher->bytes);
		if (ended || entry->status)
			break;
		n = hln_entry_read(entry, buffer, BUFFER_BYTES, hasher->bytes,
				   &ended);
	}
	hln_entry_check(entry, hasher->bytes);
	if (entry->status)
		hln_hasher_drop(hasher);
}

/* Which digests exist; an error such as NO_MEMORY fails the file. */
static uint64_t take_digests(struct hln_entry *entry,
			     struct hln_hasher *hasher, uint8_t *digests)
{
	const struct hln_set *set = hasher->set;
	uint64_t valid = 0;

	for (size_t i = 0; i < set->output_count && !entry->status; i++) {
		const struct hln_output *output = &set->slots[i].output;
		int32_t status;

		if (output->algorithm->flags & HASHLANE_INFO_NEEDS_SIZE &&
		    !hasher->size_known)
			continue;
		status = hln_hasher_digest(hasher, i,
					   digests + output->digest_offset);
		if (status == HASHLANE_OK)
			valid |= (uint64_t)1 << i;
		else if (status != HASHLANE_NOT_FOUND)
			hln_entry_fail(entry, status, 0, entry->bytes);
	}
	hln_hasher_drop(hasher);
	return entry->status ? 0 : valid;
}

static void hash_entry(struct hashlane_file_result *result, uint8_t *digests,
		       struct hln_entry *entry, struct hln_hasher *hasher,
		       uint8_t *buffer)
{
	int64_t now_ns = hln_calendar_ns();
	uint64_t valid = 0;

	memset(digests, 0, hasher->set->digest_bytes);
	open_entry(entry);
	if (!entry->status)
		hash_blocks(entry, hasher, buffer, now_ns);
	if (!entry->status)
		valid = take_digests(entry, hasher, digests);
	if (entry->status)
		memset(digests, 0, hasher->set->digest_bytes);
	memset(result, 0, sizeof(*result));
	result->status = entry->status;
	result->os_error = entry->os_error;
	result->size_bytes = entry->bytes;
	result->mtime_ns = entry->before.mtime_ns;
	result->error_offset = entry->error_offset;
	result->digests_valid = valid;
}

int32_t hln_reader_hash(struct hashlane_file_result *result, uint8_t *digests,
			const struct hln_set *set, uint32_t cpu,
			const char *path)
{
	size_t states = (set->state_bytes + ALIGNMENT - 1) / ALIGNMENT *
			ALIGNMENT;
	const struct hln_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = (const uint8_t *)path,
		.data_bytes = strlen(path),
		.open_name = path,
	};
	uint8_t *memory = aligned_alloc(ALIGNMENT, BUFFER_BYTES + states);
	struct hln_hasher hasher = { .set = set, .cpu = cpu };
	struct hln_entry entry = { 0 };
	int32_t status = HASHLANE_NO_MEMORY;

	if (memory && hln_entry_set(&entry, &input)) {
		hasher.states = memory + BUFFER_BYTES;
		hash_entry(result, digests, &entry, &hasher, memory);
		status = HASHLANE_OK;
	}
	hln_entry_destroy(&entry);
	free(memory);
	return status;
}
