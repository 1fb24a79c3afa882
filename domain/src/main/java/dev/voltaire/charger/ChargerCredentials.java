package dev.voltaire.charger;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/// Passwords and security profiles on their way from one to the next. Until it is known which password a charger uses,
/// both count; its next connection decides (OCPP 2.0.1 A01.FR.03 and .04).
@ApplicationScoped
public class ChargerCredentials {
    private static final String OFFER = """
            UPDATE charger SET next_password_salt = ?, next_password_hash = ? WHERE id = ? AND retired_at IS NULL
            """;
    private static final String TAKE = """
            UPDATE charger SET password_salt = next_password_salt, password_hash = next_password_hash,
                   next_password_salt = NULL, next_password_hash = NULL
            WHERE id = ? AND next_password_hash IS NOT NULL
            """;
    private static final String DROP = """
            UPDATE charger SET next_password_salt = NULL, next_password_hash = NULL WHERE id = ?
            """;
    /// Never lower than it is (A00.FR.005).
    private static final String ORDER = """
            UPDATE charger SET ordered_security = ? WHERE id = ? AND minimum_security < ?
            """;
    private static final String RAISE = """
            UPDATE charger SET minimum_security = ordered_security, ordered_security = NULL
            WHERE id = ? AND ordered_security <= ?
            """;

    private final Sql sql;

    @Inject
    ChargerCredentials(Sql sql) {
        this.sql = sql;
    }

    public void offer(UUID chargerId, ChargerPassword next) {
        sql.update(OFFER, next.salt(), next.hash(), chargerId);
    }

    /// The charger uses the new password.
    public void take(UUID chargerId) {
        sql.update(TAKE, chargerId);
    }

    /// The charger has kept the old one.
    public void drop(UUID chargerId) {
        sql.update(DROP, chargerId);
    }

    /// The charger has accepted to move to a higher security profile.
    void order(UUID chargerId, int profile) {
        sql.update(ORDER, profile, chargerId, profile);
    }

    /// It has connected at that profile: the former ones are refused from now on (A05.FR.09).
    public void raise(UUID chargerId, int profile) {
        sql.update(RAISE, chargerId, profile);
    }
}
