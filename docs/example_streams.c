/* SPDX-License-Identifier: MIT */
/*
 * example_streams.c - digests of what some commands print: one thread reads all
 * their pipes and pushes what comes, and the streams share the SIMD lanes.
 */
#define _POSIX_C_SOURCE 200809L
#include <hashlane.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STREAMS_MAX = 64 };

static const struct hashlane_algorithm_spec md5 = { .id = HASHLANE_HASH_MD5 };

/* Give the job what a pipe has; false: it has ended. */
static int push_some(hashlane_job job, uint64_t index, int fd)
{
	char buffer[65536];
	ssize_t n = read(fd, buffer, sizeof(buffer));
	size_t taken;

	if (n < 0) {
		hashlane_job_feed_fail(job, index, HASHLANE_IO);
		return 0;
	}
	/* Waits until there is room, which the engine's threads make. */
	hashlane_job_feed(&taken, job, index, buffer, (size_t)n,
			  n ? 0 : HASHLANE_FEED_LAST, -1);
	return n > 0;
}

static void push_all(hashlane_job job, struct pollfd *pipes, size_t count)
{
	size_t open = count;

	while (open && poll(pipes, (nfds_t)count, -1) > 0)
		for (size_t i = 0; i < count; i++)
			if (pipes[i].revents &&
			    !push_some(job, i, pipes[i].fd)) {
				pipes[i].fd = -1; /* poll passes over it */
				open--;
			}
}

static int print_rows(hashlane_job job)
{
	const struct hashlane_results *results;
	int32_t status;

	while (!(status = hashlane_job_next(&results, job, -1))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++) {
			struct hashlane_row row = {
				.struct_size = sizeof(row),
			};
			char text[HASHLANE_MAX_TEXT_BYTES];
			const uint8_t *digest;
			size_t bytes;

			hashlane_results_get_row(&row, results, i);
			if (hashlane_results_get_digest(&digest, &bytes,
							results, i, 0))
				continue;
			hashlane_digest_format(text, sizeof(text), NULL, &md5,
					       HASHLANE_TEXT_CANONICAL, digest,
					       bytes);
			printf("%s  %.*s\n", text, (int)row.path_bytes,
			       row.path);
		}
		hashlane_results_destroy(results);
	}
	return status == HASHLANE_END ? 0 : 1;
}

int main(int argc, char **argv)
{
	size_t count = argc - 1 < STREAMS_MAX ? (size_t)(argc - 1) :
						STREAMS_MAX;
	struct hashlane_input inputs[STREAMS_MAX] = { 0 };
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &md5,
		.spec_count = 1,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = count,
	};
	struct pollfd pipes[STREAMS_MAX];
	FILE *commands[STREAMS_MAX];
	hashlane_engine engine;
	hashlane_job job;
	int failed = 1;

	for (size_t i = 0; i < count; i++) {
		/* NOLINTNEXTLINE(cert-env33-c): what the user typed */
		commands[i] = popen(argv[i + 1], "r");
		if (!commands[i])
			return 1;
		pipes[i].fd = fileno(commands[i]);
		pipes[i].events = POLLIN;
		inputs[i].kind = HASHLANE_INPUT_STREAM;
		inputs[i].data = argv[i + 1]; /* a name for its row */
		inputs[i].data_bytes = strlen(argv[i + 1]);
	}
	if (hashlane_engine_create(&engine, NULL, NULL))
		return 1;
	if (!hashlane_job_create(&job, engine, &options, NULL)) {
		push_all(job, pipes, count);
		failed = print_rows(job);
		hashlane_job_destroy(job);
	}
	hashlane_engine_destroy(engine);
	for (size_t i = 0; i < count; i++)
		pclose(commands[i]);
	return failed;
}
