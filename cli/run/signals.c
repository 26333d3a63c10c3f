/* SPDX-License-Identifier: MIT */
/* signals.c - the thread that answers signals and draws progress. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "signals.h"

#include "../terminal/progress.h"
#include "../terminal/screen.h"
#include "run_state.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/*
 * REDRAW: progress is drawn ten times a second. PATIENCE: the time that the
 * main thread has after a signal to end the run by itself. It takes a few
 * milliseconds, and on a loaded machine some more; only a device or a pipe that
 * does not answer holds it up for longer, and what it has not printed by then
 * is lost. COMMITTED: the same once the run is committed, so that a pipe that
 * nobody reads cannot hold up the run for ever.
 */
enum {
	REDRAW_MS = 100,
	PATIENCE_MS = 300,
	COMMITTED_MS = 1000,
	STACK_BYTES = 256 * 1024,
	TRIES = 1000, /* of a millisecond each */
	MS_NS = 1000000
};

/* The signals that end the run. */
static const int ending[] = { SIGINT, SIGTERM, SIGHUP };

enum { ENDING = sizeof(ending) / sizeof(ending[0]) };

struct signals {
	pthread_t thread;
	sigset_t set;
	atomic_bool stopping;
	/* Set by signals_end_run, cleared once earlier signals are handled. */
	atomic_bool asked;
	struct run_state run;
	struct screen screen;
	struct progress progress;
};

static int64_t now_ns(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 * MS_NS + now.tv_nsec;
}

/* Write a message without the main thread's buffers and locks. */
static void write_message(const struct signals *signals, const char *text)
{
	char line[320];
	int bytes = snprintf(line, sizeof(line), "hashlane: %s\n", text);
	ssize_t n;

	do
		n = write(signals->screen.fd, line, (size_t)bytes);
	while (n < 0 && errno == EINTR);
}

static void report_end(struct signals *signals, int got)
{
	struct progress_state state;
	char text[256], bytes[32];

	run_state_read(&signals->run, &state);
	progress_bytes(bytes, sizeof(bytes), state.bytes_done);
	snprintf(text, sizeof(text),
		 "%s: %" PRIu64 " file%s, %s done in %" PRIu64 ".%" PRIu64
		 " s",
		 got == SIGINT ? "interrupted" : "ended by a signal",
		 state.files_done, state.files_done == 1 ? "" : "s", bytes,
		 state.elapsed_ns / (1000 * (uint64_t)MS_NS),
		 state.elapsed_ns / (100 * (uint64_t)MS_NS) % 10);
	write_message(signals, text);
}

static void report_state(struct signals *signals)
{
	struct progress_state state;
	char line[256];

	run_state_read(&signals->run, &state);
	progress_line(line, sizeof(line), &state);
	screen_hide(&signals->screen);
	write_message(signals, line);
	screen_show(&signals->screen);
}

static void draw(struct signals *signals)
{
	struct progress_state state;

	if (!screen_begin(&signals->screen))
		return;
	run_state_read(&signals->run, &state);
	for (size_t i = 0; i < RUN_STATE_JOBS; i++)
		progress_look(&signals->progress,
			      atomic_load(&signals->run.jobs[i]));
	progress_draw(&signals->progress, &signals->screen, &state);
	screen_show(&signals->screen);
}

static int wait_signal(const struct signals *signals, int64_t timeout_ms)
{
	const struct timespec timeout = {
		.tv_sec = (time_t)(timeout_ms / 1000),
		.tv_nsec = (long)(timeout_ms % 1000 * MS_NS),
	};

	return timeout_ms < 0 ? sigwaitinfo(&signals->set, NULL) :
				sigtimedwait(&signals->set, NULL, &timeout);
}

static bool is_ending(int got)
{
	for (size_t i = 0; i < ENDING; i++)
		if (ending[i] == got)
			return true;
	return false;
}

/* Cancel the jobs, and end the process if the main thread does not. */
static void end_run(struct signals *signals, int got)
{
	bool ends = run_state_end(&signals->run, got);
	int64_t patience_ms = ends ? PATIENCE_MS : COMMITTED_MS;
	int64_t until = now_ns() + patience_ms * MS_NS, left;
	const char *temporary;

	while ((left = (until - now_ns()) / MS_NS) > 0)
		if (wait_signal(signals, left) > 0 &&
		    atomic_load(&signals->stopping))
			return;
	if (atomic_load(&signals->stopping))
		return;
	temporary = atomic_load(&signals->run.temporary);
	if (temporary)
		(void)unlink(temporary);
	screen_abandon(&signals->screen);
	if (!ends)
		write_message(signals, "the signal came after the last step "
				       "had begun");
	report_end(signals, got);
	_exit(128 + got);
}

static void *answer_signals(void *context)
{
	struct signals *signals = context;
	bool draws = screen_draws(&signals->screen);

	while (!atomic_load(&signals->stopping)) {
		int got = wait_signal(signals, draws ? REDRAW_MS : -1);

		if (is_ending(got)) {
			end_run(signals, got);
			break;
		}
		if (atomic_load(&signals->stopping))
			break;
		/* SIGUSR1 of signals_end_run: earlier signals are handled. */
		if (got > 0 && atomic_exchange(&signals->asked, false))
			continue;
		if (got > 0)
			report_state(signals);
		else if (got < 0 && errno == EAGAIN)
			draw(signals);
	}
	return NULL;
}

/* A signal that is ignored, as by nohup, stays ignored. */
static void add_signal(sigset_t *set, int number)
{
	struct sigaction action;

	if (!sigaction(number, NULL, &action) && action.sa_handler == SIG_IGN)
		return;
	sigaddset(set, number);
}

static void add_signals(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < ENDING; i++)
		add_signal(set, ending[i]);
	sigaddset(set, SIGUSR1);
#ifdef SIGINFO
	sigaddset(set, SIGINFO);
#endif
}

/* False: no memory or no thread; the signals are as before then. */
static bool start_thread(struct signals *signals)
{
	pthread_attr_t attributes;
	int error = pthread_attr_init(&attributes);

	if (error)
		return false;
	(void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
	/* Before any thread is created: all threads inherit the mask. */
	pthread_sigmask(SIG_BLOCK, &signals->set, NULL);
	error = pthread_create(&signals->thread, &attributes, answer_signals,
			       signals);
	pthread_attr_destroy(&attributes);
	if (error)
		pthread_sigmask(SIG_UNBLOCK, &signals->set, NULL);
	return !error;
}

/* NULL: no memory or no thread. */
static struct signals *create(int fd, bool draw)
{
	struct signals *signals = calloc(1, sizeof(*signals));

	if (!signals)
		return NULL;
	signals->progress.terminal.fd = fd;
	add_signals(&signals->set);
	if (run_state_open(&signals->run)) {
		if (screen_open(&signals->screen, fd, draw)) {
			if (start_thread(signals))
				return signals;
			screen_close(&signals->screen);
		}
		run_state_close(&signals->run);
	}
	free(signals);
	return NULL;
}

void signals_start(struct cli *cli, bool draw)
{
	struct signals *signals = create(cli->err.fd, draw);

	if (!signals)
		return;
	cli->signals = signals;
	cli->run = &signals->run;
	cli->screen = &signals->screen;
	if (!screen_draws(cli->screen))
		return;
	cli->err.screen = cli->screen;
	cli->out.screen = isatty(cli->out.fd) ? cli->screen : NULL;
}

static void wait_a_moment(void)
{
	const struct timespec moment = { .tv_nsec = MS_NS };

	(void)nanosleep(&moment, NULL);
}

/* If an ending signal is pending, wait until the thread has taken it. */
static void wait_pending(const struct signals *signals)
{
	sigset_t pending;

	if (sigpending(&pending))
		return;
	for (size_t i = 0; i < ENDING; i++)
		if (sigismember(&signals->set, ending[i]) == 1 &&
		    sigismember(&pending, ending[i]) == 1)
			for (int tries = 0; tries < TRIES &&
					    !atomic_load(&signals->run.signal);
			     tries++)
				wait_a_moment();
}

bool signals_end_run(struct signals *signals)
{
	if (!signals)
		return false;
	/* A signal to a whole pipeline reaches one process after another. */
	wait_a_moment();
	wait_pending(signals);
	/* The thread may have taken the signal and not have stored it yet. */
	atomic_store(&signals->asked, true);
	(void)pthread_kill(signals->thread, SIGUSR1);
	for (int tries = 0; tries < TRIES && atomic_load(&signals->asked) &&
			    !run_state_signal(&signals->run);
	     tries++)
		wait_a_moment();
	return run_state_signal(&signals->run);
}

bool signals_commit(struct signals *signals)
{
	return !signals ||
	       (!signals_end_run(signals) && run_state_commit(&signals->run));
}

int signals_stop(struct cli *cli, int status)
{
	struct signals *signals = cli->signals;
	int got;

	if (!signals)
		return status;
	wait_pending(signals);
	atomic_store(&signals->stopping, true);
	(void)pthread_kill(signals->thread, SIGUSR1);
	pthread_join(signals->thread, NULL);
	screen_close(&signals->screen);
	got = run_state_signal(&signals->run);
	if (got) {
		report_end(signals, got);
		status = 128 + got;
	}
	run_state_close(&signals->run);
	cli->signals = NULL;
	cli->run = NULL;
	cli->screen = NULL;
	cli->out.screen = cli->err.screen = NULL;
	free(signals);
	return status;
}
