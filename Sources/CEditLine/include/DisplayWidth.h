#ifndef CEDITLINE_DISPLAY_WIDTH_H
#define CEDITLINE_DISPLAY_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/// Terminal columns that one Unicode scalar takes: 0, 1 or 2, and -1 for a
/// control character. Needs no locale to be set and is safe on any thread.
int ceditline_scalar_width(uint32_t scalar);

/// Terminal columns that `length` bytes of UTF-8 take on one line. Control
/// characters and malformed bytes count as nothing; escape sequences are not
/// understood. Needs no locale to be set and is safe on any thread.
size_t ceditline_display_width(const char *text, size_t length);

#endif
