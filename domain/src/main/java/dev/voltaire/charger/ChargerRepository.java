package dev.voltaire.charger;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All queries of `charger` and `charger_connector`.
@ApplicationScoped
public class ChargerRepository implements PanacheRepositoryBase<Charger, UUID> {
    private static final String ACCESS = """
            SELECT id, identity, organisation_unit_id, allowed_profile_ids, registration, minimum_security,
                   password_salt, password_hash, assume_ocpp16, strict, no_trigger, ping_seconds, heartbeat_seconds
            FROM charger
            WHERE identity = ? AND retired_at IS NULL
            """;
    private static final String BOOTED = """
            UPDATE charger SET vendor = ?, reported_model = ?, serial_number = ?, firmware_version = ?,
                   meter_serial_number = ?, meter_type = ?, iccid = ?, imsi = ?, boot_reason = ?, ocpp_version = ?,
                   last_boot_at = ?
            WHERE id = ?
            RETURNING registration, heartbeat_seconds
            """;
    private static final String CONNECTOR = """
            INSERT INTO charger_connector (charger_id, evse, connector, status, error_code, info, vendor_error_code,
                                           device_time, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (charger_id, evse, connector) DO UPDATE
            SET status = excluded.status, error_code = excluded.error_code, info = excluded.info,
                vendor_error_code = excluded.vendor_error_code, device_time = excluded.device_time,
                received_at = excluded.received_at
            """;

    private final ChargerSql sql;

    @Inject
    ChargerRepository(ChargerSql sql) {
        this.sql = sql;
    }

    public Optional<ChargerAccess> accessOf(String identity) {
        return sql.query(ACCESS, ChargerRepository::access, identity).stream().findFirst();
    }

    public Optional<Charger> ofIdentity(String identity) {
        return find("identity", identity).firstResultOptional();
    }

    record Booted(Registration registration, @Nullable Integer heartbeatSeconds) {}

    Optional<Booted> booted(UUID chargerId, BootReport report, Instant at) {
        return sql
                .query(
                        BOOTED,
                        row -> new Booted(
                                Registration.valueOf(row.getString("registration")),
                                row.getObject("heartbeat_seconds", Integer.class)),
                        report.vendor(),
                        report.model(),
                        report.serialNumber(),
                        report.firmwareVersion(),
                        report.meterSerialNumber(),
                        report.meterType(),
                        report.iccid(),
                        report.imsi(),
                        report.reason(),
                        report.ocppVersion(),
                        at,
                        chargerId)
                .stream()
                .findFirst();
    }

    void connector(UUID chargerId, ConnectorReport report, Instant at) {
        sql.update(
                CONNECTOR,
                chargerId,
                report.evse(),
                report.connector(),
                report.status(),
                report.errorCode(),
                report.info(),
                report.vendorErrorCode(),
                report.deviceTime(),
                at);
    }

    void rejectedTag(UUID chargerId, String tag, Instant at) {
        sql.update("UPDATE charger SET last_rejected_tag = ?, last_rejected_at = ? WHERE id = ?", tag, at, chargerId);
    }

    private static ChargerAccess access(ResultSet row) throws SQLException {
        Array allowed = row.getArray("allowed_profile_ids");
        return new ChargerAccess(
                row.getObject("id", UUID.class),
                row.getString("identity"),
                row.getObject("organisation_unit_id", UUID.class),
                Set.of((UUID[]) allowed.getArray()),
                Registration.valueOf(row.getString("registration")),
                row.getInt("minimum_security"),
                new ChargerPassword(row.getBytes("password_salt"), row.getBytes("password_hash")),
                new Quirks(
                        row.getBoolean("assume_ocpp16"),
                        row.getBoolean("strict"),
                        row.getBoolean("no_trigger"),
                        row.getObject("ping_seconds", Integer.class),
                        row.getObject("heartbeat_seconds", Integer.class)));
    }
}
