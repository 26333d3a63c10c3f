/* SPDX-License-Identifier: MIT */
/* row_writer.c - the streams that ended in a round get their rows. */
#include "row_writer.h"

#include "../hash/hasher_batch.h"
#include "engine.h"
#include "job_progress.h"
#include "job_results.h"
#include "split_file.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_BYTES = HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES };

/* A row of the digests of one hasher, and which there are. */
static uint64_t take_digests(uint8_t digests[ROW_BYTES],
			     struct hln_hasher *hasher)
{
	const struct hln_set *set = hasher->set;
	uint64_t valid = 0;

	memset(digests, 0, set->digest_bytes);
	for (size_t k = 0; k < set->output_count; k++)
		if (!hln_hasher_digest(
			    hasher, k,
			    digests + set->slots[k].output.digest_offset))
			valid |= (uint64_t)1 << k;
	return valid;
}

bool hln_row_writer_judge(struct hln_open_file *entry,
			  struct hln_hasher *hasher)
{
	uint8_t digests[ROW_BYTES];
	uint64_t valid;

	if (entry->copied)
		hln_hard_links_copy(entry);
	if (!entry->status && !entry->copied && hasher->failure)
		hln_open_file_fail(entry,
				   hasher->failure == HASHLANE_ARGUMENT ?
					   HASHLANE_CHANGED : /* it grew */
					   hasher->failure,
				   0, hasher->bytes);
	if (entry->status || entry->copied)
		return false;
	if (!entry->checked) {
		hln_open_file_check_range(entry, hasher->bytes);
		hln_open_file_check(entry, hasher->bytes);
	}
	if (entry->status || (!entry->again && !entry->first))
		return false;
	valid = take_digests(digests, hasher);
	if (entry->first)
		hln_open_file_compare(entry, digests,
				      hasher->set->digest_bytes, valid);
	else
		hln_open_file_keep_first(entry, digests,
					 hasher->set->digest_bytes, valid);
	return entry->again;
}

void hln_row_writer_add(struct hln_row_writer *endings,
			struct hln_open_file *entry, struct hln_hasher *hasher,
			struct hln_split_file *whole)
{
	/* A callback may want the descriptor. */
	hln_open_file_end(entry);
	endings->entries[endings->count] = entry;
	endings->hashers[endings->count] = hasher;
	endings->wholes[endings->count++] = whole;
}

void hln_row_writer_sort(struct hln_row_writer *endings)
{
	for (size_t i = 1; i < endings->count; i++) {
		struct hln_open_file *entry = endings->entries[i];
		struct hln_hasher *hasher = endings->hashers[i];
		struct hln_split_file *whole = endings->wholes[i];
		size_t k = i;

		for (; k && endings->entries[k - 1]->index > entry->index;
		     k--) {
			endings->entries[k] = endings->entries[k - 1];
			endings->hashers[k] = endings->hashers[k - 1];
			endings->wholes[k] = endings->wholes[k - 1];
		}
		endings->entries[k] = entry;
		endings->hashers[k] = hasher;
		endings->wholes[k] = whole;
	}
}

/* Output k of all that are well, side by side. */
static void write_digests(struct hln_row_writer *endings,
			  const struct hln_set *set, size_t k, uint64_t *valid)
{
	const struct hln_hasher *hashers[HLN_SLOTS_MAX];
	bool needs_size = set->slots[k].output.algorithm->flags &
			  HASHLANE_INFO_NEEDS_SIZE;
	uint8_t *cells[HLN_SLOTS_MAX];
	int32_t statuses[HLN_SLOTS_MAX];
	size_t which[HLN_SLOTS_MAX], count = 0;

	for (size_t i = 0; i < endings->count; i++) {
		const struct hln_open_file *entry = endings->entries[i];

		if (entry->status || entry->copied ||
		    (needs_size && !endings->hashers[i]->size_known))
			continue;
		hashers[count] = endings->hashers[i];
		cells[count] = hln_results_writer_digest(entry->block->writer,
							 entry->row, k);
		which[count++] = i;
	}
	hln_hasher_batch_digest(hashers, k, cells, statuses, count);
	for (size_t n = 0; n < count; n++) {
		struct hln_open_file *entry = endings->entries[which[n]];

		if (!statuses[n])
			valid[which[n]] |= (uint64_t)1 << k;
		else if (statuses[n] != HASHLANE_NOT_FOUND)
			hln_open_file_fail(entry, statuses[n], 0,
					   entry->bytes);
	}
}

/* The parts of output k, where it has them, of those that have its digest. */
static void write_parts(struct hln_row_writer *endings, size_t k,
			const uint64_t *valid)
{
	for (size_t i = 0; i < endings->count; i++) {
		struct hln_open_file *entry = endings->entries[i];
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
		    !hln_results_writer_set_parts(entry->block->writer,
						  entry->row, k, parts, bytes))
			status = HASHLANE_NO_MEMORY;
		if (status)
			hln_open_file_fail(entry, status, 0, entry->bytes);
	}
}

/* A digest that is not the one expected is a result nevertheless. */
static bool has_digests(const struct hln_open_file *entry)
{
	return !entry->status || entry->status == HASHLANE_MISMATCH;
}

/* Are the digests in its row those that are expected? */
static void compare_expected(struct hln_open_file *entry,
			     const struct hln_set *set, uint64_t valid)
{
	bool same = true;

	for (size_t k = 0; k < set->output_count && same; k++)
		if (entry->expected_mask >> k & 1)
			same = valid >> k & 1 &&
			       !memcmp(hln_results_writer_digest(
					       entry->block->writer,
					       entry->row, k),
				       entry->expected +
					       set->slots[k]
						       .output.digest_offset,
				       set->slots[k]
					       .output.algorithm
					       ->digest_bytes);
	if (!same)
		entry->status = HASHLANE_MISMATCH;
}

static void set_row(struct hln_open_file *entry, const struct hln_set *set,
		    uint64_t valid)
{
	struct hln_results_row row = {
		.index = entry->index,
		.size_bytes = entry->bytes,
		.mtime_ns = entry->before.mtime_ns,
		.error_offset = entry->error_offset,
		.os_error = entry->os_error,
		.device = entry->before.device,
		.inode = entry->before.inode,
		.ctime_ns = entry->before.ctime_ns,
		.links = entry->before.links,
	};

	if (entry->expected && !entry->status)
		compare_expected(entry, set, valid);
	row.status = entry->status;
	row.digests_valid = valid;
	if (entry->known)
		row.flags |= HASHLANE_ROW_KNOWN;
	if (has_digests(entry) && entry->settled)
		row.flags |= HASHLANE_ROW_SETTLED;
	hln_results_writer_set(entry->block->writer, entry->row, &row);
}

/* Write the row of a file that was hashed under another name, or before. */
static void copy_row(struct hln_open_file *entry, const struct hln_set *set,
		     const uint8_t *digests, uint64_t valid)
{
	for (size_t k = 0; k < set->output_count && !entry->status; k++)
		memcpy(hln_results_writer_digest(entry->block->writer,
						 entry->row, k),
		       digests + set->slots[k].output.digest_offset,
		       set->slots[k].output.algorithm->digest_bytes);
	set_row(entry, set, valid);
}

/* Digests and values of the rows that are entered. */
static void write_rows(struct hln_row_writer *endings,
		       const struct hln_set *set)
{
	uint64_t valid[HLN_SLOTS_MAX] = { 0 };

	for (size_t k = 0; k < set->output_count; k++) {
		write_digests(endings, set, k, valid);
		if (set->wants_ranges)
			write_parts(endings, k, valid);
	}
	for (size_t i = 0; i < endings->count; i++)
		if (endings->entries[i]->copied)
			copy_row(endings->entries[i], set,
				 endings->entries[i]->link->digests,
				 endings->entries[i]->link->valid);
		else
			set_row(endings->entries[i], set, valid[i]);
}

static void leave_rows(struct hln_job *job, struct hln_counters *counters,
		       struct hln_open_file **entries, size_t count)
{
	uint64_t failures = 0;

	for (size_t i = 0; i < count; i++)
		failures += entries[i]->status != HASHLANE_OK;
	/* Before the job is final and a caller looks. */
	hln_counters_add(&counters->files, count);
	hln_counters_add(&counters->failures, failures);
	if (hln_job_results_leave(job, entries, count, failures))
		return;
	hln_counters_add(&counters->files, 0 - (uint64_t)count);
	hln_counters_add(&counters->failures, 0 - failures);
}

/* Rows of entries that waited for another name of theirs. */
static void finish_waiting(struct hln_job *job, struct hln_counters *counters,
			   struct hln_open_file *entry)
{
	while (entry) {
		struct hln_open_file *next = entry->next;

		/* Of another version than the one that was hashed. */
		if (!hln_hard_links_serves(entry->link, entry)) {
			entry->link = NULL;
			entry->due_ns = 0;
			hln_board_defer(&job->board, entry);
			/* An idle worker learns when it is due. */
			hln_workforce_offer(&job->board, true);
			entry = next;
			continue;
		}
		entry->copied = true;
		hln_hard_links_copy(entry);
		if (hln_job_results_enter(job, &entry, 1)) {
			copy_row(entry, &job->set, entry->link->digests,
				 entry->link->valid);
			/* Released before the row can be taken. */
			hln_open_file_end(entry);
			leave_rows(job, counters, &entry, 1);
		}
		hln_open_file_destroy(entry);
		free(entry);
		entry = next;
	}
}

/* Those that others wait for; digests are still in their hashers. */
static void finish_links(struct hln_row_writer *endings, struct hln_job *job,
			 struct hln_counters *counters)
{
	uint8_t digests[ROW_BYTES];

	for (size_t i = 0; i < endings->count; i++) {
		struct hln_open_file *entry = endings->entries[i];
		uint64_t valid = 0;

		if (!entry->link || entry->copied)
			continue;
		memset(digests, 0, job->set.digest_bytes);
		if (has_digests(entry))
			valid = take_digests(digests, endings->hashers[i]);
		finish_waiting(job, counters,
			       hln_hard_links_finish(job->source.links, entry,
						     digests, valid));
	}
}

void hln_row_writer_know(struct hln_job *job, struct hln_counters *counters,
			 const struct hln_known *known, size_t count)
{
	struct hln_open_file *entries[HLN_SLOTS_MAX];
	uint64_t bytes = 0, expected = 0;

	for (size_t i = 0; i < count; i++) {
		struct hln_open_file *entry = known[i].entry;

		entries[i] = entry;
		entry->known = true;
		entry->bytes = entry->size_bytes = entry->before.size_bytes;
		entry->size_known = true;
		bytes += entry->bytes;
		expected += entry->expected_bytes;
		hln_open_file_close(entry);
	}
	if (count && hln_job_results_enter(job, entries, count)) {
		for (size_t i = 0; i < count; i++) {
			copy_row(entries[i], &job->set, known[i].digests,
				 known[i].valid);
			hln_open_file_end(entries[i]);
		}
		hln_job_progress_skip(job, bytes, expected);
		leave_rows(job, counters, entries, count);
	}
	for (size_t i = 0; i < count; i++) {
		hln_open_file_destroy(entries[i]);
		free(entries[i]);
	}
}

bool hln_row_writer_enter(struct hln_row_writer *endings, struct hln_job *job)
{
	if (!hln_job_results_enter(job, endings->entries, endings->count))
		return false;
	write_rows(endings, &job->set);
	return true;
}

void hln_row_writer_leave(struct hln_row_writer *endings, struct hln_job *job,
			  struct hln_counters *counters)
{
	leave_rows(job, counters, endings->entries, endings->count);
	if (job->source.links)
		finish_links(endings, job, counters);
}

void hln_row_writer_release(struct hln_row_writer *endings)
{
	for (size_t i = 0; i < endings->count; i++)
		if (endings->wholes[i])
			hln_split_file_release(endings->wholes[i]);
}
