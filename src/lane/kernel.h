/* SPDX-License-Identifier: MIT */
/*
 * kernel.h - the contract between the kernels and all that runs them.
 *
 * A core is a compression function. A kernel is one build of a core: it
 * advances `lanes` independent messages side by side. Every instruction set
 * has one const table of kernels.
 */
#ifndef HLN_KERNEL_H
#define HLN_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * State words of each core, in order:
 *
 * MD4, MD5     4 x 32 bit     SHA1      5 x 32 bit
 * SHA256       8 x 32 bit     SHA512    8 x 64 bit     TIGER  3 x 64 bit
 * BLAKE2B      11 x 64 bit, BLAKE2S 11 x 32 bit:
 *              h[8], t[2] (bytes before the next block), f0
 * BLAKE3       14 x 32 bit: h[8], counter[2], bytes in the last block of the
 *              call, flags of every block, of the call's first block too, of
 *              its last block too
 * KECCAK       26 x 64 bit: the sponge, then its rate in bytes (the same in
 *              all lanes)
 *
 * Block bytes: 64; SHA512 and BLAKE2B 128; KECCAK its rate.
 */
enum hln_core {
	HLN_CORE_MD4,
	HLN_CORE_MD5,
	HLN_CORE_SHA1,
	HLN_CORE_SHA256,
	HLN_CORE_SHA512,
	HLN_CORE_TIGER,
	HLN_CORE_BLAKE2B,
	HLN_CORE_BLAKE2S,
	HLN_CORE_BLAKE3,
	HLN_CORE_KECCAK,
	HLN_CORE_COUNT
};

enum {
	HLN_STATE_WORDS_MAX = 26,
	HLN_BLOCK_BYTES_MAX = 144, /* SHA3-224 */
	HLN_LANES_MAX = 64,
	/* Of any kernel: all its state; two blocks for each of its lanes. */
	HLN_KERNEL_STATE_BYTES_MAX = 2048,
	HLN_KERNEL_SCRATCH_BYTES_MAX = 8192
};

/*
 * Advance every lane by `blocks` whole blocks.
 *
 * state  words in native byte order, word-major: word w of lane l is
 *        state[w * lanes + l]; aligned to its words
 * in     one pointer a lane to blocks * block bytes, on any alignment; two
 *        lanes may share one
 */
typedef void hln_blocks_fn(void *state, const uint8_t *const *in,
			   size_t blocks);

/* Advance a reflected CRC register (already inverted) over bytes. */
typedef uint64_t hln_crc_fn(uint64_t crc, const uint8_t *data, size_t bytes);

/*
 * XXH3's inner loop: accumulate `stripes` stripes of 64 bytes into acc, of
 * which the first is stripe `at` (0..15) of its block of 16. The secret, of
 * 192 bytes, advances 8 bytes a stripe and starts anew with each block; acc
 * is scrambled behind the last stripe of a block.
 */
typedef void hln_xxh3_fn(uint64_t acc[8], const uint8_t *data,
			 const uint8_t *secret, size_t at, size_t stripes);

/*
 * Bytes to lower-case hex, two characters each and no NUL. `in` may be the
 * last half of out; else they do not overlap.
 */
typedef void hln_hex_fn(char *out, const uint8_t *in, size_t bytes);

enum { HLN_UTF8_BLOCK_BYTES = 64 };

/*
 * Copy text, all of it, and a NUL: what was copied is UTF-8 without NUL? It
 * is what was copied that is judged, also while someone writes to text.
 *
 * out   has room for bytes + 1, rounded up to whole HLN_UTF8_BLOCK_BYTES
 * text  not NULL
 */
typedef bool hln_utf8_copy_fn(char *out, const char *text, size_t bytes);

/* Is it UTF-8? A NUL is. */
typedef bool hln_utf8_check_fn(const char *text, size_t bytes);

/*
 * Copy UTF-16 units, in native order, that are ASCII and not NUL. Returns how
 * many, up to the first that is another: the kernel may stop some before it.
 * Up to `units` bytes are written.
 */
typedef size_t hln_utf8_narrow_fn(char *out, const uint16_t *text,
				  size_t units);

struct hln_kernel {
	hln_blocks_fn *blocks;
	uint32_t lanes;
	uint32_t needs; /* HLN_CPU_*, all required */
	/*
	 * Time of one block on all lanes in tenths of a nanosecond, measured
	 * on Zen 4 at 3.7 GHz: what the choice of a kernel goes by.
	 */
	uint32_t cost;
};

/* One instruction set. A NULL member: this set has nothing of its own. */
struct hln_isa {
	const char *name;
	int32_t id;     /* HASHLANE_ISA_* */
	uint32_t needs; /* HLN_CPU_*, all required */
	/* Ascending lanes; ends with one whose blocks is NULL. */
	const struct hln_kernel *kernels[HLN_CORE_COUNT];
	hln_crc_fn *crc32;
	hln_crc_fn *crc32c;
	hln_crc_fn *crc64nvme;
	hln_xxh3_fn *xxh3;
	hln_hex_fn *hex;
	hln_utf8_copy_fn *utf8_copy;
	hln_utf8_check_fn *utf8_check;
	hln_utf8_narrow_fn *utf16_narrow;
};

extern const struct hln_isa hln_isa_scalar, hln_isa_sha_ni, hln_isa_pclmul,
	hln_isa_vpclmul_avx2, hln_isa_vpclmul_avx512, hln_isa_pmull,
	hln_isa_sse2, hln_isa_ssse3, hln_isa_avx2, hln_isa_avx512,
	hln_isa_vbmi, hln_isa_neon, hln_isa_arm_sha;

/* Instruction sets of this build, best first; ends with NULL. */
extern const struct hln_isa *const hln_isas[];

/* The one-stream kernel of a core under these features; never NULL. */
const struct hln_kernel *hln_kernel_single(enum hln_core core, uint32_t cpu);

/*
 * The kernel that digests `messages` messages soonest, one lane or many;
 * never NULL. *isa, which may be NULL, gets the set it belongs to.
 */
const struct hln_kernel *hln_kernel_for(enum hln_core core, uint32_t cpu,
					size_t messages,
					const struct hln_isa **isa);

hln_crc_fn *hln_kernel_crc32(uint32_t cpu);
hln_crc_fn *hln_kernel_crc32c(uint32_t cpu);
hln_crc_fn *hln_kernel_crc64nvme(uint32_t cpu);
hln_xxh3_fn *hln_kernel_xxh3(uint32_t cpu);
hln_hex_fn *hln_kernel_hex(uint32_t cpu);
hln_utf8_copy_fn *hln_kernel_utf8_copy(uint32_t cpu);
hln_utf8_check_fn *hln_kernel_utf8_check(uint32_t cpu);
hln_utf8_narrow_fn *hln_kernel_utf8_narrow(uint32_t cpu);

#endif
