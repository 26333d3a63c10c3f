/* SPDX-License-Identifier: MIT */
/* watch.c - a thread that answers signals and draws how far the run is. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "watch.h"

#include "../terminal/progress.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * REDRAW: ten times a second. PATIENCE: what the main thread has, after a
 * signal, to end the run by itself; 50 ms are promised. COMMITTED: what it has
 * once the run is committed, so that a pipe that nobody reads holds up no run.
 */
enum {
	REDRAW_MS = 100,
	PATIENCE_MS = 30,
	COMMITTED_MS = 1000,
	STACK_BYTES = 256 * 1024,
	JOBS = 16,
	TRIES = 1000, /* of a millisecond each */
	MS_NS = 1000000
};

/* Those that end the run. */
static const int ending[] = { SIGINT, SIGTERM, SIGHUP };

enum { ENDING = sizeof(ending) / sizeof(ending[0]) };

/* In the place of a signal: none ends the run any more. */
enum { COMMITTED = -1 };

struct watch {
	pthread_t thread;
	sigset_t signals;
	bool draw;
	int64_t start_ns;
	atomic_int signal; /* 0, the one that ends the run, or COMMITTED */
	atomic_bool stopping;
	atomic_bool asked; /* by watch_ends; false: answered */
	_Atomic(const char *) temporary;
	_Atomic uint64_t jobs[JOBS]; /* 0: none */
	_Atomic uint64_t again;      /* one that does not count; 0: none */
	/* Of jobs that are done, and without jobs. */
	_Atomic uint64_t files, bytes, failures;
	/* Of the whole run, once it is known. */
	_Atomic uint64_t expected_files, expected_bytes;
	atomic_bool expected, unexpected;
	atomic_bool typing;
	pthread_mutex_t terminal_lock; /* and of what follows */
	struct output terminal;
	struct progress progress;
};

static int64_t now_ns(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 * MS_NS + now.tv_nsec;
}

static void read_state(struct watch *watch, struct progress_state *state)
{
	*state = (struct progress_state){
		.bytes_done = atomic_load(&watch->bytes),
		.files_done = atomic_load(&watch->files),
		.failures = atomic_load(&watch->failures),
		.elapsed_ns = (uint64_t)(now_ns() - watch->start_ns),
	};
	state->bytes_total = state->bytes_done;
	state->files_total = state->files_done;
	for (size_t i = 0; i < JOBS; i++) {
		struct hashlane_progress job = { 0 };

		if (hashlane_job_get_progress(&job, sizeof(job),
					      atomic_load(&watch->jobs[i])))
			continue;
		state->bytes_done += job.bytes_done;
		state->files_done += job.files_done;
		state->failures += job.failures;
		state->bytes_per_second += job.bytes_per_second;
		state->bytes_total += job.bytes_total;
		state->files_total += job.files_total;
	}
	state->total_known = atomic_load(&watch->expected) &&
			     !atomic_load(&watch->unexpected);
	if (!state->total_known)
		return;
	state->bytes_total = atomic_load(&watch->expected_bytes);
	state->files_total = atomic_load(&watch->expected_files);
}

static void tell(struct watch *watch, const char *text)
{
	char line[320];
	int bytes = snprintf(line, sizeof(line), "hashlane: %s\n", text);
	ssize_t n;

	do
		n = write(watch->terminal.fd, line, (size_t)bytes);
	while (n < 0 && errno == EINTR);
}

static void tell_end(struct watch *watch, int got)
{
	struct progress_state state;
	char text[256], bytes[32];

	read_state(watch, &state);
	progress_bytes(bytes, sizeof(bytes), state.bytes_done);
	snprintf(text, sizeof(text),
		 "%s: %" PRIu64 " file%s, %s done in %" PRIu64 ".%" PRIu64
		 " s",
		 got == SIGINT ? "interrupted" : "ended by a signal",
		 state.files_done, state.files_done == 1 ? "" : "s", bytes,
		 state.elapsed_ns / (1000 * (uint64_t)MS_NS),
		 state.elapsed_ns / (100 * (uint64_t)MS_NS) % 10);
	tell(watch, text);
}

static int wait_signal(const struct watch *watch, int64_t timeout_ms)
{
	const struct timespec timeout = {
		.tv_sec = (time_t)(timeout_ms / 1000),
		.tv_nsec = (long)(timeout_ms % 1000 * MS_NS),
	};

	return timeout_ms < 0 ? sigwaitinfo(&watch->signals, NULL) :
				sigtimedwait(&watch->signals, NULL, &timeout);
}

static bool is_ending(int got)
{
	for (size_t i = 0; i < ENDING; i++)
		if (ending[i] == got)
			return true;
	return false;
}

/* Cancel, and see that the run ends in time. */
static void end_run(struct watch *watch, int got)
{
	int none = 0;
	bool ends = atomic_compare_exchange_strong(&watch->signal, &none, got);
	int64_t patience_ms = ends ? PATIENCE_MS : COMMITTED_MS;
	int64_t until = now_ns() + patience_ms * MS_NS, left;
	const char *temporary;

	for (size_t i = 0; i < JOBS && ends; i++)
		(void)hashlane_job_cancel(atomic_load(&watch->jobs[i]));
	if (ends)
		(void)hashlane_job_cancel(atomic_load(&watch->again));
	while ((left = (until - now_ns()) / MS_NS) > 0)
		if (wait_signal(watch, left) > 0 &&
		    atomic_load(&watch->stopping))
			return;
	if (atomic_load(&watch->stopping))
		return;
	/* The main thread is held up, by a pipe that nobody reads or so. */
	temporary = atomic_load(&watch->temporary);
	if (temporary)
		(void)unlink(temporary);
	if (!pthread_mutex_trylock(&watch->terminal_lock))
		progress_erase(&watch->progress, &watch->terminal);
	if (!ends)
		tell(watch, "the signal came after the last step had begun");
	tell_end(watch, got);
	_exit(128 + got);
}

static void tell_state(struct watch *watch)
{
	struct progress_state state;
	char line[256];

	read_state(watch, &state);
	progress_line(line, sizeof(line), &state);
	pthread_mutex_lock(&watch->terminal_lock);
	progress_erase(&watch->progress, &watch->terminal);
	tell(watch, line);
	pthread_mutex_unlock(&watch->terminal_lock);
}

static void draw(struct watch *watch)
{
	struct progress_state state;

	/* Somebody writes: the next time will do. */
	if (atomic_load(&watch->typing) ||
	    pthread_mutex_trylock(&watch->terminal_lock))
		return;
	/* It may have begun since that question. */
	if (!atomic_load(&watch->typing)) {
		read_state(watch, &state);
		for (size_t i = 0; i < JOBS; i++)
			progress_look(&watch->progress,
				      atomic_load(&watch->jobs[i]));
		progress_draw(&watch->progress, &watch->terminal, &state);
	}
	pthread_mutex_unlock(&watch->terminal_lock);
}

static void *run(void *context)
{
	struct watch *watch = context;

	while (!atomic_load(&watch->stopping)) {
		int got = wait_signal(watch, watch->draw ? REDRAW_MS : -1);

		if (is_ending(got)) {
			end_run(watch, got);
			break;
		}
		if (atomic_load(&watch->stopping))
			break;
		/* All that was taken before is told. */
		if (got > 0 && atomic_exchange(&watch->asked, false))
			continue;
		if (got > 0)
			tell_state(watch);
		else if (got < 0 && errno == EAGAIN)
			draw(watch);
	}
	return NULL;
}

/* Those that are ignored, as by nohup, stay so. */
static void add_signal(sigset_t *signals, int number)
{
	struct sigaction action;

	if (!sigaction(number, NULL, &action) && action.sa_handler == SIG_IGN)
		return;
	sigaddset(signals, number);
}

static bool is_drawable(int fd)
{
	const char *name = getenv("TERM");

	return isatty(fd) && name && strcmp(name, "dumb") != 0;
}

static bool start_thread(struct watch *watch)
{
	pthread_attr_t attributes;
	int error = pthread_attr_init(&attributes);

	if (error)
		return false;
	(void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
	error = pthread_create(&watch->thread, &attributes, run, watch);
	pthread_attr_destroy(&attributes);
	return !error;
}

void watch_start(struct cli *cli, bool draw)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		return;
	watch->terminal.fd = cli->err.fd;
	watch->draw = draw && is_drawable(cli->err.fd);
	watch->start_ns = now_ns();
	sigemptyset(&watch->signals);
	for (size_t i = 0; i < ENDING; i++)
		add_signal(&watch->signals, ending[i]);
	sigaddset(&watch->signals, SIGUSR1);
#ifdef SIGINFO
	sigaddset(&watch->signals, SIGINFO);
#endif
	if (pthread_mutex_init(&watch->terminal_lock, NULL)) {
		free(watch);
		return;
	}
	/* Before any thread there is: those to come inherit it. */
	pthread_sigmask(SIG_BLOCK, &watch->signals, NULL);
	if (!start_thread(watch)) {
		pthread_sigmask(SIG_UNBLOCK, &watch->signals, NULL);
		pthread_mutex_destroy(&watch->terminal_lock);
		free(watch);
		return;
	}
	cli->watch = watch;
	if (!watch->draw)
		return;
	cli->err.watch = watch;
	cli->out.watch = isatty(cli->out.fd) ? watch : NULL;
}

void watch_job(struct watch *watch, hashlane_job job)
{
	if (!watch)
		return;
	for (size_t i = 0; i < JOBS; i++)
		if (!atomic_load(&watch->jobs[i])) {
			atomic_store(&watch->jobs[i], job);
			break;
		}
	/* The signal came before the job. */
	if (atomic_load(&watch->signal))
		(void)hashlane_job_cancel(job);
}

void watch_job_again(struct watch *watch, hashlane_job job)
{
	if (!watch)
		return;
	atomic_store(&watch->again, job);
	if (job && atomic_load(&watch->signal))
		(void)hashlane_job_cancel(job);
}

void watch_job_done(struct watch *watch, hashlane_job job)
{
	struct hashlane_progress done = { 0 };

	if (!watch || !job)
		return;
	pthread_mutex_lock(&watch->terminal_lock);
	(void)hashlane_job_get_progress(&done, sizeof(done), job);
	for (size_t i = 0; i < JOBS; i++)
		if (atomic_load(&watch->jobs[i]) == job)
			atomic_store(&watch->jobs[i], 0);
	atomic_fetch_add(&watch->files, done.files_done);
	atomic_fetch_add(&watch->bytes, done.bytes_done);
	atomic_fetch_add(&watch->failures, done.failures);
	pthread_mutex_unlock(&watch->terminal_lock);
}

void watch_count(struct watch *watch, uint64_t files, uint64_t bytes)
{
	if (!watch)
		return;
	atomic_fetch_add(&watch->files, files);
	atomic_fetch_add(&watch->bytes, bytes);
}

bool watch_draws(const struct watch *watch)
{
	return watch && watch->draw;
}

void watch_forget_files(struct watch *watch)
{
	atomic_store(&watch->files, 0);
}

void watch_expect(struct watch *watch, uint64_t files, uint64_t bytes)
{
	atomic_store(&watch->expected_files, files);
	atomic_store(&watch->expected_bytes, bytes);
	atomic_store(&watch->expected, true);
}

void watch_expect_none(struct watch *watch)
{
	if (watch)
		atomic_store(&watch->unexpected, true);
}

void watch_types(struct watch *watch, int fd)
{
	if (!watch || !isatty(fd))
		return;
	pthread_mutex_lock(&watch->terminal_lock);
	atomic_store(&watch->typing, true);
	progress_erase(&watch->progress, &watch->terminal);
	pthread_mutex_unlock(&watch->terminal_lock);
}

void watch_typed(struct watch *watch)
{
	if (watch)
		atomic_store(&watch->typing, false);
}

void watch_temporary(struct watch *watch, const char *path)
{
	if (watch)
		atomic_store(&watch->temporary, path);
}

int watch_signal(const struct watch *watch)
{
	int got = watch ? atomic_load(&watch->signal) : 0;

	return got == COMMITTED ? 0 : got;
}

static void wait_a_moment(void)
{
	const struct timespec moment = { .tv_nsec = MS_NS };

	(void)nanosleep(&moment, NULL);
}

/* A signal that is here and not taken: the watch takes it once it runs. */
static void let_take(const struct watch *watch)
{
	sigset_t pending;

	if (sigpending(&pending))
		return;
	for (size_t i = 0; i < ENDING; i++)
		if (sigismember(&watch->signals, ending[i]) == 1 &&
		    sigismember(&pending, ending[i]) == 1)
			for (int tries = 0;
			     tries < TRIES && !atomic_load(&watch->signal);
			     tries++)
				wait_a_moment();
}

bool watch_ends(struct watch *watch)
{
	if (!watch)
		return false;
	/* One that ended a whole pipeline comes to each of it in turn. */
	wait_a_moment();
	let_take(watch);
	/* The watch may have taken it, and not have told yet. */
	atomic_store(&watch->asked, true);
	(void)pthread_kill(watch->thread, SIGUSR1);
	for (int tries = 0; tries < TRIES && atomic_load(&watch->asked) &&
			    !watch_signal(watch);
	     tries++)
		wait_a_moment();
	return watch_signal(watch);
}

bool watch_commit(struct watch *watch)
{
	int none = 0;

	return !watch || (!watch_ends(watch) &&
			  atomic_compare_exchange_strong(&watch->signal, &none,
							 COMMITTED));
}

void watch_hide(struct watch *watch)
{
	pthread_mutex_lock(&watch->terminal_lock);
	progress_erase(&watch->progress, &watch->terminal);
}

void watch_show(struct watch *watch)
{
	pthread_mutex_unlock(&watch->terminal_lock);
}

int watch_stop(struct watch *watch, int status)
{
	int got;

	if (!watch)
		return status;
	let_take(watch);
	atomic_store(&watch->stopping, true);
	(void)pthread_kill(watch->thread, SIGUSR1);
	pthread_join(watch->thread, NULL);
	progress_erase(&watch->progress, &watch->terminal);
	got = watch_signal(watch);
	if (got) {
		tell_end(watch, got);
		status = 128 + got;
	}
	pthread_mutex_destroy(&watch->terminal_lock);
	free(watch);
	return status;
}
