/* SPDX-License-Identifier: MIT */
/* error_text.h - what the operating system's error codes mean. */
#ifndef HLN_ERROR_TEXT_H
#define HLN_ERROR_TEXT_H

#include <stdint.h>

enum { HLN_OS_ERROR_TEXT_MAX = 24 };

/*
 * "EMFILE: too many open files", the same in every locale; a code that is not
 * known becomes "error 123" in `number`.
 */
const char *hln_os_error_text(char number[HLN_OS_ERROR_TEXT_MAX],
			      int32_t code);

#endif
