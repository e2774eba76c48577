/* The plug-in's window in a window of the host. The host reads commands from stdin, one a line, and answers each with one JSON
   object on a line of its own; in between it runs its loop: timers, descriptors, and a block of audio every ten milliseconds.

   instance N                 the commands that follow are for instance N (0 at first; made when first named)
   open [X Y [SCALE]]         a window at X, Y with the plug-in's in it
   show, hide                 the plug-in's window
   scale FACTOR               the host's scale factor
   resize WIDTH HEIGHT        as if the user pulled the window's corner
   close                      the plug-in's window, then the host's
   close-host-first           the other way round
   destroy                    the instance, its window open
   wait MILLISECONDS
   set NAME=TEXT              automation: a parameter event in the next block
   note KEY VELOCITY          0: note-off
   value NAME
   gestures                   what the user did in the window since the last time
   process 0|1                whether audio runs
   track X Y WIDTH HEIGHT     another window of the host's, onto which files can be dropped
   capture                    the host's window takes the pointer for itself
   write CODE                 a character written with AltGr held, to the window that has the keyboard (on Windows)
   heard                      keys and files that the host's windows were given (on Windows)
   usage                      what this process uses of the machine */
#pragma once

#include "host.h"

extern const HostGui editorGui;
extern const HostTimerSupport editorTimers;
extern const HostPosixFdSupport editorDescriptors;
