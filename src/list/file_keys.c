/* SPDX-License-Identifier: MIT */
/* file_keys.c - a set of files: open addressing, at most three quarters full. */
#include "file_keys.h"

#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "../os/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM_MIN = 64, KEY_BYTES = 16 };

/* Hard links have one inode, but are several files of a list. */
static int ask_path(struct hln_file_key *key, const char *path)
{
	static const struct hashlane_algorithm_spec spec = {
		.id = HASHLANE_HASH_XXH3_128,
	};
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	char *real;
	int error = hln_file_real_path(&real, path);

	if (error)
		return error;
	if (hashlane_hash(digest, sizeof(digest), NULL, &spec, real,
			  strlen(real)))
		error = ENOMEM;
	free(real);
	key->high = hln_load64_le(digest);
	key->low = hln_load64_le(digest + KEY_BYTES / 2);
	return error;
}

int hln_file_keys_ask(struct hln_file_key *key, uint64_t *size_bytes,
		      const char *path)
{
	struct hln_file_info info;
	int error = hln_file_info_at(&info, -1, path, true);

	if (error)
		return error;
	if (!info.regular)
		return EISDIR;
	if (size_bytes)
		*size_bytes = info.size_bytes;
	key->high = info.device;
	key->low = info.inode;
	if (info.links > 1)
		error = ask_path(key, path);
	if (!key->high && !key->low)
		key->low = 1;
	return error;
}

/* The slot of a key, or the free one for it. */
static struct hln_file_slot *slot_of(const struct hln_file_keys *keys,
				     const struct hln_file_key *key)
{
	uint64_t hash = (key->low ^ key->high * 31) *
			UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t)(hash >> 20);

	for (;; at++) {
		struct hln_file_slot *slot =
			&keys->slots[at & (keys->room - 1)];

		if ((slot->key.high == key->high &&
		     slot->key.low == key->low) ||
		    (!slot->key.high && !slot->key.low))
			return slot;
	}
}

bool hln_file_keys_reserve(struct hln_file_keys *keys, size_t count)
{
	struct hln_file_keys grown = { .room = keys->room };
	size_t needed = keys->count + count;

	if (!grown.room)
		grown.room = ROOM_MIN;
	while (grown.room / 4 * 3 < needed)
		grown.room *= 2;
	if (grown.room == keys->room)
		return true;
	grown.slots = calloc(grown.room, sizeof(*grown.slots));
	if (!grown.slots)
		return false;
	for (size_t i = 0; i < keys->room; i++) {
		const struct hln_file_slot *slot = &keys->slots[i];

		if (slot->key.high || slot->key.low)
			hln_file_keys_put(&grown, &slot->key, slot->number);
	}
	free(keys->slots);
	*keys = grown;
	return true;
}

uint64_t *hln_file_keys_find(const struct hln_file_keys *keys,
			     const struct hln_file_key *key)
{
	struct hln_file_slot *slot;

	if (!keys->count)
		return NULL;
	slot = slot_of(keys, key);
	return slot->key.high || slot->key.low ? &slot->number : NULL;
}

void hln_file_keys_put(struct hln_file_keys *keys,
		       const struct hln_file_key *key, uint64_t number)
{
	struct hln_file_slot *slot = slot_of(keys, key);

	keys->count += !slot->key.high && !slot->key.low;
	slot->key = *key;
	slot->number = number;
}

void hln_file_keys_free(struct hln_file_keys *keys)
{
	free(keys->slots);
	*keys = (struct hln_file_keys){ 0 };
}
