package dev.voltaire.api.partner;

import dev.voltaire.api.exchange.MessageBody;
import dev.voltaire.api.http.Amount;
import dev.voltaire.cdr.CdrReconciliation;
import dev.voltaire.distribution.DistributionLists;
import dev.voltaire.exchange.Exchange.Direction;
import dev.voltaire.exchange.Messages;
import dev.voltaire.exchange.PartnerTraffic;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.Partner;
import dev.voltaire.partner.PartnerEndpoint;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.partner.PartnerLists;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.partner.PartnerSettings;
import dev.voltaire.partner.PartnerStatus;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Partners as JSON. Credentials never leave, except a fresh registration token, once.
final class PartnerBody {
    private PartnerBody() {}

    @Schema(name = "PartnerInvitationRequest")
    record Invite(
            @NotBlank @Size(max = 200) String name, @NotNull PartnerKind type) {}

    @Schema(name = "PartnerInvitation", description = "What the partner needs to register itself; shown once")
    record Invited(UUID id, String registrationToken, String versionsUrl) {}

    @Schema(name = "PartnerListItem")
    record Item(
            UUID id,
            String name,
            PartnerKind type,
            PartnerStatus status,
            @Nullable String version,
            List<String> roles,
            @Nullable Instant connectedAt,
            Instant createdAt) {
        static Item of(PartnerLists.Line line) {
            ProtocolVersion version = line.version();
            return new Item(
                    line.id(),
                    line.name(),
                    line.kind(),
                    line.status(),
                    version == null ? null : version.number(),
                    line.roles(),
                    line.connectedAt(),
                    line.createdAt());
        }
    }

    @Schema(name = "PartnerRole")
    record Role(
            String role,
            String countryCode,
            String partyId,
            String name,
            @Nullable String website) {
        static Role of(PartnerRole role) {
            return new Role(role.role(), role.countryCode(), role.partyId(), role.businessName(), role.website());
        }
    }

    @Schema(name = "PartnerEndpoint")
    record Endpoint(String module, PartnerEndpoint.Side role, String url) {
        static Endpoint of(PartnerEndpoint endpoint) {
            return new Endpoint(endpoint.identifier(), endpoint.side(), endpoint.url());
        }
    }

    @Schema(name = "PartnerReading", description = "How reading one of the partner's lists fares")
    record Reading(
            String module,
            @Nullable Instant nextRunAt,
            @Nullable Instant lastFinishedAt,
            @Nullable Instant lastFullAt,
            @Nullable String lastOutcome,
            int objects,
            int setAside,
            int failures) {
        static Reading of(CrawlPlan.State state) {
            return new Reading(
                    state.module(),
                    state.nextRunAt(),
                    state.lastFinishedAt(),
                    state.lastFullAt(),
                    state.lastOutcome(),
                    state.objects(),
                    state.setAside(),
                    state.failures());
        }
    }

    @Schema(name = "PartnerTraffic", description = "How the messages of one module fare in one direction")
    record Traffic(
            Direction direction,
            String module,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure,
            int failuresInRow) {
        static Traffic of(PartnerTraffic.Road road) {
            return new Traffic(
                    road.direction(),
                    road.module(),
                    road.lastSuccessAt(),
                    road.lastFailureAt(),
                    road.lastFailure(),
                    road.failuresInRow());
        }
    }

    @Schema(name = "PartnerTokens", description = "How many tokens the partner should know and confirmed")
    record Tokens(
            long confirmed,
            long total,

            @Schema(description = "When the first change was made that it does not know yet") @Nullable
            Instant oldestUnconfirmedSince) {}

    @Schema(name = "PartnerHealth")
    record Health(
            @Schema(description = "LEFT_ALONE: not called now, after it kept failing or asked for less")
            PartnerTraffic.Circuit circuit,

            @Nullable Instant leftAloneUntil,
            Tokens tokens,
            List<Traffic> traffic) {
        static Health of(PartnerTraffic.Health health, DistributionLists.Progress tokens) {
            return new Health(
                    health.circuit(),
                    health.leftAloneUntil(),
                    new Tokens(tokens.confirmed(), tokens.total(), tokens.oldestUnconfirmedSince()),
                    health.roads().stream().map(Traffic::of).toList());
        }
    }

    @Schema(name = "Partner")
    record Detail(
            UUID id,
            String name,
            PartnerKind type,
            PartnerStatus status,
            @Nullable String version,
            @Nullable String versionsUrl,
            List<Role> roles,
            List<Endpoint> endpoints,
            Settings settings,
            List<Reading> readings,
            Health health,

            @Schema(description = "The last ten messages; more under /ocpi-messages")
            List<MessageBody.Line> lastExchanges,

            @Nullable Instant connectedAt,
            Instant createdAt,
            List<String> allowedActions) {
        static Detail of(
                Partner partner, List<CrawlPlan.State> readings, Health health, List<Messages.Line> lastExchanges) {
            return new Detail(
                    partner.id(),
                    partner.name(),
                    partner.kind(),
                    partner.status(),
                    partner.version().map(ProtocolVersion::number).orElse(null),
                    partner.versionsUrl().orElse(null),
                    partner.roles().stream().map(Role::of).toList(),
                    partner.endpoints().stream().map(Endpoint::of).toList(),
                    Settings.of(partner.settings()),
                    readings.stream().map(Reading::of).toList(),
                    health,
                    lastExchanges.stream().map(MessageBody.Line::of).toList(),
                    partner.connectedAt().orElse(null),
                    partner.createdAt(),
                    actions(partner.status()));
        }

        private static List<String> actions(PartnerStatus status) {
            return switch (status) {
                case INVITED -> List.of("invite", "edit");
                case CONNECTED -> List.of("suspend", "edit", "read");
                case SUSPENDED -> List.of("resume", "edit");
                case DISCONNECTED -> List.of("invite", "edit");
            };
        }
    }

    @Schema(name = "PartnerSettings", description = "What this partner does differently from the specification")
    record Settings(
            @Schema(description = "Of the Authorization header; absent: as its version prescribes")
            PartnerSettings.@Nullable TokenEncoding tokenEncoding,

            boolean patchSupported,
            boolean pushTokens,

            @Schema(description = "It is told of cards only, not of virtual tokens")
            boolean cardsOnly,

            @Min(1) @Max(10_000) int requestsPerSecond,
            @Min(1) @Max(256) int concurrentRequests,
            @Min(1) @Max(10_000) int pageLimit,
            boolean acceptForeignParties,

            @Schema(description = "It stores another whitelist than it is sent: no reason to send a token again")
            boolean rewritesWhitelist,

            @Schema(description = "Its addresses end with a slash")
            boolean trailingSlash,

            @Pattern(regexp = "[A-Z]{3}")
            @Schema(description = "Of its sessions that do not say", examples = "EUR")
            @Nullable
            String currency,

            @Schema(description = "The VAT of its tariffs is 0.21 where 21 is meant")
            boolean vatAsFraction) {
        static Settings of(PartnerSettings settings) {
            return new Settings(
                    settings.tokenEncoding(),
                    settings.patchSupported(),
                    settings.pushTokens(),
                    settings.cardsOnly(),
                    settings.requestsPerSecond(),
                    settings.concurrentRequests(),
                    settings.pageLimit(),
                    settings.acceptForeignParties(),
                    settings.rewritesWhitelist(),
                    settings.trailingSlash(),
                    settings.currency(),
                    settings.vatAsFraction());
        }

        PartnerSettings toDomain() {
            return new PartnerSettings(
                    tokenEncoding,
                    patchSupported,
                    pushTokens,
                    cardsOnly,
                    requestsPerSecond,
                    concurrentRequests,
                    pageLimit,
                    acceptForeignParties,
                    rewritesWhitelist,
                    trailingSlash,
                    currency,
                    vatAsFraction);
        }
    }

    @Schema(name = "CdrReconciliation", description = "A comparison of the partner's list of CDRs with ours")
    record Reconciliation(
            UUID id,
            Instant startedAt,
            Instant finishedAt,

            @Schema(description = "CDRs the partner changed before were not compared") @Nullable
            Instant since,

            @Schema(description = "CDRs the partner listed") int listed,

            @Schema(description = "Of these never pushed; they were taken in now")
            int missed,

            @Schema(description = "Listed with other content than they were pushed with")
            int contrary,

            @Schema(description = "Not readable; see the findings")
            int setAside) {
        static Reconciliation of(CdrReconciliation.Report report) {
            return new Reconciliation(
                    report.id(),
                    report.startedAt(),
                    report.finishedAt(),
                    report.since(),
                    report.listed(),
                    report.missed(),
                    report.contrary(),
                    report.setAside());
        }
    }

    @Schema(name = "CdrDiscrepancy")
    record Discrepancy(
            @Schema(description = "Of the CPO CDR") UUID id,
            CdrReconciliation.Kind kind,
            String countryCode,
            String partyId,
            String cdrId,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Amount totalCost,
            Instant foundAt) {
        static Discrepancy of(CdrReconciliation.Line line) {
            BigDecimal total = line.totalCost();
            String currency = line.currency();
            return new Discrepancy(
                    line.id(),
                    line.kind(),
                    line.countryCode(),
                    line.partyId(),
                    line.cdrId(),
                    line.startedAt(),
                    line.endedAt(),
                    total == null || currency == null ? null : new Amount(total.toPlainString(), currency),
                    line.foundAt());
        }
    }

    @Schema(name = "PartnerFinding")
    record Finding(
            String module,
            String objectId,
            String code,
            @Nullable String detail,
            int occurrences,
            Instant firstSeenAt,
            Instant lastSeenAt) {
        static Finding of(FindingLog.Counted counted) {
            return new Finding(
                    counted.finding().module(),
                    counted.finding().objectId(),
                    counted.finding().code(),
                    counted.finding().detail(),
                    counted.occurrences(),
                    counted.firstSeenAt(),
                    counted.lastSeenAt());
        }
    }
}
