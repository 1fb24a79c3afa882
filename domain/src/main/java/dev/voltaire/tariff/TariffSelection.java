package dev.voltaire.tariff;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which of several tariffs a session is priced with. The tariff at the start stays for the whole session unless the
/// operator names another one for a period.
public final class TariffSelection {
    private TariffSelection() {}

    /// The tariff for the wanted type, else one for every session, else the regular one; among those valid at the
    /// moment, the one that became valid last. A tariff for ad-hoc payment is never chosen unless wanted.
    ///
    /// @return null when none suits
    public static @Nullable Tariff select(List<Tariff> tariffs, TariffType wanted, Instant moment) {
        Tariff best = null;
        for (Tariff tariff : tariffs) {
            if (rank(tariff, wanted) < Integer.MAX_VALUE
                    && tariff.validAt(moment)
                    && (best == null || better(tariff, best, wanted))) {
                best = tariff;
            }
        }
        return best;
    }

    static boolean ambiguous(List<Tariff> tariffs, Tariff chosen, TariffType wanted, Instant moment) {
        for (Tariff tariff : tariffs) {
            if (!tariff.equals(chosen)
                    && tariff.validAt(moment)
                    && rank(tariff, wanted) == rank(chosen, wanted)
                    && !better(chosen, tariff, wanted)) {
                return true;
            }
        }
        return false;
    }

    /// Ids compare without regard to case (OCPI CiString).
    static @Nullable Tariff named(List<Tariff> tariffs, String id, Instant moment) {
        Tariff found = null;
        for (Tariff tariff : tariffs) {
            if (tariff.id().toLowerCase(Locale.ROOT).equals(id.toLowerCase(Locale.ROOT))) {
                if (tariff.validAt(moment)) {
                    return tariff;
                }
                found = found == null ? tariff : found;
            }
        }
        return found;
    }

    private static boolean better(Tariff tariff, Tariff than, TariffType wanted) {
        int difference = Integer.compare(rank(tariff, wanted), rank(than, wanted));
        if (difference != 0) {
            return difference < 0;
        }
        Instant from = tariff.validFrom();
        Instant other = than.validFrom();
        return from != null && (other == null || from.isAfter(other));
    }

    private static int rank(Tariff tariff, TariffType wanted) {
        if (tariff.type() == wanted) {
            return 0;
        }
        if (tariff.type() == null) {
            return 1;
        }
        return tariff.type() == TariffType.REGULAR && wanted != TariffType.AD_HOC_PAYMENT ? 2 : Integer.MAX_VALUE;
    }
}
