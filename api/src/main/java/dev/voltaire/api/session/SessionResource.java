package dev.voltaire.api.session;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.command.ActiveChargingProfiles;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.session.Review;
import dev.voltaire.session.SessionList;
import dev.voltaire.session.SessionOrigin;
import dev.voltaire.session.SessionStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Sessions at home and at partners.
@Path("/api/v1/sessions")
@Tag(name = "Sessions")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class SessionResource {
    private final SessionList sessions;
    private final ActiveChargingProfiles profiles;
    private final SignedInCaller caller;

    @Inject
    SessionResource(SessionList sessions, ActiveChargingProfiles profiles, SignedInCaller caller) {
        this.sessions = sessions;
        this.profiles = profiles;
        this.caller = caller;
    }

    /// A charging session. Times are UTC, energy is in kWh.
    @Schema(name = "ChargingSession")
    public record ChargingSession(
            UUID id,
            SessionOrigin origin,
            SessionStatus status,
            Instant startedAt,
            @Nullable Instant endedAt,
            BigDecimal kwh,
            @Nullable Reference profile,
            @Nullable Reference token,
            @Nullable Reference homeCharger,
            @Nullable String locationId,
            @Nullable BigDecimal totalCost,
            @Nullable String currency,

            @Schema(description = "Why a person should look at it")
            List<Review> review,

            @Nullable Instant reviewedAt) {
        static ChargingSession of(SessionList.Summary session) {
            return new ChargingSession(
                    session.id(),
                    session.origin(),
                    session.status(),
                    session.startedAt(),
                    session.endedAt(),
                    session.kwh(),
                    reference(session.profileId(), session.profileName()),
                    reference(session.tokenId(), session.visualNumber()),
                    reference(session.chargerId(), session.chargerName()),
                    session.locationId(),
                    session.totalCost(),
                    session.currency(),
                    session.review(),
                    session.reviewedAt());
        }

        private static @Nullable Reference reference(@Nullable UUID id, @Nullable String label) {
            return id == null ? null : new Reference(id, Objects.requireNonNullElse(label, ""));
        }
    }

    @GET
    @Operation(summary = "Sessions", description = "Sort: startedAt, endedAt, kwh, status.")
    @Parameter(
            name = "stale",
            in = ParameterIn.QUERY,
            description = "At a partner: neither ended nor reported for a day, or ended a week ago and without a CDR")
    public Page<ChargingSession> list(@BeanParam ListParameters parameters) {
        return sessions.page(parameters.toRequest(), caller.get().scope()).map(ChargingSession::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A session")
    public ChargingSession get(@RestPath UUID id) {
        return ChargingSession.of(sessions.get(id, caller.get().scope()));
    }

    /// What the partner says the session will draw from now on.
    ///
    /// @param profile OCPI's ChargingProfile
    @Schema(name = "ActiveChargingProfile")
    public record ActiveProfile(
            Instant startsAt,

            @Schema(description = "In OCPI's words", implementation = Object.class) @JsonRawValue
            String profile,

            Instant receivedAt) {}

    @GET
    @Path("/{id}/charging-profile")
    @Operation(summary = "What a partner says a session will draw from now on")
    @APIResponseSchema(ActiveProfile.class)
    @APIResponse(responseCode = "404", description = "not-found: no such session, or the partner has said nothing")
    public ActiveProfile chargingProfile(@RestPath UUID id) {
        sessions.get(id, caller.get().scope());
        return profiles.of(id)
                .map(active -> new ActiveProfile(active.startsAt(), active.profile(), active.receivedAt()))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    @GET
    @Path("/{id}/readings")
    @Operation(summary = "The meter readings of a session")
    public List<SessionList.Reading> readings(@RestPath UUID id) {
        sessions.get(id, caller.get().scope());
        return sessions.readings(id);
    }
}
