/* SPDX-License-Identifier: MIT */
/* entry_log.c - all entries of a list, each as bytes that can be compared. */
#define _GNU_SOURCE
#include "entry_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void entry_log_abort(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

static void *grow(void *memory, size_t *room, size_t wanted, size_t each)
{
	if (wanted <= *room)
		return memory;
	*room = 2 * wanted + 64;
	memory = realloc(memory, *room * each);
	entry_log_require(memory);
	return memory;
}

static void put(struct entry_log *log, const void *data, size_t bytes)
{
	log->bytes = grow(log->bytes, &log->byte_room,
			  log->byte_count + bytes + 1, 1);
	if (bytes)
		memcpy(log->bytes + log->byte_count, data, bytes);
	log->byte_count += bytes;
}

static void put_number(struct entry_log *log, uint64_t number)
{
	put(log, &number, sizeof(number));
}

static void put_range(struct entry_log *log,
		      const struct hashlane_list_range *range)
{
	put_number(log, range->name_bytes);
	put(log, range->name, range->name ? range->name_bytes : 0);
	put_number(log, range->offset);
	put_number(log, range->length);
}

static void put_claim(struct entry_log *log, struct logged_entry *logged,
		      const struct hashlane_list_claim *claim)
{
	for (size_t i = 0; i < claim->spec_count; i++) {
		entry_log_require(claim->specs[i].id > 0);
		entry_log_require(
			hashlane_algorithm_get_name(claim->specs[i].id));
		put_number(log, (uint64_t)claim->specs[i].id);
		put_number(log, claim->specs[i].param);
	}
	put_number(log, claim->spec_count);
	put_number(log, claim->tag_bytes);
	put(log, claim->tag, claim->tag ? claim->tag_bytes : 0);
	put_number(log, claim->text_bytes);
	put(log, claim->text, claim->text ? claim->text_bytes : 0);
	put_number(log, claim->digest_bytes);
	put(log, claim->digest, claim->digest ? claim->digest_bytes : 0);
	put_number(log, claim->part_bytes);
	for (size_t i = 0; i < claim->range_count; i++)
		put_range(log, &claim->ranges[i]);
	/* A digest of a known algorithm is there, decoded. */
	entry_log_require(claim->spec_count == 0 || claim->digest);
	entry_log_require(claim->part_bytes || claim->text || !claim->digest);
	if (logged->spec.id || claim->spec_count != 1 || claim->part_bytes ||
	    claim->range_count ||
	    claim->digest_bytes > HASHLANE_MAX_DIGEST_BYTES)
		return;
	logged->spec = claim->specs[0];
	memcpy(logged->digest, claim->digest, claim->digest_bytes);
	logged->digest_bytes = claim->digest_bytes;
}

/* What a malformed line has besides its place and the reason: nothing. */
static void check_malformed(const struct hashlane_list_entry *entry)
{
	entry_log_require(entry->status == HASHLANE_FORMAT);
	entry_log_require(entry->reason && *entry->reason);
	entry_log_require(!entry->claim_count && !entry->name_bytes);
}

static void check_entry(const struct hashlane_list_entry *entry)
{
	const char *name = entry->name;

	entry_log_require(entry->reason && !*entry->reason);
	entry_log_require(name && strlen(name) == entry->name_bytes);
	entry_log_require(entry->claim_count > 0 ||
			  entry->flags & HASHLANE_LIST_HAS_SIZE);
	entry_log_require(entry->claim_bytes >=
			  sizeof(struct hashlane_list_claim));
	entry_log_require(entry->format > HASHLANE_FORMAT_AUTO);
}

static void take(struct entry_log *log,
		 const struct hashlane_list_entry *entry)
{
	struct logged_entry *logged;

	log->entries = grow(log->entries, &log->room, log->count + 1,
			    sizeof(*log->entries));
	logged = &log->entries[log->count++];
	memset(logged, 0, sizeof(*logged));
	if (entry->status)
		check_malformed(entry);
	else
		check_entry(entry);
	logged->start = log->byte_count;
	logged->status = entry->status;
	logged->flags = entry->flags;
	logged->line = entry->line;
	logged->raw_offset = entry->raw_offset;
	logged->raw_bytes = entry->raw_bytes;
	logged->raw_end = entry->raw_end;
	logged->size_bytes = entry->size_bytes;
	put_number(log, (uint64_t)entry->status);
	put_number(log, (uint64_t)entry->format);
	put_number(log, entry->flags);
	put_number(log, entry->section);
	put_number(log, entry->line);
	put_number(log, entry->raw_offset);
	put_number(log, entry->raw_end);
	put_number(log, entry->size_bytes);
	put_number(log, (uint64_t)entry->mtime_ns);
	put(log, entry->raw, entry->raw_bytes);
	put(log, entry->reason, strlen(entry->reason) + 1);
	logged->name = log->byte_count;
	logged->name_bytes = entry->name_bytes;
	put(log, entry->name ? entry->name : "", entry->name_bytes + 1);
	for (size_t i = 0; i < entry->claim_count; i++)
		put_claim(log, logged,
			  (const void *)((const char *)entry->claims +
					 i * entry->claim_bytes));
	logged->bytes = log->byte_count - logged->start;
}

/* ---- Sources ---- */

struct pieces {
	const uint8_t *text;
	size_t bytes;
	uint64_t state;
};

static int32_t read_piece(void *context, void *buffer, size_t room,
			  size_t *got)
{
	struct pieces *pieces = context;
	size_t most;

	pieces->state = pieces->state * UINT64_C(6364136223846793005) + 1;
	most = (size_t)1 << (pieces->state >> 33) % 17;
	if (most > room)
		most = room;
	if (most > pieces->bytes)
		most = pieces->bytes;
	memcpy(buffer, pieces->text, most);
	pieces->text += most;
	pieces->bytes -= most;
	*got = most;
	return HASHLANE_OK;
}

static int file_of(const uint8_t *text, size_t bytes)
{
	int fd = memfd_create("list", MFD_CLOEXEC);

	entry_log_require(fd >= 0);
	while (bytes) {
		ssize_t written = write(fd, text, bytes);

		entry_log_require(written > 0);
		text += written;
		bytes -= (size_t)written;
	}
	return fd;
}

void entry_log_read(struct entry_log *log, enum entry_source source,
		    const void *text, size_t bytes,
		    const struct hashlane_list_options *options, uint64_t seed)
{
	struct pieces pieces = { text, bytes, seed };
	struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY,
					.data = text,
					.data_bytes = bytes };
	struct hashlane_list_entry entry = HASHLANE_INIT(hashlane_list_entry);
	hashlane_list list;
	int32_t status;

	memset(log, 0, sizeof(*log));
	log->info.struct_size = sizeof(log->info);
	if (source == ENTRIES_READ)
		input = (struct hashlane_input){ .kind = HASHLANE_INPUT_READ,
						 .read = read_piece,
						 .read_context = &pieces };
	if (source == ENTRIES_DESCRIPTOR)
		input = (struct hashlane_input){
			.kind = HASHLANE_INPUT_DESCRIPTOR,
			.descriptor = file_of(text, bytes),
		};
	status = hashlane_list_open(&list, &input, sizeof(input), options,
				    NULL);
	if (status)
		entry_log_abort(hashlane_status_get_name(status), __FILE__,
				__LINE__);
	while (!(log->status = hashlane_list_next(&entry, list)))
		take(log, &entry);
	entry_log_require(!hashlane_list_get_info(&log->info, list));
	/* The end stays the end. */
	entry_log_require(hashlane_list_next(&entry, list) == log->status);
	entry_log_require(!hashlane_list_close(list));
	if (source == ENTRIES_DESCRIPTOR)
		close((int)input.descriptor);
}

void entry_log_free(struct entry_log *log)
{
	free(log->bytes);
	free(log->entries);
	memset(log, 0, sizeof(*log));
}
