/* SPDX-License-Identifier: MIT */
/* progress.c - how far a run is, as text on a terminal. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "progress.h"

#include "message.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SECOND_NS = 1000000000, WIDTH = 80, SLOW_NS = 1000000000 };

static int64_t now_ns(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec;
}

void progress_bytes(char *out, size_t room, uint64_t bytes)
{
	static const char units[] = "kMGTPE";
	double x = (double)bytes;
	int unit = -1;

	while (x >= 999.5 && unit < 5) {
		x /= 1000;
		unit++;
	}
	if (unit < 0)
		snprintf(out, room, "%" PRIu64 " B", bytes);
	else
		snprintf(out, room, "%.*f %cB", x < 9.995 ? 2 : x < 99.95, x,
			 units[unit]);
}

static void put_time(char *out, size_t room, uint64_t seconds)
{
	if (seconds < 3600)
		snprintf(out, room, "%" PRIu64 ":%02" PRIu64, seconds / 60,
			 seconds % 60);
	else
		snprintf(out, room, "%" PRIu64 ":%02" PRIu64 ":%02" PRIu64,
			 seconds / 3600, seconds / 60 % 60, seconds % 60);
}

void progress_line(char *out, size_t room, const struct progress_state *state)
{
	char done[32], size[32], total[40] = "", rate[32], left[32] = "?";
	uint64_t speed = state->bytes_per_second;
	int bytes;

	progress_bytes(done, sizeof(done), state->bytes_done);
	progress_bytes(rate, sizeof(rate), speed);
	if (state->bytes_total > state->bytes_done) {
		progress_bytes(size, sizeof(size), state->bytes_total);
		snprintf(total, sizeof(total), " of %s%s", size,
			 state->total_known ? "" : "+");
	}
	if (state->total_known && speed)
		put_time(left, sizeof(left),
			 state->bytes_total > state->bytes_done ?
				 (state->bytes_total - state->bytes_done +
				  speed - 1) /
					 speed :
				 0);
	bytes = snprintf(
		out, room,
		"%s%s, %" PRIu64 " of %" PRIu64 " files, %s/s, ETA %s", done,
		total, state->files_done,
		state->files_total > state->files_done ? state->files_total :
							 state->files_done,
		rate, left);
	if (state->failures && bytes > 0 && (size_t)bytes < room)
		snprintf(out + bytes, room - (size_t)bytes,
			 ", %" PRIu64 " failed", state->failures);
}

/*
 * Is it one that the library reads? The interface does not tell which files
 * are in flight; the system does, by the way they are opened. They are looked
 * at from outside: a descriptor may be another's by the time it is used.
 */
static bool is_read(int descriptor)
{
	char name[64], text[256], *flags;
	unsigned long value;
	ssize_t n;
	int fd;

	snprintf(name, sizeof(name), "/proc/self/fdinfo/%d", descriptor);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return false;
	text[n] = 0;
	flags = strstr(text, "flags:");
	if (!flags)
		return false;
	value = strtoul(flags + strlen("flags:"), NULL, 8);
	return (value & O_ACCMODE) == O_RDONLY && value & O_NONBLOCK;
}

/* Who was there at the last look, and still is, is slow. */
static void note(struct progress *progress, int descriptor,
		 const struct stat *st, int64_t now)
{
	struct progress_file *file = &progress->files[descriptor];

	if (!file->since_ns || file->device != st->st_dev ||
	    file->inode != st->st_ino) {
		if (!is_read(descriptor))
			return;
		file->since_ns = now;
	}
	file->seen_ns = now;
	file->descriptor = descriptor;
	file->device = st->st_dev;
	file->inode = st->st_ino;
	file->size_bytes = (uint64_t)st->st_size;
}

static void look(struct progress *progress)
{
	DIR *listing = opendir("/proc/self/fd");
	const struct dirent *entry;
	int64_t now = now_ns();

	while (listing && (entry = readdir(listing))) {
		long descriptor = strtol(entry->d_name, NULL, 10);
		struct stat st;

		if (descriptor < PROGRESS_DESCRIPTORS &&
		    !fstatat(dirfd(listing), entry->d_name, &st, 0) &&
		    S_ISREG(st.st_mode))
			note(progress, (int)descriptor, &st, now);
	}
	if (listing)
		closedir(listing);
	for (int i = 0; i < PROGRESS_DESCRIPTORS; i++)
		if (progress->files[i].seen_ns != now)
			progress->files[i].since_ns = 0;
}

/* Those in flight for longest, at most `most`, which are slow. */
static int find_slowest(const struct progress *progress,
			const struct progress_file **slowest, int most)
{
	int64_t before = now_ns() - SLOW_NS;
	int count = 0;

	for (int i = 0; i < PROGRESS_DESCRIPTORS; i++) {
		const struct progress_file *file = &progress->files[i];
		int at = count;

		if (!file->since_ns || file->since_ns > before)
			continue;
		while (at > 0 && slowest[at - 1]->since_ns > file->since_ns)
			at--;
		if (at == most)
			continue;
		if (count < most)
			count++;
		for (int k = count - 1; k > at; k--)
			slowest[k] = slowest[k - 1];
		slowest[at] = file;
	}
	return count;
}

static size_t terminal_width(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) || size.ws_col < 20)
		return WIDTH;
	return size.ws_col;
}

/* A slow file's line; the name is cut at its front. */
static void write_file(struct output *terminal,
		       const struct progress_file *file, size_t width)
{
	char link[64], name[4096], head[64], size[32], age[32];
	size_t room, bytes;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", file->descriptor);
	n = readlink(link, name, sizeof(name) - 1);
	if (n <= 0)
		return;
	name[n] = 0;
	progress_bytes(size, sizeof(size), file->size_bytes);
	put_time(age, sizeof(age),
		 (uint64_t)(now_ns() - file->since_ns) / SECOND_NS);
	bytes = (size_t)snprintf(head, sizeof(head), "  %8s %8s  ", size, age);
	room = width - bytes - 1;
	for (ssize_t i = 0; i < n; i++)
		if (name[i] < 0x20 || name[i] == 0x7f)
			name[i] = '?';
	output_text(terminal, head);
	if ((size_t)n <= room) {
		output_text(terminal, name);
		return;
	}
	output_text(terminal, "...");
	bytes = (size_t)n - (room - 3);
	/* Not from the middle of a character. */
	while ((name[bytes] & 0xc0) == 0x80)
		bytes++;
	output_text(terminal, name + bytes);
}

static bool has_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return !no || !*no;
}

void progress_erase(struct progress *progress, struct output *terminal)
{
	char up[32];

	if (!progress->lines)
		return;
	output_text(terminal, "\r");
	if (progress->lines > 1) {
		snprintf(up, sizeof(up), "\033[%dA", progress->lines - 1);
		output_text(terminal, up);
	}
	output_text(terminal, "\033[J");
	terminal->whole = terminal->bytes;
	output_flush(terminal);
	progress->lines = 0;
}

void progress_draw(struct progress *progress, struct output *terminal,
		   const struct progress_state *state)
{
	const struct progress_file *slowest[PROGRESS_SLOWEST];
	size_t width = terminal_width(terminal->fd);
	bool colour = has_colour();
	char line[256];
	int count;

	look(progress);
	count = find_slowest(progress, slowest, PROGRESS_SLOWEST);
	progress_erase(progress, terminal);
	progress_line(line, sizeof(line), state);
	if (strlen(line) >= width)
		line[width - 1] = 0;
	output_text(terminal, colour ? "\033[1m" : "");
	output_text(terminal, line);
	output_text(terminal, colour ? "\033[0m" : "");
	for (int i = 0; i < count; i++) {
		output_text(terminal, "\r\n");
		write_file(terminal, slowest[i], width);
	}
	progress->lines = 1 + count;
	terminal->whole = terminal->bytes;
	output_flush(terminal);
}
