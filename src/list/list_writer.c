/* SPDX-License-Identifier: MIT */
/*
 * list_writer.c - writes lists. The lines of an item are gathered first, so
 * that the sink gets them as a whole or not at all.
 */
#include "list_writer.h"

#include <stdlib.h>
#include <string.h>

static bool make_room(struct hln_list_writer *writer, size_t bytes)
{
	size_t room = writer->room ? writer->room : 512;
	char *text;

	if (writer->failed)
		return false;
	if (bytes <= writer->room - writer->filled)
		return true;
	while (room - writer->filled < bytes && room <= SIZE_MAX / 2)
		room *= 2;
	text = room - writer->filled < bytes ? NULL :
					       realloc(writer->text, room);
	if (!text) {
		writer->failed = true;
		return false;
	}
	writer->text = text;
	writer->room = room;
	return true;
}

void hln_list_writer_put(struct hln_list_writer *writer, const void *text,
			 size_t bytes)
{
	if (!bytes || !make_room(writer, bytes))
		return;
	memcpy(writer->text + writer->filled, text, bytes);
	writer->filled += bytes;
}

void hln_list_writer_put_text(struct hln_list_writer *writer, const char *text)
{
	hln_list_writer_put(writer, text, strlen(text));
}

void hln_list_writer_put_number(struct hln_list_writer *writer,
				uint64_t number)
{
	char text[20];
	size_t at = sizeof(text);

	do {
		text[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	hln_list_writer_put(writer, text + at, sizeof(text) - at);
}

void hln_list_writer_end_line(struct hln_list_writer *writer)
{
	uint32_t flags = writer->options.flags;

	if (flags & HASHLANE_WRITE_NUL)
		hln_list_writer_put(writer, "", 1);
	else if (flags & HASHLANE_WRITE_CRLF)
		hln_list_writer_put(writer, "\r\n", 2);
	else
		hln_list_writer_put(writer, "\n", 1);
}

bool hln_list_writer_has_digest(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item,
				size_t i)
{
	return i < writer->options.spec_count && !item->status &&
	       item->digests && item->digests_valid >> i & 1;
}

bool hln_list_writer_put_digest(struct hln_list_writer *writer,
				const struct hashlane_list_item *item,
				size_t i, int32_t form)
{
	const size_t *offset = &writer->offsets[i];
	size_t bytes = 0;

	if (!hln_list_writer_has_digest(writer, item, i))
		return false;
	if (!make_room(writer, HASHLANE_MAX_TEXT_BYTES))
		return true;
	if (hashlane_digest_format(
		    writer->text + writer->filled, HASHLANE_MAX_TEXT_BYTES,
		    &bytes, &writer->specs[i], form, item->digests + offset[0],
		    offset[1] - offset[0]))
		return false;
	writer->filled += bytes;
	return true;
}

/* Give the sink the text that was gathered. */
static int32_t flush(struct hln_list_writer *writer)
{
	size_t bytes = writer->filled;
	int32_t status = HASHLANE_OK;

	writer->filled = 0;
	if (writer->failed)
		status = HASHLANE_NO_MEMORY;
	else if (bytes)
		status = writer->options.write(writer->options.write_context,
					       writer->text, bytes);
	writer->failed = false;
	/* Was the last section begun in the list? */
	if (status)
		writer->section = 0;
	return status;
}

/*
 * GNU lines hold one digest, whose length must give the algorithm; a tag says
 * more.
 */
static int32_t
choose_format(const struct hashlane_list_writer_options *options)
{
	if (options->format != HASHLANE_FORMAT_AUTO)
		return options->format;
	return options->spec_count == 1 &&
			       hln_list_tag_is_bare(&options->specs[0]) ?
		       HASHLANE_FORMAT_GNU :
		       HASHLANE_FORMAT_BSD;
}

static bool can_end_in_nul(const struct hln_dialect *dialect)
{
	return dialect->format == HASHLANE_FORMAT_GNU ||
	       dialect->format == HASHLANE_FORMAT_BSD ||
	       dialect->format == HASHLANE_FORMAT_ED2K ||
	       dialect->format == HASHLANE_FORMAT_MAGNET;
}

static int32_t set_algorithms(struct hln_list_writer *writer,
			      const struct hashlane_list_writer_options *from,
			      const char **refused, size_t *at)
{
	const struct hln_dialect *dialect = writer->dialect;
	int32_t status = hashlane_algorithms_get_layout(
		NULL, writer->offsets, HASHLANE_MAX_ALGORITHMS + 1,
		from->specs, from->spec_count);

	if (status)
		return status;
	memcpy(writer->specs, from->specs,
	       from->spec_count * sizeof(*from->specs));
	for (size_t i = 0; i < from->spec_count; i++) {
		hln_list_tag_format(writer->tags[i], &writer->specs[i]);
		*refused = dialect->refuses_spec ?
				   dialect->refuses_spec(&writer->specs[i]) :
				   NULL;
		*at = i;
		if (*refused)
			return HASHLANE_UNSUPPORTED;
	}
	*at = from->spec_count;
	return HASHLANE_OK;
}

int32_t
hln_list_writer_create(struct hln_list_writer **out,
		       const struct hashlane_list_writer_options *options,
		       const char **refused, size_t *at)
{
	const struct hln_dialect *dialect =
		hln_dialect_find(choose_format(options));
	struct hln_list_writer *writer;
	int32_t status;

	*at = options->spec_count;
	if (!dialect || !(dialect->flags & HASHLANE_FORMAT_WRITES)) {
		*refused = "the library does not write this format";
		return HASHLANE_UNSUPPORTED;
	}
	if (options->flags & HASHLANE_WRITE_NUL && !can_end_in_nul(dialect)) {
		*refused = "lines of this format cannot end in NUL";
		return HASHLANE_UNSUPPORTED;
	}
	writer = calloc(1, sizeof(*writer));
	if (!writer)
		return HASHLANE_NO_MEMORY;
	writer->dialect = dialect;
	writer->options = *options;
	writer->options.format = dialect->format;
	writer->options.specs = writer->specs;
	status = set_algorithms(writer, options, refused, at);
	if (!status && dialect->begin &&
	    !(options->flags & HASHLANE_WRITE_NO_HEADER)) {
		dialect->begin(writer);
		status = flush(writer);
	}
	if (status) {
		hln_list_writer_destroy(writer);
		return status;
	}
	*out = writer;
	return HASHLANE_OK;
}

int32_t hln_list_writer_add(struct hln_list_writer *writer,
			    const struct hashlane_list_item *item,
			    const char **refused)
{
	*refused = writer->dialect->refuses_item(writer, item);
	if (*refused)
		return HASHLANE_UNSUPPORTED;
	writer->dialect->write(writer, item);
	return flush(writer);
}

void hln_list_writer_destroy(struct hln_list_writer *writer)
{
	free(writer->text);
	free(writer);
}
