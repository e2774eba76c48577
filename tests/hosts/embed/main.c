/* embedder WIDTH HEIGHT: a GTK window with a text entry and, below it, a socket that embeds another program's window by XEmbed. Says the
   socket's window, then obeys a line each: `entry` and `socket` put the keyboard there, `text` does nothing. Each answer says what the entry
   holds, how many windows were embedded, and where the socket lies on the screen. */
#include "../common/support.h"

#include <gtk/gtk.h>
#include <gtk/gtkx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static GtkWidget *window, *entry, *embedder;
static int plugs;

static void onPlugAdded(GtkSocket *socket, gpointer user) { (void)socket; (void)user; plugs++; }

static gboolean onInput(GIOChannel *channel, GIOCondition condition, gpointer user)
{
    (void)channel; (void)condition; (void)user;
    char line[64];
    if (fgets(line, sizeof line, stdin) == NULL) {
        gtk_main_quit();
        return FALSE;
    }

    GdkWindow *top = gtk_widget_get_window(window);
    XSetInputFocus(GDK_WINDOW_XDISPLAY(top), GDK_WINDOW_XID(top), RevertToParent, CurrentTime);
    if (strncmp(line, "entry", 5) == 0)
        gtk_widget_grab_focus(entry);
    else if (strncmp(line, "socket", 6) == 0)
        gtk_widget_child_focus(embedder, GTK_DIR_TAB_FORWARD);
    jsonStart();
    jsonOpen(NULL, '{');
    jsonText("text", gtk_entry_get_text(GTK_ENTRY(entry)));
    jsonNumber("plugs", plugs);
    int x = 0, y = 0;
    gdk_window_get_origin(gtk_widget_get_window(embedder), &x, &y);
    jsonNumber("x", x);
    jsonNumber("y", y);
    jsonClose('}');
    putchar('\n');
    fflush(stdout);
    return TRUE;
}

int main(int argc, char **argv)
{
    if (argc != 3 || !gtk_init_check(NULL, NULL))
        fail("usage: embedder WIDTH HEIGHT, on a display");
    window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
    entry = gtk_entry_new();
    embedder = gtk_socket_new();
    gtk_widget_set_size_request(embedder, atoi(argv[1]), atoi(argv[2]));
    gtk_container_add(GTK_CONTAINER(window), box);
    gtk_box_pack_start(GTK_BOX(box), entry, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(box), embedder, TRUE, TRUE, 0);
    g_signal_connect(embedder, "plug-added", G_CALLBACK(onPlugAdded), NULL);
    gtk_widget_show_all(window);
    jsonStart();
    jsonOpen(NULL, '{');
    jsonNumber("window", (double)gtk_socket_get_id(GTK_SOCKET(embedder)));
    jsonClose('}');
    putchar('\n');
    fflush(stdout);
    setvbuf(stdin, NULL, _IONBF, 0);
    g_io_add_watch(g_io_channel_unix_new(0), G_IO_IN | G_IO_HUP, onInput, NULL);
    gtk_main();
    return 0;
}
