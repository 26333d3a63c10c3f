/* SPDX-License-Identifier: MIT */
/*
 * oracle.h - every digest by other means: OpenSSL, librhash, libxxhash, or a
 * slow construction straight from the specification over their primitives.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include "../../include/hashlane.h"

#include <stddef.h>
#include <stdint.h>

/*
 * The digest of `bytes` bytes; HASHLANE_MAX_DIGEST_BYTES always suffice.
 * Returns its length, 0 where none exists. The test fails if there is no
 * oracle for the algorithm.
 */
size_t oracle_digest(uint8_t *digest,
		     const struct hashlane_algorithm_spec *spec,
		     const uint8_t *data, size_t bytes);

/* A hash function of the constructions. */
typedef void oracle_hash(uint8_t *digest, const uint8_t *data, size_t bytes);

oracle_hash oracle_md4, oracle_md5, oracle_sha1, oracle_sha256;

/* The constructions. */
oracle_hash oracle_aich, oracle_blake3, oracle_crc64nvme, oracle_dropbox,
	oracle_ed2k_red, oracle_ed2k_blue, oracle_fs_verity, oracle_glacier,
	oracle_quickxor;
/* The nodes of the parts of a file that is not empty. */
void oracle_aich_parts(uint8_t *list, const uint8_t *data, size_t bytes);
size_t oracle_bt2_pieces_root(uint8_t *digest, const uint8_t *data,
			      size_t bytes);
void oracle_s3_etag(uint8_t *digest, const uint8_t *data, size_t bytes,
		    size_t part_bytes);
void oracle_git_blob(uint8_t *digest, oracle_hash *hash, const uint8_t *data,
		     size_t bytes);

#endif
