/* SPDX-License-Identifier: MIT */
/*
 * layout.c - how structs lie in memory, checked by whatever compiler there is;
 * written by tools/abi_generate.py from include/hashlane.h.
 */
/* clang-format off */
#include "../../include/hashlane.h"

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
	sizeof(struct hashlane_hasher_options) == 40,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_hasher_options) == 32,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_hasher_options) == 28,
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
	sizeof(struct hashlane_files_options) == 32,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_files_options) == 20,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_files_options) == 20,
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
	sizeof(struct hashlane_results) == 64,
	"LP64 hashlane_results: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_results) == 8,
	"LP64 hashlane_results: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, magic) == 0,
	"LP64 hashlane_results.magic");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, version) == 8,
	"LP64 hashlane_results.version");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, row_count) == 12,
	"LP64 hashlane_results.row_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, block_bytes) == 16,
	"LP64 hashlane_results.block_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, first_row) == 24,
	"LP64 hashlane_results.first_row");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, column_count) == 32,
	"LP64 hashlane_results.column_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, failures) == 36,
	"LP64 hashlane_results.failures");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_results, reserved) == 40,
	"LP64 hashlane_results.reserved");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_results) == 64,
	"ILP32 hashlane_results: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_results) == 8,
	"ILP32 hashlane_results: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, magic) == 0,
	"ILP32 hashlane_results.magic");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, version) == 8,
	"ILP32 hashlane_results.version");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, row_count) == 12,
	"ILP32 hashlane_results.row_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, block_bytes) == 16,
	"ILP32 hashlane_results.block_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, first_row) == 24,
	"ILP32 hashlane_results.first_row");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, column_count) == 32,
	"ILP32 hashlane_results.column_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, failures) == 36,
	"ILP32 hashlane_results.failures");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_results, reserved) == 40,
	"ILP32 hashlane_results.reserved");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_results) == 64,
	"ILP32_I386 hashlane_results: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_results) == 4,
	"ILP32_I386 hashlane_results: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, magic) == 0,
	"ILP32_I386 hashlane_results.magic");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, version) == 8,
	"ILP32_I386 hashlane_results.version");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, row_count) == 12,
	"ILP32_I386 hashlane_results.row_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, block_bytes) == 16,
	"ILP32_I386 hashlane_results.block_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, first_row) == 24,
	"ILP32_I386 hashlane_results.first_row");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, column_count) == 32,
	"ILP32_I386 hashlane_results.column_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, failures) == 36,
	"ILP32_I386 hashlane_results.failures");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_results, reserved) == 40,
	"ILP32_I386 hashlane_results.reserved");
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
	sizeof(struct hashlane_row) == 88,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_row) == 72,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_row) == 68,
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
	sizeof(struct hashlane_engine_options) == 32,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_engine_options) == 32,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_engine_options) == 24,
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
	offsetof(struct hashlane_engine_memory, workers) == 44,
	"LP64 hashlane_engine_memory.workers");
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
	offsetof(struct hashlane_engine_memory, workers) == 44,
	"ILP32 hashlane_engine_memory.workers");
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
	offsetof(struct hashlane_engine_memory, workers) == 40,
	"ILP32_I386 hashlane_engine_memory.workers");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_input) == 40,
	"LP64 hashlane_input: size");
_Static_assert(!LP64 ||
	_Alignof(struct hashlane_input) == 8,
	"LP64 hashlane_input: alignment");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, kind) == 0,
	"LP64 hashlane_input.kind");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, descriptor) == 4,
	"LP64 hashlane_input.descriptor");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, data) == 8,
	"LP64 hashlane_input.data");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, data_bytes) == 16,
	"LP64 hashlane_input.data_bytes");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, offset) == 24,
	"LP64 hashlane_input.offset");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_input, length) == 32,
	"LP64 hashlane_input.length");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_input) == 32,
	"ILP32 hashlane_input: size");
_Static_assert(!ILP32 ||
	_Alignof(struct hashlane_input) == 8,
	"ILP32 hashlane_input: alignment");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, kind) == 0,
	"ILP32 hashlane_input.kind");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, descriptor) == 4,
	"ILP32 hashlane_input.descriptor");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, data) == 8,
	"ILP32 hashlane_input.data");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, data_bytes) == 12,
	"ILP32 hashlane_input.data_bytes");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, offset) == 16,
	"ILP32 hashlane_input.offset");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_input, length) == 24,
	"ILP32 hashlane_input.length");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_input) == 32,
	"ILP32_I386 hashlane_input: size");
_Static_assert(!ILP32_I386 ||
	_Alignof(struct hashlane_input) == 4,
	"ILP32_I386 hashlane_input: alignment");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, kind) == 0,
	"ILP32_I386 hashlane_input.kind");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, descriptor) == 4,
	"ILP32_I386 hashlane_input.descriptor");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, data) == 8,
	"ILP32_I386 hashlane_input.data");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, data_bytes) == 12,
	"ILP32_I386 hashlane_input.data_bytes");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, offset) == 16,
	"ILP32_I386 hashlane_input.offset");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_input, length) == 24,
	"ILP32_I386 hashlane_input.length");
_Static_assert(!LP64 ||
	sizeof(struct hashlane_walk_options) == 48,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_walk_options) == 28,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_walk_options) == 28,
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
	sizeof(struct hashlane_job_options) == 128,
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
	offsetof(struct hashlane_job_options, input_count) == 48,
	"LP64 hashlane_job_options.input_count");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, walk) == 56,
	"LP64 hashlane_job_options.walk");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, flags) == 64,
	"LP64 hashlane_job_options.flags");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, order) == 68,
	"LP64 hashlane_job_options.order");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, event) == 72,
	"LP64 hashlane_job_options.event");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, event_context) == 80,
	"LP64 hashlane_job_options.event_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, events) == 88,
	"LP64 hashlane_job_options.events");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, event_interval_ms) == 92,
	"LP64 hashlane_job_options.event_interval_ms");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_save) == 96,
	"LP64 hashlane_job_options.state_save");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_load) == 104,
	"LP64 hashlane_job_options.state_load");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_context) == 112,
	"LP64 hashlane_job_options.state_context");
_Static_assert(!LP64 ||
	offsetof(struct hashlane_job_options, state_interval_bytes) == 120,
	"LP64 hashlane_job_options.state_interval_bytes");
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_job_options) == 80,
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
	offsetof(struct hashlane_job_options, input_count) == 24,
	"ILP32 hashlane_job_options.input_count");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, walk) == 28,
	"ILP32 hashlane_job_options.walk");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, flags) == 32,
	"ILP32 hashlane_job_options.flags");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, order) == 36,
	"ILP32 hashlane_job_options.order");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, event) == 40,
	"ILP32 hashlane_job_options.event");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, event_context) == 44,
	"ILP32 hashlane_job_options.event_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, events) == 48,
	"ILP32 hashlane_job_options.events");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, event_interval_ms) == 52,
	"ILP32 hashlane_job_options.event_interval_ms");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_save) == 56,
	"ILP32 hashlane_job_options.state_save");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_load) == 60,
	"ILP32 hashlane_job_options.state_load");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_context) == 64,
	"ILP32 hashlane_job_options.state_context");
_Static_assert(!ILP32 ||
	offsetof(struct hashlane_job_options, state_interval_bytes) == 72,
	"ILP32 hashlane_job_options.state_interval_bytes");
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_job_options) == 76,
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
	offsetof(struct hashlane_job_options, input_count) == 24,
	"ILP32_I386 hashlane_job_options.input_count");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, walk) == 28,
	"ILP32_I386 hashlane_job_options.walk");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, flags) == 32,
	"ILP32_I386 hashlane_job_options.flags");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, order) == 36,
	"ILP32_I386 hashlane_job_options.order");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, event) == 40,
	"ILP32_I386 hashlane_job_options.event");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, event_context) == 44,
	"ILP32_I386 hashlane_job_options.event_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, events) == 48,
	"ILP32_I386 hashlane_job_options.events");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, event_interval_ms) == 52,
	"ILP32_I386 hashlane_job_options.event_interval_ms");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_save) == 56,
	"ILP32_I386 hashlane_job_options.state_save");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_load) == 60,
	"ILP32_I386 hashlane_job_options.state_load");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_context) == 64,
	"ILP32_I386 hashlane_job_options.state_context");
_Static_assert(!ILP32_I386 ||
	offsetof(struct hashlane_job_options, state_interval_bytes) == 68,
	"ILP32_I386 hashlane_job_options.state_interval_bytes");
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
	sizeof(struct hashlane_listener_options) == 40,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_listener_options) == 24,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_listener_options) == 24,
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
_Static_assert(!LP64 ||
	sizeof(struct hashlane_engine_usage) == 104,
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
_Static_assert(!ILP32 ||
	sizeof(struct hashlane_engine_usage) == 104,
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
_Static_assert(!ILP32_I386 ||
	sizeof(struct hashlane_engine_usage) == 100,
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
_Static_assert(HASHLANE_DIGEST_BYTES_MAX == 64,
	"HASHLANE_DIGEST_BYTES_MAX");
_Static_assert(HASHLANE_TEXT_BYTES_MAX == 256,
	"HASHLANE_TEXT_BYTES_MAX");
_Static_assert(HASHLANE_ALGORITHMS_MAX == 64,
	"HASHLANE_ALGORITHMS_MAX");
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
_Static_assert(HASHLANE_COLUMN_OFFSETS32 == 1,
	"HASHLANE_COLUMN_OFFSETS32");
_Static_assert(HASHLANE_COLUMN_OFFSETS64 == 2,
	"HASHLANE_COLUMN_OFFSETS64");
_Static_assert(HASHLANE_COLUMN_VIEWS == 3,
	"HASHLANE_COLUMN_VIEWS");
_Static_assert(HASHLANE_HASHER_SIZE_KNOWN == 1,
	"HASHLANE_HASHER_SIZE_KNOWN");
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
_Static_assert(HASHLANE_MEMORY_CLASSES == 6,
	"HASHLANE_MEMORY_CLASSES");
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
_Static_assert(HASHLANE_SEGMENT_ROWS == 4096,
	"HASHLANE_SEGMENT_ROWS");
_Static_assert(HASHLANE_INPUT_PATH == 1,
	"HASHLANE_INPUT_PATH");
_Static_assert(HASHLANE_INPUT_DESCRIPTOR == 2,
	"HASHLANE_INPUT_DESCRIPTOR");
_Static_assert(HASHLANE_INPUT_MEMORY == 3,
	"HASHLANE_INPUT_MEMORY");
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
_Static_assert(HASHLANE_WALK_FOLLOW == 1,
	"HASHLANE_WALK_FOLLOW");
_Static_assert(HASHLANE_WALK_NO_HIDDEN == 2,
	"HASHLANE_WALK_NO_HIDDEN");
_Static_assert(HASHLANE_WALK_ONE_FILE_SYSTEM == 4,
	"HASHLANE_WALK_ONE_FILE_SYSTEM");
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
_Static_assert(HASHLANE_JOB_RUNNING == 0,
	"HASHLANE_JOB_RUNNING");
_Static_assert(HASHLANE_JOB_DONE == 1,
	"HASHLANE_JOB_DONE");
_Static_assert(HASHLANE_JOB_CANCELLED == 2,
	"HASHLANE_JOB_CANCELLED");
_Static_assert(HASHLANE_JOB_FAILED == 3,
	"HASHLANE_JOB_FAILED");
