/* SPDX-License-Identifier: MIT */
/* open_file.c - one input: opened, read by offset, and found unchanged. */
#include "open_file.h"

#include "../base/status.h"
#include "../mem/pool.h"
#include "job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * DROP_BYTES are dropped from the cache at a time. TRIES_MAX: a name under
 * which there is another file each time has changed.
 */
enum { DROP_BYTES = 8 * 1024 * 1024, TRIES_MAX = 4 };

void hln_open_file_destroy(struct hln_open_file *entry)
{
	hln_in_flight_leave(entry);
	hln_open_file_end(entry);
	free(entry->first);
	entry->first = NULL;
	free(entry->expected);
	entry->expected = NULL;
	free(entry->path);
	entry->path = NULL;
	entry->path_room = 0;
}

static bool set_expected(struct hln_open_file *entry,
			 const struct hln_input *input, size_t row_bytes)
{
	entry->expected_bytes = input->expected_bytes;
	if (!input->expected || !input->expected_mask)
		return true;
	entry->expected = malloc(row_bytes);
	if (!entry->expected)
		return false;
	memcpy(entry->expected, input->expected, row_bytes);
	entry->expected_mask = input->expected_mask;
	return true;
}

static bool set_path(struct hln_open_file *entry,
		     const struct hln_input *input)
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

bool hln_open_file_set(struct hln_open_file *entry,
		       const struct hln_input *input, size_t row_bytes)
{
	char *path = entry->path;
	size_t room = entry->path_room;

	free(entry->first);
	free(entry->expected);
	memset(entry, 0, sizeof(*entry));
	entry->path = path;
	entry->path_room = room;
	entry->descriptor = -1;
	entry->base = -1;
	entry->kind = input->kind;
	entry->status = input->status;
	entry->os_error = input->os_error;
	entry->regular = input->regular;
	entry->follow = !input->no_follow;
	entry->use_ctime = true;
	entry->device = input->device;
	entry->inode = input->inode;
	entry->offset = input->offset;
	entry->length = input->length;
	entry->given = input->given;
	entry->cookie = input->cookie;
	entry->directory = input->directory;
	entry->buffer = input->buffer;
	entry->buffered = input->buffer;
	entry->release = input->release;
	if (input->kind == HASHLANE_INPUT_MEMORY) {
		entry->memory = input->data;
		entry->size_bytes = input->data_bytes;
		entry->size_known = true;
	} else if (input->kind == HASHLANE_INPUT_DESCRIPTOR) {
		entry->descriptor = input->descriptor;
	} else if (!hln_open_file_is_file(entry)) {
		entry->read = input->read;
		entry->read_context = input->read_context;
		/* Of a stream the length is its size, not a range. */
		entry->size_bytes = input->length;
		entry->size_known = input->length;
	}
	return set_expected(entry, input, row_bytes) && set_path(entry, input);
}

void hln_open_file_fail(struct hln_open_file *entry, int32_t status,
			int os_error, uint64_t at)
{
	if (entry->status)
		return;
	entry->status = status;
	entry->os_error = os_error;
	entry->error_offset = entry->offset + at;
	entry->bytes = at;
}

bool hln_open_file_goes_on(struct hln_open_file *entry)
{
	if (!hln_job_state_is_final(entry->job_state))
		return true;
	hln_open_file_fail(entry, HASHLANE_CANCELLED, 0, 0);
	return false;
}

bool hln_open_file_open(struct hln_open_file *entry)
{
	struct hln_directory_visit visit = { 0 };
	bool opened = hln_open_file_open_from(entry, &visit);

	hln_directory_visit_end(&visit);
	return opened;
}

bool hln_open_file_open_from(struct hln_open_file *entry,
			     struct hln_directory_visit *visit)
{
	int error = 0;

	if (entry->kind != HASHLANE_INPUT_PATH || entry->status ||
	    entry->owned || !hln_open_file_goes_on(entry))
		return true;
	/* To enter it may be a call. */
	if (entry->directory && entry->directory != visit->directory) {
		error = hln_directory_visit(visit, entry->directory,
					    entry->path, entry->name_at);
		if (!error)
			(void)hln_open_file_goes_on(entry);
	}
	if (!error && !entry->status)
		error = hln_file_open_at(
			&entry->descriptor,
			entry->directory ? visit->descriptor : entry->base,
			entry->path + entry->name_at, entry->follow);
	if (error == EMFILE || error == ENFILE)
		return false;
	/* It was needed for the name only. */
	hln_directory_visit_release(visit, entry->directory);
	entry->directory = NULL;
	/* A link has taken the place of the file that the walk found. */
	if (error == ELOOP && !entry->follow)
		hln_open_file_fail(entry, HASHLANE_NOT_REGULAR, error, 0);
	else if (error)
		hln_open_file_fail(entry, hln_file_status(error), error, 0);
	else if (!entry->status)
		entry->owned = true;
	return true;
}

void hln_open_file_close(struct hln_open_file *entry)
{
	if (entry->drop_cache && entry->descriptor >= 0 &&
	    !hln_job_state_is_cut_off(entry->job_state))
		hln_file_drop_cache(entry->descriptor, entry->offset,
				    entry->length);
	if (entry->owned)
		hln_file_close(entry->descriptor);
	entry->owned = false;
	entry->descriptor = -1;
	hln_directory_release(entry->directory);
	entry->directory = NULL;
	if (entry->buffer)
		hln_pool_give(entry->buffer, HLN_OWNED_BUFFER);
	entry->buffer = NULL;
}

void hln_open_file_end_now(struct hln_open_file *entry)
{
	bool taken = entry->taken;

	hln_open_file_close(entry);
	entry->taken = false;
	if (!taken)
		return;
	if (entry->release.function ||
	    hln_subscribers_wants(&entry->job->subscribers,
				  HASHLANE_EVENT_RELEASED))
		hln_events_release_input(
			&entry->job->subscribers, &entry->release,
			entry->buffered ? HASHLANE_INPUT_BUFFER : entry->kind,
			entry->given);
}

enum hln_cached hln_open_file_cached(struct hln_open_file *entry)
{
	if (!entry->probed)
		entry->cached = hln_file_cached(entry->descriptor,
						entry->offset);
	entry->probed = true;
	return entry->cached;
}

void hln_open_file_drop_cache(const struct hln_open_file *entry, uint64_t at,
			      size_t bytes)
{
	uint64_t from = (entry->offset + at) / DROP_BYTES;
	uint64_t to = (entry->offset + at + bytes) / DROP_BYTES;

	if (entry->drop_cache && from != to &&
	    !hln_job_state_is_final(entry->job_state))
		hln_file_drop_cache(entry->descriptor, from * DROP_BYTES,
				    (to - from) * DROP_BYTES);
}

/* Read some; false: it failed. */
static bool read_some(struct hln_open_file *entry, uint8_t *buffer,
		      size_t room, uint64_t at, size_t *got)
{
	int32_t status = HASHLANE_OK;
	int error = 0;

	if (entry->read) {
		status = entry->read(entry->read_context, buffer, room, got);
		if (!status && *got > room)
			status = HASHLANE_ARGUMENT;
		else if (status < 0 || status >= HLN_STATUS_COUNT)
			status = HASHLANE_IO;
	} else {
		error = hln_file_read_at(got, entry->descriptor, buffer, room,
					 entry->offset + at);
		entry->reads++;
		if (error)
			status = hln_file_status(error);
	}
	if (status)
		hln_open_file_fail(entry, status, error, at);
	return !status;
}

/* By one read, which may be short. */
static size_t read_once(struct hln_open_file *entry, uint8_t *buffer,
			size_t room, bool *ended)
{
	size_t got = 0;

	if (!hln_open_file_goes_on(entry) ||
	    !read_some(entry, buffer, room, 0, &got))
		return 0;
	*ended = !got;
	return got;
}

/* No read is begun for a job that is paused: what is there is enough. */
static bool is_paused(const struct hln_open_file *entry)
{
	return entry->job &&
	       atomic_load_explicit(&entry->job->board.pace.paused,
				    memory_order_acquire);
}

/* Until `room` bytes are there, the file ends, or the job is paused. */
static size_t fill(struct hln_open_file *entry, uint8_t *buffer, size_t room,
		   uint64_t at, bool *ended)
{
	size_t n = 0;

	while (n < room && !*ended) {
		size_t got = 0;

		if (!hln_open_file_goes_on(entry) ||
		    !read_some(entry, buffer + n, room - n, at + n, &got))
			return 0;
		n += got;
		*ended = !got;
		if (is_paused(entry))
			break;
	}
	return n;
}

size_t hln_open_file_read(struct hln_open_file *entry, uint8_t *buffer,
			  size_t room, uint64_t at, bool *ended)
{
	uint64_t left = entry->length ? entry->length - at : UINT64_MAX;
	size_t n;

	if (entry->read)
		return fill(entry, buffer, room, at, ended);
	/* One byte more than expected: reading it shows that the file grew. */
	if (entry->size_known && !entry->length)
		left = entry->size_bytes - at + 1;
	n = fill(entry, buffer, left < room ? (size_t)left : room, at, ended);
	if (entry->length && at + n == entry->length)
		*ended = true;
	hln_open_file_drop_cache(entry, at, n);
	return n;
}

/* Another file than the one that was put aside under this name? */
static bool is_replaced(const struct hln_open_file *entry,
			const struct hln_file_info *now)
{
	return entry->aside && (entry->before.device != now->device ||
				entry->before.inode != now->inode);
}

/* What the file is: S0. */
static bool inspect(struct hln_open_file *entry, struct hln_file_info *info)
{
	int error;

	if (!hln_open_file_goes_on(entry))
		return false;
	error = hln_file_info(info, entry->descriptor);
	if (error) {
		hln_open_file_fail(entry, HASHLANE_IO, error, 0);
		return false;
	}
	if (!info->regular) {
		entry->status = HASHLANE_OK;
		hln_open_file_fail(entry, HASHLANE_NOT_REGULAR, 0, 0);
		return false;
	}
	if (entry->inode &&
	    (entry->inode != info->inode || entry->device != info->device))
		hln_open_file_fail(entry, HASHLANE_CHANGED, 0, 0);
	if (is_replaced(entry, info)) {
		/* The directories above it may be others by now. */
		if (!entry->follow)
			hln_open_file_fail(entry, HASHLANE_CHANGED, 0, 0);
		free(entry->first);
		entry->first = NULL;
		entry->doubt = false;
	}
	return !entry->status;
}

/* True: no write that is under way can share its time with S0. */
static bool is_settled(struct hln_open_file *entry,
		       const struct hln_file_info *info, int64_t now_ns)
{
	int64_t wait_ns = hln_change_settles_in(info, entry->use_ctime,
						now_ns);

	if (!wait_ns)
		return true;
	if (entry->use_ctime && !hln_trust_ctime(entry->trust, info->device)) {
		entry->use_ctime = false;
		return is_settled(entry, info, now_ns);
	}
	if (!entry->aside) {
		entry->again = true;
		entry->due_ns = hln_clock_ns() + (uint64_t)wait_ns;
		return false;
	}
	/* A time that only lies in the future stays where it is. */
	if (!hln_change_none(&entry->before, info, true))
		entry->doubt = true;
	return true;
}

void hln_open_file_settle(struct hln_open_file *entry,
			  const struct hln_file_info *info, int64_t now_ns,
			  bool waited)
{
	/* The clock of a server may be late. */
	entry->settled =
		entry->volume == HLN_VOLUME_LOCAL ?
			waited || !hln_change_settles_in(info, true, now_ns) :
			!entry->pseudo && !entry->sizeless &&
				info->ctime_ns <= now_ns - HLN_QUIET_NS;
}

/* Take S0; false: it failed, or is to be read later. */
static bool look(struct hln_open_file *entry, int64_t now_ns)
{
	struct hln_file_info info;
	bool settled = true, quiet;

	if (!inspect(entry, &info) || !hln_open_file_goes_on(entry))
		return false;
	entry->volume = hln_file_volume(entry->descriptor, info.device,
					now_ns);
	entry->pseudo = entry->volume == HLN_VOLUME_PSEUDO;
	/* As some FUSE file systems have it for what they make up. */
	entry->sizeless = entry->volume == HLN_VOLUME_OTHER &&
			  !info.size_bytes;
	quiet = hln_change_is_quiet(&info, entry->volume, now_ns);
	entry->check |= !quiet;
	if (entry->pseudo)
		entry->check = false;
	else if (entry->check)
		settled = is_settled(entry, &info, now_ns);
	entry->before = info;
	/* Quiet is more than settled. */
	entry->settled = quiet;
	if (!quiet)
		hln_open_file_settle(entry, &info, now_ns,
				     entry->aside && entry->due_ns &&
					     entry->use_ctime &&
					     !entry->doubt);
	return settled;
}

/* Does the file end where the `n` bytes read do, as far as it says? */
static bool ends_at(const struct hln_open_file *entry, uint64_t n)
{
	if (entry->length && n == entry->length)
		return true;
	return entry->offset + n == entry->before.size_bytes && n;
}

/* The size of the range, or that it is not known beforehand. */
static void find_size(struct hln_open_file *entry, uint64_t n, bool ended)
{
	uint64_t size = entry->before.size_bytes;

	size = size > entry->offset ? size - entry->offset : 0;
	if (entry->length && entry->length < size)
		size = entry->length;
	/* Where the kernel makes it up, it holds for what was read in full. */
	entry->size_known = ended || !(entry->pseudo || entry->sizeless);
	entry->size_bytes = ended ? n : size;
}

size_t hln_open_file_read_first(struct hln_open_file *entry, uint8_t *buffer,
				size_t room, bool *ended, int64_t now_ns)
{
	size_t want = entry->length && entry->length < room ?
			      (size_t)entry->length :
			      room;
	size_t n;

	*ended = false;
	if (entry->read)
		return fill(entry, buffer, room, 0, ended);
	if (entry->drop_cache && hln_open_file_goes_on(entry))
		entry->drop_cache = hln_open_file_cached(entry) ==
				    HLN_NOT_CACHED;
	if (entry->check && !look(entry, now_ns))
		return 0;
	n = read_once(entry, buffer, want, ended);
	if (!entry->check) {
		if (!look(entry, now_ns))
			return 0;
		if (entry->check) {
			*ended = false;
			n = 0;
			if (!is_paused(entry))
				n = read_once(entry, buffer, want, ended);
		}
	}
	if (ends_at(entry, n))
		*ended = true;
	else if (n < want && !is_paused(entry))
		n += fill(entry, buffer + n, want - n, n, ended);
	if (entry->status)
		return 0;
	if (entry->length && n == entry->length)
		*ended = true;
	if (!*ended)
		entry->check = !entry->pseudo;
	find_size(entry, n, *ended);
	return n;
}

void hln_open_file_check_part(struct hln_open_file *entry, uint64_t bytes)
{
	bool inside = true;

	if (entry->status || entry->kind == HASHLANE_INPUT_MEMORY)
		return;
	if (entry->length) {
		inside = bytes == entry->length;
	} else if (entry->offset && !bytes && hln_open_file_goes_on(entry)) {
		/* Sizes that the kernel makes up say nothing, so read. */
		uint8_t before;
		size_t got = 0;

		entry->reads++;
		inside = !hln_file_read_at(&got, entry->descriptor, &before, 1,
					   entry->offset - 1) &&
			 got;
	}
	if (!inside)
		hln_open_file_fail(entry, HASHLANE_CHANGED, 0, bytes);
}

/* Does the file end where the bytes that were read do, as far as it says? */
static bool was_read_whole(const struct hln_open_file *entry, uint64_t bytes)
{
	uint64_t size = entry->before.size_bytes;

	if (entry->length)
		return bytes == entry->length;
	return entry->offset + bytes == size || entry->sizeless ||
	       (!bytes && entry->offset >= size);
}

/* What became of the file between S0 and S1, which `before` is from now on. */
static enum hln_change find_change(struct hln_open_file *entry, uint64_t bytes)
{
	struct hln_file_info after;
	enum hln_change change;
	int error;

	if (!hln_open_file_goes_on(entry))
		return HLN_CHANGED;
	if (entry->volume != HLN_VOLUME_LOCAL) {
		hln_file_synchronise(entry->descriptor);
		if (!hln_open_file_goes_on(entry))
			return HLN_CHANGED;
	}
	error = hln_file_info(&after, entry->descriptor);
	if (error) {
		hln_open_file_fail(entry, HASHLANE_IO, error, bytes);
		return HLN_CHANGED;
	}
	change = hln_change_between(&entry->before, &after, entry->use_ctime);
	if (change == HLN_UNEXPLAINED &&
	    !hln_trust_ctime(entry->trust, after.device))
		change = HLN_UNCHANGED;
	else if (!entry->first && after.ctime_ns == entry->before.ctime_ns)
		hln_trust_note(entry->trust, after.device, false);
	if (after.ctime_ns != entry->before.ctime_ns)
		entry->settled = false;
	entry->before = after;
	return was_read_whole(entry, bytes) ? change : HLN_CHANGED;
}

void hln_open_file_check(struct hln_open_file *entry, uint64_t bytes)
{
	enum hln_change change;
	bool twice;

	entry->bytes = bytes;
	if (entry->status || !hln_open_file_is_file(entry) || entry->pseudo)
		return;
	if (!entry->check) {
		/* S0 is S1, and the file was never put aside. */
		hln_trust_note(entry->trust, entry->before.device, false);
		if (!was_read_whole(entry, bytes))
			hln_open_file_fail(entry, HASHLANE_CHANGED, 0, bytes);
		return;
	}
	change = find_change(entry, bytes);
	twice = change == HLN_UNEXPLAINED || entry->doubt;
	if (change != HLN_CHANGED && entry->first) {
		entry->unmoved = !twice;
	} else if (change == HLN_CHANGED ||
		   (twice && entry->tries == TRIES_MAX)) {
		hln_open_file_fail(entry, HASHLANE_CHANGED, 0, bytes);
	} else if (twice) {
		entry->again = true;
		entry->due_ns = hln_clock_ns() +
				(uint64_t)hln_calendar_tick_ns();
	}
}

void hln_open_file_keep_first(struct hln_open_file *entry,
			      const uint8_t *digests, size_t bytes,
			      uint64_t valid)
{
	entry->first = malloc(bytes);
	if (!entry->first) {
		entry->again = false;
		hln_open_file_fail(entry, HASHLANE_NO_MEMORY, 0, entry->bytes);
		return;
	}
	memcpy(entry->first, digests, bytes);
	entry->first_valid = valid;
}

void hln_open_file_compare(struct hln_open_file *entry, const uint8_t *digests,
			   size_t bytes, uint64_t valid)
{
	bool equal = valid == entry->first_valid &&
		     !memcmp(digests, entry->first, bytes);

	if (!entry->doubt)
		hln_trust_note(entry->trust, entry->before.device, equal);
	if (!equal && !entry->unmoved)
		hln_open_file_fail(entry, HASHLANE_CHANGED, 0, entry->bytes);
}

void hln_open_file_put_aside(struct hln_open_file *entry)
{
	hln_directory_release(entry->directory);
	entry->directory = NULL;
	entry->name_at = 0;
	entry->again = false;
	entry->checked = false;
	entry->aside = true;
	entry->tries++;
	/* What is read next has S0 before it. */
	entry->check = true;
	entry->size_known = false;
	entry->bytes = 0;
}

void hln_open_file_let_go(struct hln_open_file *entry)
{
	if (!entry->owned)
		return;
	hln_file_close(entry->descriptor);
	entry->descriptor = -1;
	entry->owned = false;
}
