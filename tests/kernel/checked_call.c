/* SPDX-License-Identifier: MIT */
/*
 * checked_call.c - call a kernel with marked callee-saved registers, and look
 * at them and at the upper halves of the vector registers afterwards.
 */
#include "kernel_check.h"

#if defined(__x86_64__)
#include <cpuid.h>

/* Bits of the registers that changed: rbx, rbp, r12..r15. */
int call_marked(hln_blocks_fn *blocks, void *state, const uint8_t *const *in,
		size_t count);

__asm__(".text\n"
	".type call_marked, @function\n"
	"call_marked:\n"
	"	push %rbx\n"
	"	push %rbp\n"
	"	push %r12\n"
	"	push %r13\n"
	"	push %r14\n"
	"	push %r15\n"
	"	sub $8, %rsp\n"
	"	mov %rdi, %rax\n"
	"	mov %rsi, %rdi\n"
	"	mov %rdx, %rsi\n"
	"	mov %rcx, %rdx\n"
	"	mov $0x13579b01, %rbx\n"
	"	mov $0x13579b02, %rbp\n"
	"	mov $0x13579b03, %r12\n"
	"	mov $0x13579b04, %r13\n"
	"	mov $0x13579b05, %r14\n"
	"	mov $0x13579b06, %r15\n"
	"	call *%rax\n"
	"	xor $0x13579b01, %rbx\n"
	"	xor $0x13579b02, %rbp\n"
	"	xor $0x13579b03, %r12\n"
	"	xor $0x13579b04, %r13\n"
	"	xor $0x13579b05, %r14\n"
	"	xor $0x13579b06, %r15\n"
	"	or %rbp, %rbx\n"
	"	or %r12, %rbx\n"
	"	or %r13, %rbx\n"
	"	or %r14, %rbx\n"
	"	or %r15, %rbx\n"
	"	xor %eax, %eax\n"
	"	test %rbx, %rbx\n"
	"	setnz %al\n"
	"	add $8, %rsp\n"
	"	pop %r15\n"
	"	pop %r14\n"
	"	pop %r13\n"
	"	pop %r12\n"
	"	pop %rbp\n"
	"	pop %rbx\n"
	"	ret\n"
	".size call_marked, . - call_marked\n");

/*
 * Are the upper halves of ymm0-15 or zmm0-15 in use? XGETBV with ECX = 1
 * (Intel SDM volume 1, 13.6): components 2 and 6.
 */
static int upper_in_use(void)
{
	uint32_t low, high;

	__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(1));
	return (low & 0x44) != 0;
}

/*
 * Some CPUs and emulators never call these components unused again; and gcc
 * clears them at a function's end only when it optimizes for speed.
 */
static int tracks_upper(void)
{
	uint32_t a, b, c, d;
	int used;

#if !defined(__OPTIMIZE__) || defined(__OPTIMIZE_SIZE__)
	return 0;
#endif
	if (!(hln_cpu_features() & HLN_CPU_AVX2) ||
	    !__get_cpuid_count(13, 1, &a, &b, &c, &d) || !(a & 1 << 2))
		return 0;
	__asm__ volatile("vzeroupper" ::: "memory");
	used = upper_in_use();
	__asm__ volatile("vpcmpeqd %%ymm0, %%ymm0, %%ymm0\n"
			 "	mov $1, %%ecx\n"
			 "	xgetbv\n"
			 "	vzeroupper"
			 : "=a"(a)
			 :
			 : "rcx", "rdx", "xmm0");
	return !used && (a & 4);
}

const char *checked_call_blind(void)
{
	return tracks_upper() ? NULL :
				"upper vector state (this CPU does not tell, "
				"or the build is not for speed)";
}

const char *checked_call(hln_blocks_fn *blocks, void *state,
			 const uint8_t *const *in, size_t count)
{
	static int tracked = -1;

	if (tracked < 0)
		tracked = tracks_upper();
	if (tracked)
		__asm__ volatile("vzeroupper" ::: "memory");
	if (call_marked(blocks, state, in, count))
		return "changed a callee-saved register";
	if (tracked && upper_in_use())
		return "left the upper vector state dirty";
	return "";
}
#elif defined(__aarch64__)
/* One if x19..x28 or the low halves of v8..v15 changed. */
int call_marked(hln_blocks_fn *blocks, void *state, const uint8_t *const *in,
		size_t count);

#define EACH_X(F) F(19) F(20) F(21) F(22) F(23) F(24) F(25) F(26) F(27) F(28)
#define EACH_D(F) F(8) F(9) F(10) F(11) F(12) F(13) F(14) F(15)
#define MARK_X(n) "	mov x" #n ", #" #n "\n"
#define MARK_D(n) "	fmov d" #n ", #" #n ".0\n"
#define TEST_X(n)                           \
	"	sub x9, x" #n ", #" #n "\n" \
	"	orr x0, x0, x9\n"
#define TEST_D(n)                                      \
	"	fmov d0, #" #n ".0\n	fmov x9, d0\n"    \
	"	fmov x10, d" #n "\n	eor x9, x9, x10\n" \
	"	orr x0, x0, x9\n"

__asm__(".text\n"
	".type call_marked, %function\n"
	"call_marked:\n"
	"	stp x29, x30, [sp, #-160]!\n"
	"	stp x19, x20, [sp, #16]\n"
	"	stp x21, x22, [sp, #32]\n"
	"	stp x23, x24, [sp, #48]\n"
	"	stp x25, x26, [sp, #64]\n"
	"	stp x27, x28, [sp, #80]\n"
	"	stp d8, d9, [sp, #96]\n"
	"	stp d10, d11, [sp, #112]\n"
	"	stp d12, d13, [sp, #128]\n"
	"	stp d14, d15, [sp, #144]\n"
	"	mov x9, x0\n"
	"	mov x0, x1\n"
	"	mov x1, x2\n"
	"	mov x2, x3\n" EACH_X(MARK_X) EACH_D(
		MARK_D) "	blr x9\n"
			"	mov x0, #0\n" EACH_X(TEST_X) EACH_D(
				TEST_D) "	cmp x0, #0\n"
					"	cset w0, ne\n"
					"	ldp x19, x20, [sp, #16]\n"
					"	ldp x21, x22, [sp, #32]\n"
					"	ldp x23, x24, [sp, #48]\n"
					"	ldp x25, x26, [sp, #64]\n"
					"	ldp x27, x28, [sp, #80]\n"
					"	ldp d8, d9, [sp, #96]\n"
					"	ldp d10, d11, [sp, #112]\n"
					"	ldp d12, d13, [sp, #128]\n"
					"	ldp d14, d15, [sp, #144]\n"
					"	ldp x29, x30, [sp], #160\n"
					"	ret\n"
					".size call_marked, . - call_marked\n");

const char *checked_call_blind(void)
{
	return NULL;
}

const char *checked_call(hln_blocks_fn *blocks, void *state,
			 const uint8_t *const *in, size_t count)
{
	return call_marked(blocks, state, in, count) ?
		       "changed a callee-saved register" :
		       "";
}
#else
const char *checked_call_blind(void)
{
	return "callee-saved registers (no such check for this CPU)";
}

const char *checked_call(hln_blocks_fn *blocks, void *state,
			 const uint8_t *const *in, size_t count)
{
	blocks(state, in, count);
	return "";
}
#endif
