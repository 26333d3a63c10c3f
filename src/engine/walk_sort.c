/* SPDX-License-Identifier: MIT */
/* walk_sort.c - the names of one directory, and their bytewise order. */
#include "walk_sort.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is kept for the next directory. */
enum { KEEP_BYTES = 256 * 1024 };

bool hln_walk_sort_add(struct hln_walk_sort *names, char mark,
		       const char *name, size_t bytes, char end)
{
	size_t more = bytes + 3; /* the mark, the end, a NUL */

	if (names->text_room - names->text_bytes < more) {
		size_t room = names->text_bytes + names->text_bytes / 2 +
			      more + 1024;
		char *text;

		if (room > PTRDIFF_MAX)
			return false;
		text = realloc(names->text, room);
		if (!text)
			return false;
		names->text = text;
		names->text_room = room;
	}
	names->text[names->text_bytes++] = mark;
	memcpy(names->text + names->text_bytes, name, bytes);
	names->text_bytes += bytes;
	if (end) {
		names->text[names->text_bytes++] = end;
		bytes++;
	}
	names->text[names->text_bytes++] = 0;
	if (bytes > names->longest)
		names->longest = bytes;
	names->count++;
	return true;
}

/*
 * A name that is being sorted. Most names differ in their first bytes, which
 * are compared as a number, without reading the text.
 */
struct hln_name {
	uint64_t key;
	const char *name;
};

/* The first bytes of a string, zeros behind its end. */
static uint64_t key_of(const char *name)
{
	uint64_t key = 0;

	for (int shift = 56; shift >= 0 && *name; shift -= 8)
		key |= (uint64_t)(unsigned char)*name++ << shift;
	return key;
}

static int compare(const void *a, const void *b)
{
	const struct hln_name *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	/* strcmp compares as unsigned char, which is bytewise. */
	return strcmp(x->name, y->name);
}

static bool order_names(struct hln_walk_sort *names)
{
	const char *at = names->text;

	if (names->order_room < names->count) {
		free(names->order);
		names->order_room = 0;
		names->order = NULL;
		if (names->count <= PTRDIFF_MAX / sizeof(*names->order))
			names->order =
				malloc(names->count * sizeof(*names->order));
		if (!names->order)
			return false;
		names->order_room = names->count;
	}
	for (size_t i = 0; i < names->count; i++) {
		names->order[i].key = key_of(++at);
		names->order[i].name = at;
		at += strlen(at) + 1;
	}
	qsort(names->order, names->count, sizeof(*names->order), compare);
	return true;
}

static void copy_sorted(char *to, const struct hln_walk_sort *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *from = names->order[i].name - 1;
		size_t bytes = strlen(from) + 1;

		memcpy(to, from, bytes);
		to += bytes;
	}
}

char *hln_walk_sort_take(struct hln_walk_sort *names, bool sorted)
{
	char *taken = NULL;

	if (!sorted || order_names(names))
		taken = malloc(names->text_bytes + 1);
	if (taken) {
		if (sorted)
			copy_sorted(taken, names);
		else
			memcpy(taken, names->text, names->text_bytes);
		taken[names->text_bytes] = 0;
	}
	if (names->text_room > KEEP_BYTES ||
	    names->order_room > KEEP_BYTES / sizeof(*names->order))
		hln_walk_sort_free(names);
	names->text_bytes = 0;
	names->count = 0;
	names->longest = 0;
	return taken;
}

void hln_walk_sort_free(struct hln_walk_sort *names)
{
	static const struct hln_walk_sort none;

	free(names->text);
	free(names->order);
	*names = none;
}
