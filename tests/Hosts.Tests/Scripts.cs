using System.Globalization;
using System.Text;

namespace LakhNes.Hosts.Tests;

/// <summary>What the tests play, in the form that tests/hosts/common/script.h describes. Samples are those of 48 kHz.</summary>
internal static class Scripts
{
    /// <summary>Block sizes that must all give the same samples; the last goes through many sizes in turn.</summary>
    public static readonly string[] Blocks = ["512", "1", "32", "441", "4096", "7,1,513,64,3,4096,100"];

    /// <summary>A script by its name.</summary>
    public static string Named(string name) =>
        name switch
        {
            "notes" => Notes(),
            "everything" => Everything(),
            "expressions" => NoteExpressions(),
            _ => throw new ArgumentException(name),
        };

    /// <summary>Notes on all voices, some of them overlapping, at samples that fit no block size.</summary>
    public static string Notes()
    {
        var script = new StringBuilder("0 set Voice Mode=Channels\n");
        int[] keys = [60, 64, 67, 72, 71, 55, 48, 76];
        for (int i = 0; i < 32; i++)
        {
            int channel = i % 4;
            int start = 101 + (i * 2_711);
            int key = channel == 3 ? 36 + i : keys[i / 4];
            // velocities that 32-bit floats hold exactly: VST3 has no finer ones
            Line(script, start, $"note-on {channel} {key} {0.25 + (i % 7 * 0.125)}");
            Line(script, start + 4_099 + (i * 37), $"note-off {channel} {key} 0");
        }

        return script.ToString();
    }

    /// <summary>Notes with everything that can happen between them: controllers, bend, pressure and automation.</summary>
    public static string Everything()
    {
        var script = new StringBuilder(Notes());
        for (int i = 0; i < 300; i++)
        {
            int at = 233 + (i * 293);
            int channel = i % 3;
            Line(script, at, $"bend {channel} {8192 + (int)(6_000 * Math.Sin(i * 0.21))}");
            Line(script, at + 1, $"controller {channel} 1 {i % 128}");
            if (i % 5 == 0)
                Line(script, at + 2, $"controller {channel} 7 {127 - (i % 60)}");
            if (i % 7 == 0)
                Line(script, at + 3, $"controller {channel} 10 {i * 13 % 128}");
            if (i % 11 == 0)
                Line(script, at + 4, $"pressure {channel} {i * 3 % 128}");
            if (i % 13 == 0)
                Line(script, at + 5, $"controller {channel} 64 {i / 13 % 2 * 127}");
            Line(script, at + 6, $"set Output Gain={-(i % 24)}");
        }

        return script.ToString();
    }

    /// <summary>Notes bent, made louder and shaken one by one, each by its id.</summary>
    public static string NoteExpressions()
    {
        var script = new StringBuilder("0 set Voice Mode=Poly\n");
        for (int note = 0; note < 3; note++)
        {
            int key = 60 + (note * 4);
            Line(script, 50 + note, $"note-on 0 {key} 0.8 {note + 1}");
            for (int i = 0; i < 60; i++)
            {
                int at = 511 + (i * 977) + note;
                Line(script, at, $"tuning 0 {key} {note + 1} {note * Math.Sin(i * 0.3)}");
                if (i % 3 == 0)
                    Line(script, at + 10, $"volume 0 {key} {note + 1} {0.25 + (i % 10 * 0.1)}");
                if (i % 4 == 0)
                    Line(script, at + 20, $"vibrato 0 {key} {note + 1} {i / 60.0}");
            }

            Line(script, 70_000, $"note-off 0 {key} 0 {note + 1}");
        }

        return script.ToString();
    }

    /// <summary>Four quarters of eighths at 120 quarters a minute, from a sample on.</summary>
    public static string Phrase(int start = 0)
    {
        const int eighth = 12_000;
        var script = new StringBuilder();
        int[] keys = [60, 64, 67, 72, 67, 64, 62, 60];
        for (int i = 0; i < keys.Length; i++)
        {
            // velocities that 32-bit floats hold exactly
            Line(script, start + (i * eighth), $"note-on 0 {keys[i]} 0.75");
            Line(script, start + (i * eighth) + 10_800, $"note-off 0 {keys[i]} 0");
        }

        return script.ToString();
    }

    /// <summary>One line of a script, whatever the machine's language.</summary>
    public static void Line(StringBuilder script, int sample, FormattableString what) =>
        script.Append(CultureInfo.InvariantCulture, $"{sample} ").AppendLine(FormattableString.Invariant(what));
}
