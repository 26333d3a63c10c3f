/* SPDX-License-Identifier: MIT */
/* reading.c - which of its files a worker may read now. */
#include "reading.h"

#include "engine.h"

#include <string.h>

enum { WARM_FILES = 8 };

static bool is_sequential(const struct hln_job *job)
{
	return job->flags & HASHLANE_JOB_SEQUENTIAL;
}

/* ---- One reader ---- */

void hln_reading_open(struct hln_job *job)
{
	if (is_sequential(job) || !atomic_load(&job->board.one_reads))
		return;
	hln_board_open_reading(&job->board);
	if (job->engine->workforce.worker_count > 1)
		hln_workforce_offer(&job->board, true);
}

bool hln_reading_enter(const struct hln_worker *worker)
{
	return hln_board_enter_reader(&worker->job->board, worker);
}

void hln_reading_leave(struct hln_worker *worker)
{
	struct hln_board *board = &worker->job->board;

	hln_reading_give_place(worker);
	if (hln_board_leave_reader(board, worker) &&
	    !hln_job_state_is_final(&worker->job->state))
		hln_workforce_offer(board, true);
}

/* ---- Where files lie ---- */

/* The entry lies on a device that was met, or it is not known. */
static void set_device(struct hln_worker *worker, struct hln_open_file *entry,
		       struct hln_device *device)
{
	entry->asked = device;
	entry->disk = device && device->most ? device : NULL;
	if (entry->disk)
		atomic_store_explicit(&worker->job->board.meets_disks, true,
				      memory_order_relaxed);
}

/* The bytes of a path up to its last '/', with it. */
static size_t folder_bytes(const struct hln_open_file *entry)
{
	size_t bytes = entry->path_bytes;

	while (bytes && entry->path[bytes - 1] != '/')
		bytes--;
	return bytes;
}

/* Where a worker keeps the device of a folder. */
static struct hln_folder *place_of(struct hln_worker *worker,
				   const struct hln_open_file *entry,
				   size_t bytes, uint64_t *hash)
{
	*hash = bytes;
	for (size_t i = 0; i < bytes; i += sizeof(uint64_t)) {
		size_t left = bytes - i;
		uint64_t word = 0;

		memcpy(&word, entry->path + i,
		       left < sizeof(word) ? left : sizeof(word));
		*hash = (*hash ^ word) * 0x9e3779b97f4a7c15;
		*hash ^= *hash >> 29;
	}
	return &worker->folders[*hash % HLN_FOLDERS];
}

static void keep_folder(struct hln_worker *worker,
			const struct hln_open_file *entry,
			struct hln_device *device)
{
	uint64_t hash;
	struct hln_folder *folder = place_of(worker, entry,
					     folder_bytes(entry), &hash);

	folder->hash = hash;
	folder->device = device;
}

/* As the system says of the folder of a path; NULL: not known. */
static struct hln_device *ask_folder(struct hln_worker *worker,
				     struct hln_open_file *entry, size_t bytes)
{
	char *path = entry->path, held = path[bytes];
	struct hln_file_info info;
	int error;

	if (!hln_open_file_goes_on(entry))
		return NULL;
	path[bytes] = 0;
	error = hln_file_info_at(&info, entry->base, bytes ? path : ".", true);
	path[bytes] = held;
	return error ? NULL :
		       hln_devices_find(&worker->engine->devices, info.device);
}

void hln_reading_guess_device(struct hln_worker *worker,
			      struct hln_open_file *entry)
{
	struct hln_devices *devices = &worker->engine->devices;
	struct hln_folder *folder;
	uint64_t hash;
	size_t bytes;

	if (entry->asked || entry->kind != HASHLANE_INPUT_PATH ||
	    entry->status)
		return;
	if (entry->directory) {
		if (entry->regular)
			set_device(
				worker, entry,
				hln_devices_find(devices,
						 hln_directory_device(
							 entry->directory)));
		return;
	}
	bytes = folder_bytes(entry);
	folder = place_of(worker, entry, bytes, &hash);
	if (folder->device && folder->hash == hash) {
		set_device(worker, entry, folder->device);
		return;
	}
	/* Where nothing has places it is learned when the file is open. */
	if (!atomic_load_explicit(&worker->job->board.meets_disks,
				  memory_order_relaxed))
		return;
	folder->hash = hash;
	folder->device = ask_folder(worker, entry, bytes);
	set_device(worker, entry, folder->device);
}

void hln_reading_ask_device(struct hln_worker *worker,
			    struct hln_open_file *entry)
{
	struct hln_file_info info;
	int error;

	if (entry->status || entry->descriptor < 0 ||
	    !hln_open_file_is_file(entry) || !hln_open_file_goes_on(entry))
		return;
	error = hln_file_info(&info, entry->descriptor);
	if (error)
		hln_open_file_fail(entry, HASHLANE_IO, error, 0);
	if (error || !info.regular)
		return;
	/* What one was that is opened again has to be known. */
	if (!entry->aside)
		entry->before = info;
	set_device(worker, entry,
		   hln_devices_meet(&worker->engine->devices,
				    entry->descriptor, info.device));
	if (entry->kind == HASHLANE_INPUT_PATH && !entry->name_at)
		keep_folder(worker, entry, entry->asked);
}

/* ---- Places ---- */

/* A stream that has more, and is read at the worker's place. */
static bool is_under_way(const struct hln_worker *worker,
			 const struct hln_slot *slot)
{
	return slot->begun && slot->started && !slot->ended && !slot->whole &&
	       !slot->entry->status && hln_open_file_is_file(slot->entry) &&
	       (is_sequential(worker->job) ||
		(worker->place && slot->entry->disk == worker->place));
}

struct hln_slot *hln_reading_slot(const struct hln_worker *worker)
{
	struct hln_slot *first = NULL;

	if (!worker->place && !is_sequential(worker->job))
		return NULL;
	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (is_under_way(worker, slot) &&
		    (!first || slot->entry->index < first->entry->index))
			first = slot;
	}
	return first;
}

/* Is there more to be read at the place? */
static bool has_more(const struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (!slot->whole && slot->entry->disk == worker->place &&
		    (!slot->begun || is_under_way(worker, slot)))
			return true;
	}
	return hln_board_waits_for(&worker->job->board, worker->place);
}

void hln_reading_give_place(struct hln_worker *worker)
{
	struct hln_device *place = worker->place;

	worker->place = NULL;
	if (place && hln_device_leave(&worker->engine->devices, place,
				      &worker->job->board.pace))
		hln_workforce_wake(&worker->engine->workforce);
}

void hln_reading_review_place(struct hln_worker *worker)
{
	if (worker->place && !has_more(worker))
		hln_reading_give_place(worker);
}

bool hln_reading_take_place(struct hln_worker *worker,
			    struct hln_device *device)
{
	if (worker->place == device)
		return true;
	hln_reading_review_place(worker);
	if (worker->place ||
	    !hln_device_enter(&worker->engine->devices, device,
			      &worker->job->board.pace))
		return false;
	worker->place = device;
	return true;
}

bool hln_reading_place_is_wanted(const struct hln_worker *worker)
{
	return worker->place &&
	       hln_device_is_wanted(&worker->engine->devices, worker->place,
				    &worker->job->board.pace,
				    !hln_reading_slot(worker),
				    hln_board_waits_for(&worker->job->board,
							worker->place));
}

/* ---- Files ---- */

bool hln_reading_must_wait(struct hln_worker *worker,
			   const struct hln_open_file *entry)
{
	struct hln_devices *devices = &worker->engine->devices;

	if (!entry->disk || hln_reading_take_place(worker, entry->disk))
		return false;
	if (worker->place)
		return true;
	/* One after the other is looked at, and what follows it waits. */
	return hln_board_waits_for(&worker->job->board, entry->disk) ||
	       hln_device_serves(devices, entry->disk,
				 &worker->job->board.pace);
}

bool hln_reading_is_warm(const struct hln_job *job)
{
	return atomic_load_explicit(&job->board.warm, memory_order_relaxed) >=
	       WARM_FILES;
}

bool hln_reading_is_at_hand(struct hln_worker *worker,
			    struct hln_open_file *entry)
{
	atomic_uint *warm = &worker->job->board.warm;

	if (!entry->disk || entry->status || !hln_open_file_goes_on(entry))
		return true;
	if (hln_open_file_cached(entry) != HLN_CACHED) {
		atomic_store_explicit(warm, 0, memory_order_relaxed);
		return false;
	}
	if (!hln_reading_is_warm(worker->job))
		atomic_fetch_add_explicit(warm, 1, memory_order_relaxed);
	return true;
}

bool hln_reading_may_begin(struct hln_worker *worker,
			   struct hln_open_file *entry)
{
	if (hln_reading_is_at_hand(worker, entry))
		return true;
	if (entry->owned && !entry->before.inode)
		hln_reading_ask_device(worker, entry);
	return !entry->disk || hln_reading_take_place(worker, entry->disk);
}

bool hln_reading_may_go_on(struct hln_worker *worker,
			   const struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;

	if (slot->whole || !entry->disk || worker->place == entry->disk ||
	    !hln_open_file_goes_on(entry) ||
	    hln_file_cached(entry->descriptor, entry->offset + slot->at) ==
		    HLN_CACHED)
		return true;
	return hln_reading_take_place(worker, entry->disk);
}
