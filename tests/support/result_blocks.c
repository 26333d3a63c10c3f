/* SPDX-License-Identifier: MIT */
/* result_blocks.c - results blocks of random rows, and what they must say. */
#include "result_blocks.h"

#include "algorithms.h"
#include "check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SPECS_MAX = HASHLANE_MAX_ALGORITHMS, LONGEST_PATH = 300 };

static void make_row(struct wanted_row *row, struct random_source *random,
		     const struct hln_set *set)
{
	memset(row, 0, sizeof(*row));
	row->set = random_below(random, 8);
	row->values.index = random_next(random);
	row->input = random_next(random);
	row->cookie = random_next(random);
	row->values.device = random_next(random);
	row->values.inode = random_next(random);
	row->values.ctime_ns = (int64_t)random_next(random);
	row->values.links = random_next(random);
	row->values.flags = (uint32_t)random_next(random);
	row->values.size_bytes = random_next(random);
	row->values.mtime_ns = (int64_t)random_next(random);
	row->values.error_offset = random_next(random);
	/* Most are there. */
	row->values.digests_valid = random_next(random);
	row->values.digests_valid |= random_next(random);
	if (!random_below(random, 4)) {
		row->values.status = random_below(random, 3) ?
					     1 + (int32_t)random_below(random,
								       20) :
					     HASHLANE_MISMATCH;
		row->values.os_error = random_below(random, 2) ?
					       (int32_t)random_below(random,
								     140) :
					       (int32_t)random_next(random);
	}
	/* Newlines, NULs and bytes that are not UTF-8 among them. */
	row->path_bytes = random_length(random, LONGEST_PATH);
	row->path = malloc(row->path_bytes + 1);
	random_fill(random, row->path, row->path_bytes);
	row->digests = malloc(set->digest_bytes);
	random_fill(random, row->digests, set->digest_bytes);
	row->parts_valid = random_next(random);
	/* Whole digests of 16, 20, 24 or 32 bytes. */
	row->parts_bytes = 480 * random_below(random, 3);
	row->parts = malloc(row->parts_bytes + 1);
	random_fill(random, row->parts, row->parts_bytes);
}

void make_wanted(struct wanted *wanted, struct random_source *random,
		 uint32_t count)
{
	struct hashlane_algorithm_spec all[SPECS_MAX], specs[SPECS_MAX];
	size_t at, n = algorithms_all(all);
	size_t used = 1 + random_length(random, n - 1);

	for (size_t i = 0; i < used; i++) {
		size_t k = i + random_below(random, n - i);

		specs[i] = all[k];
		all[k] = all[i];
	}
	assert_int_equal(
		hln_hasher_set_resolve(&wanted->set, specs, used, &at), 0);
	wanted->flags = (uint32_t)random_next(random) &
			(HASHLANE_JOB_HEX | HASHLANE_JOB_PARTS |
			 HASHLANE_JOB_IDENTITY | HASHLANE_JOB_LOOKUP);
	wanted->first_row = random_next(random);
	wanted->count = count;
	wanted->rows = malloc(count * sizeof(*wanted->rows));
	for (uint32_t i = 0; i < count; i++)
		make_row(&wanted->rows[i], random, &wanted->set);
}

void free_wanted(struct wanted *wanted)
{
	for (uint32_t i = 0; i < wanted->count; i++) {
		free(wanted->rows[i].path);
		free(wanted->rows[i].digests);
		free(wanted->rows[i].parts);
	}
	free(wanted->rows);
}

/* The rows that one thread writes. */
struct writer {
	pthread_t thread;
	struct hln_results_writer *segment;
	const struct wanted *wanted;
	uint32_t from, step;
};

void write_row(struct hln_results_writer *segment, const struct wanted *wanted,
	       uint32_t i)
{
	const struct wanted_row *row = &wanted->rows[i];

	/* Digests that turn out to be of no use are written, too. */
	for (size_t k = 0; k < wanted->set.output_count; k++)
		memcpy(hln_results_writer_digest(segment, i, k),
		       row->digests +
			       wanted->set.slots[k].output.digest_offset,
		       wanted->set.slots[k].output.algorithm->digest_bytes);
	for (size_t k = 0; k < wanted->set.output_count; k++)
		if (row->parts_valid >> k & 1)
			(void)hln_results_writer_set_parts(
				segment, i, k, row->parts, row->parts_bytes);
	if (row->set)
		hln_results_writer_set(segment, i, &row->values);
}

static void *run_writer(void *argument)
{
	const struct writer *writer = argument;

	for (uint32_t i = writer->from; i < writer->wanted->count;
	     i += writer->step)
		write_row(writer->segment, writer->wanted, i);
	return NULL;
}

const struct hashlane_results *write_block(const struct wanted *wanted,
					   uint32_t rows, uint32_t threads)
{
	struct hln_results_layout *layout =
		hln_results_layout_create(&wanted->set, wanted->flags, NULL);
	struct hln_results_writer *segment = hln_results_writer_create(layout,
								       rows);
	struct writer writers[BLOCK_THREADS_MAX];
	const struct hashlane_results *results;

	for (uint32_t i = 0; i < wanted->count; i++) {
		const struct wanted_row *row = &wanted->rows[i];
		size_t bytes;
		const char *path;

		assert_true(hln_results_writer_add(
			segment, row->values.index, row->input, row->cookie,
			row->path, row->path_bytes));
		path = hln_results_writer_path(segment, i, &bytes);
		assert_int_equal(bytes, row->path_bytes);
		assert_memory_equal(path, row->path, bytes);
		assert_int_equal(path[bytes], 0);
	}
	for (uint32_t i = 0; i < threads; i++) {
		writers[i] = (struct writer){ .segment = segment,
					      .wanted = wanted,
					      .from = i,
					      .step = threads };
		assert_int_equal(pthread_create(&writers[i].thread, NULL,
						run_writer, &writers[i]),
				 0);
	}
	for (uint32_t i = 0; i < threads; i++)
		assert_int_equal(pthread_join(writers[i].thread, NULL), 0);
	results = hln_results_writer_finish(segment, wanted->first_row);
	assert_non_null(results);
	assert_int_equal((uintptr_t)results % 64, 0);
	hln_results_layout_destroy(layout);
	return results;
}

int32_t wanted_status(const struct wanted_row *row)
{
	return row->set ? row->values.status : HASHLANE_CANCELLED;
}

bool wants_digest(const struct wanted_row *row, size_t i)
{
	return row->set &&
	       (!row->values.status ||
		row->values.status == HASHLANE_MISMATCH) &&
	       row->values.digests_valid >> i & 1;
}

bool wants_parts(const struct wanted_row *row, size_t i)
{
	return wants_digest(row, i) && row->parts_valid >> i & 1;
}
