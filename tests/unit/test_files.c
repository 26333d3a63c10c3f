/* SPDX-License-Identifier: MIT */
/*
 * test_files.c - files by path: every size around a border, what is no
 * regular file, odd names, what the kernel makes up. Many files at once are
 * in test_file_batches.c.
 */
#define _XOPEN_SOURCE 700
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/file_rows.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	ALL_MAX = HASHLANE_MAX_ALGORITHMS,
	ROW_MAX = ALL_MAX * HASHLANE_MAX_DIGEST_BYTES,
	WATCHDOG_SECONDS = 120
};

static struct temp_tree tree;

static int make_tree(void **state)
{
	(void)state;
	temp_tree_make(&tree);
	return 0;
}

static int remove_tree(void **state)
{
	(void)state;
	alarm(0);
	temp_tree_remove(&tree);
	return 0;
}

/* A test that waits for ever, such as for a FIFO's writer, is killed. */
static int watch(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	return 0;
}

/* One file by both calls. */
static void check_file(const char *path,
		       const struct hashlane_algorithm_spec *specs,
		       size_t count, const uint8_t *data, size_t bytes)
{
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = count,
		.workers = -1,
		.isa = test_isa(),
	};
	size_t capacity = row_bytes(specs, count);
	struct hashlane_file_result result, result_of_batch;
	uint8_t row[ROW_MAX], row_of_batch[ROW_MAX];
	struct stat st;

	mark_untouched(&result, sizeof(result));
	mark_untouched(row, sizeof(row));
	assert_status(hashlane_hash_file(&result, row, capacity, path, specs,
					 count, NULL),
		      HASHLANE_OK);
	check_row(path, &result, row, specs, count, data, bytes);
	assert_true(is_untouched(row + capacity, sizeof(row) - capacity));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(result.mtime_ns,
			 (int64_t)st.st_mtim.tv_sec * 1000000000 +
				 st.st_mtim.tv_nsec);
	assert_status(hashlane_hash_files(&result_of_batch, row_of_batch,
					  capacity, &path, 1, &options, NULL),
		      HASHLANE_OK);
	assert_memory_equal(&result_of_batch, &result, sizeof(result));
	assert_memory_equal(row_of_batch, row, capacity);
}

static void check_sizes(const size_t *borders, size_t border_count,
			const struct hashlane_algorithm_spec *specs,
			size_t count, const uint8_t *data)
{
	for (size_t i = 0; i < border_count; i++)
		for (size_t d = 0; d < 3; d++) {
			size_t bytes = borders[i] - 1 + d;
			char *path = temp_tree_write(&tree, "border", data,
						     bytes);

			check_file(path, specs, count, data, bytes);
			free(path);
		}
}

/* Blocks, leaves and the pieces that files are read in. */
static void every_size_around_borders(void **state)
{
	static const size_t borders[] = { 1,      64,     128,    1024,
					  4096,   16384,  65536,  131072,
					  184320, 262144, 524288, 1048576 };
	struct random_source random = { 1 };
	struct hashlane_algorithm_spec specs[ALL_MAX];
	size_t count = algorithms_all(specs), most = 1048577;
	uint8_t *data = malloc(most);

	(void)state;
	assert_non_null(data);
	random_fill(&random, data, most);
	check_sizes(borders, sizeof(borders) / sizeof(borders[0]), specs,
		    count, data);
	free(data);
}

static void sizes_around_large_chunks(void **state)
{
	static const size_t borders[] = { 4194304, 8388608, 9728000 };
	const struct hashlane_algorithm_spec specs[] = {
		spec_of("dropbox"),   spec_of("s3-etag"), spec_of("ed2k"),
		spec_of("ed2k-blue"), spec_of("aich"),    spec_of("git-blob"),
	};
	struct random_source random = { 1 };
	size_t most = 9728001;
	uint8_t *data = malloc(most);

	(void)state;
	assert_non_null(data);
	random_fill(&random, data, most);
	check_sizes(borders, 3, specs, sizeof(specs) / sizeof(specs[0]), data);
	free(data);
}

/* ---- What cannot be hashed --------------------------------------------- */

static const struct hashlane_algorithm_spec two[] = {
	{ HASHLANE_HASH_MD5, 0, 0 },
	{ HASHLANE_HASH_SHA256, 0, 0 },
};

enum { TWO_BYTES = 16 + 32 };

/* A path that fails, with its detail; the batch says the same. */
static void check_failure(const char *path, int32_t wanted, int os_error)
{
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = two,
		.spec_count = 2,
		.workers = 2,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct hashlane_file_result result, row;
	uint8_t digests[TWO_BYTES];

	mark_untouched(&result, sizeof(result));
	if (hashlane_hash_file(&result, digests, sizeof(digests), path, two, 2,
			       &error) != wanted)
		fail_msg("%s: gave %s, os_error %d", path,
			 hashlane_status_get_name(error.status),
			 error.os_error);
	assert_int_equal(result.status, wanted);
	assert_int_equal(result.os_error, os_error);
	assert_int_equal(result.digests_valid, 0);
	assert_int_equal(error.status, wanted);
	assert_int_equal(error.os_error, os_error);
	assert_true(error.message[0] != 0);
	assert_status(hashlane_hash_file(NULL, digests, sizeof(digests), path,
					 two, 2, NULL),
		      wanted);
	mark_untouched(digests, sizeof(digests));
	assert_status(hashlane_hash_files(&row, digests, sizeof(digests),
					  &path, 1, &options, NULL),
		      HASHLANE_OK);
	assert_memory_equal(&row, &result, sizeof(row));
	assert_true(is_zero(digests, sizeof(digests)));
}

static void missing_files(void **state)
{
	char *file = temp_tree_write(&tree, "file", "abc", 3);
	char *below = temp_tree_path(&tree, "file/below");
	char *none = temp_tree_path(&tree, "none");
	char *deep = temp_tree_path(&tree, "none/none");
	char *dangling = temp_tree_path(&tree, "dangling");

	(void)state;
	check_failure(none, HASHLANE_NOT_FOUND, ENOENT);
	check_failure(deep, HASHLANE_NOT_FOUND, ENOENT);
	check_failure(below, HASHLANE_NOT_FOUND, ENOTDIR);
	check_failure("", HASHLANE_NOT_FOUND, ENOENT);
	assert_int_equal(symlink("none", dangling), 0);
	check_failure(dangling, HASHLANE_NOT_FOUND, ENOENT);
	free(file);
	free(below);
	free(none);
	free(deep);
	free(dangling);
}

static void not_regular_files(void **state)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	char *fifo = temp_tree_path(&tree, "fifo");
	char *sock = temp_tree_path(&tree, "sock");
	char *link = temp_tree_path(&tree, "link-to-folder");
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	check_failure(tree.folder, HASHLANE_NOT_REGULAR, 0);
	check_failure("/", HASHLANE_NOT_REGULAR, 0);
	assert_int_equal(symlink(".", link), 0);
	check_failure(link, HASHLANE_NOT_REGULAR, 0);
	assert_int_equal(mkfifo(fifo, 0644), 0);
	check_failure(fifo, HASHLANE_NOT_REGULAR, 0);
	check_failure("/dev/null", HASHLANE_NOT_REGULAR, 0);
	check_failure("/dev/zero", HASHLANE_NOT_REGULAR, 0);
	assert_true(listener >= 0);
	assert_true(strlen(sock) < sizeof(address.sun_path));
	memcpy(address.sun_path, sock, strlen(sock) + 1);
	assert_int_equal(
		bind(listener, (struct sockaddr *)&address, sizeof(address)),
		0);
	/* A socket cannot be opened at all. */
	check_failure(sock, HASHLANE_NOT_REGULAR, ENXIO);
	close(listener);
	free(fifo);
	free(sock);
	free(link);
}

static void paths_too_long_and_loops(void **state)
{
	char *name = malloc(5001), *path, *loop;

	(void)state;
	assert_non_null(name);
	memset(name, 'n', 5000);
	name[5000] = 0;
	path = temp_tree_path(&tree, name);
	check_failure(path, HASHLANE_IO, ENAMETOOLONG);
	free(path);
	name[256] = 0;
	path = temp_tree_path(&tree, name);
	check_failure(path, HASHLANE_IO, ENAMETOOLONG);
	free(path);
	free(name);
	loop = temp_tree_path(&tree, "loop");
	assert_int_equal(symlink("loop", loop), 0);
	check_failure(loop, HASHLANE_IO, ELOOP);
	free(loop);
}

/* A reason is said once, and a name is not lost in it. */
static void messages(void **state)
{
	static const char *const names[][2] = {
		{ "gr\303\266\303\237e-\346\227\245\346\234\254",
		  "gr\303\266\303\237e-\346\227\245\346\234\254" },
		{ "\033[31m\177\n", "\\033[31m\\177\\012" },
		{ "\302\233x\342\200\256\330\234", "\\302\\233x\\342\\200\\256"
						   "\\330\\234" },
		{ "\377\355\240\200\303", "\\377\\355\\240\\200\\303" },
		{ "\360\237\230\200", "\360\237\230\200" },
	};
	uint8_t digests[TWO_BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct hashlane_error error = { .struct_size = sizeof(error) };
		char text[256];

		snprintf(text, sizeof(text),
			 "no such file or directory (ENOENT) '%s'",
			 names[i][1]);
		assert_status(hashlane_hash_file(NULL, digests,
						 sizeof(digests), names[i][0],
						 two, 2, &error),
			      HASHLANE_NOT_FOUND);
		assert_string_equal(error.message, text);
	}
	/* Cut, and not within a character. */
	for (size_t n = 180; n < 260; n++) {
		struct hashlane_error error = { .struct_size = sizeof(error) };
		char name[300] = "";

		memset(name, 'x', n);
		memcpy(name + n - 2, "\303\237\303\237", 4);
		(void)hashlane_hash_file(NULL, digests, sizeof(digests), name,
					 two, 2, &error);
		assert_status(hashlane_string_check(NULL, error.message,
						    strlen(error.message)),
			      HASHLANE_OK);
		assert_int_equal(error.message[strlen(error.message) - 1],
				 '\'');
	}
}

/* Run in a child, which has no cmocka: 0, or which check failed. */
static int run_unprivileged(const char *secret, const char *inside,
			    const char *open)
{
	struct hashlane_file_result result;
	uint8_t digests[TWO_BYTES];

	if (getuid() == 0 && (setgid(65534) || setuid(65534)))
		return 1;
	if (hashlane_hash_file(&result, digests, sizeof(digests), secret, two,
			       2, NULL) != HASHLANE_ACCESS)
		return 2;
	if (result.status != HASHLANE_ACCESS || result.os_error != EACCES)
		return 3;
	if (hashlane_hash_file(&result, digests, sizeof(digests), inside, two,
			       2, NULL) != HASHLANE_ACCESS)
		return 4;
	return hashlane_hash_file(&result, digests, sizeof(digests), open, two,
				  2, NULL) ?
		       5 :
		       0;
}

static int wait_for(pid_t child)
{
	int status = -1;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void unreadable_files(void **state)
{
	char *secret = temp_tree_write(&tree, "secret", "abc", 3);
	char *open = temp_tree_write(&tree, "open", "abc", 3);
	char *folder = temp_tree_path(&tree, "closed");
	char *inside;
	pid_t child;

	(void)state;
	assert_int_equal(mkdir(folder, 0755), 0);
	inside = temp_tree_write(&tree, "closed/inside", "abc", 3);
	assert_int_equal(chmod(secret, 0), 0);
	assert_int_equal(chmod(open, 0644), 0);
	assert_int_equal(chmod(folder, 0), 0);
	/* Root may read everything: the child is someone else. */
	child = fork();
	assert_true(child >= 0);
	if (!child)
		_exit(run_unprivileged(secret, inside, open));
	assert_int_equal(wait_for(child), 0);
	assert_int_equal(chmod(folder, 0755), 0);
	free(secret);
	free(open);
	free(folder);
	free(inside);
}

/* ---- Names and links ---------------------------------------------------- */

static void odd_names(void **state)
{
	static const char *const names[] = { "-",           "-n",
					     "--help",      " ",
					     "  a  ",       "new\nline",
					     "tab\t",       "quote'\"",
					     "back\\slash", "*",
					     "\xff\xfe",    "caf\xc3\xa9",
					     "caf\xe9",     "\x01\x02\x7f",
					     "%s%n",        ".hidden" };
	char longest[256];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = temp_tree_write(&tree, names[i], "abc", 3);

		check_file(path, two, 2, (const uint8_t *)"abc", 3);
		free(path);
	}
	memset(longest, 'n', 255);
	longest[255] = 0;
	{
		char *path = temp_tree_write(&tree, longest, "abc", 3);

		check_file(path, two, 2, (const uint8_t *)"abc", 3);
		free(path);
	}
}

static void links_are_followed(void **state)
{
	char *target = temp_tree_write(&tree, "target", "abc", 3);
	char *link = temp_tree_path(&tree, "link");
	char *second = temp_tree_path(&tree, "second");

	(void)state;
	assert_int_equal(symlink("target", link), 0);
	assert_int_equal(symlink("link", second), 0);
	check_file(link, two, 2, (const uint8_t *)"abc", 3);
	check_file(second, two, 2, (const uint8_t *)"abc", 3);
	free(target);
	free(link);
	free(second);
}

/* ---- What the kernel makes up ------------------------------------------- */

static uint8_t *read_whole(const char *path, size_t *bytes)
{
	FILE *file = fopen(path, "rb");
	size_t capacity = 1 << 16, n = 0, got;
	uint8_t *data = malloc(capacity);

	if (!file || !data) {
		free(data);
		if (file)
			fclose(file);
		return NULL;
	}
	while ((got = fread(data + n, 1, capacity - n, file)) > 0) {
		n += got;
		if (n < capacity)
			continue;
		capacity *= 2;
		data = realloc(data, capacity);
		assert_non_null(data);
	}
	fclose(file);
	*bytes = n;
	return data;
}

/* Size 0 or 4096 in the inode; what is read is what counts. */
static void made_up_files(void **state)
{
	static const char *const paths[] = {
		"/proc/self/cmdline",
		"/proc/version",
		"/proc/filesystems",
		"/proc/self/environ",
		"/proc/kallsyms",
		"/proc/sys/kernel/ostype",
		"/sys/kernel/mm/transparent_hugepage/enabled",
		"/sys/devices/system/cpu/online",
	};
	const struct hashlane_algorithm_spec specs[] = {
		{ HASHLANE_HASH_SHA1, 0, 0 },
		{ HASHLANE_HASH_AICH, 0, 0 },
		{ HASHLANE_HASH_GIT_BLOB, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct hashlane_file_result result;
		uint8_t row[60], wanted[HASHLANE_MAX_DIGEST_BYTES];
		size_t bytes = 0;
		uint8_t *data = read_whole(paths[i], &bytes);

		if (!data) {
			print_message("NOT RUN: %s cannot be read here\n",
				      paths[i]);
			continue;
		}
		assert_status(hashlane_hash_file(&result, row, sizeof(row),
						 paths[i], specs, 3, NULL),
			      HASHLANE_OK);
		assert_int_equal(result.size_bytes, bytes);
		for (size_t k = 0; k < 3; k++) {
			/* The size is known if one read brought all of it. */
			if (k == 2 && !(result.digests_valid & 4)) {
				assert_true(bytes > 100000);
				assert_true(is_zero(row + 40, 20));
				continue;
			}
			assert_true(result.digests_valid >> k & 1);
			oracle_digest(wanted, &specs[k], data, bytes);
			assert_true(same_bytes(paths[i], row + 20 * k, 20,
					       wanted, 20));
		}
		free(data);
	}
}

/* No descriptor of ours is left open. */
static void descriptors_are_closed(void **state)
{
	char *path = temp_tree_write(&tree, "closed-after", "abc", 3);
	int before = dup(0);

	(void)state;
	assert_true(before >= 0);
	close(before);
	check_file(path, two, 2, (const uint8_t *)"abc", 3);
	check_failure(tree.folder, HASHLANE_NOT_REGULAR, 0);
	assert_int_equal(dup(0), before);
	close(before);
	free(path);
}

/* Beyond 32 bits of size; some seconds, so only when asked for. */
static void sparse_of_5_gib_and_7(void **state)
{
	static const struct hashlane_algorithm_spec specs[] = {
		{ HASHLANE_HASH_CRC32, 0, 0 },
		{ HASHLANE_HASH_SHA1, 0, 0 },
		{ HASHLANE_HASH_GIT_BLOB, 0, 0 },
	};
	/* Of Python's zlib.crc32 and hashlib.sha1. */
	static const char *const wanted[] = {
		"34f034fa", "ed2ed0a2b938477a5c9071e0c401c2be1a152c47",
		"217eb83b4c8f49bc9c28e8fdccfdb7fa3786a704"
	};
	const uint64_t bytes = ((uint64_t)5 << 30) + 7;
	struct hashlane_file_result result;
	uint8_t row[4 + 20 + 20];
	size_t at = 0;
	char *path;

	(void)state;
	if (!getenv("HASHLANE_TEST_SLOW")) {
		print_message("NOT RUN: set HASHLANE_TEST_SLOW=1 for 5 GiB\n");
		skip();
	}
	path = temp_tree_write(&tree, "sparse", "", 0);
	assert_int_equal(truncate(path, (off_t)bytes), 0);
	alarm(5 * WATCHDOG_SECONDS);
	assert_status(hashlane_hash_file(&result, row, sizeof(row), path,
					 specs, 3, NULL),
		      HASHLANE_OK);
	assert_int_equal(result.size_bytes, bytes);
	assert_int_equal(result.digests_valid, 7);
	for (size_t i = 0; i < 3; i++) {
		char text[HASHLANE_MAX_TEXT_BYTES];
		size_t n = algorithm_info(specs[i].id).digest_bytes;

		assert_status(hashlane_digest_format(
				      text, sizeof(text), NULL, &specs[i],
				      HASHLANE_TEXT_HEX, row + at, n),
			      HASHLANE_OK);
		assert_string_equal(text, wanted[i]);
		at += n;
	}
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_size_around_borders, watch),
		cmocka_unit_test_setup(sizes_around_large_chunks, watch),
		cmocka_unit_test_setup(missing_files, watch),
		cmocka_unit_test_setup(not_regular_files, watch),
		cmocka_unit_test_setup(paths_too_long_and_loops, watch),
		cmocka_unit_test_setup(messages, watch),
		cmocka_unit_test_setup(unreadable_files, watch),
		cmocka_unit_test_setup(odd_names, watch),
		cmocka_unit_test_setup(links_are_followed, watch),
		cmocka_unit_test_setup(made_up_files, watch),
		cmocka_unit_test_setup(descriptors_are_closed, watch),
		cmocka_unit_test_setup(sparse_of_5_gib_and_7, watch),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
