package dev.voltaire.ocpi.http;

import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import java.util.Set;

/// One module we serve, a CDI bean. What it lists here is what the version details advertise.
public interface OcpiModule {

    /// `tokens`, `locations`, … (OCPI 2.2.1, ModuleID)
    String identifier();

    Side side();

    Set<ProtocolVersion> versions();

    /// False for the configuration modules, which are open to registering partners.
    default boolean functional() {
        return true;
    }

    /// Whether requests and replies carry the message routing headers.
    default boolean routed() {
        return functional();
    }

    /// Throws [OcpiFailure] to refuse.
    OcpiReply handle(OcpiRequest request);
}
