package dev.voltaire.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
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
    private static final int SECRET_BYTES = 20;
    private static final int DRIFT = 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column
    private byte[] secret;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "confirmed_at")
    private @Nullable Instant confirmedAt;

    @Column(name = "last_step")
    private long lastStep;

    protected SecondFactor() {}

    SecondFactor(UUID userId, Instant at) {
        this.userId = userId;
        this.createdAt = at;
        this.secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
    }

    /// Accepts a code that was not used yet.
    boolean accepts(String code, Instant now) {
        long present = now.getEpochSecond() / STEP.toSeconds();
        for (long step = present - DRIFT; step <= present + DRIFT; step++) {
            if (step > lastStep && isOf(step, code)) {
                lastStep = step;
                return true;
            }
        }
        return false;
    }

    private boolean isOf(long step, String code) {
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

    byte[] secret() {
        return secret.clone();
    }
}
