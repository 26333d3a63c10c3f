/* SPDX-License-Identifier: MIT */
/*
 * test_walk_faults.c - walks where things go wrong: paths that are too long,
 * loops, what may not be read, what vanishes or moves, no descriptors left.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/temp_tree.h"
#include "../support/walked.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#include <sys/mount.h>
#endif

enum {
	LEVELS = 1000,
	THREADS = 4,
	MANY = 40,
	NOBODY = 65534,
	WATCHDOG_SECONDS = 120
};

static const struct hashlane_walk_options plain = {
	.struct_size = sizeof(plain),
};
static const struct hashlane_walk_options follow = {
	.struct_size = sizeof(follow),
	.flags = HASHLANE_WALK_FOLLOW,
};

static struct temp_tree tree;
static struct hln_directories directories;

/* The folder of the test is the current one. */
static int enter_tree(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	assert_true(hln_directories_create(&directories));
	return chdir(tree.folder);
}

static int leave_tree(void **state)
{
	(void)state;
	alarm(0);
	if (chdir("/"))
		return -1;
	assert_null(directories.first);
	hln_directories_destroy(&directories);
	temp_tree_remove(&tree);
	return 0;
}

static void touch(int folder, const char *name)
{
	int fd = openat(folder, name, O_CREAT | O_WRONLY, 0644);

	assert_true(fd >= 0);
	close(fd);
}

static void make_folder(const char *name)
{
	assert_int_equal(mkdir(name, 0755), 0);
}

/* Descriptors of this process. */
static int open_count(void)
{
	DIR *stream = opendir("/proc/self/fd");
	int count = 0;

	if (!stream)
		return 0;
	while (readdir(stream))
		count++;
	closedir(stream);
	return count;
}

static struct hln_walk *start_walk(const struct hashlane_walk_options *options,
				   struct hln_walk_rules **rules)
{
	struct hln_walk *walk;

	assert_int_equal(hln_walk_rules_create(rules, options), HASHLANE_OK);
	assert_int_equal(hln_walk_create(&walk, "top", *rules, &directories),
			 HASHLANE_OK);
	return walk;
}

/* The walk of "top": paths, each with its errno in front unless that is 0. */
static void check_walk(const struct hashlane_walk_options *options,
		       const char *const *wanted)
{
	struct paths walked = { 0 };
	size_t i = 0;

	walk_all(&walked, "top", options);
	for (; wanted[i] && i < walked.count; i++) {
		char *path;
		int error = (int)strtol(wanted[i], &path, 10);

		assert_string_equal(walked.paths[i], path);
		assert_int_equal(walked.errors[i], error);
	}
	assert_int_equal(i, walked.count);
	assert_null(wanted[i]);
	free_paths(&walked);
}

/* "top" and so many levels, each with the files "a" and "z" around the next. */
static void make_deep(int levels, const char *name)
{
	int fd;

	make_folder("top");
	fd = open("top", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < levels; i++) {
		int next;

		touch(fd, "a");
		touch(fd, "z");
		assert_int_equal(mkdirat(fd, name, 0755), 0);
		next = openat(fd, name, O_RDONLY | O_DIRECTORY);
		assert_true(next >= 0);
		close(fd);
		fd = next;
	}
	touch(fd, "a");
	close(fd);
}

/* By renaming, for the paths are too long for what removes trees. */
static void remove_deep(const char *name)
{
	char below[64];

	snprintf(below, sizeof(below), "top/%s", name);
	do {
		unlink("top/a");
		unlink("top/z");
		if (rename(below, "next") && errno != ENOENT)
			fail();
		assert_int_equal(rmdir("top"), 0);
	} while (!rename("next", "top"));
}

static void test_deep(void **state)
{
	static const char name[] = "middling-name";
	struct hln_walk_rules *rules;
	struct hln_walk_entry entry;
	size_t count = 0, longest = 0;
	char *before = strdup("");
	struct hln_walk *walk;
	int most = 0, at_first;

	(void)state;
	make_deep(LEVELS, name);
	at_first = open_count();
	walk = start_walk(&plain, &rules);
	while (walk_step(walk, &entry)) {
		struct stat st;

		assert_int_equal(entry.status, HASHLANE_OK);
		assert_int_equal(fstatat(descriptor_of(entry.directory),
					 entry.name, &st, 0),
				 0);
		hln_directory_release(entry.directory);
		assert_true(strcmp(before, entry.path) < 0);
		free(before);
		before = strdup(entry.path);
		if (entry.path_bytes > longest)
			longest = entry.path_bytes;
		if (count++ % 16 == 0 && open_count() > most)
			most = open_count();
	}
	hln_walk_destroy(walk);
	hln_walk_rules_destroy(rules);
	free(before);
	assert_int_equal(count, 2 * LEVELS + 1);
	assert_int_equal(longest, 5 + LEVELS * sizeof(name));
	assert_true(longest > PATH_MAX);
	assert_true(most - at_first <= 4);
	assert_int_equal(open_count(), at_first);
	remove_deep(name);
}

/* A walk stopped half-way, of which files are still held. */
static void test_stopped(void **state)
{
	struct hln_walk_rules *rules;
	struct hln_walk_entry entry;
	struct hln_walk *walk;
	struct stat st;
	int at_first;

	(void)state;
	make_deep(20, "d");
	at_first = open_count();
	walk = start_walk(&plain, &rules);
	for (int i = 0; i < 10; i++) {
		if (i)
			hln_directory_release(entry.directory);
		assert_true(walk_step(walk, &entry));
	}
	hln_walk_destroy(walk);
	hln_walk_rules_destroy(rules);
	assert_int_equal(fstatat(descriptor_of(entry.directory), "z", &st, 0),
			 0);
	hln_directory_hold(entry.directory);
	hln_directory_release(entry.directory);
	hln_directory_release(entry.directory);
	hln_directory_release(NULL);
	assert_int_equal(open_count(), at_first);
}

/* Wants "40" for ELOOP: see the assertion. */
static void test_links(void **state)
{
	static const char *const followed[] = {
		"40top/a/up",       "0top/dangling",      "40top/dir/a/up",
		"0top/dir/file",    "40top/dir/there",    "0top/file",
		"0top/itself",      "0top/link",          "40top/linked/a/up",
		"0top/linked/file", "40top/linked/there", NULL
	};
	static const char *const not_followed[] = { "0top/dir/file",
						    "0top/file", NULL };

	(void)state;
	assert_int_equal(ELOOP, 40);
	make_folder("top");
	make_folder("top/a");
	make_folder("top/dir");
	touch(AT_FDCWD, "top/file");
	touch(AT_FDCWD, "top/dir/file");
	assert_int_equal(symlink("..", "top/a/up"), 0);
	assert_int_equal(symlink("../a", "top/dir/a"), 0);
	assert_int_equal(symlink("../dir", "top/dir/there"), 0);
	assert_int_equal(symlink("dir", "top/linked"), 0);
	assert_int_equal(symlink("itself", "top/itself"), 0);
	assert_int_equal(symlink("file", "top/link"), 0);
	assert_int_equal(symlink("nothing", "top/dangling"), 0);
	assert_int_equal(symlink("/dev/null", "top/null"), 0);
	check_walk(&follow, followed);
	check_walk(&plain, not_followed);
}

#if defined(__linux__)
static void test_mounts(void **state)
{
	static const struct hashlane_walk_options one = {
		.struct_size = sizeof(one),
		.flags = HASHLANE_WALK_ONE_FILE_SYSTEM,
	};
	static const char *const looped[] = { "40top/a/loop", "0top/z", NULL };
	static const char *const all[] = { "0top/a/loop/file", "0top/z",
					   NULL };
	static const char *const here[] = { "0top/z", NULL };

	(void)state;
	make_folder("top");
	make_folder("top/a");
	make_folder("top/a/loop");
	touch(AT_FDCWD, "top/z");
	/* Mounts of this process alone, so that they end with it. */
	if (unshare(CLONE_NEWNS) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("top", "top/a/loop", NULL, MS_BIND, NULL)) {
		print_message("not run: mount: %s\n", strerror(errno));
		skip();
	}
	check_walk(&plain, looped);
	assert_int_equal(umount("top/a/loop"), 0);
	if (mount("none", "top/a/loop", "tmpfs", 0, "size=64k")) {
		print_message("not run: mount: %s\n", strerror(errno));
		skip();
	}
	touch(AT_FDCWD, "top/a/loop/file");
	check_walk(&plain, all);
	check_walk(&one, here);
	assert_int_equal(umount("top/a/loop"), 0);
}
#endif

/* As somebody whom modes stop. */
static void test_unreadable(void **state)
{
	static const char *const wanted[] = {
		"0top/a",         "13top/closed", "0top/list/file",
		"13top/list/sub", "0top/z",       NULL
	};
	int end;
	pid_t child;

	(void)state;
	assert_int_equal(EACCES, 13);
	make_folder("top");
	make_folder("top/closed");
	make_folder("top/list");
	make_folder("top/list/sub");
	touch(AT_FDCWD, "top/a");
	touch(AT_FDCWD, "top/list/file");
	touch(AT_FDCWD, "top/z");
	assert_int_equal(chmod("top/closed", 0), 0);
	assert_int_equal(chmod("top/list", 0444), 0);
	child = fork();
	if (!child) {
		struct paths walked = { 0 };
		size_t i = 0;

		if (!getuid() && setuid(NOBODY))
			_exit(2);
		{
			struct hln_walk_rules *rules;
			struct hln_walk_entry entry;
			struct hln_walk *walk = start_walk(&plain, &rules);

			while (walk_step(walk, &entry)) {
				if (entry.os_error == EACCES &&
				    entry.status != HASHLANE_ACCESS)
					_exit(3);
				hln_directory_release(entry.directory);
				add_path(&walked, entry.path, entry.os_error);
			}
			hln_walk_destroy(walk);
			hln_walk_rules_destroy(rules);
		}
		for (; wanted[i] && i < walked.count; i++)
			if (strcmp(walked.paths[i], strchr(wanted[i], 't')) ||
			    walked.errors[i] != strtol(wanted[i], NULL, 10))
				_exit(4);
		free_paths(&walked);
		_exit(wanted[i] != NULL);
	}
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_int_equal(end, 0);
	assert_int_equal(chmod("top/list", 0755), 0);
}

/* The start itself is the only entry. */
static void test_closed_start(void **state)
{
	int end;
	pid_t child;

	(void)state;
	make_folder("top");
	assert_int_equal(chmod("top", 0), 0);
	child = fork();
	if (!child) {
		struct hln_walk_rules *rules;
		struct hln_walk_entry entry;
		struct hln_walk *walk;

		if (!getuid() && setuid(NOBODY))
			_exit(2);
		walk = start_walk(&plain, &rules);
		if (!walk_step(walk, &entry) ||
		    entry.status != HASHLANE_ACCESS || entry.directory ||
		    strcmp(entry.path, "top") || walk_step(walk, &entry))
			_exit(3);
		hln_walk_destroy(walk);
		hln_walk_rules_destroy(rules);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_int_equal(end, 0);
}

/* The next entry is this one. */
static void expect(struct hln_walk *walk, const char *path, int error)
{
	struct hln_walk_entry entry;

	assert_true(walk_step(walk, &entry));
	assert_string_equal(entry.path, path);
	assert_int_equal(entry.os_error, error);
	hln_directory_release(entry.directory);
}

static void test_vanished(void **state)
{
	struct hln_walk_rules *rules;
	struct hln_walk_entry entry;
	struct hln_walk *walk;

	(void)state;
	make_folder("top");
	make_folder("top/b");
	make_folder("top/c");
	touch(AT_FDCWD, "top/a");
	touch(AT_FDCWD, "top/d");
	touch(AT_FDCWD, "top/e");
	walk = start_walk(&plain, &rules);
	expect(walk, "top/a", 0);
	assert_int_equal(rmdir("top/b"), 0);
	/* A link in place of a directory is not followed. */
	assert_int_equal(rmdir("top/c"), 0);
	assert_int_equal(symlink("/", "top/c"), 0);
	assert_int_equal(unlink("top/d"), 0);
	expect(walk, "top/b", ENOENT);
	expect(walk, "top/c", ENOTDIR);
	assert_true(walk_step(walk, &entry));
	assert_string_equal(entry.path, "top/d");
	assert_int_equal(
		openat(descriptor_of(entry.directory), entry.name, O_RDONLY),
		-1);
	hln_directory_release(entry.directory);
	expect(walk, "top/e", 0);
	assert_false(walk_step(walk, &entry));
	assert_false(walk_step(walk, &entry));
	hln_walk_destroy(walk);
	hln_walk_rules_destroy(rules);
}

/* A directory that was closed for a while is not where it was. */
static void test_moved(void **state)
{
	struct hln_walk_rules *rules;
	struct hln_walk_entry entry;
	struct hln_walk *walk;

	(void)state;
	make_deep(6, "d");
	make_folder("elsewhere");
	walk = start_walk(&plain, &rules);
	for (const char *path = "top/d/d/d/d/d/d/a"; *path;) {
		assert_true(walk_step(walk, &entry));
		hln_directory_release(entry.directory);
		if (!strcmp(entry.path, path))
			break;
	}
	/* top/d/d has neither its child nor its path any more. */
	assert_int_equal(rename("top/d/d/d", "elsewhere/d"), 0);
	assert_int_equal(rename("top/d/d", "elsewhere/e"), 0);
	expect(walk, "top/d/d/d/d/d/z", 0);
	expect(walk, "top/d/d/d/d/z", 0);
	expect(walk, "top/d/d/d/z", 0);
	expect(walk, "top/d/d", ESTALE);
	expect(walk, "top/d/z", 0);
	expect(walk, "top/z", 0);
	assert_false(walk_step(walk, &entry));
	hln_walk_destroy(walk);
	hln_walk_rules_destroy(rules);
}

/*
 * As many descriptors as the walk must have: a directory and the one below;
 * more where to read one takes another.
 */
#if defined(__linux__)
enum { FEW_DESCRIPTORS = 2 };
#else
enum { FEW_DESCRIPTORS = 6 };
#endif

static void test_few_descriptors(void **state)
{
	struct rlimit limit, few;
	struct paths walked = { 0 };
	int lowest = dup(0);

	(void)state;
	make_deep(50, "d");
	close(lowest);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	few = limit;
	few.rlim_cur = (rlim_t)lowest + FEW_DESCRIPTORS;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	walk_all(&walked, "top", &plain);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(walked.count, 101);
	for (size_t i = 0; i < walked.count; i++)
		assert_int_equal(walked.errors[i], 0);
	free_paths(&walked);
}

/* Entries between the thread that walks and those that open. */
struct queue {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct hln_directory *directories[MANY];
	char names[MANY][16];
	size_t count;
	size_t opened;
	bool ended;
};

static void *open_files(void *argument)
{
	struct queue *queue = argument;

	pthread_mutex_lock(&queue->lock);
	for (;;) {
		struct hln_directory *directory;
		char name[16];
		int fd;

		while (!queue->count && !queue->ended)
			pthread_cond_wait(&queue->changed, &queue->lock);
		if (!queue->count)
			break;
		queue->count--;
		directory = queue->directories[queue->count];
		memcpy(name, queue->names[queue->count], sizeof(name));
		pthread_cond_broadcast(&queue->changed);
		pthread_mutex_unlock(&queue->lock);
		fd = openat(descriptor_of(directory), name, O_RDONLY);
		hln_directory_release(directory);
		pthread_mutex_lock(&queue->lock);
		queue->opened += fd >= 0;
		if (fd >= 0)
			close(fd);
	}
	pthread_mutex_unlock(&queue->lock);
	return NULL;
}

static void test_threads(void **state)
{
	struct queue queue = { .lock = PTHREAD_MUTEX_INITIALIZER,
			       .changed = PTHREAD_COND_INITIALIZER };
	pthread_t threads[THREADS];
	struct hln_walk_rules *rules;
	struct hln_walk_entry entry;
	struct hln_walk *walk;
	int at_first;

	(void)state;
	make_deep(MANY, "d");
	at_first = open_count();
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, open_files, &queue),
			0);
	for (int again = 0; again < 20; again++) {
		walk = start_walk(&plain, &rules);
		while (walk_step(walk, &entry)) {
			pthread_mutex_lock(&queue.lock);
			while (queue.count == MANY)
				pthread_cond_wait(&queue.changed, &queue.lock);
			queue.directories[queue.count] = entry.directory;
			snprintf(queue.names[queue.count++], 16, "%s",
				 entry.name);
			pthread_cond_broadcast(&queue.changed);
			pthread_mutex_unlock(&queue.lock);
		}
		hln_walk_destroy(walk);
		hln_walk_rules_destroy(rules);
	}
	pthread_mutex_lock(&queue.lock);
	queue.ended = true;
	pthread_cond_broadcast(&queue.changed);
	pthread_mutex_unlock(&queue.lock);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(queue.opened, 20 * (2 * MANY + 1));
	assert_int_equal(open_count(), at_first);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, enter_tree, leave_tree)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_deep),
		TEST(test_stopped),
		TEST(test_links),
#if defined(__linux__)
		TEST(test_mounts),
#endif
		TEST(test_unreadable),
		TEST(test_closed_start),
		TEST(test_vanished),
		TEST(test_moved),
		TEST(test_few_descriptors),
		TEST(test_threads),
	};

	return cmocka_run_group_tests_name("walk_faults", tests, NULL, NULL);
}
