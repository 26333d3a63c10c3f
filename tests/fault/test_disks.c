/* SPDX-License-Identifier: MIT */
/*
 * test_disks.c - a disk that must not seek is read file by file, in the order
 * of the paths; the linker puts its answers in.
 */
#define _GNU_SOURCE
#include "../../src/os/device.h"
#include "../../src/os/file.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/temp_tree.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FILES = 70,
	LARGE_BYTES = 900 * 1024, /* several blocks, and parts of blake3 */
	SMALL_BYTES = 5000,
	DESCRIPTORS = 4096,
	WATCHDOG_SECONDS = 60
};

static struct temp_tree tree;
static char *paths[FILES];
static uint8_t digests[FILES][2][32];
static const struct hashlane_algorithm_spec specs[] = {
	{ .id = HASHLANE_HASH_SHA256 },
	{ .id = HASHLANE_HASH_BLAKE3 },
};

/* ---- The disk ---- */

static struct {
	pthread_mutex_t lock;
	unsigned readers;         /* that it wants */
	int cached_below;         /* files before that one are in memory */
	int file_of[DESCRIPTORS]; /* and 1; 0: none of the files */
	int last, open, most_open, switches;
	bool in_order;
} disk = { .lock = PTHREAD_MUTEX_INITIALIZER };

unsigned __wrap_hln_device_readers(int file, uint64_t device);
enum hln_cached __wrap_hln_file_cached(int file, uint64_t offset);
int __wrap_hln_file_open_at(int *file, int directory, const char *path,
			    bool follow);
int __real_hln_file_open_at(int *file, int directory, const char *path,
			    bool follow);
int __wrap_hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
			    uint64_t offset);
int __real_hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
			    uint64_t offset);
void __wrap_hln_file_close(int file);
void __real_hln_file_close(int file);

unsigned __wrap_hln_device_readers(int file, uint64_t device)
{
	(void)file;
	(void)device;
	return disk.readers;
}

enum hln_cached __wrap_hln_file_cached(int file, uint64_t offset)
{
	(void)offset;
	return disk.file_of[file] - 1 < disk.cached_below ? HLN_CACHED :
							    HLN_NOT_CACHED;
}

int __wrap_hln_file_open_at(int *file, int directory, const char *path,
			    bool follow)
{
	int error = __real_hln_file_open_at(file, directory, path, follow);
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	if (error || *name != 'f')
		return error;
	pthread_mutex_lock(&disk.lock);
	disk.file_of[*file] = (int)strtol(name + 1, NULL, 10) + 1;
	if (++disk.open > disk.most_open)
		disk.most_open = disk.open;
	pthread_mutex_unlock(&disk.lock);
	return 0;
}

int __wrap_hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
			    uint64_t offset)
{
	int at = disk.file_of[file];

	pthread_mutex_lock(&disk.lock);
	disk.switches += at != disk.last;
	disk.in_order &= at >= disk.last;
	disk.last = at;
	pthread_mutex_unlock(&disk.lock);
	return __real_hln_file_read_at(got, file, buffer, bytes, offset);
}

void __wrap_hln_file_close(int file)
{
	pthread_mutex_lock(&disk.lock);
	disk.open -= disk.file_of[file] != 0;
	disk.file_of[file] = 0;
	pthread_mutex_unlock(&disk.lock);
	__real_hln_file_close(file);
}

/* ---- The files ---- */

static int make_files(void **state)
{
	uint8_t *data = malloc(LARGE_BYTES + FILES);

	(void)state;
	assert_non_null(data);
	for (size_t i = 0; i < LARGE_BYTES + FILES; i++)
		data[i] = (uint8_t)(i * 2654435761U >> 13);
	temp_tree_make(&tree);
	for (size_t i = 0; i < FILES; i++) {
		size_t bytes = i % 3 ? SMALL_BYTES + i : LARGE_BYTES + i;
		char name[32];

		snprintf(name, sizeof(name), "d%zu", i / 20);
		paths[i] = temp_tree_path(&tree, name);
		(void)mkdir(paths[i], 0755);
		free(paths[i]);
		snprintf(name, sizeof(name), "d%zu/f%03zu", i / 20, i);
		paths[i] = temp_tree_write(&tree, name, data, bytes);
		for (size_t k = 0; k < 2; k++)
			oracle_digest(digests[i][k], &specs[k], data, bytes);
	}
	free(data);
	return 0;
}

static int drop_files(void **state)
{
	(void)state;
	alarm(0);
	for (size_t i = 0; i < FILES; i++)
		free(paths[i]);
	temp_tree_remove(&tree);
	return 0;
}

static const int32_t workers[] = { -1, 1, 2, 4, 16 };
enum { WORKERS = sizeof(workers) / sizeof(workers[0]) };

/* Each file exact, in the order of the inputs. */
static void run_job(int32_t count, bool walks, uint32_t flags)
{
	static const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct hashlane_input inputs[FILES];
	const struct hashlane_results *block;
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = walks ? 1 : FILES,
		.walk = walks ? &walk : NULL,
		.flags = flags,
	};
	hashlane_engine engine = engine_of(count, 0);
	hashlane_job job;

	alarm(WATCHDOG_SECONDS);
	for (size_t i = 0; i < FILES; i++)
		inputs[i] = path_input(walks ? tree.folder : paths[i]);
	disk.last = disk.open = disk.most_open = disk.switches = 0;
	disk.in_order = true;
	job = job_of(engine, &options);
	block = only_block_of(job, FILES);
	for (uint32_t i = 0; i < FILES; i++) {
		assert_int_equal(row_of(block, i).status, HASHLANE_OK);
		for (size_t k = 0; k < 2; k++) {
			const uint8_t *digest;
			size_t bytes;

			assert_int_equal(hashlane_results_get_digest(
						 &digest, &bytes, block, i, k),
					 0);
			assert_memory_equal(digest, digests[i][k], 32);
		}
	}
	hashlane_results_destroy(block);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	assert_int_equal(disk.open, 0);
}

static void check_one_by_one(void)
{
	assert_true(disk.switches <= FILES);
	assert_int_equal(disk.most_open, 1);
	assert_true(disk.in_order);
}

static void test_disk(void **state)
{
	(void)state;
	disk.readers = 1;
	disk.cached_below = 0;
	for (size_t w = 0; w < WORKERS; w++) {
		for (int walks = 0; walks < 2; walks++) {
			run_job(workers[w], walks, 0);
			check_one_by_one();
		}
	}
}

static void test_sequential(void **state)
{
	(void)state;
	disk.readers = 0;
	for (size_t w = 0; w < WORKERS; w++) {
		for (int cached = 0; cached < 2; cached++) {
			disk.cached_below = cached ? FILES : 0;
			run_job(workers[w], cached, HASHLANE_JOB_SEQUENTIAL);
			check_one_by_one();
		}
	}
}

static void test_network(void **state)
{
	(void)state;
	disk.readers = HLN_DEVICE_READERS_MAX;
	disk.cached_below = 0;
	for (size_t w = 0; w < WORKERS; w++) {
		run_job(workers[w], w % 2, 0);
		assert_true(disk.most_open <= HLN_DEVICE_READERS_MAX);
		assert_true(disk.most_open <= workers[w] ||
			    disk.most_open == 1);
	}
}

/* What is in memory is read by all; what follows must still be right. */
static void test_cached_first(void **state)
{
	(void)state;
	disk.readers = 1;
	for (size_t w = 0; w < WORKERS; w++) {
		for (int i = 1; i < FILES; i += 11) {
			disk.cached_below = i;
			run_job(workers[w], i % 2, 0);
		}
	}
	disk.cached_below = FILES;
	run_job(1, false, 0);
	assert_true(disk.most_open > 1);
}

/* ---- What a device says of itself ---- */

static struct temp_tree devices;

/* A file below the tree's folder, and the folders above it. */
static void put(const char *name, const char *text)
{
	char *path = temp_tree_path(&devices, name), *at = path;

	while ((at = strchr(at + 1, '/'))) {
		*at = '\0';
		(void)mkdir(path, 0755);
		*at = '/';
	}
	free(path);
	free(temp_tree_write(&devices, name, text, strlen(text)));
}

static void check_turns(const char *name, bool turns)
{
	char *path = temp_tree_path(&devices, name);

	assert_int_equal(hln_device_turns(path), turns);
	free(path);
}

/* `of` is one of the devices that `name` is made of. */
static void make_of(const char *name, const char *of)
{
	char *link = temp_tree_path(&devices, name);
	char *target = temp_tree_path(&devices, of);

	assert_int_equal(symlink(target, link), 0);
	free(link);
	free(target);
}

static void test_devices(void **state)
{
	(void)state;
	temp_tree_make(&devices);
	put("s/pci/ata1/block/sda/queue/rotational", "1\n");
	put("s/pci/ata1/block/sda/device/model", "WDC WD120EDAZ-11\n");
	put("s/pci/ata1/block/sda/sda1/partition", "1\n");
	put("s/pci/nvme0/block/nvme0n1/queue/rotational", "0\n");
	put("s/pci/virtio1/block/vda/queue/rotational", "1\n");
	put("s/pci/virtio1/block/vda/vda1/partition", "1\n");
	put("s/vbd-51712/block/xvda/queue/rotational", "1\n");
	put("s/VMBUS:01/host0/block/sdb/queue/rotational", "1\n");
	put("s/pci/ata2/block/sdc/queue/rotational", "1\n");
	put("s/pci/ata2/block/sdc/device/model", "QEMU HARDDISK   \n");
	put("s/pci/ata2/block/sdc/sdc1/partition", "1\n");
	check_turns("s/pci/ata1/block/sda", true);
	check_turns("s/pci/ata1/block/sda/sda1", true);
	check_turns("s/pci/nvme0/block/nvme0n1", false);
	check_turns("s/pci/virtio1/block/vda", false);
	check_turns("s/pci/virtio1/block/vda/vda1", false);
	check_turns("s/vbd-51712/block/xvda", false);
	check_turns("s/VMBUS:01/host0/block/sdb", false);
	check_turns("s/pci/ata2/block/sdc", false);
	check_turns("s/pci/ata2/block/sdc/sdc1", false);
	check_turns("s/none", false);
	/* Mapped devices say what theirs say; each asks those below. */
	put("s/virtual/dm-0/queue/rotational", "1\n");
	put("s/virtual/dm-0/slaves/.keep", "");
	make_of("s/virtual/dm-0/slaves/vda1", "s/pci/virtio1/block/vda/vda1");
	check_turns("s/virtual/dm-0", false);
	make_of("s/virtual/dm-0/slaves/sda1", "s/pci/ata1/block/sda/sda1");
	check_turns("s/virtual/dm-0", true);
	put("s/virtual/dm-1/slaves/.keep", "");
	make_of("s/virtual/dm-1/slaves/dm-0", "s/virtual/dm-0");
	check_turns("s/virtual/dm-1", true);
	/* A loop device is made of none that /sys shows. */
	put("s/virtual/loop0/queue/rotational", "1\n");
	put("s/virtual/loop0/slaves/.keep", "");
	check_turns("s/virtual/loop0", true);
	temp_tree_remove(&devices);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_disk),
		cmocka_unit_test(test_sequential),
		cmocka_unit_test(test_network),
		cmocka_unit_test(test_cached_first),
	};

	return cmocka_run_group_tests(tests, make_files, drop_files);
}
