/* SPDX-License-Identifier: MIT */
/*
 * test_list_vote.c - what must not depend on the order of lines, on their
 * number or on their neighbours: the format of a list is found by a vote of its
 * lines, and no vote makes a file OK that is not.
 */
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "entry_log.h"
#include "list_checker.h"
#include "list_maker.h"
#include "odd_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FILES_MAX = 512,
	ROUNDS = 40,  /* lists of each variant */
	SHUFFLES = 3, /* of each list */
	TEXT_MAX = 1 << 17
};

struct state {
	struct temp_tree tree;
	hashlane_engine engine;
	struct random_source random;
	const struct odd_file *files;
	size_t file_count;
	const struct list_variant *variants;
	size_t variant_count;
	bool damaged[FILES_MAX];
};

/* Every third file gets another byte, some are removed. */
static void damage(struct state *state, size_t index)
{
	const struct odd_file *file = &state->files[index];
	uint8_t other[ODD_CONTENT_MAX];

	state->damaged[index] = true;
	if (index % 2) {
		odd_file_remove(state->tree.folder, file);
		return;
	}
	memcpy(other, file->content, file->content_bytes);
	other[file->content_bytes / 2] ^= 4;
	odd_file_write(state->tree.folder, file, other, file->content_bytes);
}

static int setup(void **out)
{
	struct state *state = calloc(1, sizeof(*state));

	assert_non_null(state);
	state->files = odd_files(&state->file_count);
	assert_true(state->file_count <= FILES_MAX);
	state->variants = list_variants(&state->variant_count);
	state->random = random_from_environment("list_vote");
	state->engine = engine_of(-1, 0);
	temp_tree_make(&state->tree);
	odd_files_write(state->tree.folder);
	for (size_t i = ODD_ORDINARY; i < state->file_count; i += 3)
		damage(state, i);
	*out = state;
	return 0;
}

static int teardown(void **out)
{
	struct state *state = *out;

	temp_tree_remove(&state->tree);
	end_engine(state->engine);
	free(state);
	return 0;
}

/* ---- Verdicts by file ---- */

struct verdicts {
	const struct state *state;
	uint32_t of[FILES_MAX]; /* bit v: an entry of the file has verdict v */
	size_t others;          /* rows of no file that the test knows */
	bool false_ok;
};

static void take_row(void *context, const struct hashlane_verdict_row *row)
{
	struct verdicts *verdicts = context;
	const size_t folder = strlen(verdicts->state->tree.folder) + 1;
	size_t index = odd_file_find(row->name, row->name_bytes);

	if (index >= verdicts->state->file_count) {
		verdicts->others++;
		/* A name that was cut off may be another reading of a file's. */
		if (row->reading && row->path_bytes > folder)
			index = odd_file_find(row->path + folder,
					      row->path_bytes - folder);
		verdicts->false_ok |= row->verdict == HASHLANE_VERDICT_OK &&
				      (index >= verdicts->state->file_count ||
				       verdicts->state->damaged[index]);
		return;
	}
	verdicts->of[index] |= UINT32_C(1) << row->verdict;
	verdicts->false_ok |= row->verdict == HASHLANE_VERDICT_OK &&
			      verdicts->state->damaged[index];
}

static struct verdicts verdicts_of(const struct state *state,
				   const struct made_list *list,
				   const char *text, size_t bytes)
{
	struct verdicts verdicts = { .state = state };
	struct hashlane_list_options options = list_options_of(list);

	(void)check_text(state->engine, state->tree.folder, text, bytes,
			 &options, take_row, &verdicts);
	return verdicts;
}

static void show(const char *what, const struct made_list *list,
		 const char *text, size_t bytes)
{
	char *printable = list_printable(text, bytes);

	fprintf(stderr, "%s: %s list\n%s\n", what, list->variant->label,
		printable);
	free(printable);
}

static void same_verdicts(const char *what, const struct state *state,
			  const struct made_list *list, const char *text,
			  size_t bytes, const struct verdicts *wanted)
{
	struct verdicts verdicts = verdicts_of(state, list, text, bytes);

	for (size_t i = 0; i < state->file_count; i++) {
		if (verdicts.of[i] == wanted->of[i])
			continue;
		show(what, list, text, bytes);
		fail_msg("%s: verdicts %#x, not %#x", state->files[i].name,
			 verdicts.of[i], wanted->of[i]);
	}
	assert_int_equal(verdicts.others, wanted->others);
	assert_false(verdicts.false_ok);
}

/* ---- Lists ---- */

/* A list of some files, without "-", which is standard input. */
static void make_random(struct state *state, struct made_list *list,
			const struct list_variant *variant, bool crlf)
{
	size_t files[LIST_FILES_MAX], count = 0;

	while (count < LIST_FILES_MAX) {
		size_t i = random_below(&state->random, state->file_count);
		bool again = !strcmp(state->files[i].name, "-");

		for (size_t k = 0; k < count; k++)
			again |= files[k] == i;
		if (!again)
			files[count++] = i;
	}
	(void)list_make(list, variant, files, count, crlf);
}

/* The verdicts that a list of these files must give. */
static struct verdicts due(const struct state *state,
			   const struct made_list *list)
{
	struct verdicts verdicts = { .state = state };

	for (size_t i = 0; i < list->count; i++) {
		size_t index = list->files[i];
		int32_t verdict = HASHLANE_VERDICT_OK;

		if (state->damaged[index])
			verdict = index % 2 ? HASHLANE_VERDICT_MISSING :
					      HASHLANE_VERDICT_FAILED;
		verdicts.of[index] = UINT32_C(1) << verdict;
	}
	return verdicts;
}

/* Where the records of a list are. */
struct records {
	size_t head; /* bytes before the first one */
	size_t starts[64], ends[64];
	size_t count;
};

static void find_records(struct records *records, const struct made_list *list)
{
	struct hashlane_list_options options = list_options_of(list);
	struct entry_log log;

	entry_log_read(&log, ENTRIES_MEMORY, list->text, list->bytes, &options,
		       0);
	assert_true(log.count <= 64);
	records->count = log.count;
	records->head = log.count ? (size_t)log.entries[0].raw_offset : 0;
	for (size_t i = 0; i < log.count; i++) {
		records->starts[i] = (size_t)log.entries[i].raw_offset;
		records->ends[i] = (size_t)log.entries[i].raw_end;
	}
	entry_log_free(&log);
}

static size_t put(char *to, const struct made_list *list, size_t start,
		  size_t end)
{
	/* A list that holds no name has no text. */
	if (end > start)
		memcpy(to, list->text + start, end - start);
	return end - start;
}

static void shuffled(struct state *state, const struct made_list *list,
		     const struct records *records,
		     const struct verdicts *wanted)
{
	static char text[TEXT_MAX];
	size_t order[64], bytes = put(text, list, 0, records->head);

	for (size_t i = 0; i < records->count; i++) {
		size_t k = random_below(&state->random, i + 1);

		order[i] = order[k];
		order[k] = i;
	}
	for (size_t i = 0; i < records->count; i++)
		bytes += put(text + bytes, list, records->starts[order[i]],
			     records->ends[order[i]]);
	same_verdicts("shuffled", state, list, text, bytes, wanted);
}

/* An empty line before a record, and one at the end. */
static void spaced(struct state *state, const struct made_list *list,
		   const struct records *records,
		   const struct verdicts *wanted)
{
	static char text[TEXT_MAX];
	size_t k = random_below(&state->random, records->count);
	size_t at = records->starts[k], bytes;
	char end = list->variant->flags & HASHLANE_WRITE_NUL ? 0 : '\n';

	bytes = put(text, list, 0, at);
	text[bytes++] = end;
	bytes += put(text + bytes, list, at, list->bytes);
	text[bytes++] = end;
	same_verdicts("with empty lines", state, list, text, bytes, wanted);
}

static void test_order(void **state_in)
{
	struct state *state = *state_in;

	for (size_t i = 0; i < ROUNDS * state->variant_count; i++) {
		struct made_list list;
		struct records records;
		struct verdicts wanted;

		make_random(state, &list,
			    &state->variants[i % state->variant_count],
			    random_below(&state->random, 2));
		wanted = due(state, &list);
		same_verdicts("as written", state, &list, list.text,
			      list.bytes, &wanted);
		find_records(&records, &list);
		for (size_t k = 0; records.count && k < SHUFFLES; k++)
			shuffled(state, &list, &records, &wanted);
		if (records.count)
			spaced(state, &list, &records, &wanted);
		list_free(&list);
	}
}

/* Two lists of one format, with or without the header of the second one. */
static void test_union(void **state_in)
{
	struct state *state = *state_in;
	static char text[TEXT_MAX];

	for (size_t i = 0; i < ROUNDS * state->variant_count; i++) {
		const struct list_variant *variant =
			&state->variants[i % state->variant_count];
		struct made_list first, second;
		struct records records;
		struct verdicts wanted, more;
		bool crlf = random_below(&state->random, 2);
		size_t bytes, skipped;

		/* Where ends of lines are mixed, a CR may be the name's. */
		make_random(state, &first, variant, crlf);
		make_random(state, &second, variant, crlf);
		wanted = due(state, &first);
		more = due(state, &second);
		for (size_t k = 0; k < state->file_count; k++)
			wanted.of[k] |= more.of[k];
		find_records(&records, &second);
		skipped = random_below(&state->random, 2) && first.count ?
				  records.head :
				  0;
		bytes = put(text, &first, 0, first.bytes);
		bytes += put(text + bytes, &second, skipped, second.bytes);
		same_verdicts("two lists", state, &first, text, bytes,
			      &wanted);
		list_free(&first);
		list_free(&second);
	}
}

/* ---- Cut lists ---- */

static void test_cut(void **state_in)
{
	struct state *state = *state_in;

	for (size_t i = 0; i < 2 * state->variant_count; i++) {
		struct made_list list;

		make_random(state, &list,
			    &state->variants[i % state->variant_count],
			    random_below(&state->random, 2));
		for (size_t bytes = 0; bytes < list.bytes; bytes++) {
			struct verdicts verdicts =
				verdicts_of(state, &list, list.text, bytes);

			if (!verdicts.false_ok)
				continue;
			show("cut", &list, list.text, bytes);
			fail_msg("a false OK after %zu bytes", bytes);
		}
		list_free(&list);
	}
}

/* ---- Unknown tags ---- */

static void count_ok(void *context, const struct hashlane_verdict_row *row)
{
	size_t *count = context;

	*count += row->verdict == HASHLANE_VERDICT_OK;
}

/* Digests that fit, under names of algorithms that the library has not. */
static void test_unknown_tags(void **state_in)
{
	static const char *const tags[] = { "XXH32",     "XXHASH",  "SHA0",
					    "SHA257",    "MD6",     "MD5X",
					    "WHIRLPOOL", "GOST12",  "Filename",
					    "md5 sum",   "MD5/256", "x" };
	static const char *const algorithms[] = { "crc32",  "md5",    "sha1",
						  "sha256", "sha512", "sha384",
						  "blake3", "xxh3-64" };
	static const char *const shapes[] = {
		"%s (good) = %s\n", "%s(good)= %s\n", "%s (good) = %s\r\n",
		"%s (good) =%s\n", "MD5 (absent) = 0\n%s (good) = %s\n"
	};
	static const char *const names[] = { NULL, "files.sfv", "files.md5",
					     "SHA256SUMS", "list.txt" };
	struct state *state = *state_in;
	const struct odd_file *good = &state->files[ODD_GOOD];
	size_t ok = 0;

	for (size_t i = 0; i < 12 * 8 * 5 * 5; i++) {
		struct hashlane_algorithm_spec spec =
			spec_of(algorithms[i / 12 % 8]);
		struct hashlane_list_options options =
			HASHLANE_INIT(hashlane_list_options);
		char digest[HASHLANE_MAX_TEXT_BYTES], text[512];
		uint8_t bytes[HASHLANE_MAX_DIGEST_BYTES];
		struct verdict_counts counts;
		size_t length;
		int written;

		assert_status(hashlane_hash(bytes, sizeof(bytes), &length,
					    &spec, good->content,
					    good->content_bytes),
			      HASHLANE_OK);
		assert_status(hashlane_digest_format(
				      digest, sizeof(digest), NULL, &spec,
				      HASHLANE_TEXT_HEX, bytes, length),
			      HASHLANE_OK);
		written = snprintf(text, sizeof(text), shapes[i / 96 % 5],
				   tags[i % 12], digest);
		options.name = names[i / 480];
		counts = check_text(state->engine, state->tree.folder, text,
				    (size_t)written, &options, count_ok, &ok);
		if (ok || counts.verified)
			fail_msg("OK in '%s': %s",
				 options.name ? options.name : "", text);
		/*
		 * A tag holds no blank, and it is part of a name only where
		 * the list's name says that it is SFV.
		 */
		if (!strchr(tags[i % 12], ' ') && i / 480 != 1 &&
		    counts.of[HASHLANE_VERDICT_UNKNOWN] != 1)
			fail_msg("not unknown in '%s': %s",
				 options.name ? options.name : "", text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_union, setup, teardown),
		cmocka_unit_test_setup_teardown(test_cut, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unknown_tags, setup,
						teardown),
	};

	return cmocka_run_group_tests_name("list_vote", tests, NULL, NULL);
}
