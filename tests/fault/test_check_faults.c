/* SPDX-License-Identifier: MIT */
/*
 * test_check_faults.c - each allocation of a check fails once: a call says so
 * and may be repeated, no verdict is lost or false, and nothing leaks. Files
 * change while they are read.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	LINES = 9,
	MOVED_LINE = 6, /* of the missing file, which a search finds */
	EXTRA_FILES = 2,
	SITES_MAX = 100000
};

static struct temp_tree tree;
static char list[4096], *searched;
/* What each line of the list is. */
static const int32_t wanted[LINES] = {
	HASHLANE_VERDICT_OK,      HASHLANE_VERDICT_OK,
	HASHLANE_VERDICT_OK,      HASHLANE_VERDICT_FAILED,
	HASHLANE_VERDICT_OK,      HASHLANE_VERDICT_MISSING,
	HASHLANE_VERDICT_REFUSED, HASHLANE_VERDICT_MALFORMED,
	HASHLANE_VERDICT_UNKNOWN,
};

static void add_line(const char *name, const char *algorithm, bool tagged,
		     const char *content)
{
	struct hashlane_algorithm_spec spec = spec_of(algorithm);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes = oracle_digest(digest, &spec, (const uint8_t *)content,
				     strlen(content));
	char *at = list + strlen(list);

	if (tagged)
		at += sprintf(at, "%s (%s) = ", algorithm, name);
	for (size_t i = 0; i < bytes; i++)
		at += sprintf(at, "%02x", digest[i]);
	sprintf(at, tagged ? "\n" : "  %s\n", name);
}

static int make_files(void **state)
{
	(void)state;
	temp_tree_make(&tree);
	free(temp_tree_write(&tree, "a", "alpha", 5));
	free(temp_tree_write(&tree, "b", "beta", 4));
	free(temp_tree_write(&tree, "c", "gamma", 5));
	free(temp_tree_write(&tree, "d", "delta", 5));
	free(temp_tree_write(&tree, "e", "epsilon", 7));
	add_line("a", "MD5", true, "alpha");
	/* Of the length of SHA256: several candidates. */
	add_line("b", "blake3", false, "beta");
	add_line("c", "blake3", false, "gamma");
	add_line("d", "blake3", false, "Delta");
	add_line("e", "SHA1", true, "epsilon");
	add_line("missing", "SHA1", true, "zeta");
	add_line("/etc/passwd", "SHA1", true, "");
	searched = temp_tree_path(&tree, "searched");
	assert_int_equal(mkdir(searched, 0700), 0);
	free(temp_tree_write(&tree, "searched/1", "alpha", 5));
	free(temp_tree_write(&tree, "searched/2", "zeta", 4));
	free(temp_tree_write(&tree, "searched/3", "eta", 3));
	strcat(list, "no entry\n");
	strcat(list, "SNEFRU128 (b) = 00112233445566778899aabbccddeeff\n");
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	free(searched);
	temp_tree_remove(&tree);
	return 0;
}

/* Every call that lacks memory is repeated. */
static int32_t create(hashlane_check *check, hashlane_engine engine,
		      const char *extra)
{
	const struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.base = tree.folder,
		.root = tree.folder,
		.extra = extra,
	};
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = list,
		.data_bytes = strlen(list),
	};
	int32_t status;

	status = hashlane_check_create(check, engine, &options, NULL);
	if (status == HASHLANE_NO_MEMORY)
		status = hashlane_check_create(check, engine, &options, NULL);
	if (status)
		return status;
	status = hashlane_check_add_list(*check, &input, sizeof(input), NULL,
					 NULL);
	if (status == HASHLANE_NO_MEMORY)
		status = hashlane_check_add_list(*check, &input, sizeof(input),
						 NULL, NULL);
	return status;
}

/* What became of the rows of one check. */
struct taken {
	uint32_t lines; /* a bit each */
	unsigned rows, extra;
	bool is_short; /* a directory of the search was not read */
	bool misses;   /* a file of the search was not hashed */
	int32_t moved; /* verdict of the missing file */
};

/* The row is what it has to be, or its file was not read. */
static void check_row(const struct hashlane_verdict_row *row,
		      struct taken *taken)
{
	if (row->list == UINT32_MAX) {
		if (row->verdict == HASHLANE_VERDICT_UNREADABLE)
			taken->is_short = true;
		else
			assert_int_equal(row->verdict, HASHLANE_VERDICT_EXTRA);
		if (row->status)
			assert_int_equal(row->status, HASHLANE_NO_MEMORY);
		taken->misses |= row->status;
		taken->extra++;
		return;
	}
	taken->rows++;
	assert_true(row->line >= 1 && row->line <= LINES);
	assert_false(taken->lines >> row->line & 1);
	taken->lines |= 1u << row->line;
	if (row->line == MOVED_LINE)
		taken->moved = row->verdict;
	else if (row->verdict == HASHLANE_VERDICT_UNREADABLE)
		assert_int_equal(row->status, HASHLANE_NO_MEMORY);
	else
		assert_int_equal(row->verdict, wanted[row->line - 1]);
}

/* All verdicts. */
static struct taken take(hashlane_check check)
{
	const struct hashlane_verdicts *verdicts;
	struct taken taken = { .lines = 0 };
	unsigned failures = 0;
	int32_t status;

	while ((status = hashlane_check_next(&verdicts, check, -1)) !=
	       HASHLANE_END) {
		if (status == HASHLANE_NO_MEMORY) {
			/* One allocation fails. */
			assert_int_equal(++failures, 1);
			continue;
		}
		assert_int_equal(status, HASHLANE_OK);
		for (uint32_t i = 0; i < hashlane_verdicts_get_count(verdicts);
		     i++) {
			struct hashlane_verdict_row row = {
				.struct_size = sizeof(row),
			};

			assert_int_equal(
				hashlane_verdicts_get_row(&row, verdicts, i),
				HASHLANE_OK);
			check_row(&row, &taken);
		}
		hashlane_verdicts_destroy(verdicts);
	}
	return taken;
}

static bool try_site(hashlane_engine engine, uint64_t site, const char *extra)
{
	const struct fault_plan plan = { .allocation_fails = site };
	struct hashlane_check_list known = { .struct_size = sizeof(known) };
	int64_t live = faults_live_blocks();
	hashlane_check check;
	struct taken taken;
	bool reached;

	alarm(WATCHDOG_SECONDS);
	faults_begin(&plan);
	assert_int_equal(create(&check, engine, extra), HASHLANE_OK);
	assert_int_equal(hashlane_check_close(check), HASHLANE_OK);
	taken = take(check);
	assert_int_equal(hashlane_check_get_list(&known, check, 0),
			 HASHLANE_OK);
	assert_int_equal(hashlane_check_destroy(check), HASHLANE_OK);
	assert_int_equal(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	faults_end();
	reached = faults_allocations() >= site;
	assert_int_equal(known.status, HASHLANE_OK);
	assert_int_equal(taken.rows, LINES);
	if (extra && !taken.is_short)
		assert_int_equal(
			taken.extra,
			EXTRA_FILES + (taken.moved != HASHLANE_VERDICT_MOVED));
	/* Without memory, its file or that of the search was not read. */
	if (taken.moved != HASHLANE_VERDICT_UNREADABLE && !taken.misses)
		assert_int_equal(taken.moved,
				 extra ? HASHLANE_VERDICT_MOVED :
					 HASHLANE_VERDICT_MISSING);
	if (faults_live_blocks() > live)
		fail_msg("allocation %llu: %lld blocks leak",
			 (unsigned long long)site,
			 (long long)(faults_live_blocks() - live));
	alarm(0);
	return reached;
}

static void memory_fails(int32_t workers, const char *extra)
{
	hashlane_engine engine = make_engine(workers);
	unsigned missed = 0;

	/* What the engine and the process keep is there after these. */
	for (int i = 0; i < 3; i++)
		(void)try_site(engine, SITES_MAX, extra);
	for (uint64_t site = 1; missed < 3; site++) {
		assert_true(site < SITES_MAX);
		missed = try_site(engine, site, extra) ? 0 : missed + 1;
	}
	assert_int_equal(hashlane_engine_destroy(engine), HASHLANE_OK);
}

static void memory_fails_in_the_caller(void **state)
{
	(void)state;
	memory_fails(-1, NULL);
}

static void memory_fails_in_workers(void **state)
{
	(void)state;
	memory_fails(2, NULL);
}

static void memory_fails_in_a_search(void **state)
{
	(void)state;
	memory_fails(-1, searched);
	memory_fails(2, searched);
}

/* ---- A file that changes while it is read ---- */

static char *restless;

/* Another byte, before each read. */
static void write_again(uint64_t n)
{
	uint8_t byte = (uint8_t)n;
	int fd = open(restless, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, &byte, 1, 2), 1);
	close(fd);
}

static void a_file_that_changes(void **state)
{
	const struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.base = tree.folder,
		.ctime = HASHLANE_CTIME_STRICT,
	};
	static const char text[] =
		"MD5 (restless) = 00112233445566778899aabbccddeeff\n";
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = sizeof(text) - 1,
	};
	struct hashlane_verdict_row row = { .struct_size = sizeof(row) };
	const struct hashlane_verdicts *verdicts;
	hashlane_engine engine = make_engine(2);
	struct fault_plan plan = { .before = write_again };
	hashlane_check check;

	(void)state;
	restless = temp_tree_write(&tree, "restless", "content", 7);
	plan.inode = inode_of(restless);
	assert_status(hashlane_check_create(&check, engine, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	alarm(WATCHDOG_SECONDS);
	faults_begin(&plan);
	assert_status(hashlane_check_next(&verdicts, check, -1), HASHLANE_OK);
	faults_end();
	alarm(0);
	assert_status(hashlane_verdicts_get_row(&row, verdicts, 0),
		      HASHLANE_OK);
	assert_int_equal(row.verdict, HASHLANE_VERDICT_CHANGED);
	assert_int_equal(row.status, HASHLANE_CHANGED);
	assert_int_equal(row.strength, HASHLANE_STRENGTH_NONE);
	hashlane_verdicts_destroy(verdicts);
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
	assert_int_equal(hashlane_engine_destroy(engine), HASHLANE_OK);
	free(restless);
}

/* ---- A directory that becomes a link out of the root ---- */

static char *inside, *aside, *outside;

/* Before the first read of another file: the files were looked at. */
static void lead_out(uint64_t n)
{
	if (n != 1)
		return;
	assert_int_equal(rename(inside, aside), 0);
	assert_int_equal(symlink(outside, inside), 0);
}

static void a_way_out_of_the_root(void **state)
{
	const struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.base = tree.folder,
		.root = tree.folder,
		.flags = HASHLANE_CHECK_NO_GUESS,
	};
	static const int32_t verdicts[] = { HASHLANE_VERDICT_OK,
					    HASHLANE_VERDICT_CHANGED };
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = list,
	};
	const struct hashlane_verdicts *rows;
	struct fault_plan plan = { .before = lead_out };
	hashlane_engine engine = make_engine(-1);
	struct temp_tree elsewhere;
	hashlane_check check;
	char *first;
	uint32_t seen = 0;

	(void)state;
	temp_tree_make(&elsewhere);
	inside = temp_tree_path(&tree, "inside");
	aside = temp_tree_path(&tree, "aside");
	outside = elsewhere.folder;
	assert_int_equal(mkdir(inside, 0700), 0);
	free(temp_tree_write(&tree, "inside/f", "alpha", 5));
	free(temp_tree_write(&elsewhere, "f", "alpha", 5));
	first = temp_tree_path(&tree, "a");
	plan.inode = inode_of(first);
	list[0] = 0;
	add_line("a", "MD5", true, "alpha");
	add_line("inside/f", "MD5", true, "alpha");
	input.data_bytes = strlen(list);
	assert_status(hashlane_check_create(&check, engine, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	alarm(WATCHDOG_SECONDS);
	faults_begin(&plan);
	while (!hashlane_check_next(&rows, check, -1)) {
		const int32_t *column = hashlane_verdicts_get_column(rows);

		for (uint32_t i = 0; i < hashlane_verdicts_get_count(rows);
		     i++)
			assert_int_equal(column[i], verdicts[seen++]);
		hashlane_verdicts_destroy(rows);
	}
	faults_end();
	alarm(0);
	assert_int_equal(seen, 2);
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
	assert_int_equal(hashlane_engine_destroy(engine), HASHLANE_OK);
	temp_tree_remove(&elsewhere);
	free(inside);
	free(aside);
	free(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_fails_in_the_caller),
		cmocka_unit_test(memory_fails_in_workers),
		cmocka_unit_test(memory_fails_in_a_search),
		cmocka_unit_test(a_file_that_changes),
		cmocka_unit_test(a_way_out_of_the_root),
	};

	return cmocka_run_group_tests_name("check faults", tests, make_files,
					   remove_files);
}
