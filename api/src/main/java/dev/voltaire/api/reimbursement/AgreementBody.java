package dev.voltaire.api.reimbursement;

import dev.voltaire.api.http.Reference;
import dev.voltaire.reimbursement.Purpose;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.reimbursement.agreement.AgreementRepository;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An agreement on paying back what a charger at home delivers.
@Schema(name = "ReimbursementAgreement")
record AgreementBody(
        UUID id,
        Reference orgUnit,
        Reference profile,
        Agreement.Origin origin,
        Agreement.State state,
        AgreementBody.Terms terms,

        @Schema(description = "The first day it no longer counts") @Nullable
        LocalDate endsOn,

        @Nullable String decisionNote,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Instant activatedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        List<Action> allowedActions) {
    private static final int REASSIGN_DAYS = 14;

    /// What the caller may do with an agreement.
    @Schema(name = "ReimbursementAgreementAction")
    enum Action {
        APPROVE,
        REJECT,
        ACTIVATE,
        ACCEPT,
        LEAVE,
        END
    }

    /// A location at the driver's home that another operator runs.
    @Schema(name = "ReimbursementLocation")
    record PartnerLocation(
            @NotNull @Pattern(regexp = "[A-Z]{2}") String country,
            @NotNull @Pattern(regexp = "[A-Z0-9]{3}") String party,
            @NotBlank @Size(max = 36) String reference) {}

    /// Where charging counts and whose. `tokenId` goes with TOKEN only.
    @Schema(name = "ReimbursementTerms")
    record Terms(
            @Nullable UUID chargerId,
            @Valid @Nullable PartnerLocation location,
            Agreement.@NotNull Target target,
            @Nullable UUID tokenId,

            @Schema(description = "BUSINESS when absent") @Nullable
            Purpose defaultPurpose,

            @Schema(description = "How long after a session the driver may say what it was for; 14 when absent")
            @Nullable
            @Min(0)
            @Max(92)
            Integer reassignDays,

            @NotNull LocalDate startsOn,
            @Nullable @Size(max = 500) String note) {

        static Terms of(Agreement.Terms terms) {
            Agreement.PartnerLocation location = terms.location();
            return new Terms(
                    terms.chargerId(),
                    location == null
                            ? null
                            : new PartnerLocation(location.country(), location.party(), location.reference()),
                    terms.target(),
                    terms.tokenId(),
                    terms.defaultPurpose(),
                    terms.reassignDays(),
                    terms.startsOn(),
                    terms.note());
        }

        Agreement.Terms terms() {
            return new Agreement.Terms(
                    chargerId,
                    location == null
                            ? null
                            : new Agreement.PartnerLocation(location.country(), location.party(), location.reference()),
                    target,
                    tokenId,
                    Objects.requireNonNullElse(defaultPurpose, Purpose.BUSINESS),
                    Objects.requireNonNullElse(reassignDays, REASSIGN_DAYS),
                    startsOn,
                    note);
        }
    }

    /// Who is to be paid back, and for what.
    @Schema(name = "ReimbursementAgreementRequest")
    record Request(@NotNull UUID profileId, @Valid @NotNull Terms terms) {}

    /// With terms, the employer agrees to those instead of what was asked for.
    @Schema(name = "ReimbursementApproval")
    record Approval(
            @Valid @Nullable Terms terms,
            @Nullable @Size(max = 500) String note) {}

    /// The charger, where the agreement names none yet.
    @Schema(name = "ReimbursementAcceptance")
    record Acceptance(@Nullable UUID chargerId) {}

    /// Today when the day is absent.
    @Schema(name = "ReimbursementAgreementEnd")
    record End(@Nullable LocalDate endsOn) {}

    /// A row of the list.
    @Schema(name = "ReimbursementAgreementSummary")
    record Row(
            UUID id,
            Reference orgUnit,
            Reference profile,
            Agreement.Origin origin,
            Agreement.State state,
            @Nullable Reference charger,
            @Nullable String locationReference,
            Agreement.Target target,
            LocalDate startsOn,
            @Nullable LocalDate endsOn,
            Instant requestedAt) {

        static Row of(AgreementRepository.Summary agreement) {
            return new Row(
                    agreement.id(),
                    new Reference(agreement.unitId(), agreement.unitLabel()),
                    new Reference(agreement.profileId(), agreement.profileName()),
                    agreement.origin(),
                    agreement.state(),
                    agreement.chargerId() == null
                            ? null
                            : new Reference(
                                    agreement.chargerId(), Objects.requireNonNullElse(agreement.chargerName(), "")),
                    agreement.locationReference(),
                    agreement.target(),
                    agreement.startsOn(),
                    agreement.endsOn(),
                    agreement.requestedAt());
        }
    }

    /// As the employer sees it.
    static AgreementBody of(Agreement agreement) {
        return of(
                agreement,
                switch (agreement.state()) {
                    case REQUESTED -> List.of(Action.APPROVE, Action.REJECT);
                    case APPROVED -> List.of(Action.ACTIVATE, Action.REJECT);
                    case ACTIVE -> List.of(Action.END);
                    case ENDED, REJECTED -> List.of();
                });
    }

    /// As the driver sees it.
    static AgreementBody ofOwn(Agreement agreement) {
        return of(
                agreement,
                switch (agreement.state()) {
                    case REQUESTED, ACTIVE -> List.of(Action.LEAVE);
                    case APPROVED -> List.of(Action.ACCEPT, Action.LEAVE);
                    case ENDED, REJECTED -> List.of();
                });
    }

    private static AgreementBody of(Agreement agreement, List<Action> actions) {
        return new AgreementBody(
                agreement.id(),
                new Reference(
                        agreement.organisationUnit().id(),
                        agreement.organisationUnit().displayName()),
                new Reference(agreement.profile().id(), agreement.profile().name()),
                agreement.origin(),
                agreement.state(),
                Terms.of(agreement.terms()),
                agreement.endsOn(),
                agreement.decisionNote(),
                agreement.requestedBy(),
                agreement.requestedAt(),
                agreement.decidedBy(),
                agreement.decidedAt(),
                agreement.activatedAt(),
                agreement.endedBy(),
                agreement.endedAt(),
                actions);
    }
}
