/* SPDX-License-Identifier: MIT */
/*
 * check_lanes.c - one lane kernel: against the scalar form from random states
 * for every number of lanes in use, blocks and misalignment, between guard
 * pages; against independent libraries for whole messages.
 */
#include "kernel_check.h"

#include "../../src/hash/md.h"

/* A cross build for an emulator may have no library for its target. */
#ifndef KERNEL_CHECK_NO_ORACLES
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/md4.h>
#include <rhash.h>
#endif
#include <stdio.h>
#include <string.h>

enum { BLOCKS_MAX = 4, MISALIGNMENTS = 64 };

static struct {
	uint8_t data[HLN_LANES_MAX][BLOCKS_MAX * HLN_BLOCK_BYTES_MAX];
	/* Of each lane alone, by the scalar form. */
	uint64_t states[BLOCKS_MAX + 1][HLN_LANES_MAX][HLN_STATE_WORDS_MAX];
	struct guarded memory[HLN_LANES_MAX];
	const uint8_t *in[HLN_LANES_MAX];
} t;

/* A state that ends at a guard; NULL if it is larger than promised. */
static uint8_t *state_of(const struct hln_kernel *kernel, enum hln_core core)
{
	static struct guarded memory;
	size_t bytes = kernel->lanes * core_state_bytes(core);

	if (bytes > HLN_KERNEL_STATE_BYTES_MAX)
		return NULL;
	if (!memory.start)
		memory = guarded_make();
	return memory.end - bytes;
}

static void put_lane(uint8_t *state, size_t lanes, size_t lane,
		     enum hln_core core, const void *one)
{
	size_t word = core_word_bytes(core);

	for (size_t w = 0; w < core_state_bytes(core) / word; w++)
		memcpy(state + (w * lanes + lane) * word,
		       (const uint8_t *)one + w * word, word);
}

static void get_lane(const uint8_t *state, size_t lanes, size_t lane,
		     enum hln_core core, void *one)
{
	size_t word = core_word_bytes(core);

	for (size_t w = 0; w < core_state_bytes(core) / word; w++)
		memcpy((uint8_t *)one + w * word,
		       state + (w * lanes + lane) * word, word);
}

/* New data and states, and what the scalar form makes of them. */
static void prepare(enum hln_core core, size_t lanes, size_t block)
{
	hln_blocks_fn *scalar = hln_isa_scalar.kernels[core]->blocks;

	for (size_t l = 0; l < lanes; l++) {
		const uint8_t *in = t.data[l];

		if (!t.memory[l].start)
			t.memory[l] = guarded_make();
		random_bytes(t.data[l], sizeof(t.data[l]));
		random_bytes((uint8_t *)t.states[0][l],
			     sizeof(t.states[0][l]));
		if (core == HLN_CORE_KECCAK)
			t.states[0][l][25] = block;
		for (size_t n = 1; n <= BLOCKS_MAX; n++) {
			memcpy(t.states[n][l], t.states[0][l],
			       sizeof(t.states[n][l]));
			scalar(t.states[n][l], &in, n);
		}
	}
}

/* One call; lanes not in use follow the first. */
static int check_call(const struct hln_kernel *kernel, enum hln_core core,
		      const char *name, size_t used, size_t blocks)
{
	uint8_t *state = state_of(kernel, core);
	const uint8_t *in[HLN_LANES_MAX];
	const char *trouble;

	for (size_t l = 0; l < kernel->lanes; l++) {
		in[l] = t.in[l < used ? l : 0];
		put_lane(state, kernel->lanes, l, core,
			 t.states[0][l < used ? l : 0]);
	}
	trouble = checked_call(kernel->blocks, state, in, blocks);
	if (*trouble) {
		fail("%s: %s", name, trouble);
		return 0;
	}
	for (size_t l = 0; l < used; l++) {
		uint64_t one[HLN_STATE_WORDS_MAX];

		get_lane(state, kernel->lanes, l, core, one);
		if (memcmp(one, t.states[blocks][l], core_state_bytes(core))) {
			fail("%s: lane %zu of %zu in use differs after %zu "
			     "blocks",
			     name, l, used, blocks);
			return 0;
		}
	}
	return 1;
}

/* Every lane's data `shift` bytes from its lower guard or its upper one. */
static void place(size_t lanes, size_t bytes, size_t shift, int at_end)
{
	for (size_t l = 0; l < lanes; l++) {
		uint8_t *p = at_end ? t.memory[l].end - bytes - shift :
				      t.memory[l].start + shift;

		memcpy(p, t.data[l], bytes);
		t.in[l] = p;
	}
}

static void check_against_scalar(const struct hln_kernel *kernel,
				 enum hln_core core, const char *name,
				 size_t block)
{
	size_t lanes = kernel->lanes;

	prepare(core, lanes, block);
	for (size_t blocks = 0; blocks <= BLOCKS_MAX; blocks++)
		for (size_t shift = 0; shift < MISALIGNMENTS; shift++)
			for (int at_end = 0; at_end < 2; at_end++) {
				place(lanes, blocks * block, shift, at_end);
				for (size_t used = 1; used <= lanes; used++)
					if (!check_call(kernel, core, name,
							used, blocks))
						return;
			}
}

/* ---- Whole messages ---- */

static const struct {
	const struct hln_md *md;
	const char *name; /* OpenSSL's; NULL: see oracle() */
} functions[] = {
	{ &hln_md4, NULL },
	{ &hln_md5, "MD5" },
	{ &hln_sha1, "SHA1" },
	{ &hln_sha224, "SHA224" },
	{ &hln_sha256, "SHA256" },
	{ &hln_sha384, "SHA384" },
	{ &hln_sha512, "SHA512" },
	{ &hln_sha512_256, "SHA512-256" },
	{ &hln_sha3_224, "SHA3-224" },
	{ &hln_sha3_256, "SHA3-256" },
	{ &hln_sha3_384, "SHA3-384" },
	{ &hln_sha3_512, "SHA3-512" },
	{ &hln_blake2b, "BLAKE2B512" },
	{ &hln_blake2s, "BLAKE2S256" },
	{ &hln_tiger, NULL },
};

int has_oracles(void)
{
#ifdef KERNEL_CHECK_NO_ORACLES
	return 0;
#else
	return 1;
#endif
}

/* False if there is no answer. */
static int oracle(const struct hln_md *md, const char *name, uint8_t *digest,
		  const uint8_t *data, size_t bytes)
{
#ifdef KERNEL_CHECK_NO_ORACLES
	(void)md, (void)name, (void)digest, (void)data, (void)bytes;
	return 0;
#else
	if (name)
		return EVP_Digest(data, bytes, digest, NULL,
				  EVP_get_digestbyname(name), NULL);
	if (md->core == HLN_CORE_MD4)
		return MD4(data, bytes, digest) != NULL;
	return rhash_msg(RHASH_TIGER, data, bytes, digest) == 0;
#endif
}

/* Messages of `blocks` blocks and a tail that is another when padded. */
static void check_messages(const struct hln_kernel *kernel,
			   const struct hln_md *md, const char *oracle_name,
			   const char *name, size_t blocks)
{
	static uint8_t tails[HLN_LANES_MAX][2 * HLN_BLOCK_BYTES_MAX];
	const uint8_t *tail_in[HLN_LANES_MAX];
	size_t block = md->block_bytes, lanes = kernel->lanes;
	size_t bytes[HLN_LANES_MAX];
	uint8_t *state = state_of(kernel, md->core);

	for (size_t l = 0; l < lanes; l++) {
		size_t tail = 1 + random_word() % (block - 18);

		bytes[l] = blocks * block + tail;
		random_bytes(t.data[l], bytes[l]);
		t.in[l] = t.data[l];
		memcpy(tails[l], t.data[l] + blocks * block, tail);
		tail_in[l] = tails[l];
		hln_md_state_init(md, state, lanes, l);
	}
	kernel->blocks(state, t.in, blocks);
	for (size_t l = 0; l < lanes; l++)
		hln_md_pad(md, state, lanes, l, tails[l], bytes[l]);
	kernel->blocks(state, tail_in, 1);
	for (size_t l = 0; l < lanes; l++) {
		uint8_t ours[HLN_DIGEST_BYTES_MAX];
		uint8_t theirs[HLN_DIGEST_BYTES_MAX];

		hln_md_output(md, state, lanes, l, ours);
		if (!oracle(md, oracle_name, theirs, t.data[l], bytes[l])) {
			fail("%s: no answer for %s", name,
			     oracle_name ? oracle_name : "it");
			return;
		}
		if (memcmp(ours, theirs, md->digest_bytes)) {
			fail("%s: lane %zu of %zu bytes differs from %s", name,
			     l, bytes[l],
			     oracle_name ? oracle_name : "the oracle");
			return;
		}
	}
}

/*
 * BLAKE3's published vector for the 1,024 bytes i mod 251: one chunk, which
 * is the root too.
 */
static void check_blake3(const struct hln_kernel *kernel, const char *name)
{
	static const uint32_t expected[8] = {
		0x39472142, 0x06a495f0, 0xde83fcf3, 0x4a7489b8,
		0x31f80dc0, 0x55aa0dc1, 0x125d9b18, 0xf75a851c,
	};
	uint32_t one[14] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
		0x9b05688c, 0x1f83d9ab, 0x5be0cd19, 0,          0,
		64,         0,          1,          2 | 8,
	};
	uint8_t *state = state_of(kernel, HLN_CORE_BLAKE3);
	uint8_t data[1024];

	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)(i % 251);
	for (size_t l = 0; l < kernel->lanes; l++) {
		put_lane(state, kernel->lanes, l, HLN_CORE_BLAKE3, one);
		t.in[l] = data;
	}
	kernel->blocks(state, t.in, sizeof(data) / 64);
	for (size_t l = 0; l < kernel->lanes; l++) {
		get_lane(state, kernel->lanes, l, HLN_CORE_BLAKE3, one);
		if (memcmp(one, expected, sizeof(expected)))
			fail("%s: lane %zu misses BLAKE3's vector", name, l);
	}
}

void check_lanes(const struct hln_isa *isa, enum hln_core core,
		 const struct hln_kernel *kernel)
{
	char name[64];

	snprintf(name, sizeof(name), "%s/%s/x%u", core_name(core), isa->name,
		 (unsigned)kernel->lanes);
	if (!state_of(kernel, core)) {
		fail("%s: its state exceeds HLN_KERNEL_STATE_BYTES_MAX", name);
		return;
	}
	if (core == HLN_CORE_BLAKE3) {
		check_blake3(kernel, name);
		check_against_scalar(kernel, core, name, 64);
	}
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		const struct hln_md *md = functions[i].md;

		if (md->core != core)
			continue;
		for (size_t blocks = 0; has_oracles() && blocks < BLOCKS_MAX;
		     blocks++)
			check_messages(kernel, md, functions[i].name, name,
				       blocks);
		/* Functions over one core differ only in Keccak's rate. */
		if (core == HLN_CORE_KECCAK || md == &hln_md4 ||
		    md == &hln_md5 || md == &hln_sha1 || md == &hln_sha256 ||
		    md == &hln_sha512 || md == &hln_blake2b ||
		    md == &hln_blake2s || md == &hln_tiger)
			check_against_scalar(kernel, core, name,
					     md->block_bytes);
	}
}
