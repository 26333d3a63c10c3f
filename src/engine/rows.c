/* SPDX-License-Identifier: MIT */
/*
 * rows.c - the rows of a job, from the input that gets one to the caller that
 * takes it.
 *
 * A row is added to the last block of a list; a worker writes and finishes it;
 * it goes out with the first block. In input order an input gets its row when
 * it is taken, in completion order when its stream has ended.
 *
 *     add -> | block | block | block | -> take
 *             last             first
 *
 * A row of the first block is ready, which is that it may go out, if
 *
 *  1. in completion order: it is finished;
 *  2. in input order: its block is complete, that is all its rows are finished
 *     and it is full, or no input is left for now (a caller that waits for rows
 *     before it adds inputs must not wait forever);
 *  3. in input order, streamed: it and all rows before it are finished (a long
 *     file does not hold back the rows before its own);
 *  4. it was ready before: new inputs can make a block incomplete again, but
 *     what the descriptor has promised stays (`offered`);
 *  5. the job is final: it is finished or, in input order, in any state. A row
 *     that is not finished goes out as HASHLANE_CANCELLED.
 *
 * A caller that waits should get many rows at once. So it waits until LINGER_NS
 * after a row was finished for the first time since the last take, unless no
 * more ready rows are to come: they are all rows of a full block, or the job is
 * final, or nothing is under way. In input order that first row may be of a
 * later block, or be behind an unfinished one: then the time may be over when
 * the first row becomes ready, which is returned at once. A caller that does
 * not wait gets what is ready.
 *
 * A block has room for HASHLANE_MAX_BLOCK_ROWS rows in a job that is not
 * streamed and in input order, else for 256; never for more than there are
 * inputs, if their number is known. In a streamed job the 256 are halved, down
 * to 64, while 16 blocks would take more than a quarter of the budget.
 *
 * If all rows of the first block are ready and no thread writes in it, the
 * block itself goes out. Otherwise a copy of the ready rows does, and `taken`
 * counts them.
 *
 * When the job becomes final, workers may still be writing rows. Nothing waits
 * for them: their block is torn, so that only copies of it go out, which have
 * these rows as not finished. The last thread that writes in a block that is in
 * no list any more frees it.
 */
#include "rows.h"

#include <string.h>

enum {
	LINGER_NS = 10000000, /* a block that is not full waits so long */
	STREAM_ROWS_MIN = 64,
	STREAM_ROWS = 256 /* a block of rows that a caller waits for */
};

/* ---- Blocks ---- */

/* Rows of a streamed job are in the budget; others all stay until the end. */
static void count_bytes(struct hln_rows *rows, size_t bytes)
{
	if (rows->streamed)
		hln_engine_budget_count(rows->plan.budget, bytes);
	else
		atomic_fetch_add(&rows->plan.budget->held_bytes, bytes);
}

static void discount_bytes(struct hln_rows *rows, size_t bytes)
{
	if (rows->streamed)
		hln_engine_budget_give(rows->plan.budget, bytes);
	else
		atomic_fetch_sub(&rows->plan.budget->held_bytes, bytes);
}

static void free_block(struct hln_rows *rows, struct hln_rows_block *block)
{
	hln_results_writer_destroy(block->writer);
	discount_bytes(rows, block->bytes);
	hln_allocator_give(rows->plan.memory, block, sizeof(*block),
			   HLN_ALIGNMENT);
}

/* A block that is in no list any more. */
static void drop_block(struct hln_rows *rows, struct hln_rows_block *block)
{
	block->dropped = true;
	if (!block->writing)
		free_block(rows, block);
}

static struct hln_rows_block *take_block(const struct hln_rows *rows)
{
	return hln_allocator_take_zeroed(rows->plan.memory,
					 sizeof(struct hln_rows_block),
					 HLN_ALIGNMENT);
}

/* The block has a writer of so many rows now; NULL: no memory for that. */
static struct hln_rows_block *begin_block(struct hln_rows *rows,
					  struct hln_rows_block *block,
					  struct hln_results_writer *writer,
					  uint32_t count)
{
	if (!writer) {
		hln_allocator_give(rows->plan.memory, block, sizeof(*block),
				   HLN_ALIGNMENT);
		return NULL;
	}
	block->writer = writer;
	block->bytes = hln_results_writer_bytes(rows->layout, count);
	count_bytes(rows, block->bytes);
	return block;
}

static struct hln_rows_block *append_block(struct hln_rows *rows)
{
	struct hln_rows_block *block = take_block(rows);

	if (block)
		block = begin_block(rows, block,
				    hln_results_writer_create(
					    rows->layout, rows->block_rows),
				    rows->block_rows);
	if (!block)
		return NULL;
	if (rows->last)
		rows->last->next = block;
	else
		rows->first = block;
	rows->last = block;
	return block;
}

bool hln_rows_create(struct hln_rows *rows, const struct hln_rows_plan *plan)
{
	rows->plan = *plan;
	rows->streamed = plan->flags & HASHLANE_JOB_STREAM;
	rows->layout = hln_results_layout_create(plan->set, plan->flags,
						 plan->memory);
	return rows->layout && hln_lock_create(&rows->lock);
}

void hln_rows_destroy(struct hln_rows *rows)
{
	hln_rows_drop(rows);
	hln_results_layout_destroy(rows->layout);
	if (rows->flag_made)
		hln_flag_destroy(&rows->flag);
	hln_lock_destroy(&rows->lock);
}

void hln_rows_set_size(struct hln_rows *rows, uint64_t inputs)
{
	uint64_t share = rows->plan.budget->bytes / 4;
	size_t row_bytes = hln_results_writer_bytes(rows->layout, 64) / 64;
	uint32_t count = rows->plan.in_order && !rows->streamed ?
				 HASHLANE_MAX_BLOCK_ROWS :
				 STREAM_ROWS;

	if (inputs < count)
		count = inputs ? (uint32_t)inputs : 1;
	if (rows->streamed)
		while (count > STREAM_ROWS_MIN &&
		       count * row_bytes > share / 16)
			count /= 2;
	rows->block_rows = count;
	rows->blocks_max = (size_t)(share / (count * row_bytes));
	if (rows->blocks_max < 2)
		rows->blocks_max = 2;
}

/* ---- In ---- */

size_t hln_rows_room(struct hln_rows *rows, int64_t begun)
{
	uint64_t room = rows->block_rows, all;

	if (!rows->streamed)
		return SIZE_MAX;
	/* Many jobs may share the budget: beyond half of it, one block each. */
	if (hln_engine_budget_pressure(rows->plan.budget) ==
	    HASHLANE_PRESSURE_NORMAL)
		room *= rows->blocks_max;
	hln_lock_take(&rows->lock);
	all = rows->waiting + (uint64_t)begun;
	hln_lock_give(&rows->lock);
	return all < room ? (size_t)(room - all) : 0;
}

/* The lock is held. */
static bool add_row(struct hln_rows *rows, struct hln_open_file *entry)
{
	struct hln_rows_block *block = rows->last;

	if (!block || block->full)
		block = append_block(rows);
	if (!block || !hln_results_writer_add(block->writer, entry->index,
					      entry->given, entry->cookie,
					      entry->path, entry->path_bytes))
		return false;
	entry->block = block;
	entry->row = block->added++;
	block->full = block->added == rows->block_rows;
	rows->waiting++;
	return true;
}

bool hln_rows_add(struct hln_rows *rows, struct hln_open_file **entries,
		  size_t count)
{
	bool added = true;

	if (!rows->plan.in_order || !count)
		return true;
	hln_lock_take(&rows->lock);
	for (size_t i = 0; i < count && added && !rows->final; i++)
		added = add_row(rows, entries[i]);
	hln_lock_give(&rows->lock);
	return added;
}

void hln_rows_close(struct hln_rows *rows)
{
	hln_lock_take(&rows->lock);
	if (rows->last)
		rows->last->full = true;
	hln_lock_give(&rows->lock);
}

enum hln_rows_entered hln_rows_enter(struct hln_rows *rows,
				     struct hln_open_file **entries,
				     size_t count)
{
	enum hln_rows_entered entered = HLN_ROWS_ENTERED;

	hln_lock_take(&rows->lock);
	if (rows->final)
		entered = HLN_ROWS_FINAL;
	for (size_t i = 0; i < count && entered == HLN_ROWS_ENTERED; i++)
		if (!entries[i]->block && !add_row(rows, entries[i]))
			entered = HLN_ROWS_NO_MEMORY;
	for (size_t i = 0; i < count && entered == HLN_ROWS_ENTERED; i++)
		entries[i]->block->writing++;
	hln_lock_give(&rows->lock);
	return entered;
}

/* Rows of a block of a final job that did not go out. */
static uint32_t rows_left(const struct hln_rows *rows,
			  const struct hln_rows_block *block)
{
	/* In input order what was not begun has a row, too. */
	return (rows->plan.in_order ? block->added : block->finished) -
	       block->taken;
}

void hln_rows_end(struct hln_rows *rows)
{
	struct hln_rows_block **at = &rows->first;

	hln_lock_take(&rows->lock);
	rows->final = true;
	rows->last = NULL;
	while (*at) {
		struct hln_rows_block *block = *at;

		block->full = true;
		block->torn = block->writing;
		if (rows_left(rows, block)) {
			rows->last = block;
			at = &block->next;
		} else {
			*at = block->next;
			drop_block(rows, block);
		}
	}
	hln_lock_give(&rows->lock);
}

void hln_rows_drop(struct hln_rows *rows)
{
	hln_lock_take(&rows->lock);
	while (rows->first) {
		struct hln_rows_block *block = rows->first;

		rows->first = block->next;
		block->full = true;
		drop_block(rows, block);
	}
	rows->last = NULL;
	hln_lock_give(&rows->lock);
}

/* ---- Out; the numbers are those of the file's head ---- */

/* 2: is the first block complete? */
static bool is_complete(const struct hln_rows *rows,
			struct hln_rows_outlook outlook)
{
	const struct hln_rows_block *block = rows->first;

	return (block->full || outlook.paused) &&
	       block->finished == block->added;
}

/* Where the ready rows end, in input order: 2, 3 and 4. */
static uint32_t ready_end(const struct hln_rows *rows,
			  struct hln_rows_outlook outlook)
{
	const struct hln_rows_block *block = rows->first;
	uint32_t end = 0;

	if (is_complete(rows, outlook))
		end = block->added;
	else if (rows->streamed)
		end = hln_results_writer_finished(block->writer);
	return end < block->offered ? block->offered : end;
}

/* How many rows are ready; the lock is held. */
static uint32_t count_ready(const struct hln_rows *rows,
			    struct hln_rows_outlook outlook)
{
	const struct hln_rows_block *block = rows->first;
	uint32_t end;

	if (!block)
		return 0;
	/* 1 and 5. */
	if (rows->final || !rows->plan.in_order)
		return rows_left(rows, block);
	end = ready_end(rows, outlook);
	return end > block->taken ? end - block->taken : 0;
}

bool hln_rows_ready(struct hln_rows *rows, struct hln_rows_outlook outlook)
{
	bool ready;

	hln_lock_take(&rows->lock);
	ready = count_ready(rows, outlook);
	hln_lock_give(&rows->lock);
	return ready;
}

/* hln_rows_ready_at; the lock is held. */
static uint64_t ready_at(const struct hln_rows *rows,
			 struct hln_rows_outlook outlook)
{
	const struct hln_rows_block *block = rows->first;
	uint32_t ready = count_ready(rows, outlook);

	if (!ready)
		return HLN_FOREVER;
	if (rows->final || !outlook.more ||
	    (block->full && ready == block->added - block->taken))
		return 0;
	return rows->ready_since + LINGER_NS;
}

uint64_t hln_rows_ready_at(struct hln_rows *rows,
			   struct hln_rows_outlook outlook)
{
	uint64_t at;

	hln_lock_take(&rows->lock);
	at = ready_at(rows, outlook);
	hln_lock_give(&rows->lock);
	return at;
}

/* Of the way in, but it asks what is ready. */
bool hln_rows_leave(struct hln_rows *rows, struct hln_open_file **entries,
		    size_t count, struct hln_rows_outlook outlook,
		    uint64_t *before_ns)
{
	bool final;

	hln_lock_take(&rows->lock);
	*before_ns = ready_at(rows, outlook);
	final = rows->final;
	for (size_t i = 0; i < count; i++) {
		struct hln_rows_block *block = entries[i]->block;

		block->writing--;
		if (!final) {
			hln_results_writer_finish_row(block->writer,
						      entries[i]->row);
			block->finished++;
		} else if (block->dropped && !block->writing) {
			free_block(rows, block);
		}
	}
	if (!final && !rows->ready_since)
		rows->ready_since = hln_clock_ns();
	hln_lock_give(&rows->lock);
	return !final;
}

static struct hln_rows_block *unlink_first(struct hln_rows *rows)
{
	struct hln_rows_block *block = rows->first;

	rows->first = block->next;
	if (!rows->first)
		rows->last = NULL;
	rows->waiting -= block->added - block->taken;
	return block;
}

/* A block with copies of the first one's ready rows; NULL: no memory. */
static struct hln_rows_block *copy_first(struct hln_rows *rows, uint32_t ready)
{
	struct hln_rows_block *first = rows->first, *block;
	bool unset = rows->final && rows->plan.in_order;
	/* In completion order any rows that are finished may be ready. */
	uint32_t end = rows->plan.in_order ? first->taken + ready :
					     first->added;

	/* The copy comes last: it marks the rows, which are not copied again. */
	block = take_block(rows);
	if (block)
		block = begin_block(rows, block,
				    hln_results_writer_copy(first->writer, end,
							    ready, unset),
				    ready);
	if (!block)
		return NULL;
	block->added = block->finished = ready;
	block->full = true;
	first->taken += ready;
	rows->waiting -= ready;
	if (rows->final || (first->full && first->taken == first->added))
		drop_block(rows, unlink_first(rows));
	return block;
}

/* The lock is held. */
static struct hln_rows_block *take_first(struct hln_rows *rows,
					 struct hln_rows_outlook outlook)
{
	struct hln_rows_block *first = rows->first, *block;
	uint32_t ready = count_ready(rows, outlook);
	bool all = !first->taken && ready == first->added;

	block = all && !first->writing && !first->torn ?
			unlink_first(rows) :
			copy_first(rows, ready);
	if (!block)
		return NULL;
	if (!block->numbered) {
		block->numbered = true;
		block->first_row = rows->out;
		rows->out += block->added;
	}
	rows->ready_since = 0;
	if (rows->first && rows->first->finished > rows->first->taken)
		rows->ready_since = hln_clock_ns();
	return block;
}

struct hln_rows_block *hln_rows_take(struct hln_rows *rows,
				     struct hln_rows_outlook outlook)
{
	struct hln_rows_block *block;

	hln_lock_take(&rows->lock);
	block = take_first(rows, outlook);
	hln_lock_give(&rows->lock);
	return block;
}

const struct hashlane_results *hln_rows_finish(struct hln_rows *rows,
					       struct hln_rows_block *block)
{
	const struct hashlane_results *results =
		hln_results_writer_finish(block->writer, block->first_row);

	if (results) {
		block->writer = NULL;
		free_block(rows, block);
		return results;
	}
	hln_lock_take(&rows->lock);
	block->next = rows->first;
	rows->first = block;
	if (!rows->last)
		rows->last = block;
	rows->waiting += block->added;
	block->full = true;
	hln_lock_give(&rows->lock);
	return NULL;
}

/* ---- Notice ---- */

void hln_rows_update(struct hln_rows *rows, struct hln_rows_outlook outlook,
		     bool reports)
{
	struct hln_rows_block *block;
	bool up;

	hln_lock_take(&rows->lock);
	block = rows->first;
	if (block && rows->plan.in_order && is_complete(rows, outlook))
		block->offered = block->added;
	if (rows->flag_made || reports) {
		up = rows->final || count_ready(rows, outlook);
		if (up && !rows->up)
			atomic_store(&rows->due, reports);
		rows->up = up;
	}
	if (rows->flag_made && rows->up != rows->flag_raised) {
		rows->flag_raised = rows->up;
		if (rows->up)
			hln_flag_raise(&rows->flag);
		else
			hln_flag_lower(&rows->flag);
	}
	hln_lock_give(&rows->lock);
}

bool hln_rows_descriptor(struct hln_rows *rows, int64_t *out)
{
	hln_lock_take(&rows->lock);
	if (!rows->flag_made && !hln_flag_create(&rows->flag))
		rows->flag_made = true;
	if (rows->flag_made)
		*out = rows->flag.descriptor;
	hln_lock_give(&rows->lock);
	return rows->flag_made;
}
