package dev.voltaire.cdr;

import java.math.BigDecimal;

/// From where on a CDR is odd, unless configured otherwise (`voltaire.cdr.limits`, entries `NAME=number`).
public enum PlausibilityLimit {
    CLOCK_DRIFT_MINUTES("5"),
    OLDEST_DAYS("90"),
    LONGEST_DAYS("7"),
    SHORTEST_MINUTES("2"),
    LARGEST_BATTERY_KWH("200"),
    /// Where nothing is known of the connector.
    STRONGEST_CHARGER_KW("440"),
    /// Meters and clocks are not perfect: what a connector delivers may exceed its power by this factor.
    POWER_TOLERANCE("1.1"),
    HARDLY_ANYTHING_KWH("0.2"),
    DEAR_PER_KWH("2"),
    TOLERATED_COST_DIFFERENCE("0.50"),
    TOLERATED_COST_SHARE("0.05"),
    TOLERATED_PERIOD_KWH("0.01"),
    TOLERATED_PERIOD_MINUTES("1"),
    /// Nobody charges more often in 24 hours.
    MOST_SESSIONS_A_DAY("8"),
    /// Nobody drives faster on average.
    FASTEST_KM_PER_HOUR("200"),
    /// Positions closer than this are the same place.
    SAME_PLACE_KM("5");

    private final BigDecimal ordinary;

    PlausibilityLimit(String ordinary) {
        this.ordinary = new BigDecimal(ordinary);
    }

    BigDecimal ordinary() {
        return ordinary;
    }
}
