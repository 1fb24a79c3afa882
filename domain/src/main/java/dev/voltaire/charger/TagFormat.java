package dev.voltaire.charger;

import dev.voltaire.value.TokenUid;
import java.util.Locale;

/// How a charger writes the uid of a card, in what it says and in what it understands.
public enum TagFormat {
    AS_PRINTED,
    /// Compares what we send it letter by letter with its own lower case.
    LOWER_CASE,
    /// The last byte first.
    REVERSED;

    /// The card that the charger means.
    public String read(String tag) {
        return switch (this) {
            case AS_PRINTED, LOWER_CASE -> tag;
            case REVERSED -> reversed(TokenUid.canonicalise(tag), tag);
        };
    }

    /// A card as the charger knows it.
    public String write(String uid) {
        return switch (this) {
            case AS_PRINTED -> uid;
            case LOWER_CASE -> uid.toLowerCase(Locale.ROOT);
            case REVERSED -> reversed(uid, uid);
        };
    }

    /// What is no sequence of bytes stays as it is.
    private static String reversed(String hex, String otherwise) {
        if (!hex.matches("([0-9A-F]{2})+")) {
            return otherwise;
        }
        StringBuilder turned = new StringBuilder(hex.length());
        for (int i = hex.length() - 2; i >= 0; i -= 2) {
            turned.append(hex, i, i + 2);
        }
        return turned.toString();
    }
}
