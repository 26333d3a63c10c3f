/* SPDX-License-Identifier: MIT */
/* lookups.c - the exports by which a caller answers what a job asks. */
#include "engines.h"

#include "../engine/lookup.h"

#include "../os/file_system.h"
#include "arguments.h"

#include <errno.h>
#include <string.h>

int32_t hashlane_job_get_lookup(const struct hashlane_lookup **out,
				hashlane_job handle, int64_t timeout_ms)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = out ? hln_engines_pin_job(&job, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_lookup_next(out, job, hln_engines_deadline(timeout_ms));
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_answer(hashlane_job handle, uint64_t lookup_id,
			    const uint64_t *digests_valid, size_t count,
			    const uint8_t *digests, size_t digests_bytes)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = HASHLANE_OK;

	if ((count && !digests_valid) ||
	    count > PTRDIFF_MAX / sizeof(*digests_valid) ||
	    hln_bad_bytes(digests, digests_bytes))
		status = HASHLANE_ARGUMENT;
	if (!status)
		status = hln_engines_pin_job(&job, handle);
	if (status)
		return status;
	status = hln_lookup_answer(job, lookup_id, digests_valid, count,
				   digests, digests_bytes);
	hln_job_release(job);
	errno = before;
	return status;
}

static int describe(struct hashlane_lookup_file *file,
		    const struct hln_file_info *info, const char *path)
{
	struct hln_file_system system;
	int error = hln_file_system_ask(&system, -1, path, true, info, NULL,
					NULL);

	if (!error)
		hln_lookup_describe(file, info, &system);
	return error;
}

int32_t hashlane_lookup_read(struct hashlane_lookup_file *out,
			     size_t out_bytes, const char *path)
{
	struct hashlane_lookup_file file = { 0 };
	struct hln_file_info info;
	int before = errno, error;

	if (out_bytes < sizeof(file) || out_bytes > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	if (!path || !out)
		return HASHLANE_ARGUMENT;
	error = hln_file_info_at(&info, -1, path, true);
	if (!error && info.regular)
		error = describe(&file, &info, path);
	errno = before;
	if (error)
		return hln_file_status(error);
	if (!info.regular)
		return HASHLANE_NOT_REGULAR;
	memset(out, 0, out_bytes);
	memcpy(out, &file, sizeof(file));
	return HASHLANE_OK;
}
