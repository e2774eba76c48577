using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>OLE's IDataObject: something that is dragged, in one or more formats.</summary>
[GeneratedComInterface]
[Guid("0000010E-0000-0000-C000-000000000046")]
internal unsafe partial interface IDataObject
{
    /// <summary>Hands the data over; the receiver frees the medium.</summary>
    [PreserveSig]
    int GetData(DataFormat* format, StorageMedium* medium);

    /// <summary>Writes the data into a medium of the caller's.</summary>
    [PreserveSig]
    int GetDataHere(DataFormat* format, StorageMedium* medium);

    /// <summary>Whether there is a format.</summary>
    [PreserveSig]
    int QueryGetData(DataFormat* format);

    /// <summary>The simplest of the formats that give the same data.</summary>
    [PreserveSig]
    int GetCanonicalFormatEtc(DataFormat* given, DataFormat* canonical);

    /// <summary>Takes data.</summary>
    [PreserveSig]
    int SetData(DataFormat* format, StorageMedium* medium, int takesOver);

    /// <summary>Lists the formats.</summary>
    [PreserveSig]
    int EnumFormatEtc(uint direction, nint* enumerator);

    /// <summary>Wants to be told of changes.</summary>
    [PreserveSig]
    int DAdvise(DataFormat* format, uint flags, nint sink, uint* connection);

    /// <summary>Wants no more of that.</summary>
    [PreserveSig]
    int DUnadvise(uint connection);

    /// <summary>Lists who wants to be told.</summary>
    [PreserveSig]
    int EnumDAdvise(nint* enumerator);
}
