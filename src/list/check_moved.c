/* SPDX-License-Identifier: MIT */
/*
 * check_moved.c - missing files, and which other file has the content of one.
 *
 * A missing file is found by its best digest: of the strongest algorithm, and
 * of these the longest one. Then all its claims are compared. Files are hashed
 * with the algorithms of all these claims, those of the best digests first, as
 * far as one read can have them.
 *
 * A checksum of at most 64 bits fits other files by chance. It shows that a
 * file has moved only if the list has its size as well, or if no other missing
 * file has this digest.
 */
#include "check_moved.h"

#include "check_judge.h"

#include <stdlib.h>
#include <string.h>

enum { MD5_BYTES = 16, WEAK_BYTES = 8 };

void hln_check_moved_init(struct hln_check_moved *moved)
{
	*moved = (struct hln_check_moved){ .all_sized = true };
	moved->end = &moved->first;
}

void hln_check_moved_end(struct hln_check_moved *moved)
{
	for (size_t i = moved->next; moved->heads && i < moved->count; i++)
		hln_check_entry_destroy(moved->heads[i]);
	while (moved->first) {
		struct hln_check_entry *entry = moved->first;

		moved->first = entry->next;
		hln_check_entry_destroy(entry);
	}
	free(moved->heads);
	free(moved->traces);
	free(moved->sizes);
}

void hln_check_moved_add(struct hln_check_moved *moved,
			 struct hln_check_entry *entry)
{
	entry->next = NULL;
	*moved->end = entry;
	moved->end = &entry->next;
	moved->count++;
}

/* A missing file and its place, to find entries of the same path. */
struct named {
	const char *path;
	size_t index;
};

static int compare_names(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int order = strcmp(a->path, b->path);

	return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Append the entries of a file to those of the same one. */
static void join(struct hln_check_entry *head, struct hln_check_entry *entry)
{
	head->last->same = entry;
	head->last = entry->last;
	head->joined += 1 + entry->joined;
}

/* Lists that are far apart may name the same file. */
static void join_all(struct hln_check_moved *moved, struct named *names,
		     size_t count)
{
	size_t head = 0;

	qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(names[head].path, names[i].path) != 0) {
			head = i;
			continue;
		}
		join(moved->heads[names[head].index],
		     moved->heads[names[i].index]);
		moved->heads[names[i].index] = NULL;
	}
}

/* The bytes by which a digest is found. */
static size_t trace_bytes(const struct hln_check_claim *claim)
{
	if (claim->specs->id != HASHLANE_HASH_S3_ETAG || claim->group)
		return claim->digest_bytes;
	/* Of no parts: it is the MD5. Of one part: the MD5 of that. */
	if (!hln_check_specs_etag_count(claim))
		return MD5_BYTES;
	return hln_check_specs_etag_count(claim) > 1 ? claim->digest_bytes : 0;
}

static const struct hln_check_claim *
better(const struct hln_check_claim *best, const struct hln_check_claim *claim)
{
	int32_t strength = hln_check_judge_strength(claim->specs->id);
	int32_t best_strength;

	if (!hln_check_specs_is_portable(claim) || !trace_bytes(claim))
		return best;
	if (!best)
		return claim;
	best_strength = hln_check_judge_strength(best->specs->id);
	if (strength != best_strength)
		return strength > best_strength ? claim : best;
	return claim->digest_bytes > best->digest_bytes ? claim : best;
}

/* The digest to recognise a missing file by; NULL: none. */
static const struct hln_check_claim *
best_claim(const struct hln_check_entry *entry)
{
	const struct hln_check_claim *best = NULL;

	/* "-" is no file. */
	if (entry->is_dash)
		return NULL;
	for (; entry; entry = entry->same)
		for (size_t i = 0; i < entry->claim_count; i++)
			best = better(best, &entry->claims[i]);
	return best;
}

/* Of a digest; the entry that has it may go before. */
static struct hln_check_trace make_trace(const uint8_t *digest, size_t bytes,
					 size_t index)
{
	struct hln_check_trace made = { .bytes = bytes, .index = index };

	memcpy(made.digest, digest,
	       bytes < sizeof(made.digest) ? bytes : sizeof(made.digest));
	return made;
}

static int compare_traces(const void *left, const void *right)
{
	const struct hln_check_trace *a = left, *b = right;

	if (a->bytes != b->bytes)
		return a->bytes < b->bytes ? -1 : 1;
	return memcmp(a->digest, b->digest, sizeof(a->digest));
}

static int compare_places(const void *left, const void *right)
{
	const struct hln_check_trace *a = left, *b = right;
	int order = compare_traces(a, b);

	return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int compare_sizes(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static uint64_t size_of(const struct hln_check_entry *entry)
{
	while (entry && entry->size_expected == UINT64_MAX)
		entry = entry->same;
	return entry ? entry->size_expected : UINT64_MAX;
}

static void trace(struct hln_check_moved *moved, size_t index)
{
	const struct hln_check_entry *head = moved->heads[index];
	const struct hln_check_claim *best = best_claim(head);
	size_t at = moved->trace_count;

	if (!best || !hln_check_specs_add_portable(&moved->specs, best))
		return;
	moved->traces[at] = make_trace(best->digest, trace_bytes(best), index);
	moved->sizes[at] = size_of(head);
	moved->all_sized &= moved->sizes[at] != UINT64_MAX;
	moved->trace_count++;
}

/* Add the other claims of the missing file. */
static void add_others(struct hln_check_moved *moved)
{
	for (size_t i = 0; i < moved->trace_count; i++) {
		const struct hln_check_entry *entry =
			moved->heads[moved->traces[i].index];

		for (; entry; entry = entry->same)
			for (size_t k = 0; k < entry->claim_count; k++)
				if (hln_check_specs_is_portable(
					    &entry->claims[k]))
					(void)hln_check_specs_add_portable(
						&moved->specs,
						&entry->claims[k]);
	}
}

int32_t hln_check_moved_prepare(struct hln_check_moved *moved, bool searches)
{
	size_t count = moved->count, at = 0;
	struct named *names;
	bool has_room;

	if (!count)
		return HASHLANE_OK;
	names = malloc(count * sizeof(*names));
	if (!names)
		return HASHLANE_NO_MEMORY;
	if (!moved->traces)
		moved->traces = calloc(count, sizeof(*moved->traces));
	if (!moved->sizes)
		moved->sizes = malloc(count * sizeof(*moved->sizes));
	has_room = moved->traces && moved->sizes;
	if (has_room)
		moved->heads = calloc(count, sizeof(struct hln_check_entry *));
	if (!has_room || !moved->heads) {
		free(names);
		return HASHLANE_NO_MEMORY;
	}
	for (struct hln_check_entry *entry = moved->first; entry;
	     entry = entry->next) {
		names[at] = (struct named){ entry->path, at };
		moved->heads[at++] = entry;
	}
	moved->first = NULL;
	moved->end = &moved->first;
	join_all(moved, names, at);
	free(names);
	for (size_t i = 0; i < count && searches; i++)
		if (moved->heads[i])
			trace(moved, i);
	add_others(moved);
	moved->open = moved->trace_count;
	qsort(moved->traces, moved->trace_count, sizeof(*moved->traces),
	      compare_places);
	qsort(moved->sizes, moved->trace_count, sizeof(*moved->sizes),
	      compare_sizes);
	return HASHLANE_OK;
}

bool hln_check_moved_wants(const struct hln_check_moved *moved,
			   uint64_t size_bytes)
{
	return moved->open &&
	       (!moved->all_sized ||
		bsearch(&size_bytes, moved->sizes, moved->trace_count,
			sizeof(*moved->sizes), compare_sizes));
}

/* The first trace that is not below this one. */
static size_t first_trace(const struct hln_check_moved *moved,
			  const struct hln_check_trace *key)
{
	size_t low = 0, high = moved->trace_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_traces(&moved->traces[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Is trace i of the same digest as `key`? */
static bool equals(const struct hln_check_moved *moved, size_t i,
		   const struct hln_check_trace *key)
{
	return i < moved->trace_count &&
	       !compare_traces(&moved->traces[i], key);
}

/* Does it need more than a checksum that others may have as well? */
static bool is_doubtful(const struct hln_check_moved *moved, size_t first,
			const struct hln_check_trace *key,
			const struct hln_check_fitting *fit)
{
	return fit->strength <= HASHLANE_STRENGTH_CHECKSUM &&
	       fit->digest_bytes <= WEAK_BYTES && !fit->by_size &&
	       equals(moved, first + 1, key);
}

/* The missing file of one digest; the index of its trace, or the count. */
static size_t find_trace(const struct hln_check_moved *moved,
			 const struct hln_check_trace *key,
			 const struct hln_check_probe *probe)
{
	size_t first = first_trace(moved, key), i = first;

	if (!equals(moved, first, key))
		return moved->trace_count;
	while (equals(moved, first + moved->traces[first].skip, key) &&
	       !moved->heads[moved->traces[first + moved->traces[first].skip]
				     .index])
		moved->traces[first].skip++;
	for (i += moved->traces[first].skip; equals(moved, i, key); i++) {
		struct hln_check_entry *head =
			moved->heads[moved->traces[i].index];
		struct hln_check_fitting fit;

		if (head && hln_check_judge_moved(head, probe, &fit) &&
		    !is_doubtful(moved, first, key, &fit))
			return i;
	}
	return moved->trace_count;
}

struct hln_check_entry *
hln_check_moved_find(struct hln_check_moved *moved,
		     const struct hln_check_probe *probe)
{
	size_t best = moved->count;
	struct hln_check_entry *head;

	for (size_t i = 0; i < moved->specs.count && moved->open; i++) {
		const struct hln_check_probed *probed = &probe->digests[i];
		const struct hln_check_trace key =
			make_trace(probed->digest, probed->bytes, 0);
		size_t at = key.bytes ? find_trace(moved, &key, probe) :
					moved->trace_count;

		if (at < moved->trace_count && moved->traces[at].index < best)
			best = moved->traces[at].index;
	}
	if (best == moved->count)
		return NULL;
	head = moved->heads[best];
	moved->heads[best] = NULL;
	moved->open--;
	hln_check_judge_move(head, probe);
	return head;
}

struct hln_check_entry *hln_check_moved_take(struct hln_check_moved *moved)
{
	while (moved->heads && moved->next < moved->count) {
		struct hln_check_entry *head = moved->heads[moved->next++];

		if (head)
			return head;
	}
	return NULL;
}
