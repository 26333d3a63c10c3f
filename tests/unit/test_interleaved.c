/* SPDX-License-Identifier: MIT */
/*
 * test_interleaved.c - the serial algorithms of one hasher, which run together
 * block by block: any of them, in any splits, around the borders of chunks,
 * under every instruction set, have the digests they have alone.
 */
#include "../../src/lane/cpu.h"
#include "../../src/lane/interleaved_kernels.h"
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum {
	ED2K_CHUNK = 9728000,
	NAMES = 9,
	SUBSETS = 1 << NAMES,
	SHORT_MAX = 600000
};

/* 300007: chunks that end within a block, out of step with the others. */
static const char *const names[NAMES] = {
	"md5",     "md4",   "ed2k", "sha1",
	"sha256",  "crc32", "tth",  "s3-etag:part=300007",
	"dropbox",
};

/* Data with the oracle's digest of each name. */
struct sample {
	uint8_t *data;
	size_t bytes;
	struct hashlane_algorithm_spec specs[NAMES];
	uint8_t digests[NAMES][HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes[NAMES];
};

static void sample_make(struct sample *sample, struct random_source *random,
			size_t bytes)
{
	sample->data = malloc(bytes ? bytes : 1);
	assert_non_null(sample->data);
	sample->bytes = bytes;
	random_fill(random, sample->data, bytes);
	for (size_t i = 0; i < NAMES; i++) {
		sample->specs[i] = spec_of(names[i]);
		sample->digest_bytes[i] = oracle_digest(sample->digests[i],
							&sample->specs[i],
							sample->data, bytes);
	}
}

/* Check what a hasher of a subset has of the whole sample. */
static void check_digests(hashlane_hasher hasher, const struct sample *sample,
			  uint32_t subset, const char *what)
{
	size_t index = 0;

	for (size_t i = 0; i < NAMES; i++) {
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		size_t n = 99;

		if (!(subset >> i & 1))
			continue;
		assert_status(hashlane_hasher_get_digest(hasher, index++,
							 digest,
							 sizeof(digest), &n),
			      HASHLANE_OK);
		if (!same_bytes(names[i], digest, n, sample->digests[i],
				sample->digest_bytes[i]))
			fail_msg("%s of %zu bytes in subset %#x, %s", names[i],
				 sample->bytes, (unsigned)subset, what);
	}
}

static hashlane_hasher subset_hasher(const struct sample *sample,
				     uint32_t subset, int32_t isa)
{
	struct hashlane_algorithm_spec specs[NAMES];
	struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.isa = isa,
	};
	hashlane_hasher hasher;

	for (size_t i = 0; i < NAMES; i++)
		if (subset >> i & 1)
			specs[options.spec_count++] = sample->specs[i];
	assert_status(hashlane_hasher_create(&hasher, &options, NULL),
		      HASHLANE_OK);
	return hasher;
}

/* Feed data[from..to) in random pieces, short ones as likely as long ones. */
static void feed(hashlane_hasher hasher, const struct sample *sample,
		 size_t from, size_t to, struct random_source *random)
{
	while (from < to) {
		size_t piece = random_length(random, to - from);

		assert_status(hashlane_hasher_update(
				      hasher, sample->data + from, piece),
			      HASHLANE_OK);
		from += piece;
	}
}

/* Whole, in random pieces, and by a clone made in mid-stream. */
static void check_subset(const struct sample *sample, uint32_t subset,
			 int32_t isa, struct random_source *random)
{
	hashlane_hasher hasher = subset_hasher(sample, subset, isa), copy;
	size_t at = random_below(random, sample->bytes + 1);

	assert_status(
		hashlane_hasher_update(hasher, sample->data, sample->bytes),
		HASHLANE_OK);
	check_digests(hasher, sample, subset, "whole");
	assert_status(hashlane_hasher_reset(hasher), HASHLANE_OK);
	feed(hasher, sample, 0, at, random);
	assert_status(hashlane_hasher_clone(&copy, hasher), HASHLANE_OK);
	feed(hasher, sample, at, sample->bytes, random);
	check_digests(hasher, sample, subset, "in pieces");
	feed(copy, sample, at, sample->bytes, random);
	check_digests(copy, sample, subset, "cloned");
	assert_status(hashlane_hasher_destroy(copy), HASHLANE_OK);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

static void every_subset_in_random_pieces(void **state)
{
	struct random_source random = random_from_environment("interleaved");

	(void)state;
	for (uint32_t subset = 1; subset < SUBSETS; subset++) {
		struct sample sample;

		/* All sizes, but enough that chunks of S3 end within. */
		sample_make(&sample, &random,
			    subset % 4 ? random_length(&random, SHORT_MAX) :
					 SHORT_MAX - subset);
		check_subset(&sample, subset, test_isa(), &random);
		free(sample.data);
	}
}

static void every_instruction_set(void **state)
{
	struct random_source random =
		random_from_environment("interleaved isa");
	struct sample sample;

	(void)state;
	sample_make(&sample, &random, SHORT_MAX + 1);
	for (int32_t isa = HASHLANE_ISA_SCALAR; isa <= HASHLANE_ISA_NEON;
	     isa++) {
		uint32_t cpu;

		if (hln_cpu_limit(&cpu, isa)) {
			print_message("not run: instruction set %d\n", isa);
			continue;
		}
		for (uint32_t subset = 1; subset < SUBSETS; subset += 7)
			check_subset(&sample, subset, isa, &random);
	}
	free(sample.data);
}

static void around_ed2k_chunks(void **state)
{
	static const uint32_t subsets[] = { 0x00d, 0x01c, 0x02d, 0x07f,
					    0x0bd, 0x1ff, 0x005 };
	struct random_source random =
		random_from_environment("interleaved ed2k");

	(void)state;
	for (size_t chunks = 1; chunks <= 2; chunks++)
		for (size_t more = 0; more <= 2; more++) {
			struct sample sample;

			sample_make(&sample, &random,
				    chunks * ED2K_CHUNK - 1 + more);
			for (size_t i = 0;
			     i < sizeof(subsets) / sizeof(subsets[0]); i++)
				check_subset(&sample, subsets[i], test_isa(),
					     &random);
			free(sample.data);
		}
}

/* Two pieces, cut at every place around the border of a chunk. */
static void cut_around_a_border(void **state)
{
	struct random_source random =
		random_from_environment("interleaved cut");
	const uint32_t subset = 0x1fd; /* all but MD4 */
	struct sample sample;
	hashlane_hasher hasher;

	(void)state;
	sample_make(&sample, &random, 300007 + 200);
	hasher = subset_hasher(&sample, subset, test_isa());
	for (size_t at = 300007 - 130; at <= 300007 + 130; at++) {
		assert_status(hashlane_hasher_reset(hasher), HASHLANE_OK);
		assert_status(hashlane_hasher_update(hasher, sample.data, at),
			      HASHLANE_OK);
		assert_status(hashlane_hasher_update(hasher, sample.data + at,
						     sample.bytes - at),
			      HASHLANE_OK);
		check_digests(hasher, &sample, subset, "cut");
	}
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	free(sample.data);
}

/* Every kernel this machine can run, next to the one-lane kernels. */
static void kernels_equal_the_cores_alone(void **state)
{
	struct random_source random =
		random_from_environment("interleaved cores");
	uint32_t cpu = hln_cpu_features();
	uint8_t data[17 * 64 + 63];

	(void)state;
	random_fill(&random, data, sizeof(data));
	for (const struct hln_interleaved *kernel = hln_interleaved_kernels;
	     kernel->blocks; kernel++) {
		if (kernel->needs & ~cpu) {
			print_message("not run: cores %#x\n",
				      (unsigned)kernel->cores);
			continue;
		}
		for (size_t skew = 0; skew < 64; skew++) {
			uint32_t given[HLN_INTERLEAVED_CORES][8];
			uint32_t wanted[HLN_INTERLEAVED_CORES][8];
			void *states[HLN_INTERLEAVED_CORES];
			const uint8_t *in = data + skew;
			size_t blocks = skew % 18;

			random_fill(&random, given, sizeof(given));
			memcpy(wanted, given, sizeof(given));
			for (size_t c = 0; c < HLN_INTERLEAVED_CORES; c++) {
				bool takes = kernel->cores >> c & 1;

				states[c] = takes ? given[c] : NULL;
				if (takes)
					hln_kernel_single((enum hln_core)c, 0)
						->blocks(wanted[c], &in,
							 blocks);
			}
			kernel->blocks(states, in, blocks);
			assert_memory_equal(given, wanted, sizeof(given));
		}
	}
}

/* The kernel chosen never needs what may not be used, nor an absent core. */
static void choice_keeps_to_the_features(void **state)
{
	static const uint32_t features[] = { 0, HLN_CPU_SSE2, UINT32_MAX,
					     ~(uint32_t)HLN_CPU_SHA_NI };

	(void)state;
	for (size_t i = 0; i < sizeof(features) / sizeof(features[0]); i++)
		for (uint32_t cores = 0; cores < 16; cores++) {
			const struct hln_interleaved *kernel =
				hln_interleaved_for(cores, features[i]);

			if (!kernel)
				continue;
			assert_int_equal(kernel->needs & ~features[i], 0);
			assert_int_equal(kernel->cores & ~cores, 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kernels_equal_the_cores_alone),
		cmocka_unit_test(choice_keeps_to_the_features),
		cmocka_unit_test(every_subset_in_random_pieces),
		cmocka_unit_test(every_instruction_set),
		cmocka_unit_test(around_ed2k_chunks),
		cmocka_unit_test(cut_around_a_border),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
