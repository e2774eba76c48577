namespace LakhNes.Instrument.Settings;

/// <summary>Order in which the arpeggio mode cycles held notes.</summary>
public enum ArpeggioOrder
{
    /// <summary>Lowest to highest.</summary>
    Up,

    /// <summary>Highest to lowest.</summary>
    Down,

    /// <summary>Up, then down, the ends once.</summary>
    UpDown,

    /// <summary>As the keys went down.</summary>
    Played,
}
