package dev.voltaire.value;

import java.util.Locale;

/// What a reader reads from a card, or what we made up for a virtual token. The canonical form is upper case without
/// spaces, colons and dashes, and is what compares; readers and firmwares differ in all of these. Byte order is never
/// turned around: that would make two cards one. `toString` is redacted, a uid is personal data.
public record TokenUid(String canonical) {
    private static final int LONGEST = 36;

    public TokenUid {
        canonical = canonicalise(canonical);
        if (canonical.isEmpty() || canonical.length() > LONGEST) {
            throw new IllegalArgumentException("a token uid has 1 to 36 characters");
        }
    }

    /// The canonical form of anything a reader may send; may be empty or too long, for look-ups that simply find
    /// nothing.
    public static String canonicalise(String raw) {
        StringBuilder canonical = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != ' ' && c != ':' && c != '-' && c != '\t') {
                canonical.append(c);
            }
        }
        return canonical.toString().toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return canonical.length() <= 4 ? "…" : "…" + canonical.substring(canonical.length() - 4);
    }
}
