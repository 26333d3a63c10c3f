/* SPDX-License-Identifier: MIT */
/*
 * hashlane.h - hash many files with many algorithms, reading each byte once.
 *
 * This header is the whole public interface. These rules hold everywhere:
 *
 * - A function that can fail returns a status: HASHLANE_OK (0) or a positive
 *   HASHLANE_* code. On an error its outputs are unchanged, except a
 *   `hashlane_error` that the caller passed.
 * - A function is named hashlane_NOUN_VERB, and one that only reports is named
 *   hashlane_NOUN_get_THING. The functions that hash without an object are
 *   named by the verb: hashlane_hash, hashlane_hash_many, hashlane_hash_files.
 * - An object that hashlane_X_create makes, or that another function returns,
 *   is ended with hashlane_X_destroy. A buffer is acquired and released. A walk
 *   is opened and closed.
 * - In a parameter list, results come before inputs.
 * - Untrusted arguments give a status, never a crash: the library checks
 *   handles, enumerations, flags, lengths and capacities. A handle that is not
 *   live, or is of another kind, gives HASHLANE_HANDLE. In a forked child, a
 *   handle of the parent's engine, job, listener or walk gives HASHLANE_FORKED.
 * - Option and information structs start with `size_t struct_size`. The caller
 *   sets it to sizeof the struct it was compiled with, for instance by
 *   HASHLANE_INIT. A zeroed field means the default. A size below the first
 *   version's gives HASHLANE_ABI. A size above the one the library knows is
 *   accepted if the excess is zero, and otherwise gives HASHLANE_ABI. A size
 *   above 4096 gives HASHLANE_ABI.
 * - An element of an array of structs does not start with its size. Instead,
 *   the size of an element stands beside the array. The caller passes sizeof
 *   the struct it was compiled with, and the rules of struct_size hold. If an
 *   output element is longer than the library knows, the excess is zeroed. In
 *   an array that the library owns, element i begins at i times the size that
 *   the function returns. hashlane_algorithm_spec, hashlane_file_result,
 *   hashlane_memory_class and hashlane_results_column never grow, so no size
 *   stands beside their arrays.
 * - A pointer must not be NULL unless its description allows it; otherwise the
 *   status is HASHLANE_ARGUMENT. The caller keeps the ownership of the memory
 *   behind it. The library does not read that memory after the call has
 *   returned, unless the description says that it does.
 * - An output may overlap an input unless a description excludes it. Two
 *   outputs of a call must not overlap.
 * - A string parameter is a pointer and a length, or a NUL-terminated string
 *   if the parameter is called `path`. A text that the library returns by
 *   `const char *` lives as long as the library and is never freed.
 * - Every function may be called from any thread. errno is preserved.
 *
 * "Since" names the version in which a symbol appeared.
 */
#ifndef HASHLANE_H
#define HASHLANE_H

#include <stddef.h>
#include <stdint.h>

#define HASHLANE_VERSION_MAJOR 0
#define HASHLANE_VERSION_MINOR 2
#define HASHLANE_VERSION_PATCH 0
#define HASHLANE_VERSION       "0.2.0"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#pragma GCC visibility push(default)
#endif

/* From here on, up to where it says so, cffi's cdef takes this as it is. */

/* ---- Version ---------------------------------------------------------- */

/* The ABI version of this header: major << 16 | minor. */
#define HASHLANE_ABI_VERSION 0x00000002

/*
 * Return the version of the loaded library, such as "0.2.0". Never NULL.
 * Since 0.1.
 */
const char *hashlane_library_get_version(void);

/*
 * Return the ABI version of the loaded library: major << 16 | minor.
 * Since 0.1.
 */
uint32_t hashlane_library_get_abi_version(void);

/*
 * Check that the loaded library serves a caller compiled with `abi_version`,
 * which is HASHLANE_ABI_VERSION of the caller's header. If the library serves
 * the caller, the status is HASHLANE_OK. While the major version is 0, the two
 * versions must be equal. Later the major versions must be equal, and the
 * caller's minor version must not exceed the library's. A program calls this
 * function once after loading the library; more calls, from any thread, do no
 * harm.
 *
 * Status: ABI. Since 0.1.
 */
int32_t hashlane_library_check_abi(uint32_t abi_version);

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
	HASHLANE_BUSY = 12,        /* in use: another call must return first */
	HASHLANE_FORKED = 13,      /* made before fork, used in the child */
	HASHLANE_BUFFER = 14,      /* the buffer given is too small */
	HASHLANE_UNSUPPORTED = 15, /* valid, but not possible here */
	HASHLANE_ALGORITHM = 16,   /* unknown algorithm or bad parameter */
	HASHLANE_UTF8 = 17,        /* text is not valid UTF-8 */
	HASHLANE_FORMAT = 18,      /* text or bytes are malformed */
	HASHLANE_MISMATCH = 19,    /* a digest differs from the expected one */
	HASHLANE_END = 20          /* nothing is left to return */
};

/*
 * Return a short text for a status, such as "no such file". Never NULL; an
 * unknown code gives "unknown".
 *
 * status  HASHLANE_*
 * Since 0.1.
 */
const char *hashlane_status_get_text(int32_t status);

/*
 * Return the name of a status, such as "NOT_FOUND". Never NULL; an unknown
 * code gives "unknown".
 *
 * status  HASHLANE_*
 * Since 0.1.
 */
const char *hashlane_status_get_name(int32_t status);

/*
 * Return one sentence that advises how to handle a status. Never NULL; an
 * unknown code gives "unknown".
 *
 * status  HASHLANE_*
 * Since 0.1.
 */
const char *hashlane_status_get_hint(int32_t status);

/*
 * The details of an error. The caller owns the struct and sets struct_size
 * before the call. Every function that takes one accepts NULL. The struct is
 * written only if the call fails. Since 0.1.
 */
struct hashlane_error {
	size_t struct_size;
	int32_t status;    /* HASHLANE_*, as the call returns */
	int32_t os_error;  /* errno of the failed system call, or 0 */
	uint64_t offset;   /* position of the failure: byte of the text or
			    * file, or index of the input */
	char message[232]; /* UTF-8, NUL-terminated, truncated to fit */
};

/* ---- Algorithms ------------------------------------------------------- */

/* Algorithm ids are permanent. 0 is never an algorithm. Since 0.1. */
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
	HASHLANE_MAX_DIGEST_BYTES = 64, /* bytes of a digest */
	HASHLANE_MAX_TEXT_BYTES = 256,  /* canonical text with its NUL */
	HASHLANE_MAX_ALGORITHMS = 64    /* algorithms in one pass */
};

/*
 * Return the name of an algorithm, such as "sha3-256". Never NULL; an unknown
 * id gives "unknown".
 *
 * id  HASHLANE_HASH_*
 * Since 0.1.
 */
const char *hashlane_algorithm_get_name(int32_t id);

/*
 * One algorithm of a set: its id and, if the algorithm takes one, a parameter.
 * The parameter 0 means the default. As text: "md5", "s3-etag:part=8MiB". The
 * struct never grows. Since 0.1.
 */
struct hashlane_algorithm_spec {
	int32_t id;     /* HASHLANE_HASH_*; an unknown id gives
			 * HASHLANE_ALGORITHM */
	uint32_t flags; /* must be 0 */
	uint64_t param; /* an invalid value gives HASHLANE_ALGORITHM */
};

/* Text forms of a digest. Since 0.1. */
enum {
	HASHLANE_TEXT_CANONICAL = 0, /* the algorithm's own form: text_form */
	HASHLANE_TEXT_HEX = 1,       /* lower case */
	HASHLANE_TEXT_BASE32 = 2,    /* RFC 4648, upper case, no padding */
	HASHLANE_TEXT_BASE64 = 3     /* RFC 4648 with padding */
};

/* Bits of hashlane_algorithm_info.flags. Since 0.1. */
enum {
	/* Fit for security: no practical collision attack is known today. */
	HASHLANE_INFO_SECURE = 1,
	/* The algorithm takes a parameter. */
	HASHLANE_INFO_PARAM = 2,
	/* It needs the size before the first byte (option size_bytes). */
	HASHLANE_INFO_NEEDS_SIZE = 4,
	/* The algorithm has no digest for an empty input. */
	HASHLANE_INFO_NO_EMPTY = 8
};

/*
 * The properties of an algorithm. The texts live as long as the library.
 * Since 0.1.
 */
struct hashlane_algorithm_info {
	size_t struct_size;
	int32_t id;              /* HASHLANE_HASH_* */
	uint32_t flags;          /* HASHLANE_INFO_* */
	uint32_t digest_bytes;   /* 4..HASHLANE_MAX_DIGEST_BYTES */
	uint32_t block_bytes;    /* of the compression function; 1 without */
	int32_t text_form;       /* HASHLANE_TEXT_HEX, _BASE32, _BASE64 */
	uint32_t text_bytes;     /* longest canonical text, without NUL */
	uint64_t param_default;  /* 0: the algorithm has no parameter */
	uint64_t param_min;      /* smallest valid parameter */
	uint64_t param_max;      /* largest valid parameter */
	const char *name;        /* "sha3-256" */
	const char *param_name;  /* "part"; "" without a parameter */
	const char *text_prefix; /* before the digest: "sha256:" or "" */
	const char *source;      /* name of the specification */
};

/*
 * Return the number of algorithms. Since 0.1.
 */
size_t hashlane_algorithm_get_count(void);

/*
 * Get the algorithm at `index`, 0..hashlane_algorithm_get_count() - 1. The
 * algorithms are in the order of their ids.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (out is NULL, index too large), ABI. Since 0.1.
 */
int32_t hashlane_algorithm_get_at(struct hashlane_algorithm_info *out,
				  size_t index);

/*
 * Get the algorithm with this id.
 *
 * out  set struct_size before the call
 * id   HASHLANE_HASH_*
 * Status: ARGUMENT (out is NULL), ABI, ALGORITHM (unknown id). Since 0.1.
 */
int32_t hashlane_algorithm_get_info(struct hashlane_algorithm_info *out,
				    int32_t id);

/*
 * Parse the name of an algorithm with its parameter: "md5", "SHA-256",
 * "sha3_256", "s3-etag:part=8MiB". Letter case, '-' and '_' are ignored. A
 * size is a decimal number of bytes, or a number with KiB, MiB, GiB, kB, MB or
 * GB.
 *
 * out    set on success
 * text   text_bytes bytes; need not be NUL-terminated; may be NULL when
 *        text_bytes is 0
 * error  may be NULL; its message lists similar names
 * Status: ARGUMENT (NULL), ABI (error), ALGORITHM (unknown name, bad
 * parameter). Since 0.1.
 */
int32_t hashlane_algorithm_parse(struct hashlane_algorithm_spec *out,
				 const char *text, size_t text_bytes,
				 struct hashlane_error *error);

/*
 * Parse a size by the rules of hashlane_algorithm_parse: "5000000", "8MiB",
 * "5MB".
 *
 * size_bytes  set on success
 * text        text_bytes bytes; need not be NUL-terminated; may be NULL when
 *             text_bytes is 0
 * Status: ARGUMENT, FORMAT (the text is not a size, or the size exceeds 64
 * bits). Since 0.2.
 */
int32_t hashlane_size_parse(uint64_t *size_bytes, const char *text,
			    size_t text_bytes);

/*
 * Write a spec as the shortest text that hashlane_algorithm_parse reads back
 * to the same spec. A default parameter is omitted.
 *
 * text        capacity bytes, NUL-terminated on success; 64 always suffice;
 *             may be NULL when capacity is 0
 * text_bytes  length of the text without the NUL; may be NULL. Also set to the
 *             required length when the status is BUFFER.
 * Status: ARGUMENT, ALGORITHM, BUFFER. Since 0.1.
 */
int32_t hashlane_algorithm_format(char *text, size_t capacity,
				  size_t *text_bytes,
				  const struct hashlane_algorithm_spec *spec);

/*
 * Parse a list of algorithms. Each name follows the rules of
 * hashlane_algorithm_parse. Commas separate the names, and blanks may stand
 * around a name. "all" adds every algorithm with its default parameter. An
 * algorithm that the list named before is not added again.
 *
 * specs       capacity elements; HASHLANE_MAX_ALGORITHMS always suffice; may
 *             be NULL when capacity is 0
 * spec_count  number of elements written; may be NULL. Also set to the
 *             required number when the status is BUFFER.
 * text        text_bytes bytes; need not be NUL-terminated; may be NULL when
 *             text_bytes is 0
 * error       may be NULL; its offset is the byte of the text at which the
 *             invalid part starts; its message lists similar names
 * Status: ARGUMENT (NULL; more than HASHLANE_MAX_ALGORITHMS), ABI (error),
 * ALGORITHM (unknown name, no name between two commas, bad parameter), BUFFER.
 * Since 0.2.
 */
int32_t hashlane_algorithms_parse(struct hashlane_algorithm_spec *specs,
				  size_t capacity, size_t *spec_count,
				  const char *text, size_t text_bytes,
				  struct hashlane_error *error);

/*
 * Write a list of algorithms as text. Each algorithm has the form of
 * hashlane_algorithm_format, and commas separate them.
 *
 * text        capacity bytes, NUL-terminated on success; may be NULL when
 *             capacity is 0
 * text_bytes  length of the text without the NUL; may be NULL. Also set to the
 *             required length when the status is BUFFER.
 * specs       spec_count elements, 1..HASHLANE_MAX_ALGORITHMS
 * Status: ARGUMENT, ALGORITHM, BUFFER. Since 0.2.
 */
int32_t hashlane_algorithms_format(char *text, size_t capacity,
				   size_t *text_bytes,
				   const struct hashlane_algorithm_spec *specs,
				   size_t spec_count);

/*
 * Get the layout of a row of digests, which all functions and results use:
 * digest i begins at offsets[i] and ends before offsets[i + 1].
 *
 * row_bytes  bytes of a row; may be NULL
 * offsets    capacity elements; may be NULL when capacity is 0
 * capacity   elements of offsets; spec_count + 1 suffice, and the last of them
 *            is row_bytes
 * specs      spec_count elements, 1..HASHLANE_MAX_ALGORITHMS
 * Status: ARGUMENT, ALGORITHM, BUFFER (row_bytes is set). Since 0.2.
 */
int32_t hashlane_algorithms_get_layout(
	size_t *row_bytes, size_t *offsets, size_t capacity,
	const struct hashlane_algorithm_spec *specs, size_t spec_count);

/* ---- Digest text ------------------------------------------------------ */

/*
 * Write a digest as text, NUL-terminated.
 *
 * text          capacity bytes; HASHLANE_MAX_TEXT_BYTES always suffice; may be
 *               NULL when capacity is 0
 * text_bytes    length of the text without the NUL; may be NULL. Also set to
 *               the required length when the status is BUFFER.
 * spec          the algorithm of the digest
 * form          HASHLANE_TEXT_*; CANONICAL adds the algorithm's prefix and
 *               suffix, the other forms write the bytes alone
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
 * Parse the text of a digest. Hex and base32 may be in either case. Base64 and
 * base32 may have padding or none. The canonical form may have its prefix or
 * none.
 *
 * digest        capacity bytes; HASHLANE_MAX_DIGEST_BYTES always suffice; may
 *               be NULL when capacity is 0
 * digest_bytes  bytes written; may be NULL. Also set to the required bytes
 *               when the status is BUFFER.
 * spec          the algorithm of the digest
 * form          HASHLANE_TEXT_*
 * text          text_bytes bytes; need not be NUL-terminated; may be NULL when
 *               text_bytes is 0
 * Status: ARGUMENT, ALGORITHM, BUFFER, FORMAT (the text is not a digest of
 * this algorithm in this form). Since 0.1.
 */
int32_t hashlane_digest_parse(uint8_t *digest, size_t capacity,
			      size_t *digest_bytes,
			      const struct hashlane_algorithm_spec *spec,
			      int32_t form, const char *text,
			      size_t text_bytes);

/* ---- Kernels ---------------------------------------------------------- */

/* The instruction sets. Since 0.1. */
enum {
	HASHLANE_ISA_AUTO = 0, /* the best set of this CPU */
	HASHLANE_ISA_SCALAR = 1,
	HASHLANE_ISA_SSE2 = 2,
	HASHLANE_ISA_SSSE3 = 3,
	HASHLANE_ISA_AVX2 = 4,
	HASHLANE_ISA_AVX512 = 5,
	HASHLANE_ISA_NEON = 6
};

/*
 * Return the name of an instruction set, such as "avx2". Never NULL; an
 * unknown id gives "unknown".
 *
 * isa  HASHLANE_ISA_*
 * Since 0.1.
 */
const char *hashlane_isa_get_name(int32_t isa);

/*
 * Parse the name of an instruction set. The name is in lower case; "auto" is
 * valid.
 *
 * out   set to HASHLANE_ISA_* on success
 * text  text_bytes bytes; may be NULL when text_bytes is 0
 * Status: ARGUMENT (NULL), NOT_FOUND. Since 0.1.
 */
int32_t hashlane_isa_parse(int32_t *out, const char *text, size_t text_bytes);

/*
 * Check that this CPU and this build support an instruction set.
 *
 * isa  HASHLANE_ISA_*
 * Status: OK, UNSUPPORTED, ARGUMENT (unknown id). Since 0.1.
 */
int32_t hashlane_isa_check(int32_t isa);

/*
 * A kernel that the library would use. The texts live as long as the library.
 * Since 0.1.
 */
struct hashlane_kernel_info {
	size_t struct_size;
	const char *core; /* compression function or checksum: "md5" */
	const char *isa;  /* the kernel's instruction set: "avx2" */
	uint32_t lanes;   /* messages it advances side by side, from 1 */
	uint32_t reserved;
};

/*
 * Get the kernel at `index` (from 0) in the list of kernels that `isa`
 * selects. For each core the list has the kernel for one stream, then the
 * wider kernels.
 *
 * out  set struct_size before the call
 * isa  HASHLANE_ISA_*
 * Status: ARGUMENT (NULL, unknown isa), ABI, UNSUPPORTED (this machine lacks
 * isa), NOT_FOUND (index past the end). Since 0.1.
 */
int32_t hashlane_kernel_get_at(struct hashlane_kernel_info *out, size_t index,
			       int32_t isa);

/*
 * Get the CPU features that the library found and uses, separated by spaces.
 *
 * text        capacity bytes, NUL-terminated on success; may be NULL when
 *             capacity is 0
 * text_bytes  length of the text without the NUL; may be NULL. Also set to the
 *             required length when the status is BUFFER.
 * Status: ARGUMENT, BUFFER. Since 0.1.
 */
int32_t hashlane_cpu_get_features(char *text, size_t capacity,
				  size_t *text_bytes);

/*
 * Return the compiler that built the library, such as "gcc 12.2.0". Never
 * NULL.
 * Since 0.1.
 */
const char *hashlane_library_get_compiler(void);

/* ---- One message in memory -------------------------------------------- */

/*
 * Hash one buffer with one algorithm.
 *
 * digest        capacity bytes; HASHLANE_MAX_DIGEST_BYTES always suffice; may
 *               be NULL when capacity is 0
 * digest_bytes  bytes written: the algorithm's digest_bytes, or 0 if no digest
 *               exists (HASHLANE_INFO_NO_EMPTY); may be NULL. Also set to the
 *               required bytes when the status is BUFFER.
 * spec          the algorithm
 * data          data_bytes bytes; may be NULL when data_bytes is 0
 * Status: ARGUMENT, ALGORITHM, BUFFER, NO_MEMORY. Since 0.1.
 */
int32_t hashlane_hash(uint8_t *digest, size_t capacity, size_t *digest_bytes,
		      const struct hashlane_algorithm_spec *spec,
		      const void *data, size_t data_bytes);

/* ---- Many messages in memory ------------------------------------------ */

/* The form of the digest that is written for each message. Since 0.1. */
enum {
	HASHLANE_OUTPUT_BINARY = 0, /* digest_bytes bytes */
	HASHLANE_OUTPUT_HEX = 1,    /* 2 * digest_bytes characters, no NUL */
	HASHLANE_OUTPUT_INTEGER = 2 /* digests of 4 or 8 bytes only: an
				     * unsigned integer in native order */
};

/*
 * Hash many buffers with one algorithm on the caller's thread. If the
 * algorithm has SIMD lanes, the messages are hashed side by side. This
 * function suits languages in which a pointer to each buffer is cheap;
 * hashlane_hash_column suits others.
 *
 * digests        count rows of the algorithm's digest_bytes; may be NULL when
 *                capacity is 0. If a digest does not exist
 *                (HASHLANE_INFO_NO_EMPTY), its row is zero. A message may lie
 *                within its own row; its digest then replaces it. If a row
 *                overlaps another message, data or data_bytes, the status is
 *                ARGUMENT
 * capacity       bytes at digests
 * digests_bytes  bytes written; may be NULL. Also set to the required bytes
 *                when the status is BUFFER; a number above SIZE_MAX is
 *                reported as SIZE_MAX. If it overlaps digests, the status is
 *                ARGUMENT
 * spec           the algorithm
 * data           count pointers; may be NULL when count is 0. A pointer may be
 *                NULL if its length is 0
 * data_bytes     count lengths in bytes; may be NULL when count is 0
 * count          number of messages
 * isa            HASHLANE_ISA_*
 * Status: ARGUMENT, ALGORITHM, BUFFER, NO_MEMORY, UNSUPPORTED (isa).
 * Since 0.1.
 */
int32_t hashlane_hash_many(uint8_t *digests, size_t capacity,
			   size_t *digests_bytes,
			   const struct hashlane_algorithm_spec *spec,
			   const void *const *data, const size_t *data_bytes,
			   size_t count, int32_t isa);

/*
 * hashlane_column.layout: how a column of byte strings lies in memory (Apache
 * Arrow). Since 0.1.
 */
enum {
	HASHLANE_LAYOUT_OFFSETS32 = 1, /* binary, utf8: int32 offsets */
	HASHLANE_LAYOUT_OFFSETS64 = 2, /* large binary, large utf8 */
	HASHLANE_LAYOUT_VIEWS = 3      /* binary view, utf8 view */
};

/*
 * A column of byte strings. Row i of the column is row `offset` + i of the
 * buffers. The library copies and changes nothing. Another process may write
 * to the memory behind validity, offsets, data and buffers during a call (a
 * mapped Arrow file): the library reads no byte outside of that memory.
 * Since 0.1.
 */
struct hashlane_column {
	size_t struct_size;
	size_t rows;             /* rows to hash */
	size_t offset;           /* rows to skip at the start of the buffers */
	const uint8_t *validity; /* bitmap, lowest bit first; NULL: no nulls */
	const void *offsets;     /* offset + rows + 1 offsets, or offset + rows
				  * views of 16 bytes */
	const uint8_t *data;     /* the bytes that the offsets point into */
	size_t data_bytes;       /* bytes at data */
	const uint8_t *const *buffers; /* the buffers that views point into */
	const size_t *buffer_bytes;    /* bytes of each buffer */
	size_t buffer_count;           /* number of buffers */
	int32_t layout;                /* HASHLANE_LAYOUT_* */
	uint32_t flags;                /* must be 0 */
};

/*
 * Hash every row of a column with one algorithm, as hashlane_hash_many does.
 * The offsets and views are checked before anything is written. If another
 * process changes the column during the call, the digests are of bytes that
 * the column held at some time, or the status is FORMAT and out is undefined.
 * This function suits Arrow, and languages that keep many messages in one run
 * of bytes.
 *
 * out         rows values in the form of `output`; may be NULL when capacity
 *             is 0. A row of data may lie within its own value unless the form
 *             is hex; the value then replaces the row. If a value overlaps
 *             another row, the offsets, the views, buffers or buffer_bytes,
 *             the status is ARGUMENT
 * capacity    bytes at out
 * out_bytes   bytes written; may be NULL. Also set to the required bytes when
 *             the status is BUFFER. If it overlaps out, validity or
 *             null_count, the status is ARGUMENT
 * validity    bitmap of (rows + 7) / 8 bytes, lowest bit first; may be NULL. A
 *             row that is null, or has no digest, is null in the bitmap and
 *             its value is zero. It may be the column's own bitmap. If it
 *             overlaps out or null_count, or these overlap, the status is
 *             ARGUMENT
 * null_count  number of null rows; may be NULL
 * spec        the algorithm
 * output      HASHLANE_OUTPUT_*
 * isa         HASHLANE_ISA_*
 * Status: ARGUMENT, ABI, ALGORITHM, BUFFER, FORMAT (an offset or a view leaves
 * its buffer), NO_MEMORY, UNSUPPORTED (isa, or integers of this algorithm).
 * Since 0.1.
 */
int32_t hashlane_hash_column(void *out, size_t capacity, size_t *out_bytes,
			     uint8_t *validity, size_t *null_count,
			     const struct hashlane_algorithm_spec *spec,
			     const struct hashlane_column *column,
			     int32_t output, int32_t isa);

/* ---- Streaming hasher ------------------------------------------------- */

/*
 * A hasher: several algorithms over one stream of bytes. The value is a
 * checked handle; 0 is never valid. All 64 bits of a handle count: a language
 * whose numbers have 53 bits needs another type. One thread at a time may use
 * a hasher: a call on a hasher that is in use returns HASHLANE_BUSY.
 * Since 0.1.
 */
typedef uint64_t hashlane_hasher;

/*
 * Bits of hashlane_hasher_options.flags and hashlane_hasher_info.flags.
 * Since 0.1.
 */
enum {
	HASHLANE_HASHER_SIZE_KNOWN = 1 /* size_bytes holds the total size */
};

/* Options of a hasher. Since 0.1. */
struct hashlane_hasher_options {
	size_t struct_size;
	const struct hashlane_algorithm_spec *specs; /* copied */
	size_t spec_count;   /* 1..HASHLANE_MAX_ALGORITHMS */
	uint64_t size_bytes; /* total, with HASHLANE_HASHER_SIZE_KNOWN */
	uint32_t flags;      /* HASHLANE_HASHER_* */
	int32_t isa;         /* HASHLANE_ISA_* */
	/*
	 * The position in a larger stream at which the hasher starts; 0: the
	 * start of the stream. It is a multiple of hashlane_range_get_border,
	 * and excludes HASHLANE_HASHER_SIZE_KNOWN. Since 0.2 (appended)
	 */
	uint64_t offset_bytes;
};

/*
 * Create a hasher.
 *
 * out      set on success; destroy it with hashlane_hasher_destroy
 * options  the algorithms and the start of the stream
 * error    may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, NO_MEMORY, UNSUPPORTED (an algorithm needs
 * the size and the options lack it; an algorithm has no ranges and the options
 * have an offset; or the CPU lacks isa). Since 0.1.
 */
int32_t hashlane_hasher_create(hashlane_hasher *out,
			       const struct hashlane_hasher_options *options,
			       struct hashlane_error *error);

/*
 * Absorb bytes.
 *
 * data  data_bytes bytes; may be NULL when data_bytes is 0
 * Status: HANDLE, BUSY, ARGUMENT (NULL, or the bytes exceed the declared size:
 * nothing is absorbed), NO_MEMORY (the caller must then reset or destroy the
 * hasher; its digests give NO_MEMORY too). Since 0.1.
 */
int32_t hashlane_hasher_update(hashlane_hasher hasher, const void *data,
			       size_t data_bytes);

/*
 * Get the digest, so far, of the algorithm at `index` in the specs. The stream
 * is not changed and may continue.
 *
 * digest        capacity bytes, as for hashlane_hash; may be NULL when
 *               capacity is 0
 * digest_bytes  as for hashlane_hash; may be NULL
 * Status: HANDLE, BUSY, ARGUMENT (also: the digest depends on the declared
 * size, and the stream has not reached it), BUFFER, NO_MEMORY, UNSUPPORTED
 * (the hasher starts at an offset: combine its state with that of the range
 * before it).
 * Since 0.1.
 */
int32_t hashlane_hasher_get_digest(hashlane_hasher hasher, size_t index,
				   uint8_t *digest, size_t capacity,
				   size_t *digest_bytes);

/*
 * Reset a hasher to the empty stream. The algorithms, the declared size and
 * the offset stay.
 *
 * Status: HANDLE, BUSY. Since 0.1.
 */
int32_t hashlane_hasher_reset(hashlane_hasher hasher);

/*
 * Copy a hasher with all bytes it has absorbed.
 *
 * out     set on success to an independent hasher; destroy it with
 *         hashlane_hasher_destroy
 * hasher  the hasher to copy; it is not changed
 * Status: HANDLE, BUSY, ARGUMENT (NULL), NO_MEMORY. Since 0.1.
 */
int32_t hashlane_hasher_clone(hashlane_hasher *out, hashlane_hasher hasher);

/*
 * Destroy a hasher. Each copy of the handle is invalid from then on. The call
 * never waits: if another thread is in a call on the hasher, that call
 * completes, and the memory is freed at its end.
 *
 * Status: HANDLE (also for 0 and for a second destroy). Since 0.1.
 */
int32_t hashlane_hasher_destroy(hashlane_hasher hasher);

/* The properties of a hasher. Since 0.2. */
struct hashlane_hasher_info {
	size_t struct_size;
	size_t spec_count;     /* number of algorithms */
	size_t row_bytes;      /* bytes of all digests, one after the other */
	uint64_t bytes;        /* bytes absorbed */
	uint64_t offset_bytes; /* position of the start */
	uint64_t size_bytes;   /* with HASHLANE_HASHER_SIZE_KNOWN, else 0 */
	uint32_t flags;        /* HASHLANE_HASHER_* */
	int32_t isa;           /* HASHLANE_ISA_*, as the caller asked */
};

/*
 * Get the properties of a hasher, for instance of a restored one.
 *
 * out  set struct_size before the call
 * Status: HANDLE, BUSY, ARGUMENT (NULL), ABI. Since 0.2.
 */
int32_t hashlane_hasher_get_info(struct hashlane_hasher_info *out,
				 hashlane_hasher hasher);

/*
 * Get the algorithms of a hasher, in the order of its digests. Each has the
 * parameter in force.
 *
 * specs       capacity elements; HASHLANE_MAX_ALGORITHMS always suffice; may
 *             be NULL when capacity is 0
 * spec_count  number of elements written; may be NULL. Also set to the
 *             required number when the status is BUFFER.
 * Status: HANDLE, BUSY, ARGUMENT (NULL with a capacity), BUFFER. Since 0.2.
 */
int32_t hashlane_hasher_get_specs(hashlane_hasher hasher,
				  struct hashlane_algorithm_spec *specs,
				  size_t capacity, size_t *spec_count);

/* ---- Saved hashers and ranges ------------------------------------------ */

/*
 * Write the state of a hasher as bytes. A program can continue a long stream
 * from them later, in another process or on another machine. The bytes hold
 * the algorithms, the declared size and the state of each digest. They do not
 * depend on the byte order, the word size or the instruction set. Every
 * version of the library that knows the format reads them. Most algorithms
 * need a few hundred bytes or less; docs/GUIDE.md has a table. The bytes
 * include the end of the data, up to 1 KiB, in the clear: keep them as secret
 * as the data.
 *
 * saved        capacity bytes; may be NULL when capacity is 0
 * saved_bytes  bytes written; may be NULL. Also set to the required bytes when
 *              the status is BUFFER.
 * Status: HANDLE, BUSY, ARGUMENT (NULL with a capacity), BUFFER, NO_MEMORY (an
 * earlier update ran out of memory). Since 0.2.
 */
int32_t hashlane_hasher_save(hashlane_hasher hasher, uint8_t *saved,
			     size_t capacity, size_t *saved_bytes);

/*
 * Create a hasher from the bytes of hashlane_hasher_save or of a range
 * function. The new hasher continues at the point of the saved one. A checksum
 * detects damaged bytes. Forged bytes may give wrong digests, and do no other
 * harm.
 *
 * out    set on success; destroy it with hashlane_hasher_destroy
 * saved  saved_bytes bytes; may be NULL when saved_bytes is 0
 * isa    HASHLANE_ISA_*; it may differ from that of the saved hasher
 * error  may be NULL
 * Status: ARGUMENT, ABI (error), FORMAT (not a saved state, or damaged),
 * NO_MEMORY, UNSUPPORTED (a later format, an unknown algorithm, or the CPU
 * lacks isa). Since 0.2.
 */
int32_t hashlane_hasher_restore(hashlane_hasher *out, const void *saved,
				size_t saved_bytes, int32_t isa,
				struct hashlane_error *error);

/*
 * Get the positions at which a stream can be divided into ranges. Several
 * processes or machines can hash the ranges separately and combine their
 * states. A range starts at a multiple of border_bytes, which is the least
 * common multiple of the algorithms' own chunks. If that is too large, hash
 * the algorithms separately. An algorithm that reads a stream from its start
 * to its end (MD5, SHA, BLAKE2, XXH) has no ranges: save the hasher and pass
 * it on.
 *
 * border_bytes  set on success: 1 (CRC, QuickXor), 1 KiB (TTH, BLAKE3), 16 KiB
 *               (BT2_PIECES_ROOT), 512 KiB (FS_VERITY), 1 MiB (GLACIER), 4 MiB
 *               (DROPBOX), 9728000 (ED2K, AICH), the part (S3_ETAG)
 * specs         spec_count elements, 1..HASHLANE_MAX_ALGORITHMS
 * error         may be NULL; its offset is the index of the algorithm
 * Status: ARGUMENT, ABI (error), ALGORITHM, UNSUPPORTED (an algorithm has no
 * ranges, or the multiple exceeds 64 bits). Since 0.2.
 */
int32_t hashlane_range_get_border(uint64_t *border_bytes,
				  const struct hashlane_algorithm_spec *specs,
				  size_t spec_count,
				  struct hashlane_error *error);

/*
 * Write the state of a range in memory, in the form that hashlane_hasher_save
 * writes for a hasher with this offset_bytes. If a range does not lie in
 * memory as a whole, use such a hasher instead.
 *
 * state         capacity bytes; may be NULL when capacity is 0
 * state_bytes   bytes written; may be NULL. Also set to the required bytes
 *               when the status is BUFFER.
 * specs         spec_count elements, 1..HASHLANE_MAX_ALGORITHMS
 * offset_bytes  start of the range: a multiple of hashlane_range_get_border
 * data          data_bytes bytes; may be NULL when data_bytes is 0
 * error         may be NULL
 * Status: ARGUMENT (also: the offset is not such a multiple; error->offset is
 * the divisor it needs), ABI (error), ALGORITHM, BUFFER, NO_MEMORY,
 * UNSUPPORTED (an algorithm needs the size, or has no ranges and the offset is
 * not 0).
 * Since 0.2.
 */
int32_t hashlane_range_digest(uint8_t *state, size_t capacity,
			      size_t *state_bytes,
			      const struct hashlane_algorithm_spec *specs,
			      size_t spec_count, uint64_t offset_bytes,
			      const void *data, size_t data_bytes,
			      struct hashlane_error *error);

/*
 * Combine the states of two ranges to the state of both. The right range
 * starts where the left range ends. Adjacent ranges may be combined in any
 * order. The state of a range that starts at 0 is the state of a hasher:
 * hashlane_hasher_restore creates a hasher from it, which has digests.
 *
 * While a range before a chunk is missing, a list algorithm keeps data of that
 * chunk: ED2K, S3_ETAG and DROPBOX one digest, AICH two. The states of all
 * other algorithms are below 4 KiB, that of FS_VERITY below 72 KiB, for any
 * size of the range.
 *
 * state        capacity bytes; may be NULL when capacity is 0
 * state_bytes  bytes written; may be NULL. Also set to the required bytes when
 *              the status is BUFFER.
 * left, right  left_bytes and right_bytes bytes, written by
 *              hashlane_range_digest, hashlane_hasher_save or this function
 * error        may be NULL; its offset is 0 for left, 1 for right
 * Status: ARGUMENT (also: the algorithms differ, or the ranges are not
 * adjacent), ABI (error), FORMAT (not a saved state, or damaged), BUFFER,
 * NO_MEMORY, UNSUPPORTED (a later format, or an unknown algorithm). Since 0.2.
 */
int32_t hashlane_range_combine(uint8_t *state, size_t capacity,
			       size_t *state_bytes, const void *left,
			       size_t left_bytes, const void *right,
			       size_t right_bytes,
			       struct hashlane_error *error);

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

/*
 * How the time of the last status change (ctime) counts when a file is found
 * changed or not. A write always sets it, also where the writer puts the time
 * of modification back; a rename or an attribute sets it too, so a file of
 * which it alone changed is read again and has changed if the digests differ.
 * Since 0.1.
 */
enum {
	/* It counts, but for devices where it has proved to say nothing. */
	HASHLANE_CTIME_AUTO = 0,
	HASHLANE_CTIME_STRICT = 1, /* it counts */
	HASHLANE_CTIME_IGNORE = 2  /* only size and time of modification do */
};

/* Options of hashlane_hash_files. Since 0.1. */
struct hashlane_files_options {
	size_t struct_size;
	const struct hashlane_algorithm_spec *specs; /* which algorithms */
	size_t spec_count; /* 1..HASHLANE_MAX_ALGORITHMS */
	int32_t workers;   /* threads: 0 automatic (CPU affinity and cgroup
			    * quota), -1 the caller's only, else 1..1024 */
	int32_t isa;       /* HASHLANE_ISA_* */
	int32_t ctime;     /* HASHLANE_CTIME_*. Since 0.1 (appended) */
	uint32_t reserved; /* 0 */
};

/*
 * Hash one file with several algorithms, reading it once. A symbolic link is
 * followed. A file that changes meanwhile gives HASHLANE_CHANGED and no
 * digest, by the rule of docs/CHANGED.md: sizes and times from before the
 * first byte and after the last are compared. A file that was written within
 * the clock's last tick (at most 10 ms; 2 s where the file system keeps whole
 * seconds) is read after that tick; the call sleeps until then.
 * If result, digests, path or error overlap, the status is ARGUMENT.
 *
 * result    set whenever the file was tried, also when it failed; may be NULL
 * digests   the digests in the order of the specs, each of its algorithm's
 *           digest_bytes, one after the other; where one does not exist its
 *           bytes are zero and its bit in digests_valid is clear. All zero
 *           when the file failed; untouched when an argument is wrong or
 *           memory runs out before the file is opened; may be NULL when
 *           capacity is 0
 * capacity  bytes at digests, at least the sum of all digest_bytes; when the
 *           status is BUFFER, error->offset is the bytes needed
 * path      NUL-terminated, bytes as the operating system takes them
 * specs     spec_count of them, 1..HASHLANE_MAX_ALGORITHMS
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
 * succeeds. If results, digests or error overlap, the status is ARGUMENT.
 *
 * results   path_count results; 64-byte alignment is best, any will do; may be
 *           NULL when path_count is 0
 * digests   path_count rows, each as hashlane_hash_file lays it out; may be
 *           NULL when capacity is 0
 * capacity  bytes at digests, at least path_count rows; when the status is
 *           BUFFER, error->offset is the bytes needed
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
 * NUL-terminated. For languages whose text has no NUL at its end.
 *
 * out         set on success; free it with hashlane_string_destroy
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
 * out         set on success; free it with hashlane_string_destroy
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
void hashlane_string_destroy(char *string);

/* ---- Memory ------------------------------------------------------------ */

/*
 * Strings, buffers and payloads of events come from a pool of the process, in
 * classes of 64 bytes to 16 KiB, which keeps what is freed for the next. It has
 * a limit of its own; engines have theirs.
 */

/*
 * A buffer to fill and hash, for languages whose own memory moves or is
 * expensive to pin. See HASHLANE_INPUT_BUFFER.
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
 * hashlane_memory_get_usage and hashlane_memory_trim, nothing else. Since 0.1.
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
enum { HASHLANE_MAX_MEMORY_CLASSES = 6 };

/* One size class of the pool. It never grows. Since 0.1. */
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
	struct hashlane_memory_class classes[HASHLANE_MAX_MEMORY_CLASSES];
};

/*
 * The pool as it is now.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI. Since 0.1.
 */
int32_t hashlane_memory_get_usage(struct hashlane_memory_usage *out);

/*
 * Return unused memory of the pool to the system. The pool does so by itself
 * under pressure and when much memory is idle. For a program that the system
 * asks to shrink, as on a phone.
 *
 * freed_bytes  how much; may be NULL
 * Status: OK. Since 0.1.
 */
int32_t hashlane_memory_trim(uint64_t *freed_bytes);

/*
 * Objects that were handed out and not given back: what a program that is
 * about to end has forgotten. For tests of bindings. Since 0.1.
 */
struct hashlane_memory_objects {
	size_t struct_size;
	uint64_t strings;   /* hashlane_string_copy and its like */
	uint64_t buffers;   /* hashlane_buffer_acquire */
	uint64_t hashers;   /* hashlane_hasher_create, _clone */
	uint64_t engines;   /* hashlane_engine_create */
	uint64_t jobs;      /* hashlane_job_create */
	uint64_t listeners; /* hashlane_listener_create */
	uint64_t results;   /* blocks, those exported to Arrow included */
};

/*
 * What is handed out now.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI. Since 0.1.
 */
int32_t hashlane_memory_get_objects(struct hashlane_memory_objects *out);

/* ---- Results ---------------------------------------------------------- */

/*
 * A results block: up to HASHLANE_MAX_BLOCK_ROWS rows, one an input, in
 * columns. The block is aligned to 64 bytes, little-endian on every machine,
 * and refers to itself by offsets only: it may be written to a file, sent or
 * mapped elsewhere as it is. The functions below read it; docs/RESULTS.md
 * describes every byte. It outlives job and engine and lives until
 * hashlane_results_destroy. Since 0.1.
 */
struct hashlane_results;

/*
 * A column of a block, in the machine's byte order; in the block its entry has
 * the same fields at the same places, little-endian. It never grows.
 * Since 0.1.
 */
struct hashlane_results_column {
	int32_t kind;      /* HASHLANE_COLUMN_* */
	int32_t algorithm; /* HASHLANE_HASH_*, of a digest, hex or parts */
	uint64_t param;    /* its parameter */
	uint64_t offset;   /* of the values, in bytes from the block's start */
	uint64_t offsets;  /* of one uint64_t more than there are rows, where
			      * rows differ in length: row i is [offsets[i],
			      * offsets[i + 1]) of the values; else 0 */
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
	HASHLANE_COLUMN_INDEX = 1,    /* uint64: hashlane_row.index */
	HASHLANE_COLUMN_SIZE = 2,     /* uint64: bytes hashed; failed: read */
	HASHLANE_COLUMN_STATUS = 3,   /* int32: HASHLANE_OK or why not */
	HASHLANE_COLUMN_OS_ERROR = 4, /* int32: errno of the call, or 0 */
	HASHLANE_COLUMN_MTIME = 5,    /* int64: ns since 1970, 0 unknown */
	HASHLANE_COLUMN_ERROR_OFFSET = 6, /* uint64: byte where it failed */
	HASHLANE_COLUMN_PATH = 7,         /* bytes, as they were given */
	HASHLANE_COLUMN_MESSAGE = 8,      /* UTF-8; null where all is well */
	HASHLANE_COLUMN_DIGEST = 9,       /* bytes; null where there is none */
	HASHLANE_COLUMN_HEX = 10, /* the digest in hexadecimal, if asked for */
	HASHLANE_COLUMN_PARTS = 11,  /* digests of the parts, if asked for */
	HASHLANE_COLUMN_INPUT = 12,  /* uint64: hashlane_row.input */
	HASHLANE_COLUMN_COOKIE = 13, /* uint64: hashlane_row.cookie */
	HASHLANE_COLUMN_DEVICE = 14, /* uint64: st_dev, if asked for */
	HASHLANE_COLUMN_INODE = 15,  /* uint64: st_ino, if asked for */
	HASHLANE_COLUMN_CTIME = 16,  /* int64: ns since 1970, if asked for */
	HASHLANE_COLUMN_LINKS = 17,  /* uint64: hard links, if asked for */
	HASHLANE_COLUMN_FLAGS = 18   /* uint32: hashlane_row.flags, where there
				      * are identities or lookups */
};

/* Limit: rows of a block. Since 0.1. */
enum { HASHLANE_MAX_BLOCK_ROWS = 4096 };

/*
 * Rows of a block: 1..HASHLANE_MAX_BLOCK_ROWS; 0 for NULL and for what is no
 * block of this library.
 *
 * results  a block, or a copy of one, of which at least the first 64 bytes are
 *          there; may be NULL
 * Since 0.1.
 */
uint32_t hashlane_results_get_count(const struct hashlane_results *results);

/*
 * Rows of a block whose status is not HASHLANE_OK; 0 also for NULL and for
 * what is no block of this library.
 *
 * results  as for hashlane_results_get_count; may be NULL
 * Since 0.1.
 */
uint32_t hashlane_results_get_failures(const struct hashlane_results *results);

/*
 * Rows of the job in the blocks before this one; 0 also for NULL and for what
 * is no block of this library.
 *
 * results  as for hashlane_results_get_count; may be NULL
 * Since 0.1.
 */
uint64_t
hashlane_results_get_first_row(const struct hashlane_results *results);

/*
 * Bytes of a whole block, as to copy it or to write it to a file; 0 for NULL
 * and for what is no block of this library.
 *
 * results  as for hashlane_results_get_count; may be NULL
 * Since 0.1.
 */
uint64_t hashlane_results_get_bytes(const struct hashlane_results *results);

/*
 * Where a column of a block is, for a caller that reads whole columns in
 * place. The values themselves are little-endian. All of the column is inside
 * the block; what its offsets say is not checked.
 *
 * out      written on success
 * results  a block of this library, or a copy of one
 * index    which column, from 0; docs/RESULTS.md has their order
 * Status: ARGUMENT (NULL), FORMAT (not such a block), NOT_FOUND (index past
 * the end). Since 0.1.
 */
int32_t hashlane_results_get_column(struct hashlane_results_column *out,
				    const struct hashlane_results *results,
				    size_t index);

/* Bits of hashlane_row.flags. Since 0.2. */
enum {
	/* Its digests were known by a lookup: the file was not read. */
	HASHLANE_ROW_KNOWN = 1,
	/*
	 * The file had this size and these times longer than their clock ticks
	 * when it was read: whatever changes it later sets other times. A cache
	 * may keep its digests under them; without this bit it must not.
	 */
	HASHLANE_ROW_SETTLED = 2
};

/*
 * One row of a results block, with pointers into it.
 *
 * `index` is the running number of a file in its job, `input` the number of
 * the input that the caller gave: first the paths, then the inputs of
 * hashlane_job_options, then those of hashlane_job_add, all counted from 0.
 * Without a walk the two are equal. A directory that is walked is one input:
 * each file below it has a number of its own, and all have the input of the
 * directory; with no file below it there is no row. Since 0.1.
 */
struct hashlane_row {
	size_t struct_size;
	uint64_t index;         /* which file of the job, from 0 */
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
	uint64_t input;         /* which input as it was given, from 0 */
	uint64_t cookie; /* hashlane_input.cookie. Since 0.2 (appended) */
	/*
	 * The file that was hashed; all 0 without HASHLANE_JOB_IDENTITY, and
	 * where it is none or could not be opened.
	 */
	uint64_t device;  /* st_dev */
	uint64_t inode;   /* st_ino */
	int64_t ctime_ns; /* last status change, since 1970 */
	uint64_t links;   /* hard links to it */
	uint32_t flags;   /* HASHLANE_ROW_* */
	uint32_t reserved;
};

/*
 * Read a row.
 *
 * out      set struct_size first
 * results  a block of this library, or a copy of one
 * row      below hashlane_results_get_count
 * Status: ARGUMENT (NULL, no such row), ABI, FORMAT (not such a block).
 * Since 0.1.
 */
int32_t hashlane_results_get_row(struct hashlane_row *out,
				 const struct hashlane_results *results,
				 uint32_t row);

/*
 * The digest of algorithm `index` (its place in the job's specs) of a row.
 *
 * digest        points into the block
 * digest_bytes  its length
 * results       a block of this library, or a copy of one
 * row           below hashlane_results_get_count
 * Status: ARGUMENT (also: no such row or index), FORMAT, NOT_FOUND (the row
 * has no such digest). Since 0.1.
 */
int32_t hashlane_results_get_digest(const uint8_t **digest,
				    size_t *digest_bytes,
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
 * row      below hashlane_results_get_count
 * Status: ARGUMENT (also: no such row or index), ABI, FORMAT, NOT_FOUND (the
 * row has none). Since 0.1.
 */
int32_t hashlane_results_get_parts(struct hashlane_parts *out,
				   const struct hashlane_results *results,
				   uint32_t row, size_t index);

/*
 * A results block from bytes: of a file, of another process or machine. The
 * block is a copy of its own. All that a reader relies on is checked: each
 * offset and length is inside the block, each bitmap has the nulls that it is
 * said to have, each text is UTF-8, and status, message and digests of a row
 * agree; the values of digests and numbers are taken as they are. Columns of
 * kinds that this version does not know are left out. For programs that store
 * results or send them, and for pickles of Python.
 *
 * out         set on success; free it with hashlane_results_destroy
 * data        data_bytes bytes, on any alignment, which begin with a block;
 *             what is behind the block is not read. The next one of a file is
 *             hashlane_results_get_bytes of *out further on. Others may write
 *             to data meanwhile. May be NULL when data_bytes is 0
 * error       may be NULL; its offset is the byte of data that is wrong, or
 *             data_bytes when the block is cut short
 * Status: ARGUMENT, ABI (error), FORMAT (no block, or a damaged one),
 * NO_MEMORY. Since 0.2.
 */
int32_t hashlane_results_load(const struct hashlane_results **out,
			      const void *data, size_t data_bytes,
			      struct hashlane_error *error);

/*
 * Give a block back.
 *
 * results  a block of hashlane_job_next or hashlane_results_load, which is not
 *          checked; may be NULL
 * Since 0.1.
 */
void hashlane_results_destroy(const struct hashlane_results *results);

/*
 * Structures of the Arrow C data and stream interfaces, as their
 * specification declares them.
 */
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;

/* Bits of the flags of hashlane_results_export and _job_export. Since 0.2. */
enum {
	/*
	 * Only types that every reader of Arrow takes, Spark and Java among
	 * them: int32, int64, binary and utf8. An unsigned number is an int64
	 * of the same 64 bits. `path` is utf8, and null where the path is not
	 * UTF-8; `path_bytes` behind it has the bytes of every path. Offsets
	 * are copied, and so are the paths of a block of which one is null.
	 */
	HASHLANE_ARROW_PORTABLE = 1
};

/*
 * Hand a results block to Arrow without a copy: a struct array whose children
 * are the columns (digests are fixed_size_binary, paths are large_binary).
 *
 * array, schema  written on success; released by the caller
 * results        a block of hashlane_job_next or hashlane_results_load; owned
 *                by *array on success
 * flags          HASHLANE_ARROW_*, or 0
 * Status: ARGUMENT (NULL, unknown flags, or array and schema overlap),
 * NO_MEMORY, UNSUPPORTED (a big-endian machine: Arrow wants its byte order; or
 * a portable column of 2 GiB). Since 0.1.
 */
int32_t hashlane_results_export(struct ArrowArray *array,
				struct ArrowSchema *schema,
				const struct hashlane_results *results,
				uint32_t flags);

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

/*
 * Called on a thread that an engine starts, before anything of the engine and
 * after all of it: to attach the thread to a runtime whose code the callbacks
 * run, and to detach it. It may call all that needs no engine and no job. It
 * must return. Since 0.1.
 */
typedef void hashlane_thread_fn(void *context);

/*
 * Called once, after the last use of what was given with it: only then may the
 * caller free it. Not called where the call that took it fails. It runs on a
 * thread of the engine, or on one that destroys, cancels, waits for or takes
 * from something, with no lock held. It may call all that needs no engine and
 * no job, and what destroys or cancels; and must return. Since 0.2.
 */
typedef void hashlane_release_fn(void *context);

/*
 * Options of an engine. Threads are started when there is work for them; they
 * take over the scheduling and the CPU affinity of the thread that gave the
 * work, block all signals and, where the system has names of threads, are
 * called hashlane-0, hashlane-1 and so on. Since 0.1.
 */
struct hashlane_engine_options {
	size_t struct_size;
	int32_t workers;       /* threads: 0 automatic (CPU affinity and
				* cgroup quota), -1 none: jobs run within
				* hashlane_job_wait and hashlane_job_next,
				* else 1..1024 */
	int32_t isa;           /* HASHLANE_ISA_* */
	uint64_t budget_bytes; /* of all the engine allocates; 0: 40 MiB, at
				* least 4 MiB; less is used where RLIMIT_DATA
				* or RLIMIT_AS leave less than twice that.
				* Each streamed job has a block of rows
				* whatever the budget: hundreds at once pass
				* it */
	const struct hashlane_allocator *allocator; /* copied; NULL: the
						     * library's own */
	uint64_t stack_bytes;             /* of each thread, 256 KiB to 1 GiB,
				           * rounded up to pages; 0: 1 MiB.
				           * Callbacks have all but 64 KiB.
				           * Where the limits leave no room
				           * for so many, threads are fewer */
	hashlane_thread_fn *thread_start; /* may be NULL. On each thread that
					   * may call callbacks; not on those
					   * that only open files
					   * (hashlane-open), nor on threads
					   * of the caller */
	hashlane_thread_fn *thread_end;   /* may be NULL; has returned on every
					   * thread when release is called */
	void *thread_context;             /* handed to both */
	/*
	 * May be NULL. The very last thing of a destroyed engine, when its
	 * threads have ended, its jobs and listeners are destroyed too, and all
	 * its memory is given back, results blocks included: only then may an
	 * allocator go. Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context; /* handed to release */
};

/*
 * Make an engine.
 *
 * out      set on success; destroy it with hashlane_engine_destroy
 * options  may be NULL: all defaults
 * error    may be NULL
 * Status: ARGUMENT, ABI, NO_MEMORY, UNSUPPORTED (isa). It starts no
 * threads yet. Where threads cannot be had when there is work, fewer do it; if
 * not one can, the threads do it that call hashlane_job_wait, hashlane_job_next
 * or hashlane_listener_poll, and descriptors are UNSUPPORTED. Since 0.1.
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
	int32_t reserved;
};

/*
 * Memory of an engine now.
 *
 * out  set struct_size first
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.1.
 */
int32_t hashlane_engine_get_memory(struct hashlane_engine_memory *out,
				   hashlane_engine engine);

/* How an engine was made, with what was left open decided. Since 0.2. */
struct hashlane_engine_info {
	size_t struct_size;
	int32_t workers;      /* threads it runs, or will when there is work
			       * for them; 0: the callers do the work */
	int32_t isa;          /* HASHLANE_ISA_*, never AUTO */
	uint64_t stack_bytes; /* of each thread */
};

/*
 * How an engine was made. Its budget is in hashlane_engine_memory.
 *
 * out  set struct_size first
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.2.
 */
int32_t hashlane_engine_get_info(struct hashlane_engine_info *out,
				 hashlane_engine engine);

/*
 * Cancel all jobs of an engine and destroy it. The handle is dead at once. The
 * handles of its jobs and listeners live on until they are destroyed too, with
 * the results they have. Never waits: calls that use it return soon, with
 * CANCELLED or HANDLE, its threads end by themselves, and its memory is freed
 * with the last use; `release` of hashlane_engine_options reports that. May be
 * called from any callback. Callbacks and release functions may run within the
 * call: the caller holds no lock that they take. A thread in
 * hashlane_listener_poll is woken by hashlane_listener_destroy, not by this. To
 * end and wait: cancel the jobs, hashlane_engine_wait, destroy.
 *
 * The process may exit meanwhile, where what its functions use (an allocator, a
 * thread's runtime) lives until then.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_engine_destroy(hashlane_engine engine);

/*
 * Wait until an engine rests: all its jobs are final, and no thread of it is in
 * a system call, callback or release function. In an engine without threads
 * the call does the work of its jobs.
 *
 * timeout_ms  milliseconds; 0: do not wait; negative: for ever
 * Status: TIMEOUT, HANDLE (also: it is destroyed while this waits), FORKED,
 * BUSY (called from a callback). Since 0.2.
 */
int32_t hashlane_engine_wait(hashlane_engine engine, int64_t timeout_ms);

/* hashlane_input.kind. Since 0.1. */
enum {
	HASHLANE_INPUT_PATH = 1,       /* a file by its path */
	HASHLANE_INPUT_DESCRIPTOR = 2, /* an open file; read by offset */
	HASHLANE_INPUT_MEMORY = 3,     /* bytes in memory */
	/* A path whose last name is no symbolic link, else NOT_REGULAR. */
	HASHLANE_INPUT_PATH_NO_FOLLOW = 4,
	/* Bytes that the caller pushes: hashlane_job_feed. Since 0.2. */
	HASHLANE_INPUT_STREAM = 5,
	/* Bytes that a function of the caller returns. Since 0.2. */
	HASHLANE_INPUT_READ = 6,
	/*
	 * A buffer of hashlane_buffer_acquire, filled with data_bytes bytes:
	 * the library's from the moment the call that takes the input
	 * succeeds, and released by it, once. Since 0.2.
	 */
	HASHLANE_INPUT_BUFFER = 7
};

/*
 * Where an input of kind HASHLANE_INPUT_READ gets its bytes from. It writes up
 * to `room` bytes to `buffer`, sets *got to how many, and returns HASHLANE_OK;
 * *got == 0 is the end. Any other HASHLANE_* status becomes the status of the
 * row, a code that there is not HASHLANE_IO, and more than `room` bytes
 * HASHLANE_ARGUMENT. Not called again after its end or an error.
 *
 * It is called on a thread of the engine, or on one that waits where the
 * engine has none; for one input by one thread at a time, not always the same.
 * While it waits, the inputs that the same thread has under way wait, too:
 * bytes that come slowly are better pushed. It may call all that needs no
 * engine and no job, and must return. Since 0.2.
 */
typedef int32_t hashlane_read_fn(void *context, void *buffer, size_t room,
				 size_t *got);

/*
 * What is hashed: a whole file, a range of one, memory, or a stream.
 *
 * A range has to be in the file, of whatever kind the file is: one that starts
 * or ends beyond the end gives HASHLANE_CHANGED, as does one of a file that
 * has become too short meanwhile. A range that starts exactly at the end, with
 * length 0, is empty and gives the digest of nothing. Memory has no ranges:
 * offset and length must be 0. Of a STREAM and a READ the offset must be 0, and
 * length is the number of bytes that will come, or 0 if it is not known: the
 * algorithms that need the size beforehand (HASHLANE_INFO_NEEDS_SIZE) have a
 * digest only if it is. Another number gives HASHLANE_CHANGED.
 *
 * Where a caller has looked at a file before, a path may lead to another one
 * by the time it is opened. With device and inode that gives HASHLANE_CHANGED,
 * and never the digest of the other. Since 0.1.
 */
struct hashlane_input {
	int32_t kind;           /* HASHLANE_INPUT_* */
	uint32_t reserved;      /* must be 0 */
	int64_t descriptor;     /* the caller's, open until it is released: a
			     * number, on Windows a HANDLE */
	const void *data;       /* path: copied; a NUL within it is no path.
			     * memory: unchanged until it is released, by
			     * release or HASHLANE_EVENT_RELEASED.
			     * descriptor, stream, read: a name for the
			     * results, copied, or NULL */
	size_t data_bytes;      /* bytes at data */
	uint64_t offset;        /* of a file: the first byte hashed */
	uint64_t length;        /* of a file: bytes hashed; 0: to the end */
	uint64_t device;        /* st_dev of the file that it has to be */
	uint64_t inode;         /* st_ino of that file; 0: it may be any */
	hashlane_read_fn *read; /* of a READ. Since 0.2 (appended) */
	void *read_context;     /* handed to read */
	/*
	 * May be NULL; of MEMORY, DESCRIPTOR and READ only. Called when the
	 * library uses the data, the descriptor or read_context no more: before
	 * the row of the input can be taken, or after its job was cancelled or
	 * destroyed, once the threads that use it have let go of it. Since 0.2
	 * (appended)
	 */
	hashlane_release_fn *release;
	void *release_context;   /* handed to release */
	uint64_t cookie;         /* the caller's: it comes back with the row,
				 * of a walk with the row of each file */
	const uint8_t *expected; /* what its digests have to be: a row as
				  * hashlane_algorithms_get_layout says, copied;
				  * may be NULL */
	uint64_t expected_mask;  /* bit i: digest i has to be as in expected,
				 * else the row has HASHLANE_MISMATCH */
	/*
	 * About so many bytes will be hashed, which counts in the job's total
	 * from now on; 0: not known.
	 */
	uint64_t size_bytes;
};

/* Order of the results. Since 0.1. */
enum {
	HASHLANE_ORDER_DEFAULT = 0,   /* input order; streamed: completion */
	HASHLANE_ORDER_INPUT = 1,     /* row i has the index i */
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
	/*
	 * One file open at a time, in the order of the inputs; those of up to
	 * a block are still hashed side by side. Without it files that lie on
	 * a disk that turns and are not in the page cache are read so, and of
	 * NFS and SMB four at a time.
	 */
	HASHLANE_JOB_SEQUENTIAL = 16,
	/*
	 * Drop what was read from the page cache, unless it was there before:
	 * whether the first byte of a file or range was decides for all of it.
	 */
	HASHLANE_JOB_DROP_CACHE = 32,
	/* A file met again under another name is not read again. */
	HASHLANE_JOB_LINKS_ONCE = 64,
	/* Results say which file it was: device, inode, ctime, links. */
	HASHLANE_JOB_IDENTITY = 128,
	/*
	 * Before files are read the job asks for digests that are known, by
	 * hashlane_job_get_lookup. Since 0.2.
	 */
	HASHLANE_JOB_LOOKUP = 256
};

/* Bits of hashlane_walk_options.flags. Since 0.1. */
enum {
	HASHLANE_WALK_FOLLOW = 1,          /* symbolic links met in a walk */
	HASHLANE_WALK_NO_HIDDEN = 2,       /* pass over names that start "." */
	HASHLANE_WALK_ONE_FILE_SYSTEM = 4, /* stay on that of the start */
	HASHLANE_WALK_UNSORTED = 8,        /* names in the order in which the
					    * directory has them */
	HASHLANE_WALK_ALL = 16             /* directories, links that are not
					    * followed, FIFOs, sockets and
					    * devices are entries too; not in
					    * a job */
};

/*
 * How directories are walked. Files come in bytewise order of their paths;
 * FIFOs, sockets and devices are passed over.
 *
 * A pattern follows the rules of gitignore(5), as bytes:
 *
 *   *       any bytes but a slash      ?      any byte but a slash
 *   [a-z]   one of a set               [!a-z] one of the others
 *   [[:alpha:]]  a class, of ASCII     \*     the byte itself
 *   **      between slashes, at the start or at the end: any directories
 *
 * A pattern without a slash is compared with the last name of a path; one with
 * a slash at its start or within, with the whole path below the start. A slash
 * at the end takes directories only. The last pattern of a list that matches
 * decides, and a '!' before it turns what it says around. What is below a
 * directory that is excluded is not looked at. A pattern that no path can
 * match is an error: an empty name, "." or "..", a set without its "]" or
 * without members, "\" at the end, an unknown class; to include, one that
 * ends in a slash; the first of a list, one that begins with "!". Since 0.1.
 */
struct hashlane_walk_options {
	size_t struct_size;
	const char *const *include; /* only files that match one; none: all */
	size_t include_count;       /* patterns at include */
	const char *const *exclude; /* files and directories to leave out */
	size_t exclude_count;       /* patterns at exclude */
	uint32_t flags;             /* HASHLANE_WALK_* */
	uint32_t reserved;
	/*
	 * A directory that a relative path of hashlane_walk_open is of, as in
	 * hashlane_job_options; in a job NULL. Since 0.2 (appended)
	 */
	const char *base;
};

/*
 * Kinds of an event, and bits of hashlane_job_options.events and
 * hashlane_listener_options.events. Since 0.1.
 */
enum {
	HASHLANE_EVENT_PROGRESS = 1, /* at most each event_interval_ms */
	HASHLANE_EVENT_FILE = 2,     /* a file is done */
	HASHLANE_EVENT_ERROR = 4,    /* a file failed */
	HASHLANE_EVENT_MEMORY = 8,   /* the pressure level changed; for
				      * listeners of an engine with job 0 */
	HASHLANE_EVENT_DONE = 16,    /* the job is final; always the last */
	HASHLANE_EVENT_LOST = 32,    /* a listener's queue was full: `index`
				      * events, of any jobs, are missing here.
				      * Cannot be masked */
	/*
	 * A stream that had no room for all that hashlane_job_feed was given
	 * has some again, or has failed, with `status`; `index` is that of
	 * hashlane_job_feed. After a LOST event try all streams. Since 0.2.
	 */
	HASHLANE_EVENT_ROOM = 128,
	/*
	 * The library no longer uses the memory of an input of kind
	 * HASHLANE_INPUT_MEMORY without a release function; `index` is its
	 * hashlane_row.input. Reported once for each such input before the
	 * job's DONE, also if the job is cancelled or destroyed. After DONE no
	 * such memory is in use: a caller that met a LOST event waits for that.
	 * Since 0.2.
	 */
	HASHLANE_EVENT_RELEASED = 64,
	/*
	 * A job that had no results to take has some. Call hashlane_job_next
	 * with a timeout of 0 until it returns no block: the event comes again
	 * with the next results, and once at the job's end, before its DONE;
	 * that one is never lost. So one thread that polls a listener of an
	 * engine can serve all its jobs. If the job ran before the listener was
	 * made, and for all jobs after a LOST event, take once without it.
	 * Since 0.2.
	 */
	HASHLANE_EVENT_RESULTS = 256,
	/*
	 * A file is read from its start now; `bytes_total` is its size, or 0
	 * if it is unknown. Sent once for each input that could be opened,
	 * before its FILE or ERROR. See hashlane_job_get_files for its
	 * progress. Since 0.2.
	 */
	HASHLANE_EVENT_FILE_BEGIN = 512,
	/*
	 * hashlane_job_get_lookup has files to answer for. It has a place in a
	 * queue that is full. Call hashlane_job_get_lookup once for each job
	 * that ran before its listener was made, and after a LOST event. Since
	 * 0.2.
	 */
	HASHLANE_EVENT_LOOKUP = 1024
};

/* What happened. Since 0.1. */
struct hashlane_event {
	int32_t kind;         /* HASHLANE_EVENT_* */
	int32_t status;       /* of the file or the job; MEMORY: pressure */
	hashlane_job job;     /* whose */
	uint64_t index;       /* hashlane_row.index of the file: a walk's
			       * files are counted, not their directory; of
			       * ROOM and RELEASED hashlane_row.input; of
			       * LOST how many; of LOOKUP its id */
	uint64_t bytes_done;  /* of the file; PROGRESS, DONE: of the job */
	uint64_t bytes_total; /* the same, so far as it is known */
	uint64_t files_done;  /* of the job */
	uint64_t files_total; /* of the job, known so far */
	uint64_t failures;    /* of the job */
	uint64_t bytes_per_second; /* of the last second or so */
	const char *path;          /* of a FILE, ERROR or FILE_BEGIN,
				* NUL-terminated; or "" */
	size_t path_bytes;         /* bytes at path, without the NUL */
	uint64_t error_offset;     /* of an ERROR: where it failed */
	int32_t os_error;          /* of an ERROR: errno, or 0 */
	int32_t reserved;
};

/*
 * Called with some events at a time, never by two threads at once for one job,
 * on a worker's thread or, without workers, on one that waits; the last one
 * also on a thread that cancels or destroys the job. A worker's thread has
 * the stack that the engine's stack_bytes says, of which the library uses
 * 64 KiB at most. It may call hashlane_job_cancel,
 * hashlane_job_get_progress and all that needs no job. hashlane_job_wait and
 * hashlane_job_next, of any job of the engine, do not wait there, whatever
 * their timeout: where there is nothing to wait for (the job is final, or rows
 * are finished) they return as ever, else HASHLANE_BUSY. It may destroy
 * anything, also the job or the listener that it belongs to. Nothing comes
 * after HASHLANE_EVENT_DONE, and that comes also after hashlane_job_destroy.
 * Where PROGRESS is wanted it starts at 0 and, before the DONE of a job that
 * was not cancelled, ends with all. An event is event_bytes long, which may be
 * more than this header knows: HASHLANE_EVENT_AT.
 *
 * It must return: to leave it by longjmp or an exception is forbidden, and
 * undefined. Since 0.1.
 */
typedef void hashlane_event_fn(void *context,
			       const struct hashlane_event *events,
			       size_t event_bytes, size_t count);

/*
 * What a job keeps of long files, to go on with them another day.
 *
 * hashlane_state_save_fn is given the state of a file that is under way, by
 * its index, which is hashlane_row.index and with a walk not the number of an
 * input: each state_interval_bytes, and when the job is cancelled, also before
 * it is destroyed. The bytes may be of use to other versions of the library
 * and on other machines; they live during the call.
 *
 * hashlane_state_load_fn is asked for it when such a file is begun: it writes
 * what was saved last to `state`, at most `capacity` bytes, and returns how
 * many, or 0. Bytes that are damaged, of other algorithms or another library,
 * or of a file with another inode, size, time of modification or status time
 * than the one that was opened now, are not used. What was hashed before is
 * not read again.
 *
 * Both are called on threads of the engine or one that cancels or destroys, for
 * several files at once; they may call nothing of this job. After
 * hashlane_job_destroy they may still be called until `release` of
 * hashlane_job_options is. Since 0.1.
 */
typedef void hashlane_state_save_fn(void *context, uint64_t index,
				    uint64_t bytes_done, const void *state,
				    size_t state_bytes);
/* See hashlane_state_save_fn. Since 0.1. */
typedef size_t hashlane_state_load_fn(void *context, uint64_t index,
				      void *state, size_t capacity);

/* Limit: files of a lookup. Since 0.2. */
enum { HASHLANE_MAX_LOOKUP_FILES = 1024 };

/* Bits of hashlane_lookup_file.flags. Since 0.2. */
enum {
	/*
	 * file_system is the file system's own id, f_fsid, which it has
	 * wherever and whenever it is mounted; a copy of its image has the
	 * same. Else it is st_dev.
	 */
	HASHLANE_LOOKUP_STABLE = 1
};

/*
 * A file that a job asks about: what the system says of it now. Inodes and
 * device numbers may be others after the next mount (of btrfs, NFS, ZFS, USB
 * disks, mergerfs); a cache that lives longer knows a file by file_system,
 * path, size_bytes, mtime_ns and ctime_ns. Since 0.2.
 */
struct hashlane_lookup_file {
	const char *path;        /* NUL-terminated: what its row will have */
	size_t path_bytes;       /* bytes at path, without the NUL */
	uint64_t index;          /* hashlane_row.index */
	uint64_t input;          /* hashlane_row.input */
	uint64_t cookie;         /* hashlane_row.cookie */
	uint64_t size_bytes;     /* st_size */
	int64_t mtime_ns;        /* since 1970 */
	int64_t ctime_ns;        /* since 1970 */
	uint64_t device;         /* st_dev */
	uint64_t inode;          /* st_ino */
	uint64_t links;          /* hard links to it */
	uint8_t file_system[16]; /* which file system it lies on */
	uint32_t flags;          /* HASHLANE_LOOKUP_* */
	uint32_t reserved;
};

/* What a job asks: files whose digests may be known. Since 0.2. */
struct hashlane_lookup {
	size_t struct_size;
	uint64_t id; /* for hashlane_job_answer, never 0 */
	const struct hashlane_lookup_file *files; /* count of them */
	size_t file_bytes;                        /* bytes of each */
	size_t count;     /* 1..HASHLANE_MAX_LOOKUP_FILES */
	size_t row_bytes; /* of a row of digests */
};

/*
 * Which digests of some files are known? It sets digests_valid[i] to the bits
 * of the digests of file i and writes them into its row, at digests + i *
 * row_bytes, as hashlane_algorithms_get_layout says; a bit that is clear means
 * that the file has no such digest. What stays 0 is hashed: all are 0 when it
 * is called.
 *
 * It is called on threads of the engine, or on one that waits where the engine
 * has none, by several at once. While it waits, other threads go on, and the
 * files that its thread has under way wait. It may call hashlane_job_cancel
 * and all that needs no job. Since 0.2.
 */
typedef void hashlane_lookup_fn(void *context,
				const struct hashlane_lookup *lookup,
				uint64_t *digests_valid, uint8_t *digests);

/* Options of a job. Since 0.1. */
struct hashlane_job_options {
	size_t struct_size;
	/* which algorithms; copied */
	const struct hashlane_algorithm_spec *specs;
	size_t spec_count;  /* 1..HASHLANE_MAX_ALGORITHMS */
	const char *paths;  /* NUL-terminated, one after the other; copied */
	size_t paths_bytes; /* with every NUL */
	const struct hashlane_input *inputs; /* after the paths; copied */
	size_t input_bytes; /* sizeof(struct hashlane_input); any if there
			     * are none */
	size_t input_count; /* inputs at inputs */
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
	int32_t ctime;    /* HASHLANE_CTIME_*. Since 0.1 (appended) */
	int32_t priority; /* HASHLANE_PRIORITY_LOWEST.._HIGHEST; 0: normal.
			   * Since 0.2 (was reserved) */
	/*
	 * May be NULL. Called after the last call of any function of these
	 * options: event, lookup, state_save, state_load. That is after its DONE,
	 * whether it is destroyed or not. Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context; /* handed to release */
	/*
	 * A directory that relative paths are of, NUL-terminated; NULL: the
	 * one in which the process is when a file is opened. It is opened
	 * once, by hashlane_job_create, and held open: what moves the process
	 * or the directory afterwards does not matter. Rows have the paths as
	 * they were given. Since 0.2 (appended)
	 */
	const char *base;
	/*
	 * Which digests are known? May be NULL; not with HASHLANE_JOB_LOOKUP,
	 * which asks the same by hashlane_job_get_lookup. Asked of regular
	 * files by their paths, whole, and not where their file system makes
	 * them up (/proc, /sys); all else is hashed. A file of which the digests
	 * are known is not opened: its row, which has no parts, is that of the
	 * file that was asked about. If it is not known, the file that its path
	 * leads to then is hashed. Since 0.2 (appended)
	 */
	hashlane_lookup_fn *lookup;
	void *lookup_context; /* handed to lookup */
	/* As hashlane_job_set_rate has it. Since 0.2 (appended). */
	uint64_t bytes_per_second_max;
};

/*
 * hashlane_job_options.priority, and all between. Workers serve a job only
 * while none of a higher priority has anything for them: they go over to such
 * a job within milliseconds, even in the middle of a file. Jobs of equal
 * priority share the workers. Since 0.2.
 */
enum {
	HASHLANE_PRIORITY_LOWEST = -2,
	HASHLANE_PRIORITY_NORMAL = 0,
	HASHLANE_PRIORITY_HIGHEST = 2
};

/*
 * Start to hash inputs with several algorithms, reading each byte once.
 *
 * out      set on success; destroy it with hashlane_job_destroy
 * error    may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, HANDLE, FORKED, NO_MEMORY (also: the
 * budget is too small for these algorithms), UNSUPPORTED, NOT_FOUND (the base),
 * ACCESS (the base), NOT_REGULAR (the base), IO (the base). An input that is
 * itself wrong fails the call with ARGUMENT, and error->offset is its place in
 * inputs: an unknown kind, data NULL, memory with an offset or length, a range
 * out of bounds. What is wrong with a file, a descriptor or a path stands in
 * its row. Since 0.1.
 */
int32_t hashlane_job_create(hashlane_job *out, hashlane_engine engine,
			    const struct hashlane_job_options *options,
			    struct hashlane_error *error);

/*
 * The same, without nested pointers: for languages in which they cost or are
 * forbidden (cgo, JavaScript, Java). The paths are files or, without a walk,
 * fail with NOT_REGULAR where they are directories.
 *
 * out         set on success; destroy it with hashlane_job_destroy
 * algorithms  algorithms_bytes bytes: algorithms as hashlane_algorithm_parse
 *             reads them, separated by commas: "md5,s3-etag:part=8MiB"
 * paths       paths_bytes bytes, copied; may be NULL when paths_bytes is 0
 * offsets     path_count + 1 of them: path i is [offsets[i], offsets[i + 1]) of
 *             the paths, as in Arrow; may be NULL when path_count is 0: the
 *             paths each end in a NUL then, one after the other
 * path_count  how many paths, with offsets; else 0
 * flags       HASHLANE_JOB_*; with HASHLANE_JOB_OPEN more may follow by
 *             hashlane_job_add
 * error       may be NULL; its offset is a byte of the algorithms, or the place
 *             of a path
 * Status: ARGUMENT (also: offsets that decrease or lead beyond the paths), ABI
 * (error), ALGORITHM, HANDLE, FORKED, NO_MEMORY. Since 0.2.
 */
int32_t hashlane_job_create_flat(hashlane_job *out, hashlane_engine engine,
				 const char *algorithms,
				 size_t algorithms_bytes, const char *paths,
				 size_t paths_bytes, const uint64_t *offsets,
				 size_t path_count, uint32_t flags,
				 struct hashlane_error *error);

/* How a job was made, with what was left open decided. Since 0.2. */
struct hashlane_job_info {
	size_t struct_size;
	size_t spec_count; /* algorithms */
	size_t row_bytes;  /* their digests, one after the other */
	uint32_t flags;    /* HASHLANE_JOB_* in force */
	int32_t order;     /* HASHLANE_ORDER_*, never DEFAULT */
};

/*
 * How a job was made: for code that is handed a job, and after
 * hashlane_job_create_flat. Its state is in hashlane_progress.
 *
 * out  set struct_size first
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.2.
 */
int32_t hashlane_job_get_info(struct hashlane_job_info *out, hashlane_job job);

/*
 * The algorithms of a job, in the order of its digests, each with the
 * parameter in force.
 *
 * specs       capacity of them; HASHLANE_MAX_ALGORITHMS always suffice; may be
 *             NULL when capacity is 0
 * spec_count  how many were written; may be NULL. Also set to how many there
 *             are when the status is BUFFER.
 * Status: HANDLE, FORKED, ARGUMENT (NULL with a capacity), BUFFER. Since 0.2.
 */
int32_t hashlane_job_get_specs(hashlane_job job,
			       struct hashlane_algorithm_spec *specs,
			       size_t capacity, size_t *spec_count);

/*
 * Add inputs to a job made with HASHLANE_JOB_OPEN. All or none are taken. As
 * many wait as an eighth of the budget has room for; where there are so many
 * the call waits until some were taken.
 *
 * inputs       input_count of them, copied; may be NULL when input_count is 0
 * input_bytes  sizeof(struct hashlane_input); any if there are none
 * timeout_ms   as for hashlane_job_wait; since 0.2
 * Status: HANDLE, FORKED, ABI (input_bytes), ARGUMENT (also: an input that is
 * itself wrong, see hashlane_job_create), NO_MEMORY (also: these streams have
 * no room in the budget, even when it has no others), CANCELLED, UNSUPPORTED
 * (closed or never open), TIMEOUT (too many wait, or too many streams are
 * open), BUSY (the same, and the call cannot wait: it comes from a callback,
 * the job is streamed and the unread results must be taken first, or
 * hashlane_job_get_lookup has something). Since 0.1.
 */
int32_t hashlane_job_add(hashlane_job job, const struct hashlane_input *inputs,
			 size_t input_bytes, size_t input_count,
			 int64_t timeout_ms);

/* Bits of the flags of hashlane_job_feed. Since 0.2. */
enum {
	/* The stream ends behind these bytes, once all of them are taken. */
	HASHLANE_FEED_LAST = 1
};

/*
 * Push bytes of an input of kind HASHLANE_INPUT_STREAM. They are copied. Each
 * open stream has a block of memory of its own, 2 KiB to 128 KiB, within three
 * tenths of the engine's budget, from the call that gave the input to its end:
 * so one thread can feed any number of streams in any order, and streams are
 * hashed side by side with each other and with files. A job is not done before
 * its streams are; those that never end are cancelled with it.
 *
 * One thread at a time feeds a stream. In an engine without threads a call that
 * finds no room does some of the work, also with a timeout of 0. In a callback
 * it never waits. Where a stream fails before its end the next call returns the
 * status of its row, whatever that is, once: the stream has ended then.
 *
 * taken       how many bytes were taken; set with OK, and to 0 with TIMEOUT.
 *             Fewer than `bytes`: there was no room for more until the time was
 *             out, and HASHLANE_EVENT_ROOM reports when there is
 * index       which input as it was given, see hashlane_row.input
 * data        bytes bytes; may be NULL when bytes is 0
 * flags       HASHLANE_FEED_*
 * timeout_ms  as for hashlane_job_wait; how long to wait until all is taken
 * Status: HANDLE, FORKED, ARGUMENT (also: no such stream, or it has ended),
 * TIMEOUT (no room for a single byte), CANCELLED, BUSY (another thread feeds
 * this stream; or it was not begun yet, for the job is streamed and its unread
 * results must be taken first), CHANGED (another length than was given),
 * NO_MEMORY. Since 0.2.
 */
int32_t hashlane_job_feed(size_t *taken, hashlane_job job, uint64_t index,
			  const void *data, size_t bytes, uint32_t flags,
			  int64_t timeout_ms);

/*
 * End a stream whose source failed: its row has this status and no digest. Also
 * while another thread is in hashlane_job_feed for it, which returns CANCELLED
 * then.
 *
 * index   which input as it was given
 * status  any HASHLANE_* but HASHLANE_OK
 * Status: HANDLE, FORKED, ARGUMENT (also: no such stream, or it has ended),
 * CANCELLED, CHANGED, NO_MEMORY (it had failed so before). Since 0.2.
 */
int32_t hashlane_job_feed_fail(hashlane_job job, uint64_t index,
			       int32_t status);

/*
 * Files of a job made with HASHLANE_JOB_LOOKUP whose digests may be known: what
 * hashlane_lookup_fn is given, for a caller that takes no callbacks. Each
 * lookup is returned once, to whichever thread comes first. The job goes on
 * with other files, and waits where thousands of them were not answered.
 *
 * One thread can serve a job: while there is a lookup and no thread waits for
 * it here, hashlane_job_next, hashlane_job_wait and hashlane_job_add do not
 * wait, but return BUSY.
 *
 * out         set on success; lives until hashlane_job_answer or the job's end
 * timeout_ms  as for hashlane_job_wait
 * Status: HANDLE, FORKED, ARGUMENT, UNSUPPORTED (the job asks nothing),
 * TIMEOUT, END (the job is done), CANCELLED, BUSY (called from a callback, and
 * there is nothing), NO_MEMORY (the job ended because there was none).
 * Since 0.2.
 */
int32_t hashlane_job_get_lookup(const struct hashlane_lookup **out,
				hashlane_job job, int64_t timeout_ms);

/*
 * What a lookup would say of a file now, as for a cache that is looked through
 * apart from any job. A symbolic link is followed; path is NULL.
 *
 * out        written on success
 * out_bytes  sizeof(struct hashlane_lookup_file) of the caller's header; what a
 *            longer one has behind what the library knows is zeroed
 * path       NUL-terminated
 * Status: ARGUMENT, ABI (out_bytes), NOT_FOUND, ACCESS, NOT_REGULAR, IO,
 * NO_MEMORY. Since 0.2.
 */
int32_t hashlane_lookup_read(struct hashlane_lookup_file *out,
			     size_t out_bytes, const char *path);

/*
 * Answer a lookup. May be called from a callback.
 *
 * lookup_id      hashlane_lookup.id
 * digests_valid  count of them, as hashlane_lookup_fn sets them; may be NULL
 *                when count is 0: no file is known
 * count          0, or hashlane_lookup.count
 * digests        digests_bytes bytes, copied: count rows; may be NULL when
 *                digests_bytes is 0, where nothing is known
 * digests_bytes  0, or count * hashlane_lookup.row_bytes
 * Status: HANDLE, FORKED, ARGUMENT (also: no such lookup waits for an answer;
 * another count; a bit of no digest), CANCELLED. Since 0.2.
 */
int32_t hashlane_job_answer(hashlane_job job, uint64_t lookup_id,
			    const uint64_t *digests_valid, size_t count,
			    const uint8_t *digests, size_t digests_bytes);

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
 * taken first; or hashlane_job_get_lookup has something), NO_MEMORY (the job
 * ended because there was none). Since 0.1.
 */
int32_t hashlane_job_wait(hashlane_job job, int64_t timeout_ms);

/*
 * Take the next results of a job. Each block is returned once, to one caller.
 * Blocks of a streamed job come when they are full, or with the rows that are
 * finished; in input order, with those up to the first that is not. So no
 * result waits for a long file behind it. While other inputs are under way a
 * call that waits lets a block fill for some 10 ms after its first row; a call
 * that does not wait returns the rows that are there. A row can be taken before
 * its event is reported, and no call waits for a callback: once the job is
 * cancelled the finished rows are returned, and CANCELLED behind them.
 *
 * out         set on success; free it with hashlane_results_destroy
 * timeout_ms  as for hashlane_job_wait
 * Status: OK, END (there are no more), TIMEOUT, CANCELLED (there are no more,
 * and never will be all), HANDLE, FORKED, BUSY (called from its callback; or it
 * would have to wait, and hashlane_job_get_lookup has something), ARGUMENT,
 * NO_MEMORY. Since 0.1.
 */
int32_t hashlane_job_next(const struct hashlane_results **out,
			  hashlane_job job, int64_t timeout_ms);

/*
 * Stop a job. It is final at once: rows that are finished are kept, of other
 * inputs there is no digest. Once this has returned each thread of the engine
 * enters at most the one system call for the job that it was about to make;
 * what that reads is dropped. No callback of another job or listener is waited
 * for. Harmless on a job that is final. May be called from its callback.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_cancel(hashlane_job job);

/*
 * Pause a job: no worker serves it until hashlane_job_resume. What was read is
 * hashed, and files that were read to their end get their rows. Once this has
 * returned each thread of the engine begins at most the one read for the job
 * that it was about to make. Files that are open stay open. All other calls
 * work as before: hashlane_job_next returns rows that are finished and else
 * waits, hashlane_job_feed fills what room its stream has, and the job can be
 * cancelled and destroyed. Harmless on a job that is paused or final. For
 * programs that let their user stop and go on. May be called from a callback.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_pause(hashlane_job job);

/*
 * Let a paused job go on. Harmless on one that is not. May be called from a
 * callback.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_resume(hashlane_job job);

/*
 * Set how fast a job reads at most: the bytes of its files and of
 * HASHLANE_INPUT_READ count, not those of memory and of pushed streams. Where
 * the rate is used up the whole job waits, while the workers serve others. From
 * this call on, T seconds see at most (T + 0.05) * bytes_per_second bytes read,
 * and the one block of at most 1 MiB that each worker reads when the rate is
 * just used up; that block is waited for under the next rate, too. May be
 * called at any time, also from a callback, and is harmless on a job that is
 * final.
 *
 * bytes_per_second  0: any number
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_set_rate(hashlane_job job, uint64_t bytes_per_second);

/* hashlane_progress.state: states of a job. Since 0.1. */
enum {
	HASHLANE_STATE_RUNNING = 0,
	HASHLANE_STATE_DONE = 1,
	HASHLANE_STATE_CANCELLED = 2,
	HASHLANE_STATE_FAILED = 3 /* no memory */
};

/* How far a job is. Since 0.1. */
struct hashlane_progress {
	uint64_t bytes_done;  /* hashed */
	uint64_t bytes_total; /* of the inputs whose size is known so far */
	uint64_t files_done;  /* failed ones included */
	uint64_t files_total; /* known so far */
	uint64_t failures;    /* files that failed */
	uint64_t bytes_per_second; /* of the last second or so */
	uint64_t elapsed_ns;       /* since the job was submitted */
	int32_t state;             /* HASHLANE_STATE_* */
	int32_t reserved;
};

/*
 * How far a job is now.
 *
 * out             progress_bytes bytes
 * progress_bytes  sizeof(struct hashlane_progress)
 * Status: HANDLE, FORKED, ARGUMENT, ABI (progress_bytes). Since 0.1.
 */
int32_t hashlane_job_get_progress(struct hashlane_progress *out,
				  size_t progress_bytes, hashlane_job job);

/* A file that is under way. Since 0.2. */
struct hashlane_file_progress {
	uint64_t index;       /* hashlane_row.index */
	uint64_t input;       /* hashlane_row.input */
	uint64_t bytes_done;  /* hashed */
	uint64_t bytes_total; /* 0: not known */
	uint64_t elapsed_ns;  /* since it was begun */
	size_t path_at;       /* where its path begins in `paths`, from 0 */
	size_t path_bytes;    /* of it, without the NUL behind it */
};

/*
 * The files that are under way now, in the order in which they were taken: the
 * first read was begun, and their row is not finished. Streams and memory are
 * among them. It takes the job's lock for a moment; ten times a second is fine.
 *
 * files           capacity of them; may be NULL when capacity is 0
 * file_bytes      sizeof(struct hashlane_file_progress) of the caller's header;
 *                 what a longer element has behind what the library knows is
 *                 zeroed
 * capacity        elements at files
 * count           how many were written; also set to how many there are when
 *                 the status is BUFFER
 * paths           paths_capacity bytes, for the paths, each with a NUL; may be
 *                 NULL when paths_capacity is 0
 * paths_capacity  bytes at paths
 * paths_bytes     bytes written there; may be NULL; also set to the bytes
 *                 needed when the status is BUFFER
 * Status: HANDLE, FORKED, ARGUMENT, ABI (file_bytes), BUFFER (by the next call
 * it may be another number). Since 0.2.
 */
int32_t hashlane_job_get_files(struct hashlane_file_progress *files,
			       size_t file_bytes, size_t capacity,
			       size_t *count, char *paths,
			       size_t paths_capacity, size_t *paths_bytes,
			       hashlane_job job);

/*
 * The block the job keeps its progress in: its aligned fields are read at any
 * time, without a call. It lives until the job is destroyed. For languages in
 * which a call costs more than a read of foreign memory.
 *
 * progress_bytes  how long the library's block is; may be NULL
 * Status: HANDLE, FORKED, ARGUMENT. Since 0.1.
 */
int32_t hashlane_job_get_progress_block(const struct hashlane_progress **out,
					size_t *progress_bytes,
					hashlane_job job);

/*
 * A descriptor that is readable (poll, epoll, kqueue) exactly while
 * hashlane_job_next with a timeout of 0 has results or the job's final status
 * to return. It is the job's: do not read or close it. For event loops.
 *
 * Status: HANDLE, FORKED, ARGUMENT, IO (none can be had), UNSUPPORTED (an
 * engine without workers). Since 0.1.
 */
int32_t hashlane_job_get_descriptor(int64_t *out, hashlane_job job);

/*
 * Cancel a job if it is not final, and destroy it. The handle is dead at once.
 * Blocks taken from it live on. Never waits: other calls that use the job
 * return soon, with CANCELLED or HANDLE; threads of the engine may still be in
 * a read or a callback for it. They go on to what HASHLANE_EVENT_DONE, the
 * release functions of its inputs and that of its options report, and its
 * memory is freed with the last use. May be called from any callback, also its
 * own.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_destroy(hashlane_job job);

/*
 * A job's results as an Arrow stream, one record batch a block: what
 * hashlane_job_next would return goes to the reader of the stream.
 *
 * stream  written on success; released by the caller, before or after the job
 * flags   HASHLANE_ARROW_*, or 0
 * Status: HANDLE, FORKED, ARGUMENT (NULL, unknown flags), NO_MEMORY. Since 0.1.
 */
int32_t hashlane_job_export(struct ArrowArrayStream *stream, hashlane_job job,
			    uint32_t flags);

/* ---- Listeners --------------------------------------------------------- */

/*
 * A receiver of events besides the callback of hashlane_job_options: any
 * number, of one job or of all the jobs of an engine, by a callback or through
 * a queue. The handle is checked; in a forked child, calls give
 * HASHLANE_FORKED.
 * Since 0.1.
 */
typedef uint64_t hashlane_listener;

/* Options of a listener. Since 0.1. */
struct hashlane_listener_options {
	size_t struct_size;
	uint32_t events;          /* HASHLANE_EVENT_* wanted */
	uint32_t interval_ms;     /* least time between PROGRESS; 0: 100 */
	hashlane_event_fn *event; /* NULL: they queue for
				   * hashlane_listener_poll */
	void *context;            /* handed to event */
	size_t queue_events; /* most that wait; 0: 4096; at least 16. In a full
			      * queue PROGRESS gives way to the next; LOOKUP,
			      * DONE and the last RESULTS of a job find a
			      * place; a LOST event, whose job is 0, says how
			      * many others are missing */
	/*
	 * May be NULL. Called when event is not running and will not be called
	 * any more. Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context; /* handed to release */
};

/*
 * Register a listener.
 *
 * out     set on success; end it with hashlane_listener_destroy
 * source  a job or an engine: all its jobs, those to come included
 * error   may be NULL
 * Status: ARGUMENT, ABI, HANDLE, FORKED, NO_MEMORY. On a job that is final
 * the listener gets nothing but DONE, at once if it was sent before.
 * Since 0.1.
 */
int32_t
hashlane_listener_create(hashlane_listener *out, uint64_t source,
			 const struct hashlane_listener_options *options,
			 struct hashlane_error *error);

/*
 * End a listener. The handle is dead at once, and its callback is not called
 * any more; one that is running goes on, and `release` of its options reports
 * its end. Never waits. Events that were not polled are gone; a poll that waits
 * returns HANDLE. May be called from any callback, also its own.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_listener_destroy(hashlane_listener listener);

/*
 * Take events that wait in a listener's queue. For languages that foreign
 * threads may not call: one thread that polls serves all jobs of an engine.
 *
 * events       set to an array that lives until the next poll of this
 *              listener, or its end: the texts they point to as well
 * event_bytes  how long an event is, see HASHLANE_EVENT_AT; may be NULL
 * count        how many, 1..most
 * most         the most to take, from 1
 * timeout_ms   how long to wait for the first: 0: not, negative: for ever
 * Status: ARGUMENT (also: it has a callback), HANDLE (also: it ends while this
 * waits), FORKED, TIMEOUT, BUSY (another thread polls it; called from a
 * callback, and there is nothing to wait for). Since 0.1.
 */
int32_t hashlane_listener_poll(const struct hashlane_event **events,
			       size_t *event_bytes, size_t *count,
			       hashlane_listener listener, size_t most,
			       int64_t timeout_ms);

/*
 * A descriptor that is readable while events wait in the queue. It is the
 * listener's: do not read or close it. For event loops.
 *
 * Status: ARGUMENT (also: it has a callback), HANDLE, FORKED, IO (none can be
 * had), UNSUPPORTED (its engine was to have threads, and none can be had).
 * Since 0.1.
 */
int32_t hashlane_listener_get_descriptor(int64_t *out,
					 hashlane_listener listener);

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
	uint32_t core_count;  /* indices of hashlane_engine_get_core_usage */
	uint32_t reserved;
	uint64_t files_waited;  /* written within the clock's tick, and read
				* after it. Since 0.1 (appended) */
	uint64_t files_reread;  /* read twice, for nothing but their ctime had
				* changed, or they were written all the time */
	uint64_t ctime_devices; /* on which eight files in a row were the same
				 * after all: HASHLANE_CTIME_AUTO ignores the
				 * ctime there */
};

/*
 * Counters are the workers' own and summed here: exact when none works.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_engine_get_usage(struct hashlane_engine_usage *out,
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
int32_t hashlane_engine_get_core_usage(struct hashlane_core_usage *out,
				       hashlane_engine engine, size_t index);

/* ---- Walks -------------------------------------------------------------- */

/*
 * A walk below a directory, for lists of files, counts and choices of what to
 * hash: by the same rules, and with the same errors, as that of a job. A
 * handle; 0 is none. Any thread may use it, one at a time. Since 0.2.
 */
typedef uint64_t hashlane_walk;

/* What an entry of a walk is. Since 0.2. */
enum {
	HASHLANE_ENTRY_UNKNOWN = 0, /* it could not be asked: see status */
	HASHLANE_ENTRY_FILE = 1,
	HASHLANE_ENTRY_DIRECTORY = 2,
	HASHLANE_ENTRY_LINK = 3, /* symbolic, and not followed */
	HASHLANE_ENTRY_OTHER = 4 /* FIFO, socket, device */
};

/*
 * What a walk has come to: a file, or a failure. A directory that cannot be
 * read, or not to its end, is an entry with a status, beside what could be
 * read of it. A file that is none any more has NOT_REGULAR. Since 0.2.
 */
struct hashlane_walk_entry {
	const char *path;    /* NUL-terminated: the start as it was given, and
			      * what is below it; until the next call */
	size_t path_bytes;   /* bytes at path, without the NUL */
	size_t name_at;      /* where in the path the last name begins */
	int32_t type;        /* HASHLANE_ENTRY_* */
	int32_t status;      /* HASHLANE_OK, or why it failed: what follows
			      * os_error is 0 if nothing is known */
	int32_t os_error;    /* errno of the failure, or 0 */
	uint32_t mode;       /* permissions, as of chmod(2) */
	uint64_t size_bytes; /* st_size */
	int64_t mtime_ns;    /* since 1970 */
	int64_t ctime_ns;    /* since 1970 */
	uint64_t device;     /* st_dev; with inode: which file it is */
	uint64_t inode;      /* st_ino */
	uint64_t links;      /* hard links to it */
};

/* How many names were passed over, and why; each counts once. Since 0.2. */
struct hashlane_walk_skipped {
	size_t struct_size;
	uint64_t hidden;       /* with HASHLANE_WALK_NO_HIDDEN */
	uint64_t excluded;     /* files and directories by `exclude`; what is
				* below them is not counted */
	uint64_t not_included; /* files that no pattern of `include` took */
	uint64_t file_systems; /* directories on another one, with
				* HASHLANE_WALK_ONE_FILE_SYSTEM */
	uint64_t links;        /* symbolic ones that were not followed */
	uint64_t specials;     /* FIFOs, sockets, devices */
};

/*
 * Begin a walk. A bad path is reported by an entry: a path that is no
 * directory, or does not exist, is the only entry, and patterns do not apply to
 * it. If the path is a symbolic link, it is followed.
 *
 * out      written on success; end it with hashlane_walk_close
 * path     NUL-terminated, copied; a relative one is of the options' base, or
 *          else of the directory in which the process is now, and should not
 *          leave during the walk
 * options  copied; may be NULL: all files below it
 * error    may be NULL
 * Status: ARGUMENT, ABI, NO_MEMORY, NOT_FOUND (the base), ACCESS (the base),
 * NOT_REGULAR (the base), IO (the base). Since 0.2.
 */
int32_t hashlane_walk_open(hashlane_walk *out, const char *path,
			   const struct hashlane_walk_options *options,
			   struct hashlane_error *error);

/*
 * The next entries. Those of a directory come together; sorted, the paths of
 * the whole walk are in bytewise order, in which a directory (and with
 * HASHLANE_WALK_ALL its entry) stands where its path with a slash would.
 * Some 256 entries a call cost little more than many. Where descriptors run
 * out it waits for one: as long as jobs of the process go on with files that
 * they have open, else two seconds. Files and directories that cannot be read
 * are entries, not errors of the call.
 *
 * entries      written on success; the paths live until the next call of this
 *              walk or its end
 * entry_bytes  sizeof(struct hashlane_walk_entry) of the caller's header; what
 *              a longer entry has behind what the library knows is zeroed
 * capacity     entries that have room, at least 1
 * count        written on success: how many there are; 0: the walk is over
 * Status: HANDLE, FORKED, ARGUMENT, ABI (entry_bytes), BUSY (another thread is
 * in a call of this walk), CANCELLED (it was closed during the call).
 * Since 0.2.
 */
int32_t hashlane_walk_next(hashlane_walk walk,
			   struct hashlane_walk_entry *entries,
			   size_t entry_bytes, size_t capacity, size_t *count);

/*
 * What a walk has passed over so far.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_walk_get_skipped(struct hashlane_walk_skipped *out,
				  hashlane_walk walk);

/*
 * End a walk, at its end or before it. Never waits: a call that is under way
 * in another thread ends soon, with CANCELLED.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_walk_close(hashlane_walk walk);

/*
 * What the walks of a job have passed over so far; all 0 without a walk.
 *
 * out  set struct_size first
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_get_skipped(struct hashlane_walk_skipped *out,
				 hashlane_job job);

/* Up to here. */

/* clang-format off */

/*
 * What a struct with a struct_size begins as: this set, all else zero. In C
 * and C++ alike:
 *
 *   struct hashlane_job_options options = HASHLANE_INIT(hashlane_job_options);
 *
 * Since 0.2.
 */
#ifdef __cplusplus
#define HASHLANE_INIT(name) hashlane_init<struct name>()
#else
#define HASHLANE_INIT(name) { .struct_size = sizeof(struct name) }
#endif

/*
 * Event i of those that a hashlane_event_fn or hashlane_listener_poll has.
 * Since 0.2.
 */
#define HASHLANE_EVENT_AT(events, event_bytes, i) \
	((const struct hashlane_event *)(const void *) \
	 ((const char *)(events) + (event_bytes) * (i)))
/* clang-format on */

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}

/* What HASHLANE_INIT is in C++. */
template <typename type> inline type hashlane_init()
{
	type made = type();

	made.struct_size = sizeof(type);
	return made;
}
#endif

#endif
