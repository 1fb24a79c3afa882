package dev.voltaire.api.me;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Reference;
import dev.voltaire.driver.Profile;
import dev.voltaire.token.CardActivation;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenBlocking;
import dev.voltaire.token.TokenRepository;
import dev.voltaire.token.TokenStatus;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The driver's own charge cards.
@Path("/api/v1/me/tokens")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnTokenResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final TokenBlocking blocking;
    private final CardActivation activation;

    @Inject
    OwnTokenResource(SignedInCaller caller, TokenRepository tokens, TokenBlocking blocking, CardActivation activation) {
        this.caller = caller;
        this.tokens = tokens;
        this.blocking = blocking;
        this.activation = activation;
    }

    /// A card of the carousel.
    @Schema(name = "OwnToken")
    public record OwnToken(
            UUID id,
            String visualNumber,
            Token.Kind kind,
            TokenStatus status,
            Reference profile,
            @Nullable Instant validUntil) {

        static OwnToken of(Token token, Profile profile) {
            return new OwnToken(
                    token.id(),
                    token.visualNumber(),
                    token.kind(),
                    token.status(),
                    new Reference(profile.id(), profile.name()),
                    token.validUntil());
        }
    }

    /// The number printed on a card.
    @Schema(name = "CardNumber")
    public record CardNumber(
            @NotBlank @Size(max = 64) @Schema(description = "Case, dashes and spaces do not matter")
            String code) {}

    @GET
    @Transactional
    @Operation(summary = "Own cards and virtual tokens")
    public List<OwnToken> list() {
        return tokens.ofUser(caller.get().userId()).stream()
                .<OwnToken>mapMulti((token, out) -> {
                    Profile profile = token.profile();
                    if (profile != null) {
                        out.accept(OwnToken.of(token, profile));
                    }
                })
                .toList();
    }

    @POST
    @Path("/activate")
    @ResponseStatus(204)
    @Operation(
            summary = "Activate a card by its printed number",
            description = "Five attempts in ten minutes. Somebody else's card looks like one that does not exist.")
    @APIResponse(responseCode = "204", description = "Active on the active profile")
    @APIResponse(responseCode = "404", description = "not-found")
    @APIResponse(responseCode = "409", description = "wrong-state, physical-token-exists")
    @APIResponse(responseCode = "422", description = "validation-failed: not a card number")
    @APIResponse(responseCode = "429", description = "too-many-requests")
    public void activate(@Valid @NotNull CardNumber number) {
        activation.activate(number.code(), caller.get());
    }

    @POST
    @Path("/{id}/report-lost")
    @ResponseStatus(204)
    @Operation(
            summary = "Block an own lost or stolen card at once",
            description = "The fleet manager decides what follows.")
    @APIResponse(responseCode = "204", description = "Blocked")
    @APIResponse(responseCode = "404", description = "not-found: no own token with this id")
    @APIResponse(responseCode = "409", description = "token-deactivated")
    public void reportLost(@RestPath UUID id) {
        blocking.reportLost(id, caller.get());
    }
}
