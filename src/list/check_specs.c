/* SPDX-License-Identifier: MIT */
/*
 * check_specs.c - the algorithms that a read needs for its claims. Some claims
 * have several forms, and all of them are computed in one read:
 *
 * - A digest called ED2K is of one of two forms, "red" and "blue".
 * - An ETag is the MD5 of a file; or, for an upload in parts, the MD5 of the
 *   parts' MD5 and behind it the number of parts, also if there is only one.
 * - A digest of which only the length is known has several candidates.
 */
#include "check_specs.h"

#include "check_guess.h"

#include <stdlib.h>
#include <string.h>

enum { MD5_BYTES = 16 };

size_t hln_check_specs_find(const struct hln_check_specs *specs, int32_t id,
			    uint64_t param)
{
	size_t i = 0;

	while (i < specs->count &&
	       (specs->specs[i].id != id || specs->specs[i].param != param))
		i++;
	return i;
}

static void add(struct hln_check_specs *specs, int32_t id, uint64_t param)
{
	if (hln_check_specs_find(specs, id, param) < specs->count ||
	    specs->count == HASHLANE_MAX_ALGORITHMS)
		return;
	specs->specs[specs->count++] = (struct hashlane_algorithm_spec){
		.id = id,
		.param = param,
	};
}

uint64_t hln_check_specs_bytes(const struct hln_check_read *read)
{
	uint64_t bytes = 0;

	if (!read->range_count)
		return read->entry->size_hint;
	for (size_t i = 0; i < read->range_count; i++)
		bytes += read->ranges[i].length;
	return bytes;
}

uint64_t hln_check_specs_etag_count(const struct hln_check_claim *claim)
{
	uint64_t count = 0;

	for (size_t i = MD5_BYTES; i < claim->digest_bytes; i++)
		count = count << 8 | claim->digest[i];
	return count;
}

bool hln_check_specs_need_size(const struct hln_check_entry *entry)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];

		if (claim->spec_count == 1 && !claim->part_bytes &&
		    claim->specs->id == HASHLANE_HASH_S3_ETAG &&
		    !claim->specs->param &&
		    hln_check_specs_etag_count(claim) > 1)
			return true;
	}
	return false;
}

static void add_etag(struct hln_check_specs *specs,
		     const struct hln_check_claim *claim,
		     const struct hln_check_read *read)
{
	uint64_t count = hln_check_specs_etag_count(claim);
	uint64_t parts[HLN_CHECK_PARTS_MAX];
	size_t sizes;

	if (count <= 1) {
		add(specs, HASHLANE_HASH_MD5, 0);
	} else if (claim->specs->param) {
		add(specs, HASHLANE_HASH_S3_ETAG, claim->specs->param);
	} else {
		sizes = hln_check_guess_parts(
			parts, hln_check_specs_bytes(read), count);
		for (size_t i = 0; i < sizes; i++)
			add(specs, HASHLANE_HASH_S3_ETAG, parts[i]);
	}
}

static void add_spec(struct hln_check_specs *specs,
		     const struct hashlane_algorithm_spec *spec)
{
	add(specs, spec->id, spec->param);
	if (spec->id == HASHLANE_HASH_ED2K)
		add(specs, HASHLANE_HASH_ED2K_BLUE, 0);
}

uint64_t hln_check_specs_tries(const struct hln_check_claim *claim)
{
	const struct hln_check_group *group = claim->group;
	uint64_t all = UINT64_MAX >> (64 - group->count);

	/* It was read before: now the others. */
	if (claim->tried)
		return all & ~claim->tried;
	return hln_check_guess_waits(group) || claim->read->entry->is_stream ?
		       all :
		       group->alive;
}

static void add_claim(struct hln_check_specs *specs,
		      const struct hln_check_claim *claim,
		      const struct hln_check_read *read)
{
	if (claim->group) {
		uint64_t tries = hln_check_specs_tries(claim);

		for (size_t i = 0; i < claim->spec_count; i++)
			if (tries >> i & 1)
				add_spec(specs, &claim->specs[i]);
	} else if (claim->spec_count != 1) {
		return;
	} else if (claim->specs->id == HASHLANE_HASH_S3_ETAG &&
		   !claim->part_bytes) {
		add_etag(specs, claim, read);
	} else {
		add_spec(specs, claim->specs);
	}
	specs->parts |= claim->part_bytes != 0;
}

/*
 * The candidates of a group by which another file is recognised. As long as no
 * file has settled it, those that a file cannot be made to fit.
 */
static uint64_t portable_candidates(const struct hln_check_group *group)
{
	if (group->settled)
		return group->alive;
	return group->digest_bytes < MD5_BYTES ? 0 :
						 group->alive & group->trusted;
}

bool hln_check_specs_is_portable(const struct hln_check_claim *claim)
{
	if (!claim->digest || claim->part_bytes || !claim->read ||
	    claim->read->range_count)
		return false;
	if (claim->group)
		return portable_candidates(claim->group);
	return claim->spec_count == 1 &&
	       (claim->specs->id != HASHLANE_HASH_S3_ETAG ||
		claim->specs->param || hln_check_specs_etag_count(claim) <= 1);
}

bool hln_check_specs_add_portable(struct hln_check_specs *specs,
				  const struct hln_check_claim *claim)
{
	struct hln_check_specs more = *specs;

	/* An algorithm may need two. */
	if (more.count + 2 * claim->spec_count > HASHLANE_MAX_ALGORITHMS)
		return false;
	if (claim->group) {
		uint64_t candidates = portable_candidates(claim->group);

		for (size_t i = 0; i < claim->spec_count; i++)
			if (candidates >> i & 1)
				add_spec(&more, &claim->specs[i]);
	} else if (claim->specs->id == HASHLANE_HASH_S3_ETAG) {
		add_etag(&more, claim, NULL);
	} else {
		add_spec(&more, claim->specs);
	}
	*specs = more;
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct hashlane_algorithm_spec *a = left, *b = right;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->param > b->param) - (a->param < b->param);
}

bool hln_check_specs_has(const struct hln_check_read *read,
			 const struct hln_check_claim *claim)
{
	return claim->read &&
	       (claim->read == read ||
		(!read->range_count && !claim->read->range_count));
}

void hln_check_specs_collect(struct hln_check_specs *specs,
			     const struct hln_check_read *read)
{
	const struct hln_check_entry *entry = read->entry;

	if (read->probe) {
		*specs = *read->probe->specs;
		return;
	}
	specs->count = 0;
	specs->parts = false;
	for (; entry; entry = read->range_count ? NULL : entry->same)
		for (size_t i = 0; i < entry->claim_count; i++) {
			const struct hln_check_claim *claim =
				&entry->claims[i];

			if (hln_check_specs_has(read, claim) &&
			    claim->outcome == HLN_CHECK_PENDING)
				add_claim(specs, claim, read);
		}
	/* Nothing can be compared, but whether the file can be read counts. */
	if (!specs->count)
		add(specs, HASHLANE_HASH_CRC32, 0);
	qsort(specs->specs, specs->count, sizeof(specs->specs[0]), compare);
}

bool hln_check_specs_equal(const struct hln_check_specs *a,
			   const struct hln_check_specs *b)
{
	return a->count == b->count && a->parts == b->parts &&
	       !memcmp(a->specs, b->specs, a->count * sizeof(a->specs[0]));
}
