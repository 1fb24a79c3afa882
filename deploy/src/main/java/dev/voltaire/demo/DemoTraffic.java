package dev.voltaire.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.demo.cpo.CpoParty;
import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import dev.voltaire.partner.PartnerRepository;
import dev.voltaire.partner.PartnerStatus;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// A simulated operator and a simulated home charger that talk OCPI and OCPP to this server over real sockets, so that
/// a front end has live data. What goes wrong in them is logged and tried again; the server never depends on them.
@ApplicationScoped
class DemoTraffic {
    private static final Logger LOG = Logger.getLogger(DemoTraffic.class);
    private static final Duration UNTIL_LISTENING = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CHARGES = Duration.ofMinutes(2);
    private static final int STEPS = 24;
    private static final BigDecimal KWH_PER_STEP = new BigDecimal("0.06");
    private static final BigDecimal EARLIER_KWH = new BigDecimal("14.20");

    private final PartnerConnecting connecting;
    private final PartnerRepository partners;
    private final Clock clock;
    private final int httpPort;
    private final int ocppPort;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean firstTime;

    @Inject
    DemoTraffic(
            PartnerConnecting connecting,
            PartnerRepository partners,
            Clock clock,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            @ConfigProperty(name = "voltaire.ocpp.plain.port") int ocppPort) {
        this.connecting = connecting;
        this.partners = partners;
        this.clock = clock;
        this.httpPort = httpPort;
        this.ocppPort = ocppPort;
    }

    void start() {
        firstTime =
                QuarkusTransaction.requiringNew().call(() -> partners.count("name", CpoParty.LAMPLIGHT.name()) == 0);
        threads.add(Thread.ofVirtual().name("demo-operator").start(() -> repeat(this::operate)));
        threads.add(Thread.ofVirtual().name("demo-home-charger").start(() -> repeat(this::chargeAtHome)));
    }

    void stop() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    private interface Activity {
        void run() throws IOException, InterruptedException;
    }

    private static void repeat(Activity activity) {
        try {
            Thread.sleep(UNTIL_LISTENING);
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    activity.run();
                } catch (IOException | RuntimeException e) {
                    LOG.warnf("Demo traffic failed and will be tried again: %s", e.getMessage());
                    Thread.sleep(BETWEEN_CHARGES);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// The operator keeps nothing between two starts, so it registers anew each time.
    private void operate() throws IOException, InterruptedException {
        var party = CpoParty.LAMPLIGHT;
        try (var cpo = FakeCpo.start(party)) {
            var versions = URI.create("http://127.0.0.1:" + httpPort + "/ocpi/versions");
            var registered = cpo.register(versions, invitation(party));
            if (!registered.succeeded()) {
                throw new IOException("registration answered " + registered.httpStatus() + " " + registered.body());
            }
            LOG.infof("Simulated operator %s registered", party.name());
            if (firstTime) {
                reportEarlierCharge(cpo);
            }
            while (true) {
                chargeAtOperator(cpo);
                Thread.sleep(BETWEEN_CHARGES);
            }
        }
    }

    /// Of this morning, so that a newcomer has something to look at.
    private void reportEarlierCharge(FakeCpo cpo) throws IOException, InterruptedException {
        var end = clock.instant().minus(Duration.ofHours(2));
        var charge = cpo.charge(card(cpo), end.minus(Duration.ofHours(1)));
        cpo.putSession(charge.completedSession(EARLIER_KWH, end));
        cpo.postCdr(charge.cdr(EARLIER_KWH, end));
    }

    private static JsonNode card(FakeCpo cpo) throws InterruptedException {
        var token = cpo.tokenOfType("RFID");
        while (token.isEmpty()) {
            Thread.sleep(UNTIL_LISTENING);
            token = cpo.tokenOfType("RFID");
        }
        return token.get();
    }

    private void chargeAtOperator(FakeCpo cpo) throws IOException, InterruptedException {
        var charge = cpo.charge(card(cpo), clock.instant());
        var kwh = BigDecimal.ZERO.setScale(2);
        for (int step = 0; step < STEPS; step++) {
            cpo.putSession(charge.session(kwh, clock.instant()));
            Thread.sleep(STEP);
            kwh = kwh.add(KWH_PER_STEP);
        }
        var end = clock.instant();
        cpo.putSession(charge.completedSession(kwh, end));
        cpo.postCdr(charge.cdr(kwh, end));
    }

    private void chargeAtHome() throws IOException, InterruptedException {
        var url = URI.create("ws://127.0.0.1:" + ocppPort + "/ocpp/" + DemoWorld.HOME_CHARGER);
        try (var charger = HomeCharger.connect(url, DemoWorld.HOME_CHARGER, DemoWorld.HOME_CHARGER_PASSWORD)) {
            charger.boot(clock.instant());
            if (firstTime) {
                var morning = clock.instant().minus(Duration.ofHours(8));
                charger.reportOfflineCharge(DemoWorld.CARD.canonical(), morning.minus(Duration.ofHours(6)), morning);
            }
            while (true) {
                charger.charge(DemoWorld.CARD.canonical(), STEPS, STEP, clock);
                charger.idle(BETWEEN_CHARGES, clock);
            }
        }
    }

    private String invitation(CpoParty party) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var known = partners.find("name", party.name()).firstResult();
            if (known == null) {
                return connecting
                        .invite(party.name(), PartnerKind.CPO)
                        .registrationToken()
                        .secret();
            }
            if (known.status() == PartnerStatus.CONNECTED || known.status() == PartnerStatus.SUSPENDED) {
                connecting.disconnect(known.id());
            }
            return connecting.inviteAgain(known.id()).registrationToken().secret();
        });
    }
}
