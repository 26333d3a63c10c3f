/* SPDX-License-Identifier: MIT */
/*
 * test_parts.c - parts of a stream that are hashed apart and joined: any
 * algorithms that allow it, any sizes around the borders of leaves, chunks
 * and parts, fed in any pieces, one after the other or side by side, under
 * every instruction set, have the digests of the whole stream.
 */
#include "../../src/hash/hasher_batch.h"
#include "../../src/lane/cpu.h"
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum {
	KIB = 1024,
	MIB = 1024 * KIB,
	ED2K_CHUNK = 9728000,
	WISH = 4 * MIB, /* where the algorithms leave it open */
	PARTS_MAX = 64,
	SETS_MAX = 8 /* specs of a set here */
};

/* A set, and how streams of it are cut. */
struct plan {
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count;
	struct hln_set set;
	uint64_t part_bytes;
	uint32_t cpu;
};

/* A stream with what an oracle says of it. */
struct sample {
	const uint8_t *data;
	size_t bytes;
	uint8_t digests[SETS_MAX][HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes[SETS_MAX];
};

/* Names with a blank between. */
static void plan_make(struct plan *plan, const char *names, int32_t isa)
{
	size_t at;

	plan->count = 0;
	while (*names) {
		char name[64] = "";
		size_t n = strcspn(names, " ");

		assert_true(n < sizeof(name));
		memcpy(name, names, n);
		plan->specs[plan->count++] = spec_of(name);
		names += n + strspn(names + n, " ");
	}
	assert_true(plan->count <= SETS_MAX);
	assert_status(hln_cpu_limit(&plan->cpu, isa), HASHLANE_OK);
	assert_status(hln_hasher_set_resolve(&plan->set, plan->specs,
					     plan->count, &at),
		      HASHLANE_OK);
	plan->part_bytes = hln_hasher_part_bytes(&plan->set, 0, plan->cpu);
}

/* Do all works take parts of that length, too? */
static bool allows(const struct plan *plan, uint64_t part_bytes)
{
	for (size_t i = 0; i < plan->set.work_count; i++) {
		const struct hln_task task = {
			.work = plan->set.slots[i].work.work,
			.param = plan->set.slots[i].work.param,
			.cpu = plan->cpu,
		};

		if (task.work->shape->part_bytes(&task, part_bytes) !=
		    part_bytes)
			return false;
	}
	return true;
}

/* All data are the start of one long random stream. */
static void sample_make(struct sample *sample, const struct plan *plan,
			const uint8_t *data, size_t bytes)
{
	sample->data = data;
	sample->bytes = bytes;
	for (size_t i = 0; i < plan->count; i++)
		sample->digest_bytes[i] = oracle_digest(
			sample->digests[i], &plan->specs[i], data, bytes);
}

static void hasher_make(struct hln_hasher *hasher, const struct plan *plan,
			const struct sample *sample, bool size_known)
{
	hasher->set = &plan->set;
	hasher->cpu = plan->cpu;
	hasher->size_known = size_known;
	hasher->size_bytes = size_known ? sample->bytes : 0;
	hasher->states = aligned_alloc(64, plan->set.state_bytes);
	assert_non_null(hasher->states);
	/* No state may count on zeros. */
	memset(hasher->states, 0xa5, plan->set.state_bytes);
}

/* Any piece of what is left, often all of it. */
static size_t choose_piece(struct random_source *random, size_t left)
{
	return random_below(random, 4) ? random_length(random, left) : left;
}

static void feed(struct hln_hasher *hasher, const uint8_t *data, size_t bytes,
		 struct random_source *random)
{
	while (bytes) {
		size_t piece = choose_piece(random, bytes);

		assert_status(hln_hasher_update(hasher, data, piece),
			      HASHLANE_OK);
		data += piece;
		bytes -= piece;
	}
}

/* Feed all at once, each a random piece a round. */
static void feed_together(struct hln_hasher *parts, const uint8_t *const *data,
			  const size_t *bytes, size_t count,
			  struct random_source *random)
{
	struct hln_hasher *fed[PARTS_MAX];
	const uint8_t *pieces[PARTS_MAX];
	size_t lengths[PARTS_MAX], at[PARTS_MAX] = { 0 }, n;

	do {
		n = 0;
		for (size_t i = 0; i < count; i++) {
			if (at[i] == bytes[i])
				continue;
			fed[n] = &parts[i];
			pieces[n] = data[i] + at[i];
			lengths[n] = choose_piece(random, bytes[i] - at[i]);
			at[i] += lengths[n++];
		}
		hln_hasher_batch_update(fed, pieces, lengths, n);
	} while (n);
}

static void check_digests(const struct hln_hasher *hasher,
			  const struct plan *plan, const struct sample *sample,
			  size_t joined, bool together)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct hln_algorithm *row =
			plan->set.slots[i].output.algorithm;
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		size_t n = row->digest_bytes;
		int32_t status = hln_hasher_digest(hasher, i, digest);

		if (status == HASHLANE_NOT_FOUND)
			n = 0;
		else
			assert_int_equal(status, HASHLANE_OK);
		if (same_bytes(algorithm_text(&plan->specs[i]), digest, n,
			       sample->digests[i], sample->digest_bytes[i]))
			continue;
		fail_msg("%zu bytes, the first %zu in parts of %llu%s, of "
			 "%zu algorithms, features %#x",
			 sample->bytes, joined,
			 (unsigned long long)plan->part_bytes,
			 together ? " side by side" : "", plan->count,
			 (unsigned)plan->cpu);
	}
}

/*
 * Hash the first `joined` bytes in parts, the last one short if it must be,
 * and stream the rest behind them.
 */
static void check_parts(const struct plan *plan, const struct sample *sample,
			size_t joined, struct random_source *random)
{
	struct hln_hasher whole, parts[PARTS_MAX];
	const uint8_t *data[PARTS_MAX];
	size_t bytes[PARTS_MAX], count = 0;
	bool together = random_next(random) & 1;

	for (size_t at = 0; at < joined; count++) {
		size_t left = joined - at;

		assert_true(count < PARTS_MAX);
		data[count] = sample->data + at;
		bytes[count] = left < plan->part_bytes ?
				       left :
				       (size_t)plan->part_bytes;
		hasher_make(&parts[count], plan, sample, true);
		hln_hasher_start_part(&parts[count], at);
		at += bytes[count];
	}
	if (together)
		feed_together(parts, data, bytes, count, random);
	else
		for (size_t i = count; i--;)
			feed(&parts[i], data[i], bytes[i], random);
	hasher_make(&whole, plan, sample, random_next(random) & 1);
	hln_hasher_start(&whole);
	for (size_t i = 0; i < count; i++) {
		assert_status(hln_hasher_join(&whole, &parts[i]), HASHLANE_OK);
		free(parts[i].states);
	}
	assert_int_equal(whole.bytes, joined);
	feed(&whole, sample->data + joined, sample->bytes - joined, random);
	check_digests(&whole, plan, sample, joined, together);
	hln_hasher_drop(&whole);
	free(whole.states);
}

/* All in parts; all but what follows a border; cut within a part. */
static void check_size(const struct plan *plan, const uint8_t *data,
		       size_t bytes, struct random_source *random)
{
	struct sample sample;
	uint64_t borders = bytes / plan->part_bytes;

	sample_make(&sample, plan, data, bytes);
	check_parts(plan, &sample, bytes, random);
	check_parts(
		plan, &sample,
		(size_t)(random_below(random, borders + 1) * plan->part_bytes),
		random);
	check_parts(plan, &sample, (size_t)random_below(random, bytes + 1),
		    random);
}

static uint8_t *random_data(struct random_source *random, size_t bytes)
{
	uint8_t *data = malloc(bytes);

	assert_non_null(data);
	random_fill(random, data, bytes);
	return data;
}

/* What allows parts, and of what length. */
static void parts_of_each_algorithm(void **state)
{
	static const struct {
		const char *names;
		uint64_t part_bytes;
	} rows[] = {
		{ "crc32", WISH },
		{ "crc32c", WISH },
		{ "crc64nvme", WISH },
		{ "blake3", WISH },
		{ "tth", WISH },
		{ "ed2k", ED2K_CHUNK },
		{ "ed2k-blue", ED2K_CHUNK },
		{ "aich", ED2K_CHUNK },
		{ "bt2-pieces-root", WISH },
		{ "s3-etag", 8 * MIB },
		{ "s3-etag:part=5MiB", 5 * MIB },
		{ "s3-etag:part=256KiB", 256 * KIB },
		{ "s3-etag:part=262143", 0 },
		{ "dropbox", 4 * MIB },
		{ "glacier", WISH },
		{ "quickxor", WISH },
		{ "fs-verity", WISH },
		{ "md5", 0 },
		{ "sha256", 0 },
		{ "blake2b", 0 },
		{ "xxh64", 0 },
		{ "xxh3-64", 0 },
		{ "oci", 0 },
		{ "crc32 md5", 0 },
		{ "md5 crc32", 0 },
		{ "tth ed2k", ED2K_CHUNK },
		{ "tth ed2k ed2k-blue aich crc32 blake3", ED2K_CHUNK },
		{ "ed2k glacier", 0 },
		{ "ed2k bt2-pieces-root", 0 },
		{ "ed2k fs-verity", 0 },
		{ "ed2k dropbox", 0 },
		{ "dropbox s3-etag:part=4MiB", 4 * MIB },
		{ "crc32 s3-etag:part=5MiB glacier tth", 5 * MIB },
		{ "s3-etag:part=5000000 blake3", 0 },
	};
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plan_make(&plan, rows[i].names, test_isa());
		if (plan.part_bytes != rows[i].part_bytes)
			fail_msg("%s: parts of %llu", rows[i].names,
				 (unsigned long long)plan.part_bytes);
	}
}

/* Sets whose parts are short enough for many of them. */
static const char *const short_sets[] = {
	"crc32",
	"crc32c",
	"crc64nvme",
	"blake3",
	"tth",
	"quickxor",
	"bt2-pieces-root",
	"fs-verity",
	"glacier",
	"s3-etag:part=256KiB",
	"s3-etag:part=300KiB",
	"blake3 crc64nvme",
	"tth crc32 quickxor blake3",
	"bt2-pieces-root blake3 crc32c",
	"s3-etag:part=512KiB fs-verity bt2-pieces-root tth crc32",
	"s3-etag:part=1MiB glacier tth fs-verity",
	"s3-etag:part=300000 crc32 crc64nvme quickxor",
};

enum {
	SHORT_SETS = sizeof(short_sets) / sizeof(short_sets[0]),
	SHORT_MAX = 3 * MIB + 12345
};

/* A short length of parts that the set allows, any as likely. */
static void choose_part_bytes(struct plan *plan, struct random_source *random)
{
	static const uint32_t units[] = { 1,         KIB, 16 * KIB,  512 * KIB,
					  256 * KIB, MIB, 300 * KIB, 300000 };
	uint64_t part_bytes;

	do {
		uint32_t unit = units[random_below(random, 8)];

		part_bytes = unit * (1 + random_length(random, 40));
	} while (part_bytes > MIB || !allows(plan, part_bytes));
	plan->part_bytes = part_bytes;
}

/* A length near the border of parts, leaves or neither. */
static size_t choose_bytes(const struct plan *plan,
			   struct random_source *random)
{
	size_t most = SHORT_MAX, part = (size_t)plan->part_bytes, bytes;

	if (part < SHORT_MAX / (PARTS_MAX - 1))
		most = part * (PARTS_MAX - 1);
	bytes = random_length(random, most);
	switch (random_below(random, 5)) {
	case 0:
		bytes = bytes / part * part;
		break;
	case 1:
		bytes = bytes / KIB * KIB;
		break;
	case 2:
		bytes = part << random_below(random, 6);
		break;
	case 3:
		bytes = part;
		break;
	default:
		break;
	}
	bytes = bytes < most ? bytes : most;
	if (bytes && random_next(random) & 1)
		bytes += random_below(random, 3) - 1;
	return bytes;
}

static void many_short_parts(void **state)
{
	struct random_source random = random_from_environment("short parts");
	uint8_t *data = random_data(&random, SHORT_MAX + 1);
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < SHORT_SETS; i++) {
		plan_make(&plan, short_sets[i], test_isa());
		for (int round = 0; round < 40; round++) {
			choose_part_bytes(&plan, &random);
			check_size(&plan, data, choose_bytes(&plan, &random),
				   &random);
		}
	}
	free(data);
}

static void every_instruction_set(void **state)
{
	struct random_source random = random_from_environment("parts isa");
	uint8_t *data = random_data(&random, SHORT_MAX + 1);
	struct plan plan;

	(void)state;
	for (int32_t isa = HASHLANE_ISA_SCALAR; isa <= HASHLANE_ISA_NEON;
	     isa++) {
		uint32_t cpu;

		if (hln_cpu_limit(&cpu, isa)) {
			print_message("not run: instruction set %d\n", isa);
			continue;
		}
		for (size_t i = 0; i < SHORT_SETS; i++) {
			plan_make(&plan, short_sets[i], isa);
			for (int round = 0; round < 4; round++) {
				choose_part_bytes(&plan, &random);
				check_size(&plan, data,
					   choose_bytes(&plan, &random),
					   &random);
			}
		}
	}
	free(data);
}

/* Every length of a few leaves, in parts of every few. */
static void every_tree_of_few_leaves(void **state)
{
	struct random_source random = random_from_environment("few leaves");
	uint8_t *data = random_data(&random, 41 * KIB);
	struct plan plan;
	struct sample sample;

	(void)state;
	plan_make(&plan, "tth blake3", test_isa());
	for (size_t leaves = 0; leaves <= 40; leaves++)
		for (size_t more = 0; more < 2; more++) {
			sample_make(&sample, &plan, data, leaves * KIB + more);
			for (size_t part = 1; part <= 20; part++) {
				plan.part_bytes = part * KIB;
				check_parts(&plan, &sample, sample.bytes,
					    &random);
			}
		}
	free(data);
}

/* As an engine cuts them. */
static void parts_as_chosen(void **state)
{
	static const char *const sets[] = {
		"crc32",
		"blake3",
		"tth",
		"ed2k ed2k-blue",
		"aich",
		"bt2-pieces-root",
		"s3-etag",
		"dropbox",
		"glacier",
		"quickxor",
		"fs-verity",
		"tth ed2k",
		"tth ed2k crc32 aich",
		"ed2k-blue ed2k tth aich crc32c crc64nvme quickxor blake3",
		"blake3 crc64nvme",
		"s3-etag:part=5MiB glacier tth",
		"s3-etag:part=4MiB dropbox bt2-pieces-root fs-verity crc32",
	};
	struct random_source random = random_from_environment("parts");
	uint8_t *data = random_data(&random, 3 * ED2K_CHUNK);
	struct plan plan;

	(void)state;
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		size_t part;

		plan_make(&plan, sets[i], test_isa());
		part = (size_t)plan.part_bytes;
		assert_true(part);
		check_size(&plan, data, 0, &random);
		check_size(&plan, data, 1, &random);
		/* One leaf or block of each. */
		for (size_t leaf = KIB; leaf <= MIB; leaf *= 2)
			check_size(&plan, data,
				   leaf - 1 + random_below(&random, 3),
				   &random);
		check_size(&plan, data, 4 * KIB, &random);
		check_size(&plan, data, part - 1 + random_below(&random, 3),
			   &random);
		check_size(&plan, data, part, &random);
		check_size(&plan, data, 2 * part, &random);
		check_size(&plan, data,
			   2 * part + random_length(&random, part), &random);
		check_size(&plan, data,
			   part + random_below(&random, part / KIB) * KIB,
			   &random);
	}
	free(data);
}

/* One zero byte as a linear map: column i is what becomes of bit i. */
static void zero_byte(uint64_t *columns, uint64_t polynomial)
{
	for (unsigned i = 0; i < 64; i++) {
		uint64_t reg = (uint64_t)1 << i;

		for (int bit = 0; bit < 8; bit++)
			reg = reg >> 1 ^ (reg & 1 ? polynomial : 0);
		columns[i] = reg;
	}
}

static uint64_t apply(const uint64_t *columns, uint64_t reg)
{
	uint64_t out = 0;

	for (unsigned i = 0; i < 64; i++)
		out ^= reg >> i & 1 ? columns[i] : 0;
	return out;
}

/* A part of zeros, joined to itself again and again: 2^60 bytes. */
static void checksums_of_huge_parts(void **state)
{
	static const struct {
		const char *name;
		uint64_t polynomial;
		unsigned bits;
	} rows[] = {
		{ "crc32", 0xedb88320, 32 },
		{ "crc32c", 0x82f63b78, 32 },
		{ "crc64nvme", 0x9a6c9329ac4bc9b5, 64 },
	};
	static const uint8_t zeros[KIB], one = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t columns[64], next[64];
		uint64_t reg = UINT64_MAX >> (64 - rows[i].bits), low;
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		const struct sample none = { .data = zeros };
		struct hln_hasher whole, part, copy;
		struct plan plan;

		plan_make(&plan, rows[i].name, test_isa());
		hasher_make(&whole, &plan, &none, false);
		hasher_make(&part, &plan, &none, false);
		hasher_make(&copy, &plan, &none, false);
		hln_hasher_start(&whole);
		/* A bit that is set, then 2^60 - 1 bytes. */
		hln_hasher_start_part(&part, 0);
		assert_status(hln_hasher_update(&part, &one, 1), HASHLANE_OK);
		assert_status(hln_hasher_join(&whole, &part), HASHLANE_OK);
		zero_byte(columns, rows[i].polynomial);
		reg = apply(columns, reg ^ one);
		hln_hasher_start_part(&part, 1);
		assert_status(hln_hasher_update(&part, zeros, 1), HASHLANE_OK);
		for (unsigned level = 0; level < 60; level++) {
			assert_status(hln_hasher_copy(&copy, &part),
				      HASHLANE_OK);
			assert_status(hln_hasher_join(&whole, &copy),
				      HASHLANE_OK);
			reg = apply(columns, reg);
			assert_status(hln_hasher_copy(&copy, &part),
				      HASHLANE_OK);
			assert_status(hln_hasher_join(&part, &copy),
				      HASHLANE_OK);
			for (unsigned bit = 0; bit < 64; bit++)
				next[bit] = apply(columns, columns[bit]);
			memcpy(columns, next, sizeof(columns));
		}
		assert_true(whole.bytes == (uint64_t)1 << 60);
		assert_status(hln_hasher_digest(&whole, 0, digest),
			      HASHLANE_OK);
		low = 0;
		for (unsigned n = 0; n < rows[i].bits / 8; n++)
			low = low << 8 | digest[n];
		assert_true(low == (~reg & UINT64_MAX >> (64 - rows[i].bits)));
		free(whole.states);
		free(part.states);
		free(copy.states);
	}
}

/* What stopped a part stops the whole. */
static void failures_are_taken_over(void **state)
{
	const struct sample none = { .bytes = 0 };
	struct hln_hasher whole, part;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	struct plan plan;

	(void)state;
	plan_make(&plan, "aich ed2k", test_isa());
	hasher_make(&whole, &plan, &none, false);
	hln_hasher_start(&whole);
	hasher_make(&part, &plan, &none, false);
	hln_hasher_start_part(&part, 0);
	part.failure = HASHLANE_NO_MEMORY;
	assert_status(hln_hasher_join(&whole, &part), HASHLANE_NO_MEMORY);
	assert_int_equal(whole.failure, HASHLANE_NO_MEMORY);
	assert_status(hln_hasher_digest(&whole, 1, digest),
		      HASHLANE_NO_MEMORY);
	hln_hasher_start_part(&part, 0);
	assert_status(hln_hasher_join(&whole, &part), HASHLANE_NO_MEMORY);
	hln_hasher_drop(&whole);
	free(whole.states);
	free(part.states);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_of_each_algorithm),
		cmocka_unit_test(every_tree_of_few_leaves),
		cmocka_unit_test(many_short_parts),
		cmocka_unit_test(every_instruction_set),
		cmocka_unit_test(parts_as_chosen),
		cmocka_unit_test(checksums_of_huge_parts),
		cmocka_unit_test(failures_are_taken_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
