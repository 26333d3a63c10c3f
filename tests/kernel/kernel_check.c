/* SPDX-License-Identifier: MIT */
/*
 * kernel_check.c - check every kernel of every instruction set that this CPU
 * has, or, with --bench, measure them.
 */
#define _DEFAULT_SOURCE
#include "kernel_check.h"

#include "../../include/hashlane.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static unsigned failed;

void fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("FAILED: ", stdout);
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	failed++;
}

struct guarded guarded_make(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t room = (GUARDED_BYTES + page - 1) / page * page;
	uint8_t *p = mmap(NULL, room + 2 * page, PROT_NONE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct guarded memory = { p + page, p + page + room };

	if (p == MAP_FAILED ||
	    mprotect(memory.start, room, PROT_READ | PROT_WRITE)) {
		perror("kernel_check: mmap");
		exit(2);
	}
	return memory;
}

/* SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
uint64_t random_word(void)
{
	static uint64_t seed = 20261123;
	uint64_t x = seed += 0x9e3779b97f4a7c15;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

void random_bytes(uint8_t *p, size_t bytes)
{
	for (size_t i = 0; i < bytes; i += 8) {
		uint64_t x = random_word();

		memcpy(p + i, &x, bytes - i < 8 ? bytes - i : 8);
	}
}

static const struct {
	const char *name;
	size_t words, word_bytes;
} cores[HLN_CORE_COUNT] = {
	[HLN_CORE_MD4] = { "md4", 4, 4 },
	[HLN_CORE_MD5] = { "md5", 4, 4 },
	[HLN_CORE_SHA1] = { "sha1", 5, 4 },
	[HLN_CORE_SHA256] = { "sha256", 8, 4 },
	[HLN_CORE_SHA512] = { "sha512", 8, 8 },
	[HLN_CORE_TIGER] = { "tiger", 3, 8 },
	[HLN_CORE_BLAKE2B] = { "blake2b", 11, 8 },
	[HLN_CORE_BLAKE2S] = { "blake2s", 11, 4 },
	[HLN_CORE_BLAKE3] = { "blake3", 14, 4 },
	[HLN_CORE_KECCAK] = { "keccak", 26, 8 },
};

const char *core_name(enum hln_core core)
{
	return cores[core].name;
}

size_t core_state_bytes(enum hln_core core)
{
	return cores[core].words * cores[core].word_bytes;
}

size_t core_word_bytes(enum hln_core core)
{
	return cores[core].word_bytes;
}

/* What is missing, by name; NULL if nothing. */
static const char *missing(uint32_t needs, uint32_t cpu)
{
	static char text[256];

	text[0] = '\0';
	for (uint32_t bit = 1; bit; bit <<= 1)
		if (needs & ~cpu & bit) {
			const char *name = hln_cpu_feature_name(bit);
			size_t used = strlen(text);

			snprintf(text + used, sizeof(text) - used, " %s",
				 name ? name : "?");
		}
	return text[0] ? text : NULL;
}

static void check_isa(const struct hln_isa *isa, uint32_t cpu)
{
	const char *lacks = missing(isa->needs, cpu);

	if (lacks) {
		printf("%-16s not run: this CPU lacks%s\n", isa->name, lacks);
		return;
	}
	for (int core = 0; core < HLN_CORE_COUNT; core++) {
		const struct hln_kernel *kernel = isa->kernels[core];
		unsigned lanes = 0;

		for (; kernel && kernel->blocks; kernel++) {
			unsigned before = failed;
			const char *lack = missing(kernel->needs, cpu);

			if (kernel->lanes < lanes || !kernel->cost)
				fail("%s/%s: lanes must ascend and costs be "
				     "known",
				     core_name((enum hln_core)core),
				     isa->name);
			lanes = kernel->lanes;
			printf("%-16s %-8s x%-3u ", isa->name,
			       core_name((enum hln_core)core), lanes);
			fflush(stdout);
			if (lack) {
				printf("not run: this CPU lacks%s\n", lack);
				continue;
			}
			check_lanes(isa, (enum hln_core)core, kernel);
			puts(failed == before ? "ok" : "");
		}
	}
	if (isa->crc32 || isa->crc32c || isa->crc64nvme || isa->xxh3) {
		unsigned before = failed;

		printf("%-16s checksums     ", isa->name);
		fflush(stdout);
		check_checksums(isa);
		puts(failed == before ? "ok" : "");
	}
	if (isa->hex || isa->utf8_copy || isa->utf16_narrow) {
		unsigned before = failed;

		printf("%-16s text          ", isa->name);
		fflush(stdout);
		check_text(isa);
		puts(failed == before ? "ok" : "");
	}
}

static void report_absent(void)
{
	for (int32_t id = HASHLANE_ISA_SCALAR; id <= HASHLANE_ISA_NEON; id++) {
		size_t i = 0;

		while (hln_isas[i] && hln_isas[i]->id != id)
			i++;
		if (!hln_isas[i])
			printf("%-16s not run: not in this build\n",
			       hashlane_isa_get_name(id));
	}
}

int main(int argc, char **argv)
{
	uint32_t cpu = hln_cpu_features();

	if (argc == 2 && !strcmp(argv[1], "--bench")) {
		measure(cpu);
		return 0;
	}
	if (argc != 1) {
		fprintf(stderr, "usage: kernel_check [--bench]\n");
		return 2;
	}
	for (size_t i = 0; hln_isas[i]; i++)
		check_isa(hln_isas[i], cpu);
	report_absent();
	if (!has_oracles())
		printf("not run: independent libraries (not in this build)\n");
	if (checked_call_blind())
		printf("not run: %s\n", checked_call_blind());
	printf("%u failures\n", failed);
	return failed ? 1 : 0;
}
