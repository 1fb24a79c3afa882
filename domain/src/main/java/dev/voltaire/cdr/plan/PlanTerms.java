package dev.voltaire.cdr.plan;

import dev.voltaire.tariff.Tariff;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a plan does to the price of a session.
public sealed interface PlanTerms {

    /// The operator's components pass through unchanged and ours is added.
    ///
    /// @param percent of the operator's total
    /// @param perKwh in the currency of the plan, as is `perSession`
    /// @param roaming what is added for roaming, apart from our margin
    record Markup(BigDecimal percent, BigDecimal perKwh, BigDecimal perSession, RoamingFee roaming)
            implements PlanTerms {
        public static final Markup NOTHING = new Markup(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        public Markup {
            if (percent.signum() < 0 || perKwh.signum() < 0 || perSession.signum() < 0) {
                throw new IllegalArgumentException("a markup is never negative");
            }
        }

        public Markup(BigDecimal percent, BigDecimal perKwh, BigDecimal perSession) {
            this(percent, perKwh, perSession, RoamingFee.NONE);
        }

        public BigDecimal on(BigDecimal total, @Nullable BigDecimal energyKwh) {
            BigDecimal share = total.multiply(percent).movePointLeft(2);
            BigDecimal energy = energyKwh == null ? BigDecimal.ZERO : energyKwh.multiply(perKwh);
            return share.add(energy).add(perSession).add(roaming.on(energyKwh));
        }
    }

    /// What roaming costs the customer (AFIR Art. 5(5)), in the currency of the plan.
    record RoamingFee(BigDecimal perKwh, BigDecimal perSession) {
        public static final RoamingFee NONE = new RoamingFee(BigDecimal.ZERO, BigDecimal.ZERO);

        public RoamingFee {
            if (perKwh.signum() < 0 || perSession.signum() < 0) {
                throw new IllegalArgumentException("a fee is never negative");
            }
        }

        public BigDecimal on(@Nullable BigDecimal energyKwh) {
            return perSession.add(energyKwh == null ? BigDecimal.ZERO : energyKwh.multiply(perKwh));
        }
    }

    /// The session is priced with this tariff, whatever the operator's costs.
    record OwnTariff(Tariff tariff) implements PlanTerms {}
}
