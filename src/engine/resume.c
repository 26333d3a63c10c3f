/* SPDX-License-Identifier: MIT */
/* resume.c - states of long files that are kept while they are hashed. */
#include "resume.h"

#include "../hash/saved.h"

#include <stdlib.h>

enum { INTERVAL_BYTES = 1 << 30 };

void hln_resume_init(struct hln_resume *resume, const struct hln_set *set,
		     const struct hashlane_job_options *options)
{
	resume->save = options->state_save;
	resume->load = options->state_load;
	resume->context = options->state_context;
	resume->interval_bytes = options->state_interval_bytes ?
					 options->state_interval_bytes :
					 INTERVAL_BYTES;
	resume->state_bytes = resume->save || resume->load ?
				      hln_saved_bytes(set) :
				      0;
	/* What waits for another name of a file has no stream. */
	if (options->flags & HASHLANE_JOB_LINKS_ONCE)
		resume->state_bytes = 0;
}

bool hln_resume_wants(const struct hln_resume *resume,
		      const struct hln_entry *entry)
{
	return resume->state_bytes && entry->kind == HASHLANE_INPUT_PATH &&
	       entry->size_known && !entry->pseudo && !entry->offset &&
	       !entry->length && !entry->status &&
	       entry->size_bytes >= resume->interval_bytes;
}

void hln_resume_load(const struct hln_resume *resume,
		     const struct hln_entry *entry, struct hln_hasher *hasher)
{
	uint8_t *state = resume->load ? malloc(resume->state_bytes) : NULL;
	size_t bytes;

	if (!state)
		return;
	bytes = resume->load(resume->context, entry->index, state,
			     resume->state_bytes);
	if (bytes <= resume->state_bytes)
		(void)hln_saved_read(hasher, state, bytes);
	free(state);
}

void hln_resume_save(const struct hln_resume *resume,
		     const struct hln_entry *entry,
		     const struct hln_hasher *hasher, uint64_t *kept)
{
	uint8_t *state;

	if (!resume->save || hasher->failure || entry->status ||
	    hasher->bytes <= *kept || hasher->bytes >= hasher->size_bytes)
		return;
	/* Without memory the next one will do. */
	state = malloc(resume->state_bytes);
	if (!state)
		return;
	hln_saved_write(state, hasher);
	resume->save(resume->context, entry->index, hasher->bytes, state,
		     resume->state_bytes);
	*kept = hasher->bytes;
	free(state);
}
