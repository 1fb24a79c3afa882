package dev.voltaire.tariff.ocpi;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The time zone of countries that have only one; of the others a country says nothing.
public final class CountryZone {
    /// ISO 3166-1 alpha-3 and alpha-2 codes, then the zone.
    private static final String ZONES = """
            AND AD Europe/Andorra
            ALB AL Europe/Tirane
            AUT AT Europe/Vienna
            BEL BE Europe/Brussels
            BGR BG Europe/Sofia
            BIH BA Europe/Sarajevo
            CHE CH Europe/Zurich
            CYP CY Asia/Nicosia
            CZE CZ Europe/Prague
            DEU DE Europe/Berlin
            DNK DK Europe/Copenhagen
            EST EE Europe/Tallinn
            FIN FI Europe/Helsinki
            FRA FR Europe/Paris
            GBR GB Europe/London
            GRC GR Europe/Athens
            HRV HR Europe/Zagreb
            HUN HU Europe/Budapest
            IRL IE Europe/Dublin
            ISL IS Atlantic/Reykjavik
            ITA IT Europe/Rome
            LIE LI Europe/Vaduz
            LTU LT Europe/Vilnius
            LUX LU Europe/Luxembourg
            LVA LV Europe/Riga
            MCO MC Europe/Monaco
            MDA MD Europe/Chisinau
            MKD MK Europe/Skopje
            MLT MT Europe/Malta
            MNE ME Europe/Podgorica
            NLD NL Europe/Amsterdam
            NOR NO Europe/Oslo
            POL PL Europe/Warsaw
            ROU RO Europe/Bucharest
            SMR SM Europe/San_Marino
            SRB RS Europe/Belgrade
            SVK SK Europe/Bratislava
            SVN SI Europe/Ljubljana
            SWE SE Europe/Stockholm
            TUR TR Europe/Istanbul
            """;

    private static final Map<String, ZoneId> BY_CODE = byCode();

    private CountryZone() {}

    public static Optional<ZoneId> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.toUpperCase(Locale.ROOT)));
    }

    private static Map<String, ZoneId> byCode() {
        Map<String, ZoneId> zones = new HashMap<>();
        ZONES.lines().map(line -> line.split(" ")).forEach(parts -> {
            ZoneId zone = ZoneId.of(parts[2]);
            zones.put(parts[0], zone);
            zones.put(parts[1], zone);
        });
        return Map.copyOf(zones);
    }
}
