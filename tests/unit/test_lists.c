/* SPDX-License-Identifier: MIT */
/*
 * test_lists.c - lists of digests by the public calls. What a list says is
 * compared as text, one line an entry:
 *
 *   LINE FORMAT name=NAME [size=N] ALGORITHMS:DIGEST...
 *   LINE malformed: REASON
 */
#define _GNU_SOURCE
#include "../support/check.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MD5_A "0cc175b9c0f1b6a831c399e269772661"
#define MD5_B "92eb5ffee6ae2fec3ad71c777531578f"
#define SHA256_A \
	"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
#define SHA512_A                                                           \
	"1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f53" \
	"02860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75"

enum { OUT_BYTES = 1 << 16 };

static char out[OUT_BYTES];
static size_t out_bytes;

static __attribute__((format(printf, 1, 2))) void put(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	out_bytes += (size_t)vsnprintf(out + out_bytes, OUT_BYTES - out_bytes,
				       format, arguments);
	va_end(arguments);
	assert_true(out_bytes < OUT_BYTES);
}

/* Text with controls as \xNN. */
static void put_bytes(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if ((unsigned char)text[i] < 0x20)
			put("\\x%02x", (unsigned char)text[i]);
		else
			put("%c", text[i]);
}

static void put_claim(const struct hashlane_list_claim *claim)
{
	put(" ");
	for (size_t i = 0; i < claim->spec_count; i++) {
		char text[64];

		assert_int_equal(hashlane_algorithm_format(
					 text, sizeof(text), NULL,
					 &claim->specs[i]),
				 HASHLANE_OK);
		put("%s%s", i ? "," : "", text);
	}
	if (!claim->spec_count)
		put("?%.*s", (int)claim->tag_bytes, claim->tag);
	if (claim->spec_count && !claim->part_bytes) {
		struct hashlane_algorithm_info known = {
			.struct_size = sizeof(known),
		};

		assert_int_equal(hashlane_algorithm_get_info(
					 &known, claim->specs[0].id),
				 HASHLANE_OK);
		assert_int_equal(claim->digest_bytes, known.digest_bytes);
	}
	put(":");
	for (size_t i = 0; i < claim->digest_bytes; i++)
		put("%02x", claim->digest[i]);
	if (!claim->digest)
		put("'%.*s'", (int)claim->text_bytes, claim->text);
	if (claim->part_bytes)
		put("/%llu", (unsigned long long)claim->part_bytes);
}

static void put_entry(const struct hashlane_list_entry *entry)
{
	struct hashlane_format_info info = { .struct_size = sizeof(info) };
	const char *claims = (const char *)entry->claims;

	put("%llu ", (unsigned long long)entry->line);
	if (entry->status) {
		assert_int_equal(entry->status, HASHLANE_FORMAT);
		assert_null(entry->name);
		assert_int_equal(entry->claim_count, 0);
		put("malformed: %s\n", entry->reason);
		return;
	}
	assert_string_equal(entry->reason, "");
	if (hashlane_format_get_info(&info, entry->format))
		info.name = "json";
	put("%s name=", info.name);
	put_bytes(entry->name, entry->name_bytes);
	assert_int_equal(((const char *)entry->name)[entry->name_bytes], 0);
	assert_null(memchr(entry->name, 0, entry->name_bytes));
	if (entry->section)
		put(" section=%u", entry->section);
	if (entry->flags & HASHLANE_LIST_HAS_SIZE)
		put(" size=%llu", (unsigned long long)entry->size_bytes);
	for (size_t i = 0; i < entry->claim_count; i++)
		put_claim((const void *)(claims + i * entry->claim_bytes));
	put("\n");
}

static struct hashlane_list_options with(const char *name, uint32_t flags)
{
	return (struct hashlane_list_options){
		.struct_size = sizeof(struct hashlane_list_options),
		.name = name,
		.flags = flags,
	};
}

static hashlane_list open_memory(const void *text, size_t bytes,
				 const struct hashlane_list_options *options)
{
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = bytes,
	};
	hashlane_list list = 0;

	assert_int_equal(hashlane_list_open(&list, &input, sizeof(input),
					    options, NULL),
			 HASHLANE_OK);
	return list;
}

/* Read a list to its end. */
static int32_t read_all(hashlane_list list, const char *text)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	uint64_t end = 0;
	int32_t status;

	out[out_bytes = 0] = 0;
	for (;;) {
		status = hashlane_list_next(&entry, list);
		if (status)
			return status;
		put_entry(&entry);
		/* The raw bytes are those at the offset. */
		assert_true(entry.raw_offset >= end);
		end = entry.raw_end;
		if (text && entry.raw_bytes)
			assert_memory_equal(entry.raw,
					    text + entry.raw_offset,
					    entry.raw_bytes);
	}
}

static struct hashlane_list_info info;

static void expect_with(const void *text, size_t bytes,
			const struct hashlane_list_options *options,
			const char *expected)
{
	hashlane_list list = open_memory(text, bytes, options);

	assert_int_equal(read_all(list, text), HASHLANE_END);
	assert_string_equal(out, expected);
	info.struct_size = sizeof(info);
	assert_int_equal(hashlane_list_get_info(&info, list), HASHLANE_OK);
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

/* Of a list of this name, or none: NULL. */
static void expect(const char *name, const char *text, const char *expected)
{
	struct hashlane_list_options options = with(name, 0);

	expect_with(text, strlen(text), &options, expected);
}

static void gnu_lines(void **state)
{
	(void)state;
	expect("a.md5",
	       MD5_A "  a\n" MD5_B " *b c\n"
		     "\\" MD5_A "  a\\nb\\\\c\\r\n"
		     "\n  " MD5_B "  ./x/../b \n",
	       "1 gnu name=a md5:" MD5_A "\n2 gnu name=b c md5:" MD5_B
	       "\n3 gnu name=a\\x0ab\\c\\x0d md5:" MD5_A
	       "\n5 gnu name=./x/../b  md5:" MD5_B "\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_GNU);
	assert_int_equal(info.entries, 4);
	assert_int_equal(info.flags, 0);
	expect("a.md5", "\\" MD5_A "  a\\tb\n",
	       "1 malformed: an unknown escape in the name\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gnu_lines),
	};

	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
