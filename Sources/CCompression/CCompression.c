#include "CCompression.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>

enum {
    WindowBits = 15,
    GzipHeader = 16,
    MemoryLevel = 8,
};

int CCDeflateInitGzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, WindowBits + GzipHeader, MemoryLevel, Z_DEFAULT_STRATEGY);
}

lzma_ret CCXZInit(lzma_stream *stream, uint64_t memoryLimit) {
    return lzma_auto_decoder(stream, memoryLimit, LZMA_CONCATENATED);
}

struct CCInflater {
    struct inflate_state state;
    bool isZlib;
};

CCInflater *CCInflaterCreate(bool isZlib) {
    CCInflater *inflater = malloc(sizeof *inflater);
    if (inflater == NULL) return NULL;
    inflater->isZlib = isZlib;
    CCInflaterReset(inflater);
    return inflater;
}

void CCInflaterReset(CCInflater *inflater) {
    isal_inflate_init(&inflater->state);
    // Header and checksum are read too.
    inflater->state.crc_flag = inflater->isZlib ? ISAL_ZLIB : ISAL_GZIP;
}

void CCInflaterDestroy(CCInflater *inflater) {
    free(inflater);
}

CCInflateStatus CCInflate(
    CCInflater *inflater, const uint8_t *source, ptrdiff_t *sourceCount, uint8_t *target, size_t *targetCount) {
    struct inflate_state *state = &inflater->state;
    // ISA-L counts in 32 bits: large buffers go in slices.
    uint32_t input = *sourceCount < (ptrdiff_t)UINT32_MAX ? (uint32_t)*sourceCount : UINT32_MAX;
    uint32_t room = *targetCount < UINT32_MAX ? (uint32_t)*targetCount : UINT32_MAX;
    state->next_in = (uint8_t *)source;
    state->avail_in = input;
    state->next_out = target;
    state->avail_out = room;
    int status = isal_inflate(state);
    if (status != ISAL_DECOMP_OK) {
        // What it says of its buffers means nothing then.
        *sourceCount = 0;
        *targetCount = 0;
        return CCInflateDamaged;
    }
    *sourceCount = (ptrdiff_t)input - (ptrdiff_t)state->avail_in;
    *targetCount = room - state->avail_out;
    return state->block_state == ISAL_BLOCK_FINISH ? CCInflateEnd : CCInflateGoing;
}
