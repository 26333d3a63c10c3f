/* SPDX-License-Identifier: MIT */
/* duplicates.c - the exports of searches for identical files. */
#include "../list/dupes.h"
#include "arguments.h"
#include "handle.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { ENTRY_BYTES = sizeof(struct hashlane_walk_entry) };

/* What a handle names. */
struct search {
	struct hln_dupes *dupes;
	atomic_bool busy; /* a call has it */
};

/* Take the search for one call. It waits for no other call. */
static int32_t enter(struct search **search, hashlane_dupes handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_DUPES);

	if (status)
		return status;
	*search = object;
	if (atomic_exchange(&(*search)->busy, true))
		status = HASHLANE_BUSY;
	hln_handle_unlock(handle);
	return status;
}

static void leave(struct search *search)
{
	atomic_store(&search->busy, false);
}

/* The options, or their defaults, and the bytes of a digest. */
static int32_t check_options(struct hashlane_dupes_options *known,
			     size_t *digest_bytes,
			     const struct hashlane_dupes_options *options,
			     struct hashlane_error *error)
{
	struct hln_set set;
	int32_t status;

	*known = (struct hashlane_dupes_options){
		.struct_size = sizeof(*known),
	};
	status = options ? hln_copy_struct(known, options, sizeof(*known),
					   sizeof(*known)) :
			   HASHLANE_OK;
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)HASHLANE_DUPES_LINKS || known->reserved)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown flags of a search", NULL, 0);
	if (!known->spec.id)
		known->spec.id = HASHLANE_HASH_BLAKE3;
	status = hln_check_specs(&set, &known->spec, 1, error);
	if (!status)
		*digest_bytes = set.digest_bytes;
	return status;
}

static int32_t create(hashlane_dupes *out,
		      const struct hashlane_dupes_options *options,
		      size_t digest_bytes, struct hashlane_error *error)
{
	struct search *search = calloc(1, sizeof(*search));
	int32_t status = HASHLANE_NO_MEMORY;

	if (search)
		search->dupes = hln_dupes_create(options, digest_bytes);
	if (search && search->dupes)
		status = hln_handle_create(out, HLN_KIND_DUPES, search);
	if (!status)
		return HASHLANE_OK;
	if (search && search->dupes)
		hln_dupes_destroy(search->dupes);
	free(search);
	return hln_fail(error, status, 0, NULL, NULL, 0);
}

int32_t hashlane_dupes_create(hashlane_dupes *out,
			      const struct hashlane_dupes_options *options,
			      struct hashlane_error *error)
{
	struct hashlane_dupes_options known;
	size_t digest_bytes = 0;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = check_options(&known, &digest_bytes, options, error);
	if (!status)
		status = create(out, &known, digest_bytes, error);
	errno = before;
	return status;
}

static bool bad_entry(const struct hashlane_walk_entry *entry)
{
	return !entry->path || hln_bad_bytes(entry->path, entry->path_bytes) ||
	       entry->type < HASHLANE_ENTRY_UNKNOWN ||
	       entry->type > HASHLANE_ENTRY_OTHER;
}

int32_t hashlane_dupes_add(hashlane_dupes handle, const char *path,
			   const struct hashlane_walk_entry *entries,
			   size_t entry_bytes, size_t count)
{
	const struct hashlane_walk_entry *known = entries;
	struct search *search;
	int before = errno;
	void *copy = NULL;
	int32_t status = HASHLANE_ARGUMENT;

	if (path)
		status = hln_copy_array(&copy, entries, entry_bytes, count,
					ENTRY_BYTES, ENTRY_BYTES);
	if (copy)
		known = copy;
	for (size_t i = 0; !status && i < count; i++)
		if (bad_entry(&known[i]))
			status = HASHLANE_ARGUMENT;
	if (!status)
		status = enter(&search, handle);
	if (!status) {
		status = hln_dupes_add(search->dupes, path, known, count);
		leave(search);
	}
	free(copy);
	errno = before;
	return status;
}

int32_t hashlane_dupes_begin_pass(struct hashlane_dupes_pass *out,
				  hashlane_dupes handle)
{
	struct hashlane_dupes_pass pass;
	struct search *search;
	int before = errno;
	int32_t status = out ? hln_check_struct(out, sizeof(pass),
						sizeof(pass)) :
			       HASHLANE_ARGUMENT;

	if (!status)
		status = enter(&search, handle);
	if (status)
		return status;
	status = hln_dupes_begin_pass(search->dupes, &pass);
	leave(search);
	errno = before;
	return status ? status :
			hln_return_struct(out, &pass, sizeof(pass),
					  sizeof(pass));
}

int32_t hashlane_dupes_get_inputs(hashlane_dupes handle,
				  struct hashlane_input *inputs,
				  size_t input_bytes, size_t capacity,
				  size_t *count)
{
	struct hashlane_input input;
	struct search *search;
	size_t found = 0;
	int32_t status;

	if (!inputs || !count || !capacity)
		return HASHLANE_ARGUMENT;
	if (input_bytes < sizeof(input) || input_bytes > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	if (capacity > PTRDIFF_MAX / input_bytes)
		return HASHLANE_ARGUMENT;
	status = enter(&search, handle);
	if (status)
		return status;
	while (found < capacity &&
	       !hln_dupes_next_input(search->dupes, &input))
		hln_return_element((char *)inputs + found++ * input_bytes,
				   input_bytes, &input, sizeof(input));
	leave(search);
	*count = found;
	return HASHLANE_OK;
}

int32_t hashlane_dupes_settle(hashlane_dupes handle, uint64_t cookie,
			      int32_t file_status, uint64_t size_bytes,
			      const uint8_t *digest, size_t digest_bytes)
{
	struct search *search;
	int32_t status;

	if (hln_bad_bytes(digest, digest_bytes))
		return HASHLANE_ARGUMENT;
	status = enter(&search, handle);
	if (status)
		return status;
	status = hln_dupes_settle(search->dupes, cookie, file_status,
				  size_bytes, digest, digest_bytes);
	leave(search);
	return status;
}

int32_t hashlane_dupes_get_group(struct hashlane_dupes_group *out,
				 hashlane_dupes handle, uint64_t group)
{
	struct hashlane_dupes_group found;
	struct search *search;
	int32_t status = out ? enter(&search, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_dupes_get_group(search->dupes, &found, group);
	leave(search);
	return status ? status :
			hln_return_struct(out, &found, sizeof(found),
					  sizeof(found));
}

int32_t hashlane_dupes_get_info(struct hashlane_dupes_info *out,
				hashlane_dupes handle)
{
	struct hashlane_dupes_info info;
	struct search *search;
	int32_t status = out ? enter(&search, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	hln_dupes_get_info(search->dupes, &info);
	leave(search);
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

int32_t hashlane_dupes_destroy(hashlane_dupes handle)
{
	int before = errno;
	void *object;
	struct search *search;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_DUPES);

	if (status)
		return status;
	search = object;
	if (atomic_exchange(&search->busy, true)) {
		hln_handle_unlock(handle);
		return HASHLANE_BUSY;
	}
	hln_handle_retire(handle);
	hln_dupes_destroy(search->dupes);
	free(search);
	errno = before;
	return HASHLANE_OK;
}
