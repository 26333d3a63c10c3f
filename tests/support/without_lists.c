/* SPDX-License-Identifier: MIT */
/*
 * without_lists.c - the stand-ins of without.c for lists and checks: options
 * that lose a flag or become others, and answers that do.
 */
#include "check.h"
#include "without.h"

#include <stdlib.h>
#include <string.h>

enum { FORMATS = HASHLANE_FORMAT_REPORT + 1, VERDICTS = 10, STRENGTHS = 4 };

/* The linker's names. */
int32_t __real_hashlane_format_get_info(struct hashlane_format_info *out,
					int32_t id);
int32_t __wrap_hashlane_format_get_info(struct hashlane_format_info *out,
					int32_t id);
int32_t __real_hashlane_list_open(hashlane_list *out,
				  const struct hashlane_input *input,
				  size_t input_bytes,
				  const struct hashlane_list_options *options,
				  struct hashlane_error *error);
int32_t __wrap_hashlane_list_open(hashlane_list *out,
				  const struct hashlane_input *input,
				  size_t input_bytes,
				  const struct hashlane_list_options *options,
				  struct hashlane_error *error);
int32_t __real_hashlane_list_next(struct hashlane_list_entry *out,
				  hashlane_list list);
int32_t __wrap_hashlane_list_next(struct hashlane_list_entry *out,
				  hashlane_list list);
int32_t __real_hashlane_list_get_info(struct hashlane_list_info *out,
				      hashlane_list list);
int32_t __wrap_hashlane_list_get_info(struct hashlane_list_info *out,
				      hashlane_list list);
int32_t __real_hashlane_list_writer_create(
	hashlane_list_writer *out,
	const struct hashlane_list_writer_options *options,
	struct hashlane_error *error);
int32_t __wrap_hashlane_list_writer_create(
	hashlane_list_writer *out,
	const struct hashlane_list_writer_options *options,
	struct hashlane_error *error);
int32_t
__real_hashlane_check_create(hashlane_check *out, hashlane_engine engine,
			     const struct hashlane_check_options *options,
			     struct hashlane_error *error);
int32_t
__wrap_hashlane_check_create(hashlane_check *out, hashlane_engine engine,
			     const struct hashlane_check_options *options,
			     struct hashlane_error *error);
int32_t
__real_hashlane_dupes_create(hashlane_dupes *out,
			     const struct hashlane_dupes_options *options,
			     struct hashlane_error *error);
int32_t
__wrap_hashlane_dupes_create(hashlane_dupes *out,
			     const struct hashlane_dupes_options *options,
			     struct hashlane_error *error);
int32_t __real_hashlane_check_get_list(struct hashlane_check_list *out,
				       hashlane_check check, uint32_t list);
int32_t __wrap_hashlane_check_get_list(struct hashlane_check_list *out,
				       hashlane_check check, uint32_t list);
int32_t
__real_hashlane_verdicts_get_row(struct hashlane_verdict_row *out,
				 const struct hashlane_verdicts *verdicts,
				 uint32_t row);
int32_t
__wrap_hashlane_verdicts_get_row(struct hashlane_verdict_row *out,
				 const struct hashlane_verdicts *verdicts,
				 uint32_t row);
const int32_t *
__real_hashlane_verdicts_get_column(const struct hashlane_verdicts *verdicts);
const int32_t *
__wrap_hashlane_verdicts_get_column(const struct hashlane_verdicts *verdicts);

int32_t __wrap_hashlane_format_get_info(struct hashlane_format_info *out,
					int32_t id)
{
	int32_t status = __real_hashlane_format_get_info(out, id);

	if (!status)
		out->flags = without_bits("format.flags", out->flags);
	return status;
}

int32_t __wrap_hashlane_list_open(hashlane_list *out,
				  const struct hashlane_input *input,
				  size_t input_bytes,
				  const struct hashlane_list_options *options,
				  struct hashlane_error *error)
{
	struct hashlane_list_options known;

	/* Where a test has something wrong, that is for the library. */
	if (options && options->struct_size == sizeof(known)) {
		known = *options;
		known.flags = without_bits("list.flags", known.flags);
		known.format = without_choice("list.format", known.format, 0,
					      FORMATS);
		options = &known;
	}
	return __real_hashlane_list_open(out, input, input_bytes, options,
					 error);
}

int32_t __wrap_hashlane_list_next(struct hashlane_list_entry *out,
				  hashlane_list list)
{
	int32_t status = __real_hashlane_list_next(out, list);

	if (!status)
		out->flags = without_bits("entry.flags", out->flags);
	return status;
}

int32_t __wrap_hashlane_list_get_info(struct hashlane_list_info *out,
				      hashlane_list list)
{
	int32_t status = __real_hashlane_list_get_info(out, list);

	if (!status)
		out->flags = without_bits("list_info.flags", out->flags);
	return status;
}

int32_t __wrap_hashlane_list_writer_create(
	hashlane_list_writer *out,
	const struct hashlane_list_writer_options *options,
	struct hashlane_error *error)
{
	struct hashlane_list_writer_options known;

	if (options && options->struct_size == sizeof(known)) {
		known = *options;
		known.flags = without_bits("writer.flags", known.flags);
		known.format = without_choice("writer.format", known.format, 0,
					      FORMATS);
		options = &known;
	}
	return __real_hashlane_list_writer_create(out, options, error);
}

int32_t
__wrap_hashlane_check_create(hashlane_check *out, hashlane_engine engine,
			     const struct hashlane_check_options *options,
			     struct hashlane_error *error)
{
	struct hashlane_check_options known;

	if (options && options->struct_size == sizeof(known)) {
		known = *options;
		known.flags = without_bits("check.flags", known.flags);
		options = &known;
	}
	return __real_hashlane_check_create(out, engine, options, error);
}

int32_t
__wrap_hashlane_dupes_create(hashlane_dupes *out,
			     const struct hashlane_dupes_options *options,
			     struct hashlane_error *error)
{
	struct hashlane_dupes_options known;

	if (options && options->struct_size == sizeof(known)) {
		known = *options;
		known.flags = without_bits("dupes.flags", known.flags);
		options = &known;
	}
	return __real_hashlane_dupes_create(out, options, error);
}

int32_t __wrap_hashlane_check_get_list(struct hashlane_check_list *out,
				       hashlane_check check, uint32_t list)
{
	int32_t status = __real_hashlane_check_get_list(out, check, list);

	if (!status)
		out->readings = without_bits("check_list.readings",
					     out->readings);
	return status;
}

static int32_t verdict_of(int32_t verdict)
{
	return without_choice("verdict.kind", verdict, 0, VERDICTS);
}

int32_t
__wrap_hashlane_verdicts_get_row(struct hashlane_verdict_row *out,
				 const struct hashlane_verdicts *verdicts,
				 uint32_t row)
{
	int32_t status = __real_hashlane_verdicts_get_row(out, verdicts, row);

	if (status)
		return status;
	out->verdict = verdict_of(out->verdict);
	out->strength = without_choice("verdict.strength", out->strength, 0,
				       STRENGTHS);
	out->flags = without_bits("verdict.flags", out->flags);
	return HASHLANE_OK;
}

/* It is the rows' own, so that no test notices that they differ. */
const int32_t *
__wrap_hashlane_verdicts_get_column(const struct hashlane_verdicts *verdicts)
{
	static int32_t *changed;
	const int32_t *column = __real_hashlane_verdicts_get_column(verdicts);
	uint32_t count = hashlane_verdicts_get_count(verdicts);
	long value;

	if (!column || !without_wanted("verdict.kind", &value))
		return column;
	free(changed);
	changed = malloc((count + 1) * sizeof(*changed));
	if (!changed)
		abort();
	for (uint32_t i = 0; i < count; i++)
		changed[i] = verdict_of(column[i]);
	return changed;
}
