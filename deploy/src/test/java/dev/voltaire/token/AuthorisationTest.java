package dev.voltaire.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Reason;
import dev.voltaire.token.AuthorisationDecision.Refused;
import dev.voltaire.token.AuthorisationRequest.HomeCharger;
import dev.voltaire.token.AuthorisationRequest.Place;
import dev.voltaire.token.AuthorisationRequest.Roaming;
import dev.voltaire.value.PartyId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class AuthorisationTest {
    private static final Place ROAMING = new Roaming(new PartyId("FR", "CPO"), null);

    @Inject
    Customers customers;

    @Inject
    Authorisation authorisation;

    @Inject
    TokenBlocking blocking;

    @Inject
    Clock clock;

    @Test
    void anActiveCardIsAllowedWhateverItsSpellingIs() {
        Customer customer = customers.withACard();
        String uid = customer.card().uid().canonical();
        String spelled = uid.toLowerCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

        assertThat(decide(uid, ROAMING)).isInstanceOf(Allowed.class);
        assertThat(decide(spelled, ROAMING)).isInstanceOfSatisfying(Allowed.class, allowed -> {
            assertThat(allowed.token().contractId()).isEqualTo(customer.card().contractId());
            assertThat(allowed.authorisationReference()).hasSizeLessThanOrEqualTo(36);
        });
    }

    @Test
    void aUidReadBackwardsIsUnknown() {
        Customer customer = customers.withACard();
        String reversed =
                new StringBuilder(customer.card().uid().canonical()).reverse().toString();

        assertThat(decide(reversed, ROAMING)).isEqualTo(new Refused(Reason.UNKNOWN, null));
    }

    @Test
    void aBlockedTokenIsRefusedUntilItsLastBlockIsLifted() {
        // given
        Customer customer = customers.withACard();
        UUID token = customer.card().id();
        String uid = customer.card().uid().canonical();

        // when
        TokenBlock overuse = block(token, TokenBlock.Reason.OVERUSE);
        TokenBlock fraud = block(token, TokenBlock.Reason.FRAUD);

        // then
        assertThat(reason(uid)).isEqualTo(Reason.BLOCKED);
        blocking.lift(token, overuse.id(), Caller.SYSTEM);
        assertThat(reason(uid)).isEqualTo(Reason.BLOCKED);
        blocking.lift(token, fraud.id(), Caller.SYSTEM);
        assertThat(decide(uid, ROAMING)).isInstanceOf(Allowed.class);
    }

    @Test
    void aDeactivatedTokenIsRefusedForEver() {
        Customer customer = customers.withACard();

        Token gone = blocking.deactivate(customer.card().id(), Caller.SYSTEM);

        assertThat(gone.version()).isGreaterThan(customer.card().version());
        assertThat(reason(customer.card().uid().canonical())).isEqualTo(Reason.BLOCKED);
        assertThatThrownBy(() -> blocking.deactivate(customer.card().id(), Caller.SYSTEM))
                .isInstanceOf(ProblemException.class)
                .hasMessage("token-deactivated");
    }

    @Test
    void aHomeChargerServesTheDriversOfItsUnitAndTheUnitsBelow() {
        Customer customer = customers.withACard();
        String uid = customer.card().uid().canonical();

        assertThat(decide(
                        uid, new HomeCharger(UUID.randomUUID(), customer.unit().id(), Set.of())))
                .isInstanceOf(Allowed.class);
        assertThat(decide(
                        uid,
                        new HomeCharger(UUID.randomUUID(), customers.unit(null).id(), Set.of())))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED));
    }

    private TokenBlock block(UUID token, TokenBlock.Reason reason) {
        return blocking.block(token, reason, TokenBlock.Initiator.ADMINISTRATOR, null, Caller.SYSTEM);
    }

    private AuthorisationDecision decide(String uid, Place place) {
        return authorisation.decide(new AuthorisationRequest(uid, null, place, clock.instant()));
    }

    private Reason reason(String uid) {
        return switch (decide(uid, ROAMING)) {
            case Refused(Reason reason, KnownToken token) -> reason;
            case Allowed allowed -> throw new AssertionError("was allowed");
        };
    }
}
