/* SPDX-License-Identifier: MIT */
/* check_extra.c - files in no list, and files that moved. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "absolute_path.h"
#include "check.h"
#include "message.h"
#include "file_tree.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* 128 bits of a digest stand for a path: 16 bytes a listed name are held. */
enum { KEY_BYTES = 16, BATCH = 256 };

struct key {
	uint8_t bytes[KEY_BYTES];
};

/* One digest that a missing file had. */
struct trace {
	struct claim *claim;
	const struct list_digest *digest;
	size_t index; /* of its algorithm */
};

struct extra {
	char *folder; /* the current one */
	struct key *keys;
	bool *used;
	size_t room, count;
	struct claim *missing, **missing_end;
	struct algorithm_set *set; /* of what is missing */
	struct trace *traces;      /* sorted by digest */
	size_t trace_count;
	hashlane_engine engine;
	hashlane_job job;
	struct hashlane_input inputs[BATCH];
	char *names[BATCH];
	size_t batch;
	bool failed;
};

bool extra_create(struct check *check)
{
	struct extra *extra = calloc(1, sizeof(*extra));

	if (!extra)
		return false;
	extra->folder = getcwd(NULL, 0);
	if (!extra->folder) {
		free(extra);
		return false;
	}
	extra->missing_end = &extra->missing;
	check->extra = extra;
	return true;
}

void extra_destroy(struct extra *extra)
{
	if (!extra)
		return;
	if (extra->job)
		(void)hashlane_job_destroy(extra->job);
	if (extra->engine)
		(void)hashlane_engine_destroy(extra->engine);
	while (extra->missing) {
		struct claim *claim = extra->missing;

		extra->missing = claim->next;
		claim_destroy(claim);
	}
	free(extra->folder);
	free(extra->keys);
	free(extra->used);
	free(extra->set);
	free(extra->traces);
	free(extra);
}

static bool make_key(const struct extra *extra, struct key *key,
		     const char *path)
{
	static const struct hashlane_algorithm_spec blake3 = {
		.id = HASHLANE_HASH_BLAKE3,
	};
	uint8_t digest[HASHLANE_DIGEST_BYTES_MAX];
	char *normal = absolute_path(extra->folder, path, false);

	if (!normal || hashlane_hash(digest, sizeof(digest), NULL, &blake3,
				     normal, strlen(normal))) {
		free(normal);
		return false;
	}
	memcpy(key->bytes, digest, KEY_BYTES);
	free(normal);
	return true;
}

/* Where the key is, or would be. */
static size_t find_key(const struct extra *extra, const struct key *key)
{
	size_t at;

	memcpy(&at, key->bytes, sizeof(at));
	for (at &= extra->room - 1; extra->used[at];
	     at = (at + 1) & (extra->room - 1))
		if (!memcmp(&extra->keys[at], key, sizeof(*key)))
			break;
	return at;
}

static bool grow(struct extra *extra)
{
	struct extra old = *extra;

	extra->room = old.room ? old.room * 2 : 4096;
	extra->keys = calloc(extra->room, sizeof(*extra->keys));
	extra->used = calloc(extra->room, sizeof(*extra->used));
	if (!extra->keys || !extra->used) {
		free(extra->keys);
		free(extra->used);
		*extra = old;
		return false;
	}
	for (size_t i = 0; i < old.room; i++) {
		size_t at;

		if (!old.used[i])
			continue;
		at = find_key(extra, &old.keys[i]);
		extra->keys[at] = old.keys[i];
		extra->used[at] = true;
	}
	free(old.keys);
	free(old.used);
	return true;
}

void extra_listed(struct check *check, const char *path)
{
	struct extra *extra = check->extra;
	struct key key;
	size_t at;

	if ((extra->count + 1) * 2 > extra->room && !grow(extra))
		extra->failed = true;
	if (extra->failed || !make_key(extra, &key, path)) {
		extra->failed = true;
		return;
	}
	at = find_key(extra, &key);
	if (extra->used[at])
		return;
	extra->used[at] = true;
	extra->keys[at] = key;
	extra->count++;
}

void extra_missing(struct check *check, struct claim *claim)
{
	claim->next = NULL;
	*check->extra->missing_end = claim;
	check->extra->missing_end = &claim->next;
}

static int compare_traces(const void *left, const void *right)
{
	const struct trace *a = left, *b = right;

	if (a->index != b->index)
		return a->index < b->index ? -1 : 1;
	return memcmp(a->digest->bytes, b->digest->bytes,
		      a->digest->byte_count);
}

/* The algorithm that tells a missing file: its longest digest. */
static const struct list_digest *best_digest(const struct claim *claim)
{
	const struct list_digest *best = NULL;

	for (; claim; claim = claim->same)
		for (size_t i = 0; i < claim->digest_count; i++)
			if (!best ||
			    claim->digests[i].byte_count > best->byte_count)
				best = &claim->digests[i];
	return best;
}

static size_t index_of(const struct algorithm_set *set,
		       const struct hashlane_algorithm_spec *spec)
{
	size_t i = 0;

	while (i < set->count && (set->specs[i].id != spec->id ||
				  set->specs[i].param != spec->param))
		i++;
	return i;
}

/* Sort what is known of the missing files; false: nothing to look for. */
static bool prepare_traces(struct extra *extra)
{
	size_t count = 0;

	for (struct claim *at = extra->missing; at; at = at->next)
		count++;
	extra->set = calloc(1, sizeof(*extra->set));
	extra->traces = calloc(count + 1, sizeof(*extra->traces));
	if (!extra->set || !extra->traces)
		return false;
	for (struct claim *at = extra->missing; at; at = at->next) {
		const struct list_digest *digest = best_digest(at);

		if (!digest || at->is_range ||
		    algorithm_set_add_spec(extra->set, &digest->spec))
			continue;
		extra->traces[extra->trace_count++] = (struct trace){
			at, digest, index_of(extra->set, &digest->spec)
		};
	}
	qsort(extra->traces, extra->trace_count, sizeof(*extra->traces),
	      compare_traces);
	return extra->trace_count;
}

/* Does every digest that the job has say that this is the file? */
static bool is_moved(const struct extra *extra, const struct claim *claim,
		     const struct hashlane_results *results, uint32_t row,
		     uint64_t size)
{
	for (; claim; claim = claim->same) {
		if (claim->size_known && claim->size_bytes != size)
			return false;
		for (size_t i = 0; i < claim->digest_count; i++) {
			const struct list_digest *listed = &claim->digests[i];
			size_t k = index_of(extra->set, &listed->spec), bytes;
			const uint8_t *digest;

			if (k < extra->set->count &&
			    (hashlane_results_digest(&digest, &bytes, results,
						     row, k) ||
			     bytes != listed->byte_count ||
			     memcmp(digest, listed->bytes, bytes) != 0))
				return false;
		}
	}
	return true;
}

/* The first trace of this digest. */
static size_t first_trace(const struct extra *extra, const struct trace *key)
{
	size_t low = 0, high = extra->trace_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_traces(&extra->traces[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A missing file that this row is; NULL: none that is not found yet. */
static struct claim *find_moved(const struct extra *extra,
				const struct hashlane_results *results,
				uint32_t row, uint64_t size)
{
	struct list_digest digest = { .byte_count = 0 };
	struct trace key = { .digest = &digest };

	for (key.index = 0; key.index < extra->set->count; key.index++) {
		const uint8_t *bytes;

		if (hashlane_results_digest(&bytes, &digest.byte_count,
					    results, row, key.index))
			continue;
		memcpy(digest.bytes, bytes, digest.byte_count);
		for (size_t i = first_trace(extra, &key);
		     i < extra->trace_count &&
		     !compare_traces(&extra->traces[i], &key);
		     i++) {
			struct claim *claim = extra->traces[i].claim;

			if (claim->verdict == VERDICT_MISSING &&
			    is_moved(extra, claim, results, row, size))
				return claim;
		}
	}
	return NULL;
}

static void report_row(struct check *check,
		       const struct hashlane_results *results, uint32_t i)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	struct claim *moved = NULL;
	char *name;

	(void)hashlane_results_row(&row, results, i);
	name = strndup(row.path, row.path_bytes);
	if (!name) {
		check->extra->failed = true;
		return;
	}
	if (!row.status)
		moved = find_moved(check->extra, results, i, row.size_bytes);
	if (moved) {
		moved->verdict = VERDICT_MOVED;
		check_report_name(check, VERDICT_MOVED, moved->name, name);
	} else {
		check_report_name(check, VERDICT_EXTRA, name, NULL);
	}
	free(name);
}

static int32_t take(struct check *check, int64_t timeout_ms)
{
	const struct hashlane_results *results;
	int32_t status = hashlane_job_next(&results, check->extra->job,
					   timeout_ms);

	if (status)
		return status;
	for (uint32_t i = 0; i < results->row_count; i++)
		report_row(check, results, i);
	hashlane_results_free(results);
	return HASHLANE_OK;
}

static void hand_over(struct check *check)
{
	struct extra *extra = check->extra;
	int32_t status = HASHLANE_OK;

	while (extra->batch && !status) {
		status = hashlane_job_add(extra->job, extra->inputs,
					  extra->batch);
		if (status != HASHLANE_BUSY)
			break;
		status = take(check, -1);
	}
	extra->failed |= status != HASHLANE_OK;
	for (size_t i = 0; i < extra->batch; i++)
		free(extra->names[i]);
	extra->batch = 0;
	while (!extra->failed && !take(check, 0))
		continue;
}

static bool take_entry(void *context, const struct tree_entry *entry)
{
	struct check *check = context;
	struct extra *extra = check->extra;
	struct hashlane_input *input;
	struct key key;

	if (!entry->st) {
		message_failure(check->cli, entry->path,
				strerror(entry->os_error));
		return true;
	}
	if (!make_key(extra, &key, entry->path)) {
		extra->failed = true;
		return false;
	}
	if (extra->room && extra->used[find_key(extra, &key)])
		return !check_stopped(check);
	if (!extra->job) {
		check_report_name(check, VERDICT_EXTRA, entry->path, NULL);
		return !check_stopped(check);
	}
	extra->names[extra->batch] = strdup(entry->path);
	if (!extra->names[extra->batch]) {
		extra->failed = true;
		return false;
	}
	input = &extra->inputs[extra->batch];
	memset(input, 0, sizeof(*input));
	input->kind = HASHLANE_INPUT_PATH;
	input->data = extra->names[extra->batch++];
	input->data_bytes = strlen(input->data);
	if (extra->batch == BATCH)
		hand_over(check);
	return !extra->failed && !check_stopped(check);
}

static bool start_job(struct check *check)
{
	struct extra *extra = check->extra;
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = check->workers,
		.isa = check->isa,
		.budget_bytes = check->memory_bytes,
	};
	const struct hashlane_job_options job = {
		.struct_size = sizeof(job),
		.specs = extra->set->specs,
		.spec_count = extra->set->count,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN,
		.order = HASHLANE_ORDER_INPUT,
	};

	return !hashlane_engine_create(&extra->engine, &engine, NULL) &&
	       !hashlane_job_submit(&extra->job, extra->engine, &job, NULL);
}

void extra_run(struct check *check)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct extra *extra = check->extra;

	/* A digest is looked for only where something is missing. */
	if (extra->missing && !check->ignore_missing &&
	    prepare_traces(extra) && !start_job(check))
		extra->failed = true;
	if (!extra->failed)
		tree_walk(check->extra_root, &walk, take_entry, check);
	if (extra->job) {
		hand_over(check);
		(void)hashlane_job_close(extra->job);
		while (!check_stopped(check) && !take(check, -1))
			continue;
	}
	for (struct claim *at = extra->missing; at; at = at->next)
		if (at->verdict == VERDICT_MISSING)
			check_report(check, at);
	if (extra->failed)
		message_failure(check->cli, "--extra",
				hashlane_error_string(HASHLANE_NO_MEMORY));
}
