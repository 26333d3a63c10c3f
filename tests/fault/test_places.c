/* SPDX-License-Identifier: MIT */
/*
 * test_places.c - several devices, each with as many readers as it has places:
 * the linker makes them up, by the folders that files are in, and counts who
 * reads.
 */
#define _GNU_SOURCE
#include "../../src/os/device.h"
#include "../../src/os/directory.h"
#include "../../src/os/file.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	DEVICES = 4,
	FILES = 24, /* of each */
	LARGE_BYTES = 1200 * 1024,
	SMALL_BYTES = 4000,
	DESCRIPTORS = 4096,
	FIRST_DEVICE = 7000,
	WATCHDOG_SECONDS = 60
};

static struct temp_tree tree;
static char *folders[DEVICES];
static char *paths[DEVICES][FILES];
static uint8_t digests[DEVICES][FILES][2][32];
static const struct hashlane_algorithm_spec specs[] = {
	{ .id = HASHLANE_HASH_SHA256 },
	{ .id = HASHLANE_HASH_BLAKE3 },
};

/* ---- The devices ---- */

struct disk {
	unsigned places; /* 0: any number */
	bool cached;     /* all of it is in memory */
	unsigned readers, most_readers;
	_Atomic uint64_t reads;
};

static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct disk disks[DEVICES];
	_Atomic int disk_of[DESCRIPTORS]; /* and 1; 0: of none */
	/* Bits of devices: reads at a place wait until all are read. */
	unsigned missing;
	/* Reads wait until a job was refused a place, and are counted until
	 * that device has been read of its last file, which is the other's. */
	bool gated;
	const struct hln_job *refused; /* the first that was; NULL: none */
	_Atomic uint64_t reads_since;
} world = { .lock = PTHREAD_MUTEX_INITIALIZER,
	    .changed = PTHREAD_COND_INITIALIZER };

struct hln_devices;
struct hln_device;
struct hln_job;
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
int __wrap_hln_file_info(struct hln_file_info *info, int file);
int __real_hln_file_info(struct hln_file_info *info, int file);
int __wrap_hln_file_info_at(struct hln_file_info *info, int directory,
			    const char *name, bool follow);
int __real_hln_file_info_at(struct hln_file_info *info, int directory,
			    const char *name, bool follow);
int __wrap_hln_listing_identity(struct hln_identity *identity, int directory);
int __real_hln_listing_identity(struct hln_identity *identity, int directory);
bool __wrap_hln_device_enter(struct hln_devices *devices,
			     struct hln_device *device,
			     const struct hln_job *job);
bool __real_hln_device_enter(struct hln_devices *devices,
			     struct hln_device *device,
			     const struct hln_job *job);
void __wrap_hln_device_await(struct hln_devices *devices,
			     struct hln_device *device,
			     const struct hln_job *job, bool waits);
void __real_hln_device_await(struct hln_devices *devices,
			     struct hln_device *device,
			     const struct hln_job *job, bool waits);

/* Which disk a path is on, by its folder; and 1. */
static int disk_of_path(const char *path)
{
	const char *at = strstr(path, "/v");

	while (at && (at[2] < '0' || at[2] >= '0' + DEVICES ||
		      (at[3] && at[3] != '/')))
		at = strstr(at + 1, "/v");
	return at ? at[2] - '0' + 1 : 0;
}

static int disk_of_file(int file)
{
	char name[64], path[4096];
	ssize_t bytes;

	snprintf(name, sizeof(name), "/proc/self/fd/%d", file);
	bytes = readlink(name, path, sizeof(path) - 1);
	assert_true(bytes > 0);
	path[bytes] = 0;
	return disk_of_path(path);
}

unsigned __wrap_hln_device_readers(int file, uint64_t device)
{
	(void)file;
	return device >= FIRST_DEVICE && device < FIRST_DEVICE + DEVICES ?
		       world.disks[device - FIRST_DEVICE].places :
		       0;
}

enum hln_cached __wrap_hln_file_cached(int file, uint64_t offset)
{
	int disk = world.disk_of[file];

	(void)offset;
	return disk && world.disks[disk - 1].cached ? HLN_CACHED :
						      HLN_NOT_CACHED;
}

int __wrap_hln_file_open_at(int *file, int directory, const char *path,
			    bool follow)
{
	int error = __real_hln_file_open_at(file, directory, path, follow);

	if (!error)
		world.disk_of[*file] = disk_of_file(*file);
	return error;
}

static bool is_last_file(int file)
{
	char name[64], path[4096];
	ssize_t bytes;

	snprintf(name, sizeof(name), "/proc/self/fd/%d", file);
	bytes = readlink(name, path, sizeof(path) - 1);
	path[bytes > 0 ? bytes : 0] = 0;
	snprintf(name, sizeof(name), "/f%02d", FILES - 1);
	return strstr(path, name);
}

int __wrap_hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
			    uint64_t offset)
{
	struct disk *disk = world.disk_of[file] ?
				    &world.disks[world.disk_of[file] - 1] :
				    NULL;
	int error;

	if (!disk)
		return __real_hln_file_read_at(got, file, buffer, bytes,
					       offset);
	pthread_mutex_lock(&world.lock);
	disk->reads++;
	if (++disk->readers > disk->most_readers)
		disk->most_readers = disk->readers;
	world.missing &= ~(1U << (disk - world.disks));
	pthread_cond_broadcast(&world.changed);
	while (disk->places && world.missing)
		pthread_cond_wait(&world.changed, &world.lock);
	while (world.gated && !world.refused)
		pthread_cond_wait(&world.changed, &world.lock);
	world.gated &= !is_last_file(file);
	world.reads_since += world.gated;
	pthread_mutex_unlock(&world.lock);
	error = __real_hln_file_read_at(got, file, buffer, bytes, offset);
	pthread_mutex_lock(&world.lock);
	disk->readers--;
	pthread_mutex_unlock(&world.lock);
	return error;
}

static void set_device(uint64_t *device, int disk)
{
	if (disk)
		*device = FIRST_DEVICE + (uint64_t)disk - 1;
}

int __wrap_hln_file_info(struct hln_file_info *info, int file)
{
	int error = __real_hln_file_info(info, file);

	if (!error)
		set_device(&info->device, disk_of_file(file));
	return error;
}

int __wrap_hln_file_info_at(struct hln_file_info *info, int directory,
			    const char *name, bool follow)
{
	int error = __real_hln_file_info_at(info, directory, name, follow);

	if (!error)
		set_device(&info->device, directory >= 0 && *name != '/' ?
						  disk_of_file(directory) :
						  disk_of_path(name));
	return error;
}

int __wrap_hln_listing_identity(struct hln_identity *identity, int directory)
{
	int error = __real_hln_listing_identity(identity, directory);

	if (!error)
		set_device(&identity->device, disk_of_file(directory));
	return error;
}

bool __wrap_hln_device_enter(struct hln_devices *devices,
			     struct hln_device *device,
			     const struct hln_job *job)
{
	bool entered = __real_hln_device_enter(devices, device, job);

	pthread_mutex_lock(&world.lock);
	if (!entered && !world.refused) {
		world.refused = job;
		world.reads_since = 0;
	}
	pthread_cond_broadcast(&world.changed);
	pthread_mutex_unlock(&world.lock);
	return entered;
}

/* Who was refused is known to wait from here on. */
void __wrap_hln_device_await(struct hln_devices *devices,
			     struct hln_device *device,
			     const struct hln_job *job, bool waits)
{
	__real_hln_device_await(devices, device, job, waits);
	pthread_mutex_lock(&world.lock);
	if (waits && job == world.refused)
		world.reads_since = 0;
	pthread_mutex_unlock(&world.lock);
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
	for (int d = 0; d < DEVICES; d++) {
		char name[32];

		snprintf(name, sizeof(name), "v%d", d);
		folders[d] = temp_tree_path(&tree, name);
		assert_int_equal(mkdir(folders[d], 0755), 0);
		for (size_t i = 0; i < FILES; i++) {
			size_t bytes = i % 4 ? SMALL_BYTES + i :
					       LARGE_BYTES + i;

			snprintf(name, sizeof(name), "v%d/f%02zu", d, i);
			paths[d][i] = temp_tree_write(&tree, name, data + d,
						      bytes - (size_t)d);
			for (size_t k = 0; k < 2; k++)
				oracle_digest(digests[d][i][k], &specs[k],
					      data + d, bytes - (size_t)d);
		}
	}
	free(data);
	return 0;
}

static int drop_files(void **state)
{
	(void)state;
	alarm(0);
	for (int d = 0; d < DEVICES; d++) {
		for (size_t i = 0; i < FILES; i++)
			free(paths[d][i]);
		free(folders[d]);
	}
	temp_tree_remove(&tree);
	return 0;
}

static void set_world(const unsigned *places, unsigned missing)
{
	alarm(WATCHDOG_SECONDS);
	for (int d = 0; d < DEVICES; d++)
		world.disks[d] = (struct disk){ .places = places[d] };
	world.missing = missing;
	world.gated = false;
	world.refused = NULL;
	world.reads_since = 0;
}

/* Nowhere were there more than there are places. */
static void check_world(void)
{
	for (int d = 0; d < DEVICES; d++) {
		const struct disk *disk = &world.disks[d];

		assert_int_equal(disk->readers, 0);
		if (disk->places && !disk->cached)
			assert_true(disk->most_readers <= disk->places);
	}
}

/* ---- Jobs ---- */

/* Files of some devices, bit d for device d. */
struct task {
	unsigned devices;
	bool walks, mixed;
	bool parts; /* an algorithm whose files may be read in parts */
	uint32_t flags;
	int32_t order, priority;
	uint64_t rate;
	hashlane_job job;
};

/* All files of a device after all of another; or by turns. */
static size_t list_inputs(struct hashlane_input *inputs,
			  const struct task *task)
{
	size_t count = 0;

	for (size_t k = 0; k < DEVICES * FILES; k++) {
		size_t d = task->mixed ? k % DEVICES : k / FILES;
		size_t i = task->mixed ? k / DEVICES : k % FILES;

		if (!(task->devices >> d & 1) || (task->walks && i))
			continue;
		inputs[count++] = path_input(task->walks ? folders[d] :
							   paths[d][i]);
	}
	return count;
}

static void start(struct task *task, hashlane_engine engine)
{
	static const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct hashlane_input inputs[DEVICES * FILES];
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = task->parts ? specs + 1 : specs,
		.spec_count = task->parts ? 1 : 2,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = list_inputs(inputs, task),
		.walk = task->walks ? &walk : NULL,
		.flags = task->flags,
		.order = task->order,
		.priority = task->priority,
		.bytes_per_second_max = task->rate,
	};

	task->job = job_of(engine, &options);
}

static void check_row(const struct hashlane_results *block, uint32_t row,
		      bool parts)
{
	const struct hashlane_row values = row_of(block, row);
	char path[600];
	size_t bytes;
	long i;
	int d;

	assert_int_equal(values.status, HASHLANE_OK);
	snprintf(path, sizeof(path), "%.*s", (int)values.path_bytes,
		 values.path);
	d = disk_of_path(path) - 1;
	assert_true(d >= 0);
	i = strtol(strrchr(path, '/') + 2, NULL, 10);
	for (size_t k = parts; k < 2; k++) {
		const uint8_t *digest;

		assert_status(hashlane_results_get_digest(
				      &digest, &bytes, block, row, k - parts),
			      HASHLANE_OK);
		assert_memory_equal(digest, digests[d][i][k], 32);
	}
}

/* All rows are there, each exact, in the order that was wanted. */
static void finish(struct task *task)
{
	const struct hashlane_results *block;
	uint64_t rows = 0, expected = 0;
	int32_t status;

	for (int d = 0; d < DEVICES; d++)
		expected += task->devices >> d & 1 ? FILES : 0;
	while (!(status = hashlane_job_next(&block, task->job, -1))) {
		uint32_t count = hashlane_results_get_count(block);

		for (uint32_t i = 0; i < count; i++) {
			if (task->order == HASHLANE_ORDER_INPUT)
				assert_int_equal(row_of(block, i).index,
						 rows + i);
			check_row(block, i, task->parts);
		}
		rows += count;
		hashlane_results_destroy(block);
	}
	assert_status(status, HASHLANE_END);
	assert_int_equal(rows, expected);
	assert_status(hashlane_job_destroy(task->job), HASHLANE_OK);
}

static const int32_t workers[] = { -1, 1, 2, 3, 8 };
enum { WORKERS = sizeof(workers) / sizeof(workers[0]) };

/* One job reads all its devices at once, each by as many as it may be. */
static void test_one_job_reads_all_devices(void **state)
{
	static const unsigned kinds[][DEVICES] = {
		{ 1, 1, 0, 0 },
		{ 1, 0, 0, 0 },
		{ 1, HLN_DEVICE_READERS_MAX, 0, 0 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		for (size_t w = 0; w < WORKERS; w++) {
			for (int form = 0; form < 8; form++) {
				hashlane_engine engine = engine_of(workers[w],
								   0);
				bool meets;
				struct task task = {
					.devices = 3,
					.walks = form & 1,
					.mixed = form & 2,
					.order =
						form & 4 ?
							HASHLANE_ORDER_COMPLETION :
							HASHLANE_ORDER_INPUT,
				};

				/* What has no places may be read before. */
				meets = workers[w] > 1 &&
					(kinds[k][1] || !task.mixed);
				set_world(kinds[k], meets ? 3 : 0);
				start(&task, engine);
				finish(&task);
				check_world();
				end_engine(engine);
			}
		}
	}
}

/* Jobs share the one place of a disk, and do not wait for each other's. */
static void test_jobs_share_devices(void **state)
{
	static const unsigned places[DEVICES] = { 1, 1, 1, 0 };

	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		for (int form = 0; form < 2; form++) {
			hashlane_engine engine = engine_of(workers[w], 0);
			struct task tasks[] = {
				{ .devices = 1, .walks = form },
				{ .devices = 1, .walks = !form },
				{ .devices = 2, .walks = form },
				{ .devices = 5 },
				{ .devices = 1,
				  .flags = HASHLANE_JOB_SEQUENTIAL },
			};

			set_world(places, workers[w] > 2 ? 7 : 0);
			for (size_t i = 0; i < 5; i++)
				start(&tasks[i], engine);
			for (size_t i = 0; i < 5; i++)
				finish(&tasks[i]);
			check_world();
			end_engine(engine);
		}
	}
}

/* The place of a disk goes over in the middle of a file. */
static void test_higher_priority_gets_the_place(void **state)
{
	enum { LONG_BYTES = 40 * 1024 * 1024, READS_MOST = 24 };
	static const unsigned places[DEVICES] = { 1, 0, 0, 0 };
	hashlane_engine engine = engine_of(2, 0);
	char *path = temp_tree_path(&tree, "v0/long");
	struct hashlane_input input = path_input(path);
	struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_job low, high;

	(void)state;
	free(temp_tree_write(&tree, "v0/long", "", 0));
	assert_int_equal(truncate(path, LONG_BYTES), 0);
	for (int teams = 0; teams < 2; teams++) {
		set_world(places, 0);
		world.gated = true;
		input = path_input(path);
		options = md5_options(&input, 1, 0);
		options.priority = HASHLANE_PRIORITY_NORMAL - 1;
		/* With two algorithms an idle worker may help. */
		if (teams) {
			options.specs = specs;
			options.spec_count = 2;
		}
		low = job_of(engine, &options);
		while (!world.disks[0].reads)
			(void)hashlane_job_wait(low, 1);
		input = path_input(paths[0][FILES - 1]);
		options = md5_options(&input, 1, 0);
		high = job_of(engine, &options);
		assert_status(hashlane_job_wait(high, -1), HASHLANE_OK);
		assert_in_range(world.reads_since, 0, READS_MOST);
		assert_status(hashlane_job_wait(low, -1), HASHLANE_OK);
		assert_int_equal(drain_job(low), 1);
		end_job(engine, low);
		end_job(engine, high);
		check_world();
	}
	end_engine(engine);
	assert_int_equal(unlink(path), 0);
	free(path);
}

/* ---- Anything ---- */

static void disturb(struct random_source *random, struct task *task)
{
	switch (random_below(random, 6)) {
	case 0:
		assert_status(hashlane_job_pause(task->job), HASHLANE_OK);
		break;
	case 1:
		assert_status(hashlane_job_resume(task->job), HASHLANE_OK);
		break;
	case 2:
		assert_status(
			hashlane_job_set_rate(task->job,
					      random_below(random, 2) << 22),
			HASHLANE_OK);
		break;
	case 3:
		(void)hashlane_job_wait(task->job, 1);
		break;
	default:
		break;
	}
}

static void random_round(struct random_source *random)
{
	static const unsigned kinds[] = { 0, 1, 1, 2, HLN_DEVICE_READERS_MAX };
	static const int32_t counts[] = { -1, 1, 2, 3, 5 };
	enum { TASKS = 5 };
	hashlane_engine engine =
		engine_of(counts[random_below(random, 5)],
			  random_below(random, 2) ? 0 : (uint64_t)8 << 20);
	unsigned places[DEVICES];
	struct task tasks[TASKS] = { 0 };
	bool cancelled[TASKS] = { 0 };

	for (int d = 0; d < DEVICES; d++)
		places[d] = kinds[random_below(random, 5)];
	set_world(places, 0);
	for (int d = 0; d < DEVICES; d++)
		world.disks[d].cached = !random_below(random, 4);
	for (int i = 0; i < TASKS; i++) {
		struct task *task = &tasks[i];

		task->devices = 1 + (unsigned)random_below(random, 15);
		task->walks = random_below(random, 2);
		task->mixed = random_below(random, 2);
		task->parts = random_below(random, 2);
		task->priority = (int32_t)random_below(random, 5) - 2;
		task->order = HASHLANE_ORDER_INPUT +
			      (int32_t)random_below(random, 2);
		task->flags =
			(random_below(random, 3) ? 0 : HASHLANE_JOB_STREAM) |
			(random_below(random, 5) ? 0 :
						   HASHLANE_JOB_SEQUENTIAL);
		start(task, engine);
		disturb(random, task);
	}
	for (int i = 0; i < 30; i++) {
		int which = (int)random_below(random, TASKS);

		disturb(random, &tasks[which]);
		if (random_below(random, 30))
			continue;
		cancelled[which] = true;
		assert_status(hashlane_job_cancel(tasks[which].job),
			      HASHLANE_OK);
	}
	for (int i = 0; i < TASKS; i++) {
		assert_status(hashlane_job_resume(tasks[i].job), HASHLANE_OK);
		assert_status(hashlane_job_set_rate(tasks[i].job, 0),
			      HASHLANE_OK);
	}
	for (int i = 0; i < TASKS; i++) {
		if (cancelled[i])
			assert_status(hashlane_job_destroy(tasks[i].job),
				      HASHLANE_OK);
		else
			finish(&tasks[i]);
	}
	end_engine(engine);
	check_world();
}

static void test_anything(void **state)
{
	struct random_source random = random_from_environment("places");
	int rounds = tests_are_slow() ? 300 : 12;

	(void)state;
	for (int i = 0; i < rounds; i++)
		random_round(&random);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_job_reads_all_devices),
		cmocka_unit_test(test_jobs_share_devices),
		cmocka_unit_test(test_higher_priority_gets_the_place),
		cmocka_unit_test(test_anything),
	};

	return cmocka_run_group_tests(tests, make_files, drop_files);
}
