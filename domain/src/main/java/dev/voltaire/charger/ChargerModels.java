package dev.voltaire.charger;

import dev.voltaire.audit.Audit;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import dev.voltaire.value.ExpectedVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Models of home chargers and their known quirks, kept by the operator. A charger registered as one of them begins
/// with its quirks.
@ApplicationScoped
public class ChargerModels {
    private static final Listing<Model> LISTING = Listing.of("m.*", "charger_model m")
            .search("(m.brand || ' ' || m.model)")
            .filter("brand", Filter.text("m.brand"))
            .filter("ocppVersion", Filter.text("m.ocpp_version"))
            .sort("brand", "m.brand")
            .sort("model", "m.model")
            .defaultSort("m.id", "brand", "model")
            .rows(row -> new Model(
                    row.id("id"),
                    row.number("version"),
                    new Facts(
                            row.text("brand"),
                            row.text("model"),
                            row.text("ocpp_version"),
                            row.flag("assume_ocpp16"),
                            row.flag("no_trigger"),
                            number(row.maybeText("ping_seconds")),
                            number(row.maybeText("heartbeat_seconds")),
                            row.maybeText("fixed_tag"),
                            row.maybeText("instructions"))));

    private final Listings listings;
    private final Sql sql;
    private final Audit audit;
    private final Clock clock;

    @Inject
    ChargerModels(Listings listings, Sql sql, Audit audit, Clock clock) {
        this.listings = listings;
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param fixedTag what it reports when it asks nobody for a card
    /// @param instructions for whoever connects it
    public record Facts(
            String brand,
            String model,
            String ocppVersion,
            boolean assumeOcpp16,
            boolean noTrigger,
            @Nullable Integer pingSeconds,
            @Nullable Integer heartbeatSeconds,
            @Nullable String fixedTag,
            @Nullable String instructions) {
        public Quirks quirks() {
            return new Quirks(assumeOcpp16, false, noTrigger, pingSeconds, heartbeatSeconds);
        }
    }

    /// A model on record.
    public record Model(UUID id, int version, Facts facts) {}

    public Page<Model> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    public Model get(UUID id) {
        return listings.page(LISTING, ListRequest.firstPage(), Condition.of("m.id = ?", id)).items().stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// @throws ProblemException ALREADY_EXISTS for a brand and model on record
    @Transactional
    public Model enter(Facts facts, String by) {
        UUID id = sql
                .query(
                        """
                        INSERT INTO charger_model (brand, model, ocpp_version, assume_ocpp16, no_trigger, ping_seconds,
                            heartbeat_seconds, fixed_tag, instructions, entered_by, entered_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id
                        """,
                        row -> row.getObject(1, UUID.class),
                        facts.brand(),
                        facts.model(),
                        facts.ocppVersion(),
                        facts.assumeOcpp16(),
                        facts.noTrigger(),
                        facts.pingSeconds(),
                        facts.heartbeatSeconds(),
                        facts.fixedTag(),
                        facts.instructions(),
                        by,
                        clock.instant())
                .stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.ALREADY_EXISTS, facts.brand() + " " + facts.model()));
        audit.record("charger-model-entered", "charger-model", id, null, Map.of("model", facts.model()));
        return get(id);
    }

    /// Chargers registered before keep their settings.
    @Transactional
    public Model change(UUID id, ExpectedVersion expected, Facts facts) {
        expected.mustBe(get(id).version());
        sql.update(
                """
                UPDATE charger_model SET version = version + 1, ocpp_version = ?, assume_ocpp16 = ?, no_trigger = ?,
                    ping_seconds = ?, heartbeat_seconds = ?, fixed_tag = ?, instructions = ?
                WHERE id = ?
                """,
                facts.ocppVersion(),
                facts.assumeOcpp16(),
                facts.noTrigger(),
                facts.pingSeconds(),
                facts.heartbeatSeconds(),
                facts.fixedTag(),
                facts.instructions(),
                id);
        audit.record("charger-model-changed", "charger-model", id, null, Map.of("model", facts.model()));
        return get(id);
    }

    /// A charger begins with what is known of its model.
    @Transactional
    public void applyTo(UUID chargerId, Facts facts) {
        sql.update(
                """
                UPDATE charger SET assume_ocpp16 = ?, no_trigger = ?, ping_seconds = ?, heartbeat_seconds = ?,
                    fixed_tag = ?
                WHERE id = ?
                """,
                facts.assumeOcpp16(),
                facts.noTrigger(),
                facts.pingSeconds(),
                facts.heartbeatSeconds(),
                facts.fixedTag(),
                chargerId);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }
}
