package dev.voltaire.ocpi.dialect;

import dev.voltaire.ocpi.v211.Dialect211;
import dev.voltaire.ocpi.v221.Dialect221;
import dev.voltaire.ocpi.v230.Dialect230;
import dev.voltaire.partner.ProtocolVersion;

/// The dialect of each version.
public final class Dialects {
    private static final Dialect V211 = new Dialect211();
    private static final Dialect V22 = new Dialect221(false);
    private static final Dialect V221 = new Dialect221(true);
    private static final Dialect V230 = new Dialect230();

    private Dialects() {}

    public static Dialect of(ProtocolVersion version) {
        return switch (version) {
            case V2_1_1 -> V211;
            case V2_2 -> V22;
            case V2_2_1 -> V221;
            case V2_3_0 -> V230;
        };
    }
}
