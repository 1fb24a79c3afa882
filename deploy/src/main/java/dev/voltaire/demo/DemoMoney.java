package dev.voltaire.demo;

import dev.voltaire.driver.Profile;
import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.IssuerRepository;
import dev.voltaire.reimbursement.HomeEnergyPrices;
import dev.voltaire.reimbursement.Purpose;
import dev.voltaire.reimbursement.agreement.Agreement;
import dev.voltaire.reimbursement.agreement.Agreements;
import dev.voltaire.value.ExpectedVersion;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/// Who issues the demo's invoices, and what electricity costs at its driver's home.
@ApplicationScoped
class DemoMoney {
    private static final BigDecimal PRICE_PER_KWH = new BigDecimal("0.2876");

    private static final int REASSIGN_DAYS = 14;

    private final IssuerRepository issuers;
    private final HomeEnergyPrices prices;
    private final Agreements agreements;
    private final Clock clock;

    @Inject
    DemoMoney(IssuerRepository issuers, HomeEnergyPrices prices, Agreements agreements, Clock clock) {
        this.issuers = issuers;
        this.prices = prices;
        this.agreements = agreements;
        this.clock = clock;
    }

    /// In the caller's transaction.
    void load(Profile driver, UUID homeCharger) {
        issuers.persistAndFlush(new Issuer(
                new Issuer.Particulars(
                        "Voltaire Mobility B.V.",
                        "Stationsplein 12",
                        "3511 ED",
                        "Utrecht",
                        "NL",
                        "NL004495445B01",
                        "30261234",
                        "billing@voltaire.example",
                        "NL20INGB0001234567",
                        "INGBNL2A",
                        "Billing desk",
                        "+31 30 555 0199",
                        "NL98ZZZ302612340000",
                        new PartyId("NL", "VLT"),
                        ZoneId.of("Europe/Amsterdam"),
                        Issuer.Taxing.SIMPLE_IN_EURO),
                clock.instant()));
        LocalDate aYearAgo =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusYears(1);
        prices.enter(
                HomeEnergyPrices.Entry.contract(
                        driver.id(), PRICE_PER_KWH, CurrencyUnit.EUR, aYearAgo, "Contract of the demo"),
                Caller.SYSTEM);
        Agreement agreement = agreements.invite(
                driver.id(),
                new Agreement.Terms(
                        homeCharger,
                        null,
                        Agreement.Target.PROFILE,
                        null,
                        Purpose.BUSINESS,
                        REASSIGN_DAYS,
                        aYearAgo,
                        "Agreed with the demo"),
                Caller.SYSTEM);
        agreements.activate(agreement.id(), new ExpectedVersion(agreement.version()), null, Caller.SYSTEM);
    }
}
