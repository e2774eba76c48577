// CLAP's entry point: a data symbol, which a managed library cannot have.
#include <stdbool.h>
#include <stdint.h>

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
