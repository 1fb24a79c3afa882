package dev.voltaire.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.sql.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class SessionTableTest {
    @Inject
    Sql sql;

    /// Otherwise each of them writes a dozen indexes. Also an index for other rows only has this effect.
    @Test
    void noIndexHoldsWhatChangesWithEveryMeterValue() {
        assertThat(sql.query("""
                        SELECT DISTINCT i.indexrelid::regclass::text
                        FROM pg_index i, pg_get_indexdef(i.indexrelid) AS definition,
                             unnest(ARRAY['last_updated', 'kwh', 'last_meter_wh', 'last_meter_at']) AS changing
                        WHERE i.indrelid = 'session'::regclass AND definition LIKE '%' || changing || '%'
                        """, row -> row.getString(1))).isEmpty();
    }
}
