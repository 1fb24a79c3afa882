package dev.voltaire.api.cdr;

import dev.voltaire.cdr.StatedCdr;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Parts both kinds of CDR show of what the operator stated.
final class StatedCdrBody {
    private StatedCdrBody() {}

    @Schema(name = "CdrAuthorization")
    record Authorization(
            @Nullable String uid,
            @Nullable String type,
            @Nullable String contractId,
            @Nullable String method,
            @Nullable String reference) {
        static Authorization of(StatedCdr.Authorisation stated) {
            return new Authorization(
                    stated.uid(), stated.type(), stated.contractId(), stated.method(), stated.reference());
        }

        @Override
        public String toString() {
            return "Authorization[…]";
        }
    }

    /// The location as it was when the session started.
    @Schema(name = "CdrLocation")
    record Location(
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

            @Schema(description = "As the operator writes it, alpha-3") @Nullable
            String country,

            @Schema(description = "Full English name") @Nullable
            String countryName,

            String cpoCountryCode,
            String cpoPartyId,
            @Nullable String operatorName) {
        static Location of(StatedCdr cdr) {
            StatedCdr.Place place = cdr.place();
            return new Location(
                    place.locationId(),
                    place.evseId(),
                    place.evseUid(),
                    place.connectorId(),
                    place.powerType(),
                    place.meterId(),
                    place.name(),
                    place.address(),
                    place.postalCode(),
                    place.city(),
                    place.country(),
                    CdrValues.countryName(place.country()),
                    cdr.countryCode(),
                    cdr.partyId(),
                    place.operatorName());
        }
    }
}
