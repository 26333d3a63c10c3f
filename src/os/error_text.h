/* SPDX-License-Identifier: MIT */
/* error_text.h - what the operating system's error codes mean. */
#ifndef HLN_ERROR_TEXT_H
#define HLN_ERROR_TEXT_H

#include <stddef.h>
#include <stdint.h>

enum { HLN_OS_ERROR_TEXT_MAX = 24, HLN_FAILURE_TEXT_MAX = 128 };

/*
 * "EMFILE: too many open files", the same in every locale; a code that is not
 * known becomes "error 123" in `number`.
 */
const char *hln_error_text_of_os(char number[HLN_OS_ERROR_TEXT_MAX],
				 int32_t code);

/*
 * Why a file failed, without a NUL; returns the length. Each reason is said
 * once: "permission denied (EACCES)", as the system's and the status's text
 * are the same; "too many open files (EMFILE)", where the status only says
 * that the system failed; else both, "not a regular file (ENXIO: no such
 * device or address)".
 */
size_t hln_error_text_of_failure(char out[HLN_FAILURE_TEXT_MAX],
				 int32_t status, int32_t os_error);

#endif
