/* SPDX-License-Identifier: MIT */
/*
 * layout.c - how structs lie in memory, checked by whatever compiler there is;
 * written by tools/abi_generate.py from include/hashlane.h.
 */
/* clang-format off */
#include <hashlane.h>

#include <stddef.h>

struct longest {
	char byte;
	uint64_t number;
};

enum {
	LP64 = sizeof(void *) == 8,
	ILP32 = sizeof(void *) == 4 && offsetof(struct longest, number) == 8,
	ILP32_I386 = sizeof(void *) == 4 && !ILP32
};

_Static_assert(LP64 || ILP32 || ILP32_I386, "no layout is known for this");

_Static_assert(!LP64 ||
	sizeof(struct hashlane_error) == 256,
	"LP64 hashlane_error: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_error) == 8,
	"LP64 hashlane_error: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_error, struct_size) == 0,
	"LP64 hashlane_error.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_error, status) == 8,
	"LP64 hashlane_error.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_error, os_error) == 12,
	"LP64 hashlane_error.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_error, offset) == 16,
	"LP64 hashlane_error.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_error, message) == 24,
	"LP64 hashlane_error.message");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_error) == 256,
	"ILP32 hashlane_error: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_error) == 8,
	"ILP32 hashlane_error: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_error, struct_size) == 0,
	"ILP32 hashlane_error.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_error, status) == 4,
	"ILP32 hashlane_error.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_error, os_error) == 8,
	"ILP32 hashlane_error.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_error, offset) == 16,
	"ILP32 hashlane_error.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_error, message) == 24,
	"ILP32 hashlane_error.message");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_error) == 252,
	"ILP32_I386 hashlane_error: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_error) == 4,
	"ILP32_I386 hashlane_error: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_error, struct_size) == 0,
	"ILP32_I386 hashlane_error.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_error, status) == 4,
	"ILP32_I386 hashlane_error.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_error, os_error) == 8,
	"ILP32_I386 hashlane_error.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_error, offset) == 12,
	"ILP32_I386 hashlane_error.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_error, message) == 20,
	"ILP32_I386 hashlane_error.message");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_algorithm_spec) == 16,
	"LP64 hashlane_algorithm_spec: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_algorithm_spec) == 8,
	"LP64 hashlane_algorithm_spec: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_spec, id) == 0,
	"LP64 hashlane_algorithm_spec.id");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_spec, flags) == 4,
	"LP64 hashlane_algorithm_spec.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_spec, param) == 8,
	"LP64 hashlane_algorithm_spec.param");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_algorithm_spec) == 16,
	"ILP32 hashlane_algorithm_spec: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_algorithm_spec) == 8,
	"ILP32 hashlane_algorithm_spec: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_spec, id) == 0,
	"ILP32 hashlane_algorithm_spec.id");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_spec, flags) == 4,
	"ILP32 hashlane_algorithm_spec.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_spec, param) == 8,
	"ILP32 hashlane_algorithm_spec.param");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_algorithm_spec) == 16,
	"ILP32_I386 hashlane_algorithm_spec: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_algorithm_spec) == 4,
	"ILP32_I386 hashlane_algorithm_spec: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_spec, id) == 0,
	"ILP32_I386 hashlane_algorithm_spec.id");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_spec, flags) == 4,
	"ILP32_I386 hashlane_algorithm_spec.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_spec, param) == 8,
	"ILP32_I386 hashlane_algorithm_spec.param");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_algorithm_info) == 88,
	"LP64 hashlane_algorithm_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_algorithm_info) == 8,
	"LP64 hashlane_algorithm_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, struct_size) == 0,
	"LP64 hashlane_algorithm_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, id) == 8,
	"LP64 hashlane_algorithm_info.id");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, flags) == 12,
	"LP64 hashlane_algorithm_info.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, digest_bytes) == 16,
	"LP64 hashlane_algorithm_info.digest_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, block_bytes) == 20,
	"LP64 hashlane_algorithm_info.block_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, text_form) == 24,
	"LP64 hashlane_algorithm_info.text_form");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, text_bytes) == 28,
	"LP64 hashlane_algorithm_info.text_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, param_default) == 32,
	"LP64 hashlane_algorithm_info.param_default");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, param_min) == 40,
	"LP64 hashlane_algorithm_info.param_min");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, param_max) == 48,
	"LP64 hashlane_algorithm_info.param_max");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, name) == 56,
	"LP64 hashlane_algorithm_info.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, param_name) == 64,
	"LP64 hashlane_algorithm_info.param_name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, text_prefix) == 72,
	"LP64 hashlane_algorithm_info.text_prefix");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_algorithm_info, source) == 80,
	"LP64 hashlane_algorithm_info.source");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_algorithm_info) == 72,
	"ILP32 hashlane_algorithm_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_algorithm_info) == 8,
	"ILP32 hashlane_algorithm_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, struct_size) == 0,
	"ILP32 hashlane_algorithm_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, id) == 4,
	"ILP32 hashlane_algorithm_info.id");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, flags) == 8,
	"ILP32 hashlane_algorithm_info.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, digest_bytes) == 12,
	"ILP32 hashlane_algorithm_info.digest_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, block_bytes) == 16,
	"ILP32 hashlane_algorithm_info.block_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, text_form) == 20,
	"ILP32 hashlane_algorithm_info.text_form");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, text_bytes) == 24,
	"ILP32 hashlane_algorithm_info.text_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, param_default) == 32,
	"ILP32 hashlane_algorithm_info.param_default");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, param_min) == 40,
	"ILP32 hashlane_algorithm_info.param_min");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, param_max) == 48,
	"ILP32 hashlane_algorithm_info.param_max");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, name) == 56,
	"ILP32 hashlane_algorithm_info.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, param_name) == 60,
	"ILP32 hashlane_algorithm_info.param_name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, text_prefix) == 64,
	"ILP32 hashlane_algorithm_info.text_prefix");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_algorithm_info, source) == 68,
	"ILP32 hashlane_algorithm_info.source");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_algorithm_info) == 68,
	"ILP32_I386 hashlane_algorithm_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_algorithm_info) == 4,
	"ILP32_I386 hashlane_algorithm_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, struct_size) == 0,
	"ILP32_I386 hashlane_algorithm_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, id) == 4,
	"ILP32_I386 hashlane_algorithm_info.id");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, flags) == 8,
	"ILP32_I386 hashlane_algorithm_info.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, digest_bytes) == 12,
	"ILP32_I386 hashlane_algorithm_info.digest_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, block_bytes) == 16,
	"ILP32_I386 hashlane_algorithm_info.block_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, text_form) == 20,
	"ILP32_I386 hashlane_algorithm_info.text_form");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, text_bytes) == 24,
	"ILP32_I386 hashlane_algorithm_info.text_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, param_default) == 28,
	"ILP32_I386 hashlane_algorithm_info.param_default");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, param_min) == 36,
	"ILP32_I386 hashlane_algorithm_info.param_min");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, param_max) == 44,
	"ILP32_I386 hashlane_algorithm_info.param_max");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, name) == 52,
	"ILP32_I386 hashlane_algorithm_info.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, param_name) == 56,
	"ILP32_I386 hashlane_algorithm_info.param_name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, text_prefix) == 60,
	"ILP32_I386 hashlane_algorithm_info.text_prefix");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_algorithm_info, source) == 64,
	"ILP32_I386 hashlane_algorithm_info.source");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_kernel_info) == 32,
	"LP64 hashlane_kernel_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_kernel_info) == 8,
	"LP64 hashlane_kernel_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_kernel_info, struct_size) == 0,
	"LP64 hashlane_kernel_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_kernel_info, core) == 8,
	"LP64 hashlane_kernel_info.core");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_kernel_info, isa) == 16,
	"LP64 hashlane_kernel_info.isa");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_kernel_info, lanes) == 24,
	"LP64 hashlane_kernel_info.lanes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_kernel_info, reserved) == 28,
	"LP64 hashlane_kernel_info.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_kernel_info) == 20,
	"ILP32 hashlane_kernel_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_kernel_info) == 4,
	"ILP32 hashlane_kernel_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_kernel_info, struct_size) == 0,
	"ILP32 hashlane_kernel_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_kernel_info, core) == 4,
	"ILP32 hashlane_kernel_info.core");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_kernel_info, isa) == 8,
	"ILP32 hashlane_kernel_info.isa");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_kernel_info, lanes) == 12,
	"ILP32 hashlane_kernel_info.lanes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_kernel_info, reserved) == 16,
	"ILP32 hashlane_kernel_info.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_kernel_info) == 20,
	"ILP32_I386 hashlane_kernel_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_kernel_info) == 4,
	"ILP32_I386 hashlane_kernel_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_kernel_info, struct_size) == 0,
	"ILP32_I386 hashlane_kernel_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_kernel_info, core) == 4,
	"ILP32_I386 hashlane_kernel_info.core");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_kernel_info, isa) == 8,
	"ILP32_I386 hashlane_kernel_info.isa");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_kernel_info, lanes) == 12,
	"ILP32_I386 hashlane_kernel_info.lanes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_kernel_info, reserved) == 16,
	"ILP32_I386 hashlane_kernel_info.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_column) == 88,
	"LP64 hashlane_column: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_column) == 8,
	"LP64 hashlane_column: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, struct_size) == 0,
	"LP64 hashlane_column.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, rows) == 8,
	"LP64 hashlane_column.rows");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, offset) == 16,
	"LP64 hashlane_column.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, validity) == 24,
	"LP64 hashlane_column.validity");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, offsets) == 32,
	"LP64 hashlane_column.offsets");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, data) == 40,
	"LP64 hashlane_column.data");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, data_bytes) == 48,
	"LP64 hashlane_column.data_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, buffers) == 56,
	"LP64 hashlane_column.buffers");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, buffer_bytes) == 64,
	"LP64 hashlane_column.buffer_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, buffer_count) == 72,
	"LP64 hashlane_column.buffer_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, layout) == 80,
	"LP64 hashlane_column.layout");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_column, flags) == 84,
	"LP64 hashlane_column.flags");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_column) == 48,
	"ILP32 hashlane_column: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_column) == 4,
	"ILP32 hashlane_column: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, struct_size) == 0,
	"ILP32 hashlane_column.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, rows) == 4,
	"ILP32 hashlane_column.rows");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, offset) == 8,
	"ILP32 hashlane_column.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, validity) == 12,
	"ILP32 hashlane_column.validity");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, offsets) == 16,
	"ILP32 hashlane_column.offsets");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, data) == 20,
	"ILP32 hashlane_column.data");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, data_bytes) == 24,
	"ILP32 hashlane_column.data_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, buffers) == 28,
	"ILP32 hashlane_column.buffers");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, buffer_bytes) == 32,
	"ILP32 hashlane_column.buffer_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, buffer_count) == 36,
	"ILP32 hashlane_column.buffer_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, layout) == 40,
	"ILP32 hashlane_column.layout");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_column, flags) == 44,
	"ILP32 hashlane_column.flags");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_column) == 48,
	"ILP32_I386 hashlane_column: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_column) == 4,
	"ILP32_I386 hashlane_column: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, struct_size) == 0,
	"ILP32_I386 hashlane_column.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, rows) == 4,
	"ILP32_I386 hashlane_column.rows");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, offset) == 8,
	"ILP32_I386 hashlane_column.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, validity) == 12,
	"ILP32_I386 hashlane_column.validity");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, offsets) == 16,
	"ILP32_I386 hashlane_column.offsets");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, data) == 20,
	"ILP32_I386 hashlane_column.data");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, data_bytes) == 24,
	"ILP32_I386 hashlane_column.data_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, buffers) == 28,
	"ILP32_I386 hashlane_column.buffers");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, buffer_bytes) == 32,
	"ILP32_I386 hashlane_column.buffer_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, buffer_count) == 36,
	"ILP32_I386 hashlane_column.buffer_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, layout) == 40,
	"ILP32_I386 hashlane_column.layout");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_column, flags) == 44,
	"ILP32_I386 hashlane_column.flags");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_hasher_options) == 48,
	"LP64 hashlane_hasher_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_hasher_options) == 8,
	"LP64 hashlane_hasher_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, struct_size) == 0,
	"LP64 hashlane_hasher_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, specs) == 8,
	"LP64 hashlane_hasher_options.specs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, spec_count) == 16,
	"LP64 hashlane_hasher_options.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, size_bytes) == 24,
	"LP64 hashlane_hasher_options.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, flags) == 32,
	"LP64 hashlane_hasher_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, isa) == 36,
	"LP64 hashlane_hasher_options.isa");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_options, offset_bytes) == 40,
	"LP64 hashlane_hasher_options.offset_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_hasher_options) == 40,
	"ILP32 hashlane_hasher_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_hasher_options) == 8,
	"ILP32 hashlane_hasher_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, struct_size) == 0,
	"ILP32 hashlane_hasher_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, specs) == 4,
	"ILP32 hashlane_hasher_options.specs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, spec_count) == 8,
	"ILP32 hashlane_hasher_options.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, size_bytes) == 16,
	"ILP32 hashlane_hasher_options.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, flags) == 24,
	"ILP32 hashlane_hasher_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, isa) == 28,
	"ILP32 hashlane_hasher_options.isa");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_options, offset_bytes) == 32,
	"ILP32 hashlane_hasher_options.offset_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_hasher_options) == 36,
	"ILP32_I386 hashlane_hasher_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_hasher_options) == 4,
	"ILP32_I386 hashlane_hasher_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, struct_size) == 0,
	"ILP32_I386 hashlane_hasher_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, specs) == 4,
	"ILP32_I386 hashlane_hasher_options.specs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, spec_count) == 8,
	"ILP32_I386 hashlane_hasher_options.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, size_bytes) == 12,
	"ILP32_I386 hashlane_hasher_options.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, flags) == 20,
	"ILP32_I386 hashlane_hasher_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, isa) == 24,
	"ILP32_I386 hashlane_hasher_options.isa");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_options, offset_bytes) == 28,
	"ILP32_I386 hashlane_hasher_options.offset_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_hasher_info) == 56,
	"LP64 hashlane_hasher_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_hasher_info) == 8,
	"LP64 hashlane_hasher_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, struct_size) == 0,
	"LP64 hashlane_hasher_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, spec_count) == 8,
	"LP64 hashlane_hasher_info.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, row_bytes) == 16,
	"LP64 hashlane_hasher_info.row_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, bytes) == 24,
	"LP64 hashlane_hasher_info.bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, offset_bytes) == 32,
	"LP64 hashlane_hasher_info.offset_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, size_bytes) == 40,
	"LP64 hashlane_hasher_info.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, flags) == 48,
	"LP64 hashlane_hasher_info.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_hasher_info, isa) == 52,
	"LP64 hashlane_hasher_info.isa");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_hasher_info) == 48,
	"ILP32 hashlane_hasher_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_hasher_info) == 8,
	"ILP32 hashlane_hasher_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, struct_size) == 0,
	"ILP32 hashlane_hasher_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, spec_count) == 4,
	"ILP32 hashlane_hasher_info.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, row_bytes) == 8,
	"ILP32 hashlane_hasher_info.row_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, bytes) == 16,
	"ILP32 hashlane_hasher_info.bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, offset_bytes) == 24,
	"ILP32 hashlane_hasher_info.offset_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, size_bytes) == 32,
	"ILP32 hashlane_hasher_info.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, flags) == 40,
	"ILP32 hashlane_hasher_info.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_hasher_info, isa) == 44,
	"ILP32 hashlane_hasher_info.isa");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_hasher_info) == 44,
	"ILP32_I386 hashlane_hasher_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_hasher_info) == 4,
	"ILP32_I386 hashlane_hasher_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, struct_size) == 0,
	"ILP32_I386 hashlane_hasher_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, spec_count) == 4,
	"ILP32_I386 hashlane_hasher_info.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, row_bytes) == 8,
	"ILP32_I386 hashlane_hasher_info.row_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, bytes) == 12,
	"ILP32_I386 hashlane_hasher_info.bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, offset_bytes) == 20,
	"ILP32_I386 hashlane_hasher_info.offset_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, size_bytes) == 28,
	"ILP32_I386 hashlane_hasher_info.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, flags) == 36,
	"ILP32_I386 hashlane_hasher_info.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_hasher_info, isa) == 40,
	"ILP32_I386 hashlane_hasher_info.isa");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_file_result) == 64,
	"LP64 hashlane_file_result: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_file_result) == 8,
	"LP64 hashlane_file_result: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, status) == 0,
	"LP64 hashlane_file_result.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, os_error) == 4,
	"LP64 hashlane_file_result.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, size_bytes) == 8,
	"LP64 hashlane_file_result.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, mtime_ns) == 16,
	"LP64 hashlane_file_result.mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, error_offset) == 24,
	"LP64 hashlane_file_result.error_offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, digests_valid) == 32,
	"LP64 hashlane_file_result.digests_valid");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_result, reserved) == 40,
	"LP64 hashlane_file_result.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_file_result) == 64,
	"ILP32 hashlane_file_result: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_file_result) == 8,
	"ILP32 hashlane_file_result: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, status) == 0,
	"ILP32 hashlane_file_result.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, os_error) == 4,
	"ILP32 hashlane_file_result.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, size_bytes) == 8,
	"ILP32 hashlane_file_result.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, mtime_ns) == 16,
	"ILP32 hashlane_file_result.mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, error_offset) == 24,
	"ILP32 hashlane_file_result.error_offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, digests_valid) == 32,
	"ILP32 hashlane_file_result.digests_valid");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_result, reserved) == 40,
	"ILP32 hashlane_file_result.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_file_result) == 64,
	"ILP32_I386 hashlane_file_result: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_file_result) == 4,
	"ILP32_I386 hashlane_file_result: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, status) == 0,
	"ILP32_I386 hashlane_file_result.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, os_error) == 4,
	"ILP32_I386 hashlane_file_result.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, size_bytes) == 8,
	"ILP32_I386 hashlane_file_result.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, mtime_ns) == 16,
	"ILP32_I386 hashlane_file_result.mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, error_offset) == 24,
	"ILP32_I386 hashlane_file_result.error_offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, digests_valid) == 32,
	"ILP32_I386 hashlane_file_result.digests_valid");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_result, reserved) == 40,
	"ILP32_I386 hashlane_file_result.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_files_options) == 40,
	"LP64 hashlane_files_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_files_options) == 8,
	"LP64 hashlane_files_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, struct_size) == 0,
	"LP64 hashlane_files_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, specs) == 8,
	"LP64 hashlane_files_options.specs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, spec_count) == 16,
	"LP64 hashlane_files_options.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, workers) == 24,
	"LP64 hashlane_files_options.workers");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, isa) == 28,
	"LP64 hashlane_files_options.isa");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, ctime) == 32,
	"LP64 hashlane_files_options.ctime");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_files_options, reserved) == 36,
	"LP64 hashlane_files_options.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_files_options) == 28,
	"ILP32 hashlane_files_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_files_options) == 4,
	"ILP32 hashlane_files_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, struct_size) == 0,
	"ILP32 hashlane_files_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, specs) == 4,
	"ILP32 hashlane_files_options.specs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, spec_count) == 8,
	"ILP32 hashlane_files_options.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, workers) == 12,
	"ILP32 hashlane_files_options.workers");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, isa) == 16,
	"ILP32 hashlane_files_options.isa");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, ctime) == 20,
	"ILP32 hashlane_files_options.ctime");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_files_options, reserved) == 24,
	"ILP32 hashlane_files_options.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_files_options) == 28,
	"ILP32_I386 hashlane_files_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_files_options) == 4,
	"ILP32_I386 hashlane_files_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, struct_size) == 0,
	"ILP32_I386 hashlane_files_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, specs) == 4,
	"ILP32_I386 hashlane_files_options.specs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, spec_count) == 8,
	"ILP32_I386 hashlane_files_options.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, workers) == 12,
	"ILP32_I386 hashlane_files_options.workers");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, isa) == 16,
	"ILP32_I386 hashlane_files_options.isa");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, ctime) == 20,
	"ILP32_I386 hashlane_files_options.ctime");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_files_options, reserved) == 24,
	"ILP32_I386 hashlane_files_options.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_memory_options) == 40,
	"LP64 hashlane_memory_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_memory_options) == 8,
	"LP64 hashlane_memory_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_options, struct_size) == 0,
	"LP64 hashlane_memory_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_options, limit_bytes) == 8,
	"LP64 hashlane_memory_options.limit_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_options, flags) == 16,
	"LP64 hashlane_memory_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_options, reserved) == 20,
	"LP64 hashlane_memory_options.reserved");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_options, pressure) == 24,
	"LP64 hashlane_memory_options.pressure");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_options, pressure_context) == 32,
	"LP64 hashlane_memory_options.pressure_context");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_memory_options) == 32,
	"ILP32 hashlane_memory_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_memory_options) == 8,
	"ILP32 hashlane_memory_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_options, struct_size) == 0,
	"ILP32 hashlane_memory_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_options, limit_bytes) == 8,
	"ILP32 hashlane_memory_options.limit_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_options, flags) == 16,
	"ILP32 hashlane_memory_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_options, reserved) == 20,
	"ILP32 hashlane_memory_options.reserved");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_options, pressure) == 24,
	"ILP32 hashlane_memory_options.pressure");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_options, pressure_context) == 28,
	"ILP32 hashlane_memory_options.pressure_context");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_memory_options) == 28,
	"ILP32_I386 hashlane_memory_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_memory_options) == 4,
	"ILP32_I386 hashlane_memory_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_options, struct_size) == 0,
	"ILP32_I386 hashlane_memory_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_options, limit_bytes) == 4,
	"ILP32_I386 hashlane_memory_options.limit_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_options, flags) == 12,
	"ILP32_I386 hashlane_memory_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_options, reserved) == 16,
	"ILP32_I386 hashlane_memory_options.reserved");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_options, pressure) == 20,
	"ILP32_I386 hashlane_memory_options.pressure");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_options, pressure_context) == 24,
	"ILP32_I386 hashlane_memory_options.pressure_context");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_memory_class) == 48,
	"LP64 hashlane_memory_class: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_memory_class) == 8,
	"LP64 hashlane_memory_class: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_class, object_bytes) == 0,
	"LP64 hashlane_memory_class.object_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_class, live) == 8,
	"LP64 hashlane_memory_class.live");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_class, hits) == 16,
	"LP64 hashlane_memory_class.hits");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_class, misses) == 24,
	"LP64 hashlane_memory_class.misses");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_class, remote_frees) == 32,
	"LP64 hashlane_memory_class.remote_frees");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_class, slabs) == 40,
	"LP64 hashlane_memory_class.slabs");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_memory_class) == 48,
	"ILP32 hashlane_memory_class: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_memory_class) == 8,
	"ILP32 hashlane_memory_class: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_class, object_bytes) == 0,
	"ILP32 hashlane_memory_class.object_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_class, live) == 8,
	"ILP32 hashlane_memory_class.live");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_class, hits) == 16,
	"ILP32 hashlane_memory_class.hits");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_class, misses) == 24,
	"ILP32 hashlane_memory_class.misses");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_class, remote_frees) == 32,
	"ILP32 hashlane_memory_class.remote_frees");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_class, slabs) == 40,
	"ILP32 hashlane_memory_class.slabs");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_memory_class) == 48,
	"ILP32_I386 hashlane_memory_class: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_memory_class) == 4,
	"ILP32_I386 hashlane_memory_class: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_class, object_bytes) == 0,
	"ILP32_I386 hashlane_memory_class.object_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_class, live) == 8,
	"ILP32_I386 hashlane_memory_class.live");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_class, hits) == 16,
	"ILP32_I386 hashlane_memory_class.hits");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_class, misses) == 24,
	"ILP32_I386 hashlane_memory_class.misses");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_class, remote_frees) == 32,
	"ILP32_I386 hashlane_memory_class.remote_frees");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_class, slabs) == 40,
	"ILP32_I386 hashlane_memory_class.slabs");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_memory_usage) == 384,
	"LP64 hashlane_memory_usage: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_memory_usage) == 8,
	"LP64 hashlane_memory_usage: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, struct_size) == 0,
	"LP64 hashlane_memory_usage.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, used_bytes) == 8,
	"LP64 hashlane_memory_usage.used_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, peak_bytes) == 16,
	"LP64 hashlane_memory_usage.peak_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, limit_bytes) == 24,
	"LP64 hashlane_memory_usage.limit_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, pool_bytes) == 32,
	"LP64 hashlane_memory_usage.pool_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, hits) == 40,
	"LP64 hashlane_memory_usage.hits");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, misses) == 48,
	"LP64 hashlane_memory_usage.misses");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, remote_frees) == 56,
	"LP64 hashlane_memory_usage.remote_frees");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, large_live) == 64,
	"LP64 hashlane_memory_usage.large_live");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, large_bytes) == 72,
	"LP64 hashlane_memory_usage.large_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, arenas) == 80,
	"LP64 hashlane_memory_usage.arenas");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, pressure) == 88,
	"LP64 hashlane_memory_usage.pressure");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, threads) == 92,
	"LP64 hashlane_memory_usage.threads");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_usage, classes) == 96,
	"LP64 hashlane_memory_usage.classes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_memory_usage) == 384,
	"ILP32 hashlane_memory_usage: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_memory_usage) == 8,
	"ILP32 hashlane_memory_usage: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, struct_size) == 0,
	"ILP32 hashlane_memory_usage.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, used_bytes) == 8,
	"ILP32 hashlane_memory_usage.used_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, peak_bytes) == 16,
	"ILP32 hashlane_memory_usage.peak_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, limit_bytes) == 24,
	"ILP32 hashlane_memory_usage.limit_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, pool_bytes) == 32,
	"ILP32 hashlane_memory_usage.pool_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, hits) == 40,
	"ILP32 hashlane_memory_usage.hits");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, misses) == 48,
	"ILP32 hashlane_memory_usage.misses");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, remote_frees) == 56,
	"ILP32 hashlane_memory_usage.remote_frees");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, large_live) == 64,
	"ILP32 hashlane_memory_usage.large_live");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, large_bytes) == 72,
	"ILP32 hashlane_memory_usage.large_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, arenas) == 80,
	"ILP32 hashlane_memory_usage.arenas");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, pressure) == 88,
	"ILP32 hashlane_memory_usage.pressure");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, threads) == 92,
	"ILP32 hashlane_memory_usage.threads");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_usage, classes) == 96,
	"ILP32 hashlane_memory_usage.classes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_memory_usage) == 380,
	"ILP32_I386 hashlane_memory_usage: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_memory_usage) == 4,
	"ILP32_I386 hashlane_memory_usage: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, struct_size) == 0,
	"ILP32_I386 hashlane_memory_usage.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, used_bytes) == 4,
	"ILP32_I386 hashlane_memory_usage.used_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, peak_bytes) == 12,
	"ILP32_I386 hashlane_memory_usage.peak_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, limit_bytes) == 20,
	"ILP32_I386 hashlane_memory_usage.limit_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, pool_bytes) == 28,
	"ILP32_I386 hashlane_memory_usage.pool_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, hits) == 36,
	"ILP32_I386 hashlane_memory_usage.hits");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, misses) == 44,
	"ILP32_I386 hashlane_memory_usage.misses");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, remote_frees) == 52,
	"ILP32_I386 hashlane_memory_usage.remote_frees");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, large_live) == 60,
	"ILP32_I386 hashlane_memory_usage.large_live");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, large_bytes) == 68,
	"ILP32_I386 hashlane_memory_usage.large_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, arenas) == 76,
	"ILP32_I386 hashlane_memory_usage.arenas");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, pressure) == 84,
	"ILP32_I386 hashlane_memory_usage.pressure");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, threads) == 88,
	"ILP32_I386 hashlane_memory_usage.threads");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_usage, classes) == 92,
	"ILP32_I386 hashlane_memory_usage.classes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_memory_objects) == 64,
	"LP64 hashlane_memory_objects: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_memory_objects) == 8,
	"LP64 hashlane_memory_objects: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, struct_size) == 0,
	"LP64 hashlane_memory_objects.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, strings) == 8,
	"LP64 hashlane_memory_objects.strings");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, buffers) == 16,
	"LP64 hashlane_memory_objects.buffers");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, hashers) == 24,
	"LP64 hashlane_memory_objects.hashers");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, engines) == 32,
	"LP64 hashlane_memory_objects.engines");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, jobs) == 40,
	"LP64 hashlane_memory_objects.jobs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, listeners) == 48,
	"LP64 hashlane_memory_objects.listeners");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_memory_objects, results) == 56,
	"LP64 hashlane_memory_objects.results");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_memory_objects) == 64,
	"ILP32 hashlane_memory_objects: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_memory_objects) == 8,
	"ILP32 hashlane_memory_objects: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, struct_size) == 0,
	"ILP32 hashlane_memory_objects.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, strings) == 8,
	"ILP32 hashlane_memory_objects.strings");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, buffers) == 16,
	"ILP32 hashlane_memory_objects.buffers");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, hashers) == 24,
	"ILP32 hashlane_memory_objects.hashers");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, engines) == 32,
	"ILP32 hashlane_memory_objects.engines");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, jobs) == 40,
	"ILP32 hashlane_memory_objects.jobs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, listeners) == 48,
	"ILP32 hashlane_memory_objects.listeners");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_memory_objects, results) == 56,
	"ILP32 hashlane_memory_objects.results");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_memory_objects) == 60,
	"ILP32_I386 hashlane_memory_objects: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_memory_objects) == 4,
	"ILP32_I386 hashlane_memory_objects: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, struct_size) == 0,
	"ILP32_I386 hashlane_memory_objects.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, strings) == 4,
	"ILP32_I386 hashlane_memory_objects.strings");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, buffers) == 12,
	"ILP32_I386 hashlane_memory_objects.buffers");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, hashers) == 20,
	"ILP32_I386 hashlane_memory_objects.hashers");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, engines) == 28,
	"ILP32_I386 hashlane_memory_objects.engines");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, jobs) == 36,
	"ILP32_I386 hashlane_memory_objects.jobs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, listeners) == 44,
	"ILP32_I386 hashlane_memory_objects.listeners");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_memory_objects, results) == 52,
	"ILP32_I386 hashlane_memory_objects.results");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_results_column) == 64,
	"LP64 hashlane_results_column: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_results_column) == 8,
	"LP64 hashlane_results_column: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, kind) == 0,
	"LP64 hashlane_results_column.kind");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, algorithm) == 4,
	"LP64 hashlane_results_column.algorithm");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, param) == 8,
	"LP64 hashlane_results_column.param");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, offset) == 16,
	"LP64 hashlane_results_column.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, offsets) == 24,
	"LP64 hashlane_results_column.offsets");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, validity) == 32,
	"LP64 hashlane_results_column.validity");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, stride) == 40,
	"LP64 hashlane_results_column.stride");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, null_count) == 44,
	"LP64 hashlane_results_column.null_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, part_bytes) == 48,
	"LP64 hashlane_results_column.part_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, part_digest_bytes) == 56,
	"LP64 hashlane_results_column.part_digest_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results_column, reserved) == 60,
	"LP64 hashlane_results_column.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_results_column) == 64,
	"ILP32 hashlane_results_column: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_results_column) == 8,
	"ILP32 hashlane_results_column: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, kind) == 0,
	"ILP32 hashlane_results_column.kind");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, algorithm) == 4,
	"ILP32 hashlane_results_column.algorithm");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, param) == 8,
	"ILP32 hashlane_results_column.param");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, offset) == 16,
	"ILP32 hashlane_results_column.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, offsets) == 24,
	"ILP32 hashlane_results_column.offsets");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, validity) == 32,
	"ILP32 hashlane_results_column.validity");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, stride) == 40,
	"ILP32 hashlane_results_column.stride");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, null_count) == 44,
	"ILP32 hashlane_results_column.null_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, part_bytes) == 48,
	"ILP32 hashlane_results_column.part_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, part_digest_bytes) == 56,
	"ILP32 hashlane_results_column.part_digest_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results_column, reserved) == 60,
	"ILP32 hashlane_results_column.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_results_column) == 64,
	"ILP32_I386 hashlane_results_column: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_results_column) == 4,
	"ILP32_I386 hashlane_results_column: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, kind) == 0,
	"ILP32_I386 hashlane_results_column.kind");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, algorithm) == 4,
	"ILP32_I386 hashlane_results_column.algorithm");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, param) == 8,
	"ILP32_I386 hashlane_results_column.param");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, offset) == 16,
	"ILP32_I386 hashlane_results_column.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, offsets) == 24,
	"ILP32_I386 hashlane_results_column.offsets");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, validity) == 32,
	"ILP32_I386 hashlane_results_column.validity");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, stride) == 40,
	"ILP32_I386 hashlane_results_column.stride");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, null_count) == 44,
	"ILP32_I386 hashlane_results_column.null_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, part_bytes) == 48,
	"ILP32_I386 hashlane_results_column.part_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, part_digest_bytes) == 56,
	"ILP32_I386 hashlane_results_column.part_digest_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results_column, reserved) == 60,
	"ILP32_I386 hashlane_results_column.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_row) == 144,
	"LP64 hashlane_row: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_row) == 8,
	"LP64 hashlane_row: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, struct_size) == 0,
	"LP64 hashlane_row.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, index) == 8,
	"LP64 hashlane_row.index");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, size_bytes) == 16,
	"LP64 hashlane_row.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, mtime_ns) == 24,
	"LP64 hashlane_row.mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, error_offset) == 32,
	"LP64 hashlane_row.error_offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, status) == 40,
	"LP64 hashlane_row.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, os_error) == 44,
	"LP64 hashlane_row.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, path) == 48,
	"LP64 hashlane_row.path");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, path_bytes) == 56,
	"LP64 hashlane_row.path_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, message) == 64,
	"LP64 hashlane_row.message");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, message_bytes) == 72,
	"LP64 hashlane_row.message_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, digests_valid) == 80,
	"LP64 hashlane_row.digests_valid");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, input) == 88,
	"LP64 hashlane_row.input");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, cookie) == 96,
	"LP64 hashlane_row.cookie");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, device) == 104,
	"LP64 hashlane_row.device");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, inode) == 112,
	"LP64 hashlane_row.inode");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, ctime_ns) == 120,
	"LP64 hashlane_row.ctime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, links) == 128,
	"LP64 hashlane_row.links");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, flags) == 136,
	"LP64 hashlane_row.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_row, reserved) == 140,
	"LP64 hashlane_row.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_row) == 128,
	"ILP32 hashlane_row: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_row) == 8,
	"ILP32 hashlane_row: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, struct_size) == 0,
	"ILP32 hashlane_row.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, index) == 8,
	"ILP32 hashlane_row.index");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, size_bytes) == 16,
	"ILP32 hashlane_row.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, mtime_ns) == 24,
	"ILP32 hashlane_row.mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, error_offset) == 32,
	"ILP32 hashlane_row.error_offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, status) == 40,
	"ILP32 hashlane_row.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, os_error) == 44,
	"ILP32 hashlane_row.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, path) == 48,
	"ILP32 hashlane_row.path");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, path_bytes) == 52,
	"ILP32 hashlane_row.path_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, message) == 56,
	"ILP32 hashlane_row.message");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, message_bytes) == 60,
	"ILP32 hashlane_row.message_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, digests_valid) == 64,
	"ILP32 hashlane_row.digests_valid");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, input) == 72,
	"ILP32 hashlane_row.input");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, cookie) == 80,
	"ILP32 hashlane_row.cookie");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, device) == 88,
	"ILP32 hashlane_row.device");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, inode) == 96,
	"ILP32 hashlane_row.inode");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, ctime_ns) == 104,
	"ILP32 hashlane_row.ctime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, links) == 112,
	"ILP32 hashlane_row.links");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, flags) == 120,
	"ILP32 hashlane_row.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_row, reserved) == 124,
	"ILP32 hashlane_row.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_row) == 124,
	"ILP32_I386 hashlane_row: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_row) == 4,
	"ILP32_I386 hashlane_row: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, struct_size) == 0,
	"ILP32_I386 hashlane_row.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, index) == 4,
	"ILP32_I386 hashlane_row.index");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, size_bytes) == 12,
	"ILP32_I386 hashlane_row.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, mtime_ns) == 20,
	"ILP32_I386 hashlane_row.mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, error_offset) == 28,
	"ILP32_I386 hashlane_row.error_offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, status) == 36,
	"ILP32_I386 hashlane_row.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, os_error) == 40,
	"ILP32_I386 hashlane_row.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, path) == 44,
	"ILP32_I386 hashlane_row.path");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, path_bytes) == 48,
	"ILP32_I386 hashlane_row.path_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, message) == 52,
	"ILP32_I386 hashlane_row.message");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, message_bytes) == 56,
	"ILP32_I386 hashlane_row.message_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, digests_valid) == 60,
	"ILP32_I386 hashlane_row.digests_valid");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, input) == 68,
	"ILP32_I386 hashlane_row.input");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, cookie) == 76,
	"ILP32_I386 hashlane_row.cookie");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, device) == 84,
	"ILP32_I386 hashlane_row.device");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, inode) == 92,
	"ILP32_I386 hashlane_row.inode");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, ctime_ns) == 100,
	"ILP32_I386 hashlane_row.ctime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, links) == 108,
	"ILP32_I386 hashlane_row.links");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, flags) == 116,
	"ILP32_I386 hashlane_row.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_row, reserved) == 120,
	"ILP32_I386 hashlane_row.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_parts) == 40,
	"LP64 hashlane_parts: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_parts) == 8,
	"LP64 hashlane_parts: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_parts, struct_size) == 0,
	"LP64 hashlane_parts.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_parts, digests) == 8,
	"LP64 hashlane_parts.digests");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_parts, digest_bytes) == 16,
	"LP64 hashlane_parts.digest_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_parts, count) == 24,
	"LP64 hashlane_parts.count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_parts, part_bytes) == 32,
	"LP64 hashlane_parts.part_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_parts) == 24,
	"ILP32 hashlane_parts: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_parts) == 8,
	"ILP32 hashlane_parts: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_parts, struct_size) == 0,
	"ILP32 hashlane_parts.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_parts, digests) == 4,
	"ILP32 hashlane_parts.digests");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_parts, digest_bytes) == 8,
	"ILP32 hashlane_parts.digest_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_parts, count) == 12,
	"ILP32 hashlane_parts.count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_parts, part_bytes) == 16,
	"ILP32 hashlane_parts.part_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_parts) == 24,
	"ILP32_I386 hashlane_parts: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_parts) == 4,
	"ILP32_I386 hashlane_parts: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_parts, struct_size) == 0,
	"ILP32_I386 hashlane_parts.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_parts, digests) == 4,
	"ILP32_I386 hashlane_parts.digests");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_parts, digest_bytes) == 8,
	"ILP32_I386 hashlane_parts.digest_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_parts, count) == 12,
	"ILP32_I386 hashlane_parts.count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_parts, part_bytes) == 16,
	"ILP32_I386 hashlane_parts.part_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_allocator) == 32,
	"LP64 hashlane_allocator: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_allocator) == 8,
	"LP64 hashlane_allocator: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_allocator, struct_size) == 0,
	"LP64 hashlane_allocator.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_allocator, context) == 8,
	"LP64 hashlane_allocator.context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_allocator, allocate) == 16,
	"LP64 hashlane_allocator.allocate");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_allocator, release) == 24,
	"LP64 hashlane_allocator.release");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_allocator) == 16,
	"ILP32 hashlane_allocator: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_allocator) == 4,
	"ILP32 hashlane_allocator: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_allocator, struct_size) == 0,
	"ILP32 hashlane_allocator.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_allocator, context) == 4,
	"ILP32 hashlane_allocator.context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_allocator, allocate) == 8,
	"ILP32 hashlane_allocator.allocate");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_allocator, release) == 12,
	"ILP32 hashlane_allocator.release");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_allocator) == 16,
	"ILP32_I386 hashlane_allocator: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_allocator) == 4,
	"ILP32_I386 hashlane_allocator: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_allocator, struct_size) == 0,
	"ILP32_I386 hashlane_allocator.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_allocator, context) == 4,
	"ILP32_I386 hashlane_allocator.context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_allocator, allocate) == 8,
	"ILP32_I386 hashlane_allocator.allocate");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_allocator, release) == 12,
	"ILP32_I386 hashlane_allocator.release");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_engine_options) == 80,
	"LP64 hashlane_engine_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_engine_options) == 8,
	"LP64 hashlane_engine_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, struct_size) == 0,
	"LP64 hashlane_engine_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, workers) == 8,
	"LP64 hashlane_engine_options.workers");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, isa) == 12,
	"LP64 hashlane_engine_options.isa");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, budget_bytes) == 16,
	"LP64 hashlane_engine_options.budget_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, allocator) == 24,
	"LP64 hashlane_engine_options.allocator");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, stack_bytes) == 32,
	"LP64 hashlane_engine_options.stack_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, thread_start) == 40,
	"LP64 hashlane_engine_options.thread_start");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, thread_end) == 48,
	"LP64 hashlane_engine_options.thread_end");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, thread_context) == 56,
	"LP64 hashlane_engine_options.thread_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, release) == 64,
	"LP64 hashlane_engine_options.release");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_options, release_context) == 72,
	"LP64 hashlane_engine_options.release_context");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_engine_options) == 64,
	"ILP32 hashlane_engine_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_engine_options) == 8,
	"ILP32 hashlane_engine_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, struct_size) == 0,
	"ILP32 hashlane_engine_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, workers) == 4,
	"ILP32 hashlane_engine_options.workers");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, isa) == 8,
	"ILP32 hashlane_engine_options.isa");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, budget_bytes) == 16,
	"ILP32 hashlane_engine_options.budget_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, allocator) == 24,
	"ILP32 hashlane_engine_options.allocator");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, stack_bytes) == 32,
	"ILP32 hashlane_engine_options.stack_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, thread_start) == 40,
	"ILP32 hashlane_engine_options.thread_start");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, thread_end) == 44,
	"ILP32 hashlane_engine_options.thread_end");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, thread_context) == 48,
	"ILP32 hashlane_engine_options.thread_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, release) == 52,
	"ILP32 hashlane_engine_options.release");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_options, release_context) == 56,
	"ILP32 hashlane_engine_options.release_context");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_engine_options) == 52,
	"ILP32_I386 hashlane_engine_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_engine_options) == 4,
	"ILP32_I386 hashlane_engine_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, struct_size) == 0,
	"ILP32_I386 hashlane_engine_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, workers) == 4,
	"ILP32_I386 hashlane_engine_options.workers");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, isa) == 8,
	"ILP32_I386 hashlane_engine_options.isa");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, budget_bytes) == 12,
	"ILP32_I386 hashlane_engine_options.budget_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, allocator) == 20,
	"ILP32_I386 hashlane_engine_options.allocator");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, stack_bytes) == 24,
	"ILP32_I386 hashlane_engine_options.stack_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, thread_start) == 32,
	"ILP32_I386 hashlane_engine_options.thread_start");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, thread_end) == 36,
	"ILP32_I386 hashlane_engine_options.thread_end");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, thread_context) == 40,
	"ILP32_I386 hashlane_engine_options.thread_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, release) == 44,
	"ILP32_I386 hashlane_engine_options.release");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_options, release_context) == 48,
	"ILP32_I386 hashlane_engine_options.release_context");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_engine_memory) == 48,
	"LP64 hashlane_engine_memory: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_engine_memory) == 8,
	"LP64 hashlane_engine_memory: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, struct_size) == 0,
	"LP64 hashlane_engine_memory.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, budget_bytes) == 8,
	"LP64 hashlane_engine_memory.budget_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, used_bytes) == 16,
	"LP64 hashlane_engine_memory.used_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, peak_bytes) == 24,
	"LP64 hashlane_engine_memory.peak_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, held_bytes) == 32,
	"LP64 hashlane_engine_memory.held_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, pressure) == 40,
	"LP64 hashlane_engine_memory.pressure");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_memory, reserved) == 44,
	"LP64 hashlane_engine_memory.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_engine_memory) == 48,
	"ILP32 hashlane_engine_memory: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_engine_memory) == 8,
	"ILP32 hashlane_engine_memory: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, struct_size) == 0,
	"ILP32 hashlane_engine_memory.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, budget_bytes) == 8,
	"ILP32 hashlane_engine_memory.budget_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, used_bytes) == 16,
	"ILP32 hashlane_engine_memory.used_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, peak_bytes) == 24,
	"ILP32 hashlane_engine_memory.peak_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, held_bytes) == 32,
	"ILP32 hashlane_engine_memory.held_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, pressure) == 40,
	"ILP32 hashlane_engine_memory.pressure");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_memory, reserved) == 44,
	"ILP32 hashlane_engine_memory.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_engine_memory) == 44,
	"ILP32_I386 hashlane_engine_memory: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_engine_memory) == 4,
	"ILP32_I386 hashlane_engine_memory: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, struct_size) == 0,
	"ILP32_I386 hashlane_engine_memory.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, budget_bytes) == 4,
	"ILP32_I386 hashlane_engine_memory.budget_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, used_bytes) == 12,
	"ILP32_I386 hashlane_engine_memory.used_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, peak_bytes) == 20,
	"ILP32_I386 hashlane_engine_memory.peak_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, held_bytes) == 28,
	"ILP32_I386 hashlane_engine_memory.held_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, pressure) == 36,
	"ILP32_I386 hashlane_engine_memory.pressure");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_memory, reserved) == 40,
	"ILP32_I386 hashlane_engine_memory.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_engine_info) == 24,
	"LP64 hashlane_engine_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_engine_info) == 8,
	"LP64 hashlane_engine_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_info, struct_size) == 0,
	"LP64 hashlane_engine_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_info, workers) == 8,
	"LP64 hashlane_engine_info.workers");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_info, isa) == 12,
	"LP64 hashlane_engine_info.isa");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_info, stack_bytes) == 16,
	"LP64 hashlane_engine_info.stack_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_engine_info) == 24,
	"ILP32 hashlane_engine_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_engine_info) == 8,
	"ILP32 hashlane_engine_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_info, struct_size) == 0,
	"ILP32 hashlane_engine_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_info, workers) == 4,
	"ILP32 hashlane_engine_info.workers");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_info, isa) == 8,
	"ILP32 hashlane_engine_info.isa");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_info, stack_bytes) == 16,
	"ILP32 hashlane_engine_info.stack_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_engine_info) == 20,
	"ILP32_I386 hashlane_engine_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_engine_info) == 4,
	"ILP32_I386 hashlane_engine_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_info, struct_size) == 0,
	"ILP32_I386 hashlane_engine_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_info, workers) == 4,
	"ILP32_I386 hashlane_engine_info.workers");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_info, isa) == 8,
	"ILP32_I386 hashlane_engine_info.isa");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_info, stack_bytes) == 12,
	"ILP32_I386 hashlane_engine_info.stack_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_input) == 128,
	"LP64 hashlane_input: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_input) == 8,
	"LP64 hashlane_input: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, kind) == 0,
	"LP64 hashlane_input.kind");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, reserved) == 4,
	"LP64 hashlane_input.reserved");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, descriptor) == 8,
	"LP64 hashlane_input.descriptor");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, data) == 16,
	"LP64 hashlane_input.data");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, data_bytes) == 24,
	"LP64 hashlane_input.data_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, offset) == 32,
	"LP64 hashlane_input.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, length) == 40,
	"LP64 hashlane_input.length");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, device) == 48,
	"LP64 hashlane_input.device");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, inode) == 56,
	"LP64 hashlane_input.inode");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, read) == 64,
	"LP64 hashlane_input.read");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, read_context) == 72,
	"LP64 hashlane_input.read_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, release) == 80,
	"LP64 hashlane_input.release");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, release_context) == 88,
	"LP64 hashlane_input.release_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, cookie) == 96,
	"LP64 hashlane_input.cookie");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, expected) == 104,
	"LP64 hashlane_input.expected");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, expected_mask) == 112,
	"LP64 hashlane_input.expected_mask");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, size_bytes) == 120,
	"LP64 hashlane_input.size_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_input) == 104,
	"ILP32 hashlane_input: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_input) == 8,
	"ILP32 hashlane_input: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, kind) == 0,
	"ILP32 hashlane_input.kind");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, reserved) == 4,
	"ILP32 hashlane_input.reserved");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, descriptor) == 8,
	"ILP32 hashlane_input.descriptor");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, data) == 16,
	"ILP32 hashlane_input.data");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, data_bytes) == 20,
	"ILP32 hashlane_input.data_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, offset) == 24,
	"ILP32 hashlane_input.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, length) == 32,
	"ILP32 hashlane_input.length");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, device) == 40,
	"ILP32 hashlane_input.device");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, inode) == 48,
	"ILP32 hashlane_input.inode");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, read) == 56,
	"ILP32 hashlane_input.read");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, read_context) == 60,
	"ILP32 hashlane_input.read_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, release) == 64,
	"ILP32 hashlane_input.release");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, release_context) == 68,
	"ILP32 hashlane_input.release_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, cookie) == 72,
	"ILP32 hashlane_input.cookie");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, expected) == 80,
	"ILP32 hashlane_input.expected");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, expected_mask) == 88,
	"ILP32 hashlane_input.expected_mask");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, size_bytes) == 96,
	"ILP32 hashlane_input.size_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_input) == 100,
	"ILP32_I386 hashlane_input: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_input) == 4,
	"ILP32_I386 hashlane_input: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, kind) == 0,
	"ILP32_I386 hashlane_input.kind");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, reserved) == 4,
	"ILP32_I386 hashlane_input.reserved");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, descriptor) == 8,
	"ILP32_I386 hashlane_input.descriptor");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, data) == 16,
	"ILP32_I386 hashlane_input.data");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, data_bytes) == 20,
	"ILP32_I386 hashlane_input.data_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, offset) == 24,
	"ILP32_I386 hashlane_input.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, length) == 32,
	"ILP32_I386 hashlane_input.length");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, device) == 40,
	"ILP32_I386 hashlane_input.device");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, inode) == 48,
	"ILP32_I386 hashlane_input.inode");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, read) == 56,
	"ILP32_I386 hashlane_input.read");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, read_context) == 60,
	"ILP32_I386 hashlane_input.read_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, release) == 64,
	"ILP32_I386 hashlane_input.release");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, release_context) == 68,
	"ILP32_I386 hashlane_input.release_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, cookie) == 72,
	"ILP32_I386 hashlane_input.cookie");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, expected) == 80,
	"ILP32_I386 hashlane_input.expected");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, expected_mask) == 84,
	"ILP32_I386 hashlane_input.expected_mask");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, size_bytes) == 92,
	"ILP32_I386 hashlane_input.size_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_walk_options) == 56,
	"LP64 hashlane_walk_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_walk_options) == 8,
	"LP64 hashlane_walk_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, struct_size) == 0,
	"LP64 hashlane_walk_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, include) == 8,
	"LP64 hashlane_walk_options.include");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, include_count) == 16,
	"LP64 hashlane_walk_options.include_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, exclude) == 24,
	"LP64 hashlane_walk_options.exclude");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, exclude_count) == 32,
	"LP64 hashlane_walk_options.exclude_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, flags) == 40,
	"LP64 hashlane_walk_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, reserved) == 44,
	"LP64 hashlane_walk_options.reserved");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_options, base) == 48,
	"LP64 hashlane_walk_options.base");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_walk_options) == 32,
	"ILP32 hashlane_walk_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_walk_options) == 4,
	"ILP32 hashlane_walk_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, struct_size) == 0,
	"ILP32 hashlane_walk_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, include) == 4,
	"ILP32 hashlane_walk_options.include");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, include_count) == 8,
	"ILP32 hashlane_walk_options.include_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, exclude) == 12,
	"ILP32 hashlane_walk_options.exclude");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, exclude_count) == 16,
	"ILP32 hashlane_walk_options.exclude_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, flags) == 20,
	"ILP32 hashlane_walk_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, reserved) == 24,
	"ILP32 hashlane_walk_options.reserved");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_options, base) == 28,
	"ILP32 hashlane_walk_options.base");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_walk_options) == 32,
	"ILP32_I386 hashlane_walk_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_walk_options) == 4,
	"ILP32_I386 hashlane_walk_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, struct_size) == 0,
	"ILP32_I386 hashlane_walk_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, include) == 4,
	"ILP32_I386 hashlane_walk_options.include");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, include_count) == 8,
	"ILP32_I386 hashlane_walk_options.include_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, exclude) == 12,
	"ILP32_I386 hashlane_walk_options.exclude");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, exclude_count) == 16,
	"ILP32_I386 hashlane_walk_options.exclude_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, flags) == 20,
	"ILP32_I386 hashlane_walk_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, reserved) == 24,
	"ILP32_I386 hashlane_walk_options.reserved");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_options, base) == 28,
	"ILP32_I386 hashlane_walk_options.base");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_event) == 104,
	"LP64 hashlane_event: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_event) == 8,
	"LP64 hashlane_event: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, kind) == 0,
	"LP64 hashlane_event.kind");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, status) == 4,
	"LP64 hashlane_event.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, job) == 8,
	"LP64 hashlane_event.job");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, index) == 16,
	"LP64 hashlane_event.index");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, bytes_done) == 24,
	"LP64 hashlane_event.bytes_done");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, bytes_total) == 32,
	"LP64 hashlane_event.bytes_total");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, files_done) == 40,
	"LP64 hashlane_event.files_done");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, files_total) == 48,
	"LP64 hashlane_event.files_total");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, failures) == 56,
	"LP64 hashlane_event.failures");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, bytes_per_second) == 64,
	"LP64 hashlane_event.bytes_per_second");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, path) == 72,
	"LP64 hashlane_event.path");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, path_bytes) == 80,
	"LP64 hashlane_event.path_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, error_offset) == 88,
	"LP64 hashlane_event.error_offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, os_error) == 96,
	"LP64 hashlane_event.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_event, reserved) == 100,
	"LP64 hashlane_event.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_event) == 96,
	"ILP32 hashlane_event: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_event) == 8,
	"ILP32 hashlane_event: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, kind) == 0,
	"ILP32 hashlane_event.kind");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, status) == 4,
	"ILP32 hashlane_event.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, job) == 8,
	"ILP32 hashlane_event.job");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, index) == 16,
	"ILP32 hashlane_event.index");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, bytes_done) == 24,
	"ILP32 hashlane_event.bytes_done");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, bytes_total) == 32,
	"ILP32 hashlane_event.bytes_total");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, files_done) == 40,
	"ILP32 hashlane_event.files_done");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, files_total) == 48,
	"ILP32 hashlane_event.files_total");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, failures) == 56,
	"ILP32 hashlane_event.failures");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, bytes_per_second) == 64,
	"ILP32 hashlane_event.bytes_per_second");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, path) == 72,
	"ILP32 hashlane_event.path");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, path_bytes) == 76,
	"ILP32 hashlane_event.path_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, error_offset) == 80,
	"ILP32 hashlane_event.error_offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, os_error) == 88,
	"ILP32 hashlane_event.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_event, reserved) == 92,
	"ILP32 hashlane_event.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_event) == 96,
	"ILP32_I386 hashlane_event: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_event) == 4,
	"ILP32_I386 hashlane_event: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, kind) == 0,
	"ILP32_I386 hashlane_event.kind");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, status) == 4,
	"ILP32_I386 hashlane_event.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, job) == 8,
	"ILP32_I386 hashlane_event.job");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, index) == 16,
	"ILP32_I386 hashlane_event.index");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, bytes_done) == 24,
	"ILP32_I386 hashlane_event.bytes_done");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, bytes_total) == 32,
	"ILP32_I386 hashlane_event.bytes_total");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, files_done) == 40,
	"ILP32_I386 hashlane_event.files_done");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, files_total) == 48,
	"ILP32_I386 hashlane_event.files_total");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, failures) == 56,
	"ILP32_I386 hashlane_event.failures");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, bytes_per_second) == 64,
	"ILP32_I386 hashlane_event.bytes_per_second");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, path) == 72,
	"ILP32_I386 hashlane_event.path");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, path_bytes) == 76,
	"ILP32_I386 hashlane_event.path_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, error_offset) == 80,
	"ILP32_I386 hashlane_event.error_offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, os_error) == 88,
	"ILP32_I386 hashlane_event.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_event, reserved) == 92,
	"ILP32_I386 hashlane_event.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_lookup_file) == 112,
	"LP64 hashlane_lookup_file: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_lookup_file) == 8,
	"LP64 hashlane_lookup_file: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, path) == 0,
	"LP64 hashlane_lookup_file.path");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, path_bytes) == 8,
	"LP64 hashlane_lookup_file.path_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, index) == 16,
	"LP64 hashlane_lookup_file.index");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, input) == 24,
	"LP64 hashlane_lookup_file.input");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, cookie) == 32,
	"LP64 hashlane_lookup_file.cookie");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, size_bytes) == 40,
	"LP64 hashlane_lookup_file.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, mtime_ns) == 48,
	"LP64 hashlane_lookup_file.mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, ctime_ns) == 56,
	"LP64 hashlane_lookup_file.ctime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, device) == 64,
	"LP64 hashlane_lookup_file.device");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, inode) == 72,
	"LP64 hashlane_lookup_file.inode");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, links) == 80,
	"LP64 hashlane_lookup_file.links");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, file_system) == 88,
	"LP64 hashlane_lookup_file.file_system");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, flags) == 104,
	"LP64 hashlane_lookup_file.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup_file, reserved) == 108,
	"LP64 hashlane_lookup_file.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_lookup_file) == 104,
	"ILP32 hashlane_lookup_file: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_lookup_file) == 8,
	"ILP32 hashlane_lookup_file: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, path) == 0,
	"ILP32 hashlane_lookup_file.path");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, path_bytes) == 4,
	"ILP32 hashlane_lookup_file.path_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, index) == 8,
	"ILP32 hashlane_lookup_file.index");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, input) == 16,
	"ILP32 hashlane_lookup_file.input");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, cookie) == 24,
	"ILP32 hashlane_lookup_file.cookie");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, size_bytes) == 32,
	"ILP32 hashlane_lookup_file.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, mtime_ns) == 40,
	"ILP32 hashlane_lookup_file.mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, ctime_ns) == 48,
	"ILP32 hashlane_lookup_file.ctime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, device) == 56,
	"ILP32 hashlane_lookup_file.device");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, inode) == 64,
	"ILP32 hashlane_lookup_file.inode");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, links) == 72,
	"ILP32 hashlane_lookup_file.links");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, file_system) == 80,
	"ILP32 hashlane_lookup_file.file_system");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, flags) == 96,
	"ILP32 hashlane_lookup_file.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup_file, reserved) == 100,
	"ILP32 hashlane_lookup_file.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_lookup_file) == 104,
	"ILP32_I386 hashlane_lookup_file: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_lookup_file) == 4,
	"ILP32_I386 hashlane_lookup_file: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, path) == 0,
	"ILP32_I386 hashlane_lookup_file.path");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, path_bytes) == 4,
	"ILP32_I386 hashlane_lookup_file.path_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, index) == 8,
	"ILP32_I386 hashlane_lookup_file.index");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, input) == 16,
	"ILP32_I386 hashlane_lookup_file.input");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, cookie) == 24,
	"ILP32_I386 hashlane_lookup_file.cookie");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, size_bytes) == 32,
	"ILP32_I386 hashlane_lookup_file.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, mtime_ns) == 40,
	"ILP32_I386 hashlane_lookup_file.mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, ctime_ns) == 48,
	"ILP32_I386 hashlane_lookup_file.ctime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, device) == 56,
	"ILP32_I386 hashlane_lookup_file.device");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, inode) == 64,
	"ILP32_I386 hashlane_lookup_file.inode");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, links) == 72,
	"ILP32_I386 hashlane_lookup_file.links");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, file_system) == 80,
	"ILP32_I386 hashlane_lookup_file.file_system");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, flags) == 96,
	"ILP32_I386 hashlane_lookup_file.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup_file, reserved) == 100,
	"ILP32_I386 hashlane_lookup_file.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_lookup) == 48,
	"LP64 hashlane_lookup: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_lookup) == 8,
	"LP64 hashlane_lookup: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup, struct_size) == 0,
	"LP64 hashlane_lookup.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup, id) == 8,
	"LP64 hashlane_lookup.id");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup, files) == 16,
	"LP64 hashlane_lookup.files");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup, file_bytes) == 24,
	"LP64 hashlane_lookup.file_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup, count) == 32,
	"LP64 hashlane_lookup.count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_lookup, row_bytes) == 40,
	"LP64 hashlane_lookup.row_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_lookup) == 32,
	"ILP32 hashlane_lookup: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_lookup) == 8,
	"ILP32 hashlane_lookup: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup, struct_size) == 0,
	"ILP32 hashlane_lookup.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup, id) == 8,
	"ILP32 hashlane_lookup.id");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup, files) == 16,
	"ILP32 hashlane_lookup.files");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup, file_bytes) == 20,
	"ILP32 hashlane_lookup.file_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup, count) == 24,
	"ILP32 hashlane_lookup.count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_lookup, row_bytes) == 28,
	"ILP32 hashlane_lookup.row_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_lookup) == 28,
	"ILP32_I386 hashlane_lookup: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_lookup) == 4,
	"ILP32_I386 hashlane_lookup: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup, struct_size) == 0,
	"ILP32_I386 hashlane_lookup.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup, id) == 4,
	"ILP32_I386 hashlane_lookup.id");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup, files) == 12,
	"ILP32_I386 hashlane_lookup.files");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup, file_bytes) == 16,
	"ILP32_I386 hashlane_lookup.file_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup, count) == 20,
	"ILP32_I386 hashlane_lookup.count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_lookup, row_bytes) == 24,
	"ILP32_I386 hashlane_lookup.row_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_job_options) == 192,
	"LP64 hashlane_job_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_job_options) == 8,
	"LP64 hashlane_job_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, struct_size) == 0,
	"LP64 hashlane_job_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, specs) == 8,
	"LP64 hashlane_job_options.specs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, spec_count) == 16,
	"LP64 hashlane_job_options.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, paths) == 24,
	"LP64 hashlane_job_options.paths");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, paths_bytes) == 32,
	"LP64 hashlane_job_options.paths_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, inputs) == 40,
	"LP64 hashlane_job_options.inputs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, input_bytes) == 48,
	"LP64 hashlane_job_options.input_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, input_count) == 56,
	"LP64 hashlane_job_options.input_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, walk) == 64,
	"LP64 hashlane_job_options.walk");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, flags) == 72,
	"LP64 hashlane_job_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, order) == 76,
	"LP64 hashlane_job_options.order");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, event) == 80,
	"LP64 hashlane_job_options.event");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, event_context) == 88,
	"LP64 hashlane_job_options.event_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, events) == 96,
	"LP64 hashlane_job_options.events");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, event_interval_ms) == 100,
	"LP64 hashlane_job_options.event_interval_ms");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_save) == 104,
	"LP64 hashlane_job_options.state_save");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_load) == 112,
	"LP64 hashlane_job_options.state_load");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_context) == 120,
	"LP64 hashlane_job_options.state_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_interval_bytes) == 128,
	"LP64 hashlane_job_options.state_interval_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, ctime) == 136,
	"LP64 hashlane_job_options.ctime");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, priority) == 140,
	"LP64 hashlane_job_options.priority");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, release) == 144,
	"LP64 hashlane_job_options.release");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, release_context) == 152,
	"LP64 hashlane_job_options.release_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, base) == 160,
	"LP64 hashlane_job_options.base");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, lookup) == 168,
	"LP64 hashlane_job_options.lookup");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, lookup_context) == 176,
	"LP64 hashlane_job_options.lookup_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, bytes_per_second_max) == 184,
	"LP64 hashlane_job_options.bytes_per_second_max");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_job_options) == 120,
	"ILP32 hashlane_job_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_job_options) == 8,
	"ILP32 hashlane_job_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, struct_size) == 0,
	"ILP32 hashlane_job_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, specs) == 4,
	"ILP32 hashlane_job_options.specs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, spec_count) == 8,
	"ILP32 hashlane_job_options.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, paths) == 12,
	"ILP32 hashlane_job_options.paths");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, paths_bytes) == 16,
	"ILP32 hashlane_job_options.paths_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, inputs) == 20,
	"ILP32 hashlane_job_options.inputs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, input_bytes) == 24,
	"ILP32 hashlane_job_options.input_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, input_count) == 28,
	"ILP32 hashlane_job_options.input_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, walk) == 32,
	"ILP32 hashlane_job_options.walk");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, flags) == 36,
	"ILP32 hashlane_job_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, order) == 40,
	"ILP32 hashlane_job_options.order");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, event) == 44,
	"ILP32 hashlane_job_options.event");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, event_context) == 48,
	"ILP32 hashlane_job_options.event_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, events) == 52,
	"ILP32 hashlane_job_options.events");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, event_interval_ms) == 56,
	"ILP32 hashlane_job_options.event_interval_ms");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_save) == 60,
	"ILP32 hashlane_job_options.state_save");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_load) == 64,
	"ILP32 hashlane_job_options.state_load");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_context) == 68,
	"ILP32 hashlane_job_options.state_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_interval_bytes) == 72,
	"ILP32 hashlane_job_options.state_interval_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, ctime) == 80,
	"ILP32 hashlane_job_options.ctime");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, priority) == 84,
	"ILP32 hashlane_job_options.priority");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, release) == 88,
	"ILP32 hashlane_job_options.release");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, release_context) == 92,
	"ILP32 hashlane_job_options.release_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, base) == 96,
	"ILP32 hashlane_job_options.base");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, lookup) == 100,
	"ILP32 hashlane_job_options.lookup");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, lookup_context) == 104,
	"ILP32 hashlane_job_options.lookup_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, bytes_per_second_max) == 112,
	"ILP32 hashlane_job_options.bytes_per_second_max");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_job_options) == 116,
	"ILP32_I386 hashlane_job_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_job_options) == 4,
	"ILP32_I386 hashlane_job_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, struct_size) == 0,
	"ILP32_I386 hashlane_job_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, specs) == 4,
	"ILP32_I386 hashlane_job_options.specs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, spec_count) == 8,
	"ILP32_I386 hashlane_job_options.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, paths) == 12,
	"ILP32_I386 hashlane_job_options.paths");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, paths_bytes) == 16,
	"ILP32_I386 hashlane_job_options.paths_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, inputs) == 20,
	"ILP32_I386 hashlane_job_options.inputs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, input_bytes) == 24,
	"ILP32_I386 hashlane_job_options.input_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, input_count) == 28,
	"ILP32_I386 hashlane_job_options.input_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, walk) == 32,
	"ILP32_I386 hashlane_job_options.walk");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, flags) == 36,
	"ILP32_I386 hashlane_job_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, order) == 40,
	"ILP32_I386 hashlane_job_options.order");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, event) == 44,
	"ILP32_I386 hashlane_job_options.event");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, event_context) == 48,
	"ILP32_I386 hashlane_job_options.event_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, events) == 52,
	"ILP32_I386 hashlane_job_options.events");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, event_interval_ms) == 56,
	"ILP32_I386 hashlane_job_options.event_interval_ms");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_save) == 60,
	"ILP32_I386 hashlane_job_options.state_save");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_load) == 64,
	"ILP32_I386 hashlane_job_options.state_load");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_context) == 68,
	"ILP32_I386 hashlane_job_options.state_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_interval_bytes) == 72,
	"ILP32_I386 hashlane_job_options.state_interval_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, ctime) == 80,
	"ILP32_I386 hashlane_job_options.ctime");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, priority) == 84,
	"ILP32_I386 hashlane_job_options.priority");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, release) == 88,
	"ILP32_I386 hashlane_job_options.release");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, release_context) == 92,
	"ILP32_I386 hashlane_job_options.release_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, base) == 96,
	"ILP32_I386 hashlane_job_options.base");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, lookup) == 100,
	"ILP32_I386 hashlane_job_options.lookup");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, lookup_context) == 104,
	"ILP32_I386 hashlane_job_options.lookup_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, bytes_per_second_max) == 108,
	"ILP32_I386 hashlane_job_options.bytes_per_second_max");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_job_info) == 32,
	"LP64 hashlane_job_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_job_info) == 8,
	"LP64 hashlane_job_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_info, struct_size) == 0,
	"LP64 hashlane_job_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_info, spec_count) == 8,
	"LP64 hashlane_job_info.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_info, row_bytes) == 16,
	"LP64 hashlane_job_info.row_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_info, flags) == 24,
	"LP64 hashlane_job_info.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_info, order) == 28,
	"LP64 hashlane_job_info.order");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_job_info) == 20,
	"ILP32 hashlane_job_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_job_info) == 4,
	"ILP32 hashlane_job_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_info, struct_size) == 0,
	"ILP32 hashlane_job_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_info, spec_count) == 4,
	"ILP32 hashlane_job_info.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_info, row_bytes) == 8,
	"ILP32 hashlane_job_info.row_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_info, flags) == 12,
	"ILP32 hashlane_job_info.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_info, order) == 16,
	"ILP32 hashlane_job_info.order");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_job_info) == 20,
	"ILP32_I386 hashlane_job_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_job_info) == 4,
	"ILP32_I386 hashlane_job_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_info, struct_size) == 0,
	"ILP32_I386 hashlane_job_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_info, spec_count) == 4,
	"ILP32_I386 hashlane_job_info.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_info, row_bytes) == 8,
	"ILP32_I386 hashlane_job_info.row_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_info, flags) == 12,
	"ILP32_I386 hashlane_job_info.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_info, order) == 16,
	"ILP32_I386 hashlane_job_info.order");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_progress) == 64,
	"LP64 hashlane_progress: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_progress) == 8,
	"LP64 hashlane_progress: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, bytes_done) == 0,
	"LP64 hashlane_progress.bytes_done");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, bytes_total) == 8,
	"LP64 hashlane_progress.bytes_total");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, files_done) == 16,
	"LP64 hashlane_progress.files_done");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, files_total) == 24,
	"LP64 hashlane_progress.files_total");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, failures) == 32,
	"LP64 hashlane_progress.failures");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, bytes_per_second) == 40,
	"LP64 hashlane_progress.bytes_per_second");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, elapsed_ns) == 48,
	"LP64 hashlane_progress.elapsed_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, state) == 56,
	"LP64 hashlane_progress.state");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_progress, reserved) == 60,
	"LP64 hashlane_progress.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_progress) == 64,
	"ILP32 hashlane_progress: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_progress) == 8,
	"ILP32 hashlane_progress: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, bytes_done) == 0,
	"ILP32 hashlane_progress.bytes_done");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, bytes_total) == 8,
	"ILP32 hashlane_progress.bytes_total");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, files_done) == 16,
	"ILP32 hashlane_progress.files_done");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, files_total) == 24,
	"ILP32 hashlane_progress.files_total");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, failures) == 32,
	"ILP32 hashlane_progress.failures");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, bytes_per_second) == 40,
	"ILP32 hashlane_progress.bytes_per_second");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, elapsed_ns) == 48,
	"ILP32 hashlane_progress.elapsed_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, state) == 56,
	"ILP32 hashlane_progress.state");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_progress, reserved) == 60,
	"ILP32 hashlane_progress.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_progress) == 64,
	"ILP32_I386 hashlane_progress: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_progress) == 4,
	"ILP32_I386 hashlane_progress: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, bytes_done) == 0,
	"ILP32_I386 hashlane_progress.bytes_done");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, bytes_total) == 8,
	"ILP32_I386 hashlane_progress.bytes_total");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, files_done) == 16,
	"ILP32_I386 hashlane_progress.files_done");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, files_total) == 24,
	"ILP32_I386 hashlane_progress.files_total");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, failures) == 32,
	"ILP32_I386 hashlane_progress.failures");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, bytes_per_second) == 40,
	"ILP32_I386 hashlane_progress.bytes_per_second");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, elapsed_ns) == 48,
	"ILP32_I386 hashlane_progress.elapsed_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, state) == 56,
	"ILP32_I386 hashlane_progress.state");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_progress, reserved) == 60,
	"ILP32_I386 hashlane_progress.reserved");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_file_progress) == 56,
	"LP64 hashlane_file_progress: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_file_progress) == 8,
	"LP64 hashlane_file_progress: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, index) == 0,
	"LP64 hashlane_file_progress.index");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, input) == 8,
	"LP64 hashlane_file_progress.input");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, bytes_done) == 16,
	"LP64 hashlane_file_progress.bytes_done");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, bytes_total) == 24,
	"LP64 hashlane_file_progress.bytes_total");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, elapsed_ns) == 32,
	"LP64 hashlane_file_progress.elapsed_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, path_at) == 40,
	"LP64 hashlane_file_progress.path_at");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_file_progress, path_bytes) == 48,
	"LP64 hashlane_file_progress.path_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_file_progress) == 48,
	"ILP32 hashlane_file_progress: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_file_progress) == 8,
	"ILP32 hashlane_file_progress: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, index) == 0,
	"ILP32 hashlane_file_progress.index");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, input) == 8,
	"ILP32 hashlane_file_progress.input");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, bytes_done) == 16,
	"ILP32 hashlane_file_progress.bytes_done");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, bytes_total) == 24,
	"ILP32 hashlane_file_progress.bytes_total");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, elapsed_ns) == 32,
	"ILP32 hashlane_file_progress.elapsed_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, path_at) == 40,
	"ILP32 hashlane_file_progress.path_at");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_file_progress, path_bytes) == 44,
	"ILP32 hashlane_file_progress.path_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_file_progress) == 48,
	"ILP32_I386 hashlane_file_progress: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_file_progress) == 4,
	"ILP32_I386 hashlane_file_progress: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, index) == 0,
	"ILP32_I386 hashlane_file_progress.index");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, input) == 8,
	"ILP32_I386 hashlane_file_progress.input");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, bytes_done) == 16,
	"ILP32_I386 hashlane_file_progress.bytes_done");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, bytes_total) == 24,
	"ILP32_I386 hashlane_file_progress.bytes_total");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, elapsed_ns) == 32,
	"ILP32_I386 hashlane_file_progress.elapsed_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, path_at) == 40,
	"ILP32_I386 hashlane_file_progress.path_at");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_file_progress, path_bytes) == 44,
	"ILP32_I386 hashlane_file_progress.path_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_listener_options) == 56,
	"LP64 hashlane_listener_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_listener_options) == 8,
	"LP64 hashlane_listener_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, struct_size) == 0,
	"LP64 hashlane_listener_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, events) == 8,
	"LP64 hashlane_listener_options.events");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, interval_ms) == 12,
	"LP64 hashlane_listener_options.interval_ms");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, event) == 16,
	"LP64 hashlane_listener_options.event");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, context) == 24,
	"LP64 hashlane_listener_options.context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, queue_events) == 32,
	"LP64 hashlane_listener_options.queue_events");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, release) == 40,
	"LP64 hashlane_listener_options.release");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_listener_options, release_context) == 48,
	"LP64 hashlane_listener_options.release_context");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_listener_options) == 32,
	"ILP32 hashlane_listener_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_listener_options) == 4,
	"ILP32 hashlane_listener_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, struct_size) == 0,
	"ILP32 hashlane_listener_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, events) == 4,
	"ILP32 hashlane_listener_options.events");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, interval_ms) == 8,
	"ILP32 hashlane_listener_options.interval_ms");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, event) == 12,
	"ILP32 hashlane_listener_options.event");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, context) == 16,
	"ILP32 hashlane_listener_options.context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, queue_events) == 20,
	"ILP32 hashlane_listener_options.queue_events");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, release) == 24,
	"ILP32 hashlane_listener_options.release");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_listener_options, release_context) == 28,
	"ILP32 hashlane_listener_options.release_context");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_listener_options) == 32,
	"ILP32_I386 hashlane_listener_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_listener_options) == 4,
	"ILP32_I386 hashlane_listener_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, struct_size) == 0,
	"ILP32_I386 hashlane_listener_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, events) == 4,
	"ILP32_I386 hashlane_listener_options.events");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, interval_ms) == 8,
	"ILP32_I386 hashlane_listener_options.interval_ms");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, event) == 12,
	"ILP32_I386 hashlane_listener_options.event");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, context) == 16,
	"ILP32_I386 hashlane_listener_options.context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, queue_events) == 20,
	"ILP32_I386 hashlane_listener_options.queue_events");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, release) == 24,
	"ILP32_I386 hashlane_listener_options.release");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_listener_options, release_context) == 28,
	"ILP32_I386 hashlane_listener_options.release_context");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_engine_usage) == 128,
	"LP64 hashlane_engine_usage: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_engine_usage) == 8,
	"LP64 hashlane_engine_usage: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, struct_size) == 0,
	"LP64 hashlane_engine_usage.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, bytes) == 8,
	"LP64 hashlane_engine_usage.bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, files) == 16,
	"LP64 hashlane_engine_usage.files");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, failures) == 24,
	"LP64 hashlane_engine_usage.failures");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, reads) == 32,
	"LP64 hashlane_engine_usage.reads");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, read_ns) == 40,
	"LP64 hashlane_engine_usage.read_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, hash_ns) == 48,
	"LP64 hashlane_engine_usage.hash_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, idle_ns) == 56,
	"LP64 hashlane_engine_usage.idle_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, lane_rounds) == 64,
	"LP64 hashlane_engine_usage.lane_rounds");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, lanes_used) == 72,
	"LP64 hashlane_engine_usage.lanes_used");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, lanes_had) == 80,
	"LP64 hashlane_engine_usage.lanes_had");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, jobs) == 88,
	"LP64 hashlane_engine_usage.jobs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, core_count) == 96,
	"LP64 hashlane_engine_usage.core_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, reserved) == 100,
	"LP64 hashlane_engine_usage.reserved");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, files_waited) == 104,
	"LP64 hashlane_engine_usage.files_waited");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, files_reread) == 112,
	"LP64 hashlane_engine_usage.files_reread");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_engine_usage, ctime_devices) == 120,
	"LP64 hashlane_engine_usage.ctime_devices");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_engine_usage) == 128,
	"ILP32 hashlane_engine_usage: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_engine_usage) == 8,
	"ILP32 hashlane_engine_usage: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, struct_size) == 0,
	"ILP32 hashlane_engine_usage.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, bytes) == 8,
	"ILP32 hashlane_engine_usage.bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, files) == 16,
	"ILP32 hashlane_engine_usage.files");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, failures) == 24,
	"ILP32 hashlane_engine_usage.failures");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, reads) == 32,
	"ILP32 hashlane_engine_usage.reads");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, read_ns) == 40,
	"ILP32 hashlane_engine_usage.read_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, hash_ns) == 48,
	"ILP32 hashlane_engine_usage.hash_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, idle_ns) == 56,
	"ILP32 hashlane_engine_usage.idle_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, lane_rounds) == 64,
	"ILP32 hashlane_engine_usage.lane_rounds");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, lanes_used) == 72,
	"ILP32 hashlane_engine_usage.lanes_used");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, lanes_had) == 80,
	"ILP32 hashlane_engine_usage.lanes_had");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, jobs) == 88,
	"ILP32 hashlane_engine_usage.jobs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, core_count) == 96,
	"ILP32 hashlane_engine_usage.core_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, reserved) == 100,
	"ILP32 hashlane_engine_usage.reserved");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, files_waited) == 104,
	"ILP32 hashlane_engine_usage.files_waited");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, files_reread) == 112,
	"ILP32 hashlane_engine_usage.files_reread");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_engine_usage, ctime_devices) == 120,
	"ILP32 hashlane_engine_usage.ctime_devices");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_engine_usage) == 124,
	"ILP32_I386 hashlane_engine_usage: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_engine_usage) == 4,
	"ILP32_I386 hashlane_engine_usage: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, struct_size) == 0,
	"ILP32_I386 hashlane_engine_usage.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, bytes) == 4,
	"ILP32_I386 hashlane_engine_usage.bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, files) == 12,
	"ILP32_I386 hashlane_engine_usage.files");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, failures) == 20,
	"ILP32_I386 hashlane_engine_usage.failures");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, reads) == 28,
	"ILP32_I386 hashlane_engine_usage.reads");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, read_ns) == 36,
	"ILP32_I386 hashlane_engine_usage.read_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, hash_ns) == 44,
	"ILP32_I386 hashlane_engine_usage.hash_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, idle_ns) == 52,
	"ILP32_I386 hashlane_engine_usage.idle_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, lane_rounds) == 60,
	"ILP32_I386 hashlane_engine_usage.lane_rounds");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, lanes_used) == 68,
	"ILP32_I386 hashlane_engine_usage.lanes_used");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, lanes_had) == 76,
	"ILP32_I386 hashlane_engine_usage.lanes_had");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, jobs) == 84,
	"ILP32_I386 hashlane_engine_usage.jobs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, core_count) == 92,
	"ILP32_I386 hashlane_engine_usage.core_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, reserved) == 96,
	"ILP32_I386 hashlane_engine_usage.reserved");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, files_waited) == 100,
	"ILP32_I386 hashlane_engine_usage.files_waited");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, files_reread) == 108,
	"ILP32_I386 hashlane_engine_usage.files_reread");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_engine_usage, ctime_devices) == 116,
	"ILP32_I386 hashlane_engine_usage.ctime_devices");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_core_usage) == 32,
	"LP64 hashlane_core_usage: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_core_usage) == 8,
	"LP64 hashlane_core_usage: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_core_usage, struct_size) == 0,
	"LP64 hashlane_core_usage.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_core_usage, core) == 8,
	"LP64 hashlane_core_usage.core");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_core_usage, bytes) == 16,
	"LP64 hashlane_core_usage.bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_core_usage, ns) == 24,
	"LP64 hashlane_core_usage.ns");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_core_usage) == 24,
	"ILP32 hashlane_core_usage: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_core_usage) == 8,
	"ILP32 hashlane_core_usage: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_core_usage, struct_size) == 0,
	"ILP32 hashlane_core_usage.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_core_usage, core) == 4,
	"ILP32 hashlane_core_usage.core");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_core_usage, bytes) == 8,
	"ILP32 hashlane_core_usage.bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_core_usage, ns) == 16,
	"ILP32 hashlane_core_usage.ns");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_core_usage) == 24,
	"ILP32_I386 hashlane_core_usage: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_core_usage) == 4,
	"ILP32_I386 hashlane_core_usage: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_core_usage, struct_size) == 0,
	"ILP32_I386 hashlane_core_usage.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_core_usage, core) == 4,
	"ILP32_I386 hashlane_core_usage.core");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_core_usage, bytes) == 8,
	"ILP32_I386 hashlane_core_usage.bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_core_usage, ns) == 16,
	"ILP32_I386 hashlane_core_usage.ns");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_walk_entry) == 88,
	"LP64 hashlane_walk_entry: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_walk_entry) == 8,
	"LP64 hashlane_walk_entry: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, path) == 0,
	"LP64 hashlane_walk_entry.path");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, path_bytes) == 8,
	"LP64 hashlane_walk_entry.path_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, name_at) == 16,
	"LP64 hashlane_walk_entry.name_at");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, type) == 24,
	"LP64 hashlane_walk_entry.type");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, status) == 28,
	"LP64 hashlane_walk_entry.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, os_error) == 32,
	"LP64 hashlane_walk_entry.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, mode) == 36,
	"LP64 hashlane_walk_entry.mode");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, size_bytes) == 40,
	"LP64 hashlane_walk_entry.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, mtime_ns) == 48,
	"LP64 hashlane_walk_entry.mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, ctime_ns) == 56,
	"LP64 hashlane_walk_entry.ctime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, device) == 64,
	"LP64 hashlane_walk_entry.device");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, inode) == 72,
	"LP64 hashlane_walk_entry.inode");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_entry, links) == 80,
	"LP64 hashlane_walk_entry.links");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_walk_entry) == 80,
	"ILP32 hashlane_walk_entry: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_walk_entry) == 8,
	"ILP32 hashlane_walk_entry: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, path) == 0,
	"ILP32 hashlane_walk_entry.path");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, path_bytes) == 4,
	"ILP32 hashlane_walk_entry.path_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, name_at) == 8,
	"ILP32 hashlane_walk_entry.name_at");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, type) == 12,
	"ILP32 hashlane_walk_entry.type");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, status) == 16,
	"ILP32 hashlane_walk_entry.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, os_error) == 20,
	"ILP32 hashlane_walk_entry.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, mode) == 24,
	"ILP32 hashlane_walk_entry.mode");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, size_bytes) == 32,
	"ILP32 hashlane_walk_entry.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, mtime_ns) == 40,
	"ILP32 hashlane_walk_entry.mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, ctime_ns) == 48,
	"ILP32 hashlane_walk_entry.ctime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, device) == 56,
	"ILP32 hashlane_walk_entry.device");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, inode) == 64,
	"ILP32 hashlane_walk_entry.inode");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_entry, links) == 72,
	"ILP32 hashlane_walk_entry.links");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_walk_entry) == 76,
	"ILP32_I386 hashlane_walk_entry: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_walk_entry) == 4,
	"ILP32_I386 hashlane_walk_entry: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, path) == 0,
	"ILP32_I386 hashlane_walk_entry.path");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, path_bytes) == 4,
	"ILP32_I386 hashlane_walk_entry.path_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, name_at) == 8,
	"ILP32_I386 hashlane_walk_entry.name_at");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, type) == 12,
	"ILP32_I386 hashlane_walk_entry.type");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, status) == 16,
	"ILP32_I386 hashlane_walk_entry.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, os_error) == 20,
	"ILP32_I386 hashlane_walk_entry.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, mode) == 24,
	"ILP32_I386 hashlane_walk_entry.mode");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, size_bytes) == 28,
	"ILP32_I386 hashlane_walk_entry.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, mtime_ns) == 36,
	"ILP32_I386 hashlane_walk_entry.mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, ctime_ns) == 44,
	"ILP32_I386 hashlane_walk_entry.ctime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, device) == 52,
	"ILP32_I386 hashlane_walk_entry.device");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, inode) == 60,
	"ILP32_I386 hashlane_walk_entry.inode");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_entry, links) == 68,
	"ILP32_I386 hashlane_walk_entry.links");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_walk_skipped) == 56,
	"LP64 hashlane_walk_skipped: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_walk_skipped) == 8,
	"LP64 hashlane_walk_skipped: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, struct_size) == 0,
	"LP64 hashlane_walk_skipped.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, hidden) == 8,
	"LP64 hashlane_walk_skipped.hidden");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, excluded) == 16,
	"LP64 hashlane_walk_skipped.excluded");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, not_included) == 24,
	"LP64 hashlane_walk_skipped.not_included");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, file_systems) == 32,
	"LP64 hashlane_walk_skipped.file_systems");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, links) == 40,
	"LP64 hashlane_walk_skipped.links");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_walk_skipped, specials) == 48,
	"LP64 hashlane_walk_skipped.specials");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_walk_skipped) == 56,
	"ILP32 hashlane_walk_skipped: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_walk_skipped) == 8,
	"ILP32 hashlane_walk_skipped: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, struct_size) == 0,
	"ILP32 hashlane_walk_skipped.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, hidden) == 8,
	"ILP32 hashlane_walk_skipped.hidden");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, excluded) == 16,
	"ILP32 hashlane_walk_skipped.excluded");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, not_included) == 24,
	"ILP32 hashlane_walk_skipped.not_included");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, file_systems) == 32,
	"ILP32 hashlane_walk_skipped.file_systems");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, links) == 40,
	"ILP32 hashlane_walk_skipped.links");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_walk_skipped, specials) == 48,
	"ILP32 hashlane_walk_skipped.specials");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_walk_skipped) == 52,
	"ILP32_I386 hashlane_walk_skipped: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_walk_skipped) == 4,
	"ILP32_I386 hashlane_walk_skipped: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, struct_size) == 0,
	"ILP32_I386 hashlane_walk_skipped.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, hidden) == 4,
	"ILP32_I386 hashlane_walk_skipped.hidden");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, excluded) == 12,
	"ILP32_I386 hashlane_walk_skipped.excluded");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, not_included) == 20,
	"ILP32_I386 hashlane_walk_skipped.not_included");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, file_systems) == 28,
	"ILP32_I386 hashlane_walk_skipped.file_systems");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, links) == 36,
	"ILP32_I386 hashlane_walk_skipped.links");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_walk_skipped, specials) == 44,
	"ILP32_I386 hashlane_walk_skipped.specials");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_format_info) == 48,
	"LP64 hashlane_format_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_format_info) == 8,
	"LP64 hashlane_format_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, struct_size) == 0,
	"LP64 hashlane_format_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, id) == 8,
	"LP64 hashlane_format_info.id");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, flags) == 12,
	"LP64 hashlane_format_info.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, name) == 16,
	"LP64 hashlane_format_info.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, extensions) == 24,
	"LP64 hashlane_format_info.extensions");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, algorithms) == 32,
	"LP64 hashlane_format_info.algorithms");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_format_info, refuses) == 40,
	"LP64 hashlane_format_info.refuses");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_format_info) == 28,
	"ILP32 hashlane_format_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_format_info) == 4,
	"ILP32 hashlane_format_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, struct_size) == 0,
	"ILP32 hashlane_format_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, id) == 4,
	"ILP32 hashlane_format_info.id");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, flags) == 8,
	"ILP32 hashlane_format_info.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, name) == 12,
	"ILP32 hashlane_format_info.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, extensions) == 16,
	"ILP32 hashlane_format_info.extensions");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, algorithms) == 20,
	"ILP32 hashlane_format_info.algorithms");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_format_info, refuses) == 24,
	"ILP32 hashlane_format_info.refuses");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_format_info) == 28,
	"ILP32_I386 hashlane_format_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_format_info) == 4,
	"ILP32_I386 hashlane_format_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, struct_size) == 0,
	"ILP32_I386 hashlane_format_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, id) == 4,
	"ILP32_I386 hashlane_format_info.id");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, flags) == 8,
	"ILP32_I386 hashlane_format_info.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, name) == 12,
	"ILP32_I386 hashlane_format_info.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, extensions) == 16,
	"ILP32_I386 hashlane_format_info.extensions");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, algorithms) == 20,
	"ILP32_I386 hashlane_format_info.algorithms");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_format_info, refuses) == 24,
	"ILP32_I386 hashlane_format_info.refuses");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_range) == 32,
	"LP64 hashlane_list_range: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_range) == 8,
	"LP64 hashlane_list_range: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_range, name) == 0,
	"LP64 hashlane_list_range.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_range, name_bytes) == 8,
	"LP64 hashlane_list_range.name_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_range, offset) == 16,
	"LP64 hashlane_list_range.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_range, length) == 24,
	"LP64 hashlane_list_range.length");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_range) == 24,
	"ILP32 hashlane_list_range: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_range) == 8,
	"ILP32 hashlane_list_range: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_range, name) == 0,
	"ILP32 hashlane_list_range.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_range, name_bytes) == 4,
	"ILP32 hashlane_list_range.name_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_range, offset) == 8,
	"ILP32 hashlane_list_range.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_range, length) == 16,
	"ILP32 hashlane_list_range.length");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_range) == 24,
	"ILP32_I386 hashlane_list_range: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_range) == 4,
	"ILP32_I386 hashlane_list_range: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_range, name) == 0,
	"ILP32_I386 hashlane_list_range.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_range, name_bytes) == 4,
	"ILP32_I386 hashlane_list_range.name_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_range, offset) == 8,
	"ILP32_I386 hashlane_list_range.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_range, length) == 16,
	"ILP32_I386 hashlane_list_range.length");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_claim) == 88,
	"LP64 hashlane_list_claim: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_claim) == 8,
	"LP64 hashlane_list_claim: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, specs) == 0,
	"LP64 hashlane_list_claim.specs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, spec_count) == 8,
	"LP64 hashlane_list_claim.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, tag) == 16,
	"LP64 hashlane_list_claim.tag");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, tag_bytes) == 24,
	"LP64 hashlane_list_claim.tag_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, text) == 32,
	"LP64 hashlane_list_claim.text");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, text_bytes) == 40,
	"LP64 hashlane_list_claim.text_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, digest) == 48,
	"LP64 hashlane_list_claim.digest");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, digest_bytes) == 56,
	"LP64 hashlane_list_claim.digest_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, part_bytes) == 64,
	"LP64 hashlane_list_claim.part_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, ranges) == 72,
	"LP64 hashlane_list_claim.ranges");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_claim, range_count) == 80,
	"LP64 hashlane_list_claim.range_count");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_claim) == 48,
	"ILP32 hashlane_list_claim: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_claim) == 8,
	"ILP32 hashlane_list_claim: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, specs) == 0,
	"ILP32 hashlane_list_claim.specs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, spec_count) == 4,
	"ILP32 hashlane_list_claim.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, tag) == 8,
	"ILP32 hashlane_list_claim.tag");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, tag_bytes) == 12,
	"ILP32 hashlane_list_claim.tag_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, text) == 16,
	"ILP32 hashlane_list_claim.text");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, text_bytes) == 20,
	"ILP32 hashlane_list_claim.text_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, digest) == 24,
	"ILP32 hashlane_list_claim.digest");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, digest_bytes) == 28,
	"ILP32 hashlane_list_claim.digest_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, part_bytes) == 32,
	"ILP32 hashlane_list_claim.part_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, ranges) == 40,
	"ILP32 hashlane_list_claim.ranges");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_claim, range_count) == 44,
	"ILP32 hashlane_list_claim.range_count");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_claim) == 48,
	"ILP32_I386 hashlane_list_claim: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_claim) == 4,
	"ILP32_I386 hashlane_list_claim: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, specs) == 0,
	"ILP32_I386 hashlane_list_claim.specs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, spec_count) == 4,
	"ILP32_I386 hashlane_list_claim.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, tag) == 8,
	"ILP32_I386 hashlane_list_claim.tag");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, tag_bytes) == 12,
	"ILP32_I386 hashlane_list_claim.tag_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, text) == 16,
	"ILP32_I386 hashlane_list_claim.text");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, text_bytes) == 20,
	"ILP32_I386 hashlane_list_claim.text_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, digest) == 24,
	"ILP32_I386 hashlane_list_claim.digest");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, digest_bytes) == 28,
	"ILP32_I386 hashlane_list_claim.digest_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, part_bytes) == 32,
	"ILP32_I386 hashlane_list_claim.part_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, ranges) == 40,
	"ILP32_I386 hashlane_list_claim.ranges");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_claim, range_count) == 44,
	"ILP32_I386 hashlane_list_claim.range_count");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_entry) == 136,
	"LP64 hashlane_list_entry: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_entry) == 8,
	"LP64 hashlane_list_entry: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, struct_size) == 0,
	"LP64 hashlane_list_entry.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, status) == 8,
	"LP64 hashlane_list_entry.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, format) == 12,
	"LP64 hashlane_list_entry.format");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, flags) == 16,
	"LP64 hashlane_list_entry.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, section) == 20,
	"LP64 hashlane_list_entry.section");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, reason) == 24,
	"LP64 hashlane_list_entry.reason");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, name) == 32,
	"LP64 hashlane_list_entry.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, name_bytes) == 40,
	"LP64 hashlane_list_entry.name_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, size_bytes) == 48,
	"LP64 hashlane_list_entry.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, mtime_ns) == 56,
	"LP64 hashlane_list_entry.mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, claims) == 64,
	"LP64 hashlane_list_entry.claims");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, claim_count) == 72,
	"LP64 hashlane_list_entry.claim_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, claim_bytes) == 80,
	"LP64 hashlane_list_entry.claim_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, line) == 88,
	"LP64 hashlane_list_entry.line");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, raw_offset) == 96,
	"LP64 hashlane_list_entry.raw_offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, raw) == 104,
	"LP64 hashlane_list_entry.raw");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, raw_bytes) == 112,
	"LP64 hashlane_list_entry.raw_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, raw_end) == 120,
	"LP64 hashlane_list_entry.raw_end");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_entry, cookie) == 128,
	"LP64 hashlane_list_entry.cookie");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_entry) == 104,
	"ILP32 hashlane_list_entry: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_entry) == 8,
	"ILP32 hashlane_list_entry: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, struct_size) == 0,
	"ILP32 hashlane_list_entry.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, status) == 4,
	"ILP32 hashlane_list_entry.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, format) == 8,
	"ILP32 hashlane_list_entry.format");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, flags) == 12,
	"ILP32 hashlane_list_entry.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, section) == 16,
	"ILP32 hashlane_list_entry.section");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, reason) == 20,
	"ILP32 hashlane_list_entry.reason");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, name) == 24,
	"ILP32 hashlane_list_entry.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, name_bytes) == 28,
	"ILP32 hashlane_list_entry.name_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, size_bytes) == 32,
	"ILP32 hashlane_list_entry.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, mtime_ns) == 40,
	"ILP32 hashlane_list_entry.mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, claims) == 48,
	"ILP32 hashlane_list_entry.claims");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, claim_count) == 52,
	"ILP32 hashlane_list_entry.claim_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, claim_bytes) == 56,
	"ILP32 hashlane_list_entry.claim_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, line) == 64,
	"ILP32 hashlane_list_entry.line");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, raw_offset) == 72,
	"ILP32 hashlane_list_entry.raw_offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, raw) == 80,
	"ILP32 hashlane_list_entry.raw");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, raw_bytes) == 84,
	"ILP32 hashlane_list_entry.raw_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, raw_end) == 88,
	"ILP32 hashlane_list_entry.raw_end");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_entry, cookie) == 96,
	"ILP32 hashlane_list_entry.cookie");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_entry) == 100,
	"ILP32_I386 hashlane_list_entry: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_entry) == 4,
	"ILP32_I386 hashlane_list_entry: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, struct_size) == 0,
	"ILP32_I386 hashlane_list_entry.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, status) == 4,
	"ILP32_I386 hashlane_list_entry.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, format) == 8,
	"ILP32_I386 hashlane_list_entry.format");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, flags) == 12,
	"ILP32_I386 hashlane_list_entry.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, section) == 16,
	"ILP32_I386 hashlane_list_entry.section");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, reason) == 20,
	"ILP32_I386 hashlane_list_entry.reason");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, name) == 24,
	"ILP32_I386 hashlane_list_entry.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, name_bytes) == 28,
	"ILP32_I386 hashlane_list_entry.name_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, size_bytes) == 32,
	"ILP32_I386 hashlane_list_entry.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, mtime_ns) == 40,
	"ILP32_I386 hashlane_list_entry.mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, claims) == 48,
	"ILP32_I386 hashlane_list_entry.claims");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, claim_count) == 52,
	"ILP32_I386 hashlane_list_entry.claim_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, claim_bytes) == 56,
	"ILP32_I386 hashlane_list_entry.claim_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, line) == 60,
	"ILP32_I386 hashlane_list_entry.line");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, raw_offset) == 68,
	"ILP32_I386 hashlane_list_entry.raw_offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, raw) == 76,
	"ILP32_I386 hashlane_list_entry.raw");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, raw_bytes) == 80,
	"ILP32_I386 hashlane_list_entry.raw_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, raw_end) == 84,
	"ILP32_I386 hashlane_list_entry.raw_end");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_entry, cookie) == 92,
	"ILP32_I386 hashlane_list_entry.cookie");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_options) == 56,
	"LP64 hashlane_list_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_options) == 8,
	"LP64 hashlane_list_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, struct_size) == 0,
	"LP64 hashlane_list_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, format) == 8,
	"LP64 hashlane_list_options.format");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, flags) == 12,
	"LP64 hashlane_list_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, specs) == 16,
	"LP64 hashlane_list_options.specs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, spec_count) == 24,
	"LP64 hashlane_list_options.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, name) == 32,
	"LP64 hashlane_list_options.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, parse) == 40,
	"LP64 hashlane_list_options.parse");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_options, parse_context) == 48,
	"LP64 hashlane_list_options.parse_context");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_options) == 32,
	"ILP32 hashlane_list_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_options) == 4,
	"ILP32 hashlane_list_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, struct_size) == 0,
	"ILP32 hashlane_list_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, format) == 4,
	"ILP32 hashlane_list_options.format");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, flags) == 8,
	"ILP32 hashlane_list_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, specs) == 12,
	"ILP32 hashlane_list_options.specs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, spec_count) == 16,
	"ILP32 hashlane_list_options.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, name) == 20,
	"ILP32 hashlane_list_options.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, parse) == 24,
	"ILP32 hashlane_list_options.parse");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_options, parse_context) == 28,
	"ILP32 hashlane_list_options.parse_context");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_options) == 32,
	"ILP32_I386 hashlane_list_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_options) == 4,
	"ILP32_I386 hashlane_list_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, struct_size) == 0,
	"ILP32_I386 hashlane_list_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, format) == 4,
	"ILP32_I386 hashlane_list_options.format");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, flags) == 8,
	"ILP32_I386 hashlane_list_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, specs) == 12,
	"ILP32_I386 hashlane_list_options.specs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, spec_count) == 16,
	"ILP32_I386 hashlane_list_options.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, name) == 20,
	"ILP32_I386 hashlane_list_options.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, parse) == 24,
	"ILP32_I386 hashlane_list_options.parse");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_options, parse_context) == 28,
	"ILP32_I386 hashlane_list_options.parse_context");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_info) == 64,
	"LP64 hashlane_list_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_info) == 8,
	"LP64 hashlane_list_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, struct_size) == 0,
	"LP64 hashlane_list_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, format) == 8,
	"LP64 hashlane_list_info.format");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, flags) == 12,
	"LP64 hashlane_list_info.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, entries) == 16,
	"LP64 hashlane_list_info.entries");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, malformed) == 24,
	"LP64 hashlane_list_info.malformed");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, line) == 32,
	"LP64 hashlane_list_info.line");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, unwritable) == 40,
	"LP64 hashlane_list_info.unwritable");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, encoding) == 48,
	"LP64 hashlane_list_info.encoding");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_info, header_mtime) == 56,
	"LP64 hashlane_list_info.header_mtime");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_info) == 64,
	"ILP32 hashlane_list_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_info) == 8,
	"ILP32 hashlane_list_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, struct_size) == 0,
	"ILP32 hashlane_list_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, format) == 4,
	"ILP32 hashlane_list_info.format");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, flags) == 8,
	"ILP32 hashlane_list_info.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, entries) == 16,
	"ILP32 hashlane_list_info.entries");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, malformed) == 24,
	"ILP32 hashlane_list_info.malformed");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, line) == 32,
	"ILP32 hashlane_list_info.line");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, unwritable) == 40,
	"ILP32 hashlane_list_info.unwritable");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, encoding) == 48,
	"ILP32 hashlane_list_info.encoding");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_info, header_mtime) == 56,
	"ILP32 hashlane_list_info.header_mtime");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_info) == 56,
	"ILP32_I386 hashlane_list_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_info) == 4,
	"ILP32_I386 hashlane_list_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, struct_size) == 0,
	"ILP32_I386 hashlane_list_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, format) == 4,
	"ILP32_I386 hashlane_list_info.format");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, flags) == 8,
	"ILP32_I386 hashlane_list_info.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, entries) == 12,
	"ILP32_I386 hashlane_list_info.entries");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, malformed) == 20,
	"ILP32_I386 hashlane_list_info.malformed");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, line) == 28,
	"ILP32_I386 hashlane_list_info.line");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, unwritable) == 36,
	"ILP32_I386 hashlane_list_info.unwritable");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, encoding) == 40,
	"ILP32_I386 hashlane_list_info.encoding");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_info, header_mtime) == 48,
	"ILP32_I386 hashlane_list_info.header_mtime");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_writer_options) == 48,
	"LP64 hashlane_list_writer_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_writer_options) == 8,
	"LP64 hashlane_list_writer_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, struct_size) == 0,
	"LP64 hashlane_list_writer_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, format) == 8,
	"LP64 hashlane_list_writer_options.format");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, flags) == 12,
	"LP64 hashlane_list_writer_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, specs) == 16,
	"LP64 hashlane_list_writer_options.specs");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, spec_count) == 24,
	"LP64 hashlane_list_writer_options.spec_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, write) == 32,
	"LP64 hashlane_list_writer_options.write");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_writer_options, write_context) == 40,
	"LP64 hashlane_list_writer_options.write_context");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_writer_options) == 28,
	"ILP32 hashlane_list_writer_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_writer_options) == 4,
	"ILP32 hashlane_list_writer_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, struct_size) == 0,
	"ILP32 hashlane_list_writer_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, format) == 4,
	"ILP32 hashlane_list_writer_options.format");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, flags) == 8,
	"ILP32 hashlane_list_writer_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, specs) == 12,
	"ILP32 hashlane_list_writer_options.specs");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, spec_count) == 16,
	"ILP32 hashlane_list_writer_options.spec_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, write) == 20,
	"ILP32 hashlane_list_writer_options.write");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_writer_options, write_context) == 24,
	"ILP32 hashlane_list_writer_options.write_context");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_writer_options) == 28,
	"ILP32_I386 hashlane_list_writer_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_writer_options) == 4,
	"ILP32_I386 hashlane_list_writer_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, struct_size) == 0,
	"ILP32_I386 hashlane_list_writer_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, format) == 4,
	"ILP32_I386 hashlane_list_writer_options.format");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, flags) == 8,
	"ILP32_I386 hashlane_list_writer_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, specs) == 12,
	"ILP32_I386 hashlane_list_writer_options.specs");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, spec_count) == 16,
	"ILP32_I386 hashlane_list_writer_options.spec_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, write) == 20,
	"ILP32_I386 hashlane_list_writer_options.write");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_writer_options, write_context) == 24,
	"ILP32_I386 hashlane_list_writer_options.write_context");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_list_item) == 64,
	"LP64 hashlane_list_item: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_list_item) == 8,
	"LP64 hashlane_list_item: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, name) == 0,
	"LP64 hashlane_list_item.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, name_bytes) == 8,
	"LP64 hashlane_list_item.name_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, status) == 16,
	"LP64 hashlane_list_item.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, flags) == 20,
	"LP64 hashlane_list_item.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, size_bytes) == 24,
	"LP64 hashlane_list_item.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, mtime_ns) == 32,
	"LP64 hashlane_list_item.mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, digests) == 40,
	"LP64 hashlane_list_item.digests");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, digests_valid) == 48,
	"LP64 hashlane_list_item.digests_valid");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_list_item, parts) == 56,
	"LP64 hashlane_list_item.parts");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_list_item) == 56,
	"ILP32 hashlane_list_item: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_list_item) == 8,
	"ILP32 hashlane_list_item: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, name) == 0,
	"ILP32 hashlane_list_item.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, name_bytes) == 4,
	"ILP32 hashlane_list_item.name_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, status) == 8,
	"ILP32 hashlane_list_item.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, flags) == 12,
	"ILP32 hashlane_list_item.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, size_bytes) == 16,
	"ILP32 hashlane_list_item.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, mtime_ns) == 24,
	"ILP32 hashlane_list_item.mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, digests) == 32,
	"ILP32 hashlane_list_item.digests");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, digests_valid) == 40,
	"ILP32 hashlane_list_item.digests_valid");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_list_item, parts) == 48,
	"ILP32 hashlane_list_item.parts");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_list_item) == 48,
	"ILP32_I386 hashlane_list_item: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_list_item) == 4,
	"ILP32_I386 hashlane_list_item: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, name) == 0,
	"ILP32_I386 hashlane_list_item.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, name_bytes) == 4,
	"ILP32_I386 hashlane_list_item.name_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, status) == 8,
	"ILP32_I386 hashlane_list_item.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, flags) == 12,
	"ILP32_I386 hashlane_list_item.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, size_bytes) == 16,
	"ILP32_I386 hashlane_list_item.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, mtime_ns) == 24,
	"ILP32_I386 hashlane_list_item.mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, digests) == 32,
	"ILP32_I386 hashlane_list_item.digests");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, digests_valid) == 36,
	"ILP32_I386 hashlane_list_item.digests_valid");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_list_item, parts) == 44,
	"ILP32_I386 hashlane_list_item.parts");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_check_options) == 104,
	"LP64 hashlane_check_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_check_options) == 8,
	"LP64 hashlane_check_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, struct_size) == 0,
	"LP64 hashlane_check_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, flags) == 8,
	"LP64 hashlane_check_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, ctime) == 12,
	"LP64 hashlane_check_options.ctime");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, job_flags) == 16,
	"LP64 hashlane_check_options.job_flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, reserved) == 20,
	"LP64 hashlane_check_options.reserved");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, base) == 24,
	"LP64 hashlane_check_options.base");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, root) == 32,
	"LP64 hashlane_check_options.root");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, extra) == 40,
	"LP64 hashlane_check_options.extra");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, require) == 48,
	"LP64 hashlane_check_options.require");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, require_count) == 56,
	"LP64 hashlane_check_options.require_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, rules) == 64,
	"LP64 hashlane_check_options.rules");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, min_bytes) == 72,
	"LP64 hashlane_check_options.min_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, max_bytes) == 80,
	"LP64 hashlane_check_options.max_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, min_mtime_ns) == 88,
	"LP64 hashlane_check_options.min_mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_options, max_mtime_ns) == 96,
	"LP64 hashlane_check_options.max_mtime_ns");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_check_options) == 80,
	"ILP32 hashlane_check_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_check_options) == 8,
	"ILP32 hashlane_check_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, struct_size) == 0,
	"ILP32 hashlane_check_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, flags) == 4,
	"ILP32 hashlane_check_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, ctime) == 8,
	"ILP32 hashlane_check_options.ctime");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, job_flags) == 12,
	"ILP32 hashlane_check_options.job_flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, reserved) == 16,
	"ILP32 hashlane_check_options.reserved");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, base) == 20,
	"ILP32 hashlane_check_options.base");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, root) == 24,
	"ILP32 hashlane_check_options.root");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, extra) == 28,
	"ILP32 hashlane_check_options.extra");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, require) == 32,
	"ILP32 hashlane_check_options.require");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, require_count) == 36,
	"ILP32 hashlane_check_options.require_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, rules) == 40,
	"ILP32 hashlane_check_options.rules");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, min_bytes) == 48,
	"ILP32 hashlane_check_options.min_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, max_bytes) == 56,
	"ILP32 hashlane_check_options.max_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, min_mtime_ns) == 64,
	"ILP32 hashlane_check_options.min_mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_options, max_mtime_ns) == 72,
	"ILP32 hashlane_check_options.max_mtime_ns");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_check_options) == 76,
	"ILP32_I386 hashlane_check_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_check_options) == 4,
	"ILP32_I386 hashlane_check_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, struct_size) == 0,
	"ILP32_I386 hashlane_check_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, flags) == 4,
	"ILP32_I386 hashlane_check_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, ctime) == 8,
	"ILP32_I386 hashlane_check_options.ctime");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, job_flags) == 12,
	"ILP32_I386 hashlane_check_options.job_flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, reserved) == 16,
	"ILP32_I386 hashlane_check_options.reserved");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, base) == 20,
	"ILP32_I386 hashlane_check_options.base");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, root) == 24,
	"ILP32_I386 hashlane_check_options.root");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, extra) == 28,
	"ILP32_I386 hashlane_check_options.extra");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, require) == 32,
	"ILP32_I386 hashlane_check_options.require");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, require_count) == 36,
	"ILP32_I386 hashlane_check_options.require_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, rules) == 40,
	"ILP32_I386 hashlane_check_options.rules");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, min_bytes) == 44,
	"ILP32_I386 hashlane_check_options.min_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, max_bytes) == 52,
	"ILP32_I386 hashlane_check_options.max_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, min_mtime_ns) == 60,
	"ILP32_I386 hashlane_check_options.min_mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_options, max_mtime_ns) == 68,
	"ILP32_I386 hashlane_check_options.max_mtime_ns");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_verdict_digest) == 64,
	"LP64 hashlane_verdict_digest: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_verdict_digest) == 8,
	"LP64 hashlane_verdict_digest: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, spec) == 0,
	"LP64 hashlane_verdict_digest.spec");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, fits) == 16,
	"LP64 hashlane_verdict_digest.fits");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, guessed) == 20,
	"LP64 hashlane_verdict_digest.guessed");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, tag) == 24,
	"LP64 hashlane_verdict_digest.tag");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, text) == 32,
	"LP64 hashlane_verdict_digest.text");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, expected) == 40,
	"LP64 hashlane_verdict_digest.expected");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, computed) == 48,
	"LP64 hashlane_verdict_digest.computed");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, expected_bytes) == 56,
	"LP64 hashlane_verdict_digest.expected_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_digest, computed_bytes) == 60,
	"LP64 hashlane_verdict_digest.computed_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_verdict_digest) == 48,
	"ILP32 hashlane_verdict_digest: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_verdict_digest) == 8,
	"ILP32 hashlane_verdict_digest: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, spec) == 0,
	"ILP32 hashlane_verdict_digest.spec");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, fits) == 16,
	"ILP32 hashlane_verdict_digest.fits");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, guessed) == 20,
	"ILP32 hashlane_verdict_digest.guessed");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, tag) == 24,
	"ILP32 hashlane_verdict_digest.tag");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, text) == 28,
	"ILP32 hashlane_verdict_digest.text");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, expected) == 32,
	"ILP32 hashlane_verdict_digest.expected");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, computed) == 36,
	"ILP32 hashlane_verdict_digest.computed");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, expected_bytes) == 40,
	"ILP32 hashlane_verdict_digest.expected_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_digest, computed_bytes) == 44,
	"ILP32 hashlane_verdict_digest.computed_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_verdict_digest) == 48,
	"ILP32_I386 hashlane_verdict_digest: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_verdict_digest) == 4,
	"ILP32_I386 hashlane_verdict_digest: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, spec) == 0,
	"ILP32_I386 hashlane_verdict_digest.spec");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, fits) == 16,
	"ILP32_I386 hashlane_verdict_digest.fits");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, guessed) == 20,
	"ILP32_I386 hashlane_verdict_digest.guessed");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, tag) == 24,
	"ILP32_I386 hashlane_verdict_digest.tag");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, text) == 28,
	"ILP32_I386 hashlane_verdict_digest.text");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, expected) == 32,
	"ILP32_I386 hashlane_verdict_digest.expected");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, computed) == 36,
	"ILP32_I386 hashlane_verdict_digest.computed");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, expected_bytes) == 40,
	"ILP32_I386 hashlane_verdict_digest.expected_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_digest, computed_bytes) == 44,
	"ILP32_I386 hashlane_verdict_digest.computed_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_verdict_range) == 32,
	"LP64 hashlane_verdict_range: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_verdict_range) == 8,
	"LP64 hashlane_verdict_range: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_range, offset) == 0,
	"LP64 hashlane_verdict_range.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_range, length) == 8,
	"LP64 hashlane_verdict_range.length");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_range, spec) == 16,
	"LP64 hashlane_verdict_range.spec");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_verdict_range) == 32,
	"ILP32 hashlane_verdict_range: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_verdict_range) == 8,
	"ILP32 hashlane_verdict_range: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_range, offset) == 0,
	"ILP32 hashlane_verdict_range.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_range, length) == 8,
	"ILP32 hashlane_verdict_range.length");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_range, spec) == 16,
	"ILP32 hashlane_verdict_range.spec");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_verdict_range) == 32,
	"ILP32_I386 hashlane_verdict_range: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_verdict_range) == 4,
	"ILP32_I386 hashlane_verdict_range: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_range, offset) == 0,
	"ILP32_I386 hashlane_verdict_range.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_range, length) == 8,
	"ILP32_I386 hashlane_verdict_range.length");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_range, spec) == 16,
	"ILP32_I386 hashlane_verdict_range.spec");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_verdict_row) == 176,
	"LP64 hashlane_verdict_row: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_verdict_row) == 8,
	"LP64 hashlane_verdict_row: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, struct_size) == 0,
	"LP64 hashlane_verdict_row.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, verdict) == 8,
	"LP64 hashlane_verdict_row.verdict");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, status) == 12,
	"LP64 hashlane_verdict_row.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, os_error) == 16,
	"LP64 hashlane_verdict_row.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, format) == 20,
	"LP64 hashlane_verdict_row.format");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, reading) == 24,
	"LP64 hashlane_verdict_row.reading");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, strength) == 28,
	"LP64 hashlane_verdict_row.strength");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, list) == 32,
	"LP64 hashlane_verdict_row.list");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, flags) == 36,
	"LP64 hashlane_verdict_row.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, line) == 40,
	"LP64 hashlane_verdict_row.line");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, cookie) == 48,
	"LP64 hashlane_verdict_row.cookie");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, name) == 56,
	"LP64 hashlane_verdict_row.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, name_bytes) == 64,
	"LP64 hashlane_verdict_row.name_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, path) == 72,
	"LP64 hashlane_verdict_row.path");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, path_bytes) == 80,
	"LP64 hashlane_verdict_row.path_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, detail) == 88,
	"LP64 hashlane_verdict_row.detail");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, size_expected) == 96,
	"LP64 hashlane_verdict_row.size_expected");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, size_found) == 104,
	"LP64 hashlane_verdict_row.size_found");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, offset) == 112,
	"LP64 hashlane_verdict_row.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, length) == 120,
	"LP64 hashlane_verdict_row.length");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, digests) == 128,
	"LP64 hashlane_verdict_row.digests");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, digest_count) == 136,
	"LP64 hashlane_verdict_row.digest_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, digest_bytes) == 144,
	"LP64 hashlane_verdict_row.digest_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, ranges) == 152,
	"LP64 hashlane_verdict_row.ranges");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, range_count) == 160,
	"LP64 hashlane_verdict_row.range_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_verdict_row, range_bytes) == 168,
	"LP64 hashlane_verdict_row.range_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_verdict_row) == 136,
	"ILP32 hashlane_verdict_row: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_verdict_row) == 8,
	"ILP32 hashlane_verdict_row: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, struct_size) == 0,
	"ILP32 hashlane_verdict_row.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, verdict) == 4,
	"ILP32 hashlane_verdict_row.verdict");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, status) == 8,
	"ILP32 hashlane_verdict_row.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, os_error) == 12,
	"ILP32 hashlane_verdict_row.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, format) == 16,
	"ILP32 hashlane_verdict_row.format");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, reading) == 20,
	"ILP32 hashlane_verdict_row.reading");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, strength) == 24,
	"ILP32 hashlane_verdict_row.strength");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, list) == 28,
	"ILP32 hashlane_verdict_row.list");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, flags) == 32,
	"ILP32 hashlane_verdict_row.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, line) == 40,
	"ILP32 hashlane_verdict_row.line");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, cookie) == 48,
	"ILP32 hashlane_verdict_row.cookie");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, name) == 56,
	"ILP32 hashlane_verdict_row.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, name_bytes) == 60,
	"ILP32 hashlane_verdict_row.name_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, path) == 64,
	"ILP32 hashlane_verdict_row.path");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, path_bytes) == 68,
	"ILP32 hashlane_verdict_row.path_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, detail) == 72,
	"ILP32 hashlane_verdict_row.detail");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, size_expected) == 80,
	"ILP32 hashlane_verdict_row.size_expected");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, size_found) == 88,
	"ILP32 hashlane_verdict_row.size_found");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, offset) == 96,
	"ILP32 hashlane_verdict_row.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, length) == 104,
	"ILP32 hashlane_verdict_row.length");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, digests) == 112,
	"ILP32 hashlane_verdict_row.digests");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, digest_count) == 116,
	"ILP32 hashlane_verdict_row.digest_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, digest_bytes) == 120,
	"ILP32 hashlane_verdict_row.digest_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, ranges) == 124,
	"ILP32 hashlane_verdict_row.ranges");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, range_count) == 128,
	"ILP32 hashlane_verdict_row.range_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_verdict_row, range_bytes) == 132,
	"ILP32 hashlane_verdict_row.range_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_verdict_row) == 128,
	"ILP32_I386 hashlane_verdict_row: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_verdict_row) == 4,
	"ILP32_I386 hashlane_verdict_row: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, struct_size) == 0,
	"ILP32_I386 hashlane_verdict_row.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, verdict) == 4,
	"ILP32_I386 hashlane_verdict_row.verdict");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, status) == 8,
	"ILP32_I386 hashlane_verdict_row.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, os_error) == 12,
	"ILP32_I386 hashlane_verdict_row.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, format) == 16,
	"ILP32_I386 hashlane_verdict_row.format");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, reading) == 20,
	"ILP32_I386 hashlane_verdict_row.reading");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, strength) == 24,
	"ILP32_I386 hashlane_verdict_row.strength");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, list) == 28,
	"ILP32_I386 hashlane_verdict_row.list");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, flags) == 32,
	"ILP32_I386 hashlane_verdict_row.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, line) == 36,
	"ILP32_I386 hashlane_verdict_row.line");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, cookie) == 44,
	"ILP32_I386 hashlane_verdict_row.cookie");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, name) == 52,
	"ILP32_I386 hashlane_verdict_row.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, name_bytes) == 56,
	"ILP32_I386 hashlane_verdict_row.name_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, path) == 60,
	"ILP32_I386 hashlane_verdict_row.path");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, path_bytes) == 64,
	"ILP32_I386 hashlane_verdict_row.path_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, detail) == 68,
	"ILP32_I386 hashlane_verdict_row.detail");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, size_expected) == 72,
	"ILP32_I386 hashlane_verdict_row.size_expected");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, size_found) == 80,
	"ILP32_I386 hashlane_verdict_row.size_found");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, offset) == 88,
	"ILP32_I386 hashlane_verdict_row.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, length) == 96,
	"ILP32_I386 hashlane_verdict_row.length");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, digests) == 104,
	"ILP32_I386 hashlane_verdict_row.digests");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, digest_count) == 108,
	"ILP32_I386 hashlane_verdict_row.digest_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, digest_bytes) == 112,
	"ILP32_I386 hashlane_verdict_row.digest_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, ranges) == 116,
	"ILP32_I386 hashlane_verdict_row.ranges");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, range_count) == 120,
	"ILP32_I386 hashlane_verdict_row.range_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_verdict_row, range_bytes) == 124,
	"ILP32_I386 hashlane_verdict_row.range_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_check_info) == 224,
	"LP64 hashlane_check_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_check_info) == 8,
	"LP64 hashlane_check_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, struct_size) == 0,
	"LP64 hashlane_check_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, complete) == 8,
	"LP64 hashlane_check_info.complete");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, verified) == 12,
	"LP64 hashlane_check_info.verified");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, counts) == 16,
	"LP64 hashlane_check_info.counts");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, strengths) == 144,
	"LP64 hashlane_check_info.strengths");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, entries) == 176,
	"LP64 hashlane_check_info.entries");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, left_out) == 184,
	"LP64 hashlane_check_info.left_out");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, unknown_digests) == 192,
	"LP64 hashlane_check_info.unknown_digests");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, bytes_done) == 200,
	"LP64 hashlane_check_info.bytes_done");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, bytes_total) == 208,
	"LP64 hashlane_check_info.bytes_total");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_info, finished) == 216,
	"LP64 hashlane_check_info.finished");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_check_info) == 224,
	"ILP32 hashlane_check_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_check_info) == 8,
	"ILP32 hashlane_check_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, struct_size) == 0,
	"ILP32 hashlane_check_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, complete) == 4,
	"ILP32 hashlane_check_info.complete");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, verified) == 8,
	"ILP32 hashlane_check_info.verified");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, counts) == 16,
	"ILP32 hashlane_check_info.counts");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, strengths) == 144,
	"ILP32 hashlane_check_info.strengths");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, entries) == 176,
	"ILP32 hashlane_check_info.entries");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, left_out) == 184,
	"ILP32 hashlane_check_info.left_out");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, unknown_digests) == 192,
	"ILP32 hashlane_check_info.unknown_digests");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, bytes_done) == 200,
	"ILP32 hashlane_check_info.bytes_done");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, bytes_total) == 208,
	"ILP32 hashlane_check_info.bytes_total");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_info, finished) == 216,
	"ILP32 hashlane_check_info.finished");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_check_info) == 220,
	"ILP32_I386 hashlane_check_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_check_info) == 4,
	"ILP32_I386 hashlane_check_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, struct_size) == 0,
	"ILP32_I386 hashlane_check_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, complete) == 4,
	"ILP32_I386 hashlane_check_info.complete");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, verified) == 8,
	"ILP32_I386 hashlane_check_info.verified");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, counts) == 12,
	"ILP32_I386 hashlane_check_info.counts");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, strengths) == 140,
	"ILP32_I386 hashlane_check_info.strengths");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, entries) == 172,
	"ILP32_I386 hashlane_check_info.entries");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, left_out) == 180,
	"ILP32_I386 hashlane_check_info.left_out");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, unknown_digests) == 188,
	"ILP32_I386 hashlane_check_info.unknown_digests");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, bytes_done) == 196,
	"ILP32_I386 hashlane_check_info.bytes_done");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, bytes_total) == 204,
	"ILP32_I386 hashlane_check_info.bytes_total");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_info, finished) == 212,
	"ILP32_I386 hashlane_check_info.finished");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_check_list) == 72,
	"LP64 hashlane_check_list: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_check_list) == 8,
	"LP64 hashlane_check_list: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, struct_size) == 0,
	"LP64 hashlane_check_list.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, name) == 8,
	"LP64 hashlane_check_list.name");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, format) == 16,
	"LP64 hashlane_check_list.format");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, flags) == 20,
	"LP64 hashlane_check_list.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, status) == 24,
	"LP64 hashlane_check_list.status");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, os_error) == 28,
	"LP64 hashlane_check_list.os_error");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, complete) == 32,
	"LP64 hashlane_check_list.complete");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, readings) == 36,
	"LP64 hashlane_check_list.readings");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, entries) == 40,
	"LP64 hashlane_check_list.entries");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, malformed) == 48,
	"LP64 hashlane_check_list.malformed");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_check_list, guessed) == 56,
	"LP64 hashlane_check_list.guessed");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_check_list) == 64,
	"ILP32 hashlane_check_list: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_check_list) == 8,
	"ILP32 hashlane_check_list: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, struct_size) == 0,
	"ILP32 hashlane_check_list.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, name) == 4,
	"ILP32 hashlane_check_list.name");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, format) == 8,
	"ILP32 hashlane_check_list.format");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, flags) == 12,
	"ILP32 hashlane_check_list.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, status) == 16,
	"ILP32 hashlane_check_list.status");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, os_error) == 20,
	"ILP32 hashlane_check_list.os_error");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, complete) == 24,
	"ILP32 hashlane_check_list.complete");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, readings) == 28,
	"ILP32 hashlane_check_list.readings");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, entries) == 32,
	"ILP32 hashlane_check_list.entries");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, malformed) == 40,
	"ILP32 hashlane_check_list.malformed");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_check_list, guessed) == 48,
	"ILP32 hashlane_check_list.guessed");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_check_list) == 64,
	"ILP32_I386 hashlane_check_list: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_check_list) == 4,
	"ILP32_I386 hashlane_check_list: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, struct_size) == 0,
	"ILP32_I386 hashlane_check_list.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, name) == 4,
	"ILP32_I386 hashlane_check_list.name");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, format) == 8,
	"ILP32_I386 hashlane_check_list.format");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, flags) == 12,
	"ILP32_I386 hashlane_check_list.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, status) == 16,
	"ILP32_I386 hashlane_check_list.status");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, os_error) == 20,
	"ILP32_I386 hashlane_check_list.os_error");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, complete) == 24,
	"ILP32_I386 hashlane_check_list.complete");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, readings) == 28,
	"ILP32_I386 hashlane_check_list.readings");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, entries) == 32,
	"ILP32_I386 hashlane_check_list.entries");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, malformed) == 40,
	"ILP32_I386 hashlane_check_list.malformed");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_check_list, guessed) == 48,
	"ILP32_I386 hashlane_check_list.guessed");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_dupes_options) == 64,
	"LP64 hashlane_dupes_options: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_dupes_options) == 8,
	"LP64 hashlane_dupes_options: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, struct_size) == 0,
	"LP64 hashlane_dupes_options.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, spec) == 8,
	"LP64 hashlane_dupes_options.spec");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, flags) == 24,
	"LP64 hashlane_dupes_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, reserved) == 28,
	"LP64 hashlane_dupes_options.reserved");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, min_bytes) == 32,
	"LP64 hashlane_dupes_options.min_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, max_bytes) == 40,
	"LP64 hashlane_dupes_options.max_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, min_mtime_ns) == 48,
	"LP64 hashlane_dupes_options.min_mtime_ns");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_options, max_mtime_ns) == 56,
	"LP64 hashlane_dupes_options.max_mtime_ns");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_dupes_options) == 64,
	"ILP32 hashlane_dupes_options: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_dupes_options) == 8,
	"ILP32 hashlane_dupes_options: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, struct_size) == 0,
	"ILP32 hashlane_dupes_options.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, spec) == 8,
	"ILP32 hashlane_dupes_options.spec");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, flags) == 24,
	"ILP32 hashlane_dupes_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, reserved) == 28,
	"ILP32 hashlane_dupes_options.reserved");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, min_bytes) == 32,
	"ILP32 hashlane_dupes_options.min_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, max_bytes) == 40,
	"ILP32 hashlane_dupes_options.max_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, min_mtime_ns) == 48,
	"ILP32 hashlane_dupes_options.min_mtime_ns");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_options, max_mtime_ns) == 56,
	"ILP32 hashlane_dupes_options.max_mtime_ns");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_dupes_options) == 60,
	"ILP32_I386 hashlane_dupes_options: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_dupes_options) == 4,
	"ILP32_I386 hashlane_dupes_options: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, struct_size) == 0,
	"ILP32_I386 hashlane_dupes_options.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, spec) == 4,
	"ILP32_I386 hashlane_dupes_options.spec");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, flags) == 20,
	"ILP32_I386 hashlane_dupes_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, reserved) == 24,
	"ILP32_I386 hashlane_dupes_options.reserved");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, min_bytes) == 28,
	"ILP32_I386 hashlane_dupes_options.min_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, max_bytes) == 36,
	"ILP32_I386 hashlane_dupes_options.max_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, min_mtime_ns) == 44,
	"ILP32_I386 hashlane_dupes_options.min_mtime_ns");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_options, max_mtime_ns) == 52,
	"ILP32_I386 hashlane_dupes_options.max_mtime_ns");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_dupes_pass) == 48,
	"LP64 hashlane_dupes_pass: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_dupes_pass) == 8,
	"LP64 hashlane_dupes_pass: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_pass, struct_size) == 0,
	"LP64 hashlane_dupes_pass.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_pass, spec) == 8,
	"LP64 hashlane_dupes_pass.spec");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_pass, length) == 24,
	"LP64 hashlane_dupes_pass.length");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_pass, files) == 32,
	"LP64 hashlane_dupes_pass.files");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_pass, bytes) == 40,
	"LP64 hashlane_dupes_pass.bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_dupes_pass) == 48,
	"ILP32 hashlane_dupes_pass: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_dupes_pass) == 8,
	"ILP32 hashlane_dupes_pass: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_pass, struct_size) == 0,
	"ILP32 hashlane_dupes_pass.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_pass, spec) == 8,
	"ILP32 hashlane_dupes_pass.spec");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_pass, length) == 24,
	"ILP32 hashlane_dupes_pass.length");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_pass, files) == 32,
	"ILP32 hashlane_dupes_pass.files");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_pass, bytes) == 40,
	"ILP32 hashlane_dupes_pass.bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_dupes_pass) == 44,
	"ILP32_I386 hashlane_dupes_pass: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_dupes_pass) == 4,
	"ILP32_I386 hashlane_dupes_pass: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_pass, struct_size) == 0,
	"ILP32_I386 hashlane_dupes_pass.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_pass, spec) == 4,
	"ILP32_I386 hashlane_dupes_pass.spec");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_pass, length) == 20,
	"ILP32_I386 hashlane_dupes_pass.length");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_pass, files) == 28,
	"ILP32_I386 hashlane_dupes_pass.files");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_pass, bytes) == 36,
	"ILP32_I386 hashlane_dupes_pass.bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_dupes_name) == 24,
	"LP64 hashlane_dupes_name: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_dupes_name) == 8,
	"LP64 hashlane_dupes_name: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_name, path) == 0,
	"LP64 hashlane_dupes_name.path");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_name, path_bytes) == 8,
	"LP64 hashlane_dupes_name.path_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_name, file) == 16,
	"LP64 hashlane_dupes_name.file");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_dupes_name) == 16,
	"ILP32 hashlane_dupes_name: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_dupes_name) == 8,
	"ILP32 hashlane_dupes_name: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_name, path) == 0,
	"ILP32 hashlane_dupes_name.path");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_name, path_bytes) == 4,
	"ILP32 hashlane_dupes_name.path_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_name, file) == 8,
	"ILP32 hashlane_dupes_name.file");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_dupes_name) == 16,
	"ILP32_I386 hashlane_dupes_name: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_dupes_name) == 4,
	"ILP32_I386 hashlane_dupes_name: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_name, path) == 0,
	"ILP32_I386 hashlane_dupes_name.path");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_name, path_bytes) == 4,
	"ILP32_I386 hashlane_dupes_name.path_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_name, file) == 8,
	"ILP32_I386 hashlane_dupes_name.file");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_dupes_group) == 64,
	"LP64 hashlane_dupes_group: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_dupes_group) == 8,
	"LP64 hashlane_dupes_group: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, struct_size) == 0,
	"LP64 hashlane_dupes_group.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, size_bytes) == 8,
	"LP64 hashlane_dupes_group.size_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, files) == 16,
	"LP64 hashlane_dupes_group.files");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, digest) == 24,
	"LP64 hashlane_dupes_group.digest");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, digest_bytes) == 32,
	"LP64 hashlane_dupes_group.digest_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, names) == 40,
	"LP64 hashlane_dupes_group.names");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, name_count) == 48,
	"LP64 hashlane_dupes_group.name_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_group, name_bytes) == 56,
	"LP64 hashlane_dupes_group.name_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_dupes_group) == 48,
	"ILP32 hashlane_dupes_group: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_dupes_group) == 8,
	"ILP32 hashlane_dupes_group: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, struct_size) == 0,
	"ILP32 hashlane_dupes_group.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, size_bytes) == 8,
	"ILP32 hashlane_dupes_group.size_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, files) == 16,
	"ILP32 hashlane_dupes_group.files");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, digest) == 24,
	"ILP32 hashlane_dupes_group.digest");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, digest_bytes) == 28,
	"ILP32 hashlane_dupes_group.digest_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, names) == 32,
	"ILP32 hashlane_dupes_group.names");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, name_count) == 36,
	"ILP32 hashlane_dupes_group.name_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_group, name_bytes) == 40,
	"ILP32 hashlane_dupes_group.name_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_dupes_group) == 40,
	"ILP32_I386 hashlane_dupes_group: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_dupes_group) == 4,
	"ILP32_I386 hashlane_dupes_group: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, struct_size) == 0,
	"ILP32_I386 hashlane_dupes_group.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, size_bytes) == 4,
	"ILP32_I386 hashlane_dupes_group.size_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, files) == 12,
	"ILP32_I386 hashlane_dupes_group.files");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, digest) == 20,
	"ILP32_I386 hashlane_dupes_group.digest");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, digest_bytes) == 24,
	"ILP32_I386 hashlane_dupes_group.digest_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, names) == 28,
	"ILP32_I386 hashlane_dupes_group.names");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, name_count) == 32,
	"ILP32_I386 hashlane_dupes_group.name_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_group, name_bytes) == 36,
	"ILP32_I386 hashlane_dupes_group.name_bytes");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_dupes_info) == 56,
	"LP64 hashlane_dupes_info: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_dupes_info) == 8,
	"LP64 hashlane_dupes_info: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, struct_size) == 0,
	"LP64 hashlane_dupes_info.struct_size");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, added) == 8,
	"LP64 hashlane_dupes_info.added");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, failed) == 16,
	"LP64 hashlane_dupes_info.failed");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, groups) == 24,
	"LP64 hashlane_dupes_info.groups");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, files) == 32,
	"LP64 hashlane_dupes_info.files");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, names) == 40,
	"LP64 hashlane_dupes_info.names");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_dupes_info, duplicate_bytes) == 48,
	"LP64 hashlane_dupes_info.duplicate_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_dupes_info) == 56,
	"ILP32 hashlane_dupes_info: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_dupes_info) == 8,
	"ILP32 hashlane_dupes_info: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, struct_size) == 0,
	"ILP32 hashlane_dupes_info.struct_size");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, added) == 8,
	"ILP32 hashlane_dupes_info.added");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, failed) == 16,
	"ILP32 hashlane_dupes_info.failed");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, groups) == 24,
	"ILP32 hashlane_dupes_info.groups");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, files) == 32,
	"ILP32 hashlane_dupes_info.files");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, names) == 40,
	"ILP32 hashlane_dupes_info.names");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_dupes_info, duplicate_bytes) == 48,
	"ILP32 hashlane_dupes_info.duplicate_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_dupes_info) == 52,
	"ILP32_I386 hashlane_dupes_info: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_dupes_info) == 4,
	"ILP32_I386 hashlane_dupes_info: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, struct_size) == 0,
	"ILP32_I386 hashlane_dupes_info.struct_size");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, added) == 4,
	"ILP32_I386 hashlane_dupes_info.added");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, failed) == 12,
	"ILP32_I386 hashlane_dupes_info.failed");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, groups) == 20,
	"ILP32_I386 hashlane_dupes_info.groups");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, files) == 28,
	"ILP32_I386 hashlane_dupes_info.files");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, names) == 36,
	"ILP32_I386 hashlane_dupes_info.names");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_dupes_info, duplicate_bytes) == 44,
	"ILP32_I386 hashlane_dupes_info.duplicate_bytes");
_Static_assert(HASHLANE_OK == 0,
	"HASHLANE_OK");
_Static_assert(HASHLANE_ARGUMENT == 1,
	"HASHLANE_ARGUMENT");
_Static_assert(HASHLANE_HANDLE == 2,
	"HASHLANE_HANDLE");
_Static_assert(HASHLANE_ABI == 3,
	"HASHLANE_ABI");
_Static_assert(HASHLANE_NO_MEMORY == 4,
	"HASHLANE_NO_MEMORY");
_Static_assert(HASHLANE_NOT_FOUND == 5,
	"HASHLANE_NOT_FOUND");
_Static_assert(HASHLANE_ACCESS == 6,
	"HASHLANE_ACCESS");
_Static_assert(HASHLANE_NOT_REGULAR == 7,
	"HASHLANE_NOT_REGULAR");
_Static_assert(HASHLANE_IO == 8,
	"HASHLANE_IO");
_Static_assert(HASHLANE_CHANGED == 9,
	"HASHLANE_CHANGED");
_Static_assert(HASHLANE_CANCELLED == 10,
	"HASHLANE_CANCELLED");
_Static_assert(HASHLANE_TIMEOUT == 11,
	"HASHLANE_TIMEOUT");
_Static_assert(HASHLANE_BUSY == 12,
	"HASHLANE_BUSY");
_Static_assert(HASHLANE_FORKED == 13,
	"HASHLANE_FORKED");
_Static_assert(HASHLANE_BUFFER == 14,
	"HASHLANE_BUFFER");
_Static_assert(HASHLANE_UNSUPPORTED == 15,
	"HASHLANE_UNSUPPORTED");
_Static_assert(HASHLANE_ALGORITHM == 16,
	"HASHLANE_ALGORITHM");
_Static_assert(HASHLANE_UTF8 == 17,
	"HASHLANE_UTF8");
_Static_assert(HASHLANE_FORMAT == 18,
	"HASHLANE_FORMAT");
_Static_assert(HASHLANE_MISMATCH == 19,
	"HASHLANE_MISMATCH");
_Static_assert(HASHLANE_END == 20,
	"HASHLANE_END");
_Static_assert(HASHLANE_HASH_CRC32 == 1,
	"HASHLANE_HASH_CRC32");
_Static_assert(HASHLANE_HASH_CRC32C == 2,
	"HASHLANE_HASH_CRC32C");
_Static_assert(HASHLANE_HASH_CRC64NVME == 3,
	"HASHLANE_HASH_CRC64NVME");
_Static_assert(HASHLANE_HASH_MD4 == 4,
	"HASHLANE_HASH_MD4");
_Static_assert(HASHLANE_HASH_MD5 == 5,
	"HASHLANE_HASH_MD5");
_Static_assert(HASHLANE_HASH_SHA1 == 6,
	"HASHLANE_HASH_SHA1");
_Static_assert(HASHLANE_HASH_SHA224 == 7,
	"HASHLANE_HASH_SHA224");
_Static_assert(HASHLANE_HASH_SHA256 == 8,
	"HASHLANE_HASH_SHA256");
_Static_assert(HASHLANE_HASH_SHA384 == 9,
	"HASHLANE_HASH_SHA384");
_Static_assert(HASHLANE_HASH_SHA512 == 10,
	"HASHLANE_HASH_SHA512");
_Static_assert(HASHLANE_HASH_SHA512_256 == 11,
	"HASHLANE_HASH_SHA512_256");
_Static_assert(HASHLANE_HASH_SHA3_224 == 12,
	"HASHLANE_HASH_SHA3_224");
_Static_assert(HASHLANE_HASH_SHA3_256 == 13,
	"HASHLANE_HASH_SHA3_256");
_Static_assert(HASHLANE_HASH_SHA3_384 == 14,
	"HASHLANE_HASH_SHA3_384");
_Static_assert(HASHLANE_HASH_SHA3_512 == 15,
	"HASHLANE_HASH_SHA3_512");
_Static_assert(HASHLANE_HASH_BLAKE2B == 16,
	"HASHLANE_HASH_BLAKE2B");
_Static_assert(HASHLANE_HASH_BLAKE2S == 17,
	"HASHLANE_HASH_BLAKE2S");
_Static_assert(HASHLANE_HASH_BLAKE3 == 18,
	"HASHLANE_HASH_BLAKE3");
_Static_assert(HASHLANE_HASH_XXH64 == 19,
	"HASHLANE_HASH_XXH64");
_Static_assert(HASHLANE_HASH_XXH3_64 == 20,
	"HASHLANE_HASH_XXH3_64");
_Static_assert(HASHLANE_HASH_XXH3_128 == 21,
	"HASHLANE_HASH_XXH3_128");
_Static_assert(HASHLANE_HASH_TIGER == 22,
	"HASHLANE_HASH_TIGER");
_Static_assert(HASHLANE_HASH_TTH == 23,
	"HASHLANE_HASH_TTH");
_Static_assert(HASHLANE_HASH_ED2K == 24,
	"HASHLANE_HASH_ED2K");
_Static_assert(HASHLANE_HASH_ED2K_BLUE == 25,
	"HASHLANE_HASH_ED2K_BLUE");
_Static_assert(HASHLANE_HASH_AICH == 26,
	"HASHLANE_HASH_AICH");
_Static_assert(HASHLANE_HASH_BT2_PIECES_ROOT == 27,
	"HASHLANE_HASH_BT2_PIECES_ROOT");
_Static_assert(HASHLANE_HASH_S3_ETAG == 28,
	"HASHLANE_HASH_S3_ETAG");
_Static_assert(HASHLANE_HASH_DROPBOX == 29,
	"HASHLANE_HASH_DROPBOX");
_Static_assert(HASHLANE_HASH_GLACIER == 30,
	"HASHLANE_HASH_GLACIER");
_Static_assert(HASHLANE_HASH_QUICKXOR == 31,
	"HASHLANE_HASH_QUICKXOR");
_Static_assert(HASHLANE_HASH_GIT_BLOB == 32,
	"HASHLANE_HASH_GIT_BLOB");
_Static_assert(HASHLANE_HASH_GIT_BLOB_SHA256 == 33,
	"HASHLANE_HASH_GIT_BLOB_SHA256");
_Static_assert(HASHLANE_HASH_SWHID == 34,
	"HASHLANE_HASH_SWHID");
_Static_assert(HASHLANE_HASH_OCI == 35,
	"HASHLANE_HASH_OCI");
_Static_assert(HASHLANE_HASH_FS_VERITY == 36,
	"HASHLANE_HASH_FS_VERITY");
_Static_assert(HASHLANE_MAX_DIGEST_BYTES == 64,
	"HASHLANE_MAX_DIGEST_BYTES");
_Static_assert(HASHLANE_MAX_TEXT_BYTES == 256,
	"HASHLANE_MAX_TEXT_BYTES");
_Static_assert(HASHLANE_MAX_ALGORITHMS == 64,
	"HASHLANE_MAX_ALGORITHMS");
_Static_assert(HASHLANE_TEXT_CANONICAL == 0,
	"HASHLANE_TEXT_CANONICAL");
_Static_assert(HASHLANE_TEXT_HEX == 1,
	"HASHLANE_TEXT_HEX");
_Static_assert(HASHLANE_TEXT_BASE32 == 2,
	"HASHLANE_TEXT_BASE32");
_Static_assert(HASHLANE_TEXT_BASE64 == 3,
	"HASHLANE_TEXT_BASE64");
_Static_assert(HASHLANE_INFO_SECURE == 1,
	"HASHLANE_INFO_SECURE");
_Static_assert(HASHLANE_INFO_PARAM == 2,
	"HASHLANE_INFO_PARAM");
_Static_assert(HASHLANE_INFO_NEEDS_SIZE == 4,
	"HASHLANE_INFO_NEEDS_SIZE");
_Static_assert(HASHLANE_INFO_NO_EMPTY == 8,
	"HASHLANE_INFO_NO_EMPTY");
_Static_assert(HASHLANE_INFO_CHECKSUM == 16,
	"HASHLANE_INFO_CHECKSUM");
_Static_assert(HASHLANE_ISA_AUTO == 0,
	"HASHLANE_ISA_AUTO");
_Static_assert(HASHLANE_ISA_SCALAR == 1,
	"HASHLANE_ISA_SCALAR");
_Static_assert(HASHLANE_ISA_SSE2 == 2,
	"HASHLANE_ISA_SSE2");
_Static_assert(HASHLANE_ISA_SSSE3 == 3,
	"HASHLANE_ISA_SSSE3");
_Static_assert(HASHLANE_ISA_AVX2 == 4,
	"HASHLANE_ISA_AVX2");
_Static_assert(HASHLANE_ISA_AVX512 == 5,
	"HASHLANE_ISA_AVX512");
_Static_assert(HASHLANE_ISA_NEON == 6,
	"HASHLANE_ISA_NEON");
_Static_assert(HASHLANE_OUTPUT_BINARY == 0,
	"HASHLANE_OUTPUT_BINARY");
_Static_assert(HASHLANE_OUTPUT_HEX == 1,
	"HASHLANE_OUTPUT_HEX");
_Static_assert(HASHLANE_OUTPUT_INTEGER == 2,
	"HASHLANE_OUTPUT_INTEGER");
_Static_assert(HASHLANE_LAYOUT_OFFSETS32 == 1,
	"HASHLANE_LAYOUT_OFFSETS32");
_Static_assert(HASHLANE_LAYOUT_OFFSETS64 == 2,
	"HASHLANE_LAYOUT_OFFSETS64");
_Static_assert(HASHLANE_LAYOUT_VIEWS == 3,
	"HASHLANE_LAYOUT_VIEWS");
_Static_assert(HASHLANE_HASHER_SIZE_KNOWN == 1,
	"HASHLANE_HASHER_SIZE_KNOWN");
_Static_assert(HASHLANE_CTIME_AUTO == 0,
	"HASHLANE_CTIME_AUTO");
_Static_assert(HASHLANE_CTIME_STRICT == 1,
	"HASHLANE_CTIME_STRICT");
_Static_assert(HASHLANE_CTIME_IGNORE == 2,
	"HASHLANE_CTIME_IGNORE");
_Static_assert(HASHLANE_PRESSURE_NORMAL == 0,
	"HASHLANE_PRESSURE_NORMAL");
_Static_assert(HASHLANE_PRESSURE_ELEVATED == 1,
	"HASHLANE_PRESSURE_ELEVATED");
_Static_assert(HASHLANE_PRESSURE_HIGH == 2,
	"HASHLANE_PRESSURE_HIGH");
_Static_assert(HASHLANE_PRESSURE_CRITICAL == 3,
	"HASHLANE_PRESSURE_CRITICAL");
_Static_assert(HASHLANE_MEMORY_WIPE == 1,
	"HASHLANE_MEMORY_WIPE");
_Static_assert(HASHLANE_MAX_MEMORY_CLASSES == 6,
	"HASHLANE_MAX_MEMORY_CLASSES");
_Static_assert(HASHLANE_COLUMN_INDEX == 1,
	"HASHLANE_COLUMN_INDEX");
_Static_assert(HASHLANE_COLUMN_SIZE == 2,
	"HASHLANE_COLUMN_SIZE");
_Static_assert(HASHLANE_COLUMN_STATUS == 3,
	"HASHLANE_COLUMN_STATUS");
_Static_assert(HASHLANE_COLUMN_OS_ERROR == 4,
	"HASHLANE_COLUMN_OS_ERROR");
_Static_assert(HASHLANE_COLUMN_MTIME == 5,
	"HASHLANE_COLUMN_MTIME");
_Static_assert(HASHLANE_COLUMN_ERROR_OFFSET == 6,
	"HASHLANE_COLUMN_ERROR_OFFSET");
_Static_assert(HASHLANE_COLUMN_PATH == 7,
	"HASHLANE_COLUMN_PATH");
_Static_assert(HASHLANE_COLUMN_MESSAGE == 8,
	"HASHLANE_COLUMN_MESSAGE");
_Static_assert(HASHLANE_COLUMN_DIGEST == 9,
	"HASHLANE_COLUMN_DIGEST");
_Static_assert(HASHLANE_COLUMN_HEX == 10,
	"HASHLANE_COLUMN_HEX");
_Static_assert(HASHLANE_COLUMN_PARTS == 11,
	"HASHLANE_COLUMN_PARTS");
_Static_assert(HASHLANE_COLUMN_INPUT == 12,
	"HASHLANE_COLUMN_INPUT");
_Static_assert(HASHLANE_COLUMN_COOKIE == 13,
	"HASHLANE_COLUMN_COOKIE");
_Static_assert(HASHLANE_COLUMN_DEVICE == 14,
	"HASHLANE_COLUMN_DEVICE");
_Static_assert(HASHLANE_COLUMN_INODE == 15,
	"HASHLANE_COLUMN_INODE");
_Static_assert(HASHLANE_COLUMN_CTIME == 16,
	"HASHLANE_COLUMN_CTIME");
_Static_assert(HASHLANE_COLUMN_LINKS == 17,
	"HASHLANE_COLUMN_LINKS");
_Static_assert(HASHLANE_COLUMN_FLAGS == 18,
	"HASHLANE_COLUMN_FLAGS");
_Static_assert(HASHLANE_MAX_BLOCK_ROWS == 4096,
	"HASHLANE_MAX_BLOCK_ROWS");
_Static_assert(HASHLANE_ROW_KNOWN == 1,
	"HASHLANE_ROW_KNOWN");
_Static_assert(HASHLANE_ROW_SETTLED == 2,
	"HASHLANE_ROW_SETTLED");
_Static_assert(HASHLANE_ARROW_PORTABLE == 1,
	"HASHLANE_ARROW_PORTABLE");
_Static_assert(HASHLANE_INPUT_PATH == 1,
	"HASHLANE_INPUT_PATH");
_Static_assert(HASHLANE_INPUT_DESCRIPTOR == 2,
	"HASHLANE_INPUT_DESCRIPTOR");
_Static_assert(HASHLANE_INPUT_MEMORY == 3,
	"HASHLANE_INPUT_MEMORY");
_Static_assert(HASHLANE_INPUT_PATH_NO_FOLLOW == 4,
	"HASHLANE_INPUT_PATH_NO_FOLLOW");
_Static_assert(HASHLANE_INPUT_STREAM == 5,
	"HASHLANE_INPUT_STREAM");
_Static_assert(HASHLANE_INPUT_READ == 6,
	"HASHLANE_INPUT_READ");
_Static_assert(HASHLANE_INPUT_BUFFER == 7,
	"HASHLANE_INPUT_BUFFER");
_Static_assert(HASHLANE_ORDER_DEFAULT == 0,
	"HASHLANE_ORDER_DEFAULT");
_Static_assert(HASHLANE_ORDER_INPUT == 1,
	"HASHLANE_ORDER_INPUT");
_Static_assert(HASHLANE_ORDER_COMPLETION == 2,
	"HASHLANE_ORDER_COMPLETION");
_Static_assert(HASHLANE_JOB_STREAM == 1,
	"HASHLANE_JOB_STREAM");
_Static_assert(HASHLANE_JOB_OPEN == 2,
	"HASHLANE_JOB_OPEN");
_Static_assert(HASHLANE_JOB_HEX == 4,
	"HASHLANE_JOB_HEX");
_Static_assert(HASHLANE_JOB_PARTS == 8,
	"HASHLANE_JOB_PARTS");
_Static_assert(HASHLANE_JOB_SEQUENTIAL == 16,
	"HASHLANE_JOB_SEQUENTIAL");
_Static_assert(HASHLANE_JOB_DROP_CACHE == 32,
	"HASHLANE_JOB_DROP_CACHE");
_Static_assert(HASHLANE_JOB_LINKS_ONCE == 64,
	"HASHLANE_JOB_LINKS_ONCE");
_Static_assert(HASHLANE_JOB_IDENTITY == 128,
	"HASHLANE_JOB_IDENTITY");
_Static_assert(HASHLANE_JOB_LOOKUP == 256,
	"HASHLANE_JOB_LOOKUP");
_Static_assert(HASHLANE_WALK_FOLLOW == 1,
	"HASHLANE_WALK_FOLLOW");
_Static_assert(HASHLANE_WALK_NO_HIDDEN == 2,
	"HASHLANE_WALK_NO_HIDDEN");
_Static_assert(HASHLANE_WALK_ONE_FILE_SYSTEM == 4,
	"HASHLANE_WALK_ONE_FILE_SYSTEM");
_Static_assert(HASHLANE_WALK_UNSORTED == 8,
	"HASHLANE_WALK_UNSORTED");
_Static_assert(HASHLANE_WALK_ALL == 16,
	"HASHLANE_WALK_ALL");
_Static_assert(HASHLANE_EVENT_PROGRESS == 1,
	"HASHLANE_EVENT_PROGRESS");
_Static_assert(HASHLANE_EVENT_FILE == 2,
	"HASHLANE_EVENT_FILE");
_Static_assert(HASHLANE_EVENT_ERROR == 4,
	"HASHLANE_EVENT_ERROR");
_Static_assert(HASHLANE_EVENT_MEMORY == 8,
	"HASHLANE_EVENT_MEMORY");
_Static_assert(HASHLANE_EVENT_DONE == 16,
	"HASHLANE_EVENT_DONE");
_Static_assert(HASHLANE_EVENT_LOST == 32,
	"HASHLANE_EVENT_LOST");
_Static_assert(HASHLANE_EVENT_ROOM == 128,
	"HASHLANE_EVENT_ROOM");
_Static_assert(HASHLANE_EVENT_RELEASED == 64,
	"HASHLANE_EVENT_RELEASED");
_Static_assert(HASHLANE_EVENT_RESULTS == 256,
	"HASHLANE_EVENT_RESULTS");
_Static_assert(HASHLANE_EVENT_FILE_BEGIN == 512,
	"HASHLANE_EVENT_FILE_BEGIN");
_Static_assert(HASHLANE_EVENT_LOOKUP == 1024,
	"HASHLANE_EVENT_LOOKUP");
_Static_assert(HASHLANE_MAX_LOOKUP_FILES == 1024,
	"HASHLANE_MAX_LOOKUP_FILES");
_Static_assert(HASHLANE_LOOKUP_STABLE == 1,
	"HASHLANE_LOOKUP_STABLE");
_Static_assert(HASHLANE_PRIORITY_LOWEST == -2,
	"HASHLANE_PRIORITY_LOWEST");
_Static_assert(HASHLANE_PRIORITY_NORMAL == 0,
	"HASHLANE_PRIORITY_NORMAL");
_Static_assert(HASHLANE_PRIORITY_HIGHEST == 2,
	"HASHLANE_PRIORITY_HIGHEST");
_Static_assert(HASHLANE_FEED_LAST == 1,
	"HASHLANE_FEED_LAST");
_Static_assert(HASHLANE_STATE_RUNNING == 0,
	"HASHLANE_STATE_RUNNING");
_Static_assert(HASHLANE_STATE_DONE == 1,
	"HASHLANE_STATE_DONE");
_Static_assert(HASHLANE_STATE_CANCELLED == 2,
	"HASHLANE_STATE_CANCELLED");
_Static_assert(HASHLANE_STATE_FAILED == 3,
	"HASHLANE_STATE_FAILED");
_Static_assert(HASHLANE_ENTRY_UNKNOWN == 0,
	"HASHLANE_ENTRY_UNKNOWN");
_Static_assert(HASHLANE_ENTRY_FILE == 1,
	"HASHLANE_ENTRY_FILE");
_Static_assert(HASHLANE_ENTRY_DIRECTORY == 2,
	"HASHLANE_ENTRY_DIRECTORY");
_Static_assert(HASHLANE_ENTRY_LINK == 3,
	"HASHLANE_ENTRY_LINK");
_Static_assert(HASHLANE_ENTRY_OTHER == 4,
	"HASHLANE_ENTRY_OTHER");
_Static_assert(HASHLANE_FORMAT_AUTO == 0,
	"HASHLANE_FORMAT_AUTO");
_Static_assert(HASHLANE_FORMAT_GNU == 1,
	"HASHLANE_FORMAT_GNU");
_Static_assert(HASHLANE_FORMAT_BSD == 2,
	"HASHLANE_FORMAT_BSD");
_Static_assert(HASHLANE_FORMAT_SFV == 3,
	"HASHLANE_FORMAT_SFV");
_Static_assert(HASHLANE_FORMAT_HASHDEEP == 4,
	"HASHLANE_FORMAT_HASHDEEP");
_Static_assert(HASHLANE_FORMAT_ED2K == 5,
	"HASHLANE_FORMAT_ED2K");
_Static_assert(HASHLANE_FORMAT_MAGNET == 6,
	"HASHLANE_FORMAT_MAGNET");
_Static_assert(HASHLANE_FORMAT_CSV == 7,
	"HASHLANE_FORMAT_CSV");
_Static_assert(HASHLANE_FORMAT_JSON == 8,
	"HASHLANE_FORMAT_JSON");
_Static_assert(HASHLANE_FORMAT_NAME_FIRST == 9,
	"HASHLANE_FORMAT_NAME_FIRST");
_Static_assert(HASHLANE_FORMAT_FSUM == 10,
	"HASHLANE_FORMAT_FSUM");
_Static_assert(HASHLANE_FORMAT_SIZES == 11,
	"HASHLANE_FORMAT_SIZES");
_Static_assert(HASHLANE_FORMAT_DEBIAN == 12,
	"HASHLANE_FORMAT_DEBIAN");
_Static_assert(HASHLANE_FORMAT_GENTOO == 13,
	"HASHLANE_FORMAT_GENTOO");
_Static_assert(HASHLANE_FORMAT_REPORT == 14,
	"HASHLANE_FORMAT_REPORT");
_Static_assert(HASHLANE_FORMAT_READS == 1,
	"HASHLANE_FORMAT_READS");
_Static_assert(HASHLANE_FORMAT_WRITES == 2,
	"HASHLANE_FORMAT_WRITES");
_Static_assert(HASHLANE_FORMAT_HAS_SIZE == 4,
	"HASHLANE_FORMAT_HAS_SIZE");
_Static_assert(HASHLANE_LIST_HAS_SIZE == 1,
	"HASHLANE_LIST_HAS_SIZE");
_Static_assert(HASHLANE_LIST_HAS_MTIME == 2,
	"HASHLANE_LIST_HAS_MTIME");
_Static_assert(HASHLANE_LIST_PERCENT == 4,
	"HASHLANE_LIST_PERCENT");
_Static_assert(HASHLANE_LIST_BESIDE == 8,
	"HASHLANE_LIST_BESIDE");
_Static_assert(HASHLANE_LIST_NO_GUESS == 1,
	"HASHLANE_LIST_NO_GUESS");
_Static_assert(HASHLANE_LIST_NUL == 2,
	"HASHLANE_LIST_NUL");
_Static_assert(HASHLANE_LIST_MD5SUM == 4,
	"HASHLANE_LIST_MD5SUM");
_Static_assert(HASHLANE_LIST_SIGNED == 1,
	"HASHLANE_LIST_SIGNED");
_Static_assert(HASHLANE_LIST_GUESSED == 2,
	"HASHLANE_LIST_GUESSED");
_Static_assert(HASHLANE_LIST_CRLF == 4,
	"HASHLANE_LIST_CRLF");
_Static_assert(HASHLANE_LIST_MARKED == 8,
	"HASHLANE_LIST_MARKED");
_Static_assert(HASHLANE_WRITE_NUL == 1,
	"HASHLANE_WRITE_NUL");
_Static_assert(HASHLANE_WRITE_BINARY == 2,
	"HASHLANE_WRITE_BINARY");
_Static_assert(HASHLANE_WRITE_PARTS == 4,
	"HASHLANE_WRITE_PARTS");
_Static_assert(HASHLANE_WRITE_MTIME == 8,
	"HASHLANE_WRITE_MTIME");
_Static_assert(HASHLANE_WRITE_NO_HEADER == 16,
	"HASHLANE_WRITE_NO_HEADER");
_Static_assert(HASHLANE_WRITE_CRLF == 32,
	"HASHLANE_WRITE_CRLF");
_Static_assert(HASHLANE_VERDICT_OK == 0,
	"HASHLANE_VERDICT_OK");
_Static_assert(HASHLANE_VERDICT_FAILED == 1,
	"HASHLANE_VERDICT_FAILED");
_Static_assert(HASHLANE_VERDICT_MISSING == 2,
	"HASHLANE_VERDICT_MISSING");
_Static_assert(HASHLANE_VERDICT_CHANGED == 3,
	"HASHLANE_VERDICT_CHANGED");
_Static_assert(HASHLANE_VERDICT_UNREADABLE == 4,
	"HASHLANE_VERDICT_UNREADABLE");
_Static_assert(HASHLANE_VERDICT_UNKNOWN == 5,
	"HASHLANE_VERDICT_UNKNOWN");
_Static_assert(HASHLANE_VERDICT_REFUSED == 6,
	"HASHLANE_VERDICT_REFUSED");
_Static_assert(HASHLANE_VERDICT_MOVED == 7,
	"HASHLANE_VERDICT_MOVED");
_Static_assert(HASHLANE_VERDICT_EXTRA == 8,
	"HASHLANE_VERDICT_EXTRA");
_Static_assert(HASHLANE_VERDICT_MALFORMED == 9,
	"HASHLANE_VERDICT_MALFORMED");
_Static_assert(HASHLANE_MAX_VERDICTS == 16,
	"HASHLANE_MAX_VERDICTS");
_Static_assert(HASHLANE_READING_BACKSLASH == 1,
	"HASHLANE_READING_BACKSLASH");
_Static_assert(HASHLANE_READING_CR == 2,
	"HASHLANE_READING_CR");
_Static_assert(HASHLANE_READING_BLANKS == 4,
	"HASHLANE_READING_BLANKS");
_Static_assert(HASHLANE_READING_NFC == 8,
	"HASHLANE_READING_NFC");
_Static_assert(HASHLANE_READING_NFD == 16,
	"HASHLANE_READING_NFD");
_Static_assert(HASHLANE_READING_PERCENT == 32,
	"HASHLANE_READING_PERCENT");
_Static_assert(HASHLANE_READING_CASE == 64,
	"HASHLANE_READING_CASE");
_Static_assert(HASHLANE_READING_REFUTED == 128,
	"HASHLANE_READING_REFUTED");
_Static_assert(HASHLANE_STRENGTH_NONE == 0,
	"HASHLANE_STRENGTH_NONE");
_Static_assert(HASHLANE_STRENGTH_CHECKSUM == 1,
	"HASHLANE_STRENGTH_CHECKSUM");
_Static_assert(HASHLANE_STRENGTH_BROKEN == 2,
	"HASHLANE_STRENGTH_BROKEN");
_Static_assert(HASHLANE_STRENGTH_SECURE == 3,
	"HASHLANE_STRENGTH_SECURE");
_Static_assert(HASHLANE_CHECK_NO_GUESS == 1,
	"HASHLANE_CHECK_NO_GUESS");
_Static_assert(HASHLANE_CHECK_IGNORE_CASE == 2,
	"HASHLANE_CHECK_IGNORE_CASE");
_Static_assert(HASHLANE_CHECK_IGNORE_MISSING == 4,
	"HASHLANE_CHECK_IGNORE_MISSING");
_Static_assert(HASHLANE_CHECK_MD5SUM == 8,
	"HASHLANE_CHECK_MD5SUM");
_Static_assert(HASHLANE_CHECK_REQUIRE_SECURE == 16,
	"HASHLANE_CHECK_REQUIRE_SECURE");
_Static_assert(HASHLANE_CHECK_NO_MOVED == 32,
	"HASHLANE_CHECK_NO_MOVED");
_Static_assert(HASHLANE_CHECK_BASE_IS_LIST == 64,
	"HASHLANE_CHECK_BASE_IS_LIST");
_Static_assert(HASHLANE_CHECK_STDIN == 128,
	"HASHLANE_CHECK_STDIN");
_Static_assert(HASHLANE_CHECKED_RANGE == 1,
	"HASHLANE_CHECKED_RANGE");
_Static_assert(HASHLANE_CHECKED_SAME_FILE == 2,
	"HASHLANE_CHECKED_SAME_FILE");
_Static_assert(HASHLANE_DUPES_LINKS == 1,
	"HASHLANE_DUPES_LINKS");
