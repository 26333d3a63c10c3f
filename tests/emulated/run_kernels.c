/* SPDX-License-Identifier: MIT */
/*
 * run_kernels.c - every kernel that this CPU can run against the scalar one,
 * for processors that are emulated: the choice of kernels hides those
 * that a better one outruns. Needs nothing but the library's sources.
 */
#include "../../src/lane/cpu.h"
#include "../../src/lane/utf8.h"

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

enum { TEXT_MAX = 300, AFTER = 3 };

/* One text, in a block of just its size, through the kernels of a set. */
static int check_one_text(const struct hln_isa *isa, const char *text,
			  size_t bytes)
{
	size_t room = hln_utf8_room(bytes);
	char *in = malloc(bytes + 1), *out = malloc(2 * room);
	char *copy = malloc(2 * room);
	int bad = 1;

	if (in && out && copy) {
		memcpy(in, text, bytes);
		bad = isa->utf8_check(in, bytes) !=
			      hln_isa_scalar.utf8_check(in, bytes) ||
		      isa->utf8_copy(out, in, bytes) !=
			      hln_isa_scalar.utf8_copy(copy, in, bytes) ||
		      memcmp(out, copy, bytes + 1) != 0;
		isa->hex(out, (const uint8_t *)in, bytes);
		hln_isa_scalar.hex(copy, (const uint8_t *)in, bytes);
		bad |= memcmp(out, copy, 2 * bytes) != 0;
	}
	free(in);
	free(out);
	free(copy);
	return bad;
}

/* Borders of each kind of byte, at every place of a few vectors. */
static int check_texts(const struct hln_isa *isa)
{
	static const unsigned char kinds[] = {
		0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1,
		0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5,
	};
	const size_t count = sizeof(kinds);
	char text[TEXT_MAX];
	int bad = 0;

	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < count * count * count * count; i++) {
		size_t at = i % (TEXT_MAX - 4 - AFTER);
		char *four = text + at;

		four[0] = (char)kinds[i % count];
		four[1] = (char)kinds[i / count % count];
		four[2] = (char)kinds[i / count / count % count];
		four[3] = (char)kinds[i / count / count / count];
		bad |= check_one_text(isa, text, at + 4 + i % (1 + AFTER));
		memset(four, 'a', 4);
	}
	return bad;
}

/* What is written is what is read, of every character. */
static int check_characters(void)
{
	for (uint32_t c = 0; c < 0x110000; c++) {
		char form[4];
		size_t n = hln_utf8_put(form, c);
		size_t step = hln_utf8_step(form, n);

		if (step != (c >> 11 == 0x1b ? 0 : n))
			return 1;
	}
	return 0;
}

static int check_narrow(const struct hln_isa *isa)
{
	static uint16_t wide[TEXT_MAX];
	static char out[TEXT_MAX];

	for (size_t units = 0; units < TEXT_MAX; units++)
		for (size_t wrong = 0; wrong <= units; wrong++) {
			size_t n;

			for (size_t i = 0; i < units; i++)
				wide[i] = (uint16_t)(1 + i % 127);
			wide[wrong] = units % 2 ? 0 : 0x80;
			n = isa->utf16_narrow(out, wide, units);
			if (n > wrong || (wrong == units && n != units))
				return 1;
			for (size_t i = 0; i < n; i++)
				if (out[i] != (char)wide[i])
					return 1;
		}
	return 0;
}

static void count(int bad, const char *isa, const char *what, size_t *kernels,
		  size_t *failed)
{
	++*kernels;
	*failed += bad != 0;
	printf("%s %s %s\n", isa, what, bad ? "FAIL" : "ok");
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
		if (hln_isas[i]->hex && hln_isas[i]->utf8_copy)
			count(check_texts(hln_isas[i]), hln_isas[i]->name,
			      "text", &kernels, &failed);
		if (hln_isas[i]->utf16_narrow)
			count(check_narrow(hln_isas[i]), hln_isas[i]->name,
			      "utf16", &kernels, &failed);
	}
	count(check_characters(), "scalar", "characters", &kernels, &failed);
	printf("%zu kernels, %zu failed\n", kernels, failed);
	return failed || !kernels ? EXIT_FAILURE : EXIT_SUCCESS;
}
