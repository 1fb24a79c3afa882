package dev.voltaire.api.distribution;

import dev.voltaire.distribution.DistributionLists;
import dev.voltaire.distribution.DistributionOutcome;
import dev.voltaire.partner.PartnerKind;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Token distribution as JSON.
final class DistributionBody {
    private DistributionBody() {}

    @Schema(name = "DistributionPartner")
    record Partner(
            UUID id,
            PartnerKind type,
            String name,
            @Nullable String countryCode,
            @Nullable String partyId) {
        static Partner of(DistributionLists.Recipient recipient) {
            return new Partner(
                    recipient.id(), recipient.kind(), recipient.name(), recipient.countryCode(), recipient.partyId());
        }
    }

    @Schema(name = "PartnerDistribution", description = "How many tokens a partner has, refused, and will get")
    record AtPartner(Partner partner, long success, long failed, long pending) {
        static AtPartner of(DistributionLists.AtPartner row) {
            return new AtPartner(Partner.of(row.partner()), row.success(), row.failed(), row.pending());
        }
    }

    @Schema(name = "DistributionSummary")
    record Summary(long success, long failed, long pending) {
        static Summary of(DistributionLists.Summary summary) {
            return new Summary(summary.success(), summary.failed(), summary.pending());
        }
    }

    @Schema(name = "TokenDistribution", description = "One token at one partner")
    record OfToken(
            Partner partner,
            DistributionOutcome outcome,

            @Schema(description = "The partner confirmed the token as it is now")
            boolean upToDate,

            @Schema(description = "The version of the token the partner should have")
            long wantedVersion,

            @Schema(description = "The version it confirmed last; 0: none")
            long confirmedVersion,

            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant lastAttemptAt,
            @Nullable String lastError) {
        static OfToken of(DistributionLists.OfToken row) {
            return new OfToken(
                    Partner.of(row.partner()),
                    row.outcome(),
                    row.acknowledgedVersion() >= row.wantedVersion(),
                    row.wantedVersion(),
                    row.acknowledgedVersion(),
                    row.attempts(),
                    row.nextAttemptAt(),
                    row.lastAttemptAt(),
                    row.lastError());
        }
    }

    @Schema(name = "DistributionRetry", description = "How many deliveries are tried again now")
    record Retried(int deliveries) {}
}
