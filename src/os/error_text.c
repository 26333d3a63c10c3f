/* SPDX-License-Identifier: MIT */
/* error_text.c - what the operating system's error codes mean. */
#include "error_text.h"

#include "../../include/hashlane.h"
#include "../base/status.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

/*
 * Those that opening, reading and walking give. strerror has them all, but in
 * the language and the encoding of the process, and its safe form differs from
 * system to system.
 */
static const struct code {
	int code;
	const char *text;
} codes[] = {
	{ EPERM, "EPERM: operation not permitted" },
	{ ENOENT, "ENOENT: no such file or directory" },
	{ EINTR, "EINTR: interrupted" },
	{ EIO, "EIO: input/output error" },
	{ ENXIO, "ENXIO: no such device or address" },
	{ EBADF, "EBADF: not an open file" },
	{ EAGAIN, "EAGAIN: would have to wait" },
	{ ENOMEM, "ENOMEM: out of memory" },
	{ EACCES, "EACCES: permission denied" },
	{ EFAULT, "EFAULT: bad address" },
	{ EBUSY, "EBUSY: device or resource busy" },
	{ ENODEV, "ENODEV: no such device" },
	{ ENOTDIR, "ENOTDIR: not a directory" },
	{ EISDIR, "EISDIR: is a directory" },
	{ EINVAL, "EINVAL: invalid argument" },
	{ ENFILE, "ENFILE: too many open files in the system" },
	{ EMFILE, "EMFILE: too many open files" },
	{ EFBIG, "EFBIG: file too large" },
	{ ENOSPC, "ENOSPC: no space left on the device" },
	{ ESPIPE, "ESPIPE: cannot seek" },
	{ EPIPE, "EPIPE: broken pipe" },
	{ ENAMETOOLONG, "ENAMETOOLONG: name too long" },
	{ ENOSYS, "ENOSYS: not implemented" },
	{ ENOEXEC, "ENOEXEC: exec format error" },
	{ ELOOP, "ELOOP: too many symbolic links" },
	{ EOVERFLOW, "EOVERFLOW: value too large" },
	{ EILSEQ, "EILSEQ: invalid name" },
	{ ETIMEDOUT, "ETIMEDOUT: timed out" },
	{ ECONNRESET, "ECONNRESET: connection reset" },
	{ ENOTCONN, "ENOTCONN: not connected" },
	{ EHOSTUNREACH, "EHOSTUNREACH: host unreachable" },
	{ ENOTSUP, "ENOTSUP: not supported" },
	{ ECANCELED, "ECANCELED: cancelled" },
#ifdef ESTALE
	{ ESTALE, "ESTALE: stale file handle" },
#endif
#ifdef EREMOTEIO
	{ EREMOTEIO, "EREMOTEIO: remote input/output error" },
#endif
#ifdef EUCLEAN
	{ EUCLEAN, "EUCLEAN: file system is damaged" },
#endif
#ifdef ENODATA
	{ ENODATA, "ENODATA: no data" },
#endif
#ifdef ENOMEDIUM
	{ ENOMEDIUM, "ENOMEDIUM: no medium" },
#endif
#ifdef EKEYEXPIRED
	{ ENOKEY, "ENOKEY: key is missing" },
	{ EKEYEXPIRED, "EKEYEXPIRED: key has expired" },
#endif
};

const char *hln_error_text_of_os(char number[HLN_OS_ERROR_TEXT_MAX],
				 int32_t code)
{
	static const char word[] = "error ";
	uint32_t rest = code < 0 ? 0 - (uint32_t)code : (uint32_t)code;
	char *at = number + HLN_OS_ERROR_TEXT_MAX - 1;

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (codes[i].code == code)
			return codes[i].text;
	*at = 0;
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (code < 0)
		*--at = '-';
	at -= sizeof(word) - 1;
	memcpy(at, word, sizeof(word) - 1);
	return at;
}

static size_t append(char *out, size_t at, const char *text, size_t bytes)
{
	if (bytes > HLN_FAILURE_TEXT_MAX - at)
		bytes = HLN_FAILURE_TEXT_MAX - at;
	memcpy(out + at, text, bytes);
	return at + bytes;
}

size_t hln_error_text_of_failure(char out[HLN_FAILURE_TEXT_MAX],
				 int32_t status, int32_t os_error)
{
	char number[HLN_OS_ERROR_TEXT_MAX];
	const char *text = hln_status_text(status), *code, *reason;
	size_t bytes, code_bytes;

	if (!os_error)
		return append(out, 0, text, strlen(text));
	code = hln_error_text_of_os(number, os_error);
	reason = strchr(code, ':');
	code_bytes = reason ? (size_t)(reason - code) : strlen(code);
	if (reason && status == HASHLANE_IO)
		text = reason + 2;
	bytes = append(out, 0, text, strlen(text));
	bytes = append(out, bytes, " (", 2);
	if (reason && strcmp(reason + 2, text) != 0)
		code_bytes = strlen(code);
	bytes = append(out, bytes, code, code_bytes);
	return append(out, bytes, ")", 1);
}
