/* SPDX-License-Identifier: MIT */
/* file_rows.c - the rows of files that were hashed by path, checked. */
#include "file_rows.h"

#include "algorithms.h"
#include "check.h"
#include "oracle.h"

size_t row_bytes(const struct hashlane_algorithm_spec *specs, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += algorithm_info(specs[i].id).digest_bytes;
	return bytes;
}

bool is_zero(const uint8_t *data, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (data[i])
			return false;
	return true;
}

void check_row(const char *path, const struct hashlane_file_result *result,
	       const uint8_t *row, const struct hashlane_algorithm_spec *specs,
	       size_t count, const uint8_t *data, size_t bytes)
{
	if (result->status)
		fail_msg("%s: %s, os_error %d", path,
			 hashlane_status_get_name(result->status),
			 result->os_error);
	assert_int_equal(result->os_error, 0);
	assert_int_equal(result->size_bytes, bytes);
	assert_int_equal(result->error_offset, 0);
	assert_true(is_zero((const uint8_t *)result->reserved,
			    sizeof(result->reserved)));
	for (size_t i = 0; i < count; i++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES] = { 0 };
		size_t n = oracle_digest(wanted, &specs[i], data, bytes);
		size_t given = algorithm_info(specs[i].id).digest_bytes;

		assert_int_equal(result->digests_valid >> i & 1, n != 0);
		/* The bytes of one that does not exist are zero. */
		if (!same_bytes(path, row, given, wanted, given))
			fail_msg("%s of %zu bytes", algorithm_text(&specs[i]),
				 bytes);
		row += given;
	}
	if (count < 64)
		assert_int_equal(result->digests_valid >> count, 0);
}
