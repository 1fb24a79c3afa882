package dev.voltaire.ocpi.locations;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A rectangle around the European part of a country, wide enough that nothing inside the country lies outside it. Good
/// for one question only: whether coordinates can be meant as they are written.
record CountryBox(double south, double north, double west, double east) {
    private static final Map<String, CountryBox> BOXES = read("""
            AUT 46.3 49.1 9.4 17.3
            BEL 49.4 51.6 2.3 6.5
            BGR 41.1 44.3 22.3 28.8
            CHE 45.7 47.9 5.9 10.6
            CZE 48.5 51.1 12.0 18.9
            DEU 47.2 55.2 5.8 15.1
            DNK 54.5 57.9 8.0 15.3
            ESP 27.5 43.9 -18.3 4.5
            EST 57.5 59.9 21.7 28.3
            FIN 59.6 70.2 19.3 31.7
            FRA 41.2 51.2 -5.3 9.8
            GBR 49.8 60.9 -8.8 1.9
            GRC 34.7 41.8 19.3 29.8
            HRV 42.3 46.6 13.3 19.5
            HUN 45.7 48.6 16.0 23.0
            IRL 51.3 55.5 -10.8 -5.8
            ITA 35.4 47.2 6.5 18.7
            LTU 53.8 56.5 20.8 27.0
            LUX 49.4 50.3 5.6 6.6
            LVA 55.6 58.2 20.8 28.4
            NLD 50.7 53.8 3.1 7.4
            NOR 57.8 71.4 4.3 31.3
            POL 48.9 55.0 14.0 24.3
            PRT 32.3 42.3 -31.5 -6.0
            ROU 43.5 48.4 20.1 29.9
            SVK 47.6 49.7 16.7 22.7
            SVN 45.3 47.0 13.3 16.7
            SWE 55.2 69.2 10.8 24.3
            """);

    /// @param country ISO 3166-1 alpha-3, or alpha-2 as some partners have it
    static Optional<CountryBox> of(String country) {
        String code = country.toUpperCase(Locale.ROOT);
        try {
            return Optional.ofNullable(
                    BOXES.get(code.length() == 2 ? Locale.of("", code).getISO3Country() : code));
        } catch (java.util.MissingResourceException unknown) {
            return Optional.empty();
        }
    }

    boolean holds(BigDecimal latitude, BigDecimal longitude) {
        double y = latitude.doubleValue();
        double x = longitude.doubleValue();
        return y >= south && y <= north && x >= west && x <= east;
    }

    private static Map<String, CountryBox> read(String table) {
        Map<String, CountryBox> boxes = new HashMap<>();
        table.lines().forEach(line -> {
            String[] parts = line.split(" ");
            boxes.put(
                    parts[0],
                    new CountryBox(
                            Double.parseDouble(parts[1]),
                            Double.parseDouble(parts[2]),
                            Double.parseDouble(parts[3]),
                            Double.parseDouble(parts[4])));
        });
        return boxes;
    }
}
