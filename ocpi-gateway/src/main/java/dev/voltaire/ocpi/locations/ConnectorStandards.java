package dev.voltaire.ocpi.locations;

import java.util.Set;

/// ConnectorType of OCPI 2.1.1 to 2.3.0. In 2.3.0 the list is open; another value is kept and noted all the same.
final class ConnectorStandards {
    private static final Set<String> KNOWN = Set.of(
            "CHADEMO",
            "CHAOJI",
            "DOMESTIC_A",
            "DOMESTIC_B",
            "DOMESTIC_C",
            "DOMESTIC_D",
            "DOMESTIC_E",
            "DOMESTIC_F",
            "DOMESTIC_G",
            "DOMESTIC_H",
            "DOMESTIC_I",
            "DOMESTIC_J",
            "DOMESTIC_K",
            "DOMESTIC_L",
            "DOMESTIC_M",
            "DOMESTIC_N",
            "DOMESTIC_O",
            "GBT_AC",
            "GBT_DC",
            "IEC_60309_2_single_16",
            "IEC_60309_2_three_16",
            "IEC_60309_2_three_32",
            "IEC_60309_2_three_64",
            "IEC_62196_T1",
            "IEC_62196_T1_COMBO",
            "IEC_62196_T2",
            "IEC_62196_T2_COMBO",
            "IEC_62196_T3A",
            "IEC_62196_T3C",
            "MCS",
            "NEMA_10_30",
            "NEMA_10_50",
            "NEMA_14_30",
            "NEMA_14_50",
            "NEMA_5_20",
            "NEMA_6_30",
            "NEMA_6_50",
            "PANTOGRAPH_BOTTOM_UP",
            "PANTOGRAPH_TOP_DOWN",
            "SAE_J3400",
            "TESLA_R",
            "TESLA_S");

    private ConnectorStandards() {}

    static boolean isKnown(String standard) {
        return KNOWN.contains(standard);
    }
}
