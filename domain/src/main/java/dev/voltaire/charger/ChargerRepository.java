package dev.voltaire.charger;

import dev.voltaire.sql.Columns;
import dev.voltaire.sql.GroupCommit;
import dev.voltaire.sql.Sql;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All queries of `charger` and `charger_connector`.
@ApplicationScoped
public class ChargerRepository implements PanacheRepositoryBase<Charger, UUID> {
    private static final String ACCESS = """
            SELECT id, identity, organisation_unit_id, allowed_profile_ids, registration, minimum_security,
                   password_salt, password_hash, next_password_salt, next_password_hash,
                   ordered_security IS NOT NULL AS moves, start_delay_millis, assume_ocpp16, strict, no_trigger, ping_seconds, heartbeat_seconds
            FROM charger
            WHERE identity = ANY (?) AND retired_at IS NULL
            """;
    private static final String BOOTED = """
            UPDATE charger c SET vendor = b.vendor, reported_model = b.model, serial_number = b.serial_number,
                   firmware_version = b.firmware_version, meter_serial_number = b.meter_serial_number,
                   meter_type = b.meter_type, iccid = b.iccid, imsi = b.imsi, boot_reason = b.reason,
                   ocpp_version = b.ocpp_version, last_boot_at = b.at
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 AS b (id, vendor, model, serial_number, firmware_version, meter_serial_number, meter_type, iccid, imsi,
                       reason, ocpp_version, at)
            WHERE c.id = b.id
            RETURNING c.id, c.registration, c.heartbeat_seconds
            """;
    private static final String CONNECTOR = """
            INSERT INTO charger_connector (charger_id, evse, connector, status, error_code, info, vendor_error_code,
                                           device_time, received_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (charger_id, evse, connector) DO UPDATE
            SET status = excluded.status, error_code = excluded.error_code, info = excluded.info,
                vendor_error_code = excluded.vendor_error_code, device_time = excluded.device_time,
                received_at = excluded.received_at
            """;
    private static final String REJECTED_TAG = """
            UPDATE charger c SET last_rejected_tag = r.tag, last_rejected_at = r.at
            FROM unnest(?, ?, ?) AS r (id, tag, at) WHERE c.id = r.id
            """;

    private final Sql sql;
    private final GroupCommit<String, Optional<ChargerAccess>> accesses =
            new GroupCommit<>(Function.identity(), this::accessOf);
    private final GroupCommit<BootOf, Optional<Booted>> boots = new GroupCommit<>(BootOf::chargerId, this::booted);
    private final GroupCommit<ConnectorOf, ConnectorOf> connectors =
            new GroupCommit<>(ConnectorOf::chargerId, this::connectors);
    private final GroupCommit<RejectedTag, RejectedTag> rejectedTags =
            new GroupCommit<>(RejectedTag::chargerId, this::rejectedTags);

    @Inject
    ChargerRepository(Sql sql) {
        this.sql = sql;
    }

    record Booted(Registration registration, @Nullable Integer heartbeatSeconds) {}

    private record BootOf(UUID chargerId, BootReport report, Instant at) {}

    private record ConnectorOf(UUID chargerId, ConnectorReport report, Instant at) {}

    private record RejectedTag(UUID chargerId, String tag, Instant at) {
        @Override
        public String toString() {
            return "RejectedTag[charger=" + chargerId + "]";
        }
    }

    public Optional<ChargerAccess> accessOf(String identity) {
        return accesses.submit(identity);
    }

    public int minimumSecurity(UUID chargerId) {
        return sql.query("SELECT minimum_security FROM charger WHERE id = ?", row -> row.getInt(1), chargerId)
                .getFirst();
    }

    public Optional<Charger> ofIdentity(String identity) {
        return find("identity", identity).firstResultOptional();
    }

    Optional<Booted> booted(UUID chargerId, BootReport report, Instant at) {
        return boots.submit(new BootOf(chargerId, report, at));
    }

    void connector(UUID chargerId, ConnectorReport report, Instant at) {
        connectors.submit(new ConnectorOf(chargerId, report, at));
    }

    void rejectedTag(UUID chargerId, String tag, Instant at) {
        rejectedTags.submit(new RejectedTag(chargerId, tag, at));
    }

    private List<Optional<ChargerAccess>> accessOf(List<String> identities) {
        Map<String, ChargerAccess> found =
                sql.query(ACCESS, ChargerRepository::access, (Object) identities.toArray(String[]::new)).stream()
                        .collect(Collectors.toMap(ChargerAccess::identity, Function.identity()));
        return identities.stream()
                .map(identity -> Optional.ofNullable(found.get(identity)))
                .toList();
    }

    private List<Optional<Booted>> booted(List<BootOf> batch) {
        Columns<BootOf> of = new Columns<>(batch);
        Map<UUID, Booted> booted = new HashMap<>();
        sql.query(
                BOOTED,
                row -> booted.put(
                        row.getObject("id", UUID.class),
                        new Booted(
                                Registration.valueOf(row.getString("registration")),
                                row.getObject("heartbeat_seconds", Integer.class))),
                of.ids(BootOf::chargerId),
                of.texts(boot -> boot.report().vendor()),
                of.texts(boot -> boot.report().model()),
                of.texts(boot -> boot.report().serialNumber()),
                of.texts(boot -> boot.report().firmwareVersion()),
                of.texts(boot -> boot.report().meterSerialNumber()),
                of.texts(boot -> boot.report().meterType()),
                of.texts(boot -> boot.report().iccid()),
                of.texts(boot -> boot.report().imsi()),
                of.texts(boot -> boot.report().reason()),
                of.texts(boot -> boot.report().ocppVersion()),
                of.instants(BootOf::at));
        return batch.stream()
                .map(boot -> Optional.ofNullable(booted.get(boot.chargerId())))
                .toList();
    }

    private List<ConnectorOf> connectors(List<ConnectorOf> batch) {
        Columns<ConnectorOf> of = new Columns<>(batch);
        sql.update(
                CONNECTOR,
                of.ids(ConnectorOf::chargerId),
                of.integers(each -> each.report().evse()),
                of.integers(each -> each.report().connector()),
                of.texts(each -> each.report().status()),
                of.texts(each -> each.report().errorCode()),
                of.texts(each -> each.report().info()),
                of.texts(each -> each.report().vendorErrorCode()),
                of.instants(each -> each.report().deviceTime()),
                of.instants(ConnectorOf::at));
        return batch;
    }

    private List<RejectedTag> rejectedTags(List<RejectedTag> batch) {
        Columns<RejectedTag> of = new Columns<>(batch);
        sql.update(
                REJECTED_TAG, of.ids(RejectedTag::chargerId), of.texts(RejectedTag::tag), of.instants(RejectedTag::at));
        return batch;
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
                row.getBytes("next_password_hash") == null
                        ? null
                        : new ChargerPassword(row.getBytes("next_password_salt"), row.getBytes("next_password_hash")),
                row.getBoolean("moves"),
                row.getObject("start_delay_millis", Integer.class),
                new Quirks(
                        row.getBoolean("assume_ocpp16"),
                        row.getBoolean("strict"),
                        row.getBoolean("no_trigger"),
                        row.getObject("ping_seconds", Integer.class),
                        row.getObject("heartbeat_seconds", Integer.class)));
    }
}
