package dev.voltaire.api.session;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.command.ActiveChargingProfiles;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.session.ChargingPeriods;
import dev.voltaire.session.SessionList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
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
    private final ChargingPeriods periods;
    private final ActiveChargingProfiles profiles;
    private final SignedInCaller caller;

    @Inject
    SessionResource(
            SessionList sessions, ChargingPeriods periods, ActiveChargingProfiles profiles, SignedInCaller caller) {
        this.sessions = sessions;
        this.periods = periods;
        this.profiles = profiles;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Sessions",
            description =
                    "Sort: sessionId, contractId, startedAt, endedAt, kwh, evseId, address, partyId, countryCode, "
                            + "totalCost, status. Newest first. `q` looks in session id, contract id, profile, charger, card, "
                            + "EVSE id and address.")
    @Parameter(name = "origin", in = ParameterIn.QUERY, description = "HOME, ROAMING")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "PENDING, ACTIVE, COMPLETED, INVALID, RESERVATION")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "tokenId", in = ParameterIn.QUERY)
    @Parameter(name = "homeChargerId", in = ParameterIn.QUERY)
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "partyId", in = ParameterIn.QUERY)
    @Parameter(name = "countryCode", in = ParameterIn.QUERY, description = "Of the party")
    @Parameter(name = "sessionId", in = ParameterIn.QUERY, description = "As the partner calls it")
    @Parameter(name = "evseId", in = ParameterIn.QUERY, description = "As printed; separators do not matter")
    @Parameter(name = "startFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(name = "endFrom", in = ParameterIn.QUERY)
    @Parameter(name = "endTo", in = ParameterIn.QUERY, description = "Exclusive")
    @Parameter(
            name = "toReview",
            in = ParameterIn.QUERY,
            description = "true, false: at home, and somebody should look")
    @Parameter(
            name = "stale",
            in = ParameterIn.QUERY,
            description = "At a partner: neither ended nor reported for too long, or ended long ago and without a CDR")
    public Page<ChargingSession> list(@BeanParam ListParameters parameters) {
        return sessions.page(parameters.toRequest(), caller.get().scope()).map(ChargingSession::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A session")
    @APIResponseSchema(ChargingSession.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public ChargingSession get(@RestPath UUID id) {
        return ChargingSession.of(sessions.get(id, caller.get().scope()));
    }

    @GET
    @Path("/{id}/charging-periods")
    @Operation(
            summary = "What happened during a session",
            description =
                    "At a partner as it sent the periods; at home from one reading of the meter to the next. ENERGY "
                            + "is in kWh, TIME in hours.")
    @APIResponse(
            responseCode = "200",
            description = "In order of time",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Period.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<Period> chargingPeriods(@RestPath UUID id) {
        sessions.get(id, caller.get().scope());
        return periods.of(id).stream().map(Period::of).toList();
    }

    /// A stretch of a session. The end is absent for the last one of a running session.
    @Schema(name = "ChargingPeriod")
    public record Period(
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,

            @Schema(description = "The tariff the operator says is relevant") @Nullable
            String tariffId,

            List<Dimension> dimensions) {
        static Period of(ChargingPeriods.Period period) {
            return new Period(
                    period.startedAt(),
                    period.endedAt(),
                    period.tariffId(),
                    period.dimensions().stream()
                            .map(dimension -> new Dimension(dimension.type(), dimension.volume()))
                            .toList());
        }
    }

    @Schema(name = "ChargingPeriodDimension")
    public record Dimension(@Schema(examples = "ENERGY") String type, BigDecimal volume) {}

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
