package dev.voltaire.price;

import dev.voltaire.command.RemoteCharging;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.spending.SpendingUsage;
import dev.voltaire.sql.Sql;
import dev.voltaire.token.AuthorisationDecision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Starts a charge whose price the driver was told before, so that the two can be compared in the end.
@ApplicationScoped
public class QuotedStart {
    private final RemoteCharging charging;
    private final PriceQuotes quotes;
    private final SpendingUsage usage;
    private final Sql sql;
    private final Clock clock;

    @Inject
    QuotedStart(RemoteCharging charging, PriceQuotes quotes, SpendingUsage usage, Sql sql, Clock clock) {
        this.charging = charging;
        this.quotes = quotes;
        this.usage = usage;
        this.sql = sql;
        this.clock = clock;
    }

    /// As [RemoteCharging#startOwn], with a quote or without.
    @Transactional
    public UUID startOwn(String evseId, @Nullable String connectorId, @Nullable UUID quoteId, Caller.SignedIn driver) {
        return with(quoteId, charging.startOwn(evseId, connectorId, driver));
    }

    /// As [RemoteCharging#start], with a quote or without.
    @Transactional
    public UUID start(
            UUID tokenId, String evseId, @Nullable String connectorId, @Nullable UUID quoteId, Caller.SignedIn by) {
        return with(quoteId, charging.start(tokenId, evseId, connectorId, by));
    }

    private UUID with(@Nullable UUID quoteId, UUID commandId) {
        if (quoteId != null) {
            PriceQuotes.Use use = sql.first(
                            """
                            SELECT token_id, partner_id, details ->> 'evseUid' AS evse_uid,
                                   details ->> 'connectorId' AS connector_id,
                                   details ->> 'authorisationReference' AS reference
                            FROM roaming_command WHERE id = ?
                            """,
                            row -> new PriceQuotes.Use(
                                    Sql.id(row, "token_id"),
                                    Sql.id(row, "partner_id"),
                                    row.getString("evse_uid"),
                                    row.getString("connector_id"),
                                    row.getString("reference")),
                            commandId)
                    .orElseThrow();
            quotes.use(quoteId, use, clock.instant());
            mustBeAffordable(quotes.total(quoteId), use.tokenId());
        }
        return commandId;
    }

    /// Checked after the fact, in the transaction that asked for the start: nothing has left us yet.
    private void mustBeAffordable(Money quoted, UUID tokenId) {
        BigDecimal left =
                usage.leftForASession(tokenId, quoted.getCurrencyUnit().getCode());
        if (left != null && quoted.getAmount().compareTo(left) > 0) {
            throw new ProblemException(Problem.CHARGING_REFUSED, AuthorisationDecision.Reason.NO_CREDIT);
        }
    }
}
