/* SPDX-License-Identifier: MIT */
/*
 * interleaved.h - several cores over each block of one message, step by step in
 * turns; a kernel template, undefines its parameters.
 *
 *   HLN_INTERLEAVED     the name of the function
 *   HLN_WITH_<CORE>  1 for each of MD4, MD5, SHA1, SHA256 that takes part
 *
 * In turns within the source, because no processor looks far enough ahead to
 * find another core's block behind 64 dependent steps.
 */
#ifdef HLN_WITH_MD4
#define MD4(statement) statement
#else
#define MD4(statement)
#endif
#ifdef HLN_WITH_MD5
#define MD5(statement) statement
#else
#define MD5(statement)
#endif
#ifdef HLN_WITH_SHA1
#define SHA1(statement) statement
#else
#define SHA1(statement)
#endif
#ifdef HLN_WITH_SHA256
#define SHA256(statement) statement
#else
#define SHA256(statement)
#endif

/* A sixteenth of a block: SHA-1's 20 groups are five to four of these. */
#define SLICE(s)                                                            \
	MD5(md5_step(&md5, data, 4 * (s));)                                 \
	MD4(md4_step(&md4, data, 3 * (s));)                                 \
	SHA256(sha256_group(&sha256, data, s);)                             \
	MD5(md5_step(&md5, data, 4 * (s) + 1);)                             \
	MD4(md4_step(&md4, data, 3 * (s) + 1);)                             \
	SHA1(sha1_group(&sha1, data, (s) + (s) / 4);)                       \
	MD5(md5_step(&md5, data, 4 * (s) + 2);)                             \
	MD4(md4_step(&md4, data, 3 * (s) + 2);)                             \
	SHA1(if ((s) % 4 == 3) sha1_group(&sha1, data, (s) + (s) / 4 + 1);) \
	MD5(md5_step(&md5, data, 4 * (s) + 3);)

void HLN_INTERLEAVED(void *const states[HLN_INTERLEAVED_CORES],
		     const uint8_t *data, size_t blocks)
{
	MD4(struct md md4;)
	MD5(struct md md5;)
	SHA1(struct sha1 sha1;)
	SHA256(struct sha256 sha256;)

	MD4(md_load(&md4, states[HLN_CORE_MD4]);)
	MD5(md_load(&md5, states[HLN_CORE_MD5]);)
	SHA1(sha1_load(&sha1, states[HLN_CORE_SHA1]);)
	SHA256(sha256_load(&sha256, states[HLN_CORE_SHA256]);)
	for (; blocks; blocks--, data += 64) {
		MD4(md_begin(&md4);)
		MD5(md_begin(&md5);)
		SHA1(sha1_begin(&sha1);)
		SHA256(sha256_begin(&sha256);)
		SLICE(0)
		SLICE(1)
		SLICE(2)
		SLICE(3)
		SLICE(4)
		SLICE(5)
		SLICE(6)
		SLICE(7)
		SLICE(8)
		SLICE(9)
		SLICE(10)
		SLICE(11)
		SLICE(12)
		SLICE(13)
		SLICE(14)
		SLICE(15)
		MD4(md_end(&md4);)
		MD5(md_end(&md5);)
		SHA1(sha1_end(&sha1);)
		SHA256(sha256_end(&sha256);)
	}
	MD4(md_store(&md4, states[HLN_CORE_MD4]);)
	MD5(md_store(&md5, states[HLN_CORE_MD5]);)
	SHA1(sha1_store(&sha1, states[HLN_CORE_SHA1]);)
	SHA256(sha256_store(&sha256, states[HLN_CORE_SHA256]);)
}

#undef MD4
#undef MD5
#undef SHA1
#undef SHA256
#undef SLICE
#undef HLN_INTERLEAVED
#undef HLN_WITH_MD4
#undef HLN_WITH_MD5
#undef HLN_WITH_SHA1
#undef HLN_WITH_SHA256
