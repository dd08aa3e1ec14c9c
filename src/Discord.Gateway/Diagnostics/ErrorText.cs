namespace Discord.Gateway.Diagnostics;

/// <summary>What an exception says, with what caused it: .NET's own first words are often no more than "unable to connect".</summary>
internal static class ErrorText
{
    internal static string Of(Exception error)
    {
        string text = error.Message;
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (!text.Contains(cause.Message, StringComparison.Ordinal))
            {
                text = $"{text.TrimEnd('.')}: {cause.Message}";
            }
        }

        return text;
    }
}
