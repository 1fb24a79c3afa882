package dev.voltaire.api.reimbursement;

import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.HomeEnergyPrice;
import dev.voltaire.reimbursement.HomeEnergyPrices;
import dev.voltaire.reimbursement.PriceSource;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.jspecify.annotations.Nullable;

/// A price and the days it holds.
@Schema(name = "HomeEnergyPrice")
record HomeEnergyPriceBody(
        UUID id,
        Reference profile,
        @Nullable UUID chargerId,
        PriceSource source,
        HomeEnergyPrice.Status status,
        @Nullable Amount pricePerKwh,
        @Nullable String country,
        @Nullable String region,
        @Nullable UUID seriesId,
        LocalDate validFrom,

        @Schema(description = "Exclusive; absent while open") @Nullable
        LocalDate validUntil,

        @Nullable String note,

        @Schema(description = "How many documents prove it") int proofs,

        String enteredBy,
        Instant enteredAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        List<Action> allowedActions) {
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal(100);
    private static final int PRICE_DECIMALS = 4;

    /// What the caller may do with a price.
    @Schema(name = "HomeEnergyPriceAction")
    enum Action {
        CONFIRM,
        REFUSE,
        ADD_PROOF
    }

    static HomeEnergyPriceBody of(HomeEnergyPrice price) {
        return of(
                price,
                price.status() == HomeEnergyPrice.Status.PROPOSED
                        ? List.of(Action.CONFIRM, Action.REFUSE, Action.ADD_PROOF)
                        : List.of(Action.ADD_PROOF));
    }

    static HomeEnergyPriceBody ofOwn(HomeEnergyPrice price) {
        return of(price, List.of(Action.ADD_PROOF));
    }

    private static HomeEnergyPriceBody of(HomeEnergyPrice price, List<Action> actions) {
        return new HomeEnergyPriceBody(
                price.id(),
                new Reference(price.profileId(), price.profileName()),
                price.chargerId(),
                price.source(),
                price.status(),
                price.pricePerKwh() == null || price.currency() == null
                        ? null
                        : Amount.of(BigMoney.of(CurrencyUnit.of(price.currency()), price.pricePerKwh())),
                price.country(),
                price.region(),
                price.seriesId(),
                price.validFrom(),
                price.validUntil(),
                price.note(),
                price.proofs(),
                price.enteredBy(),
                price.enteredAt(),
                price.decidedBy(),
                price.decidedAt(),
                price.decisionNote(),
                actions);
    }

    /// The price has up to four decimals and comes with CONTRACT or EMPLOYER_CAP; STATUTORY_RATE names a country, with
    /// DYNAMIC comes a series. Without `chargerId` it holds wherever the driver charges at home.
    @Schema(name = "HomeEnergyPriceRequest")
    record Request(
            @NotNull UUID profileId,
            @Nullable UUID chargerId,
            @NotNull PriceSource source,
            @Nullable Amount pricePerKwh,
            @Nullable @Pattern(regexp = "[A-Z]{2}") String country,

            @Schema(description = "ISO 3166-2; absent: the lowest of the country's regions", examples = "BE-VLG")
            @Nullable
            @Size(max = 6)
            String region,

            @Nullable UUID seriesId,
            @NotNull LocalDate validFrom,

            @Schema(description = "Exclusive; absent while open") @Nullable
            LocalDate validUntil,

            @Nullable @Size(max = 500) String note) {

        HomeEnergyPrices.Entry entry() {
            BigDecimal price = null;
            CurrencyUnit currency = null;
            if (pricePerKwh != null) {
                price = price(pricePerKwh, "pricePerKwh");
                currency = currency(pricePerKwh, "pricePerKwh");
            }
            return new HomeEnergyPrices.Entry(
                    profileId,
                    chargerId,
                    source,
                    price,
                    currency,
                    country,
                    region,
                    seriesId,
                    validFrom,
                    validUntil,
                    note);
        }
    }

    static BigDecimal price(Amount amount, String field) {
        try {
            BigDecimal price = new BigDecimal(amount.amount());
            if (price.signum() < 0 || price.compareTo(HIGHEST_PRICE) > 0 || price.scale() > PRICE_DECIMALS) {
                throw new ProblemException(Problem.INVALID_PARAMETER, field);
            }
            return price;
        } catch (NumberFormatException unreadable) {
            throw ProblemException.because(unreadable, Problem.INVALID_PARAMETER, field);
        }
    }

    static CurrencyUnit currency(Amount amount, String field) {
        try {
            return CurrencyUnit.of(amount.currency());
        } catch (IllegalCurrencyException unknown) {
            throw ProblemException.because(unknown, Problem.INVALID_PARAMETER, field);
        }
    }
}
