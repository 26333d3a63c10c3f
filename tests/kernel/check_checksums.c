/* SPDX-License-Identifier: MIT */
/*
 * check_checksums.c - the CRCs of one instruction set against their
 * definition, bit by bit; XXH3's inner loop against the scalar form. (That
 * one is held against libxxhash where whole digests are.)
 */
#include "kernel_check.h"

#include <string.h>

/* Reflected polynomials: IEEE 802.3, Castagnoli, NVM Express. */
static const uint64_t crc32_poly = 0xedb88320;
static const uint64_t crc32c_poly = 0x82f63b78;
static const uint64_t crc64nvme_poly = 0x9a6c9329ac4bc9b5;

static uint64_t crc_by_bits(uint64_t crc, uint64_t poly, const uint8_t *p,
			    size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		crc ^= p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? poly : 0);
	}
	return crc;
}

static void check_crc(const char *isa, const char *name, hln_crc_fn *crc,
		      uint64_t poly, uint64_t mask)
{
	static struct guarded memory;

	if (!crc)
		return;
	if (!memory.start)
		memory = guarded_make();
	random_bytes(memory.start, GUARDED_BYTES);
	for (size_t bytes = 0; bytes <= GUARDED_BYTES;
	     bytes += bytes < 700 ? 1 : 61) {
		uint64_t start = random_word() & mask;
		const uint8_t *places[3] = {
			memory.start,
			memory.end - bytes,
			memory.start + random_word() % 64,
		};

		for (int i = 0; i < 3; i++) {
			const uint8_t *p = places[i];

			if (p + bytes > memory.end ||
			    crc(start, p, bytes) ==
				    crc_by_bits(start, poly, p, bytes))
				continue;
			fail("%s/%s: differs for %zu bytes", name, isa, bytes);
			return;
		}
	}
}

static void check_xxh3(const char *isa, hln_xxh3_fn *xxh3)
{
	static struct guarded memory;
	uint8_t secret[192];

	if (!xxh3)
		return;
	if (!memory.start)
		memory = guarded_make();
	random_bytes(memory.start, GUARDED_BYTES);
	for (size_t stripes = 0; stripes <= GUARDED_BYTES / 64; stripes++)
		for (size_t at = 0; at < 16; at++) {
			uint64_t ours[8], theirs[8];
			const uint8_t *p = memory.end - 64 * stripes;

			if (stripes < GUARDED_BYTES / 64 && at & 1)
				p -= 1 + random_word() % 63;
			random_bytes(secret, sizeof(secret));
			random_bytes((uint8_t *)ours, sizeof(ours));
			memcpy(theirs, ours, sizeof(theirs));
			xxh3(ours, p, secret, at, stripes);
			hln_isa_scalar.xxh3(theirs, p, secret, at, stripes);
			if (!memcmp(ours, theirs, sizeof(ours)))
				continue;
			fail("xxh3/%s: differs for %zu stripes from %zu on",
			     isa, stripes, at);
			return;
		}
}

void check_checksums(const struct hln_isa *isa)
{
	check_crc(isa->name, "crc32", isa->crc32, crc32_poly, 0xffffffff);
	check_crc(isa->name, "crc32c", isa->crc32c, crc32c_poly, 0xffffffff);
	check_crc(isa->name, "crc64nvme", isa->crc64nvme, crc64nvme_poly,
		  UINT64_MAX);
	check_xxh3(isa->name, isa->xxh3);
}
