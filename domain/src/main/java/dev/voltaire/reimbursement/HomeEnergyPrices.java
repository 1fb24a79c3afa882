package dev.voltaire.reimbursement;

import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/// Entering what a kWh at home costs. Lines that waited for the price get it at once.
@ApplicationScoped
public class HomeEnergyPrices {
    private final ReimbursementRepository reimbursements;
    private final ProfileRepository profiles;
    private final Clock clock;

    @Inject
    HomeEnergyPrices(ReimbursementRepository reimbursements, ProfileRepository profiles, Clock clock) {
        this.reimbursements = reimbursements;
        this.profiles = profiles;
        this.clock = clock;
    }

    /// @param pricePerKwh up to four decimals: what the driver pays, taxes included
    /// @param validUntil exclusive; absent while open
    public record Entry(
            UUID profileId,
            @Nullable UUID chargerId,
            BigDecimal pricePerKwh,
            CurrencyUnit currency,
            PriceSource source,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            @Nullable String note) {}

    /// An open price that began earlier ends where the new one begins.
    ///
    /// @throws ProblemException ALREADY_EXISTS when another price holds on one of the days
    /// @throws ProblemException WRONG_STATE when a line on one of the days has its price already
    @Transactional
    public HomeEnergyPrice enter(Entry entry, Caller caller) {
        Profile profile = profiles.get(entry.profileId(), caller.reach());
        UUID unit = profile.organisationUnit().id();
        if (entry.chargerId() != null && !reimbursements.chargerServes(entry.chargerId(), unit)) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        reimbursements.lockPricesOf(entry.profileId());
        if (reimbursements.settledFrom(entry)) {
            throw new ProblemException(Problem.WRONG_STATE, entry.validFrom(), ReimbursementStatus.PRICED);
        }
        reimbursements.endOpenPrice(entry);
        if (reimbursements.overlaps(entry)) {
            throw new ProblemException(Problem.ALREADY_EXISTS);
        }
        UUID id = reimbursements.insert(entry, unit, caller.name(), clock.instant());
        reimbursements.priceWaiting(entry, id, clock.instant());
        return reimbursements.price(id);
    }
}
