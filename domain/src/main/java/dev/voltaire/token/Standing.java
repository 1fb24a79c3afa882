package dev.voltaire.token;

import dev.voltaire.token.AuthorisationDecision.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything about a token, its profile, user and organisation unit that decides whether it may charge. The rules live
/// here and nowhere else.
///
/// @param holderActive profile and user both active
/// @param belowChargerUnit the token's unit is the home charger's unit or below it; false without a home charger
record Standing(
        TokenStatus status,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable UUID profileId,
        boolean holderActive,
        boolean unitActive,
        boolean creditHold,
        boolean belowChargerUnit) {

    /// Why the token is refused at the place; empty when it may charge. The first rule that applies is the answer.
    Optional<Reason> objection(AuthorisationRequest.Place place, Instant at) {
        return generalObjection(at).or(() -> isAllowedAt(place) ? Optional.empty() : Optional.of(Reason.NOT_ALLOWED));
    }

    private Optional<Reason> generalObjection(Instant at) {
        return usability(at).or(() -> creditHold ? Optional.of(Reason.NO_CREDIT) : Optional.empty());
    }

    boolean isValid(Instant at) {
        return usability(at).isEmpty();
    }

    private Optional<Reason> usability(Instant at) {
        return switch (status) {
            case AVAILABLE -> Optional.of(Reason.UNKNOWN);
            case LINKED, BLOCKED, INACTIVE -> Optional.of(Reason.BLOCKED);
            case ACTIVE -> {
                if (!holderActive) {
                    yield Optional.of(Reason.BLOCKED);
                }
                yield unitActive && isWithinValidity(at) ? Optional.empty() : Optional.of(Reason.EXPIRED);
            }
        };
    }

    private boolean isWithinValidity(Instant at) {
        return (validFrom == null || !at.isBefore(validFrom)) && (validUntil == null || at.isBefore(validUntil));
    }

    private boolean isAllowedAt(AuthorisationRequest.Place place) {
        return switch (place) {
            case AuthorisationRequest.Roaming roaming -> true;
            case AuthorisationRequest.HomeCharger(UUID charger, UUID unit, Set<UUID> allowed) ->
                allowed.isEmpty() ? belowChargerUnit : profileId != null && allowed.contains(profileId);
        };
    }
}
