#include "commands.h"

#include <math.h>
#include <string.h>

static double valueOf(const ParamInfo *info, int step, int steps)
{
    double value = info->minimum + (info->maximum - info->minimum) * step / steps;
    return info->flags & ParamIsStepped ? floor(value + 0.5) : value;
}

/* Text must come back as a value that reads the same. */
static bool textRoundTrips(const Instance *instance, const ParamInfo *info, double value)
{
    char text[NameSize] = "", again[NameSize] = "", small[4] = "xxx";
    double back;
    return instance->params->valueToText(instance->plugin, info->id, value, text, sizeof text)
        && text[0] != 0
        && instance->params->textToValue(instance->plugin, info->id, text, &back)
        && instance->params->valueToText(instance->plugin, info->id, back, again, sizeof again)
        && strcmp(text, again) == 0
        && (!instance->params->valueToText(instance->plugin, info->id, value, small, sizeof small) || strnlen(small, sizeof small) < sizeof small);
}

static bool takes(Instance *instance, const ParamInfo *info, double value)
{
    flushParam(instance, info->id, value);
    return fabs(paramValue(instance, info->id) - value) <= 1e-9 * (1 + fabs(value));
}

static bool staysInRange(Instance *instance, const ParamInfo *info, double value)
{
    flushParam(instance, info->id, value);
    double taken = paramValue(instance, info->id);
    return taken >= info->minimum && taken <= info->maximum;
}

static void listNames(const Instance *instance, const char *key, const bool *wrong)
{
    jsonOpen(key, '[');
    for (uint32_t i = 0; i < instance->params->count(instance->plugin); i++) {
        ParamInfo info;
        instance->params->getInfo(instance->plugin, i, &info);
        if (wrong[i])
            jsonText(NULL, info.name);
    }

    jsonClose(']');
}

void checkParameters(const char *path, const Options *options)
{
    enum { Most = 4096, Steps = 100 };
    static bool badText[Most], notTaken[Most], outOfRange[Most], tookNonsense[Most], badDefault[Most];
    Module module = openModule(path);
    Instance *instance = createInstance(&module);
    uint32_t count = instance->params->count(instance->plugin);
    if (count > Most)
        fail("%u parameters", count);

    RenderSettings settings = readRenderSettings(options);
    Player player = startPlayer(instance, &settings);
    for (uint32_t i = 0; i < count; i++) {
        ParamInfo info;
        double ignored;
        if (!instance->params->getInfo(instance->plugin, i, &info))
            fail("parameter %u has no description", i);
        /* what the plugin tells changes by itself */
        const bool told = info.flags & ParamIsReadOnly;
        badDefault[i] = !told && paramValue(instance, info.id) != info.initial;
        for (int step = 0; step <= Steps; step++) {
            double value = valueOf(&info, step, Steps);
            badText[i] |= !textRoundTrips(instance, &info, value);
            notTaken[i] |= !told && !takes(instance, &info, value);
        }

        outOfRange[i] = !staysInRange(instance, &info, NAN) || !staysInRange(instance, &info, INFINITY)
            || !staysInRange(instance, &info, info.minimum - 1) || !staysInRange(instance, &info, info.maximum + 1);
        tookNonsense[i] = instance->params->textToValue(instance->plugin, info.id, "no such value !", &ignored)
            || instance->params->textToValue(instance->plugin, info.id, "", &ignored);

        /* hear it at both ends, then put it back */
        flushParam(instance, info.id, info.minimum), playBlock(&player);
        flushParam(instance, info.id, info.maximum), playBlock(&player);
        flushParam(instance, info.id, info.initial);
    }

    while (playBlock(&player))
        runCallback(instance);
    stopPlayer(&player);

    ParamInfo none;
    double value;
    char text[NameSize];
    const uint32_t unknown = 0xDEADBEEF;
    jsonNumber("count", count);
    jsonBoolean("refusesUnknown", !instance->params->getInfo(instance->plugin, count, &none)
        && !instance->params->getValue(instance->plugin, unknown, &value)
        && !instance->params->valueToText(instance->plugin, unknown, 0, text, sizeof text)
        && !instance->params->textToValue(instance->plugin, unknown, "0", &value));
    listNames(instance, "badDefault", badDefault);
    listNames(instance, "badText", badText);
    listNames(instance, "notTaken", notTaken);
    listNames(instance, "outOfRange", outOfRange);
    listNames(instance, "tookNonsense", tookNonsense);
    jsonAudio(&player.output);
    jsonNumber("complaints", instance->complaints);
    destroyInstance(instance);
    closeModule(&module);
}
