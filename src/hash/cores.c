/* SPDX-License-Identifier: MIT */
/* cores.c - what works run, by name. */
#include "cores.h"

#include "registry.h"

#include <string.h>

static const char *const names[HLN_CORE_COUNT] = {
	[HLN_CORE_MD4] = "md4",         [HLN_CORE_MD5] = "md5",
	[HLN_CORE_SHA1] = "sha1",       [HLN_CORE_SHA256] = "sha256",
	[HLN_CORE_SHA512] = "sha512",   [HLN_CORE_TIGER] = "tiger",
	[HLN_CORE_BLAKE2B] = "blake2b", [HLN_CORE_BLAKE2S] = "blake2s",
	[HLN_CORE_BLAKE3] = "blake3",   [HLN_CORE_KECCAK] = "keccak",
};

/* Is it the first algorithm of a work that no core's name stands for? */
static bool is_solo(size_t i)
{
	const struct hln_algorithm *algorithm = &hln_algorithms[i];

	if (algorithm->work->md)
		return false;
	for (size_t k = 0; k < HLN_CORE_COUNT; k++)
		if (strcmp(algorithm->name, names[k]) == 0)
			return false;
	return !i || hln_algorithms[i - 1].work != algorithm->work;
}

const char *hln_core_name(size_t core)
{
	if (core < HLN_CORE_COUNT)
		return names[core];
	core -= HLN_CORE_COUNT;
	for (size_t i = 0; i < hln_algorithm_count; i++)
		if (is_solo(i) && !core--)
			return hln_algorithms[i].name;
	return NULL;
}

static size_t core_of(const struct hln_work *work)
{
	size_t core = HLN_CORE_COUNT, i = 0;

	if (work->md)
		return (size_t)work->md->core;
	while (hln_algorithms[i].work != work)
		core += is_solo(i++);
	if (is_solo(i))
		return core;
	/* One that has the name of its core. */
	for (core = 0; strcmp(names[core], hln_algorithms[i].name) != 0;)
		core++;
	return core;
}

void hln_cores_find(struct hln_set *set)
{
	for (size_t i = 0; i < set->work_count; i++)
		set->slots[i].work.core =
			(uint32_t)core_of(set->slots[i].work.work);
}
