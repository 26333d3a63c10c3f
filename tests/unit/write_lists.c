/* SPDX-License-Identifier: MIT */
/*
 * write_lists.c - hash the files whose names are on standard input, each ended
 * by a NUL, and write a list to standard output, for check_lists.py. Names
 * that the format refuses go to standard error, each ended by a NUL.
 * Usage: write_lists FORMAT ALGORITHMS FLAGS
 */
#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_BYTES = 1 << 20, ROW_BYTES = 4096 };

static int32_t put(void *context, const void *data, size_t bytes)
{
	(void)context;
	return fwrite(data, 1, bytes, stdout) == bytes ? HASHLANE_OK :
							 HASHLANE_IO;
}

static int fail(const char *what, int32_t status)
{
	fprintf(stderr, "%s: %s\n", what, hashlane_status_get_text(status));
	return EXIT_FAILURE;
}

/* False: the call failed. */
static bool add_file(hashlane_list_writer writer, const char *name,
		     const struct hashlane_files_options *files)
{
	struct hashlane_file_result result;
	uint8_t row[ROW_BYTES];
	struct hashlane_list_item item = { .name = name };
	int32_t status = hashlane_hash_files(&result, row, sizeof(row), &name,
					     1, files, NULL);

	if (status)
		return !fail(name, status);
	item.name_bytes = strlen(name);
	item.status = result.status;
	item.flags = HASHLANE_LIST_HAS_SIZE | HASHLANE_LIST_HAS_MTIME;
	item.size_bytes = result.size_bytes;
	item.mtime_ns = result.mtime_ns;
	item.digests = row;
	item.digests_valid = result.digests_valid;
	status = hashlane_list_writer_add(writer, &item, sizeof(item), NULL);
	if (status == HASHLANE_UNSUPPORTED)
		fwrite(name, 1, item.name_bytes + 1, stderr);
	else if (status)
		return !fail(name, status);
	return true;
}

int main(int argc, char **argv)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_list_writer_options options =
		HASHLANE_INIT(hashlane_list_writer_options);
	struct hashlane_files_options files =
		HASHLANE_INIT(hashlane_files_options);
	static char names[NAMES_BYTES];
	hashlane_list_writer writer;
	size_t bytes;
	int32_t status;

	if (argc != 4)
		return EXIT_FAILURE;
	status = hashlane_format_parse(&options.format, argv[1],
				       strlen(argv[1]));
	if (!status)
		status = hashlane_algorithms_parse(
			specs, HASHLANE_MAX_ALGORITHMS, &files.spec_count,
			argv[2], strlen(argv[2]), NULL);
	if (status)
		return fail(argv[1], status);
	files.specs = options.specs = specs;
	files.workers = -1;
	options.spec_count = files.spec_count;
	options.flags = (uint32_t)strtoul(argv[3], NULL, 10);
	options.write = put;
	status = hashlane_list_writer_create(&writer, &options, NULL);
	if (status)
		return fail("create", status);
	bytes = fread(names, 1, sizeof(names), stdin);
	for (size_t at = 0; at < bytes; at += strlen(names + at) + 1)
		if (!add_file(writer, names + at, &files))
			return EXIT_FAILURE;
	status = hashlane_list_writer_destroy(writer);
	return status ? fail("destroy", status) : EXIT_SUCCESS;
}
