/* SPDX-License-Identifier: MIT */
/*
 * oracle_constructions.c - digests built over hash functions of OpenSSL,
 * slow and plain, each as its specification words it.
 */
#include "check.h"
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHA1_BYTES = 20, SHA256_BYTES = 32, MD_BYTES = 16 };

static uint8_t *allocate(size_t bytes)
{
	uint8_t *memory = calloc(bytes ? bytes : 1, 1);

	assert_non_null(memory);
	return memory;
}

static size_t pieces_of(size_t bytes, size_t piece)
{
	return bytes / piece + (bytes % piece != 0);
}

static size_t piece_bytes(size_t bytes, size_t piece, size_t i)
{
	return bytes - i * piece < piece ? bytes - i * piece : piece;
}

/* The digests of the pieces one after the other, `more` free ones behind. */
static uint8_t *digest_pieces(oracle_hash *hash, size_t digest_bytes,
			      const uint8_t *data, size_t bytes, size_t piece,
			      size_t more)
{
	size_t count = pieces_of(bytes, piece);
	uint8_t *digests = allocate((count + more) * digest_bytes);

	for (size_t i = 0; i < count; i++)
		hash(digests + i * digest_bytes, data + i * piece,
		     piece_bytes(bytes, piece, i));
	return digests;
}

/* ED2K: MD4 over chunks of 9,728,000 bytes, then over the list of them. */
static void ed2k(uint8_t *digest, const uint8_t *data, size_t bytes, bool red)
{
	const size_t chunk = 9728000;
	size_t count = pieces_of(bytes, chunk);
	uint8_t *list = digest_pieces(oracle_md4, MD_BYTES, data, bytes, chunk,
				      1);

	if (!count || (red && bytes % chunk == 0))
		oracle_md4(list + count++ * MD_BYTES, data, 0);
	if (count == 1)
		memcpy(digest, list, MD_BYTES);
	else
		oracle_md4(digest, list, count * MD_BYTES);
	free(list);
}

void oracle_ed2k_red(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	ed2k(digest, data, bytes, true);
}

void oracle_ed2k_blue(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	ed2k(digest, data, bytes, false);
}

/*
 * AICH: a node over n leaves gives the larger half to its left child if it
 * is a left child itself (the root is), else to its right one.
 */
static size_t aich_left(size_t count, bool is_left)
{
	return (count + is_left) / 2;
}

static void aich_node(uint8_t *digest, const uint8_t *pair)
{
	oracle_sha1(digest, pair, 2 * SHA1_BYTES);
}

static void aich_blocks(uint8_t *digest, const uint8_t *data, size_t bytes,
			size_t count, bool is_left)
{
	size_t left = aich_left(count, is_left), at = left * 184320;
	uint8_t pair[2 * SHA1_BYTES];

	if (count <= 1) {
		oracle_sha1(digest, data, bytes);
		return;
	}
	aich_blocks(pair, data, at, left, true);
	aich_blocks(pair + SHA1_BYTES, data + at, bytes - at, count - left,
		    false);
	aich_node(digest, pair);
}

/* list, if not NULL, gets the node of each part. */
static void aich_parts(uint8_t *digest, uint8_t *list, const uint8_t *data,
		       size_t bytes, size_t count, bool is_left)
{
	size_t left = aich_left(count, is_left), at = left * 9728000;
	uint8_t pair[2 * SHA1_BYTES];

	if (count <= 1) {
		aich_blocks(digest, data, bytes, pieces_of(bytes, 184320),
			    is_left);
		if (list)
			memcpy(list, digest, SHA1_BYTES);
		return;
	}
	aich_parts(pair, list, data, at, left, true);
	aich_parts(pair + SHA1_BYTES, list ? list + left * SHA1_BYTES : NULL,
		   data + at, bytes - at, count - left, false);
	aich_node(digest, pair);
}

void oracle_aich(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	aich_parts(digest, NULL, data, bytes, pieces_of(bytes, 9728000), true);
}

void oracle_aich_parts(uint8_t *list, const uint8_t *data, size_t bytes)
{
	uint8_t digest[SHA1_BYTES];

	aich_parts(digest, list, data, bytes, pieces_of(bytes, 9728000), true);
}

/* Dropbox: SHA-256 over the SHA-256 of every block of 4 MiB. */
void oracle_dropbox(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	const size_t block = (size_t)4 << 20;
	uint8_t *list = digest_pieces(oracle_sha256, SHA256_BYTES, data, bytes,
				      block, 0);

	oracle_sha256(digest, list, pieces_of(bytes, block) * SHA256_BYTES);
	free(list);
}

/* Pair the digests level by level; an odd one goes up as it is. */
static void promote(uint8_t *digests, size_t count)
{
	while (count > 1) {
		size_t pairs = count / 2;

		for (size_t i = 0; i < pairs; i++) {
			uint8_t node[SHA256_BYTES];

			oracle_sha256(node, digests + 2 * i * SHA256_BYTES,
				      2 * SHA256_BYTES);
			memcpy(digests + i * SHA256_BYTES, node, SHA256_BYTES);
		}
		if (count % 2)
			memmove(digests + pairs * SHA256_BYTES,
				digests + (count - 1) * SHA256_BYTES,
				SHA256_BYTES);
		count = pairs + count % 2;
	}
}

void oracle_glacier(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	const size_t leaf = (size_t)1 << 20;
	size_t count = pieces_of(bytes, leaf);
	uint8_t *leaves = digest_pieces(oracle_sha256, SHA256_BYTES, data,
					bytes, leaf, 1);

	if (!count)
		oracle_sha256(leaves, data, 0);
	promote(leaves, count);
	memcpy(digest, leaves, SHA256_BYTES);
	free(leaves);
}

/* BEP 52: leaves of 16 KiB, zero digests up to a power of two. */
size_t oracle_bt2_pieces_root(uint8_t *digest, const uint8_t *data,
			      size_t bytes)
{
	const size_t leaf = 16384;
	size_t count = pieces_of(bytes, leaf), all = 1;
	uint8_t *leaves;

	if (!count)
		return 0;
	while (all < count)
		all *= 2;
	leaves = digest_pieces(oracle_sha256, SHA256_BYTES, data, bytes, leaf,
			       all - count);
	promote(leaves, all);
	memcpy(digest, leaves, SHA256_BYTES);
	free(leaves);
	return SHA256_BYTES;
}

/* fs-verity: levels of hash blocks until one is left; the descriptor. */
void oracle_fs_verity(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	uint8_t descriptor[256] = { 1, 1, 12 };
	size_t blocks = pieces_of(bytes, 4096);
	uint8_t *level = allocate(blocks * 4096);

	for (int i = 0; i < 8; i++)
		descriptor[8 + i] = (uint8_t)((uint64_t)bytes >> 8 * i);
	if (bytes)
		memcpy(level, data, bytes);
	while (blocks) {
		size_t hashed = blocks;
		uint8_t *next;

		blocks = pieces_of(hashed * SHA256_BYTES, 4096);
		next = allocate(blocks * 4096);
		for (size_t i = 0; i < hashed; i++)
			oracle_sha256(next + i * SHA256_BYTES,
				      level + i * 4096, 4096);
		free(level);
		level = next;
		if (hashed == 1)
			break;
	}
	if (bytes)
		memcpy(descriptor + 16, level, SHA256_BYTES);
	free(level);
	oracle_sha256(digest, descriptor, sizeof(descriptor));
}

/* S3: MD5 of the parts' MD5s and their count; one part: its MD5. */
void oracle_s3_etag(uint8_t *digest, const uint8_t *data, size_t bytes,
		    size_t part_bytes)
{
	size_t count = pieces_of(bytes, part_bytes);
	uint8_t *list;

	memset(digest + MD_BYTES, 0, 8);
	if (count < 2) {
		oracle_md5(digest, data, bytes);
		return;
	}
	list = digest_pieces(oracle_md5, MD_BYTES, data, bytes, part_bytes, 0);
	oracle_md5(digest, list, count * MD_BYTES);
	free(list);
	for (int i = 0; i < 8; i++)
		digest[MD_BYTES + i] = (uint8_t)((uint64_t)count >>
						 (56 - 8 * i));
}

/* git: "blob <decimal size>\0" before the data. */
void oracle_git_blob(uint8_t *digest, oracle_hash *hash, const uint8_t *data,
		     size_t bytes)
{
	uint8_t *object = allocate(bytes + 32);
	int header = snprintf((char *)object, 32, "blob %zu", bytes) + 1;

	if (bytes)
		memcpy(object + header, data, bytes);
	hash(digest, object, (size_t)header + bytes);
	free(object);
}

/* QuickXorHash: bit b of byte i toggles bit 11 i + b of a ring of 160. */
void oracle_quickxor(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	memset(digest, 0, 20);
	for (size_t i = 0; i < bytes; i++)
		for (size_t b = 0; b < 8; b++) {
			size_t at = (i % 160 * 11 + b) % 160;

			if (data[i] >> b & 1)
				digest[at / 8] ^= (uint8_t)(1 << at % 8);
		}
	for (int i = 0; i < 8; i++)
		digest[12 + i] ^= (uint8_t)((uint64_t)bytes >> 8 * i);
}

/* CRC-64/NVME, bit by bit. */
void oracle_crc64nvme(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	uint64_t crc = UINT64_MAX;

	for (size_t i = 0; i < bytes; i++) {
		crc ^= data[i];
		for (int b = 0; b < 8; b++)
			crc = crc >> 1 ^ (crc & 1 ? 0x9a6c9329ac4bc9b5u : 0);
	}
	for (int i = 0; i < 8; i++)
		digest[i] = (uint8_t)(~crc >> (56 - 8 * i));
}
