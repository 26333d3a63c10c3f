/* SPDX-License-Identifier: MIT */
/* posix_pages.c - pages by POSIX calls. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#if defined(__APPLE__)
#define _DARWIN_C_SOURCE
#endif
#include "pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

size_t hln_page_bytes(void)
{
	long bytes = sysconf(_SC_PAGESIZE);

	return bytes > 0 ? (size_t)bytes : 4096;
}

static uint64_t limit_of(int resource)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) || limit.rlim_cur == RLIM_INFINITY)
		return UINT64_MAX;
	return limit.rlim_cur;
}

/*
 * What counts toward the two limits, in bytes. "size resident shared text lib
 * data dirty" in pages; data includes the main stack, which the limit does not
 * count. Where the file cannot be read, half of the limits.
 */
static void find_used(uint64_t *data, uint64_t *all)
{
	uint64_t numbers[6] = { 0 };
	char text[160] = { 0 }, *at = text;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	if (fd >= 0) {
		n = read(fd, text, sizeof(text) - 1);
		close(fd);
	}
	if (n <= 0) {
		*data /= 2;
		*all /= 2;
		return;
	}
	for (size_t i = 0; i < 6; i++)
		numbers[i] = strtoull(at, &at, 10);
	*data = numbers[5] * hln_page_bytes();
	*all = numbers[0] * hln_page_bytes();
}

uint64_t hln_pages_room(void)
{
	uint64_t data_limit = limit_of(RLIMIT_DATA);
	uint64_t all_limit = limit_of(RLIMIT_AS);
	uint64_t data = data_limit, all = all_limit;
	int before = errno;

	if (data_limit == UINT64_MAX && all_limit == UINT64_MAX)
		return UINT64_MAX;
	find_used(&data, &all);
	errno = before;
	data = data_limit == UINT64_MAX ? UINT64_MAX :
	       data_limit > data        ? data_limit - data :
					  0;
	all = all_limit == UINT64_MAX ? UINT64_MAX :
	      all_limit > all         ? all_limit - all :
					0;
	return data < all ? data : all;
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
