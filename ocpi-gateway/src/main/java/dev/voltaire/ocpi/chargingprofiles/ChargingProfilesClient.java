package dev.voltaire.ocpi.chargingprofiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommandRequested;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.ocpi.client.PartnerClient;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiJson;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Carries charging preferences and charging profiles to the partner where the session runs, once.
@ApplicationScoped
class ChargingProfilesClient implements OutboxHandler<RoamingCommandRequested> {
    /// How much of the profile is asked for.
    private static final Duration AHEAD = Duration.ofHours(12);

    private static final int LONGEST_TIMEOUT_SECONDS = 3_600;

    private final RoamingCommands commands;
    private final PartnerDirectory directory;
    private final PartnerClient client;
    private final OwnParty self;

    @Inject
    ChargingProfilesClient(RoamingCommands commands, PartnerDirectory directory, PartnerClient client, OwnParty self) {
        this.commands = commands;
        this.directory = directory;
        this.client = client;
        this.self = self;
    }

    @Override
    public Class<RoamingCommandRequested> eventType() {
        return RoamingCommandRequested.class;
    }

    @Override
    public String name() {
        return "send-charging-profile";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(RoamingCommandRequested event) {
        RoamingCommand command = commands.find(event.commandId()).orElse(null);
        if (command == null || command.state() != RoamingCommand.State.REQUESTED) {
            return;
        }
        switch (command.type()) {
            case SET_CHARGING_PREFERENCES -> sendPreferences(command);
            case SET_CHARGING_PROFILE, GET_CHARGING_PROFILE, CLEAR_CHARGING_PROFILE -> sendProfile(command);
            case START_SESSION, STOP_SESSION, RESERVE_NOW, CANCEL_RESERVATION, UNLOCK_CONNECTOR -> {}
        }
    }

    /// PUT on the partner's sender interface of sessions; the answer is the whole answer (OCPI 2.2.1 "Set: Charging
    /// Preferences").
    private void sendPreferences(RoamingCommand command) {
        ConnectedPartner partner = directory.find(command.partnerId()).orElse(null);
        Optional<String> endpoint = endpoint(partner, "sessions", Side.SENDER);
        if (partner == null || endpoint.isEmpty()) {
            commands.answered(command.id(), false, "NOT_SUPPORTED", "the partner takes no preferences", null);
            return;
        }
        String url = address(endpoint.get(), command) + "/charging_preferences";
        PeerReply reply = client.send(partner, "PUT", url, payload(command));
        switch (reply) {
            case PeerReply.Success success -> {
                String answer = text(success.data());
                boolean accepted = answer == null || answer.equals("ACCEPTED");
                commands.answered(command.id(), accepted, answer == null ? "ACCEPTED" : answer, null, null);
                if (accepted) {
                    commands.finished(command.partnerId(), command.secret(), "ACCEPTED", null, null);
                }
            }
            case PeerReply.Refused refused ->
                commands.answered(command.id(), false, "REFUSED", refused.summary(), null);
            case PeerReply.Failed failed ->
                commands.answered(command.id(), false, "UNREACHABLE", failed.reason(), null);
        }
    }

    private void sendProfile(RoamingCommand command) {
        ConnectedPartner partner = directory.find(command.partnerId()).orElse(null);
        Optional<String> endpoint = endpoint(partner, "chargingprofiles", Side.RECEIVER);
        ProtocolVersion version = partner == null ? null : partner.version();
        if (partner == null || version == null || endpoint.isEmpty()) {
            commands.answered(command.id(), false, "NOT_SUPPORTED", "the partner takes no charging profiles", null);
            return;
        }
        String responseUrl = self.baseUrl() + "/" + version.number() + "/chargingprofiles/" + command.type() + "/"
                + command.secret();
        String url = address(endpoint.get(), command);
        String parameter = "response_url=" + URLEncoder.encode(responseUrl, StandardCharsets.UTF_8);
        PeerReply reply;
        if (command.type() == RoamingCommand.Type.SET_CHARGING_PROFILE) {
            Map<String, Object> body = Map.of("charging_profile", payload(command), "response_url", responseUrl);
            reply = client.send(partner, "PUT", url, body);
        } else if (command.type() == RoamingCommand.Type.CLEAR_CHARGING_PROFILE) {
            reply = client.send(partner, "DELETE", url + "?" + parameter, null);
        } else {
            reply = client.get(partner, url + "?duration=" + AHEAD.toSeconds() + "&" + parameter);
        }
        record(command.id(), reply);
    }

    private void record(UUID id, PeerReply reply) {
        switch (reply) {
            case PeerReply.Success success -> {
                try {
                    OcpiObject answer = OcpiObject.of(success.data());
                    String result = answer.requiredText("result");
                    Integer seconds = answer.integer("timeout");
                    commands.answered(
                            id,
                            result.equals("ACCEPTED"),
                            result,
                            null,
                            seconds == null || seconds <= 0
                                    ? null
                                    : Duration.ofSeconds(Math.min(seconds, LONGEST_TIMEOUT_SECONDS)));
                } catch (OcpiFailure unreadable) {
                    commands.answered(id, false, "UNREADABLE", unreadable.reason(), null);
                }
            }
            case PeerReply.Refused refused -> commands.answered(id, false, "REFUSED", refused.summary(), null);
            case PeerReply.Failed failed -> commands.answered(id, false, "UNREACHABLE", failed.reason(), null);
        }
    }

    private static Optional<String> endpoint(@Nullable ConnectedPartner partner, String module, Side side) {
        return partner == null ? Optional.empty() : partner.endpoint(module, side);
    }

    private static String address(String endpoint, RoamingCommand command) {
        String session = String.valueOf(command.details().sessionId());
        return endpoint
                + (endpoint.endsWith("/") ? "" : "/")
                + URLEncoder.encode(session, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ObjectNode payload(RoamingCommand command) {
        String payload = command.details().payload();
        return payload == null ? (ObjectNode) OcpiJson.tree(Map.of()) : RawJson.object(payload);
    }

    /// The response is a bare text; some partners wrap it.
    private static @Nullable String text(JsonNode data) {
        JsonNode value = data.isObject() ? data.path("result") : data;
        return value.isTextual() ? value.textValue() : null;
    }
}
