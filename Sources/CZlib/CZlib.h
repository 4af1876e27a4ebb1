// zlib, with the initialisers that are macros.
#include <zlib.h>

static inline int czlib_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15, 9, Z_DEFAULT_STRATEGY);
}

static inline int czlib_inflate_init(z_stream *stream) { return inflateInit2(stream, 15); }

static inline int czlib_gunzip_init(z_stream *stream) { return inflateInit2(stream, 31); }
