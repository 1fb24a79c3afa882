package dev.voltaire.api.partner;

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
import jakarta.validation.constraints.Size;
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
            @Nullable Instant connectedAt,
            Instant createdAt,
            List<String> allowedActions) {
        static Detail of(Partner partner, List<CrawlPlan.State> readings) {
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
            @Min(1) @Max(10_000) int requestsPerSecond,
            @Min(1) @Max(256) int concurrentRequests,
            @Min(1) @Max(10_000) int pageLimit,
            boolean acceptForeignParties,
            boolean rewritesWhitelist) {
        static Settings of(PartnerSettings settings) {
            return new Settings(
                    settings.tokenEncoding(),
                    settings.patchSupported(),
                    settings.pushTokens(),
                    settings.requestsPerSecond(),
                    settings.concurrentRequests(),
                    settings.pageLimit(),
                    settings.acceptForeignParties(),
                    settings.rewritesWhitelist());
        }

        PartnerSettings toDomain() {
            return new PartnerSettings(
                    tokenEncoding,
                    patchSupported,
                    pushTokens,
                    requestsPerSecond,
                    concurrentRequests,
                    pageLimit,
                    acceptForeignParties,
                    rewritesWhitelist);
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
