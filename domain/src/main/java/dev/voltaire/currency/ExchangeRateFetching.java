package dev.voltaire.currency;

import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.voltaire.job.RecurringJob;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.CurrencyUnit;

/// Fetches the reference rates after they are published. A day missed is made up for: the file may hold many days, and
/// a published rate never changes.
@ApplicationScoped
class ExchangeRateFetching implements RecurringJob {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ZoneId FRANKFURT = ZoneId.of("Europe/Berlin");
    private static final int OK = 200;

    private final ExchangeRateRepository rates;
    private final Clock clock;
    private final URI file;

    @Inject
    ExchangeRateFetching(
            ExchangeRateRepository rates,
            Clock clock,
            @ConfigProperty(
                            name = "voltaire.exchange-rates.url",
                            defaultValue = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml")
                    URI file) {
        this.rates = rates;
        this.clock = clock;
        this.file = file;
    }

    @Override
    public String name() {
        return "exchange-rate-fetching";
    }

    @Override
    public Schedule schedule() {
        return new Daily(FRANKFURT, LocalTime.of(16, 20), LocalTime.of(18, 20), LocalTime.of(22, 20));
    }

    @Override
    public void run() {
        Map<LocalDate, Map<CurrencyUnit, BigDecimal>> days = fetch();
        QuarkusTransaction.requiringNew()
                .run(() -> days.forEach(
                        (day, perEuro) -> rates.add(day, perEuro, EuropeanCentralBankRates.SOURCE, clock.instant())));
    }

    private Map<LocalDate, Map<CurrencyUnit, BigDecimal>> fetch() {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request = HttpRequest.newBuilder(file).timeout(PATIENCE).build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new IllegalStateException("the reference rates are not there: " + response.statusCode());
                }
                return EuropeanCentralBankRates.read(body);
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching the reference rates", interrupted);
        }
    }
}
