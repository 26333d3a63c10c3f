/* SPDX-License-Identifier: MIT */
/* files.c - the exports that hash files by path. */
#include "../engine/reader.h"
#include "../lane/cpu.h"
#include "../os/error_text.h"
#include "arguments.h"
#include "engines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a call writes, or reads after it wrote; NULL: nothing. */
struct span {
	const void *at;
	size_t bytes;
};

/* No two of them may overlap; the first is the error. */
static int32_t check_spans(const struct span *spans, size_t count,
			   struct hashlane_error *error)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (spans[i].at && spans[j].at &&
			    hln_overlap(spans[i].at, spans[i].bytes,
					spans[j].at, spans[j].bytes))
				return hln_fail(i ? error : NULL,
						HASHLANE_ARGUMENT, 0,
						"outputs overlap", NULL, 0);
	return HASHLANE_OK;
}

/* The detail of a failed file. */
static int32_t fail_file(struct hashlane_error *error,
			 const struct hashlane_file_result *result,
			 const char *path)
{
	char text[HLN_FAILURE_TEXT_MAX + 1];

	text[hln_error_text_of_failure(text, result->status,
				       result->os_error)] = 0;
	hln_fail(error, result->status, result->error_offset, text, path,
		 strlen(path));
	if (error)
		error->os_error = result->os_error;
	return result->status;
}

int32_t hashlane_hash_file(struct hashlane_file_result *result,
			   uint8_t *digests, size_t capacity, const char *path,
			   const struct hashlane_algorithm_spec *specs,
			   size_t spec_count, struct hashlane_error *error)
{
	struct hashlane_file_result row;
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
		return hln_fail(error, HASHLANE_BUFFER, set.digest_bytes, NULL,
				NULL, 0);
	status = check_spans((struct span[]){ { error, sizeof(*error) },
					      { result, sizeof(*result) },
					      { digests, set.digest_bytes },
					      { path, strlen(path) + 1 } },
			     4, error);
	if (status)
		return status;
	status = hln_reader_hash(&row, digests, &set, hln_cpu_features(),
				 path);
	if (status) {
		hln_fail(error, status, 0, NULL, NULL, 0);
	} else {
		if (result)
			*result = row;
		if (row.status)
			status = fail_file(error, &row, path);
	}
	errno = before;
	return status;
}

/* Where the rows of a call go. */
struct table {
	struct hashlane_file_result *results;
	uint8_t *digests;
	size_t capacity;
	const struct hln_set *set;
};

static int32_t check_table(const struct table *table, const char *const *paths,
			   size_t count, struct hashlane_error *error)
{
	int32_t status;

	if (hln_bad_bytes(table->digests, table->capacity) ||
	    count > PTRDIFF_MAX / sizeof(*table->results) ||
	    (count && (!paths || !table->results)))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	if (count > table->capacity / table->set->digest_bytes)
		return hln_fail(
			error, HASHLANE_BUFFER,
			hln_rows_bytes(count, table->set->digest_bytes), NULL,
			NULL, 0);
	/* Inputs may overlap them: a job has copies before a row is there. */
	status = check_spans(
		(struct span[]){
			{ error, sizeof(*error) },
			{ table->results, count * sizeof(*table->results) },
			{ table->digests, count * table->set->digest_bytes } },
		3, error);
	if (status)
		return status;
	for (size_t i = 0; i < count; i++)
		if (!paths[i])
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a path is NULL", NULL, 0);
	return HASHLANE_OK;
}

/* The rows of a block, as this call lays them out. */
static int32_t copy_rows(const struct table *table,
			 const struct hashlane_results *block)
{
	uint32_t count = hashlane_results_get_count(block);

	for (uint32_t i = 0; i < count; i++) {
		struct hashlane_row row = { .struct_size = sizeof(row) };
		struct hashlane_file_result *result;
		uint8_t *digests;
		int32_t status = hashlane_results_get_row(&row, block, i);

		if (status)
			return status;
		result = &table->results[row.index];
		digests = table->digests +
			  row.index * table->set->digest_bytes;
		memset(result, 0, sizeof(*result));
		result->status = row.status;
		result->os_error = row.os_error;
		result->size_bytes = row.size_bytes;
		result->mtime_ns = row.mtime_ns;
		result->error_offset = row.error_offset;
		result->digests_valid = row.digests_valid;
		memset(digests, 0, table->set->digest_bytes);
		for (size_t k = 0; k < table->set->output_count; k++) {
			const struct hln_output *output =
				&table->set->slots[k].output;
			const uint8_t *digest;
			size_t bytes;

			if (!hashlane_results_get_digest(&digest, &bytes,
							 block, i, k))
				memcpy(digests + output->digest_offset, digest,
				       bytes);
		}
	}
	return HASHLANE_OK;
}

/* A few at a time: rows are copied as they come. */
static int32_t run_job(const struct table *table, hashlane_engine engine,
		       const struct hashlane_files_options *options,
		       const char *const *paths, size_t count)
{
	const struct hashlane_results *block;
	struct hashlane_job_options job_options = {
		.struct_size = sizeof(job_options),
		.specs = options->specs,
		.spec_count = options->spec_count,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = count,
		.ctime = options->ctime,
	};
	struct hashlane_input *inputs = calloc(count ? count : 1,
					       sizeof(*inputs));
	hashlane_job job;
	int32_t status;

	if (!inputs)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		inputs[i].kind = HASHLANE_INPUT_PATH;
		inputs[i].data = paths[i];
		inputs[i].data_bytes = strlen(paths[i]);
	}
	job_options.inputs = inputs;
	status = hashlane_job_create(&job, engine, &job_options, NULL);
	free(inputs);
	if (status)
		return status;
	while (!(status = hashlane_job_next(&block, job, -1))) {
		status = copy_rows(table, block);
		hashlane_results_destroy(block);
		if (status)
			break;
	}
	(void)hashlane_job_destroy(job);
	return status == HASHLANE_END ? HASHLANE_OK : status;
}

int32_t hashlane_hash_files(struct hashlane_file_result *results,
			    uint8_t *digests, size_t capacity,
			    const char *const *paths, size_t path_count,
			    const struct hashlane_files_options *options,
			    struct hashlane_error *error)
{
	struct hashlane_files_options known;
	struct hashlane_engine_options engine_options = {
		.struct_size = sizeof(engine_options),
	};
	struct hln_set set;
	const struct table table = { results, digests, capacity, &set };
	hashlane_engine engine;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_copy_struct(
		&known, options,
		offsetof(struct hashlane_files_options, ctime), sizeof(known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, known.specs, known.spec_count, error);
	if (!status && (hln_bad_ctime(known.ctime) || known.reserved))
		status = hln_fail(error, HASHLANE_ARGUMENT, 0, "unknown ctime",
				  NULL, 0);
	if (!status)
		status = check_table(&table, paths, path_count, error);
	if (status)
		return status;
	engine_options.workers = known.workers;
	engine_options.isa = known.isa;
	/* A few small files are not worth a thread. */
	status = hln_engines_create(&engine, &engine_options, true, error);
	if (!status) {
		status = run_job(&table, engine, &known, paths, path_count);
		(void)hashlane_engine_destroy(engine);
		if (status)
			status = hln_fail(error, status, 0, NULL, NULL, 0);
	}
	errno = before;
	return status;
}
