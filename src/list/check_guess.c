/* SPDX-License-Identifier: MIT */
/*
 * check_guess.c - digests of which only the length is known, and
 * ETags of which only the number of parts is known.
 *
 * An algorithm is never chosen by the entry. The smallest file of a group is
 * read with all candidates. Candidates that fit it stay alive, and each file
 * that is verified leaves those alive that fit it as well: a small file fits
 * both md4 and ed2k, a large one shows which of them it is. A file that fits
 * only a candidate that is no longer alive is not verified: if each digest
 * could choose its algorithm, it could choose the weakest one.
 */
#include "check_guess.h"

#include <stdlib.h>
#include <string.h>

enum {
	MISSES_MAX = 8, /* then each file of the group tries all candidates */
	STRONG_BYTES = 16, /* a checksum must not be taken for such a digest */
};

bool hln_check_guess_is_checksum(int32_t id)
{
	struct hashlane_algorithm_info info = {
		.struct_size = sizeof(info),
	};

	return !hashlane_algorithm_get_info(&info, id) &&
	       info.flags & HASHLANE_INFO_CHECKSUM;
}

static bool is_same(const struct hln_check_group *group,
		    const struct hashlane_algorithm_spec *specs, size_t count,
		    size_t named, size_t digest_bytes)
{
	return group->digest_bytes == digest_bytes && group->count == count &&
	       group->named == named &&
	       !memcmp(group->specs, specs, count * sizeof(*specs));
}

/* Did the caller give this algorithm? Then a checksum is what is wanted. */
static bool is_given(const struct hashlane_list_options *given,
		     const struct hashlane_algorithm_spec *spec)
{
	for (size_t i = 0; i < given->spec_count; i++)
		if (given->specs[i].id == spec->id &&
		    given->specs[i].param == spec->param)
			return true;
	return false;
}

static struct hln_check_group *
create(uint32_t section, const struct hashlane_list_options *given,
       const struct hashlane_algorithm_spec *specs, size_t count, size_t named,
       size_t digest_bytes)
{
	size_t bytes = count * sizeof(*specs);
	struct hln_check_group *group = malloc(sizeof(*group) + bytes);

	if (!group)
		return NULL;
	*group = (struct hln_check_group){
		.refs = 1,
		.section = section,
		.digest_bytes = (uint32_t)digest_bytes,
		.alive = UINT64_MAX >> (64 - count),
		.count = count,
		.named = named,
	};
	memcpy(group->specs, specs, bytes);
	for (size_t i = 0; i < count; i++)
		if (digest_bytes < STRONG_BYTES ||
		    is_given(given, &specs[i]) ||
		    !hln_check_guess_is_checksum(specs[i].id))
			group->trusted |= (uint64_t)1 << i;
	if (named) {
		/* As if a file had shown it: another one proves nothing. */
		group->alive = UINT64_MAX >> (64 - named);
		group->trusted |= group->alive;
		group->settled = named == 1;
	}
	return group;
}

struct hln_check_group *
hln_check_guess_group(struct hln_check_group **groups, uint32_t section,
		      const struct hashlane_list_options *given,
		      const struct hashlane_algorithm_spec *specs,
		      size_t count, size_t named, size_t digest_bytes)
{
	struct hln_check_group *group = *groups;

	if (group && group->section != section) {
		hln_check_guess_forget(groups);
		group = NULL;
	}
	while (group && !is_same(group, specs, count, named, digest_bytes))
		group = group->next;
	if (!group) {
		group = create(section, given, specs, count, named,
			       digest_bytes);
		if (!group)
			return NULL;
		group->next = *groups;
		*groups = group;
	}
	group->refs++;
	return group;
}

void hln_check_guess_release(struct hln_check_group *group)
{
	if (!--group->refs)
		free(group);
}

void hln_check_guess_forget(struct hln_check_group **groups)
{
	while (*groups) {
		struct hln_check_group *group = *groups;

		*groups = group->next;
		hln_check_guess_release(group);
	}
}

bool hln_check_guess_waits(const struct hln_check_group *group)
{
	return !group->settled && group->misses < MISSES_MAX;
}

void hln_check_guess_settle(struct hln_check_group *group, uint64_t by)
{
	by &= group->trusted & group->alive;
	if (!by)
		return;
	group->alive = by;
	group->settled = true;
}

void hln_check_guess_try(struct hln_check_group *group, uint64_t fitting)
{
	if (group->settled)
		return;
	hln_check_guess_settle(group, fitting);
	group->misses += !group->settled;
}

enum hln_check_fit hln_check_guess_judge(const struct hln_check_group *group,
					 uint64_t tried, uint64_t fitting,
					 uint64_t *by)
{
	uint64_t all = UINT64_MAX >> (64 - group->count);

	*by = fitting & group->alive & group->trusted;
	if (*by)
		return HLN_CHECK_FITS;
	/* The candidates not tried may say more. */
	if (tried != all)
		return HLN_CHECK_AGAIN;
	*by = fitting & group->trusted;
	if (*by)
		return HLN_CHECK_OTHER;
	*by = fitting;
	return fitting ? HLN_CHECK_WEAK : HLN_CHECK_NONE;
}

bool hln_check_guess_excludes(const struct hln_check_group *group,
			      uint64_t tried, uint64_t fitting)
{
	uint64_t left = group->settled ? group->alive :
					 group->alive & group->trusted;

	return !(left & ~tried) && !(left & fitting);
}

size_t hln_check_guess_parts(uint64_t parts[HLN_CHECK_PARTS_MAX],
			     uint64_t size, uint64_t count)
{
	static const uint64_t mib = 1024 * 1024, mb = 1000 * 1000;
	const uint64_t usual[] = {
		8 * mib,   5 * mib,   10 * mib,  15 * mib,   16 * mib,
		25 * mib,  32 * mib,  50 * mib,  64 * mib,   100 * mib,
		128 * mib, 256 * mib, 512 * mib, 1024 * mib, 5 * mb,
		8 * mb,    10 * mb,   15 * mb,   16 * mb,    25 * mb,
		50 * mb,   100 * mb,  500 * mb,  1000 * mb,
	};
	size_t found = 0;

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (size / usual[i] + !!(size % usual[i]) == count)
			parts[found++] = usual[i];
	return found;
}
