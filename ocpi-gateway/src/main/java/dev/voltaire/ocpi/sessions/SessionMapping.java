package dev.voltaire.ocpi.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.session.RoamingSessions.Fact;
import dev.voltaire.session.SessionStatus;
import dev.voltaire.value.PartyId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a Session of every version by its shape.
final class SessionMapping {
    private static final int LONGEST_ID = 36;

    private SessionMapping() {}

    /// @param periods the charging periods of this message alone
    /// @param append whether they are added to those known, as those of a PATCH are
    static Fact read(OcpiObject session, PartyId party, @Nullable JsonNode periods, boolean append) {
        Instant endedAt = session.instant("end_date_time");
        Optional<OcpiObject> token = session.object("cdr_token");
        Optional<OcpiObject> location = session.object("location");
        // 2.1.1 has the whole location with the one EVSE and connector in use
        Optional<OcpiObject> evse =
                location.flatMap(found -> found.objects("evses").stream().findFirst());
        Optional<OcpiObject> connector =
                evse.flatMap(found -> found.objects("connectors").stream().findFirst());
        String contract = token.map(found -> found.text("contract_id")).orElse(session.text("auth_id"));
        BigDecimal kwh = session.decimal("kwh");
        Instant startedAt = session.instant("start_date_time") == null
                ? session.requiredInstant("start_datetime")
                : session.requiredInstant("start_date_time");
        return new Fact(
                party,
                session.requiredText("id", LONGEST_ID),
                status(session.requiredText("status"), endedAt),
                Optional.ofNullable(token.map(found -> found.text("uid")).orElse(null))
                        .orElse(""),
                contract,
                session.text("authorization_reference"),
                session.text("auth_method"),
                location.map(found -> found.text("id")).orElse(session.text("location_id")),
                evse.map(found -> found.text("uid")).orElse(session.text("evse_uid")),
                connector.map(found -> found.text("id")).orElse(session.text("connector_id")),
                session.text("meter_id"),
                startedAt,
                endedAt == null ? session.instant("end_datetime") : endedAt,
                kwh == null ? BigDecimal.ZERO : kwh,
                session.text("currency"),
                totalCost(session),
                session.requiredInstant("last_updated"),
                periods == null ? null : RawJson.text(periods),
                append,
                RawJson.text(session.node()));
    }

    /// A status we do not know says at least whether the session has ended.
    private static SessionStatus status(String sent, @Nullable Instant endedAt) {
        return switch (sent.strip().toUpperCase(Locale.ROOT)) {
            case "PENDING" -> SessionStatus.PENDING;
            case "ACTIVE" -> SessionStatus.ACTIVE;
            case "COMPLETED" -> SessionStatus.COMPLETED;
            case "INVALID" -> SessionStatus.INVALID;
            case "RESERVATION" -> SessionStatus.RESERVATION;
            default -> endedAt == null ? SessionStatus.ACTIVE : SessionStatus.COMPLETED;
        };
    }

    /// Without VAT: a number in 2.1.1, a Price since.
    private static @Nullable BigDecimal totalCost(OcpiObject session) {
        Optional<OcpiObject> price = session.object("total_cost");
        if (price.isEmpty()) {
            return session.decimal("total_cost");
        }
        BigDecimal withoutVat = price.get().decimal("excl_vat");
        return withoutVat == null ? price.get().decimal("before_taxes") : withoutVat;
    }

    static PartyId party(String countryCode, String partyId) {
        try {
            return new PartyId(countryCode, partyId);
        } catch (IllegalArgumentException malformed) {
            throw OcpiFailure.invalid("Not a party: " + malformed.getMessage());
        }
    }
}
