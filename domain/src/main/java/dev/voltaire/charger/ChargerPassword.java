package dev.voltaire.charger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// The stored form of a charger's password: SHA-256 over salt and password. A fast hash is right here: the passwords
/// are long random keys, which no dictionary holds, and ten thousand chargers may reconnect at once (OCPP security
/// whitepaper A01.FR.08).
public final class ChargerPassword {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int KEY_CHARACTERS = 24;
    private static final int KEY_BYTES = 20;
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private final byte[] salt;
    private final byte[] hash;

    public ChargerPassword(byte[] salt, byte[] hash) {
        this.salt = salt.clone();
        this.hash = hash.clone();
    }

    public static ChargerPassword of(byte[] password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new ChargerPassword(salt, digest(salt, password));
    }

    public static ChargerPassword of(String password) {
        return of(password.getBytes(StandardCharsets.UTF_8));
    }

    /// A new key of 20 bytes, which OCPP 1.6 sends as 40 hexadecimal digits and the charger presents as bytes.
    public static byte[] generateBytes() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /// A new key of 24 characters (139 bits), which 1.6 and 2.0.1 chargers both accept.
    public static String generate() {
        StringBuilder key = new StringBuilder(KEY_CHARACTERS);
        for (int i = 0; i < KEY_CHARACTERS; i++) {
            key.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return key.toString();
    }

    /// In constant time. Some OCPP 1.6 chargers present the digits of a hexadecimal key instead of its bytes.
    public boolean matches(byte[] password) {
        boolean same = MessageDigest.isEqual(hash, digest(salt, password));
        return same || password.length == 2 * KEY_BYTES && MessageDigest.isEqual(hash, digest(salt, decoded(password)));
    }

    private static byte[] decoded(byte[] digits) {
        byte[] bytes = new byte[digits.length / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(digits[2 * i], 16);
            int low = Character.digit(digits[2 * i + 1], 16);
            if (high < 0 || low < 0) {
                return digits;
            }
            bytes[i] = (byte) (high * 16 + low);
        }
        return bytes;
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] hash() {
        return hash.clone();
    }

    private static byte[] digest(byte[] salt, byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ChargerPassword[redacted]";
    }
}
