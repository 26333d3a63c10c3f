/* SPDX-License-Identifier: MIT */
/*
 * read_only.c - the floor of bench/files.py: open and pread, nothing else.
 *
 * Usage: read_only THREADS BYTES NAMES...
 *
 * Each NAMES file lists paths that end in NUL, of BYTES each. A large file is
 * shared by the threads in pieces; small ones are taken many at a time.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	THREADS_MAX = 1024,
	READ_BYTES = 128 * 1024, /* stays in the L2 cache */
	PIECE_BYTES = 8 << 20,
	TAKEN_BYTES = 256 * 1024 /* of small files, at a time */
};

static char **names;
static uint64_t name_count, file_bytes, pieces, step;
static _Atomic uint64_t next_piece, bytes_read;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void add_names(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *text;
	size_t bytes, count = 0;

	if (fd < 0 || fstat(fd, &st))
		die(path);
	bytes = (size_t)st.st_size;
	text = malloc(bytes + 1);
	if (!text || read(fd, text, bytes) != (ssize_t)bytes)
		die(path);
	close(fd);
	for (size_t i = 0; i < bytes; i++)
		count += !text[i];
	names = realloc(names, (name_count + count) * sizeof(*names));
	if (!names)
		die(path);
	for (size_t i = 0; i < bytes; i += strlen(text + i) + 1)
		names[name_count++] = text + i;
}

static uint64_t read_piece(char *buffer, uint64_t piece)
{
	const char *name = names[piece / pieces];
	uint64_t at = piece % pieces * PIECE_BYTES, sum = 0, end;
	int fd = open(name, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die(name);
	end = at + PIECE_BYTES < file_bytes ? at + PIECE_BYTES : file_bytes;
	while (at < end) {
		uint64_t want = end - at < READ_BYTES ? end - at : READ_BYTES;
		ssize_t got = pread(fd, buffer, (size_t)want, (off_t)at);

		if (got <= 0)
			die(name);
		at += (uint64_t)got;
		sum += (uint64_t)got;
	}
	close(fd);
	return sum;
}

static void *work(void *unused)
{
	char *buffer = malloc(READ_BYTES);
	uint64_t sum = 0, piece;

	if (!buffer)
		die("malloc");
	while ((piece = atomic_fetch_add(&next_piece, step)) <
	       name_count * pieces)
		for (uint64_t i = piece;
		     i < piece + step && i < name_count * pieces; i++)
			sum += read_piece(buffer, i);
	atomic_fetch_add(&bytes_read, sum);
	free(buffer);
	return unused;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS_MAX];
	int thread_count = argc > 3 ? atoi(argv[1]) : 0;

	if (thread_count < 1 || thread_count > THREADS_MAX) {
		fputs("usage: read_only THREADS BYTES NAMES...\n", stderr);
		return 2;
	}
	file_bytes = strtoull(argv[2], NULL, 10);
	pieces = file_bytes / PIECE_BYTES + (file_bytes % PIECE_BYTES != 0);
	step = file_bytes ? TAKEN_BYTES / file_bytes + 1 : 1;
	for (int i = 3; i < argc; i++)
		add_names(argv[i]);
	for (int i = 0; i < thread_count; i++)
		if (pthread_create(&threads[i], NULL, work, NULL))
			die("pthread_create");
	for (int i = 0; i < thread_count; i++)
		pthread_join(threads[i], NULL);
	return bytes_read == name_count * file_bytes ? 0 : 1;
}
