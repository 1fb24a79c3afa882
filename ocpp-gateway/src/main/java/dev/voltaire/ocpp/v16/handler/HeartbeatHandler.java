package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v16.Messages.Empty;
import dev.voltaire.ocpp.v16.Messages.HeartbeatConf;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Answered from memory; the sign of life itself is noted by the connection.
@Singleton
public class HeartbeatHandler implements CallHandler<Empty> {
    private final Clock clock;

    @Inject
    HeartbeatHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public HeartbeatConf handle(Exchange exchange, Empty request) {
        return new HeartbeatConf(clock.instant());
    }
}
