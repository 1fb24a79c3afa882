package dev.voltaire.ocpi.http;

import dev.voltaire.exchange.ReplayRequested;
import dev.voltaire.exchange.Replays;
import dev.voltaire.exchange.Replays.Original;
import dev.voltaire.ocpi.http.OcpiDoor.Inbound;
import dev.voltaire.ocpi.http.OcpiDoor.Outbound;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/// Brings a message that a partner sent before through the door once more.
@ApplicationScoped
class ReplayMessage implements OutboxHandler<ReplayRequested> {
    private final Replays replays;
    private final PartnerDirectory directory;
    private final OcpiDoor door;
    private final OwnParty self;

    @Inject
    ReplayMessage(Replays replays, PartnerDirectory directory, OcpiDoor door, OwnParty self) {
        this.replays = replays;
        this.directory = directory;
        this.door = door;
        this.self = self;
    }

    @Override
    public Class<ReplayRequested> eventType() {
        return ReplayRequested.class;
    }

    @Override
    public String name() {
        return "replay-ocpi-message";
    }

    /// The modules open transactions of their own.
    @Override
    public Execution execution() {
        return Execution.OUTSIDE_TRANSACTION;
    }

    @Override
    public void handle(ReplayRequested event) {
        Original original = replays.pending(event.replayId()).orElse(null);
        if (original == null) {
            replays.finish(event.replayId(), null, null, "the message is not kept any more");
            return;
        }
        ConnectedPartner partner = directory.find(original.partnerId()).orElse(null);
        if (partner == null || !partner.isConnected()) {
            replays.finish(event.replayId(), null, null, "the partner is not connected");
            return;
        }
        URI address = URI.create(original.path());
        Outbound answer = door.again(
                new Inbound(
                        Method.valueOf(original.method()),
                        Addresses.segments(address.getRawPath()),
                        Addresses.query(address.getRawQuery()),
                        name -> Optional.empty(),
                        original.body(),
                        false,
                        self.baseUrl(),
                        original.path()),
                partner,
                original.messageId());
        replays.finish(event.replayId(), answer.status(), answer.ocpiStatus(), answer.message());
    }
}
