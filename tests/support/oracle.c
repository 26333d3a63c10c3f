/* SPDX-License-Identifier: MIT */
/* oracle.c - which library or construction says what a digest must be. */
#include "oracle.h"

#include "check.h"

#include <openssl/evp.h>
#include <openssl/provider.h>
#include <rhash.h>
#include <xxhash.h>

#include <string.h>

/* By OpenSSL's name; returns 0 where this build of it lacks the function. */
static size_t openssl_digest(uint8_t *digest, const char *name,
			     const uint8_t *data, size_t bytes)
{
	unsigned length = 0;
	EVP_MD *md = EVP_MD_fetch(NULL, name, NULL);

	if (!md)
		return 0;
	assert_int_equal(EVP_Digest(data, bytes, digest, &length, md, NULL),
			 1);
	EVP_MD_free(md);
	return length;
}

static size_t rhash_digest(uint8_t *digest, unsigned id, const uint8_t *data,
			   size_t bytes)
{
	static bool ready;

	if (!ready)
		rhash_library_init();
	ready = true;
	assert_int_equal(rhash_msg(id, data, bytes, digest), 0);
	return (size_t)rhash_get_digest_size(id);
}

void oracle_md4(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	static OSSL_PROVIDER *legacy, *standard;
	static bool tried;

	if (!tried) {
		legacy = OSSL_PROVIDER_load(NULL, "legacy");
		/* A provider that is loaded by name turns the default off. */
		standard = OSSL_PROVIDER_load(NULL, "default");
		if (!legacy || !standard)
			print_message("MD4: no legacy provider of OpenSSL, "
				      "librhash alone\n");
		tried = true;
	}
	if (!legacy || !openssl_digest(digest, "MD4", data, bytes))
		(void)rhash_digest(digest, RHASH_MD4, data, bytes);
}

void oracle_md5(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	assert_int_equal(openssl_digest(digest, "MD5", data, bytes), 16);
}

void oracle_sha1(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	assert_int_equal(openssl_digest(digest, "SHA1", data, bytes), 20);
}

void oracle_sha256(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	assert_int_equal(openssl_digest(digest, "SHA256", data, bytes), 32);
}

static size_t xxhash_digest(uint8_t *digest, int32_t id, const uint8_t *data,
			    size_t bytes)
{
	XXH64_canonical_t c64;
	XXH128_canonical_t c128;

	if (id == HASHLANE_HASH_XXH3_128) {
		XXH128_canonicalFromHash(&c128, XXH3_128bits(data, bytes));
		memcpy(digest, c128.digest, sizeof(c128.digest));
		return sizeof(c128.digest);
	}
	XXH64_canonicalFromHash(&c64, id == HASHLANE_HASH_XXH64 ?
					      XXH64(data, bytes, 0) :
					      XXH3_64bits(data, bytes));
	memcpy(digest, c64.digest, sizeof(c64.digest));
	return sizeof(c64.digest);
}

/* What a library computes whole. */
static const struct {
	int32_t id;
	unsigned rhash;      /* or 0 */
	const char *openssl; /* or NULL */
} libraries[] = {
	{ HASHLANE_HASH_CRC32, RHASH_CRC32, NULL },
	{ HASHLANE_HASH_CRC32C, RHASH_CRC32C, NULL },
	{ HASHLANE_HASH_MD5, RHASH_MD5, "MD5" },
	{ HASHLANE_HASH_SHA1, RHASH_SHA1, "SHA1" },
	{ HASHLANE_HASH_SHA224, RHASH_SHA224, "SHA224" },
	{ HASHLANE_HASH_SHA256, RHASH_SHA256, "SHA256" },
	{ HASHLANE_HASH_SHA384, RHASH_SHA384, "SHA384" },
	{ HASHLANE_HASH_SHA512, RHASH_SHA512, "SHA512" },
	{ HASHLANE_HASH_SHA512_256, 0, "SHA512-256" },
	{ HASHLANE_HASH_SHA3_224, RHASH_SHA3_224, "SHA3-224" },
	{ HASHLANE_HASH_SHA3_256, RHASH_SHA3_256, "SHA3-256" },
	{ HASHLANE_HASH_SHA3_384, RHASH_SHA3_384, "SHA3-384" },
	{ HASHLANE_HASH_SHA3_512, RHASH_SHA3_512, "SHA3-512" },
	{ HASHLANE_HASH_BLAKE2B, RHASH_BLAKE2B, "BLAKE2B-512" },
	{ HASHLANE_HASH_BLAKE2S, RHASH_BLAKE2S, "BLAKE2S-256" },
	{ HASHLANE_HASH_TIGER, RHASH_TIGER, NULL },
	{ HASHLANE_HASH_TTH, RHASH_TTH, NULL },
	{ HASHLANE_HASH_OCI, RHASH_SHA256, "SHA256" },
};

static size_t library_digest(uint8_t *digest, size_t i, const uint8_t *data,
			     size_t bytes)
{
	uint8_t second[HASHLANE_MAX_DIGEST_BYTES];
	size_t n = 0, m = 0;

	if (libraries[i].openssl)
		n = openssl_digest(digest, libraries[i].openssl, data, bytes);
	/* Short inputs are asked of both, so that the oracle is checked. */
	if (libraries[i].rhash && (!n || bytes < 4096))
		m = rhash_digest(second, libraries[i].rhash, data, bytes);
	if (!n) {
		memcpy(digest, second, m);
		n = m;
	} else if (m &&
		   !same_bytes("the oracles differ", digest, n, second, m)) {
		fail();
	}
	return n;
}

/* What is constructed, and its length. */
static const struct {
	int32_t id;
	oracle_hash *hash;
	size_t digest_bytes;
} constructions[] = {
	{ HASHLANE_HASH_CRC64NVME, oracle_crc64nvme, 8 },
	{ HASHLANE_HASH_MD4, oracle_md4, 16 },
	{ HASHLANE_HASH_BLAKE3, oracle_blake3, 32 },
	{ HASHLANE_HASH_ED2K, oracle_ed2k_red, 16 },
	{ HASHLANE_HASH_ED2K_BLUE, oracle_ed2k_blue, 16 },
	{ HASHLANE_HASH_AICH, oracle_aich, 20 },
	{ HASHLANE_HASH_DROPBOX, oracle_dropbox, 32 },
	{ HASHLANE_HASH_GLACIER, oracle_glacier, 32 },
	{ HASHLANE_HASH_QUICKXOR, oracle_quickxor, 20 },
	{ HASHLANE_HASH_FS_VERITY, oracle_fs_verity, 32 },
};

/* What librhash knows of those: a second opinion. */
static void check_construction(const uint8_t *digest, int32_t id,
			       const uint8_t *data, size_t bytes)
{
	unsigned rhash = id == HASHLANE_HASH_MD4  ? RHASH_MD4 :
			 id == HASHLANE_HASH_ED2K ? RHASH_ED2K :
			 id == HASHLANE_HASH_AICH ? RHASH_AICH :
						    0;
	uint8_t second[HASHLANE_MAX_DIGEST_BYTES];
	size_t n;

	if (!rhash)
		return;
	n = rhash_digest(second, rhash, data, bytes);
	if (!same_bytes("the oracles differ", digest, n, second, n))
		fail();
}

size_t oracle_digest(uint8_t *digest,
		     const struct hashlane_algorithm_spec *spec,
		     const uint8_t *data, size_t bytes)
{
	for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++)
		if (libraries[i].id == spec->id)
			return library_digest(digest, i, data, bytes);
	for (size_t i = 0;
	     i < sizeof(constructions) / sizeof(constructions[0]); i++) {
		if (constructions[i].id != spec->id)
			continue;
		constructions[i].hash(digest, data, bytes);
		check_construction(digest, spec->id, data, bytes);
		return constructions[i].digest_bytes;
	}
	switch (spec->id) {
	case HASHLANE_HASH_XXH64:
	case HASHLANE_HASH_XXH3_64:
	case HASHLANE_HASH_XXH3_128:
		return xxhash_digest(digest, spec->id, data, bytes);
	case HASHLANE_HASH_BT2_PIECES_ROOT:
		return oracle_bt2_pieces_root(digest, data, bytes);
	case HASHLANE_HASH_S3_ETAG:
		oracle_s3_etag(digest, data, bytes,
			       spec->param ? (size_t)spec->param :
					     (size_t)8 << 20);
		return 24;
	case HASHLANE_HASH_GIT_BLOB:
	case HASHLANE_HASH_SWHID:
		oracle_git_blob(digest, oracle_sha1, data, bytes);
		return 20;
	case HASHLANE_HASH_GIT_BLOB_SHA256:
		oracle_git_blob(digest, oracle_sha256, data, bytes);
		return 32;
	default:
		fail_msg("no oracle for algorithm %d", (int)spec->id);
		return 0;
	}
}
