package dev.voltaire.identity;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Seals secrets that must be read again (AES-256-GCM) with keys that are not in the database, so that a copy of the
/// database gives none away. The first key seals, all of them open. Without a key, secrets are kept as they are.
@Startup
@ApplicationScoped
class Seal {
    private static final Logger LOG = Logger.getLogger(Seal.class);
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();

    @Inject
    Seal(@ConfigProperty(name = "voltaire.secret-keys") Optional<List<String>> configured) {
        for (String text : configured.orElse(List.of())) {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("voltaire.secret-keys takes keys of 32 bytes in Base64");
            }
            keys.put(idOf(key), new SecretKeySpec(key, "AES"));
        }
        if (keys.isEmpty()) {
            LOG.warn("No secret keys are configured: secrets of second factors are kept unsealed");
        }
    }

    /// @param keyId by which key; absent when the content is the secret itself
    record Sealed(@Nullable String keyId, byte[] content) {}

    /// @param owner whose secret it is: for anybody else it does not open
    Sealed seal(byte[] secret, UUID owner) {
        if (keys.isEmpty()) {
            return new Sealed(null, secret);
        }
        Map.Entry<String, SecretKeySpec> key = keys.entrySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, key.getValue(), nonce, owner, secret)
                .orElseThrow(() -> new IllegalStateException("a secret could not be sealed"));
        return new Sealed(
                key.getKey(),
                ByteBuffer.allocate(nonce.length + encrypted.length)
                        .put(nonce)
                        .put(encrypted)
                        .array());
    }

    /// Empty when the key is not known here, or somebody altered what was sealed.
    Optional<byte[]> open(Sealed sealed, UUID owner) {
        if (sealed.keyId() == null) {
            return Optional.of(sealed.content());
        }
        SecretKeySpec key = keys.get(sealed.keyId());
        if (key == null || sealed.content().length < NONCE_BYTES) {
            LOG.error("A secret was sealed with a key that is not configured");
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(sealed.content(), NONCE_BYTES);
        byte[] encrypted = Arrays.copyOfRange(sealed.content(), NONCE_BYTES, sealed.content().length);
        return run(Cipher.DECRYPT_MODE, key, nonce, owner, encrypted);
    }

    /// Whether sealing it today would use the same key.
    boolean isCurrent(Sealed sealed) {
        return keys.isEmpty() || keys.keySet().iterator().next().equals(sealed.keyId());
    }

    private static Optional<byte[]> run(int mode, SecretKeySpec key, byte[] nonce, UUID owner, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.toString().getBytes(StandardCharsets.US_ASCII));
            return Optional.of(cipher.doFinal(input));
        } catch (GeneralSecurityException altered) {
            LOG.error("A sealed secret does not open", altered);
            return Optional.empty();
        }
    }

    private static String idOf(byte[] key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, 4);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
