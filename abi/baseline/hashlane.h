/* SPDX-License-Identifier: MIT */
/*
 * hashlane.h - hash many files with many algorithms, reading each byte once.
 *
 * This header is the whole public interface. Rules that hold everywhere:
 *
 * - A function that can fail returns a status: HASHLANE_OK (0) or a positive
 *   HASHLANE_* code. On an error its outputs are untouched, except a
 *   `hashlane_error` that the caller passed.
 * - Results come first in the parameter list, inputs after them.
 * - Untrusted arguments give a status, never a crash: handles are checked,
 *   enumerations and flags are checked, lengths and capacities are checked.
 * - Option and information structs start with `size_t struct_size`, which the
 *   caller sets to sizeof the struct it was compiled with. A zeroed field
 *   means the default. Shorter than the first version: HASHLANE_ABI. Longer
 *   than the library knows: accepted if the excess is zero, else
 *   HASHLANE_ABI.
 * - A pointer must not be NULL unless its description says that it may: else
 *   HASHLANE_ARGUMENT. What it points to stays the caller's, and is not
 *   looked at once the call has returned, unless the description says so.
 * - Strings go in as pointer and length, or as NUL-terminated where the
 *   parameter is called `path`. Text the library returns by `const char *`
 *   lives as long as the library and is never freed.
 * - Every function may be called from any thread. errno is preserved.
 *
 * "Since" names the version in which a symbol appeared.
 */
#ifndef HASHLANE_H
#define HASHLANE_H

#include <stddef.h>
#include <stdint.h>

#define HASHLANE_VERSION_MAJOR 0
#define HASHLANE_VERSION_MINOR 1
#define HASHLANE_VERSION_PATCH 0
#define HASHLANE_VERSION       "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* From here on, up to where it says so, cffi's cdef takes this as it is. */

/* ---- Version ---------------------------------------------------------- */

/* ABI version of this header: major << 16 | minor. */
#define HASHLANE_ABI_VERSION 0x00000001

/*
 * Version of the loaded library, such as "0.1.0". Never NULL. Since 0.1.
 */
const char *hashlane_get_version(void);

/*
 * ABI version of the loaded library: major << 16 | minor. Since 0.1.
 */
uint32_t hashlane_get_abi_version(void);

/*
 * Can a caller compiled with `abi_version` (HASHLANE_ABI_VERSION of its
 * header) use the loaded library? HASHLANE_OK, or HASHLANE_ABI. While the
 * major version is 0 the two must be equal; later the major version must be
 * equal and the minor one at most the library's. Call it once after loading;
 * calling it again, from any thread, is harmless.
 *
 * Status: ABI. Since 0.1.
 */
int32_t hashlane_check_abi(uint32_t abi_version);

/* ---- Status ----------------------------------------------------------- */

/* Status codes are permanent. Since 0.1. */
enum {
	HASHLANE_OK = 0,
	HASHLANE_ARGUMENT = 1,     /* an argument is out of its range */
	HASHLANE_HANDLE = 2,       /* not a live handle of this kind */
	HASHLANE_ABI = 3,          /* struct_size or ABI version do not fit */
	HASHLANE_NO_MEMORY = 4,    /* memory or a budget ran out */
	HASHLANE_NOT_FOUND = 5,    /* no such file or item */
	HASHLANE_ACCESS = 6,       /* permission denied */
	HASHLANE_NOT_REGULAR = 7,  /* directory, FIFO, socket or device */
	HASHLANE_IO = 8,           /* open or read failed; see os_error */
	HASHLANE_CHANGED = 9,      /* the file changed while it was read */
	HASHLANE_CANCELLED = 10,   /* the work was cancelled */
	HASHLANE_TIMEOUT = 11,     /* the time allowed ran out */
	HASHLANE_BUSY = 12,        /* in use by another call */
	HASHLANE_FORKED = 13,      /* made before fork, used in the child */
	HASHLANE_BUFFER = 14,      /* the buffer given is too small */
	HASHLANE_UNSUPPORTED = 15, /* valid, but cannot be done here */
	HASHLANE_ALGORITHM = 16,   /* unknown algorithm or bad parameter */
	HASHLANE_UTF8 = 17,        /* text is not valid UTF-8 */
	HASHLANE_FORMAT = 18       /* text does not have the form expected */
};

/*
 * A short text for a status, such as "no such file". Never NULL; an unknown
 * code gives "unknown".
 *
 * status  HASHLANE_*
 * Since 0.1.
 */
const char *hashlane_error_string(int32_t status);

/*
 * The name of a status, such as "NOT_FOUND". Never NULL; an unknown code
 * gives "unknown".
 *
 * status  HASHLANE_*
 * Since 0.1.
 */
const char *hashlane_error_name(int32_t status);

/*
 * What to do about a status, one sentence. Never NULL; an unknown code gives
 * "unknown".
 *
 * status  HASHLANE_*
 * Since 0.1.
 */
const char *hashlane_error_hint(int32_t status);

/*
 * Detail of an error, owned by the caller. Functions that take one accept
 * NULL; where one is given, set struct_size first. It is written only when
 * the call fails. Since 0.1.
 */
struct hashlane_error {
	size_t struct_size;
	int32_t status;    /* HASHLANE_*, as the call returns */
	int32_t os_error;  /* errno of the failed system call, or 0 */
	uint64_t offset;   /* byte of the text or file where it failed */
	char message[232]; /* UTF-8, NUL-terminated, cut to fit */
};

/* ---- Algorithms ------------------------------------------------------- */

/* Algorithm ids are permanent; 0 is never one. Since 0.1. */
enum {
	HASHLANE_HASH_CRC32 = 1,
	HASHLANE_HASH_CRC32C = 2,
	HASHLANE_HASH_CRC64NVME = 3,
	HASHLANE_HASH_MD4 = 4,
	HASHLANE_HASH_MD5 = 5,
	HASHLANE_HASH_SHA1 = 6,
	HASHLANE_HASH_SHA224 = 7,
	HASHLANE_HASH_SHA256 = 8,
	HASHLANE_HASH_SHA384 = 9,
	HASHLANE_HASH_SHA512 = 10,
	HASHLANE_HASH_SHA512_256 = 11,
	HASHLANE_HASH_SHA3_224 = 12,
	HASHLANE_HASH_SHA3_256 = 13,
	HASHLANE_HASH_SHA3_384 = 14,
	HASHLANE_HASH_SHA3_512 = 15,
	HASHLANE_HASH_BLAKE2B = 16,
	HASHLANE_HASH_BLAKE2S = 17,
	HASHLANE_HASH_BLAKE3 = 18,
	HASHLANE_HASH_XXH64 = 19,
	HASHLANE_HASH_XXH3_64 = 20,
	HASHLANE_HASH_XXH3_128 = 21,
	HASHLANE_HASH_TIGER = 22,
	HASHLANE_HASH_TTH = 23,
	HASHLANE_HASH_ED2K = 24,
	HASHLANE_HASH_ED2K_BLUE = 25,
	HASHLANE_HASH_AICH = 26,
	HASHLANE_HASH_BT2_PIECES_ROOT = 27,
	HASHLANE_HASH_S3_ETAG = 28,
	HASHLANE_HASH_DROPBOX = 29,
	HASHLANE_HASH_GLACIER = 30,
	HASHLANE_HASH_QUICKXOR = 31,
	HASHLANE_HASH_GIT_BLOB = 32,
	HASHLANE_HASH_GIT_BLOB_SHA256 = 33,
	HASHLANE_HASH_SWHID = 34,
	HASHLANE_HASH_OCI = 35,
	HASHLANE_HASH_FS_VERITY = 36
};

/* Limits that hold for every algorithm, present and future. Since 0.1. */
enum {
	HASHLANE_DIGEST_BYTES_MAX = 64, /* bytes of a digest */
	HASHLANE_TEXT_BYTES_MAX = 256,  /* canonical text with its NUL */
	HASHLANE_ALGORITHMS_MAX = 64    /* algorithms in one pass */
};

/*
 * The name of an algorithm, such as "sha3-256". Never NULL; an unknown id
 * gives "unknown".
 *
 * id  HASHLANE_HASH_*
 * Since 0.1.
 */
const char *hashlane_hash_algorithm_name(int32_t id);

/*
 * One algorithm of a set: its id and, for the few that have one, a parameter
 * (0: its default). In text: "md5", "s3-etag:part=8MiB". Since 0.1.
 */
struct hashlane_algorithm_spec {
	int32_t id;     /* HASHLANE_HASH_*; unknown: HASHLANE_ALGORITHM */
	uint32_t flags; /* must be 0 */
	uint64_t param; /* wrong for the algorithm: HASHLANE_ALGORITHM */
};

/* Text forms of a digest. Since 0.1. */
enum {
	HASHLANE_TEXT_CANONICAL = 0, /* the algorithm's own, see text_form */
	HASHLANE_TEXT_HEX = 1,       /* lower case */
	HASHLANE_TEXT_BASE32 = 2,    /* RFC 4648, upper case, no padding */
	HASHLANE_TEXT_BASE64 = 3     /* RFC 4648 with padding */
};

/* Bits of hashlane_algorithm_info.flags. Since 0.1. */
enum {
	/* Fit for security today: collision resistant as far as is known. */
	HASHLANE_INFO_SECURE = 1,
	/* Takes a parameter. */
	HASHLANE_INFO_PARAM = 2,
	/* Needs the size before the first byte (hasher option size_bytes). */
	HASHLANE_INFO_NEEDS_SIZE = 4,
	/* Has no digest for an empty input. */
	HASHLANE_INFO_NO_EMPTY = 8
};

/*
 * What is known of an algorithm. Texts live as long as the library.
 * Since 0.1.
 */
struct hashlane_algorithm_info {
	size_t struct_size;
	int32_t id;              /* HASHLANE_HASH_* */
	uint32_t flags;          /* HASHLANE_INFO_* */
	uint32_t digest_bytes;   /* 4..HASHLANE_DIGEST_BYTES_MAX */
	uint32_t block_bytes;    /* of the compression function, or 1 */
	int32_t text_form;       /* HASHLANE_TEXT_HEX, _BASE32, _BASE64 */
	uint32_t text_bytes;     /* longest canonical text, without NUL */
	uint64_t param_default;  /* 0: takes no parameter */
	uint64_t param_min;      /* least parameter */
	uint64_t param_max;      /* largest parameter */
	const char *name;        /* "sha3-256" */
	const char *param_name;  /* "part"; "" without a parameter */
	const char *text_prefix; /* before the digest: "sha256:" or "" */
	const char *source;      /* the specification */
};

/*
 * How many algorithms there are. Since 0.1.
 */
size_t hashlane_algorithm_count(void);

/*
 * The algorithm at `index`, 0..hashlane_algorithm_count() - 1, in the order of
 * the ids.
 *
 * out    struct_size set by the caller
 * Status: ARGUMENT (out is NULL, index too large), ABI. Since 0.1.
 */
int32_t hashlane_algorithm_at(struct hashlane_algorithm_info *out,
			      size_t index);

/*
 * The algorithm with this id.
 *
 * out    struct_size set by the caller
 * id     HASHLANE_HASH_*
 * Status: ARGUMENT (out is NULL), ABI, ALGORITHM (unknown id). Since 0.1.
 */
int32_t hashlane_algorithm_get(struct hashlane_algorithm_info *out,
			       int32_t id);

/*
 * Look up an algorithm by name, with its parameter: "md5", "SHA-256",
 * "sha3_256", "s3-etag:part=8MiB". Letter case, '-' and '_' do not matter. A
 * size is a decimal count of bytes, or one with KiB, MiB, GiB, kB, MB, GB.
 *
 * text   text_bytes bytes; need not be NUL-terminated; may be NULL when
 *        text_bytes is 0
 * error  may be NULL; its message lists near names
 * Status: ARGUMENT (NULL), ABI (error), ALGORITHM (unknown name, bad
 * parameter). Since 0.1.
 */
int32_t hashlane_algorithm_parse(struct hashlane_algorithm_spec *out,
				 const char *text, size_t text_bytes,
				 struct hashlane_error *error);

/*
 * Write a spec as text, the shortest that hashlane_algorithm_parse reads back
 * to the same spec; a default parameter is left out.
 *
 * text        capacity bytes, NUL-terminated on success; 64 always suffice;
 *             may be NULL when capacity is 0
 * text_bytes  length written, without the NUL; may be NULL. Also set to the
 *             length needed when the status is BUFFER.
 * Status: ARGUMENT, ALGORITHM, BUFFER. Since 0.1.
 */
int32_t hashlane_algorithm_format(char *text, size_t capacity,
				  size_t *text_bytes,
				  const struct hashlane_algorithm_spec *spec);

/* ---- Digest text ------------------------------------------------------ */

/*
 * Write a digest as text, NUL-terminated.
 *
 * text          capacity bytes; HASHLANE_TEXT_BYTES_MAX always suffice; may
 *               be NULL when capacity is 0
 * text_bytes    length written, without the NUL; may be NULL. Also set to the
 *               length needed when the status is BUFFER.
 * spec          whose digest it is
 * form          HASHLANE_TEXT_*; CANONICAL adds the algorithm's prefix and
 *               suffix, the others give the bare bytes
 * digest        may be NULL when digest_bytes is 0
 * digest_bytes  must be the algorithm's digest_bytes, or 0 for an undefined
 *               digest, whose text is empty
 * Status: ARGUMENT, ALGORITHM, BUFFER. Since 0.1.
 */
int32_t hashlane_digest_format(char *text, size_t capacity, size_t *text_bytes,
			       const struct hashlane_algorithm_spec *spec,
			       int32_t form, const uint8_t *digest,
			       size_t digest_bytes);

/*
 * Read a digest from text. Hex and base32 in either case, base64 and base32
 * with or without padding; the canonical form with or without its prefix.
 *
 * digest        capacity bytes; HASHLANE_DIGEST_BYTES_MAX always suffice; may
 *               be NULL when capacity is 0
 * digest_bytes  bytes written; may be NULL. Also set to the bytes needed when
 *               the status is BUFFER.
 * spec          whose digest it is
 * form          HASHLANE_TEXT_*
 * text          text_bytes bytes; need not be NUL-terminated; may be NULL when
 *               text_bytes is 0
 * Status: ARGUMENT, ALGORITHM, BUFFER, FORMAT (not a digest of this
 * algorithm in this form). Since 0.1.
 */
int32_t hashlane_digest_parse(uint8_t *digest, size_t capacity,
			      size_t *digest_bytes,
			      const struct hashlane_algorithm_spec *spec,
			      int32_t form, const char *text,
			      size_t text_bytes);

/* ---- Kernels ---------------------------------------------------------- */

/* Instruction sets by name. Since 0.1. */
enum {
	HASHLANE_ISA_AUTO = 0, /* the best this CPU has */
	HASHLANE_ISA_SCALAR = 1,
	HASHLANE_ISA_SSE2 = 2,
	HASHLANE_ISA_SSSE3 = 3,
	HASHLANE_ISA_AVX2 = 4,
	HASHLANE_ISA_AVX512 = 5,
	HASHLANE_ISA_NEON = 6
};

/*
 * The name of an instruction set, such as "avx2". Never NULL; an unknown id
 * gives "unknown".
 *
 * isa  HASHLANE_ISA_*
 * Since 0.1.
 */
const char *hashlane_isa_name(int32_t isa);

/*
 * Look up an instruction set by name, in lower case ("auto" included).
 *
 * text  text_bytes bytes; may be NULL when text_bytes is 0
 * Status: ARGUMENT (NULL), NOT_FOUND. Since 0.1.
 */
int32_t hashlane_isa_parse(int32_t *out, const char *text, size_t text_bytes);

/*
 * Can this CPU and this build run it?
 *
 * isa  HASHLANE_ISA_*
 * Status: OK, UNSUPPORTED, ARGUMENT (unknown id). Since 0.1.
 */
int32_t hashlane_isa_check(int32_t isa);

/*
 * One kernel that would be used. Texts live as long as the library.
 * Since 0.1.
 */
struct hashlane_kernel_info {
	size_t struct_size;
	const char *core; /* compression function or checksum: "md5" */
	const char *isa;  /* what the kernel is built for: "avx2" */
	uint32_t lanes;   /* messages it advances side by side, from 1 */
	uint32_t reserved;
};

/*
 * The kernel at `index` (from 0) of those that serve under `isa`: for each
 * core the one-stream kernel, then the wider ones.
 *
 * out  struct_size set by the caller
 * isa  HASHLANE_ISA_*
 * Status: ARGUMENT (NULL, unknown isa), ABI, UNSUPPORTED (this machine lacks
 * isa), NOT_FOUND (index past the end). Since 0.1.
 */
int32_t hashlane_kernel_at(struct hashlane_kernel_info *out, size_t index,
			   int32_t isa);

/*
 * The CPU features the library found and uses, separated by spaces.
 *
 * text        capacity bytes, NUL-terminated on success; may be NULL when
 *             capacity is 0
 * text_bytes  length written, without the NUL; may be NULL. Also set to the
 *             length needed when the status is BUFFER.
 * Status: ARGUMENT, BUFFER. Since 0.1.
 */
int32_t hashlane_cpu_features(char *text, size_t capacity, size_t *text_bytes);

/*
 * The compiler that built the library, such as "gcc 12.2.0". Never NULL.
 * Since 0.1.
 */
const char *hashlane_get_compiler(void);

/* ---- One message in memory -------------------------------------------- */

/*
 * Hash one buffer with one algorithm.
 *
 * digest        capacity bytes; HASHLANE_DIGEST_BYTES_MAX always suffice; may
 *               be NULL when capacity is 0
 * digest_bytes  bytes written: the algorithm's digest_bytes, or 0 where no
 *               digest exists (HASHLANE_INFO_NO_EMPTY); may be NULL. Also set
 *               to the bytes needed when the status is BUFFER.
 * data          data_bytes bytes; may be NULL when data_bytes is 0
 * Status: ARGUMENT, ALGORITHM, BUFFER, NO_MEMORY. Since 0.1.
 */
int32_t hashlane_hash(uint8_t *digest, size_t capacity, size_t *digest_bytes,
		      const struct hashlane_algorithm_spec *spec,
		      const void *data, size_t data_bytes);

/* ---- Many messages in memory ------------------------------------------ */

/* What is written for each message of a batch. Since 0.1. */
enum {
	HASHLANE_OUTPUT_BINARY = 0, /* digest_bytes bytes */
	HASHLANE_OUTPUT_HEX = 1,    /* 2 * digest_bytes characters, no NUL */
	HASHLANE_OUTPUT_INTEGER = 2 /* digests of 4 or 8 bytes only: an
				     * unsigned integer in native order */
};

/*
 * Hash many buffers with one algorithm on the caller's thread, side by side
 * in SIMD lanes where the algorithm has them.
 *
 * digests     count rows of the algorithm's digest_bytes; where a digest does
 *             not exist (HASHLANE_INFO_NO_EMPTY) the row is zero; may be NULL
 *             when capacity is 0
 * capacity    bytes at digests
 * spec        the algorithm
 * data        count pointers, each of which may itself be nothing when its
 *             length is 0; may be NULL when count is 0
 * data_bytes  count lengths in bytes; may be NULL when count is 0
 * isa         HASHLANE_ISA_*
 * Status: ARGUMENT, ALGORITHM, BUFFER, NO_MEMORY, UNSUPPORTED (isa).
 * Since 0.1.
 */
int32_t hashlane_hash_many(uint8_t *digests, size_t capacity,
			   const struct hashlane_algorithm_spec *spec,
			   const void *const *data, const size_t *data_bytes,
			   size_t count, int32_t isa);

/*
 * hashlane_column.layout: how a column of byte strings lies in memory (Apache
 * Arrow). Since 0.1.
 */
enum {
	HASHLANE_COLUMN_OFFSETS32 = 1, /* binary, utf8: int32 offsets */
	HASHLANE_COLUMN_OFFSETS64 = 2, /* large binary, large utf8 */
	HASHLANE_COLUMN_VIEWS = 3      /* binary view, utf8 view */
};

/*
 * A column of byte strings. Row i of the column is row `offset` + i of the
 * buffers. Nothing is copied or changed. Since 0.1.
 */
struct hashlane_column {
	size_t struct_size;
	size_t rows;             /* rows to hash */
	size_t offset;           /* rows to skip at the start of the buffers */
	const uint8_t *validity; /* bitmap, lowest bit first; NULL: no nulls */
	const void *offsets;     /* offset + rows + 1 offsets, or offset + rows
				  * views of 16 bytes */
	const uint8_t *data;     /* what the offsets point into */
	size_t data_bytes;       /* bytes at data */
	const uint8_t *const *buffers; /* what views point into */
	const size_t *buffer_bytes;    /* bytes of each buffer */
	size_t buffer_count;           /* how many buffers */
	int32_t layout;                /* HASHLANE_COLUMN_* */
	uint32_t flags;                /* must be 0 */
};

/*
 * Hash every row of a column with one algorithm, as hashlane_hash_many does.
 * Offsets and views are checked before anything is written.
 *
 * out         rows values as `output` says; may be NULL when capacity is 0
 * capacity    bytes at out
 * validity    (rows + 7) / 8 bytes, may be NULL: a bitmap, lowest bit first; a
 *             null row, and one without a digest, stays null and its value is
 *             zero
 * null_count  how many rows are null; may be NULL
 * output      HASHLANE_OUTPUT_*
 * isa         HASHLANE_ISA_*
 * Status: ARGUMENT, ABI, ALGORITHM, BUFFER, FORMAT (an offset or a view leaves
 * its buffer), NO_MEMORY, UNSUPPORTED (isa, or integers of this algorithm).
 * Since 0.1.
 */
int32_t hashlane_hash_column(void *out, size_t capacity, uint8_t *validity,
			     size_t *null_count,
			     const struct hashlane_algorithm_spec *spec,
			     const struct hashlane_column *column,
			     int32_t output, int32_t isa);

/* ---- Streaming hasher ------------------------------------------------- */

/*
 * A hasher: several algorithms over one stream of bytes. The value is a
 * checked handle; 0 is never valid. One hasher serves one thread at a time:
 * a call that finds it in use returns HASHLANE_BUSY. Since 0.1.
 */
typedef uint64_t hashlane_hasher;

/* Bits of hashlane_hasher_options.flags. Since 0.1. */
enum {
	HASHLANE_HASHER_SIZE_KNOWN = 1 /* size_bytes holds the total size */
};

/* Options of a hasher. Since 0.1. */
struct hashlane_hasher_options {
	size_t struct_size;
	const struct hashlane_algorithm_spec *specs; /* copied */
	size_t spec_count;   /* 1..HASHLANE_ALGORITHMS_MAX */
	uint64_t size_bytes; /* total, with HASHLANE_HASHER_SIZE_KNOWN */
	uint32_t flags;      /* HASHLANE_HASHER_* */
	int32_t isa;         /* HASHLANE_ISA_* */
};

/*
 * Make a hasher.
 *
 * out    set on success; destroy it with hashlane_hasher_destroy
 * error  may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, NO_MEMORY, UNSUPPORTED (an algorithm
 * needs the size and it is not given, or the CPU lacks isa). Since 0.1.
 */
int32_t hashlane_hasher_create(hashlane_hasher *out,
			       const struct hashlane_hasher_options *options,
			       struct hashlane_error *error);

/*
 * Absorb bytes.
 *
 * data   data_bytes bytes; may be NULL when data_bytes is 0
 * Status: HANDLE, BUSY, ARGUMENT (NULL, or more bytes than the size declared:
 * nothing is absorbed), NO_MEMORY (the hasher must then be reset or
 * destroyed; digests give NO_MEMORY too). Since 0.1.
 */
int32_t hashlane_hasher_update(hashlane_hasher hasher, const void *data,
			       size_t data_bytes);

/*
 * The digest so far of the algorithm at `index` (its place in the specs). The
 * stream is not disturbed and may go on.
 *
 * digest        capacity bytes, as for hashlane_hash; may be NULL when capacity
 *               is 0
 * digest_bytes  as for hashlane_hash; may be NULL
 * Status: HANDLE, BUSY, ARGUMENT (also: a size was declared, the algorithm's
 * digest depends on it, and it is not reached yet), BUFFER, NO_MEMORY.
 * Since 0.1.
 */
int32_t hashlane_hasher_digest(hashlane_hasher hasher, size_t index,
			       uint8_t *digest, size_t capacity,
			       size_t *digest_bytes);

/*
 * Go back to the empty stream, with the same algorithms and declared size.
 *
 * Status: HANDLE, BUSY. Since 0.1.
 */
int32_t hashlane_hasher_reset(hashlane_hasher hasher);

/*
 * Copy a hasher with all it has absorbed.
 *
 * out    set on success; a hasher of its own: destroy it with
 *        hashlane_hasher_destroy
 * Status: HANDLE, BUSY, ARGUMENT (NULL), NO_MEMORY. Since 0.1.
 */
int32_t hashlane_hasher_clone(hashlane_hasher *out, hashlane_hasher hasher);

/*
 * Destroy a hasher. The handle is dead from then on, whoever holds it.
 *
 * Status: HANDLE (also for 0 and for a second destroy), BUSY. Since 0.1.
 */
int32_t hashlane_hasher_destroy(hashlane_hasher hasher);

/* ---- Files ------------------------------------------------------------ */

/*
 * What became of one file; one cache line, and never larger. Since 0.1.
 */
struct hashlane_file_result {
	int32_t status;         /* HASHLANE_OK or why there are no digests */
	int32_t os_error;       /* errno of the failed system call, or 0 */
	uint64_t size_bytes;    /* bytes hashed; on failure bytes read */
	int64_t mtime_ns;       /* time of last modification, since 1970 */
	uint64_t error_offset;  /* byte of the file where it failed, or 0 */
	uint64_t digests_valid; /* bit i: digest i exists */
	uint64_t reserved[3];
};

/* Options of hashlane_hash_files. Since 0.1. */
struct hashlane_files_options {
	size_t struct_size;
	const struct hashlane_algorithm_spec *specs; /* which algorithms */
	size_t spec_count; /* 1..HASHLANE_ALGORITHMS_MAX */
	int32_t workers;   /* threads: 0 automatic (CPU affinity and cgroup
			    * quota), -1 the caller's only, else 1..1024 */
	int32_t isa;       /* HASHLANE_ISA_* */
};

/*
 * Hash one file with several algorithms, reading it once. A symbolic link is
 * followed. A file that changes meanwhile gives HASHLANE_CHANGED and no
 * digest; the size and the time of modification are compared.
 *
 * result    set whenever the file was tried, also when it failed; may be NULL
 * digests   the digests in the order of the specs, each of its algorithm's
 *           digest_bytes, one after the other; where one does not exist its
 *           bytes are zero and its bit in digests_valid is clear. All zero
 *           when the file failed; untouched when an argument is wrong or
 *           memory runs out before the file is opened; may be NULL when
 *           capacity is 0
 * capacity  bytes at digests, at least the sum of all digest_bytes
 * path      NUL-terminated, bytes as the operating system takes them
 * specs     spec_count of them, 1..HASHLANE_ALGORITHMS_MAX
 * error     may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, BUFFER, NO_MEMORY, NOT_FOUND, ACCESS,
 * NOT_REGULAR, IO, CHANGED. Since 0.1.
 */
int32_t hashlane_hash_file(struct hashlane_file_result *result,
			   uint8_t *digests, size_t capacity, const char *path,
			   const struct hashlane_algorithm_spec *specs,
			   size_t spec_count, struct hashlane_error *error);

/*
 * Hash many files with several algorithms on several threads, reading each
 * once. Row i of both outputs belongs to paths[i]; a file that fails leaves
 * its digests zero and says why in its own result, and the call still
 * succeeds.
 *
 * results   path_count results; 64-byte alignment is best, any will do; may be
 *           NULL when path_count is 0
 * digests   path_count rows, each as hashlane_hash_file lays it out; may be
 *           NULL when capacity is 0
 * capacity  bytes at digests, at least path_count rows
 * paths     path_count NUL-terminated paths; may be NULL when path_count is 0
 * options   which algorithms, how many threads
 * error     may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, BUFFER, NO_MEMORY, UNSUPPORTED (isa).
 * Since 0.1.
 */
int32_t hashlane_hash_files(struct hashlane_file_result *results,
			    uint8_t *digests, size_t capacity,
			    const char *const *paths, size_t path_count,
			    const struct hashlane_files_options *options,
			    struct hashlane_error *error);

/* ---- Strings ----------------------------------------------------------- */

/*
 * Paths are bytes on POSIX systems, whatever their encoding, and go in and
 * out unchanged; on Windows they are UTF-8. Every other text is UTF-8. Where
 * a language has text of its own, these functions bring it over.
 */

/*
 * Copy text into memory of the library: checked to be UTF-8 without NUL, and
 * NUL-terminated.
 *
 * out         set on success; free it with hashlane_string_free
 * text        text_bytes bytes; need not be NUL-terminated; may be NULL when
 *             text_bytes is 0
 * error       may be NULL; its offset is that of the first wrong byte
 * Status: ARGUMENT (NULL; text_bytes above PTRDIFF_MAX), ABI (error), UTF8,
 * FORMAT (a NUL within), NO_MEMORY (also: the limit of the process is
 * reached). Since 0.1.
 */
int32_t hashlane_string_copy(char **out, const char *text, size_t text_bytes,
			     struct hashlane_error *error);

/*
 * The same from UTF-16 in native order, as Java, C# and JavaScript have it. A
 * lone surrogate is not text: UTF8. The offset is in units of two bytes.
 *
 * out_bytes   length of the copy without its NUL; may be NULL
 * out         set on success; free it with hashlane_string_free
 * text        text_units units of two bytes, aligned to two; may be NULL when
 *             text_units is 0
 * error       may be NULL
 * Status: ARGUMENT (NULL; more units than an object can have), ABI (error),
 * UTF8, FORMAT (a NUL within), NO_MEMORY. Since 0.1.
 */
int32_t hashlane_string_from_utf16(char **out, size_t *out_bytes,
				   const uint16_t *text, size_t text_units,
				   struct hashlane_error *error);

/*
 * Is text UTF-8? For a caller that lends its own bytes and wants no copy. A
 * NUL is a character as any.
 *
 * valid_bytes  length of the longest valid beginning; may be NULL; set also
 *              when the status is UTF8
 * text         text_bytes bytes; may be NULL when text_bytes is 0
 * Status: ARGUMENT, UTF8. Since 0.1.
 */
int32_t hashlane_string_check(size_t *valid_bytes, const char *text,
			      size_t text_bytes);

/*
 * Free a string that this library made. Any thread. It is not checked that it
 * is one.
 *
 * string  may be NULL
 * Since 0.1.
 */
void hashlane_string_free(char *string);

/* ---- Memory ------------------------------------------------------------ */

/*
 * Strings, buffers, paths of jobs and payloads of events come from a pool of
 * the process, in classes of 64 bytes to 16 KiB, which keeps what is freed
 * for the next. It has a limit of its own; engines have theirs.
 */

/*
 * A buffer to fill and hash, such as a binding needs.
 *
 * out       set on success, aligned to 64 bytes, its content undefined; give
 *           it back with hashlane_buffer_release
 * capacity  bytes at *out, at least `bytes`; may be NULL
 * bytes     1..PTRDIFF_MAX
 * Status: ARGUMENT, NO_MEMORY (also: the limit is reached). Since 0.1.
 */
int32_t hashlane_buffer_acquire(void **out, size_t *capacity, size_t bytes);

/*
 * Give a buffer back. Any thread. It is not checked that it is one.
 *
 * buffer  may be NULL
 * Since 0.1.
 */
void hashlane_buffer_release(void *buffer);

/* Pressure: use of a limit, below 50, 75, 90 % and above. Since 0.1. */
enum {
	HASHLANE_PRESSURE_NORMAL = 0,
	HASHLANE_PRESSURE_ELEVATED = 1,
	HASHLANE_PRESSURE_HIGH = 2,
	HASHLANE_PRESSURE_CRITICAL = 3
};

/*
 * Called when the pressure level of the pool changes, on the thread whose
 * call changed it, never by two threads at once. It may call
 * hashlane_memory_stats and hashlane_memory_trim, nothing else. Since 0.1.
 */
typedef void hashlane_pressure_fn(void *context, int32_t pressure);

/* Bits of hashlane_memory_options.flags. Since 0.1. */
enum {
	/* Fill what is given back with zeros before it is used again. */
	HASHLANE_MEMORY_WIPE = 1
};

/* Options of the process's pool. Since 0.1. */
struct hashlane_memory_options {
	size_t struct_size;
	uint64_t limit_bytes; /* of what the pool has from the system; 0: the
			       * default of 256 MiB; at least 1 MiB */
	uint32_t flags;       /* HASHLANE_MEMORY_* */
	uint32_t reserved;
	hashlane_pressure_fn *pressure; /* may be NULL */
	void *pressure_context;         /* handed to pressure */
};

/*
 * Set the options of the process's pool. A limit below what is in use is
 * taken: nothing more is given out until enough came back.
 *
 * options  may be NULL: all defaults
 * Status: ARGUMENT, ABI, BUSY (called from the pressure callback). Since 0.1.
 */
int32_t
hashlane_memory_configure(const struct hashlane_memory_options *options);

/* Limit: size classes of the pool. Since 0.1. */
enum { HASHLANE_MEMORY_CLASSES = 6 };

/* One size class of the pool. Since 0.1. */
struct hashlane_memory_class {
	uint64_t object_bytes; /* the size of its objects */
	uint64_t live;         /* objects in use */
	uint64_t hits;         /* given out from what was there */
	uint64_t misses;       /* that took a slow path */
	uint64_t remote_frees; /* freed by another thread than their owner */
	uint64_t slabs;        /* of 64 KiB */
};

/*
 * The memory of the process's pool. Counters are kept per thread and summed
 * here: exact when no other thread is in the pool. Since 0.1.
 */
struct hashlane_memory_usage {
	size_t struct_size;
	uint64_t used_bytes;  /* objects in use, by the size of their class */
	uint64_t peak_bytes;  /* the most the pool had from the system */
	uint64_t limit_bytes; /* of what it may have */
	uint64_t pool_bytes;  /* had from the system now */
	uint64_t hits, misses, remote_frees; /* summed over the classes */
	uint64_t large_live, large_bytes;    /* beyond the classes */
	uint64_t arenas;                     /* regions of slabs */
	int32_t pressure;                    /* HASHLANE_PRESSURE_* */
	uint32_t threads;                    /* that have slabs of their own */
	/* each by itself */
	struct hashlane_memory_class classes[HASHLANE_MEMORY_CLASSES];
};

/*
 * The pool as it is now.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI. Since 0.1.
 */
int32_t hashlane_memory_stats(struct hashlane_memory_usage *out);

/*
 * Give memory that the pool keeps and nobody uses back to the system. It does
 * so by itself under pressure and when much lies idle.
 *
 * freed_bytes  how much; may be NULL
 * Status: OK. Since 0.1.
 */
int32_t hashlane_memory_trim(uint64_t *freed_bytes);

/*
 * Objects that were handed out and not given back: what a program that is
 * about to end has forgotten. Since 0.1.
 */
struct hashlane_memory_objects {
	size_t struct_size;
	uint64_t strings;   /* hashlane_string_copy and its like */
	uint64_t buffers;   /* hashlane_buffer_acquire */
	uint64_t hashers;   /* hashlane_hasher_create, _clone */
	uint64_t engines;   /* hashlane_engine_create */
	uint64_t jobs;      /* hashlane_job_submit */
	uint64_t listeners; /* hashlane_listener_register */
	uint64_t results;   /* blocks, those exported to Arrow included */
};

/*
 * What is handed out now.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI. Since 0.1.
 */
int32_t hashlane_memory_leaks(struct hashlane_memory_objects *out);

/* ---- Results ---------------------------------------------------------- */

/*
 * A results block: up to HASHLANE_SEGMENT_ROWS rows, one an input, in columns.
 * The block starts with this header, is aligned to 64 bytes, little-endian,
 * and refers to itself by offsets only: it may be written to a file, sent or
 * mapped elsewhere as it is. docs/RESULTS.md describes every byte. It outlives
 * job and engine and lives until hashlane_results_free. Since 0.1.
 */
struct hashlane_results {
	uint8_t magic[8];      /* "HASHLANE" */
	uint32_t version;      /* 1 */
	uint32_t row_count;    /* 1..HASHLANE_SEGMENT_ROWS */
	uint64_t block_bytes;  /* of the whole block */
	uint64_t first_row;    /* rows of the job in the blocks before */
	uint32_t column_count; /* entries of the directory behind this */
	uint32_t failures;     /* rows whose status is not HASHLANE_OK */
	uint64_t reserved[3];
};

/* An entry of the column directory. Since 0.1. */
struct hashlane_results_column {
	int32_t kind;      /* HASHLANE_COLUMN_* */
	int32_t algorithm; /* HASHLANE_HASH_*, of a digest, hex or parts */
	uint64_t param;    /* its parameter */
	uint64_t offset;   /* of the values, in bytes from the block's start */
	uint64_t offsets;  /* of row_count + 1 uint64_t, where rows differ in
			      * length: row i is [offsets[i], offsets[i + 1])
			      * of the values; else 0 */
	uint64_t validity; /* of a bitmap, bit i % 8 of byte i / 8 for row
			      * i; 0: all are valid */
	uint32_t stride;   /* bytes a value, where rows have one length */
	uint32_t null_count;        /* clear bits of the bitmap */
	uint64_t part_bytes;        /* of a column of parts: part j is of bytes
			      * [j * part_bytes, (j + 1) * part_bytes) of the
			      * input, the last one of what is there */
	uint32_t part_digest_bytes; /* of the digest of a part */
	uint32_t reserved;
};

/* hashlane_results_column.kind: what a column holds. Since 0.1. */
enum {
	HASHLANE_COLUMN_INDEX = 1,    /* uint64: which input, from 0 */
	HASHLANE_COLUMN_SIZE = 2,     /* uint64: bytes hashed; failed: read */
	HASHLANE_COLUMN_STATUS = 3,   /* int32: HASHLANE_OK or why not */
	HASHLANE_COLUMN_OS_ERROR = 4, /* int32: errno of the call, or 0 */
	HASHLANE_COLUMN_MTIME = 5,    /* int64: ns since 1970, 0 unknown */
	HASHLANE_COLUMN_ERROR_OFFSET = 6, /* uint64: byte where it failed */
	HASHLANE_COLUMN_PATH = 7,         /* bytes, as they were given */
	HASHLANE_COLUMN_MESSAGE = 8,      /* UTF-8; null where all is well */
	HASHLANE_COLUMN_DIGEST = 9,       /* bytes; null where there is none */
	HASHLANE_COLUMN_HEX = 10, /* the digest in hexadecimal, if asked for */
	HASHLANE_COLUMN_PARTS = 11 /* digests of the parts, if asked for */
};

/* Limit: rows of a block. Since 0.1. */
enum { HASHLANE_SEGMENT_ROWS = 4096 };

/* One row of a results block, with pointers into it. Since 0.1. */
struct hashlane_row {
	size_t struct_size;
	uint64_t index;         /* which input, from 0 */
	uint64_t size_bytes;    /* bytes hashed; on failure bytes read */
	int64_t mtime_ns;       /* last modification, since 1970 */
	uint64_t error_offset;  /* byte of the file where it failed */
	int32_t status;         /* HASHLANE_OK or why not */
	int32_t os_error;       /* errno of the failed call, or 0 */
	const char *path;       /* path_bytes; not NUL-terminated */
	size_t path_bytes;      /* bytes at path */
	const char *message;    /* message_bytes; not NUL-terminated */
	size_t message_bytes;   /* bytes at message; 0: all is well */
	uint64_t digests_valid; /* bit i: digest i exists */
};

/*
 * Read a row.
 *
 * out      set struct_size first
 * results  a block of this library, or a copy of one
 * row      0..row_count - 1
 * Status: ARGUMENT (NULL, no such row), ABI, FORMAT (not such a block).
 * Since 0.1.
 */
int32_t hashlane_results_row(struct hashlane_row *out,
			     const struct hashlane_results *results,
			     uint32_t row);

/*
 * The digest of algorithm `index` (its place in the job's specs) of a row.
 *
 * digest        points into the block
 * digest_bytes  its length
 * results       a block of this library, or a copy of one
 * row           0..row_count - 1
 * Status: ARGUMENT (also: no such row or index), FORMAT, NOT_FOUND (the row
 * has no such digest). Since 0.1.
 */
int32_t hashlane_results_digest(const uint8_t **digest, size_t *digest_bytes,
				const struct hashlane_results *results,
				uint32_t row, size_t index);

/* Digests of the parts of one input. Since 0.1. */
struct hashlane_parts {
	size_t struct_size;
	const uint8_t *digests; /* points into the block: count *
				 * digest_bytes, in order */
	size_t digest_bytes;    /* of one; it may be shorter than the
				 * algorithm's: S3 parts have an MD5 */
	size_t count;           /* how many parts */
	uint64_t part_bytes; /* digest j is of bytes [j * part_bytes, (j + 1) *
			      * part_bytes), the last one of what is there */
};

/*
 * The digests of the parts of algorithm `index` (its place in the job's specs)
 * of a row; see HASHLANE_JOB_PARTS.
 *
 * out      set struct_size first
 * results  a block of this library, or a copy of one
 * row      0..row_count - 1
 * Status: ARGUMENT (also: no such row or index), ABI, FORMAT, NOT_FOUND (the
 * row has none). Since 0.1.
 */
int32_t hashlane_results_parts(struct hashlane_parts *out,
			       const struct hashlane_results *results,
			       uint32_t row, size_t index);

/*
 * Give a block back.
 *
 * results  a block that hashlane_job_next returned, which is not checked; may
 *          be NULL
 * Since 0.1.
 */
void hashlane_results_free(const struct hashlane_results *results);

/*
 * Structures of the Arrow C data and stream interfaces, as their
 * specification declares them.
 */
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;

/*
 * Hand a results block to Arrow without a copy: a struct array whose children
 * are the columns (digests are fixed_size_binary, paths are large_binary).
 *
 * array, schema  written on success; released by the caller
 * results        a block of hashlane_job_next; owned by *array on success
 * Status: ARGUMENT (NULL), NO_MEMORY, UNSUPPORTED (a big-endian machine: Arrow
 * wants its byte order). Since 0.1.
 */
int32_t hashlane_results_export(struct ArrowArray *array,
				struct ArrowSchema *schema,
				const struct hashlane_results *results);

/* ---- Engines ---------------------------------------------------------- */

/*
 * An engine: worker threads and a budget of memory, for any number of jobs at
 * once. Checked handles, as all; any thread may use them at any time. In a
 * forked child those of the parent give HASHLANE_FORKED. Since 0.1.
 */
typedef uint64_t hashlane_engine;
/* A job of an engine. Since 0.1. */
typedef uint64_t hashlane_job;

/*
 * Where an engine has its memory from: lane buffers, jobs, results blocks.
 * The functions are called from any thread, also by several at once, and
 * after the engine's end for what outlives it: results blocks. Since 0.1.
 */
struct hashlane_allocator {
	size_t struct_size;
	void *context; /* handed to both */
	/* bytes > 0, aligned to `alignment`, a power of two; NULL: none */
	void *(*allocate)(void *context, size_t bytes, size_t alignment);
	/* with the numbers it was allocated with */
	void (*release)(void *context, void *memory, size_t bytes,
			size_t alignment);
};

/* Options of an engine. Since 0.1. */
struct hashlane_engine_options {
	size_t struct_size;
	int32_t workers;       /* threads: 0 automatic (CPU affinity and
				* cgroup quota), -1 none: jobs run within
				* hashlane_job_wait and hashlane_job_next,
				* else 1..1024 */
	int32_t isa;           /* HASHLANE_ISA_* */
	uint64_t budget_bytes; /* of all the engine allocates; 0: 40 MiB, at
				* least 4 MiB */
	const struct hashlane_allocator *allocator; /* copied; NULL: the
						     * library's own */
};

/*
 * Make an engine.
 *
 * out      set on success; destroy it with hashlane_engine_destroy
 * options  may be NULL: all defaults
 * error    may be NULL
 * Status: ARGUMENT, ABI, NO_MEMORY, UNSUPPORTED (isa). Where threads cannot be
 * had, fewer do the work, at worst those that wait for a job. Since 0.1.
 */
int32_t hashlane_engine_create(hashlane_engine *out,
			       const struct hashlane_engine_options *options,
			       struct hashlane_error *error);

/* How much memory an engine has. Since 0.1. */
struct hashlane_engine_memory {
	size_t struct_size;
	uint64_t budget_bytes; /* the most it may use */
	uint64_t used_bytes;   /* now in use */
	uint64_t peak_bytes;   /* the most that was in use */
	uint64_t held_bytes;   /* results held whole, outside the budget */
	int32_t pressure;      /* HASHLANE_PRESSURE_* */
	int32_t workers;       /* threads it runs */
};

/*
 * Memory of an engine now.
 *
 * out  set struct_size first
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.1.
 */
int32_t hashlane_engine_get_memory(struct hashlane_engine_memory *out,
				   hashlane_engine engine);

/*
 * Cancel all jobs of an engine and destroy it. The jobs' handles live on until
 * they are destroyed too, with the results they have.
 *
 * Status: HANDLE, FORKED, BUSY (called from a callback of this engine, or a
 * read that does not return holds a worker: call again). Since 0.1.
 */
int32_t hashlane_engine_destroy(hashlane_engine engine);

/* hashlane_input.kind. Since 0.1. */
enum {
	HASHLANE_INPUT_PATH = 1,       /* a file by its path */
	HASHLANE_INPUT_DESCRIPTOR = 2, /* an open file; read by offset */
	HASHLANE_INPUT_MEMORY = 3      /* bytes in memory */
};

/* What is hashed: a whole file, a range of one, or memory. Since 0.1. */
struct hashlane_input {
	int32_t kind;       /* HASHLANE_INPUT_* */
	int32_t descriptor; /* the caller's, open until the job is destroyed */
	const void *data;   /* path: copied; a NUL within it is no path.
			     * memory: unchanged until the job is destroyed.
			     * descriptor: a name for the results, or NULL */
	size_t data_bytes;  /* bytes at data */
	uint64_t offset;    /* of a file: the first byte hashed */
	uint64_t length;    /* of a file: bytes hashed, 0: to the end; a file
			  * that ends before gives HASHLANE_CHANGED */
};

/* Order of the results. Since 0.1. */
enum {
	HASHLANE_ORDER_DEFAULT = 0,   /* input order; streamed: completion */
	HASHLANE_ORDER_INPUT = 1,     /* row i is input i */
	HASHLANE_ORDER_COMPLETION = 2 /* as they finish, with their index */
};

/* Bits of hashlane_job_options.flags. Since 0.1. */
enum {
	/* Results count in the budget; when unread ones fill it, it waits. */
	HASHLANE_JOB_STREAM = 1,
	/* More inputs follow by hashlane_job_add, until hashlane_job_close. */
	HASHLANE_JOB_OPEN = 2,
	/* Results have columns of hexadecimal digests besides. */
	HASHLANE_JOB_HEX = 4,
	/*
	 * Results have the digests of parts, in order: which range of a
	 * damaged file is bad. Where the digest is of a list (ED2K, S3,
	 * Dropbox), they are that list; an ED2K one (red) ends with the
	 * digest of nothing where that of the algorithm does, behind a last
	 * chunk that is full. One chunk is one part, also where its digest
	 * is the file's. Where it is of a binary tree (TTH, Glacier,
	 * BitTorrent v2), parts are the smallest power of two of leaves that
	 * is at least 1 MiB, and have the tree's nodes over them: folding
	 * them as the tree does gives the file's digest. The last one may be
	 * shorter: the root of what is left, where the tree is padded with
	 * zeros padded so; the only one has the file's digest. AICH: the
	 * nodes of the parts of 9,728,000 bytes. An empty file has no parts.
	 * Other algorithms have none. The digests are beyond the budget of
	 * the engine, and HASHLANE_JOB_LINKS_ONCE is of no effect.
	 */
	HASHLANE_JOB_PARTS = 8,
	/* A disk that must not seek: one file at a time, in order. */
	HASHLANE_JOB_SEQUENTIAL = 16,
	/* Drop from the page cache what was read and was not in it. */
	HASHLANE_JOB_DROP_CACHE = 32,
	/* A file met again under another name is not read again. */
	HASHLANE_JOB_LINKS_ONCE = 64
};

/* Bits of hashlane_walk_options.flags. Since 0.1. */
enum {
	HASHLANE_WALK_FOLLOW = 1,         /* symbolic links met in a walk */
	HASHLANE_WALK_NO_HIDDEN = 2,      /* pass over names that start "." */
	HASHLANE_WALK_ONE_FILE_SYSTEM = 4 /* stay on that of the start */
};

/*
 * How directories are walked. Files come in bytewise order of their paths;
 * FIFOs, sockets and devices are passed over. A pattern is a glob (* ? []);
 * one without a slash is compared with the last name, others with the path
 * below the start, where ** stands for any directories. Since 0.1.
 */
struct hashlane_walk_options {
	size_t struct_size;
	const char *const *include; /* only files that match one; none: all */
	size_t include_count;       /* patterns at include */
	const char *const *exclude; /* files and directories to leave out */
	size_t exclude_count;       /* patterns at exclude */
	uint32_t flags;             /* HASHLANE_WALK_* */
	uint32_t reserved;
};

/*
 * Kinds of an event, and bits of hashlane_job_options.events and
 * hashlane_listener_options.events. Since 0.1.
 */
enum {
	HASHLANE_EVENT_PROGRESS = 1, /* at most each event_interval_ms */
	HASHLANE_EVENT_FILE = 2,     /* a file is done */
	HASHLANE_EVENT_ERROR = 4,    /* a file failed */
	HASHLANE_EVENT_MEMORY = 8,   /* the pressure level changed; told to
				      * listeners of an engine with job 0 */
	HASHLANE_EVENT_DONE = 16,    /* the job is final; always the last */
	HASHLANE_EVENT_LOST = 32     /* of a queue that was full: `index`
				      * events are missing here; always told */
};

/* What happened. Since 0.1. */
struct hashlane_event {
	int32_t kind;         /* HASHLANE_EVENT_* */
	int32_t status;       /* of the file or the job; MEMORY: pressure */
	hashlane_job job;     /* whose */
	uint64_t index;       /* of the input */
	uint64_t bytes_done;  /* of the file; PROGRESS, DONE: of the job */
	uint64_t bytes_total; /* the same, so far as it is known */
	uint64_t files_done;  /* of the job */
	uint64_t files_total; /* of the job, known so far */
	uint64_t failures;    /* of the job */
	uint64_t bytes_per_second; /* of the last second or so */
	const char *path;      /* of a FILE or ERROR, NUL-terminated; or "" */
	size_t path_bytes;     /* bytes at path, without the NUL */
	uint64_t error_offset; /* of an ERROR: where it failed */
	int32_t os_error;      /* of an ERROR: errno, or 0 */
	int32_t reserved;
};

/*
 * Called with some events at a time, never by two threads at once for one job,
 * on a worker's thread or, without workers, on one that waits; the last one
 * also on a thread that cancels. It may call hashlane_job_cancel,
 * hashlane_job_progress and all that needs no job; functions that wait for or
 * destroy this job, its engine or another job of that give HASHLANE_BUSY.
 * Nothing comes after HASHLANE_EVENT_DONE. Where PROGRESS is wanted it starts
 * at 0 and, before the DONE of a job that was not cancelled, ends with all.
 *
 * It must return: to leave it by longjmp or an exception is forbidden. A debug
 * build finds that when the thread waits again: the job is
 * HASHLANE_JOB_FAILED, with the status HASHLANE_UNSUPPORTED. Since 0.1.
 */
typedef void hashlane_event_fn(void *context,
			       const struct hashlane_event *events,
			       size_t count);

/*
 * What a job keeps of long files, to go on with them another day.
 *
 * hashlane_state_save_fn is given the state of a file that is under way, by
 * the index of its input: each state_interval_bytes, and when the job is
 * cancelled, also before it is destroyed. The bytes are of this version of the
 * library and this kind of machine; they live during the call.
 *
 * hashlane_state_load_fn is asked for it when such a file is begun: it writes
 * what was saved last to `state`, at most `capacity` bytes, and returns how
 * many, or 0. Bytes that are damaged, or of other algorithms, another size or
 * another library, are not used. Whether the file is still the same is the
 * caller's to know: what was hashed before is not read again.
 *
 * Both are called on threads of the engine, for several files at once; they
 * may call nothing of this job. Not after hashlane_job_destroy has returned.
 * Since 0.1.
 */
typedef void hashlane_state_save_fn(void *context, uint64_t index,
				    uint64_t bytes_done, const void *state,
				    size_t state_bytes);
/* See hashlane_state_save_fn. Since 0.1. */
typedef size_t hashlane_state_load_fn(void *context, uint64_t index,
				      void *state, size_t capacity);

/* Options of a job. Since 0.1. */
struct hashlane_job_options {
	size_t struct_size;
	/* which algorithms; copied */
	const struct hashlane_algorithm_spec *specs;
	size_t spec_count;  /* 1..HASHLANE_ALGORITHMS_MAX */
	const char *paths;  /* NUL-terminated, one after the other; copied */
	size_t paths_bytes; /* with every NUL */
	const struct hashlane_input *inputs;      /* after the paths; copied */
	size_t input_count;                       /* inputs at inputs */
	const struct hashlane_walk_options *walk; /* not NULL: a path that is
						   * a directory is walked */
	uint32_t flags;                           /* HASHLANE_JOB_* */
	int32_t order;                            /* HASHLANE_ORDER_* */
	hashlane_event_fn *event;                 /* may be NULL */
	void *event_context;                      /* handed to event */
	uint32_t events;                          /* HASHLANE_EVENT_* wanted */
	uint32_t event_interval_ms;               /* 0: 100 */
	/*
	 * May be NULL. Of files by their paths, whole and at least an interval
	 * long; not with HASHLANE_JOB_PARTS or HASHLANE_JOB_LINKS_ONCE.
	 */
	hashlane_state_save_fn *state_save;
	hashlane_state_load_fn *state_load; /* may be NULL */
	void *state_context;                /* handed to both */
	uint64_t state_interval_bytes;      /* 0: 1 GiB; at least 1 MiB */
};

/*
 * Start to hash inputs with several algorithms, reading each byte once.
 *
 * out      set on success; destroy it with hashlane_job_destroy
 * error    may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, HANDLE, FORKED, NO_MEMORY (also: the
 * budget is too small for these algorithms), UNSUPPORTED. What is wrong with
 * one input stands in its row. Since 0.1.
 */
int32_t hashlane_job_submit(hashlane_job *out, hashlane_engine engine,
			    const struct hashlane_job_options *options,
			    struct hashlane_error *error);

/*
 * Add inputs to a job made with HASHLANE_JOB_OPEN. All or none are taken.
 *
 * inputs  input_count of them, copied; may be NULL when input_count is 0
 * Status: HANDLE, FORKED, ARGUMENT, NO_MEMORY, CANCELLED, UNSUPPORTED (closed
 * or never open), BUSY (as many as the budget has room for wait already: wait
 * for results, then add again). Since 0.1.
 */
int32_t hashlane_job_add(hashlane_job job, const struct hashlane_input *inputs,
			 size_t input_count);

/*
 * No more inputs follow. Harmless on a job that has them all.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_close(hashlane_job job);

/*
 * Wait until a job is final.
 *
 * timeout_ms  milliseconds; 0: do not wait; negative: for ever
 * Status: OK (all inputs are done), CANCELLED, TIMEOUT, HANDLE, FORKED, BUSY
 * (called from its callback; or it is streamed and the unread results must be
 * taken first), NO_MEMORY (the job ended because there was none). Since 0.1.
 */
int32_t hashlane_job_wait(hashlane_job job, int64_t timeout_ms);

/*
 * Take the next results of a job. Each block is returned once, whoever asks.
 * Blocks of a streamed job come when they are full, or some 10 ms after a row
 * of theirs was finished (at once where the job has a descriptor), with the
 * rows that are finished by then; in input order, with those up to the first
 * that is not. So no result waits for a long file behind it.
 *
 * out         set on success; free it with hashlane_results_free
 * timeout_ms  as for hashlane_job_wait
 * Status: OK, NOT_FOUND (there are no more), TIMEOUT, CANCELLED (there are no
 * more, and never will be all), HANDLE, FORKED, BUSY, ARGUMENT, NO_MEMORY.
 * Since 0.1.
 */
int32_t hashlane_job_next(const struct hashlane_results **out,
			  hashlane_job job, int64_t timeout_ms);

/*
 * Stop a job. It is final at once: what is done is kept, of what is not there
 * is no digest. Reads that are under way return to nobody. Harmless on a job
 * that is final. May be called from its callback.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_cancel(hashlane_job job);

/* hashlane_progress.state: states of a job. Since 0.1. */
enum {
	HASHLANE_JOB_RUNNING = 0,
	HASHLANE_JOB_DONE = 1,
	HASHLANE_JOB_CANCELLED = 2,
	HASHLANE_JOB_FAILED = 3 /* no memory; see hashlane_event_fn */
};

/* How far a job is; 64 bytes. Since 0.1. */
struct hashlane_progress {
	uint64_t bytes_done;  /* hashed */
	uint64_t bytes_total; /* of the inputs whose size is known so far */
	uint64_t files_done;  /* failed ones included */
	uint64_t files_total; /* known so far */
	uint64_t failures;    /* files that failed */
	uint64_t bytes_per_second; /* of the last second or so */
	uint64_t elapsed_ns;       /* since the job was submitted */
	int32_t state;             /* HASHLANE_JOB_* */
	int32_t reserved;
};

/*
 * How far a job is now.
 *
 * out  64 bytes
 * Status: HANDLE, FORKED, ARGUMENT. Since 0.1.
 */
int32_t hashlane_job_progress(struct hashlane_progress *out, hashlane_job job);

/*
 * The block the job keeps its progress in: a foreign caller reads its aligned
 * fields whenever he likes, without a call. It lives as long as the job.
 *
 * Status: HANDLE, FORKED, ARGUMENT. Since 0.1.
 */
int32_t hashlane_job_progress_block(const struct hashlane_progress **out,
				    hashlane_job job);

/*
 * A descriptor that is readable (poll, epoll, kqueue) while results wait to be
 * taken or the job is final. It is the job's: do not read or close it.
 *
 * Status: HANDLE, FORKED, ARGUMENT, IO (none can be had), UNSUPPORTED (an
 * engine without workers). Since 0.1.
 */
int32_t hashlane_job_descriptor(int32_t *out, hashlane_job job);

/*
 * Cancel a job if it is not final, and destroy it. Blocks taken from it live
 * on.
 *
 * Status: HANDLE, FORKED, BUSY (called from its callback, another call uses
 * it, or a read that does not return holds a worker: call again). Since 0.1.
 */
int32_t hashlane_job_destroy(hashlane_job job);

/*
 * A job's results as an Arrow stream, one record batch a block: what
 * hashlane_job_next would return goes to whoever reads the stream.
 *
 * stream  written on success; released by the caller, before or after the job
 * Status: HANDLE, FORKED, ARGUMENT, NO_MEMORY. Since 0.1.
 */
int32_t hashlane_job_export(struct ArrowArrayStream *stream, hashlane_job job);

/* ---- Listeners --------------------------------------------------------- */

/*
 * Who is told of events beside the callback of hashlane_job_options: any
 * number, of one job or of all the jobs of an engine, by a callback or through
 * a queue. Checked handles, as all; in a forked child HASHLANE_FORKED.
 * Since 0.1.
 */
typedef uint64_t hashlane_listener;

/* Options of a listener. Since 0.1. */
struct hashlane_listener_options {
	size_t struct_size;
	uint32_t events;          /* HASHLANE_EVENT_* wanted */
	uint32_t interval_ms;     /* least time between PROGRESS; 0: 100 */
	hashlane_event_fn *event; /* NULL: they queue for
				   * hashlane_events_poll */
	void *context;            /* handed to event */
	size_t queue_events; /* most that wait; 0: 4096. Beyond it FILE and
			      * ERROR are counted in a LOST event that takes
			      * their place, PROGRESS gives way to the next;
			      * DONE is never lost. At least 16 */
};

/*
 * Register a listener.
 *
 * out     set on success; end it with hashlane_listener_unregister
 * source  a job or an engine: all its jobs, those to come included
 * error   may be NULL
 * Status: ARGUMENT, ABI, HANDLE, FORKED, NO_MEMORY. On a job that is final
 * nothing but DONE is told, and that at once if it was told before.
 * Since 0.1.
 */
int32_t
hashlane_listener_register(hashlane_listener *out, uint64_t source,
			   const struct hashlane_listener_options *options,
			   struct hashlane_error *error);

/*
 * End a listener: its callback is not running and will not be called any
 * more when this returns. Events that were not polled are gone.
 *
 * Status: HANDLE, FORKED, BUSY (called from its own callback, or from another
 * one while its own is running). Since 0.1.
 */
int32_t hashlane_listener_unregister(hashlane_listener listener);

/*
 * Take events that wait in a listener's queue.
 *
 * events      set to an array that lives until the next poll of this
 *             listener, or its end: the texts they point to as well
 * count       how many, 1..most
 * most        the most to take, from 1
 * timeout_ms  how long to wait for the first: 0: not, negative: for ever
 * Status: ARGUMENT (also: it has a callback), HANDLE (also: it ends while this
 * waits), FORKED, TIMEOUT, BUSY (another thread polls it; called from a
 * callback, and there is nothing to wait for). Since 0.1.
 */
int32_t hashlane_events_poll(const struct hashlane_event **events,
			     size_t *count, hashlane_listener listener,
			     size_t most, int64_t timeout_ms);

/*
 * A descriptor that is readable while events wait in the queue. It is the
 * listener's: do not read or close it.
 *
 * Status: ARGUMENT (also: it has a callback), HANDLE, FORKED, IO (none can be
 * had). Since 0.1.
 */
int32_t hashlane_events_descriptor(int32_t *out, hashlane_listener listener);

/* ---- Engine statistics ------------------------------------------------- */

/* What an engine has done so far. Since 0.1. */
struct hashlane_engine_usage {
	size_t struct_size;
	uint64_t bytes;       /* hashed */
	uint64_t files;       /* done, failed ones included */
	uint64_t failures;    /* of them */
	uint64_t reads;       /* system calls */
	uint64_t read_ns;     /* in them, all workers together */
	uint64_t hash_ns;     /* in the kernels, all workers together */
	uint64_t idle_ns;     /* waiting for work, all workers together */
	uint64_t lane_rounds; /* times a set of lanes was hashed */
	uint64_t lanes_used;  /* lanes that had bytes then, summed */
	uint64_t lanes_had;   /* lanes there were, summed: used / had is the
			      * occupancy */
	uint64_t jobs;        /* submitted */
	uint32_t core_count;  /* indices of hashlane_engine_core_stats */
	uint32_t reserved;
};

/*
 * Counters are the workers' own and summed here: exact when none works.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_engine_stats(struct hashlane_engine_usage *out,
			      hashlane_engine engine);

/* What one core did in an engine. Since 0.1. */
struct hashlane_core_usage {
	size_t struct_size;
	const char *core; /* "md5"; lives as long as the library */
	uint64_t bytes;   /* hashed by it */
	uint64_t ns;      /* all workers together */
};

/*
 * The core at `index`, from 0.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED, NOT_FOUND (index past the
 * end). Since 0.1.
 */
int32_t hashlane_engine_core_stats(struct hashlane_core_usage *out,
				   hashlane_engine engine, size_t index);

/* Up to here. */

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
