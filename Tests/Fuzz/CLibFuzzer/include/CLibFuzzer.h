#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// libFuzzer's loop as a function, as SwiftPM owns the program's `main`; its
/// options are those of the command line.
int run_fuzzer(int argc, char *_Nullable *_Nonnull argv, int (*callback)(const uint8_t *bytes, size_t count));

#pragma clang assume_nonnull end
