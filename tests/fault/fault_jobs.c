/* SPDX-License-Identifier: MIT */
/* fault_jobs.c - files of random bytes, and the rows a job has of them. */
#define _POSIX_C_SOURCE 200809L
#include "fault_jobs.h"

#include "../support/check.h"
#include "../support/oracle.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void digests_of(struct digests *digests,
		const struct hashlane_algorithm_spec *specs, size_t count,
		const uint8_t *data, size_t bytes)
{
	memset(digests, 0, sizeof(*digests));
	digests->count = count;
	for (size_t k = 0; k < count; k++)
		digests->bytes[k] = oracle_digest(digests->values[k],
						  &specs[k], data, bytes);
}

void write_file(const char *path, const uint8_t *data, size_t bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	for (size_t n = 0; n < bytes;) {
		ssize_t more = write(fd, data + n, bytes - n);

		assert_true(more > 0);
		n += (size_t)more;
	}
	assert_int_equal(close(fd), 0);
}

void age_file(const char *path, int64_t seconds)
{
	struct timespec times[2];

	clock_gettime(CLOCK_REALTIME, &times[0]);
	times[0].tv_sec -= (time_t)seconds;
	times[1] = times[0];
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

uint64_t inode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return (uint64_t)st.st_ino;
}

hashlane_engine make_engine(int32_t workers)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
	};
	hashlane_engine engine;

	assert_status(hashlane_engine_create(&engine, &options, NULL),
		      HASHLANE_OK);
	return engine;
}

static void take_row(struct fault_row *rows,
		     const struct hashlane_results *results, uint32_t i,
		     size_t spec_count)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };
	struct fault_row *to;

	assert_status(hashlane_results_get_row(&row, results, i), HASHLANE_OK);
	assert_true(row.index < ROWS_MAX);
	to = &rows[row.index];
	assert_false(to->seen);
	to->seen = true;
	to->status = row.status;
	to->os_error = row.os_error;
	to->size_bytes = row.size_bytes;
	to->error_offset = row.error_offset;
	for (size_t k = 0; k < spec_count; k++) {
		const uint8_t *digest;
		size_t bytes;
		int32_t status = hashlane_results_get_digest(&digest, &bytes,
							     results, i, k);

		if (status == HASHLANE_NOT_FOUND)
			continue;
		assert_int_equal(status, HASHLANE_OK);
		memcpy(to->digests.values[k], digest, bytes);
		to->digests.bytes[k] = bytes;
		to->digests.count++;
	}
}

int32_t run_files(struct fault_row rows[ROWS_MAX], hashlane_engine engine,
		  const struct hashlane_job_options *options,
		  const struct fault_file *files, size_t file_count)
{
	struct hashlane_input inputs[ROWS_MAX];
	struct hashlane_job_options all = *options;
	const struct hashlane_results *results;
	hashlane_job job;
	int32_t status, waited;

	memset(rows, 0, ROWS_MAX * sizeof(*rows));
	memset(inputs, 0, sizeof(inputs));
	for (size_t i = 0; i < file_count; i++) {
		inputs[i].kind = HASHLANE_INPUT_PATH;
		inputs[i].data = files[i].path;
		inputs[i].data_bytes = strlen(files[i].path);
	}
	all.struct_size = sizeof(all);
	all.inputs = inputs;
	all.input_bytes = sizeof(struct hashlane_input);
	all.input_count = file_count;
	status = hashlane_job_create(&job, engine, &all, NULL);
	if (status)
		return status;
	waited = all.flags & HASHLANE_JOB_STREAM ? HASHLANE_OK :
						   hashlane_job_wait(job, -1);
	while (!(status = hashlane_job_next(&results, job, -1))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++)
			take_row(rows, results, i, all.spec_count);
		hashlane_results_destroy(results);
	}
	if (status == HASHLANE_END)
		status = HASHLANE_OK;
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	return waited ? waited : status;
}

void check_exact(const struct fault_row *row, const struct digests *digests,
		 size_t bytes, const char *what)
{
	if (!row->seen || row->status)
		fail_msg("%s: %s, os_error %d at %llu", what,
			 row->seen ? hashlane_status_get_name(row->status) :
				     "no row",
			 (int)row->os_error,
			 (unsigned long long)row->error_offset);
	assert_int_equal(row->size_bytes, bytes);
	assert_int_equal(row->os_error, 0);
	assert_int_equal(row->error_offset, 0);
	for (size_t k = 0; k < digests->count; k++)
		if (!same_bytes(what, row->digests.values[k],
				row->digests.bytes[k], digests->values[k],
				digests->bytes[k]))
			fail_msg("%s: digest %zu is wrong", what, k);
}

void check_failed(const struct fault_row *row, int32_t status,
		  const char *what)
{
	if (!row->seen || row->status != status)
		fail_msg("%s: %s, not %s", what,
			 row->seen ? hashlane_status_get_name(row->status) :
				     "no row",
			 hashlane_status_get_name(status));
	if (row->digests.count)
		fail_msg("%s: a digest, and %s", what,
			 hashlane_status_get_name(status));
}

/* One test of a program, for those that take long. */
__attribute__((constructor)) static void choose_test(void)
{
	const char *only = getenv("HASHLANE_TEST_ONLY");

	if (only)
		cmocka_set_test_filter(only);
}
