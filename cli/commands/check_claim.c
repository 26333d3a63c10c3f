/* SPDX-License-Identifier: MIT */
/* check_claim.c - what a list says of one file, and the verdict about it. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "check_claim.h"

#include "../terminal/message.h"
#include "guessed_algorithm.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DETAIL_BYTES_MAX = 512 };

static const struct hashlane_algorithm_spec blue = {
	.id = HASHLANE_HASH_ED2K_BLUE,
};

static size_t parts_bytes(const struct list_entry *entry)
{
	size_t bytes = 0;

	for (size_t i = 0; i < entry->part_count; i++)
		bytes += entry->parts[i].count * entry->parts[i].digest_bytes;
	return bytes;
}

/* Copy the digests of the parts to `at`. */
static void copy_parts(struct claim *claim, const struct list_entry *entry,
		       uint8_t *at)
{
	for (size_t i = 0; i < entry->part_count; i++) {
		size_t bytes = entry->parts[i].count *
			       entry->parts[i].digest_bytes;

		claim->parts[i] = entry->parts[i];
		claim->parts[i].digests = at;
		if (bytes)
			memcpy(at, entry->parts[i].digests, bytes);
		at += bytes;
	}
}

struct claim *claim_create(const struct list_entry *entry, const char *list,
			   const char *path)
{
	size_t digests = entry->digest_count * sizeof(*entry->digests);
	size_t parts = entry->part_count * sizeof(*entry->parts);
	size_t name = strlen(entry->name) + 1;
	size_t path_bytes = path ? strlen(path) + 1 : 0;
	size_t bytes = sizeof(struct claim) + digests + parts + name +
		       path_bytes + parts_bytes(entry);
	struct claim *claim = calloc(1, bytes);
	char *at = (char *)(claim + 1);

	if (!claim)
		return NULL;
	claim->memory_bytes = bytes;
	claim->list = list;
	claim->line = entry->line;
	claim->offset = entry->offset;
	claim->is_range = entry->is_range;
	claim->size_known = entry->size_known;
	claim->size_bytes = entry->size_bytes;
	claim->digest_count = entry->digest_count;
	claim->digests = memcpy(at, entry->digests, digests);
	claim->part_count = entry->part_count;
	claim->parts = (struct list_parts *)(void *)(at + digests);
	at += digests + parts;
	copy_parts(claim, entry, (uint8_t *)at);
	at += parts_bytes(entry);
	claim->name = memcpy(at, entry->name, name);
	claim->path = path ? memcpy(at + name, path, path_bytes) : claim->name;
	claim->last = claim;
	claim->set_size = entry->digest_count + entry->part_count;
	return claim;
}

struct claim *claim_create_malformed(const char *list, uint64_t line,
				     const char *reason)
{
	struct claim *claim = calloc(1, sizeof(*claim));

	if (!claim)
		return NULL;
	claim->memory_bytes = sizeof(*claim) + DETAIL_BYTES_MAX;
	claim->list = list;
	claim->line = line;
	claim->is_malformed = true;
	claim->done = true;
	claim->last = claim;
	claim_explain(claim, "%s", reason);
	return claim;
}

void claim_destroy(struct claim *claim)
{
	while (claim) {
		struct claim *same = claim->same;

		free(claim->detail);
		free(claim->ranges);
		free(claim);
		claim = same;
	}
}

static size_t find_spec(const struct hashlane_algorithm_spec *specs,
			size_t count,
			const struct hashlane_algorithm_spec *spec)
{
	size_t i = 0;

	while (i < count &&
	       (specs[i].id != spec->id || specs[i].param != spec->param))
		i++;
	return i;
}

static int32_t add_spec(struct hashlane_algorithm_spec *specs, size_t *count,
			const struct hashlane_algorithm_spec *spec)
{
	if (find_spec(specs, *count, spec) < *count)
		return HASHLANE_OK;
	if (*count == HASHLANE_MAX_ALGORITHMS)
		return HASHLANE_ARGUMENT;
	specs[(*count)++] = *spec;
	return HASHLANE_OK;
}

int32_t claim_add_specs(const struct claim *claim,
			struct hashlane_algorithm_spec *specs, size_t *count)
{
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < claim->digest_count && !status; i++) {
		status = add_spec(specs, count, &claim->digests[i].spec);
		/* A digest called ED2K may be of either form. */
		if (!status && claim->digests[i].spec.id == HASHLANE_HASH_ED2K)
			status = add_spec(specs, count, &blue);
	}
	for (size_t i = 0; i < claim->part_count && !status; i++)
		status = add_spec(specs, count, &claim->parts[i].spec);
	return status;
}

void claim_explain(struct claim *claim, const char *format, ...)
{
	char *detail = malloc(DETAIL_BYTES_MAX);
	va_list arguments;

	if (!detail)
		return;
	va_start(arguments, format);
	/* A false alarm of version 14 that comes with several files at once. */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	vsnprintf(detail, DETAIL_BYTES_MAX, format, arguments);
	va_end(arguments);
	free(claim->detail);
	claim->detail = detail;
}

/* Add an algorithm to the text behind the verdict. */
static void add_algorithm(struct claim *claim, const char *name, bool is_first)
{
	char *before = claim->detail;

	claim->detail = NULL;
	if (before)
		claim_explain(claim, "%s%s %s", before, is_first ? ";" : ",",
			      name);
	else
		claim_explain(claim, "%s", name);
	free(before);
}

static bool add_range(struct claim *claim, uint64_t offset, uint64_t bytes,
		      const char *algorithm)
{
	struct bad_range *last = NULL, *more;

	if (claim->range_count)
		last = &claim->ranges[claim->range_count - 1];
	if (last && last->algorithm == algorithm &&
	    last->offset + last->bytes == offset) {
		last->bytes += bytes;
		return true;
	}
	if (!claim->ranges || claim->range_count == claim->range_room) {
		size_t room = claim->range_room * 2 + 4;

		more = realloc(claim->ranges, room * sizeof(*more));
		if (!more)
			return false;
		claim->ranges = more;
		claim->range_room = room;
	}
	claim->ranges[claim->range_count++] =
		(struct bad_range){ offset, bytes, algorithm };
	return true;
}

/* Collect the parts that both the list and the file have and that differ. */
static void compare_parts(struct claim *claim, const struct list_parts *listed,
			  const struct hashlane_parts *found, uint64_t size)
{
	const char *algorithm = hashlane_algorithm_get_name(listed->spec.id);
	size_t bytes = found->digest_bytes < listed->digest_bytes ?
			       found->digest_bytes :
			       listed->digest_bytes;

	if (listed->part_bytes != found->part_bytes)
		return;
	for (size_t i = 0; i < found->count; i++) {
		uint64_t offset = i * found->part_bytes, left;

		if (offset >= size)
			break;
		left = size - offset;
		if (left > found->part_bytes)
			left = found->part_bytes;
		if (i < listed->count &&
		    !memcmp(found->digests + i * found->digest_bytes,
			    listed->digests + i * listed->digest_bytes, bytes))
			continue;
		if (!add_range(claim, offset, left, algorithm))
			break;
	}
}

static void judge_parts(struct claim *claim,
			const struct hashlane_results *results, uint32_t row,
			uint64_t size,
			const struct hashlane_algorithm_spec *specs,
			size_t spec_count)
{
	for (size_t i = 0; i < claim->part_count; i++) {
		struct hashlane_parts parts = { .struct_size = sizeof(parts) };
		size_t k = find_spec(specs, spec_count, &claim->parts[i].spec);

		if (!hashlane_results_get_parts(&parts, results, row, k))
			compare_parts(claim, &claim->parts[i], &parts, size);
	}
	if (claim->range_count)
		claim->verdict = VERDICT_FAILED;
}

static bool is_digest(const struct list_digest *listed,
		      const struct hashlane_results *results, uint32_t row,
		      size_t index)
{
	const uint8_t *digest;
	size_t bytes;

	return !hashlane_results_get_digest(&digest, &bytes, results, row,
					    index) &&
	       bytes == listed->byte_count &&
	       !memcmp(digest, listed->bytes, bytes);
}

static void judge_digests(struct claim *claim,
			  const struct hashlane_results *results, uint32_t row,
			  const struct hashlane_algorithm_spec *specs,
			  size_t spec_count)
{
	char name[ALGORITHM_TEXT_MAX];
	bool is_first = true;

	for (size_t i = 0; i < claim->digest_count; i++) {
		const struct list_digest *listed = &claim->digests[i];
		size_t k = find_spec(specs, spec_count, &listed->spec);
		bool good = is_digest(listed, results, row, k);

		if (listed->spec.id == HASHLANE_HASH_ED2K) {
			size_t b = find_spec(specs, spec_count, &blue);
			bool is_blue = is_digest(listed, results, row, b);

			if (good != is_blue)
				claim->color = good ? "red" : "blue";
			good |= is_blue;
		}
		if (good)
			continue;
		claim->verdict = VERDICT_FAILED;
		if (!hashlane_algorithm_format(name, sizeof(name), NULL,
					       &listed->spec))
			add_algorithm(claim, name, is_first);
		is_first = false;
	}
}

static void judge_failure(struct claim *claim, const struct hashlane_row *row)
{
	char reason[REASON_BYTES_MAX];
	struct stat st;

	claim->os_error = row->os_error;
	if (row->status == HASHLANE_CHANGED && claim->is_range &&
	    !stat(claim->path, &st) &&
	    (uint64_t)st.st_size < claim->offset + claim->size_bytes) {
		claim->verdict = VERDICT_FAILED;
		claim_explain(claim, "the file ends at %" PRIu64,
			      (uint64_t)st.st_size);
		return;
	}
	if (row->status == HASHLANE_NOT_FOUND || row->os_error == ENOTDIR) {
		claim->verdict = VERDICT_MISSING;
		return;
	}
	if (row->status == HASHLANE_CHANGED) {
		claim->verdict = VERDICT_CHANGED;
		return;
	}
	claim->verdict = VERDICT_UNREADABLE;
	if (row->status == HASHLANE_NOT_REGULAR && !stat(claim->path, &st) &&
	    S_ISDIR(st.st_mode)) {
		claim->os_error = EISDIR;
		claim_explain(claim, "is a directory");
		return;
	}
	claim_explain(claim, "%s",
		      message_reason(reason, row->status, row->os_error));
}

void claim_judge(struct claim *claim, const struct hashlane_results *results,
		 uint32_t row, const struct hashlane_algorithm_spec *specs,
		 size_t spec_count)
{
	struct hashlane_row found = { .struct_size = sizeof(found) };

	claim->done = true;
	(void)hashlane_results_get_row(&found, results, row);
	if (found.status) {
		judge_failure(claim, &found);
		return;
	}
	claim->verdict = VERDICT_OK;
	if (claim->size_known && claim->size_bytes != found.size_bytes) {
		claim->verdict = VERDICT_FAILED;
		claim_explain(claim,
			      "has %" PRIu64 " bytes instead of %" PRIu64,
			      found.size_bytes, claim->size_bytes);
	}
	judge_digests(claim, results, row, specs, spec_count);
	judge_parts(claim, results, row, found.size_bytes, specs, spec_count);
}

void claim_judge_guess(const struct check *check, struct claim *claim)
{
	struct hashlane_algorithm_spec spec = { 0 };
	char text[DETAIL_BYTES_MAX];

	if (claim->verdict != VERDICT_FAILED || claim->digest_count != 1 ||
	    !claim->digests->guessed)
		return;
	switch (guessed_algorithm_retry(&spec, claim->digests, claim->path,
					check->options.isa, check->cli)) {
	case GUESS_FITS:
		claim->verdict = VERDICT_OK;
		claim_explain(claim, "%s",
			      hashlane_algorithm_get_name(spec.id));
		break;
	case GUESS_CHECKSUM:
		guessed_algorithm_explain(text, sizeof(text), claim->digests,
					  &spec);
		claim->verdict = VERDICT_UNREADABLE;
		claim_explain(claim, "%s", text);
		break;
	case GUESS_NONE:
		break;
	}
}
