/* SPDX-License-Identifier: MIT */
/* list_checker.c - checks of many lists at once, row by row. */
#include "list_checker.h"

#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "odd_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hashlane_check begin(hashlane_engine engine, const char *folder)
{
	struct hashlane_check_options options =
		HASHLANE_INIT(hashlane_check_options);
	hashlane_check check;

	options.base = folder;
	/* The files have times of long ago, but for this one. */
	options.ctime = HASHLANE_CTIME_IGNORE;
	assert_status(hashlane_check_create(&check, engine, &options, NULL),
		      HASHLANE_OK);
	return check;
}

static void add_text(hashlane_check check, const char *text, size_t bytes,
		     const struct hashlane_list_options *options)
{
	struct hashlane_input input = memory_input(text, bytes);

	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      options, NULL),
		      HASHLANE_OK);
}

/* Close the check, pass each row on, and destroy it. */
static struct hashlane_check_info
end(hashlane_check check,
    void (*each)(void *context, const struct hashlane_verdict_row *row),
    void *context)
{
	struct hashlane_check_info info = HASHLANE_INIT(hashlane_check_info);
	const struct hashlane_verdicts *verdicts;
	struct hashlane_verdict_row row = HASHLANE_INIT(hashlane_verdict_row);
	int32_t status;

	assert_status(hashlane_check_close(check), HASHLANE_OK);
	while (!(status = hashlane_check_next(&verdicts, check, -1))) {
		uint32_t count = hashlane_verdicts_get_count(verdicts);

		assert_true(count > 0);
		for (uint32_t i = 0; i < count; i++) {
			row.struct_size = sizeof(row);
			assert_status(
				hashlane_verdicts_get_row(&row, verdicts, i),
				HASHLANE_OK);
			each(context, &row);
		}
		hashlane_verdicts_destroy(verdicts);
	}
	assert_status(status, HASHLANE_END);
	assert_status(hashlane_check_get_info(&info, check), HASHLANE_OK);
	assert_int_equal(info.complete, 1);
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
	return info;
}

/* ---- Lists that were made ---- */

struct run {
	const struct made_list *lists;
	const struct list_wish *wish;
	unsigned *seen; /* by list: bit i: there are rows of file i */
	bool *wrong;    /* by list */
	size_t count, bad_rows;
	bool reported;
};

static void complain(struct run *run, size_t k,
		     const struct hashlane_verdict_row *row, const char *what)
{
	const struct made_list *list = &run->lists[k];
	char *text;

	run->wrong[k] = true;
	if (run->reported)
		return;
	run->reported = true;
	text = list_printable(list->text, list->bytes);
	fprintf(stderr, "%s list '%s': %s\n%s\n", list->variant->label,
		list->name ? list->name : "", what, text);
	free(text);
	if (row) {
		text = list_printable(row->name, row->name_bytes);
		print_error("verdict %d, reading %u, line %llu, name %s, "
			    "detail %s\n",
			    row->verdict, row->reading,
			    (unsigned long long)row->line, text, row->detail);
		free(text);
	}
}

/*
 * Entries that name one file come together, whatever their lists are, so that
 * the rows of a list are in no order.
 */
static size_t file_of(struct run *run, size_t k,
		      const struct hashlane_verdict_row *row)
{
	const struct made_list *list = &run->lists[k];
	size_t index = odd_file_find(row->name, row->name_bytes);

	for (size_t i = 0; i < list->count; i++) {
		if (list->files[i] != index)
			continue;
		run->seen[k] |= 1u << i;
		return index;
	}
	complain(run, k, row, "a row of a file that the list has not");
	return LIST_NO_FILE;
}

static void take_row(void *context, const struct hashlane_verdict_row *row)
{
	struct run *run = context;
	size_t index;

	assert_true(row->list < run->count);
	index = file_of(run, row->list, row);
	if (index == LIST_NO_FILE)
		return;
	if (index == run->wish->bad) {
		run->bad_rows++;
		if (row->verdict == HASHLANE_VERDICT_OK)
			complain(run, row->list, row, "a false OK");
		else if (run->wish->verdict >= 0 &&
			 row->verdict != run->wish->verdict)
			complain(run, row->list, row, "another verdict");
	} else if (row->verdict != HASHLANE_VERDICT_OK) {
		complain(run, row->list, row, "a good file is not OK");
	} else if (row->reading) {
		complain(run, row->list, row, "not by its exact name");
	}
}

size_t check_made_lists(hashlane_engine engine, const char *folder,
			const struct made_list *lists, size_t count,
			const struct list_wish *wish)
{
	struct run run = { .lists = lists, .wish = wish, .count = count };
	hashlane_check check = begin(engine, folder);
	struct hashlane_check_info info;
	size_t wrong = 0;

	run.seen = calloc(count, sizeof(*run.seen));
	run.wrong = calloc(count, sizeof(*run.wrong));
	assert_true(run.seen && run.wrong);
	for (size_t k = 0; k < count; k++) {
		struct hashlane_list_options options =
			list_options_of(&lists[k]);

		add_text(check, lists[k].text, lists[k].bytes, &options);
	}
	info = end(check, take_row, &run);
	for (size_t k = 0; k < count; k++) {
		if (run.seen[k] != (1u << lists[k].count) - 1)
			complain(&run, k, NULL, "rows are missing");
		wrong += run.wrong[k];
	}
	free(run.seen);
	free(run.wrong);
	/* The summary says what the rows say. */
	if (!wrong && info.verified != (run.bad_rows == 0)) {
		print_error("verified is %d, and %zu entries are bad\n",
			    info.verified, run.bad_rows);
		wrong = count;
	}
	return wrong;
}

/* ---- One text ---- */

struct counting {
	struct verdict_counts counts;
	void (*row)(void *context, const struct hashlane_verdict_row *row);
	void *context;
};

static void count_row(void *context, const struct hashlane_verdict_row *row)
{
	struct counting *counting = context;

	assert_true(row->verdict >= 0 && row->verdict < HASHLANE_MAX_VERDICTS);
	counting->counts.of[row->verdict]++;
	if (counting->row)
		counting->row(counting->context, row);
}

struct verdict_counts
check_text(hashlane_engine engine, const char *folder, const char *text,
	   size_t bytes, const struct hashlane_list_options *options,
	   void (*row)(void *context, const struct hashlane_verdict_row *row),
	   void *context)
{
	struct counting counting = { .row = row, .context = context };
	hashlane_check check = begin(engine, folder);
	struct hashlane_check_info info;

	add_text(check, text, bytes, options);
	info = end(check, count_row, &counting);
	for (size_t i = 0; i < HASHLANE_MAX_VERDICTS; i++)
		assert_int_equal(info.counts[i], counting.counts.of[i]);
	counting.counts.verified = info.verified;
	return counting.counts;
}
