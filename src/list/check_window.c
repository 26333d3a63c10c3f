/* SPDX-License-Identifier: MIT */
/*
 * check_window.c - the entries that are being checked, in their order.
 *
 *   ready        first .. give               give .. end
 *   judged   |   read by jobs            |   waiting, and joined to others
 *
 * The newest entries wait, so that several lines about one file are joined and
 * the file is read once. An entry whose digest has several candidates waits
 * until one of them has shown the algorithm: the probe, which is given before
 * the entries that stand before it.
 */
#include "check_window.h"

#include "../os/file.h"
#include "check_guess.h"
#include "check_source.h"

#include <string.h>

enum {
	WAITING_MAX = 32 * 1024,
	COUNT_MAX = 64 * 1024,
	ALONE_MAX = 256, /* that wait, if no two entries are joined */
	SET_MAX = HASHLANE_MAX_ALGORITHMS,
	JOINED_MAX = 255 /* a row each, in one block */
};

void hln_check_window_init(struct hln_check_window *window,
			   struct hln_check_jobs *jobs,
			   struct hln_check_names *names,
			   const struct hln_check_needs *needs,
			   size_t bytes_max)
{
	memset(window, 0, sizeof(*window));
	window->jobs = jobs;
	window->names = names;
	window->needs = needs;
	window->alone = names->flags & HASHLANE_CHECK_MD5SUM;
	window->end = &window->first;
	window->ready_end = &window->ready;
	window->bytes_max = bytes_max;
}

void hln_check_window_end(struct hln_check_window *window)
{
	while (window->ready)
		hln_check_entry_destroy(hln_check_window_take(window));
	while (window->first) {
		struct hln_check_entry *entry = window->first;

		window->first = entry->next;
		hln_check_entry_destroy(entry);
	}
}

/* FNV-1a, for the table only. */
static uint32_t hash_path(const char *path)
{
	uint32_t hash = 2166136261u;

	for (; *path; path++)
		hash = (hash ^ (unsigned char)*path) * 16777619u;
	return hash;
}

/* A waiting entry about the same file; NULL: none. */
static struct hln_check_entry *
find_waiting(struct hln_check_window *window,
	     const struct hln_check_entry *entry)
{
	struct hln_check_entry *at =
		window->table[entry->path_hash % HLN_CHECK_TABLE];

	while (at && (at->path_hash != entry->path_hash ||
		      strcmp(at->path, entry->path) != 0))
		at = at->chain;
	return at;
}

static void forget_waiting(struct hln_check_window *window,
			   struct hln_check_entry *entry)
{
	struct hln_check_entry **at =
		&window->table[entry->path_hash % HLN_CHECK_TABLE];

	while (*at && *at != entry)
		at = &(*at)->chain;
	if (*at)
		*at = entry->chain;
}

/* Have two entries digests of the same algorithms? */
static bool same_specs(const struct hln_check_entry *a,
		       const struct hln_check_entry *b)
{
	if (a->claim_count != b->claim_count)
		return false;
	for (size_t i = 0; i < a->claim_count; i++) {
		const struct hln_check_claim *left = &a->claims[i];
		const struct hln_check_claim *right = &b->claims[i];

		if (left->spec_count != right->spec_count ||
		    memcmp(left->specs, right->specs,
			   left->spec_count * sizeof(*left->specs)) != 0)
			return false;
	}
	return true;
}

/* The groups of an entry are in the window up to this place. */
static void note_groups(const struct hln_check_entry *entry, uint64_t sequence)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		struct hln_check_group *group = entry->claims[i].group;

		if (group && group->last < sequence)
			group->last = sequence;
	}
}

/* Join an entry to an earlier one of the same file; false: there is none. */
static bool join(struct hln_check_window *window,
		 struct hln_check_entry *entry)
{
	struct hln_check_entry *before = find_waiting(window, entry);
	size_t more = entry->set_size;

	if (!before)
		return false;
	if (same_specs(before->last, entry))
		more = 0;
	if (before->set_size + more > SET_MAX || before->joined == JOINED_MAX)
		return false;
	note_groups(entry, before->sequence);
	before->last->same = entry;
	before->last = entry;
	before->joined++;
	before->set_size += more;
	before->memory_bytes += entry->memory_bytes;
	window->bytes += entry->memory_bytes;
	window->waiting_bytes += entry->memory_bytes;
	return true;
}

void hln_check_window_add(struct hln_check_window *window,
			  struct hln_check_entry *entry)
{
	struct hln_check_entry **slot;

	if (!window->alone && entry->stage == HLN_CHECK_WAITING &&
	    hln_check_entry_is_plain(entry)) {
		entry->path_hash = hash_path(entry->path);
		if (join(window, entry))
			return;
		slot = &window->table[entry->path_hash % HLN_CHECK_TABLE];
		entry->chain = *slot;
		*slot = entry;
	}
	entry->next = NULL;
	entry->sequence = ++window->sequence;
	note_groups(entry, entry->sequence);
	*window->end = entry;
	window->end = &entry->next;
	if (!window->give)
		window->give = entry;
	window->count++;
	window->bytes += entry->memory_bytes;
	window->waiting++;
	window->waiting_bytes += entry->memory_bytes;
}

bool hln_check_window_is_full(const struct hln_check_window *window)
{
	return window->count >= COUNT_MAX || window->bytes > window->bytes_max;
}

/* The size of an entry's file, asked once; UINT64_MAX: there is none. */
static uint64_t size_of(struct hln_check_entry *entry)
{
	struct hln_file_info info;

	if (!entry->was_asked &&
	    !hln_file_info_at(&info, -1, hln_check_entry_path(entry), true) &&
	    info.regular)
		entry->size_hint = info.size_bytes;
	entry->was_asked = true;
	return entry->size_hint;
}

/* A group of the entry, or of one of the same file, that is not settled. */
static struct hln_check_group *unsettled(const struct hln_check_entry *entry)
{
	for (; entry; entry = entry->same)
		for (size_t i = 0; i < entry->claim_count; i++)
			if (entry->claims[i].group &&
			    hln_check_guess_waits(entry->claims[i].group))
				return entry->claims[i].group;
	return NULL;
}

static bool has_group(const struct hln_check_entry *entry,
		      const struct hln_check_group *group)
{
	for (; entry; entry = entry->same)
		for (size_t i = 0; i < entry->claim_count; i++)
			if (entry->claims[i].group == group)
				return true;
	return false;
}

/* The smallest file of a group that waits; NULL: none exists. */
static struct hln_check_entry *
find_probe(const struct hln_check_window *window,
	   const struct hln_check_group *group)
{
	struct hln_check_entry *best = NULL;

	for (struct hln_check_entry *at = window->give;
	     at && at->sequence <= group->last; at = at->next)
		if (at->stage == HLN_CHECK_WAITING && !at->is_stream &&
		    has_group(at, group) && size_of(at) != UINT64_MAX &&
		    (!best || at->size_hint < best->size_hint))
			best = at;
	return best;
}

static bool reads_whole(const struct hln_check_entry *entry)
{
	return entry->read_count && !entry->reads->range_count;
}

/* The file of an entry is not read as a whole: what is known without that. */
static void ask_size(struct hln_check_entry *entry)
{
	struct hln_file_info info;
	int error = hln_file_info_at(&info, -1, hln_check_entry_path(entry),
				     true);

	if (error)
		hln_check_judge_unread(entry, hln_file_status(error), error);
	else if (!info.regular)
		hln_check_judge_unread(entry, HASHLANE_NOT_REGULAR, 0);
	else
		entry->size_found = info.size_bytes;
}

/* Give one entry to jobs, wherever it stands. */
static int32_t give_entry(struct hln_check_window *window,
			  struct hln_check_entry *entry,
			  struct hln_check_job **busy)
{
	int32_t status;

	if (!reads_whole(entry))
		ask_size(entry);
	else if (hln_check_specs_need_size(entry))
		(void)size_of(entry);
	status = hln_check_jobs_give(window->jobs, entry, busy);
	if (status)
		return status;
	entry->stage = HLN_CHECK_READING;
	window->waiting--;
	window->waiting_bytes -= entry->memory_bytes;
	forget_waiting(window, entry);
	return HASHLANE_OK;
}

/* Begin to read a probe. */
static int32_t give_probe(struct hln_check_window *window,
			  struct hln_check_entry *probe,
			  struct hln_check_job **busy)
{
	int32_t status = give_entry(window, probe, busy);

	if (status)
		return status;
	for (struct hln_check_entry *at = probe; at; at = at->same)
		at->probes = true;
	window->probe = probe;
	return HASHLANE_OK;
}

/* The job that has a read of an entry; NULL: none. */
static struct hln_check_job *job_of(const struct hln_check_entry *entry)
{
	for (size_t i = 0; i < entry->read_count; i++)
		if (entry->reads[i].job)
			return entry->reads[i].job;
	return NULL;
}

/* Forget a probe that was read. One that failed shows nothing. */
static void end_probe(struct hln_check_window *window)
{
	struct hln_check_entry *probe = window->probe;

	if (!probe || probe->pending)
		return;
	window->probe = NULL;
	for (struct hln_check_entry *at = probe; at; at = at->same)
		for (size_t i = 0; i < at->claim_count; i++)
			if (at->status && at->claims[i].group)
				hln_check_guess_try(at->claims[i].group, 0);
}

/*
 * Is the algorithm of an entry's digests known, or can none of the waiting
 * files show it? Otherwise _TIMEOUT: a probe is read, see *busy.
 */
static int32_t wait_for_probe(struct hln_check_window *window,
			      struct hln_check_entry *entry,
			      struct hln_check_job **busy)
{
	struct hln_check_group *group;
	struct hln_check_entry *probe;
	int32_t status;

	end_probe(window);
	group = entry->is_stream ? NULL : unsettled(entry);
	if (!group || entry->sequence <= group->searched)
		return HASHLANE_OK;
	if (!window->probe) {
		probe = find_probe(window, group);
		if (!probe) {
			group->searched = window->sequence;
			return HASHLANE_OK;
		}
		status = give_probe(window, probe, busy);
		if (status)
			return status;
	}
	*busy = job_of(window->probe);
	return *busy ? HASHLANE_TIMEOUT : HASHLANE_OK;
}

/* Give the first entry that waits. */
static int32_t give_next(struct hln_check_window *window,
			 struct hln_check_job **busy)
{
	struct hln_check_entry *entry = window->give;
	int32_t status = HASHLANE_OK;

	if (entry->stage == HLN_CHECK_WAITING) {
		/* One line after the other. */
		if (entry->is_stream && entry != window->first) {
			*busy = hln_check_window_front_job(window);
			return HASHLANE_TIMEOUT;
		}
		status = wait_for_probe(window, entry, busy);
		/* It may have been the probe. */
		if (!status && entry->stage == HLN_CHECK_WAITING)
			status = give_entry(window, entry, busy);
		if (status)
			return status;
	} else if (entry->stage == HLN_CHECK_JUDGED) {
		window->waiting--;
		window->waiting_bytes -= entry->memory_bytes;
	}
	window->give = entry->next;
	return HASHLANE_OK;
}

static bool waits_too_long(const struct hln_check_window *window)
{
	return window->waiting > (window->alone ? ALONE_MAX : WAITING_MAX) ||
	       window->waiting_bytes > window->bytes_max / 2;
}

int32_t hln_check_window_give(struct hln_check_window *window, bool all,
			      struct hln_check_job **busy)
{
	int32_t status = HASHLANE_OK;

	/* With a full window, something must be read. */
	while (window->give && !status &&
	       (all || waits_too_long(window) ||
		(window->first == window->give &&
		 hln_check_window_is_full(window))))
		status = give_next(window, busy);
	return status;
}

struct hln_check_job *
hln_check_window_front_job(const struct hln_check_window *window)
{
	return window->first ? job_of(window->first) : NULL;
}

/* Are all entries read that were given to jobs? */
static bool is_quiet(const struct hln_check_window *window)
{
	for (const struct hln_check_entry *at = window->first;
	     at && at != window->give; at = at->next)
		if (at->pending)
			return false;
	return true;
}

bool hln_check_window_rests(const struct hln_check_window *window)
{
	return !window->first ||
	       (!window->give && hln_check_names_holds(window->first) &&
		is_quiet(window));
}

/*
 * Read entries for whose names a reading was found. They wait until the lists
 * that are read once have ended, since these may name the same files; in a full
 * window, the first entry does not wait.
 */
static void read_again(struct hln_check_window *window,
		       struct hln_check_sources *sources)
{
	bool is_early = hln_check_source_goes_on(sources);

	if (is_early && hln_check_window_is_full(window))
		(void)hln_check_names_confirm(window->names, window->first,
					      true);
	if (is_early)
		return;
	for (struct hln_check_entry *entry = window->first;
	     entry && entry != window->give; entry = entry->next) {
		if (!hln_check_names_holds(entry) ||
		    !hln_check_names_confirm(window->names, entry, false))
			continue;
		entry->reads_other = true;
		entry->was_asked = false;
		entry->given = 0;
		if (!window->again)
			window->again = entry;
		for (struct hln_check_entry *at = entry; at; at = at->same) {
			at->stage = HLN_CHECK_READING;
			at->status = HASHLANE_OK;
			at->os_error = 0;
		}
		if (!reads_whole(entry))
			ask_size(entry);
	}
}

/*
 * Give the entries that are read again, as many as the jobs take. The first of
 * a group shows the algorithm of the others. HASHLANE_OK, _NO_MEMORY or
 * _CANCELLED.
 */
static int32_t give_again(struct hln_check_window *window)
{
	while (window->again && window->again != window->give) {
		struct hln_check_entry *entry = window->again;
		struct hln_check_job *busy;
		int32_t status;

		if (entry->given < entry->read_count &&
		    entry != window->first && unsettled(entry))
			break;
		status = hln_check_jobs_give(window->jobs, entry, &busy);
		if (status)
			return status == HASHLANE_TIMEOUT ? HASHLANE_OK :
							    status;
		window->again = entry->next;
	}
	return HASHLANE_OK;
}

/*
 * A file that another reading of its name leads to has other content: it is
 * not the file that is meant.
 */
static void doubt_reading(struct hln_check_entry *entry)
{
	bool differs = false;

	if (!entry->reads_other || entry->is_hint)
		return;
	for (struct hln_check_entry *at = entry; at; at = at->same)
		differs |= at->verdict == HASHLANE_VERDICT_FAILED;
	if (!differs)
		return;
	entry->is_hint = entry->differs = true;
	for (struct hln_check_entry *at = entry; at; at = at->same)
		hln_check_entry_judge(at, HASHLANE_VERDICT_MISSING,
				      HASHLANE_NOT_FOUND, 0);
}

/* Move the entry that `link` leads to to those that are ready. */
static void make_ready(struct hln_check_window *window,
		       struct hln_check_entry **link)
{
	struct hln_check_entry *entry = *link;

	*link = entry->next;
	if (!*link)
		window->end = link;
	if (window->again == entry)
		window->again = entry->next;
	window->count--;
	window->bytes -= entry->memory_bytes;
	entry->next = NULL;
	*window->ready_end = entry;
	window->ready_end = &entry->next;
	for (; entry; entry = entry->same)
		window->ready_rows++;
}

/* As hln_check_window_judge. *again: entries are read again. */
static int32_t judge_front(struct hln_check_window *window,
			   struct hln_check_sources *sources, bool all,
			   bool *again)
{
	struct hln_check_job *busy;
	int32_t status;

	end_probe(window);
	while (window->first && window->first != window->give) {
		struct hln_check_entry *entry = window->first;

		*again |= window->again || entry->given < entry->read_count;
		status = hln_check_jobs_give(window->jobs, entry, &busy);
		if (!status)
			status = give_again(window);
		if (status)
			return status == HASHLANE_TIMEOUT ? HASHLANE_OK :
							    status;
		if (entry->pending)
			break;
		if (hln_check_names_wants(window->names, entry)) {
			if (!all || !is_quiet(window))
				break;
			status = hln_check_names_resolve(window->names,
							 sources, entry);
			if (status)
				return status;
		}
		if (hln_check_names_holds(entry)) {
			read_again(window, sources);
			if (hln_check_names_holds(entry))
				break;
			continue;
		}
		if (!hln_check_judge_file(entry, window->needs)) {
			entry->given = 0;
			continue;
		}
		doubt_reading(entry);
		make_ready(window, &window->first);
	}
	return HASHLANE_OK;
}

int32_t hln_check_window_judge(struct hln_check_window *window,
			       struct hln_check_sources *sources, bool all)
{
	bool again = false;
	int32_t status = judge_front(window, sources, all, &again);

	/* What is read again begins now. */
	return status || !again ? status : hln_check_jobs_serve(window->jobs);
}

/* Is the verdict of an entry known, without another read? */
static bool is_known(struct hln_check_window *window,
		     struct hln_check_entry *entry)
{
	if (entry->stage == HLN_CHECK_WAITING ||
	    (entry->stage == HLN_CHECK_READING &&
	     (entry->pending || entry->given < entry->read_count)))
		return false;
	return !hln_check_names_wants(window->names, entry) &&
	       !hln_check_names_holds(entry) &&
	       hln_check_judge_file(entry, window->needs);
}

void hln_check_window_break(struct hln_check_window *window)
{
	struct hln_check_entry **link = &window->first;

	window->give = NULL;
	window->again = NULL;
	while (*link)
		if (is_known(window, *link)) {
			doubt_reading(*link);
			make_ready(window, link);
		} else {
			link = &(*link)->next;
		}
}

struct hln_check_entry *hln_check_window_take(struct hln_check_window *window)
{
	struct hln_check_entry *entry = window->ready;

	window->ready = entry->next;
	if (!window->ready)
		window->ready_end = &window->ready;
	entry->next = NULL;
	for (const struct hln_check_entry *at = entry; at; at = at->same)
		window->ready_rows--;
	return entry;
}
