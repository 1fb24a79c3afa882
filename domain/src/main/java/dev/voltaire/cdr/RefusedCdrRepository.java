package dev.voltaire.cdr;

import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The SQL of `cpo_cdr_refused` on the way in. Plain JDBC, in the transaction of the thread.
@ApplicationScoped
class RefusedCdrRepository {
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_ID = 100;

    private final DataSource dataSource;

    @Inject
    RefusedCdrRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// The same bytes of the same partner again are counted, not stored again.
    ///
    /// @return whether they came before
    boolean keep(UUID partnerId, PartyId party, @Nullable String cdrId, String reason, byte[] raw, Instant at) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        INSERT INTO cpo_cdr_refused AS known (
                            partner_id, country_code, party_id, cdr_id, reason, raw, first_received_at, last_received_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (partner_id, digest) DO UPDATE SET
                            last_received_at = excluded.last_received_at, times_received = known.times_received + 1
                        RETURNING times_received > 1
                        """)) {
            statement.setObject(1, partnerId);
            statement.setString(2, party.countryCode());
            statement.setString(3, party.partyId());
            statement.setString(4, cdrId == null ? null : shortened(cdrId, LONGEST_ID));
            statement.setString(5, shortened(reason, LONGEST_REASON));
            statement.setBytes(6, raw);
            statement.setObject(7, at.atOffset(ZoneOffset.UTC));
            statement.setObject(8, at.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("a refused CDR cannot be kept", failure);
        }
    }

    /// PostgreSQL stores no NUL.
    private static String shortened(String text, int longest) {
        String clean = text.replace("\u0000", "");
        return clean.substring(0, Math.min(clean.length(), longest));
    }
}
