package dev.voltaire.api.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.plan.ConnectorGroup;
import dev.voltaire.cdr.plan.PlanTerms;
import dev.voltaire.cdr.plan.TariffPlans;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// A plan to be entered: either a markup (`percent` of the operator's total, `perKwh` and `perSession` in `currency`)
/// or a `tariff` of our own, an OCPI Tariff object in the same currency. `validUntil` is exclusive.
@Schema(name = "TariffPlanRequest")
public record TariffPlanRequest(
        @NotBlank @Size(max = 100) String name,
        @Nullable UUID orgUnitId,
        @Nullable UUID partnerGroupId,
        @Nullable ConnectorGroup connectorGroup,
        @NotBlank String currency,

        @Nullable @DecimalMin("0") @Digits(integer = 3, fraction = 4)
        BigDecimal percent,

        @Nullable @DecimalMin("0") @Digits(integer = 6, fraction = 4)
        BigDecimal perKwh,

        @Nullable @DecimalMin("0") @Digits(integer = 6, fraction = 4)
        BigDecimal perSession,

        @Nullable
        @DecimalMin("0")
        @Digits(integer = 6, fraction = 4)
        @Schema(description = "What roaming costs the customer, told apart from the margin (AFIR Art. 5(5))")
        BigDecimal roamingPerKwh,

        @Nullable @DecimalMin("0") @Digits(integer = 6, fraction = 4)
        BigDecimal roamingPerSession,

        @Nullable JsonNode tariff,
        @NotNull Instant validFrom,
        @Nullable Instant validUntil) {

    TariffPlans.Entry entry() {
        List<Violation> violations = new ArrayList<>();
        CurrencyUnit unit = currencyUnit(violations);
        if (validUntil != null && !validUntil.isAfter(validFrom)) {
            violations.add(new Violation("validUntil", "validation.period"));
        }
        boolean marksUp = percent != null
                || perKwh != null
                || perSession != null
                || roamingPerKwh != null
                || roamingPerSession != null;
        if (tariff != null && marksUp) {
            violations.add(new Violation("tariff", "validation.unknown"));
        }
        if (tariff == null && !marksUp) {
            violations.add(new Violation("percent", "validation.required"));
        }
        PlanTerms terms = tariff == null ? markup() : own(tariff, unit, violations);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return new TariffPlans.Entry(
                name,
                orgUnitId,
                partnerGroupId,
                connectorGroup,
                unit,
                terms,
                tariff == null ? null : tariff.toString(),
                validFrom,
                validUntil);
    }

    private CurrencyUnit currencyUnit(List<Violation> violations) {
        try {
            return CurrencyUnit.of(currency);
        } catch (IllegalCurrencyException unknown) {
            violations.add(new Violation("currency", "validation.currency"));
            return CurrencyUnit.EUR;
        }
    }

    private PlanTerms markup() {
        return new PlanTerms.Markup(
                orZero(percent),
                orZero(perKwh),
                orZero(perSession),
                new PlanTerms.RoamingFee(orZero(roamingPerKwh), orZero(roamingPerSession)));
    }

    /// What is not understood without doubt is not priced with.
    private static PlanTerms own(JsonNode tariff, CurrencyUnit currency, List<Violation> violations) {
        try {
            OcpiTariffJson.Reading reading = OcpiTariffJson.read(tariff);
            reading.issues().stream()
                    .filter(issue -> issue.affectsPrice())
                    .forEach(issue -> violations.add(new Violation("tariff." + issue.path(), issue.problem())));
            if (!reading.tariff().currency().equals(currency)) {
                violations.add(new Violation("tariff.currency", "validation.currency"));
            }
            return new PlanTerms.OwnTariff(reading.tariff());
        } catch (UnreadableOcpiException unreadable) {
            violations.add(new Violation("tariff." + unreadable.path(), String.valueOf(unreadable.getMessage())));
            return PlanTerms.Markup.NOTHING;
        }
    }

    private static BigDecimal orZero(@Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }
}
