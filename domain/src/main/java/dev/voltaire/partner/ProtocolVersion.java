package dev.voltaire.partner;

import java.util.Arrays;
import java.util.Optional;

/// The OCPI versions this product speaks, oldest first: the natural order decides the highest mutual one.
public enum ProtocolVersion {
    V2_1_1("2.1.1"),
    V2_2("2.2"),
    V2_2_1("2.2.1"),
    V2_3_0("2.3.0");

    private final String number;

    ProtocolVersion(String number) {
        this.number = number;
    }

    public String number() {
        return number;
    }

    /// Empty for versions we do not know, which are ignored (OCPI 2.2.1 "Versions").
    public static Optional<ProtocolVersion> of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number.strip()))
                .findFirst();
    }
}
