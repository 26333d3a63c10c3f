/* SPDX-License-Identifier: MIT */
/*
 * test_long_lists.c - a list of ten million lines is read in bounded memory,
 * and so is one whose lines are too long.
 */
#include "../support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LINE_BYTES = 32 + 2 + 8 + 1, /* digest, blanks, name, end */
	BATCH = 1000,                /* lines made at once */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	LINES = 1000000,
#else
	LINES = 10000000,
#endif
	GROWTH_MAX_KIB = 4096
};

/* Writes lines; the name of a line is its number, and so is its digest. */
struct source {
	char text[BATCH * LINE_BYTES + 1];
	size_t at, end; /* bytes of `text` not yet read */
	uint32_t made;  /* lines so far */
};

static void refill(struct source *source)
{
	source->at = source->end = 0;
	for (size_t i = 0; i < BATCH && source->made < LINES; i++) {
		source->made++;
		source->end += (size_t)sprintf(
			source->text + source->end, "%032x  %08u\n",
			source->made * UINT32_C(2654435761), source->made);
	}
}

static int32_t read_lines(void *context, void *buffer, size_t room,
			  size_t *got)
{
	struct source *source = context;

	if (source->at == source->end)
		refill(source);
	*got = source->end - source->at;
	if (*got > room)
		*got = room;
	memcpy(buffer, source->text + source->at, *got);
	source->at += *got;
	return HASHLANE_OK;
}

static long peak_kib(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[256];
	long kib = -1;

	assert_non_null(file);
	while (kib < 0 && fgets(line, sizeof(line), file))
		if (!strncmp(line, "VmHWM:", 6))
			kib = strtol(line + 6, NULL, 10);
	fclose(file);
	assert_true(kib > 0);
	return kib;
}

static hashlane_list open_source(hashlane_read_fn *read, void *context)
{
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = read,
		.read_context = context,
	};
	hashlane_list list;

	assert_status(
		hashlane_list_open(&list, &input, sizeof(input), NULL, NULL),
		HASHLANE_OK);
	return list;
}

static void test_many_lines(void **state)
{
	static struct source source;
	struct hashlane_list_entry entry = HASHLANE_INIT(hashlane_list_entry);
	struct hashlane_list_info info = HASHLANE_INIT(hashlane_list_info);
	hashlane_list list = open_source(read_lines, &source);
	char name[16];
	long peak = 0;
	int32_t status;
	uint32_t i;

	(void)state;
	for (i = 0; !(status = hashlane_list_next(&entry, list)); i++) {
		/* What the first lines take is taken. */
		if (i == 10000)
			peak = peak_kib();
		if (entry.status || entry.line != i + 1 ||
		    entry.name_bytes != 8 || entry.claim_count != 1)
			fail_msg("line %u: %s", i + 1, entry.reason);
		if (i % 1024)
			continue;
		snprintf(name, sizeof(name), "%08u", i + 1);
		assert_string_equal(entry.name, name);
	}
	assert_int_equal(status, HASHLANE_END);
	assert_int_equal(i, LINES);
	assert_status(hashlane_list_get_info(&info, list), HASHLANE_OK);
	assert_int_equal(info.entries, LINES);
	assert_status(hashlane_list_close(list), HASHLANE_OK);
	assert_true(peak_kib() - peak < GROWTH_MAX_KIB);
}

/* A line of more than 64 MiB between two others. */
struct long_line {
	uint64_t at;
};

enum { LONG_BYTES = (64 << 20) + 1000 };

static const char short_line[] = "d41d8cd98f00b204e9800998ecf8427e  x\n";

static int32_t read_long(void *context, void *buffer, size_t room, size_t *got)
{
	const size_t short_bytes = sizeof(short_line) - 1;
	struct long_line *source = context;
	char *to = buffer;

	*got = 0;
	for (; *got < room; source->at++) {
		uint64_t at = source->at;

		if (at < short_bytes)
			to[(*got)++] = short_line[at];
		else if (at < short_bytes + LONG_BYTES)
			to[(*got)++] = 'n';
		else if (at == short_bytes + LONG_BYTES)
			to[(*got)++] = '\n';
		else if (at <= 2 * short_bytes + LONG_BYTES)
			to[(*got)++] =
				short_line[at - short_bytes - LONG_BYTES - 1];
		else
			break;
	}
	return HASHLANE_OK;
}

static void test_long_line(void **state)
{
	struct long_line source = { 0 };
	struct hashlane_list_entry entry = HASHLANE_INIT(hashlane_list_entry);
	hashlane_list list = open_source(read_long, &source);

	(void)state;
	assert_status(hashlane_list_next(&entry, list), HASHLANE_OK);
	assert_int_equal(entry.status, HASHLANE_OK);
	assert_string_equal(entry.name, "x");
	assert_status(hashlane_list_next(&entry, list), HASHLANE_OK);
	assert_int_equal(entry.status, HASHLANE_FORMAT);
	assert_int_equal(entry.line, 2);
	assert_int_equal(entry.raw_offset, sizeof(short_line) - 1);
	assert_status(hashlane_list_next(&entry, list), HASHLANE_OK);
	assert_int_equal(entry.status, HASHLANE_OK);
	assert_int_equal(entry.line, 3);
	assert_string_equal(entry.name, "x");
	assert_status(hashlane_list_next(&entry, list), HASHLANE_END);
	assert_status(hashlane_list_close(list), HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_lines),
		cmocka_unit_test(test_long_line),
	};

	return cmocka_run_group_tests_name("long_lists", tests, NULL, NULL);
}
