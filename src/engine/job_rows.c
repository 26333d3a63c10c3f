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
	hln_results_writer_destroy(node->segment);
	discount_segment(job, node->bytes);
	hln_allocator_give(&job->engine->memory, node, sizeof(*node),
			   HLN_ALIGNMENT);
}

/* A block that is in no list any more. */
static void drop_node(struct hln_job *job, struct hln_segment_node *node)
{
	node->dropped = true;
	if (!node->writing)
		hln_rows_free(job, node);
}

void hln_job_drop_rows(struct hln_job *job)
{
	hln_lock_take(&job->lock);
	while (job->first) {
		struct hln_segment_node *node = job->first;

		job->first = node->next;
		node->full = true;
		drop_node(job, node);
	}
	job->last = NULL;
	hln_lock_give(&job->lock);
}

/* Of a segment for so many rows; NULL: no memory, also where that is NULL. */
static struct hln_segment_node *create_node(struct hln_job *job,
					    struct hln_results_writer *segment,
					    uint32_t rows)
{
	struct hln_segment_node *node = NULL;

	if (segment)
		node = hln_allocator_take_zeroed(&job->engine->memory,
						 sizeof(*node), HLN_ALIGNMENT);
	if (!node) {
		hln_results_writer_destroy(segment);
		return NULL;
	}
	node->segment = segment;
	node->bytes = hln_results_writer_bytes(job->layout, rows);
	count_segment(job, node->bytes);
	return node;
}

static struct hln_segment_node *open_segment(struct hln_job *job)
{
	struct hln_segment_node *node = create_node(
		job, hln_results_writer_create(job->layout, job->segment_rows),
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

bool hln_rows_give(struct hln_job *job, struct hln_open_file *entry)
{
	struct hln_segment_node *node = job->last;

	if (!node || node->full)
		node = open_segment(job);
	if (!node || !hln_results_writer_add(node->segment, entry->index,
					     entry->given, entry->cookie,
					     entry->path, entry->path_bytes))
		return false;
	entry->node = node;
	entry->row = node->added++;
	node->full = node->added == job->segment_rows;
	job->rows_waiting++;
	return true;
}

void hln_rows_begin(struct hln_open_file **entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		entries[i]->node->writing++;
}

/* Rows that may yet be taken of a block of a final job. */
static uint32_t rows_left(const struct hln_job *job,
			  const struct hln_segment_node *node)
{
	/* In input order what was not begun has a row, too. */
	return (job->in_order ? node->added : node->finished) - node->gone;
}

bool hln_rows_finish(struct hln_job *job, struct hln_open_file **entries,
		     size_t count)
{
	bool final = hln_job_is_final(job);

	for (size_t i = 0; i < count; i++) {
		struct hln_segment_node *node = entries[i]->node;

		node->writing--;
		if (!final) {
			hln_results_writer_finish_row(node->segment,
						      entries[i]->row);
			node->finished++;
		} else if (node->dropped && !node->writing) {
			hln_rows_free(job, node);
		}
	}
	if (!final && !job->waits_since)
		job->waits_since = hln_clock_ns();
	return !final;
}

void hln_rows_end(struct hln_job *job)
{
	struct hln_segment_node **at = &job->first;

	job->last = NULL;
	while (*at) {
		struct hln_segment_node *node = *at;

		node->full = true;
		node->torn = node->writing;
		if (rows_left(job, node)) {
			job->last = node;
			at = &node->next;
		} else {
			*at = node->next;
			drop_node(job, node);
		}
	}
}

/*
 * How many rows from the front are finished, those included that are gone: who
 * reads a stream need not wait for a long file behind them.
 */
static uint32_t front_of(const struct hln_job *job)
{
	return job->flags & HASHLANE_JOB_STREAM ?
		       hln_results_writer_finished(job->first->segment) :
		       0;
}

/* In input order: are all rows of the first block there, for now? */
static bool is_complete(const struct hln_job *job)
{
	const struct hln_segment_node *node = job->first;

	/* What is to fill it may be long in coming. */
	return (node->full || (job->board.dry && !job->board.left)) &&
	       node->finished == node->added;
}

/* Rows of the first block that can be taken. */
static uint32_t rows_ready(const struct hln_job *job)
{
	const struct hln_segment_node *node = job->first;
	uint32_t end;

	if (!node)
		return 0;
	if (hln_job_is_final(job) || !job->in_order)
		return rows_left(job, node);
	end = is_complete(job) ? node->added : front_of(job);
	if (end < node->offered)
		end = node->offered;
	return end > node->gone ? end - node->gone : 0;
}

void hln_rows_offer(struct hln_job *job)
{
	struct hln_segment_node *node = job->first;

	if (node && job->in_order && is_complete(job))
		node->offered = node->added;
}

bool hln_rows_ready(const struct hln_job *job)
{
	return rows_ready(job);
}

/* More rows are on their way, so that a block grows if it is left alone. */
static bool more_soon(const struct hln_job *job)
{
	return job->board.in_flight || (!job->board.ended && !job->board.dry &&
					(job->board.left || job->board.walks));
}

uint64_t hln_rows_ready_at(const struct hln_job *job)
{
	const struct hln_segment_node *node = job->first;
	uint32_t ready = rows_ready(job);

	if (!ready)
		return HLN_FOREVER;
	if (hln_job_is_final(job) || !more_soon(job) ||
	    (node->full && ready == node->added - node->gone))
		return 0;
	return job->waits_since + LINGER_NS;
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
	uint32_t rows = rows_ready(job);
	bool final = hln_job_is_final(job), unset = final && job->in_order;
	/* Those ready are the first ones, or any that are finished. */
	uint32_t end = job->in_order ? first->gone + rows : first->added;

	node = create_node(
		job, hln_results_writer_copy(first->segment, end, rows, unset),
		rows);
	if (!node)
		return NULL;
	node->added = node->finished = rows;
	node->full = true;
	first->gone += rows;
	job->rows_waiting -= rows;
	if (final || (first->full && first->gone == first->added))
		drop_node(job, unlink_first(job));
	return node;
}

struct hln_segment_node *hln_rows_take(struct hln_job *job)
{
	struct hln_segment_node *first = job->first, *node;
	bool whole = !first->gone && !first->writing && !first->torn &&
		     rows_ready(job) == first->added;

	node = whole ? unlink_first(job) : cut_first(job);
	if (!node)
		return NULL;
	job->waits_since = 0;
	if (job->first && job->first->finished > job->first->gone)
		job->waits_since = hln_clock_ns();
	hln_board_set_dry(&job->board, false);
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
