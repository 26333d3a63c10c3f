/* SPDX-License-Identifier: MIT */
/*
 * write_results.c - random results blocks, one after the other in a file, and
 * in another what they must say: a line a block, a line a row. For
 * check_results.py. Usage: write_results BLOCKS ROWS
 */
#include "../support/result_blocks.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCKS = 30 };

static void print_hex(FILE *out, const void *data, size_t bytes)
{
	const uint8_t *at = data;

	fputc('\t', out);
	while (bytes--)
		fprintf(out, "%02x", *at++);
}

static void print_row(FILE *out, const struct wanted *wanted, uint32_t i)
{
	const struct wanted_row *row = &wanted->rows[i];
	const struct hln_results_row none = { .index = row->values.index };
	const struct hln_results_row *values = row->set ? &row->values : &none;
	const struct hln_results_row *which = wants_identity(wanted) ? values :
								       &none;

	fprintf(out,
		"%" PRIu64 "\t%" PRIu64 "\t%d\t%d\t%" PRId64 "\t%" PRIu64
		"\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64
		"\t%" PRId64 "\t%" PRIu64 "\t%" PRIu32,
		values->index, values->size_bytes, wanted_status(row),
		values->os_error, values->mtime_ns, values->error_offset,
		row->input, row->cookie, which->device, which->inode,
		which->ctime_ns, which->links,
		wants_flags(wanted) ? values->flags : 0);
	print_hex(out, row->path, row->path_bytes);
	fprintf(out, "\t%s",
		wanted_status(row) ?
			hashlane_status_get_text(wanted_status(row)) :
			"-");
	for (size_t k = 0; k < wanted->set.output_count; k++) {
		const struct hln_output *output = &wanted->set.slots[k].output;

		if (wants_digest(row, k))
			print_hex(out, row->digests + output->digest_offset,
				  output->algorithm->digest_bytes);
		else
			fputs("\t-", out);
		if (wants_parts(row, k))
			print_hex(out, row->parts, row->parts_bytes);
		else
			fputs("\t-", out);
	}
	fputc('\n', out);
}

static void print_block(FILE *out, const struct wanted *wanted)
{
	fprintf(out, "%" PRIu64 "\t%u\t%u\t%u", wanted->first_row,
		wanted->count, (wanted->flags & HASHLANE_JOB_HEX) != 0,
		(wanted->flags & HASHLANE_JOB_PARTS) != 0);
	for (size_t k = 0; k < wanted->set.output_count; k++) {
		const struct hln_output *output = &wanted->set.slots[k].output;

		fprintf(out, "\t%d\t%" PRIu64, output->algorithm->id,
			wanted->set.slots[output->work].work.param);
	}
	fputc('\n', out);
	for (uint32_t i = 0; i < wanted->count; i++)
		print_row(out, wanted, i);
}

int main(int argc, char **argv)
{
	struct random_source random = random_from_environment("write_results");
	FILE *blocks = argc == 3 ? fopen(argv[1], "wb") : NULL;
	FILE *rows = blocks ? fopen(argv[2], "w") : NULL;

	if (!rows)
		return 2;
	for (int i = 0; i < BLOCKS; i++) {
		const struct hashlane_results *block;
		struct wanted wanted;

		make_wanted(&wanted, &random,
			    1 + (uint32_t)random_below(&random, 200));
		block = write_block(&wanted, wanted.count, 1);
		fwrite(block, 1, (size_t)hashlane_results_get_bytes(block),
		       blocks);
		print_block(rows, &wanted);
		hashlane_results_destroy(block);
		free_wanted(&wanted);
	}
	return fclose(blocks) || fclose(rows);
}
