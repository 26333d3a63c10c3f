/* SPDX-License-Identifier: MIT */
/*
 * test_argument_rows.c - every parameter of every export made wrong in every
 * way that the model of the header knows: the status is one that is
 * documented for it, and the outputs stay as they were.
 */
#include "../support/check.h"
#include "../support/good_arguments.h"
#include "../support/guard_pages.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 300 };

#define BIT(status) ((uint32_t)1 << (status))
/* Besides statuses, what a row may want. */
#define AS_WELL    BIT(29) /* what it gives when all is well */
#define DOCUMENTED BIT(30) /* anything that is documented */
#define UNKNOWN    BIT(31) /* the text "unknown" */

enum wrong {
	WRONG_NULL,
	WRONG_NULL_EMPTY,  /* NULL, and the length `value` is 0 */
	WRONG_VALUE,       /* `value` */
	WRONG_EXCESS,      /* a struct_size beyond, and bytes there */
	WRONG_EXCESS_ZERO, /* the same, but they are zero */
	WRONG_PAGE,        /* a struct_size, and no memory behind the struct,
			    * or behind so many bytes */
	WRONG_NEVER,       /* handles that never were */
	WRONG_FORGED,      /* each bit of a live one changed */
	WRONG_STALE,       /* one that was destroyed */
	WRONG_OTHER_KIND   /* live ones of other kinds */
};

struct row {
	size_t export, parameter;
	const char *what;
	enum wrong wrong;
	uint32_t wanted; /* statuses, as bits, or one of the above */
	uint64_t value;
	size_t path[4]; /* of a field: offsets, with pointers between */
	size_t steps;
	size_t width; /* of the field, or of a struct before a page's end */
};

#include "argument_rows.h"

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };
enum { EXPORTS = sizeof(exports) / sizeof(exports[0]) };
enum { EXCESS = 40 };

static uint64_t called(const struct export *export,
		       const union argument *arguments)
{
	uint64_t result;

	errno = CHECK_ERRNO;
	result = export->call(arguments);
	if (errno != CHECK_ERRNO)
		fail_msg("%s changed errno to %d", export->name, errno);
	return result;
}

/* What the export gives when nothing is wrong; it must be documented. */
static uint64_t called_well(const struct export *export)
{
	union argument arguments[ARGUMENTS_MAX];
	struct live live;
	uint64_t result;

	live_create(&live, export->name);
	if (!good_arguments(arguments, export, &live))
		fail();
	result = called(export, arguments);
	if (export->returns == RETURNS_STATUS && result != HASHLANE_OK)
		fail_msg("%s gave %s for good arguments", export->name,
			 hashlane_status_get_name((int32_t)result));
	if (export->returns == RETURNS_STATUS)
		release_outputs(arguments, export);
	/* A block that was exported is Arrow's. */
	if (!strcmp(export->name, "hashlane_results_export"))
		live.results = NULL;
	live_destroy(&live);
	return result;
}

/* ---- Making it wrong ---- */

/* By the first `steps` of a row's path, which has pointers between. */
static uint8_t *field_of(const struct row *row, const union argument *a,
			 size_t steps)
{
	uint8_t *at = a[row->parameter].pointer;

	for (size_t i = 0; i + 1 < steps; i++)
		memcpy(&at, at + row->path[i], sizeof(at));
	return at + row->path[steps - 1];
}

enum { PAGE = 4096 };
static struct guarded_memory page;
/* What there is at each argument. */
static size_t room_bytes[ARGUMENTS_MAX];

/* The struct that has this struct_size, as far behind as it can be. */
static void put_in_page(const struct row *row, union argument *arguments,
			const uint8_t *from)
{
	size_t size = (size_t)row->value;
	uint8_t *to = page.end - (size > PAGE ? row->width : size);

	memset(page.end - PAGE, 0, PAGE);
	memcpy(to, from, row->width);
	memcpy(to, &size, sizeof(size));
	if (row->steps > 1) {
		memcpy(field_of(row, arguments, row->steps - 1), &to,
		       sizeof(to));
		return;
	}
	arguments[row->parameter].pointer = to;
	room_bytes[row->parameter] = row->width;
}

static void put_number(uint8_t *at, uint64_t value, size_t width)
{
	uint32_t narrow = (uint32_t)value;

	if (width == sizeof(narrow))
		memcpy(at, &narrow, width);
	else if (width == sizeof(value))
		memcpy(at, &value, width);
	else
		fail_msg("a field of %zu bytes", width);
}

static void make_wrong(const struct row *row, union argument *arguments)
{
	union argument *wrong = &arguments[row->parameter];
	uint8_t *field = row->steps ? field_of(row, arguments, row->steps) :
				      NULL;
	size_t known = (size_t)row->value;

	switch (row->wrong) {
	case WRONG_NULL_EMPTY:
		arguments[known].number = 0;
		/* fall through */
	case WRONG_NULL:
		wrong->pointer = NULL;
		break;
	case WRONG_VALUE:
		if (field)
			put_number(field, row->value, row->width);
		else
			wrong->number = row->value;
		break;
	case WRONG_EXCESS:
		field[known + EXCESS - 1] = 1;
		/* fall through */
	case WRONG_EXCESS_ZERO:
		known += EXCESS;
		memcpy(field, &known, sizeof(known));
		break;
	case WRONG_PAGE:
		put_in_page(row, arguments, field);
		break;
	default:
		break; /* handles: their own loop */
	}
}

/* ---- One call that is wrong ---- */

static uint8_t before[ARGUMENTS_MAX][ROOM_BYTES];

static void keep_outputs(const struct export *export, const union argument *a)
{
	for (size_t i = 0; i < export->parameter_count; i++)
		if (export->parameters[i].role == ROLE_OUT && a[i].pointer)
			memcpy(before[i], a[i].pointer, room_bytes[i]);
}

static bool outputs_kept(const struct export *export, const union argument *a)
{
	for (size_t i = 0; i < export->parameter_count; i++)
		if (export->parameters[i].role == ROLE_OUT && a[i].pointer &&
		    memcmp(before[i], a[i].pointer, room_bytes[i]))
			return false;
	return true;
}

static bool is_wanted(const struct row *row, uint64_t result, uint64_t well)
{
	const struct export *export = &exports[row->export];
	uint32_t bit = result < 29 ? BIT(result) : 0;

	if (export->returns == RETURNS_TEXT)
		return (row->wanted == UNKNOWN || row->wanted == DOCUMENTED) &&
		       !strcmp((const char *)(uintptr_t)result, "unknown");
	if (export->returns == RETURNS_NOTHING)
		return true;
	/* A number, such as a count of rows, is 0 of nothing. */
	if (row->wanted == AS_WELL)
		return result ==
		       (export->returns == RETURNS_NUMBER ? 0 : well);
	return bit &
	       (row->wanted == DOCUMENTED ? export->statuses : row->wanted);
}

static bool wrong_call(const struct row *row, union argument *arguments,
		       uint64_t well, struct live *live)
{
	const struct export *export = &exports[row->export];
	uint64_t result;

	keep_outputs(export, arguments);
	result = called(export, arguments);
	if (!is_wanted(row, result, well)) {
		print_error("%s: %s (%d): gave %lld\n", export->name,
			    row->what, (int)row->wrong, (long long)result);
		return false;
	}
	if (export->returns != RETURNS_STATUS)
		return true;
	if (result) {
		/* Of these the header says that they are written. */
		if (result == HASHLANE_BUFFER || result == HASHLANE_UTF8)
			return true;
		if (outputs_kept(export, arguments))
			return true;
		print_error("%s: %s (%d): wrote to its outputs\n",
			    export->name, row->what, (int)row->wrong);
		return false;
	}
	for (size_t i = 0; i < export->parameter_count; i++)
		if (export->parameters[i].role == ROLE_OUT &&
		    !arguments[i].pointer)
			return true;
	release_outputs(arguments, export);
	if (!strcmp(export->name, "hashlane_results_export"))
		live->results = NULL;
	return true;
}

/* ---- Handles ---- */

static size_t wrong_handles(uint64_t *handles, const struct row *row,
			    const struct live *live)
{
	static const uint64_t never[] = {
		0, 1, 64, UINT32_MAX, (uint64_t)1 << 32, UINT64_MAX, INT64_MAX
	};
	const struct parameter *parameter =
		&exports[row->export].parameters[row->parameter];
	const uint64_t all[] = { live->hasher, live->engine, live->job,
				 live->listener };
	uint64_t good = live_handle(live, parameter);
	bool source = !strcmp(parameter->name, "source");
	size_t count = 0;

	if (row->wrong == WRONG_NEVER) {
		memcpy(handles, never, sizeof(never));
		return sizeof(never) / sizeof(never[0]);
	}
	if (row->wrong == WRONG_FORGED)
		for (unsigned bit = 0; bit < 64; bit++)
			handles[count++] = good ^ (uint64_t)1 << bit;
	if (row->wrong == WRONG_OTHER_KIND)
		for (size_t i = 0; i < 4; i++)
			if (all[i] && all[i] != good &&
			    !(source && all[i] == live->job))
				handles[count++] = all[i];
	if (row->wrong == WRONG_STALE) {
		struct live dead;

		live_create(&dead, "");
		handles[count++] = live_handle(&dead, parameter);
		live_destroy(&dead);
	}
	return count;
}

static bool run_row(const struct row *row, uint64_t well)
{
	const struct export *export = &exports[row->export];
	union argument arguments[ARGUMENTS_MAX];
	uint64_t handles[64];
	struct live live;
	bool ok = true;

	for (size_t i = 0; i < ARGUMENTS_MAX; i++)
		room_bytes[i] = ROOM_BYTES;
	live_create(&live, export->name);
	if (row->wrong < WRONG_NEVER) {
		good_arguments(arguments, export, &live);
		make_wrong(row, arguments);
		ok = wrong_call(row, arguments, well, &live);
	} else {
		size_t count = wrong_handles(handles, row, &live);

		for (size_t i = 0; i < count && ok; i++) {
			good_arguments(arguments, export, &live);
			arguments[row->parameter].number = handles[i];
			ok = wrong_call(row, arguments, well, &live);
		}
	}
	live_destroy(&live);
	return ok;
}

/* ---- Tests ---- */

static void all_rows(void **state)
{
	uint64_t well[EXPORTS] = { 0 };
	size_t wrong = 0, ran = 0;

	(void)state;
	alarm(WATCHDOG_SECONDS);
	page = guarded_memory_make(PAGE);
	for (size_t i = 0; i < EXPORTS; i++) {
		if (exports[i].address)
			well[i] = called_well(&exports[i]);
		else
			print_error("%s: the library has no such function\n",
				    exports[i].name);
		wrong += !exports[i].address;
	}
	for (size_t i = 0; i < ROWS; i++) {
		const struct row *row = &rows[i];

		if (!exports[row->export].address)
			continue;
		wrong += !run_row(row, well[row->export]);
		ran++;
	}
	print_message("%d exports, %zu rows, %zu wrong\n", EXPORTS, ran,
		      wrong);
	guarded_memory_free(&page);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
