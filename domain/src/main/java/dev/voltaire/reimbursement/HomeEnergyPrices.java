package dev.voltaire.reimbursement;

import dev.voltaire.audit.Audit;
import dev.voltaire.driver.FourEyes;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.reimbursement.rate.EnergyPriceSeries;
import dev.voltaire.reimbursement.rate.StatutoryRates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Entering what a kWh at home costs. Lines that waited for the price get it from the outbox.
@ApplicationScoped
public class HomeEnergyPrices {
    /// Where the tax authorities want one method for a whole calendar year.
    private static final String ONE_METHOD_A_YEAR = "DE";

    private final FourEyes fourEyes;
    private final HomeEnergyPriceRepository prices;
    private final ProfileRepository profiles;
    private final StatutoryRates rates;
    private final EnergyPriceSeries series;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    @Inject
    HomeEnergyPrices(
            FourEyes fourEyes,
            HomeEnergyPriceRepository prices,
            ProfileRepository profiles,
            StatutoryRates rates,
            EnergyPriceSeries series,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.fourEyes = fourEyes;
        this.prices = prices;
        this.profiles = profiles;
        this.rates = rates;
        this.series = series;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param pricePerKwh up to four decimals: what the driver pays, taxes included; with CONTRACT and EMPLOYER_CAP
    /// @param country with STATUTORY_RATE
    /// @param seriesId with DYNAMIC
    /// @param validUntil exclusive; absent while open
    public record Entry(
            UUID profileId,
            @Nullable UUID chargerId,
            PriceSource source,
            @Nullable BigDecimal pricePerKwh,
            @Nullable CurrencyUnit currency,
            @Nullable String country,
            @Nullable String region,
            @Nullable UUID seriesId,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @Nullable String note) {

        public static Entry contract(
                UUID profileId, BigDecimal pricePerKwh, CurrencyUnit currency, LocalDate validFrom, String note) {
            return new Entry(
                    profileId,
                    null,
                    PriceSource.CONTRACT,
                    pricePerKwh,
                    currency,
                    null,
                    null,
                    null,
                    validFrom,
                    null,
                    note);
        }
    }

    /// An open price that began earlier ends where the new one begins.
    ///
    /// @throws ProblemException ALREADY_EXISTS when another price holds on one of the days
    /// @throws ProblemException WRONG_STATE when a line on one of the days has its amount already
    /// @throws ProblemException OWN_REIMBURSEMENT for a price of one's own
    /// @throws ProblemException PRICE_METHOD_FIXED_FOR_YEAR where a year may know one method only
    /// @throws ProblemException RATE_NOT_PER_KWH, NO_STATUTORY_RATE when the country's table is of no use
    @Transactional
    public HomeEnergyPrice enter(Entry entry, Caller caller) {
        Profile profile = profiles.get(entry.profileId(), caller.reach());
        fourEyes.demand(profile.id(), caller);
        check(entry, profile, caller);
        makeRoom(entry, profile);
        UUID id = store(entry, profile, HomeEnergyPrice.Status.CONFIRMED, caller);
        outbox.publish(new HomePriceEntered(entry.profileId(), entry.validFrom(), entry.validUntil()));
        return prices.find(id).orElseThrow();
    }

    /// By the driver; counts once somebody of the employer has confirmed it.
    @Transactional
    public HomeEnergyPrice propose(Entry entry, Caller.SignedIn driver) {
        Profile profile = profiles.ownedBy(driver.userId(), entry.profileId());
        if (entry.source() == PriceSource.EMPLOYER_CAP) {
            throw new ProblemException(Problem.ACCESS_DENIED);
        }
        check(entry, profile, driver);
        return prices.find(store(entry, profile, HomeEnergyPrice.Status.PROPOSED, driver))
                .orElseThrow();
    }

    @Transactional
    public HomeEnergyPrice confirm(UUID id, @Nullable String note, Caller caller) {
        HomeEnergyPrice price = proposed(id, caller);
        fourEyes.demand(price.profileId(), caller);
        Entry entry = entry(price);
        makeRoom(entry, profiles.get(price.profileId(), caller.reach()));
        decide(price, HomeEnergyPrice.Status.CONFIRMED, note, caller);
        outbox.publish(new HomePriceEntered(entry.profileId(), entry.validFrom(), entry.validUntil()));
        return prices.find(id).orElseThrow();
    }

    @Transactional
    public HomeEnergyPrice refuse(UUID id, @Nullable String note, Caller caller) {
        decide(proposed(id, caller), HomeEnergyPrice.Status.REFUSED, note, caller);
        return prices.find(id).orElseThrow();
    }

    /// Days without a price.
    ///
    /// @param until exclusive
    public record Gap(LocalDate from, LocalDate until) {}

    @Transactional
    public List<Gap> gaps(UUID profileId, @Nullable UUID chargerId, LocalDate from, LocalDate until, Caller caller) {
        if (!from.isBefore(until)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "until");
        }
        profiles.get(profileId, caller.reach());
        return prices.gaps(profileId, chargerId, from, until);
    }

    /// @throws ProblemException NOT_FOUND outside the caller's units
    @Transactional
    public HomeEnergyPrice get(UUID id, Caller caller) {
        HomeEnergyPrice price = prices.find(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        profiles.get(price.profileId(), caller.reach());
        return price;
    }

    /// A driver's own.
    @Transactional
    public HomeEnergyPrice own(UUID id, Caller.SignedIn driver) {
        HomeEnergyPrice price = prices.find(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        profiles.ownedBy(driver.userId(), price.profileId());
        return price;
    }

    private HomeEnergyPrice proposed(UUID id, Caller caller) {
        HomeEnergyPrice price = get(id, caller);
        prices.lock(price.profileId());
        HomeEnergyPrice now = prices.find(id).orElseThrow();
        if (now.status() != HomeEnergyPrice.Status.PROPOSED) {
            throw new ProblemException(Problem.WRONG_STATE, now.validFrom(), now.status());
        }
        return now;
    }

    private void check(Entry entry, Profile profile, Caller caller) {
        List<Violation> violations = new ArrayList<>();
        if (entry.validUntil() != null && !entry.validFrom().isBefore(entry.validUntil())) {
            violations.add(new Violation("validUntil", "validation.period"));
        }
        boolean isNumber = entry.source() == PriceSource.CONTRACT || entry.source() == PriceSource.EMPLOYER_CAP;
        demand(isNumber, entry.pricePerKwh(), "pricePerKwh", violations);
        demand(entry.source() == PriceSource.STATUTORY_RATE, entry.country(), "country", violations);
        demand(entry.source() == PriceSource.DYNAMIC, entry.seriesId(), "seriesId", violations);
        if (entry.region() != null && entry.source() != PriceSource.STATUTORY_RATE) {
            violations.add(new Violation("region", "validation.not-with-source"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        if (entry.chargerId() != null
                && !prices.chargerServes(
                        entry.chargerId(), profile.organisationUnit().id())) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        if (entry.country() != null) {
            rates.mustPriceEnergy(entry.country(), entry.region());
        }
        if (entry.seriesId() != null) {
            series.get(entry.seriesId(), caller);
        }
    }

    private static void demand(boolean wanted, @Nullable Object value, String field, List<Violation> violations) {
        if (wanted && value == null) {
            violations.add(new Violation(field, "validation.required"));
        }
        if (!wanted && value != null) {
            violations.add(new Violation(field, "validation.not-with-source"));
        }
    }

    private void makeRoom(Entry entry, Profile profile) {
        prices.lock(entry.profileId());
        if (prices.settledIn(entry)) {
            throw new ProblemException(Problem.WRONG_STATE, entry.validFrom(), ReimbursementStatus.PRICED);
        }
        prices.endOpen(entry);
        if (prices.overlaps(entry)) {
            throw new ProblemException(Problem.ALREADY_EXISTS);
        }
        boolean yearly = ONE_METHOD_A_YEAR.equals(entry.country())
                || ONE_METHOD_A_YEAR.equals(profile.organisationUnit().country());
        if (yearly && entry.source() != PriceSource.EMPLOYER_CAP && prices.otherSourceInItsYears(entry)) {
            throw new ProblemException(Problem.PRICE_METHOD_FIXED_FOR_YEAR);
        }
    }

    private UUID store(Entry entry, Profile profile, HomeEnergyPrice.Status status, Caller caller) {
        UUID unit = profile.organisationUnit().id();
        UUID id = prices.insert(entry, unit, status, caller.name(), clock.instant());
        audit.record(
                status == HomeEnergyPrice.Status.PROPOSED ? "home-energy-price-proposed" : "home-energy-price-entered",
                "home-energy-price",
                id,
                unit,
                Map.of(
                        "profileId", entry.profileId(),
                        "source", entry.source(),
                        "price",
                                entry.pricePerKwh() == null
                                        ? ""
                                        : entry.pricePerKwh().toPlainString(),
                        "validFrom", entry.validFrom().toString()));
        return id;
    }

    private void decide(HomeEnergyPrice price, HomeEnergyPrice.Status status, @Nullable String note, Caller caller) {
        prices.decide(price.id(), status, note, caller.name(), clock.instant());
        audit.record(
                status == HomeEnergyPrice.Status.CONFIRMED
                        ? "home-energy-price-confirmed"
                        : "home-energy-price-refused",
                "home-energy-price",
                price.id(),
                price.organisationUnitId(),
                Map.of("profileId", price.profileId()));
    }

    private static Entry entry(HomeEnergyPrice price) {
        return new Entry(
                price.profileId(),
                price.chargerId(),
                price.source(),
                price.pricePerKwh(),
                price.currency() == null ? null : CurrencyUnit.of(price.currency()),
                price.country(),
                price.region(),
                price.seriesId(),
                price.validFrom(),
                price.validUntil(),
                price.note());
    }
}
