/* SPDX-License-Identifier: MIT */
/* registry.c - the table of algorithms: a core, a shape and a text form. */
#include "registry.h"

#include "crc.h"

#define KIB ((uint64_t)1024)
#define MIB (KIB * 1024)
#define GIB (MIB * 1024)

/* clang-format off */
#define LINEAR(f) { .shape = &hln_linear_shape, .md = &hln_##f }
static const struct hln_work
	md4_work = LINEAR(md4), md5_work = LINEAR(md5),
	sha1_work = LINEAR(sha1), sha224_work = LINEAR(sha224),
	sha256_work = LINEAR(sha256), sha384_work = LINEAR(sha384),
	sha512_work = LINEAR(sha512), sha512_256_work = LINEAR(sha512_256),
	sha3_224_work = LINEAR(sha3_224), sha3_256_work = LINEAR(sha3_256),
	sha3_384_work = LINEAR(sha3_384), sha3_512_work = LINEAR(sha3_512),
	blake2b_work = LINEAR(blake2b), blake2s_work = LINEAR(blake2s),
	tiger_work = LINEAR(tiger);
#undef LINEAR
/* clang-format on */

static const struct hln_work crc32_work = {
	.shape = &hln_crc_shape,
	.solo = &hln_crc32,
};

static const struct hln_work crc32c_work = {
	.shape = &hln_crc_shape,
	.solo = &hln_crc32c,
};

static const struct hln_work crc64nvme_work = {
	.shape = &hln_crc_shape,
	.solo = &hln_crc64nvme,
};

static const struct hln_work xxh64_work = { .shape = &hln_xxh64_shape };
static const struct hln_work xxh3_work = { .shape = &hln_xxh3_shape };
static const struct hln_work quickxor_work = { .shape = &hln_quickxor_shape };
static const struct hln_work blake3_work = { .shape = &hln_blake3_shape };

static const struct hln_work ed2k_work = {
	.shape = &hln_list_shape,
	.md = &hln_md4,
	.chunk_bytes = 9728000,
	.rules = HLN_LIST_SINGLE_PLAIN,
};

static const struct hln_work s3_etag_work = {
	.shape = &hln_list_shape,
	.md = &hln_md5,
	.rules = HLN_LIST_SINGLE_PLAIN | HLN_LIST_COUNTED,
};

static const struct hln_work dropbox_work = {
	.shape = &hln_list_shape,
	.md = &hln_sha256,
	.chunk_bytes = 4 * MIB,
};

static const struct hln_work tth_work = {
	.shape = &hln_tree_shape,
	.md = &hln_tiger,
	.chunk_bytes = KIB,
	.rules = HLN_TREE_PREFIXED,
};

static const struct hln_work glacier_work = {
	.shape = &hln_tree_shape,
	.md = &hln_sha256,
	.chunk_bytes = MIB,
};

static const struct hln_work bt2_pieces_root_work = {
	.shape = &hln_tree_shape,
	.md = &hln_sha256,
	.chunk_bytes = 16 * KIB,
	.rules = HLN_TREE_ZERO_PADDED,
};

static const struct hln_work aich_work = {
	.shape = &hln_aich_shape,
	.md = &hln_sha1,
};

static const struct hln_work fs_verity_work = {
	.shape = &hln_fs_verity_shape,
	.md = &hln_sha256,
};

static const struct hln_work git_blob_work = {
	.shape = &hln_git_blob_shape,
	.md = &hln_sha1,
};

static const struct hln_work git_blob_sha256_work = {
	.shape = &hln_git_blob_shape,
	.md = &hln_sha256,
};

/* id, name, digest bytes, block bytes, text form, source */
#define ROW(ID, NAME, DIGEST, BLOCK, FORM, SOURCE)                      \
	.id = HASHLANE_HASH_##ID, .name = NAME, .digest_bytes = DIGEST, \
	.block_bytes = BLOCK, .text_form = HASHLANE_TEXT_##FORM,        \
	.source = SOURCE
#define SECURE   .flags = HASHLANE_INFO_SECURE
#define CHECKSUM .flags = HASHLANE_INFO_CHECKSUM

const struct hln_algorithm hln_algorithms[] = {
	{ ROW(CRC32, "crc32", 4, 1, HEX, "ITU-T V.42, ISO 3309"), CHECKSUM,
	  .work = &crc32_work },
	{ ROW(CRC32C, "crc32c", 4, 1, HEX, "RFC 3720, Castagnoli 1993"),
	  CHECKSUM, .work = &crc32c_work },
	{ ROW(CRC64NVME, "crc64nvme", 8, 1, HEX,
	      "NVM Express NVM Command Set 1.0, 5.2.1.3.4"),
	  CHECKSUM, .work = &crc64nvme_work },
	{ ROW(MD4, "md4", 16, 64, HEX, "RFC 1320"), .work = &md4_work },
	{ ROW(MD5, "md5", 16, 64, HEX, "RFC 1321"), .work = &md5_work },
	{ ROW(SHA1, "sha1", 20, 64, HEX, "FIPS 180-4"), .work = &sha1_work },
	{ ROW(SHA224, "sha224", 28, 64, HEX, "FIPS 180-4"), SECURE,
	  .aliases = "sha2-224", .work = &sha224_work },
	{ ROW(SHA256, "sha256", 32, 64, HEX, "FIPS 180-4"), SECURE,
	  .aliases = "sha2-256", .work = &sha256_work },
	{ ROW(SHA384, "sha384", 48, 128, HEX, "FIPS 180-4"), SECURE,
	  .aliases = "sha2-384", .work = &sha384_work },
	{ ROW(SHA512, "sha512", 64, 128, HEX, "FIPS 180-4"), SECURE,
	  .aliases = "sha2-512", .work = &sha512_work },
	{ ROW(SHA512_256, "sha512-256", 32, 128, HEX, "FIPS 180-4"), SECURE,
	  .aliases = "sha512/256 sha2-512/256", .work = &sha512_256_work },
	{ ROW(SHA3_224, "sha3-224", 28, 144, HEX, "FIPS 202"), SECURE,
	  .work = &sha3_224_work },
	{ ROW(SHA3_256, "sha3-256", 32, 136, HEX, "FIPS 202"), SECURE,
	  .work = &sha3_256_work },
	{ ROW(SHA3_384, "sha3-384", 48, 104, HEX, "FIPS 202"), SECURE,
	  .work = &sha3_384_work },
	{ ROW(SHA3_512, "sha3-512", 64, 72, HEX, "FIPS 202"), SECURE,
	  .work = &sha3_512_work },
	{ ROW(BLAKE2B, "blake2b", 64, 128, HEX, "RFC 7693"), SECURE,
	  .aliases = "blake2b-512", .work = &blake2b_work },
	{ ROW(BLAKE2S, "blake2s", 32, 64, HEX, "RFC 7693"), SECURE,
	  .aliases = "blake2s-256", .work = &blake2s_work },
	{ ROW(BLAKE3, "blake3", 32, 64, HEX,
	      "BLAKE3: one function, fast everywhere, 2020"),
	  SECURE, .aliases = "b3", .work = &blake3_work },
	{ ROW(XXH64, "xxh64", 8, 32, HEX, "xxHash specification 0.1.1"),
	  CHECKSUM, .work = &xxh64_work },
	{ ROW(XXH3_64, "xxh3-64", 8, 64, HEX, "xxHash specification 0.2.0"),
	  CHECKSUM, .aliases = "xxh3", .work = &xxh3_work, .output = 0 },
	{ ROW(XXH3_128, "xxh3-128", 16, 64, HEX, "xxHash specification 0.2.0"),
	  CHECKSUM, .aliases = "xxh128", .work = &xxh3_work, .output = 1 },
	{ ROW(TIGER, "tiger", 24, 64, HEX, "Anderson and Biham, FSE 1996"),
	  .aliases = "tiger192", .work = &tiger_work },
	{ ROW(TTH, "tth", 24, 64, BASE32, "Tree Hash EXchange format, 2003"),
	  .aliases = "tigertree", .work = &tth_work },
	{ ROW(ED2K, "ed2k", 16, 64, HEX, "eMule (red)"), .aliases = "ed2k-red",
	  .work = &ed2k_work, .output = HLN_LIST_TRAILING_EMPTY },
	{ ROW(ED2K_BLUE, "ed2k-blue", 16, 64, HEX, "eDonkey2000 (blue)"),
	  .work = &ed2k_work, .output = HLN_LIST_PLAIN },
	{ ROW(AICH, "aich", 20, 64, BASE32,
	      "eMule Advanced Intelligent Corruption Handling"),
	  .work = &aich_work },
	{ ROW(BT2_PIECES_ROOT, "bt2-pieces-root", 32, 64, HEX, "BEP 52"),
	  .flags = HASHLANE_INFO_SECURE | HASHLANE_INFO_NO_EMPTY,
	  .work = &bt2_pieces_root_work },
	{ ROW(S3_ETAG, "s3-etag", 24, 64, HEX,
	      "Amazon S3 User Guide, checking object integrity"),
	  .flags = HASHLANE_INFO_PARAM, .work = &s3_etag_work,
	  .suffix_bytes = 8, .param_name = "part", .param_default = 8 * MIB,
	  .param_min = KIB, .param_max = 5 * GIB },
	{ ROW(DROPBOX, "dropbox", 32, 64, HEX, "Dropbox content hash"), SECURE,
	  .aliases = "dropbox-content-hash", .work = &dropbox_work },
	{ ROW(GLACIER, "glacier", 32, 64, HEX,
	      "Amazon S3 Glacier Developer Guide, computing checksums"),
	  SECURE, .aliases = "glacier-tree-hash", .work = &glacier_work },
	{ ROW(QUICKXOR, "quickxor", 20, 1, BASE64, "Microsoft QuickXorHash"),
	  CHECKSUM, .aliases = "quickxorhash", .work = &quickxor_work },
	{ ROW(GIT_BLOB, "git-blob", 20, 64, HEX, "gitformat-objects"),
	  .flags = HASHLANE_INFO_NEEDS_SIZE, .work = &git_blob_work },
	{ ROW(GIT_BLOB_SHA256, "git-blob-sha256", 32, 64, HEX,
	      "gitformat-objects"),
	  .flags = HASHLANE_INFO_NEEDS_SIZE | HASHLANE_INFO_SECURE,
	  .work = &git_blob_sha256_work },
	{ ROW(SWHID, "swhid", 20, 64, HEX, "ISO/IEC 18670:2025"),
	  .flags = HASHLANE_INFO_NEEDS_SIZE, .work = &git_blob_work,
	  .text_prefix = "swh:1:cnt:" },
	{ ROW(OCI, "oci", 32, 64, HEX, "OCI image specification, descriptors"),
	  SECURE, .work = &sha256_work, .text_prefix = "sha256:" },
	{ ROW(FS_VERITY, "fs-verity", 32, 64, HEX,
	      "Linux Documentation/filesystems/fsverity.rst"),
	  SECURE, .aliases = "fsverity", .work = &fs_verity_work },
	{ .name = "unknown" },
};

const size_t hln_algorithm_count =
	sizeof(hln_algorithms) / sizeof(hln_algorithms[0]) - 1;

const struct hln_algorithm *hln_registry_find(int32_t id)
{
	size_t i = hln_algorithm_count;

	if (id > 0 && (size_t)id < i)
		i = (size_t)id;
	/* Row id - 1, or one before it in a subset (tools/flat.py). */
	while (i-- > 0 && hln_algorithms[i].id >= id)
		if (hln_algorithms[i].id == id)
			return &hln_algorithms[i];
	return NULL;
}

int32_t hln_registry_resolve(const struct hln_algorithm **algorithm,
			     uint64_t *param,
			     const struct hashlane_algorithm_spec *spec)
{
	const struct hln_algorithm *row = hln_registry_find(spec->id);

	if (!row)
		return HASHLANE_ALGORITHM;
	if (spec->flags)
		return HASHLANE_ARGUMENT;
	if (spec->param &&
	    (spec->param < row->param_min || spec->param > row->param_max))
		return HASHLANE_ALGORITHM;
	*algorithm = row;
	*param = spec->param ? spec->param : row->param_default;
	return HASHLANE_OK;
}
