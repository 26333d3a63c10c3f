/* SPDX-License-Identifier: MIT */
/* pushed_table.c - the streams of a job whose bytes are pushed, by index. */
#include "pushed_table.h"

#include <string.h>

enum { TABLE_MIN = 16 };

/* The first whose index is not below; the lock is held. */
static size_t place_of(const struct hln_pushed_table *table, uint64_t index)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->streams[middle]->index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct hln_pushed *hln_pushed_table_find(const struct hln_pushed_table *table,
					 uint64_t index)
{
	size_t at = place_of(table, index);

	return at < table->count && table->streams[at]->index == index ?
		       table->streams[at] :
		       NULL;
}

void hln_pushed_table_remove(struct hln_pushed_table *table, uint64_t index)
{
	size_t at = place_of(table, index);

	table->count--;
	memmove(&table->streams[at], &table->streams[at + 1],
		(table->count - at) * sizeof(struct hln_pushed *));
}

bool hln_pushed_table_add(struct hln_pushed_table *table,
			  const struct hln_allocator *memory,
			  struct hln_pushed *pushed)
{
	if (table->count == table->room) {
		size_t room = table->room ? 2 * table->room : TABLE_MIN;
		struct hln_pushed **streams = hln_allocator_resize(
			memory, table->streams,
			table->room * sizeof(struct hln_pushed *),
			room * sizeof(struct hln_pushed *));

		if (!streams)
			return false;
		table->streams = streams;
		table->room = room;
	}
	table->streams[table->count++] = pushed;
	return true;
}

void hln_pushed_table_wake(const struct hln_pushed_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		hln_signal_all(&table->streams[i]->changed);
}
