using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Ids of the VST3 interfaces that the plugin implements or asks for.</summary>
internal static class InterfaceIds
{
    public static readonly Tuid FUnknown = new(0x00000000, 0x00000000, 0xC0000000, 0x00000046);
    public static readonly Tuid PluginBase = new(0x22888DDB, 0x156E45AE, 0x8358B348, 0x08190625);
    public static readonly Tuid PluginFactory = new(0x7A4D811C, 0x52114A1F, 0xAED9D2EE, 0x0B43BF9F);
    public static readonly Tuid PluginFactory2 = new(0x0007B650, 0xF24B4C0B, 0xA464EDB9, 0xF00B2ABB);
    public static readonly Tuid PluginFactory3 = new(0x4555A2AB, 0xC1234E57, 0x9B122910, 0x36878931);
    public static readonly Tuid Component = new(0xE831FF31, 0xF2D54301, 0x928EBBEE, 0x25697802);
    public static readonly Tuid AudioProcessor = new(0x42043F99, 0xB7DA453C, 0xA569E79D, 0x9AAEC33D);
    public static readonly Tuid ProcessContextRequirements = new(0x2A654303, 0xEF764E3D, 0x95B5FE83, 0x730EF6D0);
    public static readonly Tuid EditController = new(0xDCD7BBE3, 0x7742448D, 0xA874AACC, 0x979C759E);
    public static readonly Tuid EditController2 = new(0x7F4EFE59, 0xF3204967, 0xAC27A3AE, 0xAFB63038);
    public static readonly Tuid UnitInfo = new(0x3D4BD6B5, 0x913A4FD2, 0xA886E768, 0xA5EB92C1);
    public static readonly Tuid NoteExpressionController = new(0xB7F8F859, 0x41234872, 0x91169581, 0x4F3721A3);
    public static readonly Tuid MidiMapping = new(0xDF0FF9F7, 0x49B74669, 0xB63AB732, 0x7ADBF5E5);
    public static readonly Tuid ComponentHandler2 = new(0xF040B4B3, 0xA36045EC, 0xABCDC045, 0xB4D5A2CC);
    public static readonly Tuid ComponentHandler3 = new(0x69F11617, 0xD26B400D, 0xA4B6B964, 0x7B6EBBAB);
    public static readonly Tuid PlugView = new(0x5BC32507, 0xD06049EA, 0xA6151B52, 0x2B755B29);
    public static readonly Tuid PlugViewContentScaleSupport = new(0x65ED9690, 0x8AC44525, 0x8AADEF7A, 0x72EA703F);
    public static readonly Tuid EventHandler = new(0x561E65C9, 0x13A0496F, 0x813A2C35, 0x654D7983);
    public static readonly Tuid TimerHandler = new(0x10BDD94F, 0x41424774, 0x821FAD8F, 0xECA72CA9);
    public static readonly Tuid RunLoop = new(0x18C35366, 0x97764F1A, 0x9C5B8385, 0x7A871389);
}
