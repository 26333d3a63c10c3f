/* SPDX-License-Identifier: MIT */
/*
 * test_large_file.c - a file beyond 32 bits of size, by blocks, by tracks and
 * in parts; some seconds, so only when HASHLANE_TEST_SLOW asks for it.
 */
#define _XOPEN_SOURCE     700
#define _FILE_OFFSET_BITS 64
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"

#include <stdlib.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 300 };

static const uint64_t file_bytes = ((uint64_t)5 << 30) + 7;

/* Zeros, by zlib, hashlib, coreutils, b3sum and rhash. */
static const struct set {
	const char *specs[SPECS_MAX];
	const char *digests[SPECS_MAX];
} sets[] = {
	{ { "sha1", "git-blob", "md5" },
	  { "ed2ed0a2b938477a5c9071e0c401c2be1a152c47",
	    "217eb83b4c8f49bc9c28e8fdccfdb7fa3786a704",
	    "962da1f28aeff4499cb65f95496bcf58" } },
	{ { "crc32", "blake3", "ed2k" },
	  { "34f034fa",
	    "8e85924a32352a4b16b9c037914b8170da08d6f66c0bf839bdda58b68ae395c0",
	    "95f217ee32ba553fc3fb4f6b31b735b8" } },
};

static void check_set(const struct set *set, struct fault_file *file,
		      int32_t workers)
{
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	const struct hashlane_job_options options = {
		.specs = specs,
		.spec_count = SPECS_MAX,
	};
	hashlane_engine engine = make_engine(workers);
	struct fault_row rows[ROWS_MAX];

	for (size_t k = 0; k < SPECS_MAX; k++)
		specs[k] = spec_of(set->specs[k]);
	alarm(WATCHDOG_SECONDS);
	assert_int_equal(run_files(rows, engine, &options, file, 1),
			 HASHLANE_OK);
	alarm(0);
	end_engine(engine);
	assert_int_equal(rows[0].status, HASHLANE_OK);
	assert_true(rows[0].size_bytes == file_bytes);
	for (size_t k = 0; k < SPECS_MAX; k++) {
		char text[HASHLANE_MAX_TEXT_BYTES];

		assert_status(hashlane_digest_format(text, sizeof(text), NULL,
						     &specs[k],
						     HASHLANE_TEXT_HEX,
						     rows[0].digests.values[k],
						     rows[0].digests.bytes[k]),
			      HASHLANE_OK);
		assert_string_equal(text, set->digests[k]);
	}
}

static void sparse_of_5_gib_and_7(void **state)
{
	struct temp_tree tree;
	struct fault_file file = { 0 };

	(void)state;
	if (!getenv("HASHLANE_TEST_SLOW")) {
		print_message("NOT RUN: set HASHLANE_TEST_SLOW=1 for 5 GiB\n");
		skip();
	}
	temp_tree_make(&tree);
	file.path = temp_tree_write(&tree, "sparse", "", 0);
	assert_int_equal(truncate(file.path, (off_t)file_bytes), 0);
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
		check_set(&sets[i], &file, -1);
		check_set(&sets[i], &file, 3);
	}
	free(file.path);
	temp_tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sparse_of_5_gib_and_7),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
