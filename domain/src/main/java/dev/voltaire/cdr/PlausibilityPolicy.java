package dev.voltaire.cdr;

import dev.voltaire.cdr.Finding.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How hard each rule bites and from where on.
record PlausibilityPolicy(Map<PlausibilityRule, Severity> severities, Map<PlausibilityLimit, BigDecimal> limits) {
    static final PlausibilityPolicy ORDINARY = new PlausibilityPolicy(Map.of(), Map.of());

    PlausibilityPolicy {
        severities = Map.copyOf(severities);
        limits = Map.copyOf(limits);
    }

    /// @param severities entries `RULE=SEVERITY`, for example `TOO_OLD=NOTE`
    /// @param limits entries `LIMIT=number`, for example `OLDEST_DAYS=30`
    /// @throws IllegalArgumentException for a name or a value that is none: the server must not start half
    static PlausibilityPolicy configured(List<String> severities, List<String> limits) {
        Map<PlausibilityRule, Severity> bites = new EnumMap<>(PlausibilityRule.class);
        for (String entry : severities) {
            String[] parts = entry.split("=", 2);
            bites.put(PlausibilityRule.valueOf(parts[0].strip()), Severity.valueOf(parts[1].strip()));
        }
        Map<PlausibilityLimit, BigDecimal> numbers = new EnumMap<>(PlausibilityLimit.class);
        for (String entry : limits) {
            String[] parts = entry.split("=", 2);
            numbers.put(PlausibilityLimit.valueOf(parts[0].strip()), new BigDecimal(parts[1].strip()));
        }
        return new PlausibilityPolicy(bites, numbers);
    }

    Finding finding(PlausibilityRule rule, String detail) {
        return new Finding(rule, severities.getOrDefault(rule, rule.severity()), detail);
    }

    BigDecimal limit(PlausibilityLimit limit) {
        return limits.getOrDefault(limit, limit.ordinary());
    }

    Duration minutes(PlausibilityLimit limit) {
        return Duration.ofSeconds(limit(limit).multiply(BigDecimal.valueOf(60)).longValue());
    }

    Duration days(PlausibilityLimit limit) {
        return Duration.ofSeconds(
                limit(limit).multiply(BigDecimal.valueOf(86_400)).longValue());
    }
}
