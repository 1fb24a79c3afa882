package dev.voltaire.ocpp.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `/ocpp/{chargePointId}`: the identity is the last segment, percent-decoded (OCPP-J 1.6 §3.1.1). Doubled and trailing
/// slashes, which some firmware adds, are tolerated.
final class ConnectionPath {
    private static final String PREFIX = "/ocpp/";
    private static final int MAXIMUM_IDENTITY = 48;

    private ConnectionPath() {}

    static Optional<String> identity(String path) {
        String tidy = path.replaceAll("/{2,}", "/");
        if (tidy.endsWith("/")) {
            tidy = tidy.substring(0, tidy.length() - 1);
        }
        if (!tidy.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return decoded(tidy.substring(PREFIX.length())).filter(ConnectionPath::plausible);
    }

    private static boolean plausible(String identity) {
        return !identity.isBlank()
                && identity.length() <= MAXIMUM_IDENTITY
                && identity.chars().noneMatch(c -> c == ':' || c == '/' || Character.isISOControl(c));
    }

    private static Optional<String> decoded(String segment) {
        if (segment.indexOf('/') >= 0) {
            return Optional.empty();
        }
        if (segment.indexOf('%') < 0) {
            return Optional.of(segment);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
