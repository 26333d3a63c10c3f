/* SPDX-License-Identifier: MIT */
/* lists.c - the exports of formats and of readers of lists. */
#include "../list/list_reader.h"
#include "arguments.h"
#include "handle.h"
#include "lists.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	LIST_FLAGS = HASHLANE_LIST_NO_GUESS | HASHLANE_LIST_NUL |
		     HASHLANE_LIST_MD5SUM
};

struct list {
	atomic_uint refs;
	atomic_flag busy;
	atomic_bool closed;
	struct hln_list_reader *reader;
};

/* ---- Formats ---- */

int32_t hashlane_format_get_info(struct hashlane_format_info *out, int32_t id)
{
	const struct hln_dialect *dialect = hln_dialect_find(id);
	struct hashlane_format_info info = { .id = id };

	if (!out)
		return HASHLANE_ARGUMENT;
	if (!dialect)
		return HASHLANE_NOT_FOUND;
	info.flags = dialect->flags;
	info.name = dialect->name;
	info.extensions = dialect->extensions;
	info.algorithms = dialect->algorithms;
	info.refuses = dialect->refuses;
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

/* Where the extension of a path begins; `bytes`: it has none. */
static size_t find_extension(const char *text, size_t bytes)
{
	for (size_t at = bytes; at > 0 && text[at - 1] != '/'; at--)
		if (text[at - 1] == '.')
			return at;
	return bytes;
}

static bool is_name(const struct hln_dialect *dialect, const char *text,
		    size_t bytes)
{
	if (strlen(dialect->name) != bytes)
		return false;
	for (size_t i = 0; i < bytes; i++) {
		bool capital = text[i] >= 'A' && text[i] <= 'Z';

		if ((capital ? text[i] - 'A' + 'a' : text[i]) !=
		    dialect->name[i])
			return false;
	}
	return true;
}

int32_t hashlane_format_parse(int32_t *out, const char *text, size_t bytes)
{
	int32_t found = HASHLANE_FORMAT_AUTO;
	size_t count = 0, at;

	if (!out || hln_bad_bytes(text, bytes))
		return HASHLANE_ARGUMENT;
	at = find_extension(text, bytes);
	for (size_t i = 0; i < hln_dialect_count; i++) {
		const struct hln_dialect *dialect = hln_dialects[i];

		if (is_name(dialect, text, bytes)) {
			*out = dialect->format;
			return HASHLANE_OK;
		}
		if (!hln_dialect_has_extension(dialect, text + at, bytes - at))
			continue;
		found = dialect->format;
		count++;
	}
	if (count != 1)
		return HASHLANE_NOT_FOUND;
	*out = found;
	return HASHLANE_OK;
}

/* ---- Lists ---- */

int32_t hln_lists_check_input(struct hashlane_input *known,
			      const struct hashlane_input *input,
			      size_t input_bytes, struct hashlane_error *error)
{
	void *copy;
	int32_t status = hln_copy_array(&copy, input, input_bytes, 1,
					offsetof(struct hashlane_input, read),
					sizeof(*known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	memcpy(known, copy ? copy : input, sizeof(*known));
	free(copy);
	switch (known->kind) {
	case HASHLANE_INPUT_PATH:
	case HASHLANE_INPUT_DESCRIPTOR:
	case HASHLANE_INPUT_MEMORY:
	case HASHLANE_INPUT_READ:
		break;
	default:
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"a list cannot be read from such an input",
				NULL, 0);
	}
	if (known->reserved || known->offset || known->length)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"a list is read from its start to its end",
				NULL, 0);
	if (hln_bad_bytes(known->data, known->data_bytes) ||
	    (known->kind == HASHLANE_INPUT_PATH &&
	     (!known->data_bytes ||
	      memchr(known->data, 0, known->data_bytes))))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the list has no name or no bytes", NULL, 0);
	if ((known->kind == HASHLANE_INPUT_READ) != !!known->read ||
	    known->release)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the functions do not suit the kind of input",
				NULL, 0);
	return HASHLANE_OK;
}

int32_t hln_lists_check_options(struct hashlane_list_options *known,
				const struct hashlane_list_options *options,
				struct hashlane_error *error)
{
	struct hln_set set;
	int32_t status;

	memset(known, 0, sizeof(*known));
	if (!options)
		return HASHLANE_OK;
	status = hln_copy_struct(known, options,
				 sizeof(struct hashlane_list_options),
				 sizeof(*known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)LIST_FLAGS)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown flags of a list", NULL, 0);
	if (known->format && !hln_dialect_find(known->format) &&
	    (known->format != HASHLANE_FORMAT_JSON || !known->parse))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown format of a list", NULL, 0);
	if (!known->specs != !known->spec_count ||
	    (known->flags & HASHLANE_LIST_MD5SUM && known->spec_count != 1))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the number of algorithms does not suit", NULL,
				0);
	return known->specs ? hln_check_specs(&set, known->specs,
					      known->spec_count, error) :
			      HASHLANE_OK;
}

static void release(struct list *list)
{
	if (atomic_fetch_sub_explicit(&list->refs, 1, memory_order_acq_rel) !=
	    1)
		return;
	hln_list_reader_close(list->reader);
	free(list);
}

static int32_t open_list(hashlane_list *out,
			 const struct hashlane_input *input,
			 const struct hashlane_list_options *options,
			 struct hashlane_error *error)
{
	struct list *list = malloc(sizeof(*list));
	int32_t status;

	if (!list)
		return hln_fail(error, HASHLANE_NO_MEMORY, 0, NULL, NULL, 0);
	atomic_init(&list->refs, 1);
	atomic_init(&list->closed, false);
	atomic_flag_clear(&list->busy);
	status = hln_list_reader_open(&list->reader, input, options, error);
	if (status) {
		free(list);
		return status;
	}
	status = hln_handle_create(out, HLN_KIND_LIST, list);
	if (status) {
		release(list);
		return hln_fail(error, status, 0, NULL, NULL, 0);
	}
	return HASHLANE_OK;
}

int32_t hashlane_list_open(hashlane_list *out,
			   const struct hashlane_input *input,
			   size_t input_bytes,
			   const struct hashlane_list_options *options,
			   struct hashlane_error *error)
{
	struct hashlane_input input_known;
	struct hashlane_list_options known;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !input)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_lists_check_input(&input_known, input, input_bytes,
				       error);
	if (!status)
		status = hln_lists_check_options(&known, options, error);
	if (!status)
		status = open_list(out, &input_known, &known, error);
	errno = before;
	return status;
}

/* Take a list for one call. */
static int32_t enter(struct list **list, hashlane_list handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LIST);

	if (status)
		return status;
	*list = object;
	if (atomic_flag_test_and_set_explicit(&(*list)->busy,
					      memory_order_acquire)) {
		hln_handle_unlock(handle);
		return HASHLANE_BUSY;
	}
	atomic_fetch_add_explicit(&(*list)->refs, 1, memory_order_relaxed);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

static void leave(struct list *list)
{
	atomic_flag_clear_explicit(&list->busy, memory_order_release);
	release(list);
}

int32_t hashlane_list_next(struct hashlane_list_entry *out,
			   hashlane_list handle)
{
	const struct hashlane_list_entry *entry;
	int before = errno;
	struct list *list;
	int32_t status = out ? hln_check_struct(out, sizeof(*out),
						sizeof(*out)) :
			       HASHLANE_ARGUMENT;

	if (!status)
		status = enter(&list, handle);
	if (status)
		return status;
	status = hln_list_reader_next(list->reader, &entry);
	if (atomic_load_explicit(&list->closed, memory_order_acquire))
		status = HASHLANE_CANCELLED;
	if (!status)
		status = hln_return_struct(out, entry, sizeof(*entry),
					   sizeof(*entry));
	leave(list);
	errno = before;
	return status;
}

int32_t hashlane_list_get_info(struct hashlane_list_info *out,
			       hashlane_list handle)
{
	struct hashlane_list_info info;
	struct list *list;
	int32_t status = out ? enter(&list, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	hln_list_reader_info(list->reader, &info);
	leave(list);
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

/* The columns of the last header: a list has those of one format. */
static size_t get_columns(struct hashlane_algorithm_spec *specs,
			  struct hln_list_reader *reader)
{
	static const int32_t formats[] = { HASHLANE_FORMAT_HASHDEEP,
					   HASHLANE_FORMAT_CSV };
	size_t count = 0;

	for (size_t f = 0; f < 2 && !count; f++) {
		const struct hln_list_columns *columns =
			hln_list_reader_columns(reader, formats[f]);

		for (size_t i = 0; i < columns->count; i++)
			if (columns->kinds[i] == HLN_LIST_COLUMN_DIGEST)
				specs[count++] = columns->specs[i];
	}
	return count;
}

int32_t hashlane_list_get_specs(struct hashlane_algorithm_spec *specs,
				size_t capacity, size_t *count,
				hashlane_list handle)
{
	struct hashlane_algorithm_spec all[HLN_COLUMNS_MAX];
	struct list *list;
	size_t found;
	int32_t status = count ? enter(&list, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	found = get_columns(all, list->reader);
	leave(list);
	return hln_return_specs(specs, capacity, count, all, found);
}

int32_t hashlane_list_close(hashlane_list handle)
{
	int before = errno;
	void *object;
	struct list *list;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_LIST);

	if (status)
		return status;
	list = object;
	hln_handle_retire(handle);
	atomic_store_explicit(&list->closed, true, memory_order_release);
	hln_list_reader_cancel(list->reader);
	release(list);
	errno = before;
	return HASHLANE_OK;
}
