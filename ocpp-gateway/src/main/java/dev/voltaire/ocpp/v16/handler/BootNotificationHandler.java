package dev.voltaire.ocpp.v16.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.OcppConfiguration;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.connection.Standing;
import dev.voltaire.ocpp.v16.Mapping;
import dev.voltaire.ocpp.v16.Messages.BootNotificationConf;
import dev.voltaire.ocpp.v16.Messages.BootNotificationReq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;

@Singleton
public class BootNotificationHandler implements CallHandler<BootNotificationReq> {
    private final ChargerReports reports;
    private final OcppConfiguration configuration;
    private final Clock clock;

    @Inject
    BootNotificationHandler(ChargerReports reports, OcppConfiguration configuration, Clock clock) {
        this.reports = reports;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public BootNotificationConf handle(Exchange exchange, BootNotificationReq request) {
        ChargerReports.Welcome welcome =
                reports.booted(exchange.peer().chargerId(), Mapping.bootReport(request), exchange.receivedAt());
        exchange.socket().standing(Standing.of(welcome.registration()));
        int interval = Objects.requireNonNullElse(welcome.heartbeatSeconds(), (int)
                configuration.heartbeatInterval().toSeconds());
        return new BootNotificationConf(Mapping.status(welcome.registration()), clock.instant(), interval);
    }
}
