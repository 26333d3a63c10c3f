// SPDX-License-Identifier: MIT
// xxh3_wide.h - XXH3 of libxxhash's own header, built for AVX-512: Debian's
// library is built for SSE2, and no measure of what xxHash can do.
#ifndef XXH3_WIDE_H
#define XXH3_WIDE_H

#include <cstddef>
#include <cstdint>

bool xxh3_wide_runs();
uint64_t xxh3_wide_64(const void *data, size_t bytes);
uint64_t xxh3_wide_128(const void *data, size_t bytes);

#endif
