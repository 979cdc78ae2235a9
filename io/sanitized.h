/* sanitized.h - whether this is built with the address sanitizer.
 *
 * It reserves terabytes of address space, makes everything slower, and writes what it finds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define CAL_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CAL_SANITIZED 1
#endif
#endif
#ifndef CAL_SANITIZED
#define CAL_SANITIZED 0
#endif
