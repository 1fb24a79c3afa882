package dev.voltaire.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.voltaire.deploy.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class AuditTest {
    @Inject
    Audit audit;

    @Inject
    AuditRepository repository;

    @Inject
    DataSource dataSource;

    @Test
    void aChangeIsRecordedAndLinkedIntoTheChain() {
        // given
        UUID entity = UUID.randomUUID();

        // when
        QuarkusTransaction.requiringNew()
                .run(() -> audit.record("bell-polished", "bell", entity, null, Map.of("shine", "high")));

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(chained(entity)).isTrue());
        assertThat(QuarkusTransaction.requiringNew().call(() -> repository.brokenLinks(10)))
                .isEmpty();
    }

    @Test
    void whatWasRecordedCannotBeChangedOrRemoved() {
        assertThatThrownBy(() -> execute("UPDATE audit_event SET actor_label = 'somebody else'"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute("DELETE FROM audit_event")).hasMessageContaining("permission denied");
    }

    private boolean chained(UUID entity) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM audit_event WHERE hash IS NOT NULL AND entity_id = '" + entity + "'")) {
            rows.next();
            return rows.getInt(1) == 1;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
