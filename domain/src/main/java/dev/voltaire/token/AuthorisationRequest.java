package dev.voltaire.token;

import dev.voltaire.value.PartyId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// May this token charge here and now? `uid` is whatever the reader sent. Without a type, a card is meant first.
public record AuthorisationRequest(String uid, @Nullable TokenType type, Place place, Instant at) {

    /// Where somebody wants to charge.
    public sealed interface Place {}

    /// A home charger of ours. With `allowedProfiles` only these; without any, every profile of the organisation unit.
    public record HomeCharger(UUID chargerId, UUID organisationUnitId, Set<UUID> allowedProfiles) implements Place {
        public HomeCharger {
            allowedProfiles = Set.copyOf(allowedProfiles);
        }
    }

    /// A partner's charger.
    ///
    /// @param locationId when the partner said where
    /// @param evseUid when it said which one
    public record Roaming(
            PartyId partner,
            @Nullable String locationId,
            @Nullable String evseUid) implements Place {
        public Roaming(PartyId partner, @Nullable String locationId) {
            this(partner, locationId, null);
        }
    }

    @Override
    public String toString() {
        return "AuthorisationRequest[place=" + place + "]";
    }
}
