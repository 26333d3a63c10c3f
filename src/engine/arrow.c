/* SPDX-License-Identifier: MIT */
/* arrow.c - results blocks as the Arrow C data interface has them. */
#include "arrow.h"

#include "../base/bytes.h"
#include "../hash/spec.h"
#include "../lane/utf8.h"
#include "column_kind.h"
#include "results_block.h"
#include "results_layout.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	NAME_BYTES_MAX = HLN_SPEC_TEXT_MAX + 8,
	BUFFERS_MAX = 3 /* of a column: validity, offsets, values */
};

struct field {
	struct ArrowSchema schema;
	char name[NAME_BYTES_MAX];
	char format[8];
};

/*
 * What a schema and its children share. A consumer may move a child out and
 * release it after its parent, so each of them counts.
 */
struct schema_owner {
	atomic_size_t refs;
	struct ArrowSchema **children;
	struct field fields[];
};

/* The same of an array: one column. */
struct part {
	struct ArrowArray array;
	const void *buffers[BUFFERS_MAX];
	uint32_t even_stride; /* whose offsets were made for this one, or 0 */
};

struct array_owner {
	atomic_size_t refs;
	const struct hashlane_results *results;
	const void *no_validity;
	uint8_t *made; /* what the block does not have, as offsets */
	size_t used;   /* bytes of it */
	const int32_t *short_paths; /* offsets of a portable export */
	struct ArrowArray **children;
	struct part parts[];
};

/* ---- Schema ---- */

static void release_schema(struct ArrowSchema *schema)
{
	struct schema_owner *owner = schema->private_data;

	for (int64_t i = 0; i < schema->n_children; i++)
		if (schema->children[i]->release)
			schema->children[i]->release(schema->children[i]);
	schema->release = NULL;
	if (atomic_fetch_sub(&owner->refs, 1) > 1)
		return;
	free(owner->children);
	free(owner);
}

/*
 * Fields are columns, in their order; but a portable export has two of paths:
 * as text, where they are, and as bytes.
 */
enum { PATH_FIELD = HASHLANE_COLUMN_PATH - 1 };

static size_t count_fields(size_t columns, uint32_t flags)
{
	return columns + (flags & HASHLANE_ARROW_PORTABLE ? 1 : 0);
}

static size_t column_of(size_t field, uint32_t flags)
{
	return field - (field > PATH_FIELD && flags & HASHLANE_ARROW_PORTABLE);
}

static bool is_path_text(size_t field, uint32_t flags)
{
	return field == PATH_FIELD && flags & HASHLANE_ARROW_PORTABLE;
}

static bool is_path_bytes(size_t field, uint32_t flags)
{
	return field == PATH_FIELD + 1 && flags & HASHLANE_ARROW_PORTABLE;
}

static void name_column(char out[NAME_BYTES_MAX],
			const struct hashlane_results_column *column)
{
	const char *name = hln_column_kind(column->kind)->name;
	size_t at = 0;

	if (column->algorithm)
		at = hln_spec_format(out, hln_registry_find(column->algorithm),
				     column->param);
	memcpy(out + at, name, strlen(name) + 1);
}

/* int64 for uint64, text and bytes with offsets of 32 bits. */
static char portable_format(char format)
{
	switch (format) {
	case 'L':
		return 'l';
	case 'I':
		return 'i';
	case 'U':
		return 'u';
	case 'Z':
	case 'w':
		return 'z';
	default:
		return format;
	}
}

static void format_column(char out[8],
			  const struct hashlane_results_column *column,
			  uint32_t flags)
{
	uint32_t bytes = column->stride;
	size_t at = 0;

	out[at] = hln_column_kind(column->kind)->format;
	if (flags & HASHLANE_ARROW_PORTABLE)
		out[at] = portable_format(out[at]);
	if (out[at++] == 'w') {
		out[at++] = ':';
		if (bytes >= 10)
			out[at++] = (char)('0' + bytes / 10);
		out[at++] = (char)('0' + bytes % 10);
	}
	out[at] = 0;
}

static void fill_field(struct schema_owner *owner, size_t i,
		       const struct hashlane_results_column *column,
		       uint32_t flags)
{
	struct field *field = &owner->fields[i];

	name_column(field->name, column);
	format_column(field->format, column, flags);
	if (is_path_bytes(i, flags))
		memcpy(field->name, "path_bytes", sizeof("path_bytes"));
	if (is_path_text(i, flags))
		field->format[0] = 'u';
	field->schema.format = field->format;
	field->schema.name = field->name;
	if (hln_column_kind(column->kind)->nullable || is_path_text(i, flags))
		field->schema.flags = ARROW_FLAG_NULLABLE;
	field->schema.release = release_schema;
	field->schema.private_data = owner;
}

/* An owner with no fields filled yet; NULL: no memory. */
static struct schema_owner *own_schema(size_t count)
{
	struct schema_owner *owner =
		calloc(1, sizeof(*owner) + count * sizeof(*owner->fields));

	if (!owner)
		return NULL;
	owner->children = calloc(count, sizeof(struct ArrowSchema *));
	if (!owner->children) {
		free(owner);
		return NULL;
	}
	atomic_init(&owner->refs, count + 1);
	for (size_t i = 0; i < count; i++)
		owner->children[i] = &owner->fields[i].schema;
	return owner;
}

static void hand_out_schema(struct ArrowSchema *out,
			    struct schema_owner *owner, size_t count)
{
	*out = (struct ArrowSchema){
		.format = "+s",
		.name = "",
		.n_children = (int64_t)count,
		.children = owner->children,
		.release = release_schema,
		.private_data = owner,
	};
}

int32_t hln_arrow_schema(struct ArrowSchema *out, const struct hln_set *set,
			 uint32_t job_flags, uint32_t flags)
{
	struct hln_results_layout *layout =
		hln_results_layout_create(set, job_flags, NULL);
	struct schema_owner *owner = NULL;
	size_t count = 0;

	if (layout) {
		count = count_fields(layout->column_count, flags);
		owner = own_schema(count);
	}
	if (owner) {
		for (size_t i = 0; i < count; i++)
			fill_field(owner, i,
				   &layout->columns[column_of(i, flags)],
				   flags);
		hand_out_schema(out, owner, count);
	}
	hln_results_layout_destroy(layout);
	return owner ? HASHLANE_OK : HASHLANE_NO_MEMORY;
}

static uint32_t count_rows(const struct hashlane_results *results)
{
	return hln_load32_le((const uint8_t *)results + HLN_RESULTS_ROWS_AT);
}

static uint32_t count_columns(const struct hashlane_results *results)
{
	return hln_load32_le((const uint8_t *)results + 32);
}

int32_t hln_arrow_block_schema(struct ArrowSchema *out,
			       const struct hashlane_results *results,
			       uint32_t flags)
{
	size_t count = count_fields(count_columns(results), flags);
	struct schema_owner *owner = own_schema(count);

	if (!owner)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		const struct hashlane_results_column column =
			hln_results_block_column(results, column_of(i, flags));

		fill_field(owner, i, &column, flags);
	}
	hand_out_schema(out, owner, count);
	return HASHLANE_OK;
}

/* ---- Array ---- */

static void free_array_owner(struct array_owner *owner)
{
	free(owner->made);
	free(owner->children);
	free(owner);
}

static void release_array(struct ArrowArray *array)
{
	struct array_owner *owner = array->private_data;

	for (int64_t i = 0; i < array->n_children; i++)
		if (array->children[i]->release)
			array->children[i]->release(array->children[i]);
	array->release = NULL;
	if (atomic_fetch_sub(&owner->refs, 1) > 1)
		return;
	hln_results_block_free(owner->results);
	free_array_owner(owner);
}

/* Memory of the owner's, so many bytes further on. */
static void *make(struct array_owner *owner, size_t bytes)
{
	void *made = owner->made + owner->used;

	owner->used += hln_results_block_align(bytes);
	return made;
}

/* Where rows have one length, Arrow's offsets: int32_t or int64_t. */
static void make_even_offsets(void *offsets, size_t rows, uint32_t stride,
			      uint32_t flags)
{
	for (size_t row = 0; row <= rows; row++)
		if (flags & HASHLANE_ARROW_PORTABLE)
			((int32_t *)offsets)[row] = (int32_t)(row * stride);
		else
			((int64_t *)offsets)[row] = (int64_t)(row * stride);
}

/* Columns of one width share theirs. */
static const void *find_even_offsets(struct array_owner *owner, size_t i,
				     uint32_t stride, uint32_t flags)
{
	size_t rows = count_rows(owner->results);
	void *offsets;

	for (size_t k = 0; k < i; k++)
		if (owner->parts[k].even_stride == stride)
			return owner->parts[k].buffers[1];
	owner->parts[i].even_stride = stride;
	offsets = make(owner, (rows + 1) * (flags & HASHLANE_ARROW_PORTABLE ?
						    sizeof(int32_t) :
						    sizeof(int64_t)));
	make_even_offsets(offsets, rows, stride, flags);
	return offsets;
}

/* The block's offsets in 32 bits; NULL: they do not fit. */
static const int32_t *
make_short_offsets(struct array_owner *owner,
		   const struct hashlane_results_column *column)
{
	const uint8_t *from = (const uint8_t *)owner->results +
			      column->offsets;
	size_t rows = count_rows(owner->results);
	int32_t *offsets;

	if (hln_load64_le(from + rows * 8) > INT32_MAX)
		return NULL;
	offsets = make(owner, (rows + 1) * sizeof(*offsets));
	for (size_t row = 0; row <= rows; row++)
		offsets[row] = (int32_t)hln_load64_le(from + row * 8);
	return offsets;
}

/*
 * The paths that are text. Where some are none they are null and have no bytes
 * in the values, which readers take for text as a whole.
 */
static void fill_path_text(struct part *part, struct array_owner *owner,
			   const char *values, const int32_t *offsets)
{
	size_t rows = count_rows(owner->results);
	uint8_t *validity;
	int32_t *ends;
	char *text;
	int64_t nulls = 0;
	int32_t at = 0;

	for (size_t row = 0; row < rows; row++)
		nulls += !hln_utf8_check(
			values + offsets[row],
			(size_t)(offsets[row + 1] - offsets[row]));
	if (!nulls)
		return;
	validity = make(owner, (rows + 7) / 8);
	ends = make(owner, (rows + 1) * sizeof(*ends));
	text = make(owner, (size_t)offsets[rows]);
	memset(validity, 0, (rows + 7) / 8);
	ends[0] = 0;
	for (size_t row = 0; row < rows; row++) {
		size_t bytes = (size_t)(offsets[row + 1] - offsets[row]);

		if (hln_utf8_check(values + offsets[row], bytes)) {
			validity[row / 8] |= (uint8_t)(1u << row % 8);
			memcpy(text + at, values + offsets[row], bytes);
			at += (int32_t)bytes;
		}
		ends[row + 1] = at;
	}
	part->array.null_count = nulls;
	part->buffers[0] = validity;
	part->buffers[1] = ends;
	part->buffers[2] = text;
}

/* False: values of a portable column need more than 31 bits. */
static bool fill_part(struct array_owner *owner, size_t i, uint32_t flags)
{
	const uint8_t *block = (const uint8_t *)owner->results;
	const struct hashlane_results_column column =
		hln_results_block_column(owner->results, column_of(i, flags));
	const struct hln_column_kind *kind = hln_column_kind(column.kind);
	const bool portable = flags & HASHLANE_ARROW_PORTABLE;
	struct part *part = &owner->parts[i];
	size_t n = 0;

	part->buffers[n++] = column.validity ? block + column.validity : NULL;
	if (is_path_bytes(i, flags))
		part->buffers[n++] = owner->short_paths;
	else if (kind->rows_differ && portable)
		part->buffers[n++] = make_short_offsets(owner, &column);
	else if (kind->rows_differ)
		part->buffers[n++] = block + column.offsets;
	else if (kind->format == 'U' || (kind->format == 'w' && portable))
		part->buffers[n++] = find_even_offsets(owner, i, column.stride,
						       flags);
	if (n == 2 && !part->buffers[1])
		return false;
	part->buffers[n++] = block + column.offset;
	part->array = (struct ArrowArray){
		.length = count_rows(owner->results),
		.null_count = column.null_count,
		.n_buffers = (int64_t)n,
		.buffers = part->buffers,
		.release = release_array,
		.private_data = owner,
	};
	if (is_path_text(i, flags)) {
		owner->short_paths = part->buffers[1];
		fill_path_text(part, owner, part->buffers[2],
			       owner->short_paths);
	}
	return true;
}

/* At most so many bytes are made. */
static size_t room_to_make(const struct hashlane_results *results,
			   uint32_t flags)
{
	const struct hashlane_results_column paths =
		hln_results_block_column(results, PATH_FIELD);
	size_t rows = count_rows(results), columns = count_columns(results);
	size_t offsets = hln_results_block_align((rows + 1) * sizeof(int64_t));
	size_t hexes = 0;

	if (flags & HASHLANE_ARROW_PORTABLE)
		return (columns + 1) * offsets +
		       hln_results_block_bitmap_bytes((uint32_t)rows) +
		       hln_results_block_align((size_t)hln_load64_le(
			       (const uint8_t *)results + paths.offsets +
			       rows * 8));
	for (size_t i = 0; i < columns; i++)
		hexes += hln_results_block_column(results, i).kind ==
			 HASHLANE_COLUMN_HEX;
	return hexes * offsets;
}

static struct array_owner *own_array(const struct hashlane_results *results,
				     size_t count, uint32_t flags)
{
	struct array_owner *owner =
		calloc(1, sizeof(*owner) + count * sizeof(*owner->parts));
	size_t room = room_to_make(results, flags);

	if (!owner)
		return NULL;
	owner->children = calloc(count, sizeof(struct ArrowArray *));
	owner->made = malloc(room + 1);
	if (owner->children && owner->made) {
		owner->results = results;
		atomic_init(&owner->refs, count + 1);
		return owner;
	}
	free_array_owner(owner);
	return NULL;
}

int32_t hln_arrow_array(struct ArrowArray *out,
			const struct hashlane_results *results, uint32_t flags)
{
	size_t count = count_fields(count_columns(results), flags);
	struct array_owner *owner;

	if (HLN_BIG_ENDIAN)
		return HASHLANE_UNSUPPORTED;
	owner = own_array(results, count, flags);
	if (!owner)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		if (!fill_part(owner, i, flags)) {
			free_array_owner(owner);
			return HASHLANE_UNSUPPORTED;
		}
		owner->children[i] = &owner->parts[i].array;
	}
	*out = (struct ArrowArray){
		.length = count_rows(results),
		.n_buffers = 1,
		.n_children = (int64_t)count,
		.buffers = &owner->no_validity,
		.children = owner->children,
		.release = release_array,
		.private_data = owner,
	};
	return HASHLANE_OK;
}
