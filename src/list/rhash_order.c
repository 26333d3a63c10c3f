/* SPDX-License-Identifier: MIT */
/* rhash_order.c - the order of digests on a line of rhash. */
#include "rhash_order.h"

/* The hash functions of librhash 1.4.3, in the order of their ids. */
static const struct {
	const char *tag;
	size_t digits;
} order[] = {
	{ "crc32", 8 },
	{ "md4", 32 },
	{ "md5", 32 },
	{ "sha1", 40 },
	{ "tiger", 48 },
	{ "tth", 39 },
	{ "btih", 40 },
	{ "ed2k", 32 },
	{ "aich", 32 + HLN_RHASH_BASE32 },
	{ "whirlpool", 128 },
	{ "ripemd160", 40 },
	{ "gost94", 64 },
	{ "gost94-cp", 64 },
	{ "has160", 40 },
	{ "gost12-256", 64 },
	{ "gost12-512", 128 },
	{ "sha224", 56 },
	{ "sha256", 64 },
	{ "sha384", 96 },
	{ "sha512", 128 },
	{ "edon-r256", 64 },
	{ "edon-r512", 128 },
	{ "sha3-224", 56 },
	{ "sha3-256", 64 },
	{ "sha3-384", 96 },
	{ "sha3-512", 128 },
	{ "crc32c", 8 },
	{ "snefru128", 32 },
	{ "snefru256", 64 },
	{ "blake2s", 64 },
	{ "blake2b", 128 },
};

enum { ORDER = sizeof(order) / sizeof(order[0]) };

bool hln_rhash_order_find(struct hln_rhash_range *ranges,
			  const size_t *lengths, size_t count)
{
	size_t first = 0, last = ORDER;

	for (size_t i = 0; i < count; i++) {
		while (first < ORDER && order[first].digits != lengths[i])
			first++;
		if (first == ORDER)
			return false;
		ranges[i].first = first++;
	}
	/* The same from the end. It succeeds, as the other way does. */
	for (size_t i = count; i > 0; i--) {
		while (last && order[last - 1].digits != lengths[i - 1])
			last--;
		ranges[i - 1].last = last ? --last : 0;
	}
	return true;
}

const char *hln_rhash_order_tag(size_t place, size_t length)
{
	return place < ORDER && order[place].digits == length ?
		       order[place].tag :
		       NULL;
}
