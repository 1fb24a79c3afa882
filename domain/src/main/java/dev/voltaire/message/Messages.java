package dev.voltaire.message;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/// Looks texts up in `messages/messages_<language>.properties`. The patterns are ours alone and are filled by
/// `MessageFormat`; what customers write is only ever an argument, never a pattern.
public final class Messages {
    /// No fallback to the machine's own locale: the texts must not depend on where the server runs.
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private Messages() {}

    /// @throws java.util.MissingResourceException when the key has no text: a defect, caught by a test
    public static String text(Language language, String key, Object... arguments) {
        return format(bundle(language).getString(key), language.locale(), arguments);
    }

    public static Optional<String> find(Language language, String key, Object... arguments) {
        ResourceBundle bundle = bundle(language);
        return bundle.containsKey(key)
                ? Optional.of(format(bundle.getString(key), language.locale(), arguments))
                : Optional.empty();
    }

    static ResourceBundle bundle(Language language) {
        return ResourceBundle.getBundle(
                "messages/messages", language.locale(), Messages.class.getClassLoader(), NO_FALLBACK);
    }

    private static String format(String pattern, Locale locale, Object... arguments) {
        return new MessageFormat(pattern, locale).format(arguments);
    }
}
