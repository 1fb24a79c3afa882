package dev.voltaire.ocpp.v201.handler;

import dev.voltaire.charger.ChargerReports;
import dev.voltaire.ocpp.OcppConfiguration;
import dev.voltaire.ocpp.connection.CallHandler;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.connection.Standing;
import dev.voltaire.ocpp.v201.Mapping;
import dev.voltaire.ocpp.v201.Messages.BootNotificationRequest;
import dev.voltaire.ocpp.v201.Messages.BootNotificationResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;

@Singleton
public class BootNotificationHandler implements CallHandler<BootNotificationRequest> {
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
    public BootNotificationResponse handle(Exchange exchange, BootNotificationRequest request) {
        ChargerReports.Welcome welcome =
                reports.booted(exchange.peer().chargerId(), Mapping.bootReport(request), exchange.receivedAt());
        exchange.socket().standing(Standing.of(welcome.registration()));
        int interval = Objects.requireNonNullElse(welcome.heartbeatSeconds(), (int)
                configuration.heartbeatInterval().toSeconds());
        return new BootNotificationResponse(clock.instant(), interval, Mapping.status(welcome.registration()));
    }
}
