package dev.voltaire.api.authentication;

import dev.voltaire.identity.SigningKey;
import dev.voltaire.identity.SigningKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The public keys of the access tokens (RFC 7517).
@Path("/.well-known/jwks.json")
@Tag(name = "Authentication")
@RunOnVirtualThread
public class JwksResource {
    private static final int COORDINATE_BYTES = 32;

    private final SigningKeys keys;

    @Inject
    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    /// RFC 7518 §6.2.1.
    public record Jwk(String kty, String use, String alg, String crv, String kid, String x, String y) {}

    /// RFC 7517 §5.
    public record Jwks(List<Jwk> keys) {}

    @GET
    @PermitAll
    @Operation(summary = "Public keys of the access tokens")
    public Jwks jwks() {
        return new Jwks(keys.published().stream().map(JwksResource::jwk).toList());
    }

    private static Jwk jwk(SigningKey key) {
        return new Jwk(
                "EC",
                "sig",
                "ES256",
                "P-256",
                key.keyId(),
                coordinate(key.publicKey().getW().getAffineX()),
                coordinate(key.publicKey().getW().getAffineY()));
    }

    /// Big-endian, exactly as long as the field.
    private static String coordinate(BigInteger value) {
        byte[] signed = value.toByteArray();
        byte[] bytes = new byte[COORDINATE_BYTES];
        int length = Math.min(signed.length, COORDINATE_BYTES);
        System.arraycopy(signed, signed.length - length, bytes, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
