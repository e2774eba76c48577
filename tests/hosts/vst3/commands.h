// What the host can be asked to do. Each prints the members of one JSON object with what it saw; the tests judge it.
#pragma once

#include "host.h"

void describePlugin(Module &module, const Options &options);
void renderScript(Module &module, const Options &options);
void checkParameters(Module &module, const Options &options);
void checkState(Module &module, const Options &options);
void playPrograms(Module &module, const Options &options);
void misuse(Module &module, const Options &options);
void endWithWindowOpen(Module &module, const Options &options);
