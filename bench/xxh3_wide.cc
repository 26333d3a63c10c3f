// SPDX-License-Identifier: MIT
// xxh3_wide.cc - XXH3 of libxxhash's own header, built for AVX-512.
#include "xxh3_wide.h"

// The build gives this file the options where they exist.
#if defined(__AVX512F__)
#define XXH_INLINE_ALL
#define XXH_VECTOR 3 // XXH_AVX512
#include <immintrin.h>
#include <xxhash.h>

uint64_t xxh3_wide_64(const void *data, size_t bytes)
{
	return XXH3_64bits(data, bytes);
}

uint64_t xxh3_wide_128(const void *data, size_t bytes)
{
	return XXH3_128bits(data, bytes).low64;
}

bool xxh3_wide_runs()
{
	return __builtin_cpu_supports("avx512f");
}
#else
uint64_t xxh3_wide_64(const void *, size_t)
{
	return 0;
}

uint64_t xxh3_wide_128(const void *, size_t)
{
	return 0;
}

bool xxh3_wide_runs()
{
	return false;
}
#endif
