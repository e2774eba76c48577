/* A client of JACK that records what another plays to it, and plays it notes:
 *   jack-recorder CLIENT --frames N --wav FILE [--midi FRAME:STATUS,DATA,DATA]...
 * Frames are counted from the first cycle in which CLIENT is connected to both inputs. Prints "ready" once they can be.
 * Waits for a server; without CLIENT that is all it does. */
#include "../common/support.h"

#include <jack/jack.h>
#include <jack/midiport.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_NOTES = 64, START_SECONDS = 60, PATIENCE_SECONDS = 120 };

typedef struct Note {
    long frame;
    jack_midi_data_t bytes[3];
} Note;

typedef struct Recorder {
    jack_port_t *inputs[2], *keys;
    Audio audio;
    int recorded; /* frames, and the clock of the notes */
    Note notes[MOST_NOTES];
    int noteCount, notesPlayed;
    atomic_bool finished;
} Recorder;

/* the server's thread */
static int process(jack_nframes_t frames, void *context)
{
    Recorder *self = context;
    void *keys = jack_port_get_buffer(self->keys, frames);
    jack_midi_clear_buffer(keys);
    const float *inputs[2];
    for (int channel = 0; channel < 2; channel++) {
        inputs[channel] = jack_port_get_buffer(self->inputs[channel], frames);
        if (jack_port_connected(self->inputs[channel]) == 0)
            return 0;
    }

    while (self->notesPlayed < self->noteCount && self->notes[self->notesPlayed].frame < self->recorded + (long)frames) {
        const Note *note = &self->notes[self->notesPlayed++];
        jack_midi_event_write(keys, (jack_nframes_t)(note->frame - self->recorded), note->bytes, sizeof note->bytes);
    }

    for (jack_nframes_t i = 0; i < frames && self->recorded < self->audio.frames; i++, self->recorded++) {
        for (int channel = 0; channel < 2; channel++)
            self->audio.samples[2 * self->recorded + channel] = inputs[channel][i];
    }

    if (self->recorded == self->audio.frames)
        self->finished = true;
    return 0;
}

static void addNote(void *context, const char *text)
{
    Recorder *self = context;
    unsigned int bytes[3];
    Note *note = &self->notes[self->noteCount];
    if (self->noteCount++ == MOST_NOTES || sscanf(text, "%ld:%u,%u,%u", &note->frame, &bytes[0], &bytes[1], &bytes[2]) != 4)
        fail("--midi %s: FRAME:STATUS,DATA,DATA is wanted, at most %d times", text, MOST_NOTES);
    for (int i = 0; i < 3; i++)
        note->bytes[i] = (jack_midi_data_t)bytes[i];
}

/* the client's port for MIDI, once it is there */
static void playTo(jack_client_t *client, const Recorder *self, const char *other)
{
    char pattern[256];
    snprintf(pattern, sizeof pattern, "^%s:", other);
    const char **ports = jack_get_ports(client, pattern, JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
    if (ports != NULL && jack_port_connected(self->keys) == 0)
        jack_connect(client, jack_port_name(self->keys), ports[0]);
    jack_free(ports);
}

/* as a server's that runs, or is starting */
static jack_client_t *opened(void)
{
    const double begun = secondsNow();
    jack_client_t *client;
    while ((client = jack_client_open("recorder", JackNoStartServer, NULL)) == NULL) {
        if (secondsNow() - begun > START_SECONDS)
            fail("no JACK server runs");
        usleep(50000);
    }

    return client;
}

int main(int argc, char **argv)
{
    jack_client_t *client = opened();
    if (argc < 2) {
        jack_client_close(client);
        return 0;
    }

    static Recorder self;
    const Options options = readOptions(argc, argv, 2);
    const char *wav = optionText(&options, "wav", NULL);
    self.audio = allocateAudio(2, (int)optionNumber(&options, "frames", 48000));
    eachOption(&options, "midi", addNote, &self);
    self.inputs[0] = jack_port_register(client, "left", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    self.inputs[1] = jack_port_register(client, "right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    self.keys = jack_port_register(client, "keys", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
    jack_set_process_callback(client, process, &self);
    if (jack_activate(client) != 0)
        fail("the JACK server does not let the recorder start");
    puts("ready");
    fflush(stdout);
    const double begun = secondsNow();
    while (!self.finished) {
        if (secondsNow() - begun > PATIENCE_SECONDS)
            fail("recorded %d of %d frames in %d seconds", self.recorded, self.audio.frames, PATIENCE_SECONDS);
        playTo(client, &self, argv[1]);
        usleep(10000);
    }

    if (wav != NULL)
        writeWav(wav, &self.audio, jack_get_sample_rate(client));
    jack_client_close(client);
    return 0;
}
