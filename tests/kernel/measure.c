/* SPDX-License-Identifier: MIT */
/* measure.c - the speed of every kernel, its data hot in the L2 cache. */
#define _POSIX_C_SOURCE 200809L
#include "kernel_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TOTAL_BYTES = 256 * 1024, LANE_BYTES_MAX = 8192, RUNS = 200 };

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static void print_row(const char *core, const char *isa, unsigned lanes,
		      double bytes, double ns, double block)
{
	static int rows;

	printf("%s\n  {\"core\": \"%s\", \"isa\": \"%s\", \"lanes\": %u, "
	       "\"gb_per_s\": %.3f, \"block_ns\": %.1f}",
	       rows++ ? "," : "[", core, isa, lanes, bytes / ns,
	       ns * block * lanes / bytes);
	fflush(stdout);
}

/* The best of many runs: what the machine does when it is left alone. */
static void measure_lanes(const struct hln_isa *isa, enum hln_core core,
			  const struct hln_kernel *kernel, const uint8_t *data)
{
	static _Alignas(64) uint8_t state[HLN_KERNEL_STATE_BYTES_MAX];
	const uint8_t *in[HLN_LANES_MAX];
	size_t lanes = kernel->lanes, block = 64, each;
	double best = 1e18;

	if (core == HLN_CORE_SHA512 || core == HLN_CORE_BLAKE2B)
		block = 128;
	if (core == HLN_CORE_KECCAK) {
		block = 136;
		for (size_t l = 0; l < lanes; l++)
			((uint64_t *)(void *)state)[25 * lanes + l] = block;
	}
	each = TOTAL_BYTES / lanes;
	if (each > LANE_BYTES_MAX)
		each = LANE_BYTES_MAX;
	each -= each % block;
	for (size_t l = 0; l < lanes; l++) /* a skew of 64 bytes each */
		in[l] = data + l * ((each + 63) / 64 * 64 + 64);
	for (int run = 0; run < RUNS; run++) {
		double start = now_ns(), ns;

		for (int i = 0; i < 4; i++)
			kernel->blocks(state, in, each / block);
		ns = (now_ns() - start) / 4;
		if (ns < best)
			best = ns;
	}
	print_row(core_name(core), isa->name, kernel->lanes,
		  (double)(each * lanes), best, (double)block);
}

static void measure_crc(const struct hln_isa *isa, const char *name,
			hln_crc_fn *crc, const uint8_t *data)
{
	static volatile uint64_t sink;
	double best = 1e18;

	if (!crc)
		return;
	for (int run = 0; run < RUNS; run++) {
		double start = now_ns(), ns;

		sink = crc(sink, data, TOTAL_BYTES);
		ns = now_ns() - start;
		if (ns < best)
			best = ns;
	}
	print_row(name, isa->name, 1, TOTAL_BYTES, best, 64);
}

static void measure_xxh3(const struct hln_isa *isa, const uint8_t *data)
{
	uint64_t acc[8] = { 1 };
	double best = 1e18;

	if (!isa->xxh3)
		return;
	for (int run = 0; run < RUNS; run++) {
		double start = now_ns(), ns;

		isa->xxh3(acc, data, data + 64, 0, TOTAL_BYTES / 64);
		ns = now_ns() - start;
		if (ns < best)
			best = ns;
	}
	print_row("xxh3", isa->name, 1, TOTAL_BYTES, best, 64);
}

void measure(uint32_t cpu)
{
	uint8_t *memory = malloc(TOTAL_BYTES + 64 * (HLN_LANES_MAX + 1));
	const uint8_t *data;

	if (!memory)
		exit(2);
	data = memory + (64 - (uintptr_t)memory % 64) % 64;
	random_bytes(memory, TOTAL_BYTES + 64 * (HLN_LANES_MAX + 1));
	for (size_t i = 0; hln_isas[i]; i++) {
		const struct hln_isa *isa = hln_isas[i];

		if (isa->needs & ~cpu)
			continue;
		for (int core = 0; core < HLN_CORE_COUNT; core++) {
			const struct hln_kernel *kernel = isa->kernels[core];

			for (; kernel && kernel->blocks; kernel++)
				if (!(kernel->needs & ~cpu))
					measure_lanes(isa, (enum hln_core)core,
						      kernel, data);
		}
		measure_crc(isa, "crc32", isa->crc32, data);
		measure_crc(isa, "crc32c", isa->crc32c, data);
		measure_crc(isa, "crc64nvme", isa->crc64nvme, data);
		measure_xxh3(isa, data);
	}
	printf("\n]\n");
	free(memory);
}
