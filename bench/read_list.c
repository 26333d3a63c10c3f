/* SPDX-License-Identifier: MIT */
/*
 * read_list.c - how fast lists are read: lines a second of each format, from
 * memory, and of a GNU list also the bytes of memory that the process takes.
 *
 * bench_read_list [LINES]
 */
#define _GNU_SOURCE
#include "../include/hashlane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { RUNS = 5, LINE_BYTES = 256, GENERATED_BYTES = 1 << 16 };

enum { GNU_MD5, GNU_SHA256, GNU_CRLF, BSD, SFV, HASHDEEP, CSV, KINDS };

static const struct {
	const char *name, *header;
} kinds[KINDS] = {
	[GNU_MD5] = { "gnu, md5", "" },
	[GNU_SHA256] = { "gnu, sha256", "" },
	[GNU_CRLF] = { "gnu, sha256, CR LF", "" },
	[BSD] = { "bsd, sha256", "" },
	[SFV] = { "sfv", "" },
	[HASHDEEP] = { "hashdeep, md5, sha256",
		       "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n" },
	[CSV] = { "csv, md5, sha256",
		  "path,path_b64,size,status,md5,sha256\r\n" },
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Both digests begin with a number that looks random. */
static size_t put_line(char *to, size_t kind, unsigned long i)
{
	unsigned long mixed = (i * 2654435761) & 0xffffffff;
	char md5[33], sha256[65], name[32];
	int bytes = 0;

	snprintf(md5, sizeof(md5), "%08lx%024lx", mixed, i);
	snprintf(sha256, sizeof(sha256), "%08lx%056lx", mixed, i);
	snprintf(name, sizeof(name), "photos/2024/IMG_%08lu.jpg", i);
	switch (kind) {
	case GNU_MD5:
		bytes = snprintf(to, LINE_BYTES, "%s  %s\n", md5, name);
		break;
	case GNU_SHA256:
		bytes = snprintf(to, LINE_BYTES, "%s  %s\n", sha256, name);
		break;
	case GNU_CRLF:
		bytes = snprintf(to, LINE_BYTES, "%s *%s\r\n", sha256, name);
		break;
	case BSD:
		bytes = snprintf(to, LINE_BYTES, "SHA256 (%s) = %s\n", name,
				 sha256);
		break;
	case SFV:
		bytes = snprintf(to, LINE_BYTES, "%s %08lX\n", name, mixed);
		break;
	case HASHDEEP:
		bytes = snprintf(to, LINE_BYTES, "%lu,%s,%s,/%s\n", i, md5,
				 sha256, name);
		break;
	case CSV:
		bytes = snprintf(to, LINE_BYTES, "%s,,%lu,ok,%s,%s\r\n", name,
				 i, md5, sha256);
		break;
	}
	return (size_t)bytes;
}

static char *make_list(size_t kind, unsigned long lines, size_t *bytes)
{
	char *text = malloc(lines * LINE_BYTES + LINE_BYTES);

	if (!text)
		abort();
	*bytes = strlen(kinds[kind].header);
	memcpy(text, kinds[kind].header, *bytes);
	for (unsigned long i = 0; i < lines; i++)
		*bytes += put_line(text + *bytes, kind, i);
	return text;
}

/* The number of entries; a malformed line ends the program. */
static unsigned long read_list(const struct hashlane_input *input)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	unsigned long entries = 0;
	hashlane_list list;

	if (hashlane_list_open(&list, input, sizeof(*input), NULL, NULL))
		abort();
	while (!hashlane_list_next(&entry, list)) {
		if (entry.status)
			abort();
		entries++;
	}
	hashlane_list_close(list);
	return entries;
}

static void measure(size_t kind, unsigned long lines)
{
	struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY };
	char *text = make_list(kind, lines, &input.data_bytes);
	double best = 0;

	input.data = text;
	for (int i = 0; i < RUNS; i++) {
		double start = seconds(), speed;

		if (read_list(&input) != lines)
			abort();
		speed = (double)lines / (seconds() - start);
		if (speed > best)
			best = speed;
	}
	printf("%-24s %6.2f million lines/s, %.2f GB/s\n", kinds[kind].name,
	       best * 1e-6,
	       best * (double)input.data_bytes / (double)lines * 1e-9);
	free(text);
}

/* A list that is never in memory as a whole. */
struct source {
	unsigned long lines, next;
	char text[GENERATED_BYTES];
	size_t bytes, at;
};

static int32_t generate(void *context, void *buffer, size_t room, size_t *got)
{
	struct source *source = context;

	if (source->at == source->bytes) {
		source->bytes = source->at = 0;
		while (source->next < source->lines &&
		       source->bytes + LINE_BYTES <= sizeof(source->text))
			source->bytes += put_line(source->text + source->bytes,
						  0, source->next++);
	}
	*got = source->bytes - source->at < room ? source->bytes - source->at :
						   room;
	memcpy(buffer, source->text + source->at, *got);
	source->at += *got;
	return HASHLANE_OK;
}

static void measure_memory(unsigned long lines)
{
	static struct source source;
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = generate,
		.read_context = &source,
	};
	struct rusage usage;

	source.lines = lines;
	if (read_list(&input) != lines)
		abort();
	getrusage(RUSAGE_SELF, &usage);
	printf("%lu lines by a function: %.1f MiB of memory\n", lines,
	       (double)usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
	unsigned long lines = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;

	measure_memory(10 * lines);
	for (size_t i = 0; i < KINDS; i++)
		measure(i, lines);
	return 0;
}
