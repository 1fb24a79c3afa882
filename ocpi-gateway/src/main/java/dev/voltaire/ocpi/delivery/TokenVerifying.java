package dev.voltaire.ocpi.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.distribution.TokenLanes;
import dev.voltaire.job.RecurringJob;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.tokens.TokensClient;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.FindingLog.Finding;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.KnownTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Reads back a few of the tokens that partners confirmed, the longest unread first (OCPI 2.2.1 "Tokens module", GET on
/// the receiver interface). What a partner lost or holds otherwise than we sent it is sent again and reported.
@ApplicationScoped
class TokenVerifying implements RecurringJob {
    private static final int AT_ONCE = 20;
    private static final Integer UNKNOWN_TOKEN = 2004;

    private final TokenLanes work;
    private final KnownTokens tokens;
    private final TokensClient client;
    private final PartnerDirectory directory;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    TokenVerifying(
            TokenLanes work,
            KnownTokens tokens,
            TokensClient client,
            PartnerDirectory directory,
            FindingLog findings,
            Clock clock) {
        this.work = work;
        this.tokens = tokens;
        this.client = client;
        this.directory = directory;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "token-verification";
    }

    @Override
    public Schedule schedule() {
        return FixedDelay.of(Duration.ofHours(1));
    }

    @Override
    public void run() {
        for (ConnectedPartner partner : directory.connected()) {
            if (partner.endpoint("tokens", Side.RECEIVER).isPresent()) {
                verify(partner, work.unverified(partner.id(), AT_ONCE));
            }
        }
    }

    void verify(ConnectedPartner partner, List<UUID> confirmed) {
        List<UUID> differing = new ArrayList<>();
        List<UUID> compared = new ArrayList<>();
        List<Finding> odd = new ArrayList<>();
        for (KnownToken token : tokens.byIds(confirmed, clock.instant())) {
            PeerReply reply = client.get(partner, token);
            if (reply instanceof PeerReply.Failed) {
                break;
            }
            String difference = difference(partner, token, reply);
            (difference.isEmpty() ? compared : differing).add(token.id());
            if (!difference.isEmpty()) {
                odd.add(new Finding("tokens", token.visualNumber(), "token-differs", difference));
            }
        }
        work.verified(partner.id(), compared, differing);
        findings.record(partner.id(), odd);
    }

    /// Empty when the partner holds it as it is, or does not let us look.
    private static String difference(ConnectedPartner partner, KnownToken token, PeerReply reply) {
        return switch (reply) {
            case PeerReply.Success success -> {
                JsonNode held = success.data().isArray() ? success.data().path(0) : success.data();
                yield held.isObject() ? difference(partner, token, held) : "";
            }
            case PeerReply.Refused refused when UNKNOWN_TOKEN.equals(refused.statusCode()) -> "unknown to the partner";
            case PeerReply.Refused refused -> "";
            case PeerReply.Failed failed -> "";
        };
    }

    private static String difference(ConnectedPartner partner, KnownToken token, JsonNode held) {
        List<String> fields = new ArrayList<>();
        if (held.path("valid").isBoolean() && held.path("valid").booleanValue() != token.valid()) {
            fields.add("valid");
        }
        String contract = held.path("contract_id").asText(held.path("auth_id").asText(""));
        if (!contract.isEmpty()
                && !compact(contract).equals(compact(token.contractId().compact()))) {
            fields.add("contract_id");
        }
        String whitelist = held.path("whitelist").asText("");
        if (!partner.settings().rewritesWhitelist()
                && !whitelist.isEmpty()
                && !whitelist.equals(token.whitelist().name())) {
            fields.add("whitelist");
        }
        return String.join(", ", fields);
    }

    private static String compact(String contract) {
        return contract.replaceAll("[-*]", "").toUpperCase(Locale.ROOT);
    }
}
