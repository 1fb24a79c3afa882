package dev.voltaire.partner;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A credentials token (OCPI 2.2.1, Credentials object): 1 to 64 characters U+0021 to U+007E. Ours are stored as a
/// hash only; a partner's is stored as it is, because we must present it. `toString` is redacted.
public record Credential(String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST = 64;

    public Credential {
        if (!isWellFormed(secret)) {
            throw new IllegalArgumentException("a credentials token has 1 to 64 printable ASCII characters");
        }
    }

    /// 256 random bits in URL-safe characters, so that no partner has to escape anything.
    public static Credential generate() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Credential(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public static boolean isWellFormed(String secret) {
        return !secret.isEmpty() && secret.length() <= LONGEST && secret.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
    }

    /// What we store and look up: the tokens are random, so a plain digest suffices.
    public byte[] hash() {
        return hash(secret);
    }

    public static byte[] hash(String presented) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(presented.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "Credential[redacted]";
    }
}
