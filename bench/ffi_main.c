/* SPDX-License-Identifier: MIT */
/* ffi_main.c - the program around a caller that may lie in a library. */
int bench_ffi(int argc, char **argv);

int main(int argc, char **argv)
{
	return bench_ffi(argc, argv);
}
