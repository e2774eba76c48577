#include "commands.h"

#include <pthread.h>
#include <stdlib.h>

void renderScript(const char *path, const Options *options)
{
    Module module = openModule(path);
    RenderSettings settings = readRenderSettings(options);
    Instance *instance = createInstance(&module);
    applyOptions(instance, options);

    double started = secondsNow();
    Player player = startPlayer(instance, &settings);
    while (playBlock(&player))
        runCallback(instance);
    double seconds = secondsNow() - started;

    const char *wav = optionText(options, "wav", NULL), *statePath = optionText(options, "save-state", NULL);
    if (statePath != NULL) {
        size_t length;
        uint8_t *bytes = saveState(instance, &length);
        writeFile(statePath, bytes, length);
        free(bytes);
    }

    stopPlayer(&player);
    if (settings.notes != NULL)
        fclose(settings.notes);
    if (wav != NULL)
        writeWav(wav, &player.output, settings.rate);
    jsonAudio(&player.output);
    jsonNumber("seconds", seconds);
    jsonNumber("notesEnded", player.notesEnded);
    jsonNumber("eventsOut", player.eventsOut);
    jsonNumber("overdueSeconds", player.overdueSeconds);
    jsonNumber("eventsOutOfOrder", player.eventsOutOfOrder);
    jsonNumber("silentFlagsWrong", player.silentFlagsWrong);
    jsonNumber("lastStatus", player.lastStatus);
    jsonNumber("complaints", instance->complaints);
    destroyInstance(instance);
    closeModule(&module);
}

/* many instances */

typedef struct Worker {
    const RenderSettings *settings;
    Player *players;
    int first, count;
} Worker;

/* A block of each of its players in turn, as a host with a worker pool plays its tracks. */
static void *work(void *context)
{
    Worker *worker = context;
    bool playing = true;
    while (playing)
        for (int i = worker->first; i < worker->count; i += 2)
            playing = playBlock(&worker->players[i]);
    return NULL;
}

void playManyAtOnce(const char *path, const Options *options)
{
    enum { Most = 64 };
    int count = (int)optionNumber(options, "count", 8);
    RenderSettings settings = readRenderSettings(options);
    if (count < 2 || count > Most)
        fail("--count goes from 2 to %d", Most);

    Module module = openModule(path);
    Instance *alone = createInstance(&module), *instances[Most];
    Audio expected = playAll(alone, &settings).output;
    Player players[Most];
    for (int i = 0; i < count; i++) {
        instances[i] = createInstance(&module);
        players[i] = startPlayer(instances[i], &settings);
    }

    Worker workers[2] = {{&settings, players, 0, count}, {&settings, players, 1, count}};
    pthread_t other;
    if (pthread_create(&other, NULL, work, &workers[1]) != 0)
        fail("no second thread");
    work(&workers[0]);
    pthread_join(other, NULL);

    double difference = 0;
    for (int i = 0; i < count; i++) {
        double of = largestDifference(&expected, &players[i].output);
        if (of > difference)
            difference = of;
        stopPlayer(&players[i]);
        destroyInstance(instances[i]);
    }

    /* everything goes away and comes back */
    destroyInstance(alone);
    closeModule(&module);
    double differenceAfterReload = 0;
    for (int i = 0; i < count; i++) {
        module = openModule(path);
        Instance *again = createInstance(&module);
        Audio output = playAll(again, &settings).output;
        double of = largestDifference(&expected, &output);
        if (of > differenceAfterReload)
            differenceAfterReload = of;
        destroyInstance(again);
        closeModule(&module);
    }

    jsonAudio(&expected);
    jsonNumber("count", count);
    jsonNumber("difference", difference);
    jsonNumber("differenceAfterReload", differenceAfterReload);
}
