/* SPDX-License-Identifier: MIT */
/* arrow.c - results blocks as the Arrow C data interface has them. */
#include "arrow.h"

#include "../base/bytes.h"
#include "../hash/spec.h"

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
};

struct array_owner {
	atomic_size_t refs;
	const struct hashlane_results *results;
	const void *no_validity;
	int64_t *offsets; /* that the block does not have */
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

static void name_column(char out[NAME_BYTES_MAX],
			const struct hashlane_results_column *column)
{
	static const char *const names[] = {
		"",         "index",    "size",         "status",
		"os_error", "mtime_ns", "error_offset", "path",
		"message",  "",         "_hex",         "_parts"
	};
	const char *name = names[column->kind];
	size_t at = 0;

	if (column->kind >= HASHLANE_COLUMN_DIGEST)
		at = hln_spec_format(out,
				     hln_algorithm_find(column->algorithm),
				     column->param);
	memcpy(out + at, name, strlen(name) + 1);
}

static void format_column(char out[8],
			  const struct hashlane_results_column *column)
{
	/* An 'l' of nanoseconds: 0, for unknown, is no time. */
	static const char formats[] = "?LLiilLZUwUZ";
	uint32_t bytes = column->stride;
	size_t at = 0;

	out[at++] = formats[column->kind];
	if (column->kind == HASHLANE_COLUMN_DIGEST) {
		out[at++] = ':';
		if (bytes >= 10)
			out[at++] = (char)('0' + bytes / 10);
		out[at++] = (char)('0' + bytes % 10);
	}
	out[at] = 0;
}

static void fill_field(struct field *field, struct schema_owner *owner,
		       const struct hashlane_results_column *column)
{
	name_column(field->name, column);
	format_column(field->format, column);
	field->schema.format = field->format;
	field->schema.name = field->name;
	if (column->kind >= HASHLANE_COLUMN_MESSAGE)
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
			 uint32_t flags)
{
	const struct hashlane_results_column *columns;
	struct hln_layout *layout = hln_layout_create(set, flags, NULL);
	struct schema_owner *owner = NULL;
	size_t count = 0;

	if (layout) {
		count = hln_layout_columns(&columns, layout);
		owner = own_schema(count);
	}
	if (owner) {
		for (size_t i = 0; i < count; i++)
			fill_field(&owner->fields[i], owner, &columns[i]);
		hand_out_schema(out, owner, count);
	}
	hln_layout_destroy(layout);
	return owner ? HASHLANE_OK : HASHLANE_NO_MEMORY;
}

static const uint8_t *find_entry(const struct hashlane_results *results,
				 size_t i)
{
	return (const uint8_t *)results + sizeof(*results) +
	       i * sizeof(struct hashlane_results_column);
}

int32_t hln_arrow_block_schema(struct ArrowSchema *out,
			       const struct hashlane_results *results)
{
	const uint8_t *head = (const uint8_t *)results;
	size_t count = hln_load32_le(head + 32);
	struct schema_owner *owner = own_schema(count);

	if (!owner)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		const uint8_t *entry = find_entry(results, i);
		const struct hashlane_results_column column = {
			.kind = (int32_t)hln_load32_le(entry),
			.algorithm = (int32_t)hln_load32_le(entry + 4),
			.param = hln_load64_le(entry + 8),
			.stride = hln_load32_le(entry + 40),
		};

		fill_field(&owner->fields[i], owner, &column);
	}
	hand_out_schema(out, owner, count);
	return HASHLANE_OK;
}

/* ---- Array ---- */

static void release_array(struct ArrowArray *array)
{
	struct array_owner *owner = array->private_data;

	for (int64_t i = 0; i < array->n_children; i++)
		if (array->children[i]->release)
			array->children[i]->release(array->children[i]);
	array->release = NULL;
	if (atomic_fetch_sub(&owner->refs, 1) > 1)
		return;
	hln_results_free(owner->results);
	free(owner->offsets);
	free(owner->children);
	free(owner);
}

/*
 * Offsets for hexadecimal, which Arrow has as text. Columns of one width share
 * theirs.
 */
static const int64_t *find_offsets(struct array_owner *owner, size_t i,
				   size_t *used)
{
	const struct hashlane_results_column *columns =
		(const struct hashlane_results_column *)(owner->results + 1);
	size_t rows = owner->results->row_count;
	int64_t *offsets = owner->offsets + *used * (rows + 1);

	for (size_t k = 0; k < i; k++)
		if (columns[k].kind == HASHLANE_COLUMN_HEX &&
		    columns[k].stride == columns[i].stride)
			return owner->parts[k].buffers[1];
	for (size_t row = 0; row <= rows; row++)
		offsets[row] = (int64_t)(row * columns[i].stride);
	++*used;
	return offsets;
}

static void fill_part(struct array_owner *owner, size_t i, size_t *used)
{
	const uint8_t *block = (const uint8_t *)owner->results;
	const struct hashlane_results_column *column =
		(const struct hashlane_results_column *)(owner->results + 1) +
		i;
	struct part *part = &owner->parts[i];
	size_t n = 0;

	part->buffers[n++] = column->validity ? block + column->validity :
						NULL;
	if (column->offsets)
		part->buffers[n++] = block + column->offsets;
	else if (column->kind == HASHLANE_COLUMN_HEX)
		part->buffers[n++] = find_offsets(owner, i, used);
	part->buffers[n++] = block + column->offset;
	part->array = (struct ArrowArray){
		.length = owner->results->row_count,
		.null_count = column->null_count,
		.n_buffers = (int64_t)n,
		.buffers = part->buffers,
		.release = release_array,
		.private_data = owner,
	};
}

static size_t count_hexes(const struct hashlane_results *results)
{
	const struct hashlane_results_column *columns =
		(const struct hashlane_results_column *)(results + 1);
	size_t hexes = 0;

	for (uint32_t i = 0; i < results->column_count; i++)
		hexes += columns[i].kind == HASHLANE_COLUMN_HEX;
	return hexes;
}

static struct array_owner *own_array(const struct hashlane_results *results)
{
	size_t count = results->column_count, hexes = count_hexes(results);
	struct array_owner *owner =
		calloc(1, sizeof(*owner) + count * sizeof(*owner->parts));

	if (!owner)
		return NULL;
	owner->children = calloc(count, sizeof(struct ArrowArray *));
	if (hexes)
		owner->offsets = malloc(hexes *
					((size_t)results->row_count + 1) *
					sizeof(*owner->offsets));
	if (owner->children && (owner->offsets || !hexes)) {
		owner->results = results;
		atomic_init(&owner->refs, count + 1);
		return owner;
	}
	free(owner->offsets);
	free(owner->children);
	free(owner);
	return NULL;
}

int32_t hln_arrow_array(struct ArrowArray *out,
			const struct hashlane_results *results)
{
	struct array_owner *owner;
	size_t used = 0;

	if (HLN_BIG_ENDIAN)
		return HASHLANE_UNSUPPORTED;
	owner = own_array(results);
	if (!owner)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < results->column_count; i++) {
		fill_part(owner, i, &used);
		owner->children[i] = &owner->parts[i].array;
	}
	*out = (struct ArrowArray){
		.length = results->row_count,
		.n_buffers = 1,
		.n_children = results->column_count,
		.buffers = &owner->no_validity,
		.children = owner->children,
		.release = release_array,
		.private_data = owner,
	};
	return HASHLANE_OK;
}
