package dev.voltaire.charger;

import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.OrganisationUnitRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chargers as their owners see them, within the scope of the caller.
@ApplicationScoped
public class ChargerList {
    private static final Listing<Summary> LISTING = Listing.of(
                    "c.*, n.connection_id is not null as online, n.last_seen_at, " + OrganisationUnitRepository.LABEL
                            + " as unit_label, (select count(*)::integer from charger_finding f where f.charger_id = c.id)"
                            + " as findings",
                    "charger c join organisation_unit o on o.id = c.organisation_unit_id"
                            + " left join charger_connection n on n.charger_id = c.id")
            .search("(c.identity || ' ' || c.name || ' ' || coalesce(c.serial_number, ''))")
            .filter("orgUnitId", Scope.unitOrBelow("c.organisation_unit_id"))
            .filter("registration", Filter.oneOf("c.registration", Registration.class))
            .filter("online", Filter.flag("n.connection_id is not null"))
            .sort("name", "c.name")
            .sort("identity", "c.identity")
            .sort("lastSeenAt", "n.last_seen_at")
            .sort("createdAt", "c.created_at")
            .defaultSort("c.id", "-createdAt")
            .rows(row -> new Summary(
                    row.id("id"),
                    row.number("version"),
                    row.text("identity"),
                    row.text("name"),
                    row.id("organisation_unit_id"),
                    row.text("unit_label"),
                    row.constant("registration", Registration.class),
                    row.flag("online"),
                    row.maybeInstant("last_seen_at"),
                    row.maybeText("brand") == null ? row.maybeText("vendor") : row.maybeText("brand"),
                    row.maybeText("model") == null ? row.maybeText("reported_model") : row.maybeText("model"),
                    row.maybeText("serial_number"),
                    row.maybeText("firmware_version"),
                    row.maybeText("ocpp_version"),
                    row.maybeInstant("last_boot_at"),
                    row.maybeText("last_rejected_tag"),
                    row.number("findings"),
                    row.instant("created_at"),
                    row.maybeInstant("retired_at")));

    private final Listings listings;
    private final OrganisationUnitRepository units;
    private final ChargerRepository chargers;
    private final Sql sql;

    @Inject
    ChargerList(Listings listings, OrganisationUnitRepository units, ChargerRepository chargers, Sql sql) {
        this.listings = listings;
        this.units = units;
        this.chargers = chargers;
        this.sql = sql;
    }

    public record Summary(
            UUID id,
            int version,
            String identity,
            String name,
            UUID unitId,
            String unitLabel,
            Registration registration,
            boolean online,
            @Nullable Instant lastSeenAt,
            @Nullable String brand,
            @Nullable String model,
            @Nullable String serialNumber,
            @Nullable String firmwareVersion,
            @Nullable String ocppVersion,
            @Nullable Instant lastBootAt,
            @Nullable String lastRejectedTag,
            int findings,
            Instant createdAt,
            @Nullable Instant retiredAt) {}

    /// A connector as last reported.
    public record Connector(
            int evse,
            int connector,
            String status,
            @Nullable String errorCode,
            Instant reportedAt) {}

    public Page<Summary> page(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("c.organisation_unit_id"));
    }

    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public Summary get(UUID id, Scope scope) {
        return listings
                .page(
                        LISTING,
                        ListRequest.firstPage(),
                        scope.condition("c.organisation_unit_id"),
                        dev.voltaire.listing.Condition.of("c.id = ?", id))
                .items()
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// The charger itself, within a transaction.
    public Charger charger(UUID id, Scope scope) {
        Charger charger = chargers.findByIdOptional(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        units.get(charger.organisationUnitId(), scope);
        return charger;
    }

    public List<Connector> connectors(UUID chargerId) {
        return sql.query(
                "SELECT evse, connector, status, error_code, received_at FROM charger_connector"
                        + " WHERE charger_id = ? ORDER BY evse, connector",
                row -> new Connector(
                        row.getInt("evse"),
                        row.getInt("connector"),
                        row.getString("status"),
                        row.getString("error_code"),
                        Sql.requiredInstant(row, "received_at")),
                chargerId);
    }
}
