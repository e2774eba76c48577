/* What is played to a plug-in: events at exact samples, from a script or a MIDI file.

   A script has one event a line, `#` starts a comment:
     SAMPLE note-on CHANNEL KEY VELOCITY [ID]     velocity 0 to 1, channel 0 to 15
     SAMPLE note-off CHANNEL KEY VELOCITY [ID]
     SAMPLE choke CHANNEL KEY [ID]
     SAMPLE controller CHANNEL NUMBER VALUE       0 to 127
     SAMPLE bend CHANNEL VALUE                    0 to 16383
     SAMPLE pressure CHANNEL VALUE                0 to 127
     SAMPLE key-pressure CHANNEL KEY VALUE        0 to 127
     SAMPLE program CHANNEL NUMBER
     SAMPLE tuning CHANNEL KEY ID SEMITONES
     SAMPLE volume CHANNEL KEY ID GAIN            0 to 4
     SAMPLE vibrato CHANNEL KEY ID DEPTH          0 to 1
     SAMPLE tune-key KEY SEMITONES                a message of the MIDI Tuning Standard; 69 is 440 Hz
     SAMPLE set PARAMETER NAME=TEXT
     SAMPLE tempo BPM
     SAMPLE play | stop
     SAMPLE locate QUARTERS
     SAMPLE reload                                before the next block the state is saved and loaded again */
#pragma once

#include "support.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum EventKind {
    NoteOn,
    NoteOff,
    NoteChoke,
    Controller,
    Bend,
    Pressure,
    KeyPressure,
    Program,
    Tuning,
    Volume,
    Vibrato,
    TuneKey,
    SetParameter,
    Tempo,
    Play,
    Stop,
    Locate,
    Reload,
} EventKind;

typedef struct ScriptEvent {
    int64_t sample;
    EventKind kind;
    int channel, key; /* or the controller's or program's number */
    int id;           /* -1: none */
    double value;
    char name[96], text[96]; /* of SetParameter */
    unsigned char message[12]; /* of TuneKey */
} ScriptEvent;

typedef struct Script {
    int count;
    ScriptEvent *events; /* ordered by sample; equal samples in the order in which they were given */
} Script;

/* From --script or --midi; empty where neither is given. */
Script readScript(const Options *options, double rate);
/* The notes that a plug-in sends, written as a script; null where --events is not given. Closed with fclose. */
FILE *openNotes(const Options *options);
void writeNote(FILE *notes, int64_t sample, bool on, int channel, int key, double velocity);
ScriptEvent parseSet(const char *nameAndText);

#ifdef __cplusplus
}
#endif
