/* SPDX-License-Identifier: MIT */
/*
 * test_list_names.c - lists with odd names: every format and name, beside other
 * names, in several places. What the library writes it reads back, and a file
 * that is not as its list says is never OK.
 */
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"
#include "list_checker.h"
#include "list_maker.h"
#include "odd_names.h"

#include <stdlib.h>
#include <string.h>

enum {
	PLACES = 3,       /* the odd name is first, in the middle, last */
	PLAIN_KINDS = 4,  /* with CR LF, and without the list's name */
	LISTS_MAX = 1024, /* of one odd name */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	STEP = 7, /* one name out of so many */
#else
	STEP = 1,
#endif
	WANTED = 100000 / STEP /* combinations at least */
};

struct state {
	struct temp_tree tree;
	hashlane_engine engine;
	const struct odd_file *files;
	size_t file_count;
	const struct list_variant *variants;
	size_t variant_count;
	struct made_list *lists; /* LISTS_MAX */
	size_t count;
	size_t combinations, refused, unreadable;
};

static int setup_engine(void **out, int32_t workers)
{
	struct state *state = calloc(1, sizeof(*state));

	assert_non_null(state);
	state->files = odd_files(&state->file_count);
	state->variants = list_variants(&state->variant_count);
	state->lists = calloc(LISTS_MAX, sizeof(*state->lists));
	assert_non_null(state->lists);
	state->engine = engine_of(workers, 0);
	temp_tree_make(&state->tree);
	odd_files_write(state->tree.folder);
	*out = state;
	return 0;
}

static int setup(void **out)
{
	return setup_engine(out, 0);
}

/* The test's thread does the work: that is faster for a few small files. */
static int setup_alone(void **out)
{
	return setup_engine(out, -1);
}

static int teardown(void **out)
{
	struct state *state = *out;

	temp_tree_remove(&state->tree);
	end_engine(state->engine);
	free(state->lists);
	free(state);
	return 0;
}

/* "-" is standard input, so that no list of files verifies it. */
static bool is_file(const struct state *state, size_t index)
{
	return strcmp(state->files[index].name, "-") != 0;
}

/*
 * Write one list and read it. It stays for a check, unless a name that it
 * should have was refused.
 */
static void combine(struct state *state, const struct list_variant *variant,
		    const size_t *files, size_t count, unsigned kind,
		    size_t odd)
{
	struct made_list *list = &state->lists[state->count];
	bool has_odd = false;

	assert_true(state->count < LISTS_MAX);
	state->combinations++;
	(void)list_make(list, variant, files, count, kind & 1);
	for (size_t i = 0; i < list->count; i++)
		has_odd |= list->files[i] == odd;
	if (kind & 2)
		list->name = NULL;
	if (!has_odd || !list_reads_back(list)) {
		state->refused += !has_odd;
		state->unreadable += has_odd;
		assert_true(has_odd || !variant->takes_all);
		list_free(list);
		return;
	}
	state->count++;
}

/* An odd name beside ordinary ones, in each place. */
static void combine_plain(struct state *state, size_t odd)
{
	for (size_t v = 0; v < state->variant_count; v++) {
		for (unsigned k = 0; k < PLACES * PLAIN_KINDS; k++) {
			size_t files[ODD_ORDINARY + 1], count = 0;

			for (size_t i = 0; i < ODD_ORDINARY; i++) {
				if (count == k % PLACES * 2)
					files[count++] = odd;
				files[count++] = i;
			}
			if (count == ODD_ORDINARY)
				files[count++] = odd;
			combine(state, &state->variants[v], files, count,
				k / PLACES, odd);
		}
	}
}

/* An odd name before and behind each other one. */
static void combine_pairs(struct state *state, size_t odd)
{
	for (size_t other = ODD_ORDINARY; other < state->file_count; other++) {
		size_t turn = odd * 31 + other;
		size_t files[] = { ODD_GOOD, odd, other, 1 };

		if (other == odd || !is_file(state, other))
			continue;
		combine(state, &state->variants[turn % state->variant_count],
			files, 4, (unsigned)(turn / 7 % PLAIN_KINDS), odd);
	}
}

static void forget_lists(struct state *state)
{
	while (state->count)
		list_free(&state->lists[--state->count]);
}

static size_t check_all(struct state *state, size_t bad, int32_t verdict)
{
	struct list_wish wish = { .bad = bad, .verdict = verdict };

	return check_made_lists(state->engine, state->tree.folder,
				state->lists, state->count, &wish);
}

/* Its content as it was. */
static void restore(struct state *state, size_t odd)
{
	const struct odd_file *file = &state->files[odd];

	odd_file_write(state->tree.folder, file, file->content,
		       file->content_bytes);
}

/* All lists of an odd name, before and after a byte of its file is changed. */
static size_t check_name(struct state *state, size_t odd)
{
	const struct odd_file *file = &state->files[odd];
	uint8_t other[ODD_CONTENT_MAX];
	size_t wrong;

	wrong = check_all(state, LIST_NO_FILE, 0);
	memcpy(other, file->content, file->content_bytes);
	other[file->content_bytes / 2] ^= 1;
	odd_file_write(state->tree.folder, file, other, file->content_bytes);
	wrong += check_all(state, odd, HASHLANE_VERDICT_FAILED);
	restore(state, odd);
	return wrong;
}

static void test_combinations(void **state_in)
{
	struct state *state = *state_in;
	size_t wrong = 0;

	for (size_t odd = ODD_ORDINARY; odd < state->file_count; odd += STEP) {
		if (!is_file(state, odd))
			continue;
		combine_plain(state, odd);
		combine_pairs(state, odd);
		wrong += check_name(state, odd);
		forget_lists(state);
	}
	print_message("%zu combinations, %zu refused\n", state->combinations,
		      state->refused);
	assert_int_equal(state->unreadable, 0);
	assert_int_equal(wrong, 0);
	assert_true(state->combinations - state->refused >= WANTED);
}

/* ---- A list by itself ---- */

enum damage { FLIP, CUT, OTHERS_CONTENT, EMPTY, REMOVE, DAMAGES };

static void damage(struct state *state, size_t odd, enum damage how)
{
	const struct odd_file *file = &state->files[odd];
	const struct odd_file *good = &state->files[ODD_GOOD];
	const char *folder = state->tree.folder;
	uint8_t other[ODD_CONTENT_MAX];

	switch (how) {
	case FLIP:
		memcpy(other, file->content, file->content_bytes);
		other[file->content_bytes - 1] ^= 0x80;
		odd_file_write(folder, file, other, file->content_bytes);
		break;
	case CUT:
		odd_file_write(folder, file, file->content,
			       file->content_bytes - 1);
		break;
	case OTHERS_CONTENT:
		odd_file_write(folder, file, good->content,
			       good->content_bytes);
		break;
	case EMPTY:
		odd_file_write(folder, file, "", 0);
		break;
	case REMOVE:
	case DAMAGES:
		odd_file_remove(folder, file);
		break;
	}
}

/*
 * One list in one check: no other list names the files that its names may be
 * taken for.
 */
static void test_single_lists(void **state_in)
{
	struct state *state = *state_in;
	size_t wrong = 0;

	for (size_t odd = ODD_ORDINARY; odd < state->file_count; odd++) {
		for (size_t v = 0; v < state->variant_count; v++) {
			enum damage how = (odd + v) % DAMAGES;
			const size_t files[] = { odd, ODD_GOOD };

			if (!is_file(state, odd))
				continue;
			combine(state, &state->variants[v], files, 1 + odd % 2,
				0, odd);
			if (!state->count)
				continue;
			wrong += check_all(state, LIST_NO_FILE, 0);
			damage(state, odd, how);
			wrong += check_all(state, odd,
					   how == REMOVE ?
						   HASHLANE_VERDICT_MISSING :
						   HASHLANE_VERDICT_FAILED);
			restore(state, odd);
			forget_lists(state);
		}
	}
	assert_int_equal(state->unreadable, 0);
	assert_int_equal(wrong, 0);
}

/* All files in one list of each kind. */
static void test_refusals(void **state_in)
{
	struct state *state = *state_in;

	for (size_t odd = 0; odd < state->file_count; odd++) {
		const struct odd_file *file = &state->files[odd];

		for (size_t v = 0; v < state->variant_count; v++) {
			const struct list_variant *variant =
				&state->variants[v];
			struct made_list list;
			bool written;

			written = list_make(&list, variant, &odd, 1, false);
			list_free(&list);
			/* What SFV and hashdeep cannot escape. */
			if (written && !variant->takes_all &&
			    strchr(file->name, '\n'))
				fail_msg("%s takes %s", variant->label,
					 file->name);
			/* Ordinary names are refused by none but Debian. */
			if (!written && odd < ODD_ORDINARY &&
			    variant->format != HASHLANE_FORMAT_DEBIAN)
				fail_msg("%s refuses %s", variant->label,
					 file->name);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refusals, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_single_lists, setup_alone,
						teardown),
		cmocka_unit_test_setup_teardown(test_combinations, setup,
						teardown),
	};

	cmocka_set_test_filter(getenv("HASHLANE_TEST_ONLY"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
