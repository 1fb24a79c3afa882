package dev.voltaire.vat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides the tax of supplies with what the tables say. [#table] reads them once for a whole run.
@ApplicationScoped
public class VatDeciding {
    private final EntityManager database;

    @Inject
    VatDeciding(EntityManager database) {
        this.database = database;
    }

    public VatDecision decide(VatRuleSet rules, Supply supply) {
        return VatDecision.decide(rules, supply, table());
    }

    /// The tables as they are now.
    @Transactional
    public VatTable table() {
        List<Rate> rates = database
                .createNativeQuery(
                        "select country, percent, lower(valid) as since, upper(valid) as until from vat_rate",
                        Tuple.class)
                .getResultList()
                .stream()
                .map(Rate::of)
                .toList();
        Set<String> members = new HashSet<>();
        Set<String> shifting = new HashSet<>();
        for (Object found : database.createNativeQuery(
                        "select country, member_state, reverse_charge from vat_country", Tuple.class)
                .getResultList()) {
            Tuple row = (Tuple) found;
            String country = row.get("country", String.class);
            if (row.get("member_state", Boolean.class)) {
                members.add(country);
            }
            if (row.get("reverse_charge", Boolean.class)) {
                shifting.add(country);
            }
        }
        return new Stored(rates, members, shifting);
    }

    private record Rate(String country, BigDecimal percent, Optional<LocalDate> since, Optional<LocalDate> until) {
        static Rate of(Object found) {
            Tuple row = (Tuple) found;
            return new Rate(
                    row.get("country", String.class),
                    row.get("percent", BigDecimal.class),
                    Optional.ofNullable(row.get("since", LocalDate.class)),
                    Optional.ofNullable(row.get("until", LocalDate.class)));
        }

        boolean holds(String where, LocalDate on) {
            return country.equals(where)
                    && since.filter(on::isBefore).isEmpty()
                    && until.filter(end -> !on.isBefore(end)).isEmpty();
        }
    }

    private record Stored(List<Rate> rates, Set<String> members, Set<String> shifting) implements VatTable {
        @Override
        public Optional<BigDecimal> rate(String country, LocalDate on) {
            return rates.stream()
                    .filter(rate -> rate.holds(country, on))
                    .map(Rate::percent)
                    .findFirst();
        }

        @Override
        public boolean memberState(String country) {
            return members.contains(country);
        }

        @Override
        public boolean shiftsTaxOfForeignSuppliers(String country) {
            return shifting.contains(country);
        }
    }
}
