package dev.voltaire.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.token.AuthorisationDecision.Reason;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.AuthorisationRequest.Place;
import dev.voltaire.token.AuthorisationRequest.Roaming;
import dev.voltaire.value.PartyId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID PROFILE = UUID.randomUUID();
    private static final Place ROAMING = new Roaming(new PartyId("FR", "CPO"), null);

    @Test
    void anActiveTokenMayCharge() {
        assertThat(active().objection(ROAMING, NOW)).isEmpty();
        assertThat(active().isValid(NOW)).isTrue();
    }

    @Test
    void aCardNobodyHasYetIsUnknown() {
        assertThat(with(TokenStatus.AVAILABLE).objection(ROAMING, NOW)).contains(Reason.UNKNOWN);
    }

    @Test
    void aBlockedADeactivatedOrANotYetActivatedTokenIsRefused() {
        assertThat(with(TokenStatus.BLOCKED).objection(ROAMING, NOW)).contains(Reason.BLOCKED);
        assertThat(with(TokenStatus.INACTIVE).objection(ROAMING, NOW)).contains(Reason.BLOCKED);
        assertThat(with(TokenStatus.LINKED).objection(ROAMING, NOW)).contains(Reason.BLOCKED);
    }

    @Test
    void aTokenOfAnInactiveHolderIsBlockedAndThatOfAClosedUnitExpired() {
        assertThat(new Standing(TokenStatus.ACTIVE, null, null, PROFILE, false, true, false, false)
                        .objection(ROAMING, NOW))
                .contains(Reason.BLOCKED);
        assertThat(new Standing(TokenStatus.ACTIVE, null, null, PROFILE, true, false, false, false)
                        .objection(ROAMING, NOW))
                .contains(Reason.EXPIRED);
    }

    @Test
    void validityIncludesItsFirstInstantAndExcludesItsLast() {
        assertThat(between(NOW, null).objection(ROAMING, NOW)).isEmpty();
        assertThat(between(NOW.plusMillis(1), null).objection(ROAMING, NOW)).contains(Reason.EXPIRED);
        assertThat(between(null, NOW).objection(ROAMING, NOW)).contains(Reason.EXPIRED);
        assertThat(between(null, NOW.plusMillis(1)).objection(ROAMING, NOW)).isEmpty();
    }

    @Test
    void aCustomerWithoutCreditIsRefusedThoughTheTokenIsValid() {
        Standing standing = new Standing(TokenStatus.ACTIVE, null, null, PROFILE, true, true, true, false);

        assertThat(standing.objection(ROAMING, NOW)).contains(Reason.NO_CREDIT);
        assertThat(standing.isValid(NOW)).isTrue();
    }

    @Test
    void aHomeChargerServesItsListedProfilesOnly() {
        UUID unit = UUID.randomUUID();
        assertThat(active().objection(new HomeCharger(UUID.randomUUID(), unit, Set.of(PROFILE)), NOW))
                .isEmpty();
        assertThat(active().objection(new HomeCharger(UUID.randomUUID(), unit, Set.of(UUID.randomUUID())), NOW))
                .contains(Reason.NOT_ALLOWED);
    }

    @Test
    void aHomeChargerWithoutAListServesItsOrganisationUnit() {
        Place open = new HomeCharger(UUID.randomUUID(), UUID.randomUUID(), Set.of());

        assertThat(active().objection(open, NOW)).contains(Reason.NOT_ALLOWED);
        assertThat(new Standing(TokenStatus.ACTIVE, null, null, PROFILE, true, true, false, true).objection(open, NOW))
                .isEmpty();
    }

    private static Standing active() {
        return with(TokenStatus.ACTIVE);
    }

    private static Standing with(TokenStatus status) {
        return new Standing(status, null, null, PROFILE, true, true, false, false);
    }

    private static Standing between(@Nullable Instant from, @Nullable Instant until) {
        return new Standing(TokenStatus.ACTIVE, from, until, PROFILE, true, true, false, false);
    }
}
