package dev.voltaire.ocpi.commands;

import dev.voltaire.command.CommandAddressee;
import dev.voltaire.command.RoamingCommand;
import dev.voltaire.command.RoamingCommandRequested;
import dev.voltaire.command.RoamingCommands;
import dev.voltaire.ocpi.client.PartnerClient;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.ocpi.tokens.TokenMapping;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.token.KnownTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Carries a command to its partner, once: a command that may have arrived is never repeated.
@ApplicationScoped
class CommandsClient implements OutboxHandler<RoamingCommandRequested> {
    private final RoamingCommands commands;
    private final PartnerDirectory directory;
    private final PartnerClient client;
    private final KnownTokens tokens;
    private final CommandAddressee addressee;
    private final OwnParty self;
    private final Clock clock;

    @Inject
    CommandsClient(
            RoamingCommands commands,
            PartnerDirectory directory,
            PartnerClient client,
            KnownTokens tokens,
            CommandAddressee addressee,
            OwnParty self,
            Clock clock) {
        this.commands = commands;
        this.directory = directory;
        this.client = client;
        this.tokens = tokens;
        this.addressee = addressee;
        this.self = self;
        this.clock = clock;
    }

    @Override
    public Class<RoamingCommandRequested> eventType() {
        return RoamingCommandRequested.class;
    }

    @Override
    public String name() {
        return "send-roaming-command";
    }

    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(RoamingCommandRequested event) {
        RoamingCommand command = commands.find(event.commandId()).orElse(null);
        if (command == null || command.state() != RoamingCommand.State.REQUESTED || !isCommand(command)) {
            return;
        }
        ConnectedPartner partner = directory.find(command.partnerId()).orElse(null);
        ProtocolVersion version = partner == null ? null : partner.version();
        Optional<String> endpoint = partner == null ? Optional.empty() : partner.endpoint("commands", Side.RECEIVER);
        if (partner == null || version == null || endpoint.isEmpty()) {
            commands.answered(command.id(), false, "NOT_SUPPORTED", "the partner takes no commands", null);
            return;
        }
        String url = endpoint.get() + (endpoint.get().endsWith("/") ? "" : "/") + command.type();
        String responseUrl =
                self.baseUrl() + "/" + version.number() + "/commands/" + command.type() + "/" + command.secret();
        Optional<Object> body = Dialects.of(version).command(command, responseUrl, token(command, version));
        if (body.isEmpty()) {
            commands.answered(command.id(), false, "NOT_SUPPORTED", "OCPI " + version.number() + " has none", null);
            return;
        }
        record(
                command.id(),
                addressee
                        .of(command)
                        .map(party -> client.sendTo(party, partner, "POST", url, body.get()))
                        .orElseGet(() -> client.send(partner, "POST", url, body.get())));
    }

    /// What steers a running session goes to other modules.
    private static boolean isCommand(RoamingCommand command) {
        return switch (command.type()) {
            case START_SESSION, STOP_SESSION, RESERVE_NOW, CANCEL_RESERVATION, UNLOCK_CONNECTOR -> true;
            case SET_CHARGING_PREFERENCES, SET_CHARGING_PROFILE, GET_CHARGING_PROFILE, CLEAR_CHARGING_PROFILE -> false;
        };
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
                            CommandMapping.message(answer),
                            seconds == null || seconds <= 0 ? null : Duration.ofSeconds(Math.min(seconds, 3_600)));
                } catch (OcpiFailure unreadable) {
                    commands.answered(id, false, "UNREADABLE", unreadable.reason(), null);
                }
            }
            case PeerReply.Refused refused -> commands.answered(id, false, "REFUSED", refused.summary(), null);
            case PeerReply.Failed failed -> commands.answered(id, false, "UNREACHABLE", failed.reason(), null);
        }
    }

    private @Nullable Object token(RoamingCommand command, ProtocolVersion version) {
        UUID tokenId = command.tokenId();
        return tokenId == null
                ? null
                : tokens.byId(tokenId, clock.instant())
                        .map(token -> TokenMapping.write(version, token, self))
                        .orElse(null);
    }
}
