/* SPDX-License-Identifier: MIT */
/*
 * test_walks.c - walks by the public calls: against lstat and a walk by
 * readdir, in batches of every size, with what goes wrong.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 120,
	FILES_MAX = 512,
	MANY = 300,
	LEVELS = 300,
	NAME_BYTES = 200,
	NOBODY = 65534,
	CLOSES = 200
};

static struct temp_tree tree;
static int start_fd;

static int enter_tree(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	start_fd = open(".", O_RDONLY | O_CLOEXEC);
	assert_int_equal(chdir(tree.folder), 0);
	return 0;
}

static int leave_tree(void **state)
{
	(void)state;
	assert_int_equal(fchdir(start_fd), 0);
	close(start_fd);
	temp_tree_remove(&tree);
	alarm(0);
	return 0;
}

static void touch(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY, 0640);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, path, strlen(path)), (ssize_t)strlen(path));
	close(fd);
}

static hashlane_walk open_walk(const char *path, uint32_t flags)
{
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.flags = flags,
	};
	hashlane_walk walk;

	assert_int_equal(hashlane_walk_open(&walk, path, &options, NULL),
			 HASHLANE_OK);
	return walk;
}

/* All entries of a walk, as "status type path" each, and their count. */
struct lines {
	char *lines[FILES_MAX];
	size_t count;
};

static void add_line(struct lines *lines,
		     const struct hashlane_walk_entry *entry)
{
	const char *slash = strrchr(entry->path, '/');

	assert_int_equal(strlen(entry->path), entry->path_bytes);
	assert_string_equal(entry->path + entry->name_at,
			    slash ? slash + 1 : entry->path);
	assert_true(lines->count < FILES_MAX);
	assert_true(asprintf(&lines->lines[lines->count++], "%d %d %s",
			     entry->status, entry->type, entry->path) > 0);
}

static void free_lines(struct lines *lines)
{
	while (lines->count)
		free(lines->lines[--lines->count]);
}

/* What the system says now, of an entry that did not fail. */
static void check_entry(const struct hashlane_walk_entry *entry, bool follow)
{
	struct stat st;

	if (entry->status)
		return;
	assert_int_equal(
		follow ? stat(entry->path, &st) : lstat(entry->path, &st), 0);
	assert_int_equal(entry->type,
			 S_ISREG(st.st_mode) ? HASHLANE_ENTRY_FILE :
			 S_ISDIR(st.st_mode) ? HASHLANE_ENTRY_DIRECTORY :
			 S_ISLNK(st.st_mode) ? HASHLANE_ENTRY_LINK :
					       HASHLANE_ENTRY_OTHER);
	assert_int_equal(entry->mode, st.st_mode & 07777);
	assert_int_equal(entry->size_bytes, st.st_size);
	assert_int_equal(entry->mtime_ns,
			 st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec);
	assert_int_equal(entry->ctime_ns,
			 st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec);
	assert_int_equal(entry->device, st.st_dev);
	assert_int_equal(entry->inode, st.st_ino);
	assert_int_equal(entry->links, st.st_nlink);
}

static void read_walk(struct lines *lines, hashlane_walk walk, size_t capacity,
		      bool follow)
{
	struct hashlane_walk_entry *entries = calloc(capacity,
						     sizeof(*entries));
	size_t count = 1;

	assert_non_null(entries);
	while (count) {
		assert_int_equal(hashlane_walk_next(walk, entries,
						    sizeof(*entries), capacity,
						    &count),
				 HASHLANE_OK);
		assert_true(count <= capacity);
		for (size_t i = 0; i < count; i++) {
			check_entry(&entries[i], follow);
			add_line(lines, &entries[i]);
		}
	}
	free(entries);
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_HANDLE);
}

static void expect(const char *path, uint32_t flags, const char *const *wanted)
{
	for (size_t capacity = 1; capacity < 20; capacity += 3) {
		struct lines lines = { .count = 0 };
		size_t count = 0;

		read_walk(&lines, open_walk(path, flags), capacity,
			  flags & HASHLANE_WALK_FOLLOW);
		for (; wanted[count] && count < lines.count; count++)
			assert_string_equal(lines.lines[count], wanted[count]);
		if (wanted[count])
			fail_msg("%s is missing", wanted[count]);
		assert_int_equal(lines.count, count);
		free_lines(&lines);
	}
}

static void make_all(void)
{
	assert_int_equal(mkdir("top", 0750), 0);
	assert_int_equal(mkdir("top/a", 0750), 0);
	assert_int_equal(mkdir("top/empty", 0750), 0);
	touch("top/a.c");
	touch("top/a/file");
	touch("top/.hidden");
	assert_int_equal(link("top/a.c", "top/same"), 0);
	assert_int_equal(mkfifo("top/fifo", 0600), 0);
	assert_int_equal(symlink("a.c", "top/link"), 0);
	assert_int_equal(symlink("nothing", "top/loose"), 0);
}

static void every_type(void **state)
{
	static const char *const files[] = { "0 1 top/.hidden", "0 1 top/a.c",
					     "0 1 top/a/file", "0 1 top/same",
					     NULL };
	static const char *const all[] = { "0 1 top/.hidden", "0 1 top/a.c",
					   "0 2 top/a",       "0 1 top/a/file",
					   "0 2 top/empty",   "0 4 top/fifo",
					   "0 3 top/link",    "0 3 top/loose",
					   "0 1 top/same",    NULL };
	static const char *const followed[] = {
		"0 1 top/.hidden", "0 1 top/a.c",
		"0 2 top/a",       "0 1 top/a/file",
		"0 2 top/empty",   "0 4 top/fifo",
		"0 1 top/link",    "5 0 top/loose",
		"0 1 top/same",    NULL
	};

	(void)state;
	make_all();
	expect("top", 0, files);
	expect("top", HASHLANE_WALK_ALL, all);
	expect("top", HASHLANE_WALK_ALL | HASHLANE_WALK_FOLLOW, followed);
}

static void starts(void **state)
{
	static const char *const file[] = { "0 1 top/a.c", NULL };
	static const char *const by_link[] = { "0 1 top/link", NULL };
	static const char *const absent[] = { "5 0 top/absent", NULL };
	static const char *const fifo[] = { "7 4 top/fifo", NULL };
	static const char *const any[] = { "0 4 top/fifo", NULL };
	static const char *const below[] = { "0 1 top/a//file", NULL };
	static const char *const no_name[] = { "5 0 ", NULL };
	static const char *const nothing[] = { NULL };

	(void)state;
	make_all();
	expect("top/a.c", 0, file);
	expect("top/link", HASHLANE_WALK_FOLLOW, by_link);
	expect("top/absent", 0, absent);
	expect("top/fifo", 0, fifo);
	expect("top/fifo", HASHLANE_WALK_ALL, any);
	expect("top/a//", 0, below);
	expect("top/empty", HASHLANE_WALK_ALL, nothing);
	expect("", 0, no_name);
}

/* Names as readdir gives them, and sorted: the directory's order is not. */
static void order_of_the_directory(void **state)
{
	struct lines plain = { .count = 0 }, sorted = { .count = 0 };
	bool differs = false;
	struct dirent *entry;
	DIR *directory;
	size_t i = 0;

	(void)state;
	assert_int_equal(mkdir("top", 0700), 0);
	for (int k = 0; k < MANY; k++) {
		char path[32];

		snprintf(path, sizeof(path), "top/%d", k * 7919 % 10007);
		touch(path);
	}
	read_walk(&plain, open_walk("top", HASHLANE_WALK_UNSORTED), 64, false);
	read_walk(&sorted, open_walk("top", 0), 64, false);
	assert_int_equal(plain.count, MANY);
	assert_int_equal(sorted.count, MANY);
	directory = opendir("top");
	assert_non_null(directory);
	while ((entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			assert_string_equal(plain.lines[i++] + 8,
					    entry->d_name);
	closedir(directory);
	for (i = 0; i < MANY; i++) {
		differs |= strcmp(plain.lines[i], sorted.lines[i]) != 0;
		if (i)
			assert_true(strcmp(sorted.lines[i - 1],
					   sorted.lines[i]) < 0);
	}
	/* Else the file system sorts, and the test tells nothing. */
	assert_true(differs);
	free_lines(&plain);
	free_lines(&sorted);
}

/* Fields that a newer caller has beyond what the library knows are zero. */
static void longer_entries(void **state)
{
	enum { MORE = 24, BYTES = sizeof(struct hashlane_walk_entry) + MORE };
	struct hashlane_walk_entry entry;
	hashlane_walk walk;
	uint8_t room[3 * BYTES];
	size_t count = 99;

	(void)state;
	make_all();
	walk = open_walk("top", 0);
	memset(room, 0xee, sizeof(room));
	assert_int_equal(hashlane_walk_next(walk, (void *)room,
					    sizeof(entry) - 1, 1, &count),
			 HASHLANE_ABI);
	assert_int_equal(hashlane_walk_next(walk, (void *)room, 0, 1, &count),
			 HASHLANE_ABI);
	assert_int_equal(
		hashlane_walk_next(walk, (void *)room, 4097, 1, &count),
		HASHLANE_ABI);
	assert_int_equal(
		hashlane_walk_next(walk, (void *)room, BYTES, 0, &count),
		HASHLANE_ARGUMENT);
	assert_int_equal(count, 99);
	assert_int_equal(room[0], 0xee);
	assert_int_equal(
		hashlane_walk_next(walk, (void *)room, BYTES, 2, &count),
		HASHLANE_OK);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < 2; i++) {
		memcpy(&entry, room + i * BYTES, sizeof(entry));
		assert_string_equal(entry.path, i ? "top/a.c" : "top/.hidden");
		for (size_t k = BYTES - MORE; k < BYTES; k++)
			assert_int_equal(room[i * BYTES + k], 0);
	}
	assert_int_equal(room[2 * BYTES], 0xee);
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
}

static struct hashlane_walk_skipped skipped_by(hashlane_walk walk)
{
	struct hashlane_walk_skipped skipped = {
		.struct_size = sizeof(skipped),
	};
	struct hashlane_walk_entry entries[50];
	size_t count = 1;

	while (count)
		assert_int_equal(hashlane_walk_next(walk, entries,
						    sizeof(entries[0]), 50,
						    &count),
				 HASHLANE_OK);
	assert_int_equal(hashlane_walk_get_skipped(&skipped, walk),
			 HASHLANE_OK);
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
	return skipped;
}

static void skipped_names(void **state)
{
	static const char *const include[] = { "*.c" };
	static const char *const exclude[] = { "a/", "same" };
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.include = include,
		.include_count = 1,
		.exclude = exclude,
		.exclude_count = 2,
		.flags = HASHLANE_WALK_NO_HIDDEN,
	};
	struct hashlane_walk_skipped skipped, of_job = {
		.struct_size = sizeof(of_job),
	};
	const struct hashlane_input inputs[] = { path_input("top"),
						 path_input("top") };
	struct hashlane_job_options job_options = md5_options(inputs, 2, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_walk walk;
	hashlane_job job;

	(void)state;
	make_all();
	touch("top/other");
	skipped = skipped_by(open_walk("top", 0));
	assert_int_equal(skipped.hidden, 0);
	assert_int_equal(skipped.excluded, 0);
	assert_int_equal(skipped.not_included, 0);
	assert_int_equal(skipped.file_systems, 0);
	assert_int_equal(skipped.links, 2);
	assert_int_equal(skipped.specials, 1);
	assert_int_equal(hashlane_walk_open(&walk, "top", &options, NULL),
			 HASHLANE_OK);
	skipped = skipped_by(walk);
	assert_int_equal(skipped.hidden, 1);
	assert_int_equal(skipped.excluded, 2);
	assert_int_equal(skipped.not_included, 1);
	assert_int_equal(skipped.links, 2);
	assert_int_equal(skipped.specials, 1);
	/* A job's two walks together. */
	job_options.walk = &options;
	job = job_of(engine, &job_options);
	assert_int_equal(drain_job(job), 2);
	assert_int_equal(hashlane_job_get_skipped(&of_job, job), HASHLANE_OK);
	assert_int_equal(of_job.hidden, 2);
	assert_int_equal(of_job.excluded, 4);
	assert_int_equal(of_job.not_included, 2);
	assert_int_equal(of_job.specials, 2);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* Bad patterns are told by both calls; ALL is no flag of a job. */
static void bad_options(void **state)
{
	static const char *const exclude[] = { "fine", "a//b" };
	struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.exclude = exclude,
		.exclude_count = 2,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const struct hashlane_input input = path_input(".");
	struct hashlane_job_options job_options = md5_options(&input, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_walk walk = 77;
	hashlane_job job = 77;

	(void)state;
	assert_int_equal(hashlane_walk_open(&walk, ".", &options, &error),
			 HASHLANE_ARGUMENT);
	assert_non_null(strstr(error.message, "'a//b'"));
	job_options.walk = &options;
	memset(error.message, 0, sizeof(error.message));
	assert_int_equal(
		hashlane_job_create(&job, engine, &job_options, &error),
		HASHLANE_ARGUMENT);
	assert_non_null(strstr(error.message, "'a//b'"));
	options.exclude_count = 1;
	options.flags = HASHLANE_WALK_ALL;
	assert_int_equal(hashlane_job_create(&job, engine, &job_options, NULL),
			 HASHLANE_ARGUMENT);
	options.flags = HASHLANE_WALK_ALL << 1;
	assert_int_equal(hashlane_walk_open(&walk, ".", &options, NULL),
			 HASHLANE_ARGUMENT);
	assert_int_equal(walk, 77);
	assert_int_equal(job, 77);
	end_engine(engine);
}

static char *deep_name(char *name)
{
	memset(name, 'd', NAME_BYTES);
	name[NAME_BYTES] = 0;
	return name;
}

/* A path far longer than the system takes at once. */
static void deep_paths(void **state)
{
	char name[NAME_BYTES + 1];
	size_t count = 1, longest = 0, files = 0, directories = 0;
	struct hashlane_walk_entry entries[7];
	hashlane_walk walk;

	(void)state;
	deep_name(name);
	assert_int_equal(mkdir("top", 0700), 0);
	assert_int_equal(chdir("top"), 0);
	for (int i = 0; i < LEVELS; i++) {
		touch("file");
		assert_int_equal(mkdir(name, 0700), 0);
		assert_int_equal(chdir(name), 0);
	}
	assert_int_equal(chdir(tree.folder), 0);
	walk = open_walk("top", HASHLANE_WALK_ALL);
	while (count) {
		assert_int_equal(hashlane_walk_next(walk, entries,
						    sizeof(entries[0]), 7,
						    &count),
				 HASHLANE_OK);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(entries[i].status, HASHLANE_OK);
			files += entries[i].type == HASHLANE_ENTRY_FILE;
			directories += entries[i].type ==
				       HASHLANE_ENTRY_DIRECTORY;
			if (entries[i].path_bytes > longest)
				longest = entries[i].path_bytes;
		}
	}
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
	assert_int_equal(files, LEVELS);
	assert_int_equal(directories, LEVELS);
	assert_int_equal(longest, 3 + LEVELS * (NAME_BYTES + 1));
	/* From the inside: no path is long enough for a name in it. */
	assert_int_equal(chdir("top"), 0);
	for (int i = 0; i < LEVELS; i++)
		assert_int_equal(chdir(name), 0);
	for (int i = 0; i < LEVELS; i++) {
		assert_int_equal(chdir(".."), 0);
		assert_int_equal(rmdir(name), 0);
		assert_int_equal(unlink("file"), 0);
	}
	assert_int_equal(chdir(tree.folder), 0);
}

/* In a child, as somebody whom modes stop. */
static void unreadable(void **state)
{
	static const char *const wanted[] = {
		"0 1 top/a",        "6 2 top/closed", "6 0 top/list/file",
		"6 2 top/list/sub", "0 1 top/z",      NULL
	};
	int end;
	pid_t child;

	(void)state;
	assert_int_equal(mkdir("top", 0755), 0);
	assert_int_equal(mkdir("top/closed", 0), 0);
	assert_int_equal(mkdir("top/list", 0755), 0);
	assert_int_equal(mkdir("top/list/sub", 0755), 0);
	touch("top/a");
	touch("top/list/file");
	touch("top/z");
	assert_int_equal(chmod("top/list", 0444), 0);
	child = fork();
	if (!child) {
		if (!getuid() && setuid(NOBODY))
			_exit(2);
		expect("top", 0, wanted);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_int_equal(chmod("top/list", 0755), 0);
	assert_int_equal(end, 0);
}

/* What goes while the walk is under way is told, or was not seen. */
static void removed_meanwhile(void **state)
{
	struct hashlane_walk_entry entry;
	struct lines lines = { .count = 0 };
	hashlane_walk walk;
	size_t count;

	(void)state;
	assert_int_equal(mkdir("top", 0700), 0);
	assert_int_equal(mkdir("top/b", 0700), 0);
	touch("top/a");
	touch("top/b/file");
	touch("top/c");
	walk = open_walk("top", 0);
	assert_int_equal(
		hashlane_walk_next(walk, &entry, sizeof(entry), 1, &count),
		HASHLANE_OK);
	assert_string_equal(entry.path, "top/a");
	assert_int_equal(unlink("top/b/file"), 0);
	assert_int_equal(rmdir("top/b"), 0);
	assert_int_equal(unlink("top/c"), 0);
	assert_int_equal(mkdir("top/c", 0700), 0);
	read_walk(&lines, walk, 4, false);
	assert_int_equal(lines.count, 2);
	assert_string_equal(lines.lines[0], "5 2 top/b");
	/* A file that became a directory. */
	assert_string_equal(lines.lines[1], "7 2 top/c");
	free_lines(&lines);
}

/* Two descriptors are enough, and it gives them back between calls. */
static void few_descriptors(void **state)
{
	enum { TRIES = 64 };
	struct rlimit before, few;
	struct hashlane_walk_entry entries[3];
	size_t count = 1, files = 0;
	int held[TRIES], holds = 0, fd;
	char path[64] = "top";
	size_t end = strlen(path);
	hashlane_walk walk;

	(void)state;
	for (int i = 0; i < 8; i++, end += 2) {
		assert_int_equal(mkdir(path, 0700), 0);
		memcpy(path + end, "/f", 3);
		touch(path);
		path[end + 1] = 'd';
	}
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	few = before;
	few.rlim_cur = 60;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	while (holds < TRIES && (fd = open("/dev/null", O_RDONLY)) >= 0)
		held[holds++] = fd;
	close(held[--holds]);
	close(held[--holds]);
	walk = open_walk("top", 0);
	while (count) {
		assert_int_equal(hashlane_walk_next(walk, entries,
						    sizeof(entries[0]), 3,
						    &count),
				 HASHLANE_OK);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(entries[i].status, HASHLANE_OK);
		files += count;
	}
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
	assert_int_equal(files, 8);
	/* Without any, each directory fails, and the call does not. */
	held[holds++] = open("/dev/null", O_RDONLY);
	held[holds++] = open("/dev/null", O_RDONLY);
	walk = open_walk("top", 0);
	assert_int_equal(hashlane_walk_next(walk, entries, sizeof(entries[0]),
					    3, &count),
			 HASHLANE_OK);
	assert_int_equal(count, 1);
	assert_int_equal(entries[0].status, HASHLANE_IO);
	assert_int_equal(entries[0].os_error, EMFILE);
	assert_string_equal(entries[0].path, "top");
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
	while (holds)
		close(held[--holds]);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

static void *close_it(void *context)
{
	const hashlane_walk *walk = context;

	(void)hashlane_walk_close(*walk);
	return NULL;
}

/* At any time, by another thread: no crash, and an end that is told. */
static void closed_meanwhile(void **state)
{
	struct hashlane_walk_entry entries[5];

	(void)state;
	make_all();
	for (int i = 0; i < CLOSES; i++) {
		hashlane_walk walk = open_walk("top", HASHLANE_WALK_ALL);
		int32_t status = HASHLANE_OK;
		size_t count = 1;
		pthread_t thread;

		assert_int_equal(
			pthread_create(&thread, NULL, close_it, &walk), 0);
		while (!status && count)
			status = hashlane_walk_next(
				walk, entries, sizeof(entries[0]), 5, &count);
		assert_true(!status || status == HASHLANE_CANCELLED ||
			    status == HASHLANE_HANDLE);
		pthread_join(thread, NULL);
		assert_int_equal(hashlane_walk_close(walk), HASHLANE_HANDLE);
	}
}

static void in_a_child(void **state)
{
	hashlane_walk walk = open_walk(".", 0);
	struct hashlane_walk_entry entry;
	size_t count;
	pid_t child;
	int end;

	(void)state;
	child = fork();
	if (!child)
		_exit(hashlane_walk_next(walk, &entry, sizeof(entry), 1,
					 &count) != HASHLANE_FORKED ||
		      hashlane_walk_close(walk) != HASHLANE_FORKED);
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_int_equal(end, 0);
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
}

/* Does a walk of the current directory find a file? */
static bool finds(const struct hashlane_walk_options *options,
		  const char *path)
{
	struct hashlane_walk_entry entry;
	hashlane_walk walk;
	bool found = false;
	size_t count;

	assert_int_equal(hashlane_walk_open(&walk, ".", options, NULL),
			 HASHLANE_OK);
	while (!hashlane_walk_next(walk, &entry, sizeof(entry), 1, &count) &&
	       count)
		found |= !strcmp(entry.path, path) ||
			 !strcmp(entry.path + 2, path);
	assert_int_equal(hashlane_walk_close(walk), HASHLANE_OK);
	return found;
}

static void make_folders(void)
{
	static const char *const folders[] = {
		"d", "d/e", "d/e/.h", "e", "e/d",
	};

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		assert_true(!mkdir(folders[i], 0755) || errno == EEXIST);
}

/* A path is taken as the walk takes it, also when its file is gone. */
static void names_without_files(void **state)
{
	static const char *const paths[] = {
		"a.jpg",      "b.txt",       "d/a.jpg", "d/e/b.txt",
		"d/e/.h/c.c", ".hidden.jpg", "d/.x",    "e/d/a.jpg",
	};
	static const char *const include[][2] = {
		{ NULL },
		{ "*.jpg" },
		{ "/d/*" },
		{ "*", "!*.txt" },
	};
	static const char *const exclude[][2] = {
		{ NULL }, { "e/" }, { "*.jpg" }, { "/d" }, { "d", "!/e/d" },
	};
	bool found[sizeof(paths) / sizeof(paths[0])];
	size_t taken = 0;

	(void)state;
	for (size_t i = 0; i < 4 * 5 * 2; i++) {
		const char *const *in = include[i % 4];
		const char *const *out = exclude[i / 4 % 5];
		const struct hashlane_walk_options options = {
			.struct_size = sizeof(options),
			.include = *in ? in : NULL,
			.include_count = *in ? 1 + (in[1] != NULL) : 0,
			.exclude = *out ? out : NULL,
			.exclude_count = *out ? 1 + (out[1] != NULL) : 0,
			.flags = i / 20 ? HASHLANE_WALK_NO_HIDDEN : 0,
		};
		int32_t takes = -1;

		make_folders();
		for (size_t k = 0; k < sizeof(paths) / sizeof(paths[0]); k++)
			touch(paths[k]);
		for (size_t k = 0; k < sizeof(paths) / sizeof(paths[0]); k++)
			found[k] = finds(&options, paths[k]);
		for (size_t k = 0; k < sizeof(paths) / sizeof(paths[0]); k++)
			assert_int_equal(unlink(paths[k]), 0);
		for (size_t k = 0; k < sizeof(paths) / sizeof(paths[0]); k++) {
			assert_int_equal(hashlane_walk_match(&takes, &options,
							     paths[k], NULL),
					 HASHLANE_OK);
			assert_int_equal(takes, found[k]);
			taken += found[k];
		}
	}
	assert_true(taken > 40);
}

static void bad_matches(void **state)
{
	static const char *const bad[] = { "[" };
	struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.exclude = bad,
		.exclude_count = 1,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	int32_t takes = 7;

	(void)state;
	assert_int_equal(hashlane_walk_match(&takes, &options, "a", &error),
			 HASHLANE_ARGUMENT);
	assert_int_equal(takes, 7);
	assert_non_null(strstr(error.message, "["));
	options.exclude_count = 0;
	options.exclude = NULL;
	options.flags = UINT32_C(1) << 31;
	assert_int_equal(hashlane_walk_match(&takes, &options, "a", NULL),
			 HASHLANE_ARGUMENT);
	assert_int_equal(hashlane_walk_match(NULL, NULL, "a", NULL),
			 HASHLANE_ARGUMENT);
	assert_int_equal(hashlane_walk_match(&takes, NULL, NULL, NULL),
			 HASHLANE_ARGUMENT);
	assert_int_equal(takes, 7);
	assert_int_equal(hashlane_walk_match(&takes, NULL, "a", NULL),
			 HASHLANE_OK);
	assert_int_equal(takes, 1);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, enter_tree, leave_tree)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_type),
		TEST(starts),
		TEST(order_of_the_directory),
		TEST(longer_entries),
		TEST(skipped_names),
		TEST(bad_options),
		TEST(deep_paths),
		TEST(unreadable),
		TEST(removed_meanwhile),
		TEST(few_descriptors),
		TEST(closed_meanwhile),
		TEST(in_a_child),
		TEST(names_without_files),
		TEST(bad_matches),
	};

	return cmocka_run_group_tests_name("walks", tests, NULL, NULL);
}
