/* SPDX-License-Identifier: MIT */
/* lookup.c - files whose digests may be known, asked about before reading. */
#include "lookup.h"

#include "../os/file_system.h"
#include "row_writer.h"
#include "engine.h"
#include "job_inputs.h"
#include "job_results.h"

#include <stdlib.h>
#include <string.h>

enum {
	FOUND_AT_ONCE = 256, /* of a walk, about */
	DIRECTORIES_MAX = 8, /* that a question holds open */
	UNANSWERED_MAX = 8   /* questions of a job */
};

/* What is the same for neighbours in a question. */
struct neighbours {
	struct hln_file_system system;
	const struct hln_directory *directory;
	size_t directories;
};

/* Are there so many unanswered that no more are asked? The lock is held. */
static bool is_full(const struct hln_job *job)
{
	return job->lookups.unanswered >= UNANSWERED_MAX;
}

/* After each change of the lists; the lock is held. */
static void note_lists(struct hln_job *job)
{
	hln_board_note_lookups(&job->board, job->lookups.settled,
			       is_full(job));
}

bool hln_lookup_may_ask(struct hln_job *job)
{
	bool may;

	hln_lock_take(&job->lock);
	may = !job->board.ended && !is_full(job);
	hln_lock_give(&job->lock);
	return may;
}

/* ---- Questions ---- */

/* How many inputs a question may have now; 0: the end is known already. */
static size_t room_of(struct hln_job *job)
{
	uint64_t room;

	hln_lock_take(&job->lock);
	room = job->board.left / job->engine->workforce.worker_count;
	if (job->board.walks)
		room += FOUND_AT_ONCE;
	/* Some worker must learn of the end. */
	if (!room)
		room = !job->board.ended;
	hln_lock_give(&job->lock);
	return room < HASHLANE_MAX_LOOKUP_FILES ? (size_t)room :
						  HASHLANE_MAX_LOOKUP_FILES;
}

/* With as many empty entries as there is memory for; NULL: for none. */
static struct hln_question *create_question(size_t room)
{
	struct hln_question *question = calloc(
		1, sizeof(*question) + room * sizeof(struct hln_open_file *));

	if (!question)
		return NULL;
	while (question->count < room) {
		struct hln_open_file *entry = calloc(1, sizeof(*entry));

		if (!entry)
			break;
		entry->descriptor = -1;
		question->entries[question->count++] = entry;
	}
	if (question->count)
		return question;
	hln_lookup_list_free(question);
	return NULL;
}

/* Keep the first `count` entries. */
static void cut_question(struct hln_question *question, size_t count)
{
	while (question->count > count) {
		struct hln_open_file *entry =
			question->entries[--question->count];

		hln_open_file_destroy(entry);
		free(entry);
	}
}

/* Room for what is asked and answered; false: no memory. */
static bool create_files(struct hln_question *question, size_t row_bytes)
{
	question->files = calloc(question->count, sizeof(*question->files));
	question->valid = calloc(question->count, sizeof(*question->valid));
	question->digests = calloc(question->count, row_bytes);
	return question->files && question->valid && question->digests;
}

/* Can it be known at all? */
static bool may_ask(const struct hln_open_file *entry)
{
	return entry->kind == HASHLANE_INPUT_PATH && !entry->status &&
	       !entry->offset && !entry->length;
}

/*
 * A question may be about files in any number of directories: not with a
 * descriptor each. Then they are opened by their paths, but never become other
 * files.
 */
static void let_go(struct hln_open_file *entry, struct neighbours *neighbours)
{
	if (!entry->directory)
		return;
	neighbours->directories += entry->directory != neighbours->directory;
	neighbours->directory = entry->directory;
	if (neighbours->directories <= DIRECTORIES_MAX)
		return;
	hln_directory_release(entry->directory);
	entry->directory = NULL;
	entry->name_at = 0;
	entry->device = entry->before.device;
	entry->inode = entry->before.inode;
}

static bool goes_on(void *entry)
{
	return hln_open_file_goes_on(entry);
}

/* What it is now, without opening it. False: nothing is asked about it. */
static bool identify(struct hln_open_file *entry,
		     struct neighbours *neighbours, int64_t now_ns)
{
	struct hln_file_system *system = &neighbours->system;
	const char *name = entry->path + entry->name_at;
	struct hln_file_info info = { 0 };
	int directory = entry->base, error = 0;
	bool entered = false;

	if (entry->directory && hln_open_file_goes_on(entry)) {
		error = hln_directory_enter(entry->directory, &directory,
					    entry->path, entry->name_at);
		entered = !error;
	}
	if (!error && hln_open_file_goes_on(entry))
		error = hln_file_info_at(&info, directory, name,
					 entry->follow);
	if (!error && info.regular && hln_open_file_goes_on(entry) &&
	    info.device != system->device) {
		error = hln_file_system_ask(system, directory, name,
					    entry->follow, &info, goes_on,
					    entry);
		/* The next file asks again; this one is hashed. */
		if (error)
			memset(system, 0, sizeof(*system));
	}
	if (entered)
		hln_directory_leave(entry->directory);
	if (error || !info.regular || entry->status ||
	    system->volume == HLN_VOLUME_PSEUDO ||
	    (entry->inode &&
	     (entry->inode != info.inode || entry->device != info.device)))
		return false;
	entry->before = info;
	entry->volume = system->volume;
	hln_open_file_settle(entry, &info, now_ns, false);
	let_go(entry, neighbours);
	return true;
}

void hln_lookup_describe(struct hashlane_lookup_file *file,
			 const struct hln_file_info *info,
			 const struct hln_file_system *system)
{
	file->size_bytes = info->size_bytes;
	file->mtime_ns = info->mtime_ns;
	file->ctime_ns = info->ctime_ns;
	file->device = info->device;
	file->inode = info->inode;
	file->links = info->links;
	memcpy(file->file_system, system->id, sizeof(file->file_system));
	file->flags = system->stable ? HASHLANE_LOOKUP_STABLE : 0;
}

static void describe(struct hashlane_lookup_file *file,
		     const struct hln_open_file *entry,
		     const struct hln_file_system *system)
{
	hln_lookup_describe(file, &entry->before, system);
	file->path = entry->path;
	file->path_bytes = entry->path_bytes;
	file->index = entry->index;
	file->input = entry->given;
	file->cookie = entry->cookie;
}

/* Entries about which nothing is asked leave the question. */
static void sift(struct hln_question *question, struct hln_job *job)
{
	bool asks = create_files(question, job->set.digest_bytes);
	struct neighbours neighbours = { .system = { .device = UINT64_MAX } };
	int64_t now_ns = hln_calendar_ns();
	size_t count = 0;

	for (size_t i = 0; i < question->count; i++) {
		struct hln_open_file *entry = question->entries[i];

		if (asks && may_ask(entry) &&
		    identify(entry, &neighbours, now_ns)) {
			describe(&question->files[count], entry,
				 &neighbours.system);
			question->entries[count++] = entry;
			continue;
		}
		hln_board_put_unknown(&job->board, entry);
	}
	question->count = count;
}

enum hln_taken hln_lookup_gather(struct hln_question **out,
				 struct hln_job *job, bool patient)
{
	size_t room = room_of(job), count = 0;
	struct hln_question *question = room ? create_question(room) : NULL;
	enum hln_taken taken = HLN_NO_MORE;

	*out = NULL;
	if (!question)
		return room ? HLN_NO_ROOM : HLN_NO_MORE;
	taken = hln_job_inputs_take(job, question->entries, question->count,
				    &count, patient);
	cut_question(question, count);
	if (count)
		sift(question, job);
	if (!question->count)
		hln_lookup_list_free(question);
	else
		*out = question;
	return taken;
}

static void settle_later(struct hln_job *job, struct hln_question *question)
{
	hln_lock_take(&job->lock);
	hln_lookup_list_put(&job->lookups.settled, &job->lookups.settled_end,
			    question);
	note_lists(job);
	hln_lock_give(&job->lock);
}

void hln_lookup_ask(struct hln_job *job, struct hln_question *question)
{
	struct hln_lookups *lookups = &job->lookups;
	uint64_t id;

	if (!question)
		return;
	question->lookup = (struct hashlane_lookup){
		.struct_size = sizeof(question->lookup),
		.files = question->files,
		.file_bytes = sizeof(*question->files),
		.count = question->count,
		.row_bytes = job->set.digest_bytes,
	};
	hln_lock_take(&job->lock);
	id = ++lookups->last_id;
	question->lookup.id = id;
	if (!lookups->ask) {
		hln_lookup_list_put(&lookups->asked, &lookups->asked_end,
				    question);
		lookups->unanswered++;
		note_lists(job);
		hln_signal_all(&job->changed);
	}
	hln_lock_give(&job->lock);
	if (!lookups->ask) {
		hln_events_report_lookup(&job->subscribers, id);
		return;
	}
	if (!hln_job_state_is_final(&job->state))
		lookups->ask(lookups->context, &question->lookup,
			     question->valid, question->digests);
	settle_later(job, question);
}

/* ---- Answers ---- */

/* Rows of those that are known; the others are to be hashed. */
static void settle(struct hln_job *job, struct hln_counters *counters,
		   struct hln_question *question)
{
	uint64_t all = job->set.output_count < 64 ?
			       ((uint64_t)1 << job->set.output_count) - 1 :
			       UINT64_MAX;
	struct hln_known known[HLN_SLOTS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < question->count; i++) {
		struct hln_open_file *entry = question->entries[i];
		uint64_t valid = question->valid[i] & all;

		if (!valid) {
			/* It is found out anew when it is opened. */
			memset(&entry->before, 0, sizeof(entry->before));
			hln_board_put_unknown(&job->board, entry);
			continue;
		}
		known[count++] = (struct hln_known){
			entry, valid,
			question->digests + i * job->set.digest_bytes
		};
		if (count == HLN_SLOTS_MAX) {
			hln_row_writer_know(job, counters, known, count);
			count = 0;
		}
	}
	hln_row_writer_know(job, counters, known, count);
	question->count = 0;
	hln_lookup_list_free(question);
}

void hln_lookup_settle(struct hln_job *job, struct hln_counters *counters)
{
	bool any = false;

	for (;;) {
		struct hln_question *question;

		hln_lock_take(&job->lock);
		question = hln_lookup_list_pop(&job->lookups.settled);
		if (question)
			note_lists(job);
		hln_lock_give(&job->lock);
		if (!question)
			break;
		settle(job, counters, question);
		any = true;
	}
	/* What is to be hashed is more than this worker's. */
	if (any && hln_board_has_unknown(&job->board))
		hln_workforce_offer(&job->board, true);
}

void hln_lookup_drop(struct hln_job *job)
{
	struct hln_lookups *lookups = &job->lookups;
	struct hln_question *asked, *settled;

	hln_lock_take(&job->lock);
	asked = lookups->asked;
	settled = lookups->settled;
	lookups->asked = lookups->settled = NULL;
	note_lists(job);
	hln_lock_give(&job->lock);
	hln_lookup_list_free_all(asked);
	hln_lookup_list_free_all(settled);
	hln_board_drop_unknown(&job->board);
}

void hln_lookup_destroy(struct hln_job *job)
{
	hln_lookup_drop(job);
	hln_lookup_list_free_all(job->lookups.handed);
	job->lookups.handed = NULL;
}

/* ---- For callers ---- */

int32_t hln_lookup_next(const struct hashlane_lookup **out,
			struct hln_job *job, uint64_t deadline_ns)
{
	struct hln_lookups *lookups = &job->lookups;
	bool inside = hln_listener_within_engine(job->engine);
	int32_t status = HASHLANE_OK;

	if (!lookups->wanted || lookups->ask)
		return HASHLANE_UNSUPPORTED;
	hln_lock_take(&job->lock);
	while (!status &&
	       (!lookups->asked || hln_job_state_is_final(&job->state))) {
		if (hln_job_state_is_final(&job->state)) {
			status = hln_job_results_status(job);
			status = status ? status : HASHLANE_END;
		} else if (inside) {
			status = HASHLANE_BUSY;
		} else if (hln_clock_ns() >= deadline_ns) {
			status = HASHLANE_TIMEOUT;
		} else {
			lookups->takers++;
			hln_job_results_wait_change(job, deadline_ns);
			lookups->takers--;
		}
	}
	if (!status) {
		struct hln_question *question =
			hln_lookup_list_pop(&lookups->asked);

		question->taker = hln_thread_self();
		question->next = lookups->handed;
		lookups->handed = question;
		*out = &question->lookup;
	}
	hln_lock_give(&job->lock);
	return status;
}

/* Is this an answer to it? */
static bool fits(const struct hln_job *job,
		 const struct hln_question *question, const uint64_t *valid,
		 size_t count, size_t bytes)
{
	uint64_t said = 0;

	if (count && count != question->count)
		return false;
	for (size_t i = 0; i < count; i++)
		said |= valid[i];
	if (job->set.output_count < 64 && said >> job->set.output_count)
		return false;
	return bytes ? count && bytes == count * job->set.digest_bytes : !said;
}

int32_t hln_lookup_answer(struct hln_job *job, uint64_t id,
			  const uint64_t *valid, size_t count,
			  const uint8_t *digests, size_t bytes)
{
	struct hln_lookups *lookups = &job->lookups;
	struct hln_question **at = &lookups->handed, *question;
	bool final;

	hln_lock_take(&job->lock);
	while (*at && (*at)->lookup.id != id)
		at = &(*at)->next;
	question = *at;
	if (!question || !fits(job, question, valid, count, bytes)) {
		hln_lock_give(&job->lock);
		return HASHLANE_ARGUMENT;
	}
	*at = question->next;
	lookups->unanswered--;
	note_lists(job);
	/* Threads that wait for something else: is it theirs to answer now? */
	hln_signal_all(&job->changed);
	final = hln_job_state_is_final(&job->state);
	hln_lock_give(&job->lock);
	if (final) {
		hln_lookup_list_free(question);
		return HASHLANE_CANCELLED;
	}
	if (bytes) {
		memcpy(question->valid, valid, count * sizeof(*valid));
		memcpy(question->digests, digests, bytes);
	}
	settle_later(job, question);
	hln_workforce_offer(&job->board, true);
	return HASHLANE_OK;
}
