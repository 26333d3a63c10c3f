/* SPDX-License-Identifier: MIT */
/* kernels.c - the exports that report and choose instruction sets. */
#include "../hash/cores.h"
#include "../lane/cpu.h"
#include "arguments.h"

#include <string.h>

enum { ISA_COUNT = HASHLANE_ISA_NEON + 1 };

/* Not pointed to: nothing to relocate or to follow. */
static const char isa_names[][8] = {
	[HASHLANE_ISA_AUTO] = "auto", [HASHLANE_ISA_SCALAR] = "scalar",
	[HASHLANE_ISA_SSE2] = "sse2", [HASHLANE_ISA_SSSE3] = "ssse3",
	[HASHLANE_ISA_AVX2] = "avx2", [HASHLANE_ISA_AVX512] = "avx512",
	[HASHLANE_ISA_NEON] = "neon", [ISA_COUNT] = "unknown",
};

const char *hashlane_isa_get_name(int32_t isa)
{
	return isa_names[(uint32_t)isa < ISA_COUNT ? isa : ISA_COUNT];
}

int32_t hashlane_isa_parse(int32_t *out, const char *text, size_t text_bytes)
{
	if (!out || hln_bad_bytes(text, text_bytes))
		return HASHLANE_ARGUMENT;
	for (int32_t isa = 0; isa < ISA_COUNT; isa++) {
		if (strlen(isa_names[isa]) != text_bytes ||
		    memcmp(isa_names[isa], text, text_bytes) != 0)
			continue;
		*out = isa;
		return HASHLANE_OK;
	}
	return HASHLANE_NOT_FOUND;
}

int32_t hashlane_isa_check(int32_t isa)
{
	uint32_t cpu;

	return hln_cpu_limit(&cpu, isa);
}

/* One row of the list: a core's kernel, or a checksum's. */
static bool kernel_row(struct hashlane_kernel_info *info, size_t index,
		       uint32_t cpu)
{
	size_t row = 0;

	for (int core = 0; core < HLN_CORE_COUNT; core++) {
		const struct hln_isa *isa;
		const struct hln_kernel *kernel = NULL;

		/* Each kernel that some number of messages is best run by. */
		for (size_t n = 1; n <= HLN_LANES_MAX; n++) {
			const struct hln_kernel *best = hln_kernel_for(
				(enum hln_core)core, cpu, n, &isa);

			if (kernel && best->lanes <= kernel->lanes)
				continue;
			kernel = best;
			if (row++ < index)
				continue;
			info->core = hln_core_name((size_t)core);
			info->isa = isa->name;
			info->lanes = best->lanes;
			return true;
		}
	}
	return false;
}

int32_t hashlane_kernel_get_at(struct hashlane_kernel_info *out, size_t index,
			       int32_t isa)
{
	struct hashlane_kernel_info info = { 0 };
	uint32_t cpu;
	int32_t status;

	if (!out)
		return HASHLANE_ARGUMENT;
	status = hln_cpu_limit(&cpu, isa);
	if (status)
		return status;
	if (!kernel_row(&info, index, cpu))
		return HASHLANE_NOT_FOUND;
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

int32_t hashlane_cpu_get_features(char *text, size_t capacity,
				  size_t *text_bytes)
{
	uint32_t cpu = hln_cpu_features();
	char full[512];
	size_t n = 0;

	if (hln_bad_bytes(text, capacity))
		return HASHLANE_ARGUMENT;
	for (uint32_t bit = 1; bit; bit <<= 1) {
		const char *name = cpu & bit ? hln_cpu_feature_name(bit) :
					       NULL;

		if (!name || n + strlen(name) + 1 > sizeof(full))
			continue;
		if (n)
			full[n++] = ' ';
		memcpy(full + n, name, strlen(name));
		n += strlen(name);
	}
	return hln_return_text(text, capacity, text_bytes, full, n);
}
