/* SPDX-License-Identifier: MIT */
/*
 * check_extra.c - files that no list names, and files that moved.
 *
 * The files of a walk that no list names stand in a queue, in the order of the
 * walk. If files are missing, jobs hash those in the queue; what a file is, is
 * decided when it is the first of the queue, so that the result depends on no
 * order of threads. The length of the queue is bounded.
 */
#include "check_extra.h"

#include "../os/file.h"
#include "check_moved.h"
#include "file_set.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	BATCH = 64,        /* entries of a walk at a time */
	QUEUE_MAX = 4096,  /* files in the queue */
	QUEUE_LOW = 2048,  /* below it, the queue is filled first */
	BUDGET_SHARE = 16, /* of the engine's budget that the queue may take */
	FILE_BYTES = 1024, /* what a file in the queue takes, about */
	OUTPUTS = 2,       /* standard output and standard error */
	STANDARD_OUTPUT = 1
};

/*
 * The paths of a batch live until its walk is closed. A thread that
 * cancels leaves that to the one that uses a path, if there is one.
 */
enum { USES_BATCH = 1, IS_CANCELLED = 2 };

/* A file in the queue. */
struct extra_file {
	struct extra_file *next;
	struct hln_check_entry *entry;
	bool is_read; /* it is hashed */
	struct hln_check_read read;
	struct hln_check_probe probe;
	struct hln_check_probed digests[];
};

struct hln_check_extra {
	struct hln_check_jobs *jobs;
	uint32_t flags; /* HASHLANE_CHECK_* */
	uint64_t min_bytes, max_bytes;
	int64_t min_mtime_ns, max_mtime_ns;
	hashlane_walk walk;
	hln_lock lock; /* of the set */
	struct hln_file_set *listed;
	struct hln_check_moved moved;
	bool is_prepared, has_walked;
	struct hln_file_info outputs[OUTPUTS];
	atomic_uint state; /* USES_BATCH, IS_CANCELLED */
	struct hashlane_walk_entry batch[BATCH];
	size_t batch_count, batch_at;
	struct extra_file *first, **end;
	struct extra_file *give;    /* the first that is not given to a job */
	struct extra_file *unknown; /* of a check that was cancelled */
	size_t count, count_max;
};

int32_t hln_check_extra_create(struct hln_check_extra **out,
			       struct hln_check_jobs *jobs,
			       const struct hashlane_check_options *options)
{
	struct hln_check_extra *extra = calloc(1, sizeof(*extra));
	int32_t status = HASHLANE_NO_MEMORY;

	if (!extra)
		return status;
	extra->jobs = jobs;
	extra->flags = options->flags;
	extra->min_bytes = options->min_bytes;
	extra->max_bytes = options->max_bytes;
	extra->min_mtime_ns = options->min_mtime_ns;
	extra->max_mtime_ns = options->max_mtime_ns;
	extra->end = &extra->first;
	atomic_init(&extra->state, 0);
	hln_check_moved_init(&extra->moved);
	extra->listed = hln_file_set_create();
	if (extra->listed && hln_lock_create(&extra->lock)) {
		status = hashlane_walk_open(&extra->walk, options->extra,
					    options->rules, NULL);
		if (status)
			hln_lock_destroy(&extra->lock);
	}
	if (status) {
		hln_file_set_destroy(extra->listed);
		free(extra);
		return status;
	}
	*out = extra;
	return HASHLANE_OK;
}

/* Free a file; its entry is the caller's. */
static struct hln_check_entry *release(struct extra_file *file)
{
	struct hln_check_entry *entry = file->entry;

	entry->reads = NULL;
	entry->read_count = 0;
	free(file);
	return entry;
}

static void destroy_files(struct extra_file *file)
{
	while (file) {
		struct extra_file *next = file->next;

		hln_check_entry_destroy(release(file));
		file = next;
	}
}

void hln_check_extra_destroy(struct hln_check_extra *extra)
{
	destroy_files(extra->first);
	destroy_files(extra->unknown);
	hln_check_moved_end(&extra->moved);
	hln_file_set_destroy(extra->listed);
	hln_lock_destroy(&extra->lock);
	(void)hashlane_walk_close(extra->walk);
	free(extra);
}

void hln_check_extra_cancel(struct hln_check_extra *extra)
{
	if (!atomic_fetch_or(&extra->state, IS_CANCELLED))
		(void)hashlane_walk_close(extra->walk);
}

/* False: the paths of the batch are gone. */
static bool begin_use(struct hln_check_extra *extra)
{
	unsigned none = 0;

	return atomic_compare_exchange_strong(&extra->state, &none,
					      USES_BATCH);
}

static void end_use(struct hln_check_extra *extra)
{
	if (atomic_fetch_and(&extra->state, ~(unsigned)USES_BATCH) &
	    IS_CANCELLED)
		(void)hashlane_walk_close(extra->walk);
}

int32_t hln_check_extra_listed(struct hln_check_extra *extra, const char *path)
{
	int32_t status;

	hln_lock_take(&extra->lock);
	status = hln_file_set_add(extra->listed, path);
	hln_lock_give(&extra->lock);
	return status;
}

int32_t hln_check_extra_listed_open(struct hln_check_extra *extra, int file)
{
	int32_t status;

	hln_lock_take(&extra->lock);
	status = hln_file_set_add_open(extra->listed, file);
	hln_lock_give(&extra->lock);
	return status;
}

void hln_check_extra_missing(struct hln_check_extra *extra,
			     struct hln_check_entry *entry)
{
	hln_check_moved_add(&extra->moved, entry);
}

/* All lists were checked: the search begins. */
static int32_t prepare(struct hln_check_extra *extra)
{
	const uint32_t only_named = HASHLANE_CHECK_NO_MOVED |
				    HASHLANE_CHECK_IGNORE_MISSING;
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};
	uint64_t files;
	int32_t status = hashlane_engine_get_memory(&memory,
						    extra->jobs->engine);

	/* The engine was destroyed. */
	if (status)
		return HASHLANE_CANCELLED;
	status = hln_check_moved_prepare(&extra->moved,
					 !(extra->flags & only_named));
	if (status)
		return status;
	for (int i = 0; i < OUTPUTS; i++)
		if (hln_file_info(&extra->outputs[i], STANDARD_OUTPUT + i))
			extra->outputs[i].regular = false;
	files = memory.budget_bytes / BUDGET_SHARE /
		(FILE_BYTES +
		 extra->moved.specs.count * sizeof(struct hln_check_probed));
	extra->count_max = files < QUEUE_MAX ? (size_t)files + 1 : QUEUE_MAX;
	extra->is_prepared = true;
	return HASHLANE_OK;
}

/* Is it the file of standard output or standard error? */
static bool is_output(const struct hln_check_extra *extra,
		      const struct hashlane_walk_entry *found)
{
	for (size_t i = 0; i < OUTPUTS; i++)
		if (extra->outputs[i].regular &&
		    extra->outputs[i].device == found->device &&
		    extra->outputs[i].inode == found->inode)
			return true;
	return false;
}

/* Is a file of the walk left out, by a limit or since a list names it? */
static int32_t leaves_out(bool *out, struct hln_check_extra *extra,
			  const struct hashlane_walk_entry *found)
{
	const struct hln_file_info info = {
		.device = found->device,
		.inode = found->inode,
		.links = found->links,
	};
	int32_t status;

	*out = found->size_bytes < extra->min_bytes ||
	       (extra->max_bytes && found->size_bytes > extra->max_bytes) ||
	       (extra->min_mtime_ns &&
		found->mtime_ns < extra->min_mtime_ns) ||
	       (extra->max_mtime_ns &&
		found->mtime_ns > extra->max_mtime_ns) ||
	       is_output(extra, found);
	if (*out)
		return HASHLANE_OK;
	hln_lock_take(&extra->lock);
	status = hln_file_set_has(out, extra->listed, found->path, &info);
	hln_lock_give(&extra->lock);
	return status;
}

/* Append a file of the walk, or a failure. */
static int32_t append(struct hln_check_extra *extra,
		      const struct hashlane_walk_entry *found)
{
	bool is_read = !found->status &&
		       hln_check_moved_wants(&extra->moved, found->size_bytes);
	size_t digests = is_read ? extra->moved.specs.count : 0;
	struct extra_file *file =
		calloc(1, sizeof(*file) + digests * sizeof(file->digests[0]));

	if (!file)
		return HASHLANE_NO_MEMORY;
	file->entry = hln_check_entry_extra(found->path);
	if (!file->entry) {
		free(file);
		return HASHLANE_NO_MEMORY;
	}
	if (found->status)
		hln_check_entry_judge(file->entry, HASHLANE_VERDICT_UNREADABLE,
				      found->status, found->os_error);
	else
		file->entry->size_found = found->size_bytes;
	file->is_read = is_read;
	if (is_read) {
		file->probe.specs = &extra->moved.specs;
		file->probe.digests = file->digests;
		file->read.entry = file->entry;
		file->read.probe = &file->probe;
		file->entry->reads = &file->read;
		file->entry->read_count = 1;
	}
	*extra->end = file;
	extra->end = &file->next;
	extra->count++;
	if (!extra->give)
		extra->give = file;
	return HASHLANE_OK;
}

/* Take the next entry of the walk. HASHLANE_OK, _NO_MEMORY or _CANCELLED. */
static int32_t walk_on(struct hln_check_extra *extra)
{
	const struct hashlane_walk_entry *found;
	bool is_left_out = false;
	int32_t status;

	if (extra->batch_at == extra->batch_count) {
		extra->batch_at = 0;
		extra->batch_count = 0;
		status = hashlane_walk_next(extra->walk, extra->batch,
					    sizeof(extra->batch[0]), BATCH,
					    &extra->batch_count);
		if (status == HASHLANE_NO_MEMORY)
			return status;
		if (status)
			return HASHLANE_CANCELLED;
		extra->has_walked = !extra->batch_count;
		return HASHLANE_OK;
	}
	if (!begin_use(extra))
		return HASHLANE_CANCELLED;
	found = &extra->batch[extra->batch_at];
	status = found->status ? HASHLANE_OK :
				 leaves_out(&is_left_out, extra, found);
	if (!status && !is_left_out)
		status = append(extra, found);
	end_use(extra);
	/* Without memory, the call is repeated with the same entry. */
	if (!status)
		extra->batch_at++;
	return status;
}

/* Give the files of the queue to jobs. As hln_check_jobs_give. */
static int32_t give(struct hln_check_extra *extra, struct hln_check_job **busy)
{
	int32_t status = HASHLANE_OK;

	while (extra->give) {
		if (extra->give->is_read)
			status = hln_check_jobs_give(extra->jobs,
						     extra->give->entry, busy);
		else
			hln_check_jobs_count(extra->jobs, extra->give->entry);
		if (status)
			return status;
		extra->give = extra->give->next;
	}
	return HASHLANE_OK;
}

/* Fill the queue. HASHLANE_OK, _TIMEOUT (*busy must advance) or a failure. */
static int32_t fill(struct hln_check_extra *extra, struct hln_check_job **busy)
{
	int32_t status = give(extra, busy);

	while (!status && !extra->has_walked &&
	       extra->count < extra->count_max) {
		status = walk_on(extra);
		if (!status)
			status = give(extra, busy);
	}
	return status;
}

/* Is the verdict of the first file known? */
static bool is_ready(const struct hln_check_extra *extra)
{
	const struct extra_file *file = extra->first;

	return file && file != extra->give && !file->entry->pending;
}

/*
 * Take the first file of the queue, or the missing one whose content it has.
 * NULL: no memory.
 */
static struct hln_check_entry *take(struct hln_check_extra *extra)
{
	struct extra_file *file = extra->first;
	struct hln_check_entry *entry = file->entry, *moved = NULL;
	char *path = NULL;

	if (file->is_read && !entry->status) {
		size_t bytes = entry->name_bytes + 1;

		/* Nothing is changed if there is no memory. */
		path = malloc(bytes);
		if (!path)
			return NULL;
		memcpy(path, entry->path, bytes);
		moved = hln_check_moved_find(&extra->moved, &file->probe);
	}
	extra->first = file->next;
	if (!extra->first)
		extra->end = &extra->first;
	extra->count--;
	release(file);
	if (!moved) {
		free(path);
		return entry;
	}
	hln_check_entry_destroy(entry);
	free(moved->other);
	moved->other = path;
	moved->reading = 0;
	moved->is_hint = moved->differs = false;
	return moved;
}

/* Wait until the first file is read, or until another one can be given. */
static int32_t wait(struct hln_check_extra *extra, struct hln_check_job *busy,
		    int64_t timeout_ms)
{
	struct hln_check_job *job = extra->first ? extra->first->read.job :
						   NULL;

	if (!job)
		job = busy;
	if (!job)
		job = hln_check_jobs_last(extra->jobs);
	return job ? hln_check_jobs_wait(extra->jobs, job, timeout_ms) :
		     HASHLANE_TIMEOUT;
}

/* Bring the first file of the queue on. As hln_check_extra_next. */
static int32_t advance(struct hln_check_extra *extra, int64_t timeout_ms)
{
	struct hln_check_job *busy = NULL;
	int32_t status = HASHLANE_OK;

	if (is_ready(extra) && extra->count > QUEUE_LOW)
		return HASHLANE_OK;
	status = fill(extra, &busy);
	if (status == HASHLANE_CANCELLED || status == HASHLANE_NO_MEMORY)
		return status;
	if (is_ready(extra))
		return HASHLANE_OK;
	status = hln_check_jobs_serve(extra->jobs);
	if (status || is_ready(extra) || !extra->first)
		return status;
	status = wait(extra, busy, timeout_ms);
	return status == HASHLANE_OK && !is_ready(extra) ? HASHLANE_TIMEOUT :
							   status;
}

int32_t hln_check_extra_next(struct hln_check_extra *extra,
			     struct hln_check_entry **out, int64_t timeout_ms)
{
	int32_t status = HASHLANE_OK;

	if (!extra->is_prepared)
		status = prepare(extra);
	if (!status)
		status = advance(extra, timeout_ms);
	if (status)
		return status;
	if (extra->first) {
		*out = take(extra);
		return *out ? HASHLANE_OK : HASHLANE_NO_MEMORY;
	}
	*out = hln_check_moved_take(&extra->moved);
	return *out ? HASHLANE_OK : HASHLANE_END;
}

struct hln_check_entry *hln_check_extra_break(struct hln_check_extra *extra)
{
	while (extra->first) {
		struct extra_file *file = extra->first;

		if (is_ready(extra))
			return take(extra);
		/* A job may have its read. */
		if (extra->give == file)
			extra->give = file->next;
		extra->first = file->next;
		file->next = extra->unknown;
		extra->unknown = file;
	}
	return NULL;
}

bool hln_check_extra_has_given(const struct hln_check_extra *extra)
{
	return extra->has_walked && !extra->give;
}
