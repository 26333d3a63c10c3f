/* SPDX-License-Identifier: MIT */
/*
 * check_tool_lists.c - checks the lists of write_tool_lists.py, before and
 * after the file with the odd name gets another byte. A list that its own tool
 * can read must be read; of no list may the changed file be OK.
 * Usage: check_tool_lists write FOLDER | check FOLDER INDEX
 */
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "list_checker.h"
#include "list_maker.h"
#include "odd_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder, *index_path;

/* A line of the index. */
struct listed {
	char kind[16];  /* good: its tool reads the list; lost: it does not;
			 * unknown: of an unknown algorithm */
	char label[32]; /* the tool */
	char name[32];  /* of the list */
	char path[256];
	char hex[600];
	size_t file; /* the odd one */
	char *text;
	size_t bytes;
};

struct totals {
	size_t lists, read, lost, wrong;
};

/* False: no more lines. */
static bool next_listed(struct listed *listed, FILE *index)
{
	char name[300];
	size_t bytes = 0;
	FILE *file;

	if (fscanf(index, "%15[^\t]\t%31[^\t]\t%31[^\t]\t%255[^\t]\t%599s ",
		   listed->kind, listed->label, listed->name, listed->path,
		   listed->hex) != 5)
		return false;
	for (const char *hex = listed->hex; *hex; hex += 2) {
		char digits[3] = { hex[0], hex[1], 0 };

		name[bytes++] = (char)strtoul(digits, NULL, 16);
	}
	listed->file = odd_file_find(name, bytes);
	listed->text = malloc(1 << 16);
	file = fopen(listed->path, "rb");
	assert_true(file && listed->text);
	listed->bytes = fread(listed->text, 1, 1 << 16, file);
	fclose(file);
	return true;
}

static struct hashlane_list_options options_of(const struct listed *listed)
{
	struct hashlane_list_options options =
		HASHLANE_INIT(hashlane_list_options);

	options.name = listed->name;
	if (!strcmp(listed->label, "md5sum -z"))
		options.flags = HASHLANE_LIST_NUL;
	return options;
}

/* What the rows of one list say of its three files and of others. */
struct said {
	size_t bad;
	size_t ok, bad_ok;
	int32_t other; /* the last verdict that is not OK */
	char detail[200];
};

static void take_row(void *context, const struct hashlane_verdict_row *row)
{
	struct said *said = context;
	const char *name = row->name;
	size_t bytes = row->name_bytes;
	bool ok = row->verdict == HASHLANE_VERDICT_OK;

	if (bytes > 2 && !memcmp(name, "./", 2)) {
		name += 2;
		bytes -= 2;
	}
	said->ok += ok;
	if (!ok) {
		said->other = row->verdict;
		snprintf(said->detail, sizeof(said->detail), "%s",
			 row->detail);
	}
	said->bad_ok += ok && odd_file_find(name, bytes) == said->bad;
}

static void complain(struct totals *totals, const struct listed *listed,
		     const struct said *said, const char *what)
{
	char *text;

	if (totals->wrong++ > 10)
		return;
	text = list_printable(listed->text, listed->bytes);
	fprintf(stderr, "%s, %s: %s; verdict %d, %s\n%s\n", listed->label,
		listed->name, what, said->other, said->detail, text);
	free(text);
}

static struct verdict_counts ask(hashlane_engine engine, struct said *said,
				 const struct listed *listed)
{
	struct hashlane_list_options options = options_of(listed);

	*said = (struct said){ .bad = listed->file };
	return check_text(engine, folder, listed->text, listed->bytes,
			  &options, take_row, said);
}

/* All files are as the list says. */
static void check_good(struct totals *totals, hashlane_engine engine,
		       const struct listed *listed)
{
	struct verdict_counts counts;
	struct said said;

	counts = ask(engine, &said, listed);
	if (!strcmp(listed->kind, "unknown")) {
		/* A name with a line's end has any lines within. */
		bool lines = strstr(listed->hex, "0a");

		if (counts.verified || said.bad_ok || (said.ok && !lines))
			complain(totals, listed, &said,
				 "OK by an unknown algorithm");
		return;
	}
	if (strcmp(listed->kind, "good") != 0) {
		totals->lost++;
		return;
	}
	totals->read++;
	if (!counts.verified || !said.bad_ok)
		complain(totals, listed, &said,
			 "a list of good files is not OK");
}

static void check_bad(struct totals *totals, hashlane_engine engine,
		      const struct listed *listed)
{
	struct verdict_counts counts;
	struct said said;

	counts = ask(engine, &said, listed);
	if (said.bad_ok)
		complain(totals, listed, &said, "a false OK");
	if (strcmp(listed->kind, "good") != 0)
		return;
	if (counts.verified)
		complain(totals, listed, &said,
			 "verified, but for a bad file");
	else if (said.ok < 2)
		complain(totals, listed, &said, "a good file is not OK");
}

static void test_lists(void **state)
{
	hashlane_engine engine = engine_of(-1, 0);
	FILE *index = fopen(index_path, "r");
	struct totals totals = { 0 };
	struct listed listed;
	size_t count;
	const struct odd_file *files = odd_files(&count);

	(void)state;
	assert_non_null(index);
	while (next_listed(&listed, index)) {
		uint8_t other[ODD_CONTENT_MAX];
		const struct odd_file *file = &files[listed.file];

		assert_true(listed.file < count);
		totals.lists++;
		check_good(&totals, engine, &listed);
		memcpy(other, file->content, file->content_bytes);
		other[0] ^= 1;
		odd_file_write(folder, file, other, file->content_bytes);
		check_bad(&totals, engine, &listed);
		odd_file_write(folder, file, file->content,
			       file->content_bytes);
		free(listed.text);
	}
	fclose(index);
	end_engine(engine);
	print_message("%zu lists: %zu read, %zu that their tools lose\n",
		      totals.lists, totals.read, totals.lost);
	assert_int_equal(totals.wrong, 0);
	assert_true(totals.read > 1000);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists) };
	size_t count;

	if (argc == 3 && !strcmp(argv[1], "write")) {
		(void)odd_files(&count);
		odd_files_write(argv[2]);
		return 0;
	}
	if (argc != 4) {
		fprintf(stderr,
			"usage: %s write FOLDER | check FOLDER "
			"INDEX\n",
			argv[0]);
		return 2;
	}
	folder = argv[2];
	index_path = argv[3];
	return cmocka_run_group_tests_name("tool_lists", tests, NULL, NULL);
}
