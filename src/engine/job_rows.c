/* SPDX-License-Identifier: MIT */
/* job_rows.c - a job's blocks of rows, from the first row to who takes them. */
#include "job_rows.h"

#include "engine.h"

enum { LINGER_NS = 10000000 /* a block that is not full waits so long */ };

static void count_segment(struct hln_job *job, size_t bytes)
{
	if (job->flags & HASHLANE_JOB_STREAM)
		hln_engine_count_memory(job->engine, bytes);
	else
		atomic_fetch_add(&job->engine->held_bytes, bytes);
}

static void discount_segment(struct hln_job *job, size_t bytes)
{
	if (job->flags & HASHLANE_JOB_STREAM)
		hln_engine_give_memory(job->engine, bytes);
	else
		atomic_fetch_sub(&job->engine->held_bytes, bytes);
}

void hln_rows_free(struct hln_job *job, struct hln_segment_node *node)
{
	hln_segment_destroy(node->segment);
	discount_segment(job, node->bytes);
	hln_allocator_give(&job->engine->memory, node, sizeof(*node),
			   HLN_ALIGNMENT);
}

void hln_job_drop_rows(struct hln_job *job)
{
	hln_lock_take(&job->lock);
	while (job->first) {
		struct hln_segment_node *node = job->first;

		job->first = node->next;
		hln_rows_free(job, node);
	}
	job->last = NULL;
	hln_lock_give(&job->lock);
}

/* Of a segment for so many rows; NULL: no memory, also where that is NULL. */
static struct hln_segment_node *
create_node(struct hln_job *job, struct hln_segment *segment, uint32_t rows)
{
	struct hln_segment_node *node = NULL;

	if (segment)
		node = hln_allocator_take_zeroed(&job->engine->memory,
						 sizeof(*node), HLN_ALIGNMENT);
	if (!node) {
		hln_segment_destroy(segment);
		return NULL;
	}
	node->segment = segment;
	node->bytes = hln_segment_bytes(job->layout, rows);
	count_segment(job, node->bytes);
	return node;
}

static struct hln_segment_node *open_segment(struct hln_job *job)
{
	struct hln_segment_node *node = create_node(
		job, hln_segment_create(job->layout, job->segment_rows),
		job->segment_rows);

	if (!node)
		return NULL;
	if (job->last)
		job->last->next = node;
	else
		job->first = node;
	job->last = node;
	return node;
}

bool hln_rows_give(struct hln_job *job, struct hln_entry *entry)
{
	struct hln_segment_node *node = job->last;

	if (!node || node->full)
		node = open_segment(job);
	if (!node || !hln_segment_add(node->segment, entry->index, entry->path,
				      entry->path_bytes))
		return false;
	entry->node = node;
	entry->row = node->added++;
	node->full = node->added == job->segment_rows;
	job->rows_waiting++;
	return true;
}

void hln_rows_finish(struct hln_job *job, struct hln_entry **entries,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct hln_segment_node *node = entries[i]->node;

		hln_segment_finish(node->segment, entries[i]->row);
		node->finished++;
		node->writers--;
	}
	if (!job->waits_since)
		job->waits_since = hln_clock_ns();
}

/* May all that is left of the first block be taken? */
static bool is_whole(const struct hln_job *job)
{
	const struct hln_segment_node *node = job->first;

	if (!node || node->writers)
		return false;
	if (hln_job_is_final(job))
		return true;
	if (!job->in_order)
		return node->finished > 0;
	/* What is to fill it may be long in coming. */
	return (node->full || (job->dry && !job->left)) &&
	       node->finished == node->added && node->added > node->gone;
}

/*
 * How many rows from the front are finished, those included that are gone: who
 * reads a stream need not wait for a long file behind them.
 */
static uint32_t front_of(const struct hln_job *job)
{
	return job->first && job->in_order &&
			       job->flags & HASHLANE_JOB_STREAM ?
		       hln_segment_finished(job->first->segment) :
		       0;
}

bool hln_rows_ready(const struct hln_job *job)
{
	return is_whole(job) ||
	       (job->first && front_of(job) > job->first->gone);
}

uint64_t hln_rows_ready_at(const struct hln_job *job)
{
	bool whole = is_whole(job);

	if (!whole && !hln_rows_ready(job))
		return HLN_FOREVER;
	if (hln_job_is_final(job) || (whole && job->first->full))
		return 0;
	/* Who waits at the descriptor was called by it. */
	return job->flag_made ? 0 : job->waits_since + LINGER_NS;
}

static struct hln_segment_node *unlink_first(struct hln_job *job)
{
	struct hln_segment_node *node = job->first;

	job->first = node->next;
	if (!job->first)
		job->last = NULL;
	job->rows_waiting -= node->added - node->gone;
	return node;
}

/* A block of the rows of the first that are ready; NULL: no memory. */
static struct hln_segment_node *cut_first(struct hln_job *job)
{
	struct hln_segment_node *first = job->first, *node;
	bool whole = is_whole(job);
	uint32_t end = whole ? first->added : front_of(job);
	uint32_t rows = end - first->gone;

	node = create_node(job,
			   hln_segment_copy(first->segment, first->gone, rows),
			   rows);
	if (!node)
		return NULL;
	node->added = node->finished = rows;
	node->full = true;
	if (whole) {
		hln_rows_free(job, unlink_first(job));
	} else {
		first->gone = end;
		job->rows_waiting -= rows;
	}
	return node;
}

struct hln_segment_node *hln_rows_take(struct hln_job *job)
{
	struct hln_segment_node *first = job->first, *node;

	if (is_whole(job) && (!first->gone || first->gone == first->added))
		node = unlink_first(job);
	else
		node = cut_first(job);
	if (!node)
		return NULL;
	job->waits_since = 0;
	if (job->first && job->first->finished > job->first->gone)
		job->waits_since = hln_clock_ns();
	job->dry = false;
	return node;
}

void hln_rows_put_back(struct hln_job *job, struct hln_segment_node *node)
{
	node->next = job->first;
	job->first = node;
	if (!job->last)
		job->last = node;
	job->rows_waiting += node->added;
	node->full = true;
}
