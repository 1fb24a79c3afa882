package dev.voltaire.payment;

import dev.voltaire.payment.PaymentProvider.Forged;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The signature of a webhook, `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over time, point and body.
final class Signature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final String secret;
    private final Clock clock;

    Signature(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    String of(byte[] body) {
        long at = clock.instant().getEpochSecond();
        return "t=" + at + ",v1=" + HexFormat.of().formatHex(mac(at, body));
    }

    /// @throws Forged when absent, wrong or older than five minutes
    void check(byte[] body, @Nullable String header) throws Forged {
        if (header == null || !header.matches("t=\\d{1,12},v1=[0-9a-f]{64}")) {
            throw new Forged("no signature");
        }
        int comma = header.indexOf(',');
        long at = Long.parseLong(header.substring(2, comma));
        byte[] told = HexFormat.of().parseHex(header.substring(comma + 4));
        if (Duration.between(Instant.ofEpochSecond(at), clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw new Forged("signed too long ago");
        }
        if (!MessageDigest.isEqual(told, mac(at, body))) {
            throw new Forged("wrong signature");
        }
    }

    private byte[] mac(long at, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
