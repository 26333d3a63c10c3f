/* SPDX-License-Identifier: MIT */
/*
 * replay_lists.c - runs the harness of fuzz_lists.c over files without
 * libFuzzer, and over changed copies of them, which are the same in each run.
 * Usage: replay_lists CHANGES FILE...
 */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DATA_MAX = 1 << 16, HEAD_BYTES = 4 };

static uint8_t data[DATA_MAX];

/* What is being read, for the message of a failure. */
static char message[1024];

static void report(void)
{
	(void)!write(STDERR_FILENO, message, strlen(message));
}

static void report_signal(int number)
{
	report();
	signal(number, SIG_DFL);
	raise(number);
}

/* Sanitizers end the process themselves. */
void __sanitizer_set_death_callback(void (*callback)(void))
	__attribute__((weak));

static uint64_t next(uint64_t *state, size_t below)
{
	*state = *state * UINT64_C(6364136223846793005) +
		 UINT64_C(1442695040888963407);
	return below ? (*state >> 33) % below : 0;
}

/* Bytes that mean something to a reader, and some that should not. */
static uint8_t odd_byte(uint64_t *state)
{
	static const char odd[] = "\n\r\t #;\\(),=\"%|&-*:0aF\0\xef\xff";

	return (uint8_t)odd[next(state, sizeof(odd) - 1)];
}

static size_t change(uint8_t *text, size_t bytes, uint64_t *state)
{
	size_t at = (size_t)next(state, bytes + 1);
	size_t length = (size_t)next(state, 1 + (bytes - at) % 200);

	switch (next(state, 6)) {
	case 0: /* another byte */
		if (at < bytes)
			text[at] = odd_byte(state);
		break;
	case 1: /* one more */
		if (bytes == DATA_MAX)
			break;
		memmove(text + at + 1, text + at, bytes - at);
		text[at] = odd_byte(state);
		bytes++;
		break;
	case 2: /* some less */
		memmove(text + at, text + at + length, bytes - at - length);
		bytes -= length;
		break;
	case 3: /* some twice */
		if (bytes + length > DATA_MAX)
			break;
		memmove(text + at + length, text + at, bytes - at);
		bytes += length;
		break;
	case 4: /* cut */
		bytes = at;
		break;
	default: /* one bit */
		if (at < bytes)
			text[at] ^= (uint8_t)(1u << next(state, 8));
		break;
	}
	return bytes;
}

static void replay(const char *path, unsigned changes)
{
	static uint8_t original[DATA_MAX];
	FILE *file = fopen(path, "rb");
	size_t bytes, changed;
	uint64_t state = 1;

	if (!file) {
		perror(path);
		exit(1);
	}
	bytes = fread(original, 1, DATA_MAX / 2, file);
	fclose(file);
	for (unsigned i = 0; i <= changes; i++) {
		memcpy(data, original, bytes);
		changed = bytes;
		if (i && !next(&state, 8))
			changed = change(data, changed, &state);
		else if (i && bytes >= HEAD_BYTES)
			changed = HEAD_BYTES + change(data + HEAD_BYTES,
						      bytes - HEAD_BYTES,
						      &state);
		if (i && bytes >= HEAD_BYTES && !next(&state, 4))
			data[next(&state, HEAD_BYTES)] = (uint8_t)next(&state,
								       256);
		snprintf(message, sizeof(message),
			 "replay_lists: %s, change %u\n", path, i);
		(void)LLVMFuzzerTestOneInput(data, changed);
	}
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: %s CHANGES FILE...\n", argv[0]);
		return 2;
	}
	signal(SIGABRT, report_signal);
	signal(SIGSEGV, report_signal);
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(report);
	for (int i = 2; i < argc; i++)
		replay(argv[i], (unsigned)strtoul(argv[1], NULL, 10));
	printf("%d files\n", argc - 2);
	return 0;
}
