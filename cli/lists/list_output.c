/* SPDX-License-Identifier: MIT */
/* list_output.c - a list that is written to an output by the library. */
#include "list_output.h"

#include "../commands/sum.h"

#include <string.h>

/* Where the next line ends: behind its "\n", "\r\n" or NUL. */
static size_t line_bytes(const struct list_output *list, const char *text,
			 size_t bytes)
{
	char end = list->flags & HASHLANE_WRITE_NUL ? '\0' : '\n';
	const char *found;

	/* A name in a record of CSV may have ends of lines. */
	if (list->format == HASHLANE_FORMAT_CSV)
		return bytes;
	found = memchr(text, end, bytes);
	return found ? (size_t)(found - text) + 1 : bytes;
}

/* The ends of lines are the writer's; on a terminal, others are escaped. */
static int32_t take_lines(void *context, const void *data, size_t bytes)
{
	struct list_output *list = context;
	struct output *out = &list->cli->out;
	const char *text = data;

	while (bytes) {
		size_t line = line_bytes(list, text, bytes);
		bool crlf = list->format == HASHLANE_FORMAT_CSV && line > 1 &&
			    text[line - 2] == '\r';

		output_bytes(out, text, line - 1 - crlf);
		if (crlf)
			output_raw(out, "\r");
		output_line(out, text[line - 1]);
		text += line;
		bytes -= line;
	}
	return HASHLANE_OK;
}

bool list_output_open(struct list_output *list,
		      const struct list_output_options *options,
		      struct hashlane_error *error)
{
	struct hashlane_list_writer_options writer = {
		.struct_size = sizeof(writer),
		.format = options->format,
		.flags = options->flags,
		.specs = options->set->specs,
		.spec_count = options->set->count,
		.write = take_lines,
		.write_context = list,
	};

	*list = (struct list_output){
		.cli = options->cli,
		.format = options->format,
		.flags = options->flags,
		.set = *options->set,
		.all = options->all,
		.same = options->set->count == options->all->count,
	};
	for (size_t k = 0; k < list->set.count; k++) {
		list->from[k] = algorithm_set_find(list->all,
						   &list->set.specs[k]);
		list->same &= list->from[k] == k;
	}
	return !hashlane_list_writer_create(&list->writer, &writer, error);
}

/* Copy the digests of the list's algorithms to a row of its layout. */
static void select_digests(const struct list_output *list,
			   struct hashlane_list_item *out, uint8_t *row,
			   struct hashlane_parts *parts,
			   const struct item *item)
{
	const struct algorithm_set *all = list->all;

	if (list->same && !(list->flags & HASHLANE_WRITE_PARTS)) {
		out->digests = item->digests;
		out->digests_valid = item->digests_valid;
		return;
	}
	out->digests = row;
	out->digests_valid = 0;
	for (size_t k = 0; k < list->set.count; k++) {
		const struct algorithm *algorithm = &list->set.algorithms[k];
		size_t i = list->from[k];

		parts[k] = (struct hashlane_parts){ .struct_size =
							    sizeof(*parts) };
		if (i == all->count || !(item->digests_valid >> i & 1))
			continue;
		memcpy(row + algorithm->offset,
		       item->digests + all->algorithms[i].offset,
		       algorithm->digest_bytes);
		out->digests_valid |= (uint64_t)1 << k;
		if (item->results && list->flags & HASHLANE_WRITE_PARTS)
			(void)hashlane_results_get_parts(
				&parts[k], item->results, item->row, i);
	}
}

const char *list_output_write(struct list_output *list,
			      const struct item *item,
			      struct hashlane_error *error)
{
	uint8_t row[HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES];
	struct hashlane_parts parts[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_list_item out = {
		.name = item->name,
		.name_bytes = strlen(item->name),
		.status = item->status,
		.size_bytes = item->size_bytes,
		.mtime_ns = item->mtime_ns,
	};

	if (!item->status)
		select_digests(list, &out, row, parts, item);
	if (list->flags & HASHLANE_WRITE_PARTS && item->results)
		out.parts = parts;
	if (!item->status && !item->size_unknown)
		out.flags |= HASHLANE_LIST_HAS_SIZE;
	if (item->mtime_ns)
		out.flags |= HASHLANE_LIST_HAS_MTIME;
	/* A line for each digest, and so none for none. */
	if (!out.digests_valid && !item->status &&
	    (list->format == HASHLANE_FORMAT_AUTO ||
	     list->format == HASHLANE_FORMAT_GNU ||
	     list->format == HASHLANE_FORMAT_BSD ||
	     list->format == HASHLANE_FORMAT_SFV))
		return NULL;
	return hashlane_list_writer_add(list->writer, &out, sizeof(out),
					error) ?
		       error->message :
		       NULL;
}

void list_output_close(struct list_output *list)
{
	if (list->writer)
		(void)hashlane_list_writer_destroy(list->writer);
	list->writer = 0;
}
