package dev.voltaire.ocpp.connection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

final class RecordingJournal implements Journal {
    final List<String> findings = new CopyOnWriteArrayList<>();
    final List<UUID> connected = new CopyOnWriteArrayList<>();
    final List<UUID> disconnected = new CopyOnWriteArrayList<>();

    @Override
    public void connected(ChargerSocket socket, Instant at) {
        connected.add(socket.id());
    }

    @Override
    public void disconnected(Peer peer, UUID connectionId, Instant at) {
        disconnected.add(connectionId);
    }

    @Override
    public void seen(Peer peer, Instant at) {}

    @Override
    public void received(ChargerSocket socket, String frame, Instant at) {}

    @Override
    public void sent(ChargerSocket socket, String frame, Instant at) {}

    @Override
    public void found(Peer peer, Finding finding, String detail, Instant at) {
        findings.add(finding + " " + detail);
    }
}
