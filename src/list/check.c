/* SPDX-License-Identifier: MIT */
/*
 * check.c - a check: lists in, verdicts out.
 *
 *   check_source.c   lists, and entries that the caller adds
 *        |
 *   check.c          rules, the root, files that exist
 *        |
 *   check_window.c   entries in order; joins those of one file
 *        |       \
 *   check_jobs.c  check_names.c  other readings of missing names
 *        |
 *   check_judge.c    rows of jobs, verdicts
 *        |
 *   check_extra.c    at the end: files in no list, files that moved
 *        |
 *   verdicts.c       rows for the caller
 *
 * All of it runs within hln_check_next, on the thread of the caller. Other
 * threads add lists and entries, ask for the state and cancel.
 */
#include "check.h"

#include "../os/directory.h"
#include "../os/file.h"
#include "check_detail.h"
#include "check_entry.h"
#include "check_extra.h"
#include "check_source.h"
#include "check_window.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_ROWS = 256, /* of verdicts that are returned at once */
	PATIENCE_MS = 20, /* wait for one job while others may have results */
	DRAIN_MS = 200,   /* wait for what cancelled jobs have finished */
	NS_PER_MS = 1000000,
	STANDARD_INPUT = 0
};

struct hln_check {
	atomic_uint refs;
	atomic_flag busy; /* a thread is in hln_check_next */
	atomic_bool cancelled, complete;
	atomic_bool all_given; /* every file was given to a job */
	struct hashlane_check_options options;
	struct hln_check_rules rules;
	struct hashlane_algorithm_spec require[HASHLANE_MAX_ALGORITHMS];
	struct hln_check_needs needs;
	struct hln_check_names names;
	struct hln_check_sources sources;
	struct hln_check_jobs jobs;
	struct hln_check_extra *extra; /* NULL: no search */
	/* For the thread in hln_check_next. */
	struct hln_check_entry *taken; /* from the lists, not in the window */
	struct hln_check_entry *ready, **ready_end; /* for the caller */
	bool is_searched; /* the lists are done; `extra` returns the rest */
	bool is_broken;   /* by a cancel: nothing new is found */
	uint64_t drained_until_ns; /* 0: the jobs are not cancelled */
	struct hln_check_window window;
};

static void destroy(struct hln_check *check)
{
	/* Jobs end first: their reads are in the entries. */
	hln_check_jobs_end(&check->jobs);
	if (check->extra)
		hln_check_extra_destroy(check->extra);
	hln_check_window_end(&check->window);
	hln_check_entry_destroy(check->taken);
	while (check->ready) {
		struct hln_check_entry *entry = check->ready;

		check->ready = entry->next;
		hln_check_entry_destroy(entry);
	}
	hln_check_source_end(&check->sources);
	hln_check_names_end(&check->names);
	if (check->rules.context)
		check->rules.release(check->rules.context);
	free((void *)(uintptr_t)check->options.extra);
	free(check);
}

void hln_check_hold(struct hln_check *check)
{
	atomic_fetch_add_explicit(&check->refs, 1, memory_order_relaxed);
}

void hln_check_release(struct hln_check *check)
{
	if (atomic_fetch_sub_explicit(&check->refs, 1, memory_order_acq_rel) ==
	    1)
		destroy(check);
}

/* Copy the options that are used later. */
static int32_t copy_options(struct hln_check *check,
			    const struct hashlane_check_options *options)
{
	size_t bytes = options->extra ? strlen(options->extra) + 1 : 0;
	char *extra;

	check->options = *options;
	check->options.extra = NULL;
	check->options.base = check->options.root = NULL;
	check->needs.secure = options->flags & HASHLANE_CHECK_REQUIRE_SECURE;
	check->needs.require_count = options->require_count;
	check->needs.require = check->require;
	if (options->require_count)
		memcpy(check->require, options->require,
		       options->require_count * sizeof(check->require[0]));
	check->options.require = check->require;
	if (!bytes)
		return HASHLANE_OK;
	extra = malloc(bytes);
	if (!extra)
		return HASHLANE_NO_MEMORY;
	memcpy(extra, options->extra, bytes);
	check->options.extra = extra;
	return HASHLANE_OK;
}

/* Half of the engine's budget is for entries, a quarter for added ones. */
static int32_t start(struct hln_check *check, hashlane_engine engine,
		     const struct hashlane_check_options *options,
		     int *os_error)
{
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};
	int32_t status = hashlane_engine_get_memory(&memory, engine);

	if (!status)
		status = hln_check_names_init(&check->names, options,
					      os_error);
	if (status)
		return status;
	if (!hln_check_source_init(&check->sources, &check->names,
				   (size_t)(memory.budget_bytes / 4))) {
		hln_check_names_end(&check->names);
		return HASHLANE_NO_MEMORY;
	}
	if (!hln_check_jobs_init(&check->jobs, engine, &check->names,
				 options)) {
		hln_check_source_end(&check->sources);
		hln_check_names_end(&check->names);
		return HASHLANE_NO_MEMORY;
	}
	hln_check_window_init(&check->window, &check->jobs, &check->names,
			      &check->needs,
			      (size_t)(memory.budget_bytes / 2));
	return HASHLANE_OK;
}

int32_t hln_check_create(struct hln_check **out, hashlane_engine engine,
			 const struct hashlane_check_options *options,
			 const struct hln_check_rules *rules, int *os_error)
{
	struct hln_check *check = calloc(1, sizeof(*check));
	int32_t status;

	*os_error = 0;
	if (!check) {
		if (rules->context)
			rules->release(rules->context);
		return HASHLANE_NO_MEMORY;
	}
	atomic_init(&check->refs, 1);
	atomic_flag_clear(&check->busy);
	check->rules = *rules;
	check->ready_end = &check->ready;
	status = copy_options(check, options);
	if (!status)
		status = start(check, engine, options, os_error);
	if (status) {
		if (rules->context)
			rules->release(rules->context);
		free((void *)(uintptr_t)check->options.extra);
		free(check);
		return status;
	}
	if (check->options.extra)
		status = hln_check_extra_create(&check->extra, &check->jobs,
						&check->options);
	if (status)
		destroy(check);
	else
		*out = check;
	return status;
}

/* A list is no extra file, and need not be named by one. */
static int32_t note_list(struct hln_check *check,
			 const struct hashlane_input *input, const char *name)
{
	char *path;
	int32_t status = HASHLANE_OK;

	if (!check->extra)
		return HASHLANE_OK;
	if (input && input->kind == HASHLANE_INPUT_DESCRIPTOR)
		status = hln_check_extra_listed_open(check->extra,
						     input->descriptor);
	if (status || !input || input->kind != HASHLANE_INPUT_PATH)
		return status || !name || !*name ?
			       status :
			       hln_check_extra_listed(check->extra, name);
	/* The path of an input need not end in a NUL. */
	path = malloc(input->data_bytes + 1);
	if (!path)
		return HASHLANE_NO_MEMORY;
	memcpy(path, input->data, input->data_bytes);
	path[input->data_bytes] = 0;
	status = hln_check_extra_listed(check->extra, path);
	free(path);
	return status;
}

int32_t hln_check_add_list(struct hln_check *check,
			   const struct hashlane_input *input,
			   const struct hashlane_list_options *options,
			   struct hashlane_error *error)
{
	int32_t status = note_list(check, input, options->name);

	if (status)
		return status;
	return hln_check_source_add_list(&check->sources, input, options,
					 error);
}

int32_t hln_check_add_entries(struct hln_check *check,
			      const struct hashlane_list_entry *entries,
			      size_t count, const char *name)
{
	int32_t status = note_list(check, NULL, name);

	if (status)
		return status;
	return hln_check_source_add_entries(&check->sources, entries, count,
					    name);
}

void hln_check_close(struct hln_check *check)
{
	hln_check_source_close(&check->sources);
}

void hln_check_cancel(struct hln_check *check)
{
	atomic_store(&check->cancelled, true);
	hln_check_source_cancel(&check->sources);
	hln_check_jobs_cancel(&check->jobs);
	if (check->extra)
		hln_check_extra_cancel(check->extra);
}

/* Do the rules or the limits of the options leave out an entry's file? */
static bool leaves_out(const struct hln_check *check,
		       const struct hln_check_entry *entry)
{
	const struct hashlane_check_options *options = &check->options;
	struct hln_file_info info;

	if (check->rules.context &&
	    check->rules.leaves_out(check->rules.context, entry->name))
		return true;
	if (!options->min_bytes && !options->max_bytes &&
	    !options->min_mtime_ns && !options->max_mtime_ns)
		return false;
	/* A file that does not exist is missing. */
	if (hln_file_info_at(&info, -1, entry->path, true))
		return false;
	return info.size_bytes < options->min_bytes ||
	       (options->max_bytes && info.size_bytes > options->max_bytes) ||
	       (options->min_mtime_ns &&
		info.mtime_ns < options->min_mtime_ns) ||
	       (options->max_mtime_ns &&
		info.mtime_ns > options->max_mtime_ns);
}

/* Is "-" in a list standard input? Otherwise there is no such file. */
static bool is_standard_input(const struct hln_check *check,
			      const struct hln_check_entry *entry)
{
	return check->options.flags &
		       (HASHLANE_CHECK_STDIN | HASHLANE_CHECK_MD5SUM) &&
	       !hln_file_is_terminal(STANDARD_INPUT) &&
	       !hln_check_source_is_standard(entry->source);
}

/* What is not a regular file is read as a stream, as md5sum does. */
static void find_stream(const struct hln_check *check,
			struct hln_check_entry *entry)
{
	enum hln_listing_kind kind;
	struct hln_file_info info;

	if (entry->read_count != 1 || entry->reads->range_count)
		return;
	if (entry->is_dash) {
		if (is_standard_input(check, entry))
			entry->is_stream = entry->is_standard = true;
		else
			hln_check_entry_judge(entry, HASHLANE_VERDICT_MISSING,
					      HASHLANE_NOT_FOUND, 0);
		return;
	}
	entry->is_stream = check->options.flags & HASHLANE_CHECK_MD5SUM &&
			   !hln_listing_info(&info, &kind, -1, entry->path,
					     true) &&
			   kind == HLN_ENTRY_OTHER;
}

/* Do all files of an entry lie below the root? */
static int32_t check_root(const struct hln_check *check,
			  struct hln_check_entry *entry)
{
	bool refuses;
	int32_t status = hln_check_names_refuses(&refuses, &check->names,
						 entry->path);

	for (size_t i = 0; i < entry->read_count && !status; i++) {
		const struct hln_check_read *read = &entry->reads[i];

		for (size_t k = 0; k < read->range_count && !refuses; k++)
			status = hln_check_names_refuses(
				&refuses, &check->names, read->ranges[k].path);
	}
	if (status || !refuses)
		return status;
	entry->reason = check->names.root;
	hln_check_entry_judge(entry, HASHLANE_VERDICT_REFUSED, HASHLANE_OK, 0);
	return HASHLANE_OK;
}

/* The files that an entry names are no extra files. */
static int32_t note_files(struct hln_check *check,
			  const struct hln_check_entry *entry)
{
	int32_t status = HASHLANE_OK;

	if (!check->extra || entry->is_dash)
		return HASHLANE_OK;
	status = hln_check_extra_listed(check->extra, entry->path);
	for (size_t i = 0; i < entry->read_count && !status; i++) {
		const struct hln_check_read *read = &entry->reads[i];

		for (size_t k = 0; k < read->range_count && !status; k++)
			if (strcmp(read->ranges[k].path, entry->path) != 0)
				status = hln_check_extra_listed(
					check->extra, read->ranges[k].path);
	}
	return status;
}

/* Bring one entry into the window. HASHLANE_OK or HASHLANE_NO_MEMORY. */
static int32_t take_entry(struct hln_check *check,
			  struct hln_check_entry *entry)
{
	int32_t status = HASHLANE_OK;
	bool refuted = false;

	if (entry->verdict == HASHLANE_VERDICT_MALFORMED) {
		hln_check_window_add(&check->window, entry);
		return HASHLANE_OK;
	}
	status = note_files(check, entry);
	if (status)
		return status;
	if (leaves_out(check, entry)) {
		hln_check_source_leave_out(&check->sources, entry);
		hln_check_entry_destroy(entry);
		return HASHLANE_OK;
	}
	if (!entry->is_dash)
		status = check_root(check, entry);
	if (!status)
		status = hln_check_names_note(&check->names, entry, &refuted);
	if (status)
		return status;
	if (refuted)
		hln_check_source_refute(&check->sources, entry->source);
	if (entry->stage != HLN_CHECK_JUDGED)
		find_stream(check, entry);
	if (entry->stage == HLN_CHECK_JUDGED)
		hln_check_jobs_count(&check->jobs, entry);
	hln_check_window_add(&check->window, entry);
	return HASHLANE_OK;
}

/* Milliseconds until a time, at most PATIENCE_MS, from 0. */
static int64_t patience(uint64_t deadline_ns)
{
	uint64_t now = hln_clock_ns(), left;

	if (deadline_ns <= now)
		return 0;
	left = (deadline_ns - now + NS_PER_MS - 1) / NS_PER_MS;
	return left < PATIENCE_MS ? (int64_t)left : PATIENCE_MS;
}

/*
 * Read the lists until the window is full. HASHLANE_OK; _END, _TIMEOUT or _BUSY:
 * there is no more, or no more for now; _NO_MEMORY, _CANCELLED.
 */
static int32_t feed(struct hln_check *check, struct hln_check_job **busy,
		    uint64_t deadline_ns)
{
	struct hln_check_window *window = &check->window;
	int32_t status = HASHLANE_OK;

	while (!hln_check_window_is_full(window) && !status &&
	       !atomic_load(&check->cancelled)) {
		/* Before a wait come the verdicts of what was read. */
		if (!check->taken)
			status = hln_check_source_next(
				&check->sources, &check->taken,
				hln_check_window_rests(window) ?
					(int)patience(deadline_ns) :
					-1);
		if (status == HASHLANE_BUSY &&
		    !hln_check_jobs_have_engine(&check->jobs))
			return HASHLANE_CANCELLED;
		if (status)
			return status;
		status = take_entry(check, check->taken);
		if (status)
			return status;
		check->taken = NULL;
		status = hln_check_window_give(window, false, busy);
	}
	/* The window has no room until a job has advanced. */
	return status == HASHLANE_TIMEOUT ? HASHLANE_OK : status;
}

/* Rows for the entries that are ready. */
static int32_t collect(struct hln_check *check,
		       const struct hashlane_verdicts **out)
{
	struct hln_verdicts_size size = { 0 };
	struct hln_verdicts verdicts;
	struct hln_check_entry *end = check->ready;

	while (end && size.rows < BLOCK_ROWS) {
		hln_check_detail_measure(&size, end);
		end = end->next;
	}
	if (!hln_verdicts_create(&verdicts, &size))
		return HASHLANE_NO_MEMORY;
	while (check->ready != end) {
		struct hln_check_entry *entry = check->ready;

		check->ready = entry->next;
		hln_check_detail_write(&verdicts, entry);
		hln_check_source_count(&check->sources, entry);
		hln_check_entry_destroy(entry);
	}
	if (!check->ready)
		check->ready_end = &check->ready;
	*out = verdicts.block;
	return HASHLANE_OK;
}

/* An entry has its verdict: does it get a row? */
static void finish(struct hln_check *check, struct hln_check_entry *entry)
{
	bool is_missing = entry->verdict == HASHLANE_VERDICT_MISSING;
	bool ignores = check->options.flags & HASHLANE_CHECK_IGNORE_MISSING &&
		       !hln_check_entry_is_doubtful(entry);

	if (is_missing && check->extra && !check->is_searched) {
		hln_check_extra_missing(check->extra, entry);
	} else if (is_missing && ignores) {
		hln_check_source_count(&check->sources, entry);
		hln_check_entry_destroy(entry);
	} else {
		entry->next = NULL;
		*check->ready_end = entry;
		check->ready_end = &entry->next;
	}
}

/*
 * Take the entries that have their verdicts. The files that readings of names
 * led to are no extra files. HASHLANE_OK or _NO_MEMORY.
 */
static int32_t finish_ready(struct hln_check *check)
{
	struct hln_check_window *window = &check->window;
	int32_t status = HASHLANE_OK;

	while (window->ready && !status) {
		const struct hln_check_entry *entry = window->ready;

		if (check->extra && entry->reads_other && !entry->is_hint)
			status = hln_check_extra_listed(
				check->extra, hln_check_entry_path(entry));
		if (!status)
			finish(check, hln_check_window_take(window));
	}
	return status;
}

/* Judge what was read. HASHLANE_OK, _NO_MEMORY or _CANCELLED. */
static int32_t judge(struct hln_check *check, bool all)
{
	struct hln_check_window *window = &check->window;
	int32_t finished, status = hln_check_jobs_serve(&check->jobs);

	if (!status)
		status = hln_check_window_judge(window, &check->sources, all);
	finished = finish_ready(check);
	return status ? status : finished;
}

/*
 * Do all that can be done without waiting. HASHLANE_OK: files are being read;
 * _TIMEOUT or _END: every entry so far, or every entry, has its verdict;
 * _NO_MEMORY, _CANCELLED.
 */
static int32_t advance(struct hln_check *check, struct hln_check_job **busy,
		       uint64_t deadline_ns)
{
	struct hln_check_window *window = &check->window;
	int32_t fed, status = judge(check, false);

	if (status || check->ready)
		return status;
	fed = feed(check, busy, deadline_ns);
	if (fed == HASHLANE_NO_MEMORY || fed == HASHLANE_CANCELLED)
		return fed;
	status = hln_check_window_give(window, fed != HASHLANE_OK, busy);
	if (status && status != HASHLANE_TIMEOUT)
		return status;
	if (fed == HASHLANE_END && !window->give && !check->extra)
		atomic_store(&check->all_given, true);
	status = judge(check,
		       fed != HASHLANE_OK || hln_check_window_is_full(window));
	if (status || check->ready || window->first)
		return status;
	/* The list is asked again, and waited for, while there is time. */
	return fed == HASHLANE_BUSY ? HASHLANE_OK : fed;
}

/* Wait for the first entry that has no verdict, or for what holds it up. */
static int32_t wait(struct hln_check *check, struct hln_check_job *busy,
		    int64_t timeout_ms)
{
	struct hln_check_job *job = hln_check_window_front_job(&check->window);
	int32_t status;

	if (!job)
		job = busy;
	if (!job)
		job = hln_check_jobs_last(&check->jobs);
	if (!job)
		return HASHLANE_OK;
	status = hln_check_jobs_wait(&check->jobs, job, timeout_ms);
	return status == HASHLANE_TIMEOUT ? HASHLANE_OK : status;
}

/* The last stage: files in no list. As hln_check_extra_next. */
static int32_t search(struct hln_check *check, int64_t timeout_ms)
{
	struct hln_check_entry *entry;
	int32_t status = HASHLANE_OK;

	check->is_searched = true;
	for (int i = 0; i < BLOCK_ROWS && !status; i++) {
		status = hln_check_extra_next(check->extra, &entry,
					      check->ready ? 0 : timeout_ms);
		if (!status)
			finish(check, entry);
	}
	if (hln_check_extra_has_given(check->extra))
		atomic_store(&check->all_given, true);
	return check->ready ? HASHLANE_OK : status;
}

/* What is known when no verdict is ready; HASHLANE_OK: try again. */
static int32_t pause(struct hln_check *check, int32_t status,
		     struct hln_check_job *busy, uint64_t deadline_ns)
{
	int64_t timeout_ms = patience(deadline_ns);

	if (status == HASHLANE_END && check->extra) {
		status = search(check, timeout_ms);
		if (status == HASHLANE_TIMEOUT)
			return HASHLANE_OK;
	} else if (!status) {
		status = wait(check, busy, timeout_ms);
	}
	if (status == HASHLANE_END) {
		hln_check_jobs_close(&check->jobs);
		atomic_store(&check->complete, true);
	}
	return status;
}

/*
 * The check is cancelled. Entries whose files were read have verdicts, whatever
 * stands before them: `ready`. _CANCELLED; _TIMEOUT: a job has not ended yet;
 * _NO_MEMORY.
 */
static int32_t end_early(struct hln_check *check, uint64_t deadline_ns)
{
	struct hln_check_entry *entry;
	int32_t status;

	if (check->is_broken)
		return HASHLANE_CANCELLED;
	if (!check->drained_until_ns)
		check->drained_until_ns = hln_clock_ns() +
					  (uint64_t)DRAIN_MS * NS_PER_MS;
	while (!hln_check_jobs_drain(&check->jobs, patience(deadline_ns))) {
		uint64_t now = hln_clock_ns();

		if (now >= check->drained_until_ns)
			break;
		if (now >= deadline_ns)
			return HASHLANE_TIMEOUT;
	}
	hln_check_window_break(&check->window);
	status = finish_ready(check);
	while (check->is_searched && !status &&
	       (entry = hln_check_extra_break(check->extra)) != NULL)
		finish(check, entry);
	check->is_broken = !status;
	return status ? status : HASHLANE_CANCELLED;
}

static int32_t run(struct hln_check *check,
		   const struct hashlane_verdicts **out, uint64_t deadline_ns)
{
	int32_t status;
	bool is_late;

	do {
		struct hln_check_job *busy = NULL;

		is_late = hln_clock_ns() >= deadline_ns;
		status = HASHLANE_CANCELLED;
		if (!check->is_broken && !atomic_load(&check->cancelled))
			status = advance(check, &busy, deadline_ns);
		if (!check->ready && (!is_late || status == HASHLANE_END))
			status = pause(check, status, busy, deadline_ns);
		/* It may have come meanwhile, and have ended a list. */
		if (!check->ready && (status == HASHLANE_CANCELLED ||
				      atomic_load(&check->cancelled)))
			status = end_early(check, deadline_ns);
		if (check->ready)
			return collect(check, out);
	} while (!status && !is_late);
	return status ? status : HASHLANE_TIMEOUT;
}

int32_t hln_check_next(struct hln_check *check,
		       const struct hashlane_verdicts **out,
		       int64_t timeout_ms)
{
	uint64_t deadline_ns = HLN_FOREVER;
	int32_t status;

	if (timeout_ms >= 0 && timeout_ms < INT64_MAX / NS_PER_MS)
		deadline_ns = hln_clock_ns() +
			      (uint64_t)timeout_ms * NS_PER_MS;
	if (atomic_flag_test_and_set(&check->busy))
		return HASHLANE_BUSY;
	status = run(check, out, deadline_ns);
	atomic_flag_clear(&check->busy);
	return status;
}

void hln_check_get_info(struct hashlane_check_info *out,
			struct hln_check *check)
{
	hln_check_source_get_info(
		out, &check->sources, atomic_load(&check->complete),
		check->options.flags & HASHLANE_CHECK_IGNORE_MISSING);
	hln_check_jobs_get_bytes(&check->jobs, &out->bytes_done,
				 &out->bytes_total);
	if (!atomic_load(&check->all_given))
		out->bytes_total = 0;
	out->finished = hln_check_jobs_get_finished(&check->jobs);
}

int32_t hln_check_get_list(struct hashlane_check_list *out,
			   struct hln_check *check, uint32_t list)
{
	return hln_check_source_get_list(out, &check->sources, list);
}

size_t hln_check_get_specs(
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS],
	struct hln_check *check)
{
	return hln_check_source_get_specs(specs, &check->sources);
}
