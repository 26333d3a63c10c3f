/* SPDX-License-Identifier: MIT */
/* directories.c - directories that are closed where descriptors are few. */
#include "directories.h"

#include "../os/directory.h"
#include "../os/file.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { CLOSED = -1 };

struct hln_directory {
	atomic_size_t holders;
	/* Threads that use the descriptor, or CLOSED. */
	atomic_int users;
	int descriptor, base;
	struct hln_identity identity;
	struct hln_directories *all;
	struct hln_directory *next, **link; /* under the lock */
};

bool hln_directories_create(struct hln_directories *all)
{
	all->first = NULL;
	return hln_lock_create(&all->lock);
}

void hln_directories_destroy(struct hln_directories *all)
{
	hln_lock_destroy(&all->lock);
}

void hln_directories_close(struct hln_directories *all)
{
	hln_lock_take(&all->lock);
	for (struct hln_directory *directory = all->first; directory;
	     directory = directory->next) {
		int none = 0;

		if (atomic_compare_exchange_strong(&directory->users, &none,
						   CLOSED))
			hln_file_close(directory->descriptor);
	}
	hln_lock_give(&all->lock);
}

struct hln_directory *hln_directory_create(struct hln_directories *all,
					   int descriptor, int base,
					   const struct hln_identity *identity)
{
	struct hln_directory *directory = malloc(sizeof(*directory));

	if (!directory) {
		hln_file_close(descriptor);
		return NULL;
	}
	atomic_init(&directory->holders, 1);
	atomic_init(&directory->users, 1);
	directory->descriptor = descriptor;
	directory->base = base;
	directory->identity = *identity;
	directory->all = all;
	hln_lock_take(&all->lock);
	directory->next = all->first;
	directory->link = &all->first;
	if (directory->next)
		directory->next->link = &directory->next;
	all->first = directory;
	hln_lock_give(&all->lock);
	return directory;
}

void hln_directory_hold_times(struct hln_directory *directory, size_t times)
{
	atomic_fetch_add_explicit(&directory->holders, times,
				  memory_order_relaxed);
}

void hln_directory_hold(struct hln_directory *directory)
{
	hln_directory_hold_times(directory, 1);
}

void hln_directory_release_times(struct hln_directory *directory, size_t times)
{
	struct hln_directories *all;

	if (!directory ||
	    atomic_fetch_sub_explicit(&directory->holders, times,
				      memory_order_acq_rel) != times)
		return;
	all = directory->all;
	hln_lock_take(&all->lock);
	*directory->link = directory->next;
	if (directory->next)
		directory->next->link = directory->link;
	hln_lock_give(&all->lock);
	if (atomic_load(&directory->users) != CLOSED)
		hln_file_close(directory->descriptor);
	free(directory);
}

void hln_directory_release(struct hln_directory *directory)
{
	hln_directory_release_times(directory, 1);
}

/* Once more, by its path. */
static int open_again(const struct hln_directory *directory, int *descriptor,
		      char *path, size_t path_bytes)
{
	struct hln_identity identity;
	char held = path[path_bytes];
	int error;

	path[path_bytes] = 0;
	error = hln_file_open_at(descriptor, directory->base, path, true);
	path[path_bytes] = held;
	if (error)
		return error;
	error = hln_listing_identity(&identity, *descriptor);
	if (!error && (identity.inode != directory->identity.inode ||
		       identity.device != directory->identity.device))
		error = ESTALE;
	if (error)
		hln_file_close(*descriptor);
	return error;
}

/* Use a descriptor that is there; false: it is closed. */
static bool use(struct hln_directory *directory)
{
	int users = atomic_load(&directory->users);

	while (users != CLOSED)
		if (atomic_compare_exchange_weak(&directory->users, &users,
						 users + 1))
			return true;
	return false;
}

int hln_directory_enter(struct hln_directory *directory, int *descriptor,
			char *path, size_t path_bytes)
{
	while (!use(directory)) {
		bool mine;
		int fresh, error = open_again(directory, &fresh, path,
					      path_bytes);

		if (error)
			return error;
		hln_lock_take(&directory->all->lock);
		mine = atomic_load(&directory->users) == CLOSED;
		if (mine) {
			directory->descriptor = fresh;
			atomic_store(&directory->users, 1);
		}
		hln_lock_give(&directory->all->lock);
		if (mine)
			break;
		hln_file_close(fresh);
	}
	*descriptor = directory->descriptor;
	return 0;
}

void hln_directory_leave(struct hln_directory *directory)
{
	atomic_fetch_sub(&directory->users, 1);
}

int hln_directory_visit(struct hln_directory_visit *visit,
			struct hln_directory *directory, char *path,
			size_t path_bytes)
{
	int error;

	if (visit->directory == directory)
		return 0;
	hln_directory_visit_end(visit);
	error = hln_directory_enter(directory, &visit->descriptor, path,
				    path_bytes);
	if (error)
		return error;
	hln_directory_hold(directory);
	visit->directory = directory;
	visit->holds = 1;
	return 0;
}

void hln_directory_visit_release(struct hln_directory_visit *visit,
				 struct hln_directory *directory)
{
	if (directory && directory == visit->directory)
		visit->holds++;
	else
		hln_directory_release(directory);
}

void hln_directory_visit_end(struct hln_directory_visit *visit)
{
	if (!visit->directory)
		return;
	hln_directory_leave(visit->directory);
	hln_directory_release_times(visit->directory, visit->holds);
	visit->directory = NULL;
}

uint64_t hln_directory_device(const struct hln_directory *directory)
{
	return directory->identity.device;
}
