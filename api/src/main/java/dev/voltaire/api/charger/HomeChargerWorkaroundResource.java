package dev.voltaire.api.charger;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.charger.ChargerList;
import dev.voltaire.charger.ChargerWorkarounds;
import dev.voltaire.charger.ChargerWorkarounds.Workarounds;
import dev.voltaire.charger.TagFormat;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.TokenRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What is done differently for one charger because its firmware cannot do it right.
@Path("/api/v1/home-chargers/{chargerId}/workarounds")
@Tag(name = "Home chargers")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeChargerWorkaroundResource {
    private final ChargerList chargers;
    private final ChargerWorkarounds workarounds;
    private final TokenRepository tokens;
    private final SignedInCaller caller;

    @Inject
    HomeChargerWorkaroundResource(
            ChargerList chargers, ChargerWorkarounds workarounds, TokenRepository tokens, SignedInCaller caller) {
        this.chargers = chargers;
        this.workarounds = workarounds;
        this.tokens = tokens;
        this.caller = caller;
    }

    @Schema(name = "HomeChargerWorkarounds")
    public record WorkaroundBody(
            @Size(min = 1, max = 36)
            @Schema(
                    description = "The tag it presents whoever charges; sessions with it count for the token and are"
                            + " marked as not card-proven")
            @Nullable
            String fixedTag,

            @Schema(description = "Whose token the fixed tag stands for") @Nullable
            UUID fixedTokenId,

            @Min(0)
            @Max(10000)
            @Schema(description = "How long the answer to a start of OCPP 1.6 waits, in milliseconds")
            @Nullable
            Integer startDelayMillis,

            @Schema(
                    description = "How it writes the uids of cards, in what it says and in what it understands;"
                            + " AS_PRINTED unless something else is said")
            @Nullable
            TagFormat tagFormat) {
        @Override
        public String toString() {
            return "WorkaroundBody[startDelayMillis=" + startDelayMillis + "]";
        }

        static WorkaroundBody of(Workarounds workarounds) {
            return new WorkaroundBody(
                    workarounds.fixedTag(),
                    workarounds.fixedTokenId(),
                    workarounds.startDelayMillis(),
                    workarounds.tagFormat());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "What is done differently for it")
    public WorkaroundBody get(@RestPath UUID chargerId) {
        chargers.charger(chargerId, caller.get().scope());
        return WorkaroundBody.of(workarounds.of(chargerId));
    }

    @PUT
    @Transactional
    @Operation(
            summary = "Do things differently for it",
            description = "Tags count at once, a delay from its next connection.")
    @APIResponse(responseCode = "200", description = "Stored")
    @APIResponse(responseCode = "404", description = "not-found: no such charger or token")
    public WorkaroundBody change(@RestPath UUID chargerId, @Valid @NotNull WorkaroundBody wanted) {
        Caller.SignedIn by = caller.get();
        chargers.charger(chargerId, by.scope());
        if ((wanted.fixedTag() == null) != (wanted.fixedTokenId() == null)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "fixedTokenId");
        }
        if (wanted.fixedTokenId() != null) {
            tokens.get(wanted.fixedTokenId(), by.scope());
        }
        workarounds.change(
                chargerId,
                new Workarounds(
                        wanted.fixedTag(),
                        wanted.fixedTokenId(),
                        wanted.startDelayMillis(),
                        Objects.requireNonNullElse(wanted.tagFormat(), TagFormat.AS_PRINTED)));
        return WorkaroundBody.of(workarounds.of(chargerId));
    }
}
