/* SPDX-License-Identifier: MIT */
/*
 * check_window.h - the entries that are being checked, in their order. Its
 * size is bounded, whatever the length of the lists.
 */
#ifndef HLN_CHECK_WINDOW_H
#define HLN_CHECK_WINDOW_H

#include "check_jobs.h"
#include "check_judge.h"
#include "check_names.h"

enum { HLN_CHECK_TABLE = 16 * 1024 };

struct hln_check_window {
	struct hln_check_jobs *jobs;
	struct hln_check_names *names;
	const struct hln_check_needs *needs;
	bool alone;                           /* no two entries are joined */
	struct hln_check_entry *first, **end; /* without verdicts */
	struct hln_check_entry *give; /* the first that may have to be given */
	struct hln_check_entry *again; /* the first that may have to be read
					* again; or NULL */
	struct hln_check_entry *probe; /* its result is waited for */
	size_t count, waiting;
	size_t bytes, waiting_bytes, bytes_max;
	uint64_t sequence; /* of the last entry that was added */
	/* With their verdicts, in order. */
	struct hln_check_entry *ready, **ready_end;
	size_t ready_rows;
	struct hln_check_entry *table[HLN_CHECK_TABLE];
};

void hln_check_window_init(struct hln_check_window *window,
			   struct hln_check_jobs *jobs,
			   struct hln_check_names *names,
			   const struct hln_check_needs *needs,
			   size_t bytes_max);
void hln_check_window_end(struct hln_check_window *window);

/* Add an entry, which is the window's from now on. */
void hln_check_window_add(struct hln_check_window *window,
			  struct hln_check_entry *entry);
/* Must verdicts be taken before another entry is added? */
bool hln_check_window_is_full(const struct hln_check_window *window);

/* Can nothing be done until another entry is added, or the lists end? */
bool hln_check_window_rests(const struct hln_check_window *window);

/*
 * Give entries to jobs: as many as wait too long, or with `all` as many as can
 * be. HASHLANE_OK; _TIMEOUT: *busy must advance first; _NO_MEMORY; _CANCELLED.
 */
int32_t hln_check_window_give(struct hln_check_window *window, bool all,
			      struct hln_check_job **busy);

/*
 * Judge entries at the front as far as they are read. HASHLANE_OK or
 * _NO_MEMORY. `all`: no entry is added before some are taken.
 */
int32_t hln_check_window_judge(struct hln_check_window *window,
			       struct hln_check_sources *sources, bool all);

/* The job that has a read of the first entry; NULL: none. */
struct hln_check_job *
hln_check_window_front_job(const struct hln_check_window *window);

/*
 * The check is cancelled: the entries whose verdicts are known without another
 * read become ready, and nothing is given any more.
 */
void hln_check_window_break(struct hln_check_window *window);

/* Take the first of `ready`, which is not empty. */
struct hln_check_entry *hln_check_window_take(struct hln_check_window *window);

#endif
