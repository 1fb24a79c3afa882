package dev.voltaire.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A device that shows time-based one-time passwords (RFC 6238: SHA-1, six digits, 30 seconds, which every
/// authenticator app speaks). It counts once confirmed. A code works once, and one step early or late.
@Entity
@Table(name = "second_factor")
class SecondFactor {
    static final Duration STEP = Duration.ofSeconds(30);
    private static final int DRIFT = 1;

    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column
    private byte[] secret;

    @Column(name = "sealed_with")
    private @Nullable String sealedWith;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "confirmed_at")
    private @Nullable Instant confirmedAt;

    @Column(name = "last_step")
    private long lastStep;

    protected SecondFactor() {}

    SecondFactor(UUID userId, Seal.Sealed sealed, Instant at) {
        this.userId = userId;
        this.createdAt = at;
        this.secret = sealed.content();
        this.sealedWith = sealed.keyId();
    }

    /// Accepts a code that was not used yet.
    ///
    /// @param opened the secret that was sealed
    boolean accepts(String code, byte[] opened, Instant now) {
        long present = now.getEpochSecond() / STEP.toSeconds();
        for (long step = present - DRIFT; step <= present + DRIFT; step++) {
            if (step > lastStep && isOf(step, code, opened)) {
                lastStep = step;
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(long step, String code, byte[] secret) {
        try {
            TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP);
            String expected = generator.generateOneTimePasswordString(
                    new SecretKeySpec(secret, generator.getAlgorithm()),
                    Instant.ofEpochSecond(step * STEP.toSeconds()));
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void confirm(Instant at) {
        confirmedAt = at;
    }

    boolean isConfirmed() {
        return confirmedAt != null;
    }

    UUID userId() {
        return userId;
    }

    Seal.Sealed sealed() {
        return new Seal.Sealed(sealedWith, secret.clone());
    }

    void reseal(Seal.Sealed sealed) {
        secret = sealed.content();
        sealedWith = sealed.keyId();
    }
}
