/* SPDX-License-Identifier: MIT */
/* posix_pages.c - pages by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#endif
#include "pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

size_t hln_page_bytes(void)
{
	long bytes = sysconf(_SC_PAGESIZE);

	return bytes > 0 ? (size_t)bytes : 4096;
}

static void *map(size_t bytes)
{
	void *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return pages == MAP_FAILED ? NULL : pages;
}

void *hln_pages_reserve(size_t bytes, size_t alignment)
{
	char *pages = map(bytes);
	size_t before;

	if (!pages || !((uintptr_t)pages & (alignment - 1)))
		return pages;
	munmap(pages, bytes);
	if (bytes > PTRDIFF_MAX - alignment)
		return NULL;
	pages = map(bytes + alignment);
	if (!pages)
		return NULL;
	before = (size_t)(-(uintptr_t)pages & (alignment - 1));
	if (before)
		munmap(pages, before);
	if (alignment > before)
		munmap(pages + before + bytes, alignment - before);
	return pages + before;
}

void hln_pages_release(void *pages, size_t bytes)
{
	munmap(pages, bytes);
}

bool hln_pages_forget(void *pages, size_t bytes)
{
#if defined(__linux__)
	/* MADV_FREE would keep the resident set as it is for long. */
	return !madvise(pages, bytes, MADV_DONTNEED);
#else
	return !madvise(pages, bytes, MADV_FREE);
#endif
}
#else
/* ISO C wants something here. */
typedef int hln_no_posix_pages;
#endif
