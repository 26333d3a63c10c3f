/* SPDX-License-Identifier: MIT */
/* resume.c - states of long files that are kept while they are hashed. */
#include "resume.h"

#include "../base/bytes.h"
#include "../hash/saved.h"

#include <stdlib.h>
#include <string.h>

/*
 * IDENTITY_BYTES: before the state stands which version of which file it is of.
 * Only the library sees the file that it opens: the caller may have looked at
 * the path an hour before.
 */
enum { INTERVAL_BYTES = 1 << 30, IDENTITY_BYTES = 4 * 8 };

/* Not the device: its number may be another when it is mounted again. */
static void write_identity(uint8_t to[IDENTITY_BYTES],
			   const struct hln_open_file *entry)
{
	const struct hln_file_info *info = &entry->before;

	hln_store64_le(to, info->inode);
	hln_store64_le(to + 8, info->size_bytes);
	hln_store64_le(to + 16, (uint64_t)info->mtime_ns);
	/* Where it says nothing it is not compared. */
	hln_store64_le(to + 24,
		       entry->use_ctime ? (uint64_t)info->ctime_ns : 0);
}

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
				      hln_saved_bytes_max(set) :
				      0;
	if (resume->state_bytes)
		resume->state_bytes += IDENTITY_BYTES;
	/* What waits for another name of a file has no stream. */
	if (options->flags & HASHLANE_JOB_LINKS_ONCE)
		resume->state_bytes = 0;
}

bool hln_resume_wants(const struct hln_resume *resume,
		      const struct hln_open_file *entry)
{
	return resume->state_bytes && entry->kind == HASHLANE_INPUT_PATH &&
	       entry->size_known && !entry->pseudo && !entry->offset &&
	       !entry->length && !entry->status && !entry->first &&
	       entry->size_bytes >= resume->interval_bytes;
}

void hln_resume_load(const struct hln_resume *resume,
		     const struct hln_open_file *entry,
		     struct hln_hasher *hasher)
{
	uint8_t *state = resume->load ? malloc(resume->state_bytes) : NULL;
	uint8_t identity[IDENTITY_BYTES];
	struct hln_saved saved;
	size_t bytes;

	if (!state)
		return;
	bytes = resume->load(resume->context, entry->index, state,
			     resume->state_bytes);
	write_identity(identity, entry);
	if (bytes > IDENTITY_BYTES && bytes <= resume->state_bytes &&
	    !memcmp(state, identity, IDENTITY_BYTES) &&
	    !hln_saved_open(&saved, state + IDENTITY_BYTES,
			    bytes - IDENTITY_BYTES))
		(void)hln_saved_read(hasher, &saved);
	free(state);
}

void hln_resume_save(const struct hln_resume *resume,
		     const struct hln_open_file *entry,
		     const struct hln_hasher *hasher, uint64_t *kept)
{
	size_t bytes;
	uint8_t *state;

	/* What was cancelled is well up to there. */
	if (!resume->save || hasher->failure ||
	    (entry->status && entry->status != HASHLANE_CANCELLED) ||
	    hasher->bytes <= *kept || hasher->bytes >= hasher->size_bytes)
		return;
	/* Without memory the next one will do. */
	state = malloc(resume->state_bytes);
	if (!state)
		return;
	write_identity(state, entry);
	if (!hln_saved_write(state + IDENTITY_BYTES,
			     resume->state_bytes - IDENTITY_BYTES, &bytes,
			     hasher)) {
		resume->save(resume->context, entry->index, hasher->bytes,
			     state, IDENTITY_BYTES + bytes);
		*kept = hasher->bytes;
	}
	free(state);
}
