/* Preloaded into a program: ALSA's sequencer as the kernel would have it, on machines without one. What is read from the device
 * are the events that a test writes into the FIFO LAKHNES_SEQUENCER, each a struct snd_seq_event; whom the program listens to is
 * written into the file of that name with .connections behind it. Other programs' clients are the kernel's own and a keyboard:
 * port 0 sends, port 1 only receives, port 2 sends and is not listed, as if it were plugged in later. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sound/asequencer.h>

enum { SYSTEM, KEYBOARD = 20, PROGRAM = 128 };
enum {
    RECEIVES = SNDRV_SEQ_PORT_CAP_WRITE | SNDRV_SEQ_PORT_CAP_SUBS_WRITE,
    SENDS = SNDRV_SEQ_PORT_CAP_READ | SNDRV_SEQ_PORT_CAP_SUBS_READ
};

typedef struct {
    int client, port;
    const char *name;
    unsigned capabilities;
    int listed;
} Port;

static const Port ports[] = {
    {SYSTEM, 0, "Timer", RECEIVES | SENDS, 1},
    {SYSTEM, 1, "Announce", SENDS, 1},
    {KEYBOARD, 0, "Keys", RECEIVES | SENDS, 1},
    {KEYBOARD, 1, "Lights", RECEIVES, 1},
    {KEYBOARD, 2, "Pads", SENDS, 0},
};
static const int port_count = sizeof ports / sizeof *ports;

static int device = -1, made_ports;

static int refuse(int error)
{
    errno = error;
    return -1;
}

static void describe_client(int client, struct snd_seq_client_info *info)
{
    memset(info, 0, sizeof *info);
    info->client = client;
    info->type = client == SYSTEM ? KERNEL_CLIENT : USER_CLIENT;
    snprintf(info->name, sizeof info->name, "%s", client == SYSTEM ? "System" : client == KEYBOARD ? "Keyboard" : "Program");
    info->num_ports = client == PROGRAM ? made_ports : 2;
}

static void describe_port(const Port *port, struct snd_seq_port_info *info)
{
    memset(info, 0, sizeof *info);
    info->addr.client = port->client;
    info->addr.port = port->port;
    snprintf(info->name, sizeof info->name, "%s", port->name);
    info->capability = port->capabilities;
    info->type = SNDRV_SEQ_PORT_TYPE_MIDI_GENERIC | (port->client == SYSTEM ? 0 : SNDRV_SEQ_PORT_TYPE_HARDWARE);
}

static int next_client(struct snd_seq_client_info *info)
{
    int next = info->client < SYSTEM ? SYSTEM : info->client < KEYBOARD ? KEYBOARD : info->client < PROGRAM ? PROGRAM : -1;
    if (next < 0) return refuse(ENOENT);
    describe_client(next, info);
    return 0;
}

/* the port itself, or the listed one after it */
static int find_port(struct snd_seq_port_info *info, int next)
{
    for (int i = 0; i < port_count; i++) {
        int distance = ports[i].port - (signed char)info->addr.port;
        if (ports[i].client != info->addr.client || (next ? distance <= 0 || !ports[i].listed : distance != 0)) continue;
        describe_port(&ports[i], info);
        return 0;
    }
    return refuse(ENOENT);
}

static int connect_ports(const struct snd_seq_port_subscribe *wanted)
{
    char path[4096];
    snprintf(path, sizeof path, "%s.connections", getenv("LAKHNES_SEQUENCER"));
    FILE *file = fopen(path, "a");
    if (!file) return -1;
    fprintf(file, "%d:%d\n", wanted->sender.client, wanted->sender.port);
    fclose(file);
    return 0;
}

static int answer(unsigned long request, void *data)
{
    switch (request) {
    case SNDRV_SEQ_IOCTL_PVERSION: *(int *)data = SNDRV_PROTOCOL_VERSION(1, 0, 2); return 0;
    case SNDRV_SEQ_IOCTL_CLIENT_ID: *(int *)data = PROGRAM; return 0;
    case SNDRV_SEQ_IOCTL_GET_CLIENT_INFO: describe_client(((struct snd_seq_client_info *)data)->client, data); return 0;
    case SNDRV_SEQ_IOCTL_QUERY_NEXT_CLIENT: return next_client(data);
    case SNDRV_SEQ_IOCTL_GET_PORT_INFO: return find_port(data, 0);
    case SNDRV_SEQ_IOCTL_QUERY_NEXT_PORT: return find_port(data, 1);
    case SNDRV_SEQ_IOCTL_SUBSCRIBE_PORT: return connect_ports(data);
    case SNDRV_SEQ_IOCTL_CREATE_PORT:
        ((struct snd_seq_port_info *)data)->addr.client = PROGRAM;
        ((struct snd_seq_port_info *)data)->addr.port = made_ports++;
        return 0;
    default: return 0; /* names, queues, pools: granted, and nothing comes of it */
    }
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    int mode = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, int) : 0;
    va_end(more);
    const char *fifo = getenv("LAKHNES_SEQUENCER");
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    if (!fifo || strcmp(path, "/dev/snd/seq") != 0) return real(path, flags, mode);
    /* for writing too: nobody who goes away ends it */
    return device = real(fifo, (flags & ~O_ACCMODE) | O_RDWR);
}

/* what a checked build calls it */
int __open_2(const char *path, int flags) { return open(path, flags); }

int close(int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
    if (file == device) device = -1;
    return real(file);
}

int ioctl(int file, unsigned long request, ...)
{
    va_list more;
    va_start(more, request);
    void *data = va_arg(more, void *);
    va_end(more);
    int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
    return file == device && device >= 0 ? answer(request, data) : real(file, request, data);
}
