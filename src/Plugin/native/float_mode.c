// The floating-point control register, which managed code cannot reach.
#include <stdint.h>

#if defined(__x86_64__) || defined(_M_X64)
#include <xmmintrin.h>
#endif

// Sets flush-to-zero and denormals-are-zero on this thread; returns what was set before.
uint64_t lakhnes_flush_denormals(void)
{
#if defined(__x86_64__) || defined(_M_X64)
    const unsigned int before = _mm_getcsr();
    _mm_setcsr(before | 0x8040u); // FTZ, DAZ
    return before;
#elif defined(__aarch64__)
    uint64_t before;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before));
    __asm__ volatile("msr fpcr, %0" : : "r"(before | (1u << 24))); // FZ
    return before;
#else
    return 0;
#endif
}

void lakhnes_restore_float_mode(uint64_t mode)
{
#if defined(__x86_64__) || defined(_M_X64)
    _mm_setcsr((unsigned int)mode);
#elif defined(__aarch64__)
    __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#else
    (void)mode;
#endif
}
