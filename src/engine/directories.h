/* SPDX-License-Identifier: MIT */
/*
 * directories.h - directories of walks that are open as long as descriptors
 * are plenty.
 */
#ifndef HLN_DIRECTORIES_H
#define HLN_DIRECTORIES_H

#include "../os/thread.h"

struct hln_identity;

/*
 * A directory whose files are opened; counted, for they are opened long after
 * the walk has left it. Any thread may hold and release it.
 */
struct hln_directory;

/* All of an engine's. */
struct hln_directories {
	hln_lock lock;
	struct hln_directory *first;
};

bool hln_directories_create(struct hln_directories *all);
void hln_directories_destroy(struct hln_directories *all);
/* Close all that no thread is in; the next to enter one opens it again. */
void hln_directories_close(struct hln_directories *all);

/*
 * One that is open, held and entered; NULL: no memory, and it is closed. Its
 * path is below `base`, which stays open as long as it; -1: the current one.
 */
struct hln_directory *
hln_directory_create(struct hln_directories *all, int descriptor, int base,
		     const struct hln_identity *identity);
void hln_directory_hold(struct hln_directory *directory);
/* NULL is fine. */
void hln_directory_release(struct hln_directory *directory);
/* The same so many times, in one write to its cache line. */
void hln_directory_hold_times(struct hln_directory *directory, size_t times);
void hln_directory_release_times(struct hln_directory *directory,
				 size_t times);

/*
 * Its descriptor, which stays open until hln_directory_leave. The first bytes
 * of `path`, with the '/', are the directory's, by which it is opened again if
 * it was closed: ESTALE if another directory is there now. 0 or an errno.
 */
int hln_directory_enter(struct hln_directory *directory, int *descriptor,
			char *path, size_t path_bytes);
void hln_directory_leave(struct hln_directory *directory);

/*
 * The directory that a thread stays in while it opens files one after the
 * other: they mostly lie in one, and every thread that enters or leaves it
 * writes to the same cache line. Zeroed, it is in none.
 */
struct hln_directory_visit {
	struct hln_directory *directory; /* entered and held */
	size_t holds; /* that are released with it, its own included */
	int descriptor;
};

/* Be in `directory`, as hln_directory_enter says, and in no other. */
int hln_directory_visit(struct hln_directory_visit *visit,
			struct hln_directory *directory, char *path,
			size_t path_bytes);
/* hln_directory_release, at the end of the visit if it is this directory. */
void hln_directory_visit_release(struct hln_directory_visit *visit,
				 struct hln_directory *directory);
void hln_directory_visit_end(struct hln_directory_visit *visit);

/* The number of the device that it is on. */
uint64_t hln_directory_device(const struct hln_directory *directory);

#endif
