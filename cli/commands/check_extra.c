/* SPDX-License-Identifier: MIT */
/* check_extra.c - files in no list, and files that moved. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "check_extra.h"

#include "../cache/identity.h"
#include "../run/absolute_path.h"
#include "../run/file_hasher.h"
#include "../run/run_state.h"
#include "../run/walk_files.h"
#include "../terminal/message.h"
#include "check_claim.h"
#include "check_report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A path is kept as 128 bits of its digest: 16 bytes a listed name. */
enum { KEY_BYTES = 16 };

struct key {
	uint8_t bytes[KEY_BYTES];
};

/* A digest of a missing file. */
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
	struct file_hasher *hasher; /* NULL: nothing is hashed */
	int32_t status;             /* why the search ended early */
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
	if (extra->hasher)
		file_hasher_destroy(extra->hasher);
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
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
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

/* The index of the key in the table, or of the free place for it. */
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

	if (((extra->count + 1) * 2 > extra->room && !grow(extra)) ||
	    !make_key(extra, &key, path))
		extra->status = HASHLANE_NO_MEMORY;
	if (extra->status)
		return;
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

/* The algorithm to recognise a missing file by: that of its longest digest. */
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

/* Sort the traces of missing files; false: there are none. */
static bool prepare_traces(struct extra *extra)
{
	size_t count = 0;

	for (struct claim *at = extra->missing; at; at = at->next)
		count++;
	extra->set = calloc(1, sizeof(*extra->set));
	extra->traces = calloc(count + 1, sizeof(*extra->traces));
	if (!extra->set || !extra->traces) {
		extra->status = HASHLANE_NO_MEMORY;
		return false;
	}
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

/* The digest k of a file; NULL: it has none. */
static const uint8_t *digest_of(const struct extra *extra,
				const struct file_result *result, size_t k)
{
	return result->digests_valid >> k & 1 ?
		       result->digests + extra->set->algorithms[k].offset :
		       NULL;
}

/* Do all digests that the job computed match this missing file? */
static bool is_moved(const struct extra *extra, const struct claim *claim,
		     const struct file_result *result)
{
	for (; claim; claim = claim->same) {
		if (claim->size_known &&
		    claim->size_bytes != result->size_bytes)
			return false;
		for (size_t i = 0; i < claim->digest_count; i++) {
			const struct list_digest *listed = &claim->digests[i];
			size_t k = index_of(extra->set, &listed->spec);
			const uint8_t *digest;

			if (k == extra->set->count)
				continue;
			digest = digest_of(extra, result, k);
			if (!digest ||
			    extra->set->algorithms[k].digest_bytes !=
				    listed->byte_count ||
			    memcmp(digest, listed->bytes,
				   listed->byte_count) != 0)
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

/* A missing file with this content that was not found yet; NULL: none. */
static struct claim *find_moved(const struct extra *extra,
				const struct file_result *result)
{
	struct list_digest digest = { .byte_count = 0 };
	struct trace key = { .digest = &digest };

	for (key.index = 0; key.index < extra->set->count; key.index++) {
		const uint8_t *bytes = digest_of(extra, result, key.index);

		if (!bytes)
			continue;
		digest.byte_count =
			extra->set->algorithms[key.index].digest_bytes;
		memcpy(digest.bytes, bytes, digest.byte_count);
		for (size_t i = first_trace(extra, &key);
		     i < extra->trace_count &&
		     !compare_traces(&extra->traces[i], &key);
		     i++) {
			struct claim *claim = extra->traces[i].claim;

			if (claim->verdict == VERDICT_MISSING &&
			    is_moved(extra, claim, result))
				return claim;
		}
	}
	return NULL;
}

static void take_result(void *context, const struct file_result *result)
{
	struct check *check = context;
	struct claim *moved = NULL;

	if (!result->status)
		moved = find_moved(check->extra, result);
	if (moved) {
		moved->verdict = VERDICT_MOVED;
		check_report_name(check, VERDICT_MOVED, moved->name,
				  result->path);
	} else {
		check_report_name(check, VERDICT_EXTRA, result->path, NULL);
	}
}

static bool take_entry(void *context, const struct hashlane_walk_entry *entry)
{
	struct check *check = context;
	struct extra *extra = check->extra;
	char reason[REASON_BYTES_MAX];
	struct identity identity;
	struct key key;

	if (entry->status) {
		message_failure(check->cli, entry->path,
				message_reason(reason, entry->status,
					       entry->os_error));
		return true;
	}
	if (!make_key(extra, &key, entry->path)) {
		extra->status = HASHLANE_NO_MEMORY;
		return false;
	}
	if (extra->room && extra->used[find_key(extra, &key)])
		return !check_stopped(check);
	if (identity_read(&identity, entry->path) &&
	    identity_is_output(&identity))
		return !check_stopped(check);
	if (extra->hasher)
		file_hasher_add(extra->hasher, entry->path, 0);
	else
		check_report_name(check, VERDICT_EXTRA, entry->path, NULL);
	return !extra->status && !check_stopped(check);
}

static void start_hasher(struct check *check)
{
	const struct file_hasher_options options = {
		.cli = check->cli,
		.set = check->extra->set,
		.run = &check->options,
		.take = take_result,
		.context = check,
	};

	check->extra->hasher = file_hasher_create(&options);
	if (!check->extra->hasher)
		check->extra->status = HASHLANE_NO_MEMORY;
	/* How much there is to hash is not known in advance. */
	run_state_expect_none(check->cli->run);
}

static void report_missing(struct check *check)
{
	for (struct claim *at = check->extra->missing; at; at = at->next)
		if (at->verdict == VERDICT_MISSING)
			check_report(check, at);
}

void extra_run(struct check *check)
{
	struct extra *extra = check->extra;
	char reason[REASON_BYTES_MAX];

	/* Hash files only if something is missing. */
	if (extra->missing && !check->ignore_missing && !extra->status &&
	    prepare_traces(extra))
		start_hasher(check);
	if (!extra->status)
		walk_files(check->extra_root, NULL, take_entry, check);
	if (extra->hasher)
		file_hasher_run(extra->hasher);
	output_flush(&check->cli->out);
	/* The search was interrupted: whether files moved is not known. */
	if (run_state_signal(check->cli->run))
		return;
	report_missing(check);
	if (extra->status && !check_stopped(check))
		message_failure(check->cli, "--extra",
				message_reason(reason, extra->status, 0));
}
