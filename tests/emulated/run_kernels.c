/* SPDX-License-Identifier: MIT */
/*
 * run_kernels.c - every lane kernel that this CPU can run against the scalar
 * one, for processors that are emulated: the choice of kernels hides those
 * that a better one outruns. Needs nothing but the library's sources.
 */
#include "../../src/lane/cpu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS_MAX = 5, BLOCK_BYTES = 128 };

static const struct {
	enum hln_core core;
	const char *name;
	size_t words;
	size_t word_bytes;
} cores[] = {
	{ HLN_CORE_MD4, "md4", 4, 4 },
	{ HLN_CORE_MD5, "md5", 4, 4 },
	{ HLN_CORE_SHA1, "sha1", 5, 4 },
	{ HLN_CORE_SHA256, "sha256", 8, 4 },
	{ HLN_CORE_SHA512, "sha512", 8, 8 },
	{ HLN_CORE_TIGER, "tiger", 3, 8 },
	{ HLN_CORE_BLAKE2B, "blake2b", 11, 8 },
	{ HLN_CORE_BLAKE2S, "blake2s", 11, 4 },
};

static void fill(uint8_t *p, size_t bytes)
{
	static uint32_t seed = 1;

	for (size_t i = 0; i < bytes; i++) {
		seed = seed * 1103515245 + 12345;
		p[i] = (uint8_t)(seed >> 16);
	}
}

/* One lane at a time through the scalar kernel must give the same state. */
static int check(size_t at, const struct hln_kernel *kernel, size_t blocks)
{
	static uint64_t state[HLN_LANES_MAX * HLN_STATE_WORDS_MAX];
	static uint64_t before[HLN_LANES_MAX * HLN_STATE_WORDS_MAX];
	static uint8_t data[HLN_LANES_MAX][BLOCKS_MAX * BLOCK_BYTES + 64];
	const uint8_t *in[HLN_LANES_MAX];
	const struct hln_kernel *scalar = hln_kernel_single(cores[at].core, 0);
	size_t bytes = cores[at].word_bytes, words = cores[at].words;

	fill((uint8_t *)state, sizeof(state));
	memcpy(before, state, sizeof(state));
	fill(data[0], sizeof(data));
	for (size_t lane = 0; lane < kernel->lanes; lane++)
		in[lane] = data[lane] + lane % 64;
	kernel->blocks(state, in, blocks);
	for (size_t lane = 0; lane < kernel->lanes; lane++) {
		uint64_t one[HLN_STATE_WORDS_MAX];

		for (size_t w = 0; w < words; w++)
			memcpy((uint8_t *)one + w * bytes,
			       (uint8_t *)before +
				       (w * kernel->lanes + lane) * bytes,
			       bytes);
		scalar->blocks(one, &in[lane], blocks);
		for (size_t w = 0; w < words; w++)
			if (memcmp((uint8_t *)one + w * bytes,
				   (uint8_t *)state +
					   (w * kernel->lanes + lane) * bytes,
				   bytes))
				return 1;
	}
	return 0;
}

int main(void)
{
	uint32_t cpu = hln_cpu_features();
	size_t kernels = 0, failed = 0;

	for (size_t i = 0; hln_isas[i]; i++) {
		if (hln_isas[i]->needs & ~cpu)
			continue;
		for (size_t c = 0; c < sizeof(cores) / sizeof(cores[0]); c++) {
			const struct hln_kernel *kernel =
				hln_isas[i]->kernels[cores[c].core];

			for (; kernel && kernel->blocks; kernel++) {
				int bad = 0;

				if (kernel->needs & ~cpu)
					continue;
				for (size_t n = 0; n <= BLOCKS_MAX; n++)
					bad |= check(c, kernel, n);
				kernels++;
				failed += bad != 0;
				printf("%s %s x%u %s\n", hln_isas[i]->name,
				       cores[c].name, (unsigned)kernel->lanes,
				       bad ? "FAIL" : "ok");
			}
		}
	}
	printf("%zu kernels, %zu failed\n", kernels, failed);
	return failed || !kernels ? EXIT_FAILURE : EXIT_SUCCESS;
}
