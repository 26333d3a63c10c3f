/* SPDX-License-Identifier: MIT */
/* files.c - the exports that hash files by path. */
#include "../engine/batch.h"
#include "../engine/reader.h"
#include "../lane/cpu.h"
#include "arguments.h"

#include <errno.h>
#include <string.h>

enum { WORKERS_MAX = 1024 };

/* The detail of a failed file. */
static int32_t fail_file(struct hashlane_error *error,
			 const struct hashlane_file_result *result,
			 const char *path)
{
	hln_fail(error, result->status, result->error_offset, NULL, path,
		 strlen(path));
	if (error)
		error->os_error = result->os_error;
	return result->status;
}

static int32_t hash_one(struct hashlane_file_result *result, uint8_t *digests,
			const char *path, const struct hln_set *set,
			struct hashlane_error *error)
{
	struct hashlane_file_result row;
	struct hln_reader reader;

	if (hln_reader_create(&reader, set, hln_cpu_features()))
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	hln_reader_hash(&reader, path, &row, digests);
	hln_reader_destroy(&reader);
	if (result)
		*result = row;
	return row.status ? fail_file(error, &row, path) : HASHLANE_OK;
}

int32_t hashlane_hash_file(struct hashlane_file_result *result,
			   uint8_t *digests, size_t capacity, const char *path,
			   const struct hashlane_algorithm_spec *specs,
			   size_t spec_count, struct hashlane_error *error)
{
	struct hln_set set;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!path || hln_bad_bytes(digests, capacity))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, specs, spec_count, error);
	if (status)
		return status;
	if (capacity < set.digest_bytes)
		return hln_fail(error, HASHLANE_BUFFER, 0, NULL, NULL, 0);
	status = hash_one(result, digests, path, &set, error);
	errno = before;
	return status;
}

static int32_t check_batch(struct hln_batch *batch, size_t capacity,
			   struct hashlane_error *error)
{
	size_t row_bytes = batch->set->digest_bytes;

	if (batch->workers < -1 || batch->workers > WORKERS_MAX)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"workers is not -1..1024", NULL, 0);
	if (hln_bad_bytes(batch->digests, capacity) ||
	    batch->path_count > PTRDIFF_MAX / sizeof(*batch->results) ||
	    (batch->path_count && (!batch->paths || !batch->results)))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	if (batch->path_count > capacity / row_bytes)
		return hln_fail(error, HASHLANE_BUFFER, 0, NULL, NULL, 0);
	for (size_t i = 0; i < batch->path_count; i++)
		if (!batch->paths[i])
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a path is NULL", NULL, 0);
	return HASHLANE_OK;
}

int32_t hashlane_hash_files(struct hashlane_file_result *results,
			    uint8_t *digests, size_t capacity,
			    const char *const *paths, size_t path_count,
			    const struct hashlane_files_options *options,
			    struct hashlane_error *error)
{
	struct hashlane_files_options known;
	struct hln_set set;
	struct hln_batch batch = {
		.set = &set,
		.paths = paths,
		.path_count = path_count,
		.results = results,
		.digests = digests,
	};
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_copy_struct(&known, options, sizeof(known),
				 sizeof(known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, known.specs, known.spec_count, error);
	if (status)
		return status;
	status = hln_cpu_limit(&batch.cpu, known.isa);
	if (status)
		return hln_fail(error, status, 0,
				"instruction set not available", NULL, 0);
	batch.workers = known.workers;
	status = check_batch(&batch, capacity, error);
	if (!status && hln_batch_run(&batch))
		status = hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	errno = before;
	return status;
}
