/* SPDX-License-Identifier: MIT */
/* list_text.c - what a list says, as text with one line for each entry. */
#include "list_text.h"

#include "check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_BYTES = 1 << 20, NAME_BYTES = 64 };

static char text[TEXT_BYTES];
static size_t filled;

static __attribute__((format(printf, 1, 2))) void put(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	filled += (size_t)vsnprintf(text + filled, TEXT_BYTES - filled, format,
				    arguments);
	va_end(arguments);
	assert_true(filled < TEXT_BYTES);
}

/* Controls as \xNN. */
static void put_bytes(const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if ((unsigned char)bytes[i] < 0x20)
			put("\\x%02x", (unsigned char)bytes[i]);
		else
			put("%c", bytes[i]);
}

static void put_claim(const struct hashlane_list_claim *claim)
{
	char name[NAME_BYTES];

	put(" ");
	for (size_t i = 0; i < claim->spec_count; i++) {
		assert_int_equal(hashlane_algorithm_format(name, sizeof(name),
							   NULL,
							   &claim->specs[i]),
				 HASHLANE_OK);
		put("%s%s", i ? "," : "", name);
	}
	if (!claim->spec_count)
		put("?%.*s", (int)claim->tag_bytes, claim->tag);
	put(":");
	for (size_t i = 0; i < claim->digest_bytes; i++)
		put("%02x", claim->digest[i]);
	if (!claim->digest)
		put("'%.*s'", (int)claim->text_bytes, claim->text);
	if (claim->part_bytes)
		put("/%" PRIu64, claim->part_bytes);
	for (size_t i = 0; i < claim->range_count; i++)
		put("@%" PRIu64 "+%" PRIu64, claim->ranges[i].offset,
		    claim->ranges[i].length);
}

static void put_entry(const struct hashlane_list_entry *entry)
{
	struct hashlane_format_info format = { .struct_size = sizeof(format) };
	const char *claims = (const char *)entry->claims;

	put("%" PRIu64 " ", entry->line);
	if (entry->status) {
		assert_int_equal(entry->status, HASHLANE_FORMAT);
		assert_null(entry->name);
		assert_int_equal(entry->claim_count, 0);
		put("malformed: %s\n", entry->reason);
		return;
	}
	assert_string_equal(entry->reason, "");
	assert_int_equal(hashlane_format_get_info(&format, entry->format),
			 HASHLANE_OK);
	assert_int_equal(((const char *)entry->name)[entry->name_bytes], 0);
	assert_null(memchr(entry->name, 0, entry->name_bytes));
	put("%s name=", format.name);
	put_bytes(entry->name, entry->name_bytes);
	if (entry->section)
		put(" section=%" PRIu32, entry->section);
	if (entry->flags & HASHLANE_LIST_HAS_SIZE)
		put(" size=%" PRIu64, entry->size_bytes);
	if (entry->flags & HASHLANE_LIST_HAS_MTIME)
		put(" mtime=%" PRId64, entry->mtime_ns);
	if (entry->flags & HASHLANE_LIST_PERCENT)
		put(" percent");
	for (size_t i = 0; i < entry->claim_count; i++)
		put_claim((const void *)(claims + i * entry->claim_bytes));
	put("\n");
}

const char *list_text(const void *list, size_t bytes,
		      const struct hashlane_list_options *options,
		      struct hashlane_list_info *info)
{
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = list,
		.data_bytes = bytes,
	};
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	hashlane_list handle;
	int32_t status;

	filled = 0;
	text[0] = 0;
	assert_int_equal(hashlane_list_open(&handle, &input, sizeof(input),
					    options, NULL),
			 HASHLANE_OK);
	while (!(status = hashlane_list_next(&entry, handle)))
		put_entry(&entry);
	assert_int_equal(status, HASHLANE_END);
	if (info) {
		info->struct_size = sizeof(*info);
		assert_int_equal(hashlane_list_get_info(info, handle),
				 HASHLANE_OK);
	}
	assert_int_equal(hashlane_list_close(handle), HASHLANE_OK);
	return text;
}
