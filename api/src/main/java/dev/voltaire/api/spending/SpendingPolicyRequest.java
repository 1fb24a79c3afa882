package dev.voltaire.api.spending;

import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.spending.PolicyPlace;
import dev.voltaire.spending.PolicyTerms;
import dev.voltaire.spending.PowerType;
import dev.voltaire.spending.SpendingPeriod;
import dev.voltaire.spending.SpendingPolicies;
import dev.voltaire.spending.SpendingPolicy;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is allowed, and to whom: exactly one of `orgUnitId`, `profileId` and `tokenId`. What is left out is not
/// limited.
/// Amounts are before tax, in the currency of the unit.
@Schema(name = "SpendingPolicyRequest")
public record SpendingPolicyRequest(
        @NotBlank @Size(max = 100) String name,

        @Schema(description = "The unit and those below it") @Nullable
        UUID orgUnitId,

        @Nullable UUID profileId,
        @Nullable UUID tokenId,

        @Schema(description = "For a unit: the budget is for every profile apart, not for all of it together") @Nullable
        Boolean eachProfile,

        @Schema(description = "ANYWHERE when left out") @Nullable
        PolicyPlace place,

        @Schema(description = "After what the budget begins anew; a week begins on Monday") @Nullable
        SpendingPeriod period,

        @Nullable @DecimalMin("0.01") @Digits(integer = 9, fraction = 2)
        BigDecimal budget,

        @Nullable
        @DecimalMin("0.01")
        @Digits(integer = 9, fraction = 2)
        @Schema(description = "A start with a price quote above it is refused")
        BigDecimal perSession,

        @Nullable @Min(1) @Max(100) Integer sessionsPerDay,

        @Schema(description = "Of days, hours and periods; that of the unit's country when left out") @Nullable
        String timeZone,

        @Nullable Set<DayOfWeek> weekdays,

        @Schema(description = "With `until`; after it for hours over midnight", examples = "07:00") @Nullable
        LocalTime from,

        @Nullable LocalTime until,

        @Schema(description = "ISO 3166 alpha-2, of the location") @Nullable
        Set<@Pattern(regexp = "[A-Za-z]{2}") String> countries,

        @Schema(description = "Parties", examples = "NL*RBC") @Nullable
        Set<@Pattern(regexp = "[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}") String> operators,

        @Nullable Set<PowerType> powerTypes) {

    static SpendingPolicyRequest of(SpendingPolicy policy) {
        PolicyTerms terms = policy.terms();
        return new SpendingPolicyRequest(
                policy.name(),
                policy.profileId() == null && policy.tokenId() == null ? policy.unitId() : null,
                policy.profileId(),
                policy.tokenId(),
                policy.eachProfile(),
                terms.place(),
                terms.period(),
                terms.budget(),
                terms.perSession(),
                terms.sessionsPerDay(),
                terms.zone().getId(),
                terms.weekdays().isEmpty() ? null : terms.weekdays(),
                terms.from(),
                terms.until(),
                terms.countries().isEmpty() ? null : terms.countries(),
                terms.operators().isEmpty() ? null : terms.operators(),
                terms.powerTypes().isEmpty() ? null : terms.powerTypes());
    }

    SpendingPolicies.Entry entry() {
        ZoneId zone = check();
        return new SpendingPolicies.Entry(
                name,
                new SpendingPolicies.Target(orgUnitId, profileId, tokenId),
                Boolean.TRUE.equals(eachProfile),
                zone,
                this::terms);
    }

    /// @throws ProblemException VALIDATION_FAILED naming every field that is wrong
    @Nullable
    ZoneId check() {
        List<Violation> violations = new ArrayList<>();
        if (Stream.of(orgUnitId, profileId, tokenId).filter(id -> id != null).count() != 1) {
            violations.add(new Violation("orgUnitId", "validation.one-target"));
        }
        if ((budget == null) != (period == null)) {
            violations.add(new Violation(budget == null ? "budget" : "period", "validation.required"));
        }
        if ((from == null) != (until == null)) {
            violations.add(new Violation(from == null ? "from" : "until", "validation.required"));
        }
        // offsets mean the opposite in PostgreSQL: only names of regions are the same everywhere
        if (timeZone != null && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
            violations.add(new Violation("timeZone", "validation.zone"));
        }
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return timeZone == null ? null : ZoneId.of(timeZone);
    }

    PolicyTerms terms(ZoneId zone) {
        return new PolicyTerms(
                place == null ? PolicyPlace.ANYWHERE : place,
                period,
                budget,
                perSession,
                sessionsPerDay,
                zone,
                weekdays == null ? Set.of() : weekdays,
                from,
                until,
                countries == null
                        ? Set.of()
                        : countries.stream()
                                .map(code -> code.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toSet()),
                operators == null
                        ? Set.of()
                        : operators.stream()
                                .map(SpendingPolicyRequest::operator)
                                .collect(Collectors.toSet()),
                powerTypes == null ? Set.of() : powerTypes);
    }

    private static String operator(String party) {
        String plain = party.replaceAll("[*-]", "").toUpperCase(Locale.ROOT);
        return plain.substring(0, 2) + "*" + plain.substring(2);
    }
}
