#include "CCompression.h"

enum {
    WindowBits = 15,
    EitherHeader = 32,
    GzipHeader = 16,
    MemoryLevel = 8,
};

int CCInflateInit(z_stream *stream) {
    return inflateInit2(stream, WindowBits + EitherHeader);
}

int CCDeflateInitGzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, WindowBits + GzipHeader, MemoryLevel, Z_DEFAULT_STRATEGY);
}
