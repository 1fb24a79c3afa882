package dev.voltaire.reimbursement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.reimbursement.Settlement.Entry;
import dev.voltaire.reimbursement.Settlement.OnRecord;
import dev.voltaire.reimbursement.Settlement.Payable;
import dev.voltaire.reimbursement.Settlement.Price;
import dev.voltaire.reimbursement.Settlement.Refused;
import dev.voltaire.reimbursement.Settlement.Waiting;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlementTest {

    @Test
    void whatIsOnRecordIsNotAddedAgain() {
        assertThat(payable("10").from(priced("10", "3.00", null))).isNull();
        assertThat(new Refused(kwh("10"), IneligibilityReason.NO_TOKEN)
                        .from(last("10", ReimbursementStatus.NOT_ELIGIBLE, IneligibilityReason.NO_TOKEN)))
                .isNull();
        assertThat(new Waiting(kwh("10"), ReimbursementStatus.PRICE_MISSING)
                        .from(last("10", ReimbursementStatus.PRICE_MISSING, null)))
                .isNull();
    }

    @Test
    void aCorrectionIsTheDifferenceOfTheTotalsSoThatRoundingNeverAddsUp() {
        // given: 0.30 a kWh; 1.115 kWh are 0.33, 2.23 kWh are 0.67 and not twice 0.33
        Entry entry = payable("2.23").from(priced("1.115", "0.33", null));

        assertThat(entry).isNotNull().satisfies(line -> {
            assertThat(line.kwh()).isEqualByComparingTo("1.115");
            assertThat(line.amount()).isEqualByComparingTo("0.34");
        });
    }

    @Test
    void whatWasPaidIsTakenBackOnceAndPaidAgainInFull() {
        Refused refused = new Refused(kwh("10"), IneligibilityReason.PRIVATE_USE);
        Entry back = refused.from(priced("10", "3.00", null));

        assertThat(back).isNotNull().satisfies(line -> {
            assertThat(line.status()).isEqualTo(ReimbursementStatus.PRICED);
            assertThat(line.reason()).isEqualTo(IneligibilityReason.PRIVATE_USE);
            assertThat(line.amount()).isEqualByComparingTo("-3.00");
        });
        OnRecord nothingLeft = priced("0", "0", IneligibilityReason.PRIVATE_USE);
        assertThat(refused.from(nothingLeft)).isNull();
        assertThat(payable("10").from(nothingLeft))
                .isNotNull()
                .satisfies(line -> assertThat(line.amount()).isEqualByComparingTo("3.00"));
    }

    @Test
    void aDoubtAboutMoreThanWasPaidHoldsOnlyTheRest() {
        Entry entry = new Waiting(kwh("12"), ReimbursementStatus.IN_REVIEW).from(priced("10", "3.00", null));

        assertThat(entry).isNotNull().satisfies(line -> {
            assertThat(line.kwh()).isEqualByComparingTo("2");
            assertThat(line.amount()).isNull();
        });
    }

    private static Payable payable(String kwh) {
        return new Payable(kwh(kwh), Price.flat(null, PriceSource.CONTRACT, new BigDecimal("0.30"), "EUR", kwh(kwh)));
    }

    private static OnRecord priced(String kwh, String amount, @Nullable IneligibilityReason reason) {
        return new OnRecord(1, kwh(kwh), new BigDecimal(amount), "EUR", kwh(kwh), ReimbursementStatus.PRICED, reason);
    }

    private static OnRecord last(String kwh, ReimbursementStatus status, @Nullable IneligibilityReason reason) {
        return new OnRecord(1, BigDecimal.ZERO, BigDecimal.ZERO, null, kwh(kwh), status, reason);
    }

    private static BigDecimal kwh(String kwh) {
        return new BigDecimal(kwh);
    }
}
