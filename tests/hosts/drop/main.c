/* drop-target X Y: a GTK window of 200 by 100 pixels that takes dropped files, as a DAW's track would. Prints the addresses that
   come with a drop, one JSON object, and ends. */
#include "../common/support.h"

#include <gtk/gtk.h>
#include <stdlib.h>

static void onDropped(GtkWidget *widget, GdkDragContext *context, gint x, gint y, GtkSelectionData *data, guint info, guint time, gpointer user)
{
    (void)widget; (void)x; (void)y; (void)info; (void)user;
    gchar **addresses = gtk_selection_data_get_uris(data);
    jsonStart();
    jsonOpen(NULL, '{');
    jsonOpen("addresses", '[');
    for (int i = 0; addresses != NULL && addresses[i] != NULL; i++)
        jsonText(NULL, addresses[i]);
    jsonClose(']');
    jsonClose('}');
    putchar('\n');
    fflush(stdout);
    g_strfreev(addresses);
    gtk_drag_finish(context, TRUE, FALSE, time);
    gtk_main_quit();
}

int main(int argc, char **argv)
{
    if (argc != 3 || !gtk_init_check(NULL, NULL))
        fail("usage: drop-target X Y, on a display");
    GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP);
    gtk_widget_set_size_request(window, 200, 100);
    gtk_window_move(GTK_WINDOW(window), atoi(argv[1]), atoi(argv[2]));
    gtk_drag_dest_set(window, GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
    gtk_drag_dest_add_uri_targets(window);
    g_signal_connect(window, "drag-data-received", G_CALLBACK(onDropped), NULL);
    gtk_widget_show_all(window);
    printf("{\"ready\":true}\n");
    fflush(stdout);
    gtk_main();
    return 0;
}
