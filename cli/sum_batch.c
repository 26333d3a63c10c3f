/* SPDX-License-Identifier: MIT */
/* sum_batch.c - names on their way through the library, and their reports. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "message.h"
#include "sum.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	NAMES_MAX = 256, /* handed over at once */
	NAMES_BYTES = 64 * 1024
};

struct batch {
	hashlane_engine engine;
	hashlane_job job; /* 0: none yet */
	uint8_t *digests; /* of the row reported */
	char *name;       /* the same, NUL-terminated */
	size_t name_room;
	size_t count;
	struct hashlane_input inputs[NAMES_MAX];
	size_t text_bytes;
	char text[NAMES_BYTES];
};

struct batch *batch_create(const struct sum *sum)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = sum->workers,
		.isa = sum->isa,
		.budget_bytes = sum->memory_bytes,
	};
	struct batch *batch = calloc(1, sizeof(*batch));

	if (!batch)
		return NULL;
	batch->digests = malloc(sum->set.row_bytes);
	if (batch->digests &&
	    !hashlane_engine_create(&batch->engine, &options, NULL))
		return batch;
	free(batch->digests);
	free(batch);
	return NULL;
}

void batch_destroy(struct batch *batch)
{
	if (batch->job)
		(void)hashlane_job_destroy(batch->job);
	(void)hashlane_engine_destroy(batch->engine);
	free(batch->digests);
	free(batch->name);
	free(batch);
}

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The row's path with a NUL behind it; NULL: no memory. */
static const char *name_of(struct batch *batch, const struct hashlane_row *row)
{
	if (batch->name_room <= row->path_bytes) {
		char *name = realloc(batch->name, row->path_bytes + 1);

		if (!name)
			return NULL;
		batch->name = name;
		batch->name_room = row->path_bytes + 1;
	}
	memcpy(batch->name, row->path, row->path_bytes);
	batch->name[row->path_bytes] = 0;
	return batch->name;
}

const char *sum_reason(char *room, const struct sum *sum,
		       const struct item *item, int os_error)
{
	bool directory = (os_error == ELOOP || os_error == ESTALE ||
			  item->status == HASHLANE_NOT_REGULAR) &&
			 is_directory(item->name);

	if (directory && os_error == ELOOP)
		return "contains itself (a loop of mounts)";
	if (os_error == ESTALE && sum->recursive)
		return "moved while it was walked";
	if (directory && item->status == HASHLANE_NOT_REGULAR)
		return sum->like_md5sum ? strerror(EISDIR) :
					  "is a directory (use -r)";
	if (sum->like_md5sum && os_error)
		return strerror(os_error);
	return message_reason(room, item->status, os_error);
}

static void report_row(struct sum *sum, const struct hashlane_results *results,
		       uint32_t i)
{
	struct batch *batch = sum->batch;
	struct hashlane_row row = { .struct_size = sizeof(row) };
	char reason[REASON_BYTES_MAX];
	struct item item = { 0 };

	(void)hashlane_results_row(&row, results, i);
	if (row.status == HASHLANE_CANCELLED)
		return;
	item.name = name_of(batch, &row);
	if (!item.name) {
		message_failure(sum->cli, "?",
				hashlane_error_string(HASHLANE_NO_MEMORY));
		return;
	}
	item.status = row.status;
	item.size_bytes = row.size_bytes;
	item.mtime_ns = sum->mtime ? row.mtime_ns : 0;
	item.digests_valid = row.digests_valid;
	item.digests = batch->digests;
	item.results = results;
	item.row = i;
	for (size_t k = 0; k < sum->set.count; k++) {
		const uint8_t *digest;
		size_t bytes;

		if (!hashlane_results_digest(&digest, &bytes, results, i, k))
			memcpy(batch->digests + sum->set.algorithms[k].offset,
			       digest, bytes);
	}
	if (item.status)
		item.reason = sum_reason(reason, sum, &item, row.os_error);
	report_item(sum, &item);
}

/* After a signal as well: what is done is not lost. */
static void report_rows(struct sum *sum,
			const struct hashlane_results *results)
{
	for (uint32_t i = 0; i < results->row_count && !sum->cli->out.os_error;
	     i++)
		report_row(sum, results, i);
}

/* Report what is done; with `all`, until nothing more comes. */
static void drain(struct sum *sum, bool all)
{
	const struct hashlane_results *results;
	int32_t status;

	for (;;) {
		status = hashlane_job_next(&results, sum->batch->job,
					   all ? -1 : 0);
		if (status)
			break;
		report_rows(sum, results);
		hashlane_results_free(results);
		output_flush(&sum->cli->out);
		if (sum_stopped(sum))
			(void)hashlane_job_cancel(sum->batch->job);
	}
	if (status == HASHLANE_NO_MEMORY)
		message_failure(sum->cli, "the rest",
				hashlane_error_string(status));
}

static int32_t open_job(struct sum *sum)
{
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = sum->set.specs,
		.spec_count = sum->set.count,
		.walk = sum->recursive ? &sum->walk : NULL,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
			 (sum->part_hashes ? HASHLANE_JOB_PARTS : 0),
		.order = HASHLANE_ORDER_INPUT,
	};
	int32_t status;

	if (sum->batch->job)
		return HASHLANE_OK;
	status = hashlane_job_submit(&sum->batch->job, sum->batch->engine,
				     &options, NULL);
	if (!status)
		watch_job(sum->cli->watch, sum->batch->job);
	return status;
}

/* Hand over the names gathered, and report what is done meanwhile. */
static void hand_over(struct sum *sum)
{
	const struct hashlane_results *results;
	struct batch *batch = sum->batch;
	int32_t status = open_job(sum);

	while (!status) {
		status = hashlane_job_add(batch->job, batch->inputs,
					  batch->count);
		if (status != HASHLANE_BUSY)
			break;
		status = hashlane_job_next(&results, batch->job, -1);
		if (status)
			break;
		report_rows(sum, results);
		hashlane_results_free(results);
	}
	for (size_t i = 0; status && i < batch->count; i++)
		message_failure(sum->cli, batch->inputs[i].data,
				hashlane_error_string(status));
	batch->count = 0;
	batch->text_bytes = 0;
	if (batch->job)
		drain(sum, false);
}

void batch_add(struct sum *sum, const char *name)
{
	struct batch *batch = sum->batch;
	size_t bytes = strlen(name) + 1;
	struct hashlane_input *input;

	if (batch->count == NAMES_MAX ||
	    NAMES_BYTES - batch->text_bytes < bytes)
		hand_over(sum);
	input = &batch->inputs[batch->count++];
	memset(input, 0, sizeof(*input));
	input->kind = HASHLANE_INPUT_PATH;
	input->data = memcpy(batch->text + batch->text_bytes, name, bytes);
	input->data_bytes = bytes - 1;
	batch->text_bytes += bytes;
}

void batch_run(struct sum *sum)
{
	struct batch *batch = sum->batch;

	if (batch->count)
		hand_over(sum);
	if (!batch->job)
		return;
	(void)hashlane_job_close(batch->job);
	drain(sum, true);
	watch_job_done(sum->cli->watch, batch->job);
	(void)hashlane_job_destroy(batch->job);
	batch->job = 0;
}
