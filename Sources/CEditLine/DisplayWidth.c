#define _GNU_SOURCE
#include "DisplayWidth.h"

#include <locale.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <wchar.h>

// wcwidth asks the thread's locale. The program's own may well be "C", which
// knows no character beyond ASCII, so every question is asked in this one.
static locale_t utf8_locale;
static pthread_once_t utf8_once = PTHREAD_ONCE_INIT;

static void make_utf8_locale(void) {
  static const char *const names[] = {"C.UTF-8", "en_US.UTF-8", "POSIX.UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names && utf8_locale == (locale_t)0; i++)
    utf8_locale = newlocale(LC_CTYPE_MASK, names[i], (locale_t)0);
}

static locale_t enter_utf8(void) {
  pthread_once(&utf8_once, make_utf8_locale);
  return utf8_locale ? uselocale(utf8_locale) : (locale_t)0;
}

static void leave_utf8(locale_t previous) {
  if (previous) uselocale(previous);
}

int ceditline_scalar_width(uint32_t scalar) {
  if (scalar >= 0x20 && scalar < 0x7f) return 1;
  locale_t previous = enter_utf8();
  int width = wcwidth((wchar_t)scalar);
  leave_utf8(previous);
  return width;
}

size_t ceditline_display_width(const char *text, size_t length) {
  size_t total = 0, i = 0;
  while (i < length && (unsigned char)text[i] >= 0x20 && (unsigned char)text[i] < 0x7f) i++;
  total = i;
  if (i == length) return total;

  locale_t previous = enter_utf8();
  mbstate_t state;
  memset(&state, 0, sizeof state);
  while (i < length) {
    wchar_t scalar;
    size_t used = mbrtowc(&scalar, text + i, length - i, &state);
    if (used == (size_t)-2) break;
    if (used == (size_t)-1) {
      memset(&state, 0, sizeof state);
      i++;
      continue;
    }
    int width = wcwidth(scalar);
    if (width > 0) total += (size_t)width;
    i += used > 0 ? used : 1;
  }
  leave_utf8(previous);
  return total;
}
