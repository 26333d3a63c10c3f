/* SPDX-License-Identifier: MIT */
/* ffi_empty.c - calls that do nothing, there and back: the floor. */
#include "ffi_empty.h"

int hashlane_bench_empty(void)
{
	return 0;
}

void hashlane_bench_call(void (*function)(void *), void *context, size_t times)
{
	for (size_t i = 0; i < times; i++)
		function(context);
}
