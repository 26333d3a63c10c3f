/* SPDX-License-Identifier: MIT */
/* interleaved.c - which interleaved kernels there are; the one in plain C. */
#include "cpu.h"
#include "interleaved_kernels.h"
#include "interleaved_md.h"

#define MD4    (1U << HLN_CORE_MD4)
#define MD5    (1U << HLN_CORE_MD5)
#define SHA1   (1U << HLN_CORE_SHA1)
#define SHA256 (1U << HLN_CORE_SHA256)
#define SHA_NI (HLN_CPU_SSSE3 | HLN_CPU_SSE41 | HLN_CPU_SHA_NI)

static hln_interleaved_fn interleaved_md5_md4;

const struct hln_interleaved hln_interleaved_kernels[] = {
#if defined(__x86_64__)
	{ hln_interleaved_md5_md4_sha1_sha256, MD5 | MD4 | SHA1 | SHA256,
	  SHA_NI },
	{ hln_interleaved_md5_md4_sha1, MD5 | MD4 | SHA1, SHA_NI },
	{ hln_interleaved_md5_md4_sha256, MD5 | MD4 | SHA256, SHA_NI },
	{ hln_interleaved_md5_sha1_sha256, MD5 | SHA1 | SHA256, SHA_NI },
	{ hln_interleaved_md4_sha1_sha256, MD4 | SHA1 | SHA256, SHA_NI },
	{ hln_interleaved_md5_sha1, MD5 | SHA1, SHA_NI },
	{ hln_interleaved_md5_sha256, MD5 | SHA256, SHA_NI },
	{ hln_interleaved_md4_sha1, MD4 | SHA1, SHA_NI },
	{ hln_interleaved_md4_sha256, MD4 | SHA256, SHA_NI },
	{ hln_interleaved_sha1_sha256, SHA1 | SHA256, SHA_NI },
#endif
	{ interleaved_md5_md4, MD5 | MD4, 0 },
	{ 0 },
};

#undef MD4
#undef MD5
#undef SHA1
#undef SHA256
#undef SHA_NI

const struct hln_interleaved *hln_interleaved_for(uint32_t cores, uint32_t cpu)
{
	const struct hln_interleaved *kernel = hln_interleaved_kernels;

	for (; kernel->blocks; kernel++)
		if (!(kernel->cores & ~cores) && !(kernel->needs & ~cpu))
			return kernel;
	return NULL;
}

#define HLN_INTERLEAVED interleaved_md5_md4
#define HLN_WITH_MD4
#define HLN_WITH_MD5
#include "interleaved.h"
