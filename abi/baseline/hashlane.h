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
	HASHLANE_INFO_NO_EMPTY = 8,
	/*
	 * A checksum: anyone can make a file that has a given digest. Since
	 * 0.2.
	 */
	HASHLANE_INFO_CHECKSUM = 16
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
 * The result of one file. The struct fills one cache line and never grows.
 * Since 0.1.
 */
struct hashlane_file_result {
	int32_t status;         /* HASHLANE_OK, or the reason of the failure */
	int32_t os_error;       /* errno of the failed system call, or 0 */
	uint64_t size_bytes;    /* bytes hashed; on failure bytes read */
	int64_t mtime_ns;       /* time of last modification, since 1970 */
	uint64_t error_offset;  /* byte of the file at the failure, or 0 */
	uint64_t digests_valid; /* bit i: digest i exists */
	uint64_t reserved[3];
};

/*
 * The use of the time of the last status change (ctime) in the check whether
 * a file has changed. A write always sets the ctime, even if the writer resets
 * the time of modification. A rename or a new attribute also sets it. If the
 * ctime alone has changed, the file is read again; the file has changed if the
 * digests differ. Since 0.1.
 */
enum {
	/*
	 * The ctime counts, except on devices on which eight files in a row had
	 * a new ctime and the same digests.
	 */
	HASHLANE_CTIME_AUTO = 0,
	HASHLANE_CTIME_STRICT = 1, /* the ctime always counts */
	HASHLANE_CTIME_IGNORE = 2  /* only size and time of modification
				    * count */
};

/* Options of hashlane_hash_files. Since 0.1. */
struct hashlane_files_options {
	size_t struct_size;
	const struct hashlane_algorithm_spec *specs; /* the algorithms */
	size_t spec_count; /* 1..HASHLANE_MAX_ALGORITHMS */
	int32_t workers;   /* threads: 0: automatic (CPU affinity and cgroup
			    * quota); -1: only the caller's; else 1..1024 */
	int32_t isa;       /* HASHLANE_ISA_* */
	int32_t ctime;     /* HASHLANE_CTIME_*. Since 0.1 (appended) */
	uint32_t reserved; /* 0 */
};

/*
 * Hash one file with several algorithms, reading it once. A symbolic link is
 * followed. If the file changes during the call, the status is
 * HASHLANE_CHANGED and the file has no digest. docs/CHANGED.md has the rule:
 * sizes and times from before the first byte and after the last byte are
 * compared. If the file was written within the clock's last tick (at most 10
 * ms; 2 s if the file system keeps whole seconds), the call sleeps until that
 * tick has passed and then reads the file.
 *
 * result    written if the library tried the file, even if the file failed;
 *           may be NULL. If result, digests, path or error overlap, the status
 *           is ARGUMENT
 * digests   the digests in the order of the specs, one after the other, each
 *           of its algorithm's digest_bytes; may be NULL when capacity is 0.
 *           If a digest does not exist, its bytes are zero and its bit in
 *           digests_valid is clear. If the file failed, all bytes are zero. If
 *           an argument is wrong or memory runs out before the file is opened,
 *           the digests are unchanged
 * capacity  bytes at digests, at least the sum of all digest_bytes; when the
 *           status is BUFFER, error->offset is the required bytes
 * path      NUL-terminated bytes in the form that the operating system takes
 * specs     spec_count elements, 1..HASHLANE_MAX_ALGORITHMS
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
 * file once. Row i of both outputs belongs to paths[i]. If a file fails, its
 * digests are zero, its own result has the status, and the call still
 * succeeds. If results, digests or error overlap, the status is ARGUMENT.
 *
 * results   path_count results, best aligned to 64 bytes; any alignment is
 *           valid; may be NULL when path_count is 0
 * digests   path_count rows in the layout of hashlane_hash_file; may be NULL
 *           when capacity is 0
 * capacity  bytes at digests, at least path_count rows; when the status is
 *           BUFFER, error->offset is the required bytes
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
 * On POSIX systems, a path is bytes in any encoding, and the library passes it
 * on unchanged. On Windows, a path is UTF-8. Every other text is UTF-8. These
 * functions convert the text of other languages.
 */

/*
 * Copy text into memory of the library and terminate it with a NUL. The text
 * must be UTF-8 without a NUL. This function suits languages whose text has no
 * NUL at its end.
 *
 * out    set on success; free it with hashlane_string_destroy
 * text   text_bytes bytes; need not be NUL-terminated; may be NULL when
 *        text_bytes is 0
 * error  may be NULL; its offset is that of the first invalid byte
 * Status: ARGUMENT (NULL; text_bytes above PTRDIFF_MAX), ABI (error), UTF8,
 * FORMAT (the text contains a NUL), NO_MEMORY (also: the limit of the
 * process's pool is reached). Since 0.1.
 */
int32_t hashlane_string_copy(char **out, const char *text, size_t text_bytes,
			     struct hashlane_error *error);

/*
 * Convert UTF-16 in native order, the text of Java, C# and JavaScript, to a
 * string as hashlane_string_copy makes it. A lone surrogate gives UTF8. The
 * offset of the error counts units of two bytes.
 *
 * out        set on success; free it with hashlane_string_destroy
 * out_bytes  length of the copy without its NUL; may be NULL
 * text       text_units units of two bytes, aligned to two; may be NULL when
 *            text_units is 0
 * error      may be NULL
 * Status: ARGUMENT (NULL; more units than an object can have), ABI (error),
 * UTF8, FORMAT (the text contains a NUL), NO_MEMORY. Since 0.1.
 */
int32_t hashlane_string_from_utf16(char **out, size_t *out_bytes,
				   const uint16_t *text, size_t text_units,
				   struct hashlane_error *error);

/*
 * Check that text is UTF-8, without a copy. A NUL is a valid character here.
 *
 * valid_bytes  length of the longest valid prefix; may be NULL; set also when
 *              the status is UTF8
 * text         text_bytes bytes; may be NULL when text_bytes is 0
 * Status: ARGUMENT, UTF8. Since 0.1.
 */
int32_t hashlane_string_check(size_t *valid_bytes, const char *text,
			      size_t text_bytes);

/*
 * Free a string that this library made. Any thread may call it. The library
 * does not check that the pointer is such a string.
 *
 * string  may be NULL
 * Since 0.1.
 */
void hashlane_string_destroy(char *string);

/* ---- Memory ------------------------------------------------------------ */

/*
 * Strings, buffers and payloads of events come from one pool of the process.
 * The pool has size classes of 64 bytes to 16 KiB and keeps freed objects for
 * later requests. The pool has its own limit, apart from the engines' budgets.
 */

/*
 * Acquire a buffer to fill and hash. This function suits languages whose own
 * memory moves or is expensive to pin. See HASHLANE_INPUT_BUFFER.
 *
 * out       set on success to memory aligned to 64 bytes with undefined
 *           content; give it back with hashlane_buffer_release
 * capacity  bytes at *out, at least `bytes`; may be NULL
 * bytes     1..PTRDIFF_MAX
 * Status: ARGUMENT, NO_MEMORY (also: the limit is reached). Since 0.1.
 */
int32_t hashlane_buffer_acquire(void **out, size_t *capacity, size_t bytes);

/*
 * Release a buffer. Any thread may call it. The library does not check that
 * the pointer is such a buffer.
 *
 * buffer  may be NULL
 * Since 0.1.
 */
void hashlane_buffer_release(void *buffer);

/* Pressure: the use of a limit is below 50, 75, 90 % or above. Since 0.1. */
enum {
	HASHLANE_PRESSURE_NORMAL = 0,
	HASHLANE_PRESSURE_ELEVATED = 1,
	HASHLANE_PRESSURE_HIGH = 2,
	HASHLANE_PRESSURE_CRITICAL = 3
};

/*
 * The library calls this function when the pressure level of the pool changes.
 * It runs on the thread whose call changed the level, and never on two threads
 * at once. It may call hashlane_memory_get_usage and hashlane_memory_trim, and
 * nothing else. Since 0.1.
 */
typedef void hashlane_pressure_fn(void *context, int32_t pressure);

/* Bits of hashlane_memory_options.flags. Since 0.1. */
enum {
	/* Freed memory is filled with zeros before it is used again. */
	HASHLANE_MEMORY_WIPE = 1
};

/* Options of the process's pool. Since 0.1. */
struct hashlane_memory_options {
	size_t struct_size;
	uint64_t limit_bytes; /* most memory that the pool has from the
			       * system, at least 1 MiB; 0: 256 MiB */
	uint32_t flags;       /* HASHLANE_MEMORY_* */
	uint32_t reserved;
	hashlane_pressure_fn *pressure; /* may be NULL */
	void *pressure_context;         /* passed to pressure */
};

/*
 * Set the options of the process's pool. The limit may be below the memory in
 * use: the pool then gives out nothing until enough memory is freed.
 *
 * options  may be NULL: all defaults
 * Status: ARGUMENT, ABI, BUSY (called from the pressure callback). Since 0.1.
 */
int32_t
hashlane_memory_configure(const struct hashlane_memory_options *options);

/* Limit: size classes of the pool. Since 0.1. */
enum { HASHLANE_MAX_MEMORY_CLASSES = 6 };

/* One size class of the pool. The struct never grows. Since 0.1. */
struct hashlane_memory_class {
	uint64_t object_bytes; /* size of an object */
	uint64_t live;         /* objects in use */
	uint64_t hits;         /* requests served from free objects */
	uint64_t misses;       /* requests that took the slow path */
	uint64_t remote_frees; /* frees by another thread than the owner */
	uint64_t slabs;        /* slabs of 64 KiB */
};

/*
 * The memory of the process's pool. Each thread keeps counters; their sums are
 * here. They are exact if no other thread uses the pool. Since 0.1.
 */
struct hashlane_memory_usage {
	size_t struct_size;
	uint64_t used_bytes;  /* objects in use, by the size of their class */
	uint64_t peak_bytes;  /* most memory from the system so far */
	uint64_t limit_bytes; /* most memory the pool may have */
	uint64_t pool_bytes;  /* memory from the system now */
	uint64_t hits, misses, remote_frees; /* summed over the classes */
	uint64_t large_live, large_bytes;    /* larger objects */
	uint64_t arenas;                     /* regions of slabs */
	int32_t pressure;                    /* HASHLANE_PRESSURE_* */
	uint32_t threads;                    /* threads that have slabs */
	/* the size classes */
	struct hashlane_memory_class classes[HASHLANE_MAX_MEMORY_CLASSES];
};

/*
 * Get the present state of the pool.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (NULL), ABI. Since 0.1.
 */
int32_t hashlane_memory_get_usage(struct hashlane_memory_usage *out);

/*
 * Return unused memory of the pool to the system. The pool does so itself
 * under pressure and when much memory is idle. A program calls this function
 * when the system asks it to shrink, as on a phone.
 *
 * freed_bytes  bytes returned to the system; may be NULL
 * Status: OK. Since 0.1.
 */
int32_t hashlane_memory_trim(uint64_t *freed_bytes);

/*
 * The objects that the library has given out and the program has not given
 * back: a program that is about to end has leaked them. For tests of bindings.
 * Since 0.1.
 */
struct hashlane_memory_objects {
	size_t struct_size;
	uint64_t strings;   /* hashlane_string_copy, _from_utf16 */
	uint64_t buffers;   /* hashlane_buffer_acquire */
	uint64_t hashers;   /* hashlane_hasher_create, _clone */
	uint64_t engines;   /* hashlane_engine_create */
	uint64_t jobs;      /* hashlane_job_create */
	uint64_t listeners; /* hashlane_listener_create */
	uint64_t results;   /* blocks, also those exported to Arrow */
};

/*
 * Get the objects that the library has given out.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (NULL), ABI. Since 0.1.
 */
int32_t hashlane_memory_get_objects(struct hashlane_memory_objects *out);

/* ---- Results ---------------------------------------------------------- */

/*
 * A results block: up to HASHLANE_MAX_BLOCK_ROWS rows in columns, one row for
 * each hashed file. The block is aligned to 64 bytes, is little-endian on
 * every machine, and refers to itself by offsets only. So a program may write
 * it to a file, send it or map it elsewhere unchanged. The functions below
 * read it; docs/RESULTS.md describes every byte. A block outlives its job and
 * engine and lives until hashlane_results_destroy. Since 0.1.
 */
struct hashlane_results;

/*
 * A column of a block, in the machine's byte order. The column's entry in the
 * block has the same fields at the same offsets, little-endian. The struct
 * never grows. Since 0.1.
 */
struct hashlane_results_column {
	int32_t kind;      /* HASHLANE_COLUMN_* */
	int32_t algorithm; /* HASHLANE_HASH_*, of a digest, hex or parts
			    * column */
	uint64_t param;    /* parameter of the algorithm */
	uint64_t offset;   /* start of the values, in bytes from the block's
			    * start */
	uint64_t offsets;  /* start of an array of uint64_t, one more than
			    * there are rows, if rows differ in length: row i
			    * is [offsets[i], offsets[i + 1]) of the values;
			    * else 0 */
	uint64_t validity; /* start of a bitmap: bit i % 8 of byte i / 8 is for
			    * row i; 0: all rows are valid */
	uint32_t stride;   /* bytes of a value, if rows have one length */
	uint32_t null_count;        /* number of clear bits of the bitmap */
	uint64_t part_bytes;        /* in a column of parts: part j covers
				     * bytes [j * part_bytes, (j + 1) *
				     * part_bytes) of the input; the last part
				     * may be shorter */
	uint32_t part_digest_bytes; /* bytes of a part's digest */
	uint32_t reserved;
};

/* hashlane_results_column.kind: the content of a column. Since 0.1. */
enum {
	HASHLANE_COLUMN_INDEX = 1,        /* uint64: hashlane_row.index */
	HASHLANE_COLUMN_SIZE = 2,         /* uint64: bytes hashed or read */
	HASHLANE_COLUMN_STATUS = 3,       /* int32: HASHLANE_* */
	HASHLANE_COLUMN_OS_ERROR = 4,     /* int32: errno of the call, or 0 */
	HASHLANE_COLUMN_MTIME = 5,        /* int64: ns since 1970, 0 unknown */
	HASHLANE_COLUMN_ERROR_OFFSET = 6, /* uint64: byte at the failure */
	HASHLANE_COLUMN_PATH = 7,         /* bytes, as the caller gave them */
	HASHLANE_COLUMN_MESSAGE = 8,      /* UTF-8; null on success */
	HASHLANE_COLUMN_DIGEST = 9,       /* bytes; null without a digest */
	HASHLANE_COLUMN_HEX = 10,    /* hexadecimal digest, if requested */
	HASHLANE_COLUMN_PARTS = 11,  /* digests of parts, if requested */
	HASHLANE_COLUMN_INPUT = 12,  /* uint64: hashlane_row.input */
	HASHLANE_COLUMN_COOKIE = 13, /* uint64: hashlane_row.cookie */
	HASHLANE_COLUMN_DEVICE = 14, /* uint64: st_dev, if requested */
	HASHLANE_COLUMN_INODE = 15,  /* uint64: st_ino, if requested */
	HASHLANE_COLUMN_CTIME = 16,  /* int64: ns since 1970, if requested */
	HASHLANE_COLUMN_LINKS = 17,  /* uint64: hard links, if requested */
	HASHLANE_COLUMN_FLAGS = 18   /* uint32: hashlane_row.flags, if the job
				      * has identities or lookups */
};

/* Limit: rows of a block. Since 0.1. */
enum { HASHLANE_MAX_BLOCK_ROWS = 4096 };

/*
 * Return the number of rows of a block: 1..HASHLANE_MAX_BLOCK_ROWS. NULL and
 * memory that is not a block of this library give 0.
 *
 * results  a block, or a copy of at least its first 64 bytes; may be NULL
 * Since 0.1.
 */
uint32_t hashlane_results_get_count(const struct hashlane_results *results);

/*
 * Return the number of rows whose status is not HASHLANE_OK. NULL and memory
 * that is not a block of this library also give 0.
 *
 * results  as for hashlane_results_get_count; may be NULL
 * Since 0.1.
 */
uint32_t hashlane_results_get_failures(const struct hashlane_results *results);

/*
 * Return the number of rows of the job in the blocks before this one. NULL and
 * memory that is not a block of this library also give 0.
 *
 * results  as for hashlane_results_get_count; may be NULL
 * Since 0.1.
 */
uint64_t
hashlane_results_get_first_row(const struct hashlane_results *results);

/*
 * Return the size of a block in bytes, for a copy or a file. NULL and memory
 * that is not a block of this library give 0.
 *
 * results  as for hashlane_results_get_count; may be NULL
 * Since 0.1.
 */
uint64_t hashlane_results_get_bytes(const struct hashlane_results *results);

/*
 * Get the location of a column, for a caller that reads whole columns in
 * place. The values are little-endian. The library checks that the whole
 * column lies in the block; it does not check the values of the column's
 * offsets.
 *
 * out      written on success
 * results  a block of this library, or a copy of one
 * index    number of the column, from 0; docs/RESULTS.md has their order
 * Status: ARGUMENT (NULL), FORMAT (not such a block), NOT_FOUND (index past
 * the end). Since 0.1.
 */
int32_t hashlane_results_get_column(struct hashlane_results_column *out,
				    const struct hashlane_results *results,
				    size_t index);

/* Bits of hashlane_row.flags. Since 0.2. */
enum {
	/* A lookup gave the digests: the file was not read. */
	HASHLANE_ROW_KNOWN = 1,
	/*
	 * When the file was read, its size and times were older than a tick
	 * of their clock: every later change sets other times. A cache may
	 * store the digests under this size and these times. Without this
	 * bit, a cache must not store them.
	 */
	HASHLANE_ROW_SETTLED = 2
};

/*
 * One row of a results block, with pointers into the block.
 *
 * `index` is the number of a file in its job, and `input` is the number of the
 * input that the caller gave. Both count from 0. The inputs are numbered in
 * this order: the paths, the inputs of hashlane_job_options, the inputs of
 * hashlane_job_add. Without a walk, the two numbers are equal. A directory
 * that is walked is one input: each file below it has its own index, and all
 * these files have the directory's input. If no file is below the directory,
 * it has no row. Since 0.1.
 */
struct hashlane_row {
	size_t struct_size;
	uint64_t index;         /* number of the file in the job, from 0 */
	uint64_t size_bytes;    /* bytes hashed; on failure bytes read */
	int64_t mtime_ns;       /* last modification, since 1970 */
	uint64_t error_offset;  /* byte of the file at the failure */
	int32_t status;         /* HASHLANE_OK, or the reason of the failure */
	int32_t os_error;       /* errno of the failed call, or 0 */
	const char *path;       /* path_bytes bytes; not NUL-terminated */
	size_t path_bytes;      /* bytes at path */
	const char *message;    /* message_bytes bytes; not NUL-terminated */
	size_t message_bytes;   /* bytes at message; 0 on success */
	uint64_t digests_valid; /* bit i: digest i exists */
	uint64_t input;         /* number of the input, from 0 */
	uint64_t cookie; /* hashlane_input.cookie. Since 0.2 (appended) */
	/*
	 * The identity of the file. All fields are 0 without
	 * HASHLANE_JOB_IDENTITY, and if the input is not a file or could not
	 * be opened.
	 */
	uint64_t device;  /* st_dev */
	uint64_t inode;   /* st_ino */
	int64_t ctime_ns; /* last status change, since 1970 */
	uint64_t links;   /* number of hard links */
	uint32_t flags;   /* HASHLANE_ROW_* */
	uint32_t reserved;
};

/*
 * Read a row.
 *
 * out      set struct_size before the call
 * results  a block of this library, or a copy of one
 * row      below hashlane_results_get_count
 * Status: ARGUMENT (NULL, no such row), ABI, FORMAT (not such a block).
 * Since 0.1.
 */
int32_t hashlane_results_get_row(struct hashlane_row *out,
				 const struct hashlane_results *results,
				 uint32_t row);

/*
 * Get a row's digest of the algorithm at `index` in the job's specs.
 *
 * digest        points into the block
 * digest_bytes  bytes of the digest
 * results       a block of this library, or a copy of one
 * row           below hashlane_results_get_count
 * Status: ARGUMENT (also: no such row or index), FORMAT (not such a block),
 * NOT_FOUND (the row has no such digest). Since 0.1.
 */
int32_t hashlane_results_get_digest(const uint8_t **digest,
				    size_t *digest_bytes,
				    const struct hashlane_results *results,
				    uint32_t row, size_t index);

/* The digests of the parts of one input. Since 0.1. */
struct hashlane_parts {
	size_t struct_size;
	const uint8_t *digests; /* points into the block: count * digest_bytes
				 * bytes, in the order of the parts */
	size_t digest_bytes;    /* bytes of one digest; it may be shorter than
				 * the algorithm's: an S3 part has an MD5 */
	size_t count;           /* number of parts */
	uint64_t part_bytes; /* digest j covers bytes [j * part_bytes, (j + 1)
			      * * part_bytes); the last part may be shorter */
};

/*
 * Get a row's digests of the parts, for the algorithm at `index` in the job's
 * specs; see HASHLANE_JOB_PARTS.
 *
 * out      set struct_size before the call
 * results  a block of this library, or a copy of one
 * row      below hashlane_results_get_count
 * Status: ARGUMENT (also: no such row or index), ABI, FORMAT (not such a
 * block), NOT_FOUND (the row has no parts). Since 0.1.
 */
int32_t hashlane_results_get_parts(struct hashlane_parts *out,
				   const struct hashlane_results *results,
				   uint32_t row, size_t index);

/*
 * Create a results block from bytes of a file, another process or another
 * machine. The new block is an independent copy. The library checks everything
 * that a reader relies on: each offset and length is inside the block, each
 * bitmap has the stated number of nulls, each text is UTF-8, and the status,
 * message and digests of a row agree. It does not check the values of digests
 * and numbers. It omits columns of kinds that this version does not know. For
 * programs that store or send results, and for pickles of Python.
 *
 * out    set on success; free it with hashlane_results_destroy
 * data   data_bytes bytes, at any alignment, that begin with a block; may be
 *        NULL when data_bytes is 0. Bytes behind the block are not read; the
 *        next block of a file begins hashlane_results_get_bytes of *out later.
 *        Other threads or processes may write to data during the call
 * error  may be NULL; its offset is the first invalid byte of data, or
 *        data_bytes if the block is truncated
 * Status: ARGUMENT, ABI (error), FORMAT (no block, or a damaged one),
 * NO_MEMORY.
 * Since 0.2.
 */
int32_t hashlane_results_load(const struct hashlane_results **out,
			      const void *data, size_t data_bytes,
			      struct hashlane_error *error);

/*
 * Free a block.
 *
 * results  a block of hashlane_job_next or hashlane_results_load; the library
 *          does not check it; may be NULL
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

/* Bits of flags in hashlane_results_export and _job_export. Since 0.2. */
enum {
	/*
	 * Use only types that every reader of Arrow takes, including Spark and
	 * Java: int32, int64, binary and utf8. An unsigned number is an int64
	 * of the same 64 bits. `path` is utf8, and is null if the path is not
	 * UTF-8; the next column, `path_bytes`, has the bytes of every path.
	 * The offsets are copied. If a path is null, the paths are copied too.
	 */
	HASHLANE_ARROW_PORTABLE = 1
};

/*
 * Export a results block to Arrow without a copy, as a struct array whose
 * children are the columns (digests are fixed_size_binary, paths are
 * large_binary).
 *
 * array, schema  written on success; released by the caller
 * results        a block of hashlane_job_next or hashlane_results_load; owned
 *                by *array on success
 * flags          HASHLANE_ARROW_*, or 0
 * Status: ARGUMENT (NULL, unknown flags, or array and schema overlap),
 * NO_MEMORY, UNSUPPORTED (a big-endian machine, as Arrow wants its byte order;
 * or a portable column of 2 GiB). Since 0.1.
 */
int32_t hashlane_results_export(struct ArrowArray *array,
				struct ArrowSchema *schema,
				const struct hashlane_results *results,
				uint32_t flags);

/* ---- Engines ---------------------------------------------------------- */

/*
 * An engine: worker threads and a memory budget, for any number of jobs at
 * once. The value is a checked handle, and any thread may use it at any time.
 * In a forked child, the parent's handle gives HASHLANE_FORKED. Since 0.1.
 */
typedef uint64_t hashlane_engine;
/* A job of an engine, as a checked handle. Since 0.1. */
typedef uint64_t hashlane_job;

/*
 * The source of an engine's memory: lane buffers, jobs, results blocks. The
 * library calls the functions from any thread, and several at once. If results
 * blocks outlive the engine, the functions are called after the engine's end.
 * Since 0.1.
 */
struct hashlane_allocator {
	size_t struct_size;
	void *context; /* passed to both functions */
	/* bytes > 0; alignment is a power of two; NULL: no memory */
	void *(*allocate)(void *context, size_t bytes, size_t alignment);
	/* bytes and alignment are those of the allocation */
	void (*release)(void *context, void *memory, size_t bytes,
			size_t alignment);
};

/*
 * An engine calls this function on each thread that it starts, once before all
 * other work of the thread and once after it. The function attaches the thread
 * to the runtime whose code the callbacks run, or detaches the thread. It may
 * call every function that needs no engine and no job. It must return.
 * Since 0.1.
 */
typedef void hashlane_thread_fn(void *context);

/*
 * The library calls this function once, after the last use of the object that
 * was passed with it: only then may the caller free that object. If the call
 * that takes the object fails, the function is not called. It runs on a thread
 * of the engine, or on a thread that destroys, cancels, waits for or takes
 * results from an object, with no lock held. It may call every function that
 * needs no engine and no job, and every function that destroys or cancels. It
 * must return. Since 0.2.
 */
typedef void hashlane_release_fn(void *context);

/*
 * Options of an engine. Threads start when there is work for them. A thread
 * inherits the scheduling and the CPU affinity of the thread that gave the
 * work, and blocks all signals. If the system has thread names, the threads
 * are named hashlane-0, hashlane-1 and so on. Since 0.1.
 */
struct hashlane_engine_options {
	size_t struct_size;
	int32_t workers;       /* threads: 0: automatic (CPU affinity and
				* cgroup quota); -1: none, jobs run within
				* hashlane_job_wait and hashlane_job_next;
				* else 1..1024 */
	int32_t isa;           /* HASHLANE_ISA_* */
	uint64_t budget_bytes; /* most memory the engine allocates, at least
				* 4 MiB; 0: 40 MiB. If RLIMIT_DATA or
				* RLIMIT_AS leaves less than twice that, the
				* engine uses less. Each streamed job has a
				* block of rows for any budget: hundreds of
				* jobs at once exceed it */
	const struct hashlane_allocator *allocator; /* copied; NULL: the
						     * library's own */
	uint64_t stack_bytes;             /* stack of each thread, 256 KiB to
					   * 1 GiB, rounded up to pages; 0:
					   * 1 MiB. Callbacks have all but
					   * 64 KiB of it. If the process's
					   * limits leave too little room,
					   * fewer threads start */
	hashlane_thread_fn *thread_start; /* may be NULL. Called on each thread
					   * that may run callbacks; not on
					   * threads that only open files
					   * (hashlane-open), nor on threads
					   * of the caller */
	hashlane_thread_fn *thread_end;   /* may be NULL; has returned on every
					   * thread when release is called */
	void *thread_context;             /* passed to both functions */
	/*
	 * May be NULL. The last call of a destroyed engine: its threads have
	 * ended, its jobs and listeners are destroyed, and all its memory is
	 * freed, results blocks included. Only then may the caller free an
	 * allocator. Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context; /* passed to release */
};

/*
 * Create an engine. The call starts no threads; threads start when there is
 * work. If the system gives fewer threads than requested, these threads do the
 * work. If the system gives none, the threads that call hashlane_job_wait,
 * hashlane_job_next or hashlane_listener_poll do the work, and descriptors
 * give UNSUPPORTED.
 *
 * out      set on success; destroy it with hashlane_engine_destroy
 * options  may be NULL: all defaults
 * error    may be NULL
 * Status: ARGUMENT, ABI, NO_MEMORY, UNSUPPORTED (isa). Since 0.1.
 */
int32_t hashlane_engine_create(hashlane_engine *out,
			       const struct hashlane_engine_options *options,
			       struct hashlane_error *error);

/* The memory of an engine. Since 0.1. */
struct hashlane_engine_memory {
	size_t struct_size;
	uint64_t budget_bytes; /* most memory it may use */
	uint64_t used_bytes;   /* memory in use now */
	uint64_t peak_bytes;   /* most memory that was in use */
	uint64_t held_bytes;   /* unstreamed results, outside the budget */
	int32_t pressure;      /* HASHLANE_PRESSURE_* */
	int32_t reserved;
};

/*
 * Get the present memory of an engine.
 *
 * out  set struct_size before the call
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.1.
 */
int32_t hashlane_engine_get_memory(struct hashlane_engine_memory *out,
				   hashlane_engine engine);

/* The properties of an engine, with the values of defaults. Since 0.2. */
struct hashlane_engine_info {
	size_t struct_size;
	int32_t workers;      /* threads, running or started when there is
			       * work; 0: the callers do the work */
	int32_t isa;          /* HASHLANE_ISA_*, never AUTO */
	uint64_t stack_bytes; /* of each thread */
};

/*
 * Get the properties of an engine. hashlane_engine_memory has its budget.
 *
 * out  set struct_size before the call
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.2.
 */
int32_t hashlane_engine_get_info(struct hashlane_engine_info *out,
				 hashlane_engine engine);

/*
 * Cancel all jobs of an engine and destroy it. The handle is invalid at once.
 * The handles of its jobs and listeners, and their results, stay valid until
 * the caller destroys them. The call never waits: other calls that use the
 * engine return soon, with CANCELLED or HANDLE; its threads end by themselves;
 * its memory is freed after the last use. `release` of hashlane_engine_options
 * reports that end. Any callback may call this function. Callbacks and release
 * functions may run within the call, so the caller must hold no lock that they
 * take. This call does not wake a thread in hashlane_listener_poll;
 * hashlane_listener_destroy does. To end an engine and wait for the end,
 * cancel the jobs, call hashlane_engine_wait, then destroy the engine.
 *
 * The process may exit before the engine has ended, if everything that the
 * engine's functions use (an allocator, the runtime of a thread) lives until
 * the exit.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_engine_destroy(hashlane_engine engine);

/*
 * Wait until an engine is at rest: all its jobs are final, and none of its
 * threads is in a system call, callback or release function. If the engine has
 * no threads, the call does the work of its jobs.
 *
 * timeout_ms  milliseconds; 0: do not wait; negative: no limit
 * Status: TIMEOUT, HANDLE (also: the engine is destroyed during the call),
 * FORKED, BUSY (called from a callback). Since 0.2.
 */
int32_t hashlane_engine_wait(hashlane_engine engine, int64_t timeout_ms);

/* hashlane_input.kind. Since 0.1. */
enum {
	HASHLANE_INPUT_PATH = 1,       /* a file by its path */
	HASHLANE_INPUT_DESCRIPTOR = 2, /* an open file, read by offset */
	HASHLANE_INPUT_MEMORY = 3,     /* bytes in memory */
	/* A path; a symbolic link as its last name gives NOT_REGULAR. */
	HASHLANE_INPUT_PATH_NO_FOLLOW = 4,
	/* Bytes that the caller pushes: hashlane_job_feed. Since 0.2. */
	HASHLANE_INPUT_STREAM = 5,
	/* Bytes that a function of the caller returns. Since 0.2. */
	HASHLANE_INPUT_READ = 6,
	/*
	 * A buffer of hashlane_buffer_acquire that holds data_bytes bytes. If
	 * the call that takes the input succeeds, the library owns the buffer
	 * and releases it once. Since 0.2.
	 */
	HASHLANE_INPUT_BUFFER = 7
};

/*
 * The source of the bytes of a HASHLANE_INPUT_READ input. The function writes
 * up to `room` bytes to `buffer`, sets *got to their number, and returns
 * HASHLANE_OK; *got == 0 is the end. Any other HASHLANE_* status becomes the
 * status of the row. An unknown code becomes HASHLANE_IO, and more than `room`
 * bytes become HASHLANE_ARGUMENT. The function is not called again after the
 * end or an error.
 *
 * It runs on a thread of the engine or, if the engine has none, on a thread
 * that waits. For one input, one thread at a time calls it, and not always the
 * same thread. While it waits, the other unfinished inputs of the same thread
 * wait too, so a slow source is better pushed (HASHLANE_INPUT_STREAM). It may
 * call every function that needs no engine and no job. It must return.
 * Since 0.2.
 */
typedef int32_t hashlane_read_fn(void *context, void *buffer, size_t room,
				 size_t *got);

/*
 * An input of a job: a whole file, a range of a file, memory, or a stream.
 *
 * A range of a file of any kind must lie within the file. If it starts or ends
 * beyond the end, also of a file that was truncated meanwhile, the status is
 * HASHLANE_CHANGED. A range that starts exactly at the end, with length 0, is
 * empty and gives the digest of no bytes. Memory has no ranges: offset and
 * length must be 0. For a STREAM and a READ the offset must be 0; length is
 * the number of bytes that will come, or 0 if the caller does not know it. An
 * algorithm that needs the size beforehand (HASHLANE_INFO_NEEDS_SIZE) has a
 * digest only if the length is known. If another number of bytes comes, the
 * status is HASHLANE_CHANGED.
 *
 * A caller may have looked at a file before. When the file is opened, its path
 * may lead to another file. If the caller gives device and inode, such a file
 * gives HASHLANE_CHANGED, and never its digest. Since 0.1.
 */
struct hashlane_input {
	int32_t kind;           /* HASHLANE_INPUT_* */
	uint32_t reserved;      /* must be 0 */
	int64_t descriptor;     /* a number, on Windows a HANDLE; the caller
				 * owns it and keeps it open until it is
				 * released */
	const void *data;       /* path: copied; it must contain no NUL.
				 * memory: unchanged until it is released, by
				 * release or HASHLANE_EVENT_RELEASED.
				 * descriptor, stream, read: a name for the
				 * results, copied, or NULL */
	size_t data_bytes;      /* bytes at data */
	uint64_t offset;        /* first byte hashed of a file */
	uint64_t length;        /* bytes hashed of a file; 0: to the end */
	uint64_t device;        /* st_dev of the expected file */
	uint64_t inode;         /* st_ino of that file; 0: any file */
	hashlane_read_fn *read; /* for a READ. Since 0.2 (appended) */
	void *read_context;     /* passed to read */
	/*
	 * May be NULL; only for MEMORY, DESCRIPTOR and READ. Called when the
	 * library no longer uses the data, the descriptor or read_context:
	 * before the row of the input can be taken. If the job is cancelled
	 * or destroyed, it is called after the last thread has stopped using
	 * them. Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context;   /* passed to release */
	uint64_t cookie;         /* the caller's value, returned with the row;
				  * for a walk with the row of each file */
	const uint8_t *expected; /* expected digests, copied: a row in the
				  * layout of hashlane_algorithms_get_layout;
				  * may be NULL */
	uint64_t expected_mask;  /* bit i: digest i must equal the one in
				  * expected, else the row has
				  * HASHLANE_MISMATCH */
	/*
	 * An estimate of the bytes that will be hashed, which counts in the
	 * job's total once the input is given; 0: unknown.
	 */
	uint64_t size_bytes;
};

/* Order of the results. Since 0.1. */
enum {
	HASHLANE_ORDER_DEFAULT = 0,   /* input order; for a streamed job
				       * completion */
	HASHLANE_ORDER_INPUT = 1,     /* row i has index i */
	HASHLANE_ORDER_COMPLETION = 2 /* the order in which files finish */
};

/* Bits of hashlane_job_options.flags. Since 0.1. */
enum {
	/*
	 * Results count in the budget. If results that were not taken fill it,
	 * the job takes no more inputs.
	 */
	HASHLANE_JOB_STREAM = 1,
	/* More inputs follow by hashlane_job_add, until hashlane_job_close. */
	HASHLANE_JOB_OPEN = 2,
	/* Results also have columns of hexadecimal digests. */
	HASHLANE_JOB_HEX = 4,
	/*
	 * Results have the digests of parts, in order. They show which range
	 * of a damaged file is bad.
	 *
	 * A list algorithm (ED2K, S3, Dropbox) has its list: one part is one
	 * chunk, even if the chunk's digest is the file's digest. If the last
	 * chunk is full, the list of HASHLANE_HASH_ED2K ends with the digest of
	 * no bytes, as the algorithm itself does; that of
	 * HASHLANE_HASH_ED2K_BLUE does not.
	 *
	 * A binary tree (TTH, Glacier, BitTorrent v2) has the nodes of parts.
	 * A part is the smallest power of two of leaves that is at least
	 * 1 MiB. Combining the nodes as the tree does gives the file's digest.
	 * The last part may be shorter: its digest is the root of the rest. If
	 * the tree is padded with zeros, this root is padded too. The digest
	 * of an only part is the file's digest.
	 *
	 * AICH has the nodes of the parts of 9,728,000 bytes. An empty file
	 * has no parts, and other algorithms have none. The digests of parts
	 * are outside the engine's budget. With this bit,
	 * HASHLANE_JOB_LINKS_ONCE is ignored.
	 */
	HASHLANE_JOB_PARTS = 8,
	/*
	 * Open one file at a time, in the order of the inputs. Files of up to
	 * a block are still hashed side by side. Without this bit, files on a
	 * rotating disk that are not in the page cache are read this way, and
	 * files on NFS and SMB are read four at a time.
	 */
	HASHLANE_JOB_SEQUENTIAL = 16,
	/*
	 * Drop the bytes that were read from the page cache, unless they were
	 * in it before. The first byte of a file or range decides for all of
	 * it.
	 */
	HASHLANE_JOB_DROP_CACHE = 32,
	/* A file with several names (hard links) is read once. */
	HASHLANE_JOB_LINKS_ONCE = 64,
	/* Results have the identity: device, inode, ctime, links. */
	HASHLANE_JOB_IDENTITY = 128,
	/*
	 * Before the job reads files, it asks for known digests by
	 * hashlane_job_get_lookup. Since 0.2.
	 */
	HASHLANE_JOB_LOOKUP = 256
};

/* Bits of hashlane_walk_options.flags. Since 0.1. */
enum {
	HASHLANE_WALK_FOLLOW = 1,          /* follow symbolic links */
	HASHLANE_WALK_NO_HIDDEN = 2,       /* skip names that start with "." */
	HASHLANE_WALK_ONE_FILE_SYSTEM = 4, /* stay on one file system */
	HASHLANE_WALK_UNSORTED = 8,        /* keep the directory's order */
	HASHLANE_WALK_ALL = 16             /* directories, links that are not
					    * followed, FIFOs, sockets and
					    * devices are entries too; not in a
					    * job */
};

/*
 * The rules of a walk. Files come in bytewise order of their paths. FIFOs,
 * sockets and devices are skipped.
 *
 * A pattern follows the rules of gitignore(5), on bytes:
 *
 *   *       any bytes but a slash      ?      any byte but a slash
 *   [a-z]   one of a set               [!a-z] a byte outside of a set
 *   [[:alpha:]]  a class, of ASCII     \*     the byte itself
 *   **      between slashes, at the start or at the end: any directories
 *
 * A pattern without a slash is compared with the last name of a path. A pattern
 * with a slash at its start or within is compared with the whole path below the
 * start. A slash at the end selects only directories. The last pattern of a
 * list that matches decides; a '!' before it reverses its meaning. The walk
 * does not enter an excluded directory. A pattern that no path can match is an
 * error: an empty name, "." or "..", a set without its "]" or without members,
 * "\" at the end, an unknown class. In `include`, a pattern that ends in a
 * slash is an error. The first pattern of a list must not begin with "!".
 * Since 0.1.
 */
struct hashlane_walk_options {
	size_t struct_size;
	const char *const *include; /* take only files that match; none: all */
	size_t include_count;       /* patterns at include */
	const char *const *exclude; /* files and directories to leave out */
	size_t exclude_count;       /* patterns at exclude */
	uint32_t flags;             /* HASHLANE_WALK_* */
	uint32_t reserved;
	/*
	 * The directory to which a relative path of hashlane_walk_open refers,
	 * as in hashlane_job_options; in a job NULL. Since 0.2 (appended)
	 */
	const char *base;
};

/*
 * Kinds of an event, and bits of hashlane_job_options.events and
 * hashlane_listener_options.events. Since 0.1.
 */
enum {
	HASHLANE_EVENT_PROGRESS = 1, /* at most one in event_interval_ms */
	HASHLANE_EVENT_FILE = 2,     /* a file is done */
	HASHLANE_EVENT_ERROR = 4,    /* a file failed */
	HASHLANE_EVENT_MEMORY = 8,   /* the pressure level changed; for
				      * listeners of an engine with job 0 */
	HASHLANE_EVENT_DONE = 16,    /* the job is final; always the last */
	HASHLANE_EVENT_LOST = 32,    /* a listener's queue was full: `index`
				      * events, of any jobs, are missing at
				      * this place. Cannot be masked */
	/*
	 * A stream had no room for all bytes of a hashlane_job_feed. Now it
	 * has room again, or it has failed with `status`. `index` is that of
	 * hashlane_job_feed. After a LOST event, try all streams. Since 0.2.
	 */
	HASHLANE_EVENT_ROOM = 128,
	/*
	 * The library no longer uses the memory of an input of kind
	 * HASHLANE_INPUT_MEMORY without a release function; `index` is its
	 * hashlane_row.input. Reported once for each such input before the
	 * job's DONE, also if the job is cancelled or destroyed. After DONE,
	 * no such memory is in use: after a LOST event, the caller waits for
	 * DONE. Since 0.2.
	 */
	HASHLANE_EVENT_RELEASED = 64,
	/*
	 * A job that had no results to take now has results. Call
	 * hashlane_job_next with a timeout of 0 until it returns no block. The
	 * event comes again with the next results, and once at the job's end,
	 * before its DONE; the last event is never lost. So one thread that
	 * polls a listener of an engine can serve all its jobs. If the job ran
	 * before the listener was created, call hashlane_job_next once without
	 * an event; after a LOST event, do so for all jobs. Since 0.2.
	 */
	HASHLANE_EVENT_RESULTS = 256,
	/*
	 * The read of a file starts; `bytes_total` is its size, or 0 if the
	 * size is unknown. Sent once for each file that could be opened,
	 * before its FILE or ERROR. hashlane_job_get_files reports its
	 * progress. Since 0.2.
	 */
	HASHLANE_EVENT_FILE_BEGIN = 512,
	/*
	 * hashlane_job_get_lookup has a lookup. The event is kept even if the
	 * queue is full. If a job ran before its listener was created, and
	 * after a LOST event, call hashlane_job_get_lookup once without an
	 * event. Since 0.2.
	 */
	HASHLANE_EVENT_LOOKUP = 1024
};

/* An event. Since 0.1. */
struct hashlane_event {
	int32_t kind;         /* HASHLANE_EVENT_* */
	int32_t status;       /* of the file or the job; MEMORY: pressure */
	hashlane_job job;     /* the job of the event */
	uint64_t index;       /* hashlane_row.index of the file (each file of
			       * a walk counts, its directory does not);
			       * ROOM, RELEASED: hashlane_row.input; LOST:
			       * number of events; LOOKUP: its id */
	uint64_t bytes_done;  /* of the file; PROGRESS, DONE: of the job */
	uint64_t bytes_total; /* the same, known so far */
	uint64_t files_done;  /* of the job */
	uint64_t files_total; /* of the job, known so far */
	uint64_t failures;    /* of the job */
	uint64_t bytes_per_second; /* over about the last second */
	const char *path;          /* FILE, ERROR, FILE_BEGIN: NUL-terminated;
				    * else "" */
	size_t path_bytes;         /* bytes at path, without the NUL */
	uint64_t error_offset;     /* ERROR: byte of the file */
	int32_t os_error;          /* ERROR: errno, or 0 */
	int32_t reserved;
};

/*
 * A receiver of events. Each call has some events. For one job, no two threads
 * call the function at once. It runs on a worker or, without workers, on a
 * thread that waits. The last call may also run on a thread that cancels or
 * destroys the job. A worker has a stack of the engine's stack_bytes, of which
 * the library uses at most 64 KiB.
 *
 * The function may call hashlane_job_cancel, hashlane_job_get_progress and
 * every function that needs no job. hashlane_job_wait and hashlane_job_next,
 * for any job of the engine, do not wait in it, for any timeout: if the job is
 * final, or rows are finished, they return as usual; else they return
 * HASHLANE_BUSY. The function may destroy any object, also its own job or
 * listener.
 *
 * No event follows HASHLANE_EVENT_DONE, which comes also after
 * hashlane_job_destroy. If the caller asked for PROGRESS, the first one is at
 * 0; if the job was not cancelled, the last one before DONE is complete. An
 * event is event_bytes long, which may exceed this header's size: use
 * HASHLANE_EVENT_AT.
 *
 * The function must return. Leaving it by longjmp or an exception is
 * undefined.
 * Since 0.1.
 */
typedef void hashlane_event_fn(void *context,
			       const struct hashlane_event *events,
			       size_t event_bytes, size_t count);

/*
 * Functions that save the state of long files, so that a later job can resume
 * them.
 *
 * hashlane_state_save_fn receives the state of an unfinished file, identified
 * by its index, which is hashlane_row.index and, with a walk, is not the
 * number of an input. It is called each state_interval_bytes, and when the job
 * is cancelled or destroyed. The bytes are valid during the call. Other
 * versions of the library and other machines may be able to use them.
 *
 * hashlane_state_load_fn is called when the read of such a file starts. It
 * writes the last saved state to `state`, at most `capacity` bytes, and
 * returns its size, or 0. The library ignores a state that is damaged, or that
 * belongs to other algorithms or another library. It also ignores the state of
 * a file whose inode, size, time of modification or status time differ from
 * those of the file now opened. The part of the file that the state covers is
 * not read again.
 *
 * Both are called on threads of the engine, or on a thread that cancels or
 * destroys, for several files at once. They must not call any function on this
 * job. After hashlane_job_destroy they may still be called until `release` of
 * hashlane_job_options is called. Since 0.1.
 */
typedef void hashlane_state_save_fn(void *context, uint64_t index,
				    uint64_t bytes_done, const void *state,
				    size_t state_bytes);
/* hashlane_state_save_fn describes both functions. Since 0.1. */
typedef size_t hashlane_state_load_fn(void *context, uint64_t index,
				      void *state, size_t capacity);

/* Limit: files of a lookup. Since 0.2. */
enum { HASHLANE_MAX_LOOKUP_FILES = 1024 };

/* Bits of hashlane_lookup_file.flags. Since 0.2. */
enum {
	/*
	 * file_system is the file system's own id, f_fsid. The id is the same
	 * at each mount; a copy of the file system's image has it too. Without
	 * this bit, file_system is st_dev.
	 */
	HASHLANE_LOOKUP_STABLE = 1
};

/*
 * A file that a job asks about, with its present properties. Inodes and device
 * numbers may change with the next mount (btrfs, NFS, ZFS, USB disks,
 * mergerfs). A persistent cache identifies a file by file_system, path,
 * size_bytes, mtime_ns and ctime_ns. Since 0.2.
 */
struct hashlane_lookup_file {
	const char *path;        /* NUL-terminated: the path of its row */
	size_t path_bytes;       /* bytes at path, without the NUL */
	uint64_t index;          /* hashlane_row.index */
	uint64_t input;          /* hashlane_row.input */
	uint64_t cookie;         /* hashlane_row.cookie */
	uint64_t size_bytes;     /* st_size */
	int64_t mtime_ns;        /* since 1970 */
	int64_t ctime_ns;        /* since 1970 */
	uint64_t device;         /* st_dev */
	uint64_t inode;          /* st_ino */
	uint64_t links;          /* number of hard links */
	uint8_t file_system[16]; /* id of the file system */
	uint32_t flags;          /* HASHLANE_LOOKUP_* */
	uint32_t reserved;
};

/*
 * The question of a job: files whose digests the program may know. Since 0.2.
 */
struct hashlane_lookup {
	size_t struct_size;
	uint64_t id; /* for hashlane_job_answer, never 0 */
	const struct hashlane_lookup_file *files; /* count elements */
	size_t file_bytes;                        /* bytes of an element */
	size_t count;     /* 1..HASHLANE_MAX_LOOKUP_FILES */
	size_t row_bytes; /* bytes of a row of digests */
};

/*
 * The function answers a lookup: it gives the known digests of files. For file
 * i, it sets digests_valid[i] to the bits of the known digests and writes
 * these digests into the row at digests + i * row_bytes, in the layout of
 * hashlane_algorithms_get_layout. A clear bit means that the file has no such
 * digest. A file whose digests_valid is 0 is hashed; all are 0 at the start of
 * the call.
 *
 * It runs on threads of the engine or, if the engine has none, on a thread
 * that waits; several calls may run at once. During a call other threads
 * continue, and the unfinished files of its own thread wait. It may call
 * hashlane_job_cancel and every function that needs no job. Since 0.2.
 */
typedef void hashlane_lookup_fn(void *context,
				const struct hashlane_lookup *lookup,
				uint64_t *digests_valid, uint8_t *digests);

/* Options of a job. Since 0.1. */
struct hashlane_job_options {
	size_t struct_size;
	/* the algorithms; copied */
	const struct hashlane_algorithm_spec *specs;
	size_t spec_count;  /* 1..HASHLANE_MAX_ALGORITHMS */
	const char *paths;  /* NUL-terminated, one after the other; copied */
	size_t paths_bytes; /* bytes of paths, with every NUL */
	const struct hashlane_input *inputs; /* after the paths; copied */
	size_t input_bytes; /* sizeof(struct hashlane_input); ignored if there
			     * are no inputs */
	size_t input_count; /* inputs at inputs */
	const struct hashlane_walk_options *walk; /* if not NULL, a path
						   * that is a directory is
						   * walked */
	uint32_t flags;                           /* HASHLANE_JOB_* */
	int32_t order;                            /* HASHLANE_ORDER_* */
	hashlane_event_fn *event;                 /* may be NULL */
	void *event_context;                      /* passed to event */
	uint32_t events;                          /* HASHLANE_EVENT_* wanted */
	uint32_t event_interval_ms;               /* 0: 100 */
	/*
	 * May be NULL. For whole files, given by path, of at least one
	 * interval; not with HASHLANE_JOB_PARTS or HASHLANE_JOB_LINKS_ONCE.
	 */
	hashlane_state_save_fn *state_save;
	hashlane_state_load_fn *state_load; /* may be NULL */
	void *state_context;                /* passed to both functions */
	uint64_t state_interval_bytes;      /* 0: 1 GiB; at least 1 MiB */
	int32_t ctime;    /* HASHLANE_CTIME_*. Since 0.1 (appended) */
	int32_t priority; /* HASHLANE_PRIORITY_LOWEST.._HIGHEST; 0: normal.
			   * Since 0.2 (was reserved) */
	/*
	 * May be NULL. Called after the last call of any function of these
	 * options: event, lookup, state_save, state_load. That is after the
	 * job's DONE, whether the job is destroyed or not.
	 * Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context; /* passed to release */
	/*
	 * The directory to which relative paths refer, NUL-terminated; NULL:
	 * the process's current directory when a file is opened.
	 * hashlane_job_create opens the directory once, and the job keeps it
	 * open: later moves of the directory or changes of the current one
	 * have no effect. Rows have the paths as the caller gave them.
	 * Since 0.2 (appended)
	 */
	const char *base;
	/*
	 * The function that gives known digests. May be NULL; not with
	 * HASHLANE_JOB_LOOKUP, which asks by hashlane_job_get_lookup. The job
	 * asks about whole regular files, given by path, except on file
	 * systems that make files up (/proc, /sys). All other inputs are
	 * hashed. If a file's digests are known, the file is not opened: its
	 * row describes the file that the lookup had, and has no parts. If
	 * they are unknown, the file to which the path leads at its opening
	 * is hashed. Since 0.2 (appended)
	 */
	hashlane_lookup_fn *lookup;
	void *lookup_context; /* passed to lookup */
	/* As for hashlane_job_set_rate. Since 0.2 (appended). */
	uint64_t bytes_per_second_max;
};

/*
 * hashlane_job_options.priority; values between these are valid. Workers serve
 * a job only while no job of a higher priority has work for them. They change
 * to such a job within milliseconds, even in the middle of a file. Jobs of
 * equal priority share the workers. If there are more such jobs than workers,
 * the later ones begin when a worker has finished with an earlier one. Since
 * 0.2.
 */
enum {
	HASHLANE_PRIORITY_LOWEST = -2,
	HASHLANE_PRIORITY_NORMAL = 0,
	HASHLANE_PRIORITY_HIGHEST = 2
};

/*
 * Start a job that hashes inputs with several algorithms, reading each byte
 * once.
 *
 * out      set on success; destroy it with hashlane_job_destroy
 * options  the algorithms, the inputs and the callbacks
 * error    may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM, HANDLE, FORKED, NO_MEMORY (also: the
 * budget is too small for these algorithms), UNSUPPORTED, NOT_FOUND (the
 * base), ACCESS (the base), NOT_REGULAR (the base), IO (the base). An invalid
 * input fails the call with ARGUMENT, and error->offset is its index in
 * inputs: an unknown kind, data NULL, memory with an offset or length, a range
 * out of bounds. An error of a file, a descriptor or a path is in its row.
 * Since 0.1.
 */
int32_t hashlane_job_create(hashlane_job *out, hashlane_engine engine,
			    const struct hashlane_job_options *options,
			    struct hashlane_error *error);

/*
 * Start a job without nested pointers. This function suits languages in which
 * nested pointers are expensive or forbidden (cgo, JavaScript, Java). The
 * paths are files; without a walk, a directory fails with NOT_REGULAR.
 *
 * out         set on success; destroy it with hashlane_job_destroy
 * algorithms  algorithms_bytes bytes: names by the rules of
 *             hashlane_algorithm_parse, separated by commas:
 *             "md5,s3-etag:part=8MiB"
 * paths       paths_bytes bytes, copied; may be NULL when paths_bytes is 0
 * offsets     path_count + 1 elements, as in Arrow: path i is [offsets[i],
 *             offsets[i + 1]) of the paths; may be NULL when path_count is 0:
 *             each path then ends in a NUL, and the next path follows
 * path_count  number of paths, with offsets; else 0
 * flags       HASHLANE_JOB_*; with HASHLANE_JOB_OPEN, hashlane_job_add may add
 *             inputs
 * error       may be NULL; its offset is a byte of the algorithms, or the
 *             index of a path
 * Status: ARGUMENT (also: the offsets decrease or exceed the paths), ABI
 * (error), ALGORITHM, HANDLE, FORKED, NO_MEMORY. Since 0.2.
 */
int32_t hashlane_job_create_flat(hashlane_job *out, hashlane_engine engine,
				 const char *algorithms,
				 size_t algorithms_bytes, const char *paths,
				 size_t paths_bytes, const uint64_t *offsets,
				 size_t path_count, uint32_t flags,
				 struct hashlane_error *error);

/* The properties of a job, with the values of defaults. Since 0.2. */
struct hashlane_job_info {
	size_t struct_size;
	size_t spec_count; /* number of algorithms */
	size_t row_bytes;  /* bytes of a row of digests */
	uint32_t flags;    /* HASHLANE_JOB_* in force */
	int32_t order;     /* HASHLANE_ORDER_*, never DEFAULT */
};

/*
 * Get the properties of a job, for code that receives a job, or after
 * hashlane_job_create_flat. hashlane_progress has the job's state.
 *
 * out  set struct_size before the call
 * Status: HANDLE, ARGUMENT (NULL), ABI, FORKED. Since 0.2.
 */
int32_t hashlane_job_get_info(struct hashlane_job_info *out, hashlane_job job);

/*
 * Get the algorithms of a job, in the order of its digests. Each has the
 * parameter in force.
 *
 * specs       capacity elements; HASHLANE_MAX_ALGORITHMS always suffice; may
 *             be NULL when capacity is 0
 * spec_count  number of elements written; may be NULL. Also set to the
 *             required number when the status is BUFFER.
 * Status: HANDLE, FORKED, ARGUMENT (NULL with a capacity), BUFFER. Since 0.2.
 */
int32_t hashlane_job_get_specs(hashlane_job job,
			       struct hashlane_algorithm_spec *specs,
			       size_t capacity, size_t *spec_count);

/*
 * Add inputs to a job created with HASHLANE_JOB_OPEN. The job takes all inputs
 * of a call or none. An eighth of the budget holds waiting inputs; if that is
 * full, the call waits until the job has taken some.
 *
 * inputs       input_count elements, copied; may be NULL when input_count is 0
 * input_bytes  sizeof(struct hashlane_input); ignored if input_count is 0
 * timeout_ms   as for hashlane_job_wait; since 0.2
 * Status: HANDLE, FORKED, ABI (input_bytes), ARGUMENT (also: an invalid input,
 * see hashlane_job_create), NO_MEMORY (also: the budget has no room for these
 * streams, even without others), CANCELLED, UNSUPPORTED (closed or never
 * open), TIMEOUT (too many inputs wait, or too many streams are open), BUSY
 * (the same, and the call cannot wait: it comes from a callback; the job is
 * streamed and the unread results must be taken first; or
 * hashlane_job_get_lookup has a lookup).
 * Since 0.1.
 */
int32_t hashlane_job_add(hashlane_job job, const struct hashlane_input *inputs,
			 size_t input_bytes, size_t input_count,
			 int64_t timeout_ms);

/* Bits of the flags of hashlane_job_feed. Since 0.2. */
enum {
	/* The stream ends after these bytes, once all of them are taken. */
	HASHLANE_FEED_LAST = 1
};

/*
 * Push bytes of an input of kind HASHLANE_INPUT_STREAM. The bytes are copied.
 * From the call that gives the input until its end, each open stream has its
 * own block of memory, 2 KiB to 128 KiB. These blocks use at most three tenths
 * of the engine's budget. So one thread can feed any number of streams in any
 * order, and streams are hashed side by side with each other and with files. A
 * job is not done before its streams are done; cancelling the job ends open
 * streams.
 *
 * One thread at a time feeds a stream. If the engine has no threads and the
 * stream has no room, the call does some of the work, even with a timeout of
 * 0. In a callback it never waits. If a stream fails before its end, the next
 * call returns the status of its row once, whatever the status is; after that
 * the stream has ended.
 *
 * taken       number of bytes taken; set with OK, and to 0 with TIMEOUT. If it
 *             is below `bytes`, there was no room for more within the time;
 *             HASHLANE_EVENT_ROOM reports new room
 * index       number of the input, see hashlane_row.input
 * data        bytes bytes; may be NULL when bytes is 0
 * flags       HASHLANE_FEED_*
 * timeout_ms  as for hashlane_job_wait: the time to wait until all bytes are
 *             taken
 * Status: HANDLE, FORKED, ARGUMENT (also: no such stream, or it has ended),
 * TIMEOUT (no room for a single byte), CANCELLED, BUSY (another thread feeds
 * this stream; or the job has not begun the stream, and its unread results must
 * be taken first or hashlane_job_get_lookup has a lookup), CHANGED (the length
 * differs from the given one), NO_MEMORY. Since 0.2.
 */
int32_t hashlane_job_feed(size_t *taken, hashlane_job job, uint64_t index,
			  const void *data, size_t bytes, uint32_t flags,
			  int64_t timeout_ms);

/*
 * End a stream whose source failed. Its row has this status and no digest. If
 * another thread is in hashlane_job_feed for the stream, that call returns
 * CANCELLED.
 *
 * index   number of the input, see hashlane_row.input
 * status  any HASHLANE_* but HASHLANE_OK
 * Status: HANDLE, FORKED, ARGUMENT (also: no such stream, or it has ended),
 * CANCELLED, CHANGED, NO_MEMORY (the stream had already failed with this
 * status).
 * Since 0.2.
 */
int32_t hashlane_job_feed_fail(hashlane_job job, uint64_t index,
			       int32_t status);

/*
 * Get the files of a job created with HASHLANE_JOB_LOOKUP whose digests the
 * program may know. This function replaces hashlane_lookup_fn for a caller
 * that takes no callbacks. Each lookup is returned once, to one thread. The
 * job continues with other files, and waits when thousands of files are
 * unanswered.
 *
 * One thread can serve a job: if there is a lookup and no thread waits for it
 * here, hashlane_job_next, hashlane_job_wait and hashlane_job_add return BUSY
 * instead of waiting.
 *
 * out         set on success; lives until hashlane_job_answer or the job's end
 * timeout_ms  as for hashlane_job_wait
 * Status: HANDLE, FORKED, ARGUMENT, UNSUPPORTED (the job has no lookups),
 * TIMEOUT, END (the job is done), CANCELLED, BUSY (called from a callback, and
 * there is no lookup), NO_MEMORY (the job ended for lack of memory).
 * Since 0.2.
 */
int32_t hashlane_job_get_lookup(const struct hashlane_lookup **out,
				hashlane_job job, int64_t timeout_ms);

/*
 * Get the properties that a lookup would have for a file now, for instance to
 * search a cache without a job. A symbolic link is followed. The path of the
 * result is NULL.
 *
 * out        written on success
 * out_bytes  sizeof(struct hashlane_lookup_file) of the caller's header; if it
 *            exceeds what the library knows, the excess is zeroed
 * path       NUL-terminated
 * Status: ARGUMENT, ABI (out_bytes), NOT_FOUND, ACCESS, NOT_REGULAR, IO,
 * NO_MEMORY. Since 0.2.
 */
int32_t hashlane_lookup_read(struct hashlane_lookup_file *out,
			     size_t out_bytes, const char *path);

/*
 * Answer a lookup. Any callback may call this function.
 *
 * lookup_id      hashlane_lookup.id
 * digests_valid  count elements, as hashlane_lookup_fn sets them; may be NULL
 *                when count is 0: no file is known
 * count          0, or hashlane_lookup.count
 * digests        digests_bytes bytes, copied: count rows; may be NULL when
 *                digests_bytes is 0: no digest is known
 * digests_bytes  0, or count * hashlane_lookup.row_bytes
 * Status: HANDLE, FORKED, ARGUMENT (also: no such lookup waits for an answer;
 * the count is wrong; a bit has no digest), CANCELLED. Since 0.2.
 */
int32_t hashlane_job_answer(hashlane_job job, uint64_t lookup_id,
			    const uint64_t *digests_valid, size_t count,
			    const uint8_t *digests, size_t digests_bytes);

/*
 * Declare that no more inputs follow. A job that has all its inputs ignores
 * the call.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_close(hashlane_job job);

/*
 * Wait until a job is final.
 *
 * timeout_ms  milliseconds; 0: do not wait; negative: no limit
 * Status: OK (all inputs are done), CANCELLED, TIMEOUT, HANDLE, FORKED, BUSY
 * (called from its callback; the job is streamed and the unread results must
 * be taken first; or hashlane_job_get_lookup has a lookup), NO_MEMORY (the job
 * ended for lack of memory). Since 0.1.
 */
int32_t hashlane_job_wait(hashlane_job job, int64_t timeout_ms);

/*
 * Take the next results of a job. Each block is returned once, to one caller.
 * A streamed job returns full blocks, or blocks of the rows that are finished;
 * in input order, the finished rows before the first unfinished one. So no
 * finished result waits for a long file after it. In completion order, a job
 * that is not streamed returns the same. In input order, it returns a block
 * when all rows of the block are finished: HASHLANE_MAX_BLOCK_ROWS rows, or the
 * rows of all inputs so far. While other inputs are unfinished, a call that
 * waits gives a block about 10 ms to fill after its first row; a call that does
 * not wait returns the rows that are there. A row can be taken before its event
 * is reported, and no call waits for a callback.
 * After the job is cancelled, the finished rows are returned first, and then
 * CANCELLED. In input order, unfinished rows are returned as well, with the
 * status CANCELLED.
 *
 * out         set on success; free it with hashlane_results_destroy
 * timeout_ms  as for hashlane_job_wait
 * Status: OK, END (all results are taken), TIMEOUT, CANCELLED (all results are
 * taken, and they are incomplete), HANDLE, FORKED, BUSY (called from its
 * callback; or the call would have to wait while hashlane_job_get_lookup has a
 * lookup), ARGUMENT, NO_MEMORY. Since 0.1.
 */
int32_t hashlane_job_next(const struct hashlane_results **out,
			  hashlane_job job, int64_t timeout_ms);

/*
 * Cancel a job. The job is final at once. Finished rows are kept; other inputs
 * have no digest. After the return, each thread of the engine makes at most
 * one more system call for the job, the one it was about to make, and the
 * bytes it reads are discarded. The call does not wait for a callback of
 * another job or listener. A final job ignores the call. The job's own
 * callback may call this function.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_cancel(hashlane_job job);

/*
 * Pause a job: no worker serves it until hashlane_job_resume. Bytes that were
 * read are hashed, and files that were read to their end get their rows. After
 * the return, each thread of the engine begins at most one more read for the
 * job, the one it was about to make. Open files stay open. All other functions
 * work as before: hashlane_job_next returns finished rows and else waits,
 * hashlane_job_feed fills the room of a stream, and the job can be cancelled
 * and destroyed. A paused or final job ignores the call. For programs in which
 * the user can pause the work. Any callback may call this function.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_pause(hashlane_job job);

/*
 * Resume a paused job. A job that is not paused ignores the call. Any callback
 * may call this function.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_resume(hashlane_job job);

/*
 * Set the largest rate at which a job reads. The bytes of its files and of
 * HASHLANE_INPUT_READ count; the bytes of memory and of pushed streams do not.
 * While the rate is used up, the whole job waits and the workers serve other
 * jobs. From this call on, in T seconds the job reads at most (T + 0.05) *
 * bytes_per_second bytes, and one more block of at most 1 MiB for each worker
 * that reads when the rate is just used up. A later rate also accounts for
 * that block. The function may be called at any time, also from a callback. A
 * final job ignores the call.
 *
 * bytes_per_second  0: no limit
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_set_rate(hashlane_job job, uint64_t bytes_per_second);

/* hashlane_progress.state: states of a job. Since 0.1. */
enum {
	HASHLANE_STATE_RUNNING = 0,
	HASHLANE_STATE_DONE = 1,
	HASHLANE_STATE_CANCELLED = 2,
	HASHLANE_STATE_FAILED = 3 /* out of memory */
};

/* The progress of a job. Since 0.1. */
struct hashlane_progress {
	uint64_t bytes_done;       /* bytes hashed */
	uint64_t bytes_total;      /* bytes of all inputs of known size */
	uint64_t files_done;       /* files done, including failures */
	uint64_t files_total;      /* files known so far */
	uint64_t failures;         /* files that failed */
	uint64_t bytes_per_second; /* over about the last second */
	uint64_t elapsed_ns;       /* since the job was created */
	int32_t state;             /* HASHLANE_STATE_* */
	int32_t reserved;
};

/*
 * Get the present progress of a job.
 *
 * out             progress_bytes bytes
 * progress_bytes  sizeof(struct hashlane_progress)
 * Status: HANDLE, FORKED, ARGUMENT, ABI (progress_bytes). Since 0.1.
 */
int32_t hashlane_job_get_progress(struct hashlane_progress *out,
				  size_t progress_bytes, hashlane_job job);

/* The progress of an unfinished file. Since 0.2. */
struct hashlane_file_progress {
	uint64_t index;       /* hashlane_row.index */
	uint64_t input;       /* hashlane_row.input */
	uint64_t bytes_done;  /* bytes hashed */
	uint64_t bytes_total; /* size of the file; 0: unknown */
	uint64_t elapsed_ns;  /* since its read began */
	size_t path_at;       /* start of its path in `paths`, from 0 */
	size_t path_bytes;    /* bytes of its path, without the NUL */
};

/*
 * Get the files that are being read now, in the order in which their reads
 * began. These are files whose first read has begun and whose row is not
 * finished. Streams and memory are among them. The call takes the job's lock
 * for a moment; ten calls a second do no harm.
 *
 * files           capacity elements; may be NULL when capacity is 0
 * file_bytes      sizeof(struct hashlane_file_progress) of the caller's
 *                 header; if it exceeds what the library knows, the excess of
 *                 each element is zeroed
 * capacity        elements at files
 * count           number of elements written; also set to the required number
 *                 when the status is BUFFER
 * paths           paths_capacity bytes, for the paths, each with a NUL; may be
 *                 NULL when paths_capacity is 0
 * paths_capacity  bytes at paths
 * paths_bytes     bytes written to paths; may be NULL; also set to the
 *                 required bytes when the status is BUFFER
 * Status: HANDLE, FORKED, ARGUMENT, ABI (file_bytes), BUFFER (the required
 * number may change before the next call). Since 0.2.
 */
int32_t hashlane_job_get_files(struct hashlane_file_progress *files,
			       size_t file_bytes, size_t capacity,
			       size_t *count, char *paths,
			       size_t paths_capacity, size_t *paths_bytes,
			       hashlane_job job);

/*
 * Get the block in which the job keeps its progress. The caller may read the
 * block's aligned fields at any time, without a call. The block lives until
 * the job is destroyed. This function suits languages in which a call costs
 * more than a read of foreign memory.
 *
 * out             set on success
 * progress_bytes  bytes of the library's block; may be NULL
 * Status: HANDLE, FORKED, ARGUMENT. Since 0.1.
 */
int32_t hashlane_job_get_progress_block(const struct hashlane_progress **out,
					size_t *progress_bytes,
					hashlane_job job);

/*
 * Get a descriptor for event loops (poll, epoll, kqueue). It is readable
 * exactly while hashlane_job_next with a timeout of 0 has results or the job's
 * final status to return. The job owns the descriptor: do not read or close
 * it.
 *
 * out  set on success
 * Status: HANDLE, FORKED, ARGUMENT, IO (the system gives no descriptor),
 * UNSUPPORTED (an engine without workers). Since 0.1.
 */
int32_t hashlane_job_get_descriptor(int64_t *out, hashlane_job job);

/*
 * Cancel a job if it is not final, and destroy it. The handle is invalid at
 * once. Blocks taken from the job stay valid. The call never waits: other
 * calls that use the job return soon, with CANCELLED or HANDLE, and threads of
 * the engine may still be in a read or a callback for it. HASHLANE_EVENT_DONE,
 * the release functions of its inputs and the release function of its options
 * report their end. The memory is freed after the last use. Any callback may
 * call this function, also the job's own.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_job_destroy(hashlane_job job);

/*
 * Export a job's results as an Arrow stream, one record batch for each block.
 * The reader of the stream receives what hashlane_job_next would return.
 *
 * stream  written on success; released by the caller, before or after the job
 * flags   HASHLANE_ARROW_*, or 0
 * Status: HANDLE, FORKED, ARGUMENT (NULL, unknown flags), NO_MEMORY.
 * Since 0.1.
 */
int32_t hashlane_job_export(struct ArrowArrayStream *stream, hashlane_job job,
			    uint32_t flags);

/* ---- Listeners --------------------------------------------------------- */

/*
 * A listener: a receiver of events in addition to the callback of
 * hashlane_job_options. A program may have any number of listeners. A listener
 * receives the events of one job or of all the jobs of an engine, by a
 * callback or through a queue. The handle is checked; in a forked child, calls
 * give HASHLANE_FORKED. Since 0.1.
 */
typedef uint64_t hashlane_listener;

/* Options of a listener. Since 0.1. */
struct hashlane_listener_options {
	size_t struct_size;
	uint32_t events;          /* HASHLANE_EVENT_* wanted */
	uint32_t interval_ms;     /* least time between PROGRESS; 0: 100 */
	hashlane_event_fn *event; /* NULL: events are queued for
				   * hashlane_listener_poll */
	void *context;            /* passed to event */
	size_t queue_events; /* capacity of the queue, at least 16; 0: 4096.
			      * If the queue is full, PROGRESS is dropped;
			      * LOOKUP, and DONE and the last PROGRESS and
			      * RESULTS of a job, always find room; a LOST
			      * event, whose job is 0, reports how many others
			      * are missing */
	/*
	 * May be NULL. Called when event is not running and will not be called
	 * again. Since 0.2 (appended)
	 */
	hashlane_release_fn *release;
	void *release_context; /* passed to release */
};

/*
 * Create a listener. On a final job, the listener receives only DONE, at once
 * if DONE was sent before.
 *
 * out      set on success; end it with hashlane_listener_destroy
 * source   a job or an engine: an engine means all its jobs, including future
 *          jobs
 * options  the events, and a callback or a queue
 * error    may be NULL
 * Status: ARGUMENT, ABI, HANDLE, FORKED, NO_MEMORY. Since 0.1.
 */
int32_t
hashlane_listener_create(hashlane_listener *out, uint64_t source,
			 const struct hashlane_listener_options *options,
			 struct hashlane_error *error);

/*
 * End a listener. The handle is invalid at once, and its callback is not
 * called again. A callback that is running continues; `release` of the options
 * reports its end. The call never waits. Events that were not polled are
 * discarded, and a waiting poll returns HANDLE. Any callback may call this
 * function, also the listener's own.
 *
 * Status: HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_listener_destroy(hashlane_listener listener);

/*
 * Take events from a listener's queue. This function suits languages that
 * foreign threads may not call: one polling thread serves all jobs of an
 * engine.
 *
 * events       set to an array that lives until the next poll of this
 *              listener, or its end; the same holds for the texts to which it
 *              points
 * event_bytes  bytes of an event, see HASHLANE_EVENT_AT; may be NULL
 * count        number of events, 1..most
 * most         largest number of events to take, from 1
 * timeout_ms   milliseconds to wait for the first event; 0: do not wait;
 *              negative: no limit
 * Status: ARGUMENT (also: the listener has a callback), HANDLE (also: the
 * listener ends during the call), FORKED, TIMEOUT, BUSY (another thread polls
 * it; or called from a callback, and the queue is empty). Since 0.1.
 */
int32_t hashlane_listener_poll(const struct hashlane_event **events,
			       size_t *event_bytes, size_t *count,
			       hashlane_listener listener, size_t most,
			       int64_t timeout_ms);

/*
 * Get a descriptor for event loops. It is readable while events are in the
 * queue. The listener owns the descriptor: do not read or close it.
 *
 * out  set on success
 * Status: ARGUMENT (also: the listener has a callback), HANDLE, FORKED, IO
 * (the system gives no descriptor), UNSUPPORTED (the engine was to have
 * threads, and the system gives none). Since 0.1.
 */
int32_t hashlane_listener_get_descriptor(int64_t *out,
					 hashlane_listener listener);

/* ---- Engine statistics ------------------------------------------------- */

/* The work of an engine so far. Since 0.1. */
struct hashlane_engine_usage {
	size_t struct_size;
	uint64_t bytes;       /* bytes hashed */
	uint64_t files;       /* files done, including failures */
	uint64_t failures;    /* files that failed */
	uint64_t reads;       /* system calls that read */
	uint64_t read_ns;     /* time in reads, all workers together */
	uint64_t hash_ns;     /* time in kernels, all workers together */
	uint64_t idle_ns;     /* time without work, all workers together */
	uint64_t lane_rounds; /* number of times a set of lanes was hashed */
	uint64_t lanes_used;  /* lanes with bytes, summed over the rounds */
	uint64_t lanes_had;   /* all lanes, summed over the rounds: used / had
			       * is the occupancy */
	uint64_t jobs;        /* jobs created */
	uint32_t core_count;  /* indices of hashlane_engine_get_core_usage */
	uint32_t reserved;
	uint64_t files_waited;  /* files written within the clock's tick and
				 * read after it. Since 0.1 (appended) */
	uint64_t files_reread;  /* files read twice: their ctime alone had
				 * changed, or writes did not stop */
	uint64_t ctime_devices; /* devices on which HASHLANE_CTIME_AUTO ignores
				 * the ctime: eight files in a row with a new
				 * ctime were unchanged */
};

/*
 * Get the work of an engine so far. Each worker keeps counters, and the call
 * sums them: the sums are exact if no worker is active.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.1.
 */
int32_t hashlane_engine_get_usage(struct hashlane_engine_usage *out,
				  hashlane_engine engine);

/* The work of one core in an engine. Since 0.1. */
struct hashlane_core_usage {
	size_t struct_size;
	const char *core; /* "md5"; lives as long as the library */
	uint64_t bytes;   /* bytes hashed by the core */
	uint64_t ns;      /* time in the core, all workers together */
};

/*
 * Get the work of the core at `index`, from 0.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED, NOT_FOUND (index past the
 * end).
 * Since 0.1.
 */
int32_t hashlane_engine_get_core_usage(struct hashlane_core_usage *out,
				       hashlane_engine engine, size_t index);

/* ---- Walks -------------------------------------------------------------- */

/*
 * A walk below a directory, for lists of files, counts and the selection of
 * files to hash. It has the rules and the errors of a job's walk. The value is
 * a checked handle; 0 is never valid. Any thread may use it, one at a time.
 * Since 0.2.
 */
typedef uint64_t hashlane_walk;

/* The types of an entry of a walk. Since 0.2. */
enum {
	HASHLANE_ENTRY_UNKNOWN = 0, /* the type is not known: see status */
	HASHLANE_ENTRY_FILE = 1,
	HASHLANE_ENTRY_DIRECTORY = 2,
	HASHLANE_ENTRY_LINK = 3, /* symbolic link that is not followed */
	HASHLANE_ENTRY_OTHER = 4 /* FIFO, socket, device */
};

/*
 * An entry of a walk: a file or a failure. If a directory cannot be read, or
 * not to its end, the directory is an entry with a status, in addition to the
 * entries that could be read. A file that has become another type has
 * NOT_REGULAR.
 * Since 0.2.
 */
struct hashlane_walk_entry {
	const char *path;    /* NUL-terminated: the caller's path of the start,
			      * and the path below it; valid until the next
			      * call */
	size_t path_bytes;   /* bytes at path, without the NUL */
	size_t name_at;      /* byte of the path where the last name begins */
	int32_t type;        /* HASHLANE_ENTRY_* */
	int32_t status;      /* HASHLANE_OK, or the reason of the failure; a
			      * field after os_error is 0 if unknown */
	int32_t os_error;    /* errno of the failure, or 0 */
	uint32_t mode;       /* permissions, as of chmod(2) */
	uint64_t size_bytes; /* st_size */
	int64_t mtime_ns;    /* since 1970 */
	int64_t ctime_ns;    /* since 1970 */
	uint64_t device;     /* st_dev; with inode the file's identity */
	uint64_t inode;      /* st_ino */
	uint64_t links;      /* number of hard links */
};

/*
 * The numbers of names that a walk skipped, by reason. Each name counts once.
 * Since 0.2.
 */
struct hashlane_walk_skipped {
	size_t struct_size;
	uint64_t hidden;       /* names skipped by HASHLANE_WALK_NO_HIDDEN */
	uint64_t excluded;     /* files and directories skipped by `exclude`,
				* without the names below them */
	uint64_t not_included; /* files that match no pattern of `include` */
	uint64_t file_systems; /* directories on another file system, skipped
				* by HASHLANE_WALK_ONE_FILE_SYSTEM */
	uint64_t links;        /* symbolic links that are not followed */
	uint64_t specials;     /* FIFOs, sockets, devices */
};

/*
 * Begin a walk. An entry reports a bad path: if the path is not a directory or
 * does not exist, it is the only entry, and the patterns do not apply to it.
 * If the path is a symbolic link, it is followed.
 *
 * out      written on success; end it with hashlane_walk_close
 * path     NUL-terminated, copied. A relative path refers to the base of the
 *          options, or else to the process's current directory, which should
 *          not change during the walk
 * options  copied; may be NULL: all files below it
 * error    may be NULL
 * Status: ARGUMENT, ABI, NO_MEMORY, NOT_FOUND (the base), ACCESS (the base),
 * NOT_REGULAR (the base), IO (the base). Since 0.2.
 */
int32_t hashlane_walk_open(hashlane_walk *out, const char *path,
			   const struct hashlane_walk_options *options,
			   struct hashlane_error *error);

/*
 * Get the next entries. The entries of a directory come together. In a sorted
 * walk, all paths are in bytewise order; a directory (and with
 * HASHLANE_WALK_ALL its entry) is at the place of its path with a slash. A
 * capacity of about 256 entries costs little more for each entry than a larger
 * one. If the process runs out of descriptors, the call waits for one: as long
 * as jobs of the process make progress with their open files, else two
 * seconds. A file or directory that cannot be read is an entry and not an
 * error of the call.
 *
 * entries      written on success; the paths live until the next call on this
 *              walk or its end
 * entry_bytes  sizeof(struct hashlane_walk_entry) of the caller's header; if
 *              it exceeds what the library knows, the excess of each entry is
 *              zeroed
 * capacity     elements at entries, at least 1
 * count        written on success: number of entries; 0: the walk is complete
 * Status: HANDLE, FORKED, ARGUMENT, ABI (entry_bytes), BUSY (another thread is
 * in a call on this walk), CANCELLED (the walk was closed during the call).
 * Since 0.2.
 */
int32_t hashlane_walk_next(hashlane_walk walk,
			   struct hashlane_walk_entry *entries,
			   size_t entry_bytes, size_t capacity, size_t *count);

/*
 * Get the numbers of names that a walk has skipped so far.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_walk_get_skipped(struct hashlane_walk_skipped *out,
				  hashlane_walk walk);

/*
 * End a walk, complete or not. The call never waits: a call of another thread
 * on the walk ends soon, with CANCELLED.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_walk_close(hashlane_walk walk);

/*
 * Get the numbers of names that the walks of a job have skipped so far; all
 * are 0 without a walk.
 *
 * out  set struct_size before the call
 * Status: ARGUMENT (NULL), ABI, HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_job_get_skipped(struct hashlane_walk_skipped *out,
				 hashlane_job job);

/* ---- Lists of digests ---------------------------------------------------- */

/*
 * The formats of lists. hashlane_format_get_info describes one. Since 0.2.
 */
enum {
	HASHLANE_FORMAT_AUTO = 0,       /* the list itself decides */
	HASHLANE_FORMAT_GNU = 1,        /* "DIGEST  NAME", as md5sum */
	HASHLANE_FORMAT_BSD = 2,        /* "TAG (NAME) = DIGEST" */
	HASHLANE_FORMAT_SFV = 3,        /* "NAME CRC32" */
	HASHLANE_FORMAT_HASHDEEP = 4,   /* "SIZE,DIGEST,...,NAME" */
	HASHLANE_FORMAT_ED2K = 5,       /* "ed2k://|file|NAME|SIZE|DIGEST|/" */
	HASHLANE_FORMAT_MAGNET = 6,     /* "magnet:?xl=SIZE&dn=NAME&xt=..." */
	HASHLANE_FORMAT_CSV = 7,        /* RFC 4180, with a header */
	HASHLANE_FORMAT_JSON = 8,       /* objects; the caller reads and writes
				       * them: see hashlane_list_parse_fn */
	HASHLANE_FORMAT_NAME_FIRST = 9, /* "NAME  DIGEST...", as rhash */
	HASHLANE_FORMAT_FSUM = 10,      /* "DIGEST ?TAG*NAME" */
	HASHLANE_FORMAT_SIZES = 11,  /* "SIZE  DIGEST  NAME", as md5deep -z */
	HASHLANE_FORMAT_DEBIAN = 12, /* fields, " DIGEST SIZE NAME" */
	HASHLANE_FORMAT_GENTOO = 13, /* "TYPE NAME SIZE TAG DIGEST..." */
	HASHLANE_FORMAT_REPORT = 14  /* Get-FileHash, certutil, cfv .crc */
};

/* Bits of hashlane_format_info.flags. Since 0.2. */
enum {
	HASHLANE_FORMAT_READS = 1,   /* the library reads the format */
	HASHLANE_FORMAT_WRITES = 2,  /* the library writes the format */
	HASHLANE_FORMAT_HAS_SIZE = 4 /* an entry holds the size of its file */
};

/*
 * The properties of a format. The texts live as long as the library.
 * Since 0.2.
 */
struct hashlane_format_info {
	size_t struct_size;
	int32_t id;             /* HASHLANE_FORMAT_* */
	uint32_t flags;         /* HASHLANE_FORMAT_READS and so on */
	const char *name;       /* "gnu" */
	const char *extensions; /* of such files, separated by blanks */
	const char *algorithms; /* the usual ones: "md5,sha256" */
	const char *refuses;    /* the names that it cannot hold; "" if none */
};

/*
 * Get the format with this id.
 *
 * out  set struct_size before the call
 * id   HASHLANE_FORMAT_*
 * Status: ARGUMENT (out is NULL), ABI, NOT_FOUND (unknown id). Since 0.2.
 */
int32_t hashlane_format_get_info(struct hashlane_format_info *out, int32_t id);

/*
 * Find a format by its name ("gnu") or by the extension of a path
 * ("x/files.sfv"), whatever the case.
 *
 * out    written on success: HASHLANE_FORMAT_*
 * text   `text_bytes` bytes
 * Status: ARGUMENT, NOT_FOUND (unknown, or the extension belongs to several
 * formats). Since 0.2.
 */
int32_t hashlane_format_parse(int32_t *out, const char *text,
			      size_t text_bytes);

/*
 * A reader of a list. The value is a checked handle; 0 is never valid. Any
 * thread may use it, one at a time. Since 0.2.
 */
typedef uint64_t hashlane_list;

/* A range of bytes of a file. Since 0.2. */
struct hashlane_list_range {
	const void *name;  /* of the file; NULL: the file of the entry */
	size_t name_bytes; /* bytes at name */
	uint64_t offset;   /* first byte */
	uint64_t length;   /* bytes */
};

/*
 * What an entry of a list says of a content: one digest, or the digests of
 * consecutive parts.
 *
 * The algorithm is known (spec_count is 1), unknown (0: the tag is of no
 * algorithm that the library has), or one of several candidates (more: only
 * the length of the digest is known). Since 0.2.
 */
struct hashlane_list_claim {
	const struct hashlane_algorithm_spec *specs; /* the algorithm */
	size_t spec_count;                           /* specs at `specs` */
	const char *tag;       /* what the list calls it; NULL: nothing */
	size_t tag_bytes;      /* bytes at tag */
	const char *text;      /* the digest as in the list; NULL: parts */
	size_t text_bytes;     /* bytes at text */
	const uint8_t *digest; /* decoded; NULL if the algorithm is unknown and
				* the text is not hexadecimal */
	size_t digest_bytes;   /* bytes at digest: those of all parts */
	uint64_t part_bytes;   /* bytes of a file in a part; 0: one digest */
	const struct hashlane_list_range *ranges; /* the bytes digested, one
						   * range after the other */
	size_t range_count; /* 0: the whole file of the entry */
};

/* Bits of hashlane_list_entry.flags and hashlane_list_item.flags. Since 0.2. */
enum {
	HASHLANE_LIST_HAS_SIZE = 1,  /* size_bytes is the size of the file */
	HASHLANE_LIST_HAS_MTIME = 2, /* mtime_ns is its modification time */
	HASHLANE_LIST_PERCENT = 4,   /* the format encodes names by percent
				      * signs, and the name was decoded */
	HASHLANE_LIST_BESIDE = 8     /* the name is that of the list without
				      * its extension, since the list has none:
				      * the file is beside the list */
};

/*
 * An entry of a list: a file and what the list says of it, or a line that
 * could not be read. Since 0.2.
 */
struct hashlane_list_entry {
	size_t struct_size;
	int32_t status;      /* HASHLANE_OK; FORMAT: the line is malformed, see
			      * reason, and all else but its place is 0 */
	int32_t format;      /* HASHLANE_FORMAT_* of this line */
	uint32_t flags;      /* HASHLANE_LIST_HAS_SIZE and so on */
	uint32_t section;    /* grows where a new header begins; bare digests
			      * of one length in one section have one
			      * algorithm */
	const char *reason;  /* why the line is malformed, in English; "" */
	const void *name;    /* of the file, unescaped: bytes without a NUL,
			      * NUL-terminated */
	size_t name_bytes;   /* bytes at name */
	uint64_t size_bytes; /* if HASHLANE_LIST_HAS_SIZE */
	int64_t mtime_ns;    /* if HASHLANE_LIST_HAS_MTIME; since 1970 */
	const struct hashlane_list_claim *claims; /* what the list says of the
						   * file; element i begins
						   * at i * claim_bytes */
	size_t claim_count;                       /* elements at claims */
	size_t claim_bytes;  /* sizeof(struct hashlane_list_claim) */
	uint64_t line;       /* its first, from 1 */
	uint64_t raw_offset; /* of its first byte, from the list's first */
	const char *raw;     /* the bytes of its lines without the last end, in
			      * the list's encoding */
	size_t raw_bytes;    /* bytes at raw */
	uint64_t raw_end;    /* offset behind its last line's end */
	uint64_t cookie;     /* the caller's, in entries that it adds */
};

/*
 * A reader of a caller, for lines of formats that the library cannot read,
 * such as JSON. It is asked for each line that begins with '{', '[', ']' or
 * '}' behind blanks. It fills the name, the claims and what else it knows of
 * the entry, which is zeroed; the memory is its own and stays unchanged until
 * its next call or the end of the list. A name of NULL means that the line
 * holds no entry.
 *
 * line  `bytes` bytes, NUL-terminated
 *
 * It returns HASHLANE_OK; HASHLANE_NOT_FOUND: the line is of another format;
 * HASHLANE_FORMAT: the line is malformed, and entry->reason may say why; or
 * HASHLANE_NO_MEMORY. Since 0.2.
 */
typedef int32_t hashlane_list_parse_fn(void *context,
				       struct hashlane_list_entry *entry,
				       const char *line, size_t bytes);

/* Bits of hashlane_list_options.flags. Since 0.2. */
enum {
	/*
	 * No algorithm follows from the length of a digest or from the name of
	 * the list: such a line is malformed unless `specs` decide.
	 */
	HASHLANE_LIST_NO_GUESS = 1,
	/* Lines end in NUL, and nothing is escaped. */
	HASHLANE_LIST_NUL = 2,
	/*
	 * Read as md5sum and its like do: GNU and BSD lines of the algorithm
	 * in `specs`, which must be exactly one.
	 */
	HASHLANE_LIST_MD5SUM = 4
};

/* How a list is read. Since 0.2. */
struct hashlane_list_options {
	size_t struct_size;
	int32_t format; /* HASHLANE_FORMAT_*: read as this; AUTO: decide */
	uint32_t flags; /* HASHLANE_LIST_NO_GUESS and so on */
	const struct hashlane_algorithm_spec *specs; /* the algorithms that a
						      * digest without a tag may
						      * have; NULL: any */
	size_t spec_count; /* elements at specs: 0..HASHLANE_MAX_ALGORITHMS */
	const char *name; /* the list's file name: its extension and words such
			   * as "SHA256SUMS" narrow the algorithm; NULL: that
			   * of the input's path */
	hashlane_list_parse_fn *parse; /* may be NULL */
	void *parse_context;           /* passed to parse */
};

/*
 * Open a list. Its first thousand lines (at most 1 MiB) are read before the
 * first entry is returned: they decide its format.
 *
 * out      written on success; end it with hashlane_list_close
 * input    PATH, DESCRIPTOR (read by offset if it is a regular file, else
 *          from its position on), MEMORY or READ; see hashlane_input. `offset`
 *          and `length` must be 0. Memory stays unchanged until the list is
 *          closed
 * input_bytes  sizeof(struct hashlane_input) of the caller's header
 * options  copied; may be NULL
 * error    may be NULL
 * Status: ARGUMENT, ABI, ALGORITHM (in the options), NO_MEMORY, NOT_FOUND,
 * ACCESS, NOT_REGULAR (a directory), IO. Since 0.2.
 */
int32_t hashlane_list_open(hashlane_list *out,
			   const struct hashlane_input *input,
			   size_t input_bytes,
			   const struct hashlane_list_options *options,
			   struct hashlane_error *error);

/*
 * Get the next entry. Empty lines, headers and comments of the list's format
 * are no entries; every other line is one, malformed or not. Lines longer than
 * 64 MiB are malformed.
 *
 * out  set struct_size before the call; its pointers live until the next call
 *      on this list
 * Status: HANDLE, FORKED, ARGUMENT, ABI, BUSY (another thread is in a call on
 * this list), END (no more entries), IO, NO_MEMORY, CANCELLED (the list was
 * closed during the call), CHANGED (a regular file has another size or time at
 * its end than it had when it was opened), FORMAT (it is no list of digests:
 * binary data; nothing follows). Or what a READ returned. Since 0.2.
 */
int32_t hashlane_list_next(struct hashlane_list_entry *out,
			   hashlane_list list);

/* Bits of hashlane_list_info.flags. Since 0.2. */
enum {
	HASHLANE_LIST_SIGNED = 1,  /* PGP or signify; nothing was verified */
	HASHLANE_LIST_GUESSED = 2, /* a digest had several candidates */
	HASHLANE_LIST_CRLF = 4,    /* the first line ends in CR LF */
	HASHLANE_LIST_MARKED = 8   /* it begins with a byte order mark */
};

/* What is known of a list so far. Since 0.2. */
struct hashlane_list_info {
	size_t struct_size;
	int32_t format;         /* HASHLANE_FORMAT_* of most of its lines */
	uint32_t flags;         /* HASHLANE_LIST_SIGNED and so on */
	uint64_t entries;       /* entries so far, without malformed lines */
	uint64_t malformed;     /* malformed lines so far */
	uint64_t line;          /* lines read so far */
	const char *unwritable; /* why an entry cannot be added to it by a
				 * writer, in English: it has columns that
				 * cannot be filled, or it is signed; NULL */
	uint64_t encoding;      /* 0: bytes or UTF-8; 16: UTF-16 */
	uint64_t header_mtime;  /* 1: its header has a column of times */
};

/*
 * Get what is known of a list.
 *
 * out  set struct_size before the call; its texts live as long as the list
 * Status: HANDLE, FORKED, ARGUMENT (NULL), ABI, BUSY. Since 0.2.
 */
int32_t hashlane_list_get_info(struct hashlane_list_info *out,
			       hashlane_list list);

/*
 * Get the algorithms of the columns of the last header (hashdeep, CSV).
 *
 * specs     `capacity` elements; may be NULL when capacity is 0
 * count     written: how many there are, also if they do not fit
 * Status: HANDLE, FORKED, ARGUMENT, BUSY, BUFFER (capacity). Since 0.2.
 */
int32_t hashlane_list_get_specs(struct hashlane_algorithm_spec *specs,
				size_t capacity, size_t *count,
				hashlane_list list);

/*
 * Close a list. The call never waits: a call of another thread on the list
 * ends soon, with CANCELLED.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_list_close(hashlane_list list);

/*
 * A writer of a list. The value is a checked handle; 0 is never valid. Any
 * thread may use it, one at a time. Since 0.2.
 */
typedef uint64_t hashlane_list_writer;

/*
 * Where a writer puts its text. Return HASHLANE_OK, or a status, which the
 * call returns that wrote. Since 0.2.
 */
typedef int32_t hashlane_write_fn(void *context, const void *data,
				  size_t bytes);

/* Bits of hashlane_list_writer_options.flags. Since 0.2. */
enum {
	HASHLANE_WRITE_NUL = 1,        /* lines end in NUL, nothing is escaped:
				      * GNU, BSD, ED2K and MAGNET */
	HASHLANE_WRITE_BINARY = 2,     /* " *" before the name: GNU */
	HASHLANE_WRITE_PARTS = 4,      /* the digests of parts: ED2K */
	HASHLANE_WRITE_MTIME = 8,      /* a column of times: CSV */
	HASHLANE_WRITE_NO_HEADER = 16, /* an existing list goes on */
	HASHLANE_WRITE_CRLF = 32       /* lines end in CR LF */
};

/* How a list is written. Since 0.2. */
struct hashlane_list_writer_options {
	size_t struct_size;
	int32_t format; /* HASHLANE_FORMAT_* that the library writes; AUTO: GNU
			 * if there is one digest, whose length gives the
			 * algorithm as in md5sum's lists; else BSD */
	uint32_t flags; /* HASHLANE_WRITE_* */
	const struct hashlane_algorithm_spec *specs; /* the digests of an item,
						      * in their order */
	size_t spec_count; /* elements at specs: 1..HASHLANE_MAX_ALGORITHMS */
	hashlane_write_fn *write; /* gets whole lines */
	void *write_context;      /* passed to write */
};

/*
 * A file to be written to a list. Since 0.2.
 */
struct hashlane_list_item {
	const void *name;    /* bytes without a NUL */
	size_t name_bytes;   /* at least 1 */
	int32_t status;      /* HASHLANE_OK, or why there are no digests:
				 * written by formats that hold failures */
	uint32_t flags;      /* HASHLANE_LIST_HAS_SIZE, _HAS_MTIME */
	uint64_t size_bytes; /* of the file, if HASHLANE_LIST_HAS_SIZE */
	int64_t mtime_ns;    /* nanoseconds since 1970, which may be negative;
			      * if HASHLANE_LIST_HAS_MTIME */
	const uint8_t *digests;             /* a row in the layout of
				 * hashlane_algorithms_get_layout */
	uint64_t digests_valid;             /* bit i: digest i is there */
	const struct hashlane_parts *parts; /* spec_count elements of
					     * sizeof(struct hashlane_parts),
					     * or NULL */
};

/*
 * Create a writer and write what stands before the first entry.
 *
 * out      written on success; end it with hashlane_list_writer_destroy
 * options  copied
 * error    may be NULL; says which algorithm the format cannot hold
 * Status: ARGUMENT, ABI, ALGORITHM, UNSUPPORTED (the format cannot hold an
 * algorithm, or the library does not write it), NO_MEMORY. Or what the
 * write function returned. Since 0.2.
 */
int32_t
hashlane_list_writer_create(hashlane_list_writer *out,
			    const struct hashlane_list_writer_options *options,
			    struct hashlane_error *error);

/*
 * Write the lines of one file. A line is written as a whole or not at all.
 *
 * item_bytes  sizeof(struct hashlane_list_item) of the caller's header
 * error       may be NULL; says what the format cannot hold
 * Status: HANDLE, FORKED, ARGUMENT, ABI, BUSY, NO_MEMORY, UNSUPPORTED (the
 * format cannot hold this name, or a digest is missing). Or what the
 * write function returned. Since 0.2.
 */
int32_t hashlane_list_writer_add(hashlane_list_writer writer,
				 const struct hashlane_list_item *item,
				 size_t item_bytes,
				 struct hashlane_error *error);

/*
 * Write the rows of a results block whose status is HASHLANE_OK. The block has
 * the algorithms of the writer, in their order. A row that the format cannot
 * hold is left out, and the call continues with the next one.
 *
 * refused  may be NULL; written: the number of rows left out, also those with
 *          a failure
 * error    may be NULL; says why the first row was left out
 * Status: HANDLE, FORKED, ARGUMENT, ABI, BUSY, NO_MEMORY, UNSUPPORTED (the
 * format could not hold a row whose status is HASHLANE_OK). Or what the write
 * function returned. Since 0.2.
 */
int32_t hashlane_list_writer_add_results(
	hashlane_list_writer writer, const struct hashlane_results *results,
	uint64_t *refused, struct hashlane_error *error);

/*
 * End a writer. Nothing is buffered: all lines were written.
 *
 * Status: HANDLE, FORKED, BUSY. Since 0.2.
 */
int32_t hashlane_list_writer_destroy(hashlane_list_writer writer);

/* ---- Checks -------------------------------------------------------------- */

/*
 * A check compares files with lists. The value is a checked handle; 0 is never
 * valid. Any thread may use it; calls of hashlane_check_next exclude each
 * other. Since 0.2.
 */
typedef uint64_t hashlane_check;

/* What became of an entry. Since 0.2. */
enum {
	HASHLANE_VERDICT_OK = 0,         /* all digests of algorithms known
					  * fit, and there is at least one */
	HASHLANE_VERDICT_FAILED = 1,     /* the content differs */
	HASHLANE_VERDICT_MISSING = 2,    /* no such file */
	HASHLANE_VERDICT_CHANGED = 3,    /* it changed while it was read */
	HASHLANE_VERDICT_UNREADABLE = 4, /* see status and os_error */
	HASHLANE_VERDICT_UNKNOWN = 5,    /* nothing could be verified: unknown
					  * algorithms, or one too weak */
	HASHLANE_VERDICT_REFUSED = 6,    /* the name leads out of the root */
	HASHLANE_VERDICT_MOVED = 7,      /* missing, and the content was found
					  * elsewhere: at `path` */
	HASHLANE_VERDICT_EXTRA = 8,      /* a file that no list names */
	HASHLANE_VERDICT_MALFORMED = 9   /* a line that could not be read */
};

/* Limits of verdicts. Since 0.2. */
enum {
	HASHLANE_MAX_VERDICTS = 16 /* kinds of verdicts, also later ones */
};

/*
 * Bits of hashlane_verdict_row.reading and hashlane_check_list.readings: the
 * reading by which a file was found, where none has the exact name. Since 0.2.
 */
enum {
	HASHLANE_READING_BACKSLASH = 1, /* "\" is the separator */
	HASHLANE_READING_CR = 2,        /* without a CR at its end */
	HASHLANE_READING_BLANKS = 4,    /* without blanks at its ends */
	HASHLANE_READING_NFC = 8,       /* in Unicode's composed form */
	HASHLANE_READING_NFD = 16,      /* in its decomposed form */
	HASHLANE_READING_PERCENT = 32,  /* percent signs are not decoded */
	HASHLANE_READING_CASE = 64,     /* letters differ in case */
	/* Of a list only: it names a file that had served such a name before. */
	HASHLANE_READING_REFUTED = 128
};

/* How far a match can be trusted. Since 0.2. */
enum {
	HASHLANE_STRENGTH_NONE = 0,
	HASHLANE_STRENGTH_CHECKSUM = 1, /* a file can be made to fit */
	HASHLANE_STRENGTH_BROKEN = 2,   /* two files can be made to be alike:
					 * md5, sha1 */
	HASHLANE_STRENGTH_SECURE = 3    /* HASHLANE_INFO_SECURE */
};

/* Bits of hashlane_check_options.flags. Since 0.2. */
enum {
	/* No guess of algorithms and no other reading of names. */
	HASHLANE_CHECK_NO_GUESS = 1,
	/* A file whose name differs only in case is accepted. */
	HASHLANE_CHECK_IGNORE_CASE = 2,
	/*
	 * MISSING has no row. It is counted, and is no failure. No file is
	 * MOVED. If another reading of its name leads to a file with other
	 * content, it has a row and is a failure.
	 */
	HASHLANE_CHECK_IGNORE_MISSING = 4,
	/*
	 * Read as md5sum does: each line is read for itself, "-" is standard
	 * input, and devices and FIFOs are read, one at a time.
	 */
	HASHLANE_CHECK_MD5SUM = 8,
	/* OK needs a digest of a secure algorithm. */
	HASHLANE_CHECK_REQUIRE_SECURE = 16,
	/* Files that `extra` finds are only named, also if one is missing. */
	HASHLANE_CHECK_NO_MOVED = 32,
	/* Names are relative to the directory of their list. */
	HASHLANE_CHECK_BASE_IS_LIST = 64,
	/*
	 * "-" as a name is standard input, unless that is a terminal or the
	 * list itself. In a list that has the name of a file and an extension
	 * such as ".md5", "-" is that file, with and without this bit.
	 */
	HASHLANE_CHECK_STDIN = 128
};

/* How files are checked. Since 0.2. */
struct hashlane_check_options {
	size_t struct_size;
	uint32_t flags;     /* HASHLANE_CHECK_* */
	int32_t ctime;      /* HASHLANE_CTIME_*: see hashlane_job_options */
	uint32_t job_flags; /* HASHLANE_JOB_SEQUENTIAL, _DROP_CACHE,
			     * _LINKS_ONCE */
	uint32_t reserved;  /* must be 0 */
	const char *base;   /* names are relative to this directory; NULL: the
			   * process's current one */
	const char *root;   /* a name must lead to a file below this
			     * directory; NULL: anywhere */
	const char *extra; /* files below this directory that no list names are
			    * EXTRA, or explain a MISSING as MOVED: see
			    * hashlane_check_next; NULL: no search */
	const struct hashlane_algorithm_spec *require; /* OK needs one of
							* these; NULL: any */
	size_t require_count; /* elements at require, at most
			       * HASHLANE_MAX_ALGORITHMS */
	const struct hashlane_walk_options *rules; /* entries and extra files
						    * that these rules leave
						    * out are not checked; NULL:
						    * all are */
	uint64_t min_bytes;   /* entries of smaller files are not checked, nor
			       * are smaller extra files */
	uint64_t max_bytes;   /* or of larger ones; 0: any */
	int64_t min_mtime_ns; /* or of older ones */
	int64_t max_mtime_ns; /* or of newer ones; 0: any */
};

/*
 * Create a check. Files are read by jobs of the engine, within its budget. A
 * file is read once for all entries that name it, if they are close enough in
 * the lists; otherwise it is read again, with the same verdict. With `require`,
 * one digest required is enough for all entries that are read together.
 *
 * out      written on success; end it with hashlane_check_destroy
 * options  copied; may be NULL
 * error    may be NULL
 * Status: HANDLE, FORKED, ARGUMENT, ABI, ALGORITHM, NO_MEMORY, NOT_FOUND
 * (root), NOT_REGULAR (root), ACCESS (root), IO (root). Since 0.2.
 */
int32_t hashlane_check_create(hashlane_check *out, hashlane_engine engine,
			      const struct hashlane_check_options *options,
			      struct hashlane_error *error);

/*
 * Add a list. It is opened now, and read by hashlane_check_next. The lists are
 * checked in the order in which they were added.
 *
 * input        as for hashlane_list_open
 * input_bytes  sizeof(struct hashlane_input) of the caller's header
 * options      copied; may be NULL
 * error        may be NULL
 * Status: HANDLE, FORKED, BUSY (the check is closed), ARGUMENT, ABI, ALGORITHM,
 * NO_MEMORY, NOT_FOUND, ACCESS, NOT_REGULAR (a directory), IO. Since 0.2.
 */
int32_t hashlane_check_add_list(hashlane_check check,
				const struct hashlane_input *input,
				size_t input_bytes,
				const struct hashlane_list_options *options,
				struct hashlane_error *error);

/*
 * Add entries that the caller has parsed. They are copied. They belong to one
 * list, number `list` of the rows: each call that follows another
 * hashlane_check_add_list or has another `name` begins one.
 *
 * entries      their format may be any; status, reason and raw are ignored
 * entry_bytes  sizeof(struct hashlane_list_entry) of the caller's header
 * count        elements at entries
 * name         of the list, for the rows; may be NULL
 * Status: HANDLE, FORKED, ARGUMENT, ABI, ALGORITHM, NO_MEMORY, BUSY (closed,
 * or so many entries wait that the caller should first call
 * hashlane_check_next with a timeout of 0). On BUSY nothing was added. Since
 * 0.2.
 */
int32_t hashlane_check_add_entries(hashlane_check check,
				   const struct hashlane_list_entry *entries,
				   size_t entry_bytes, size_t count,
				   const char *name);

/*
 * End the lists: no more lists and entries follow.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_check_close(hashlane_check check);

/* Verdicts that are ready, opaque and immutable. Since 0.2. */
struct hashlane_verdicts;

/*
 * Get the next verdicts, in the order of the entries. Entries that were read
 * together, since they name one file, come together, at the place of the
 * first. The calling thread reads the lists; the engine reads the files. A
 * check does its work only within this call.
 *
 * With `extra`, the check keeps MISSING entries, and about 36 bytes for each
 * name of the lists. Behind all other verdicts come the files of the walk of
 * `extra` that no list names by any path, in the order of the walk. A list and
 * the files of standard output and standard error are none of them, and a hard
 * link is a file of its own. Such a file is
 *
 *   MOVED       a missing entry's content: the row is the entry's, and `path`
 *               is the file. All digests of the entry with known algorithms
 *               fit, except those of parts and ranges, and the size fits. If
 *               only checksums of at most 64 bits fit, the list must have the
 *               size, or the best digest must be that of no other missing
 *               file. A digest of which only the length is known is compared
 *               with what other files have shown, or else with all candidates
 *               but checksums. A file explains one missing file, the first one
 *               that it fits; of several such files the first explains it
 *   EXTRA       otherwise. If it could not be hashed, status is the reason
 *   UNREADABLE  a file or directory that the walk could not read; `list` is -1
 *
 * Then come the entries that are MISSING, in their order. Extra files are read
 * only if a missing one can be found, and not if the lists have the sizes of
 * all missing files and this is none of them.
 *
 * out         written on success; free it with hashlane_verdicts_destroy
 * timeout_ms  milliseconds to wait for a verdict; 0: do not wait; negative: no
 *             limit. A list that is a function is waited for regardless
 * Status: HANDLE, FORKED, ARGUMENT, BUSY (another thread is in this call; or
 * called from a callback of the engine, and nothing is ready), TIMEOUT (also:
 * the check is not closed, and all entries so far have their verdicts), END
 * (all verdicts were returned), CANCELLED (also: the engine was destroyed),
 * NO_MEMORY. After NO_MEMORY the call may be repeated. Since 0.2.
 */
int32_t hashlane_check_next(const struct hashlane_verdicts **out,
			    hashlane_check check, int64_t timeout_ms);

/*
 * Return the number of rows.
 *
 * verdicts  of hashlane_check_next; may be NULL: 0
 * Since 0.2.
 */
uint32_t hashlane_verdicts_get_count(const struct hashlane_verdicts *verdicts);

/* A digest of a row of verdicts. Since 0.2. */
struct hashlane_verdict_digest {
	struct hashlane_algorithm_spec spec; /* of `computed`, or else of the
					      * claim; id 0: unknown; see
					      * tag */
	int32_t fits;            /* 1: equal; 0: different; -1: not compared */
	uint32_t guessed;        /* 1: the algorithm follows from the length,
				  * or its parameter from the file's size */
	const char *tag;         /* as in the list, NUL-terminated; "" */
	const char *text;        /* the expected digest as in the list,
				  * NUL-terminated; "" for parts */
	const uint8_t *expected; /* NULL if it could not be decoded */
	const uint8_t *computed; /* NULL if there is none; of the digests of
				  * parts always */
	uint32_t expected_bytes; /* bytes at expected; 0: NULL */
	uint32_t computed_bytes; /* bytes at computed; 0: NULL */
};

/* A range of bytes that differ, by the digests of parts. Since 0.2. */
struct hashlane_verdict_range {
	uint64_t offset; /* first byte, from the file's beginning */
	uint64_t length; /* bytes, at least 1 */
	struct hashlane_algorithm_spec spec; /* whose digests differ */
};

/* Bits of hashlane_verdict_row.flags. Since 0.2. */
enum {
	/* Only `offset` and `length` of the file were compared. */
	HASHLANE_CHECKED_RANGE = 1,
	/* The row before is about the same file: both were read together. */
	HASHLANE_CHECKED_SAME_FILE = 2
};

/*
 * A row of verdicts. The pointers live as long as the verdicts. Since 0.2.
 */
struct hashlane_verdict_row {
	size_t struct_size;
	int32_t verdict;    /* HASHLANE_VERDICT_* */
	int32_t status;     /* of the file: HASHLANE_OK or a failure */
	int32_t os_error;   /* errno of the failure, or 0 */
	int32_t format;     /* HASHLANE_FORMAT_* of the line */
	uint32_t reading;   /* HASHLANE_READING_*; 0: the exact name */
	int32_t strength;   /* HASHLANE_STRENGTH_* of the best digest that
			       * fits */
	uint32_t list;      /* from 0, in the order of adding; -1: none, as of
			       * EXTRA */
	uint32_t flags;     /* HASHLANE_CHECKED_* */
	uint64_t line;      /* of the list, from 1; 0: none */
	uint64_t cookie;    /* of an entry that the caller added */
	const char *name;   /* as the list has it, NUL-terminated; of EXTRA
			       * the path; of MALFORMED "" */
	size_t name_bytes;  /* bytes at name, without the NUL */
	const char *path;   /* what was opened, NUL-terminated; of MOVED where
			       * the content is */
	size_t path_bytes;  /* bytes at path, without the NUL */
	const char *detail; /* more in English: what differs, a hint; "" */
	uint64_t size_expected; /* UINT64_MAX: not in the list */
	uint64_t size_found;    /* UINT64_MAX: unknown */
	uint64_t offset;        /* first byte that was compared, if
				 * HASHLANE_CHECKED_RANGE; else 0 */
	uint64_t length;        /* bytes from there on; else 0 */
	const struct hashlane_verdict_digest *digests; /* of the entry, in
							* its order; element i
							* begins at
							* i * digest_bytes */
	size_t digest_count; /* elements at digests */
	size_t digest_bytes; /* bytes from one element to the next */
	const struct hashlane_verdict_range *ranges; /* that differ, by the
						      * digests of parts;
						      * element i begins at
						      * i * range_bytes */
	size_t range_count; /* elements at ranges; 0: none is known */
	size_t range_bytes; /* bytes from one element to the next */
};

/*
 * Get a row.
 *
 * out  set struct_size before the call
 * row  0..count - 1
 * Status: ARGUMENT (NULL, row), ABI. Since 0.2.
 */
int32_t hashlane_verdicts_get_row(struct hashlane_verdict_row *out,
				  const struct hashlane_verdicts *verdicts,
				  uint32_t row);

/*
 * Return the column of verdicts: one HASHLANE_VERDICT_* for each row. It lives
 * as long as the verdicts. NULL for NULL.
 *
 * verdicts  of hashlane_check_next; may be NULL
 * Since 0.2.
 */
const int32_t *
hashlane_verdicts_get_column(const struct hashlane_verdicts *verdicts);

/*
 * Free verdicts.
 *
 * verdicts  of hashlane_check_next; may be NULL
 * Since 0.2.
 */
void hashlane_verdicts_destroy(const struct hashlane_verdicts *verdicts);

/* The state of a check. Since 0.2. */
struct hashlane_check_info {
	size_t struct_size;
	int32_t complete; /* 1: all verdicts were returned */
	int32_t verified; /* 1: complete, every list was read to its end and
			   * has an entry, and every entry is OK, or MISSING
			   * without a row by HASHLANE_CHECK_IGNORE_MISSING;
			   * at least one is OK, and no list has
			   * HASHLANE_READING_REFUTED */
	uint64_t counts[HASHLANE_MAX_VERDICTS]; /* rows returned, and MISSING
						 * without a row, by
						 * HASHLANE_VERDICT_* */
	uint64_t strengths[4];    /* OK entries by HASHLANE_STRENGTH_* */
	uint64_t entries;         /* entries of all lists, without malformed */
	uint64_t left_out;        /* entries that the rules left out */
	uint64_t unknown_digests; /* of unknown algorithms */
	uint64_t bytes_done;      /* bytes of files read */
	uint64_t bytes_total; /* of all files to read; 0: unknown, since the
			       * lists are not yet read to their ends */
	uint64_t finished;    /* entries and files of `extra` that wait for no
			    * read, with a row or not yet */
};

/*
 * Get the state of a check.
 *
 * out  set struct_size before the call
 * Status: HANDLE, FORKED, ARGUMENT (NULL), ABI. Since 0.2.
 */
int32_t hashlane_check_get_info(struct hashlane_check_info *out,
				hashlane_check check);

/*
 * Get the algorithms by which entries were verified: of each OK entry the
 * strongest.
 *
 * specs  `capacity` elements; may be NULL when capacity is 0
 * count  written: how many there are, also if they do not fit
 * Status: HANDLE, FORKED, ARGUMENT, BUFFER (capacity). Since 0.2.
 */
int32_t hashlane_check_get_specs(struct hashlane_algorithm_spec *specs,
				 size_t capacity, size_t *count,
				 hashlane_check check);

/* What a check knows of one of its lists. Since 0.2. */
struct hashlane_check_list {
	size_t struct_size;
	const char *name;   /* lives as long as the check; "" */
	int32_t format;     /* HASHLANE_FORMAT_* */
	uint32_t flags;     /* HASHLANE_LIST_SIGNED, _GUESSED and so on */
	int32_t status;     /* HASHLANE_OK, or why it was not read to its
			       * end */
	int32_t os_error;   /* errno of that, or 0 */
	int32_t complete;   /* 1: its last verdict was returned */
	uint32_t readings;  /* HASHLANE_READING_* that were used */
	uint64_t entries;   /* read so far, without malformed lines */
	uint64_t malformed; /* malformed lines read so far */
	struct hashlane_algorithm_spec guessed; /* settled for bare digests of
						 * the last length; id 0: no
						 * guess */
};

/*
 * Get what is known of one of the lists.
 *
 * out   set struct_size before the call; its texts live as long as the check
 * list  its number, from 0, in the order of adding
 * Status: HANDLE, FORKED, ARGUMENT (NULL), ABI, NOT_FOUND (list). Since 0.2.
 */
int32_t hashlane_check_get_list(struct hashlane_check_list *out,
				hashlane_check check, uint32_t list);

/*
 * Cancel a check: hashlane_check_next returns the verdicts of entries whose
 * files were read, also behind others that were not, and then CANCELLED. Any
 * thread and any callback may call this function.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_check_cancel(hashlane_check check);

/*
 * Cancel a check and destroy it. The call never waits: a call of another thread
 * on the check ends soon, with CANCELLED. Verdicts stay valid.
 *
 * Status: HANDLE, FORKED. Since 0.2.
 */
int32_t hashlane_check_destroy(hashlane_check check);

/* ---- Selections of files --------------------------------------------------- */

/*
 * Find out whether the patterns of a walk take a file of this name: whether it,
 * or a directory that it is below, is excluded, and whether it is included. No
 * file is looked at, so that the same patterns can select entries of a list and
 * files that no longer exist.
 *
 * out      written on success: 1, the walk would take such a file; 0, it would
 *          leave it out
 * options  may be NULL: all are taken. Of its flags, HASHLANE_WALK_NO_HIDDEN
 *          counts; `base` does not
 * path     below the start of the walk, NUL-terminated, as "photos/a.jpg"
 * error    may be NULL
 * Status: ARGUMENT (a pattern, flags, NULL), ABI, NO_MEMORY. Since 0.2.
 */
int32_t hashlane_walk_match(int32_t *out,
			    const struct hashlane_walk_options *options,
			    const char *path, struct hashlane_error *error);

/* ---- Duplicates ------------------------------------------------------------ */

/*
 * A search for identical files: files in, groups out. The search reads nothing:
 * the caller adds the files that a walk finds, hashes the files of each pass by
 * a job of its own, and gives the digests to the search. Files of equal size
 * are compared by their first 64 KiB, and then by the digest of the whole. The
 * value is a checked handle; 0 is never valid. Any thread may use it, one at a
 * time. Since 0.2.
 */
typedef uint64_t hashlane_dupes;

/* Bits of hashlane_dupes_options.flags. Since 0.2. */
enum {
	/*
	 * A group has all names of each of its files. Without this bit it has
	 * one name of each file, the first that was added: other hard links are
	 * left out.
	 */
	HASHLANE_DUPES_LINKS = 1
};

/* Which files are compared, and how. Since 0.2. */
struct hashlane_dupes_options {
	size_t struct_size;
	struct hashlane_algorithm_spec spec; /* of the digests of whole files;
					      * id 0: BLAKE3 */
	uint32_t flags;                      /* HASHLANE_DUPES_* */
	uint32_t reserved;                   /* must be 0 */
	uint64_t min_bytes;                  /* smaller files are left out */
	uint64_t max_bytes;                  /* and larger ones; 0: none */
	int64_t min_mtime_ns; /* and older ones, since 1970; 0: none */
	int64_t max_mtime_ns; /* and newer ones, since 1970; 0: none */
};

/* What a pass hashes. Since 0.2. */
struct hashlane_dupes_pass {
	size_t struct_size;
	struct hashlane_algorithm_spec spec; /* the one algorithm of its job */
	uint64_t length; /* bytes of each file, from its start; 0: the whole */
	uint64_t files;  /* how many are hashed */
	uint64_t bytes;  /* how many bytes that is in all */
};

/* A name of a file in a group. Since 0.2. */
struct hashlane_dupes_name {
	const char *path;  /* as it was added, NUL-terminated */
	size_t path_bytes; /* bytes at path, without the NUL */
	uint64_t file;     /* of the group's files, from 0: hard links of one
			    * file have its number */
};

/* A group of identical files. Since 0.2. */
struct hashlane_dupes_group {
	size_t struct_size;
	uint64_t size_bytes;   /* of each file */
	uint64_t files;        /* different files, at least 2 */
	const uint8_t *digest; /* of each file, by the algorithm of the
				* options */
	size_t digest_bytes;   /* bytes at digest */
	const struct hashlane_dupes_name *names; /* in the order of adding */
	size_t name_count;                       /* elements at names */
	size_t name_bytes; /* sizeof(struct hashlane_dupes_name) */
};

/* What a search has found. Since 0.2. */
struct hashlane_dupes_info {
	size_t struct_size;
	uint64_t added;  /* files that were added and not left out; hard
			    * links count */
	uint64_t failed; /* files without a digest, or with another size
			    * than before */
	uint64_t groups; /* 0 until the last pass has ended */
	uint64_t files;  /* different files in all groups */
	uint64_t names;  /* names in all groups */
	uint64_t duplicate_bytes; /* bytes of all files of a group but one */
};

/*
 * Begin a search.
 *
 * out      written on success; end it with hashlane_dupes_destroy
 * options  copied; may be NULL
 * error    may be NULL
 * Status: ARGUMENT (flags), ABI, ALGORITHM, NO_MEMORY. Since 0.2.
 */
int32_t hashlane_dupes_create(hashlane_dupes *out,
			      const struct hashlane_dupes_options *options,
			      struct hashlane_error *error);

/*
 * Add files that a walk has found. Entries that are no files, or that have a
 * status, are passed over. If a path is added twice, or is another hard link,
 * the file counts once. On a failure, no entry is added.
 *
 * path         the start of the walk, NUL-terminated: an entry with this path
 *              may be a symbolic link, others are not followed
 * entries      count elements; their paths are copied
 * entry_bytes  sizeof(struct hashlane_walk_entry) of the caller's header
 * Status: HANDLE, FORKED, BUSY (a pass has begun; or another thread is in a
 * call on this search), ARGUMENT, ABI (entry_bytes), NO_MEMORY. Since 0.2.
 */
int32_t hashlane_dupes_add(hashlane_dupes dupes, const char *path,
			   const struct hashlane_walk_entry *entries,
			   size_t entry_bytes, size_t count);

/*
 * End the pass before, and begin the next one. There are two; each may have no
 * files. Files of the ended pass without a digest are left out as failed.
 *
 * out  set struct_size before the call; written on success
 * Status: HANDLE, FORKED, BUSY (another thread is in a call on this search),
 * ARGUMENT (NULL), ABI, NO_MEMORY (the call may be repeated), END (there are no
 * more passes: the groups are complete). Since 0.2.
 */
int32_t hashlane_dupes_begin_pass(struct hashlane_dupes_pass *out,
				  hashlane_dupes dupes);

/*
 * Get the next files of a pass as inputs of a job: paths, with the device and
 * inode that they had, the length of the pass, and a cookie. They come in the
 * order of adding.
 *
 * inputs       written on success; the paths live until the next
 *              hashlane_dupes_begin_pass or the search's end
 * input_bytes  sizeof(struct hashlane_input) of the caller's header; if it
 *              exceeds what the library knows, the excess of each element is
 *              zeroed
 * capacity     elements at inputs, at least 1
 * count        written on success: number of inputs; 0: the pass has no more
 * Status: HANDLE, FORKED, BUSY (another thread is in a call on this search),
 * ARGUMENT, ABI (input_bytes). Since 0.2.
 */
int32_t hashlane_dupes_get_inputs(hashlane_dupes dupes,
				  struct hashlane_input *inputs,
				  size_t input_bytes, size_t capacity,
				  size_t *count);

/*
 * Give the result of a file of this pass to the search: what the row of its job
 * says. A second result of a file replaces the first.
 *
 * cookie        of the input
 * status        of the row; if it is not OK, the file is left out
 * size_bytes    of the row: the bytes that were hashed
 * digest        may be NULL when digest_bytes is 0: then the file is left out
 * digest_bytes  those of the algorithm of the pass, or 0
 * Status: HANDLE, FORKED, BUSY (another thread is in a call on this search),
 * ARGUMENT (no file of the pass has the cookie; digest_bytes), CHANGED (the
 * size is not that of the walk: the file is left out). Since 0.2.
 */
int32_t hashlane_dupes_settle(hashlane_dupes dupes, uint64_t cookie,
			      int32_t status, uint64_t size_bytes,
			      const uint8_t *digest, size_t digest_bytes);

/*
 * Get a group of identical files.
 *
 * out    set struct_size before the call; its pointers live until the search's
 *        end
 * group  from 0; groups are in the order of their first names
 * Status: HANDLE, FORKED, BUSY (another thread is in a call on this search),
 * ARGUMENT (NULL), ABI, NOT_FOUND (there are fewer groups, or the last pass has
 * not ended). Since 0.2.
 */
int32_t hashlane_dupes_get_group(struct hashlane_dupes_group *out,
				 hashlane_dupes dupes, uint64_t group);

/*
 * Get the numbers of a search.
 *
 * out  set struct_size before the call
 * Status: HANDLE, FORKED, BUSY (another thread is in a call on this search),
 * ARGUMENT (NULL), ABI. Since 0.2.
 */
int32_t hashlane_dupes_get_info(struct hashlane_dupes_info *out,
				hashlane_dupes dupes);

/*
 * End a search. What its groups point to ends with it.
 *
 * Status: HANDLE, FORKED, BUSY (another thread is in a call on this search).
 * Since 0.2.
 */
int32_t hashlane_dupes_destroy(hashlane_dupes dupes);

/* Up to here. */

/* clang-format off */

/*
 * The initial value of a struct with a struct_size: the size is set, and all
 * other fields are zero. In C and C++:
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
 * Event i of the events that a hashlane_event_fn or hashlane_listener_poll
 * receives. Since 0.2.
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

/* HASHLANE_INIT in C++. */
template <typename type> inline type hashlane_init()
{
	type made = type();

	made.struct_size = sizeof(type);
	return made;
}
#endif

#endif
