/* SPDX-License-Identifier: MIT */
/*
 * without.c - a library that passes over one flag or takes an option for
 * another, so that tests/abi/check_flags.py sees which test notices. The
 * linker puts these between the tests and the library; they change nothing
 * but where HASHLANE_TEST_WITHOUT is "PLACE VALUE".
 */
#include "check.h"
#include "without.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The linker's names. */
int32_t __real_hashlane_job_create(hashlane_job *out, hashlane_engine engine,
				   const struct hashlane_job_options *options,
				   struct hashlane_error *error);
int32_t __wrap_hashlane_job_create(hashlane_job *out, hashlane_engine engine,
				   const struct hashlane_job_options *options,
				   struct hashlane_error *error);
int32_t __real_hashlane_walk_open(hashlane_walk *out, const char *path,
				  const struct hashlane_walk_options *options,
				  struct hashlane_error *error);
int32_t __wrap_hashlane_walk_open(hashlane_walk *out, const char *path,
				  const struct hashlane_walk_options *options,
				  struct hashlane_error *error);
int32_t __real_hashlane_job_get_progress(struct hashlane_progress *out,
					 size_t progress_bytes,
					 hashlane_job job);
int32_t __wrap_hashlane_job_get_progress(struct hashlane_progress *out,
					 size_t progress_bytes,
					 hashlane_job job);
int32_t __real_hashlane_listener_create(
	hashlane_listener *out, uint64_t source,
	const struct hashlane_listener_options *options,
	struct hashlane_error *error);
int32_t __wrap_hashlane_listener_create(
	hashlane_listener *out, uint64_t source,
	const struct hashlane_listener_options *options,
	struct hashlane_error *error);
int32_t
__real_hashlane_hasher_create(hashlane_hasher *out,
			      const struct hashlane_hasher_options *options,
			      struct hashlane_error *error);
int32_t
__wrap_hashlane_hasher_create(hashlane_hasher *out,
			      const struct hashlane_hasher_options *options,
			      struct hashlane_error *error);
int32_t __real_hashlane_memory_configure(
	const struct hashlane_memory_options *options);
int32_t __wrap_hashlane_memory_configure(
	const struct hashlane_memory_options *options);
int32_t __real_hashlane_memory_get_usage(struct hashlane_memory_usage *out);
int32_t __wrap_hashlane_memory_get_usage(struct hashlane_memory_usage *out);
int32_t __real_hashlane_hash_column(void *out, size_t capacity,
				    size_t *out_bytes, uint8_t *validity,
				    size_t *null_count,
				    const struct hashlane_algorithm_spec *spec,
				    const struct hashlane_column *column,
				    int32_t output, int32_t isa);
int32_t __wrap_hashlane_hash_column(void *out, size_t capacity,
				    size_t *out_bytes, uint8_t *validity,
				    size_t *null_count,
				    const struct hashlane_algorithm_spec *spec,
				    const struct hashlane_column *column,
				    int32_t output, int32_t isa);
int32_t
__real_hashlane_digest_format(char *text, size_t capacity, size_t *text_bytes,
			      const struct hashlane_algorithm_spec *spec,
			      int32_t form, const uint8_t *digest,
			      size_t digest_bytes);
int32_t
__wrap_hashlane_digest_format(char *text, size_t capacity, size_t *text_bytes,
			      const struct hashlane_algorithm_spec *spec,
			      int32_t form, const uint8_t *digest,
			      size_t digest_bytes);
int32_t __real_hashlane_kernel_get_at(struct hashlane_kernel_info *out,
				      size_t index, int32_t isa);
int32_t __wrap_hashlane_kernel_get_at(struct hashlane_kernel_info *out,
				      size_t index, int32_t isa);
int32_t __real_hashlane_algorithm_get_info(struct hashlane_algorithm_info *out,
					   int32_t id);
int32_t __wrap_hashlane_algorithm_get_info(struct hashlane_algorithm_info *out,
					   int32_t id);

bool without_wanted(const char *place, long *value)
{
	const char *given = getenv("HASHLANE_TEST_WITHOUT");
	size_t bytes = strlen(place);

	if (!given || strncmp(given, place, bytes) != 0 || given[bytes] != ' ')
		return false;
	*value = strtol(given + bytes, NULL, 10);
	return true;
}

uint32_t without_bits(const char *place, uint32_t flags)
{
	long value;

	return without_wanted(place, &value) ? flags & ~(uint32_t)value :
					       flags;
}

int32_t without_choice(const char *place, int32_t given, int32_t first,
		       int32_t count)
{
	long value;

	if (!without_wanted(place, &value) || given != value)
		return given;
	return first + (given - first + 1) % count;
}

static int32_t order_of(const struct hashlane_job_options *options)
{
	int32_t order = options->order;
	long value;

	if (!without_wanted("job.order", &value) || order != value)
		return order;
	if (!order)
		order = options->flags & HASHLANE_JOB_STREAM ?
				HASHLANE_ORDER_COMPLETION :
				HASHLANE_ORDER_INPUT;
	return order == HASHLANE_ORDER_INPUT ? HASHLANE_ORDER_COMPLETION :
					       HASHLANE_ORDER_INPUT;
}

/* Inputs that a job has from the start; NULL: as they are. */
static struct hashlane_input *
other_inputs(const struct hashlane_job_options *options)
{
	size_t count = options->input_count;
	struct hashlane_input *inputs;
	long value;

	if (!without_wanted("input.kind", &value) || !count ||
	    count > PTRDIFF_MAX / sizeof(*inputs) || !options->inputs)
		return NULL;
	inputs = malloc(count * sizeof(*inputs));
	if (!inputs)
		abort();
	for (size_t i = 0; i < count; i++) {
		inputs[i] = options->inputs[i];
		inputs[i].kind = without_choice("input.kind", inputs[i].kind,
						1, 4);
	}
	return inputs;
}

int32_t __wrap_hashlane_job_create(hashlane_job *out, hashlane_engine engine,
				   const struct hashlane_job_options *options,
				   struct hashlane_error *error)
{
	struct hashlane_walk_options walk;
	struct hashlane_job_options known;
	struct hashlane_input *inputs;
	int32_t status;

	/* Where a test has something wrong, that is for the library. */
	if (!getenv("HASHLANE_TEST_WITHOUT") || !options ||
	    options->struct_size != sizeof(known) ||
	    (options->walk && options->walk->struct_size != sizeof(walk)))
		return __real_hashlane_job_create(out, engine, options, error);
	known = *options;
	known.order = order_of(options);
	known.flags = without_bits("job.flags", known.flags);
	known.events = without_bits("job.events", known.events);
	if (known.walk) {
		walk = *known.walk;
		walk.flags = without_bits("walk.flags", walk.flags);
		known.walk = &walk;
	}
	inputs = other_inputs(&known);
	if (inputs)
		known.inputs = inputs;
	status = __real_hashlane_job_create(out, engine, &known, error);
	free(inputs);
	return status;
}

int32_t __wrap_hashlane_walk_open(hashlane_walk *out, const char *path,
				  const struct hashlane_walk_options *options,
				  struct hashlane_error *error)
{
	struct hashlane_walk_options known;

	if (!getenv("HASHLANE_TEST_WITHOUT") || !options ||
	    options->struct_size != sizeof(known))
		return __real_hashlane_walk_open(out, path, options, error);
	known = *options;
	known.flags = without_bits("walk.flags", known.flags);
	return __real_hashlane_walk_open(out, path, &known, error);
}

int32_t __wrap_hashlane_job_get_progress(struct hashlane_progress *out,
					 size_t progress_bytes,
					 hashlane_job job)
{
	int32_t status = __real_hashlane_job_get_progress(out, progress_bytes,
							  job);

	if (!status)
		out->state = without_choice("job.state", out->state, 0, 4);
	return status;
}

int32_t __wrap_hashlane_listener_create(
	hashlane_listener *out, uint64_t source,
	const struct hashlane_listener_options *options,
	struct hashlane_error *error)
{
	struct hashlane_listener_options known;

	if (!options || options->struct_size != sizeof(known))
		return __real_hashlane_listener_create(out, source, options,
						       error);
	known = *options;
	known.events = without_bits("listener.events", known.events);
	return __real_hashlane_listener_create(out, source, &known, error);
}

int32_t
__wrap_hashlane_hasher_create(hashlane_hasher *out,
			      const struct hashlane_hasher_options *options,
			      struct hashlane_error *error)
{
	struct hashlane_hasher_options known;

	if (!options || options->struct_size != sizeof(known))
		return __real_hashlane_hasher_create(out, options, error);
	known = *options;
	known.flags = without_bits("hasher.flags", known.flags);
	return __real_hashlane_hasher_create(out, &known, error);
}

int32_t
__wrap_hashlane_memory_configure(const struct hashlane_memory_options *options)
{
	struct hashlane_memory_options known;

	if (!options || options->struct_size != sizeof(known))
		return __real_hashlane_memory_configure(options);
	known = *options;
	known.flags = without_bits("memory.flags", known.flags);
	return __real_hashlane_memory_configure(&known);
}

int32_t __wrap_hashlane_memory_get_usage(struct hashlane_memory_usage *out)
{
	int32_t status = __real_hashlane_memory_get_usage(out);

	if (!status)
		out->pressure = without_choice("memory.pressure",
					       out->pressure, 0, 4);
	return status;
}

int32_t __wrap_hashlane_hash_column(void *out, size_t capacity,
				    size_t *out_bytes, uint8_t *validity,
				    size_t *null_count,
				    const struct hashlane_algorithm_spec *spec,
				    const struct hashlane_column *column,
				    int32_t output, int32_t isa)
{
	struct hashlane_column known;

	if (column && column->struct_size == sizeof(known)) {
		known = *column;
		known.layout = without_choice("column.layout", known.layout, 1,
					      3);
		column = &known;
	}
	return __real_hashlane_hash_column(
		out, capacity, out_bytes, validity, null_count, spec, column,
		without_choice("column.output", output, 0, 3), isa);
}

int32_t
__wrap_hashlane_digest_format(char *text, size_t capacity, size_t *text_bytes,
			      const struct hashlane_algorithm_spec *spec,
			      int32_t form, const uint8_t *digest,
			      size_t digest_bytes)
{
	return __real_hashlane_digest_format(
		text, capacity, text_bytes, spec,
		without_choice("text.form", form, 0, 4), digest, digest_bytes);
}

int32_t __wrap_hashlane_kernel_get_at(struct hashlane_kernel_info *out,
				      size_t index, int32_t isa)
{
	return __real_hashlane_kernel_get_at(
		out, index, without_choice("kernel.isa", isa, 0, 7));
}

int32_t __wrap_hashlane_algorithm_get_info(struct hashlane_algorithm_info *out,
					   int32_t id)
{
	int32_t status = __real_hashlane_algorithm_get_info(out, id);

	if (!status)
		out->flags = without_bits("info.flags", out->flags);
	return status;
}

/* One test of a program, for those that take long. */
__attribute__((constructor)) static void choose_test(void)
{
	const char *only = getenv("HASHLANE_TEST_ONLY");

	if (only)
		cmocka_set_test_filter(only);
}
