package dev.voltaire.value;

import java.util.regex.Pattern;

/// Which uids may be registered as a card: ISO 14443 has 4, 7 or 10 bytes, ISO 15693 has 8. A uid of 4 bytes that
/// starts with 08 is made up anew by a phone at each tap, so it identifies nothing.
public final class CardUid {
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{16}|[0-9A-F]{20}");
    private static final Pattern RANDOM = Pattern.compile("08[0-9A-F]{6}");

    private CardUid() {}

    public static boolean isRegistrable(String text) {
        String uid = TokenUid.canonicalise(text);
        return FORM.matcher(uid).matches() && !RANDOM.matcher(uid).matches();
    }
}
