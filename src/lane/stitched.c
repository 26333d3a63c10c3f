/* SPDX-License-Identifier: MIT */
/* stitched.c - which stitched kernels there are; the one in plain C. */
#include "cpu.h"
#include "stitched_kernels.h"
#include "stitched_md.h"

#define MD4    (1U << HLN_CORE_MD4)
#define MD5    (1U << HLN_CORE_MD5)
#define SHA1   (1U << HLN_CORE_SHA1)
#define SHA256 (1U << HLN_CORE_SHA256)
#define SHA_NI (HLN_CPU_SSSE3 | HLN_CPU_SSE41 | HLN_CPU_SHA_NI)

static hln_stitched_fn stitched_md5_md4;

const struct hln_stitched hln_stitched_kernels[] = {
#if defined(__x86_64__)
	{ hln_stitched_md5_md4_sha1_sha256, MD5 | MD4 | SHA1 | SHA256,
	  SHA_NI },
	{ hln_stitched_md5_md4_sha1, MD5 | MD4 | SHA1, SHA_NI },
	{ hln_stitched_md5_md4_sha256, MD5 | MD4 | SHA256, SHA_NI },
	{ hln_stitched_md5_sha1_sha256, MD5 | SHA1 | SHA256, SHA_NI },
	{ hln_stitched_md4_sha1_sha256, MD4 | SHA1 | SHA256, SHA_NI },
	{ hln_stitched_md5_sha1, MD5 | SHA1, SHA_NI },
	{ hln_stitched_md5_sha256, MD5 | SHA256, SHA_NI },
	{ hln_stitched_md4_sha1, MD4 | SHA1, SHA_NI },
	{ hln_stitched_md4_sha256, MD4 | SHA256, SHA_NI },
	{ hln_stitched_sha1_sha256, SHA1 | SHA256, SHA_NI },
#endif
	{ stitched_md5_md4, MD5 | MD4, 0 },
	{ 0 },
};

#undef MD4
#undef MD5
#undef SHA1
#undef SHA256
#undef SHA_NI

const struct hln_stitched *hln_stitched_for(uint32_t cores, uint32_t cpu)
{
	const struct hln_stitched *kernel = hln_stitched_kernels;

	for (; kernel->blocks; kernel++)
		if (!(kernel->cores & ~cores) && !(kernel->needs & ~cpu))
			return kernel;
	return NULL;
}

#define HLN_STITCHED stitched_md5_md4
#define HLN_WITH_MD4
#define HLN_WITH_MD5
#include "stitched.h"
