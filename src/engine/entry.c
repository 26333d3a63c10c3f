/* SPDX-License-Identifier: MIT */
/* entry.c - one input: opened, read by offset, and found unchanged. */
#include "entry.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * A file that was written to within this time before it was opened may have
 * changed between the first read and the fstat behind it, so it is read again.
 */
enum {
	FRESH_NS = 2000000000,
	DROP_BYTES = 8 * 1024 * 1024 /* dropped from the cache at a time */
};

void hln_entry_destroy(struct hln_entry *entry)
{
	hln_entry_close(entry);
	free(entry->path);
	entry->path = NULL;
	entry->path_room = 0;
}

static bool set_path(struct hln_entry *entry, const struct hln_input *input)
{
	size_t bytes = input->kind == HASHLANE_INPUT_MEMORY ?
			       0 :
			       input->data_bytes;

	if (entry->path_room <= bytes) {
		size_t room = 2 * bytes + 128;
		char *path = realloc(entry->path, room);

		if (!path)
			return false;
		entry->path = path;
		entry->path_room = room;
	}
	if (bytes)
		memcpy(entry->path, input->data, bytes);
	entry->path[bytes] = 0;
	entry->path_bytes = bytes;
	entry->name_at = 0;
	if (input->directory)
		entry->name_at =
			(size_t)(input->open_name - (const char *)input->data);
	return true;
}

bool hln_entry_set(struct hln_entry *entry, const struct hln_input *input)
{
	char *path = entry->path;
	size_t room = entry->path_room;

	memset(entry, 0, sizeof(*entry));
	entry->path = path;
	entry->path_room = room;
	entry->descriptor = -1;
	entry->kind = input->kind;
	entry->status = input->status;
	entry->os_error = input->os_error;
	entry->regular = input->regular;
	entry->offset = input->offset;
	entry->length = input->length;
	entry->directory = input->directory;
	if (input->kind == HASHLANE_INPUT_MEMORY) {
		entry->memory = input->data;
		entry->size_bytes = input->data_bytes;
		entry->size_known = true;
	} else if (input->kind == HASHLANE_INPUT_DESCRIPTOR) {
		entry->descriptor = input->descriptor;
	}
	return set_path(entry, input);
}

void hln_entry_fail(struct hln_entry *entry, int32_t status, int os_error,
		    uint64_t at)
{
	if (entry->status)
		return;
	entry->status = status;
	entry->os_error = os_error;
	entry->error_offset = entry->offset + at;
	entry->bytes = at;
}

bool hln_entry_open(struct hln_entry *entry)
{
	int directory = -1, error;

	if (entry->kind != HASHLANE_INPUT_PATH || entry->status ||
	    entry->owned)
		return true;
	if (entry->directory)
		directory = hln_directory_descriptor(entry->directory);
	error = hln_file_open_at(&entry->descriptor, directory,
				 entry->path + entry->name_at);
	if (error == EMFILE || error == ENFILE)
		return false;
	if (error)
		hln_entry_fail(entry, hln_file_status(error), error, 0);
	else
		entry->owned = true;
	return true;
}

void hln_entry_close(struct hln_entry *entry)
{
	if (entry->drop_cache && entry->descriptor >= 0)
		hln_file_drop_cache(entry->descriptor, 0, 0);
	if (entry->owned)
		hln_file_close(entry->descriptor);
	entry->owned = false;
	entry->descriptor = -1;
	hln_directory_release(entry->directory);
	entry->directory = NULL;
}

void hln_entry_drop_cache(const struct hln_entry *entry, uint64_t at,
			  size_t bytes)
{
	uint64_t from = (entry->offset + at) / DROP_BYTES;
	uint64_t to = (entry->offset + at + bytes) / DROP_BYTES;

	if (entry->drop_cache && from != to)
		hln_file_drop_cache(entry->descriptor, from * DROP_BYTES,
				    (to - from) * DROP_BYTES);
}

/* Until `room` bytes are there, the file ends or, if asked, a read is short. */
static size_t fill(struct hln_entry *entry, uint8_t *buffer, size_t room,
		   uint64_t at, bool *ended, bool stop_short)
{
	size_t n = 0;

	while (n < room && !*ended) {
		size_t got = 0;
		int error = hln_file_read_at(&got, entry->descriptor,
					     buffer + n, room - n,
					     entry->offset + at + n);

		entry->reads++;
		if (error) {
			hln_entry_fail(entry, hln_file_status(error), error,
				       at + n);
			return 0;
		}
		n += got;
		*ended = !got;
		if (stop_short)
			break;
	}
	return n;
}

size_t hln_entry_read(struct hln_entry *entry, uint8_t *buffer, size_t room,
		      uint64_t at, bool *ended)
{
	uint64_t left = entry->length ? entry->length - at : UINT64_MAX;
	size_t n;

	/* One byte more than there should be tells of a file that grew. */
	if (entry->size_known && !entry->length)
		left = entry->size_bytes - at + 1;
	n = fill(entry, buffer, left < room ? (size_t)left : room, at, ended,
		 false);
	if (entry->length && at + n == entry->length)
		*ended = true;
	hln_entry_drop_cache(entry, at, n);
	return n;
}

/* What the file is, once something was read of it. */
static bool inspect(struct hln_entry *entry)
{
	int error = hln_file_info(&entry->before, entry->descriptor);

	if (error) {
		hln_entry_fail(entry, HASHLANE_IO, error, 0);
		return false;
	}
	if (!entry->before.regular) {
		entry->status = HASHLANE_OK;
		hln_entry_fail(entry, HASHLANE_NOT_REGULAR, 0, 0);
		return false;
	}
	return !entry->status;
}

/* Does the file end where the `n` bytes read do, as far as it says? */
static bool ends_at(const struct hln_entry *entry, uint64_t n)
{
	if (entry->length && n == entry->length)
		return true;
	return entry->offset + n == entry->before.size_bytes && n;
}

/* The size of the range, or that it is not known beforehand. */
static void find_size(struct hln_entry *entry, uint64_t n, bool ended)
{
	uint64_t size = entry->before.size_bytes;

	size = size > entry->offset ? size - entry->offset : 0;
	if (entry->length && entry->length < size)
		size = entry->length;
	/* The kernel made it up: it holds for what was read in full. */
	if (!ended || n != size)
		entry->pseudo = hln_file_is_pseudo(entry->descriptor);
	entry->size_known = ended || !entry->pseudo;
	entry->size_bytes = ended ? n : size;
}

size_t hln_entry_read_first(struct hln_entry *entry, uint8_t *buffer,
			    size_t room, bool *ended, int64_t now_ns)
{
	size_t want = entry->length && entry->length < room ?
			      (size_t)entry->length :
			      room;
	size_t n;

	*ended = false;
	if (entry->drop_cache)
		entry->drop_cache = !hln_file_is_cached(entry->descriptor);
	n = fill(entry, buffer, want, 0, ended, true);
	if (!inspect(entry))
		return 0;
	entry->check = entry->before.mtime_ns > now_ns - FRESH_NS;
	if (entry->check) {
		*ended = false;
		n = fill(entry, buffer, want, 0, ended, true);
	}
	if (ends_at(entry, n))
		*ended = true;
	else if (n < want)
		n += fill(entry, buffer + n, want - n, n, ended, false);
	if (entry->status)
		return 0;
	if (entry->length && n == entry->length)
		*ended = true;
	if (!*ended)
		entry->check = true;
	find_size(entry, n, *ended);
	return n;
}

void hln_entry_check(struct hln_entry *entry, uint64_t bytes)
{
	struct hln_file_info after = entry->before;
	uint64_t end = entry->offset + bytes;
	int error = 0;
	bool same;

	entry->bytes = bytes;
	if (entry->status || entry->kind == HASHLANE_INPUT_MEMORY)
		return;
	if (entry->check)
		error = hln_file_info(&after, entry->descriptor);
	if (error) {
		hln_entry_fail(entry, HASHLANE_IO, error, bytes);
		return;
	}
	same = after.size_bytes == entry->before.size_bytes &&
	       after.mtime_ns == entry->before.mtime_ns;
	if (entry->length)
		same &= bytes == entry->length;
	else
		same &= end == after.size_bytes ||
			(!bytes && entry->offset >= after.size_bytes);
	/* Few files get here, so few pay for the question. */
	if (!same && !entry->pseudo)
		entry->pseudo = hln_file_is_pseudo(entry->descriptor);
	if (!same && !entry->pseudo)
		hln_entry_fail(entry, HASHLANE_CHANGED, 0, bytes);
}
