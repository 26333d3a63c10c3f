/* SPDX-License-Identifier: MIT */
/*
 * check_judge.c - compares the rows of jobs with entries, and sets verdicts.
 *
 * Rows come in any order: they only record which claims fit. The verdicts are
 * set in the order of the entries, since the algorithm of a digest of which
 * only the length is known depends on the entries before it.
 */
#include "check_judge.h"

#include "../base/bytes.h"
#include "../os/directory.h"
#include "../os/file.h"
#include "check_guess.h"

#include <errno.h>
#include <string.h>

enum { MD5_BYTES = 16, REPEATS_MAX = 2 };

/* A row of a job, or the digests that were kept of one. */
struct found {
	const struct hashlane_results *results; /* NULL: see probe */
	uint32_t row;
	const struct hln_check_probe *probe;
	uint64_t size_bytes;
	const struct hln_check_specs *specs;
};

/* The digest of an algorithm; NULL: the row has none. */
static const uint8_t *digest_of(const struct found *found, int32_t id,
				uint64_t param, size_t *bytes)
{
	size_t i = hln_check_specs_find(found->specs, id, param);
	const uint8_t *digest;

	if (i < found->specs->count && !found->results) {
		const struct hln_check_probed *probed =
			&found->probe->digests[i];

		*bytes = probed->bytes;
		return probed->bytes ? probed->digest : NULL;
	}
	if (i == found->specs->count ||
	    hashlane_results_get_digest(&digest, bytes, found->results,
					found->row, i))
		return NULL;
	return digest;
}

static void keep(struct hln_check_claim *claim, int32_t id, uint64_t param,
		 const uint8_t *digest)
{
	memcpy(claim->computed, digest, claim->digest_bytes);
	claim->has_computed = true;
	claim->found = (struct hashlane_algorithm_spec){
		.id = id,
		.param = param,
	};
}

/* Compare the digest of one algorithm; false: it differs, or there is none. */
static bool compare(struct hln_check_claim *claim, const struct found *found,
		    int32_t id, uint64_t param)
{
	size_t bytes;
	const uint8_t *digest = digest_of(found, id, param, &bytes);
	bool fits;

	if (!digest || bytes != claim->digest_bytes)
		return false;
	fits = !memcmp(digest, claim->digest, bytes);
	if (fits || !claim->has_computed)
		keep(claim, id, param, digest);
	return fits;
}

/* A digest of an algorithm that has two forms, or one. */
static bool compare_spec(struct hln_check_claim *claim,
			 const struct found *found,
			 const struct hashlane_algorithm_spec *spec)
{
	bool fits = compare(claim, found, spec->id, spec->param), blue;

	if (spec->id != HASHLANE_HASH_ED2K)
		return fits;
	blue = compare(claim, found, HASHLANE_HASH_ED2K_BLUE, 0);
	if (fits && blue)
		keep(claim, spec->id, spec->param, claim->digest);
	else if (fits || blue)
		claim->note = fits ? "ed2k red" : "ed2k blue";
	return fits || blue;
}

static void set_outcome(struct hln_check_claim *claim, bool fits)
{
	if (fits || claim->has_computed)
		claim->outcome = fits ? HLN_CHECK_FIT : HLN_CHECK_DIFFER;
	else
		claim->why = "the file has no such digest";
}

/* The MD5 of a file, or of its only part's MD5. */
static void compare_plain_etag(struct hln_check_claim *claim,
			       const struct found *found, uint64_t count)
{
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5,
	};
	uint8_t etag[MD5_BYTES + sizeof(uint64_t)];
	uint64_t part = claim->specs->param;
	size_t bytes;
	const uint8_t *digest = digest_of(found, md5.id, 0, &bytes);

	if (!digest) {
		set_outcome(claim, false);
		return;
	}
	memcpy(etag, digest, MD5_BYTES);
	if (count)
		(void)hashlane_hash(etag, sizeof(etag), NULL, &md5, digest,
				    MD5_BYTES);
	hln_store64_be(etag + MD5_BYTES, count);
	keep(claim, claim->specs->id, part, etag);
	/* A file of this size has several parts of the size given. */
	set_outcome(claim,
		    !memcmp(etag, claim->digest, sizeof(etag)) &&
			    !(count && part && found->size_bytes > part));
}

static void compare_etag(struct hln_check_claim *claim,
			 const struct found *found)
{
	uint64_t count = hln_check_specs_etag_count(claim);
	uint64_t parts[HLN_CHECK_PARTS_MAX];
	size_t sizes;

	if (count <= 1) {
		compare_plain_etag(claim, found, count);
		return;
	}
	if (claim->specs->param) {
		set_outcome(claim, compare(claim, found, claim->specs->id,
					   claim->specs->param));
		return;
	}
	claim->guessed = true;
	sizes = hln_check_guess_parts(parts, found->size_bytes, count);
	for (size_t i = 0; i < sizes; i++) {
		if (!compare(claim, found, claim->specs->id, parts[i]))
			continue;
		claim->outcome = HLN_CHECK_FIT;
		return;
	}
	/* Other sizes give as many parts: no usual one condemns a file. */
	claim->why = "the size of the parts is unknown; give -a "
		     "s3-etag:part=SIZE";
}

/* Try those candidates whose digests the read has. */
static void compare_candidates(struct hln_check_claim *claim,
			       const struct found *found)
{
	uint64_t tried = 0;

	/* The name of the list may give the algorithm. */
	claim->guessed = claim->named != 1;
	for (size_t i = 0; i < claim->spec_count; i++) {
		const struct hashlane_algorithm_spec *spec = &claim->specs[i];
		uint64_t bit = (uint64_t)1 << i;

		if (claim->tried & bit ||
		    hln_check_specs_find(found->specs, spec->id,
					 spec->param) == found->specs->count)
			continue;
		tried |= bit;
		if (compare_spec(claim, found, spec))
			claim->fitting |= bit;
	}
	claim->tried |= tried;
}

/* Add a bad range; it continues the last one if that ends here. */
static void add_bad(struct hln_check_entry *entry,
		    const struct hashlane_algorithm_spec *spec,
		    uint64_t offset, uint64_t length)
{
	struct hashlane_verdict_range *last =
		entry->bad && entry->bad_count ?
			&entry->bad[entry->bad_count - 1] :
			NULL;

	if (last && last->spec.id == spec->id &&
	    last->spec.param == spec->param &&
	    last->offset + last->length == offset)
		last->length += length;
	else if (entry->bad && entry->bad_count < entry->bad_room)
		entry->bad[entry->bad_count++] =
			(struct hashlane_verdict_range){ offset, length,
							 *spec };
}

/*
 * Does a list have more bytes of digests than those of the file's parts? One of
 * ED2K may end with the digest of no bytes, whichever its form is.
 */
static bool has_more_parts(const struct hln_check_claim *claim, size_t listed,
			   size_t count)
{
	static const struct hashlane_algorithm_spec md4 = {
		.id = HASHLANE_HASH_MD4,
	};
	uint8_t empty[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes;

	if (listed <= count)
		return false;
	return (claim->specs->id != HASHLANE_HASH_ED2K &&
		claim->specs->id != HASHLANE_HASH_ED2K_BLUE) ||
	       hashlane_hash(empty, sizeof(empty), &bytes, &md4, NULL, 0) ||
	       listed - count != bytes ||
	       memcmp(claim->digest + count, empty, bytes) != 0;
}

static void compare_parts(struct hln_check_entry *entry,
			  struct hln_check_claim *claim,
			  const struct found *found)
{
	struct hashlane_parts parts = { .struct_size = sizeof(parts) };
	size_t k = hln_check_specs_find(found->specs, claim->specs->id,
					claim->specs->param);
	uint64_t size = found->size_bytes;
	bool differs = false;
	size_t listed, count = 0;

	if (k < found->specs->count && !size && !claim->digest_bytes)
		return;
	if (k == found->specs->count ||
	    (hashlane_results_get_parts(&parts, found->results, found->row,
					k) &&
	     size) ||
	    (size && (parts.part_bytes != claim->part_bytes ||
		      claim->digest_bytes % parts.digest_bytes))) {
		claim->why = "digests of parts of this size are not compared";
		return;
	}
	/* An empty file has no parts: see has_more_parts. */
	if (!size)
		parts.digest_bytes = 1;
	listed = claim->digest_bytes / parts.digest_bytes;
	/* Parts with bytes; behind them may be the digest of no bytes. */
	for (; count < parts.count; count++) {
		size_t i = count;
		uint64_t offset = i * parts.part_bytes, left;

		if (offset >= size)
			break;
		left = size - offset < parts.part_bytes ? size - offset :
							  parts.part_bytes;
		if (i >= listed ||
		    memcmp(parts.digests + i * parts.digest_bytes,
			   claim->digest + i * parts.digest_bytes,
			   parts.digest_bytes) != 0) {
			add_bad(entry, claim->specs, offset, left);
			differs = true;
		}
	}
	differs |= has_more_parts(claim, listed * parts.digest_bytes,
				  count * parts.digest_bytes);
	claim->found = *claim->specs;
	claim->outcome = differs ? HLN_CHECK_DIFFER : HLN_CHECK_FIT;
}

static void take_claim(struct hln_check_entry *entry,
		       struct hln_check_claim *claim,
		       const struct found *found)
{
	/* A second read is for other candidates only. */
	if (claim->outcome != HLN_CHECK_PENDING)
		return;
	claim->why = NULL;
	if (claim->group)
		compare_candidates(claim, found);
	else if (claim->spec_count != 1)
		return;
	else if (claim->part_bytes)
		compare_parts(entry, claim, found);
	else if (claim->specs->id == HASHLANE_HASH_S3_ETAG)
		compare_etag(claim, found);
	else
		set_outcome(claim, compare_spec(claim, found, claim->specs));
	if (entry->probes && claim->group)
		hln_check_guess_try(claim->group, claim->fitting);
}

static void fail(struct hln_check_entry *entry, int32_t status,
		 int32_t os_error)
{
	if (entry->status)
		return;
	entry->status = status;
	entry->os_error = os_error;
}

/* Take a row into the claims of one entry. */
static void take_entry(struct hln_check_entry *entry,
		       const struct hln_check_read *read,
		       const struct hashlane_row *row,
		       const struct found *found)
{
	if (row->status) {
		fail(entry, row->status, row->os_error);
		return;
	}
	if (!read->range_count)
		entry->size_found = row->size_bytes;
	for (size_t i = 0; i < entry->claim_count; i++) {
		struct hln_check_claim *claim = &entry->claims[i];

		if (hln_check_specs_has(read, claim))
			take_claim(entry, claim, found);
	}
}

/* Does a file end within a range? Then it has not changed, but is too short. */
static void find_end(struct hln_check_read *read)
{
	struct hln_file_info info;

	for (size_t i = 0; i < read->range_count; i++) {
		const struct hln_check_range *range = &read->ranges[i];

		if (hln_file_info_at(&info, -1, range->path, true) ||
		    info.size_bytes >= range->offset + range->length)
			continue;
		read->entry->ends_at = info.size_bytes;
		read->entry->is_short = true;
		return;
	}
}

/* Is a range empty? Then it is read wherever the file ends. */
static bool reads_nothing(const struct hln_check_read *read)
{
	for (size_t i = 0; i < read->range_count; i++)
		if (!read->ranges[i].length)
			return true;
	return false;
}

/* Keep the digests of a file that no list names. */
static void take_probe(struct hln_check_probe *probe,
		       const struct hashlane_row *row,
		       const struct found *found)
{
	if (row->status)
		return;
	probe->size_bytes = row->size_bytes;
	for (size_t i = 0; i < found->specs->count; i++) {
		size_t bytes;
		const uint8_t *digest;

		if (hashlane_results_get_digest(&digest, &bytes,
						found->results, found->row, i))
			continue;
		memcpy(probe->digests[i].digest, digest, bytes);
		probe->digests[i].bytes = (uint8_t)bytes;
	}
}

void hln_check_judge_row(struct hln_check_read *read,
			 const struct hashlane_results *results, uint32_t row,
			 const struct hln_check_specs *specs)
{
	struct hashlane_row known = { .struct_size = sizeof(known) };
	struct found found = { .results = results,
			       .row = row,
			       .specs = specs };
	struct hln_check_entry *entry = read->entry;

	(void)hashlane_results_get_row(&known, results, row);
	found.size_bytes = known.size_bytes;
	if (known.status == HASHLANE_CHANGED || reads_nothing(read))
		find_end(read);
	if (read->entry->is_short && !known.status)
		known.status = HASHLANE_CHANGED;
	entry->pending--;
	if (read->probe)
		take_probe(read->probe, &known, &found);
	for (; entry; entry = read->range_count ? NULL : entry->same)
		take_entry(entry, read, &known, &found);
}

void hln_check_judge_failure(struct hln_check_read *read, int32_t status,
			     int32_t os_error)
{
	struct hln_check_entry *entry = read->entry;

	entry->pending--;
	for (; entry; entry = read->range_count ? NULL : entry->same)
		fail(entry, status, os_error);
}

void hln_check_judge_unread(struct hln_check_entry *entry, int32_t status,
			    int32_t os_error)
{
	fail(entry, status, os_error);
}

int32_t hln_check_judge_strength(int32_t id)
{
	struct hashlane_algorithm_info info = {
		.struct_size = sizeof(info),
	};

	if (hashlane_algorithm_get_info(&info, id))
		return HASHLANE_STRENGTH_NONE;
	if (info.flags & HASHLANE_INFO_SECURE)
		return HASHLANE_STRENGTH_SECURE;
	return info.flags & HASHLANE_INFO_CHECKSUM ?
		       HASHLANE_STRENGTH_CHECKSUM :
		       HASHLANE_STRENGTH_BROKEN;
}

static void judge_failure(struct hln_check_entry *entry)
{
	enum hln_listing_kind kind;
	struct hln_file_info info;

	entry->stage = HLN_CHECK_JUDGED;
	if (entry->is_short)
		entry->verdict = HASHLANE_VERDICT_FAILED;
	else if (entry->status == HASHLANE_NOT_FOUND ||
		 entry->os_error == ENOTDIR)
		entry->verdict = HASHLANE_VERDICT_MISSING;
	else if (entry->status == HASHLANE_CHANGED)
		entry->verdict = HASHLANE_VERDICT_CHANGED;
	else
		entry->verdict = HASHLANE_VERDICT_UNREADABLE;
	if (entry->status == HASHLANE_NOT_REGULAR &&
	    !hln_listing_info(&info, &kind, -1, hln_check_entry_path(entry),
			      true) &&
	    kind == HLN_ENTRY_DIRECTORY) {
		entry->os_error = EISDIR;
		entry->reason = "is a directory";
	}
}

/* Decide by which candidate a claim fits; false: read again. */
static bool judge_candidates(struct hln_check_claim *claim)
{
	uint64_t by;

	switch (hln_check_guess_judge(claim->group, claim->tried,
				      claim->fitting, &by)) {
	case HLN_CHECK_FITS:
		claim->outcome = HLN_CHECK_FIT;
		break;
	case HLN_CHECK_WEAK:
		claim->outcome = HLN_CHECK_FIT_WEAK;
		claim->guessed = true;
		break;
	case HLN_CHECK_OTHER:
		claim->outcome = HLN_CHECK_FIT_OTHER;
		claim->guessed = true;
		break;
	case HLN_CHECK_NONE:
		claim->outcome = HLN_CHECK_DIFFER;
		return true;
	case HLN_CHECK_AGAIN:
		return false;
	}
	/* The first of them, in the list's order, is the one reported. */
	for (size_t i = 0; i < claim->spec_count; i++)
		if (by >> i & 1) {
			if (claim->found.id != HASHLANE_HASH_ED2K_BLUE ||
			    claim->specs[i].id != HASHLANE_HASH_ED2K)
				claim->found = claim->specs[i];
			memcpy(claim->computed, claim->digest,
			       claim->digest_bytes);
			break;
		}
	return true;
}

static bool is_required(const struct hln_check_needs *needs,
			const struct hashlane_algorithm_spec *found)
{
	if (needs->secure &&
	    hln_check_judge_strength(found->id) != HASHLANE_STRENGTH_SECURE)
		return false;
	for (size_t i = 0; i < needs->require_count; i++)
		if (needs->require[i].id == found->id &&
		    (!needs->require[i].param ||
		     needs->require[i].param == found->param))
			return true;
	return !needs->require_count;
}

/* Is a digest in doubt, although none differs? */
static bool is_odd(const struct hln_check_claim *claim)
{
	return claim->outcome == HLN_CHECK_FIT_WEAK ||
	       claim->outcome == HLN_CHECK_FIT_OTHER ||
	       (claim->why && claim->spec_count == 1) ||
	       /* Its candidates were given up. */
	       (claim->group && claim->outcome == HLN_CHECK_PENDING);
}

/* Set the verdict by the outcomes of the claims. */
static void sum_up(struct hln_check_entry *entry,
		   const struct hln_check_needs *needs)
{
	bool required = false, odd = false;

	entry->verdict = HASHLANE_VERDICT_OK;
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];
		int32_t strength;

		if (claim->outcome == HLN_CHECK_DIFFER)
			entry->verdict = HASHLANE_VERDICT_FAILED;
		odd |= is_odd(claim);
		if (claim->outcome != HLN_CHECK_FIT)
			continue;
		required |= is_required(needs, &claim->found);
		strength = hln_check_judge_strength(claim->found.id);
		if (entry->strongest < 0 || strength > entry->strength) {
			entry->strongest = (int32_t)i;
			entry->strength = strength;
		}
	}
	if (entry->size_differs || entry->bad_count)
		entry->verdict = HASHLANE_VERDICT_FAILED;
	/* There is one empty content: an algorithm may have no digest of it. */
	if (!entry->claim_count && !entry->size_expected &&
	    !entry->size_found && !needs->require_count && !needs->secure) {
		entry->strength = HASHLANE_STRENGTH_SECURE;
		return;
	}
	entry->unwanted = entry->strongest >= 0 && !required;
	if (!entry->verdict && (odd || entry->strongest < 0 || !required))
		entry->verdict = HASHLANE_VERDICT_UNKNOWN;
}

/* A file was verified: its digests show the algorithms of others. */
static void settle(const struct hln_check_entry *entry)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		struct hln_check_claim *claim = &entry->claims[i];

		if (claim->group)
			hln_check_guess_settle(claim->group, claim->fitting);
	}
}

static bool judge_entry(struct hln_check_entry *entry,
			const struct hln_check_needs *needs)
{
	if (entry->stage == HLN_CHECK_JUDGED)
		return true;
	if (entry->status) {
		judge_failure(entry);
		return true;
	}
	entry->size_differs = entry->size_expected != UINT64_MAX &&
			      entry->size_found != UINT64_MAX &&
			      entry->size_expected != entry->size_found;
	for (size_t i = 0; i < entry->claim_count; i++) {
		struct hln_check_claim *claim = &entry->claims[i];

		if (claim->group && claim->outcome == HLN_CHECK_PENDING &&
		    !judge_candidates(claim)) {
			if (entry->repeats++ < REPEATS_MAX)
				return false;
			claim->why = "too many algorithms for one read";
		}
		if (!claim->spec_count)
			claim->why = "unknown algorithm";
		else if (claim->spec_count > 1 && !claim->group)
			claim->why = "the algorithm is not known";
	}
	sum_up(entry, needs);
	if (entry->verdict == HASHLANE_VERDICT_OK)
		settle(entry);
	entry->stage = HLN_CHECK_JUDGED;
	return true;
}

/* Was the whole file verified, by what is required? */
static bool is_satisfied(const struct hln_check_entry *entry)
{
	return entry->verdict == HASHLANE_VERDICT_OK && entry->claim_count &&
	       hln_check_entry_is_plain(entry);
}

/*
 * A digest that fits, but is not of a required algorithm, is enough beside one
 * of the same file that is: "SHA256 (f)" and "MD5 (f)" say of one content what
 * a line with both digests says.
 */
static void accept_unwanted(struct hln_check_entry *head)
{
	bool satisfied = false;

	for (const struct hln_check_entry *at = head; at; at = at->same)
		satisfied |= is_satisfied(at);
	for (struct hln_check_entry *at = head; satisfied && at;
	     at = at->same) {
		bool odd = !at->unwanted ||
			   at->verdict != HASHLANE_VERDICT_UNKNOWN;

		for (size_t i = 0; i < at->claim_count && !odd; i++)
			odd = is_odd(&at->claims[i]);
		if (odd)
			continue;
		at->unwanted = false;
		at->verdict = HASHLANE_VERDICT_OK;
		settle(at);
	}
}

bool hln_check_judge_file(struct hln_check_entry *head,
			  const struct hln_check_needs *needs)
{
	for (struct hln_check_entry *at = head; at; at = at->same)
		if (!judge_entry(at, needs))
			return false;
	accept_unwanted(head);
	return true;
}

/* Compare a file with a claim, which is unchanged if it does not fit. */
static enum hln_check_outcome try_claim(struct hln_check_entry *entry,
					struct hln_check_claim *claim,
					const struct found *found, bool keeps)
{
	const struct hln_check_claim before = *claim;
	uint8_t computed[HASHLANE_MAX_DIGEST_BYTES];
	enum hln_check_outcome outcome;

	if (before.has_computed)
		memcpy(computed, before.computed, before.digest_bytes);
	claim->outcome = HLN_CHECK_PENDING;
	claim->has_computed = false;
	claim->tried = claim->fitting = 0;
	claim->note = NULL;
	take_claim(entry, claim, found);
	if (claim->group && claim->outcome == HLN_CHECK_PENDING)
		(void)judge_candidates(claim);
	outcome = claim->outcome;
	/* The other candidates are not those of another file. */
	if (claim->group && outcome == HLN_CHECK_PENDING &&
	    hln_check_guess_excludes(claim->group, claim->tried,
				     claim->fitting))
		outcome = HLN_CHECK_DIFFER;
	if (keeps)
		return outcome;
	*claim = before;
	if (before.has_computed)
		memcpy(claim->computed, computed, before.digest_bytes);
	return outcome;
}

/*
 * Compare a file with all claims of the entries of a missing one; false: one
 * differs. *fit: how well it fits.
 */
static bool try_entries(struct hln_check_entry *head,
			const struct found *found, bool keeps,
			struct hln_check_fitting *fit)
{
	*fit = (struct hln_check_fitting){ 0 };
	for (struct hln_check_entry *entry = head; entry;
	     entry = entry->same) {
		if (entry->size_expected != UINT64_MAX &&
		    entry->size_expected != found->size_bytes)
			return false;
		fit->by_size |= entry->size_expected != UINT64_MAX;
		entry->probes = false;
		for (size_t i = 0; i < entry->claim_count; i++) {
			struct hln_check_claim *claim = &entry->claims[i];
			int32_t strength;

			if (!hln_check_specs_is_portable(claim))
				continue;
			switch (try_claim(entry, claim, found, keeps)) {
			case HLN_CHECK_FIT:
				break;
			case HLN_CHECK_PENDING:
				/* There was no room for its algorithm. */
				continue;
			default:
				return false;
			}
			strength = hln_check_judge_strength(
				keeps ? claim->found.id : claim->specs->id);
			if (strength > fit->strength)
				fit->strength = strength;
			if (claim->digest_bytes > fit->digest_bytes)
				fit->digest_bytes = claim->digest_bytes;
			if (!keeps)
				continue;
			if (entry->strongest < 0 ||
			    strength > entry->strength) {
				entry->strongest = (int32_t)i;
				entry->strength = strength;
			}
		}
	}
	return fit->digest_bytes;
}

bool hln_check_judge_moved(struct hln_check_entry *head,
			   const struct hln_check_probe *probe,
			   struct hln_check_fitting *fit)
{
	const struct found found = {
		.probe = probe,
		.size_bytes = probe->size_bytes,
		.specs = probe->specs,
	};

	return try_entries(head, &found, false, fit);
}

void hln_check_judge_move(struct hln_check_entry *head,
			  const struct hln_check_probe *probe)
{
	const struct found found = {
		.probe = probe,
		.size_bytes = probe->size_bytes,
		.specs = probe->specs,
	};
	struct hln_check_fitting fit;

	(void)try_entries(head, &found, true, &fit);
	for (struct hln_check_entry *entry = head; entry;
	     entry = entry->same) {
		/* One algorithm belongs to the list. */
		settle(entry);
		hln_check_entry_judge(entry, HASHLANE_VERDICT_MOVED,
				      HASHLANE_OK, 0);
		entry->size_found = probe->size_bytes;
	}
}
