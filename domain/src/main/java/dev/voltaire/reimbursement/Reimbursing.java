package dev.voltaire.reimbursement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.cdr.HomeCdrRecorded;
import dev.voltaire.outbox.OutboxHandler;
import dev.voltaire.tariff.ocpi.OcpiCdrJson;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Pays back what a home session used, at the price in force on the day it began, where the charger stands. Only
/// sessions of drivers allowed at the charger count; the others are recorded with the reason.
@ApplicationScoped
class Reimbursing implements OutboxHandler<HomeCdrRecorded> {
    private final ReimbursementRepository reimbursements;
    private final Clock clock;

    @Inject
    Reimbursing(ReimbursementRepository reimbursements, Clock clock) {
        this.reimbursements = reimbursements;
        this.clock = clock;
    }

    @Override
    public Class<HomeCdrRecorded> eventType() {
        return HomeCdrRecorded.class;
    }

    @Override
    public String name() {
        return "reimbursing";
    }

    @Override
    public void handle(HomeCdrRecorded event) {
        ReimbursementRepository.Usage usage = reimbursements.usage(event.cpoCdrId());
        if (usage.recorded()) {
            return;
        }
        BigDecimal kwh = usage.kwh().subtract(usage.kwhBefore());
        if (kwh.signum() == 0) {
            return;
        }
        IneligibilityReason reason = ineligibility(usage);
        LocalDate day = usage.startedAt().atZone(zone(usage.raw())).toLocalDate();
        ReimbursementRepository.Price price = null;
        if (reason == null && usage.profileId() != null) {
            reimbursements.lockPricesForReading(usage.profileId());
            Optional<ReimbursementRepository.Price> found =
                    reimbursements.priceOn(usage.profileId(), usage.chargerId(), day);
            price = found.orElse(null);
        }
        reimbursements.insert(
                new ReimbursementRepository.Line(
                        usage, event.cpoCdrId(), event.sessionId(), kwh, day, reason, price, amount(kwh, price)),
                clock.instant());
    }

    private static @Nullable IneligibilityReason ineligibility(ReimbursementRepository.Usage usage) {
        if (usage.refused()) {
            return IneligibilityReason.TOKEN_REFUSED;
        }
        if (usage.profileId() == null) {
            return IneligibilityReason.NO_TOKEN;
        }
        return usage.allowedAtCharger() ? null : IneligibilityReason.NOT_ALLOWED_AT_CHARGER;
    }

    /// Rounded once, half up on the absolute value.
    static @Nullable BigDecimal amount(BigDecimal kwh, ReimbursementRepository.@Nullable Price price) {
        return price == null
                ? null
                : Money.of(CurrencyUnit.of(price.currency()), kwh.multiply(price.perKwh()), RoundingMode.HALF_UP)
                        .getAmount();
    }

    private static ZoneId zone(byte[] cdr) {
        JsonNode json = OcpiTariffJson.parse(new String(cdr, StandardCharsets.UTF_8));
        return OcpiCdrJson.zone(json).orElse(ZoneOffset.UTC);
    }
}
