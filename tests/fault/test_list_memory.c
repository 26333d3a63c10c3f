/* SPDX-License-Identifier: MIT */
/*
 * test_list_memory.c - each allocation of a writer or a reader of lists fails:
 * the calls say so, a line is written as a whole or not at all, and nothing
 * leaks.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "faulty_calls.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	TEXT_BYTES = 1 << 16,
	NAME_BYTES = 3000,
	PARTS = 300,
	PART_BYTES = 9728000
};

struct text {
	char bytes[TEXT_BYTES];
	size_t filled;
};

static struct text written, complete;
static char long_name[NAME_BYTES + 1];

static int32_t keep(void *context, const void *data, size_t bytes)
{
	struct text *text = context;

	assert_true(bytes < TEXT_BYTES - text->filled);
	memcpy(text->bytes + text->filled, data, bytes);
	text->filled += bytes;
	return HASHLANE_OK;
}

static const struct hashlane_algorithm_spec ed2k = {
	.id = HASHLANE_HASH_ED2K
};

/* Call again what had no memory, as only one allocation fails. */
static int32_t insist(int32_t status, int *failures)
{
	if (status)
		assert_int_equal(status, HASHLANE_NO_MEMORY);
	*failures += status != HASHLANE_OK;
	return status;
}

/* A short link, and one that is long in its name and its parts. */
static int write_links(struct text *text)
{
	static const uint8_t digests[16 * PARTS];
	const struct hashlane_parts parts = {
		.struct_size = sizeof(parts),
		.digests = digests,
		.digest_bytes = 16,
		.count = PARTS,
		.part_bytes = PART_BYTES,
	};
	const struct hashlane_list_writer_options options = {
		.struct_size = sizeof(options),
		.format = HASHLANE_FORMAT_ED2K,
		.flags = HASHLANE_WRITE_PARTS,
		.specs = &ed2k,
		.spec_count = 1,
		.write = keep,
		.write_context = text,
	};
	const char *const names[] = { "x", long_name };
	hashlane_list_writer writer = 0;
	int failures = 0;

	text->filled = 0;
	while (insist(hashlane_list_writer_create(&writer, &options, NULL),
		      &failures))
		assert_int_equal(writer, 0);
	for (size_t i = 0; i < 2; i++) {
		const struct hashlane_list_item item = {
			.name = names[i],
			.name_bytes = strlen(names[i]),
			.flags = HASHLANE_LIST_HAS_SIZE,
			.size_bytes = (uint64_t)PART_BYTES * PARTS - 1,
			.digests = digests,
			.digests_valid = 1,
			.parts = i ? &parts : NULL,
		};
		size_t before = text->filled;

		while (insist(hashlane_list_writer_add(writer, &item,
						       sizeof(item), NULL),
			      &failures))
			assert_int_equal(text->filled, before);
	}
	assert_int_equal(hashlane_list_writer_destroy(writer), HASHLANE_OK);
	return failures;
}

static void a_writer_without_memory(void **state)
{
	bool reached = true;
	uint64_t site;

	(void)state;
	for (site = 1; reached; site++) {
		const struct fault_plan plan = { .allocation_fails = site };
		int64_t live = faults_live_blocks();
		int failures;

		alarm(WATCHDOG_SECONDS);
		faults_begin(&plan);
		failures = write_links(&written);
		faults_end();
		reached = faults_allocations() >= site;
		assert_int_equal(failures, reached);
		assert_int_equal(written.filled, complete.filled);
		assert_memory_equal(written.bytes, complete.bytes,
				    complete.filled);
		assert_int_equal(faults_live_blocks(), live);
		alarm(0);
	}
	/* The writer, its list, and the text that grows. */
	assert_true(site > 5);
}

/* The entries that are read; else NO_MEMORY. `only` may be NULL. */
static int32_t read_list(size_t *entries, size_t *digest_bytes,
			 const char *text, size_t bytes,
			 const struct hashlane_algorithm_spec *only)
{
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = bytes,
	};
	const struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.flags = only ? HASHLANE_LIST_MD5SUM : 0,
		.specs = only,
		.spec_count = only != NULL,
	};
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	hashlane_list list;
	int32_t status;

	*entries = *digest_bytes = 0;
	status = hashlane_list_open(&list, &input, sizeof(input), &options,
				    NULL);
	if (status)
		return status;
	while (!(status = hashlane_list_next(&entry, list))) {
		/* What lacks memory is not malformed. */
		assert_int_equal(entry.status, HASHLANE_OK);
		++*entries;
		for (size_t i = 0; i < entry.claim_count; i++)
			*digest_bytes += entry.claims[i].digest_bytes;
	}
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
	return status;
}

static void check_reader(const char *text, size_t bytes,
			 const struct hashlane_algorithm_spec *only)
{
	size_t entries, digest_bytes, all, all_bytes, failed = 0;
	bool reached = true;

	assert_int_equal(read_list(&all, &all_bytes, text, bytes, only),
			 HASHLANE_END);
	for (uint64_t site = 1; reached; site++) {
		const struct fault_plan plan = { .allocation_fails = site };
		int64_t live = faults_live_blocks();
		int32_t status;

		alarm(WATCHDOG_SECONDS);
		faults_begin(&plan);
		status = read_list(&entries, &digest_bytes, text, bytes, only);
		faults_end();
		reached = faults_allocations() >= site;
		/* A list that can do without memory is whole. */
		if (status != HASHLANE_END) {
			assert_int_equal(status, HASHLANE_NO_MEMORY);
		} else {
			assert_int_equal(entries, all);
			assert_int_equal(digest_bytes, all_bytes);
		}
		failed += status != HASHLANE_END;
		assert_int_equal(faults_live_blocks(), live);
		alarm(0);
	}
	assert_true(failed > 2);
}

static void a_reader_without_memory(void **state)
{
	static const char gnu[] = "900150983cd24fb0d6963f7d28e17f72  x\n";
	static const char csv[] =
		"file,print,md5\n"
		"x,0123456789abcdef,900150983cd24fb0d6963f7d28e17f72\n";
	static const char pieces[] =
		"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
		"3,900150983cd24fb0d6963f7d28e17f72,x offset 0-2\n"
		"3,900150983cd24fb0d6963f7d28e17f72,x offset 3-5\n";
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5
	};
	/* Names with a directory, and an entry of two lines. */
	static const char *const others[] = {
		"AUX x 3 MD5 900150983cd24fb0d6963f7d28e17f72\n",
		"x,3,352441c2,directory,\n",
		("Package: x\nFiles:\n 900150983cd24fb0d6963f7d28e17f72 3 x\n"
		 "Directory: y\n"),
		"x: \n90 01 50 98 3C D2 4F B0  D6 96 3F 7D 28 E1 7F 72\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		check_reader(others[i], strlen(others[i]), NULL);
	check_reader(complete.bytes, complete.filled, NULL);
	check_reader(gnu, sizeof(gnu) - 1, NULL);
	check_reader(gnu, sizeof(gnu) - 1, &md5);
	/* These look at the lines behind the one that is read. */
	check_reader(csv, sizeof(csv) - 1, NULL);
	check_reader(pieces, sizeof(pieces) - 1, NULL);
}

static int prepare(void **state)
{
	(void)state;
	memset(long_name, ' ', NAME_BYTES);
	assert_int_equal(write_links(&complete), 0);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_writer_without_memory),
		cmocka_unit_test(a_reader_without_memory),
	};

	return cmocka_run_group_tests(tests, prepare, NULL);
}
