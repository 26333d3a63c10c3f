/* SPDX-License-Identifier: MIT */
/* algorithms.c - the exports on algorithms: look-up, enumeration, text. */
#include "../hash/spec.h"
#include "arguments.h"

#include <string.h>

const char *hashlane_hash_algorithm_name(int32_t id)
{
	size_t row = (uint32_t)id - 1;

	return hln_algorithms[row < hln_algorithm_count ? row :
							  hln_algorithm_count]
		.name;
}

size_t hashlane_algorithm_count(void)
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
		.text_bytes = (uint32_t)hln_digest_text_max(row),
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

int32_t hashlane_algorithm_at(struct hashlane_algorithm_info *out,
			      size_t index)
{
	if (!out || index >= hln_algorithm_count)
		return HASHLANE_ARGUMENT;
	return return_info(out, &hln_algorithms[index]);
}

int32_t hashlane_algorithm_get(struct hashlane_algorithm_info *out, int32_t id)
{
	const struct hln_algorithm *row = hln_algorithm_find(id);

	if (!out)
		return HASHLANE_ARGUMENT;
	if (!row)
		return HASHLANE_ALGORITHM;
	return return_info(out, row);
}

/* "unknown algorithm 'x', near: a, b", or what is wrong with a parameter. */
static int32_t fail_parse(struct hashlane_error *error, const char *text,
			  size_t bytes, size_t at)
{
	static const char near[] = "; did you mean ";
	char names[HLN_SUGGESTIONS_MAX];
	size_t used;

	if (at)
		return hln_fail(error, HASHLANE_ALGORITHM, at,
				"bad algorithm parameter", text + at,
				bytes - at);
	hln_fail(error, HASHLANE_ALGORITHM, 0, "unknown algorithm", text,
		 bytes);
	hln_spec_suggest(names, text, bytes);
	if (!error || !names[0])
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
		return fail_parse(error, text ? text : "", text_bytes, at);
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
	status = hln_spec_resolve(&row, &param, spec);
	if (status)
		return status;
	return hln_return_text(text, capacity, text_bytes, full,
			       hln_spec_format(full, row, param));
}
