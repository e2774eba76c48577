namespace LakhNes.App.Playing;

/// <summary>What the user is told in one line.</summary>
internal sealed class AppException(string message) : Exception(message);
