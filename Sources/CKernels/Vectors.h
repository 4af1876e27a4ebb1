// What the kernels are written in, included where they are compiled for one kind of processor.

// Sixteen values at a time, whatever the processor: the compiler makes of them one AVX-512 register, two of AVX2's, or four of
// SSE2's or NEON's.
typedef float floats __attribute__((ext_vector_type(16)));
typedef int32_t ints __attribute__((ext_vector_type(16)));
typedef uint8_t bytes16 __attribute__((ext_vector_type(16)));
typedef int8_t chars16 __attribute__((ext_vector_type(16)));


static inline floats load(const float *p) {
    floats v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline void store(float *p, floats v) { memcpy(p, &v, sizeof v); }

static inline ints load_ints(const int32_t *p) {
    ints v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline floats to_floats(ints v) { return __builtin_convertvector(v, floats); }

#if defined(__x86_64__)
// One instruction there, as the builtins, which say what becomes of what is no number, are not.
static inline floats least(floats a, floats b) { return a < b ? a : b; }
static inline floats most(floats a, floats b) { return a > b ? a : b; }
#else
static inline floats least(floats a, floats b) { return __builtin_elementwise_min(a, b); }
static inline floats most(floats a, floats b) { return __builtin_elementwise_max(a, b); }
#endif

/// To the nearest whole number, for |v| < 2^22: the sum has no bits left for a fraction.
static inline floats whole(floats v) {
    const floats magic = 12582912.0f;
    return (v + magic) - magic;
}

/// 2^v for v in -126 ... 126; below, as good as zero. Relative error below 3e-7. The polynomial is the minimax one of degree 5 on
/// half a unit around zero, fitted by reweighted least squares.
static inline floats power_of_two(floats v) {
    v = most(v, -126.0f);
    floats n = whole(v), r = v - n;
    floats p = 1.327646780e-3f;
    p = p * r + 9.675541893e-3f;
    p = p * r + 5.550713465e-2f;
    p = p * r + 2.402212024e-1f;
    p = p * r + 6.931469440e-1f;
    p = p * r + 1.0f;
    ints bits;
    memcpy(&bits, &p, sizeof bits);
    bits += __builtin_convertvector(n, ints) << 23;  // p times 2^n: p is near 1, so its exponent has room
    memcpy(&p, &bits, sizeof p);
    return p;
}

/// v * Phi(v), with the error function of Abramowitz and Stegun 7.1.26 (absolute error below 1.5e-7).
static inline floats gelu(floats v) {
    floats z = __builtin_elementwise_abs(v) * 0.70710678118654752f;
    floats t = 1.0f / (1.0f + 0.3275911f * z);
    floats p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    floats tail = p * t * power_of_two(z * z * -1.44269504f);  // 1 - erf(z)
    floats positive = v - 0.5f * v * tail;
    floats negative = 0.5f * v * tail;
    return v < 0.0f ? negative : positive;
}

/// The sum of sixteen values, in one fixed order.
static inline float sum(floats v) {
    __attribute__((ext_vector_type(8))) float a = v.lo + v.hi;
    __attribute__((ext_vector_type(4))) float b = a.lo + a.hi;
    return (b.x + b.z) + (b.y + b.w);
}

// Halves against halves: of the builtins the compiler makes a chain of sixteen, each with a look at what is no number.
#define REDUCED(v, better)                                                                                     \
    __attribute__((ext_vector_type(8))) float eight = better((v).lo, (v).hi) ? (v).lo : (v).hi;                \
    __attribute__((ext_vector_type(4))) float four = better(eight.lo, eight.hi) ? eight.lo : eight.hi;         \
    __attribute__((ext_vector_type(2))) float two = better(four.lo, four.hi) ? four.lo : four.hi;              \
    return better(two.x, two.y) ? two.x : two.y;
#define IS_GREATER(a, b) ((a) > (b))
#define IS_SMALLER(a, b) ((a) < (b))
static inline float greatest(floats v) { REDUCED(v, IS_GREATER) }
static inline float smallest(floats v) { REDUCED(v, IS_SMALLER) }
