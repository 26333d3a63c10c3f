/* SPDX-License-Identifier: MIT */
/* endings.c - the streams that ended in a round get their rows. */
#include "endings.h"

#include "../hash/hashers.h"
#include "whole.h"

#include <stdlib.h>
#include <string.h>

void hln_endings_add(struct hln_endings *endings, struct hln_entry *entry,
		     struct hln_hasher *hasher, struct hln_whole *whole)
{
	if (entry->copied)
		hln_links_copy(entry);
	if (!entry->status && !entry->copied && hasher->failure)
		hln_entry_fail(entry,
			       hasher->failure == HASHLANE_ARGUMENT ?
				       HASHLANE_CHANGED : /* it grew */
				       hasher->failure,
			       0, hasher->bytes);
	if (!entry->status && !entry->copied)
		hln_entry_check(entry, hasher->bytes);
	endings->entries[endings->count] = entry;
	endings->hashers[endings->count] = hasher;
	endings->wholes[endings->count++] = whole;
}

/* Output k of all that are well, side by side. */
static void write_digests(struct hln_endings *endings,
			  const struct hln_set *set, size_t k, uint64_t *valid)
{
	const struct hln_hasher *hashers[HLN_SLOTS_MAX];
	bool needs_size = set->slots[k].output.algorithm->flags &
			  HASHLANE_INFO_NEEDS_SIZE;
	uint8_t *cells[HLN_SLOTS_MAX];
	int32_t statuses[HLN_SLOTS_MAX];
	size_t which[HLN_SLOTS_MAX], count = 0;

	for (size_t i = 0; i < endings->count; i++) {
		const struct hln_entry *entry = endings->entries[i];

		if (entry->status || entry->copied ||
		    (needs_size && !endings->hashers[i]->size_known))
			continue;
		hashers[count] = endings->hashers[i];
		cells[count] = hln_segment_digest(entry->node->segment,
						  entry->row, k);
		which[count++] = i;
	}
	hln_hashers_digest(hashers, k, cells, statuses, count);
	for (size_t n = 0; n < count; n++) {
		struct hln_entry *entry = endings->entries[which[n]];

		if (!statuses[n])
			valid[which[n]] |= (uint64_t)1 << k;
		else if (statuses[n] != HASHLANE_NOT_FOUND)
			hln_entry_fail(entry, statuses[n], 0, entry->bytes);
	}
}

/* The parts of output k, where it has them, of those that have its digest. */
static void write_parts(struct hln_endings *endings, size_t k,
			const uint64_t *valid)
{
	for (size_t i = 0; i < endings->count; i++) {
		struct hln_entry *entry = endings->entries[i];
		const uint8_t *parts;
		size_t bytes;
		int32_t status;

		if (entry->status || !(valid[i] >> k & 1))
			continue;
		status = hln_hasher_ranges(endings->hashers[i], k, &parts,
					   &bytes);
		if (status == HASHLANE_NOT_FOUND)
			return;
		if (!status &&
		    !hln_segment_set_parts(entry->node->segment, entry->row, k,
					   parts, bytes))
			status = HASHLANE_NO_MEMORY;
		if (status)
			hln_entry_fail(entry, status, 0, entry->bytes);
	}
}

static void set_row(const struct hln_entry *entry, uint64_t valid)
{
	const struct hln_row row = {
		.index = entry->index,
		.size_bytes = entry->bytes,
		.mtime_ns = entry->before.mtime_ns,
		.error_offset = entry->error_offset,
		.status = entry->status,
		.os_error = entry->os_error,
		.digests_valid = entry->status ? 0 : valid,
	};

	hln_segment_set(entry->node->segment, entry->row, &row);
}

/* The row of a name whose file was hashed under another one. */
static void copy_row(const struct hln_entry *entry, const struct hln_set *set)
{
	const struct hln_link *link = entry->link;

	for (size_t k = 0; k < set->output_count && !entry->status; k++)
		memcpy(hln_segment_digest(entry->node->segment, entry->row, k),
		       link->digests + set->slots[k].output.digest_offset,
		       set->slots[k].output.algorithm->digest_bytes);
	set_row(entry, link->valid);
}

/* Digests and values of the rows that are entered. */
static void write_rows(struct hln_endings *endings, const struct hln_set *set)
{
	uint64_t valid[HLN_SLOTS_MAX] = { 0 };

	for (size_t k = 0; k < set->output_count; k++) {
		write_digests(endings, set, k, valid);
		if (set->wants_ranges)
			write_parts(endings, k, valid);
	}
	for (size_t i = 0; i < endings->count; i++)
		if (endings->entries[i]->copied)
			copy_row(endings->entries[i], set);
		else
			set_row(endings->entries[i], valid[i]);
}

/* Told last: what is told of is counted then. */
static void leave_rows(struct hln_job *job, struct hln_counters *counters,
		       struct hln_entry **entries, size_t count)
{
	uint64_t failures = 0;

	for (size_t i = 0; i < count; i++)
		failures += entries[i]->status != HASHLANE_OK;
	hln_tally(&counters->files, count);
	hln_tally(&counters->failures, failures);
	hln_job_leave_rows(job, entries, count, failures);
}

/* Rows of entries that waited for another name of theirs. */
static void finish_waiting(struct hln_job *job, struct hln_counters *counters,
			   struct hln_entry *entry)
{
	while (entry) {
		struct hln_entry *next = entry->next;

		entry->copied = true;
		hln_links_copy(entry);
		if (hln_job_enter_rows(job, &entry, 1)) {
			copy_row(entry, &job->set);
			leave_rows(job, counters, &entry, 1);
		}
		hln_entry_destroy(entry);
		free(entry);
		entry = next;
	}
}

/* Those that others wait for; digests are still in their hashers. */
static void finish_links(struct hln_endings *endings, struct hln_job *job,
			 struct hln_counters *counters)
{
	const struct hln_set *set = &job->set;
	uint8_t digests[HASHLANE_ALGORITHMS_MAX * HASHLANE_DIGEST_BYTES_MAX];

	for (size_t i = 0; i < endings->count; i++) {
		struct hln_entry *entry = endings->entries[i];
		uint64_t valid = 0;

		if (!entry->link || entry->copied)
			continue;
		memset(digests, 0, set->digest_bytes);
		for (size_t k = 0; k < set->output_count && !entry->status;
		     k++)
			if (!hln_hasher_digest(
				    endings->hashers[i], k,
				    digests + set->slots[k]
						      .output.digest_offset))
				valid |= (uint64_t)1 << k;
		finish_waiting(
			job, counters,
			hln_links_finish(job->links, entry, digests, valid));
	}
}

bool hln_endings_enter(struct hln_endings *endings, struct hln_job *job)
{
	if (!hln_job_enter_rows(job, endings->entries, endings->count))
		return false;
	write_rows(endings, &job->set);
	return true;
}

void hln_endings_leave(struct hln_endings *endings, struct hln_job *job,
		       struct hln_counters *counters)
{
	if (job->links)
		finish_links(endings, job, counters);
	leave_rows(job, counters, endings->entries, endings->count);
}

void hln_endings_release(struct hln_endings *endings)
{
	for (size_t i = 0; i < endings->count; i++)
		if (endings->wholes[i])
			hln_whole_release(endings->wholes[i]);
}
