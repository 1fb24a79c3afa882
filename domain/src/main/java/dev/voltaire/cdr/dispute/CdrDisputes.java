package dev.voltaire.cdr.dispute;

import dev.voltaire.cdr.MspCdrApproval;
import dev.voltaire.identity.Caller;
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
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes a CDR up with its operator. While a dispute lasts, the CDR is not charged on.
@ApplicationScoped
public class CdrDisputes {
    private static final Listing<CdrDispute> LISTING = Listing.of(
                    "d.*, c.cdr_id, c.total_cost, c.currency as cdr_currency, p.name as partner_name",
                    "cdr_dispute d join cpo_cdr c on c.id = d.cpo_cdr_id left join partner p on p.id = d.partner_id")
            .search("(c.cdr_id || ' ' || coalesce(c.evse_id, '') || ' ' || coalesce(c.location_name, ''))")
            .filter("state", Filter.oneOf("d.state", DisputeState.class))
            .filter("partnerId", Filter.id("d.partner_id"))
            .filter("cpoCdrId", Filter.id("d.cpo_cdr_id"))
            .filter("mspCdrId", Filter.id("d.msp_cdr_id"))
            .period("opened", "d.opened_at")
            .sort("openedAt", "d.opened_at")
            .sort("changedAt", "d.changed_at")
            .sort("state", "d.state")
            .defaultSort("d.id", "-openedAt")
            .rows(row -> new CdrDispute(
                    row.id("id"),
                    row.number("revision"),
                    row.id("cpo_cdr_id"),
                    row.text("cdr_id"),
                    row.id("msp_cdr_id"),
                    row.maybeId("partner_id"),
                    row.maybeText("partner_name"),
                    row.constant("state", DisputeState.class),
                    row.text("reason"),
                    row.maybeDecimal("expected_total"),
                    row.maybeDecimal("total_cost"),
                    row.maybeText("cdr_currency"),
                    row.maybeId("credit_cpo_cdr_id"),
                    row.instant("opened_at"),
                    row.instant("changed_at")));

    private final Sql sql;
    private final Listings listings;
    private final MspCdrApproval approval;
    private final Clock clock;

    @Inject
    CdrDisputes(Sql sql, Listings listings, MspCdrApproval approval, Clock clock) {
        this.sql = sql;
        this.listings = listings;
        this.approval = approval;
        this.clock = clock;
    }

    public Page<CdrDispute> list(ListRequest request) {
        return listings.page(LISTING, request);
    }

    /// @throws ProblemException NOT_FOUND
    public CdrDispute get(UUID id) {
        return listings.page(LISTING, ListRequest.firstPage(), Condition.of("d.id = ?", id)).items().stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    public List<CdrDispute.Entry> entries(UUID id) {
        return sql.query(
                "SELECT state, note, by, at FROM cdr_dispute_entry WHERE dispute_id = ? ORDER BY at, id",
                row -> new CdrDispute.Entry(
                        DisputeState.valueOf(row.getString("state")),
                        row.getString("note"),
                        row.getString("by"),
                        Sql.requiredInstant(row, "at")),
                id);
    }

    /// @param expectedTotal before tax, in the currency of the CDR
    /// @throws ProblemException NOT_FOUND, or WRONG_STATE when the CDR is disputed already
    @Transactional
    public UUID open(UUID mspCdrId, String reason, @Nullable BigDecimal expectedTotal, Caller caller) {
        approval.dispute(mspCdrId, reason, caller);
        Instant now = clock.instant();
        UUID id = sql.first("""
                        INSERT INTO cdr_dispute (cpo_cdr_id, msp_cdr_id, partner_id, state, reason, expected_total,
                            currency, opened_at, changed_at)
                        SELECT c.id, m.id, c.partner_id, 'OPEN', ?, ?::numeric, c.currency, ?, ?
                        FROM msp_cdr m JOIN cpo_cdr c ON c.id = m.cpo_cdr_id WHERE m.id = ?
                        RETURNING id
                        """, row -> Sql.id(row, "id"), reason, expectedTotal, now, now, mspCdrId)
                .orElseThrow();
        append(id, DisputeState.OPEN, reason, caller, now);
        return id;
    }

    /// The operator has been told.
    @Transactional
    public void send(UUID id, @Nullable String note, ExpectedVersion expected, Caller caller) {
        move(id, DisputeState.SENT, note, null, expected, caller);
    }

    /// The operator stands by its CDR: a person decides again whether it is charged on.
    @Transactional
    public void reject(UUID id, @Nullable String note, ExpectedVersion expected, Caller caller) {
        CdrDispute dispute = move(id, DisputeState.REJECTED, note, null, expected, caller);
        approval.settle(dispute.mspCdrId(), false, caller);
    }

    /// The operator took the CDR back.
    ///
    /// @param creditCpoCdrId a credit CDR for the disputed one
    /// @throws ProblemException INVALID_PARAMETER when it is not
    @Transactional
    public void accept(UUID id, UUID creditCpoCdrId, @Nullable String note, ExpectedVersion expected, Caller caller) {
        CdrDispute dispute = get(id);
        boolean credits = sql.first(
                        "SELECT 1 FROM cdr_assessment WHERE cpo_cdr_id = ? AND credited_cpo_cdr_id = ?",
                        row -> true,
                        creditCpoCdrId,
                        dispute.cpoCdrId())
                .isPresent();
        if (!credits) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "creditCpoCdrId");
        }
        move(id, DisputeState.ACCEPTED, note, creditCpoCdrId, expected, caller);
        approval.settle(dispute.mspCdrId(), true, caller);
    }

    /// A credit CDR arrived: the open dispute about what it takes back, if there is one, has ended well.
    void credited(UUID creditedCpoCdrId, UUID creditCpoCdrId) {
        sql.query(
                        "SELECT id, revision FROM cdr_dispute WHERE cpo_cdr_id = ? AND state IN ('OPEN', 'SENT')",
                        row -> new Open(Sql.id(row, "id"), new ExpectedVersion(row.getInt("revision"))),
                        creditedCpoCdrId)
                .forEach(open -> accept(open.id(), creditCpoCdrId, null, open.version(), Caller.SYSTEM));
    }

    private record Open(UUID id, ExpectedVersion version) {}

    private CdrDispute move(
            UUID id,
            DisputeState next,
            @Nullable String note,
            @Nullable UUID credit,
            ExpectedVersion expected,
            Caller caller) {
        CdrDispute dispute = get(id);
        expected.mustBe(dispute.revision());
        if (!dispute.state().next().contains(next)) {
            throw new ProblemException(Problem.WRONG_STATE, dispute.cdrId(), dispute.state());
        }
        Instant now = clock.instant();
        int moved = sql.update("""
                UPDATE cdr_dispute SET state = ?, credit_cpo_cdr_id = ?, changed_at = ?, revision = revision + 1
                WHERE id = ? AND revision = ?
                """, next, credit, now, id, expected.number());
        if (moved == 0) {
            throw new ProblemException(Problem.EDIT_CONFLICT);
        }
        append(id, next, note, caller, now);
        return dispute;
    }

    private void append(UUID id, DisputeState state, @Nullable String note, Caller caller, Instant at) {
        sql.update(
                "INSERT INTO cdr_dispute_entry (dispute_id, state, note, by, at) VALUES (?, ?, ?, ?, ?)",
                id,
                state,
                note,
                caller.name(),
                at);
    }
}
