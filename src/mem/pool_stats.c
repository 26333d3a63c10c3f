/* SPDX-License-Identifier: MIT */
/* pool_stats.c - the counters of all threads, summed. */
#include "pool_stats.h"

#include "../../include/hashlane.h"
#include "arena.h"
#include "budget.h"
#include "heap.h"
#include "large.h"

enum { ROWS = HLN_CLASSES + 1 };

struct sums {
	size_t taken[HLN_OWNED_KINDS][ROWS], given[HLN_OWNED_KINDS][ROWS];
	size_t misses[ROWS], remote_frees[ROWS];
};

static size_t read_counter(const hln_counter *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

static void add_counts(struct sums *sums, const struct hln_counts *counts)
{
	for (unsigned i = 0; i < ROWS; i++) {
		for (unsigned kind = 0; kind < HLN_OWNED_KINDS; kind++) {
			sums->taken[kind][i] +=
				read_counter(&counts->taken[kind][i]);
			sums->given[kind][i] +=
				read_counter(&counts->given[kind][i]);
		}
		sums->misses[i] += read_counter(&counts->misses[i]);
		sums->remote_frees[i] +=
			read_counter(&counts->remote_frees[i]);
	}
}

static void sum_up(struct sums *sums)
{
	const struct hln_heap *heap = hln_heaps();

	memset(sums, 0, sizeof(*sums));
	add_counts(sums, &hln_heap_of_nobody.counts);
	for (; heap; heap = heap->next)
		add_counts(sums, &heap->counts);
}

/* While others are in the pool a sum may be ahead of the one it is of. */
static uint64_t difference(size_t more, size_t less)
{
	size_t left = more - less;

	return left > SIZE_MAX / 2 ? 0 : left;
}

static void fill_class(struct hashlane_memory_class *row,
		       const struct sums *sums, unsigned i)
{
	size_t taken = 0, given = 0;

	for (unsigned kind = 0; kind < HLN_OWNED_KINDS; kind++) {
		taken += sums->taken[kind][i];
		given += sums->given[kind][i];
	}
	row->live = difference(taken, given);
	row->misses = sums->misses[i];
	row->hits = difference(taken, sums->misses[i]);
	row->remote_frees = sums->remote_frees[i];
}

static void add_class(struct hashlane_memory_usage *stats,
		      const struct hashlane_memory_class *row)
{
	stats->hits += row->hits;
	stats->misses += row->misses;
	stats->remote_frees += row->remote_frees;
	stats->used_bytes += row->live * row->object_bytes;
}

void hln_pool_stats(struct hashlane_memory_usage *stats)
{
	struct hashlane_memory_class large = { 0 };
	struct sums sums;

	sum_up(&sums);
	fill_class(&large, &sums, HLN_LARGE);
	stats->large_live = large.live;
	stats->large_bytes = hln_large_bytes();
	stats->used_bytes = stats->large_bytes;
	stats->hits = 0;
	stats->misses = 0;
	stats->remote_frees = 0;
	add_class(stats, &large);
	for (unsigned i = 0; i < HLN_CLASSES; i++) {
		struct hashlane_memory_class *row = &stats->classes[i];

		row->object_bytes = hln_size_class_bytes(i);
		row->slabs = hln_heap_slabs(i);
		fill_class(row, &sums, i);
		add_class(stats, row);
	}
	stats->peak_bytes = hln_budget_peak();
	stats->limit_bytes = hln_budget_limit();
	stats->pool_bytes = hln_budget_used();
	stats->arenas = hln_arenas_count();
	stats->pressure = hln_budget_pressure();
	stats->threads = hln_heaps_live();
}

uint64_t hln_pool_stats_live(enum hln_owned kind)
{
	size_t taken = 0, given = 0;
	struct sums sums;

	sum_up(&sums);
	for (unsigned i = 0; i < ROWS; i++) {
		taken += sums.taken[kind][i];
		given += sums.given[kind][i];
	}
	return difference(taken, given);
}
