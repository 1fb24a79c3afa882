package dev.voltaire.api.session;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
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
    private final SignedInCaller caller;

    @Inject
    SessionResource(SessionList sessions, SignedInCaller caller) {
        this.sessions = sessions;
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

    @GET
    @Path("/{id}/readings")
    @Operation(summary = "The meter readings of a session")
    public List<SessionList.Reading> readings(@RestPath UUID id) {
        sessions.get(id, caller.get().scope());
        return sessions.readings(id);
    }
}
