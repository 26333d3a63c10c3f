/* SPDX-License-Identifier: MIT */
/* cpu.h - the features of this CPU. */
#ifndef HLN_CPU_H
#define HLN_CPU_H

#include "kernel.h"

/* CPU features, each with the operating system's consent. */
enum {
	HLN_CPU_SSE2 = 1 << 0,
	HLN_CPU_SSSE3 = 1 << 1,
	HLN_CPU_SSE41 = 1 << 2,
	HLN_CPU_AVX2 = 1 << 3,   /* with BMI1 and BMI2 */
	HLN_CPU_AVX512 = 1 << 4, /* F, BW, DQ, VL */
	HLN_CPU_VBMI = 1 << 5,
	HLN_CPU_PCLMUL = 1 << 6,
	HLN_CPU_VPCLMUL = 1 << 7,
	HLN_CPU_SHA_NI = 1 << 8,
	HLN_CPU_SSE42 = 1 << 9,
	HLN_CPU_NEON = 1 << 16,
	HLN_CPU_ARM_SHA1 = 1 << 17,
	HLN_CPU_ARM_SHA2 = 1 << 18,
	HLN_CPU_ARM_SHA512 = 1 << 19,
	HLN_CPU_ARM_PMULL = 1 << 20,
	HLN_CPU_ARM_SHA3 = 1 << 21
};

/* All features found. Detected on the first call; any thread may be it. */
uint32_t hln_cpu_features(void);

/*
 * The features left when only `isa` (HASHLANE_ISA_*) may be used, in *cpu.
 * HASHLANE_OK, HASHLANE_ARGUMENT (unknown), HASHLANE_UNSUPPORTED.
 */
int32_t hln_cpu_limit(uint32_t *cpu, int32_t isa);

/* The best HASHLANE_ISA_* that these features have; never AUTO. */
int32_t hln_cpu_isa(uint32_t cpu);

/* The name of one HLN_CPU_* bit; NULL for one that does not exist. */
const char *hln_cpu_feature_name(uint32_t bit);

#endif
