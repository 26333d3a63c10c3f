/* SPDX-License-Identifier: MIT */
/*
 * crc_scalar.c - CRC32, CRC32C and CRC64-NVME sixteen bytes a step by tables
 * (Kounavis and Berry, A systematic approach to building high performance
 * software-based CRC generators, 2005).
 */
#include "../base/bytes.h"
#include "solo_kernels.h"

/* clang-format off: two or four lines a row, macros with braces */
/*
 * Entry i of a byte's table is the exclusive or of one constant for every
 * bit of i, the highest bit's first: the preprocessor doubles the list once a
 * bit.
 */
#define BIT0(x, b)      (x), (x) ^ (b)
#define BIT1(x, b, ...) BIT0(x, __VA_ARGS__), BIT0((x) ^ (b), __VA_ARGS__)
#define BIT2(x, b, ...) BIT1(x, __VA_ARGS__), BIT1((x) ^ (b), __VA_ARGS__)
#define BIT3(x, b, ...) BIT2(x, __VA_ARGS__), BIT2((x) ^ (b), __VA_ARGS__)
#define BIT4(x, b, ...) BIT3(x, __VA_ARGS__), BIT3((x) ^ (b), __VA_ARGS__)
#define BIT5(x, b, ...) BIT4(x, __VA_ARGS__), BIT4((x) ^ (b), __VA_ARGS__)
#define BIT6(x, b, ...) BIT5(x, __VA_ARGS__), BIT5((x) ^ (b), __VA_ARGS__)
#define BIT7(x, b, ...) BIT6(x, __VA_ARGS__), BIT6((x) ^ (b), __VA_ARGS__)
#define BYTE(...)                    \
	{                            \
		BIT7(0, __VA_ARGS__) \
	}

/*
 * Table k advances a byte over k + 1 bytes. For a register of w bits its
 * constants are x^n modulo the polynomial, reflected, n from w + 8k on: all
 * rows together are the powers x^w to x^(w + 127).
 */
static const uint32_t crc32_tables[16][256] = {
	BYTE(0xedb88320, 0x76dc4190, 0x3b6e20c8, 0x1db71064, 0x0edb8832,
	     0x076dc419, 0xee0e612c, 0x77073096),
	BYTE(0x3b83984b, 0xf0794f05, 0x958424a2, 0x4ac21251, 0xc8d98a08,
	     0x646cc504, 0x32366282, 0x191b3141),
	BYTE(0xe1351b80, 0x709a8dc0, 0x384d46e0, 0x1c26a370, 0x0e1351b8,
	     0x0709a8dc, 0x0384d46e, 0x01c26a37),
	BYTE(0xed59b63b, 0x9b14583d, 0xa032af3e, 0x5019579f, 0xc5b428ef,
	     0x8f629757, 0xaa09c88b, 0xb8bc6765),
	BYTE(0xb1e6b092, 0x58f35849, 0xc1c12f04, 0x60e09782, 0x30704bc1,
	     0xf580a6c0, 0x7ac05360, 0x3d6029b0),
	BYTE(0x1eb014d8, 0x0f580a6c, 0x07ac0536, 0x03d6029b, 0xec53826d,
	     0x9b914216, 0x4dc8a10b, 0xcb5cd3a5),
	BYTE(0x8816eaf2, 0x440b7579, 0xcfbd399c, 0x67de9cce, 0x33ef4e67,
	     0xf44f2413, 0x979f1129, 0xa6770bb4),
	BYTE(0x533b85da, 0x299dc2ed, 0xf9766256, 0x7cbb312b, 0xd3e51bb5,
	     0x844a0efa, 0x4225077d, 0xccaa009e),
	BYTE(0x6655004f, 0xde920307, 0x82f182a3, 0xacc04271, 0xbbd8a218,
	     0x5dec510c, 0x2ef62886, 0x177b1443),
	BYTE(0xe6050901, 0x9eba07a0, 0x4f5d03d0, 0x27ae81e8, 0x13d740f4,
	     0x09eba07a, 0x04f5d03d, 0xefc26b3e),
	BYTE(0x77e1359f, 0xd64819ef, 0x869c8fd7, 0xaef6c4cb, 0xbac3e145,
	     0xb0d97382, 0x586cb9c1, 0xc18edfc0),
	BYTE(0x60c76fe0, 0x3063b7f0, 0x1831dbf8, 0x0c18edfc, 0x060c76fe,
	     0x03063b7f, 0xec3b9e9f, 0x9ba54c6f),
	BYTE(0xa06a2517, 0xbd8d91ab, 0xb37e4bf5, 0xb407a6da, 0x5a03d36d,
	     0xc0b96a96, 0x605cb54b, 0xdd96d985),
	BYTE(0x8373efe2, 0x41b9f7f1, 0xcd6478d8, 0x66b23c6c, 0x33591e36,
	     0x19ac8f1b, 0xe16ec4ad, 0x9d0fe176),
	BYTE(0x4e87f0bb, 0xcafb7b7d, 0x88c53e9e, 0x44629f4f, 0xcf89cc87,
	     0x8a7c6563, 0xa886b191, 0xb9fbdbe8),
	BYTE(0x5cfdedf4, 0x2e7ef6fa, 0x173f7b7d, 0xe6273e9e, 0x73139f4f,
	     0xd4314c87, 0x87a02563, 0xae689191),
};

static const uint32_t crc32c_tables[16][256] = {
	BYTE(0x82f63b78, 0x417b1dbc, 0x20bd8ede, 0x105ec76f, 0x8ad958cf,
	     0xc79a971f, 0xe13b70f7, 0xf26b8303),
	BYTE(0xfbc3faf9, 0xff17c604, 0x7f8be302, 0x3fc5f181, 0x9d14c3b8,
	     0x4e8a61dc, 0x274530ee, 0x13a29877),
	BYTE(0x8b277743, 0xc76580d9, 0xe144fb14, 0x70a27d8a, 0x38513ec5,
	     0x9edea41a, 0x4f6f520d, 0xa541927e),
	BYTE(0x52a0c93f, 0xaba65fe7, 0xd725148b, 0xe964b13d, 0xf64463e6,
	     0x7b2231f3, 0xbf672381, 0xdd45aab8),
	BYTE(0x6ea2d55c, 0x37516aae, 0x1ba8b557, 0x8f2261d3, 0xc5670b91,
	     0xe045beb0, 0x7022df58, 0x38116fac),
	BYTE(0x1c08b7d6, 0x0e045beb, 0x85f4168d, 0xc00c303e, 0x6006181f,
	     0xb2f53777, 0xdb8ca0c3, 0xef306b19),
	BYTE(0xf56e0ef4, 0x7ab7077a, 0x3d5b83bd, 0x9c5bfaa6, 0x4e2dfd53,
	     0xa5e0c5d1, 0xd0065990, 0x68032cc8),
	BYTE(0x34019664, 0x1a00cb32, 0x0d006599, 0x847609b4, 0x423b04da,
	     0x211d826d, 0x9278fa4e, 0x493c7d27),
	BYTE(0xa66805eb, 0xd1c2398d, 0xea1727be, 0x750b93df, 0xb873f297,
	     0xdecfc233, 0xed91da61, 0xf43ed648),
	BYTE(0x7a1f6b24, 0x3d0fb592, 0x1e87dac9, 0x8db5d61c, 0x46daeb0e,
	     0x236d7587, 0x934081bb, 0xcb567ba5),
	BYTE(0xe75d06aa, 0x73ae8355, 0xbb217ad2, 0x5d90bd69, 0xac3e65cc,
	     0x561f32e6, 0x2b0f9973, 0x9771f7c1),
	BYTE(0xc94ec098, 0x64a7604c, 0x3253b026, 0x1929d813, 0x8e62d771,
	     0xc5c750c0, 0x62e3a860, 0x3171d430),
	BYTE(0x18b8ea18, 0x0c5c750c, 0x062e3a86, 0x03171d43, 0x837db5d9,
	     0xc348e194, 0x61a470ca, 0x30d23865),
	BYTE(0x9a9f274a, 0x4d4f93a5, 0xa451f2aa, 0x5228f955, 0xabe247d2,
	     0x55f123e9, 0xa80eaa8c, 0x54075546),
	BYTE(0x2a03aaa3, 0x97f7ee29, 0xc90dcc6c, 0x6486e636, 0x3243731b,
	     0x9bd782f5, 0xcf1dfa02, 0x678efd01),
	BYTE(0xb13145f8, 0x5898a2fc, 0x2c4c517e, 0x162628bf, 0x89e52f27,
	     0xc604aceb, 0xe1f46d0d, 0xf20c0dfe),
};

static const uint64_t crc64nvme_tables[16][256] = {
	BYTE(0x9a6c9329ac4bc9b5, 0xd75adabd7a6e2d6f, 0xf1c1fe77117cdf02,
	     0x78e0ff3b88be6f81, 0xa61cecb46814fe75, 0xc962e5739841b68f,
	     0xfedde190606b12f2, 0x7f6ef0c830358979),
	BYTE(0xa5dbeb4db4510d09, 0xc881668f76634f31, 0xfe2c206e177a6e2d,
	     0xe57a831ea7f6fea3, 0xe8d1d2a6ffb0b6e4, 0x7468e9537fd85b72,
	     0x3a3474a9bfec2db9, 0x8776a97d73bddf69),
	BYTE(0xd9d7c79715952601, 0xf68770e226815ab5, 0xe12f2b58bf0b64ef,
	     0xeafb0685f3ce7bc2, 0x757d8342f9e73de1, 0xa0d25288d0b85745,
	     0xca05ba6dc417e217, 0xff6e4e1f4e4038be),
	BYTE(0x7fb7270fa7201c5f, 0xa5b700ae7fdbc79a, 0x52db80573fede3cd,
	     0xb301530233bd3853, 0xc3ec3aa8b595559c, 0x61f61d545acaaace,
	     0x30fb0eaa2d655567, 0x8211147cbaf96306),
	BYTE(0x41088a3e5d7cb183, 0xbae8d63682f59174, 0x5d746b1b417ac8ba,
	     0x2eba358da0bd645d, 0x8d3189ef7c157b9b, 0xdcf457de12417478,
	     0x6e7a2bef0920ba3c, 0x373d15f784905d1e),
	BYTE(0x1b9e8afbc2482e8f, 0x97a3d6544d6fdef2, 0x4bd1eb2a26b7ef79,
	     0xbf8466bcbf103e09, 0xc5aea077f3c3d6b1, 0xf8bbc31255aa22ed,
	     0xe63172a0869ed8c3, 0xe9742a79ef04a5d4),
	BYTE(0x74ba153cf78252ea, 0x3a5d0a9e7bc12975, 0x8742166691ab5d0f,
	     0xd9cd981ae49e6732, 0x6ce6cc0d724f3399, 0xac1ff52f156c5079,
	     0xcc6369be26fde189, 0xfc5d27f6bf353971),
	BYTE(0xe44200d2f3d1550d, 0xe84d9340d5a36333, 0xee4a5a89c69a782c,
	     0x77252d44e34d3c16, 0x3b9296a271a69e0b, 0x87a5d878949886b0,
	     0x43d2ec3c4a4c4358, 0x21e9761e252621ac),
	BYTE(0x10f4bb0f129310d6, 0x087a5d878949886b, 0x9e51bdea68ef0d80,
	     0x4f28def5347786c0, 0x27946f7a9a3bc360, 0x13ca37bd4d1de1b0,
	     0x09e51bdea68ef0d8, 0x04f28def5347786c),
	BYTE(0x027946f7a9a3bc36, 0x013ca37bd4d1de1b, 0x9af2c294462326b8,
	     0x4d79614a2311935c, 0x26bcb0a51188c9ae, 0x135e585288c464d7,
	     0x93c3bf00e829fbde, 0x49e1df807414fdef),
	BYTE(0xbe9c7ce99641b742, 0x5f4e3e74cb20dba1, 0xb5cb8c13c9dba465,
	     0xc089552048a61b87, 0xfa2839b98818c476, 0x7d141cdcc40c623b,
	     0xa4e69d47ce4df8a8, 0x52734ea3e726fc54),
	BYTE(0x2939a751f3937e2a, 0x149cd3a8f9c9bf15, 0x9022fafdd0af163f,
	     0xd27dee57441c42aa, 0x693ef72ba20e2155, 0xaef3e8bc7d4cd91f,
	     0xcd15677792eda53a, 0x668ab3bbc976d29d),
	BYTE(0xa929caf448f0a0fb, 0xcef87653883399c8, 0x677c3b29c419cce4,
	     0x33be1d94e20ce672, 0x19df0eca71067339, 0x9683144c94c8f029,
	     0xd12d190fe62fb1a1, 0xf2fa1fae5f5c1165),
	BYTE(0xe3119cfe83e5c107, 0xebe45d56edb92936, 0x75f22eab76dc949b,
	     0xa095847c172583f8, 0x504ac23e0b92c1fc, 0x2825611f05c960fe,
	     0x1412b08f82e4b07f, 0x9065cb6e6d39918a),
	BYTE(0x4832e5b7369cc8c5, 0xbe75e1f23705add7, 0xc55663d0b7c91f5e,
	     0x62ab31e85be48faf, 0xab390bdd81b98e62, 0x559c85eec0dcc731,
	     0xb0a2d1decc25aa2d, 0xc23dfbc6ca591ca3),
	BYTE(0xfb726ecac96747e4, 0x7db9376564b3a3f2, 0x3edc9bb2b259d1f9,
	     0x8502def0f5672149, 0xd8edfc51d6f85911, 0xf61a6d014737e53d,
	     0xe161a5a90fd03b2b, 0xeadc41fd2ba3d420),
};
/* clang-format on */

#define AT(word, n) ((word) >> (n)&0xff)
#define FOUR(t, k, word, n)                                    \
	((t)[k][AT(word, n)] ^ (t)[(k)-1][AT(word, (n) + 8)] ^ \
	 (t)[(k)-2][AT(word, (n) + 16)] ^ (t)[(k)-3][AT(word, (n) + 24)])

/* The body of each: only the type of the tables differs. */
#define ADVANCE(tables, crc, data, bytes)                               \
	do {                                                            \
		for (; (bytes) >= 16; (bytes) -= 16, (data) += 16) {    \
			uint64_t x = hln_load64_le(data) ^ (crc);       \
			uint64_t y = hln_load64_le((data) + 8);         \
                                                                        \
			(crc) = FOUR(tables, 7, y, 0) ^                 \
				FOUR(tables, 3, y, 32) ^                \
				FOUR(tables, 15, x, 0) ^                \
				FOUR(tables, 11, x, 32);                \
		}                                                       \
		for (; (bytes); (bytes)--, (data)++)                    \
			(crc) = (tables)[0][((crc) ^ *(data)) & 0xff] ^ \
				(crc) >> 8;                             \
	} while (0)

uint64_t hln_crc32_scalar(uint64_t crc, const uint8_t *data, size_t bytes)
{
	ADVANCE(crc32_tables, crc, data, bytes);
	return crc;
}

uint64_t hln_crc32c_scalar(uint64_t crc, const uint8_t *data, size_t bytes)
{
	ADVANCE(crc32c_tables, crc, data, bytes);
	return crc;
}

uint64_t hln_crc64nvme_scalar(uint64_t crc, const uint8_t *data, size_t bytes)
{
	ADVANCE(crc64nvme_tables, crc, data, bytes);
	return crc;
}
