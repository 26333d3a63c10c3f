/* SPDX-License-Identifier: MIT */
/* progress.c - the progress of a run as text on a terminal. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "progress.h"

#include "printable.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum { SECOND_NS = 1000000000, WIDTH = 80, SLOW_NS = 1000000000 };

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
 * Get the files that a job is hashing; false: there are too many, or they
 * changed meanwhile.
 */
static bool ask(struct progress *progress, hashlane_job job, size_t *count)
{
	size_t bytes;
	int32_t status = hashlane_job_get_files(
		progress->files, sizeof(*progress->files), PROGRESS_FILES,
		count, progress->paths, sizeof(progress->paths), &bytes, job);

	return status == HASHLANE_OK;
}

/* Insert a file into the slowest, sorted by time. */
static void insert(struct progress *progress,
		   const struct hashlane_file_progress *file)
{
	struct progress_file *slowest = progress->slowest;
	int at = progress->slow_count, last;

	while (at > 0 && slowest[at - 1].elapsed_ns < file->elapsed_ns)
		at--;
	if (at == PROGRESS_SLOWEST)
		return;
	if (progress->slow_count < PROGRESS_SLOWEST)
		progress->slow_count++;
	last = progress->slow_count - 1;
	memmove(&slowest[at + 1], &slowest[at],
		(size_t)(last - at) * sizeof(slowest[0]));
	slowest[at] = (struct progress_file){
		.size_bytes = file->bytes_total,
		.elapsed_ns = file->elapsed_ns,
	};
	/* Keep the end of a long path. */
	slowest[at].name_bytes = file->path_bytes < PROGRESS_NAME_BYTES ?
					 file->path_bytes :
					 PROGRESS_NAME_BYTES;
	memcpy(slowest[at].name,
	       progress->paths + file->path_at + file->path_bytes -
		       slowest[at].name_bytes,
	       slowest[at].name_bytes);
}

void progress_look(struct progress *progress, hashlane_job job)
{
	size_t count;

	if (!ask(progress, job, &count))
		return;
	for (size_t i = 0; i < count; i++)
		if (progress->files[i].elapsed_ns >= SLOW_NS)
			insert(progress, &progress->files[i]);
}

/* Some terminals do not know their width and return 0. */
static size_t terminal_width(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) || !size.ws_col)
		return WIDTH;
	return size.ws_col;
}

/*
 * The bytes at `text` that are drawn together, a character or an escape of
 * one, and the columns that they take at most.
 */
static size_t unit_at(const char *text, size_t bytes, size_t *columns)
{
	char escape[ESCAPE_BYTES];
	size_t n = printable_bytes(text, bytes);

	if (n) {
		*columns = printable_columns(text);
		return n;
	}
	printable_escape(escape, *text);
	*columns = strlen(escape);
	return 1;
}

static size_t columns_of(const char *text, size_t bytes)
{
	size_t sum = 0, columns;

	for (size_t i = 0; i < bytes; sum += columns)
		i += unit_at(text + i, bytes - i, &columns);
	return sum;
}

/* Write the start of a text as far as there is room; returns its columns. */
static size_t write_start(struct output *terminal, const char *text,
			  size_t room)
{
	size_t bytes = strlen(text), at = 0, sum = 0;

	while (at < bytes) {
		size_t columns, n = unit_at(text + at, bytes - at, &columns);

		if (columns > room - sum)
			break;
		sum += columns;
		at += n;
	}
	output_bytes(terminal, text, at);
	return sum;
}

/* Write the end of a text as far as there is room, after "..." if it is cut. */
static void write_end(struct output *terminal, const char *text, size_t bytes,
		      size_t room)
{
	static const char cut[] = "...";
	size_t over = columns_of(text, bytes), columns;

	if (over > room)
		room -= write_start(terminal, cut, room);
	while (over > room) {
		size_t n = unit_at(text, bytes, &columns);

		text += n;
		bytes -= n;
		over -= columns;
	}
	output_bytes(terminal, text, bytes);
}

/* Write the line of a slow file in less than `width` columns. */
static void write_file(struct output *terminal,
		       const struct progress_file *file, size_t width)
{
	char head[80], size[32] = "?", age[32];
	size_t room = width - 1;

	if (file->size_bytes)
		progress_bytes(size, sizeof(size), file->size_bytes);
	put_time(age, sizeof(age), file->elapsed_ns / SECOND_NS);
	snprintf(head, sizeof(head), "  %8s %8s  ", size, age);
	room -= write_start(terminal, head, room);
	write_end(terminal, file->name, file->name_bytes, room);
}

static bool has_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return !no || !*no;
}

void progress_draw(struct progress *progress, struct screen *screen,
		   const struct progress_state *state)
{
	struct output *terminal = &progress->terminal;
	size_t width = terminal_width(terminal->fd);
	bool colour = has_colour();
	char line[256];

	screen_erase(screen);
	progress_line(line, sizeof(line), state);
	output_raw(terminal, colour ? "\033[1m" : "");
	(void)write_start(terminal, line, width - 1);
	output_raw(terminal, colour ? "\033[0m" : "");
	for (int i = 0; i < progress->slow_count; i++) {
		output_raw(terminal, "\r\n");
		write_file(terminal, &progress->slowest[i], width);
	}
	screen->lines = 1 + progress->slow_count;
	progress->slow_count = 0;
	terminal->whole = terminal->bytes;
	output_flush(terminal);
}
