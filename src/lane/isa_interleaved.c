/* SPDX-License-Identifier: MIT */
/*
 * isa_interleaved.c - the interleaved kernels with SHA-1 or SHA-256, which the
 * SHA extensions of x86 run in the shadow of MD5, MD4 or each other.
 */
#include "interleaved_kernels.h"

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("sha,sse4.1"))), \
			     apply_to = function)
#elif defined(__GNUC__)
#pragma GCC target("sha,sse4.1")
#endif

#include "interleaved_md.h"
#include "interleaved_sha_ni.h"

#define HLN_INTERLEAVED hln_interleaved_md5_md4_sha1_sha256
#define HLN_WITH_MD5
#define HLN_WITH_MD4
#define HLN_WITH_SHA1
#define HLN_WITH_SHA256
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md5_md4_sha1
#define HLN_WITH_MD5
#define HLN_WITH_MD4
#define HLN_WITH_SHA1
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md5_md4_sha256
#define HLN_WITH_MD5
#define HLN_WITH_MD4
#define HLN_WITH_SHA256
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md5_sha1_sha256
#define HLN_WITH_MD5
#define HLN_WITH_SHA1
#define HLN_WITH_SHA256
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md4_sha1_sha256
#define HLN_WITH_MD4
#define HLN_WITH_SHA1
#define HLN_WITH_SHA256
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md5_sha1
#define HLN_WITH_MD5
#define HLN_WITH_SHA1
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md5_sha256
#define HLN_WITH_MD5
#define HLN_WITH_SHA256
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md4_sha1
#define HLN_WITH_MD4
#define HLN_WITH_SHA1
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_md4_sha256
#define HLN_WITH_MD4
#define HLN_WITH_SHA256
#include "interleaved.h"

#define HLN_INTERLEAVED hln_interleaved_sha1_sha256
#define HLN_WITH_SHA1
#define HLN_WITH_SHA256
#include "interleaved.h"

#if defined(__clang__)
#pragma clang attribute pop
#endif
#else
/* ISO C wants something here. */
typedef int hln_no_isa_interleaved;
#endif
