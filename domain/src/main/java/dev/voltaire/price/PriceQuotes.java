package dev.voltaire.price;

import dev.voltaire.currency.ExchangeRate;
import dev.voltaire.listing.Condition;
import dev.voltaire.listing.Filter;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Listing;
import dev.voltaire.listing.Listings;
import dev.voltaire.listing.Page;
import dev.voltaire.listing.Row;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// The quotes drivers were given.
@ApplicationScoped
public class PriceQuotes {
    private static final Listing<PriceQuote> LISTING = Listing.of(
                    "q.*, u.country as unit_country, p.name as profile_name, o.msp_cdr_id, o.expected, o.charged, "
                            + "o.deviation, o.compared_at",
                    "price_quote q join organisation_unit u on u.id = q.organisation_unit_id "
                            + "join profile p on p.id = q.profile_id "
                            + "left join price_quote_outcome o on o.quote_id = q.id")
            .filter("profileId", Filter.id("q.profile_id"))
            .filter("evseId", Filter.text("q.evse_id"))
            .filter("used", Filter.flag("q.used_at is not null"))
            .filter("orgUnitId", Scope.unitOrBelow("q.organisation_unit_id"))
            .period("created", "q.created_at")
            .sort("createdAt", "q.created_at")
            .sort("total", "q.total_excl_vat")
            .sort("deviation", "o.deviation")
            .defaultSort("q.id", "-createdAt")
            .rows(PriceQuotes::quote);

    private final Listings listings;
    private final Sql sql;

    @Inject
    PriceQuotes(Listings listings, Sql sql) {
        this.listings = listings;
        this.sql = sql;
    }

    /// @param operatorTariffs as they were sent
    record Draft(
            UUID unitId,
            UUID profileId,
            QuotedPlace place,
            BigDecimal kwh,
            int minutes,
            WorkedPrice price,
            List<String> operatorTariffs,
            @Nullable UUID planId,
            PriceQuote.@Nullable AdHoc adHoc,
            Instant at,
            String by,
            Instant expiresAt) {}

    UUID keep(Draft draft) {
        QuotedPlace place = draft.place();
        WorkedPrice price = draft.price();
        ExchangeRate exchange = price.exchange();
        return sql.first(
                        """
                        INSERT INTO price_quote (organisation_unit_id, profile_id, partner_id, country_code, party_id,
                            location_id, evse_uid, evse_id, connector_id, power_type, time_zone, kwh, minutes, currency,
                            total_excl_vat, lines, working, operator_tariff_id, operator_tariffs, tariff_plan_id,
                            operator_currency, exchange_rate, exchange_on, exchange_source, ad_hoc, created_at, created_by,
                            expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?::jsonb, ?, ?, ?, ?, ?,
                            ?::jsonb, ?, ?, ?)
                        RETURNING id
                        """,
                        row -> Sql.id(row, "id"),
                        draft.unitId(),
                        draft.profileId(),
                        place.partnerId(),
                        place.countryCode(),
                        place.partyId(),
                        place.locationId(),
                        place.evseUid(),
                        place.evseId(),
                        place.connectorId(),
                        place.powerType(),
                        place.zone().getId(),
                        draft.kwh(),
                        draft.minutes(),
                        price.currency().getCode(),
                        price.total(),
                        PriceJson.write(price.lines()),
                        price.working().toString(),
                        price.tariffId(),
                        "[" + String.join(",", draft.operatorTariffs()) + "]",
                        draft.planId(),
                        exchange == null ? null : exchange.from().getCode(),
                        exchange == null ? null : exchange.rate(),
                        exchange == null ? null : exchange.on(),
                        exchange == null ? null : exchange.source(),
                        draft.adHoc() == null ? null : PriceJson.write(draft.adHoc()),
                        draft.at(),
                        draft.by(),
                        draft.expiresAt())
                .orElseThrow();
    }

    public Page<PriceQuote> list(ListRequest request, Scope scope) {
        return listings.page(LISTING, request, scope.condition("q.organisation_unit_id"));
    }

    /// @throws ProblemException NOT_FOUND when there is none in the scope
    public PriceQuote get(UUID id, Scope scope) {
        return find(scope.condition("q.organisation_unit_id"), Condition.of("q.id = ?", id))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// One of a driver's own.
    ///
    /// @throws ProblemException NOT_FOUND
    public PriceQuote ownedBy(UUID userId, UUID id) {
        return find(Condition.of("p.user_id = ?", userId), Condition.of("q.id = ?", id))
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// The one an MSP CDR was compared with.
    public Optional<PriceQuote> ofMspCdr(UUID mspCdrId, Scope scope) {
        return find(scope.condition("q.organisation_unit_id"), Condition.of("o.msp_cdr_id = ?", mspCdrId));
    }

    private Optional<PriceQuote> find(Condition... conditions) {
        return listings.page(LISTING, ListRequest.firstPage(), conditions).items().stream()
                .findFirst();
    }

    /// A start rests on it from now on.
    ///
    /// @throws ProblemException QUOTE_NOT_VALID when it is used or expired, or for another profile or charger
    @Transactional(Transactional.TxType.MANDATORY)
    public void use(UUID id, Use use, Instant at) {
        int used = sql.update(
                """
                UPDATE price_quote q SET used_at = ?, token_id = t.id, authorisation_reference = ?
                FROM token t
                WHERE q.id = ? AND t.id = ? AND t.profile_id = q.profile_id AND q.used_at IS NULL AND q.expires_at > ?
                  AND q.partner_id = ? AND lower(q.evse_uid) = lower(?)
                  AND (?::text IS NULL OR lower(q.connector_id) = lower(?))
                """,
                at,
                use.authorisationReference(),
                id,
                use.tokenId(),
                at,
                use.partnerId(),
                use.evseUid(),
                use.connectorId(),
                use.connectorId());
        if (used == 0) {
            throw new ProblemException(Problem.QUOTE_NOT_VALID);
        }
    }

    Money total(UUID id) {
        return sql.first(
                        "SELECT currency, total_excl_vat FROM price_quote WHERE id = ?",
                        row -> Money.of(
                                CurrencyUnit.of(row.getString("currency")),
                                row.getBigDecimal("total_excl_vat"),
                                RoundingMode.HALF_UP),
                        id)
                .orElseThrow();
    }

    /// The start a quote was given with.
    record Use(
            UUID tokenId,
            UUID partnerId,
            @Nullable String evseUid,
            @Nullable String connectorId,
            @Nullable String authorisationReference) {}

    private static PriceQuote quote(Row row) {
        String exchangeFrom = row.maybeText("operator_currency");
        UUID mspCdr = row.maybeId("msp_cdr_id");
        return new PriceQuote(
                row.id("id"),
                row.id("organisation_unit_id"),
                row.text("unit_country"),
                row.id("profile_id"),
                row.text("profile_name"),
                new QuotedPlace(
                        row.id("partner_id"),
                        row.text("country_code"),
                        row.text("party_id"),
                        row.text("location_id"),
                        row.text("evse_uid"),
                        row.maybeText("evse_id"),
                        row.text("connector_id"),
                        row.maybeText("power_type"),
                        null,
                        ZoneId.of(row.text("time_zone")),
                        List.of()),
                row.decimal("kwh"),
                row.number("minutes"),
                row.text("currency"),
                row.decimal("total_excl_vat"),
                PriceJson.lines(row.text("lines")),
                PriceJson.tree(row.text("working")),
                row.maybeText("operator_tariff_id"),
                row.maybeId("tariff_plan_id"),
                exchangeFrom == null
                        ? null
                        : new PriceQuote.Exchange(
                                exchangeFrom,
                                row.decimal("exchange_rate"),
                                Objects.requireNonNull(row.maybeDate("exchange_on"))
                                        .toString(),
                                row.text("exchange_source")),
                PriceJson.maybeRead(row.maybeText("ad_hoc"), PriceQuote.AdHoc.class),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.maybeInstant("used_at"),
                mspCdr == null
                        ? null
                        : new PriceQuote.Outcome(
                                mspCdr,
                                row.maybeDecimal("expected"),
                                row.maybeDecimal("charged"),
                                row.maybeDecimal("deviation"),
                                row.instant("compared_at")));
    }
}
