/* SPDX-License-Identifier: MIT */
/* job_source.c - where the inputs of one job come from. */
#include "job_source.h"

#include "job_state.h"
#include "open_file.h"
#include "walk_buffer.h"

bool hln_job_source_create(struct hln_job_source *source,
			   const int32_t *job_state)
{
	source->job_state = job_state;
	return hln_lock_create(&source->walk_lock) &&
	       hln_lock_create(&source->lock);
}

void hln_job_source_destroy(struct hln_job_source *source)
{
	if (source->links)
		hln_hard_links_destroy(source->links);
	hln_inputs_destroy(&source->inputs);
	if (source->rules)
		hln_walk_rules_destroy(source->rules);
	hln_lock_destroy(&source->walk_lock);
	hln_lock_destroy(&source->lock);
}

void hln_job_source_lock(struct hln_job_source *source)
{
	hln_lock_take(&source->lock);
}

void hln_job_source_unlock(struct hln_job_source *source)
{
	hln_lock_give(&source->lock);
}

uint64_t hln_job_source_left(const struct hln_job_source *source)
{
	return source->inputs.known - source->taken;
}

bool hln_job_source_walks(const struct hln_job_source *source)
{
	return source->rules && !source->inputs.drained;
}

enum hln_taken hln_job_source_take(struct hln_job_source *source,
				   struct hln_open_file **entries, size_t room,
				   size_t *count)
{
	enum hln_taken taken = HLN_TAKEN;
	struct hln_input input;
	size_t n = 0;

	while (n < room && !hln_job_state_is_final(source->job_state)) {
		taken = hln_inputs_take(&source->inputs, &input);
		if (taken != HLN_TAKEN)
			break;
		if (!hln_open_file_set(entries[n], &input,
				       source->inputs.row_bytes))
			hln_open_file_fail(entries[n], HASHLANE_NO_MEMORY, 0,
					   0);
		entries[n++]->index = source->taken++;
	}
	*count = n;
	return taken;
}

bool hln_job_source_wants_walk(const struct hln_job_source *source)
{
	return hln_inputs_want_ahead(&source->inputs);
}

/* ---- The walk ---- */

bool hln_job_source_begin_walk(struct hln_job_source *source)
{
	return hln_lock_try(&source->walk_lock);
}

enum hln_walked hln_job_source_walk(struct hln_job_source *source, size_t most,
				    bool patient, bool *no_memory)
{
	enum hln_walked walked = HLN_WALK_ENTRY;
	struct hln_walk *walk = NULL;
	struct hln_walk_buffer *ahead;

	*no_memory = false;
	hln_lock_take(&source->lock);
	if (hln_inputs_want_ahead(&source->inputs) &&
	    !hln_job_state_is_final(source->job_state))
		walk = source->inputs.walk;
	hln_lock_give(&source->lock);
	if (!walk)
		return walked;
	ahead = hln_walk_buffer_read(walk, most, patient, &walked);
	*no_memory = !ahead;
	if (!ahead)
		return walked;
	hln_lock_take(&source->lock);
	hln_inputs_add_ahead(&source->inputs, ahead, walked == HLN_WALK_ENDED);
	hln_lock_give(&source->lock);
	return walked;
}

void hln_job_source_end_walk(struct hln_job_source *source)
{
	hln_lock_give(&source->walk_lock);
}

/* ---- The end ---- */

void hln_job_source_drop(struct hln_job_source *source)
{
	struct hln_input_batch *inputs;

	if (source->links)
		hln_hard_links_drop(source->links);
	hln_lock_take(&source->lock);
	inputs = hln_inputs_cut(&source->inputs);
	hln_lock_give(&source->lock);
	hln_inputs_give(&source->inputs, inputs);
}
