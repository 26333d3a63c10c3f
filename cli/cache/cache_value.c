/* SPDX-License-Identifier: MIT */
/* cache_value.c - the digests of one file as bytes, with a checksum. */
#include "cache_value.h"

#include <string.h>

/* One algorithm's part of a value. */
struct part {
	struct hashlane_algorithm_spec spec;
	const uint8_t *digest;
	size_t digest_bytes;
};

static void put_le(uint8_t *out, uint64_t x, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		out[i] = (uint8_t)(x >> 8 * i);
}

static uint64_t get_le(const uint8_t *in, size_t bytes)
{
	uint64_t x = 0;

	for (size_t i = bytes; i-- > 0;)
		x = x << 8 | in[i];
	return x;
}

/*
 * SQLite has no checksums: this one detects a flipped bit in a digest. It
 * includes the key, so that the values of two rows cannot be exchanged.
 */
static void make_check(uint8_t check[CACHE_VALUE_CHECK], const uint8_t *value,
		       size_t bytes, const struct identity *identity)
{
	static const struct hashlane_algorithm_spec spec = {
		.id = HASHLANE_HASH_XXH3_64,
	};
	uint8_t text[5 * 8 + CACHE_VALUE_MAX];
	size_t check_bytes;

	put_le(text, identity->device, 8);
	put_le(text + 8, identity->inode, 8);
	put_le(text + 16, identity->size_bytes, 8);
	put_le(text + 24, (uint64_t)identity->mtime_ns, 8);
	put_le(text + 32, (uint64_t)identity->ctime_ns, 8);
	memcpy(text + 40, value, bytes);
	memset(check, 0, CACHE_VALUE_CHECK);
	(void)hashlane_hash(check, CACHE_VALUE_CHECK, &check_bytes, &spec,
			    text, 40 + bytes);
}

static size_t put_part(uint8_t *out, const struct part *part)
{
	put_le(out, (uint32_t)part->spec.id, 4);
	put_le(out + 4, part->spec.param, 8);
	out[12] = (uint8_t)part->digest_bytes;
	memcpy(out + CACHE_VALUE_HEAD, part->digest, part->digest_bytes);
	return CACHE_VALUE_HEAD + part->digest_bytes;
}

/* Read the part at *at and advance; false: the end. */
static bool next_part(struct part *part, const uint8_t *value, size_t bytes,
		      size_t *at)
{
	size_t left = bytes - CACHE_VALUE_CHECK - *at;

	if (left < CACHE_VALUE_HEAD)
		return false;
	value += *at;
	part->spec = (struct hashlane_algorithm_spec){
		.id = (int32_t)get_le(value, 4),
		.param = get_le(value + 4, 8),
	};
	part->digest_bytes = value[12];
	part->digest = value + CACHE_VALUE_HEAD;
	if (part->digest_bytes > left - CACHE_VALUE_HEAD)
		return false;
	*at += CACHE_VALUE_HEAD + part->digest_bytes;
	return true;
}

static bool find_part(struct part *part, const uint8_t *value, size_t bytes,
		      const struct hashlane_algorithm_spec *spec)
{
	for (size_t at = 0; next_part(part, value, bytes, &at);)
		if (part->spec.id == spec->id &&
		    part->spec.param == spec->param)
			return true;
	return false;
}

size_t cache_value_make(uint8_t value[CACHE_VALUE_MAX],
			const struct algorithm_set *set,
			const struct identity *identity,
			const uint8_t *digests, uint64_t valid)
{
	size_t bytes = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct algorithm *algorithm = &set->algorithms[i];
		struct part part = {
			.spec = set->specs[i],
			.digest = digests + algorithm->offset,
			.digest_bytes =
				valid >> i & 1 ? algorithm->digest_bytes : 0,
		};

		bytes += put_part(value + bytes, &part);
	}
	make_check(value + bytes, value, bytes, identity);
	return bytes + CACHE_VALUE_CHECK;
}

bool cache_value_intact(const uint8_t *value, size_t bytes,
			const struct identity *identity)
{
	uint8_t check[CACHE_VALUE_CHECK];

	if (!value || bytes < CACHE_VALUE_CHECK || bytes > CACHE_VALUE_MAX)
		return false;
	bytes -= CACHE_VALUE_CHECK;
	make_check(check, value, bytes, identity);
	return !memcmp(check, value + bytes, CACHE_VALUE_CHECK);
}

bool cache_value_take(uint8_t *digests, uint64_t *valid,
		      const struct algorithm_set *set, const uint8_t *value,
		      size_t bytes)
{
	uint64_t found = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct algorithm *algorithm = &set->algorithms[i];
		struct part part;

		if (!find_part(&part, value, bytes, &set->specs[i]) ||
		    (part.digest_bytes &&
		     part.digest_bytes != algorithm->digest_bytes))
			return false;
		memset(digests + algorithm->offset, 0,
		       algorithm->digest_bytes);
		memcpy(digests + algorithm->offset, part.digest,
		       part.digest_bytes);
		if (part.digest_bytes)
			found |= (uint64_t)1 << i;
	}
	*valid = found;
	return true;
}

size_t cache_value_merge(uint8_t value[CACHE_VALUE_MAX], size_t bytes,
			 const uint8_t *old, size_t old_bytes,
			 const struct identity *identity)
{
	struct part part, same;
	size_t at = 0, end = bytes;

	while (next_part(&part, old, old_bytes, &at)) {
		if (find_part(&same, value, end, &part.spec) ||
		    CACHE_VALUE_MAX - end <
			    CACHE_VALUE_HEAD + part.digest_bytes)
			continue;
		/* Over the check, which comes after it again. */
		end += put_part(value + end - CACHE_VALUE_CHECK, &part);
	}
	if (end != bytes)
		make_check(value + end - CACHE_VALUE_CHECK, value,
			   end - CACHE_VALUE_CHECK, identity);
	return end;
}

void cache_value_read(struct cache_row *row, const uint8_t *value,
		      size_t bytes)
{
	struct part part;
	size_t at = 0;

	row->count = 0;
	row->intact = cache_value_intact(value, bytes, &row->identity);
	while (row->intact && row->count < HASHLANE_MAX_ALGORITHMS &&
	       next_part(&part, value, bytes, &at)) {
		row->specs[row->count] = part.spec;
		row->digests[row->count] = part.digest;
		row->digest_bytes[row->count++] = part.digest_bytes;
	}
}
