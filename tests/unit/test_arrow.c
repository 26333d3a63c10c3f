/* SPDX-License-Identifier: MIT */
/* test_arrow.c - results blocks and jobs as the Arrow C interfaces have them. */
#include "../../src/engine/arrow.h"
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/result_blocks.h"
#include "../support/unicode_oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *wanted_format(int32_t kind, uint32_t digest_bytes)
{
	static const char formats[] = "?LLiilLZU?UZLLLLlLI";
	static char text[8];

	snprintf(text, sizeof(text), "%c", formats[kind]);
	if (kind == HASHLANE_COLUMN_DIGEST)
		snprintf(text, sizeof(text), "w:%u", digest_bytes);
	return text;
}

static void check_field(const struct ArrowSchema *field,
			const struct hashlane_results_column *column)
{
	static const char *const names[] = { "",
					     "index",
					     "size",
					     "status",
					     "os_error",
					     "mtime_ns",
					     "error_offset",
					     "path",
					     "message",
					     "",
					     "",
					     "",
					     "input",
					     "cookie",
					     "device",
					     "inode",
					     "ctime_ns",
					     "links",
					     "flags" };
	const struct hashlane_algorithm_spec spec = { column->algorithm, 0,
						      column->param };
	char name[100];

	if (*names[column->kind])
		snprintf(name, sizeof(name), "%s", names[column->kind]);
	else
		snprintf(name, sizeof(name), "%s%s", algorithm_text(&spec),
			 column->kind == HASHLANE_COLUMN_HEX   ? "_hex" :
			 column->kind == HASHLANE_COLUMN_PARTS ? "_parts" :
								 "");
	assert_string_equal(field->name, name);
	assert_string_equal(field->format,
			    wanted_format(column->kind, column->stride));
	assert_int_equal(field->flags,
			 column->kind >= HASHLANE_COLUMN_MESSAGE &&
					 column->kind < HASHLANE_COLUMN_INPUT ?
				 ARROW_FLAG_NULLABLE :
				 0);
	assert_int_equal(field->n_children, 0);
	assert_non_null(field->release);
}

/* Zero copy: what a column's buffers must be. */
static void check_buffers(const struct ArrowArray *part,
			  const struct hashlane_results *block,
			  const struct hashlane_results_column *column)
{
	const uint8_t *bytes = (const uint8_t *)block;
	bool fixed = !column->offsets && column->kind != HASHLANE_COLUMN_HEX;

	assert_int_equal(part->length, hashlane_results_get_count(block));
	assert_int_equal(part->null_count, column->null_count);
	assert_int_equal(part->offset, 0);
	assert_int_equal(part->n_children, 0);
	assert_int_equal(part->n_buffers, fixed ? 2 : 3);
	assert_ptr_equal(part->buffers[0],
			 column->validity ? bytes + column->validity : NULL);
	assert_ptr_equal(part->buffers[fixed ? 1 : 2], bytes + column->offset);
	if (column->offsets)
		assert_ptr_equal(part->buffers[1], bytes + column->offsets);
	if (column->kind == HASHLANE_COLUMN_HEX)
		for (uint32_t i = 0; i <= hashlane_results_get_count(block);
		     i++)
			assert_int_equal(
				((const int64_t *)part->buffers[1])[i],
				(int64_t)i * column->stride);
}

/* Release the parent and its children in a random order, some moved out. */
static void release_array(struct ArrowArray *array,
			  struct random_source *random, unsigned *sum)
{
	size_t count = (size_t)array->n_children, moved = 0;
	struct ArrowArray *parts = malloc(count * sizeof(*parts));

	for (size_t i = 0; i < count; i++)
		if (random_below(random, 2)) {
			parts[moved++] = *array->children[i];
			array->children[i]->release = NULL;
		}
	array->release(array);
	assert_null(array->release);
	while (moved) {
		struct ArrowArray *part = &parts[--moved];
		const uint8_t *values = part->buffers[part->n_buffers - 1];

		/* Its memory is there as long as it is. */
		if (part->n_buffers == 2)
			*sum += values[0];
		part->release(part);
		assert_null(part->release);
	}
	free(parts);
}

static void release_schema(struct ArrowSchema *schema,
			   struct random_source *random)
{
	size_t count = (size_t)schema->n_children, moved = 0;
	struct ArrowSchema *fields = malloc(count * sizeof(*fields));

	for (size_t i = 0; i < count; i++)
		if (random_below(random, 2)) {
			fields[moved++] = *schema->children[i];
			schema->children[i]->release = NULL;
		}
	schema->release(schema);
	assert_null(schema->release);
	while (moved) {
		assert_true(strlen(fields[--moved].name) > 0);
		fields[moved].release(&fields[moved]);
	}
	free(fields);
}

static void test_arrow(void **state)
{
	struct random_source random = random_from_environment("arrow");
	unsigned sum = 0;

	(void)state;
	for (int i = 0; i < 60; i++) {
		struct hashlane_results_column column;
		const struct hashlane_results *block;
		uint32_t count = 0;
		struct ArrowSchema schema, before;
		struct ArrowArray array;
		struct wanted wanted;

		make_wanted(&wanted, &random,
			    1 + (uint32_t)random_below(&random, 300));
		block = write_block(&wanted, wanted.count, 1);
		while (!hashlane_results_get_column(&column, block, count))
			count++;
		assert_status(hln_arrow_schema(&before, &wanted.set,
					       wanted.flags, 0),
			      HASHLANE_OK);
		assert_status(
			hashlane_results_export(&array, &schema, block, 0),
			HASHLANE_OK);
		assert_string_equal(schema.format, "+s");
		assert_int_equal(schema.n_children, count);
		assert_int_equal(before.n_children, count);
		assert_int_equal(array.n_children, count);
		assert_int_equal(array.length,
				 hashlane_results_get_count(block));
		assert_int_equal(array.n_buffers, 1);
		assert_null(array.buffers[0]);
		for (uint32_t k = 0; k < count; k++) {
			assert_status(
				hashlane_results_get_column(&column, block, k),
				HASHLANE_OK);
			check_field(schema.children[k], &column);
			check_field(before.children[k], &column);
			check_buffers(array.children[k], block, &column);
		}
		release_schema(&before, &random);
		release_schema(&schema, &random);
		release_array(&array, &random, &sum);
		free_wanted(&wanted);
	}
	print_message("sum of first bytes: %u\n", sum);
}

/* ---- Portable types ---- */

/* Field and array of a name. */
static const struct ArrowArray *find(const struct ArrowArray *array,
				     const struct ArrowSchema *schema,
				     const char *name, const char *format)
{
	for (int64_t i = 0; i < schema->n_children; i++) {
		if (strcmp(schema->children[i]->name, name) != 0)
			continue;
		assert_string_equal(schema->children[i]->format, format);
		return array->children[i];
	}
	fail_msg("no %s", name);
	return NULL;
}

/* The value of a row, or NULL. */
static const uint8_t *value_at(const struct ArrowArray *array, uint32_t row,
			       size_t *bytes)
{
	const uint8_t *validity = array->buffers[0];
	const int32_t *ends = array->buffers[1];

	*bytes = (size_t)(ends[row + 1] - ends[row]);
	if (!validity || validity[row / 8] >> row % 8 & 1)
		return (const uint8_t *)array->buffers[2] + ends[row];
	assert_int_equal(*bytes, 0);
	return NULL;
}

static void check_paths(const struct ArrowArray *array,
			const struct ArrowSchema *schema,
			const struct wanted *wanted)
{
	const struct ArrowArray *text = find(array, schema, "path", "u");
	const struct ArrowArray *all = find(array, schema, "path_bytes", "z");
	int64_t nulls = 0;

	assert_null(all->buffers[0]);
	for (uint32_t i = 0; i < wanted->count; i++) {
		const struct wanted_row *row = &wanted->rows[i];
		size_t bytes;
		const uint8_t *path = value_at(all, i, &bytes);

		assert_int_equal(bytes, row->path_bytes);
		assert_memory_equal(path, row->path, bytes);
		path = value_at(text, i, &bytes);
		if (oracle_utf8_read((const uint8_t *)row->path,
				     row->path_bytes) < row->path_bytes) {
			nulls++;
			assert_null(path);
			continue;
		}
		assert_non_null(path);
		assert_int_equal(bytes, row->path_bytes);
		assert_memory_equal(path, row->path, bytes);
	}
	assert_int_equal(text->null_count, nulls);
}

static void check_portable_digest(const struct ArrowArray *array,
				  const struct ArrowSchema *schema,
				  const struct hashlane_results *block,
				  const struct wanted *wanted, size_t k)
{
	size_t field = HLN_RESULTS_DIGESTS_AT + 1 + k;
	const struct ArrowArray *digests = array->children[field];

	assert_string_equal(schema->children[field]->format, "z");
	for (uint32_t i = 0; i < wanted->count; i++) {
		const int32_t *ends = digests->buffers[1];
		const uint8_t *digest;
		size_t bytes;

		if (hashlane_results_get_digest(&digest, &bytes, block, i, k))
			continue;
		assert_int_equal(ends[i + 1] - ends[i], bytes);
		assert_memory_equal((const uint8_t *)digests->buffers[2] +
					    ends[i],
				    digest, bytes);
	}
}

static void test_portable(void **state)
{
	struct random_source random = random_from_environment("portable");
	unsigned sum = 0;

	(void)state;
	unicode_oracle_make();
	for (int i = 0; i < 60; i++) {
		struct ArrowSchema schema, before;
		const struct hashlane_results *block;
		struct ArrowArray array;
		struct wanted wanted;

		make_wanted(&wanted, &random,
			    1 + (uint32_t)random_below(&random, 50));
		/* Blocks of which all paths are text, too. */
		for (uint32_t k = 0; i % 2 && k < wanted.count; k++)
			memset(wanted.rows[k].path, 'a',
			       wanted.rows[k].path_bytes);
		block = write_block(&wanted, wanted.count, 1);
		assert_status(hln_arrow_schema(&before, &wanted.set,
					       wanted.flags,
					       HASHLANE_ARROW_PORTABLE),
			      HASHLANE_OK);
		assert_status(hashlane_results_export(&array, &schema, block,
						      HASHLANE_ARROW_PORTABLE),
			      HASHLANE_OK);
		/* The same schema, whatever the paths are. */
		assert_int_equal(before.n_children, schema.n_children);
		for (int64_t k = 0; k < schema.n_children; k++) {
			assert_string_equal(before.children[k]->name,
					    schema.children[k]->name);
			assert_string_equal(before.children[k]->format,
					    schema.children[k]->format);
			assert_true(before.children[k]->flags ==
				    schema.children[k]->flags);
			assert_non_null(
				strchr("iluz", schema.children[k]->format[0]));
			assert_int_equal(schema.children[k]->format[1], 0);
		}
		check_paths(&array, &schema, &wanted);
		for (size_t k = 0; k < wanted.set.output_count; k++)
			check_portable_digest(&array, &schema, block, &wanted,
					      k);
		release_schema(&before, &random);
		release_schema(&schema, &random);
		release_array(&array, &random, &sum);
		free_wanted(&wanted);
	}
	unicode_oracle_free();
	print_message("sum of first bytes: %u\n", sum);
}

static void test_arguments(void **state)
{
	struct random_source random = random_from_environment("arguments");
	const struct hashlane_results *block;
	struct ArrowSchema schema;
	struct ArrowArray array;
	struct wanted wanted;

	(void)state;
	make_wanted(&wanted, &random, 2);
	block = write_block(&wanted, 2, 1);
	assert_status(hashlane_results_export(NULL, &schema, block, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_export(&array, NULL, block, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_export(&array, &schema, NULL, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_export(&array, &schema, block, 2),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_job_export(NULL, 0, 0), HASHLANE_ARGUMENT);
	hashlane_results_destroy(block);
	free_wanted(&wanted);
}

/* ---- A job as a stream ---- */

enum { MESSAGES = 10000 };

/* A job over the 8-byte numbers 0..MESSAGES - 1. */
static hashlane_job start_job(hashlane_engine engine, uint64_t *numbers,
			      uint32_t flags)
{
	const struct hashlane_algorithm_spec specs[] = { spec_of("xxh64"),
							 spec_of("md5") };
	struct hashlane_input *inputs = calloc(MESSAGES, sizeof(*inputs));
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = MESSAGES,
		.flags = flags,
	};
	hashlane_job job = 0;

	for (uint64_t i = 0; i < MESSAGES; i++) {
		numbers[i] = i;
		inputs[i].kind = HASHLANE_INPUT_MEMORY;
		inputs[i].data = &numbers[i];
		inputs[i].data_bytes = sizeof(numbers[i]);
	}
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	free(inputs);
	return job;
}

/* The rows of one batch against the one-shot call; how many. */
static size_t check_batch(const struct ArrowArray *batch,
			  const uint64_t *numbers, uint8_t *seen)
{
	const struct hashlane_algorithm_spec spec = spec_of("md5");
	const uint64_t *index = batch->children[0]->buffers[1];
	const int32_t *status = batch->children[2]->buffers[1];
	const uint8_t *md5 =
		batch->children[HLN_RESULTS_DIGESTS_AT + 1]->buffers[1];

	for (int64_t i = 0; i < batch->length; i++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];

		assert_true(index[i] < MESSAGES);
		assert_int_equal(seen[index[i]]++, 0);
		assert_int_equal(status[i], HASHLANE_OK);
		assert_status(hashlane_hash(wanted, sizeof(wanted), NULL,
					    &spec, &numbers[index[i]],
					    sizeof(*numbers)),
			      HASHLANE_OK);
		assert_memory_equal(md5 + 16 * i, wanted, 16);
	}
	return (size_t)batch->length;
}

static void check_stream(hashlane_engine engine, uint32_t flags)
{
	uint64_t *numbers = calloc(MESSAGES, sizeof(*numbers));
	uint8_t *seen = calloc(MESSAGES, 1);
	hashlane_job job = start_job(engine, numbers, flags);
	struct ArrowArrayStream stream;
	struct ArrowSchema schema;
	struct ArrowArray batch;
	size_t rows = 0;

	assert_status(hashlane_job_export(&stream, job, 0), HASHLANE_OK);
	assert_int_equal(stream.get_schema(&stream, &schema), 0);
	assert_string_equal(schema.children[HLN_RESULTS_DIGESTS_AT + 1]->name,
			    "md5");
	for (;;) {
		assert_int_equal(stream.get_next(&stream, &batch), 0);
		if (!batch.release)
			break;
		assert_int_equal(batch.n_children, schema.n_children);
		rows += check_batch(&batch, numbers, seen);
		batch.release(&batch);
	}
	assert_int_equal(rows, MESSAGES);
	assert_null(stream.get_last_error(&stream));
	/* The end stays the end. */
	assert_int_equal(stream.get_next(&stream, &batch), 0);
	assert_null(batch.release);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	/* What needs the job tells so, the rest works on. */
	assert_int_not_equal(stream.get_next(&stream, &batch), 0);
	assert_non_null(stream.get_last_error(&stream));
	schema.release(&schema);
	assert_int_equal(stream.get_schema(&stream, &schema), 0);
	schema.release(&schema);
	stream.release(&stream);
	assert_null(stream.release);
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	free(seen);
	free(numbers);
}

static void test_stream(void **state)
{
	struct ArrowArrayStream stream;
	hashlane_engine engine;

	(void)state;
	assert_status(hashlane_engine_create(&engine, NULL, NULL),
		      HASHLANE_OK);
	check_stream(engine, 0);
	check_stream(engine, HASHLANE_JOB_STREAM);
	check_stream(engine, HASHLANE_JOB_HEX | HASHLANE_JOB_PARTS);
	assert_status(hashlane_job_export(&stream, 0, 0), HASHLANE_HANDLE);
	assert_status(hashlane_job_export(&stream, engine, 0),
		      HASHLANE_HANDLE);
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arrow),
		cmocka_unit_test(test_portable),
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_stream),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
