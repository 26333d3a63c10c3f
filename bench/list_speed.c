/* SPDX-License-Identifier: MIT */
/*
 * list_speed.c - how fast lists are read and written, format by format: lines
 * per second, the best of some runs. Usage: bench_lists [LINES [RUNS]]
 */
#define _POSIX_C_SOURCE 200809L
#include "../include/hashlane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DIGEST_BYTES = 64, NAMES = 1000 };

struct text {
	char *bytes;
	size_t count, room;
};

static void fail(const char *what)
{
	fprintf(stderr, "bench_lists: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
}

static int32_t append(void *context, const void *data, size_t bytes)
{
	struct text *text = context;

	if (text->room - text->count < bytes) {
		size_t room = 2 * (text->count + bytes) + 4096;
		char *more = realloc(text->bytes, room);

		if (!more)
			return HASHLANE_NO_MEMORY;
		text->bytes = more;
		text->room = room;
	}
	memcpy(text->bytes + text->count, data, bytes);
	text->count += bytes;
	return HASHLANE_OK;
}

/* Names of 30 to 60 bytes, as they are in trees. */
static size_t make_name(char *name, size_t room, size_t i)
{
	return (size_t)snprintf(name, room,
				"folder-%zu/pictures of %zu/image-%08zu.jpeg",
				i % 31, i % NAMES * 7919 % 100000, i);
}

static double write_list(struct text *text, int32_t format,
			 const struct hashlane_algorithm_spec *spec,
			 size_t lines)
{
	struct hashlane_list_writer_options options =
		HASHLANE_INIT(hashlane_list_writer_options);
	hashlane_list_writer writer;
	uint8_t digest[DIGEST_BYTES];
	char name[128];
	double begin = now();

	options.format = format;
	options.specs = spec;
	options.spec_count = 1;
	options.write = append;
	options.write_context = text;
	if (hashlane_list_writer_create(&writer, &options, NULL))
		fail("no writer");
	for (size_t i = 0; i < lines; i++) {
		struct hashlane_list_item item = {
			.name = name,
			.name_bytes = make_name(name, sizeof(name), i),
			.flags = HASHLANE_LIST_HAS_SIZE,
			.size_bytes = i * 977,
			.digests = digest,
			.digests_valid = 1,
		};

		for (size_t k = 0; k < DIGEST_BYTES; k++)
			digest[k] = (uint8_t)((i * 2654435761u + k * 40503u) >>
					      7);
		if (hashlane_list_writer_add(writer, &item, sizeof(item),
					     NULL))
			fail("a line was not written");
	}
	if (hashlane_list_writer_destroy(writer))
		fail("the writer does not end");
	return now() - begin;
}

static double read_list(const struct text *text, size_t lines)
{
	struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY,
					.data = text->bytes,
					.data_bytes = text->count };
	struct hashlane_list_entry entry = HASHLANE_INIT(hashlane_list_entry);
	double begin = now();
	hashlane_list list;
	size_t count = 0;

	if (hashlane_list_open(&list, &input, sizeof(input), NULL, NULL))
		fail("the list cannot be opened");
	while (!hashlane_list_next(&entry, list))
		count += !entry.status;
	if (hashlane_list_close(list) || count != lines)
		fail("entries are missing");
	return now() - begin;
}

static void measure(const char *algorithm, int32_t format, size_t lines,
		    size_t runs)
{
	struct hashlane_algorithm_spec spec = { 0 };
	struct hashlane_format_info info = HASHLANE_INIT(hashlane_format_info);
	double written = 1e9, read = 1e9;
	struct text text = { 0 };

	if (hashlane_algorithm_parse(&spec, algorithm, strlen(algorithm),
				     NULL) ||
	    hashlane_format_get_info(&info, format))
		fail("no such algorithm or format");
	for (size_t i = 0; i < runs; i++) {
		double seconds;

		text.count = 0;
		seconds = write_list(&text, format, &spec, lines);
		written = seconds < written ? seconds : written;
		seconds = read_list(&text, lines);
		read = seconds < read ? seconds : read;
	}
	printf("%-9s %-7s %5.2f M lines/s read, %5.2f M lines/s written, "
	       "%5.0f MB/s\n",
	       info.name, algorithm, (double)lines / read / 1e6,
	       (double)lines / written / 1e6, (double)text.count / read / 1e6);
	free(text.bytes);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *algorithm;
		int32_t format;
	} rows[] = {
		{ "md5", HASHLANE_FORMAT_GNU },
		{ "sha256", HASHLANE_FORMAT_GNU },
		{ "sha512", HASHLANE_FORMAT_GNU },
		{ "sha256", HASHLANE_FORMAT_BSD },
		{ "blake3", HASHLANE_FORMAT_BSD },
		{ "crc32", HASHLANE_FORMAT_SFV },
		{ "md5", HASHLANE_FORMAT_HASHDEEP },
		{ "ed2k", HASHLANE_FORMAT_ED2K },
		{ "sha1", HASHLANE_FORMAT_MAGNET },
		{ "sha256", HASHLANE_FORMAT_CSV },
	};
	size_t lines = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
	size_t runs = argc > 2 ? strtoul(argv[2], NULL, 10) : 3;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		measure(rows[i].algorithm, rows[i].format, lines, runs);
	return 0;
}
