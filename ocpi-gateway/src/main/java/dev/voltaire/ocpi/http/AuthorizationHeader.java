package dev.voltaire.ocpi.http;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `Authorization: Token …` header (OCPI 2.2.1 "Authorization header"). Since 2.2-d2 the token is Base64 encoded,
/// yet many partners send it raw: both readings are candidates, and the look-up decides which one is known.
public final class AuthorizationHeader {
    private static final int LONGEST = 512;

    private AuthorizationHeader() {}

    /// The credentials tokens this header may mean, most likely first; empty when it is absent or of another scheme.
    public static List<String> candidates(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return List.of();
        }
        String value = header.strip();
        if (value.length() < 7 || !value.regionMatches(true, 0, "Token", 0, 5) || value.charAt(5) != ' ') {
            return List.of();
        }
        String presented = value.substring(6).strip();
        if (presented.isEmpty()) {
            return List.of();
        }
        List<String> candidates = new ArrayList<>(2);
        String decoded = decode(presented);
        if (decoded != null && !decoded.isEmpty()) {
            candidates.add(decoded);
        }
        candidates.add(presented);
        return candidates;
    }

    public static String base64(String token) {
        return "Token " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    public static String plain(String token) {
        return "Token " + token;
    }

    /// The specification's own example encodes a trailing newline, so partners' programs do too.
    private static @Nullable String decode(String presented) {
        try {
            byte[] bytes = Base64.getDecoder().decode(presented);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString()
                    .stripTrailing();
        } catch (IllegalArgumentException | CharacterCodingException notBase64) {
            return null;
        }
    }
}
