package dev.voltaire.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Customers;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.Handshake;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.KnownTokens;
import dev.voltaire.token.TokenChanged;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class PullFirstTest {
    private static final Duration WINDOW = Duration.ofHours(6);

    @Inject
    PartnerConnecting connecting;

    @Inject
    TokenDistributions usual;

    @Inject
    TokenLanes lanes;

    @Inject
    Sql sql;

    @Inject
    KnownTokens tokens;

    @Inject
    Customers customers;

    @Inject
    DataSource dataSource;

    @Inject
    Clock clock;

    @Test
    void manyTokensAreLeftToANewPartnerToReadAndChangesAreSentAtOnce() throws SQLException {
        // given more tokens than are sent one by one
        UUID read = customers.withACard().card().id();
        UUID unread = customers.withACard().card().id();
        UUID changed = customers.withACard().card().id();
        UUID partner = partner();
        await().atMost(Duration.ofSeconds(20)).until(() -> isThere(unread, partner));
        usual.forget(partner);
        takesPushes(partner);
        var distributions = new TokenDistributions(sql, clock, 0, WINDOW);
        Instant before = clock.instant();

        // when
        distributions.wantAll(partner);
        distributions.pulled(partner, tokens.byIds(List.of(read), clock.instant()));
        distributions.want(List.of(new TokenChanged(changed, 1_000)));

        // then
        assertThat(row(read, partner)).satisfies(row -> {
            assertThat(row.outcome()).isEqualTo("PULLED");
            assertThat(row.acknowledged()).isEqualTo(row.wanted());
            assertThat(row.due()).isNull();
        });
        assertThat(row(unread, partner).outcome()).isEqualTo("PENDING");
        assertThat(row(unread, partner).due()).isAfterOrEqualTo(before.plus(WINDOW));
        assertThat(row(changed, partner).due()).isBefore(before.plus(WINDOW.dividedBy(2)));
    }

    @Test
    void aFailureSaysNothingAboutATokenThatWasReadMeanwhile() throws SQLException {
        UUID token = customers.withACard().card().id();
        UUID partner = partner();
        usual.wantAll(partner);
        usual.pulled(partner, tokens.byIds(List.of(token), clock.instant()));

        lanes.record(
                partner,
                List.of(new TokenLanes.Attempt(token, 1, DistributionOutcome.RETRYING, clock.instant(), "no answer")));

        assertThat(row(token, partner).outcome()).isEqualTo("PULLED");
        assertThat(row(token, partner).due()).isNull();
    }

    private UUID partner() {
        UUID id = connecting.invite("Zunder", PartnerKind.CPO).partnerId();
        connecting.connect(
                id,
                new Handshake(
                        ProtocolVersion.V2_2_1,
                        "http://127.0.0.1:1/versions",
                        new Credential("example-token-b"),
                        TokenEncoding.BASE64,
                        List.of(new PartnerRole("CPO", "ES", "ZUN", "Zunder", null, null)),
                        List.of()));
        return id;
    }

    private void takesPushes(UUID partner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "INSERT INTO partner_endpoint VALUES (?, 'tokens', 'RECEIVER', 'http://127.0.0.1:1/tokens')")) {
            statement.setObject(1, partner);
            statement.executeUpdate();
        }
    }

    private record Row(
            String outcome,
            long wanted,
            long acknowledged,
            @Nullable Instant due) {}

    private boolean isThere(UUID token, UUID partner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "SELECT FROM token_distribution WHERE token_id = ? AND partner_id = ?")) {
            statement.setObject(1, token);
            statement.setObject(2, partner);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Row row(UUID token, UUID partner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        SELECT outcome, wanted_version, acknowledged_version, next_attempt_at FROM token_distribution
                        WHERE token_id = ? AND partner_id = ?
                        """)) {
            statement.setObject(1, token);
            statement.setObject(2, partner);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                OffsetDateTime due = row.getObject(4, OffsetDateTime.class);
                return new Row(row.getString(1), row.getLong(2), row.getLong(3), due == null ? null : due.toInstant());
            }
        }
    }
}
