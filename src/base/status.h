/* SPDX-License-Identifier: MIT */
/* status.h - names, texts and hints of the status codes. */
#ifndef HLN_STATUS_H
#define HLN_STATUS_H

#include <stdint.h>

/* X(name, text, hint) for each code, in the order of the codes from 0. */
#define HLN_STATUSES(X)                                                       \
	X(OK, "success", "nothing to do")                                     \
	X(ARGUMENT, "invalid argument",                                       \
	  "check the arguments against the function's documentation")         \
	X(HANDLE, "invalid handle",                                           \
	  "use a handle that was created and not yet destroyed")              \
	X(ABI, "incompatible interface version",                              \
	  "set struct_size, and use the header of the loaded library")        \
	X(NO_MEMORY, "out of memory", "free memory or raise the limit")       \
	X(NOT_FOUND, "no such file or directory", "check the name")           \
	X(ACCESS, "permission denied",                                        \
	  "grant the program permission to read the file")                    \
	X(NOT_REGULAR, "not a regular file",                                  \
	  "pass a regular file; walk a directory to hash its files")          \
	X(IO, "input/output error",                                           \
	  "os_error has the reason: a limit of the system, or the device")    \
	X(CHANGED, "file changed while it was read",                          \
	  "hash the file again when nothing writes to it")                    \
	X(CANCELLED, "cancelled", "start the work again")                     \
	X(TIMEOUT, "timed out", "wait longer")                                \
	X(BUSY, "in use", "another call, callback or read must return first") \
	X(FORKED, "made before fork", "create a new one in the child")        \
	X(BUFFER, "buffer too small",                                         \
	  "pass a buffer of the size that the call reports")                  \
	X(UNSUPPORTED, "not supported here",                                  \
	  "see the function's documentation for its requirements")            \
	X(ALGORITHM, "unknown algorithm",                                     \
	  "pick one that hashlane_algorithm_get_at lists")                    \
	X(UTF8, "not valid UTF-8", "convert the text to UTF-8")               \
	X(FORMAT, "malformed text or bytes",                                  \
	  "check them against the expected form")                             \
	X(MISMATCH, "digest does not match",                                  \
	  "the data differs from the expected digest; fetch it again")        \
	X(END, "no more", "nothing to do: everything was returned")

/* The number of codes. The codes have no gaps. */
enum {
#define HLN_STATUS_ONE(name, text, hint) HLN_STATUS_PLACE_##name,
	HLN_STATUSES(HLN_STATUS_ONE)
#undef HLN_STATUS_ONE
		HLN_STATUS_COUNT
};

/* Each function returns "unknown" for a code that does not exist. */
const char *hln_status_name(int32_t status);
const char *hln_status_text(int32_t status);
const char *hln_status_hint(int32_t status);

#endif
