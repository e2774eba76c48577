#include "commands.h"

#include <stdlib.h>
#include <string.h>

static double *allValues(const Instance *instance)
{
    uint32_t count = instance->params->count(instance->plugin);
    double *values = allocate(sizeof(double) * count);
    for (uint32_t i = 0; i < count; i++) {
        ParamInfo info;
        instance->params->getInfo(instance->plugin, i, &info);
        values[i] = paramValue(instance, info.id);
    }

    return values;
}

static bool sameValues(const Instance *instance, const double *expected)
{
    double *values = allValues(instance);
    bool same = memcmp(values, expected, sizeof(double) * instance->params->count(instance->plugin)) == 0;
    free(values);
    return same;
}

/* Somewhere off its default: a third of the way up, or down from there. */
static void moveAll(Instance *instance)
{
    for (uint32_t i = 0; i < instance->params->count(instance->plugin); i++) {
        ParamInfo info;
        instance->params->getInfo(instance->plugin, i, &info);
        double span = info.maximum - info.minimum;
        double value = info.initial + (info.initial + span / 3 <= info.maximum ? span / 3 : -span / 3);
        if (info.flags & ParamIsStepped)
            value = info.initial < info.maximum ? info.initial + 1 : info.initial - 1;
        flushParam(instance, info.id, value);
    }
}

typedef struct Refusals {
    int tried, accepted, changed;
} Refusals;

/* A bad chunk must be refused, and leave the instance as it was. */
static void offer(Instance *instance, const uint8_t *bytes, size_t length, const double *before, Refusals *refusals)
{
    refusals->tried++;
    refusals->accepted += loadState(instance, bytes, length, 0);
    refusals->changed += !sameValues(instance, before);
}

static void jsonRefusals(const char *key, const Refusals *refusals)
{
    jsonOpen(key, '{');
    jsonNumber("tried", refusals->tried);
    jsonNumber("accepted", refusals->accepted);
    jsonNumber("changed", refusals->changed);
    jsonClose('}');
}

void checkState(const char *path, const Options *options)
{
    (void)options;
    Module module = openModule(path);
    Instance *first = createInstance(&module), *second = createInstance(&module);
    double *defaults = allValues(first);
    moveAll(first);
    double *moved = allValues(first);
    size_t length, lengthAgain;
    uint8_t *bytes = saveState(first, &length);

    jsonNumber("bytes", (double)length);
    bool restored = true;
    static const size_t chunks[] = {0, 1, 7};
    for (int i = 0; i < 3; i++) {
        restored &= loadState(second, bytes, length, chunks[i]) && sameValues(second, moved);
        uint8_t *again = saveState(second, &lengthAgain);
        restored &= lengthAgain == length && memcmp(again, bytes, length) == 0;
        free(again);
        runCallback(second);
    }

    jsonBoolean("restored", restored);
    jsonNumber("rescans", second->rescans);
    destroyInstance(second);

    Instance *victim = createInstance(&module);
    Refusals truncated = {0}, flipped = {0}, foreign = {0};
    uint8_t *copy = allocate(length);
    for (size_t cut = 0; cut < length; cut++)
        offer(victim, bytes, cut, defaults, &truncated);
    for (size_t at = 0; at < length; at++) {
        memcpy(copy, bytes, length);
        copy[at] ^= (uint8_t)(1 << at % 8);
        offer(victim, copy, length, defaults, &flipped);
    }

    srand(1);
    for (int i = 0; i < 100; i++) {
        for (size_t at = 0; at < length; at++)
            copy[at] = (uint8_t)rand();
        offer(victim, copy, length, defaults, &foreign);
    }

    jsonRefusals("truncated", &truncated);
    jsonRefusals("flipped", &flipped);
    jsonRefusals("foreign", &foreign);
    jsonBoolean("loadsAfterRefusals", loadState(victim, bytes, length, 0) && sameValues(victim, moved));
    jsonNumber("complaints", victim->complaints + first->complaints);
    destroyInstance(victim);
    destroyInstance(first);
    closeModule(&module);
}
