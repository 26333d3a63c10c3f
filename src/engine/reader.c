/* SPDX-License-Identifier: MIT */
/* reader.c - one file hashed on the caller's thread. */
#include "reader.h"

#include "../os/thread.h"
#include "open_file.h"
#include "shortage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	BUFFER_BYTES = 256 * 1024, /* half of a small L2 cache */
	ALIGNMENT = 64,
	OPEN_WAIT_NS = 1000000 /* for another thread's descriptor */
};

static void open_entry(struct hln_open_file *entry)
{
	static struct hln_shortage shortage;

	/* It was put aside, and left open. */
	if (entry->owned)
		return;
	hln_shortage_try();
	while (!hln_open_file_open(entry)) {
		hln_shortage_tried();
		if (hln_shortage_lasts(&shortage, hln_clock_ns())) {
			hln_open_file_fail(entry, HASHLANE_IO, EMFILE, 0);
			return;
		}
		hln_thread_sleep(OPEN_WAIT_NS);
		hln_shortage_try();
	}
	if (entry->owned) {
		hln_shortage_end(&shortage);
		hln_shortage_hold();
	}
	hln_shortage_tried();
}

/* All blocks; false: it failed, or was not read. */
static bool hash_blocks(struct hln_open_file *entry, struct hln_hasher *hasher,
			uint8_t *buffer, int64_t now_ns)
{
	bool ended;
	size_t n = hln_open_file_read_first(entry, buffer, BUFFER_BYTES,
					    &ended, now_ns);

	if (entry->status || entry->again)
		return false;
	if (!ended)
		hln_file_sequential(entry->descriptor);
	hasher->size_known = entry->size_known;
	hasher->size_bytes = entry->size_bytes;
	hln_hasher_start(hasher);
	for (;;) {
		int32_t status = hln_hasher_update(hasher, buffer, n);

		if (status) /* more than the size it had: it grew */
			hln_open_file_fail(entry,
					   status == HASHLANE_ARGUMENT ?
						   HASHLANE_CHANGED :
						   status,
					   0, hasher->bytes);
		if (ended || entry->status)
			break;
		n = hln_open_file_read(entry, buffer, BUFFER_BYTES,
				       hasher->bytes, &ended);
	}
	hln_open_file_check(entry, hasher->bytes);
	if (entry->status)
		hln_hasher_drop(hasher);
	return !entry->status;
}

/* Which digests exist; an error such as NO_MEMORY fails the file. */
static uint64_t take_digests(struct hln_open_file *entry,
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
			hln_open_file_fail(entry, status, 0, entry->bytes);
	}
	hln_hasher_drop(hasher);
	return entry->status ? 0 : valid;
}

/* One reading; which digests came out of it. */
static uint64_t read_through(struct hln_open_file *entry,
			     struct hln_hasher *hasher, uint8_t *digests,
			     uint8_t *buffer)
{
	const size_t bytes = hasher->set->digest_bytes;
	int64_t now_ns = hln_calendar_ns();
	uint64_t valid;

	memset(digests, 0, bytes);
	open_entry(entry);
	if (entry->status || !hash_blocks(entry, hasher, buffer, now_ns))
		return 0;
	valid = take_digests(entry, hasher, digests);
	if (entry->first)
		hln_open_file_compare(entry, digests, bytes, valid);
	else if (entry->again)
		hln_open_file_keep_first(entry, digests, bytes, valid);
	return valid;
}

static void hash_entry(struct hashlane_file_result *result, uint8_t *digests,
		       struct hln_open_file *entry, struct hln_hasher *hasher,
		       uint8_t *buffer)
{
	uint64_t valid;

	for (;;) {
		uint64_t now_ns;

		valid = read_through(entry, hasher, digests, buffer);
		if (entry->status || !entry->again)
			break;
		hln_open_file_put_aside(entry);
		now_ns = hln_clock_ns();
		if (entry->due_ns > now_ns)
			hln_thread_sleep(entry->due_ns - now_ns);
	}
	if (entry->status) {
		memset(digests, 0, hasher->set->digest_bytes);
		valid = 0;
	}
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
	struct hln_open_file entry = { 0 };
	int32_t status = HASHLANE_NO_MEMORY;
	bool held;

	if (memory && hln_open_file_set(&entry, &input, 0)) {
		hasher.states = memory + BUFFER_BYTES;
		hash_entry(result, digests, &entry, &hasher, memory);
		status = HASHLANE_OK;
	}
	held = entry.owned;
	hln_open_file_destroy(&entry);
	if (held)
		hln_shortage_leave();
	free(memory);
	return status;
}
