/* SPDX-License-Identifier: MIT */
/* sum_batch.c - names gathered, handed to the library, and reported. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "message.h"
#include "sum.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	FILES_MAX = 512,
	NAMES_BYTES = 1024 * 1024, /* more than this ends a batch */
	RESULT_ALIGNMENT = 64
};

struct name {
	size_t offset;
	int os_error; /* failed before it came to the library */
};

struct batch {
	size_t count;
	struct name names[FILES_MAX];
	const char *paths[FILES_MAX]; /* those without os_error */
	struct hashlane_file_result *results;
	uint8_t *digests;
	size_t digests_bytes;
	char *text;
	size_t text_bytes, text_room;
};

struct batch *batch_create(const struct sum *sum)
{
	struct batch *batch = calloc(1, sizeof(*batch));

	if (!batch)
		return NULL;
	batch->digests_bytes = FILES_MAX * sum->set.row_bytes;
	batch->digests = malloc(batch->digests_bytes);
	batch->results = aligned_alloc(RESULT_ALIGNMENT,
				       FILES_MAX * sizeof(*batch->results));
	if (batch->digests && batch->results)
		return batch;
	batch_destroy(batch);
	return NULL;
}

void batch_destroy(struct batch *batch)
{
	free(batch->digests);
	free(batch->results);
	free(batch->text);
	free(batch);
}

static bool append_name(struct batch *batch, const char *name)
{
	size_t bytes = strlen(name) + 1;

	if (batch->text_room - batch->text_bytes < bytes) {
		size_t room = 2 * (batch->text_bytes + bytes);
		char *text = realloc(batch->text, room);

		if (!text)
			return false;
		batch->text = text;
		batch->text_room = room;
	}
	memcpy(batch->text + batch->text_bytes, name, bytes);
	batch->text_bytes += bytes;
	return true;
}

void batch_add(struct sum *sum, const char *name, int os_error)
{
	struct batch *batch = sum->batch;
	struct name *added;

	if (batch->count == FILES_MAX || batch->text_bytes > NAMES_BYTES)
		batch_run(sum);
	added = &batch->names[batch->count];
	added->offset = batch->text_bytes;
	added->os_error = os_error;
	if (append_name(batch, name))
		batch->count++;
	else
		message_failure(sum->cli, name,
				hashlane_error_string(HASHLANE_NO_MEMORY));
}

/* Of a name that failed before it came to the library. */
static int32_t status_of(int os_error)
{
	switch (os_error) {
	case ENOENT:
	case ENOTDIR:
		return HASHLANE_NOT_FOUND;
	case EACCES:
	case EPERM:
		return HASHLANE_ACCESS;
	case ENOMEM:
		return HASHLANE_NO_MEMORY;
	default:
		return HASHLANE_IO;
	}
}

static bool is_directory(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static void report(struct sum *sum, const struct name *name,
		   const struct hashlane_file_result *result,
		   const uint8_t *digests)
{
	char reason[REASON_BYTES_MAX];
	int os_error = name->os_error ? name->os_error : result->os_error;
	struct item item = { .name = sum->batch->text + name->offset };

	if (name->os_error) {
		item.status = status_of(os_error);
	} else {
		item.status = result->status;
		item.size_bytes = result->size_bytes;
		item.digests_valid = result->digests_valid;
		item.digests = digests;
	}
	item.reason = message_reason(reason, item.status, os_error);
	if (name->os_error == ELOOP)
		item.reason = "contains itself (a loop of mounts)";
	if (name->os_error == ESTALE)
		item.reason = "moved while it was walked";
	if (item.status == HASHLANE_NOT_REGULAR && is_directory(item.name))
		item.reason = "is a directory (use -r)";
	report_item(sum, &item);
}

/* The whole batch failed: so did each of its files. */
static void fail_all(struct batch *batch, size_t count, int32_t status)
{
	memset(batch->results, 0, count * sizeof(*batch->results));
	for (size_t i = 0; i < count; i++)
		batch->results[i].status = status;
}

void batch_run(struct sum *sum)
{
	struct batch *batch = sum->batch;
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = sum->set.specs,
		.spec_count = sum->set.count,
		.workers = sum->workers,
		.isa = sum->isa,
	};
	size_t count = 0, row = 0;
	int32_t status;

	for (size_t i = 0; i < batch->count; i++)
		if (!batch->names[i].os_error)
			batch->paths[count++] = batch->text +
						batch->names[i].offset;
	status = hashlane_hash_files(batch->results, batch->digests,
				     batch->digests_bytes, batch->paths, count,
				     &options, NULL);
	if (status)
		fail_all(batch, count, status);
	for (size_t i = 0; i < batch->count && !sum_stopped(sum); i++) {
		const struct name *name = &batch->names[i];

		report(sum, name, &batch->results[row],
		       batch->digests + row * sum->set.row_bytes);
		row += !name->os_error;
	}
	batch->count = 0;
	batch->text_bytes = 0;
	output_flush(&sum->cli->out);
}
