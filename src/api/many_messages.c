/* SPDX-License-Identifier: MIT */
/* many_messages.c - the exports that hash many buffers: arrays, columns. */
#include "../base/bytes.h"
#include "../hash/many.h"
#include "../lane/cpu.h"
#include "arguments.h"

#include <errno.h>
#include <string.h>

struct array {
	const void *const *data;
	const size_t *data_bytes;
	uint8_t *digests;
	size_t digest_bytes;
};

static size_t next_of_array(void *context, struct hln_message *messages,
			    size_t room)
{
	struct array *array = context;

	for (size_t i = 0; i < room; i++) {
		messages[i].data = *array->data++;
		messages[i].bytes = *array->data_bytes++;
		messages[i].digest = array->digests;
		array->digests += array->digest_bytes;
	}
	return room;
}

/* The algorithm and the instruction set of a call. */
static int32_t prepare(struct hln_set *set, uint32_t *cpu,
		       const struct hashlane_algorithm_spec *spec, int32_t isa)
{
	int32_t status = hln_check_specs(set, spec, 1, NULL);

	return status ? status : hln_cpu_limit(cpu, isa);
}

int32_t hashlane_hash_many(uint8_t *digests, size_t capacity,
			   const struct hashlane_algorithm_spec *spec,
			   const void *const *data, const size_t *data_bytes,
			   size_t count, int32_t isa)
{
	struct array array = { data, data_bytes, digests, 0 };
	const struct hln_source source = { next_of_array, &array };
	struct hln_set set;
	uint32_t cpu;
	int before = errno;
	int32_t status;

	if (!spec || hln_bad_bytes(digests, capacity) ||
	    (count && (!data || !data_bytes)))
		return HASHLANE_ARGUMENT;
	status = prepare(&set, &cpu, spec, isa);
	if (status)
		return status;
	if (count > capacity / set.digest_bytes)
		return HASHLANE_BUFFER;
	for (size_t i = 0; i < count; i++)
		if (hln_bad_bytes(data[i], data_bytes[i]))
			return HASHLANE_ARGUMENT;
	array.digest_bytes = set.digest_bytes;
	status = hln_many_digest(&set, cpu, &source, count);
	errno = before;
	return status;
}

/* A column on its way through the lanes. */
struct column {
	const struct hashlane_column *given;
	size_t row;       /* the next one, without the offset */
	uint8_t *digests; /* of all rows, one behind the other */
	size_t digest_bytes;
};

static bool is_null(const struct hashlane_column *column, size_t row)
{
	size_t at = column->offset + row;

	return column->validity && !(column->validity[at / 8] >> at % 8 & 1);
}

/* The views of Arrow: length, then 12 bytes, or prefix, buffer, offset. */
static bool find_view(const struct hashlane_column *column, size_t at,
		      const uint8_t **data, size_t *bytes)
{
	const uint8_t *view = (const uint8_t *)column->offsets + 16 * at;
	int32_t part[4];

	memcpy(part, view, sizeof(part));
	if (part[0] < 0)
		return false;
	*bytes = (size_t)part[0];
	if (*bytes <= 12) {
		*data = view + 4;
		return true;
	}
	if (part[2] < 0 || (size_t)part[2] >= column->buffer_count ||
	    part[3] < 0 || (size_t)part[3] > column->buffer_bytes[part[2]] ||
	    *bytes > column->buffer_bytes[part[2]] - (size_t)part[3])
		return false;
	*data = column->buffers[part[2]] + part[3];
	return true;
}

/* Where a row lies; false when it leaves its buffer. */
static bool find_row(const struct hashlane_column *column, size_t row,
		     const uint8_t **data, size_t *bytes)
{
	size_t at = column->offset + row;
	const uint8_t *offsets = column->offsets;
	int64_t from, to;
	int32_t narrow[2];

	if (column->layout == HASHLANE_COLUMN_VIEWS)
		return find_view(column, at, data, bytes);
	if (column->layout == HASHLANE_COLUMN_OFFSETS32) {
		memcpy(narrow, offsets + 4 * at, sizeof(narrow));
		from = narrow[0];
		to = narrow[1];
	} else {
		memcpy(&from, offsets + 8 * at, sizeof(from));
		memcpy(&to, offsets + 8 * at + 8, sizeof(to));
	}
	if (from < 0 || to < from || (uint64_t)to > column->data_bytes)
		return false;
	*bytes = (size_t)(to - from);
	*data = *bytes ? column->data + from : NULL;
	return true;
}

static size_t next_of_column(void *context, struct hln_message *messages,
			     size_t room)
{
	struct column *column = context;
	size_t n = 0;

	for (; n < room; column->row++) {
		uint8_t *digest = column->digests +
				  column->row * column->digest_bytes;

		if (is_null(column->given, column->row))
			continue;
		(void)find_row(column->given, column->row, &messages[n].data,
			       &messages[n].bytes);
		messages[n++].digest = digest;
	}
	return n;
}

static int32_t check_column(const struct hashlane_column *column,
			    size_t *nulls)
{
	const uint8_t *data;
	size_t bytes;

	if (column->flags || column->layout < HASHLANE_COLUMN_OFFSETS32 ||
	    column->layout > HASHLANE_COLUMN_VIEWS ||
	    column->rows > PTRDIFF_MAX / 16 ||
	    column->offset > PTRDIFF_MAX / 16 - column->rows - 1 ||
	    hln_bad_bytes(column->data, column->data_bytes) ||
	    (column->rows && !column->offsets) ||
	    (column->buffer_count &&
	     (!column->buffers || !column->buffer_bytes)))
		return HASHLANE_ARGUMENT;
	if (column->layout == HASHLANE_COLUMN_VIEWS)
		for (size_t i = 0; i < column->buffer_count; i++)
			if (hln_bad_bytes(column->buffers[i],
					  column->buffer_bytes[i]))
				return HASHLANE_ARGUMENT;
	*nulls = 0;
	for (size_t row = 0; row < column->rows; row++) {
		if (is_null(column, row))
			++*nulls;
		else if (!find_row(column, row, &data, &bytes))
			return HASHLANE_FORMAT;
	}
	return HASHLANE_OK;
}

static size_t value_bytes(int32_t output, size_t digest_bytes)
{
	return output == HASHLANE_OUTPUT_HEX ? 2 * digest_bytes : digest_bytes;
}

/* Integers have the machine's order, digests have the highest byte first. */
static void turn_integers(uint8_t *digests, size_t rows, size_t digest_bytes)
{
	if (HLN_BIG_ENDIAN)
		return;
	for (size_t row = 0; row < rows; row++, digests += digest_bytes)
		for (size_t i = 0; i < digest_bytes / 2; i++) {
			uint8_t low = digests[i];

			digests[i] = digests[digest_bytes - 1 - i];
			digests[digest_bytes - 1 - i] = low;
		}
}

/* Has the algorithm no digest for this row? Then the row is null. */
static bool undefined(const struct hashlane_column *column, size_t row,
		      const struct hln_algorithm *algorithm)
{
	const uint8_t *data;
	size_t bytes = 0;

	return algorithm->flags & HASHLANE_INFO_NO_EMPTY &&
	       find_row(column, row, &data, &bytes) && !bytes;
}

/* Bitmap, and zeros for rows that are null; returns how many are. */
static size_t write_nulls(uint8_t *out, size_t value_bytes, uint8_t *validity,
			  const struct hashlane_column *given,
			  const struct hln_algorithm *algorithm)
{
	size_t nulls = 0;

	if (validity)
		memset(validity, 0, (given->rows + 7) / 8);
	for (size_t row = 0; row < given->rows; row++) {
		bool null = is_null(given, row) ||
			    undefined(given, row, algorithm);

		if (null)
			memset(out + row * value_bytes, 0, value_bytes);
		nulls += null;
		if (validity && !null)
			validity[row / 8] |= (uint8_t)(1 << row % 8);
	}
	return nulls;
}

static int32_t hash_column(uint8_t *out, struct column *column,
			   uint8_t *validity, size_t *null_count,
			   const struct hln_set *set, uint32_t cpu,
			   int32_t output, size_t nulls)
{
	const struct hln_source source = { next_of_column, column };
	size_t rows = column->given->rows, bytes = column->digest_bytes;
	int32_t status;

	/* Hex grows from the front: the digests stand at the end. */
	column->digests = output == HASHLANE_OUTPUT_HEX ? out + rows * bytes :
							  out;
	status = hln_many_digest(set, cpu, &source, rows - nulls);
	if (status)
		return status;
	/* Rows that are null have whatever was there: zeros come last. */
	if (output == HASHLANE_OUTPUT_HEX)
		hln_kernel_hex(cpu)((char *)out, column->digests,
				    rows * bytes);
	else if (output == HASHLANE_OUTPUT_INTEGER)
		turn_integers(out, rows, bytes);
	nulls = write_nulls(out, value_bytes(output, bytes), validity,
			    column->given, set->slots[0].output.algorithm);
	if (null_count)
		*null_count = nulls;
	return HASHLANE_OK;
}

int32_t hashlane_hash_column(void *out, size_t capacity, uint8_t *validity,
			     size_t *null_count,
			     const struct hashlane_algorithm_spec *spec,
			     const struct hashlane_column *column,
			     int32_t output, int32_t isa)
{
	struct hashlane_column known;
	struct column job = { .given = &known };
	struct hln_set set;
	uint32_t cpu;
	size_t nulls;
	int before = errno;
	int32_t status;

	if (!spec || !column || hln_bad_bytes(out, capacity) ||
	    output < HASHLANE_OUTPUT_BINARY ||
	    output > HASHLANE_OUTPUT_INTEGER)
		return HASHLANE_ARGUMENT;
	status = hln_copy_struct(&known, column, sizeof(known), sizeof(known));
	if (!status)
		status = prepare(&set, &cpu, spec, isa);
	if (!status)
		status = check_column(&known, &nulls);
	if (status)
		return status;
	if (output == HASHLANE_OUTPUT_INTEGER && set.digest_bytes != 4 &&
	    set.digest_bytes != 8)
		return HASHLANE_UNSUPPORTED;
	job.digest_bytes = set.digest_bytes;
	if (known.rows > capacity / value_bytes(output, set.digest_bytes))
		return HASHLANE_BUFFER;
	if (known.rows)
		status = hash_column(out, &job, validity, null_count, &set,
				     cpu, output, nulls);
	else if (null_count)
		*null_count = 0;
	errno = before;
	return status;
}
