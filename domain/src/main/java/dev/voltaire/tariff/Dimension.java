package dev.voltaire.tariff;

/// What a price component puts a price on (OCPI TariffDimensionType).
public enum Dimension {
    /// Once per session; no unit.
    FLAT("session", 0),
    /// Per kWh; the step is 1 Wh.
    ENERGY("kWh", 1_000),
    /// Per hour of charging, or of reservation under a reservation restriction; the step is 1 s.
    TIME("h", 3_600),
    /// Per hour connected while the vehicle requests no power; the step is 1 s.
    PARKING_TIME("h", 3_600);

    private final String unit;
    private final int stepsPerUnit;

    Dimension(String unit, int stepsPerUnit) {
        this.unit = unit;
        this.stepsPerUnit = stepsPerUnit;
    }

    public String unit() {
        return unit;
    }

    /// How many smallest steps (Wh, seconds) one priced unit (kWh, hour) has; 0 where steps have no meaning.
    int stepsPerUnit() {
        return stepsPerUnit;
    }
}
