/* SPDX-License-Identifier: MIT */
/* checks.c - the exports of checks and of their verdicts. */
#include "../engine/walk_rules.h"
#include "../list/check.h"
#include "../list/verdicts.h"
#include "arguments.h"
#include "handle.h"
#include "lists.h"
#include "walks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHECK_FLAGS = HASHLANE_CHECK_NO_GUESS | HASHLANE_CHECK_IGNORE_CASE |
		      HASHLANE_CHECK_IGNORE_MISSING | HASHLANE_CHECK_MD5SUM |
		      HASHLANE_CHECK_REQUIRE_SECURE | HASHLANE_CHECK_NO_MOVED |
		      HASHLANE_CHECK_BASE_IS_LIST | HASHLANE_CHECK_STDIN,
	JOB_FLAGS = HASHLANE_JOB_SEQUENTIAL | HASHLANE_JOB_DROP_CACHE |
		    HASHLANE_JOB_LINKS_ONCE
};

static bool leaves_out(void *context, const char *name)
{
	return hln_walk_rules_leave_out(context, name);
}

static void release_rules(void *context)
{
	hln_walk_rules_destroy(context);
}

static int32_t bad(struct hashlane_error *error, const char *text)
{
	return hln_fail(error, HASHLANE_ARGUMENT, 0, text, NULL, 0);
}

static int32_t check_options(struct hashlane_check_options *known,
			     struct hashlane_walk_options *walk,
			     const struct hashlane_check_options *options,
			     struct hashlane_error *error)
{
	struct hln_set set;
	int32_t status = HASHLANE_OK;

	memset(known, 0, sizeof(*known));
	if (options)
		status = hln_copy_struct(known, options, sizeof(*known),
					 sizeof(*known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)CHECK_FLAGS)
		return bad(error, "unknown flags of a check");
	if (known->job_flags & ~(uint32_t)JOB_FLAGS || known->reserved)
		return bad(error, "a check has no jobs with these flags");
	if (hln_bad_ctime(known->ctime))
		return bad(error, "unknown use of the ctime");
	if (!known->require != !known->require_count)
		return bad(error, "the number of algorithms does not suit");
	if (known->require)
		status = hln_check_specs(&set, known->require,
					 known->require_count, error);
	if (!status && known->rules) {
		status = hln_walks_check_job(walk, known->rules, error);
		known->rules = walk;
	}
	return status;
}

static int32_t create(hashlane_check *out, hashlane_engine engine,
		      const struct hashlane_check_options *options,
		      struct hashlane_error *error)
{
	struct hln_check_rules rules = {
		.leaves_out = leaves_out,
		.release = release_rules,
	};
	struct hln_walk_rules *walk_rules;
	struct hln_check *check;
	int32_t status = HASHLANE_OK;
	int os_error = 0;

	if (options->rules) {
		status = hln_walk_rules_create(&walk_rules, options->rules);
		if (!status)
			rules.context = walk_rules;
	}
	if (!status)
		status = hln_check_create(&check, engine, options, &rules,
					  &os_error);
	if (!status) {
		status = hln_handle_create(out, HLN_KIND_CHECK, check);
		if (status)
			hln_check_release(check);
	}
	if (!status)
		return status;
	hln_fail(error, status, 0,
		 os_error ? "the root cannot be opened:" : NULL,
		 os_error ? options->root : NULL,
		 os_error ? strlen(options->root) : 0);
	if (error)
		error->os_error = os_error;
	return status;
}

int32_t hashlane_check_create(hashlane_check *out, hashlane_engine engine,
			      const struct hashlane_check_options *options,
			      struct hashlane_error *error)
{
	struct hashlane_check_options known;
	struct hashlane_walk_options walk;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = check_options(&known, &walk, options, error);
	if (!status)
		status = create(out, engine, &known, error);
	errno = before;
	return status;
}

/* Take a check for one call; other calls may have it as well. */
static int32_t pin(struct hln_check **check, hashlane_check handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_CHECK);

	if (status)
		return status;
	*check = object;
	hln_check_hold(*check);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

int32_t hashlane_check_add_list(hashlane_check handle,
				const struct hashlane_input *input,
				size_t input_bytes,
				const struct hashlane_list_options *options,
				struct hashlane_error *error)
{
	struct hashlane_list_options known;
	struct hashlane_input input_known;
	struct hln_check *check;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!input)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_lists_check_input(&input_known, input, input_bytes,
				       error);
	if (!status)
		status = hln_lists_check_options(&known, options, error);
	if (status)
		return status;
	status = pin(&check, handle);
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_check_add_list(check, &input_known, &known, error);
	hln_check_release(check);
	errno = before;
	return status;
}

static bool bad_array(const void *array, size_t count, size_t element)
{
	return count > PTRDIFF_MAX / element || (count && !array);
}

static int32_t check_claim(const struct hashlane_list_claim *claim)
{
	if (bad_array(claim->specs, claim->spec_count,
		      sizeof(*claim->specs)) ||
	    hln_bad_bytes(claim->tag, claim->tag_bytes) ||
	    hln_bad_bytes(claim->text, claim->text_bytes) ||
	    hln_bad_bytes(claim->digest, claim->digest_bytes) ||
	    bad_array(claim->ranges, claim->range_count,
		      sizeof(*claim->ranges)))
		return HASHLANE_ARGUMENT;
	for (size_t i = 0; i < claim->spec_count; i++) {
		const struct hln_algorithm *algorithm;
		uint64_t param;
		int32_t status = hln_registry_resolve(&algorithm, &param,
						      &claim->specs[i]);

		if (status)
			return status;
	}
	for (size_t i = 0; i < claim->range_count; i++)
		if (hln_bad_bytes(claim->ranges[i].name,
				  claim->ranges[i].name_bytes))
			return HASHLANE_ARGUMENT;
	return HASHLANE_OK;
}

/* The claims of an entry have a size of their own. */
static int32_t check_claims(const struct hashlane_list_entry *entry)
{
	const char *at = (const char *)entry->claims;

	if (!entry->claim_count)
		return HASHLANE_OK;
	if (entry->claim_bytes < sizeof(struct hashlane_list_claim) ||
	    entry->claim_bytes > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	if (bad_array(at, entry->claim_count, entry->claim_bytes))
		return HASHLANE_ARGUMENT;
	for (size_t i = 0; i < entry->claim_count; i++) {
		int32_t status = check_claim(
			(const void *)(at + i * entry->claim_bytes));

		if (status)
			return status;
	}
	return HASHLANE_OK;
}

/* `given` is the entry as the caller has it, with its own size. */
static int32_t check_entry(const struct hashlane_list_entry *entry,
			   const void *given)
{
	const uint32_t flags = HASHLANE_LIST_HAS_SIZE |
			       HASHLANE_LIST_HAS_MTIME |
			       HASHLANE_LIST_PERCENT | HASHLANE_LIST_BESIDE;
	int32_t status = hln_check_struct(given, sizeof(*entry),
					  sizeof(*entry));

	if (status)
		return status;
	if (entry->format < HASHLANE_FORMAT_AUTO ||
	    entry->format > HASHLANE_FORMAT_REPORT || entry->flags & ~flags ||
	    hln_bad_bytes(entry->name, entry->name_bytes) ||
	    !entry->name_bytes || hln_bad_bytes(entry->raw, entry->raw_bytes))
		return HASHLANE_ARGUMENT;
	return check_claims(entry);
}

int32_t hashlane_check_add_entries(hashlane_check handle,
				   const struct hashlane_list_entry *entries,
				   size_t entry_bytes, size_t count,
				   const char *name)
{
	const struct hashlane_list_entry *known = entries;
	struct hln_check *check;
	int before = errno;
	void *copy = NULL;
	int32_t status = hln_copy_array(&copy, entries, entry_bytes, count,
					sizeof(*known), sizeof(*known));

	if (!status) {
		if (copy)
			known = copy;
		for (size_t i = 0; i < count && !status; i++)
			status = check_entry(&known[i],
					     (const char *)entries +
						     i * entry_bytes);
	}
	if (!status)
		status = pin(&check, handle);
	if (!status) {
		status = hln_check_add_entries(check, known, count, name);
		hln_check_release(check);
	}
	free(copy);
	errno = before;
	return status;
}

int32_t hashlane_check_close(hashlane_check handle)
{
	struct hln_check *check;
	int32_t status = pin(&check, handle);

	if (status)
		return status;
	hln_check_close(check);
	hln_check_release(check);
	return HASHLANE_OK;
}

int32_t hashlane_check_next(const struct hashlane_verdicts **out,
			    hashlane_check handle, int64_t timeout_ms)
{
	struct hln_check *check;
	int before = errno;
	int32_t status = out ? pin(&check, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_check_next(check, out, timeout_ms);
	hln_check_release(check);
	errno = before;
	return status;
}

uint32_t hashlane_verdicts_get_count(const struct hashlane_verdicts *verdicts)
{
	return hln_verdicts_count(verdicts);
}

int32_t hashlane_verdicts_get_row(struct hashlane_verdict_row *out,
				  const struct hashlane_verdicts *verdicts,
				  uint32_t row)
{
	const struct hashlane_verdict_row *found = hln_verdicts_row(verdicts,
								    row);

	if (!out || !found)
		return HASHLANE_ARGUMENT;
	return hln_return_struct(out, found, sizeof(*found), sizeof(*found));
}

const int32_t *
hashlane_verdicts_get_column(const struct hashlane_verdicts *verdicts)
{
	return hln_verdicts_column(verdicts);
}

void hashlane_verdicts_destroy(const struct hashlane_verdicts *verdicts)
{
	hln_verdicts_destroy(verdicts);
}

int32_t hashlane_check_get_info(struct hashlane_check_info *out,
				hashlane_check handle)
{
	struct hashlane_check_info info;
	struct hln_check *check;
	int before = errno;
	int32_t status = out ? pin(&check, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	hln_check_get_info(&info, check);
	hln_check_release(check);
	errno = before;
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

int32_t hashlane_check_get_specs(struct hashlane_algorithm_spec *specs,
				 size_t capacity, size_t *count,
				 hashlane_check handle)
{
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	struct hln_check *check;
	size_t found;
	int32_t status = count && !hln_bad_bytes(specs, capacity) ?
				 pin(&check, handle) :
				 HASHLANE_ARGUMENT;

	if (status)
		return status;
	found = hln_check_get_specs(all, check);
	hln_check_release(check);
	return hln_return_specs(specs, capacity, count, all, found);
}

int32_t hashlane_check_get_list(struct hashlane_check_list *out,
				hashlane_check handle, uint32_t list)
{
	struct hashlane_check_list known;
	struct hln_check *check;
	int32_t status = out ? pin(&check, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_check_get_list(&known, check, list);
	hln_check_release(check);
	return status ? status :
			hln_return_struct(out, &known, sizeof(known),
					  sizeof(known));
}

int32_t hashlane_check_cancel(hashlane_check handle)
{
	struct hln_check *check;
	int before = errno;
	int32_t status = pin(&check, handle);

	if (status)
		return status;
	hln_check_cancel(check);
	hln_check_release(check);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_check_destroy(hashlane_check handle)
{
	int before = errno;
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_CHECK);

	if (status)
		return status;
	hln_handle_retire(handle);
	hln_check_cancel(object);
	hln_check_release(object);
	errno = before;
	return HASHLANE_OK;
}
