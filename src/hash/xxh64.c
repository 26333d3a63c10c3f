/* SPDX-License-Identifier: MIT */
/* xxh64.c - XXH64 with seed 0 (xxHash specification, XXH64 algorithm). */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "shape.h"

#include <string.h>

static const uint64_t prime1 = 0x9e3779b185ebca87;
static const uint64_t prime2 = 0xc2b2ae3d27d4eb4f;
static const uint64_t prime3 = 0x165667b19e3779f9;
static const uint64_t prime4 = 0x85ebca77c2b2ae63;
static const uint64_t prime5 = 0x27d4eb2f165667c5;

enum { STRIPE_BYTES = 32 };

struct xxh64 {
	uint64_t acc[4];
	uint64_t bytes;
	uint8_t partial[STRIPE_BYTES];
};

static uint64_t rotl(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

static uint64_t mix(uint64_t acc, uint64_t word)
{
	return rotl(acc + word * prime2, 31) * prime1;
}

static void init(void *state, const struct hln_task *task)
{
	struct xxh64 *hash = state;

	(void)task;
	hash->acc[0] = prime1 + prime2;
	hash->acc[1] = prime2;
	hash->acc[2] = 0;
	hash->acc[3] = 0 - prime1;
	hash->bytes = 0;
}

static void absorb(uint64_t acc[4], const uint8_t *data, size_t stripes)
{
	uint64_t a = acc[0], b = acc[1], c = acc[2], d = acc[3];

	for (; stripes; stripes--, data += STRIPE_BYTES) {
		a = mix(a, hln_load64_le(data));
		b = mix(b, hln_load64_le(data + 8));
		c = mix(c, hln_load64_le(data + 16));
		d = mix(d, hln_load64_le(data + 24));
	}
	acc[0] = a;
	acc[1] = b;
	acc[2] = c;
	acc[3] = d;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct xxh64 *hash = state;
	size_t held = (size_t)(hash->bytes % STRIPE_BYTES);

	if (!bytes)
		return HASHLANE_OK;
	hash->bytes += bytes;
	if (held) {
		size_t take = STRIPE_BYTES - held;

		if (take > bytes)
			take = bytes;
		memcpy(hash->partial + held, data, take);
		data += take;
		bytes -= take;
		if (held + take < STRIPE_BYTES)
			return HASHLANE_OK;
		absorb(hash->acc, hash->partial, 1);
	}
	absorb(hash->acc, data, bytes / STRIPE_BYTES);
	memcpy(hash->partial, data + bytes / STRIPE_BYTES * STRIPE_BYTES,
	       bytes % STRIPE_BYTES);
	return HASHLANE_OK;
}

static uint64_t converge(const uint64_t acc[4])
{
	uint64_t h = rotl(acc[0], 1) + rotl(acc[1], 7) + rotl(acc[2], 12) +
		     rotl(acc[3], 18);

	for (int i = 0; i < 4; i++)
		h = (h ^ mix(0, acc[i])) * prime1 + prime4;
	return h;
}

/* The rest of fewer than a stripe, behind all stripes. */
static uint64_t finish(const uint64_t acc[4], const uint8_t *p, uint64_t bytes)
{
	size_t left = (size_t)(bytes % STRIPE_BYTES);
	uint64_t h = bytes >= STRIPE_BYTES ? converge(acc) : prime5;

	h += bytes;
	for (; left >= 8; left -= 8, p += 8)
		h = rotl(h ^ mix(0, hln_load64_le(p)), 27) * prime1 + prime4;
	if (left >= 4) {
		h = rotl(h ^ hln_load32_le(p) * prime1, 23) * prime2 + prime3;
		left -= 4;
		p += 4;
	}
	for (; left; left--, p++)
		h = rotl(h ^ *p * prime5, 11) * prime1;
	h = (h ^ h >> 33) * prime2;
	h = (h ^ h >> 29) * prime3;
	return h ^ h >> 32;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct xxh64 *hash = state;

	(void)output;
	hln_store64_be(out, finish(hash->acc, hash->partial, hash->bytes));
	return HASHLANE_OK;
}

static void whole(const struct hln_task *task, uint32_t output,
		  const struct hln_message *messages, size_t count)
{
	(void)output;
	for (size_t i = 0; i < count; i++) {
		const uint8_t *data = messages[i].data;
		size_t stripes = messages[i].bytes / STRIPE_BYTES;
		struct xxh64 hash;

		init(&hash, task);
		absorb(hash.acc, data, stripes);
		if (stripes)
			data += stripes * STRIPE_BYTES;
		hln_store64_be(messages[i].digest,
			       finish(hash.acc, data, messages[i].bytes));
	}
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct xxh64 *hash = state;

	for (size_t i = 0; i < 4; i++)
		hln_packer_u64(packer, &hash->acc[i]);
	hln_packer_bytes(packer, hash->partial,
			 (size_t)(bytes % STRIPE_BYTES));
	hash->bytes = bytes;
}

const struct hln_shape hln_xxh64_shape = {
	.state_bytes = HLN_STATE_BYTES(struct xxh64),
	.init = init,
	.update = update,
	.digest = digest,
	.whole = whole,
	.pack = pack,
};
