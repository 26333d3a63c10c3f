/* SPDX-License-Identifier: MIT */
/* walks.c - the exports of walks. */
#include "walks.h"

#include "../engine/walk_rules.h"
#include "../engine/walker.h"
#include "../os/file.h"
#include "arguments.h"
#include "engines.h"
#include "handle.h"

#include <errno.h>
#include <string.h>

enum {
	JOB_FLAGS = HASHLANE_WALK_FOLLOW | HASHLANE_WALK_NO_HIDDEN |
		    HASHLANE_WALK_ONE_FILE_SYSTEM | HASHLANE_WALK_UNSORTED,
	WALK_FLAGS = JOB_FLAGS | HASHLANE_WALK_ALL,
	/* The first version of an entry had these. */
	ENTRY_BYTES = sizeof(struct hashlane_walk_entry)
};

static bool bad_patterns(const char *const *patterns, size_t count)
{
	if (count > PTRDIFF_MAX / sizeof(*patterns) || (count && !patterns))
		return true;
	for (size_t i = 0; i < count; i++)
		if (!patterns[i])
			return true;
	return false;
}

static int32_t check(struct hashlane_walk_options *known,
		     const struct hashlane_walk_options *options,
		     uint32_t flags, struct hashlane_error *error)
{
	const char *pattern = NULL, *text;
	int32_t status = hln_copy_struct(
		known, options, offsetof(struct hashlane_walk_options, base),
		sizeof(*known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~flags || known->reserved)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown flags of a walk", NULL, 0);
	if (bad_patterns(known->include, known->include_count) ||
	    bad_patterns(known->exclude, known->exclude_count))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"a pattern of a walk is NULL", NULL, 0);
	text = hln_walk_rules_error(known, &pattern);
	return text ? hln_fail(error, HASHLANE_ARGUMENT, 0, text, pattern,
			       strlen(pattern)) :
		      HASHLANE_OK;
}

int32_t hln_walks_check_job(struct hashlane_walk_options *known,
			    const struct hashlane_walk_options *options,
			    struct hashlane_error *error)
{
	int32_t status = check(known, options, JOB_FLAGS, error);

	if (!status && known->base)
		status = hln_fail(error, HASHLANE_ARGUMENT, 0,
				  "the base of a job's walk is the job's",
				  NULL, 0);
	return status;
}

int32_t hln_walks_open_base(int *base, const char *path,
			    struct hashlane_error *error)
{
	int os_error;
	int32_t status;

	*base = -1;
	if (!path)
		return HASHLANE_OK;
	os_error = hln_directory_base(base, path);
	if (!os_error)
		return HASHLANE_OK;
	status = os_error == ENOTDIR ? HASHLANE_NOT_REGULAR :
				       hln_file_status(os_error);
	hln_fail(error, status, 0, "the base cannot be opened:", path,
		 strlen(path));
	if (error)
		error->os_error = os_error;
	return status;
}

static int32_t open_walk(hashlane_walk *out, const char *path,
			 const struct hashlane_walk_options *options,
			 struct hashlane_error *error)
{
	struct hln_walker *walker;
	int base;
	int32_t status = hln_walks_open_base(&base, options->base, error);

	if (status)
		return status;
	status = hln_walker_create(&walker, path, base, options);
	if (!status) {
		status = hln_handle_create(out, HLN_KIND_WALK, walker);
		if (status)
			hln_walker_release(walker);
	}
	return status ? hln_fail(error, status, 0, NULL, NULL, 0) : status;
}

int32_t hashlane_walk_open(hashlane_walk *out, const char *path,
			   const struct hashlane_walk_options *options,
			   struct hashlane_error *error)
{
	struct hashlane_walk_options known = { 0 };
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !path)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	if (options)
		status = check(&known, options, WALK_FLAGS, error);
	if (!status)
		status = open_walk(out, path, &known, error);
	errno = before;
	return status;
}

/* Does a part of the path begin with "."? */
static bool is_hidden(const char *path)
{
	while (path && *path != '.') {
		path = strchr(path, '/');
		path += path != NULL;
	}
	return path;
}

int32_t hashlane_walk_match(int32_t *out,
			    const struct hashlane_walk_options *options,
			    const char *path, struct hashlane_error *error)
{
	struct hashlane_walk_options known = { 0 };
	struct hln_walk_rules *rules;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !path)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	if (options)
		status = check(&known, options, WALK_FLAGS, error);
	if (status)
		return status;
	status = hln_walk_rules_create(&rules, &known);
	errno = before;
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	*out = !hln_walk_rules_leave_out(rules, path) &&
	       !(known.flags & HASHLANE_WALK_NO_HIDDEN && is_hidden(path));
	hln_walk_rules_destroy(rules);
	errno = before;
	return HASHLANE_OK;
}

static int32_t pin(struct hln_walker **walker, hashlane_walk handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_WALK);

	if (status)
		return status;
	*walker = object;
	hln_walker_hold(*walker);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

int32_t hashlane_walk_next(hashlane_walk handle,
			   struct hashlane_walk_entry *entries,
			   size_t entry_bytes, size_t capacity, size_t *count)
{
	struct hln_walker *walker;
	int before = errno;
	int32_t status;

	if (!entries || !count || !capacity)
		return HASHLANE_ARGUMENT;
	if (entry_bytes < ENTRY_BYTES || entry_bytes > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	if (capacity > PTRDIFF_MAX / entry_bytes)
		return HASHLANE_ARGUMENT;
	status = pin(&walker, handle);
	if (status)
		return status;
	status = hln_walker_next(walker, entries, entry_bytes, capacity,
				 count);
	hln_walker_release(walker);
	errno = before;
	return status;
}

int32_t hashlane_walk_get_skipped(struct hashlane_walk_skipped *out,
				  hashlane_walk handle)
{
	struct hashlane_walk_skipped skipped = { 0 };
	struct hln_walker *walker;
	int32_t status = out ? pin(&walker, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	hln_walker_get_skipped(&skipped, walker);
	hln_walker_release(walker);
	return hln_return_struct(out, &skipped, sizeof(skipped),
				 sizeof(skipped));
}

int32_t hashlane_walk_close(hashlane_walk handle)
{
	int before = errno;
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_WALK);

	if (status)
		return status;
	hln_handle_retire(handle);
	hln_walker_cancel(object);
	hln_walker_release(object);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_job_get_skipped(struct hashlane_walk_skipped *out,
				 hashlane_job handle)
{
	struct hashlane_walk_skipped skipped = { 0 };
	struct hln_job *job;
	int32_t status = out ? hln_engines_pin_job(&job, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	if (job->source.rules)
		hln_walk_rules_get_skipped(&skipped, job->source.rules);
	hln_job_release(job);
	return hln_return_struct(out, &skipped, sizeof(skipped),
				 sizeof(skipped));
}
