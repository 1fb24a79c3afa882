package dev.voltaire.vat;

import dev.voltaire.vat.Supply.Kind;
import java.math.BigDecimal;
import java.util.Optional;

/// How a supply is taxed, or why that cannot be said. What cannot be decided is never guessed.
public sealed interface VatDecision {

    /// @param percent 0 for every category but [VatCategory#STANDARD]
    /// @param country whose tax it is
    record Taxed(VatRule rule, BigDecimal percent, String country) implements VatDecision {
        public VatCategory category() {
            return rule.category();
        }
    }

    record Undecided(Reason reason, String country) implements VatDecision {}

    enum Reason {
        /// No standard rate is known for the country on that day.
        NO_RATE,
        /// Nobody knows where the electricity was consumed.
        CONSUMPTION_COUNTRY_UNKNOWN,
        /// The country expects the seller to register, and the seller has not.
        SELLER_NOT_REGISTERED,
        /// The country shifts the tax to businesses registered there, and the customer is not.
        BUYER_NOT_REGISTERED
    }

    static VatDecision decide(VatRuleSet rules, Supply supply, VatTable table) {
        if (supply.kind() == Kind.DISBURSEMENT) {
            return untaxed(VatRule.DISBURSEMENT, supply.buyerCountry());
        }
        return switch (rules) {
            case SIMPLE -> standard(VatRule.SIMPLE, supply.buyerCountry(), supply, table);
            case CONSUMPTION_COUNTRY ->
                switch (supply.kind()) {
                    case ELECTRICITY -> electricity(supply, table);
                    case SERVICE -> service(supply, table);
                    case DISBURSEMENT -> untaxed(VatRule.DISBURSEMENT, supply.buyerCountry());
                };
        };
    }

    private static VatDecision electricity(Supply supply, VatTable table) {
        String country = supply.consumedIn();
        if (country == null) {
            return new Undecided(Reason.CONSUMPTION_COUNTRY_UNKNOWN, supply.buyerCountry());
        }
        if (supply.sellerRegisteredIn(country)) {
            return standard(VatRule.ELECTRICITY_WHERE_CONSUMED, country, supply, table);
        }
        if (!table.memberState(country) || !table.shiftsTaxOfForeignSuppliers(country)) {
            return new Undecided(Reason.SELLER_NOT_REGISTERED, country);
        }
        return supply.buyerRegisteredIn(country)
                ? untaxed(VatRule.ELECTRICITY_REVERSE_CHARGE, country)
                : new Undecided(Reason.BUYER_NOT_REGISTERED, country);
    }

    private static VatDecision service(Supply supply, VatTable table) {
        String country = supply.buyerCountry();
        if (country.equals(supply.sellerCountry())) {
            return standard(VatRule.SERVICE_AT_HOME, country, supply, table);
        }
        if (!table.memberState(country)) {
            return untaxed(VatRule.SERVICE_OUTSIDE_THE_UNION, country);
        }
        return supply.buyerHasVatNumber()
                ? untaxed(VatRule.SERVICE_REVERSE_CHARGE, country)
                : standard(VatRule.SERVICE_WITHOUT_VAT_NUMBER, supply.sellerCountry(), supply, table);
    }

    private static VatDecision standard(VatRule rule, String country, Supply supply, VatTable table) {
        Optional<BigDecimal> rate = table.rate(country, supply.on());
        return rate.isPresent() ? new Taxed(rule, rate.get(), country) : new Undecided(Reason.NO_RATE, country);
    }

    private static VatDecision untaxed(VatRule rule, String country) {
        return new Taxed(rule, BigDecimal.ZERO, country);
    }
}
