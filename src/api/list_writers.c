/* SPDX-License-Identifier: MIT */
/* list_writers.c - the exports of writers of lists. */
#include "../list/list_writer.h"

#include "arguments.h"
#include "handle.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WRITE_FLAGS = HASHLANE_WRITE_NUL | HASHLANE_WRITE_BINARY |
		      HASHLANE_WRITE_PARTS | HASHLANE_WRITE_MTIME |
		      HASHLANE_WRITE_NO_HEADER | HASHLANE_WRITE_CRLF,
	ITEM_FLAGS = HASHLANE_LIST_HAS_SIZE | HASHLANE_LIST_HAS_MTIME
};

/* What a handle names. */
struct writer {
	struct hln_list_writer *list;
	atomic_bool busy; /* a call has it */
};

/*
 * Take the writer for one call. It waits for no other call: that one may be
 * within the caller's write function.
 */
static int32_t enter(struct writer **writer, hashlane_list_writer handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LIST_WRITER);

	if (status)
		return status;
	*writer = object;
	if (atomic_exchange(&(*writer)->busy, true))
		status = HASHLANE_BUSY;
	hln_handle_unlock(handle);
	return status;
}

static void leave(struct writer *writer)
{
	atomic_store(&writer->busy, false);
}

static void destroy(struct writer *writer)
{
	if (writer->list)
		hln_list_writer_destroy(writer->list);
	free(writer);
}

static int32_t
check_options(struct hashlane_list_writer_options *known,
	      const struct hashlane_list_writer_options *options,
	      struct hashlane_error *error)
{
	struct hln_set set;
	int32_t status = hln_copy_struct(known, options, sizeof(*known),
					 sizeof(*known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)WRITE_FLAGS)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown flags of a writer", NULL, 0);
	if (known->flags & HASHLANE_WRITE_NUL &&
	    known->flags & HASHLANE_WRITE_CRLF)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"lines end in NUL or in CR LF", NULL, 0);
	if (!known->write)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"a writer needs a function", NULL, 0);
	if (known->format < HASHLANE_FORMAT_AUTO ||
	    known->format > HASHLANE_FORMAT_REPORT)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, "unknown format",
				NULL, 0);
	return hln_check_specs(&set, known->specs, known->spec_count, error);
}

static int32_t create(hashlane_list_writer *out,
		      const struct hashlane_list_writer_options *options,
		      struct hashlane_error *error)
{
	struct writer *writer = calloc(1, sizeof(*writer));
	const char *refused = NULL;
	char text[160];
	size_t at = options->spec_count;
	int32_t status = HASHLANE_NO_MEMORY;

	if (writer)
		status = hln_list_writer_create(&writer->list, options,
						&refused, &at);
	if (!status)
		status = hln_handle_create(out, HLN_KIND_LIST_WRITER, writer);
	if (!status)
		return HASHLANE_OK;
	if (writer)
		destroy(writer);
	if (status == HASHLANE_UNSUPPORTED && refused &&
	    at < options->spec_count) {
		snprintf(text, sizeof(text), "%s: %s",
			 hln_registry_find(options->specs[at].id)->name,
			 refused);
		refused = text;
	}
	return hln_fail(error, status, at, refused, NULL, 0);
}

int32_t
hashlane_list_writer_create(hashlane_list_writer *out,
			    const struct hashlane_list_writer_options *options,
			    struct hashlane_error *error)
{
	struct hashlane_list_writer_options known;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = check_options(&known, options, error);
	if (!status)
		status = create(out, &known, error);
	errno = before;
	return status;
}

/* NULL, or what is wrong with the item. */
static const char *check_item(const struct hashlane_list_item *item,
			      const struct hln_list_writer *writer)
{
	bool any = false;

	for (size_t i = 0; i < writer->options.spec_count; i++)
		any |= item->digests_valid >> i & 1;
	if (!item->name_bytes || hln_bad_bytes(item->name, item->name_bytes))
		return "an item needs a name";
	if (memchr(item->name, 0, item->name_bytes))
		return "the name holds a NUL";
	if (item->flags & ~(uint32_t)ITEM_FLAGS)
		return "unknown flags of an item";
	if (any && !item->digests)
		return "the digests are NULL";
	return NULL;
}

/* The digests of parts, which other formats pass over, are checked as well. */
static int32_t check_parts(const struct hashlane_list_item *item,
			   const struct hln_list_writer *writer)
{
	for (size_t i = 0; item->parts && i < writer->options.spec_count;
	     i++) {
		const struct hashlane_parts *parts = &item->parts[i];
		int32_t status = hln_check_struct(parts, sizeof(*parts),
						  sizeof(*parts));

		if (status)
			return status;
		if (parts->digest_bytes > HASHLANE_MAX_DIGEST_BYTES ||
		    (parts->digest_bytes &&
		     parts->count > PTRDIFF_MAX / parts->digest_bytes) ||
		    (parts->count && !parts->digests))
			return HASHLANE_ARGUMENT;
	}
	return HASHLANE_OK;
}

static int32_t add(struct hln_list_writer *writer,
		   const struct hashlane_list_item *item,
		   struct hashlane_error *error)
{
	const char *refused = check_item(item, writer);
	int32_t status = refused ? HASHLANE_ARGUMENT :
				   check_parts(item, writer);

	if (!status)
		status = hln_list_writer_add(writer, item, &refused);
	return status ? hln_fail(error, status, 0, refused, NULL, 0) : status;
}

int32_t hashlane_list_writer_add(hashlane_list_writer handle,
				 const struct hashlane_list_item *item,
				 size_t item_bytes,
				 struct hashlane_error *error)
{
	struct writer *writer;
	int before = errno;
	void *copy = NULL;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	status = hln_copy_array(&copy, item, item_bytes, 1, sizeof(*item),
				sizeof(*item));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = enter(&writer, handle);
	if (status) {
		hln_fail(error, status, 0, NULL, NULL, 0);
	} else {
		status = add(writer->list, copy ? copy : item, error);
		leave(writer);
	}
	free(copy);
	errno = before;
	return status;
}

/* What a writer needs of a row. */
struct row {
	struct hashlane_list_item item;
	struct hashlane_parts parts[HASHLANE_MAX_ALGORITHMS];
	uint8_t digests[HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES];
};

/* The digests of a row, in the layout of the writer. */
static int32_t read_digests(struct row *row, const struct hln_list_writer *to,
			    const struct hashlane_results *results, uint32_t i)
{
	for (size_t k = 0; k < to->options.spec_count; k++) {
		const uint8_t *digest;
		size_t bytes;
		int32_t status = hashlane_results_get_digest(&digest, &bytes,
							     results, i, k);

		if (status == HASHLANE_NOT_FOUND)
			continue;
		if (status)
			return status;
		if (bytes != to->offsets[k + 1] - to->offsets[k])
			return HASHLANE_ARGUMENT;
		memcpy(row->digests + to->offsets[k], digest, bytes);
		row->item.digests_valid |= (uint64_t)1 << k;
	}
	return HASHLANE_OK;
}

static int32_t read_parts(struct row *row, const struct hln_list_writer *to,
			  const struct hashlane_results *results, uint32_t i)
{
	if (!(to->options.flags & HASHLANE_WRITE_PARTS))
		return HASHLANE_OK;
	row->item.parts = row->parts;
	for (size_t k = 0; k < to->options.spec_count; k++) {
		int32_t status;

		row->parts[k] =
			(struct hashlane_parts)HASHLANE_INIT(hashlane_parts);
		status = hashlane_results_get_parts(&row->parts[k], results, i,
						    k);
		if (status && status != HASHLANE_NOT_FOUND)
			return status;
	}
	return HASHLANE_OK;
}

static int32_t read_row(struct row *row, const struct hln_list_writer *to,
			const struct hashlane_results *results, uint32_t i)
{
	struct hashlane_row from = { .struct_size = sizeof(from) };
	int32_t status = hashlane_results_get_row(&from, results, i);

	if (status)
		return status;
	row->item = (struct hashlane_list_item){
		.name = from.path,
		.name_bytes = from.path_bytes,
		.status = from.status,
		.flags = HASHLANE_LIST_HAS_SIZE,
		.size_bytes = from.size_bytes,
		.mtime_ns = from.mtime_ns,
		.digests = row->digests,
	};
	/* 0 says that the time is not known. */
	if (from.mtime_ns)
		row->item.flags |= HASHLANE_LIST_HAS_MTIME;
	if (from.status)
		return HASHLANE_OK;
	status = read_digests(row, to, results, i);
	return status ? status : read_parts(row, to, results, i);
}

/* Does the block have the algorithms of the writer, in their order? */
static bool fits(const struct hln_list_writer *writer,
		 const struct hashlane_results *results)
{
	struct hashlane_results_column column;
	size_t count = 0;

	for (size_t i = 0; !hashlane_results_get_column(&column, results, i);
	     i++) {
		const struct hashlane_algorithm_spec *spec =
			&writer->specs[count];

		if (column.kind != HASHLANE_COLUMN_DIGEST)
			continue;
		if (count == writer->options.spec_count ||
		    column.algorithm != spec->id ||
		    (spec->param && column.param != spec->param))
			return false;
		count++;
	}
	return count == writer->options.spec_count;
}

static int32_t add_row(struct hln_list_writer *writer, struct row *row,
		       const struct hashlane_results *results, uint32_t i,
		       bool *failed, struct hashlane_error *error)
{
	int32_t status = read_row(row, writer, results, i);

	*failed = status || row->item.status;
	if (status)
		return hln_fail(error, status, i, NULL, NULL, 0);
	if (row->item.status)
		return hln_fail(error, HASHLANE_UNSUPPORTED, i,
				hashlane_status_get_text(row->item.status),
				row->item.name, row->item.name_bytes);
	if (check_item(&row->item, writer))
		return hln_fail(error, HASHLANE_UNSUPPORTED, i,
				"a row has no name, or one with a NUL", NULL,
				0);
	return add(writer, &row->item, error);
}

static int32_t add_rows(struct hln_list_writer *writer, struct row *row,
			const struct hashlane_results *results,
			uint64_t *refused, struct hashlane_error *error)
{
	uint32_t count = hashlane_results_get_count(results);
	int32_t result = HASHLANE_OK;

	if (!count || !fits(writer, results))
		return hln_fail(
			error, count ? HASHLANE_ARGUMENT : HASHLANE_FORMAT, 0,
			count ? "the block has other algorithms" : NULL, NULL,
			0);
	for (uint32_t i = 0; i < count; i++) {
		bool failed;
		int32_t status = add_row(writer, row, results, i, &failed,
					 *refused ? NULL : error);

		if (status && status != HASHLANE_UNSUPPORTED)
			return hln_fail(error, status, i, NULL, NULL, 0);
		*refused += status != HASHLANE_OK;
		if (status && !failed)
			result = HASHLANE_UNSUPPORTED;
	}
	return result;
}

int32_t hashlane_list_writer_add_results(
	hashlane_list_writer handle, const struct hashlane_results *results,
	uint64_t *refused, struct hashlane_error *error)
{
	struct writer *writer;
	struct row *row;
	uint64_t count = 0;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!results)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = enter(&writer, handle);
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	row = malloc(sizeof(*row));
	if (row)
		status = add_rows(writer->list, row, results, &count, error);
	else
		status = hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	free(row);
	leave(writer);
	if (refused)
		*refused = count;
	errno = before;
	return status;
}

int32_t hashlane_list_writer_destroy(hashlane_list_writer handle)
{
	int before = errno;
	void *object;
	struct writer *writer;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LIST_WRITER);

	if (status)
		return status;
	writer = object;
	if (atomic_exchange(&writer->busy, true)) {
		hln_handle_unlock(handle);
		return HASHLANE_BUSY;
	}
	hln_handle_retire(handle);
	destroy(writer);
	errno = before;
	return HASHLANE_OK;
}
