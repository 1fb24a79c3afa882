package dev.voltaire.ocpi.locations;

import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Coordinates as partners send them: strings or numbers, of any precision, sometimes zero or the wrong way round.
/// Impossible ones are left out of the map, never repaired by guessing.
record Position(@Nullable BigDecimal latitude, @Nullable BigDecimal longitude) {
    private static final Position UNKNOWN = new Position(null, null);
    private static final BigDecimal POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);
    private static final int DECIMALS = 7;
    private static final int FEWEST_DECIMALS = 3;

    static Position of(@Nullable OcpiObject coordinates, @Nullable String country, Notes notes) {
        if (coordinates == null) {
            notes.add("coordinates-missing", null);
            return UNKNOWN;
        }
        BigDecimal latitude = coordinates.decimal("latitude");
        BigDecimal longitude = coordinates.decimal("longitude");
        if (latitude == null || longitude == null) {
            notes.add("coordinates-missing", null);
            return UNKNOWN;
        }
        if (latitude.signum() == 0 && longitude.signum() == 0) {
            notes.add("coordinates-zero", null);
            return UNKNOWN;
        }
        if (latitude.abs().compareTo(POLE) >= 0 || longitude.abs().compareTo(DATE_LINE) > 0) {
            notes.add("coordinates-impossible", latitude.toPlainString() + ", " + longitude.toPlainString());
            return UNKNOWN;
        }
        String written = latitude.toPlainString() + ", " + longitude.toPlainString();
        if (Math.min(latitude.scale(), longitude.scale()) < FEWEST_DECIMALS) {
            notes.add("coordinates-imprecise", written);
        }
        Optional<CountryBox> box = country == null ? Optional.empty() : CountryBox.of(country);
        if (box.isPresent() && !box.get().holds(latitude, longitude)) {
            if (box.get().holds(longitude, latitude)) {
                notes.add("coordinates-swapped", written);
                return UNKNOWN;
            }
            notes.add("coordinates-outside-country", written + " in " + country);
        }
        return new Position(
                latitude.setScale(DECIMALS, RoundingMode.HALF_UP), longitude.setScale(DECIMALS, RoundingMode.HALF_UP));
    }
}
