/* SPDX-License-Identifier: MIT */
/* ffi_empty.c - a call that does nothing: the floor. */
#include "ffi_empty.h"

int hashlane_bench_empty(void)
{
	return 0;
}
