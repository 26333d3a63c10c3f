/* SPDX-License-Identifier: MIT */
/* algorithms.c - the exports on algorithms: look-up, enumeration, text. */
#include "../hash/spec.h"
#include "arguments.h"

#include <string.h>

const char *hashlane_algorithm_get_name(int32_t id)
{
	size_t row = (uint32_t)id - 1;

	return hln_algorithms[row < hln_algorithm_count ? row :
							  hln_algorithm_count]
		.name;
}

size_t hashlane_algorithm_get_count(void)
{
	return hln_algorithm_count;
}

static int32_t return_info(struct hashlane_algorithm_info *out,
			   const struct hln_algorithm *row)
{
	const struct hashlane_algorithm_info info = {
		.id = row->id,
		.flags = row->flags,
		.digest_bytes = row->digest_bytes,
		.block_bytes = row->block_bytes,
		.text_form = row->text_form,
		.text_bytes = (uint32_t)hln_spec_digest_text_max(row),
		.param_default = row->param_default,
		.param_min = row->param_min,
		.param_max = row->param_max,
		.name = row->name,
		.param_name = row->param_name ? row->param_name : "",
		.text_prefix = row->text_prefix ? row->text_prefix : "",
		.source = row->source,
	};

	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

int32_t hashlane_algorithm_get_at(struct hashlane_algorithm_info *out,
				  size_t index)
{
	if (!out || index >= hln_algorithm_count)
		return HASHLANE_ARGUMENT;
	return return_info(out, &hln_algorithms[index]);
}

int32_t hashlane_algorithm_get_info(struct hashlane_algorithm_info *out,
				    int32_t id)
{
	const struct hln_algorithm *row = hln_registry_find(id);

	if (!out)
		return HASHLANE_ARGUMENT;
	if (!row)
		return HASHLANE_ALGORITHM;
	return return_info(out, row);
}

/* What is wrong with one name; `from` is where it starts in the text. */
static int32_t fail_parse(struct hashlane_error *error, uint64_t from,
			  const char *text, size_t bytes, size_t at)
{
	static const char near[] = "; did you mean ";
	char names[HLN_SUGGESTIONS_MAX];
	size_t used;

	/* The search for near names takes long. */
	if (!error)
		return HASHLANE_ALGORITHM;
	if (at)
		return hln_fail(error, HASHLANE_ALGORITHM, from + at,
				"bad algorithm parameter", text + at,
				bytes - at);
	/* Before the text is overwritten, which may lie in the error. */
	hln_spec_suggest(names, text, bytes);
	hln_fail(error, HASHLANE_ALGORITHM, from, "unknown algorithm", text,
		 bytes);
	if (!names[0])
		return HASHLANE_ALGORITHM;
	used = strlen(error->message);
	if (used + sizeof(near) + strlen(names) + 1 < sizeof(error->message)) {
		memcpy(error->message + used, near, sizeof(near) - 1);
		used += sizeof(near) - 1;
		memcpy(error->message + used, names, strlen(names));
		error->message[used + strlen(names)] = '?';
	}
	return HASHLANE_ALGORITHM;
}

int32_t hashlane_algorithm_parse(struct hashlane_algorithm_spec *out,
				 const char *text, size_t text_bytes,
				 struct hashlane_error *error)
{
	size_t at = 0;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || hln_bad_bytes(text, text_bytes))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	if (hln_spec_parse(out, text, text_bytes, &at))
		return fail_parse(error, 0, text ? text : "", text_bytes, at);
	return HASHLANE_OK;
}

/* A set in the making. */
struct set {
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count;
};

/* False: there is no room for one that is not there already. */
static bool add_spec(struct set *set,
		     const struct hashlane_algorithm_spec *spec)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->specs[i].id == spec->id &&
		    set->specs[i].param == spec->param)
			return true;
	if (set->count == HASHLANE_MAX_ALGORITHMS)
		return false;
	set->specs[set->count++] = *spec;
	return true;
}

/* One name of a list, or "all". */
static int32_t add_name(struct set *set, uint64_t from, const char *name,
			size_t bytes, struct hashlane_error *error)
{
	struct hashlane_algorithm_spec spec = { .id = 0 };
	bool all = bytes == 3 && !memcmp(name, "all", 3), room = true;
	size_t at = 0;

	if (!all && hln_spec_parse(&spec, name, bytes, &at))
		return fail_parse(error, from, name, bytes, at);
	for (size_t i = 0; all && room && i < hln_algorithm_count; i++) {
		spec.id = hln_algorithms[i].id;
		room = add_spec(set, &spec);
	}
	if (!all)
		room = add_spec(set, &spec);
	return room ? HASHLANE_OK :
		      hln_fail(error, HASHLANE_ARGUMENT, from,
			       "more algorithms than one pass takes", NULL, 0);
}

static int32_t parse_set(struct set *set, const char *text, size_t bytes,
			 struct hashlane_error *error)
{
	size_t from = 0, to;
	int32_t status;

	do {
		const char *comma = memchr(text + from, ',', bytes - from);
		size_t next = comma ? (size_t)(comma - text) : bytes;

		for (to = next; to > from && text[to - 1] == ' '; to--)
			;
		while (from < to && text[from] == ' ')
			from++;
		status = add_name(set, from, text + from, to - from, error);
		from = next + 1;
	} while (!status && from <= bytes);
	return status;
}

int32_t hashlane_algorithms_parse(struct hashlane_algorithm_spec *specs,
				  size_t capacity, size_t *spec_count,
				  const char *text, size_t text_bytes,
				  struct hashlane_error *error)
{
	struct set set = { .count = 0 };
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (hln_bad_bytes(text, text_bytes))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = parse_set(&set, text ? text : "", text_bytes, error);
	if (status)
		return status;
	status = hln_return_specs(specs, capacity, spec_count, set.specs,
				  set.count);
	return status ? hln_fail(error, status, 0, NULL, NULL, 0) : status;
}

int32_t hashlane_algorithms_format(char *text, size_t capacity,
				   size_t *text_bytes,
				   const struct hashlane_algorithm_spec *specs,
				   size_t spec_count)
{
	char full[HASHLANE_MAX_ALGORITHMS * HLN_SPEC_TEXT_MAX];
	struct hln_set set;
	size_t bytes = 0;
	int32_t status;

	if (hln_bad_bytes(text, capacity))
		return HASHLANE_ARGUMENT;
	status = hln_check_specs(&set, specs, spec_count, NULL);
	if (status)
		return status;
	for (size_t i = 0; i < spec_count; i++) {
		const struct hln_output *output = &set.slots[i].output;

		if (i)
			full[bytes++] = ',';
		bytes += hln_spec_format(full + bytes, output->algorithm,
					 set.slots[output->work].work.param);
	}
	return hln_return_text(text, capacity, text_bytes, full, bytes);
}

int32_t hashlane_algorithms_get_layout(
	size_t *row_bytes, size_t *offsets, size_t capacity,
	const struct hashlane_algorithm_spec *specs, size_t spec_count)
{
	struct hln_set set;
	int32_t status;

	if (capacity > PTRDIFF_MAX / sizeof(*offsets) ||
	    (capacity && !offsets))
		return HASHLANE_ARGUMENT;
	status = hln_check_specs(&set, specs, spec_count, NULL);
	if (status)
		return status;
	if (row_bytes)
		*row_bytes = set.digest_bytes;
	if (capacity <= spec_count)
		return HASHLANE_BUFFER;
	for (size_t i = 0; i < spec_count; i++)
		offsets[i] = set.slots[i].output.digest_offset;
	offsets[spec_count] = set.digest_bytes;
	return HASHLANE_OK;
}

int32_t hashlane_algorithm_format(char *text, size_t capacity,
				  size_t *text_bytes,
				  const struct hashlane_algorithm_spec *spec)
{
	const struct hln_algorithm *row;
	char full[HLN_SPEC_TEXT_MAX];
	uint64_t param;
	int32_t status;

	if (!spec || hln_bad_bytes(text, capacity))
		return HASHLANE_ARGUMENT;
	status = hln_registry_resolve(&row, &param, spec);
	if (status)
		return status;
	return hln_return_text(text, capacity, text_bytes, full,
			       hln_spec_format(full, row, param));
}

int32_t hashlane_size_parse(uint64_t *size_bytes, const char *text,
			    size_t text_bytes)
{
	uint64_t size;

	if (!size_bytes || hln_bad_bytes(text, text_bytes))
		return HASHLANE_ARGUMENT;
	if (!hln_spec_parse_size(&size, text, text_bytes))
		return HASHLANE_FORMAT;
	*size_bytes = size;
	return HASHLANE_OK;
}
