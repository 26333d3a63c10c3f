/* SPDX-License-Identifier: MIT */
/*
 * xxh3.c - XXH3 with seed 0 and the default secret, 64 and 128 bits (xxHash
 * specification, XXH3 algorithm). Section names below are the
 * specification's.
 */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "../base/multiply.h"
#include "../lane/cpu.h"
#include "shape.h"

#include <string.h>

static const uint64_t prime32_1 = 0x9e3779b1, prime32_2 = 0x85ebca77,
		      prime32_3 = 0xc2b2ae3d;
static const uint64_t prime1 = 0x9e3779b185ebca87;
static const uint64_t prime2 = 0xc2b2ae3d27d4eb4f;
static const uint64_t prime3 = 0x165667b19e3779f9;
static const uint64_t prime4 = 0x85ebca77c2b2ae63;
static const uint64_t prime5 = 0x27d4eb2f165667c5;
static const uint64_t prime_mx1 = 0x165667919e3779f9;
static const uint64_t prime_mx2 = 0x9fb21c651e98df25;

static const uint8_t secret[192] = {
	0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c,
	0xf7, 0x21, 0xad, 0x1c, 0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb,
	0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f, 0xcb, 0x79, 0xe6, 0x4e,
	0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
	0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6,
	0x81, 0x3a, 0x26, 0x4c, 0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb,
	0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3, 0x71, 0x64, 0x48, 0x97,
	0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
	0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7,
	0xc7, 0x0b, 0x4f, 0x1d, 0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31,
	0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64, 0xea, 0xc5, 0xac, 0x83,
	0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
	0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26,
	0x29, 0xd4, 0x68, 0x9e, 0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc,
	0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce, 0x45, 0xcb, 0x3a, 0x8f,
	0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
};

enum {
	STRIPE_BYTES = 64,
	BLOCK_STRIPES = 16,
	MEDIUM_BYTES_MAX = 240,
	/* Whole stripes, enough for any input that is not large. */
	HELD_BYTES = 256
};

struct xxh3 {
	uint64_t acc[8];
	uint64_t bytes;
	uint64_t stripes; /* accumulated: their bytes are no longer held */
	hln_xxh3_fn *accumulate;
	/*
	 * The last 64 bytes of what was accumulated, then what was not: never
	 * nothing once there was input, since the last stripe is special.
	 */
	uint8_t before[STRIPE_BYTES];
	uint8_t held[HELD_BYTES];
};

struct pair {
	uint64_t low, high;
};

static uint64_t key64(size_t offset)
{
	return hln_load64_le(secret + offset);
}

/* Two neighbouring words of the secret, in one. */
static uint64_t key_pair(size_t offset)
{
	return key64(offset) ^ key64(offset + 8);
}

static uint64_t multiply_fold(uint64_t a, uint64_t b)
{
	uint64_t high, low = hln_multiply128(&high, a, b);

	return low ^ high;
}

static uint64_t avalanche(uint64_t x)
{
	x = (x ^ x >> 37) * prime_mx1;
	return x ^ x >> 32;
}

static uint64_t avalanche_xxh64(uint64_t x)
{
	x = (x ^ x >> 33) * prime2;
	x = (x ^ x >> 29) * prime3;
	return x ^ x >> 32;
}

static uint64_t rotl64(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

static struct pair hash_1_to_3(const uint8_t *in, size_t bytes)
{
	uint32_t combined = in[bytes - 1] | (uint32_t)bytes << 8 |
			    (uint32_t)in[0] << 16 |
			    (uint32_t)in[bytes >> 1] << 24;
	uint32_t swapped = hln_swap32(combined);
	uint32_t low = hln_load32_le(secret) ^ hln_load32_le(secret + 4);
	uint32_t high = hln_load32_le(secret + 8) ^ hln_load32_le(secret + 12);

	high ^= swapped << 13 | swapped >> 19;
	return (struct pair){ avalanche_xxh64(low ^ combined),
			      avalanche_xxh64(high) };
}

static uint64_t hash64_4_to_8(const uint8_t *in, size_t bytes)
{
	uint64_t x = hln_load32_le(in + bytes - 4) |
		     (uint64_t)hln_load32_le(in) << 32;

	x ^= key_pair(8);
	x = (x ^ rotl64(x, 49) ^ rotl64(x, 24)) * prime_mx2;
	x = (x ^ ((x >> 35) + bytes)) * prime_mx2;
	return x ^ x >> 28;
}

static struct pair hash128_4_to_8(const uint8_t *in, size_t bytes)
{
	uint64_t x = hln_load32_le(in) |
		     (uint64_t)hln_load32_le(in + bytes - 4) << 32;
	uint64_t high, low;

	low = hln_multiply128(&high, x ^ key_pair(16), prime1 + (bytes << 2));
	high += low << 1;
	low ^= high >> 3;
	low = (low ^ low >> 35) * prime_mx2;
	return (struct pair){ low ^ low >> 28, avalanche(high) };
}

static uint64_t hash64_9_to_16(const uint8_t *in, size_t bytes)
{
	uint64_t low = key_pair(24) ^ hln_load64_le(in);
	uint64_t high = key_pair(40) ^ hln_load64_le(in + bytes - 8);

	return avalanche(bytes + hln_swap64(low) + high +
			 multiply_fold(low, high));
}

static struct pair hash128_9_to_16(const uint8_t *in, size_t bytes)
{
	uint64_t last = hln_load64_le(in + bytes - 8);
	uint64_t x = key_pair(32) ^ hln_load64_le(in) ^ last;
	uint64_t y = key_pair(48) ^ last;
	uint64_t high, low, high2;

	low = hln_multiply128(&high, x, prime1);
	low += (uint64_t)(bytes - 1) << 54;
	high += (y >> 32 << 32) + (y & UINT32_MAX) * prime32_2;
	low = hln_multiply128(&high2, low ^ hln_swap64(high), prime2);
	high = high2 + high * prime2;
	return (struct pair){ avalanche(low), avalanche(high) };
}

static uint64_t mix_step(const uint8_t *in, size_t offset)
{
	return multiply_fold(hln_load64_le(in) ^ key64(offset),
			     hln_load64_le(in + 8) ^ key64(offset + 8));
}

static inline void mix_two(struct pair *acc, const uint8_t *a,
			   const uint8_t *b, size_t offset)
{
	acc->low += mix_step(a, offset);
	acc->high += mix_step(b, offset + 16);
	acc->low ^= hln_load64_le(b) + hln_load64_le(b + 8);
	acc->high ^= hln_load64_le(a) + hln_load64_le(a + 8);
}

static uint64_t hash64_medium(const uint8_t *in, size_t bytes)
{
	uint64_t acc = bytes * prime1;

	if (bytes <= 128) {
		for (size_t i = (bytes - 1) / 32 + 1; i--;) {
			acc += mix_step(in + 16 * i, 32 * i);
			acc += mix_step(in + bytes - 16 * i - 16, 32 * i + 16);
		}
		return avalanche(acc);
	}
	for (size_t i = 0; i < 8; i++)
		acc += mix_step(in + 16 * i, 16 * i);
	acc = avalanche(acc);
	for (size_t i = 8; i < bytes / 16; i++)
		acc += mix_step(in + 16 * i, 16 * (i - 8) + 3);
	return avalanche(acc + mix_step(in + bytes - 16, 119));
}

static struct pair hash128_medium(const uint8_t *in, size_t bytes)
{
	struct pair acc = { bytes * prime1, 0 };
	uint64_t high;

	if (bytes <= 128) {
		/* No loop: 15.3, 11.3 ns for 64 bytes in hash_many. */
		if (bytes > 96)
			mix_two(&acc, in + 48, in + bytes - 64, 96);
		if (bytes > 64)
			mix_two(&acc, in + 32, in + bytes - 48, 64);
		if (bytes > 32)
			mix_two(&acc, in + 16, in + bytes - 32, 32);
		mix_two(&acc, in, in + bytes - 16, 0);
	} else {
		for (size_t i = 0; i < 4; i++)
			mix_two(&acc, in + 32 * i, in + 32 * i + 16, 32 * i);
		acc.low = avalanche(acc.low);
		acc.high = avalanche(acc.high);
		for (size_t i = 4; i < bytes / 32; i++)
			mix_two(&acc, in + 32 * i, in + 32 * i + 16,
				32 * (i - 4) + 3);
		mix_two(&acc, in + bytes - 16, in + bytes - 32, 103);
	}
	high = acc.low * prime1 + acc.high * prime4 + bytes * prime2;
	return (struct pair){ avalanche(acc.low + acc.high),
			      0 - avalanche(high) };
}

static uint64_t hash64_short(const uint8_t *in, size_t bytes)
{
	if (bytes > 16)
		return hash64_medium(in, bytes);
	if (bytes > 8)
		return hash64_9_to_16(in, bytes);
	if (bytes > 3)
		return hash64_4_to_8(in, bytes);
	if (bytes)
		return hash_1_to_3(in, bytes).low;
	return avalanche_xxh64(key_pair(56));
}

static struct pair hash128_short(const uint8_t *in, size_t bytes)
{
	if (bytes > 16)
		return hash128_medium(in, bytes);
	if (bytes > 8)
		return hash128_9_to_16(in, bytes);
	if (bytes > 3)
		return hash128_4_to_8(in, bytes);
	if (bytes)
		return hash_1_to_3(in, bytes);
	return (struct pair){ avalanche_xxh64(key_pair(64)),
			      avalanche_xxh64(key_pair(80)) };
}

static uint64_t final_merge(const uint64_t acc[8], uint64_t result,
			    size_t offset)
{
	for (size_t i = 0; i < 4; i++)
		result += multiply_fold(acc[2 * i] ^ key64(offset + 16 * i),
					acc[2 * i + 1] ^
						key64(offset + 16 * i + 8));
	return avalanche(result);
}

/* "Process the last block and the last 64 bytes" over a copy of acc. */
static void finish(uint64_t acc[8], const struct xxh3 *hash)
{
	size_t held = (size_t)(hash->bytes - STRIPE_BYTES * hash->stripes);
	uint8_t last[STRIPE_BYTES];

	memcpy(acc, hash->acc, sizeof(hash->acc));
	hash->accumulate(acc, hash->held, secret,
			 hash->stripes % BLOCK_STRIPES,
			 (held - 1) / STRIPE_BYTES);
	if (held >= STRIPE_BYTES) {
		memcpy(last, hash->held + held - STRIPE_BYTES, STRIPE_BYTES);
	} else {
		memcpy(last, hash->before + held, STRIPE_BYTES - held);
		memcpy(last + STRIPE_BYTES - held, hash->held, held);
	}
	/* Its key starts 7 bytes before the one that scrambles. */
	hash->accumulate(acc, last, secret + sizeof(secret) - 71, 0, 1);
}

static void init(void *state, const struct hln_task *task)
{
	const uint64_t acc[8] = { prime32_3, prime1,    prime2, prime3,
				  prime4,    prime32_2, prime5, prime32_1 };
	struct xxh3 *hash = state;

	memcpy(hash->acc, acc, sizeof(acc));
	hash->bytes = 0;
	hash->stripes = 0;
	hash->accumulate = hln_kernel_xxh3(task->cpu);
}

static void absorb(struct xxh3 *hash, const uint8_t *data, size_t stripes)
{
	hash->accumulate(hash->acc, data, secret,
			 hash->stripes % BLOCK_STRIPES, stripes);
	hash->stripes += stripes;
	memcpy(hash->before, data + STRIPE_BYTES * (stripes - 1),
	       STRIPE_BYTES);
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct xxh3 *hash = state;
	size_t held = (size_t)(hash->bytes - STRIPE_BYTES * hash->stripes);
	size_t room = HELD_BYTES - held;

	if (!bytes)
		return HASHLANE_OK;
	hash->bytes += bytes;
	if (bytes <= room) {
		memcpy(hash->held + held, data, bytes);
		return HASHLANE_OK;
	}
	if (held) {
		memcpy(hash->held + held, data, room);
		data += room;
		bytes -= room;
		absorb(hash, hash->held, HELD_BYTES / STRIPE_BYTES);
	}
	if (bytes > STRIPE_BYTES) {
		size_t stripes = (bytes - 1) / STRIPE_BYTES;

		absorb(hash, data, stripes);
		data += STRIPE_BYTES * stripes;
		bytes -= STRIPE_BYTES * stripes;
	}
	memcpy(hash->held, data, bytes);
	return HASHLANE_OK;
}

/* Output 0 is XXH3_64bits, output 1 XXH3_128bits. */
static void store(uint8_t *out, uint32_t output, struct pair result)
{
	if (output) {
		hln_store64_be(out, result.high);
		out += 8;
	}
	hln_store64_be(out, result.low);
}

static struct pair hash_short(const uint8_t *in, size_t bytes, uint32_t output)
{
	if (output)
		return hash128_short(in, bytes);
	return (struct pair){ hash64_short(in, bytes), 0 };
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct xxh3 *hash = state;
	struct pair result = { 0, 0 };
	uint64_t acc[8];

	if (hash->bytes > MEDIUM_BYTES_MAX) {
		finish(acc, hash);
		result.low = final_merge(acc, hash->bytes * prime1, 11);
		if (output)
			result.high = final_merge(acc, ~(hash->bytes * prime2),
						  sizeof(secret) - 75);
	} else {
		result = hash_short(hash->held, (size_t)hash->bytes, output);
	}
	store(out, output, result);
	return HASHLANE_OK;
}

static void whole(const struct hln_task *task, uint32_t output,
		  const struct hln_message *messages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct hln_message *message = &messages[i];
		struct xxh3 hash;

		if (message->bytes <= MEDIUM_BYTES_MAX) {
			store(message->digest, output,
			      hash_short(message->data, message->bytes,
					 output));
			continue;
		}
		init(&hash, task);
		(void)update(&hash, message->data, message->bytes);
		(void)digest(&hash, output, message->digest);
	}
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct xxh3 *hash = state;
	uint64_t held;

	for (size_t i = 0; i < 8; i++)
		hln_packer_u64(packer, &hash->acc[i]);
	hln_packer_u64(packer, &hash->stripes);
	hash->bytes = bytes;
	/* Never nothing is held once there was input. */
	if (hash->stripes > (bytes ? bytes - 1 : 0) / STRIPE_BYTES) {
		hln_packer_expect(packer, false);
		return;
	}
	held = bytes - hash->stripes * STRIPE_BYTES;
	if (held > HELD_BYTES) {
		hln_packer_expect(packer, false);
		return;
	}
	if (hash->stripes)
		hln_packer_bytes(packer, hash->before, STRIPE_BYTES);
	hln_packer_bytes(packer, hash->held, (size_t)held);
}

const struct hln_shape hln_xxh3_shape = {
	.state_bytes = HLN_STATE_BYTES(struct xxh3),
	.init = init,
	.update = update,
	.digest = digest,
	.whole = whole,
	.pack = pack,
};
