package dev.voltaire.api.authentication;

import dev.voltaire.identity.SigningKey;
import dev.voltaire.identity.SigningKeys;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The keys that sign access tokens.
@Path("/api/v1/signing-keys")
@Tag(name = "Authentication")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class SigningKeyResource {
    private final SigningKeys keys;

    @Inject
    SigningKeyResource(SigningKeys keys) {
        this.keys = keys;
    }

    /// A key pair, without its keys.
    @Schema(name = "SigningKey")
    public record Body(
            String keyId,
            Instant createdAt,

            @Nullable @Schema(description = "Since then it signs no more; it verifies for another hour")
            Instant retiredAt) {

        static Body of(SigningKey key) {
            return new Body(key.keyId(), key.createdAt(), key.retiredAt());
        }
    }

    @GET
    @Operation(summary = "The keys that verify, newest first")
    public List<Body> list() {
        return keys.verifying().stream().map(Body::of).toList();
    }

    @POST
    @Path("/rotate")
    @Operation(
            summary = "Sign with a new key from now on",
            description = "Access tokens signed before stay good until they expire. The platform operator only.")
    @APIResponse(
            responseCode = "200",
            description = "The new key",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    public Body rotate() {
        return Body.of(keys.rotate());
    }
}
