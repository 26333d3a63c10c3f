/* SPDX-License-Identifier: MIT */
/*
 * test_streams.c - streams and hashers that are fed side by side: any number
 * of them, of any lengths, in any pieces, under every instruction set, have
 * the digests they have alone.
 */
#include "../../src/hash/hasher_batch.h"
#include "../../src/hash/lanes.h"
#include "../../src/lane/cpu.h"
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum {
	STREAMS_MAX = 150,
	LENGTH_MAX = 20000,
	SPECS_MAX = HASHLANE_MAX_ALGORITHMS
};

/* What one stream is fed in all, and how far it is. */
struct input {
	uint8_t *data; /* on the heap, of its length: overreads show */
	size_t bytes, at;
};

/* Lengths that lanes like, and ones that they do not. */
static size_t any_length(struct random_source *random, unsigned kind,
			 size_t most)
{
	switch (kind) {
	case 0:
		return most / 2;
	case 1:
		return random_below(random, most / 1024) * 1024;
	case 2:
		return random_below(random, 20) ? random_below(random, 300) :
						  most;
	default:
		return random_length(random, most);
	}
}

static void inputs_make(struct input *inputs, size_t count, size_t most,
			struct random_source *random)
{
	unsigned kind = (unsigned)random_below(random, 5);

	for (size_t i = 0; i < count; i++) {
		inputs[i].bytes = any_length(random, kind, most);
		inputs[i].at = 0;
		inputs[i].data = malloc(inputs[i].bytes ? inputs[i].bytes : 1);
		assert_non_null(inputs[i].data);
		random_fill(random, inputs[i].data, inputs[i].bytes);
	}
}

static void inputs_free(struct input *inputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(inputs[i].data);
}

/* How much of an input the next round takes. */
static size_t next_piece(struct random_source *random,
			 const struct input *input)
{
	size_t left = input->bytes - input->at;

	switch (random_below(random, 4)) {
	case 0:
		return 0;
	case 1:
		return left;
	case 2:
		return left < 4096 ? left : 4096;
	default:
		return random_length(random, left);
	}
}

static bool any_left(const struct input *inputs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (inputs[i].at < inputs[i].bytes)
			return true;
	return false;
}

static const struct {
	const struct hln_md *md;
	const char *name;
} functions[] = {
	{ &hln_md4, "md4" },           { &hln_md5, "md5" },
	{ &hln_sha1, "sha1" },         { &hln_sha224, "sha224" },
	{ &hln_sha256, "sha256" },     { &hln_sha384, "sha384" },
	{ &hln_sha512, "sha512" },     { &hln_sha512_256, "sha512-256" },
	{ &hln_sha3_224, "sha3-224" }, { &hln_sha3_256, "sha3-256" },
	{ &hln_sha3_384, "sha3-384" }, { &hln_sha3_512, "sha3-512" },
	{ &hln_blake2b, "blake2b" },   { &hln_blake2s, "blake2s" },
	{ &hln_tiger, "tiger" },
};

enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

/* The digests of all streams so far, by hln_lanes_digest_streams. */
static void check_streams(struct hln_stream *streams,
			  const struct input *inputs, size_t count,
			  const char *name)
{
	static uint8_t digests[STREAMS_MAX][HLN_DIGEST_BYTES_MAX];
	const struct hashlane_algorithm_spec spec = spec_of(name);
	uint8_t *outs[STREAMS_MAX];
	void *states[STREAMS_MAX];

	for (size_t i = 0; i < count; i++) {
		states[i] = &streams[i];
		outs[i] = digests[i];
	}
	hln_lanes_digest_streams(states, outs, count);
	for (size_t i = 0; i < count; i++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
		size_t n = oracle_digest(wanted, &spec, inputs[i].data,
					 inputs[i].at);

		if (!same_bytes(name, digests[i], n, wanted, n))
			fail_msg("%s, stream %zu of %zu, %zu bytes", name, i,
				 count, inputs[i].at);
	}
}

static void check_function(size_t f, uint32_t cpu,
			   struct random_source *random)
{
	static struct hln_stream streams[STREAMS_MAX];
	size_t count = random_length(random, STREAMS_MAX);
	struct input inputs[STREAMS_MAX];

	inputs_make(inputs, count, LENGTH_MAX, random);
	for (size_t i = 0; i < count; i++)
		hln_stream_init(&streams[i], functions[f].md, cpu);
	check_streams(streams, inputs, count, functions[f].name);
	while (any_left(inputs, count)) {
		struct hln_update updates[STREAMS_MAX];

		for (size_t i = 0; i < count; i++) {
			updates[i].state = &streams[i];
			updates[i].data = inputs[i].data + inputs[i].at;
			updates[i].bytes = next_piece(random, &inputs[i]);
			inputs[i].at += updates[i].bytes;
		}
		hln_lanes_update(updates, count);
		if (!random_below(random, 4))
			check_streams(streams, inputs, count,
				      functions[f].name);
	}
	check_streams(streams, inputs, count, functions[f].name);
	inputs_free(inputs, count);
}

/* Call `run` under every instruction set that this machine has. */
static void each_cpu(void (*run)(uint32_t cpu, struct random_source *random),
		     struct random_source *random)
{
	for (int32_t isa = HASHLANE_ISA_SCALAR; isa <= HASHLANE_ISA_NEON;
	     isa++) {
		uint32_t cpu;

		if (hln_cpu_limit(&cpu, isa))
			print_message("not run: instruction set %d\n", isa);
		else
			run(cpu, random);
	}
}

static void run_functions(uint32_t cpu, struct random_source *random)
{
	for (size_t f = 0; f < FUNCTIONS; f++)
		for (int turn = 0; turn < 6; turn++)
			check_function(f, cpu, random);
}

static void streams_of_every_function(void **state)
{
	struct random_source random = random_from_environment("streams");

	(void)state;
	each_cpu(run_functions, &random);
}

/* Hashers of one set, their inputs, and which declared too little. */
struct group {
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t spec_count;
	struct hln_set set;
	size_t count;
	struct hln_hasher hashers[STREAMS_MAX];
	struct input inputs[STREAMS_MAX];
	bool too_long[STREAMS_MAX];
};

static void group_make(struct group *group, size_t count, size_t most,
		       uint32_t cpu, struct random_source *random)
{
	bool known = random_below(random, 4), liars = random_below(random, 2);
	size_t at;

	assert_int_equal(hln_hasher_set_resolve(&group->set, group->specs,
						group->spec_count, &at),
			 HASHLANE_OK);
	group->count = count;
	inputs_make(group->inputs, count, most, random);
	for (size_t i = 0; i < count; i++) {
		struct hln_hasher *hasher = &group->hashers[i];
		size_t bytes = group->inputs[i].bytes;

		group->too_long[i] = known && liars && bytes &&
				     !random_below(random, 8);
		hasher->set = &group->set;
		hasher->cpu = cpu;
		hasher->size_known = known;
		hasher->size_bytes = known ? bytes - group->too_long[i] : 0;
		hasher->states = aligned_alloc(64, group->set.state_bytes);
		assert_non_null(hasher->states);
		hln_hasher_start(hasher);
	}
}

static void group_free(struct group *group)
{
	for (size_t i = 0; i < group->count; i++) {
		hln_hasher_drop(&group->hashers[i]);
		free(group->hashers[i].states);
	}
	inputs_free(group->inputs, group->count);
}

/* All of every input, in rounds. */
static void group_feed(struct group *group, struct random_source *random)
{
	while (any_left(group->inputs, group->count)) {
		struct hln_hasher *hashers[STREAMS_MAX];
		const uint8_t *data[STREAMS_MAX];
		size_t bytes[STREAMS_MAX], n = 0;

		for (size_t i = 0; i < group->count; i++) {
			struct input *input = &group->inputs[i];

			if (!random_below(random, 8))
				continue;
			hashers[n] = &group->hashers[i];
			data[n] = input->data + input->at;
			bytes[n] = next_piece(random, input);
			input->at += bytes[n++];
		}
		hln_hasher_batch_update(hashers, data, bytes, n);
	}
}

static void check_digest(const struct group *group, size_t i, size_t k,
			 const uint8_t *digest, int32_t status)
{
	const struct hashlane_algorithm_spec *spec = &group->specs[k];
	const struct input *input = &group->inputs[i];
	uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
	size_t n;

	if (group->too_long[i]) {
		assert_int_equal(status, HASHLANE_ARGUMENT);
		return;
	}
	/* Only a declared size has one. */
	if (!group->hashers[i].size_known &&
	    group->set.slots[k].output.algorithm->flags &
		    HASHLANE_INFO_NEEDS_SIZE)
		return;
	n = oracle_digest(wanted, spec, input->data, input->bytes);
	assert_int_equal(status, n ? HASHLANE_OK : HASHLANE_NOT_FOUND);
	if (n && !same_bytes(algorithm_text(spec), digest, n, wanted, n))
		fail_msg("%s, hasher %zu of %zu, %zu bytes, %zu algorithms",
			 algorithm_text(spec), i, group->count, input->bytes,
			 group->spec_count);
}

static void group_check(const struct group *group)
{
	static uint8_t digests[STREAMS_MAX][HASHLANE_MAX_DIGEST_BYTES];
	const struct hln_hasher *hashers[STREAMS_MAX];
	int32_t statuses[STREAMS_MAX];
	uint8_t *outs[STREAMS_MAX];

	for (size_t i = 0; i < group->count; i++) {
		hashers[i] = &group->hashers[i];
		outs[i] = digests[i];
		assert_int_equal(group->hashers[i].failure,
				 group->too_long[i] ? HASHLANE_ARGUMENT :
						      HASHLANE_OK);
	}
	for (size_t k = 0; k < group->spec_count; k++) {
		hln_hasher_batch_digest(hashers, k, outs, statuses,
					group->count);
		for (size_t i = 0; i < group->count; i++)
			check_digest(group, i, k, digests[i], statuses[i]);
	}
}

static void check_group(struct group *group, size_t count, size_t most,
			uint32_t cpu, struct random_source *random)
{
	group_make(group, count, most, cpu, random);
	group_feed(group, random);
	group_check(group);
	/* Undisturbed by the first time. */
	group_check(group);
	group_free(group);
}

static struct group group;

/* Each algorithm alone. */
static void run_each_algorithm(uint32_t cpu, struct random_source *random)
{
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t count = algorithms_all(specs);

	for (size_t i = 0; i < count; i++) {
		group.spec_count = 1;
		group.specs[0] = specs[i];
		for (int turn = 0; turn < 3; turn++)
			check_group(&group, random_length(random, STREAMS_MAX),
				    LENGTH_MAX, cpu, random);
	}
}

static void hashers_of_each_algorithm(void **state)
{
	struct random_source random = random_from_environment("hashers each");

	(void)state;
	each_cpu(run_each_algorithm, &random);
}

/* Some of all algorithms together; few hashers are as likely as many. */
static void run_subsets(uint32_t cpu, struct random_source *random)
{
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t count = algorithms_all(specs);

	for (int turn = 0; turn < 40; turn++) {
		group.spec_count = 0;
		while (!group.spec_count)
			for (size_t i = 0; i < count; i++)
				if (!random_below(random, 5))
					group.specs[group.spec_count++] =
						specs[i];
		check_group(&group, random_length(random, STREAMS_MAX),
			    turn % 8 ? LENGTH_MAX / 4 : 200000, cpu, random);
	}
}

static void hashers_of_several_algorithms(void **state)
{
	struct random_source random = random_from_environment("hashers some");

	(void)state;
	each_cpu(run_subsets, &random);
}

/* Chunks and leaves of many files, with borders in step and out of step. */
static void run_borders(uint32_t cpu, struct random_source *random)
{
	static const char *const names[] = {
		"s3-etag:part=1KiB",
		"s3-etag:part=1500",
		"s3-etag:part=4096",
		"tth",
		"glacier",
		"bt2-pieces-root",
		"blake3",
		"fs-verity",
		"md5",
		"sha1",
	};

	for (int turn = 0; turn < 20; turn++) {
		group.spec_count = sizeof(names) / sizeof(names[0]);
		for (size_t i = 0; i < group.spec_count; i++)
			group.specs[i] = spec_of(names[i]);
		check_group(&group, 1 + random_below(random, 70),
			    turn % 5 ? 4 * LENGTH_MAX : 1500000 / 4, cpu,
			    random);
	}
}

static void borders_of_many_files(void **state)
{
	struct random_source random = random_from_environment("borders");

	(void)state;
	each_cpu(run_borders, &random);
}

/* Long updates of many streams, which are asked for ahead. */
static void far_feeds(void **state)
{
	enum { COUNT = 70, BYTES = 64 * 1024 + 13 };
	static struct hln_stream streams[COUNT];
	struct random_source random = random_from_environment("far");
	struct hln_update updates[COUNT];
	struct input inputs[COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		inputs[i].data = malloc(BYTES);
		assert_non_null(inputs[i].data);
		random_fill(&random, inputs[i].data, BYTES);
		inputs[i].bytes = BYTES;
		inputs[i].at = BYTES - i;
		hln_stream_init(&streams[i], &hln_md5, hln_cpu_features());
		updates[i] = (struct hln_update){ &streams[i], inputs[i].data,
						  BYTES - i };
	}
	hln_lanes_update(updates, COUNT);
	check_streams(streams, inputs, COUNT, "md5");
	inputs_free(inputs, COUNT);
}

/* Trees whose next groups, taken together, are more than fit at once. */
static void groups_of_leaves_that_do_not_fit(void **state)
{
	static const size_t leaves[] = { 128, 64, 32,  16, 8,   7,   256, 300,
					 1,   2,  255, 5,  512, 128, 129, 3 };
	enum { COUNT = sizeof(leaves) / sizeof(leaves[0]) };
	struct random_source random = random_from_environment("groups");
	struct hln_hasher *hashers[COUNT];
	const uint8_t *data[COUNT];
	size_t bytes[COUNT];

	(void)state;
	/* One work alone gets all of every feed at once. */
	group.spec_count = 1;
	group.specs[0] = spec_of("tth");
	group_make(&group, COUNT, 1024 * 1024, hln_cpu_features(), &random);
	for (size_t i = 0; i < COUNT; i++) {
		struct input *input = &group.inputs[i];

		bytes[i] = leaves[i] * 1024 + i % 3;
		free(input->data);
		input->data = malloc(bytes[i]);
		assert_non_null(input->data);
		random_fill(&random, input->data, bytes[i]);
		input->bytes = bytes[i];
		group.too_long[i] = false;
		group.hashers[i].size_bytes = bytes[i];
		hashers[i] = &group.hashers[i];
		data[i] = input->data;
	}
	hln_hasher_batch_update(hashers, data, bytes, COUNT);
	group_check(&group);
	group_free(&group);
}

static uint64_t ticks;

/* A clock on which every measured call takes one. */
static uint64_t tick(void)
{
	return ticks++;
}

/* As many works as a set can have: each has its own time. */
static void time_of_each_work(void **state)
{
	enum { WORKS = HASHLANE_MAX_ALGORITHMS, COUNT = 2, BYTES = 3000 };
	struct random_source random = random_from_environment("times");
	struct hln_meter meter = { .clock_ns = tick };
	struct hln_hasher *hashers[COUNT];
	const uint8_t *data[COUNT];
	size_t bytes[COUNT];

	(void)state;
	group.spec_count = WORKS;
	for (size_t i = 0; i < WORKS; i++)
		group.specs[i] = (struct hashlane_algorithm_spec){
			.id = HASHLANE_HASH_S3_ETAG,
			.param = (5 + i) << 20,
		};
	group_make(&group, COUNT, BYTES, hln_cpu_features(), &random);
	assert_int_equal(group.set.work_count, WORKS);
	for (size_t i = 0; i < COUNT; i++) {
		struct input *input = &group.inputs[i];

		free(input->data);
		input->data = malloc(BYTES);
		assert_non_null(input->data);
		random_fill(&random, input->data, BYTES);
		input->bytes = BYTES;
		group.too_long[i] = false;
		group.hashers[i].size_bytes = BYTES;
		hashers[i] = &group.hashers[i];
		data[i] = input->data;
		bytes[i] = BYTES;
	}
	hln_hasher_batch_measure(&meter, hashers, data, bytes, COUNT);
	for (size_t i = 0; i < WORKS; i++)
		assert_int_equal(meter.ns[i], 1);
	group_check(&group);
	group_free(&group);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams_of_every_function),
		cmocka_unit_test(far_feeds),
		cmocka_unit_test(hashers_of_each_algorithm),
		cmocka_unit_test(hashers_of_several_algorithms),
		cmocka_unit_test(borders_of_many_files),
		cmocka_unit_test(groups_of_leaves_that_do_not_fit),
		cmocka_unit_test(time_of_each_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
