/* SPDX-License-Identifier: MIT */
/* format_json.c - an object a file, one a line. */
#include "format_json.h"
#include "item_digest.h"
#include "json_path.h"

#include <jansson.h>
#include <string.h>

/* All digests, null where there is none. */
static json_t *digests_object(struct sum *sum, const struct item *item,
			      size_t *missing)
{
	char text[HASHLANE_MAX_TEXT_BYTES];
	json_t *object = json_object();

	for (size_t i = 0; object && i < sum->set.count; i++) {
		const struct algorithm *algorithm = &sum->set.algorithms[i];
		bool found = item_digest_format(text, sum, item, i);

		if (!found && !item_digest_lacks(item, algorithm))
			*missing = i;
		if (json_object_set_new_nocheck(object, algorithm->name,
						found ? json_string(text) :
							json_null())) {
			json_decref(object);
			object = NULL;
		}
	}
	return object;
}

/* {"bytes": of a part, "digests": [text, ...]} */
static json_t *parts_object(const struct sum *sum,
			    const struct hashlane_parts *parts, size_t i)
{
	size_t whole = sum->set.algorithms[i].digest_bytes;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES] = { 0 };
	char text[HASHLANE_MAX_TEXT_BYTES];
	json_t *list = json_array();
	int failed = !list;

	for (size_t k = 0; k < parts->count && !failed; k++) {
		/* One without the count that its text may end in has zeros. */
		memcpy(digest, parts->digests + k * parts->digest_bytes,
		       parts->digest_bytes);
		failed = hashlane_digest_format(
				 text, sizeof(text), NULL, &sum->set.specs[i],
				 HASHLANE_TEXT_CANONICAL, digest, whole) ||
			 json_array_append_new(list, json_string(text));
	}
	if (failed) {
		json_decref(list);
		return NULL;
	}
	return json_pack("{s:I, s:o}", "bytes", (json_int_t)parts->part_bytes,
			 "digests", list);
}

/* Nonzero: no memory. Algorithms without parts are left out. */
static int set_parts(json_t *object, const struct sum *sum,
		     const struct item *item)
{
	json_t *all = json_object();
	int failed = !all;

	for (size_t i = 0; i < sum->set.count && !failed; i++) {
		struct hashlane_parts parts = { .struct_size = sizeof(parts) };

		if (hashlane_results_get_parts(&parts, item->results,
					       item->row, i))
			continue;
		failed = json_object_set_new_nocheck(
			all, sum->set.algorithms[i].name,
			parts_object(sum, &parts, i));
	}
	if (!failed)
		return json_object_set_new(object, "parts", all);
	json_decref(all);
	return failed;
}

static json_t *item_object(struct sum *sum, const struct item *item)
{
	json_t *object = json_object();
	json_t *digests = NULL;
	const char *status = "ok", *reason = item->reason;
	size_t missing = sum->set.count;
	int failed = !object || json_set_path(object, item->name);

	if (item->status) {
		status = hashlane_status_get_name(item->status);
	} else {
		digests = digests_object(sum, item, &missing);
		failed = failed || !digests ||
			 (!item->size_unknown &&
			  json_object_set_new(
				  object, "size",
				  json_integer(
					  (json_int_t)item->size_bytes))) ||
			 (item->mtime_ns &&
			  json_object_set_new(
				  object, "mtime_ns",
				  json_integer((json_int_t)item->mtime_ns)));
	}
	if (missing < sum->set.count) {
		status = hashlane_status_get_name(HASHLANE_UNSUPPORTED);
		reason = "an algorithm needs to know the size in advance";
	}
	failed = failed ||
		 json_object_set_new(object, "status", json_string(status));
	if (!failed && (item->status || missing < sum->set.count))
		failed = json_object_set_new(object, "error",
					     json_string(reason));
	if (!failed && digests)
		failed = json_object_set(object, "digests", digests);
	if (!failed && digests && sum->part_hashes)
		failed = set_parts(object, sum, item);
	json_decref(digests);
	if (!failed)
		return object;
	json_decref(object);
	return NULL;
}

static int take_text(const char *text, size_t bytes, void *output)
{
	output_json(output, text, bytes);
	return 0;
}

/* Not by json_dumps: it loses text where its own memory runs out. */
const char *format_json(struct sum *sum, const struct item *item)
{
	json_t *object = item_object(sum, item);
	struct output *out = &sum->cli->out;
	const char *reason = NULL;

	if (object && !json_dump_callback(object, take_text, out, 0)) {
		output_line(out, sum->line_end);
	} else {
		output_undo(out);
		reason = hashlane_status_get_text(HASHLANE_NO_MEMORY);
	}
	json_decref(object);
	return reason;
}
