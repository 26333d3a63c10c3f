/* SPDX-License-Identifier: MIT */
/* run_state.c - what a run is doing. */
#define _GNU_SOURCE
#include "run_state.h"

#include <time.h>

/* In the place of a signal: no signal ends the run any more. */
enum { COMMITTED = -1 };

static int64_t now_ns(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

bool run_state_open(struct run_state *run)
{
	run->start_ns = now_ns();
	return !pthread_mutex_init(&run->lock, NULL);
}

void run_state_close(struct run_state *run)
{
	pthread_mutex_destroy(&run->lock);
}

void run_state_add_job(struct run_state *run, hashlane_job job)
{
	if (!run)
		return;
	for (size_t i = 0; i < RUN_STATE_JOBS; i++)
		if (!atomic_load(&run->jobs[i])) {
			atomic_store(&run->jobs[i], job);
			break;
		}
	/* The signal may have come before the job was listed. */
	if (atomic_load(&run->signal))
		(void)hashlane_job_cancel(job);
}

void run_state_repeat_job(struct run_state *run, hashlane_job job)
{
	if (!run)
		return;
	atomic_store(&run->repeated, job);
	if (job && atomic_load(&run->signal))
		(void)hashlane_job_cancel(job);
}

void run_state_end_job(struct run_state *run, hashlane_job job)
{
	struct hashlane_progress done = { 0 };

	if (!run || !job)
		return;
	pthread_mutex_lock(&run->lock);
	(void)hashlane_job_get_progress(&done, sizeof(done), job);
	for (size_t i = 0; i < RUN_STATE_JOBS; i++)
		if (atomic_load(&run->jobs[i]) == job)
			atomic_store(&run->jobs[i], 0);
	atomic_fetch_add(&run->files, done.files_done);
	atomic_fetch_add(&run->bytes, done.bytes_done);
	atomic_fetch_add(&run->failures, done.failures);
	pthread_mutex_unlock(&run->lock);
}

/* The files of a check, and those that are not OK. */
static void add_check(struct progress_state *state, hashlane_check check)
{
	struct hashlane_check_info info = { .struct_size = sizeof(info) };

	if (!check || hashlane_check_get_info(&info, check))
		return;
	for (size_t i = 0; i < HASHLANE_MAX_VERDICTS; i++) {
		if (i == HASHLANE_VERDICT_MALFORMED)
			continue;
		if (i != HASHLANE_VERDICT_OK)
			state->failures += info.counts[i];
	}
	/* Also those behind one that is not read yet. */
	state->files_done += info.finished;
	state->bytes_done += info.bytes_done;
	state->bytes_total += info.bytes_total;
	state->files_total += info.entries;
}

void run_state_set_check(struct run_state *run, hashlane_check check)
{
	struct progress_state done = { 0 };

	if (!run)
		return;
	pthread_mutex_lock(&run->lock);
	add_check(&done, atomic_exchange(&run->check, check));
	atomic_fetch_add(&run->files, done.files_done);
	atomic_fetch_add(&run->bytes, done.bytes_done);
	atomic_fetch_add(&run->failures, done.failures);
	pthread_mutex_unlock(&run->lock);
	/* The signal may have come before. */
	if (check && atomic_load(&run->signal))
		(void)hashlane_check_cancel(check);
}

void run_state_count(struct run_state *run, uint64_t files, uint64_t bytes)
{
	if (!run)
		return;
	atomic_fetch_add(&run->files, files);
	atomic_fetch_add(&run->bytes, bytes);
}

void run_state_forget_files(struct run_state *run)
{
	if (run)
		atomic_store(&run->files, 0);
}

void run_state_expect(struct run_state *run, uint64_t files, uint64_t bytes)
{
	if (!run)
		return;
	atomic_store(&run->expected_files, files);
	atomic_store(&run->expected_bytes, bytes);
	atomic_store(&run->expected, true);
}

void run_state_expect_none(struct run_state *run)
{
	if (run)
		atomic_store(&run->unexpected, true);
}

void run_state_set_temporary(struct run_state *run, const char *path)
{
	if (run)
		atomic_store(&run->temporary, path);
}

int run_state_signal(const struct run_state *run)
{
	int got = run ? atomic_load(&run->signal) : 0;

	return got == COMMITTED ? 0 : got;
}

bool run_state_end(struct run_state *run, int number)
{
	int none = 0;

	if (!atomic_compare_exchange_strong(&run->signal, &none, number))
		return false;
	for (size_t i = 0; i < RUN_STATE_JOBS; i++)
		(void)hashlane_job_cancel(atomic_load(&run->jobs[i]));
	(void)hashlane_job_cancel(atomic_load(&run->repeated));
	(void)hashlane_check_cancel(atomic_load(&run->check));
	return true;
}

bool run_state_commit(struct run_state *run)
{
	int none = 0;

	return atomic_compare_exchange_strong(&run->signal, &none, COMMITTED);
}

static void add_job(struct progress_state *state, hashlane_job number)
{
	struct hashlane_progress job = { 0 };

	if (hashlane_job_get_progress(&job, sizeof(job), number))
		return;
	state->bytes_done += job.bytes_done;
	state->files_done += job.files_done;
	state->failures += job.failures;
	state->bytes_per_second += job.bytes_per_second;
	state->bytes_total += job.bytes_total;
	state->files_total += job.files_total;
}

void run_state_read(struct run_state *run, struct progress_state *state)
{
	pthread_mutex_lock(&run->lock);
	*state = (struct progress_state){
		.bytes_done = atomic_load(&run->bytes),
		.files_done = atomic_load(&run->files),
		.failures = atomic_load(&run->failures),
		.elapsed_ns = (uint64_t)(now_ns() - run->start_ns),
	};
	state->bytes_total = state->bytes_done;
	state->files_total = state->files_done;
	for (size_t i = 0; i < RUN_STATE_JOBS; i++)
		add_job(state, atomic_load(&run->jobs[i]));
	if (atomic_load(&run->check)) {
		add_check(state, atomic_load(&run->check));
		/* A check measures no speed: the mean stands for it. */
		state->bytes_per_second =
			state->elapsed_ns ?
				(uint64_t)((double)state->bytes_done * 1e9 /
					   (double)state->elapsed_ns) :
				0;
	}
	pthread_mutex_unlock(&run->lock);
	state->total_known = atomic_load(&run->expected) &&
			     !atomic_load(&run->unexpected);
	if (!state->total_known)
		return;
	state->bytes_total = atomic_load(&run->expected_bytes);
	state->files_total = atomic_load(&run->expected_files);
}
