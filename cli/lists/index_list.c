/* SPDX-License-Identifier: MIT */
/* index_list.c - the entries of a list, into an index. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "index_list.h"

#include "../run/run_state.h"
#include "../terminal/message.h"
#include "list_source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a claim says of a whole file; false: nothing that is known. */
static bool take_claim(struct file_index *index, struct list_digest *out,
		       const struct hashlane_list_claim *claim)
{
	if (!claim->spec_count || !claim->digest || claim->part_bytes ||
	    claim->digest_bytes > sizeof(out->bytes))
		return false;
	*out = (struct list_digest){
		.spec = claim->specs[0],
		.byte_count = claim->digest_bytes,
		.guessed = claim->spec_count > 1,
	};
	memcpy(out->bytes, claim->digest, claim->digest_bytes);
	if (out->guessed &&
	    !file_index_add_guess(index, &out->guess, claim->specs,
				  claim->spec_count))
		index->unwritable = "it has digests of too many kinds";
	return true;
}

/* Note what of an entry is not kept here; false: it says nothing of a file. */
static bool take_claims(struct file_index *index,
			const struct hashlane_list_entry *entry)
{
	bool whole = true;

	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hashlane_list_claim *claim = &entry->claims[i];

		index->has_parts |= claim->range_count || claim->part_bytes;
		/* The digest of a range says nothing about the file. */
		whole &= !claim->range_count;
		if (!claim->spec_count)
			index->unwritable =
				"it has digests of unknown algorithms";
	}
	return whole;
}

static bool add_entry(struct file_index *index,
		      const struct hashlane_list_entry *entry,
		      const char *base)
{
	struct indexed_file *file;
	struct list_digest digest;

	if (!take_claims(index, entry))
		return true;
	file = file_index_add_file(index, entry->name, base);
	if (!file)
		return false;
	file->size_known = entry->flags & HASHLANE_LIST_HAS_SIZE;
	file->size_bytes = entry->size_bytes;
	file->mtime_known = entry->flags & HASHLANE_LIST_HAS_MTIME;
	file->mtime_ns = entry->mtime_ns;
	file->spans = malloc(sizeof(*file->spans));
	if (!file->spans)
		return false;
	file->spans[file->span_count++] =
		(struct line_span){ entry->raw_offset, entry->raw_end };
	for (size_t i = 0; i < entry->claim_count; i++)
		if (take_claim(index, &digest, &entry->claims[i]) &&
		    !file_index_add_digest(index, file, &digest))
			return false;
	return true;
}

static void tell_bad(struct file_index *index, const char *path, uint64_t line,
		     const char *reason)
{
	char text[REASON_BYTES_MAX];

	index->bad_lines++;
	snprintf(text, sizeof(text), "line %" PRIu64 ": %s", line, reason);
	message_failure(index->cli, path, text);
}

static int no_memory(const struct file_index *index)
{
	message_text(index->cli, hashlane_status_get_text(HASHLANE_NO_MEMORY));
	return STATUS_FAILED;
}

/* Note the properties of a list that was read. */
static void take_form(struct file_index *index, const char *path,
		      hashlane_list list, const struct json_list *json)
{
	static const uint32_t headers = 1U << HASHLANE_FORMAT_CSV |
					1U << HASHLANE_FORMAT_HASHDEEP;
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_list_info info = { .struct_size = sizeof(info) };
	struct algorithm_set all = index->set;
	size_t count = 0;

	if (hashlane_list_get_info(&info, list))
		return;
	index->is_signed |= info.flags & HASHLANE_LIST_SIGNED;
	if (info.flags & HASHLANE_LIST_SIGNED)
		message_about(index->cli, path,
			      "is signed, and the signature was not verified");
	if (info.unwritable)
		index->unwritable = info.unwritable;
	if (json_list_get_unwritable(json))
		index->unwritable = json_list_get_unwritable(json);
	if (info.encoding)
		index->unwritable = "it is in UTF-16";
	if (!(index->formats & headers) ||
	    hashlane_list_get_specs(specs, HASHLANE_MAX_ALGORITHMS, &count,
				    list))
		return;
	index->mtime = info.header_mtime;
	index->set.count = index->set.row_bytes = 0;
	for (size_t i = 0; i < count; i++)
		(void)algorithm_set_add_spec(&index->set, &specs[i]);
	index->columns = index->set.count;
	for (size_t i = 0; i < all.count; i++)
		(void)algorithm_set_add_spec(&index->set, &all.specs[i]);
}

/* A line that could not be read, or that says nothing that is known. */
static void take_bad(struct file_index *index, const char *path,
		     const struct hashlane_list_entry *entry)
{
	tell_bad(index, path, entry->line, entry->reason);
	/*
	 * A comment that looks like an entry may be one that became a comment
	 * by accident. A new entry would replace what the list said about the
	 * file.
	 */
	if (entry->raw_bytes && strchr("#;", *entry->raw))
		index->unwritable = "it has comments that look like entries";
}

static bool is_unknown(const struct hashlane_list_entry *entry)
{
	for (size_t i = 0; i < entry->claim_count; i++)
		if (entry->claims[i].spec_count)
			return false;
	return entry->claim_count;
}

/* STATUS_OK or STATUS_FAILED (no memory). */
static int take_entry(struct file_index *index, const char *path,
		      const struct hashlane_list_entry *entry,
		      const char *base)
{
	if (entry->status) {
		take_bad(index, path, entry);
		return STATUS_OK;
	}
	if (is_unknown(entry))
		tell_bad(index, path, entry->line,
			 "a digest of an unknown algorithm");
	index->formats |= UINT32_C(1) << entry->format;
	if (!index->first_name)
		index->first_name = strdup(entry->name);
	return index->first_name && add_entry(index, entry, base) ?
		       STATUS_OK :
		       no_memory(index);
}

/* STATUS_OK or STATUS_FAILED. */
static int read_entries(struct file_index *index, const char *path,
			hashlane_list list, const char *base)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	int32_t got = HASHLANE_OK;
	int status = STATUS_OK;

	while (!status && !run_state_signal(index->cli->run) &&
	       !(got = hashlane_list_next(&entry, list)))
		status = take_entry(index, path, &entry, base);
	if (status || !got || got == HASHLANE_END)
		return status;
	message_failure(index->cli, path,
			got == HASHLANE_FORMAT ?
				"is a binary file, not a list of checksums" :
				hashlane_status_get_text(got));
	return STATUS_FAILED;
}

int index_list_read(struct file_index *index, const char *path,
		    const char *base)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct list_source source;
	hashlane_list list;
	int32_t opened = HASHLANE_NO_MEMORY;
	int status = STATUS_USAGE;

	if (list_source_open(&source, path, index->given, 0))
		opened = hashlane_list_open(&list, &source.input,
					    sizeof(source.input),
					    &source.options, &error);
	error.status = opened;
	if (opened) {
		message_about(index->cli, path, list_source_reason(&error));
	} else {
		file_index_add_source(index, path);
		status = read_entries(index, path, list, base);
		take_form(index, path, list, source.json);
		(void)hashlane_list_close(list);
	}
	list_source_close(&source);
	return status;
}
