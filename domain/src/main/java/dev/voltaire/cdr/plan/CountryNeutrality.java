package dev.voltaire.cdr.plan;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A margin never depends on the country of the charge point alone (AFIR, EU 2023/1804, Art. 5(5)): a group of partners
/// must not be another name for a country. Pure.
final class CountryNeutrality {
    private CountryNeutrality() {}

    /// Whether the group is exactly all who charge in one country, while there are others elsewhere. A single operator
    /// is priced as an operator, even if it is the only one of its country.
    ///
    /// @param countries where each partner has charge points
    static boolean standsForACountry(Set<UUID> group, Map<UUID, Set<String>> countries) {
        Set<String> ofGroup = new HashSet<>();
        group.forEach(partner -> ofGroup.addAll(countries.getOrDefault(partner, Set.of())));
        if (group.size() < 2 || ofGroup.size() != 1) {
            return false;
        }
        String country = ofGroup.iterator().next();
        boolean elsewhere = false;
        for (Map.Entry<UUID, Set<String>> partner : countries.entrySet()) {
            boolean inside = group.contains(partner.getKey());
            if (!inside && partner.getValue().contains(country)) {
                return false;
            }
            elsewhere |= !inside && !partner.getValue().isEmpty();
        }
        return elsewhere;
    }
}
