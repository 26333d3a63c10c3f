/* SPDX-License-Identifier: MIT */
/*
 * list_compare.c - whether a list that was edited is still read as it was.
 *
 * A line is read by the format of the whole list, which all of its lines
 * decide, and by headers and comments before it. So a new line may change what
 * another one means, and may itself be read as something else. Both lists are
 * read side by side: an entry of the new one stands in a range that was copied
 * from the old one, or it is new.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "list_compare.h"

#include "list_source.h"

#include <string.h>

static const char read_otherwise[] = "lines of it would be read in another "
				     "way";
static const char not_held[] = "new lines would not be read as what they are";
static const char not_read[] = "it cannot be read again";

/* FNV-1a. */
static uint64_t add_hash(uint64_t hash, const void *data, size_t bytes)
{
	const unsigned char *at = data;

	for (size_t i = 0; i < bytes; i++)
		hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
	return hash;
}

void list_tally_add(struct list_tally *tally, const char *name, int32_t id,
		    const uint8_t *digest, size_t bytes)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	hash = add_hash(hash, name, strlen(name) + 1);
	hash = add_hash(hash, &id, sizeof(id));
	hash = add_hash(hash, digest, bytes);
	tally->count++;
	tally->sum += hash ^ hash >> 32;
}

/* One of the two lists. */
struct side {
	struct list_source source;
	hashlane_list list;
	struct hashlane_list_entry entry;
	int32_t status; /* of the last call */
};

static bool open_side(struct side *side,
		      const struct list_comparison *comparison, int fd)
{
	const char *slash = strrchr(comparison->path, '/');

	side->entry.struct_size = sizeof(side->entry);
	if (!list_source_open(&side->source, comparison->path,
			      comparison->given, 0))
		return false;
	side->source.input = (struct hashlane_input){
		.kind = HASHLANE_INPUT_DESCRIPTOR,
		.descriptor = fd,
	};
	side->source.options.name = slash ? slash + 1 : comparison->path;
	return !hashlane_list_open(&side->list, &side->source.input,
				   sizeof(side->source.input),
				   &side->source.options, NULL);
}

static bool next(struct side *side)
{
	side->status = hashlane_list_next(&side->entry, side->list);
	return !side->status;
}

static void close_side(struct side *side)
{
	if (side->list)
		(void)hashlane_list_close(side->list);
	list_source_close(&side->source);
}

/* Where a byte of the new list comes from. False: it is new. */
static bool find_origin(uint64_t *old, const struct list_edit *edit,
			uint64_t made)
{
	size_t low = 0, high = edit->copy_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct list_copy *copy = &edit->copies[middle];

		if (made < copy->to) {
			high = middle;
		} else if (made >= copy->to + copy->bytes) {
			low = middle + 1;
		} else {
			*old = copy->from + (made - copy->to);
			return true;
		}
	}
	return false;
}

/* Was a line of the old list removed or replaced? */
static bool is_cut(const struct list_edit *edit, uint64_t old)
{
	size_t low = 0, high = edit->cut_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct line_span *span = &edit->cuts[middle].span;

		if (old < span->start)
			high = middle;
		else if (old >= span->end)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

static bool equal_claims(const struct hashlane_list_claim *a,
			 const struct hashlane_list_claim *b)
{
	return a->spec_count == b->spec_count &&
	       (!a->spec_count ||
		!memcmp(a->specs, b->specs,
			a->spec_count * sizeof(*a->specs))) &&
	       !a->digest == !b->digest &&
	       a->digest_bytes == b->digest_bytes &&
	       (!a->digest || !memcmp(a->digest, b->digest, a->digest_bytes));
}

static bool equal_entries(const struct hashlane_list_entry *a,
			  const struct hashlane_list_entry *b)
{
	if (a->status != b->status || a->format != b->format ||
	    a->flags != b->flags || a->raw_bytes != b->raw_bytes ||
	    a->name_bytes != b->name_bytes ||
	    a->claim_count != b->claim_count ||
	    (a->name_bytes && memcmp(a->name, b->name, a->name_bytes) != 0))
		return false;
	for (size_t i = 0; i < a->claim_count; i++)
		if (!equal_claims(&a->claims[i], &b->claims[i]))
			return false;
	return true;
}

/* Go on to the old entry at an offset, over lines that were cut. */
static bool find_old(struct side *old, const struct list_edit *edit,
		     uint64_t offset)
{
	while (next(old)) {
		if (old->entry.raw_offset == offset)
			return true;
		if (!is_cut(edit, old->entry.raw_offset))
			return false;
	}
	return false;
}

/* Count what a new line says. False: it is no entry. */
static bool tally_new(struct list_tally *tally,
		      const struct hashlane_list_entry *entry)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hashlane_list_claim *claim = &entry->claims[i];

		if (!claim->spec_count || !claim->digest)
			return false;
		list_tally_add(tally, entry->name, claim->specs[0].id,
			       claim->digest, claim->digest_bytes);
	}
	return !entry->status;
}

static const char *compare_sides(struct side *old, struct side *made,
				 const struct list_comparison *comparison)
{
	struct list_tally tally = { .count = 0 };
	uint64_t offset;

	while (next(made)) {
		if (!find_origin(&offset, comparison->edit,
				 made->entry.raw_offset)) {
			if (!tally_new(&tally, &made->entry))
				return not_held;
		} else if (!find_old(old, comparison->edit, offset) ||
			   !equal_entries(&old->entry, &made->entry)) {
			return read_otherwise;
		}
	}
	if (made->status != HASHLANE_END)
		return not_read;
	while (next(old))
		if (!is_cut(comparison->edit, old->entry.raw_offset))
			return read_otherwise;
	if (tally.count != comparison->news->count ||
	    tally.sum != comparison->news->sum)
		return not_held;
	return old->status == HASHLANE_END ? NULL : not_read;
}

const char *list_compare(const struct list_comparison *comparison)
{
	struct side old = { .list = 0 }, made = { .list = 0 };
	const char *reason = not_read;

	if (open_side(&old, comparison, comparison->edit->old) &&
	    open_side(&made, comparison, comparison->made))
		reason = compare_sides(&old, &made, comparison);
	close_side(&old);
	close_side(&made);
	return reason;
}
