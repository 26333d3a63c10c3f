/* SPDX-License-Identifier: MIT */
/* flat_submit.c - a job from plain bytes, for callers without structs. */
#include "arguments.h"

#include <stdlib.h>
#include <string.h>

/* Algorithms between commas; the error's offset is a byte of the text. */
static int32_t parse_algorithms(struct hashlane_algorithm_spec *specs,
				size_t *count, const char *text, size_t bytes,
				struct hashlane_error *error)
{
	size_t at = 0;

	*count = 0;
	for (;;) {
		const char *comma = memchr(text + at, ',', bytes - at);
		size_t end = comma ? (size_t)(comma - text) : bytes;
		int32_t status;

		if (*count == HASHLANE_MAX_ALGORITHMS)
			return hln_fail(error, HASHLANE_ARGUMENT, at,
					"more algorithms than one pass takes",
					NULL, 0);
		status = hashlane_algorithm_parse(&specs[*count], text + at,
						  end - at, error);
		if (status) {
			if (error)
				error->offset += at;
			return status;
		}
		++*count;
		if (!comma)
			return HASHLANE_OK;
		at = end + 1;
	}
}

/* An input a path; *inputs is the caller's to free. */
static int32_t slice_paths(struct hashlane_input **inputs, const char *paths,
			   size_t paths_bytes, const uint64_t *offsets,
			   size_t count, struct hashlane_error *error)
{
	struct hashlane_input *slices;

	if (count >= PTRDIFF_MAX / sizeof(*slices))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	for (size_t i = 0; i < count; i++)
		if (offsets[i] > offsets[i + 1] ||
		    offsets[i + 1] > paths_bytes)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"offsets do not lie in the paths",
					NULL, 0);
	slices = calloc(count + 1, sizeof(*slices));
	if (!slices)
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		slices[i].kind = HASHLANE_INPUT_PATH;
		/* No pointer is NULL for an empty name among no bytes. */
		slices[i].data = paths ? paths + offsets[i] : "";
		slices[i].data_bytes = (size_t)(offsets[i + 1] - offsets[i]);
	}
	*inputs = slices;
	return HASHLANE_OK;
}

int32_t hashlane_job_create_flat(hashlane_job *out, hashlane_engine engine,
				 const char *algorithms,
				 size_t algorithms_bytes, const char *paths,
				 size_t paths_bytes, const uint64_t *offsets,
				 size_t path_count, uint32_t flags,
				 struct hashlane_error *error)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.flags = flags,
	};
	struct hashlane_input *inputs = NULL;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !algorithms || algorithms_bytes > PTRDIFF_MAX ||
	    hln_bad_bytes(paths, paths_bytes) || (path_count && !offsets))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = parse_algorithms(specs, &options.spec_count, algorithms,
				  algorithms_bytes, error);
	if (status)
		return status;
	if (offsets) {
		status = slice_paths(&inputs, paths, paths_bytes, offsets,
				     path_count, error);
		options.inputs = inputs;
		options.input_bytes = sizeof(*inputs);
		options.input_count = path_count;
	} else {
		options.paths = paths;
		options.paths_bytes = paths_bytes;
	}
	if (!status)
		status = hashlane_job_create(out, engine, &options, error);
	free(inputs);
	return status;
}
