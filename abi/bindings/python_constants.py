# SPDX-License-Identifier: MIT
"""Constants of the C header; written by tools/abi_generate.py from include/hashlane.h."""
VERSION_MAJOR = 0
VERSION_MINOR = 1
VERSION_PATCH = 0
VERSION = "0.1.0"
ABI_VERSION = 1

# Status codes are permanent.
OK = 0
ARGUMENT = 1
HANDLE = 2
ABI = 3
NO_MEMORY = 4
NOT_FOUND = 5
ACCESS = 6
NOT_REGULAR = 7
IO = 8
CHANGED = 9
CANCELLED = 10
TIMEOUT = 11
BUSY = 12
FORKED = 13
BUFFER = 14
UNSUPPORTED = 15
ALGORITHM = 16
UTF8 = 17
FORMAT = 18

# Algorithm ids are permanent; 0 is never one.
HASH_CRC32 = 1
HASH_CRC32C = 2
HASH_CRC64NVME = 3
HASH_MD4 = 4
HASH_MD5 = 5
HASH_SHA1 = 6
HASH_SHA224 = 7
HASH_SHA256 = 8
HASH_SHA384 = 9
HASH_SHA512 = 10
HASH_SHA512_256 = 11
HASH_SHA3_224 = 12
HASH_SHA3_256 = 13
HASH_SHA3_384 = 14
HASH_SHA3_512 = 15
HASH_BLAKE2B = 16
HASH_BLAKE2S = 17
HASH_BLAKE3 = 18
HASH_XXH64 = 19
HASH_XXH3_64 = 20
HASH_XXH3_128 = 21
HASH_TIGER = 22
HASH_TTH = 23
HASH_ED2K = 24
HASH_ED2K_BLUE = 25
HASH_AICH = 26
HASH_BT2_PIECES_ROOT = 27
HASH_S3_ETAG = 28
HASH_DROPBOX = 29
HASH_GLACIER = 30
HASH_QUICKXOR = 31
HASH_GIT_BLOB = 32
HASH_GIT_BLOB_SHA256 = 33
HASH_SWHID = 34
HASH_OCI = 35
HASH_FS_VERITY = 36

# Limits that hold for every algorithm, present and future.
DIGEST_BYTES_MAX = 64
TEXT_BYTES_MAX = 256
ALGORITHMS_MAX = 64

# Text forms of a digest.
TEXT_CANONICAL = 0
TEXT_HEX = 1
TEXT_BASE32 = 2
TEXT_BASE64 = 3

# Bits of hashlane_algorithm_info.flags.
INFO_SECURE = 1
INFO_PARAM = 2
INFO_NEEDS_SIZE = 4
INFO_NO_EMPTY = 8

# Instruction sets by name.
ISA_AUTO = 0
ISA_SCALAR = 1
ISA_SSE2 = 2
ISA_SSSE3 = 3
ISA_AVX2 = 4
ISA_AVX512 = 5
ISA_NEON = 6

# What is written for each message of a batch.
OUTPUT_BINARY = 0
OUTPUT_HEX = 1
OUTPUT_INTEGER = 2

# hashlane_column.layout: how a column of byte strings lies in memory (Apache Arrow).
COLUMN_OFFSETS32 = 1
COLUMN_OFFSETS64 = 2
COLUMN_VIEWS = 3

# Bits of hashlane_hasher_options.flags.
HASHER_SIZE_KNOWN = 1

# Pressure: use of a limit, below 50, 75, 90 % and above.
PRESSURE_NORMAL = 0
PRESSURE_ELEVATED = 1
PRESSURE_HIGH = 2
PRESSURE_CRITICAL = 3

# Bits of hashlane_memory_options.flags.
MEMORY_WIPE = 1

# Limit: size classes of the pool.
MEMORY_CLASSES = 6

# hashlane_results_column.kind: what a column holds.
COLUMN_INDEX = 1
COLUMN_SIZE = 2
COLUMN_STATUS = 3
COLUMN_OS_ERROR = 4
COLUMN_MTIME = 5
COLUMN_ERROR_OFFSET = 6
COLUMN_PATH = 7
COLUMN_MESSAGE = 8
COLUMN_DIGEST = 9
COLUMN_HEX = 10
COLUMN_PARTS = 11

# Limit: rows of a block.
SEGMENT_ROWS = 4096

# hashlane_input.kind.
INPUT_PATH = 1
INPUT_DESCRIPTOR = 2
INPUT_MEMORY = 3

# Order of the results.
ORDER_DEFAULT = 0
ORDER_INPUT = 1
ORDER_COMPLETION = 2

# Bits of hashlane_job_options.flags.
JOB_STREAM = 1
JOB_OPEN = 2
JOB_HEX = 4
JOB_PARTS = 8
JOB_SEQUENTIAL = 16
JOB_DROP_CACHE = 32
JOB_LINKS_ONCE = 64

# Bits of hashlane_walk_options.flags.
WALK_FOLLOW = 1
WALK_NO_HIDDEN = 2
WALK_ONE_FILE_SYSTEM = 4

# Kinds of an event, and bits of hashlane_job_options.events and hashlane_listener_options.events.
EVENT_PROGRESS = 1
EVENT_FILE = 2
EVENT_ERROR = 4
EVENT_MEMORY = 8
EVENT_DONE = 16
EVENT_LOST = 32

# hashlane_progress.state: states of a job.
JOB_RUNNING = 0
JOB_DONE = 1
JOB_CANCELLED = 2
JOB_FAILED = 3
