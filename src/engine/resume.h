/* SPDX-License-Identifier: MIT */
/*
 * resume.h - states of long files that are kept while they are hashed, so
 * that another job goes on from there.
 */
#ifndef HLN_RESUME_H
#define HLN_RESUME_H

#include "../hash/hasher.h"
#include "open_file.h"

/* What the caller wants kept; of a job. */
struct hln_resume {
	hashlane_state_save_fn *save;
	hashlane_state_load_fn *load;
	void *context;
	uint64_t interval_bytes;
	size_t state_bytes; /* at most, with the identity; 0: none is kept */
};

void hln_resume_init(struct hln_resume *resume, const struct hln_set *set,
		     const struct hashlane_job_options *options);

/* Is this one kept? Its first bytes were read. */
bool hln_resume_wants(const struct hln_resume *resume,
		      const struct hln_open_file *entry);

/* Go on from what was kept of it, if that is so; the hasher was just started.
 */
void hln_resume_load(const struct hln_resume *resume,
		     const struct hln_open_file *entry,
		     struct hln_hasher *hasher);

/*
 * Keep a stream of the whole file that is well and not at its end. *kept is
 * how far the one kept last was.
 */
void hln_resume_save(const struct hln_resume *resume,
		     const struct hln_open_file *entry,
		     const struct hln_hasher *hasher, uint64_t *kept);

/* The same, if an interval lies between. */
static inline void hln_resume_note(const struct hln_resume *resume,
				   const struct hln_open_file *entry,
				   const struct hln_hasher *hasher,
				   uint64_t *kept)
{
	if (hasher->bytes - *kept >= resume->interval_bytes)
		hln_resume_save(resume, entry, hasher, kept);
}

#endif
