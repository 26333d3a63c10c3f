/* SPDX-License-Identifier: MIT */
/* cpu.c - the features of this CPU. */
#include "cpu.h"

#include "../../include/hashlane.h"

#include <stdatomic.h>
#include <stdbool.h>

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#endif

#if defined(__x86_64__) || defined(__i386__)
/* Which registers the operating system saves: XCR0. */
static uint32_t saved_registers(void)
{
	uint32_t low, high;

	__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
	return low;
}

/* Intel SDM volume 2A, CPUID; volume 1, 13.3 on XCR0. */
static uint32_t detect(void)
{
	enum { YMM = 0x6, ZMM = 0xe6 };
	uint32_t a, b = 0, c, d, c1, d1, c7 = 0, xcr0 = 0, cpu = 0;

	if (!__get_cpuid(1, &a, &b, &c1, &d1))
		return 0;
	b = 0;
	if (__get_cpuid_count(7, 0, &a, &b, &c, &d))
		c7 = c;
	if (c1 & bit_OSXSAVE)
		xcr0 = saved_registers();
	cpu |= d1 & bit_SSE2 ? HLN_CPU_SSE2 : 0;
	cpu |= c1 & bit_SSSE3 ? HLN_CPU_SSSE3 : 0;
	cpu |= c1 & bit_SSE4_1 ? HLN_CPU_SSE41 : 0;
	cpu |= c1 & bit_SSE4_2 ? HLN_CPU_SSE42 : 0;
	cpu |= c1 & bit_PCLMUL ? HLN_CPU_PCLMUL : 0;
	cpu |= b & bit_SHA ? HLN_CPU_SHA_NI : 0;
	if ((xcr0 & YMM) != YMM || !(c1 & bit_AVX))
		return cpu;
	if (b & bit_AVX2 && b & bit_BMI && b & bit_BMI2) {
		cpu |= HLN_CPU_AVX2;
		cpu |= c7 & bit_VPCLMULQDQ ? HLN_CPU_VPCLMUL : 0;
	}
	if ((xcr0 & ZMM) != ZMM || !(cpu & HLN_CPU_AVX2))
		return cpu;
	if (b & bit_AVX512F && b & bit_AVX512BW && b & bit_AVX512DQ &&
	    b & bit_AVX512VL) {
		cpu |= HLN_CPU_AVX512;
		cpu |= c7 & bit_AVX512VBMI ? HLN_CPU_VBMI : 0;
	}
	return cpu;
}
#elif defined(__aarch64__) && defined(__linux__)
/* The kernel's <asm/hwcap.h> for arm64. */
static uint32_t detect(void)
{
	enum {
		ASIMD = 1 << 1,
		PMULL = 1 << 4,
		SHA1 = 1 << 5,
		SHA2 = 1 << 6,
		SHA3 = 1 << 17,
		SHA512 = 1 << 21
	};
	unsigned long capabilities = getauxval(AT_HWCAP);
	uint32_t cpu = 0;

	cpu |= capabilities & ASIMD ? HLN_CPU_NEON : 0;
	cpu |= capabilities & PMULL ? HLN_CPU_ARM_PMULL : 0;
	cpu |= capabilities & SHA1 ? HLN_CPU_ARM_SHA1 : 0;
	cpu |= capabilities & SHA2 ? HLN_CPU_ARM_SHA2 : 0;
	cpu |= capabilities & SHA3 ? HLN_CPU_ARM_SHA3 : 0;
	cpu |= capabilities & SHA512 ? HLN_CPU_ARM_SHA512 : 0;
	return cpu;
}
#else
static uint32_t detect(void)
{
	return 0;
}
#endif

/* A build may be kept from using more, for tests. */
#ifndef HLN_ISA_LIMIT
#define HLN_ISA_LIMIT HASHLANE_ISA_AUTO
#endif

/* What each instruction set may use: also what the ones before it have. */
static const uint32_t allowed[] = {
	[HASHLANE_ISA_AUTO] = UINT32_MAX,
	[HASHLANE_ISA_SCALAR] = 0,
	[HASHLANE_ISA_SSE2] = HLN_CPU_SSE2,
	[HASHLANE_ISA_SSSE3] = HLN_CPU_SSE2 | HLN_CPU_SSSE3 | HLN_CPU_SSE41 |
			       HLN_CPU_SSE42 | HLN_CPU_PCLMUL | HLN_CPU_SHA_NI,
	[HASHLANE_ISA_AVX2] = HLN_CPU_SSE2 | HLN_CPU_SSSE3 | HLN_CPU_SSE41 |
			      HLN_CPU_SSE42 | HLN_CPU_PCLMUL | HLN_CPU_SHA_NI |
			      HLN_CPU_AVX2 | HLN_CPU_VPCLMUL,
	[HASHLANE_ISA_AVX512] = UINT32_MAX & 0xffff,
	[HASHLANE_ISA_NEON] = UINT32_MAX & ~0xffffU,
};

uint32_t hln_cpu_features(void)
{
	static const uint32_t DETECTED = (uint32_t)1 << 31;
	static _Atomic(uint32_t) cached;
	uint32_t cpu = atomic_load_explicit(&cached, memory_order_relaxed);

	/* Several threads may detect at once: all find the same. */
	if (!cpu) {
		cpu = (detect() & allowed[HLN_ISA_LIMIT]) | DETECTED;
		atomic_store_explicit(&cached, cpu, memory_order_relaxed);
	}
	return cpu & ~DETECTED;
}

/* What an instruction set cannot do without. */
static const uint32_t needed[] = {
	[HASHLANE_ISA_SSE2] = HLN_CPU_SSE2,
	[HASHLANE_ISA_SSSE3] = HLN_CPU_SSSE3,
	[HASHLANE_ISA_AVX2] = HLN_CPU_AVX2,
	[HASHLANE_ISA_AVX512] = HLN_CPU_AVX512,
	[HASHLANE_ISA_NEON] = HLN_CPU_NEON,
};

int32_t hln_cpu_isa(uint32_t cpu)
{
	int32_t isa = HASHLANE_ISA_NEON;

	while (isa > HASHLANE_ISA_SCALAR && (cpu & needed[isa]) != needed[isa])
		isa--;
	return isa;
}

int32_t hln_cpu_limit(uint32_t *cpu, int32_t isa)
{
	uint32_t found = hln_cpu_features();

	if (isa < HASHLANE_ISA_AUTO || isa > HASHLANE_ISA_NEON)
		return HASHLANE_ARGUMENT;
	if ((found & needed[isa]) != needed[isa])
		return HASHLANE_UNSUPPORTED;
	*cpu = found & allowed[isa];
	return HASHLANE_OK;
}

const char *hln_cpu_feature_name(uint32_t bit)
{
	static const struct {
		uint32_t bit;
		const char *name;
	} names[] = {
		{ HLN_CPU_SSE2, "sse2" },
		{ HLN_CPU_SSSE3, "ssse3" },
		{ HLN_CPU_SSE41, "sse4.1" },
		{ HLN_CPU_SSE42, "sse4.2" },
		{ HLN_CPU_AVX2, "avx2" },
		{ HLN_CPU_AVX512, "avx512" },
		{ HLN_CPU_VBMI, "vbmi" },
		{ HLN_CPU_PCLMUL, "pclmul" },
		{ HLN_CPU_VPCLMUL, "vpclmul" },
		{ HLN_CPU_SHA_NI, "sha-ni" },
		{ HLN_CPU_NEON, "neon" },
		{ HLN_CPU_ARM_SHA1, "sha1" },
		{ HLN_CPU_ARM_SHA2, "sha2" },
		{ HLN_CPU_ARM_SHA512, "sha512" },
		{ HLN_CPU_ARM_PMULL, "pmull" },
		{ HLN_CPU_ARM_SHA3, "sha3" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].bit == bit)
			return names[i].name;
	return NULL;
}
