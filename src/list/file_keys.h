/* SPDX-License-Identifier: MIT */
/*
 * file_keys.h - a set of files, each with a number, in 24 bytes a file. A file
 * has one key, whatever path leads to it.
 */
#ifndef HLN_FILE_KEYS_H
#define HLN_FILE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hln_file_key {
	uint64_t high, low;
};

struct hln_file_slot {
	struct hln_file_key key; /* 0, 0: free */
	uint64_t number;
};

struct hln_file_keys {
	struct hln_file_slot *slots;
	size_t count, room; /* the room is 0 or a power of two */
};

/*
 * Ask for the key of a regular file: its device and inode; if it has several
 * links, its real path. Returns 0 or an errno; EISDIR: it is not regular.
 * *size_bytes is that of the file; may be NULL.
 */
int hln_file_keys_ask(struct hln_file_key *key, uint64_t *size_bytes,
		      const char *path);

/* Make room for so many more. False: no memory. */
bool hln_file_keys_reserve(struct hln_file_keys *keys, size_t count);

/* The file's number; NULL: it is not in the set. */
uint64_t *hln_file_keys_find(const struct hln_file_keys *keys,
			     const struct hln_file_key *key);

/* Add a file for which there is room; its number is replaced. */
void hln_file_keys_put(struct hln_file_keys *keys,
		       const struct hln_file_key *key, uint64_t number);

void hln_file_keys_free(struct hln_file_keys *keys);

/* FNV-1a over some bytes; begin with HLN_FILE_KEYS_SEED. */
#define HLN_FILE_KEYS_SEED UINT64_C(0xcbf29ce484222325)
static inline uint64_t hln_file_keys_hash(uint64_t hash, const char *bytes,
					  size_t count)
{
	for (size_t i = 0; i < count; i++)
		hash = (hash ^ (unsigned char)bytes[i]) *
		       UINT64_C(0x100000001b3);
	return hash;
}

#endif
