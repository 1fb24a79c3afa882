package dev.voltaire.currency;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/// The exchange rates of one batch of work, each looked up once.
public final class KnownRates {
    private final ExchangeRateRepository repository;
    private final Map<Wanted, Optional<ExchangeRate>> known = new HashMap<>();

    public KnownRates(ExchangeRateRepository repository) {
        this.repository = repository;
    }

    private record Wanted(CurrencyUnit from, CurrencyUnit to, LocalDate on) {}

    /// Empty when either currency has no rate around that day: then there is no price, rather than a guessed one.
    public Optional<ExchangeRate> find(CurrencyUnit from, CurrencyUnit to, LocalDate on) {
        return known.computeIfAbsent(
                new Wanted(from, to, on), wanted -> repository.find(wanted.from(), wanted.to(), wanted.on()));
    }
}
