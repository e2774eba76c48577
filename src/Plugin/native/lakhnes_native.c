// The two things that a managed library cannot give: a data symbol (CLAP's entry point) and the floating-point control register.
#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) || defined(_M_X64)
#include <xmmintrin.h>
#endif

extern bool lakhnes_clap_init(const char *plugin_path);
extern void lakhnes_clap_deinit(void);
extern const void *lakhnes_clap_get_factory(const char *factory_id);

typedef struct {
    uint32_t major, minor, revision;
    bool (*init)(const char *plugin_path);
    void (*deinit)(void);
    const void *(*get_factory)(const char *factory_id);
} clap_plugin_entry_t;

#if !defined(_WIN32) // there the list of exports names it
__attribute__((visibility("default")))
#endif
extern const clap_plugin_entry_t clap_entry;

const clap_plugin_entry_t clap_entry = {
    1, 2, 2, lakhnes_clap_init, lakhnes_clap_deinit, lakhnes_clap_get_factory,
};

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
