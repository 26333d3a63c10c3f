/* SPDX-License-Identifier: MIT */
/* sum_report.c - an item as lines: GNU, BSD tag, JSON. */
#include "message.h"
#include "sum.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name as GNU and BSD lines hold it; SEMANTICS: "\" LF CR are escaped. */
static void write_escaped(struct output *output, const char *name)
{
	static const char special[] = "\\\n\r";
	static const char letters[] = "\\nr";

	for (;;) {
		size_t plain = strcspn(name, special);

		output_bytes(output, name, plain);
		name += plain;
		if (!*name)
			return;
		output_text(output, "\\");
		output_bytes(output,
			     &letters[strchr(special, *name) - special], 1);
		name++;
	}
}

static void write_line(struct sum *sum, const struct item *item,
		       const struct algorithm *algorithm, const char *digest)
{
	struct output *output = &sum->cli->out;
	bool escaped = sum->line_end && strpbrk(item->name, "\\\n\r");

	if (escaped)
		output_text(output, "\\");
	if (sum->format == FORMAT_BSD) {
		output_text(output, algorithm->tag);
		output_text(output, " (");
	} else {
		output_text(output, digest);
		output_text(output, "  ");
	}
	if (escaped)
		write_escaped(output, item->name);
	else
		output_text(output, item->name);
	if (sum->format == FORMAT_BSD) {
		output_text(output, ") = ");
		output_text(output, digest);
	}
	output_line(output, sum->line_end);
}

/* The text of digest i; false: there is none. */
static bool digest_text(char text[HASHLANE_TEXT_BYTES_MAX],
			const struct sum *sum, const struct item *item,
			size_t i)
{
	const struct algorithm *algorithm = &sum->set.algorithms[i];

	return item->digests_valid >> i & 1 &&
	       !hashlane_digest_format(text, HASHLANE_TEXT_BYTES_MAX, NULL,
				       &sum->set.specs[i],
				       HASHLANE_TEXT_CANONICAL,
				       item->digests + algorithm->offset,
				       algorithm->digest_bytes);
}

/* An algorithm that defines no digest for this item: no failure. */
static bool is_undefined(const struct item *item,
			 const struct algorithm *algorithm)
{
	return algorithm->flags & HASHLANE_INFO_NO_EMPTY && !item->size_bytes;
}

/* Say why digest i is missing. */
static void explain_missing(struct sum *sum, const struct item *item,
			    const struct algorithm *algorithm)
{
	char reason[ALGORITHM_TEXT_MAX + 64];

	if (is_undefined(item, algorithm)) {
		snprintf(reason, sizeof(reason),
			 "%s has no digest for an empty file",
			 algorithm->name);
		message_about(sum->cli, item->name, reason);
		return;
	}
	snprintf(reason, sizeof(reason),
		 "%s needs to know the size in advance", algorithm->name);
	message_failure(sum->cli, item->name, reason);
}

static void report_lines(struct sum *sum, const struct item *item)
{
	char text[HASHLANE_TEXT_BYTES_MAX];

	for (size_t i = 0; i < sum->set.count; i++) {
		const struct algorithm *algorithm = &sum->set.algorithms[i];

		if (digest_text(text, sum, item, i))
			write_line(sum, item, algorithm, text);
		else
			explain_missing(sum, item, algorithm);
	}
}

/* RFC 4648; names are short, so speed is no matter. NULL: no memory. */
static char *encode_base64(const char *name)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = (const unsigned char *)name;
	size_t bytes = strlen(name);
	char *text = malloc((bytes + 2) / 3 * 4 + 1);
	char *at = text;

	if (!text)
		return NULL;
	for (size_t i = 0; i < bytes; i += 3) {
		size_t left = bytes - i;
		uint32_t x = (uint32_t)in[i] << 16;

		if (left > 1)
			x |= (uint32_t)in[i + 1] << 8;
		if (left > 2)
			x |= in[i + 2];
		*at++ = digits[x >> 18];
		*at++ = digits[x >> 12 & 63];
		*at++ = digits[x >> 6 & 63];
		*at++ = digits[x & 63];
		if (left < 3)
			at[-1] = '=';
		if (left < 2)
			at[-2] = '=';
	}
	*at = 0;
	return text;
}

/* Nonzero: no memory, as jansson's own setters. */
static int set_path(json_t *object, const char *name)
{
	json_t *path = json_string(name);
	char *base64;
	int failed;

	if (path)
		return json_object_set_new(object, "path", path);
	/* Not UTF-8. */
	base64 = encode_base64(name);
	failed = !base64 ||
		 json_object_set_new(object, "path_b64", json_string(base64));
	free(base64);
	return failed;
}

/* All digests, null where there is none. */
static json_t *digests_object(struct sum *sum, const struct item *item,
			      size_t *missing)
{
	char text[HASHLANE_TEXT_BYTES_MAX];
	json_t *object = json_object();

	for (size_t i = 0; object && i < sum->set.count; i++) {
		const struct algorithm *algorithm = &sum->set.algorithms[i];
		bool found = digest_text(text, sum, item, i);

		if (!found && !is_undefined(item, algorithm))
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
	uint8_t digest[HASHLANE_DIGEST_BYTES_MAX] = { 0 };
	char text[HASHLANE_TEXT_BYTES_MAX];
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

		if (hashlane_results_parts(&parts, item->results, item->row,
					   i))
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
	int failed = !object || set_path(object, item->name);

	if (item->status) {
		status = hashlane_error_name(item->status);
	} else {
		digests = digests_object(sum, item, &missing);
		failed = failed || !digests ||
			 json_object_set_new(
				 object, "size",
				 json_integer((json_int_t)item->size_bytes));
	}
	if (missing < sum->set.count) {
		status = hashlane_error_name(HASHLANE_UNSUPPORTED);
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
	output_bytes(output, text, bytes);
	return 0;
}

/* Not by json_dumps: it loses text where its own memory runs out. */
static void report_json(struct sum *sum, const struct item *item)
{
	json_t *object = item_object(sum, item);
	struct output *out = &sum->cli->out;

	if (object && !json_dump_callback(object, take_text, out, 0)) {
		output_line(out, sum->line_end);
	} else {
		output_undo(out);
		message_failure(sum->cli, item->name,
				hashlane_error_string(HASHLANE_NO_MEMORY));
	}
	json_decref(object);
}

void report_item(struct sum *sum, const struct item *item)
{
	if (sum->format == FORMAT_JSON)
		report_json(sum, item);
	if (item->status) {
		message_failure(sum->cli, item->name, item->reason);
		return;
	}
	if (sum->format != FORMAT_JSON) {
		report_lines(sum, item);
		return;
	}
	for (size_t i = 0; i < sum->set.count; i++)
		if (!(item->digests_valid >> i & 1))
			explain_missing(sum, item, &sum->set.algorithms[i]);
}
