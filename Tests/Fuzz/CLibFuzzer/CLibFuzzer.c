#include "CLibFuzzer.h"

// Of the compiler's runtime, which has no header for it.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *, size_t));

int run_fuzzer(int argc, char **argv, int (*callback)(const uint8_t *, size_t)) {
  return LLVMFuzzerRunDriver(&argc, &argv, callback);
}
