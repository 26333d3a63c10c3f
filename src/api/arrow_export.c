/* SPDX-License-Identifier: MIT */
/* arrow_export.c - the exports that hand results to Arrow. */
#include "arguments.h"
#include "engines.h"

#include <errno.h>
#include <stdlib.h>

#include "../base/status.h"
#include "../engine/arrow.h"

/* HASHLANE_ARROW_* that there are. */
enum { KNOWN_FLAGS = HASHLANE_ARROW_PORTABLE };

/* A stream of a job's blocks; the job itself may be gone. */
struct stream {
	hashlane_job job;
	struct hln_set set;
	uint32_t job_flags;
	uint32_t flags;                       /* HASHLANE_ARROW_* */
	const struct hashlane_results *taken; /* but not yet handed out */
	const char *error;
};

/* The errno value of a status, which is remembered. */
static int tell(struct stream *stream, int32_t status)
{
	stream->error = status == HASHLANE_HANDLE ? "the job was destroyed" :
			status                    ? hln_status_text(status) :
						    NULL;
	switch (status) {
	case HASHLANE_OK:
		return 0;
	case HASHLANE_NO_MEMORY:
		return ENOMEM;
	case HASHLANE_CANCELLED:
		return ECANCELED;
	case HASHLANE_BUSY:
		return EBUSY;
	case HASHLANE_UNSUPPORTED:
		return ENOSYS;
	default:
		return EINVAL;
	}
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
	struct stream *own = stream->private_data;

	return tell(own, hln_arrow_schema(out, &own->set, own->job_flags,
					  own->flags));
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
	struct stream *own = stream->private_data;
	int32_t status = HASHLANE_OK;

	if (!own->taken)
		status = hashlane_job_next(&own->taken, own->job, -1);
	if (status == HASHLANE_END) {
		/* The end of a stream is an array that is released. */
		*out = (struct ArrowArray){ .release = NULL };
		return tell(own, HASHLANE_OK);
	}
	if (!status)
		status = hln_arrow_array(out, own->taken, own->flags);
	if (!status)
		own->taken = NULL;
	return tell(own, status);
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
	const struct stream *own = stream->private_data;

	return own->error;
}

static void release_stream(struct ArrowArrayStream *stream)
{
	struct stream *own = stream->private_data;

	hln_results_block_free(own->taken);
	free(own);
	stream->release = NULL;
}

static int32_t export_block(struct ArrowArray *array,
			    struct ArrowSchema *schema,
			    const struct hashlane_results *results,
			    uint32_t flags)
{
	struct ArrowSchema made;
	int32_t status = hln_arrow_block_schema(&made, results, flags);

	if (status)
		return status;
	status = hln_arrow_array(array, results, flags);
	if (status)
		made.release(&made);
	else
		*schema = made;
	return status;
}

int32_t hashlane_results_export(struct ArrowArray *array,
				struct ArrowSchema *schema,
				const struct hashlane_results *results,
				uint32_t flags)
{
	int before = errno;
	int32_t status;

	if (!array || !schema || !results || flags & ~(uint32_t)KNOWN_FLAGS ||
	    hln_overlap(array, sizeof(*array), schema, sizeof(*schema)))
		return HASHLANE_ARGUMENT;
	status = export_block(array, schema, results, flags);
	errno = before;
	return status;
}

static int32_t export_job(struct ArrowArrayStream *stream, hashlane_job job,
			  uint32_t flags)
{
	struct stream *own = calloc(1, sizeof(*own));
	int32_t status;

	if (!own)
		return HASHLANE_NO_MEMORY;
	own->job = job;
	own->flags = flags;
	status = hln_engines_describe_job(job, &own->set, &own->job_flags);
	if (status) {
		free(own);
		return status;
	}
	*stream = (struct ArrowArrayStream){
		.get_schema = get_schema,
		.get_next = get_next,
		.get_last_error = get_last_error,
		.release = release_stream,
		.private_data = own,
	};
	return HASHLANE_OK;
}

int32_t hashlane_job_export(struct ArrowArrayStream *stream, hashlane_job job,
			    uint32_t flags)
{
	int before = errno;
	int32_t status;

	if (!stream || flags & ~(uint32_t)KNOWN_FLAGS)
		return HASHLANE_ARGUMENT;
	status = export_job(stream, job, flags);
	errno = before;
	return status;
}
