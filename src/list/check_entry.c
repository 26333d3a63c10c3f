/* SPDX-License-Identifier: MIT */
/* check_entry.c - a copy of an entry in one allocation. */
#include "check_entry.h"

#include "../base/bytes.h"
#include "check_guess.h"
#include "list_entry.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum {
	ONE_BYTES_MAX = 1 << 30, /* of a text or of the digests of a claim */
	RANGES_MAX = 1 << 20,
	PART_BYTES_MIN = 16, /* the shortest digest of a part */
	REASON_BYTES = 160
};

/*
 * Where the copy is laid out. The layout runs twice: without memory it only
 * measures, and returns NULL for every place.
 */
struct space {
	uint8_t *at;
	size_t used;
};

static void *take(struct space *space, size_t bytes, size_t alignment)
{
	uint8_t *at;

	space->used = (space->used + alignment - 1) / alignment * alignment;
	at = space->at ? space->at + space->used : NULL;
	space->used += bytes;
	return at;
}

static void *put(struct space *space, const void *data, size_t bytes,
		 size_t alignment)
{
	void *at = take(space, bytes, alignment);

	if (at && bytes)
		memcpy(at, data, bytes);
	return at;
}

static const char *put_text(struct space *space, const void *text,
			    size_t bytes)
{
	char *at = take(space, bytes + 1, 1);

	if (at) {
		if (bytes)
			memcpy(at, text, bytes);
		at[bytes] = 0;
	}
	return at;
}

/* The path of a name; a relative one is in the folder. */
static const char *put_path(struct space *space, const char *folder,
			    const char *name, size_t bytes)
{
	size_t before = folder && *name != '/' ? strlen(folder) : 0;
	bool slash = before && folder[before - 1] != '/';
	char *at = take(space, before + slash + bytes + 1, 1);

	if (!at)
		return NULL;
	if (before)
		memcpy(at, folder, before);
	if (slash)
		at[before] = '/';
	memcpy(at + before + slash, name, bytes);
	at[before + slash + bytes] = 0;
	return at;
}

static const struct hashlane_list_claim *
claim_at(const struct hashlane_list_entry *from,
	 const struct hln_check_copy *copy, size_t i)
{
	return (const void *)((const uint8_t *)from->claims +
			      i * copy->claim_bytes);
}

static bool bad_text(const void *text, size_t bytes)
{
	return bytes > ONE_BYTES_MAX || (bytes && !text);
}

static bool bad_name(const void *name, size_t bytes)
{
	return !name || bad_text(name, bytes) || memchr(name, 0, bytes);
}

static bool bad_digest(const struct hashlane_list_claim *claim)
{
	struct hashlane_algorithm_info info = {
		.struct_size = sizeof(info),
	};

	for (size_t i = 0; i < claim->spec_count; i++) {
		const struct hashlane_algorithm_spec *spec = &claim->specs[i];

		if (hashlane_algorithm_get_info(&info, spec->id) ||
		    spec->flags ||
		    (spec->param && (spec->param < info.param_min ||
				     spec->param > info.param_max)) ||
		    (!claim->part_bytes &&
		     claim->digest_bytes != info.digest_bytes))
			return true;
	}
	return claim->spec_count && !claim->digest && claim->digest_bytes;
}

static bool bad_claim(const struct hashlane_list_claim *claim)
{
	if (claim->spec_count > HASHLANE_MAX_ALGORITHMS ||
	    (claim->spec_count && !claim->specs) ||
	    (claim->part_bytes && claim->spec_count > 1) ||
	    bad_text(claim->tag, claim->tag_bytes) ||
	    bad_text(claim->text, claim->text_bytes) ||
	    claim->digest_bytes > ONE_BYTES_MAX || bad_digest(claim) ||
	    claim->range_count > RANGES_MAX ||
	    (claim->range_count && !claim->ranges))
		return true;
	for (size_t i = 0; i < claim->range_count; i++) {
		const struct hashlane_list_range *range = &claim->ranges[i];

		if ((range->name &&
		     bad_name(range->name, range->name_bytes)) ||
		    range->offset > INT64_MAX ||
		    range->length > INT64_MAX - range->offset)
			return true;
	}
	return false;
}

static bool bad_entry(const struct hashlane_list_entry *from,
		      const struct hln_check_copy *copy)
{
	if (bad_name(from->name, from->name_bytes) ||
	    from->claim_count > HLN_LIST_CLAIMS_MAX ||
	    (from->claim_count && !from->claims))
		return true;
	for (size_t i = 0; i < from->claim_count; i++)
		if (bad_claim(claim_at(from, copy, i)))
			return true;
	return false;
}

/* Do two claims digest the same bytes? */
static bool same_ranges(const struct hashlane_list_claim *a,
			const struct hashlane_list_claim *b)
{
	if (a->range_count != b->range_count)
		return false;
	for (size_t i = 0; i < a->range_count; i++) {
		const struct hashlane_list_range *left = &a->ranges[i];
		const struct hashlane_list_range *right = &b->ranges[i];

		if (left->offset != right->offset ||
		    left->length != right->length ||
		    !left->name != !right->name)
			return false;
		if (left->name &&
		    (left->name_bytes != right->name_bytes ||
		     memcmp(left->name, right->name, left->name_bytes) != 0))
			return false;
	}
	return true;
}

/* Can a read of the file verify the claim? */
static bool is_known(const struct hashlane_list_claim *claim)
{
	return claim->spec_count && (claim->digest || claim->part_bytes);
}

/* The first claim that has the read of this one. */
static size_t leader(const struct hashlane_list_entry *from,
		     const struct hln_check_copy *copy, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_known(claim_at(from, copy, k)) &&
		    same_ranges(claim_at(from, copy, k),
				claim_at(from, copy, i)))
			return k;
	return i;
}

static struct hln_check_range *
put_ranges(struct space *space, const struct hashlane_list_entry *from,
	   const struct hln_check_copy *copy,
	   const struct hashlane_list_claim *claim)
{
	size_t count = claim->range_count;
	struct hln_check_range *ranges = take(space, count * sizeof(*ranges),
					      alignof(struct hln_check_range));

	for (size_t i = 0; i < count; i++) {
		const struct hashlane_list_range *range = &claim->ranges[i];
		const char *path;

		if (range->name)
			path = put_path(space, copy->folder, range->name,
					range->name_bytes);
		else
			path = copy->path ?
				       put_text(space, copy->path,
						strlen(copy->path)) :
				       put_path(space, copy->folder,
						from->name, from->name_bytes);
		if (ranges)
			ranges[i] = (struct hln_check_range){
				.path = path,
				.offset = range->offset,
				.length = range->length,
			};
	}
	return ranges;
}

/*
 * The reads: that of the whole file is the first. A file that is said to be
 * empty is read, too: the size of a device, or of a file that the system makes
 * up, says nothing.
 */
static void put_reads(struct space *space, struct hln_check_entry *entry,
		      const struct hashlane_list_entry *from,
		      const struct hln_check_copy *copy)
{
	bool is_empty = !from->claim_count &&
			from->flags & HASHLANE_LIST_HAS_SIZE &&
			!from->size_bytes;
	size_t count = is_empty, at = 0;
	struct hln_check_read *reads;

	for (size_t i = 0; i < from->claim_count; i++)
		count += is_known(claim_at(from, copy, i)) &&
			 leader(from, copy, i) == i;
	reads = take(space, count * sizeof(*reads),
		     alignof(struct hln_check_read));
	for (size_t ranged = 0; ranged < 2; ranged++)
		for (size_t i = 0; i < from->claim_count; i++) {
			const struct hashlane_list_claim *claim =
				claim_at(from, copy, i);
			struct hln_check_range *ranges;

			if (!is_known(claim) || leader(from, copy, i) != i ||
			    (claim->range_count > 0) != ranged)
				continue;
			ranges = put_ranges(space, from, copy, claim);
			if (!entry)
				continue;
			reads[at] = (struct hln_check_read){
				.entry = entry,
				.ranges = ranges,
				.range_count = claim->range_count,
			};
			entry->claims[i].read = &reads[at++];
		}
	if (!entry)
		return;
	if (is_empty)
		reads[0] = (struct hln_check_read){ .entry = entry };
	entry->reads = reads;
	entry->read_count = count;
	for (size_t i = 0; i < from->claim_count; i++)
		if (is_known(claim_at(from, copy, i)))
			entry->claims[i].read =
				entry->claims[leader(from, copy, i)].read;
}

static size_t specs_needed(const struct hashlane_list_claim *claim)
{
	size_t count = claim->spec_count;

	for (size_t i = 0; i < claim->spec_count; i++) {
		if (claim->specs[i].id == HASHLANE_HASH_ED2K)
			count++;
		if (claim->specs[i].id == HASHLANE_HASH_S3_ETAG)
			count += HLN_CHECK_PARTS_MAX;
	}
	return count;
}

static void put_claim(struct space *space, struct hln_check_entry *entry,
		      struct hln_check_claim *to,
		      const struct hashlane_list_claim *claim)
{
	struct hln_check_claim copied = {
		.spec_count = claim->spec_count,
		.digest_bytes = claim->digest_bytes,
		.part_bytes = claim->part_bytes,
	};

	copied.specs = put(space, claim->specs,
			   claim->spec_count * sizeof(*claim->specs),
			   alignof(struct hashlane_algorithm_spec));
	if (claim->digest) {
		copied.digest = put(space, claim->digest, claim->digest_bytes,
				    1);
		copied.computed = take(
			space, claim->part_bytes ? 0 : claim->digest_bytes, 1);
	} else {
		copied.digest_bytes = 0;
	}
	copied.tag = put_text(space, claim->tag,
			      claim->tag ? claim->tag_bytes : 0);
	copied.text = put_text(space, claim->text,
			       claim->text ? claim->text_bytes : 0);
	if (!entry)
		return;
	entry->set_size += specs_needed(claim);
	*to = copied;
}

/* Of bad ranges: they are merged, so there is at most every other part. */
static size_t bad_room(const struct hashlane_list_entry *from,
		       const struct hln_check_copy *copy)
{
	size_t room = 0;

	for (size_t i = 0; i < from->claim_count; i++) {
		const struct hashlane_list_claim *claim = claim_at(from, copy,
								   i);

		if (claim->part_bytes)
			room += claim->digest_bytes / PART_BYTES_MIN / 2 + 2;
	}
	return room;
}

/* Lay out all that follows the entry; NULL: measure. */
static void lay_out(struct space *space, struct hln_check_entry *entry,
		    const struct hashlane_list_entry *from,
		    const struct hln_check_copy *copy)
{
	size_t room = bad_room(from, copy);
	struct hln_check_claim *claims;
	struct hashlane_verdict_range *bad;
	const char *name, *path, *undecoded = NULL;

	claims = take(space, from->claim_count * sizeof(*claims),
		      alignof(struct hln_check_claim));
	bad = take(space, room * sizeof(*bad),
		   alignof(struct hashlane_verdict_range));
	if (entry) {
		entry->claims = claims;
		entry->claim_count = from->claim_count;
		entry->bad = bad;
		entry->bad_room = room;
	}
	for (size_t i = 0; i < from->claim_count; i++)
		put_claim(space, entry, claims ? &claims[i] : NULL,
			  claim_at(from, copy, i));
	put_reads(space, entry, from, copy);
	name = put_text(space, from->name, from->name_bytes);
	path = copy->path ? put_text(space, copy->path, strlen(copy->path)) :
			    put_path(space, copy->folder, from->name,
				     from->name_bytes);
	if (copy->undecoded)
		undecoded = put_text(space, copy->undecoded,
				     strlen(copy->undecoded));
	if (entry) {
		entry->name = name;
		entry->undecoded = undecoded;
		entry->path = path;
	}
}

static struct hln_check_entry *allocate(size_t more)
{
	struct hln_check_entry *entry = malloc(sizeof(*entry) + more);

	if (!entry)
		return NULL;
	*entry = (struct hln_check_entry){
		.last = entry,
		.reason = "",
		.name = "",
		.path = "",
		.memory_bytes = sizeof(*entry) + more,
		.size_expected = UINT64_MAX,
		.size_found = UINT64_MAX,
		.size_hint = UINT64_MAX,
		.strongest = -1,
	};
	return entry;
}

/* A line that could not be read. */
static int32_t create_malformed(struct hln_check_entry **out,
				const struct hashlane_list_entry *from)
{
	const char *reason = from->reason ? from->reason : "";
	size_t bytes = strlen(reason);
	struct hln_check_entry *entry;
	struct space space = { 0 };

	if (bytes > REASON_BYTES)
		bytes = REASON_BYTES;
	entry = allocate(bytes + 1);
	if (!entry)
		return HASHLANE_NO_MEMORY;
	space.at = (uint8_t *)(entry + 1);
	entry->reason = put_text(&space, reason, bytes);
	entry->line = from->line;
	entry->format = from->format;
	hln_check_entry_judge(entry, HASHLANE_VERDICT_MALFORMED, from->status,
			      0);
	*out = entry;
	return HASHLANE_OK;
}

/* An entry with all candidates that its digests may have. */
struct wide_entry {
	struct hashlane_list_entry known;
	struct hashlane_list_claim claims[HLN_LIST_CLAIMS_MAX];
};

/* False: the entry has them all. */
static bool widen(struct wide_entry *out,
		  const struct hashlane_list_entry *from,
		  const struct hln_check_copy *copy)
{
	const struct hln_list_wide *wide = copy->wide ? copy->wide->wide :
							NULL;
	bool any = false;

	if (!wide || from->claims != copy->wide->claims)
		return false;
	for (size_t i = 0; i < from->claim_count; i++)
		any |= wide[i].count;
	if (!any)
		return false;
	out->known = *from;
	out->known.claims = out->claims;
	memcpy(out->claims, from->claims,
	       from->claim_count * sizeof(*from->claims));
	for (size_t i = 0; i < from->claim_count; i++) {
		if (!wide[i].count)
			continue;
		out->claims[i].specs = wide[i].specs;
		out->claims[i].spec_count = wide[i].count;
	}
	return true;
}

int32_t hln_check_entry_create(struct hln_check_entry **out,
			       const struct hashlane_list_entry *given,
			       const struct hln_check_copy *copy)
{
	const struct hashlane_list_entry *from = given;
	struct hln_check_entry *entry;
	struct space space = { 0 };
	struct wide_entry wide;

	if (from->status)
		return create_malformed(out, from);
	if (widen(&wide, given, copy))
		from = &wide.known;
	if (bad_entry(from, copy))
		return HASHLANE_ARGUMENT;
	lay_out(&space, NULL, from, copy);
	entry = allocate(space.used);
	if (!entry)
		return HASHLANE_NO_MEMORY;
	space = (struct space){ .at = (uint8_t *)(entry + 1) };
	lay_out(&space, entry, from, copy);
	entry->name_bytes = from->name_bytes;
	entry->line = from->line;
	entry->cookie = from->cookie;
	entry->section = from->section;
	entry->format = from->format;
	if (from->flags & HASHLANE_LIST_HAS_SIZE)
		entry->size_expected = from->size_bytes;
	for (size_t i = 0; from != given && i < from->claim_count; i++)
		if (copy->wide->wide[i].count)
			entry->claims[i].named = given->claims[i].spec_count;
	*out = entry;
	return HASHLANE_OK;
}

struct hln_check_entry *hln_check_entry_extra(const char *path)
{
	size_t bytes = strlen(path);
	struct hln_check_entry *entry = allocate(bytes + 1);
	struct space space = { 0 };

	if (!entry)
		return NULL;
	space.at = (uint8_t *)(entry + 1);
	entry->name = put_text(&space, path, bytes);
	entry->path = entry->name;
	entry->name_bytes = bytes;
	hln_check_entry_judge(entry, HASHLANE_VERDICT_EXTRA, HASHLANE_OK, 0);
	return entry;
}

void hln_check_entry_destroy(struct hln_check_entry *entry)
{
	while (entry) {
		struct hln_check_entry *same = entry->same;

		for (size_t i = 0; i < entry->claim_count; i++)
			if (entry->claims[i].group)
				hln_check_guess_release(
					entry->claims[i].group);
		free(entry->other);
		free(entry);
		entry = same;
	}
}

const char *hln_check_entry_path(const struct hln_check_entry *entry)
{
	return entry->other && entry->reading && !entry->is_hint ?
		       entry->other :
		       entry->path;
}

bool hln_check_entry_is_range(const struct hln_check_entry *entry)
{
	return entry->read_count == 1 && entry->reads->range_count == 1 &&
	       !strcmp(entry->reads->ranges->path, entry->path);
}

bool hln_check_entry_is_plain(const struct hln_check_entry *entry)
{
	return entry->read_count == 1 && !entry->reads->range_count &&
	       !entry->is_stream;
}

bool hln_check_entry_is_doubtful(const struct hln_check_entry *entry)
{
	return entry->differs || entry->is_hint || entry->names_error;
}

void hln_check_entry_judge(struct hln_check_entry *entry, int32_t verdict,
			   int32_t status, int32_t os_error)
{
	entry->stage = HLN_CHECK_JUDGED;
	entry->verdict = verdict;
	entry->status = status;
	entry->os_error = os_error;
}
