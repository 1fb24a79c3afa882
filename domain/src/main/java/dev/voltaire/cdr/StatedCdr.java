package dev.voltaire.cdr;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the operator says of a session in a CDR, as it is shown. Energy in kWh, the rest as it came.
public record StatedCdr(
        String cdrId,
        String countryCode,
        String partyId,
        CdrOrigin origin,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long durationSeconds,
        @Nullable BigDecimal energyKwh,
        @Nullable String remark,
        boolean credit,
        @Nullable String sessionReference,
        Authorisation authorisation,
        Place place) {

    public record Authorisation(
            @Nullable String uid,
            @Nullable String type,
            @Nullable String contractId,
            @Nullable String method,
            @Nullable String reference) {
        @Override
        public String toString() {
            return "Authorisation[…]";
        }
    }

    /// The location as it was when the session started.
    public record Place(
            @Nullable String locationId,
            @Nullable String evseId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String powerType,
            @Nullable String meterId,
            @Nullable String name,
            @Nullable String address,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String country,
            @Nullable String operatorName) {}
}
