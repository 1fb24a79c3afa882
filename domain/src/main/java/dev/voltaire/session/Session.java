package dev.voltaire.session;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A charging session as it is read. Its facts are written by plain statements as messages come in, never from here;
/// only a person's review is.
@Entity
@Table(name = "session")
public class Session {
    @Id
    private UUID id;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private SessionOrigin origin;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    private SessionStatus status;

    @Column(name = "organisation_unit_id", updatable = false)
    private @Nullable UUID organisationUnitId;

    @Column(name = "profile_id", updatable = false)
    private @Nullable UUID profileId;

    @Column(name = "token_id", updatable = false)
    private @Nullable UUID tokenId;

    @Column(name = "contract_id", updatable = false)
    private @Nullable String contractId;

    @Column(name = "authorisation_reference", updatable = false)
    private @Nullable String authorisationReference;

    @Column(updatable = false)
    private @Nullable String refusal;

    @Column(name = "location_id", updatable = false)
    private @Nullable String locationId;

    @Column(name = "evse_id", updatable = false)
    private @Nullable String evseId;

    @Column(name = "connector_id", updatable = false)
    private @Nullable String connectorId;

    @Column(name = "started_at", updatable = false)
    private Instant startedAt;

    @Column(name = "ended_at", updatable = false)
    private @Nullable Instant endedAt;

    @Column(updatable = false)
    private BigDecimal kwh;

    @Column(name = "last_updated", updatable = false)
    private Instant lastUpdated;

    @Column(name = "charger_id", updatable = false)
    private @Nullable UUID chargerId;

    @Column(updatable = false)
    private @Nullable Integer evse;

    @Column(name = "meter_start_wh", updatable = false)
    private @Nullable BigDecimal meterStartWh;

    @Column(name = "meter_stop_wh", updatable = false)
    private @Nullable BigDecimal meterStopWh;

    @Column(name = "stop_reason", updatable = false)
    private @Nullable String stopReason;

    @Column(updatable = false)
    private String[] review;

    @Column(name = "reviewed_at")
    private @Nullable Instant reviewedAt;

    @Column(name = "reviewed_by")
    private @Nullable String reviewedBy;

    @Column(name = "partner_id", updatable = false)
    private @Nullable UUID partnerId;

    @Column(name = "external_id", updatable = false)
    private @Nullable String externalId;

    @Column(updatable = false)
    private @Nullable String currency;

    @Column(name = "total_cost", updatable = false)
    private @Nullable BigDecimal totalCost;

    protected Session() {}

    /// A person has looked at the doubts; they stay on record.
    void reviewed(String by, Instant at) {
        if (review.length == 0 || reviewedAt != null) {
            throw new ProblemException(Problem.WRONG_STATE, id, status);
        }
        reviewedAt = at;
        reviewedBy = by;
    }

    public UUID id() {
        return id;
    }

    public SessionOrigin origin() {
        return origin;
    }

    public SessionStatus status() {
        return status;
    }

    public @Nullable UUID organisationUnitId() {
        return organisationUnitId;
    }

    public @Nullable UUID profileId() {
        return profileId;
    }

    public @Nullable UUID tokenId() {
        return tokenId;
    }

    public @Nullable String contractId() {
        return contractId;
    }

    public @Nullable String authorisationReference() {
        return authorisationReference;
    }

    /// Why the token was refused, when the charger delivered energy all the same.
    public @Nullable String refusal() {
        return refusal;
    }

    public @Nullable String locationId() {
        return locationId;
    }

    public @Nullable String evseId() {
        return evseId;
    }

    public @Nullable String connectorId() {
        return connectorId;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public BigDecimal kwh() {
        return kwh;
    }

    public Instant lastUpdated() {
        return lastUpdated;
    }

    /// Present for home sessions.
    public @Nullable UUID chargerId() {
        return chargerId;
    }

    public @Nullable Integer evse() {
        return evse;
    }

    public @Nullable BigDecimal meterStartWh() {
        return meterStartWh;
    }

    public @Nullable BigDecimal meterStopWh() {
        return meterStopWh;
    }

    public @Nullable String stopReason() {
        return stopReason;
    }

    public List<Review> review() {
        return Arrays.stream(review).map(Review::valueOf).toList();
    }

    public @Nullable Instant reviewedAt() {
        return reviewedAt;
    }

    public @Nullable String reviewedBy() {
        return reviewedBy;
    }

    /// Present for roaming sessions.
    public @Nullable UUID partnerId() {
        return partnerId;
    }

    public @Nullable String externalId() {
        return externalId;
    }

    public @Nullable String currency() {
        return currency;
    }

    public @Nullable BigDecimal totalCost() {
        return totalCost;
    }
}
