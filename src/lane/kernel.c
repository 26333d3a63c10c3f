/* SPDX-License-Identifier: MIT */
/* kernel.c - the kernels of this build, and which one serves a core best. */
#include "kernel.h"

const struct hln_isa *const hln_isas[] = {
#if defined(__x86_64__)
	&hln_isa_vbmi,           &hln_isa_avx512,
	&hln_isa_vpclmul_avx512, &hln_isa_avx2,
	&hln_isa_vpclmul_avx2,   &hln_isa_pclmul,
	&hln_isa_sha_ni,         &hln_isa_ssse3,
	&hln_isa_sse2,
#endif
#if defined(__aarch64__) && !defined(__AARCH64EB__)
	&hln_isa_arm_sha,        &hln_isa_pmull,
	&hln_isa_neon,
#endif
	&hln_isa_scalar,         NULL,
};

const struct hln_kernel *hln_kernel_for(enum hln_core core, uint32_t cpu,
					size_t messages,
					const struct hln_isa **isa)
{
	const struct hln_kernel *best = NULL;
	uint64_t best_cost = UINT64_MAX;

	for (size_t i = 0; hln_isas[i]; i++) {
		const struct hln_kernel *kernel = hln_isas[i]->kernels[core];

		if ((hln_isas[i]->needs & ~cpu) || !kernel)
			continue;
		for (; kernel->blocks; kernel++) {
			uint64_t calls = (messages + kernel->lanes - 1) /
					 kernel->lanes;
			uint64_t cost = calls * kernel->cost;

			if (kernel->needs & ~cpu || cost >= best_cost)
				continue;
			best = kernel;
			best_cost = cost;
			if (isa)
				*isa = hln_isas[i];
		}
	}
	return best;
}

const struct hln_kernel *hln_kernel_single(enum hln_core core, uint32_t cpu)
{
	const struct hln_kernel *best = NULL;

	for (size_t i = 0; hln_isas[i]; i++) {
		const struct hln_kernel *kernel = hln_isas[i]->kernels[core];

		if ((hln_isas[i]->needs & ~cpu) || !kernel)
			continue;
		for (; kernel->blocks; kernel++)
			if (kernel->lanes == 1 && !(kernel->needs & ~cpu) &&
			    (!best || kernel->cost < best->cost))
				best = kernel;
	}
	return best;
}

/* The first instruction set that has one. */
#define FIRST(member)                                       \
	do {                                                \
		for (size_t i = 0; hln_isas[i]; i++)        \
			if (!(hln_isas[i]->needs & ~cpu) && \
			    hln_isas[i]->member)            \
				return hln_isas[i]->member; \
		return NULL;                                \
	} while (0)

hln_crc_fn *hln_kernel_crc32(uint32_t cpu)
{
	FIRST(crc32);
}

hln_crc_fn *hln_kernel_crc32c(uint32_t cpu)
{
	FIRST(crc32c);
}

hln_crc_fn *hln_kernel_crc64nvme(uint32_t cpu)
{
	FIRST(crc64nvme);
}

hln_xxh3_fn *hln_kernel_xxh3(uint32_t cpu)
{
	FIRST(xxh3);
}

hln_hex_fn *hln_kernel_hex(uint32_t cpu)
{
	FIRST(hex);
}

hln_utf8_copy_fn *hln_kernel_utf8_copy(uint32_t cpu)
{
	FIRST(utf8_copy);
}

hln_utf8_check_fn *hln_kernel_utf8_check(uint32_t cpu)
{
	FIRST(utf8_check);
}

hln_utf8_narrow_fn *hln_kernel_utf8_narrow(uint32_t cpu)
{
	FIRST(utf16_narrow);
}
