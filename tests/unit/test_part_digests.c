/* SPDX-License-Identifier: MIT */
/*
 * test_part_digests.c - digests of the parts of inputs (HASHLANE_JOB_PARTS):
 * those that other implementations compute, of any length around the borders
 * of leaves, ranges and chunks, however they are read and cut; a byte that is
 * damaged shows in one part, the one it is in.
 */
#define _GNU_SOURCE
#include "../../src/hash/hasher_batch.h"
#include "../../src/lane/cpu.h"
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	KIB = 1024,
	MIB = 1024 * KIB,
	ED2K_CHUNK = 9728000,
	BT2_LEAF = 16 * KIB,
	SHA256_BYTES = 32,
	LENGTHS_MAX = 128,
	STREAMS_MAX = 8,
	SPECS_MAX = 16,
	DATA_BYTES = 4 * ED2K_CHUNK + 3 * MIB
};

/* ---- What must come out ---- */

/* Parts of one algorithm over the first bytes of the data. */
struct expected {
	uint64_t part_bytes;
	size_t digest_bytes, count;
	uint8_t *digests;
};

/* The tree's root of a rest, padded with zero leaves to 1 MiB. */
static void pad_bt2(uint8_t *digest, size_t bytes)
{
	size_t leaves = (bytes + BT2_LEAF - 1) / BT2_LEAF, height = 0;
	uint8_t pair[2 * SHA256_BYTES], zero[SHA256_BYTES] = { 0 };

	for (size_t n = 1; n < MIB / BT2_LEAF; n *= 2, height++) {
		if (n >= leaves) {
			memcpy(pair, digest, SHA256_BYTES);
			memcpy(pair + SHA256_BYTES, zero, SHA256_BYTES);
			oracle_sha256(digest, pair, sizeof(pair));
		}
		memcpy(pair, zero, SHA256_BYTES);
		memcpy(pair + SHA256_BYTES, zero, SHA256_BYTES);
		oracle_sha256(zero, pair, sizeof(pair));
	}
	assert_int_equal(height, 6);
}

static void digest_range(uint8_t *digest, int32_t id, const uint8_t *data,
			 size_t bytes)
{
	const struct hashlane_algorithm_spec tth = { .id = HASHLANE_HASH_TTH };

	switch (id) {
	case HASHLANE_HASH_ED2K:
	case HASHLANE_HASH_ED2K_BLUE:
		oracle_md4(digest, data, bytes);
		break;
	case HASHLANE_HASH_S3_ETAG:
		oracle_md5(digest, data, bytes);
		break;
	case HASHLANE_HASH_DROPBOX:
		oracle_sha256(digest, data, bytes);
		break;
	case HASHLANE_HASH_TTH:
		(void)oracle_digest(digest, &tth, data, bytes);
		break;
	case HASHLANE_HASH_GLACIER:
		oracle_glacier(digest, data, bytes);
		break;
	case HASHLANE_HASH_BT2_PIECES_ROOT:
		(void)oracle_bt2_pieces_root(digest, data, bytes);
		break;
	default:
		fail_msg("no oracle for the parts of %d", id);
	}
}

/* false: the algorithm has no parts. */
static bool choose_lengths(struct expected *expected,
			   const struct hashlane_algorithm_spec *spec)
{
	expected->digest_bytes = SHA256_BYTES;
	expected->part_bytes = MIB;
	switch (spec->id) {
	case HASHLANE_HASH_ED2K:
	case HASHLANE_HASH_ED2K_BLUE:
		expected->digest_bytes = 16;
		expected->part_bytes = ED2K_CHUNK;
		return true;
	case HASHLANE_HASH_S3_ETAG:
		expected->digest_bytes = 16;
		expected->part_bytes = spec->param ? spec->param : 8 * MIB;
		return true;
	case HASHLANE_HASH_DROPBOX:
		expected->part_bytes = 4 * MIB;
		return true;
	case HASHLANE_HASH_TTH:
		expected->digest_bytes = 24;
		return true;
	case HASHLANE_HASH_GLACIER:
	case HASHLANE_HASH_BT2_PIECES_ROOT:
		return true;
	case HASHLANE_HASH_AICH:
		expected->digest_bytes = 20;
		expected->part_bytes = ED2K_CHUNK;
		return true;
	default:
		return false;
	}
}

static bool expect(struct expected *expected,
		   const struct hashlane_algorithm_spec *spec,
		   const uint8_t *data, size_t bytes)
{
	size_t part, n;

	expected->digests = NULL;
	if (!choose_lengths(expected, spec))
		return false;
	part = (size_t)expected->part_bytes;
	n = expected->digest_bytes;
	expected->count = bytes / part + (bytes % part != 0);
	expected->digests = calloc(expected->count + 1, n);
	assert_non_null(expected->digests);
	if (spec->id == HASHLANE_HASH_AICH) {
		if (bytes)
			oracle_aich_parts(expected->digests, data, bytes);
		return true;
	}
	for (size_t i = 0; i < expected->count; i++) {
		size_t left = bytes - i * part;

		digest_range(expected->digests + i * n, spec->id,
			     data + i * part, left < part ? left : part);
		if (spec->id == HASHLANE_HASH_BT2_PIECES_ROOT && i &&
		    left < part)
			pad_bt2(expected->digests + i * n, left);
	}
	if (spec->id == HASHLANE_HASH_ED2K && bytes && bytes % part == 0)
		oracle_md4(expected->digests + expected->count++ * n, data, 0);
	return true;
}

/* The file's digest, from its parts as the algorithm combines them. */
static void combine(uint8_t *digest, int32_t id,
		    const struct expected *expected)
{
	size_t n = expected->digest_bytes;
	oracle_hash *hash = n == 16 ? oracle_md4 : oracle_sha256;

	if (expected->count == 1 && id != HASHLANE_HASH_DROPBOX)
		memcpy(digest, expected->digests, n);
	else
		hash(digest, expected->digests, expected->count * n);
}

/* ---- Sizes and sets ---- */

static const char *const sets[] = { "tth",
				    "glacier",
				    "bt2-pieces-root",
				    "ed2k",
				    "ed2k-blue",
				    "aich",
				    "dropbox",
				    "s3-etag",
				    "s3-etag:part=5MiB",
				    "s3-etag:part=1KiB",
				    "ed2k ed2k-blue",
				    "ed2k aich tth",
				    "tth glacier bt2-pieces-root",
				    "dropbox bt2-pieces-root crc32",
				    "md5 tth ed2k",
				    "sha256 aich s3-etag:part=100000 dropbox",
				    "tth tth ed2k tth" };

enum { SETS = sizeof(sets) / sizeof(sets[0]) };

static size_t read_set(struct hashlane_algorithm_spec *specs, const char *text)
{
	size_t count = 0;

	while (*text) {
		char name[64] = "";
		size_t n = strcspn(text, " ");

		assert_true(n < sizeof(name) && count < SPECS_MAX);
		memcpy(name, text, n);
		specs[count++] = spec_of(name);
		text += n + strspn(text + n, " ");
	}
	return count;
}

static size_t choose_sizes(size_t *sizes, struct random_source *random)
{
	static const size_t borders[] = {
		0,        KIB,        BT2_LEAF,       MIB,
		2 * MIB,  3 * MIB,    4 * MIB,        5 * MIB,
		8 * MIB,  ED2K_CHUNK, 2 * ED2K_CHUNK, 12 * MIB,
		20 * MIB, 28 * MIB,   3 * ED2K_CHUNK, 4 * ED2K_CHUNK
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(borders) / sizeof(borders[0]); i++) {
		sizes[count++] = borders[i];
		sizes[count++] = borders[i] + 1;
		if (borders[i])
			sizes[count++] = borders[i] - 1;
		sizes[count++] = borders[i] + random_length(random, 2 * MIB);
	}
	for (size_t i = 0; i < 16; i++)
		sizes[count++] = random_length(random, DATA_BYTES);
	assert_true(count <= LENGTHS_MAX);
	return count;
}

static uint8_t *make_data(struct random_source *random)
{
	uint8_t *data = malloc(DATA_BYTES);

	assert_non_null(data);
	random_fill(random, data, DATA_BYTES);
	return data;
}

/* ---- The engine ---- */

static void check_parts(const struct hashlane_parts *parts,
			const struct expected *expected, const char *what,
			size_t bytes)
{
	assert_true(parts->part_bytes == expected->part_bytes);
	assert_int_equal(parts->digest_bytes, expected->digest_bytes);
	if (!same_bytes(what, parts->digests,
			parts->count * parts->digest_bytes, expected->digests,
			expected->count * expected->digest_bytes))
		fail_msg("parts of %zu bytes", bytes);
}

static void check_row(const struct hashlane_results *block, uint32_t i,
		      const struct hashlane_algorithm_spec *specs,
		      size_t spec_count, const uint8_t *data, size_t bytes)
{
	for (size_t k = 0; k < spec_count; k++) {
		struct hashlane_parts parts = { .struct_size = sizeof(parts) };
		struct expected expected;
		int32_t status = hashlane_results_get_parts(&parts, block, i,
							    k);

		if (!expect(&expected, &specs[k], data, bytes) ||
		    (specs[k].id == HASHLANE_HASH_BT2_PIECES_ROOT && !bytes)) {
			assert_int_equal(status, HASHLANE_NOT_FOUND);
			free(expected.digests);
			continue;
		}
		assert_int_equal(status, HASHLANE_OK);
		check_parts(&parts, &expected, algorithm_text(&specs[k]),
			    bytes);
		free(expected.digests);
	}
}

static hashlane_engine make_engine(int32_t workers)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.isa = test_isa(),
	};
	hashlane_engine engine;

	assert_int_equal(hashlane_engine_create(&engine, &options, NULL),
			 HASHLANE_OK);
	return engine;
}

/* Run inputs, the first sizes[i] bytes of the data each. */
static void run_job(const struct hashlane_input *inputs, const size_t *sizes,
		    size_t count, const uint8_t *data, const char *set,
		    int32_t workers, uint32_t flags)
{
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t spec_count = read_set(specs, set), rows = 0;
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = spec_count,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = count,
		.flags = flags,
		.order = workers > 1 ? HASHLANE_ORDER_INPUT : 0,
	};
	hashlane_engine engine = make_engine(workers);
	const struct hashlane_results *block;
	int64_t descriptor;
	hashlane_job job;

	assert_int_equal(hashlane_job_create(&job, engine, &options, NULL),
			 HASHLANE_OK);
	/* Then blocks come before they are full. */
	assert_int_equal(hashlane_job_get_descriptor(&descriptor, job),
			 HASHLANE_OK);
	while (!hashlane_job_next(&block, job, -1)) {
		for (uint32_t i = 0; i < hashlane_results_get_count(block);
		     i++, rows++) {
			struct hashlane_row row = { .struct_size =
							    sizeof(row) };

			assert_int_equal(
				hashlane_results_get_row(&row, block, i),
				HASHLANE_OK);
			assert_int_equal(row.status, HASHLANE_OK);
			check_row(block, i, specs, spec_count, data,
				  sizes[row.index]);
		}
		hashlane_results_destroy(block);
	}
	assert_int_equal(rows, count);
	assert_int_equal(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

static void test_memory(void **state)
{
	struct random_source random = random_from_environment("memory");
	struct hashlane_input inputs[STREAMS_MAX];
	size_t sizes[LENGTHS_MAX], some[STREAMS_MAX];
	uint8_t *data = make_data(&random);
	size_t count = choose_sizes(sizes, &random);

	(void)state;
	for (size_t s = 0; s < SETS; s++) {
		for (size_t i = 0; i < STREAMS_MAX; i++) {
			some[i] = sizes[random_below(&random, count)];
			inputs[i] = (struct hashlane_input){
				.kind = HASHLANE_INPUT_MEMORY,
				.data = data,
				.data_bytes = some[i],
			};
		}
		run_job(inputs, some, STREAMS_MAX, data, sets[s],
			s & 1 ? 1 : 4,
			HASHLANE_JOB_PARTS | (random_next(&random) & 1 ?
						      HASHLANE_JOB_STREAM :
						      0));
	}
	free(data);
}

/* One file of each length, each under two names. */
static void test_files(void **state)
{
	static const size_t lengths[] = { 0,
					  20 * MIB + 12345,
					  4 * ED2K_CHUNK,
					  2 * ED2K_CHUNK + 1,
					  DATA_BYTES,
					  3 * MIB };
	enum { FILES = sizeof(lengths) / sizeof(lengths[0]) };
	struct random_source random = random_from_environment("files");
	struct hashlane_input inputs[2 * FILES];
	char paths[2 * FILES][64];
	uint8_t *data = make_data(&random);
	char folder[] = "/tmp/hashlane-parts-XXXXXX";
	size_t sizes[2 * FILES];

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < 2 * FILES; i++) {
		size_t bytes = lengths[i % FILES];
		FILE *file;

		snprintf(paths[i], sizeof(paths[i]), "%s/%zu", folder, i);
		sizes[i] = bytes;
		inputs[i] = (struct hashlane_input){
			.kind = HASHLANE_INPUT_PATH,
			.data = paths[i],
			.data_bytes = strlen(paths[i]),
		};
		if (i >= FILES) {
			assert_int_equal(link(paths[i - FILES], paths[i]), 0);
			continue;
		}
		file = fopen(paths[i], "wb");
		assert_non_null(file);
		assert_int_equal(fwrite(data, 1, bytes, file), bytes);
		assert_int_equal(fclose(file), 0);
	}
	for (size_t s = 0; s < SETS; s++)
		run_job(inputs, sizes, s % 3 ? FILES : 2 * FILES, data,
			sets[s], s % 2 ? 4 : 1,
			HASHLANE_JOB_PARTS |
				(s % 3 ? HASHLANE_JOB_STREAM :
					 HASHLANE_JOB_LINKS_ONCE));
	for (size_t i = 0; i < 2 * FILES; i++)
		assert_int_equal(unlink(paths[i]), 0);
	assert_int_equal(rmdir(folder), 0);
	free(data);
}

/* ---- What it is good for ---- */

struct kept {
	uint8_t *digests[SPECS_MAX];
	size_t digest_bytes[SPECS_MAX], count[SPECS_MAX];
	uint64_t part_bytes[SPECS_MAX];
};

static void keep_parts(struct kept *kept, const uint8_t *data, size_t bytes,
		       const struct hashlane_algorithm_spec *specs,
		       size_t spec_count, hashlane_engine engine)
{
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = data,
		.data_bytes = bytes,
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = spec_count,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
		.flags = HASHLANE_JOB_PARTS,
	};
	const struct hashlane_results *block;
	hashlane_job job;

	assert_int_equal(hashlane_job_create(&job, engine, &options, NULL),
			 HASHLANE_OK);
	assert_int_equal(hashlane_job_next(&block, job, -1), HASHLANE_OK);
	for (size_t k = 0; k < spec_count; k++) {
		struct hashlane_parts parts = { .struct_size = sizeof(parts) };
		size_t n;

		assert_int_equal(
			hashlane_results_get_parts(&parts, block, 0, k),
			HASHLANE_OK);
		n = parts.count * parts.digest_bytes;
		kept->digests[k] = malloc(n);
		assert_non_null(kept->digests[k]);
		memcpy(kept->digests[k], parts.digests, n);
		kept->digest_bytes[k] = parts.digest_bytes;
		kept->count[k] = parts.count;
		kept->part_bytes[k] = parts.part_bytes;
	}
	hashlane_results_destroy(block);
	/* The caller changes the data. */
	end_job(engine, job);
}

static void test_damage(void **state)
{
	struct random_source random = random_from_environment("damage");
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t spec_count = read_set(specs, "tth glacier bt2-pieces-root ed2k "
					    "ed2k-blue aich dropbox s3-etag "
					    "s3-etag:part=1MiB");
	uint8_t *data = make_data(&random);
	hashlane_engine engine = make_engine(4);

	(void)state;
	for (int round = 0; round < 6; round++) {
		size_t bytes = DATA_BYTES - random_length(&random, 30 * MIB);
		size_t at = (size_t)random_below(&random, bytes);
		struct kept whole, damaged;

		keep_parts(&whole, data, bytes, specs, spec_count, engine);
		data[at] ^= (uint8_t)(1 << random_below(&random, 8));
		keep_parts(&damaged, data, bytes, specs, spec_count, engine);
		for (size_t k = 0; k < spec_count; k++) {
			size_t n = whole.digest_bytes[k];
			uint64_t part = at / whole.part_bytes[k];

			assert_int_equal(whole.count[k], damaged.count[k]);
			assert_true(part < whole.count[k]);
			for (size_t i = 0; i < whole.count[k]; i++)
				assert_true((memcmp(whole.digests[k] + i * n,
						    damaged.digests[k] + i * n,
						    n) != 0) == (i == part));
			free(whole.digests[k]);
			free(damaged.digests[k]);
		}
	}
	end_engine(engine);
	free(data);
}

/* The oracle above agrees with the digests' own where that is simple. */
static void test_oracle(void **state)
{
	static const char *const names[] = { "ed2k", "ed2k-blue", "dropbox" };
	static const size_t sizes[] = { 1, 3 * MIB, ED2K_CHUNK, ED2K_CHUNK + 1,
					2 * ED2K_CHUNK };
	struct random_source random = random_from_environment("oracle");
	uint8_t *data = make_data(&random);

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct hashlane_algorithm_spec spec = spec_of(names[k]);

		for (size_t i = 0; i < 5; i++) {
			uint8_t mine[HASHLANE_MAX_DIGEST_BYTES];
			uint8_t whole[HASHLANE_MAX_DIGEST_BYTES];
			struct expected expected;
			size_t n = oracle_digest(whole, &spec, data, sizes[i]);

			assert_true(expect(&expected, &spec, data, sizes[i]));
			combine(mine, spec.id, &expected);
			assert_true(same_bytes(names[k], mine, n, whole, n));
			free(expected.digests);
		}
	}
	free(data);
}

/* ---- Streams side by side, in any pieces, in parts ---- */

static void make_hasher(struct hln_hasher *hasher, const struct hln_set *set,
			uint32_t cpu, size_t bytes, bool size_known)
{
	hasher->set = set;
	hasher->cpu = cpu;
	hasher->size_known = size_known;
	hasher->size_bytes = size_known ? bytes : 0;
	hasher->states = aligned_alloc(64, set->state_bytes);
	assert_non_null(hasher->states);
	memset(hasher->states, 0xa5, set->state_bytes);
}

static void drop_hasher(struct hln_hasher *hasher)
{
	hln_hasher_drop(hasher);
	free(hasher->states);
}

static void check_hasher(struct hln_hasher *hasher,
			 const struct hashlane_algorithm_spec *specs,
			 const uint8_t *data, size_t bytes)
{
	for (size_t k = 0; k < hasher->set->output_count; k++) {
		struct expected expected;
		struct hashlane_parts parts;
		const uint8_t *digests;
		size_t n;
		int32_t status = hln_hasher_ranges(hasher, k, &digests, &n);

		if (!expect(&expected, &specs[k], data, bytes)) {
			assert_int_equal(status, HASHLANE_NOT_FOUND);
			continue;
		}
		assert_int_equal(status, HASHLANE_OK);
		parts.digests = digests;
		parts.part_bytes = hln_hasher_range_bytes(hasher->set, k);
		parts.digest_bytes = expected.digest_bytes;
		parts.count = n / parts.digest_bytes;
		check_parts(&parts, &expected, algorithm_text(&specs[k]),
			    bytes);
		free(expected.digests);
	}
}

static void check_together(const struct hln_set *set, uint32_t cpu,
			   const struct hashlane_algorithm_spec *specs,
			   const uint8_t *data, struct random_source *random)
{
	size_t at[STREAMS_MAX] = { 0 }, bytes[STREAMS_MAX], n;
	struct hln_hasher hashers[STREAMS_MAX], *fed[STREAMS_MAX];
	size_t pieces[STREAMS_MAX];
	const uint8_t *from[STREAMS_MAX];

	for (size_t i = 0; i < STREAMS_MAX; i++) {
		bytes[i] = random_below(random, 2) ?
				   random_length(random, 24 * MIB) :
				   (size_t)random_below(random, 5 * MIB);
		make_hasher(&hashers[i], set, cpu, bytes[i],
			    random_below(random, 2));
		hln_hasher_start(&hashers[i]);
	}
	do {
		n = 0;
		for (size_t i = 0; i < STREAMS_MAX; i++) {
			size_t left = bytes[i] - at[i];

			if (!left)
				continue;
			fed[n] = &hashers[i];
			from[n] = data + at[i];
			pieces[n] = random_below(random, 3) ?
					    (size_t)random_below(random,
								 left + 1) :
					    left;
			at[i] += pieces[n++];
		}
		hln_hasher_batch_update(fed, from, pieces, n);
	} while (n);
	for (size_t i = 0; i < STREAMS_MAX; i++) {
		assert_int_equal(hashers[i].failure, HASHLANE_OK);
		check_hasher(&hashers[i], specs, data, bytes[i]);
		drop_hasher(&hashers[i]);
	}
}

/* The length of a part, any that all works take. */
static size_t choose_part(const struct hln_set *set, uint32_t cpu,
			  struct random_source *random)
{
	size_t wish = BT2_LEAF * (1 + (size_t)random_below(random, 300));

	for (size_t i = 0; i < set->work_count; i++) {
		const struct hln_task task = {
			.work = set->slots[i].work.work,
			.param = set->slots[i].work.param,
			.cpu = cpu,
		};

		if (!task.work->shape->part_bytes ||
		    task.work->shape->part_bytes(&task, wish) != wish)
			return (size_t)hln_hasher_part_bytes(set, DATA_BYTES,
							     cpu);
	}
	return wish;
}

static void check_joined(const struct hln_set *set, uint32_t cpu,
			 const struct hashlane_algorithm_spec *specs,
			 const uint8_t *data, struct random_source *random)
{
	size_t bytes = (size_t)random_below(random, DATA_BYTES);
	size_t part_bytes = choose_part(set, cpu, random);
	struct hln_hasher whole, part;

	if (!part_bytes)
		return;
	make_hasher(&whole, set, cpu, bytes, true);
	hln_hasher_start(&whole);
	for (size_t at = 0; at < bytes; at += part_bytes) {
		size_t n = bytes - at < part_bytes ? bytes - at : part_bytes;

		make_hasher(&part, set, cpu, bytes, true);
		hln_hasher_start_part(&part, at);
		for (size_t done = 0, piece; done < n; done += piece) {
			piece = 1 + random_length(random, n - done - 1);
			if (random_below(random, 2))
				piece = n - done;
			assert_int_equal(hln_hasher_update(&part,
							   data + at + done,
							   piece),
					 HASHLANE_OK);
		}
		assert_int_equal(hln_hasher_join(&whole, &part), HASHLANE_OK);
		free(part.states);
	}
	check_hasher(&whole, specs, data, bytes);
	drop_hasher(&whole);
}

static void test_hashers(void **state)
{
	struct random_source random = random_from_environment("hashers");
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	uint8_t *data = make_data(&random);
	struct hln_set set;
	uint32_t cpu;
	size_t at;

	(void)state;
	assert_status(hln_cpu_limit(&cpu, test_isa()), HASHLANE_OK);
	for (size_t s = 0; s < SETS; s++) {
		size_t count = read_set(specs, sets[s]);

		assert_status(hln_hasher_set_resolve(&set, specs, count, &at),
			      HASHLANE_OK);
		set.wants_ranges = true;
		for (int round = 0; round < 2; round++) {
			check_together(&set, cpu, specs, data, &random);
			check_joined(&set, cpu, specs, data, &random);
		}
	}
	free(data);
}

/* What cannot be kept is told at the end, also through a join. */
static void test_no_memory(void **state)
{
	const uint8_t digest[16] = { 1 };
	struct hln_ranges whole, part;
	const uint8_t *digests;
	size_t bytes;

	(void)state;
	hln_ranges_init(&whole, true);
	hln_ranges_init(&part, true);
	hln_ranges_add(&whole, digest, sizeof(digest));
	/* More than there can be: refused before it is read. */
	hln_ranges_add(&part, digest, PTRDIFF_MAX);
	hln_ranges_add(&part, digest, sizeof(digest));
	assert_int_equal(hln_ranges_read(&digests, &bytes, &part, NULL, 0),
			 HASHLANE_NO_MEMORY);
	hln_ranges_add_from(&whole, &part, 0, sizeof(digest));
	assert_int_equal(hln_ranges_read(&digests, &bytes, &whole, digest,
					 sizeof(digest)),
			 HASHLANE_NO_MEMORY);
	hln_ranges_drop(&whole);
	hln_ranges_drop(&part);
}

/* ---- Without the flag, and wrong arguments ---- */

static void test_none(void **state)
{
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_TTH }, { .id = HASHLANE_HASH_MD5 }
	};
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = "abc",
		.data_bytes = 3,
	};
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
	};
	hashlane_engine engine = make_engine(1);

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		const struct hashlane_results *block;
		struct hashlane_parts parts = { .struct_size = sizeof(parts) };
		hashlane_job job;

		options.flags = i ? HASHLANE_JOB_PARTS : 0;
		assert_int_equal(
			hashlane_job_create(&job, engine, &options, NULL),
			HASHLANE_OK);
		assert_int_equal(hashlane_job_next(&block, job, -1),
				 HASHLANE_OK);
		assert_status(hashlane_results_get_parts(&parts, block, 0, 0),
			      i ? HASHLANE_OK : HASHLANE_NOT_FOUND);
		assert_status(hashlane_results_get_parts(&parts, block, 0, 1),
			      HASHLANE_NOT_FOUND);
		assert_status(hashlane_results_get_parts(&parts, block, 0, 2),
			      HASHLANE_ARGUMENT);
		assert_status(
			hashlane_results_get_parts(&parts, block, 0, 1000),
			HASHLANE_ARGUMENT);
		assert_status(hashlane_results_get_parts(&parts, block, 1, 0),
			      HASHLANE_ARGUMENT);
		assert_status(hashlane_results_get_parts(NULL, block, 0, 0),
			      HASHLANE_ARGUMENT);
		assert_status(hashlane_results_get_parts(&parts, NULL, 0, 0),
			      HASHLANE_ARGUMENT);
		parts.struct_size = 1;
		assert_status(hashlane_results_get_parts(&parts, block, 0, 0),
			      HASHLANE_ABI);
		hashlane_results_destroy(block);
		assert_int_equal(hashlane_job_destroy(job), HASHLANE_OK);
	}
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_hashers),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
