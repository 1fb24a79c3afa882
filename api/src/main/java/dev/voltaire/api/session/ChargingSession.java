package dev.voltaire.api.session;

import dev.voltaire.api.http.Reference;
import dev.voltaire.session.Review;
import dev.voltaire.session.SessionList;
import dev.voltaire.session.SessionOrigin;
import dev.voltaire.session.SessionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A charging session. Times are UTC, energy is in kWh.
@Schema(name = "ChargingSession")
public record ChargingSession(
        UUID id,
        SessionOrigin origin,
        SessionStatus status,

        @Schema(description = "As the partner calls it") @Nullable
        String sessionId,

        Instant startedAt,
        @Nullable Instant endedAt,
        BigDecimal kwh,
        Instant lastUpdated,
        @Nullable Reference profile,
        @Nullable Reference token,

        @Schema(description = "EMA-ID") @Nullable String contractId,

        @Nullable Reference homeCharger,
        @Nullable Reference partner,
        @Nullable String countryCode,
        @Nullable String partyId,

        @Schema(description = "Where, when we know the location") @Nullable
        Reference location,

        @Schema(description = "The location as the partner calls it") @Nullable
        String locationId,

        @Nullable String address,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String country,

        @Schema(description = "As printed on the charger, else as the partner calls it") @Nullable
        String evseId,

        @Nullable String connectorId,
        @Nullable String meterId,
        @Nullable String authorizationMethod,
        @Nullable String authorizationReference,

        @Schema(description = "What the partner says it costs so far, before tax") @Nullable
        BigDecimal totalCost,

        @Nullable String currency,
        @Nullable UUID cpoCdrId,
        @Nullable UUID mspCdrId,

        @Schema(description = "Its partner has been silent, or has sent no CDR, for too long")
        boolean stale,

        @Schema(description = "Why a person should look at it")
        List<Review> review,

        @Nullable Instant reviewedAt) {

    static ChargingSession of(SessionList.Summary session) {
        SessionList.Holder holder = session.holder();
        SessionList.Place place = session.place();
        return new ChargingSession(
                session.id(),
                session.origin(),
                session.status(),
                session.externalId(),
                session.startedAt(),
                session.endedAt(),
                session.kwh(),
                session.lastUpdated(),
                reference(holder.profileId(), holder.profileName()),
                reference(holder.tokenId(), holder.visualNumber()),
                holder.contractId(),
                reference(session.chargerId(), session.chargerName()),
                reference(place.partnerId(), place.partnerName()),
                place.countryCode(),
                place.partyId(),
                reference(place.id(), place.name() == null ? place.address() : place.name()),
                place.locationId(),
                place.address(),
                place.postalCode(),
                place.city(),
                place.country(),
                place.evseId(),
                place.connectorId(),
                place.meterId(),
                holder.authorisationMethod(),
                holder.authorisationReference(),
                session.totalCost(),
                session.currency(),
                session.cpoCdrId(),
                session.mspCdrId(),
                session.stale(),
                session.review(),
                session.reviewedAt());
    }

    private static @Nullable Reference reference(@Nullable UUID id, @Nullable String label) {
        return id == null ? null : new Reference(id, Objects.requireNonNullElse(label, ""));
    }
}
