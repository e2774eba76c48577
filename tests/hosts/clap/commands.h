/* What the host can be asked to do. Each prints the members of one JSON object with what it saw; the tests judge it. */
#pragma once

#include "host.h"

void describePlugin(const char *path, const Options *options);
void renderScript(const char *path, const Options *options);
void checkParameters(const char *path, const Options *options);
void checkState(const char *path, const Options *options);
void misuse(const char *path, const Options *options);
void playManyAtOnce(const char *path, const Options *options);
void playPresets(const char *path, const Options *options);
/* Reads commands from stdin and answers each with a line of its own; see editor.h. */
void driveEditor(const char *path, const Options *options);
