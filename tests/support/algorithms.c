/* SPDX-License-Identifier: MIT */
/* algorithms.c - every algorithm, and hashers of them, for tests. */
#include "algorithms.h"

#include "check.h"
#include "oracle.h"

#include <stdio.h>

size_t algorithms_all(struct hashlane_algorithm_spec *specs)
{
	size_t count = hashlane_algorithm_get_count(), n = 0;

	for (size_t i = 0; i < count; i++) {
		struct hashlane_algorithm_info info = { .struct_size =
								sizeof(info) };

		assert_status(hashlane_algorithm_get_at(&info, i),
			      HASHLANE_OK);
		specs[n++] = (struct hashlane_algorithm_spec){ info.id, 0, 0 };
	}
	specs[n++] = spec_of("s3-etag:part=1KiB");
	specs[n++] = spec_of("s3-etag:part=1500");
	specs[n++] = spec_of("s3-etag:part=5MiB");
	return n;
}

struct hashlane_algorithm_info algorithm_info(int32_t id)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	assert_status(hashlane_algorithm_get_info(&info, id), HASHLANE_OK);
	return info;
}

const char *algorithm_text(const struct hashlane_algorithm_spec *spec)
{
	static char text[64];

	assert_status(
		hashlane_algorithm_format(text, sizeof(text), NULL, spec),
		HASHLANE_OK);
	return text;
}

hashlane_hasher hasher_of(const struct hashlane_algorithm_spec *specs,
			  size_t count, bool size_known, uint64_t size_bytes)
{
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = count,
		.size_bytes = size_bytes,
		.flags = size_known ? HASHLANE_HASHER_SIZE_KNOWN : 0,
		.isa = test_isa(),
	};
	hashlane_hasher hasher = 0;

	assert_status(hashlane_hasher_create(&hasher, &options, NULL),
		      HASHLANE_OK);
	assert_true(hasher != 0);
	return hasher;
}

bool hasher_agrees(hashlane_hasher hasher, size_t i,
		   const struct hashlane_algorithm_spec *spec,
		   const uint8_t *data, size_t bytes, const char *what)
{
	uint8_t given[HASHLANE_MAX_DIGEST_BYTES];
	uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
	size_t given_bytes = 99;
	char message[160];

	assert_status(hashlane_hasher_get_digest(hasher, i, given,
						 sizeof(given), &given_bytes),
		      HASHLANE_OK);
	snprintf(message, sizeof(message), "%s of %zu bytes: %s",
		 algorithm_text(spec), bytes, what);
	return same_bytes(message, given, given_bytes, wanted,
			  oracle_digest(wanted, spec, data, bytes));
}
