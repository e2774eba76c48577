using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Testing;

/// <summary>Runs a test ROM until it gives its verdict, and listens.</summary>
public sealed class RomTest
{
    private const double SampleRate = 48_000;

    // How often the ROM's outputs are looked at: 10 ms.
    private const int ChunkFrames = 480;

    // The chip runs at most one OAM DMA past the end of a chunk.
    private const int RenderFrames = 2 * ChunkFrames;

    // ROMs ask for a delay of at least 0.1 s; some then need a while to take the request back.
    private const double ResetDelay = 0.15;
    private const double ResetTimeout = 1;

    // A verdict on the screen may still be followed by its details, a sample by another one.
    private const double SettlingTime = 1;

    // Period of the tone that the mixer tests play and cancel, in CPU cycles.
    private const double BeepPeriod = 1792;

    // The consoles that the tests were recorded on leave at most -23 dB; channels that are merely added leave -11 dB or more.
    private const double QuietDb = -20;

    private readonly NesConsole _console;
    private readonly ApuRenderer _renderer;
    private readonly ToneMeter _meter;
    private readonly DmcTrace _samples;
    private readonly SoundOnlyRom? _soundOnly;
    private readonly float[] _left = new float[ChunkFrames];
    private readonly float[] _right = new float[ChunkFrames];
    private double _resetAt = double.PositiveInfinity;
    private string _screen = "";
    private double _screenSince;

    private RomTest(CartridgeImage image, ApuRegion region)
    {
        _console = new NesConsole(image, region);
        _renderer = new ApuRenderer(_console.Chip);
        _renderer.Configure(SampleRate, RenderFrames);
        _samples = new DmcTrace(_renderer);
        _console.Chip.Listener = _samples;
        _soundOnly = SoundOnlyRom.Find(image);
        _meter = new ToneMeter(SampleRate, _console.Chip.Timing.CpuClock / BeepPeriod);
    }

    private double Seconds => _renderer.Position / SampleRate;

    /// <summary>Runs a test.</summary>
    /// <param name="image">The ROM.</param>
    /// <param name="region">The console to run it on.</param>
    /// <param name="seconds">Console time after which it is stopped.</param>
    /// <exception cref="CartridgeException">The ROM's mapper is not supported.</exception>
    public static RomTestResult Run(CartridgeImage image, ApuRegion region, double seconds)
    {
        var test = new RomTest(image, region);
        do
        {
            test.RunChunk();
            test.PressReset();
        } while (!test.IsDecided && test.Seconds < seconds);
        return test.Judge();
    }

    private bool UsesProtocol => StatusProtocol.IsUsed(_console.Cartridge);

    private bool IsDecided
    {
        get
        {
            if (_console.Cpu.Jammed)
                return true;
            if (UsesProtocol)
                return StatusProtocol.ReadCode(_console.Cartridge) != null;
            double quietFor = (_console.Cpu.Cycle - _samples.LastChange) / _console.Chip.Timing.CpuClock;
            if (_soundOnly != null)
                return quietFor >= SettlingTime;
            return Seconds - _screenSince >= SettlingTime && ScreenVerdict.Read(_screen).Status != RomTestStatus.Unknown;
        }
    }

    private void RunChunk()
    {
        _console.RunTo(_renderer.CycleOfSample(_renderer.Position + ChunkFrames));
        _renderer.Render(ChunkFrames);
        _renderer.ReadMain(_left, _right);
        _meter.Add(_left);
        string screen = ScreenText.Read(_console.Ppu);
        if (screen == _screen)
            return;
        _screen = screen;
        _screenSince = Seconds;
    }

    private void PressReset()
    {
        if (!UsesProtocol || !StatusProtocol.WantsReset(_console.Cartridge))
        {
            _resetAt = double.PositiveInfinity;
        }
        else if (double.IsPositiveInfinity(_resetAt))
        {
            _resetAt = Seconds + ResetDelay;
        }
        else if (Seconds >= _resetAt)
        {
            _console.Reset();
            _resetAt = Seconds + ResetTimeout;
        }
    }

    private RomTestResult Judge()
    {
        var result = new RomTestResult
        {
            Status = RomTestStatus.Unknown,
            Evidence = RomTestEvidence.None,
            Code = null,
            Text = UsesProtocol ? StatusProtocol.ReadText(_console.Cartridge) : _screen,
            AudioPeakDb = AudioLevel.Db(_meter.Peak),
            Gap = null,
            Seconds = Seconds,
        };
        if (_soundOnly != null)
        {
            bool right = _soundOnly.IsRight(_samples.FindSamples(_console.Chip.Timing.DmcPeriods[0]));
            return result with { Status = right ? RomTestStatus.Passed : RomTestStatus.Failed, Evidence = RomTestEvidence.Sound };
        }
        if (UsesProtocol)
            return ReadStatusByte(result);
        (RomTestStatus status, int? code) = ScreenVerdict.Read(_screen);
        return status == RomTestStatus.Unknown
            ? result
            : result with
            {
                Status = status,
                Code = code,
                Evidence = RomTestEvidence.Screen,
            };
    }

    private RomTestResult ReadStatusByte(RomTestResult result)
    {
        if (StatusProtocol.ReadCode(_console.Cartridge) is not int code)
            return result;
        result = result with
        {
            Code = code,
            Status = code == 0 ? RomTestStatus.Passed : RomTestStatus.Failed,
            Evidence = RomTestEvidence.StatusByte,
        };
        // A ROM that wants to be listened to cannot tell by itself whether it passed: its text says what should be heard.
        bool wantsSilence = result.Text.Contains("nearly silent", StringComparison.Ordinal);
        bool wantsNoTone = result.Text.Contains("without any tone", StringComparison.Ordinal);
        if (code != 0 || !(wantsSilence || wantsNoTone))
            return result;
        BeepGap? gap = _meter.FindGap();
        bool quiet = gap is { } heard && heard.ToneDb <= QuietDb && (wantsNoTone || heard.LevelDb <= QuietDb);
        return result with
        {
            Gap = gap,
            Status = quiet ? RomTestStatus.Passed : RomTestStatus.Failed,
            Evidence = RomTestEvidence.Sound,
        };
    }
}
